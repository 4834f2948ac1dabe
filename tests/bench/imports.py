"""How well published documents are imported, held against the plans that people have made of them by hand.

    python -m tests.bench.imports FOLDER

The folder holds the texts of the documents (``001_….txt``); the plans are those of this repository. Counted are the
rows and cells that arrive, the indicators (precision: how many of those written are right; recall: how many of those
made by hand are there), and every value that stands in another year than in the plan made by hand.
"""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dxplan.cells.pasted import read_pasted
from dxplan.checks.prose import same_unit
from dxplan.format.reading import read_plan
from dxplan.importing.drafting import draft_of
from dxplan.importing.listing import listing_of
from dxplan.importing.outcome import outcome_of
from dxplan.importing.tables import plain
from dxplan.importing.totals import totals_draft
from dxplan.model import Blank, Item, ItemKind
from dxplan.values.quantities import Quantity, Ratio

if TYPE_CHECKING:
    from dxplan.importing.outcome import Outcome
    from dxplan.model import Indicator, Plan

ROOT = Path(__file__).parent.parent.parent
#: The beginning of each document's name, and the plan made of it by hand.
DOCUMENTS = {"001": "2019", "000": "r4-r7-kpi", "004": "aomori"}


class Values(NamedTuple):
    """The figures of an indicator by year, each as a number; the base value has the year 0."""

    unit: str
    targets: dict[int, str]
    others: dict[int, str]
    name: str


def main(folder: Path) -> int:
    """Print the figures; 1 where a value stands in the wrong year."""
    wrong = 0
    for start, name in DOCUMENTS.items():
        source = next(folder.glob(f"{start}_*.txt"))
        by_hand = _plan(name)
        for accept in (False, True):
            began = time.perf_counter()
            outcome, lost, cells = _import(source, name, accept=accept)
            spent = time.perf_counter() - began
            (right, written, there), reached, misplaced = _compare(outcome.plan, by_hand)
            wrong += len(misplaced)
            say(
                f"{start} → plans/{name}{' --accept' if accept else ''}: "
                f"行 {outcome.draft.listing.rows}、項目 {len(_items(outcome.plan))}/{len(_items(by_hand))}、"
                f"セル {cells - len(lost)}/{cells}、指標 {right}/{written}（適合率 {_share(right, written)}）、"
                f"手で作った {there} のうち（再現率 {_share(right, there)}）、"
                f"実績値 {reached[0]}/{reached[1]}、年度の違う値 {len(misplaced)}、{spent:.2f} 秒"
            )
            for each in (*misplaced, *lost[:10]):
                say(f"    {each}")
    wrong += _totals(next(folder.glob("003_*.txt")))
    return 1 if wrong else 0


def _totals(source: Path) -> int:
    """Print how many published counts of three years arrive in their year; return how many do not."""
    right = there = 0
    for year in (2019, 2020, 2021):
        listing = listing_of(read_pasted(source.read_bytes()).sheets)
        draft = totals_draft(listing, stem=source.stem, year=year, known={})
        assert draft is not None
        plan = outcome_of(draft, str(year), str(year), accept=False).plan
        by_hand = _plan(str(year))
        of_plan, of_hand = (
            [each.published, *(direction.published for direction in each.directions)]
            for each in (plan, by_hand)
        )
        for one, other in zip(of_plan, of_hand, strict=True):
            there += 2
            right += one is not None and other is not None and one.items == other.items
            right += one is not None and other is not None and one.achieved == other.achieved
    say(f"003 → plans/2019, 2020, 2021: 公表の件数 {right}/{there}")
    return there - right


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "－"


def _plan(name: str) -> Plan:
    files = {path.name: path.read_bytes() for path in (ROOT / "plans" / name).glob("*.toml")}
    plan = read_plan(name, name, files).plan
    assert plan is not None
    return plan


def _import(source: Path, name: str, *, accept: bool) -> tuple[Outcome, list[str], int]:
    """Return what comes of a document, the cells of its rows that are nowhere in it, and how many there are."""
    book = read_pasted(source.read_bytes())
    listing = listing_of(book.sheets)
    draft = draft_of(listing, name=name, stem=source.stem, year=None)
    assert draft is not None
    outcome = outcome_of(draft, name, name, accept=accept)
    heads = "".join(f"{words}\n" for words in listing.columns)
    rest = (*(line.text for line in draft.published), *(text for _, text in listing.unread))
    whole = _folded("\n".join((*outcome.texts.values(), heads, *rest)))
    cells = [cell.content for row in book.sheets[0].rows.values() for cell in row.values()]
    lost = [text for text in cells if any(_folded(token) not in whole for token in _tokens(text))]
    return outcome, lost, len(cells)


def _tokens(text: str) -> list[str]:
    """Return the words of a cell, without the marks that a plan says otherwise: 再掲, 27事業, 参考事業."""
    bare = re.sub(r"[(（※]?再掲(?:[)）]|[:：]No[0-9]+)?|[(（](?:[0-9]+|参考)事業[)）]", " ", plain(text))
    return re.sub(r"(?<=課)(?=\S+課)", " ", bare).split()


def _folded(text: str) -> str:
    return re.sub(r"[\s,\\\"・]", "", unicodedata.normalize("NFKC", text))


def _items(plan: Plan) -> list[Item]:
    """Return the projects of a plan in their order."""
    return [
        entry
        for entry in plan.rows
        if isinstance(entry, Item) and entry.kind in (ItemKind.PROJECT, ItemKind.REFERENCE)
    ]


def _compare(plan: Plan, by_hand: Plan) -> tuple[tuple[int, int, int], tuple[int, int], list[str]]:
    """Return how many indicators are right, written and made by hand, the same of actuals, and what is in a wrong year."""
    right = written = there = 0
    reached = [0, 0]
    misplaced: list[str] = []
    for item, other in zip(_items(plan), _items(by_hand), strict=True):
        proposed = [_values(each) for each in item.indicators]
        made = [_values(each) for each in other.indicators]
        written, there = written + len(proposed), there + len(made)
        left = [*made]
        for each in proposed:
            match = next((one for one in left if _same(each, one)), None)
            if match:
                left.remove(match)
                right += 1
                told = {year: value for year, value in each.others.items() if year}
                reached[0] += sum(match.others.get(year) == value for year, value in told.items())
                reached[1] += len(told)
            elif "-v" in sys.argv:
                say(f"    余分か違う: {item.name} {each}")
            for kind in ("targets", "others"):
                for year, value in getattr(each, kind).items():
                    having = [one for one in made if value in getattr(one, kind).values()]
                    if having and not any(getattr(one, kind).get(year) == value for one in having):
                        misplaced.append(f"年度の違う値: {item.name} {each.name} {year} {value}")
        if "-v" in sys.argv:
            for one in left:
                say(f"    ない: {item.name} {one}")
    return (right, written, there), (reached[0], reached[1]), misplaced


def _same(each: Values, other: Values) -> bool:
    units = each.unit == other.unit or same_unit(each.unit, other.unit) or not each.targets
    if each.targets or other.targets:
        return units and each.targets == other.targets
    return units and each.others.get(0) == other.others.get(0)


def _values(indicator: Indicator) -> Values:
    targets = {year: _number(value) for year, value in indicator.targets if year}
    if len(targets) == 1:
        targets = dict.fromkeys((indicator.due,), *targets.values())
    targets |= {year: "" for year, blank in indicator.blanks if year and blank is Blank.UNDECIDED}
    others = {year: _number(value) for year, value in indicator.actuals}
    if indicator.baseline is not None:
        others[0] = _number(indicator.baseline)
    return Values(indicator.unit, targets, others, indicator.name)


def _number(value: object) -> str:
    if isinstance(value, Quantity):
        return f"{value.value.normalize():f} {value.form.value}"
    if isinstance(value, Ratio):
        return f"{value.numerator}/{value.denominator}"
    return str(value)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
