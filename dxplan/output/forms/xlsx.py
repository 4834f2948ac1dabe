"""A 調査票 as an Excel workbook that is hard to fill in wrongly, and can still be used as people use Excel.

What Excel does to a form, and what is done about it:

- A pasted cell takes the style Normal with it. Normal is unlocked, so that it can be filled in again. Locked cells then
  must say that they are: openpyxl leaves out what equals its default, and LibreOffice opens them unlocked. Locked cells
  are ``hidden`` too (a word about formulas in the formula bar), and so openpyxl writes both.
- A validation of openpyxl shows no error and refuses blanks unless told otherwise.
- Full-width figures are prevented, not repaired: the input method is off in cells for numbers, on in cells for texts.
  It is not disabled: 集計中 is typed with it.
- A protected sheet still lets rows and columns be resized and rows be filtered. It lets nobody sort: a range with locked
  cells is not sorted anyway, and one open column sorted alone would give every row another's answer.
- Rows have no height of their own, so that they grow with what is typed.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension

from dxplan.collecting.form import (
    COVER,
    ENTRIES,
    META,
    NOT_YET,
    Formula,
    Hand,
    Kind,
    Purpose,
    Ref,
    step_words,
)
from dxplan.collecting.live import COMPLETE, NOT_ASKED, STILL, UNANSWERED
from dxplan.model import Pending
from dxplan.model.findings import DxplanError
from dxplan.output.excel import sheets
from dxplan.output.excel.saving import save
from dxplan.output.excel.sheets import Margins, safe_text
from dxplan.output.excel.wrapping import text_width, wrap
from dxplan.values.dates import long_date
from dxplan.values.quantities import factor_of
from dxplan.values.steps import StepKind
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

    from dxplan.collecting.form import Column, Form, Row, Value
    from dxplan.output.look import Look
    from dxplan.values.steps import Ladder

#: The row of the headings in the sheet of entries; what is asked begins below it.
HEADINGS: Final = 3
_CELL_LENGTH: Final = 32_767
_OPEN: Final = "FFFDE7"
_OPEN_HEADING: Final = "FFE699"
_SHUT: Final = "EDEDED"
_GREEN, _ORANGE = "E3F2E1", "FCE4D6"
_ANSWER_WIDTH, _FACT_WIDTH = 100, 16
#: How to fill in, and what may be done to a form.
_HOW: Final = "数は半角で、単位を付けずに。まだ数えている途中なら「集計中」。灰色の欄は書かなくてよい欄です。"
_ALLOWED: Final = """\
行の高さ・列の幅の変更、絞り込み、ほかのブックへの写し。右端の「照合」の列は、行と一緒に写してください。
並べ替えたいときは、行をまるごと別のシートに写してください。そのまま返せます。"""
#: What the arrow of a filter takes of a heading, in half-width letters.
_ARROW_WIDTH: Final = 3
#: Excel takes so many letters in titles and texts of messages.
_TITLE_LENGTH: Final = 30
_ERROR_LENGTH: Final = 220
#: The column of the hidden sheet in which lists of words begin.
_FIRST_LIST: Final = 4
#: Excel cuts rows at 409 points.
_ROW_POINTS: Final = 400.0


class _Place(Enum):
    """Where a cell stands, which is how it looks and whether it is open."""

    TITLE = "title"
    NOTE = "note"
    FACT = "fact"
    HEADING = "heading"
    OPEN_HEADING = "open heading"
    LOCKED = "locked"
    SHUT = "shut"
    OPEN_TEXT = "open text"
    OPEN_FIGURE = "open figure"
    OPEN_DATE = "open date"
    OPEN_CHOICE = "open choice"
    LIVE = "live"
    SMALL = "small"


def write(form: Form, look: Look) -> bytes:
    """Return the workbook."""
    workbook = _FormWorkbook(look)
    _write_cover(workbook, form)
    _write_entries(workbook, form)
    _write_meta(workbook, form)
    return save(
        workbook,
        title=f"{form.title} {form.purpose.value}",
        subject=f"{long_year(form.year)} {form.section}",
        office=form.office,
        fiscal_year=form.year,
    )


class _FormWorkbook(Workbook):
    """A workbook without sheets; ``looks`` has the style object of each kind of cell, shared by all that are of it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        normal = next(style for style in self._named_styles if style.name == "Normal")  # type: ignore[attr-defined]
        normal.font = Font(name=look.font, size=look.size)
        normal.protection = Protection(locked=False)
        sheet = self.worksheets[0]
        self.looks: dict[_Place, StyleArray] = {}
        for number, place in enumerate(_Place, 1):
            cell = sheet.cell(number, 1)
            _dress(cell, place, look)
            self.looks[place] = cell._style  # type: ignore[union-attr] # noqa: SLF001 - there is no public way
        self.remove(sheet)


def _dress(cell: object, place: _Place, look: Look) -> None:
    """Give a cell the look of its place, and say whether it is locked."""
    open_ = place in (_Place.OPEN_TEXT, _Place.OPEN_FIGURE, _Place.OPEN_DATE, _Place.OPEN_CHOICE)
    bold = place in (_Place.HEADING, _Place.OPEN_HEADING, _Place.FACT)
    size = {_Place.TITLE: look.title_size, _Place.SMALL: 6}.get(place, look.size)
    side = Side(style="thin", color="808080")
    fills = {
        _Place.HEADING: look.colours["heading"],
        _Place.FACT: look.colours["heading"],
        _Place.OPEN_HEADING: _OPEN_HEADING,
        _Place.SHUT: _SHUT,
    }
    fill = _OPEN if open_ else fills.get(place, "")
    horizontal = {
        _Place.HEADING: "center",
        _Place.OPEN_HEADING: "center",
        _Place.OPEN_FIGURE: "right",
        _Place.OPEN_CHOICE: "center",
        _Place.OPEN_DATE: "center",
    }.get(place, "left")
    middle = place in (_Place.HEADING, _Place.OPEN_HEADING, _Place.TITLE)
    given = {
        "font": Font(
            name=look.font,
            size=size,
            bold=bold or place is _Place.TITLE,
            color="808080" if place is _Place.SMALL else None,
        ),
        "alignment": Alignment(
            horizontal=horizontal,
            vertical="center" if middle else "top",
            wrap_text=place is not _Place.SMALL,
        ),
        "protection": Protection(locked=not open_, hidden=not open_),
        "number_format": {_Place.OPEN_TEXT: "@", _Place.OPEN_DATE: "yyyy/m/d"}.get(place, "General"),
    }
    if place not in (_Place.TITLE, _Place.NOTE):
        given["border"] = Border(left=side, right=side, top=side, bottom=side)
    if fill:
        given["fill"] = PatternFill("solid", fgColor=fill)
    for name, value in given.items():
        setattr(cell, name, value)


def _put(sheet: Worksheet, row: int, column: int, value: Value, place: _Place) -> None:
    """Write one cell; text stays text whatever it begins with."""
    cell = sheet.cell(row, column)
    cell._style = sheet.parent.looks[place]  # type: ignore[union-attr] # noqa: SLF001
    if isinstance(value, str):
        if not value:
            return
        if len(value) > _CELL_LENGTH:
            hint = "計画の文を短くしてください。Excel の一つのセルに入るのは 32,767 文字までです。"
            raise DxplanError(f"「{value[:20]}…」が長すぎて Excel に書けません（{len(value):,}文字）。", hint)
        cell.value = safe_text(value)
        cell.data_type = "s"
    elif value is not None:
        cell.value = value  # type: ignore[assignment]


# The cover


def _write_cover(workbook: _FormWorkbook, form: Form) -> None:
    sheet = sheets.add_sheet(workbook, COVER, (_FACT_WIDTH, _ANSWER_WIDTH))
    _put(sheet, 1, 1, f"{form.title}　{form.purpose.value}", _Place.TITLE)
    sheet.merge_cells("A1:B1")
    for row, (name, text) in enumerate(_facts(form), HEADINGS):
        _put(sheet, row, 1, name, _Place.FACT)
        _put(sheet, row, 2, text, _Place.LOCKED)
        _fit(sheet, row, [(text, _ANSWER_WIDTH)], workbook.look)
    _protect(sheet)
    sheets.set_page(sheet, Margins(label=form.section))
    sheets.open_at_top(sheet)


def _facts(form: Form) -> Iterable[tuple[str, str]]:
    """Yield what the cover says, two lines each."""
    asked = {row.item for row in form.rows if row.asked}
    shared = {row.item for row in form.rows if row.asked and row.shared}
    many = f"全部で{len(asked)}項目です。" + (
        f"うち{len(shared)}項目は、ほかの課にも出しています。判定は、同じ回答が揃ったときに決まります。"
        if shared
        else ""
    )
    yield "計画", f"{form.title}（{long_year(form.year)}）\n担当: {form.office}"
    yield "回答する課", f"{form.section}\n{many}"
    if form.purpose is Purpose.CONFIRM:
        yield (
            "お願い",
            f"シート「{ENTRIES}」は、回答を取り込んだ結果です。\n違うところがあれば、{form.contact}に知らせてください。",
        )
    else:
        due = f"{long_date(form.due)}までに返してください。" if form.due else "できるだけ早く返してください。"
        yield "締切", f"{due}\n間に合わない項目があれば、書けたところまでで返してください。"
        yield (
            "書き方",
            f"シート「{ENTRIES}」の黄色の欄に。列「記入の状況」がすべて「{COMPLETE}」か「{NOT_ASKED}」なら完成です。\n{_HOW}",
        )
        yield (
            "してよいこと",
            _ALLOWED,
        )
    yield (
        "問い合わせ",
        f"{form.contact}\n{form.title}（{long_year(form.year)}）の{form.purpose.value}、とお伝えください。",
    )


# The entries


def _write_entries(workbook: _FormWorkbook, form: Form) -> None:
    sheet = sheets.add_sheet(workbook, ENTRIES, [column.width for column in form.columns])
    columns = {column.key: number for number, column in enumerate(form.columns, 1)}
    first, last = HEADINGS + 1, HEADINGS + max(len(form.rows), 1)
    _put(
        sheet,
        1,
        1,
        f"{form.title}（{long_year(form.year)}）　{form.purpose.value}　{form.section}",
        _Place.TITLE,
    )
    _put(sheet, 2, 1, _legend(form), _Place.NOTE)
    for wide in (1, 2):
        sheet.merge_cells(start_row=wide, end_row=wide, start_column=1, end_column=columns["verdict"])
    sheet.row_dimensions[1].height = workbook.look.title_size * 1.8
    sheet.row_dimensions[2].height = workbook.look.size * 1.8
    for column in form.columns:
        open_ = column.hand is Hand.SECTION and form.purpose is Purpose.ASK
        place = _Place.OPEN_HEADING if open_ else _Place.HEADING
        _put(sheet, HEADINGS, columns[column.key], column.heading, place)
    headings = [(column.heading, column.width - _ARROW_WIDTH) for column in form.columns]
    _fit(sheet, HEADINGS, headings, workbook.look)
    for number, row in enumerate(form.rows):
        for column in form.columns:
            value = row.cells.get(column.key)
            at, place = (first + number, columns[column.key]), _place(form, column, row)
            if isinstance(value, Formula):
                _put(sheet, *at, None, place)
                sheet.cell(*at).value = _formula(value, columns)
            else:
                _put(sheet, *at, value, place)
        texts = [(row.cells.get(c.key), c.width) for c in form.columns if c.key not in ("figure", "stamp")]
        _fit(sheet, first + number, texts, workbook.look, least=3)
    frozen = get_column_letter(columns["goal"])
    last_printed = get_column_letter(columns["verdict"])
    sheet.auto_filter.ref = f"A{HEADINGS}:{get_column_letter(len(columns))}{last}"
    _check_input(sheet, form, columns)
    if "missing" in columns:
        _colour(sheet, f"{get_column_letter(columns['missing'])}{first}", last)
    _protect(sheet)
    sheets.set_page(
        sheet,
        Margins(label=form.section, title=f"{form.title} {form.purpose.value}", large=True),
        heading_rows=f"1:{HEADINGS}",
    )
    sheet.print_area = f"A1:{last_printed}{last}"
    sheets.open_at_top(sheet, f"{frozen}{first}")


class _Growing(RowDimension):
    """A row that is as high as its texts to begin with, and grows with what is typed into it.

    A height that openpyxl is given is one for good (``customHeight``), and what is typed below it is not seen.
    """

    @property
    def customHeight(self) -> bool:  # noqa: N802 - as in openpyxl
        """Whether people have set the height: nobody has."""
        return False


def _fit(
    sheet: Worksheet, row: int, texts: Iterable[tuple[Value, float]], look: Look, least: int = 2
) -> None:
    """Make a row as high as the texts in it, each with the width of its column, and ``least`` so many lines."""
    lines = max(
        len(wrap(text, text_width(width, look.size)))
        for text, width in texts
        if isinstance(text, str) and text
    )
    height = min(_ROW_POINTS, round(max(lines, least) * look.size * look.line_height + 4, 2))
    sheet.row_dimensions[row] = _Growing(sheet, index=row, ht=height)


def _legend(form: Form) -> str:
    if form.purpose is Purpose.CONFIRM:
        return "取り込んだ回答です。違うところがあれば知らせてください。"
    return f"黄色の欄に書いてください。{_HOW}"


def _place(form: Form, column: Column, row: Row) -> _Place:
    """Return where a cell stands."""
    if column.key in ("figure", "stamp"):
        return _Place.SMALL
    if column.hand is Hand.FORM:
        return _Place.LIVE
    if column.hand is Hand.OFFICE:
        return _Place.LOCKED
    if column.key not in row.asked:
        return _Place.SHUT
    if form.purpose is Purpose.CONFIRM:
        return _Place.LOCKED
    if column.kind is Kind.FIGURE and row.ladder:
        return _Place.OPEN_DATE if row.ladder.kind is StepKind.DAY else _Place.OPEN_CHOICE
    kinds = {
        Kind.FIGURE: _Place.OPEN_FIGURE,
        Kind.NUMBER: _Place.OPEN_FIGURE,
        Kind.DATE: _Place.OPEN_DATE,
        Kind.CHOICE: _Place.OPEN_CHOICE,
    }
    return kinds.get(column.kind, _Place.OPEN_TEXT)


def _formula(formula: Formula, columns: Mapping[str, int]) -> str:
    def written(part: str | Ref) -> str:
        if isinstance(part, str):
            return part
        return f"${get_column_letter(columns[part.key])}{HEADINGS + 1 + part.row}"

    return "=" + "".join(map(written, formula.parts))


def _check_input(sheet: Worksheet, form: Form, columns: Mapping[str, int]) -> None:
    """Say beside each open cell what belongs there, and refuse what does not."""
    for column in form.columns if form.purpose is Purpose.ASK else ():
        by_rule: dict[tuple[bool, Ladder | None], list[str]] = {}
        letter = get_column_letter(columns[column.key])
        for number, row in enumerate(form.rows):
            if column.key in row.asked:
                of_figure = column.kind is Kind.FIGURE
                shares = of_figure and factor_of(str(row.cells.get("unit") or "")) != 1
                rule = (shares, row.ladder if of_figure else None)
                by_rule.setdefault(rule, []).append(f"{letter}{HEADINGS + 1 + number}")
        for (shares, ladder), cells in by_rule.items():
            allowed = _allowed(column, cells[0], form, ladder, shares=shares)
            check = DataValidation(
                **allowed.rule,
                allow_blank=True,
                showErrorMessage=True,
                errorStyle="stop",
                errorTitle=column.heading[:_TITLE_LENGTH],
                error=allowed.wrong[:_ERROR_LENGTH] or None,
                showInputMessage=bool(allowed.prompt),
                promptTitle=column.heading[:_TITLE_LENGTH],
                prompt=allowed.prompt[:_ERROR_LENGTH] or None,
                imeMode=allowed.typing,
            )
            for cell in cells:
                check.add(cell)
            sheet.add_data_validation(check)


class _Allowed(NamedTuple):
    """What may be typed into a cell: the rule in openpyxl's words, what is said of all else, and beside the cell.

    ``typing`` tells whether the input method is on.
    """

    rule: dict[str, Any]
    wrong: str
    prompt: str
    typing: Literal["on", "off"] = "off"


def _allowed(column: Column, cell: str, form: Form, ladder: Ladder | None, *, shares: bool) -> _Allowed:
    """Return what may be typed into a column; with ``shares`` counts such as 3123/3367 are numbers too."""
    words = _words(column, ladder)
    if words:
        letter = get_column_letter(_FIRST_LIST + _lists(form).index(words))
        rule = {"type": "list", "formula1": f"{META}!${letter}$1:${letter}${len(words)}"}
        return _Allowed(rule, f"一覧から選んでください（{'、'.join(words)}）。", "一覧から選ぶ。")
    pending, not_measured = (word.value for word in Pending)
    match column.kind:
        case Kind.FIGURE if ladder:
            rule = {
                "type": "custom",
                "formula1": f'OR(ISNUMBER({cell}),{cell}="{NOT_YET}",{cell}="{pending}")',
            }
            wrong = f"済んだ日を 2025/3/15 のように入れてください。まだなら「{NOT_YET}」と入れてください。"
            return _Allowed(rule, wrong, wrong)
        case Kind.FIGURE:
            counts = f',ISNUMBER(SEARCH("?*/?*",{cell}))' if shares else ""
            formula = f'OR(ISNUMBER({cell}),{cell}="{pending}",{cell}="{not_measured}"{counts})'
            wrong = "半角の数字だけを入れてください（例: 1234.5）。単位は付けません。"
            wrong += "件数で答えるなら 3123/3367 のように。" if shares else ""
            wrong += (
                f"まだ数えている途中なら「{pending}」、測らない年度なら「{not_measured}」と入れてください。"
            )
            return _Allowed({"type": "custom", "formula1": formula}, wrong, column.prompt)
        case Kind.NUMBER:
            rule = {"type": "decimal", "operator": "between", "formula1": "-1E+15", "formula2": "1E+15"}
            wrong = "半角の数字だけを入れてください（例: 1234.5）。単位は付けません。"
            return _Allowed(rule, wrong, column.prompt)
        case Kind.DATE:
            rule = {"type": "date", "operator": "between", "formula1": "32874", "formula2": "73415"}
            return _Allowed(rule, "日付を 2026/3/31 のように入れてください。", column.prompt)
        case _:
            typing: Literal["on", "off"] = "off" if column.kind is Kind.LINK else "on"
            return _Allowed({"type": None}, "", column.prompt, typing)


def _words(column: Column, ladder: Ladder | None) -> tuple[str, ...]:
    """Return the words that a cell is to be chosen from; () where it is not."""
    if ladder is None or column.kind is not Kind.FIGURE:
        return column.choices
    return () if ladder.kind is StepKind.DAY else (*step_words(ladder), Pending.PENDING.value)


def _lists(form: Form) -> list[tuple[str, ...]]:
    """Return all lists of words of a form. They stand in its hidden sheet: there may be commas in them, and many."""
    figure = next(column for column in form.columns if column.kind is Kind.FIGURE)
    lists = [column.choices for column in form.columns]
    lists += [_words(figure, row.ladder) for row in form.rows]
    return [*dict.fromkeys(words for words in lists if words)]


def _colour(sheet: Worksheet, first: str, last: int) -> None:
    """Colour how complete rows are."""
    letter, row = first.rstrip("0123456789"), first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    area = f"{first}:{letter}{last}"
    for colour, begins in ((_GREEN, COMPLETE), (_ORANGE, STILL), (_OPEN_HEADING, UNANSWERED)):
        rule = f'LEFT(${letter}{row},{len(begins)})="{begins}"'
        sheet.conditional_formatting.add(area, _rule(rule, colour))


def _rule(formula: str, colour: str) -> Any:  # noqa: ANN401 - openpyxl has no type for it
    return FormulaRule([formula], fill=PatternFill(bgColor=colour))  # type: ignore[no-untyped-call]


def _protect(sheet: Worksheet) -> None:
    """Protect a sheet without a password; False is what may be done all the same."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatRows = protection.formatColumns = protection.autoFilter = False
    protection.sort = True


# What the form is, for dxplan


def _write_meta(workbook: _FormWorkbook, form: Form) -> None:
    """Write what the form says of itself, and the words of its choices, which may have commas in them."""
    sheet = sheets.add_sheet(workbook, META, (16, 40, 4))
    for row, (key, value) in enumerate(form.meta.items(), 1):
        _put(sheet, row, 1, key, _Place.LOCKED)
        _put(sheet, row, 2, value, _Place.LOCKED)
    for number, words in enumerate(_lists(form), _FIRST_LIST):
        for row, word in enumerate(words, 1):
            _put(sheet, row, number, word, _Place.LOCKED)
    _protect(sheet)
    sheet.sheet_state = "hidden"
