"""What was published stays what it was, or is corrected: any plan, any change of its figures, and what is said of it.

The plans are told in a model of their own, which knows what is printed of them without asking dxplan.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import tomli_w
from hypothesis import assume, given
from hypothesis import strategies as st

from dxplan.checks.engine import check_plan
from dxplan.format.reading import PlanText, read_plan
from dxplan.format.reading.publication import read_publication
from dxplan.format.writing import write_publication
from dxplan.handouts import corrections
from dxplan.handouts.handout import Row as TableRow
from dxplan.handouts.handout import Table
from dxplan.handouts.report import make_report
from dxplan.judging.items import judge_plan
from dxplan.versions.publishing import publication_of, with_published_counts
from tests.property.strategies import examples

if TYPE_CHECKING:
    from dxplan.model import Plan
    from dxplan.model.publications import Publication

#: item, indicator, direction and name of a figure.
Place = tuple[str, str, str, str]
FOLDER = "plans/2019"
FIRST, SECOND = date(2020, 6, 18), date(2020, 7, 10)
DIRECTIONS = {"ichi": "暮らし", "ni": "産業"}
FIGURES = ("基準値", "目標値", "実績値")
KEYS = dict(zip(FIGURES, ("baseline", "target", "actual"), strict=True))
COUNTS = ("実施事業項目", "目標達成項目", "割合")
OF_INDICATORS = "指標の割合"
#: What rates are called where they stand alone.
RATES = {"割合": "達成項目の割合", OF_INDICATORS: "達成した指標の割合"}
REASON = "二度数えていたため"


@dataclass(frozen=True)
class Row:
    """An item: where it stands, whether it was done, and of each indicator the figures by their names."""

    direction: str
    done: bool
    indicators: dict[str, dict[str, int]]

    @property
    def verdict(self) -> str:
        if self.indicators:
            met = all(each["実績値"] >= each["目標値"] for each in self.indicators.values())
            return "目標達成" if met and self.done else "未達"
        return "計画どおり実施" if self.done else "未達"


#: The items of a plan by their ids.
Rows = dict[str, Row]


def item(id_: str, row: Row) -> dict[str, Any]:
    made: dict[str, Any] = {"id": id_, "name": f"{id_}の事業", "departments": ["総務部 広報課"]}
    made["indicator"] = [
        {"name": name, "unit": "回"} | {KEYS[what]: number for what, number in figures.items()}
        for name, figures in row.indicators.items()
    ]
    made["result"] = {"done": row.done, "report": "開いた。"} | ({} if row.done else {"reason": "台風"})
    return made if row.indicators else {key: value for key, value in made.items() if key != "indicator"}


def files(rows: Rows, corrected: list[dict[str, str]], published: dict[str, Any]) -> dict[str, str]:
    """Return the files of a plan; ``published`` are the counts in them, by direction and "" for the whole."""

    def stated(id_: str) -> dict[str, Any]:
        return {"published": published[id_]} if published.get(id_) else {}

    head: dict[str, Any] = {"title": "計画", "office": "課", "fiscal_year": 2019, **stated("")}
    head["correction"] = corrected
    head["direction"] = [{"id": id_, "name": name, **stated(id_)} for id_, name in DIRECTIONS.items()]
    texts = {"plan.toml": tomli_w.dumps({key: value for key, value in head.items() if value != []})}
    for direction in DIRECTIONS:
        here = [item(id_, row) for id_, row in rows.items() if row.direction == direction]
        texts[f"{direction}.toml"] = tomli_w.dumps({"item": here}) if here else ""
    return texts


def counts(rows: Rows, verdicts: dict[str, str]) -> dict[Place, str]:
    """Return what is counted of each direction that has rows, and of the whole, by the verdicts of its items."""
    found = {}
    for direction in (*DIRECTIONS, ""):
        here = [verdicts[id_] for id_, row in rows.items() if direction in (row.direction, "")]
        if direction and not here:
            continue
        achieved = sum(verdict != "未達" for verdict in here)
        found["", "", direction, "実施事業項目"] = str(len(here))
        found["", "", direction, "目標達成項目"] = str(achieved)
        if here:
            found["", "", direction, "割合"] = percent(achieved, len(here))
        of_indicators = [
            each["実績値"] >= each["目標値"]
            for row in rows.values()
            for each in row.indicators.values()
            if direction in (row.direction, "")
        ]
        if of_indicators:
            found["", "", direction, OF_INDICATORS] = percent(sum(of_indicators), len(of_indicators))
    return found


def percent(part: int, whole: int) -> str:
    rate = (Decimal(100) * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return "100%" if part == whole else f"{rate}%"


def printed(rows: Rows) -> dict[Place, str]:
    """Return every figure of a plan as handouts print it."""
    found: dict[Place, str] = {}
    for id_, row in rows.items():
        for name, figures in row.indicators.items():
            found |= {(id_, name, "", what): f"{number:,}回" for what, number in figures.items()}
        found[id_, "", "", "判定"] = row.verdict
    return found | counts(rows, {id_: row.verdict for id_, row in rows.items()})


def changed(before: Rows, now: Rows) -> dict[Place, tuple[str, str]]:
    """Return the published figures that are others now, as they were and are."""
    old, new = printed(before), printed(now)
    return {place: (old[place], new.get(place, "なし")) for place in old if new.get(place) != old[place]}


def to_be_told(before: Rows, now: Rows) -> dict[Place, tuple[str, str]]:
    """Return those of them that are no consequence of the others.

    A verdict is one of its indicators' figures, counts are of verdicts: where the same items are counted at the same places.
    The rate of indicators is one of any figure of one.
    """
    found = changed(before, now)
    measured = {item for item, indicator, *_ in found if indicator}
    gone = before.keys() - now.keys()
    as_published = counts(now, {id_: before.get(id_, row).verdict for id_, row in now.items()})

    def follows(place: Place) -> bool:
        item, indicator, _, name = place
        if name == OF_INDICATORS:
            return bool(gone or measured)
        if name in COUNTS:
            return bool(gone) or as_published.get(place) == found[place][0]
        return not indicator and item in measured

    return {place: values for place, values in found.items() if not follows(place)}


def called(place: Place, rows: Rows) -> str:
    """Return what a message calls a figure."""
    item, indicator, direction, name = place
    if direction:
        return f"「{DIRECTIONS[direction]}」の{name}"
    if not item:
        return f"計画全体の{name}"
    of = f"「{indicator}」の" if indicator else ""
    return f"「{f'{item}の事業' if item in rows else item}」の{of}{name}"


_numbers = st.integers(1, 2000)
_figures = st.fixed_dictionaries({"目標値": _numbers, "実績値": _numbers}, optional={"基準値": _numbers})
_rows = st.builds(
    Row,
    direction=st.sampled_from([*DIRECTIONS]),
    done=st.booleans(),
    indicators=st.dictionaries(st.sampled_from(["研修", "講座", "広報"]), _figures, max_size=2),
)
_plans = st.lists(_rows, min_size=1, max_size=6).map(
    lambda rows: {f"koho-{number}": row for number, row in enumerate(rows)}
)


@st.composite
def changes(draw: st.DrawFn, rows: Rows) -> Rows:
    """Draw what becomes of a plan: figures, what was done, items and indicators that come, go or stand elsewhere."""
    now = copy.deepcopy(rows)
    for _ in range(draw(st.integers(1, 3))):
        id_ = draw(st.sampled_from([*now]))
        row = now[id_]
        match draw(st.sampled_from(["figure", "figure", "done", "indicator", "gone", "new", "moved"])):
            case "figure" if row.indicators:
                figures = row.indicators[draw(st.sampled_from([*row.indicators]))]
                figures[draw(st.sampled_from([*figures]))] = draw(_numbers)
            case "done":
                now[id_] = replace(row, done=not row.done)
            case "indicator" if row.indicators:
                del row.indicators[draw(st.sampled_from([*row.indicators]))]
            case "gone" if len(now) > 1:
                del now[id_]
            case "new":
                now[f"shinki-{len(now)}"] = draw(_rows)
            case "moved":
                now[id_] = replace(row, direction="ni" if row.direction == "ichi" else "ichi")
    return now


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[Rows, Rows]:
    before = draw(_plans)
    return before, draw(changes(before))


def read_texts(texts: dict[str, str]) -> PlanText:
    return read_plan("2019", FOLDER, {name: each.encode() for name, each in texts.items()})


def sound(text: PlanText) -> Plan:
    assert text.plan is not None, text.findings
    return text.plan


class Kept:
    """A plan that is published, changed and corrected: what ``validate`` finds, and the rows of its 正誤表."""

    def __init__(self, rows: Rows) -> None:
        self.publication: Publication | None = None
        self.published: dict[str, Any] = {}
        self.publish(rows, [], FIRST)

    def plan(self, rows: Rows, corrected: list[dict[str, str]]) -> Plan:
        return sound(self.read(rows, corrected))

    def read(self, rows: Rows, corrected: list[dict[str, str]]) -> PlanText:
        return read_texts(files(rows, corrected, self.published))

    def publish(self, rows: Rows, corrected: list[dict[str, str]], day: date) -> None:
        text, texts = self.read(rows, corrected), files(rows, corrected, self.published)
        plan = sound(text)
        judged = judge_plan(plan)
        made = write_publication(publication_of(plan, judged, day, {}))
        again, findings, _ = read_publication(f"published/{day}.toml", made.encode())
        assert again is not None, findings
        self.publication = again._replace(before=self.publication)
        counted = with_published_counts(text, plan, judged)
        plan = sound(
            read_texts({name: counted.get(f"{FOLDER}/{name}", each) for name, each in texts.items()})
        )
        stated = [(each.id, each.published) for each in plan.headings] + [("", plan.published)]
        self.published = {
            id_: {"items": each.items, "achieved": each.achieved}
            | ({"rate": each.rate} if each.rate else {})
            | ({"beside_rate": each.beside_rate} if each.beside_rate else {})
            for id_, each in stated
            if each
        }

    def found(self, rows: Rows, corrected: list[dict[str, str]]) -> list[tuple[str, str]]:
        """Return code and message of what the checks of publications find."""
        plan = self.plan(rows, corrected)
        only = ("DX404", "DX492", "DX493")
        findings = check_plan(plan, judge_plan(plan), only=only, publication=self.publication)
        return [(each.code, each.message) for each in findings]

    def table(self, rows: Rows, corrected: list[dict[str, str]]) -> list[tuple[str, ...]]:
        """Return 箇所・誤・正・理由 of the 正誤表; without any it has no table."""
        plan = self.plan(rows, corrected)
        handout = corrections.make(make_report(plan, published=self.publication), "")
        ((block,),) = handout.sheets[0].parts
        lines = block.rows if isinstance(block, Table) else ()
        return [
            tuple(str(row.cells[at]) for at in (0, 1, 2, 4)) for row in lines if isinstance(row, TableRow)
        ]


def correction(place: Place, before: str, after: str) -> dict[str, str]:
    item, indicator, direction, name = place
    of = {"item": item, "indicator": indicator, "direction": direction}
    told = {"on": "2020-07-01", **{key: value for key, value in of.items() if value}}
    return told | {"figure": name, "before": before, "after": after, "reason": REASON}


def written(found: dict[Place, tuple[str, str]]) -> list[dict[str, str]]:
    return [correction(place, *values) for place, values in found.items()]


@examples(max_examples=60)
@given(versions=two_versions())
def test_every_figure_that_changed_is_named_and_no_other(versions: tuple[Rows, Rows]) -> None:
    before, now = versions
    kept = Kept(before)
    assert kept.found(before, []) == []
    assert kept.table(before, []) == []
    assert sorted(kept.found(now, [])) == sorted(
        ("DX492", f"{called(place, now)}は、令和2年6月18日に「{old}」と公表しましたが、いまは「{new}」です。")
        for place, (old, new) in to_be_told(before, now).items()
    )


@examples(max_examples=60)
@given(versions=two_versions())
def test_with_its_corrections_a_plan_is_right_and_the_table_has_all_that_changed(
    versions: tuple[Rows, Rows],
) -> None:
    before, now = versions
    kept, told = Kept(before), to_be_told(before, now)
    corrected = written(told)
    assert kept.found(now, corrected) == []
    table = kept.table(now, corrected)
    labels = {row.id: row.titled for row in make_report(kept.plan(now, corrected)).rows}
    wanted = sorted(
        (on_paper(place, labels), *values, REASON if place in told else "")
        for place, values in changed(before, now).items()
    )
    assert sorted((*cells, reason if reason == REASON else "") for *cells, reason in table) == wanted
    assert all(reason for *_, reason in table)

    kept.publish(now, corrected, SECOND)
    assert kept.found(now, corrected) == []
    assert kept.table(now, corrected) == table


def on_paper(place: Place, labels: dict[str, str]) -> str:
    """Return what the table calls a figure, by the numbers and names of the items that are there."""
    item, indicator, direction, name = place
    of = "全体"
    if item:
        of = labels.get(item, item)
    elif direction:
        of = f"{[*DIRECTIONS].index(direction) + 1} {DIRECTIONS[direction]}"
    return "　".join(filter(None, (of, indicator, RATES.get(name, name))))


@examples(max_examples=40)
@given(versions=two_versions(), data=st.data())
def test_a_correction_that_is_missing_wrong_or_of_nothing_is_told(
    versions: tuple[Rows, Rows], data: st.DataObject
) -> None:
    before, now = versions
    kept, told = Kept(before), to_be_told(before, now)
    assume(told)
    place = data.draw(st.sampled_from([*told]))
    old, new = told[place]
    others = written({each: values for each, values in told.items() if each != place})
    assert [code for code, _ in kept.found(now, others)] == ["DX492"]
    for wrong in (correction(place, f"{old}9", new), correction(place, old, f"{new}9")):
        assert [code for code, _ in kept.found(now, [*others, wrong])] == ["DX493"]
    same = data.draw(st.sampled_from(sorted(printed(now).items() & printed(before).items())))
    idle = correction(same[0], f"{same[1]}9", same[1])
    assert [code for code, _ in kept.found(now, [*written(told), idle])] == ["DX493"]
