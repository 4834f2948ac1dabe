"""The keys of ``plan.toml`` that say how it is judged and counted: ``[judgement]`` and ``[rate]``."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from dxplan.format.blocks import (
    FileKind,
    Key,
    block,
    boolean,
    choice,
    integer,
    number,
    table,
    tables,
    text,
    texts,
)
from dxplan.format.schemes import DEFAULT as DEFAULT_SCHEME
from dxplan.format.schemes import SCHEMES
from dxplan.model.formulas import COMBINES, COURSES, FORMULAS, MEASURES, SHARE, TARGETS, WHOLES
from dxplan.model.scheme import Unit
from dxplan.values.rounding import Rounding

#: What words of several keys mean, for hints.
FORMULA_LABELS: Final = {formula.word: formula.short for formula in FORMULAS.values() if formula.short}
COMBINE_LABELS: Final = {way.word: way.short for way in COMBINES.values()}

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
            note="`未記録`、`算出不可`、`対象外`、`未判定` のほか",
        ),
        text("short", "短い言葉", "狭い欄に載せる言葉。省くと label と同じ。", "計画どおり"),
        _percent("from", "ここから", "達成率がこの値（%）以上なら、この判定になる。", 80, field=""),
        _percent("above", "これを超えると", "達成率がこの値（%）を超えたら、この判定になる。", 0, field=""),
        choice(
            "measure",
            "比べるもの",
            '省くと "rate"（達成率）。ほかは、実績値がその値よりどれだけ良いか。"target" は目標値、"baseline" は基準値、'
            '"course" は今年度の目標値か今年度に見込む値、"last_year" は前年度の実績値。',
            MEASURES,
            field="",
            note="（[ほかの値との差で決める区分](#ほかの値との差で決める区分)）",
        ),
        _percent(
            "within",
            "前後の幅",
            "measure の値の前後この幅（%）に収まれば、この判定になる。一つ上の区分は、同じ measure の above に同じ幅を書く。",
            5,
            field="",
        )._replace(low=Decimal(0)),
        choice(
            "unit",
            "差の単位",
            'from、above、within を、measure の値に対する割合（"%"）で書くか、"ポイント" の差で書くか。省くと "%"。',
            {"%": False, "ポイント": True},
            field="",
        ),
        _percent("points", "点", "点を足すときの、この判定の点。", 3),
        _percent(
            "total",
            "点の合計",
            'combine が "points" か "mean_points" のとき、項目の点がこれ以上なら、この判定になる。',
            6,
        ),
        boolean("achieved", "達成に数える", "true なら、達成項目の割合で達成に数える。"),
        text("colour", "色", "Excel の欄の色。RRGGBB の6桁。", "E3F2E1", "FBE9E7", shape="colour"),
    ],
)

WHOLE_VERDICT: Final = block(
    FileKind.PLAN,
    "judgement.direction.verdict",
    "plan.toml の [[judgement.direction.verdict]] の下",
    "展開方向の判定の言葉",
    "展開方向の判定の言葉と、それになる割合や点。良いほうから順に並べる。",
    [
        text("label", "言葉", "資料に載せる判定の言葉。", "順調", required=True),
        text("short", "短い言葉", "狭い欄に載せる言葉。省くと label と同じ。", "順調"),
        _percent("from", "ここから", "割合（%）か点がこの値以上なら、この判定になる。", 80, field=""),
        _percent("above", "これを超えると", "割合（%）か点がこの値を超えたら、この判定になる。", 0, field=""),
        boolean("achieved", "良い判定", "true なら、良い判定の色で載せる。"),
        text("colour", "色", "Excel の欄の色。RRGGBB の6桁。", "E3F2E1", shape="colour"),
    ],
)

WHOLE: Final = block(
    FileKind.PLAN,
    "judgement.direction",
    "plan.toml の [judgement.direction] の下",
    "展開方向の判定",
    "展開方向（とその下の見出し）を一つのまとまりとして判定するとき。",
    [
        choice(
            "of",
            "もとにするもの",
            '"item" はその項目、"indicator" はその指標の判定から。',
            Unit,
            {"item": "項目", "indicator": "指標"},
            default=Unit.ITEM,
        ),
        choice(
            "by",
            "まとめ方",
            '"rate" は達成の割合、"points" は判定の点の合計、"mean_points" はその平均。',
            WHOLES,
            {word: way.short for word, way in WHOLES.items()},
            default=SHARE,
        ),
        tables(
            "verdict",
            WHOLE_VERDICT,
            "判定",
            "良い判定から順に [[judgement.direction.verdict]] を書く。",
            least=1,
        ),
    ],
)

AXIS_VERDICT: Final = block(
    FileKind.PLAN,
    "judgement.axis.verdict",
    "plan.toml の [[judgement.axis.verdict]] の下",
    "軸の判定",
    "一つの軸の判定の言葉。良いほうから順に並べる。",
    [
        *VERDICT.keys.values(),
        texts(
            "gives",
            "項目の判定",
            "一つ目の軸の判定に書く。二つ目の軸の判定の順に、項目の判定の言葉を並べる。",
            "A",
            "B",
            field="",
        ),
    ],
)

AXIS: Final = block(
    FileKind.PLAN,
    "judgement.axis",
    "plan.toml の [[judgement.axis]] の下",
    "判定の軸",
    "項目を二つの軸で見て、その組み合わせから判定するときの、一つの軸。二つ書く。",
    [
        text("name", "軸の名前", "資料に載せる名前。", "着手", required=True),
        choice(
            "by",
            "見るもの",
            '"indicator" は今年度の指標、"state" は実施状況（state、done）。',
            {"indicator": True, "state": False},
            {"indicator": "指標", "state": "実施状況"},
            default=True,
            field="numbers",
        ),
        choice("formula", "達成率の式", "省くと [judgement] と同じ。", FORMULAS, FORMULA_LABELS, field=""),
        choice(
            "lower", "下向きの指標の式", "formula と違う式で測るとき。", FORMULAS, FORMULA_LABELS, field=""
        ),
        choice(
            "combine", "指標のまとめ方", "省くと [judgement] と同じ。", COMBINES, COMBINE_LABELS, field=""
        ),
        tables(
            "verdict", AXIS_VERDICT, "判定", "良い判定から順に [[judgement.axis.verdict]] を書く。", least=1
        ),
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
            "weighted は加重平均、worst は最低。points は指標の判定の点の合計、mean_points はその平均。",
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
            field="unit",
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
            note="判定の言葉を自分で決めたときは、省くと達成率100%の区分、達成率で決めない方式では一番上の区分",
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
        tables(
            "axis",
            AXIS,
            "判定の軸",
            "二つの軸で見るなら、[[judgement.axis]] を二つ書く。",
            note="（[二つの軸](#二つの軸)）",
        ),
        table("direction", WHOLE, note="（[展開方向の判定](#展開方向の判定)）"),
    ],
)
