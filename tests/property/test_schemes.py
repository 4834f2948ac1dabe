"""Schemes: the same data gives the same verdicts however it is written and ordered; better is never judged worse."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import tomli_w
from hypothesis import assume, given
from hypothesis import strategies as st

from dxplan.format.reading import read_plan
from dxplan.format.reading.judgement import named_scheme
from dxplan.format.schemes import SCHEMES
from dxplan.handouts.explanation import WHOLE, explain
from dxplan.handouts.report import make_report
from dxplan.judging.counts import count_plan
from dxplan.judging.items import Assessment, judge_plan
from dxplan.model import Plan
from dxplan.model.scheme import INCOMPUTABLE
from tests.conftest import HEAD
from tests.property.layouts import Written, written_directions
from tests.property.strategies import examples, toml_values

FOLDER = "plans/2019"
FORMULAS = [
    *("compare", "A/T", "(A-B)/(T-B)", "2-A/T", "T/A", "expected"),
    *("A/(T*k/n)", "A/B", "B/A", "A/P", "P/A"),
]
#: Those that only 下向き indicators may be measured with.
LOWER = {"2-A/T", "T/A", "B/A", "P/A"}
COMBINES = ["all", "any", "mean", "weighted", "worst"]


def read(head: str, items: str) -> Plan:
    reading = read_plan("2019", FOLDER, {"plan.toml": head.encode(), "kurashi.toml": items.encode()})
    assert reading.plan is not None, reading.findings
    return reading.plan


def head(judgement: str) -> str:
    return HEAD.replace("[[direction]]", f"[judgement]\n{judgement}\n[[direction]]", 1)


@st.composite
def schemes(draw: st.DrawFn) -> str:
    """Draw a scheme that may be declared, as TOML."""
    bands = sorted(draw(st.sets(st.integers(-20, 120), min_size=2, max_size=5)), reverse=True)
    lines = [
        f'formula = "{draw(st.sampled_from([f for f in FORMULAS if f not in LOWER]))}"',
        f'combine = "{draw(st.sampled_from(COMBINES))}"',
        f'count = "{draw(st.sampled_from(["item", "indicator"]))}"',
        f'round = "{draw(st.sampled_from(["before", "after"]))}"',
        f'rounding = "{draw(st.sampled_from(["half_up", "down"]))}"',
        f"digits = {draw(st.integers(0, 3))}",
        f"expected_digits = {draw(st.integers(0, 3))}",
    ]
    if draw(st.booleans()):
        lines.append("floor = -20")
    if draw(st.booleans()):
        lines.append("cap = 130")
    for number, edge in enumerate(bands):
        lines += ["[[judgement.verdict]]", f'label = "区分{number}"']
        lines.append(f"{draw(st.sampled_from(['from', 'above']))} = {edge}")
        lines.append(f"achieved = {'true' if number == 0 else 'false'}")
    return "\n".join(lines)


@st.composite
def points_schemes(draw: st.DrawFn) -> str:
    """Draw a scheme that adds up the points of indicators, and judges the direction by items or indicators."""
    points = sorted(draw(st.lists(st.integers(0, 5), min_size=3, max_size=3)), reverse=True)
    edges = draw(st.sampled_from([(100, 80, 0), (120, 50, -20)]))
    lines = [
        f'formula = "{draw(st.sampled_from(["A/T", "compare", "(A-B)/(T-B)"]))}"',
        f'combine = "{draw(st.sampled_from(["points", "mean_points"]))}"',
        f'count = "{draw(st.sampled_from(["item", "indicator"]))}"',
        f'round = "{draw(st.sampled_from(["before", "after"]))}"',
    ]
    for number, (edge, each) in enumerate(zip(edges, points, strict=True)):
        lines += ["[[judgement.verdict]]", f'label = "指標{number}"', f"from = {edge}", f"points = {each}"]
        lines.append(f"achieved = {'true' if number == 0 else 'false'}")
    for number, total in enumerate(
        sorted(draw(st.sets(st.integers(0, 9), min_size=2, max_size=3)), reverse=True)
    ):
        lines += [
            "[[judgement.verdict]]",
            f'label = "項目{number}"',
            f"total = {total}",
            f"points = {3 - number}",
        ]
        lines.append(f"achieved = {'true' if number == 0 else 'false'}")
    lines += ["[judgement.direction]", f'of = "{draw(st.sampled_from(["item", "indicator"]))}"']
    lines.append(f'by = "{draw(st.sampled_from(["rate", "points", "mean_points"]))}"')
    for number, edge in enumerate(
        sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=3)), reverse=True)
    ):
        lines += ["[[judgement.direction.verdict]]", f'label = "方向{number}"', f"from = {edge}"]
    return "\n".join(lines)


@st.composite
def axes_schemes(draw: st.DrawFn) -> str:
    """Draw a scheme that looks at items on two axes: what is said or the course, and the result."""
    first, second, results = (draw(st.integers(2, 3)) for _ in range(3))
    lines = []
    for number in range(results):
        lines += [
            "[[judgement.verdict]]",
            f'label = "項目{number}"',
            f"achieved = {'true' if not number else 'false'}",
        ]
    of_state = draw(st.booleans())
    lines += [
        "[[judgement.axis]]",
        'name = "着手"',
        f'by = "{"state" if of_state else "indicator"}"',
        'combine = "any"',
    ]
    sloped = draw(st.booleans())
    for row in range(first):
        gives = [min(row + column if sloped else max(row, column), results - 1) for column in range(second)]
        lines += ["[[judgement.axis.verdict]]", f'label = "着手{row}"']
        lines += [] if of_state else [f"from = {100 - 40 * row}"]
        words = ", ".join(f'"項目{each}"' for each in gives)
        lines.append(f"gives = [{words}]")
    formula = draw(st.sampled_from(["A/T", "compare", "(A-B)/(T-B)"]))
    lines += ["[[judgement.axis]]", 'name = "成果"', f'formula = "{formula}"', 'combine = "worst"']
    for column in range(second):
        lines += ["[[judgement.axis.verdict]]", f'label = "成果{column}"', f"from = {100 - 30 * column}"]
    return "\n".join(lines)


@st.composite
def measured_schemes(draw: st.DrawFn) -> str:
    """Draw a scheme with bands that name their measure, some with a tolerance, as TOML."""
    lines = [
        f'formula = "{draw(st.sampled_from(["compare", "A/T", "(A-B)/(T-B)"]))}"',
        f'combine = "{draw(st.sampled_from(["all", "any"]))}"',
        f'round = "{draw(st.sampled_from(["before", "after"]))}"',
        f"digits = {draw(st.integers(0, 3))}",
    ]
    bands = ["from = 100"] if draw(st.booleans()) else []
    for measure in draw(st.permutations(["target", "baseline", "course", "last_year"]))[:2]:
        named, width = f'measure = "{measure}"', draw(st.integers(1, 20))
        if draw(st.booleans()):
            named += '\nunit = "ポイント"'
        better, around = f"{named}\nabove = {width}", f"{named}\nwithin = {width}"
        bands += draw(st.sampled_from([[better, around], [better], [f"{named}\nfrom = -{width}"]]))
    for number, band in enumerate([*bands, f'measure = "{draw(st.sampled_from(["baseline", "course"]))}"']):
        lines += ["[[judgement.verdict]]", f'label = "区分{number}"', band]
        lines.append(f"achieved = {'true' if number == 0 else 'false'}")
    return "\n".join(lines)


_figures = st.integers(-30, 300) | st.decimals(-30, 300, places=2)
#: What the words of a target say of the direction; ``better`` may not say otherwise.
_SAID = {
    **dict.fromkeys(["10%減", "30以下", "5未満"], "lower"),
    **dict.fromkeys(["5%増", "99以上", "10超", "全件"], "higher"),
    "8〜12": "equal",
}


def agreeing(drawn: dict[str, Any]) -> dict[str, Any]:
    return drawn | {"better": _SAID.get(drawn["target"], drawn["better"])}


_indicators = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["参加者数", "開催回数", "実施率", "待ち時間", "登録者数"]),
            "unit": st.just("%"),
            "target": _figures
            | st.sampled_from(["5%増", "10%減", "2倍", "8〜12", "99以上", "30以下", "10超", "5未満", "全件"]),
            "baseline": _figures,
            "due": st.sampled_from([2019, 2021]),
            "better": st.sampled_from(["higher", "lower", "equal"]),
            "weight": st.integers(1, 5),
        },
        optional={
            "actual": _figures
            | st.just("集計中")
            | st.builds(lambda n: {"numerator": n, "denominator": 7}, st.integers(0, 9)),
            "formula": st.sampled_from(FORMULAS),
            "reference": st.booleans(),
        },
    ).map(agreeing),
    min_size=1,
    max_size=4,
    unique_by=lambda indicator: str(indicator["name"]),
)
_results = st.fixed_dictionaries({}, optional={"done": st.booleans(), "report": st.just("開いた。")})


def item(indicators: list[dict[str, Any]], result: dict[str, Any] | None = None, id_: str = "koho") -> str:
    data: dict[str, Any] = {
        "id": id_,
        "name": "広報",
        "departments": ["総務部 広報課"],
        "indicator": indicators,
    }
    if result:
        data["result"] = result
    return tomli_w.dumps({"item": [data]})


@examples(max_examples=150)
@given(
    data=st.data(),
    scheme=points_schemes(),
    actuals=st.lists(st.lists(st.integers(0, 150), min_size=1, max_size=3), min_size=1, max_size=4),
)
def test_a_whole_direction_does_not_depend_on_the_order_and_is_never_worse_when_an_item_is_better(
    data: st.DataObject, scheme: str, actuals: list[list[int]]
) -> None:
    def judged(found: list[list[int]]) -> tuple[Any, Plan]:
        plan = read(head(scheme), "\n".join(one(actual, number) for number, actual in enumerate(found)))
        (direction,) = make_report(plan).directions
        return direction, plan

    def one(actual: list[int], number: int) -> str:
        figures = {"unit": "件", "target": 100, "baseline": 10}
        rows = [{"name": f"指標{at}", **figures, "actual": value} for at, value in enumerate(actual)]
        return item(rows, {"done": True}, f"koho-{number}")

    before, plan = judged(actuals)
    shuffled, _ = judged(data.draw(st.permutations(actuals)))
    assert before.whole == shuffled.whole
    at = data.draw(st.integers(0, len(actuals) - 1))
    bettered = [[a + 20 for a in each] if n == at else each for n, each in enumerate(actuals)]
    after, _ = judged(bettered)
    assert plan.scheme.whole is not None
    words = plan.scheme.whole.verdicts
    assert words.index(after.whole.verdict) <= words.index(before.whole.verdict)
    numbers = [before.counts.gross.verdicts.count(verdict) for verdict in plan.scheme.words(plan.scheme.unit)]
    assert sum(numbers) == before.counts.gross.items


def said(row: Assessment) -> tuple[Any, ...]:
    return row.verdict, row.rule, row.rate, sorted(row.indicators)


@examples(max_examples=80)
@given(written=written_directions())
def test_the_three_verdicts_written_out_as_data_judge_as_the_default_does(written: Written) -> None:
    default = read(HEAD, written.text)
    as_data = read(head(SCHEMES["fukushima"].replace("[[verdict]]", "[[judgement.verdict]]")), written.text)

    assert [said(row) for row in judge_plan(as_data)] == [said(row) for row in judge_plan(default)]
    assert count_plan(as_data, judge_plan(as_data)) == count_plan(default, judge_plan(default))


@examples(max_examples=250)
@given(
    data=st.data(),
    scheme=schemes() | measured_schemes() | points_schemes() | axes_schemes(),
    indicators=_indicators,
    result=_results,
)
def test_the_order_of_the_indicators_never_matters(
    data: st.DataObject, scheme: str, indicators: list[dict[str, Any]], result: dict[str, Any]
) -> None:
    shuffled = data.draw(st.permutations(indicators))
    (one,) = judge_plan(read(head(scheme), item(indicators, result)))
    (other,) = judge_plan(read(head(scheme), item(shuffled, result)))
    assert said(one) == said(other)


@examples(max_examples=250)
@given(
    scheme=schemes() | measured_schemes() | points_schemes() | axes_schemes(),
    indicators=_indicators,
    step=st.integers(1, 50),
)
def test_a_better_actual_is_never_judged_worse(
    scheme: str, indicators: list[dict[str, Any]], step: int
) -> None:
    # Targets in words say their direction themselves; those of numbers have the one that is written.
    moved = next((i for i in indicators if isinstance(i.get("actual"), int | Decimal)), None)
    assume(moved is not None and moved["better"] != "equal" and isinstance(moved["target"], int | Decimal))
    assert moved is not None
    sign = -1 if moved["better"] == "lower" else 1
    bettered = [{**i, "actual": i["actual"] + sign * step} if i is moved else i for i in indicators]
    # Nothing is divided by an actual of 0 or less: what falls that far is 算出不可 under T/A, B/A and P/A.
    assume(sign > 0 or moved["actual"] - step > 0)
    plan = read(head(scheme), item(indicators, {"done": True}))
    (before,) = judge_plan(plan)
    (after,) = judge_plan(read(head(scheme), item(bettered, {"done": True})))
    # One that cannot be computed hides behind another in the lowest band, until that one is better.
    hidden = after.verdict == INCOMPUTABLE and INCOMPUTABLE in [j.verdict for j in before.judged]
    if before.verdict in plan.scheme.verdicts and not hidden:
        assert plan.scheme.worse(after.verdict, before.verdict) == before.verdict
    elif before.verdict != INCOMPUTABLE and not hidden:
        assert after.verdict == before.verdict  # 未記録 has other reasons
    else:  # a better band may not ask what cannot be computed
        assert after.verdict in (INCOMPUTABLE, *plan.scheme.verdicts)


@examples(max_examples=200)
@given(scheme=schemes(), indicators=_indicators)
def test_a_rate_lies_within_its_band(scheme: str, indicators: list[dict[str, Any]]) -> None:
    plan = read(head(scheme), item(indicators, {"done": True}))
    rules = plan.scheme
    (row,) = judge_plan(plan)
    for rate, verdict in ((row.rate, row.verdict), *((j.rate, j.verdict) for j in row.judged)):
        if rate is None or verdict is None:
            continue
        held = rate
        if rules.compare_rounded:
            unit = Fraction(1, 10**rules.digits)
            whole, rest = divmod(abs(rate), unit)
            up = rules.rounding.value == "half_up" and rest * 2 >= unit
            held = (whole + up) * unit * (1 if rate >= 0 else -1)
        reached = [
            verdict
            for verdict in rules.bands
            if verdict.band
            and verdict.band.edge is not None
            and (held > Fraction(verdict.band.edge) or (held == verdict.band.edge and not verdict.band.above))
        ]
        assert verdict == (reached[0] if reached else rules.bands[-1])


@examples(max_examples=200)
@given(
    scheme=schemes() | measured_schemes() | points_schemes() | axes_schemes(),
    indicators=_indicators,
    result=_results,
)
def test_everything_can_be_explained(
    scheme: str, indicators: list[dict[str, Any]], result: dict[str, Any]
) -> None:
    report = make_report(read(head(scheme), item(indicators, result)))
    (row,) = explain(report, "koho")
    (whole,) = explain(report, WHOLE)
    assert row.verdict is not None
    for judged in report.rows[0].assessment.judged:
        assert any(judged.indicator.name in line.text for line in row.lines)
    assert any(line.text.startswith("割合: ") for line in whole.lines)


_KEYS = [
    *(
        "scheme",
        "formula",
        "lower",
        "combine",
        "count",
        "course",
        "digits",
        "rounding",
        "round",
        "floor",
        "cap",
    ),
    *("done", "not_done", "verdict", "zzz"),
]
_words = st.sampled_from(
    [*SCHEMES, *FORMULAS, *COMBINES, "A", "達成", "未達", "before", "after", "indicator"]
)
_numbers = st.integers(-200, 200) | st.sampled_from([Decimal("99.95"), Decimal("1e-30"), Decimal("1e400")])
_verdicts = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "label": st.sampled_from(["A", "達成", "未達", "未記録", ""]),
            "from": _numbers,
            "above": _numbers,
            "achieved": st.booleans(),
            "colour": st.sampled_from(["FBE9E7", "赤"]),
            "short": st.just("達"),
        },
    ),
    max_size=4,
)
_judgements = st.dictionaries(
    st.sampled_from(_KEYS), _words | _numbers | _verdicts | toml_values, max_size=6
) | st.fixed_dictionaries({"scheme": st.sampled_from(list(SCHEMES))}, optional={
    **dict.fromkeys(("formula", "lower", "combine", "done", "not_done"), _words),
    **dict.fromkeys(("floor", "cap"), _numbers),
    "verdict": _verdicts,
})  # fmt: skip


@examples(max_examples=400)
@given(judgement=_judgements)
def test_every_finding_about_a_judgement_is_about_what_the_plan_writes(judgement: dict[str, Any]) -> None:
    text = tomli_w.dumps(
        {
            "title": "計画",
            "office": "課",
            "fiscal_year": 2019,
            "judgement": judgement,
            "direction": [{"id": "kurashi", "name": "暮らし"}],
        }
    )
    reading = read_plan("2019", FOLDER, {"plan.toml": text.encode(), "kurashi.toml": b""})
    for finding in reading.findings:
        way: Any = {"judgement": judgement}
        assert finding.source.key[0] == "judgement"
        for step in finding.source.key if finding.part.value == "value" else finding.source.key[:-1]:
            way = way[step]
    if not reading.findings:
        assert reading.plan is not None
        labels = {verdict.label for verdict in reading.plan.scheme.verdicts}
        assert {reading.plan.scheme.done.label, reading.plan.scheme.not_done.label} <= labels


def test_named_schemes_are_found_by_their_names() -> None:
    for name in SCHEMES:
        assert named_scheme(name).name == name
