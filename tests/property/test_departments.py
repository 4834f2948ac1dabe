"""Whatever was renamed, split and merged: the way from a name to a later year has an end, and leads back."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from dxplan.format.reading.departments import read_departments
from dxplan.model.departments import Lineage

NAMES = "甲乙丙丁戊"
YEARS = range(2018, 2026)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
        st.integers(2020, 2025),
    ),
    max_size=6,
)


def table_text(changes: list[tuple[str, list[str], int]]) -> str:
    text = '[[department]]\nbureau = "知事直轄"\n'
    for old, new, since in changes:
        text += f'[[renamed]]\nold = "{old}"\nnew = {json.dumps(new)}\nsince = {since}\n'
    return text


@given(CHANGES)
def test_a_table_that_is_read_gives_one_history(changes: list[tuple[str, list[str], int]]) -> None:
    table, findings, _ = read_departments("plans/departments.toml", table_text(changes).encode())
    assert (table is None) == bool(findings)
    if table is None:
        return
    lineage = Lineage(table)
    for name, year in ((name, year) for name in NAMES for year in YEARS if not lineage.given_up(name, year)):
        assert lineage.became(name, year, year).names == (name,)
        for later in range(year, YEARS.stop):
            fate = lineage.became(name, year, later)
            assert (len(fate.names) > 1) == bool(fate.split)
            between = (year + later) // 2
            stops = lineage.became(name, year, between).names
            assert {end for stop in stops for end in lineage.became(stop, between, later).names} == set(
                fate.names
            )
            for end in fate.names:
                assert end == name or name in lineage.related(end, later)
                assert end == name or end in lineage.related(name, year)
