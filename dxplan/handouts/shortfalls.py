"""未達一覧: what was not achieved and why, and every row of which more must be known than its verdict.

A committee reads it behind the first page; each row says where it stands, so that it is found again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.first_page import SHORTFALLS as NAME
from dxplan.handouts.handout import (
    Cell,
    Column,
    Kind,
    Layout,
    Role,
    Row,
    Sheet,
    Table,
    Text,
    Wide,
    WideRole,
)
from dxplan.handouts.report import traits_of
from dxplan.handouts.wording import actual_text, target_text
from dxplan.judging.indicators import Standing
from dxplan.model import ItemKind, Pending
from dxplan.model.scheme import OUTSIDE, UNRECORDED, Tone, Unit
from dxplan.values.absence import NOTHING
from dxplan.values.characters import in_short
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.handouts.report import Report, ReportRow
    from dxplan.judging.indicators import Judged

_COLUMNS: Final = (
    Column(heading="番号", kind=Kind.NUMBER, width=7),
    Column(heading="施策（事業）名称", width=30),
    Column(heading="判定", kind=Kind.WORD, width=13),
    Column(heading="目標 → 実績", width=40),
    Column(heading="理由", width=42),
    Column(heading="部局等名\n担当課", width=18),
)


class Shortfall(NamedTuple):
    """A row with what is to be known of it: ``figures`` are lines of target → actual."""

    row: ReportRow
    figures: str
    reason: str


class Shortfalls(NamedTuple):
    """Rows of one kind under their heading, such as 未達（15件）."""

    heading: str
    rows: tuple[Shortfall, ...]


def find_shortfalls(report: Report) -> tuple[Shortfalls, ...]:
    """Return the rows that are not achieved, overruled, provisional, out of the count or not recorded.

    A 再掲 is among those not achieved where the plan counts it, so that their number is that of the totals; elsewhere
    its original says all. As long as nothing at all is recorded, nothing is missing either.
    """
    once = [row for row in report.rows if row.item.kind is ItemKind.PROJECT and not row.repost]
    words = [verdict.label for verdict in report.plan.scheme.words(Unit.ITEM) if verdict.tone is Tone.BAD]
    kinds = (
        ("・".join(words), missed(report)),
        ("人が判定を変えた項目", [*_overruled(report)]),
        ("速報値・集計中の実績", [*_provisional(report, once)]),
        *(
            (
                verdict.label,
                [Shortfall(row, "", row.assessment.outside) for row in once if row.verdict == verdict],
            )
            for verdict in OUTSIDE
        ),
        (UNRECORDED.label, [Shortfall(row, "", "") for row in report.unrecorded if report.begun]),
    )
    return tuple(Shortfalls(f"{name}（{len(found)}件）", tuple(found)) for name, found in kinds if found)


def missed(report: Report) -> list[Shortfall]:
    """Return the rows that are not achieved; a 再掲 is one of them where the plan counts it."""
    rows = (row for row in report.rows if row.item.kind is ItemKind.PROJECT)
    counted = (row for row in rows if report.plan.rate.count_reposts or not row.repost)
    return [
        Shortfall(row, _missed(report, row), _reason(row)) for row in counted if row.verdict.tone is Tone.BAD
    ]


def _reason(row: ReportRow) -> str:
    return row.reason or (row.override.reason if row.override else "")


def _figures(report: Report, judged: Iterable[Judged]) -> str:
    rule, year = report.plan.rate, report.plan.fiscal_year

    def wanted(j: Judged) -> str:
        later = not j.due_now and j.indicator.due != year
        until = f"（{handout_year(j.indicator.due)}年度まで）" if later else ""
        return f"{target_text(j)}{until}" if j.target else NOTHING

    return "\n".join(
        f"{j.indicator.name}：{wanted(j)} → {actual_text(j, rule) or UNRECORDED.label}" for j in judged
    )


def _missed(report: Report, row: ReportRow) -> str:
    missed = [j for j in row.judged if j.due_now and j.standing is Standing.MISSED]
    return _figures(report, missed) if missed else _came_to(report, row)


def _came_to(report: Report, row: ReportRow) -> str:
    """Return what was wanted and what came of it where no missed target says so: other figures, else words.

    Figures that were all reached say nothing of work that did not go as planned: words stand beside them.
    """
    figures = _figures(report, (j for j in row.judged if j.target and j.actual is not None))
    result = row.result
    if figures and not (result and result.done is False):
        return figures
    words = result.wording or result.report if result else ""
    goal = in_short(row.item.goal or row.overview)
    return "\n".join(filter(None, (figures, f"{goal}\n→ {in_short(words) or NOTHING}")))


def _overruled(report: Report) -> Iterator[Shortfall]:
    for row in report.overruled:
        due = [j for j in row.judged if j.due_now and j.standing in (Standing.MET, Standing.MISSED)]
        told = row.verdict.tone is Tone.BAD  # it stands above with all that it came to
        came_to = _figures(report, due) or ("" if told else _came_to(report, row))
        by = "数字による判定" if row.judged else "変える前の判定"
        lines = (f"{by}：{row.assessment.computed.label}", came_to)
        yield Shortfall(row, "\n".join(filter(None, lines)), row.override.reason if row.override else "")


def _provisional(report: Report, rows: Sequence[ReportRow]) -> Iterator[Shortfall]:
    for row in rows:
        found = [j for j in row.judged if j.indicator.provisional or j.actual is Pending.PENDING]
        if found:
            reasons = dict.fromkeys(
                f"速報値：{j.indicator.provisional}" for j in found if j.indicator.provisional
            )
            waiting = [Pending.PENDING.word] if any(j.actual is Pending.PENDING for j in found) else []
            yield Shortfall(row, _figures(report, found), "\n".join([*reasons, *waiting]))


def shortfalls_sheet(report: Report, found: Sequence[Shortfalls]) -> Sheet:
    """Return the sheet: one table, each kind of rows under its heading."""
    rows: list[Row | Wide] = []
    for kind in found:
        rows.append(Wide(WideRole.HEADING, kind.heading))
        for row, figures, reason in kind.rows:
            verdict = Cell(row.verdict.label, badge=row.verdict.badge)
            number = Cell(row.numbered, to=row.id if row.numbered else "")
            name = row.name if row.numbered else Cell(row.name, to=row.id)
            cells = (number, name, verdict, figures, reason, row.departments)
            rows.append(Row(cells, traits=traits_of(row, report)))
    return Sheet(
        name=NAME,
        anchor=NAME,
        heading=f"{NAME}（{report.year}）",
        layout=Layout.LIST,
        top=(Text(Role.HEADING, NAME),),
        parts=((Table(columns=_COLUMNS, rows=tuple(rows)),),),
    )
