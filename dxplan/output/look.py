"""The look of the workbook, from a plain TOML file that users edit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.format.blocks import Block, Key, block, choice, number, table, tables, text
from dxplan.format.document import place, read_document
from dxplan.format.reading.fields import Fields
from dxplan.handouts.handout import OWN, Cell
from dxplan.handouts.results import FIELDS
from dxplan.model import Source
from dxplan.model.findings import Diagnostic
from dxplan.model.scheme import Tone
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.handouts.handout import Content
    from dxplan.model.scheme import Badge

_COLOUR: Final = regex(r"[0-9A-Fa-f]{6}")
_COLOURS: Final = ("heading", "total", "not_achieved", "unrecorded")


def _points(name: str, example: float, low: int, high: int) -> Key:
    key = number(name, "大きさ", "", example, low=Decimal(low), high=Decimal(high))
    return key._replace(required=True, default=Decimal(low))


def _block(path: str, *keys: Key) -> Block:
    return block(None, path, "", "", "", keys)


_FONT: Final = _block(
    "font",
    text("name", "書体", "", "BIZ UDゴシック", required=True),
    _points("size", 9, 4, 40),
    _points("heading_size", 12, 4, 40),
    _points("title_size", 16, 4, 60),
    _points("line_height", 1.45, 1, 3),
)
_PALETTE: Final = _block("colour", *(text(name, "色", "", "DDE6F0", required=True) for name in _COLOURS))
_COLUMN: Final = _block(
    "column",
    text("field", "欄", "", "name", required=True),
    text("heading", "見出し", "", "取組概要", required=True),
    _points("width", 20, 1, 200),
    choice("align", "揃え", "", {name: name for name in ("left", "center", "right")}, default="left"),
)
_MARK: Final = _block(
    "mark",
    text("best", "最もよい判定の印", "", "◎", default="◎"),
    text("achieved", "そのほかの達成の印", "", "○", default="○"),
    text("not_achieved", "未達の印", "", "▲", default="▲"),
)
_FILE: Final = _block(
    "",
    table("font", _FONT),
    table("colour", _PALETTE),
    table("mark", _MARK),
    tables("column", _COLUMN, "欄", ""),
)
_MARKED: Final = {Tone.BEST: "best", Tone.GOOD: "achieved", Tone.BAD: "not_achieved"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLook:
    """One column of the table per direction; ``width`` in half-width characters, as Excel counts it."""

    field: str
    heading: str
    width: float
    align: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Fonts (sizes in points), colours (RRGGBB), marks of verdicts and columns."""

    font: str
    size: float
    heading_size: float
    title_size: float
    line_height: float
    colours: Mapping[str, str]
    marks: Mapping[str, str]
    columns: tuple[ColumnLook, ...]


def marks_of(badges: Sequence[Badge], look: Look | None) -> dict[str, str]:
    """Return what stands for each word in a narrow column: its mark by a look or the built-in one, or itself.

    A word of one letter (A, B, C) says more than a mark, and words that would have one in common are told apart by
    themselves; so are 未記録, 算出不可 and 対象外.
    """
    marks = look.marks if look else _MARK.defaults
    tones = Counter(badge.tone for badge in badges)
    return {
        badge.word: marks[_MARKED[badge.tone]]
        if badge.tone in _MARKED and tones[badge.tone] == 1 and len(badge.word) > 1
        else badge.word
        for badge in badges
    }


def fill_of(badge: Badge, look: Look) -> str:
    """Return the fill of a badge: its own, or the look's for what cannot be said yet and for what is not achieved."""
    by_tone = {Tone.WAITING: "unrecorded", Tone.BAD: "not_achieved"}
    return badge.colour or (look.colours[by_tone[badge.tone]] if badge.tone in by_tone else "")


def fill_of_cell(content: Content, look: Look, *, strong: bool) -> str:
    """Return the fill of a cell: of its badge, or of totals where its row is ``strong``; "" for none."""
    badge = content.badge if isinstance(content, Cell) else None
    return (fill_of(badge, look) if badge else "") or (look.colours["total"] if strong else "")


def legend(marks: Mapping[str, str]) -> str:
    """Return what the marks mean: ``◎ 目標達成　○ 計画どおり実施　▲ 未達``."""
    return "　".join(f"{mark} {word}" for word, mark in marks.items() if mark != word)


def read_look(path: str, content: bytes) -> tuple[Look | None, tuple[Diagnostic, ...], str]:
    """Read the look; None with findings if it cannot be used. The text is returned for quoting."""
    document = read_document(path, content)
    if isinstance(document, Diagnostic):
        return None, (document,), ""
    findings: list[Diagnostic] = []
    file = Fields(document.data, Source(path), findings, _FILE)
    font = file.table("font") or _missing(file, "font", _FONT)
    palette = file.table("colour") or _missing(file, "colour", _PALETTE)
    marks = file.table("mark")
    fonts, colours = font.values(), palette.values()
    look = Look(
        font=fonts.pop("name"),
        **{name: float(size) for name, size in fonts.items()},  # sizes on paper, no verdict
        colours={name: _colour(palette, name, text) for name, text in colours.items()},
        marks=marks.values() if marks else dict(_MARK.defaults),
        columns=tuple(_column(each) for each in file.tables("column")),
    )
    for each in (font, palette, marks, file):
        if each:
            each.finish()
    if not look.columns and not findings:
        file.missing("column", "[[column]]")
    return (
        (None if findings else look),
        tuple(place(finding, document) for finding in findings),
        document.text,
    )


def _missing(file: Fields, name: str, inner: Block) -> Fields:
    file.missing(name, f"[{name}]")
    return Fields({}, file.source.child(name), [], inner)


def _colour(palette: Fields, name: str, text: str) -> str:
    if text and not _COLOUR.fullmatch(text):
        message = f"「{text}」は色として読めません。"
        palette.report("DX204", name, message, f'{name} = "DDE6F0" のように六桁で書いてください。')
    return text.upper()


def _column(column: Fields) -> ColumnLook:
    values = column.values()
    if values["field"] and not values["field"].startswith(OWN):
        values["field"] = column.one_of("field", values["field"], {name: name for name in FIELDS}, {})
    column.finish()
    return ColumnLook(**{**values, "field": values["field"] or FIELDS[0], "width": float(values["width"])})
