"""The tables at the end of a handout: counts and shares by verdict, by 部局, by 新規/継続."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from dxplan.handouts.wording import BESIDE, COUNTED
from dxplan.model.scheme import EXCLUDED
from dxplan.values.rounding import in_percent, percentage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dxplan.handouts.report import Report
    from dxplan.judging.counts import Breakdown
    from dxplan.model import RateRule
    from dxplan.model.scheme import Verdict


class Table(NamedTuple):
    """A table: heading, column headings, lines of a label and numbers, a note under it ("" for none)."""

    heading: str
    columns: tuple[str, ...]
    lines: list[tuple[str | int, ...]]
    note: str = ""


def shown_verdicts(report: Report) -> tuple[Verdict, ...]:
    """Return the verdicts that tables have a column for: those of the scheme, and others that occur."""
    beside = (v for v in BESIDE if any(line.number(v) for line in (*report.by_direction, report.total)))
    return (*report.plan.scheme.verdicts, *beside)


def shares(breakdown: Breakdown, shown: Iterable[Verdict], rule: RateRule) -> tuple[str, ...]:
    """Return the share of each verdict in percent, each rounded for itself: together they may print as 100.1.

    対象外 stands outside, as it does in the rate; "－" where nobody knows, or where nothing is counted.
    """
    items = breakdown.counts.printed.items
    return tuple(
        "－"
        if verdict == EXCLUDED or (number := breakdown.number(verdict)) is None
        else percentage(number, items, digits=rule.digits, rounding=rule.rounding)
        for verdict in shown
    )


def shares_note(lines: Iterable[Sequence[str]], rule: RateRule) -> str:
    """Return the note that explains shares of which a line does not add up to 100 as printed; "" if all do."""
    sums = [sum(Decimal(share) for share in line if share != "－") for line in lines]
    if all(total in (0, 100) for total in sums):
        return ""
    return f"※{rule.rounding.label}のため、合計は100%にならないことがある"


def breakdowns(report: Report) -> list[Table]:
    """Return the tables: by verdict with the shares, gross and net where there are 再掲, by 部局, by 新規/継続."""
    shown = shown_verdicts(report)
    items, achieved, _ = COUNTED[report.plan.scheme.count]
    columns = (items, achieved, "割合", *(verdict.label for verdict in shown))

    def line(breakdown: Breakdown) -> tuple[str | int, ...]:
        printed = breakdown.counts.printed
        numbers = ("－" if (number := breakdown.number(v)) is None else number for v in shown)
        return (_indented(breakdown), printed.items, printed.achieved, printed.percent, *numbers)

    by_direction, total = [line(each) for each in report.by_direction], line(report.total)
    by_verdict = Table("判定別", ("施策の展開方向", *columns), [*by_direction, total])
    if not report.rows:
        return [by_verdict]
    return [
        by_verdict,
        _shares_by_verdict(report, shown),
        *_gross_and_net(report),
        Table("部局別", ("部局等", *columns), [*map(line, report.by_bureau)]),
        Table("新規・継続別", ("区分", *columns), [*map(line, report.by_novelty), total]),
    ]


def _shares_by_verdict(report: Report, shown: Sequence[Verdict]) -> Table:
    counted = [verdict for verdict in shown if verdict != EXCLUDED]
    parts = (*report.by_direction, report.total)
    found = [shares(part, counted, report.plan.rate) for part in parts]
    return Table(
        "判定別の構成比",
        ("施策の展開方向", *(verdict.label for verdict in counted)),
        [(_indented(part), *map(in_percent, line)) for part, line in zip(parts, found, strict=True)],
        shares_note(found, report.plan.rate),
    )


def _gross_and_net(report: Report) -> list[Table]:
    """Return the table of 延べ and 実質 side by side: the headings that have 再掲, and the whole."""
    lines = [each for each in (*report.by_direction, report.total) if each.counts.gross != each.counts.net]
    if not lines:
        return []
    items, achieved, _ = COUNTED[report.plan.scheme.count]
    columns = [f"{kind} {name}" for kind in ("延べ", "実質") for name in (items, achieved, "割合")]
    return [
        Table(
            "延べと実質（再掲を除く）",
            ("施策の展開方向", "再掲", *columns),
            [
                (
                    _indented(line),
                    line.counts.gross.items - line.counts.net.items,
                    *(gross.items, gross.achieved, gross.percent),
                    *(net.items, net.achieved, net.percent),
                )
                for line in lines
                for gross, net in ((line.counts.gross, line.counts.net),)
            ],
        )
    ]


def _indented(breakdown: Breakdown) -> str:
    return "　" * (breakdown.level - 1) + breakdown.label
