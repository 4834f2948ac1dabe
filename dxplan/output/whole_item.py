"""All of one item: on one screen, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.handouts.handout import Cell, Column, Kind
from dxplan.handouts.own import own_lines
from dxplan.handouts.wording import (
    actual_text,
    correction_lines,
    figure_text,
    outlook_text,
    rate_text,
    target_text,
)
from dxplan.judging.indicators import Standing
from dxplan.model.ledger import State
from dxplan.model.own import Owner
from dxplan.output.contracts import (
    CONTRACT,
    INTEGER,
    TEXT,
    Shape,
    document,
    one_of,
    optional,
    record,
    several,
)
from dxplan.output.histories import STEP, step_json, told_by, when
from dxplan.output.machine.judged import JUDGED_ROW, judged_row
from dxplan.output.machine.listed import LISTED, listed
from dxplan.output.machine.values import FIELDS, fields
from dxplan.values.absence import NOTHING
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import handout_year, long_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from dxplan.collecting.progress import ItemProgress, SectionProgress
    from dxplan.comparing.history import Step
    from dxplan.handouts.report import Report, ReportRow
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Plan
    from dxplan.output.tables import Shown


#: Versions whose changes are shown.
_VERSIONS: Final = 5


class Year(NamedTuple):
    """The item as it is judged in a fiscal year, by the plan of that year."""

    plan: Plan
    assessment: Assessment


class Course(NamedTuple):
    """What versions changed of the item, the oldest first, as far as they were read: since a day, "" if all were."""

    steps: tuple[Step, ...]
    since: str


class WholeItem(NamedTuple):
    """A row of a report with all that is known of it elsewhere.

    ``years`` are the other years in which it stands, oldest first: those of a plan of several, or last year's plan.
    ``forms`` are the sections that are asked about it, each with how far it has come. ``place`` is where it is written,
    ``history`` what git remembers, None where it does not know the plan.
    """

    report: Report
    row: ReportRow
    years: tuple[Year, ...]
    forms: tuple[tuple[SectionProgress, ItemProgress], ...]
    place: str
    history: Course | None

    @property
    def last_year(self) -> Year | None:
        """The year before."""
        before = self.report.plan.fiscal_year - 1
        return next((year for year in self.years if year.plan.fiscal_year == before), None)


def print_item(item: WholeItem, marks: Mapping[str, str]) -> None:
    """Print an item: what it is, how it stands and why, its indicators by year, its form, last year."""
    from dxplan.output.screens import marker, painter
    from dxplan.output.tables import print_table
    from dxplan.output.terminal import console, print_fact, print_sentence

    out, row, plan = console(), item.row, item.report.plan
    paint, marked = painter(plan.scheme), marker(out, marks)
    number = f"{row.label} " if row.assessment.number is not None else ""
    print_sentence(out, f"{number}{row.name}  [{row.id}]", "bold")
    print_sentence(out, f"{plan.title}（{item.report.year}）")
    out.print()
    print_fact(out, "判定", _verdict(row, marked(row.verdict)), f"bold {paint(row.verdict.badge)}")
    for name, text in _facts(item):
        if text:
            print_fact(out, name, text)
    if row.judged:
        several = len({year for year, _, _ in _years(item)}) > 1
        columns = (
            Column(heading="指標", width=40),
            *([Column(heading="年度", kind=Kind.WORD)] if several else []),
            Column(heading="目標", kind=Kind.FIGURE),
            Column(heading="実績", kind=Kind.FIGURE),
            Column(heading="達成率", kind=Kind.FIGURE),
            Column(heading="達成状況", kind=Kind.WORD),
        )
        rate = any(judged.rate is not None for _, _, judged in _years(item))
        columns = tuple(column for column in columns if rate or column.heading != "達成率")
        print_table(out, columns, list(_indicator_rows(item, several=several, rate=rate)), paint)
    if lines := list(_history_lines(item)):
        if not row.judged:
            out.print()
        print_fact(out, "履歴", "\n".join(lines))


def _verdict(row: ReportRow, word: str) -> str:
    return word if row.achievement == row.verdict.label else f"{word}\n{row.achievement}"


def _facts(item: WholeItem) -> Iterator[tuple[str, str]]:
    """Yield what is said of an item, each with its name; "" of what nothing is said."""
    row, plan = item.row, item.report.plan
    result, found = row.result, row.assessment
    if row.override:
        yield "判定の変更", f"数字では {found.computed.label}。理由: {row.override.reason}"
    if found.waiting:
        yield "判定の変更", f"{found.waiting.verdict.label}。実績が記録されるまで数えない。"
    yield "対象外など", found.outside
    yield "中間評価", row.midterm
    yield "期末見込み", row.outlook
    if row.repost:
        yield "再掲", f"元の項目は {row.repost.of}。内容は元の項目から。"
    yield plan.direction_word[-4:], " > ".join(each.name for each in found.path)
    yield "担当", "\n".join(map(str, row.item.departments))
    yield "新規", row.mark
    yield "概要", row.overview
    yield "目標", row.item.goal
    yield "実績", result.report if result else ""
    yield "理由", row.reason
    yield "訂正", "\n".join(correction_lines(plan.corrections, row.item.id))
    if result and result.wording != row.achievement:
        yield "達成度の文", result.wording
    for judged in row.judged:
        if judged.indicator.provisional:
            yield "速報値", f"{judged.indicator.name}: {judged.indicator.provisional}"
    for each in row.item.milestones:
        state = f"［{each.state.value}］" if each.state else ""
        yield each.label, "\n→ ".join(filter(None, (each.plan, f"{each.progress}{state}")))
    of_item = [field for field in plan.own_fields if field.on is Owner.ITEM]
    yield "計画の欄", "\n".join(own_lines(of_item, row.item.own, plan.fiscal_year))
    if last := item.last_year:
        said = last.assessment.result.report if last.assessment.result else ""
        verdict = last.assessment.verdict.label
        yield "前年度", "\n".join(filter(None, (f"{verdict}（{long_year(last.plan.fiscal_year)}）", said)))
    yield "調査票", "\n".join(line for form in item.forms for line in _form_lines(*form))
    yield "場所", item.place


def _form_lines(section: SectionProgress, of_item: ItemProgress) -> Iterator[str]:
    """Yield how far a section has come with the item: the days, the state, what is missing and asked back."""
    days = []
    if section.sent:
        days.append(f"{_day(section.sent.sent)}に出した")
        days += [f"締切 {_day(section.sent.due)}"] if section.sent.due else []
    if section.returned:
        days.append(f"{_day(section.returned)}に返った")
    yield f"{section.section}: {of_item.state.value}（{'、'.join(days) or '出していない'}）"
    if of_item.cells:
        yield f"　まだ: {'、'.join(of_item.cells)}"
    for query in of_item.queries:
        yield f"　照会（{_day(query.asked)}）: {query.cell} {query.text}"


def _history_lines(item: WholeItem) -> Iterator[str]:
    """Yield what the last versions changed, the latest first, and where the rest is told."""
    if item.history is None:
        return
    steps, since = item.history
    for step in steps[: -_VERSIONS - 1 : -1]:
        yield when(step.version)
        for line in ("項目の追加",) if step.there else told_by(step):
            yield f"　{line}"
    if not steps and since:
        yield f"{since} から変わっていない"
    if since or len(steps) > _VERSIONS:
        yield f"これより前は dxplan history {item.row.id} {item.place.rpartition('/')[0]}"


def _day(day: date) -> str:
    return f"{day.month}/{day.day}"


def _years(item: WholeItem) -> list[tuple[int, Plan, Judged]]:
    """Return every indicator of the item in every year that says something of it, year after year."""
    now = item.report.plan
    known = [*item.years, Year(now, item.row.assessment)]
    keys = {_key(judged): number for number, judged in enumerate(item.row.judged)}
    found = [
        (year.plan.fiscal_year, year.plan, judged)
        for year in known
        for judged in year.assessment.judged
        if _key(judged) in keys
        and (
            year.plan is now
            or judged.indicator.target(year.plan.fiscal_year)
            or judged.indicator.actual(year.plan.fiscal_year) is not None
        )
    ]
    return sorted(found, key=lambda each: (keys[_key(each[2])], each[0]))


def _key(judged: Judged) -> tuple[str, str]:
    """Return what makes an indicator the same in another year's plan."""
    indicator = judged.indicator
    return (indicator.id, indicator.part) if indicator.id else ("", indicator.name)


def _indicator_rows(item: WholeItem, *, several: bool, rate: bool) -> Iterator[Any]:
    from dxplan.output.tables import Piece, ScreenRow

    plan, last = item.report.plan, None
    of_indicators = [field for field in plan.own_fields if field.on is Owner.INDICATOR]
    for year, of, judged in _years(item):
        indicator = judged.indicator
        first, last = last != _key(judged), _key(judged)
        notes = list(_notes(judged)) if first else []
        if year == plan.fiscal_year:
            notes += own_lines(of_indicators, indicator.own, year)
        name = indicator.name if first else ""
        coming = year > plan.fiscal_year and judged.actual is None
        standing = judged.verdict.label if judged.verdict and of.scheme.measures else judged.standing.value
        cells: tuple[Shown, ...] = (
            (Piece(name), Piece("".join(f"\n　{note}" for note in notes), "dim")),
            *([handout_year(year)] if several else []),
            target_text(judged) or NOTHING,
            actual_text(judged, of.rate) or NOTHING,
            *([rate_text(judged.rate, of.scheme) if judged.rate is not None else ""] if rate else []),
            Cell("" if coming else standing, badge=judged.verdict.badge if judged.verdict else None),
        )
        yield ScreenRow(cells)


def _notes(judged: Judged) -> Iterator[str]:
    """Yield what is to be known of an indicator whatever the year."""
    indicator = judged.indicator
    if indicator.baseline:
        yield f"基準値 {figure_text(indicator.baseline, indicator.unit)}"
    if judged.target and not indicator.target(indicator.due):
        yield f"目標年度 {handout_year(indicator.due)}"
    if judged.standing is Standing.REFERENCE:
        yield "参考（判定しない）"
    if indicator.cited:
        yield indicator.cited
    for year, expected in indicator.outlooks:
        yield f"期末見込み（{handout_year(year)}） {outlook_text(indicator, expected)}"


def item_json(item: WholeItem) -> dict[str, Any]:
    """Return ``show --json``."""
    row, plan, last = item.row, item.report.plan, item.last_year
    result = row.result
    return {
        "contract": CONTRACT,
        "plan": plan.name,
        "fiscal_year": plan.fiscal_year,
        "fields": fields(plan),
        "path": item.place.rpartition(":")[0],
        "line": int(item.place.rpartition(":")[2]),
        "texts": {
            "overview": row.overview,
            "goal": row.item.goal,
            "report": result.report if result else "",
            "reason": result.reason if result else "",
            "wording": result.wording if result else "",
        },
        "item": listed(plan, row.assessment),
        "judgement": judged_row(row, plan),
        "provisional": [
            {"indicator": judged.indicator.name, "reason": judged.indicator.provisional}
            for judged in row.judged
            if judged.indicator.provisional is not None
        ],
        "last_year": _last_year(last) if last else None,
        "forms": [_form(*form) for form in item.forms],
        "history": None
        if item.history is None
        else {
            "since": item.history.since or None,
            "steps": [step_json(step) for step in item.history.steps],
        },
    }


def _last_year(last: Year) -> dict[str, Any]:
    found = last.assessment
    return {
        "plan": last.plan.name,
        "fiscal_year": last.plan.fiscal_year,
        "verdict": found.verdict.label,
        "report": found.result.report if found.result else "",
        "indicators": [
            {
                "name": judged.indicator.name,
                "target": target_text(judged) or None,
                "actual": actual_text(judged, last.plan.rate) or None,
                "standing": judged.standing.value,
            }
            for judged in found.judged
        ],
    }


def _form(section: SectionProgress, of_item: ItemProgress) -> dict[str, Any]:
    sent = section.sent
    return {
        "section": section.section,
        "sent": sent.sent.isoformat() if sent else None,
        "due": sent.due.isoformat() if sent and sent.due else None,
        "returned": section.returned.isoformat() if section.returned else None,
        "state": of_item.state.value,
        "missing": list(of_item.cells),
        "queries": [
            {"cell": query.cell, "text": query.text, "asked": query.asked.isoformat()}
            for query in of_item.queries
        ],
    }


SHOWN: Final[Shape] = document(
    "dxplan show --json",
    plan=TEXT,
    fiscal_year=INTEGER,
    fields=FIELDS,
    path=TEXT,
    line=INTEGER,
    texts=record(overview=TEXT, goal=TEXT, report=TEXT, reason=TEXT, wording=TEXT),
    item={"$ref": "#/$defs/item"},
    judgement={"$ref": "#/$defs/judgement"},
    provisional=several(record(indicator=TEXT, reason=TEXT)),
    last_year=optional(
        record(
            plan=TEXT,
            fiscal_year=INTEGER,
            verdict=TEXT,
            report=TEXT,
            indicators=several(
                record(
                    name=TEXT,
                    target=optional(TEXT),
                    actual=optional(TEXT),
                    standing=one_of(*(standing.value for standing in Standing)),
                )
            ),
        )
    ),
    forms=several(
        record(
            section=TEXT,
            sent=optional(TEXT),
            due=optional(TEXT),
            returned=optional(TEXT),
            state=one_of(*(state.value for state in State)),
            missing=several(TEXT),
            queries=several(record(cell=TEXT, text=TEXT, asked=TEXT)),
        )
    ),
    history=optional(record(since=optional(TEXT), steps=several({"$ref": "#/$defs/step"}))),
) | {"$defs": {"item": LISTED, "judgement": JUDGED_ROW, "step": STEP}}
