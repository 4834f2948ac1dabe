"""The keys of ``plan.toml``."""

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
from dxplan.format.keys.own import FIELDS_OF_DIRECTION
from dxplan.format.schemes import DEFAULT as DEFAULT_SCHEME
from dxplan.format.schemes import SCHEMES
from dxplan.model import DEFAULT_FAR_OVER, DEFAULT_FAR_PERCENT, DEFAULT_FAR_UNITS
from dxplan.model.formulas import COMBINES, COURSES, FORMULAS, TARGETS
from dxplan.model.own import Filler, Needed, Owner, OwnKind
from dxplan.model.scheme import Unit
from dxplan.values.numbering import PLAIN
from dxplan.values.rounding import Rounding

if TYPE_CHECKING:
    from dxplan.format.blocks import Block

#: What words of several keys mean, for hints.
FORMULA_LABELS: Final = {formula.word: formula.short for formula in FORMULAS.values() if formula.short}
COMBINE_LABELS: Final = {way.word: way.short for way in COMBINES.values()}
#: Where docs/format.md tells about headings.
ABOUT_HEADINGS: Final = "（[見出しの木](#見出しの木)）"

_COURSES: Final = {course.word: course.short for course in COURSES.values()}
_ROUNDINGS: Final = {rounding.value: rounding.label for rounding in Rounding}
_ROUNDED: Final = "、".join(f'"{word}" は{label}' for word, label in _ROUNDINGS.items()) + "。"
_PERCENT: Final = Decimal(1_000_000)


def _percent(name: str, title: str, description: str, *examples: float, field: str | None = None) -> Key:
    return number(
        name, title, description, *examples, low=-_PERCENT, high=_PERCENT, shape="percent", field=field
    )


RATE: Final = block(
    FileKind.PLAN,
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
    FileKind.PLAN,
    "judgement.verdict",
    "plan.toml の [[judgement.verdict]] の下",
    "判定",
    "判定の言葉と、それになる達成率。良いほうから順に並べる。",
    [
        text(
            "label",
            "言葉",
            "資料に載せる判定の言葉。",
            "A",
            "順調",
            required=True,
            note="`未記録`、`算出不可`、`対象外` のほか",
        ),
        text("short", "短い言葉", "狭い欄に載せる言葉。省くと label と同じ。", "計画どおり"),
        _percent("from", "ここから", "達成率がこの値（%）以上なら、この判定になる。", 80, field=""),
        _percent("above", "これを超えると", "達成率がこの値（%）を超えたら、この判定になる。", 0, field=""),
        boolean("achieved", "達成に数える", "true なら、達成項目の割合で達成に数える。"),
        text("colour", "色", "Excel の欄の色。RRGGBB の6桁。", "E3F2E1", "FBE9E7", shape="colour"),
    ],
)

JUDGEMENT: Final = block(
    FileKind.PLAN,
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
            'A は実績値、T は目標値、B は基準値、P は前年度の実績値。"compare" は届いたかどうかだけを見る。'
            '"expected" は今年度までに進んでいるはずの分に対する割合。',
            FORMULAS,
            FORMULA_LABELS,
            note="（[達成率の式](#達成率の式)）",
        ),
        choice(
            "lower",
            "下向きの指標の式",
            'formula と違う式で測るとき。省くと、formula が "A/T" なら "2-A/T"、"A/B" なら "B/A"、'
            '"A/P" なら "P/A"、"A/(T*k/n)" なら "expected"。',
            FORMULAS,
            FORMULA_LABELS,
        ),
        choice(
            "combine",
            "指標のまとめ方",
            "一つの項目にいくつも指標があるとき。all はすべて、any は一つでも、mean は平均、"
            "weighted は加重平均、worst は最低。",
            COMBINES,
            COMBINE_LABELS,
            note="（[まとめ方](#まとめ方)）",
        ),
        choice(
            "count",
            "数えるもの",
            '"item" は項目、"indicator" は指標を数える。',
            Unit,
            {"item": "項目を数える", "indicator": "指標を数える"},
            default=Unit.ITEM,
            note="（[数え方](#数え方)）",
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
            note="（[丸めと区分](#丸めと区分)）",
        ),
        integer(
            "expected_digits",
            "今年度に見込む値の小数の桁数",
            "0 から 6。書けば、見込む値をこの桁に rounding のとおり丸めてから、実績値と比べる。省くと丸めない。",
            low=0,
            high=6,
            default=None,
            note="（[達成率の式](#達成率の式)）",
        ),
        _percent("floor", "達成率の下限", "指標の達成率がこれより低ければ、この値とする。", 0),
        _percent("cap", "達成率の上限", "指標の達成率がこれより高ければ、この値とする。", 100),
        text(
            "done",
            "計画どおり実施した項目の判定",
            "数値目標のない項目で、done = true のとき。",
            "A",
            field="",
            note="判定の言葉を自分で決めたときは、省くと一番上の区分",
        ),
        text(
            "not_done",
            "実施しなかった項目の判定",
            "done = false のとき。",
            "D",
            field="",
            note="判定の言葉を自分で決めたときは、省くと一番下の区分",
        ),
        tables(
            "verdict",
            VERDICT,
            "判定",
            "良い判定から順に [[judgement.verdict]] を書く。",
            note="書けば、もとの方式の言葉はどれも使わない",
        ),
    ],
)

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
        ],
    )


PUBLISHED: Final = _published("published", "plan.toml の [published] の下", "計画全体について公表した数。")
PUBLISHED_OF_DIRECTION: Final = _published(
    "direction.published", "[[direction]] の published の中", "この展開方向について公表した数。"
)
PUBLISHED_OF_HEADING: Final = _published(
    "direction.published", "[[direction]] の published の中", "この見出しについて公表した数。"
)

FIELD: Final = block(
    FileKind.PLAN,
    "field",
    "plan.toml の [[field]] の下",
    "この計画の欄",
    "dxplan のキーのほかに、この計画で書き留めるもの。値は [item.fields] などの下に id = 値 と書く。",
    [
        text("id", "欄の id", "値を書くときのキーになる。", "yosan", shape="id", required=True),
        text("heading", "見出し", "一覧や資料に載せる言葉。", "予算額", required=True),
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
        Key(
            "handouts",
            "handouts",
            "載せる資料",
            "この欄を載せる資料。省くと載せない。項目の欄は実施結果・KPI一覧・ロードマップ、指標の欄はKPI一覧、"
            "展開方向の欄は実施結果。",
            ("実施結果",),
            default=(),
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
        text(
            "direction_word",
            "展開方向の呼び名",
            "計画の章を何と呼ぶか。資料と画面の見出しに載せる。",
            "分野",
            "基本方針",
            default="施策の展開方向",
        ),
        text(
            "review_title",
            "総括の題名",
            "dxplan review の資料の題名に載せる名前。省くと title。",
            "ＩＣＴ推進プラン",
            note="（[総括](#総括)）",
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
        table("rate", RATE),
        table("checks", CHECKS),
        table("published", PUBLISHED),
        tables(
            "field",
            FIELD,
            "この計画の欄",
            "予算額、根拠法令など、dxplan のキーのほかに書き留めるもの。欄ごとに [[field]] を書く。",
            note="（[計画の欄](#計画の欄)）",
        ),
        tables("direction", DIRECTION, "施策の展開方向", "並べる順に [[direction]] を書く。", least=1),
    ],
)
