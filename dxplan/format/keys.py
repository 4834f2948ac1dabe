"""Every key of ``plan.toml``, of a direction's file and of ``departments.toml``, said once.

The order is the one in which keys are written. To add a key, declare it here and give the model a field of its name:
reading, hints, the order of edits, writing, the schemas and docs/format.md follow.
"""

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
from dxplan.format.schemes import DEFAULT as DEFAULT_SCHEME
from dxplan.format.schemes import SCHEMES
from dxplan.model import DEFAULT_FAR_OVER, Better, Blank, Counting, ItemKind, Novelty, Pending, Progress
from dxplan.model.formulas import COMBINES, COURSES, FORMULAS, TARGETS
from dxplan.model.scheme import Unit
from dxplan.values.numbering import PLAIN
from dxplan.values.rounding import Rounding
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Collection

    from dxplan.format.blocks import Block
    from dxplan.model import KeyPath

PLAN: Final = FileKind.PLAN
ITEMS_FILE: Final = FileKind.ITEMS
DEPARTMENTS_FILE: Final = FileKind.DEPARTMENTS

#: What may stand in place of a base value or target, in either width.
BLANKS: Final = {
    "-": Blank.NOT_SET,
    "－": Blank.NOT_SET,
    "/": Blank.NOT_MEASURED,
    "／": Blank.NOT_MEASURED,
    "未定": Blank.UNDECIDED,
}
#: What may stand in place of an actual.
PENDING: Final = {"集計中": Pending.PENDING, "/": Pending.NOT_MEASURED, "／": Pending.NOT_MEASURED}

_FORMULAS: Final = {formula.word: formula.short for formula in FORMULAS.values() if formula.short}
_COMBINES: Final = {way.word: way.short for way in COMBINES.values()}
_COURSES: Final = {course.word: course.short for course in COURSES.values()}
_ROUNDINGS: Final = {rounding.value: rounding.label for rounding in Rounding}
_ROUNDED: Final = "、".join(f'"{word}" は{label}' for word, label in _ROUNDINGS.items()) + "。"
_PERCENT: Final = Decimal(1_000_000)
_TREE: Final = "（[見出しの木](#見出しの木)）"


def _percent(name: str, title: str, description: str, *examples: float, field: str | None = None) -> Key:
    return number(
        name, title, description, *examples, low=-_PERCENT, high=_PERCENT, shape="percent", field=field
    )


# plan.toml

RATE: Final = block(
    PLAN,
    "rate",
    "plan.toml の [rate] の下",
    "割合の出し方",
    "達成項目の割合をどう計算し、どう印刷するか。",
    [
        integer(
            "digits",
            "小数の桁数",
            "割合の小数の桁数、0 から 6。ちょうど 100% には小数を付けない。",
            low=0,
            high=6,
            default=1,
        ),
        choice("rounding", "端数の扱い", _ROUNDED, Rounding, _ROUNDINGS, default=Rounding.HALF_UP),
        choice(
            "reposts",
            "再掲の数え方",
            '"count" は再掲も数える（延べ）、"skip" は数えない（実質）。',
            {"count": True, "skip": False},
            {"count": "延べ", "skip": "実質"},
            default=True,
            field="count_reposts",
        ),
    ],
)

VERDICT: Final = block(
    PLAN,
    "judgement.verdict",
    "plan.toml の [[judgement.verdict]] の下",
    "判定",
    "判定の言葉と、それになる達成率。良いほうから順に並べる。",
    [
        text("label", "言葉", "資料に載せる判定の言葉。", "A", "順調", required=True),
        text("short", "短い言葉", "狭い欄に載せる言葉。省くと label と同じ。", "計画どおり"),
        _percent("from", "ここから", "達成率がこの値（%）以上なら、この判定になる。", 80, field=""),
        _percent("above", "これを超えると", "達成率がこの値（%）を超えたら、この判定になる。", 0, field=""),
        boolean("achieved", "達成に数える", "true なら、達成項目の割合で達成に数える。"),
        text("colour", "色", "Excel の欄の色。RRGGBB の6桁。", "E3F2E1", "FBE9E7", shape="colour"),
    ],
)

JUDGEMENT: Final = block(
    PLAN,
    "judgement",
    "plan.toml の [judgement] の下",
    "判定のしかた",
    "指標の実績からどう判定するか。名前の付いた方式と違うところだけを書けばよい。",
    [
        choice(
            "scheme",
            "方式",
            "もとにする方式の名前。",
            {name: name for name in SCHEMES},
            default=DEFAULT_SCHEME,
            field="name",
        ),
        choice(
            "formula",
            "達成率の式",
            'A は実績値、T は目標値、B は基準値。"compare" は届いたかどうかだけを見る。'
            '"expected" は今年度までに進んでいるはずの分に対する割合。',
            FORMULAS,
            _FORMULAS,
        ),
        choice(
            "lower",
            "下向きの指標の式",
            'formula と違う式で測るとき。formula が "A/T" なら、省いても "2-A/T"。',
            FORMULAS,
            _FORMULAS,
        ),
        choice(
            "combine",
            "指標のまとめ方",
            "一つの項目にいくつも指標があるとき。all はすべて、any は一つでも、mean は平均、"
            "weighted は重み付きの平均、worst は最低。",
            COMBINES,
            _COMBINES,
        ),
        choice(
            "count",
            "数えるもの",
            '"item" は項目、"indicator" は指標を数える。',
            Unit,
            {"item": "項目を数える", "indicator": "指標を数える"},
            default=Unit.ITEM,
        ),
        choice(
            "course",
            "進み具合の見方",
            '"targets" はその年度の目標値、"linear" は基準値と最後の目標値を結ぶ線と比べる。',
            COURSES,
            _COURSES,
            default=TARGETS,
        ),
        integer("digits", "達成率の小数の桁数", "0 から 6。", low=0, high=6, default=1),
        choice("rounding", "達成率の端数の扱い", _ROUNDED, Rounding, _ROUNDINGS, default=Rounding.HALF_UP),
        choice(
            "round",
            "いつ丸めるか",
            '"before" は丸めてから判定の区分と比べる。"after" は丸める前の値で比べ、印刷するときだけ丸める。',
            {"before": True, "after": False},
            {"before": "丸めてから区分と比べる", "after": "丸める前の値で比べる"},
            default=True,
            field="compare_rounded",
        ),
        _percent("floor", "達成率の下限", "指標の達成率がこれより低ければ、この値とする。", 0),
        _percent("cap", "達成率の上限", "指標の達成率がこれより高ければ、この値とする。", 100),
        text(
            "done",
            "計画どおり実施した項目の判定",
            "数値目標のない項目で、done = true のとき。",
            "A",
            field="",
        ),
        text("not_done", "実施しなかった項目の判定", "done = false のとき。", "D", field=""),
        tables("verdict", VERDICT, "判定", "良い判定から順に [[judgement.verdict]] を書く。"),
    ],
)

NUMBERING: Final = block(
    PLAN,
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
    PLAN,
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
    ],
)


def _published(path: str, place: str, description: str) -> Block:
    return block(
        PLAN,
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
            ),
            text(
                "rate",
                "達成項目の割合",
                "公表した割合。% を付けず、印刷したとおりの桁で文字として書く。",
                "86.1",
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

_NUMBER: Final = text(
    "number",
    "見出しの番号",
    "[numbering] から出る番号の代わりに載せる番号。書かなければ並べた順に付く。",
    "Ⅲ-1",
    note=_TREE,
)
_PAGE: Final = integer(
    "page",
    "ページ",
    "公表した資料でこの見出しがあるページ。目次に載せる。",
    low=1,
    high=100_000,
    note=_TREE,
)
_POINTS: Final = texts("points", "結果のポイント", "箇条書きの文。", "各事業とも概ね計画どおり実施した。")

DIRECTION: Final = block(
    PLAN,
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
        _NUMBER,
        _PAGE,
        _POINTS,
        texts(
            "review",
            "総括のポイント",
            "この年度までの総括（dxplan review）に載せる箇条書きの文。",
            "携帯電話の通話エリアを広げた。",
            note="（[総括](#総括)）",
        ),
        count("items", "実施事業項目", "集計だけが残る年度の項目数。項目のファイルは置かない。", field=""),
        count("achieved", "目標達成項目", "集計だけが残る年度の達成項目数。", field=""),
        table(
            "published", PUBLISHED_OF_DIRECTION, inline=True, note="キーは [`[published]`](#published) と同じ"
        ),
    ],
)

HEAD: Final = block(
    PLAN,
    "",
    "plan.toml の先頭",
    "計画の表紙（plan.toml）",
    "計画の題名、年度、展開方向の並び。",
    [
        text("title", "題名", "計画の題名。", "アクションプラン2019", required=True),
        text("office", "とりまとめる課", "資料の右上に載せる課の名前。", "情報政策課", required=True),
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
        table("judgement", JUDGEMENT, note="（[判定の方式](judgement.md)）"),
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
        table("numbering", NUMBERING, note=_TREE),
        Key(
            "handouts",
            "handouts",
            "作る資料",
            "dxplan render が作る資料。省くと実施結果。",
            ("KPI一覧", "ロードマップ"),
            default=(),
        ),
        table("rate", RATE),
        table("checks", CHECKS),
        table("published", PUBLISHED),
        tables("direction", DIRECTION, "施策の展開方向", "並べる順に [[direction]] を書く。", least=1),
    ],
)

# A direction's file

HEADING: Final = block(
    ITEMS_FILE,
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
        _NUMBER,
        _PAGE,
        _POINTS,
        table(
            "published", PUBLISHED_OF_HEADING, inline=True, note="キーは [`[published]`](#published) と同じ"
        ),
    ],
)

QUOTIENT: Final = block(
    ITEMS_FILE,
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
    ITEMS_FILE,
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
        choice(
            "counting",
            "数え方",
            '"yearly" はその年度の数、"cumulative" は累計。',
            Counting,
            {"yearly": "その年度の数", "cumulative": "累計"},
            note="省くと、どちらとも言わない（[累計](#累計)）",
        ),
        Key(
            "baseline",
            "base",
            "基準値",
            f'「5%増」などのもとになる値。"-" なら設定しない。{_PARTS}',
            (525, "73.5%"),
            note="（[数量](#数量)、[値のない欄](#値のない欄)）",
        ),
        Key(
            "target",
            "target",
            "目標値",
            '目標の数量。参考の指標でなければ必須。年度ごとなら { R4 = "110万", R5 = "250万" }。'
            f'"-" なら設定しない、"未定" ならまだ決まっていない。{_PARTS}',
            (12, "24億以上", "5%増"),
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
        year("due", "目標の年度", "省くと、年度ごとの目標の最後の年度、または計画の最後の年度。"),
        choice(
            "better",
            "よい向き",
            '"higher" は大きいほどよい、"lower" は小さいほどよい、"equal" はちょうど。',
            Better,
            {"higher": "高いほどよい", "lower": "低いほどよい", "equal": "同じ値がよい"},
            default=Better.HIGHER,
        ),
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
            _FORMULAS,
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
        text(
            "repost_of",
            "再掲の元の指標の id",
            "再掲の指標にはこのキーだけを書く。内容は元と同じ。",
            "kpi-29",
            field="",
            note="（[指標の再掲](#指標の再掲)）",
        ),
    ],
)

OVERRIDE: Final = block(
    ITEMS_FILE,
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
    ITEMS_FILE,
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
        ),
        text("report", _REPORT[0], "行ったことの文。指標の実績値は自動で下に載る。", _REPORT[1]),
        text("reason", "未達の理由", "未達なのに書かないと警告になる。", "台風により来館者が減ったため"),
        text("wording", _WORDING[0], "未達のとき「目標の達成度」に載せる。省くと数字から作る。", _WORDING[1]),
        text(
            "published",
            "公表した達成度",
            "公表済みの資料の「目標の達成度」の文。計算した判定と違えば、dxplan validate が知らせる。",
            "目標達成",
        ),
        table("override", OVERRIDE),
    ],
)

MILESTONE: Final = block(
    ITEMS_FILE,
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

IGNORE: Final = block(
    ITEMS_FILE,
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
    note=_TREE,
)

ITEM: Final = block(
    ITEMS_FILE,
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
            note=f"数えるのは一度だけ{_TREE}",
        ),
        choice(
            "combine",
            "指標のまとめ方",
            "この項目だけ、計画の方式と違うまとめ方で判定するとき。",
            COMBINES,
            _COMBINES,
            note="（[判定の方式](judgement.md)）",
        ),
        choice("new", "新規", '今年度からの項目は "○"、一部が新しければ "一部"。', Novelty),
        texts(
            "departments",
            "担当部局・課",
            "「部局 課」を半角の空白で区切って書く。課のない組織は名前だけ。",
            "総務部 広報課",
            field="",
            note="ないと警告になる",
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
    ],
)

PRINTED: Final = block(
    ITEMS_FILE,
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
    ITEMS_FILE,
    "item",
    "再掲の [[item]] のすぐ下（次の見出しより前）",
    "再掲",
    "別の展開方向の項目をもう一度載せる行。",
    [_ID, _UNDER, _REPOST_OF._replace(required=True), table("printed", PRINTED)],
)

ITEMS: Final = block(
    ITEMS_FILE,
    "",
    "展開方向のファイルの先頭",
    "展開方向の項目",
    "一つの展開方向の項目を、並べる順に書く。",
    [
        tables("direction", HEADING, "見出し", "展開方向の下の見出しを、並べる順に書く。"),
        tables("item", ITEM, "項目", "施策（事業）。再掲は id と repost_of だけを書く。"),
    ],
)

# departments.toml

DEPARTMENT: Final = block(
    DEPARTMENTS_FILE,
    "department",
    "departments.toml の [[department]] の下",
    "部局と課",
    "一つの部局と、その課。課のない組織なら、その名前だけ。",
    [
        text("bureau", "部局", "部局、または課のない組織の名前。", "総務部", required=True),
        texts("sections", "課", "課の名前。課のない組織では省く。", "広報課"),
        year("since", "できた年度", "前になくなった名前を、別の課がまた使うときに書く。", field="since"),
    ],
)

RENAMED: Final = block(
    DEPARTMENTS_FILE,
    "renamed",
    "departments.toml の [[renamed]] の下",
    "改称・分割・統合",
    "一つの名前がどう変わったか。続けて変わったら、変わるごとに書く。",
    [
        text(
            "old", "旧名", "「部局 課」を半角の空白で区切って書く。", "企画調整部 情報政策課", required=True
        ),
        text(
            "new",
            "新しい名前",
            "「部局 課」。分かれたときは [ ] で並べる。名簿に書かなくても入る。",
            "企画調整部 デジタル変革課",
            shape="names",
            required=True,
            default="",
            field="",
        ),
        year(
            "since",
            "変わった年度",
            "前の年度の計画では旧名が正しい名前になる。",
            required=True,
            field="since",
        ),
    ],
)

DEPARTMENTS: Final = block(
    DEPARTMENTS_FILE,
    "",
    "departments.toml の先頭",
    "部局と課の名簿（departments.toml）",
    "いまの部局と課の名前と、その変わり方。",
    [
        tables("department", DEPARTMENT, "部局と課", "名簿に [[department]] を並べる。", least=1),
        tables("renamed", RENAMED, "改称・分割・統合", "変わるごとに [[renamed]] を書く。"),
    ],
)

#: All blocks. Where a key belongs to several, the first of equally near ones is named.
BLOCKS: Final = (
    *(HEAD, RATE, JUDGEMENT, VERDICT, NUMBERING, CHECKS, PUBLISHED, DIRECTION),
    *(ITEMS, HEADING, ITEM, INDICATOR, QUOTIENT, RESULT, OVERRIDE, MILESTONE, IGNORE, REPOST, PRINTED),
    *(DEPARTMENTS, DEPARTMENT, RENAMED),
)


def key_order(path: KeyPath, beside: Collection[str]) -> tuple[str, ...]:
    """Return the keys of the block that a key and those ``beside`` it stand in, in order; () if there is none."""
    way = tuple(step for step in path[:-1] if isinstance(step, str) and not parse_fiscal_year(step))
    there = {*beside, path[-1]}
    return next(
        (tuple(block.keys) for block in BLOCKS if block.path == way and there <= block.keys.keys()), ()
    )
