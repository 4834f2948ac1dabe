"""The keys of ``plan.toml``, the head of a plan."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.format.blocks import (
    FileKind,
    Key,
    block,
    boolean,
    choice,
    count,
    integer,
    number,
    table,
    tables,
    text,
    texts,
    year,
)
from dxplan.format.keys.judgement import JUDGEMENT, RATE
from dxplan.format.keys.own import FIELDS_OF_DIRECTION
from dxplan.model import DEFAULT_FAR_OVER, DEFAULT_FAR_PERCENT, DEFAULT_FAR_UNITS
from dxplan.model.handouts import Paper
from dxplan.model.own import SHOWN_IN, Filler, Needed, Owner, OwnKind
from dxplan.model.publications import CorrectionKind, FigureName
from dxplan.values.numbering import PLAIN

if TYPE_CHECKING:
    from dxplan.format.blocks import Block

#: Where docs/format.md tells about headings.
ABOUT_HEADINGS: Final = "（[見出しの木](#見出しの木)）"

NUMBERING: Final = block(
    FileKind.PLAN,
    "numbering",
    "plan.toml の [numbering] の下",
    "番号の付け方",
    "見出しと項目にどう番号を付けるか。",
    [
        choice(
            "items",
            "整理番号",
            '"direction" は展開方向ごとに1から、"plan" は計画全体を通して。',
            {"direction": False, "plan": True},
            {"direction": "展開方向ごと", "plan": "計画を通して"},
            default=False,
            field="through",
        ),
        choice(
            "reposts",
            "再掲の番号",
            '"number" は再掲にも番号を付け、"mark" は番号の代わりに「再掲」と載せる。',
            {"number": False, "mark": True},
            {"number": "番号を付ける", "mark": "再掲と書く"},
            default=False,
            field="mark_reposts",
        ),
        Key(
            "headings",
            "headings",
            "見出しの番号",
            '段ごとに、最初の見出しの番号を書く。"" は番号を付けない段。',
            ("第1", "1", "(1)", "ア"),
            default=(PLAIN,),
            note='書いていない段にも付けない。省くと `["1"]`',
        ),
    ],
)

CHECKS: Final = block(
    FileKind.PLAN,
    "checks",
    "plan.toml の [checks] の下",
    "照査",
    "計画全体で、どの照査をどう行うか。",
    [
        texts(
            "ignore",
            "行わない照査",
            "この計画では知らせない照査のコード。一つの項目だけなら、その [[item]] に書く。",
            "DX464",
            shape="codes",
            note="DX308 と DX4xx（[`ignore`](#ignore)）",
        ),
        number(
            "far_over",
            "目標を大きく超えたとみなす倍率",
            "実績が目標のこの倍数を超えたら、目標を見直すよう知らせる。",
            low=Decimal(1),
            high=Decimal(1000),
            default=DEFAULT_FAR_OVER,
        ),
        number(
            "far_percent",
            "前年度から大きく離れたとみなす割合（%）",
            "実績が前年度からこの割合以上、かつ far_units 以上変わったら知らせる。",
            low=Decimal(1),
            high=Decimal(1000),
            default=DEFAULT_FAR_PERCENT,
        ),
        number(
            "far_units",
            "前年度から大きく離れたとみなす数",
            "実績が前年度からこの数以上、かつ far_percent 以上変わったら知らせる。",
            low=Decimal(0),
            high=Decimal(1_000_000_000),
            default=DEFAULT_FAR_UNITS,
        ),
    ],
)


#: What may stand in a title of a handout.
_YEAR: Final = "`{year}` は年度（令和6年度）になる"


def _published(path: str, place: str, description: str) -> Block:
    return block(
        FileKind.PLAN,
        path,
        place,
        "公表した数",
        f"{description}計算した数と合わなければ、dxplan validate が知らせる。",
        [
            count("items", "実施事業項目", "公表した項目数。"),
            count("achieved", "目標達成項目", "公表した達成項目数。"),
            count(
                "references",
                "参考事業",
                "公表した項目数に入っている参考事業の数。項目としては数えない。",
                default=0,
                note="そのぶんを引いて比べる",
            ),
            text(
                "rate",
                "達成項目の割合",
                "公表した割合。% を付けず、印刷したとおりの桁で文字として書く。",
                "86.1",
                shape="rate",
            ),
            text(
                "beside_rate",
                "もう一方の割合",
                "並べて公表した割合。項目を数える計画では指標の、指標を数える計画では項目の割合。",
                "84.0",
                shape="rate",
            ),
        ],
    )


PUBLISHED: Final = _published("published", "plan.toml の [published] の下", "計画全体について公表した数。")
PUBLISHED_OF_DIRECTION: Final = _published(
    "direction.published", "[[direction]] の published の中", "この展開方向について公表した数。"
)
PUBLISHED_OF_HEADING: Final = _published(
    "direction.published", "[[direction]] の published の中", "この見出しについて公表した数。"
)

CORRECTION: Final = block(
    FileKind.PLAN,
    "correction",
    "plan.toml の [[correction]] の下",
    "公表した数の訂正",
    "公表した後に変わった数を、一つずつ書く。正誤表に載る。"
    "どれの数かは、item（と indicator）か direction に書く。どちらもなければ計画全体の数。",
    [
        Key("on", "date", "訂正した日", "正誤表に載せる日。", ("2020-07-10",), required=True, field="on"),
        choice(
            "kind",
            "訂正か改定か",
            '"訂正" は誤りを直したとき、"改定" は確報や算定方法の変更で変わったとき。',
            CorrectionKind,
            default=CorrectionKind.MISTAKE,
        ),
        year(
            "year",
            "年度",
            "何の年度の数か。省くと計画の年度。何年かの計画で、前の年度の数を訂正するときに書く。",
            field="year",
        ),
        text("item", "項目の id", "項目と指標の数なら書く。", "cms-training", shape="id"),
        text("indicator", "指標の名前", "指標の数なら書く。", "研修の開催回数"),
        text("direction", "展開方向の id", "展開方向の件数や割合なら書く。", "fukko", shape="id"),
        choice("figure", "何の数か", "変わった数。", FigureName, field="name")._replace(required=True),
        text("before", "誤", "公表した値を、資料のとおりに書く。", "12回", required=True),
        text("after", "正", "正しい値。なくなったなら「なし」。", "11回", required=True),
        text("reason", "理由", "なぜ変わったか。", "二度数えた回があったため", required=True),
        text("effect", "影響", "ほかに変わること。", "判定は変わらない"),
    ],
)

HANDOUT: Final = block(
    FileKind.PLAN,
    "handout",
    "plan.toml の [[handout]] の下",
    "資料の決めごと",
    "一つの資料の題名、用紙、注など。書いていないものは dxplan が決める。",
    [
        text("name", "資料の名前", "どの資料か。", "KPI一覧", shape="handout", required=True),
        text(
            "title",
            "題名",
            "資料の題名。省くと計画の題名から作る。",
            "（参考資料）{year}関連事業・KPI一覧",
            note=_YEAR,
        ),
        choice(
            "paper",
            "用紙",
            "用紙の大きさ。どれも横長。省くと、KPI一覧は A3、ほかは A4。",
            Paper,
        ),
        texts(
            "purpose",
            "趣旨",
            "段落ごとの文。実施結果の表の前に、展開方向の一覧とともに載せる。",
            "各部局等が、指標の達成を目指して取り組んだ。",
        ),
        text(
            "points_heading",
            "結果のポイントの見出し",
            "実施結果の最初のページの見出し。",
            "（参考）施策の展開方向ごとの結果のポイント",
            note=_YEAR,
        ),
        text(
            "over_headings",
            "分野と項目の大見出し",
            "KPI一覧の表の全体の上に載せる、分野や項目のもとになる計画の名前。",
            "デジタル化推進計画",
            note=_YEAR,
        ),
        text(
            "over_projects",
            "事業の列の大見出し",
            "KPI一覧の、事業についての列の上に載せる。",
            "{year}関連事業　取組一覧",
            note=_YEAR,
        ),
        text(
            "over_kpis",
            "KPI の列の大見出し",
            "KPI一覧の、KPI についての列の上に載せる。",
            "KPI（重要業績評価指標）",
            note=_YEAR,
        ),
        texts("notes", "注", "資料の終わりに載せる文。", "当初予算は、県議会で審議中。"),
    ],
)

COMPARISON: Final = block(
    FileKind.PLAN,
    "comparison",
    "plan.toml の [comparison] の下",
    "新旧対照表の形",
    "dxplan diff --out で作る新旧対照表の見出し、列、注。",
    [
        text("after", "新しい側の見出し", "改正後の列の見出し。", "改定案", default="改正後"),
        text("before", "もとの側の見出し", "改正前の列の見出し。", "現行", default="改正前"),
        choice(
            "left",
            "左に置く側",
            '"after" は新しい側、"before" はもとの側を左に置く。',
            {"after": False, "before": True},
            {"after": "新しい側", "before": "もとの側"},
            default=False,
            field="before_first",
        ),
        boolean("has_remarks", "備考の列", "false なら、備考の列を置かない。", default=True),
        text("remarks", "備考の見出し", "備考の列の見出し。", "改正理由", default="備考"),
        texts("notes", "注", "表の上に括弧で載せる文。[] なら載せない。", "下線部分は改正部分")._replace(
            default=("下線部分は改正部分",)
        ),
        boolean("fold", "略", "false なら、変わらない所も略さずに載せる。", default=True),
    ],
)

FIELD: Final = block(
    FileKind.PLAN,
    "field",
    "plan.toml の [[field]] の下",
    "この計画の欄",
    "dxplan のキーのほかに、この計画で書き留めるもの。値は [item.fields] などの下に id = 値 と書く。",
    [
        text("id", "欄の id", "値を書くときのキーになる。", "yosan", shape="id", required=True),
        text("heading", "見出し", "一覧や資料に載せる言葉。60字まで。", "予算額", required=True),
        choice(
            "on",
            "何の欄か",
            "値を書く所。",
            Owner,
            {"item": "項目", "indicator": "指標", "direction": "展開方向と見出し"},
            default=Owner.ITEM,
        ),
        choice(
            "kind",
            "値の種類",
            "値の書き方。",
            OwnKind,
            {
                "text": "文",
                "number": "数",
                "money": "金額",
                "date": "日付",
                "choice": "決められた言葉",
                "link": "ウェブの住所",
            },
            default=OwnKind.TEXT,
        ),
        text(
            "unit",
            "単位",
            "数と金額の単位。金額は円・千円・万円・百万円・億円で、ほかの単位で書いた金額はこれに直す。",
            "千円",
        ),
        texts("choices", "選択肢", "kind が choice のとき、書ける言葉。", "拡充", "継続", "縮小", "廃止"),
        choice(
            "by",
            "書く人",
            "担当課の欄は、実績を尋ねるときに一緒に尋ねる。",
            Filler,
            {"section": "担当課", "office": "とりまとめる課"},
            default=Filler.SECTION,
        ),
        choice(
            "required",
            "必ず書くか",
            '省くと、書かなくてもよい。"always" がなければエラー、"recorded" がなければ警告になる。事業でない項目では求めない。',
            Needed,
            {"always": "はじめから書く", "recorded": "実績を記録したら書く"},
        ),
        boolean("yearly", "年度ごと", "true なら、何年かの計画で { R6 = 1200 } のように年度ごとに書く。"),
        boolean(
            "total",
            "合計",
            "true なら、展開方向と計画の合計を出す。数と金額だけ。再掲は元の項目で一度だけ足す。",
        ),
        choice(
            "rollover",
            "次の年度に引き継ぐか",
            'dxplan rollover で、"keep" は値を引き継ぎ、"clear" は空にする。'
            "省くと、文・言葉・ウェブの住所と、はじめから書く欄を引き継ぐ。",
            {"keep": True, "clear": False},
            {"keep": "引き継ぐ", "clear": "空にする"},
        ),
        Key(
            "handouts",
            "handouts",
            "載せる資料",
            "この欄を載せる資料。省くと載せない。項目の欄は実施結果・KPI一覧・成果指標・ロードマップ・総括、"
            "指標の欄はKPI一覧・成果指標、展開方向の欄は実施結果・目次・総括。",
            ("実施結果",),
            default=(),
            choices={name: name for names in SHOWN_IN.values() for name in names},
        ),
    ],
)

NUMBER: Final = text(
    "number",
    "見出しの番号",
    "[numbering] から出る番号の代わりに載せる番号。書かなければ並べた順に付く。",
    "Ⅲ-1",
    note=ABOUT_HEADINGS,
)
PAGE: Final = integer(
    "page",
    "ページ",
    "公表した資料でこの見出しがあるページ。目次に載せる。",
    low=1,
    high=100_000,
    note=ABOUT_HEADINGS,
)
POINTS: Final = texts("points", "結果のポイント", "箇条書きの文。", "各事業とも概ね計画どおり実施した。")

DIRECTION: Final = block(
    FileKind.PLAN,
    "direction",
    "plan.toml の [[direction]] の下",
    "施策の展開方向",
    "計画の章。並べた順に番号が付く。項目は同じフォルダの「id.toml」に書く。",
    [
        text(
            "id",
            "展開方向の id",
            "項目のファイル名になる（fukko なら fukko.toml）。",
            "fukko",
            shape="id",
            required=True,
        ),
        text("name", "展開方向の名前", "資料に載せる名前。", "復興の推進", required=True),
        text("theme", "説明", "名前の後に括弧で載せる。", "復興推進のためのICT活用"),
        NUMBER,
        PAGE,
        POINTS,
        texts(
            "review",
            "総括のポイント",
            "この年度までの総括（dxplan review）に載せる箇条書きの文。",
            "携帯電話の通話エリアを広げた。",
            note="（[総括](#総括)）",
        ),
        count("items", "実施事業項目", "集計だけが残る年度の項目数。項目のファイルは置かない。", field=""),
        count(
            "achieved",
            "目標達成項目",
            "集計だけが残る年度の達成項目数。",
            field="",
            note="`items` と必ず一緒に書く",
        ),
        table(
            "published", PUBLISHED_OF_DIRECTION, inline=True, note="キーは [`[published]`](#published) と同じ"
        ),
        table("fields", FIELDS_OF_DIRECTION),
    ],
)

HEAD: Final = block(
    FileKind.PLAN,
    "",
    "plan.toml の先頭",
    "計画の表紙（plan.toml）",
    "計画の題名、年度、展開方向の並び。",
    [
        text("title", "題名", "計画の題名。", "アクションプラン2019", required=True),
        text("office", "とりまとめる課", "資料の右上に載せる課の名前。", "情報政策課", required=True),
        text(
            "body",
            "全国地方公共団体コード",
            "どの団体の計画か。検査数字を含む6桁で、書き出すデータに載る。",
            "070009",
            note="（[オープンデータ](data.md)）",
        ),
        year(
            "fiscal_year",
            "年度",
            "計画の年度。何年かの計画なら、いま判定し、載せる年度。",
            required=True,
            note="（[年度の書き方](#年度)、[何年かの計画](#何年かの計画)）",
        ),
        texts(
            "years",
            "計画の期間",
            "始まりと終わりの年度。省くと fiscal_year の一年。",
            "R4",
            "R7",
            shape="years",
            field="",
            note="（[何年かの計画](#何年かの計画)）",
        ),
        year("base_year", "基準値の年度", "省くと、計画の始まる前の年度。"),
        year(
            "midterm",
            "中間評価の年度",
            "何年かの計画で、中間評価をする年度。その年度からの資料に、中間評価の判定を並べられる。",
            note="（[中間評価と期末見込み](judgement.md#中間評価と期末見込み)）",
        ),
        table("judgement", JUDGEMENT, note="（[判定の方式](judgement.md)）"),
        text(
            "direction_word",
            "展開方向の呼び名",
            "計画の章を何と呼ぶか。資料と画面の見出しに載せる。",
            "分野",
            "基本方針",
            default="施策の展開方向",
        ),
        text("label", "資料番号", "資料の右上に載せる。render --label があればそちらが優先。", "資料１"),
        text(
            "note",
            "注",
            "表の上に載せる「目標の達成度」の説明。",
            "目標値に達したものを「目標達成」とする。",
        ),
        texts("comment", "全体のコメント", "段落ごとの文。", "全体の８割以上で目標を達成した。"),
        texts(
            "review",
            "総括のコメント",
            "この年度までの総括（dxplan review）に載せる、段落ごとの文。",
            "３年間、全体の８割以上で目標を達成した。",
            note="（[総括](#総括)）",
        ),
        table("numbering", NUMBERING, note=ABOUT_HEADINGS),
        Key(
            "handouts",
            "handouts",
            "作る資料",
            "dxplan render が作る資料。省くと実施結果。",
            ("KPI一覧", "ロードマップ"),
            default=(),
        ),
        tables(
            "handout",
            HANDOUT,
            "資料の決めごと",
            "題名、用紙、注などを、決めたい資料ごとに [[handout]] に書く。",
            note="（[資料の決めごと](#資料の決めごと)）",
        ),
        table("rate", RATE),
        table("checks", CHECKS),
        table("comparison", COMPARISON, note="（[新旧対照表](versions.md#新旧対照表)）"),
        table("published", PUBLISHED),
        tables(
            "correction",
            CORRECTION,
            "公表した数の訂正",
            "公表した後に数が変わったら、[[correction]] を書く。",
            note="（[公表と訂正](versions.md#公表と訂正)）",
        ),
        tables(
            "field",
            FIELD,
            "この計画の欄",
            "予算額、根拠法令など、dxplan のキーのほかに書き留めるもの。欄ごとに [[field]] を書く。",
            note="（[計画の欄](#計画の欄)）",
        ),
        tables(
            "direction",
            DIRECTION,
            "施策の展開方向（分野、柱など）",
            "並べる順に [[direction]] を書く。",
            least=1,
        ),
    ],
)
