"""Sheet データ: one datum per cell, numbers as numbers, for sorting, filtering and other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from openpyxl.utils import get_column_letter

from dxplan.model import Pending, Ratio
from dxplan.output.excel import sheets
from dxplan.output.excel.styles import Style
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from openpyxl import Workbook

    from dxplan.handouts.report import Report, Row
    from dxplan.judging.indicators import Judged

Datum: TypeAlias = "str | int | Decimal | None"

_ITEM: Final = (
    ("年度（西暦）", 9), ("年度（和暦）", 13), ("展開方向番号", 9), ("展開方向", 24), ("整理番号", 9), ("id", 22),
    ("再掲元", 22), ("新規", 7), ("施策（事業）名称", 40),
)  # fmt: skip
#: Of plans whose directions have headings under them: the one that a row stands under.
_HEADING: Final = (("見出しのid", 22), ("見出し番号", 9), ("見出し", 24))
_DETAILS: Final = (
    ("取組概要", 40), ("指標・目標の文", 40), ("判定", 15), ("数字による判定", 15), ("判定を変えた理由", 24), ("目標の達成度", 24),
    ("計画どおり実施", 9), ("取組実績", 40), ("未達の理由", 24), ("対象外の理由", 18),
    ("指標番号", 9), ("指標", 30), ("単位", 9), ("基準値", 12), ("目標値", 14), ("目標値の表記", 14), ("目標年度（西暦）", 9),
    ("目標年度（和暦）", 13), ("実績値", 14), ("実績値の表記", 14), ("分子", 9), ("分母", 9), ("達成状況", 10), ("速報値の理由", 16),
)  # fmt: skip


def add_data(workbook: Workbook, report: Report, step: Callable[[], None]) -> None:
    """Add the sheet: a row for each indicator, a row for each item without indicators."""
    bodies = max((len(row.assessment.item.departments) for row in report.rows), default=1)
    headings = {heading.id: heading for heading in report.headings}
    nested = any(direction.parts for direction in report.directions)
    departments = [(f"{name}{n}", 20) for n in range(1, bodies + 1) for name in ("部局", "課")]
    columns = [*_ITEM, *(_HEADING if nested else ()), *departments, *_DETAILS]
    sheet = sheets.add_sheet(workbook, "データ", [width for _, width in columns])
    for number, (heading, _) in enumerate(columns, 1):
        sheets.put(sheet, 1, number, heading, Style.COLUMN_HEADING)
    at = 2
    for row in report.rows:
        heading = headings[row.assessment.direction.id]
        place = [heading.id, heading.number or None, heading.name] if nested else []
        of_item = [*_item(report, row), *place, *_departments(row, bodies), *_details(row)]
        for number, indicator in enumerate(row.assessment.judged or (None,), 1):
            for column, datum in enumerate([*of_item, *_indicator(number, indicator)], 1):
                sheets.put(sheet, at, column, datum, Style.DATUM)
            at += 1
        step()
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{at - 1}"
    sheets.set_page(sheet, "", heading_rows="1:1")
    sheets.open_at_top(sheet, "A2")


def _item(report: Report, row: Row) -> list[Datum]:
    assessment = row.assessment
    return [
        report.plan.fiscal_year, report.year, assessment.direction_number, assessment.path[0].name, assessment.number,
        assessment.id, assessment.repost.of if assessment.repost else None, row.mark or None, assessment.item.name,
    ]  # fmt: skip


def _departments(row: Row, bodies: int) -> list[Datum]:
    found: list[Datum] = [
        part or None for department in row.assessment.item.departments for part in department
    ]
    return found + [None] * (2 * bodies - len(found))


def _details(row: Row) -> list[Datum]:
    assessment = row.assessment
    result, override = assessment.result, assessment.override
    done = {True: "はい", False: "いいえ", None: None}[result.done if result else None]
    return [
        row.overview or None, assessment.item.goal or None, assessment.verdict.label, assessment.computed.label,
        override.reason if override else None, row.achievement, done, (result.report if result else "") or None,
        (result.reason if result else "") or None, assessment.item.excluded,
    ]  # fmt: skip


def _indicator(number: int, judged: Judged | None) -> list[Datum]:
    if judged is None:
        return [None] * 14
    indicator, target, actual = judged.indicator, judged.target, judged.actual
    ratio = actual if isinstance(actual, Ratio) else None
    single = None if actual is None or isinstance(actual, (Ratio, Pending)) else actual
    written = actual.value if isinstance(actual, Pending) else single.show(indicator.unit) if single else None
    return [
        number, indicator.name, indicator.unit or None, indicator.baseline.value if indicator.baseline else None,
        judged.aim.value if judged.aim else None, target.show(indicator.unit) if target else None,
        indicator.due, long_year(indicator.due), single.value if single else None, written,
        ratio.numerator if ratio else None, ratio.denominator if ratio else None, judged.standing.value,
        indicator.provisional,
    ]  # fmt: skip
