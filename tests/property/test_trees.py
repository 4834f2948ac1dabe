"""Trees of headings in any shape and order: nothing is lost, nothing is counted twice."""

from __future__ import annotations

from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from dxplan.format.reading import read_plan
from dxplan.handouts import table_of_contents
from dxplan.handouts.report import DirectionReport, make_report
from dxplan.model import Plan
from tests.conftest import HEAD
from tests.property.strategies import examples

_CODES = {"DX208", "DX321", "DX322"}


def reading_of(file: dict[str, Any]) -> tuple[Plan | None, set[str]]:
    files = {"plan.toml": HEAD.encode(), "kurashi.toml": tomli_w.dumps(file).encode()}
    reading = read_plan("2019", "plans/2019", files)
    return reading.plan, {finding.code for finding in reading.findings if finding.code < "DX4"}


@st.composite
def trees(draw: st.DrawFn) -> dict[str, Any]:
    """Return the file of a direction: headings up to four levels deep, in any order, and rows in any order."""
    parents: dict[str, str | None] = {}
    depths: dict[str | None, int] = {None: 0}
    for number in range(draw(st.integers(0, 12))):
        above = draw(st.sampled_from([id_ for id_, depth in depths.items() if depth < 4]))
        parents[f"h{number}"] = above
        depths[f"h{number}"] = depths[above] + 1
    headings = [
        {"id": id_, "name": f"見出し{id_}"} | ({"parent": above} if above else {})
        for id_, above in parents.items()
    ]
    places = draw(st.lists(st.sampled_from([None, *parents]), max_size=12))
    rows = [
        {"id": f"i{number}", "name": f"事業{number}", "departments": ["総務部 広報課"]}
        | ({"direction": place} if place else {})
        | ({"result": {"done": draw(st.booleans()), "reason": "台風のため"}} if draw(st.booleans()) else {})
        for number, place in enumerate(places)
    ]
    return {"direction": draw(st.permutations(headings)), "item": rows}


@examples(max_examples=100)
@given(trees())
def test_every_row_stands_under_its_heading_and_is_counted_once(file: dict[str, Any]) -> None:
    plan, codes = reading_of(file)
    assert codes - {"DX308"} == set()
    assert plan is not None
    report = make_report(plan)
    parents = {heading["id"]: heading.get("parent", "kurashi") for heading in file["direction"]}

    def check(heading: DirectionReport) -> None:
        assert [part.id for part in heading.parts] == [id_ for id_ in parents if parents[id_] == heading.id]
        own = [row["id"] for row in file["item"] if row.get("direction", "kurashi") == heading.id]
        assert [row.assessment.id for row in heading.own] == own
        below = [row.assessment.id for part in heading.parts for row in part.rows]
        assert [row.assessment.id for row in heading.rows] == own + below
        achieved = sum(row.assessment.verdict.achieved for row in heading.own)
        counts = [part.counts.printed for part in heading.parts]
        assert heading.counts.printed.items == len(own) + sum(each.items for each in counts)
        assert heading.counts.printed.achieved == achieved + sum(each.achieved for each in counts)
        for part in heading.parts:
            assert part.level == heading.level + 1
            check(part)

    for direction in report.directions:
        check(direction)
    assert report.counts.printed.items == len(file["item"])
    assert sorted(row.assessment.id for row in report.rows) == sorted(row["id"] for row in file["item"])
    assert [entry.name for entry in table_of_contents.make(report, "").names["entries"]] == [
        heading.name for heading in plan.headings
    ]


@examples(max_examples=100)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.none() | st.integers(0, 8)), max_size=14),
    st.lists(st.integers(0, 8), max_size=4),
)
def test_headings_in_any_disorder_are_reported_or_a_tree(
    headings: list[tuple[int, int | None]], places: list[int]
) -> None:
    """Ids twice, circles, unknown parents: either there is a finding, or every heading and row has its place."""
    file = {
        "direction": [
            {"id": f"h{id_}", "name": "見出し"} | ({} if parent is None else {"parent": f"h{parent}"})
            for id_, parent in headings
        ],
        "item": [
            {"id": f"i{n}", "name": f"事業{n}", "departments": ["総務部 広報課"], "direction": f"h{place}"}
            for n, place in enumerate(places)
        ],
    }
    plan, codes = reading_of(file)
    assert codes <= _CODES
    assert bool(codes) == (plan is None)
    if plan is not None:
        assert len(plan.headings) == len(headings) + 1
        assert len(plan.rows) == len(places)


@pytest.mark.parametrize("number", [2, 11])
def test_the_deepest_heading_is_as_good_as_any(number: int) -> None:
    chain = [
        {"id": f"h{n}", "name": "見出し"} | ({"parent": f"h{n - 1}"} if n else {}) for n in range(number)
    ]
    plan, codes = reading_of({"direction": chain[::-1]})
    assert codes == set()
    assert plan is not None
    assert [heading.id for heading in plan.headings] == ["kurashi", *(heading["id"] for heading in chain)]
