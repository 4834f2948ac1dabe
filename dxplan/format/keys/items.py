"""The keys of a direction's file: headings, items, indicators, results."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from dxplan.format.blocks import (
    FileKind,
    Key,
    block,
    boolean,
    choice,
    number,
    table,
    tables,
    text,
    texts,
    year,
)
from dxplan.format.keys.judgement import COMBINE_LABELS, FORMULA_LABELS
from dxplan.format.keys.own import FIELDS_OF_HEADING, FIELDS_OF_INDICATOR, FIELDS_OF_ITEM
from dxplan.format.keys.plan import (
    ABOUT_HEADINGS,
    NUMBER,
    PAGE,
    POINTS,
    PUBLISHED_OF_HEADING,
)
from dxplan.model import Better, Blank, Counting, ItemKind, Novelty, Pending, Progress
from dxplan.model.changes import Move
from dxplan.model.formulas import COMBINES, FORMULAS

_NOT_MEASURED: Final = ("/", "／", Blank.NOT_MEASURED.word)
#: What may stand in place of a base value or target: in either width, or as handouts print it.
BLANKS: Final = {
    **dict.fromkeys(("-", Blank.NOT_SET.word), Blank.NOT_SET),
    **dict.fromkeys(_NOT_MEASURED, Blank.NOT_MEASURED),
    "未定": Blank.UNDECIDED,
}
#: What may stand in place of an actual.
PENDING: Final = {"集計中": Pending.PENDING, **dict.fromkeys(_NOT_MEASURED, Pending.NOT_MEASURED)}

HEADING: Final = block(
    FileKind.ITEMS,
    "direction",
    "展開方向のファイルの [[direction]] の下",
    "見出し",
    "展開方向の下の見出し。項目はその id を direction に書いて、この下に載せる。",
    [
        text("id", "見出しの id", "計画全体で一つだけ。", "kurashi-1", shape="id", required=True),
        text("name", "見出しの名前", "資料に載せる名前。", "デジタル情報発信の推進", required=True),
        text(
            "parent",
            "上の見出しの id",
            "省くと展開方向のすぐ下。",
            "kurashi-1",
            field="",
            note="同じファイルの見出しなら、前後どちらにあってもよい",
        ),
        text("theme", "説明", "名前の後に括弧で載せる。", "だれもが使える行政サービス"),
        NUMBER,
        PAGE,
        POINTS,
        table(
            "published", PUBLISHED_OF_HEADING, inline=True, note="キーは [`[published]`](#published) と同じ"
        ),
        table("fields", FIELDS_OF_HEADING),
    ],
)

QUOTIENT: Final = block(
    FileKind.ITEMS,
    "item.indicator.actual",
    "[[item.indicator]] の actual = { } の中",
    "割合",
    "割り算の結果ではなく、もとの件数を書く。割合は dxplan が計算する。",
    [
        Key("numerator", "quantity", "分子", "該当した件数。", (3123,), required=True),
        Key("denominator", "quantity", "分母", "全体の件数。0 にはできない。", (3367,), required=True),
    ],
)

_PARTS: Final = "parts があれば、その順に [ ] で並べる。"
INDICATOR: Final = block(
    FileKind.ITEMS,
    "item.indicator",
    "[[item.indicator]] の下",
    "指標",
    "数で測る目標。期限の来た指標から、項目の判定が決まる。",
    [
        text(
            "id",
            "指標の id",
            "再掲の元になる指標に付ける。計画全体で一つだけ。",
            "kpi-29",
            shape="id",
            note="（[指標の再掲](#指標の再掲)）",
        ),
        text("name", "指標の名前", "一つの項目の中で同じ名前は使えない。", "研修の開催回数", required=True),
        text("unit", "単位", "目標値があれば書く。", "回"),
        texts(
            "parts",
            "複数の値からなる指標の内訳",
            "基準値・目標値・実績値は、この順に [ ] で並べる。",
            "小学校国語",
            "小学校算数",
            least=1,
            field="",
            note="（[いくつもの値からなる指標](#いくつもの値からなる指標)）",
        ),
        texts(
            "stages",
            "段階",
            "数でない目標を、進む順に並べる。基準値・目標値・実績値は、このどれかを書く。",
            "検討",
            "素案",
            "策定",
            least=2,
            note="（[数でない目標](#数でない目標)）",
        ),
        choice(
            "counting",
            "数え方",
            '"yearly" はその年度の数、"cumulative" は累計、"sum" は年度ごとの数を足して、目標と比べる。',
            Counting,
            {"yearly": "その年度の数", "cumulative": "累計", "sum": "年度ごとの実績の合計を目標と比べる"},
            note="省くと、どちらとも言わない（[累計](#累計)）",
        ),
        Key(
            "baseline",
            "base",
            "基準値",
            f'「5%増」などのもとになる値。"-" なら設定しない。{_PARTS}',
            (525, "73.5%"),
            block=QUOTIENT,
            inline=True,
            note="（[数量](#数量)、[値のない欄](#値のない欄)、割合なら [{ } の組](#割合)）",
        ),
        Key(
            "last_year",
            "base",
            "前年度の値",
            f"目標「前年度以上」「前年度比5%増」のもとになる、計画の始まる前の年度の値。{_PARTS}",
            (525, "73.5%"),
            block=QUOTIENT,
            inline=True,
            note="省くと、前年度の計画の実績値（[前年度の値](#前年度の値)）",
        ),
        Key(
            "target",
            "target",
            "目標値",
            '目標の数量。参考の指標でなければ必須。年度ごとなら { R4 = "110万", R5 = "250万" }。'
            f'"-" なら設定しない、"未定" ならまだ決まっていない。{_PARTS}',
            (12, "24億以上", "5%増"),
            block=QUOTIENT,
            inline=True,
        ),
        Key(
            "actual",
            "actual",
            "実績値",
            '実績の数量。割合は { numerator = 3123, denominator = 3367 }、まだなら "集計中"、'
            f'測定しない年度なら "/"。年度ごとなら {{ R4 = 12 }}。{_PARTS}',
            (12, "約24,000"),
            block=QUOTIENT,
            inline=True,
        ),
        Key(
            "outlook",
            "actual",
            "期末見込み",
            "計画の最後の年度にはいくつになる見込みか、その年度に見込んだ数量。累計で見る指標では、累計の見込み。書き方は実績値と同じ。"
            "年度ごとなら { R5 = 95 }。",
            (95, "約1,200"),
            block=QUOTIENT,
            inline=True,
            note="（[中間評価と期末見込み](judgement.md#中間評価と期末見込み)）",
        ),
        year("due", "目標の年度", "省くと、年度ごとの目標の最後の年度、または計画の最後の年度。"),
        choice(
            "better",
            "よい向き",
            '"higher" は大きいほどよい、"lower" は小さいほどよい、"equal" はちょうど。',
            Better,
            {"higher": "高いほどよい", "lower": "低いほどよい", "equal": "同じ値がよい"},
            note="省くと、目標の言葉（以上、以下、減など）のとおり。言葉がなければ、大きいほどよい（[よい向き](#よい向き)）",
        ),
        number(
            "factor",
            "割合の倍率",
            "件数の組 { numerator, denominator } の割り算に掛ける数。単位から分からないときに書く。",
            1000,
            low=Decimal("0.000001"),
            high=Decimal(1_000_000_000_000),
        )._replace(note="省くと、`%` なら 100、`件/10万人` なら 100,000、ほかは 1（[割合](#割合)）"),
        number(
            "weight",
            "重み",
            "KPI の指数を出すときの重み。省くと 1。",
            low=Decimal("0.001"),
            high=Decimal(1000),
            default=Decimal(1),
        ),
        choice(
            "formula",
            "達成率の式",
            "計画の判定の方式と違う式で測る指標に書く。",
            FORMULAS,
            FORMULA_LABELS,
            note="（[判定の方式](judgement.md)）",
        ),
        boolean("kpi", "KPI 番号", "false なら、KPI一覧で KPI 番号を付けない。", default=True),
        boolean("reference", "参考", "true なら参考として示すだけ。目標値は要らず、判定に使わない。"),
        text(
            "provisional",
            "速報値である理由",
            "実績に「速報値」と添えて載せる。",
            "確定値は8月に公表",
            default=None,
        ),
        Key(
            "unjudged",
            "text",
            "判定しない理由",
            "その年度は実績を測れず、この指標を判定しないとき。「未判定」になり、指標の数にも、項目の判定にも入らない。"
            '年度ごとなら { R6 = "調査は隔年" }。',
            ("調査は2年に一度",),
            yearly=True,
            note="（[未判定](#未判定)）",
        ),
        text(
            "repost_of",
            "再掲の元の指標の id",
            "再掲の指標にはこのキーだけを書く。内容は元と同じ。",
            "kpi-29",
            field="",
            note="（[指標の再掲](#指標の再掲)）",
        ),
        text(
            "source",
            "出典",
            "数字の出どころ。資料では指標の名前の下に載せる。",
            "県民経済計算（県）",
            field="cited",
        ),
        table("fields", FIELDS_OF_INDICATOR),
    ],
)

OVERRIDE: Final = block(
    FileKind.ITEMS,
    "item.result.override",
    "[item.result.override] の下",
    "判定の変更",
    "数字から出る判定と違う判定にするとき。classify の最後に、理由とともに必ず示される。",
    [
        text(
            "verdict",
            "判定",
            "数字に代えて使う判定。計画の方式にある言葉で書く。",
            "未達",
            required=True,
            field="",
            note='省いた方式では `"目標達成"`、`"計画どおり実施"`、`"未達"` のどれか',
        ),
        text(
            "reason",
            "理由",
            "判定を変えた理由。",
            "雇用者数が3年間の目標を大きく下回る見込み",
            required=True,
            field="",
        ),
    ],
)

_NAME: Final = ("施策（事業）名称", "インターネット広報広聴事業")
_OVERVIEW: Final = ("取組概要", "職員研修により、県公式ホームページを見やすくする。")
_GOAL: Final = ("指標・目標", "職員を対象とした研修を開く。")
_REPORT: Final = ("取組実績・成果等", "研修会を開き、担当職員の技能を高めた。")
_WORDING: Final = ("達成度の言い方", "目標2,000人に対し、1,157人")

RESULT: Final = block(
    FileKind.ITEMS,
    "item.result",
    "[item.result] の下",
    "実績",
    "その年度に何をしたか。なければ「未記録」になる。年度ごとなら [item.result.R1] のように書く。",
    [
        boolean("done", "計画どおり実施したか", "したなら true、しなかったなら false。", default=None),
        text(
            "state",
            "実施状況",
            "実施状況を計画の判定の言葉で書く。指標がなければこれが判定になり、あれば低いほうが判定になる。",
            "やや遅れ",
            field="",
            note='（`"やや遅れ"` など）',
        ),
        text("report", _REPORT[0], "行ったことの文。指標の実績値は自動で下に載る。", _REPORT[1]),
        text("reason", "未達の理由", "未達なのに書かないと警告になる。", "台風により来館者が減ったため"),
        text(
            "wording",
            _WORDING[0],
            "未達のとき「目標の達成度」に載せる。省くと数字から作る。",
            _WORDING[1],
            note="「目標2,000人に対し、1,157人」の形になる",
        ),
        text(
            "published",
            "公表した達成度",
            "公表済みの資料の「目標の達成度」の文。計算した判定と違えば、dxplan validate が知らせる。",
            "目標達成",
            note="資料には使わない",
        ),
        text(
            "unjudged",
            "判定しない理由",
            "その年度だけ、この項目を判定しないとき。「未判定」になり、項目数にも割合にも入らない。",
            "検証の途中で、効果を測れない",
            note="（[未判定](#未判定)）",
        ),
        table("override", OVERRIDE),
    ],
)

MILESTONE: Final = block(
    FileKind.ITEMS,
    "item.milestone",
    "[[item.milestone]] の下",
    "半期の予定",
    "半年ごとの予定、進捗、状態。dxplan record --half で記録し、ロードマップに載る。",
    [
        text(
            "half",
            "半期",
            "年度と、上期か下期。年度を省くと計画の年度。",
            "R6上期",
            "R6下期",
            shape="half",
            required=True,
            field="",
            note="一つの半期に一つだけ",
        ),
        text("plan", "予定", "その半期に行う予定のこと。", "要件をまとめ、業者を選ぶ。"),
        text("progress", "進捗", "その半期に実際に行ったこと。", "要件をまとめた。"),
        choice("state", "状態", "書かなければ「未記録」になる。", Progress),
    ],
)

CHANGE: Final = block(
    FileKind.ITEMS,
    "item.change",
    "[[item.change]] の下",
    "目標を変えた理由",
    "目標、期限、基準値、指標を変えたときに、いつ、なぜ変えたかを書く。dxplan diff と新旧対照表に載る。",
    [
        Key("on", "date", "変えた日", "目標を変えた日。", ("2020-10-01",), required=True, field="on"),
        text(
            "indicator",
            "指標の名前",
            "変えた指標。差し替えたなら新しい指標。",
            "研修の開催回数",
            required=True,
        ),
        choice("kind", "何を変えたか", "変えたことの名前。", Move)._replace(required=True),
        text("reason", "理由", "なぜ変えたか。", "会場が使えなくなったため", required=True),
    ],
)

IGNORE: Final = block(
    FileKind.ITEMS,
    "item.ignore",
    "[[item]] の ignore の中",
    "知らせない照査",
    "見たうえでそのままにすると決めたもの。",
    [
        text(
            "code",
            "照査のコード",
            "照査のコード。",
            "DX431",
            shape="code",
            required=True,
            note="DX308 と DX4xx",
        ),
        text("reason", "理由", "そのままにする理由。", "公表済みの数のとおり", required=True),
    ],
)

_REPOST_OF: Final = text(
    "repost_of",
    "再掲の元の項目の id",
    "別の展開方向にもう一度載せる項目。内容も判定も元と同じ。",
    "robot-rd",
    field="",
    note="ほかに書くのは `id` と `direction` だけ（[再掲](#再掲)）",
)
_ID: Final = text(
    "id",
    "項目の id",
    "計画全体で一つだけ。年度・調査票・差分を結ぶので、変えない。",
    "cms-training",
    shape="id",
    required=True,
)
_UNDER: Final = text(
    "direction",
    "見出しの id",
    "この展開方向の中の、どの見出しの下に載せるか。",
    "fukko-1",
    field="",
    note=ABOUT_HEADINGS,
)

ITEM: Final = block(
    FileKind.ITEMS,
    "item",
    "[[item]] のすぐ下（次の見出しより前）",
    "項目",
    "施策（事業）。並べた順が整理番号になる。再掲は id と repost_of だけを書く。",
    [
        _ID,
        text("name", _NAME[0], "公表する名称。", _NAME[1], required=True),
        choice(
            "kind",
            "項目の種類",
            "省くと事業（project）。参考事業は reference、中間指標を束ねる KPI は kpi、基本目標は goal。",
            ItemKind,
            {"project": "事業", "reference": "参考事業", "kpi": "KPI", "goal": "基本目標"},
            default=ItemKind.PROJECT,
            note="事業のほかは数えない（[成果指標](#成果指標)）",
        ),
        _UNDER,
        texts(
            "also",
            "ほかの見出しの id",
            "同じ行を、ほかの見出しの下でも挙げるとき。",
            "fukko-2",
            note=f"数えるのは一度だけ{ABOUT_HEADINGS}",
        ),
        choice(
            "combine",
            "指標のまとめ方",
            "この項目だけ、計画の方式と違うまとめ方で判定するとき。",
            COMBINES,
            COMBINE_LABELS,
            note="（[判定の方式](judgement.md)）",
        ),
        choice("new", "新規", '今年度からの項目は "○"、一部が新しければ "一部"。', Novelty),
        texts(
            "departments",
            "担当部局・課",
            "「部局 課」を半角の空白で区切って書く。課のない組織は名前だけ。",
            "総務部 広報課",
            field="",
            note="複数の課なら部局名もそれぞれ書く。ないと警告になる",
        ),
        text("overview", _OVERVIEW[0], "何をする取組か。", _OVERVIEW[1]),
        text("goal", _GOAL[0], "目標の文。指標の数字は自動で下に載る。", _GOAL[1], note="数字はくり返さない"),
        tables("indicator", INDICATOR, "指標", "要るだけ [[item.indicator]] を書く。"),
        tables(
            "milestone",
            MILESTONE,
            "半期の予定",
            "要るだけ [[item.milestone]] を書く。一つの半期に一つ。",
            note="（[半期の予定](#半期の予定)）",
        ),
        tables(
            "change",
            CHANGE,
            "目標を変えた理由",
            "目標を変えたら、変えた指標ごとに [[item.change]] を書く。",
            note="（[目標を変えた理由](#目標を変えた理由)）",
        ),
        Key("result", "result", RESULT.title, RESULT.description, block=RESULT),
        text(
            "excluded",
            "対象外とする理由",
            "書くと、項目数にも割合にも入らない。",
            "制度の廃止により実施しなかった",
            default=None,
            note="（[対象外](#対象外)）",
        ),
        tables(
            "ignore",
            IGNORE,
            "知らせない照査",
            "この項目では知らせない照査と、その理由。",
            inline=True,
            note="（[`ignore`](#ignore)）",
        ),
        _REPOST_OF,
        table("fields", FIELDS_OF_ITEM),
    ],
)

PRINTED: Final = block(
    FileKind.ITEMS,
    "item.printed",
    "再掲の [item.printed] の下",
    "印刷されていた文",
    "取り込んだ資料の再掲の行にあった文。元の項目と違えば、dxplan validate が知らせる。",
    [
        text("name", _NAME[0], "再掲の行の名称。", _NAME[1]),
        text("overview", _OVERVIEW[0], "再掲の行の取組概要。", _OVERVIEW[1]),
        text("goal", _GOAL[0], "再掲の行の指標・目標。", _GOAL[1]),
        text("report", _REPORT[0], "再掲の行の取組実績・成果等。", _REPORT[1]),
        text("wording", _WORDING[0], "再掲の行の目標の達成度。", _WORDING[1]),
    ],
)

#: An ``[[item]]`` with ``repost_of``: everything but its place it has from its original.
REPOST: Final = block(
    FileKind.ITEMS,
    "item",
    "再掲の [[item]] のすぐ下（次の見出しより前）",
    "再掲",
    "別の展開方向の項目をもう一度載せる行。",
    [_ID, _UNDER, _REPOST_OF._replace(required=True), table("printed", PRINTED)],
)

ITEMS: Final = block(
    FileKind.ITEMS,
    "",
    "展開方向のファイルの先頭",
    "展開方向の項目",
    "一つの展開方向の項目を、並べる順に書く。",
    [
        tables("direction", HEADING, "見出し", "展開方向の下の見出しを、並べる順に書く。"),
        tables("item", ITEM, "項目", "施策（事業）。再掲は id と repost_of だけを書く。"),
    ],
)
