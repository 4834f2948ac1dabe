"""What a committee is told on the first page: the rate, each direction's verdicts as a bar, what was not achieved and where.

The 実施結果 begins with it, the 概要 is made of it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.handouts.breakdowns import counted_headings, other_rate, rate_cell, shown_verdicts, whole_cell
from dxplan.handouts.handout import (
    Cell,
    Chart,
    Column,
    Drawing,
    Facts,
    Kind,
    Layout,
    Role,
    Row,
    RowRole,
    Sheet,
    Table,
    Text,
    width_of,
)
from dxplan.handouts.own import own_lines
from dxplan.handouts.report import RATE_LINE, direction_line, heading_anchor, summary_box
from dxplan.handouts.wording import BESIDE, COUNTED, correction_line
from dxplan.model.handouts import DEFAULT
from dxplan.model.scheme import OUTSIDE, UNRECORDED, Tone
from dxplan.values.absence import NOTHING
from dxplan.values.rounding import NO_RATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.handout import Block
    from dxplan.handouts.report import DirectionReport, Report
    from dxplan.judging.counts import Breakdown
    from dxplan.model import Plan
    from dxplan.model.own import OwnField
    from dxplan.model.scheme import Verdict

#: The anchor of the sheet 未達一覧, which tells all of what the sentences count.
SHORTFALLS: Final = "未達一覧"
#: Widths that fill a page at full size, whatever verdicts there are; the least ones of names and of figures.
_WIDTH, _LABEL_WIDTH, _FIGURE_WIDTH = 124, 36, 8


def summary(report: Report, own: Sequence[OwnField]) -> Sheet:
    """Return the sheet: the message, the comment, then the points, a direction never torn over two pages.

    ``own`` are the fields of directions that it shows.
    """
    plan = report.plan
    shown = [each for each in report.directions if each.has_line or each.direction.points]
    edition = plan.edition(DEFAULT[0])
    title = edition.title or f"{plan.title}の実施結果について"
    heading = Text(Role.HEADING, edition.points_heading or f"{plan.direction_word}ごとの結果のポイント")
    return Sheet(
        name="総括",
        layout=Layout.FLOW,
        top=(Text(Role.TITLE, title), Text(Role.OFFICE, plan.office)),
        parts=(
            (*message(report), *(Text(Role.PARAGRAPH, paragraph, "　") for paragraph in plan.comment)),
            *(
                ((heading,) if direction is shown[0] else ()) + tuple(_points(plan, direction, own))
                for direction in shown
            ),
        ),
    )


def message(report: Report) -> tuple[Block, ...]:
    """Return the box with the rate, the sentences below it, and the table by direction."""
    return (Facts(summary_box(report), large=RATE_LINE), *sentences(report), by_direction(report))


def sentences(report: Report) -> list[Text]:
    """Return what is to be known at once: what was not achieved and where, what is not recorded, how last year was.

    What was corrected of the counts stands there too: they have no row of their own that could say so.
    """
    scheme = report.plan.scheme
    verdicts = scheme.words(scheme.unit)
    bad = [verdict for verdict in verdicts if verdict.tone is Tone.BAD]
    kinds = (("・".join(verdict.label for verdict in bad), bad), (UNRECORDED.label, [UNRECORDED]))
    axes = [(f"{tally.name}：{tally.words}", "") for tally in report.counts.axes if tally.words]
    found = [(_where(report, name, wanted), SHORTFALLS) for name, wanted in kinds]
    names = {heading.id: heading.name for heading in report.headings}
    corrected = [
        (correction_line(each, names.get(each.direction, "全体")), "")
        for each in report.plan.corrections
        if not each.item
    ]
    told = (*axes, *found, (_since_last_year(report), ""), (report.bare, ""), *corrected)
    return [Text(Role.PARAGRAPH, sentence, "　", to=to) for sentence, to in told if sentence]


def _where(report: Report, name: str, wanted: list[Verdict]) -> str:
    """Return ``未達 15件（1 復興の推進 3件、…）``; "" where there is none or nobody knows."""
    total = _number(report.total, wanted)
    if not total:
        return ""
    tops = [line for line in report.by_direction if line.level == 1]
    places = "、".join(f"{line.label} {number}件" for line in tops if (number := _number(line, wanted)))
    return f"{name} {total}件（{places}）"


def _number(line: Breakdown, wanted: list[Verdict]) -> int:
    return sum(line.number(verdict) or 0 for verdict in wanted)


def _since_last_year(report: Report) -> str:
    """Return ``前年度（平成30年度）は84.0%（89／106）。2.1ポイント上がった。``; "" where there is nothing to compare."""
    last, now = report.last, report.counts.printed
    begun = report.begun or bool(report.bare)  # of counts alone it is known that they are there
    if last is None or not begun or NO_RATE in (now.rate, last.counts.printed.rate):
        return ""
    before = last.counts.printed
    rose = Decimal(now.rate) - Decimal(before.rate)
    changed = f"{abs(rose)}ポイント{'上がった' if rose > 0 else '下がった'}" if rose else "変わらない"
    name = COUNTED[report.plan.scheme.unit][2]
    return f"{name}は、前年度（{last.year}）の{before.percent}（{before.achieved}／{before.items}）から{changed}。"


def by_direction(report: Report) -> Table:
    """Return the counts of each direction of the plan, its verdicts drawn as a bar where they are known."""
    verdicts = shown_verdicts(report)
    badges = (*report.plan.scheme.badges, *(verdict.badge for verdict in BESIDE))
    known_as = {badge.word: badge for badge in badges}
    names = {direction.id: direction.name for direction in report.directions}
    lines = [line for line in report.by_direction if line.level == 1]
    known = all(line.verdicts is not None for line in lines)
    judged = any(line.whole for line in lines)
    other = other_rate(report)
    columns = [
        *(Column(heading=heading, kind=Kind.FIGURE) for heading in counted_headings(report)),
        *([Column(heading=other, kind=Kind.FIGURE)] if other else []),
        *(
            Column(heading=verdict.label, kind=Kind.FIGURE, badge=known_as[verdict.label])
            for verdict in verdicts
        ),
        *([Column(heading="判定", kind=Kind.WORD)] if judged else []),
    ]
    words = [line.whole.verdict.label for line in lines if line.whole]
    needed = [
        max(_FIGURE_WIDTH, width_of(each.heading, *(words if each.kind is Kind.WORD else ())))
        for each in columns
    ]
    wide = sum(needed)
    fitted = min(max(wide, _WIDTH / 2), _WIDTH - _LABEL_WIDTH) / wide  # the box above has the same columns
    columns = [
        column._replace(width=round(width * fitted, 1)) for column, width in zip(columns, needed, strict=True)
    ]
    label_width = round(_WIDTH - sum(column.width for column in columns), 1)

    def row(line: Breakdown) -> Row:
        printed = line.counts.printed
        numbers = (NOTHING if (number := line.number(verdict)) is None else number for verdict in verdicts)
        whole = [whole_cell(line)] if judged else []
        label = Cell(line.label, to=heading_anchor(line.heading) if line.heading else "")
        beside = [rate_cell(line.counts.beside)] if other else []
        cells = (label, printed.items, printed.achieved, rate_cell(printed), *beside, *numbers, *whole)
        role = RowRole.TOTAL if line is report.total else RowRole.PLAIN
        return Row(cells, role, name=names.get(line.heading, ""))

    return Table(
        columns=(
            Column(heading=report.plan.direction_word, width=label_width),
            *columns,
        ),
        rows=(*map(row, lines), row(report.total)),
        chart=Chart(
            Drawing.SHARES,
            f"{report.plan.direction_word}ごとの判定",
            columns=tuple(
                at for at, verdict in enumerate(verdicts, 4 + bool(other)) if verdict not in OUTSIDE
            ),
            rows=tuple(range(len(lines))),
        )
        if known and lines
        else None,
    )


def _points(plan: Plan, direction: DirectionReport, own: Sequence[OwnField]) -> Iterator[Block]:
    yield Text(Role.HEADING, direction.titled, level=3, to=direction.anchor if direction.sections else "")
    if direction.has_line:
        yield Text(Role.PARAGRAPH, direction_line(direction))
    yield from (Text(Role.PARAGRAPH, point, "　・", point=True) for point in direction.direction.points)
    lines = own_lines(own, direction.direction.own, plan.fiscal_year)
    yield from (Text(Role.PARAGRAPH, line, "　") for line in lines)
