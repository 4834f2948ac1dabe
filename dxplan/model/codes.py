"""The one table of finding codes. ``docs/codes.md`` is made from it; a code is never given a second meaning.

DX1xx files and TOML, DX2xx keys and values, DX3xx what the values mean together.
"""

from __future__ import annotations

from typing import Final

from dxplan.values.tuples import NamedTuple


class Code(NamedTuple):
    """A finding's page: its name, why it matters, a wrong and a right way to write. All are errors."""

    name: str
    title: str
    why: str
    wrong: str
    right: str


CODES: Final[dict[str, Code]] = {
    "DX101": Code(
        "unreadable-plan",
        "計画のファイルが読めない",
        "権限がない、別のプログラムが使っている、同じ名前のフォルダがあるなどで読めないと、何も確かめられません。",
        "plans/2019/fukko.toml という名前のフォルダがある",
        "plans/2019/fukko.toml はファイルにする",
    ),
    "DX102": Code(
        "no-plan-file",
        "フォルダに plan.toml がない",
        "plan.toml は計画の表紙です。これがないフォルダは計画として扱えません。",
        "plans/2019/ が空、または fukko.toml だけがある",
        "plans/2019/plan.toml を置く（見本は「dxplan init 見本」で作れる）",
    ),
    "DX103": Code(
        "not-utf8",
        "文字コードが UTF-8 でない",
        "メモ帳の古い既定（Shift_JIS）で保存すると、機種により文字が化けます。TOML は UTF-8 と決まっています。",
        "ANSI（Shift_JIS）で保存した fukko.toml",
        "エディタで「UTF-8」を選んで保存し直す",
    ),
    "DX104": Code(
        "toml-syntax",
        "TOML の書き方に合わない",
        "引用符や括弧の閉じ忘れなどがあると、その先が読めません。",
        'name = "広報事業',
        'name = "広報事業"',
    ),
    "DX105": Code(
        "too-large",
        "ファイルや数が大きすぎる、または入れ子が深すぎる",
        "計画のファイルが 64 MB を超えたり、数が何千桁にもなったりすることはありません。壊れたファイルや取り違えを疑ってください。",
        "別のデータを .toml という名前で置いた",
        "計画のファイルだけを置く",
    ),
    "DX106": Code(
        "missing-direction-file",
        "展開方向（分野など）のファイルがない",
        "plan.toml に書いた展開方向の項目は、同じフォルダの「id.toml」に書きます。",
        '[[direction]] id = "fukko" だけがあり fukko.toml がない',
        "fukko.toml を置く",
    ),
    "DX107": Code(
        "unknown-direction",
        "plan.toml にない展開方向（分野など）のファイル",
        "どの展開方向にも属さないファイルの項目は、数えられず、印刷もされません。",
        "fukkou.toml があり、plan.toml には fukko とある",
        "ファイル名を fukko.toml に直す、または [[direction]] を足す",
    ),
    "DX201": Code(
        "wrong-type",
        "値の種類が違う",
        '文字・数・true/false を取り違えると、集計や判定が黙って変わります。文字は " で囲み、数はそのまま書きます。',
        'done = "はい"',
        "done = true",
    ),
    "DX202": Code(
        "missing-key",
        "必要なキーがない",
        "名称や単位がない項目は、印刷も判定もできません。",
        '[[item]]\nname = "広報事業"',
        '[[item]]\nid = "koho"\nname = "広報事業"',
    ),
    "DX203": Code(
        "unknown-key",
        "知らないキー",
        "綴りを間違えたキーや、別の見出しの下に書いたキーの値は、書いたつもりで使われません。",
        "targte = 12",
        "target = 12",
    ),
    "DX204": Code(
        "invalid-value",
        "決められた値でない",
        "選択肢にない値は解釈できません。",
        'rounding = "up"',
        'rounding = "half_up"',
    ),
    "DX205": Code(
        "empty-text",
        "空の名前や文",
        "空の名称・単位・理由は、資料に空欄として印刷されます。",
        'name = ""',
        'name = "インターネット広報広聴事業"',
    ),
    "DX206": Code(
        "impossible-year",
        "あり得ない年度",
        "年度は「2019」「R1」「H31」「令和元年度」の形で書きます。1989（H1）から2099年度までを受け付けます。",
        'due = "R0"',
        'due = "R5"',
    ),
    "DX207": Code(
        "unreadable-quantity",
        "数量として読めない",
        "読めない数字は判定に使えません。",
        'target = "たくさん"',
        'target = "26億2,652万"',
    ),
    "DX208": Code(
        "duplicate-id",
        "同じ id が二度ある",
        "id は年度・調査票・差分を結ぶ名前です。計画全体で一つずつでなければなりません。",
        'fukko.toml と denshi.toml の両方に id = "web"',
        'id = "web-koho" と id = "web-gikai"',
    ),
    "DX209": Code(
        "invalid-id",
        "id に使えない文字",
        "id はコマンドやファイル名に現れるので、英小文字・数字・ハイフンで書きます。",
        'id = "広報 1"',
        'id = "koho-1"',
    ),
    "DX210": Code(
        "duplicate-indicator",
        "一つの項目に同じ名前の指標が二つある",
        "実績は指標の名前で記録します。同じ名前では、どちらの実績か分かりません。",
        'name = "参加者数" が二つ',
        'name = "参加者数（福島会場）" と name = "参加者数（郡山会場）"',
    ),
    "DX211": Code(
        "duplicate-year",
        "同じ年度が二度ある",
        "R1・H31・2019 はどれも令和元年度です。二つあると、どちらの数字を使うのか分かりません。",
        "target = { R1 = 12, H31 = 13 }",
        "target = { R1 = 12, R2 = 13 }",
    ),
    "DX301": Code(
        "unknown-original",
        "再掲の元がない",
        "再掲は元の項目の内容をそのまま示します。元がなければ示すものがありません。",
        'repost_of = "robot"（その id の項目がない）',
        'repost_of = "robot-rd"',
    ),
    "DX302": Code(
        "repost-of-repost",
        "再掲の再掲",
        "再掲は元の項目を直接指します。再掲を指すと、元が動いたときに取り残されます。",
        'repost_of = "robot-rd-sangyo"（これ自体が再掲）',
        'repost_of = "robot-rd"',
    ),
    "DX303": Code(
        "repost-with-content",
        "再掲に内容が書いてある",
        "再掲はすべてを元の項目から受け継ぎます。別に書いた内容は元と食い違っていきます。",
        'repost_of = "robot-rd"\nname = "…"',
        'id = "robot-rd-sangyo"\nrepost_of = "robot-rd"',
    ),
    "DX304": Code(
        "target-without-unit",
        "目標値に単位がない",
        "単位のない数字は、資料を読む人に意味が伝わりません。",
        'name = "研修"\ntarget = 12',
        'name = "研修"\nunit = "回"\ntarget = 12',
    ),
    "DX305": Code(
        "actual-without-target",
        "目標値のない実績値",
        "目標がなければ達成したかどうかを言えません。参考として示すだけの指標は reference = true と書きます。",
        'name = "アクセス数"\nunit = "件"\nactual = 640',
        'name = "アクセス数"\nunit = "件"\nreference = true\nactual = 640',
    ),
    "DX306": Code(
        "other-year",
        "計画の年度でない実績や目標",
        "前年の実績が写ったままになっていると、今年の判定が前年の数字で行われます。何年かの計画（years）では、始まる前の年度の目標も誤りです。",
        "2019年度の計画に actual = { H30 = 10 }",
        "actual = { R1 = 12 }",
    ),
    "DX307": Code(
        "override-without-reason",
        "理由のない判定の変更",
        "数字と違う判定を公表するときは、後から説明できるように理由を残します。",
        '[item.result.override]\nverdict = "未達"',
        '[item.result.override]\nverdict = "未達"\nreason = "雇用者数が3年間の目標を大きく下回る見込み"',
    ),
    "DX309": Code(
        "growth-without-baseline",
        "基準値のない増減の目標",
        "「5%増」「2倍」は、もとの値がなければ判定できません。",
        'target = "5%増"',
        'baseline = 7605\ntarget = "5%増"',
    ),
    "DX310": Code(
        "unit-mismatch",
        "数量に書いた単位と指標の単位が違う",
        "「千円」と「円」の取り違えは千倍の誤りになります。",
        'unit = "千円"\nactual = "26億円"',
        'unit = "円"\nactual = "26億円"',
    ),
    "DX311": Code(
        "zero-denominator",
        "分母が 0",
        "0件のうちの何%かは計算できません。",
        "actual = { numerator = 0, denominator = 0 }",
        "対象がなかった年は excluded に理由を書く",
    ),
    "DX312": Code(
        "bound-in-actual",
        "値が一つに決まらない",
        "「12以上」「5%増」「8〜12」のような実績や、「100弱」「+10」のような目標では、目標に届いたかどうかを決められません。",
        'actual = "12以上"',
        "actual = 12",
    ),
    "DX313": Code(
        "totals-beside-items",
        "件数と項目の両方がある",
        "展開方向の items と achieved は、件数しか残っていない年度のためのものです。項目もあると二重に数えられます。",
        "items = 12 と書いた展開方向に、項目の入った fukko.toml もある",
        "items と achieved を消す（公表された数は published に書く）",
    ),
    "DX314": Code(
        "years-of-the-plan",
        "計画の期間の年度が合わない",
        "始まりと終わりの年度、基準値の年度、今年度の前後が合わないと、どの年度の目標と実績かが決まりません。",
        'fiscal_year = 2024\nyears = ["R7", "R4"]',
        'fiscal_year = 2024\nyears = ["R4", "R7"]',
    ),
    "DX315": Code(
        "parts-do-not-match",
        "内訳（parts）と値の数が合わない",
        "いくつもの値からなる指標では、何番目の値が何の値かを parts の順で決めます。数が違うと、別の値と取り違えます。",
        'parts = ["国語", "算数"]\ntarget = ["100%"]',
        'parts = ["国語", "算数"]\ntarget = ["100%", "100%"]',
    ),
    "DX316": Code(
        "untold-direction",
        "0 を目標とする指標の、よい向きが分からない",
        "大きいほどよい指標の目標が 0 では、どんな実績でも達成になります。事故 0件のように少ないほどよいなら、そう書きます。",
        'name = "重大事故"\nunit = "件"\ntarget = 0',
        'name = "重大事故"\nunit = "件"\ntarget = 0\nbetter = "lower"',
    ),
    "DX317": Code(
        "contradicted-direction",
        "目標の言葉と、よい向き（better）が食い違う",
        "「10以上」は大きいほどよい目標です。どちらで判定するのかが決まりません。",
        'target = "10以上"\nbetter = "lower"',
        'target = "10以下"\nbetter = "lower"',
    ),
    "DX318": Code(
        "unknown-step",
        "数でない目標の、どこまで進んだか分からない",
        "段階の目標には stages に並べた段階を、済ませる目標（策定済、R7.3 など）には、済んだか、いつ済んだかを書きます。",
        'stages = ["検討", "素案", "策定"]\ntarget = "策定"\nactual = "見直し案"',
        'stages = ["検討", "素案", "策定"]\ntarget = "策定"\nactual = "素案"',
    ),
    "DX319": Code(
        "unsaid-total",
        "累計の目標と、実績の数え方が合わない",
        "「累計100」と比べるのが、書いた実績そのものか、年度ごとの実績の合計かで、判定が変わります。足し合わせられるのは、何年かの計画の、年度ごとの数だけです。",
        'target = "累計100"\nactual = { R4 = 30, R5 = 40 }',
        'counting = "sum"\ntarget = "累計100"\nactual = { R4 = 30, R5 = 40 }',
    ),
    "DX320": Code(
        "judgement-scheme",
        "判定の方式が成り立たない",
        "区分の境目が入れ替わったり、同じ言葉の判定が二つあったり、指標の向きと式が合わなかったりすると、正しい判定が出ません。",
        'verdict = [{ label = "A", from = 80 }, { label = "B", from = 100 }]',
        'verdict = [{ label = "A", from = 100 }, { label = "B", from = 80 }]',
    ),
    "DX321": Code(
        "parent-of-a-heading",
        "見出しの上の見出し（parent）が成り立たない",
        "上の見出しがない、上をたどると自分に戻る、60段より深い、のどれかです。どこに載せる見出しかが決まりません。",
        'id = "kurashi-1-1"\nparent = "kurashi-9"（その見出しがない）',
        'id = "kurashi-1-1"\nparent = "kurashi-1"',
    ),
    "DX322": Code(
        "heading-of-an-item",
        "項目の見出しがない、または二度書いてある",
        "項目は、同じファイルの見出しの下に載ります。ない見出しの項目は、どこにも載せられません。",
        'direction = "kurashi-9"（その見出しがない）',
        'direction = "kurashi-1"',
    ),
    "DX323": Code(
        "unreadable-half",
        "半期として読めない、または計画の期間の外",
        "半期の予定は、どの年度の上期か下期かで並べます。読めない半期や計画の期間の外の半期は、どの資料にも載りません。",
        'half = "R6前半"',
        'half = "R6上期"',
    ),
    "DX324": Code(
        "duplicate-half",
        "同じ半期が二度ある",
        "上半期・上期・前期は同じ半期です。二つあると、どちらの予定と進捗を載せるのか分かりません。",
        '[[item.milestone]] が二つあり、どちらも half = "R6上期"',
        'half = "R6上期" と half = "R6下期"',
    ),
    "DX325": Code(
        "renamed-in-a-circle",
        "部局・課の改称をたどると元の名前に戻る",
        "同じ年度のうちに元の名前へ戻る改称では、その年度にどの名前が正しいのか決まりません。年度が違えば、昔の名前に戻してもかまいません。",
        '[[renamed]]\nold = "総務部 広報課"\nnew = "総務部 広報課"\nsince = "R3"',
        '[[renamed]]\nold = "総務部 広報課"\nnew = "総務部 広報広聴課"\nsince = "R3"',
    ),
    "DX326": Code(
        "renamed-after-its-end",
        "もうない部局・課の改称",
        "一度ほかの名前になった課は、その先をたどれるのが一通りでなければ、課別の推移がどちらのものか分かりません。",
        '[[renamed]]\nold = "総務部 情報政策課"\nnew = "総務部 行政経営課"\nsince = "R3"\n\n'
        '[[renamed]]\nold = "総務部 情報政策課"\nnew = "総務部 デジタル変革課"\nsince = "R3"',
        '[[renamed]]\nold = "総務部 情報政策課"\nnew = ["総務部 行政経営課", "総務部 デジタル変革課"]\nsince = "R3"',
    ),
    "DX327": Code(
        "ended-but-listed",
        "なくなった部局・課が名簿にある",
        "名簿（[[department]]）は今ある部局と課です。改称などで消えた名前が残っていると、そこへ調査票を送ることになります。",
        '[[department]]\nbureau = "企画調整部"\nsections = ["情報政策課", "デジタル変革課"]\n\n'
        '[[renamed]]\nold = "企画調整部 情報政策課"\nnew = "企画調整部 デジタル変革課"\nsince = "R3"',
        '[[department]]\nbureau = "企画調整部"\nsections = ["デジタル変革課"]',
    ),
    "DX328": Code(
        "untold-factor",
        "割り算に掛ける数が、単位から分からない、または factor と違う",
        "分子と分母で書いた値は、単位のとおりに掛けて比べます（% なら100）。掛ける数が分からないと、桁の違う値で判定してしまいます。",
        'name = "人口10万人当たりの救急件数"、unit = "件"、actual = { numerator = 80, denominator = 160000 }',
        'unit = "件/10万人" とする（または factor = 100000 を書き足す）',
    ),
    "DX331": Code(
        "own-field-declaration",
        "計画の欄（[[field]]）の決め方が成り立たない",
        "単位や選択肢は、それを使う種類の欄だけのものです。合計できるのは数と金額の欄だけです。同じ見出しの欄が二つあると、どちらの値か分かりません。見出しは表のどのページにも載るので、60字までです。",
        'id = "horei"\nheading = "根拠法令"\ntotal = true',
        'id = "horei"\nheading = "根拠法令"',
    ),
    "DX335": Code(
        "handout-declaration",
        "資料の決めごと（[[handout]]）が成り立たない",
        "同じ資料の決めごとが二つあると、どちらで作るのか分かりません。資料によっては載せる所のないものもあります。",
        '[[handout]]\nname = "目次"\npurpose = ["各部局等が取り組んだ。"]',
        '[[handout]]\nname = "実施結果"\npurpose = ["各部局等が取り組んだ。"]',
    ),
    "DX337": Code(
        "correction-of-two-things",
        "訂正（[[correction]]）がどの数のものか決まらない",
        "一つの訂正は、項目（と指標）、展開方向、計画全体のどれか一つの数についてのものです。",
        '[[correction]]\nitem = "cms-training"\ndirection = "fukko"',
        '[[correction]]\nitem = "cms-training"\nindicator = "研修の開催回数"',
    ),
    "DX338": Code(
        "change-of-nothing",
        "目標を変えた理由（[[item.change]]）の指標が、その項目にない",
        "理由は、変えた指標に付けて載せます。名前の違う指標の理由は、どこにも載りません。",
        '[[item.change]]\nindicator = "研修の回数"\nkind = "目標引下げ"',
        '[[item.change]]\nindicator = "研修の開催回数"\nkind = "目標引下げ"',
    ),
}
