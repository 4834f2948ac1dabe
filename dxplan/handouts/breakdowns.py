"""The tables at the end of a handout: counts and shares by verdict, by 部局, by 新規/継続."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import Cell, Column, Kind, Row, RowRole, Table
from dxplan.handouts.own import totals_of
from dxplan.handouts.report import heading_anchor
from dxplan.handouts.wording import BESIDE, COUNTED, UNITS
from dxplan.judging.counts import other_unit
from dxplan.model.scheme import OUTSIDE
from dxplan.values.absence import NOTHING
from dxplan.values.rounding import NO_RATE, in_percent, percentage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dxplan.handouts.handout import Content
    from dxplan.handouts.report import Report
    from dxplan.judging.counts import Breakdown, Count
    from dxplan.model import RateRule
    from dxplan.model.scheme import Verdict


_LABEL_WIDTH: Final = 40
#: Half-width letters of a sum with the number of what is still to come: ``1,234,567（未記入12）``.
_LONGEST_SUM: Final = 24


def shown_verdicts(report: Report) -> tuple[Verdict, ...]:
    """Return the verdicts that tables have a column for: those of the scheme, and others that occur; none of counts alone."""
    if report.bare:
        return ()
    beside = (v for v in BESIDE if any(line.number(v) for line in (*report.by_direction, report.total)))
    scheme = report.plan.scheme
    return (*scheme.words(scheme.unit), *beside)


def shares(breakdown: Breakdown, shown: Iterable[Verdict], rule: RateRule) -> tuple[str, ...]:
    """Return the share of each verdict in percent, each rounded for itself: together they may print as 100.1.

    対象外 and 未判定 stand outside, as they do in the rate; "－" where nobody knows, or where nothing is counted.
    """
    items = breakdown.counts.printed.items
    return tuple(
        NOTHING
        if verdict in OUTSIDE or (number := breakdown.number(verdict)) is None
        else percentage(number, items, digits=rule.digits, rounding=rule.rounding)
        for verdict in shown
    )


def shares_note(lines: Iterable[Sequence[str]], rule: RateRule) -> str:
    """Return the note that explains shares of which a line does not add up to 100 as printed; "" if all do."""
    sums = [sum(Decimal(share) for share in line if share != NOTHING) for line in lines]
    if all(total in (0, 100) for total in sums):
        return ""
    return f"※{rule.rounding.label}のため、合計は100%にならないことがある"


def breakdowns(report: Report) -> list[Table]:
    """Return the tables: by verdict with the shares, gross and net where there are 再掲, by 新規/継続, by 部局.

    The longest stands last: the short ones before it have room on one page. Of a year of counts alone there are only
    those by direction.
    """
    shown, other = shown_verdicts(report), other_rate(report)
    headings = (*counted_headings(report), *filter(None, [other]), *(verdict.label for verdict in shown))

    def row(breakdown: Breakdown) -> Row:
        counts = breakdown.counts
        beside = [rate_cell(counts.beside)] if other else []
        numbers = (NOTHING if (number := breakdown.number(v)) is None else number for v in shown)
        cells = (_indented(breakdown), *_cells(counts.printed), *beside, *numbers)
        return Row(cells, RowRole.TOTAL if breakdown is report.total else RowRole.PLAIN, breakdown.level)

    total = row(report.total)
    by_verdict = _by_verdict(report, headings, [row(each) for each in report.by_direction], total)
    if report.bare:
        return [by_verdict._replace(title=f"{report.plan.direction_word}別"), *_own_totals(report)]
    return [
        by_verdict,
        *by_axis(report),
        _shares_by_verdict(report, shown),
        *_gross_and_net(report),
        *_items_and_indicators(report),
        _table("新規・継続別", ("区分", *headings), [*map(row, report.by_novelty), total]),
        *_own_totals(report),
        _by_bureau(report, [*map(row, report.by_bureau)], row, headings),
    ]


def _by_verdict(report: Report, headings: Sequence[str], lines: Sequence[Row], total: Row) -> Table:
    """Return the table by direction, with the verdict of each as a whole where the plan gives one."""
    word = report.plan.direction_word
    if not any(line.whole for line in report.by_direction):
        return _table("判定別", (word, *headings), [*lines, total])
    rows = [
        line._replace(cells=(*line.cells, whole_cell(found)))
        for line, found in zip((*lines, total), (*report.by_direction, report.total), strict=True)
    ]
    table = _table("判定別", (word, *headings), rows)
    whole = Column(heading=f"{word}の\n判定", full=f"{word}の判定", kind=Kind.WORD)
    return table._replace(columns=(*table.columns, whole))


def by_axis(report: Report) -> Iterator[Table]:
    """Yield the tally of each axis by direction, where items are judged on two."""
    lines = (*report.by_direction, report.total)
    for at, total in enumerate(report.total.counts.axes):
        shown = [n for n, (verdict, number) in enumerate(total.numbers) if number or verdict not in BESIDE]
        rows = (
            Row(
                (_indented(line), *(line.counts.axes[at].numbers[n][1] for n in shown)),
                RowRole.TOTAL if line is report.total else RowRole.PLAIN,
                line.level,
            )
            for line in lines
        )
        headings = (report.plan.direction_word, *(total.numbers[n][0].label for n in shown))
        yield _table(f"{total.name}別", headings, rows)


def whole_cell(line: Breakdown) -> Cell:
    """Return the cell with the verdict of a whole direction; of the whole plan there is none."""
    return Cell(line.whole.verdict.label, badge=line.whole.verdict.badge) if line.whole else Cell("")


def _own_totals(report: Report) -> list[Table]:
    """Return the table of what the plan's own fields add up to; none where none is summed."""
    lines = totals_of(report)
    if not lines:
        return []
    headings = [total.field.titled for total in lines[0][2]]
    rows = [
        Row(
            ("　" * (level - 1) + heading, *(Cell(total.value, total.figure) for total in totals)),
            RowRole.PLAIN if level else RowRole.TOTAL,
            level or 1,
        )
        for heading, level, totals in lines
    ]
    missing = any(total.missing for *_, totals in lines for total in totals)
    reposts = any(row.repost for row in report.rows)
    notes = [
        *(["再掲は元の項目で一度だけ足した。"] if reposts else []),
        *(["「未記入」は、まだ値のない事業の数。"] if missing else []),
    ]
    note = f"※{''.join(notes)}" if notes else ""
    table = _table("欄の合計", (report.plan.direction_word, *headings), rows, note)
    first, *sums = table.columns
    return [table._replace(columns=(first, *(column._replace(unbroken=_LONGEST_SUM) for column in sums)))]


def counted_headings(report: Report) -> tuple[str, str, str]:
    """Return the headings of what is counted, of what of it is achieved, and of the rate."""
    items, achieved, _ = COUNTED[report.plan.scheme.unit]
    return items, achieved, "割合"


def other_rate(report: Report) -> str:
    """Return what a column of the other rate is called, of indicators beside items; "" where nothing is counted so."""
    if not report.counts.beside.items or report.total.verdicts is None:
        return ""
    return f"{UNITS[other_unit(report.plan.scheme.unit)]}の割合"


def rate_cell(count: Count) -> Cell:
    """Return the cell of a rate: its number, and how it is printed."""
    return Cell(None if count.rate == NO_RATE else Decimal(count.rate), count.percent)


def _by_bureau(
    report: Report, lines: list[Row], row: Callable[[Breakdown], Row], headings: Sequence[str]
) -> Table:
    """Return the table by 部局, which adds up: to the total, or where some have two 部局 to more, which is said."""
    gross, note = report.by_bureau_sum, ""
    if gross.counts.printed != report.total.counts.printed:
        lines.append(row(gross)._replace(role=RowRole.TOTAL))
        note = "※二つ以上の部局が担当するものは、それぞれの部局で数えている。延べは部局ごとの数の合計、計は一つずつ数えた数"
    return _table("部局別", ("部局等", *headings), [*lines, row(report.total)], note)


def _items_and_indicators(report: Report) -> list[Table]:
    """Return the table of the two rates, of items and of indicators, side by side: they tell different stories."""
    lines, unit = (*report.by_direction, report.total), report.plan.scheme.unit
    if not other_rate(report):
        return []
    headings = [name for each in (unit, other_unit(unit)) for name in (*COUNTED[each][:2], "割合")]
    return [
        _table(
            "項目の割合と指標の割合",
            (report.plan.direction_word, *headings),
            (
                Row(
                    (
                        _indented(line),
                        *(
                            cell
                            for each in (line.counts.printed, line.counts.beside)
                            for cell in _cells(each)
                        ),
                    ),
                    RowRole.TOTAL if line is report.total else RowRole.PLAIN,
                    line.level,
                )
                for line in lines
            ),
        )
    ]


def _cells(found: Count) -> tuple[Content, ...]:
    return found.items, found.achieved, rate_cell(found)


def _table(title: str, headings: Sequence[str], rows: Iterable[Row], note: str = "") -> Table:
    first, *others = headings
    columns = (Column(heading=heading, kind=Kind.FIGURE) for heading in others)
    return Table(
        title=title,
        columns=(Column(heading=first, width=_LABEL_WIDTH), *columns),
        rows=tuple(rows),
        notes=(note,) if note else (),
    )


def _shares_by_verdict(report: Report, shown: Sequence[Verdict]) -> Table:
    counted = [verdict for verdict in shown if verdict not in OUTSIDE]
    parts = (*report.by_direction, report.total)
    found = [shares(part, counted, report.plan.rate) for part in parts]
    return _table(
        "判定別の構成比",
        (report.plan.direction_word, *(verdict.label for verdict in counted)),
        (
            Row(
                (_indented(part), *map(share_cell, line)),
                RowRole.TOTAL if part is report.total else RowRole.PLAIN,
                part.level,
            )
            for part, line in zip(parts, found, strict=True)
        ),
        shares_note(found, report.plan.rate),
    )


def share_cell(share: str) -> Cell:
    """Return the cell of a share as ``shares`` gives it."""
    return Cell(None if share == NOTHING else Decimal(share), in_percent(share))


def _gross_and_net(report: Report) -> list[Table]:
    """Return the table of 延べ and 実質 side by side: the headings that have 再掲, and the whole."""
    lines = [each for each in (*report.by_direction, report.total) if each.counts.gross != each.counts.net]
    if not lines:
        return []
    headings = [f"{kind} {name}" for kind in ("延べ", "実質") for name in counted_headings(report)]
    return [
        _table(
            "延べと実質（再掲を除く）",
            (report.plan.direction_word, "再掲", *headings),
            (
                Row(
                    (
                        _indented(line),
                        line.counts.gross.items - line.counts.net.items,
                        *(gross.items, gross.achieved, rate_cell(gross)),
                        *(net.items, net.achieved, rate_cell(net)),
                    ),
                    RowRole.TOTAL if line is report.total else RowRole.PLAIN,
                    line.level,
                )
                for line in lines
                for gross, net in ((line.counts.gross, line.counts.net),)
            ),
        )
    ]


def _indented(breakdown: Breakdown) -> Cell:
    to = heading_anchor(breakdown.heading) if breakdown.heading else ""
    return Cell("　" * (breakdown.level - 1) + breakdown.label, to=to)
