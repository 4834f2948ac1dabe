"""Handout 実施結果: what became of every item of the year, direction by direction, with counts and rates.

Source: 福島県「アクションプラン2019の実施結果」.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.handouts.breakdowns import breakdowns
from dxplan.handouts.first_page import by_direction, sentences, summary
from dxplan.handouts.handout import (
    GAP,
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
    as_text,
    printed,
)
from dxplan.handouts.own import own_cell, own_column, own_lines, shown_fields
from dxplan.handouts.report import direction_line, handout_of, listed_line, summary_box, traits_of
from dxplan.handouts.shortfalls import find_shortfalls, shortfalls_sheet
from dxplan.handouts.wording import BESIDE
from dxplan.model.own import Owner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.handout import Handout
    from dxplan.handouts.report import DirectionReport, Report, ReportRow
    from dxplan.handouts.shortfalls import Shortfalls

NAME: Final = "実施結果"

_USUAL: Final = (
    Column(id="number", heading="整理\n番号", full="整理番号", kind=Kind.NUMBER),
    Column(id="mark", heading="新規", kind=Kind.WORD),
    Column(id="name", heading="施策（事業）名称", names=True),
    Column(id="overview", heading="取組概要"),
    Column(id="goal", heading="指標・目標"),
    Column(id="verdict", heading="判定", kind=Kind.MARK),
    Column(id="achievement", heading="目標の達成度"),
    Column(id="results", heading="{year}の取組実績・成果等"),
    Column(id="departments", heading="部局等名\n担当課"),
)
#: Columns that users may choose beside the usual ones; 未達一覧 shows them for the rows that have any.
_ON_CHOICE: Final = (
    Column(id="reason", heading="未達の理由"),
    Column(id="overruled", heading="判定を変えた理由"),
    Column(id="midterm", heading="中間評価"),
    Column(id="outlook", heading="期末見込み"),
)
#: Columns that say something of an item below its heading, in one document.
_TOLD: Final = (
    "mark", "overview", "goal", "achievement", "results", "departments", "reason", "overruled", "midterm", "outlook",
)  # fmt: skip
#: What users may call the columns in results.toml.
FIELDS: Final = tuple(column.id for column in (*_USUAL, *_ON_CHOICE))


def make(report: Report, label: str) -> Handout:
    """Return the handout: the summary, a sheet for each direction, and the counts."""
    plan = report.plan
    columns = _columns(report)
    tables = breakdowns(report)
    shown = [direction for direction in report.directions if direction.sections]
    shortfalls = find_shortfalls(report)
    edition = plan.edition(NAME)
    heading = edition.title or f"{plan.title}の実施結果について"
    return handout_of(
        report,
        NAME,
        label,
        title=f"{plan.title}の実施結果",
        heading=heading,
        sheets=(
            summary(report, shown_fields(plan, Owner.DIRECTION, NAME)),
            *([shortfalls_sheet(report, shortfalls)] if shortfalls else []),
            *([_purpose(report, heading, edition.purpose)] if edition.purpose else []),
            *(_sheet(report, direction, columns) for direction in shown),
            Sheet(
                name="集計",
                heading="集計",
                layout=Layout.PAGE,
                parts=tuple((table, GAP) for table in tables),
            ),
        ),
        badges=(*plan.scheme.badges, *(verdict.badge for verdict in BESIDE)),
        template="results.md.j2",
        names=_names(report, columns, tables, shortfalls),
    )


def unrecorded(report: Report) -> Sequence[ReportRow]:
    """Return the rows without a result: all must have one before it is final."""
    return report.unrecorded


def _purpose(report: Report, heading: str, purpose: Sequence[str]) -> Sheet:
    """Return the page before the tables: why there is a plan, and its directions, each with its theme."""
    word = report.plan.direction_word
    directions = (
        Text(
            Role.PARAGRAPH,
            f"{each.name}　～{each.direction.theme}～" if each.direction.theme else each.name,
            "・",
            point=True,
            to=each.anchor if each.sections else "",
        )
        for each in report.directions
    )
    return Sheet(
        name="趣旨",
        heading="趣旨",
        layout=Layout.FLOW,
        top=(Text(Role.TITLE, heading),),
        parts=(
            (
                GAP,
                *(Text(Role.PARAGRAPH, paragraph, "　") for paragraph in purpose),
                GAP,
                Text(Role.HEADING, f"【{word}】", level=3),
                *directions,
            ),
        ),
        widths=(120.0,),
    )


def _columns(report: Report) -> tuple[Column, ...]:
    """Return the usual columns as printed for a year."""
    return tuple(
        column._replace(heading=column.heading.replace("{year}", report.column_year)) for column in _USUAL
    )


def _sheet(report: Report, direction: DirectionReport, columns: tuple[Column, ...]) -> Sheet:
    """Return the sheet of one direction, its rows under the headings they stand under."""
    note = report.plan.note
    top = (
        Text(Role.HEADING, direction.heading),
        *((Text(Role.NOTE, f"※目標の達成度：{note}"),) if note else ()),
    )
    table = Table(
        columns=(*columns, *_ON_CHOICE, *map(own_column, shown_fields(report.plan, Owner.ITEM, NAME))),
        rows=tuple(_rows(report, direction)),
        filtered=True,
        chosen={"year": report.column_year},
    )
    return Sheet(
        name=direction.heading,
        anchor=direction.anchor,
        heading=f"{direction.heading}（{report.year}）",
        layout=Layout.LIST,
        top=top,
        parts=((table,),),
    )


def _own_lines(report: Report, direction: DirectionReport) -> list[str]:
    """Return what stands in the plan's own fields of a direction, a line each."""
    fields = shown_fields(report.plan, Owner.DIRECTION, NAME)
    return [*own_lines(fields, direction.direction.own, report.plan.fiscal_year)]


def _rows(report: Report, direction: DirectionReport) -> Iterator[Row | Wide]:
    plan = report.plan
    fields = shown_fields(plan, Owner.ITEM, NAME)
    for section in direction.sections:
        if section.level > 1:
            line = f"　{direction_line(section)}" if section.has_line else ""
            points = section.direction.points
            yield Wide(
                WideRole.HEADING,
                f"{section.titled}{line}",
                section.level,
                points=points,
                anchor=section.anchor,
            )
        for row in section.own:
            badge = row.verdict.badge
            verdict, achievement = Cell(badge.word, badge=badge), Cell(row.achievement, badge=badge)
            yield Row(
                (
                    row.number, row.mark, row.name, row.overview, row.goal, verdict, achievement, row.results,
                    row.departments, row.reason, row.overruled, row.midterm, row.outlook,
                    *(own_cell(field, row.item.own, plan.fiscal_year) for field in fields),
                ),
                anchor=row.id,
                traits=traits_of(row, report),
            )  # fmt: skip
        yield from (Wide(WideRole.ELSEWHERE, listed_line(listed)) for listed in section.also)


def _entry(report: Report, row: ReportRow, columns: Sequence[Column]) -> dict[str, Any]:
    """Return an item as a heading and what is said of it: what no table holds in one line, and people compare line by line."""
    own = [
        (own_column(field).name, row.own[field.id]) for field in shown_fields(report.plan, Owner.ITEM, NAME)
    ]
    told = [
        (column.name, getattr(row, column.id)) for column in (*columns, *_ON_CHOICE) if column.id in _TOLD
    ]
    fields = []
    for name, text in (*told, *own):
        lines = [line for line in text.split("\n") if line.strip()]
        first = [] if lines and lines[0].startswith("・") else lines[:1]
        if lines:
            rest = [line.removeprefix("・") for line in lines[len(first) :]]
            fields.append({"name": name, "text": "".join(first), "lines": rest})
    return {"row": row, "label": row.titled, "fields": fields}


def _names(
    report: Report, columns: tuple[Column, ...], tables: list[Table], shortfalls: tuple[Shortfalls, ...]
) -> dict[str, Any]:
    points, plan = by_direction(report), report.plan
    return {
        "plan": report.plan,
        "column_year": report.column_year,
        "columns": columns,
        "own_columns": [
            {"id": field.id, "name": field.titled, "figure": own_column(field).kind is Kind.FIGURE}
            for field in shown_fields(report.plan, Owner.ITEM, NAME)
        ],
        "box": [(name, as_text(value)) for name, value in summary_box(report)],
        "sentences": [sentence.text for sentence in sentences(report)],
        "points_heading": plan.edition(NAME).points_heading or f"{plan.direction_word}ごとの結果のポイント",
        "purpose": plan.edition(NAME).purpose,
        "overview": {
            "barred": points.barred,
            "columns": (*points.headings, points.bar_heading) if points.barred else points.headings,
            "lines": [
                (*map(printed, row.cells), *([points.bar(row)] if points.barred else []))
                for row in points.rows
                if isinstance(row, Row)
            ],
        },
        "total": report.counts,
        "shortfalls": shortfalls,
        "directions": [
            {
                "number": direction.number,
                "id": direction.id,
                "anchor": direction.anchor,
                "name": direction.name,
                "theme": direction.direction.theme,
                "line": direction_line(direction),
                "points": direction.direction.points,
                "own": _own_lines(report, direction),
                "counts": direction.counts,
                "rows": direction.rows,
                "sections": [
                    {
                        "level": section.level,
                        "heading": section.heading,
                        "theme": section.direction.theme,
                        "line": direction_line(section),
                        "points": section.direction.points,
                        "rows": section.own,
                        "entries": [_entry(report, row, columns) for row in section.own],
                        "listed": [listed_line(row) for row in section.also],
                    }
                    for section in direction.sections
                ],
            }
            for direction in report.directions
        ],
        "totals": [
            {
                "heading": table.title,
                "columns": table.headings,
                "lines": table.lines,
                "note": table.notes[0] if table.notes else "",
            }
            for table in tables
        ],
    }
