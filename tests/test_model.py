"""What a plan says is what counts when two are compared, not where in which file it stands."""

from __future__ import annotations

import pytest

from dxplan.format.reading import read_plan
from dxplan.model import Item, Plan
from tests.conftest import HEAD, ITEM

REST = """\
excluded = "制度の廃止"

[[item.indicator]]
name = "研修"
unit = "回"
target = 12
actual = 11

[[item.milestone]]
half = "R1上期"
plan = "募集"

[item.result]
done = true
override = { verdict = "目標達成", reason = "会場を変えて行った" }

"""
REPOST = '[[item]]\nid = "again"\nrepost_of = "koho"\n\n'
OTHER = ITEM.replace("koho", "kocho")


def read(items: str, folder: str = "plans/2019", head: str = HEAD) -> Plan:
    head = head.replace('name = "暮らし"', 'name = "暮らし"\npublished = { items = 2, achieved = 1 }')
    reading = read_plan("2019", folder, {"plan.toml": head.encode(), "kurashi.toml": items.encode()})
    assert reading.plan is not None, reading.findings
    return reading.plan


def test_the_same_plan_in_another_folder_with_other_comments_is_equal() -> None:
    one = read(ITEM + REST + OTHER + REPOST)
    other = read("# 備考\n\n" + ITEM + REST + OTHER + REPOST, "/srv/plans/2019", f"# 表紙\n{HEAD}")
    assert one.source != other.source
    assert one == other


def test_an_item_moved_within_its_file_is_equal_and_so_is_all_in_it() -> None:
    one, other = read(ITEM + REST + OTHER + REPOST), read(REPOST + OTHER + ITEM + REST)
    assert one != other  # the order of the rows is said too
    before, after = ({row.id: row for row in plan.rows} for plan in (one, other))
    assert before == after
    assert before["koho"].source != after["koho"].source
    item, moved = before["koho"], after["koho"]
    assert isinstance(item, Item)
    assert isinstance(moved, Item)
    for was, now in (
        (item.indicators, moved.indicators),
        (item.results, moved.results),
        (item.milestones, moved.milestones),
        ((before["again"],), (after["again"],)),
    ):
        assert was[0].source != now[0].source
        assert set(was) == set(now)
        assert not was != now  # noqa: SIM202 - a tuple has an inequality of its own


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("target = 12", "target = 13"),
        ("actual = 11", 'actual = "集計中"'),
        ('plan = "募集"', 'plan = "公募"'),
        ("done = true", "done = false\nreason = '台風'"),
        ("会場を変えて", "日程を変えて"),
        ("制度の廃止", "国への移管"),
    ],
)
def test_what_says_something_else_is_not_equal(was: str, now: str) -> None:
    (one,), (other,) = read(ITEM + REST).rows, read(ITEM + REST.replace(was, now)).rows
    assert one != other
