"""A file of a plan as text, a fact a line, each with the item it is about: what ``git diff`` and ``git log -p`` compare."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dxplan.format.document import Document, read_document
from dxplan.format.keys import key_at
from dxplan.values.characters import visible
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What an element of an array is called by, if it has any of these.
_NAMES: Final = ("id", "name", "label", "half", "code", "on")
_COUNTED: Final = ("baseline", "last_year", "target", "actual", "outlook")


def fact_text(content: bytes) -> bytes:
    """Return a file as text; as it is, where it is no TOML."""
    document = read_document("", content)
    if not isinstance(document, Document):
        return content
    try:
        lines = [visible(line) for line in _table(document.data, (), "", "")]
    except RecursionError:
        return content
    return "".join(f"{line}\n" for line in lines).encode()


def _table(data: dict[str, Any], way: tuple[str, ...], about: str, unit: str) -> Iterator[str]:
    """Yield what a table says; ``about`` stands before each of its facts."""
    unit = data["unit"] if isinstance(data.get("unit"), str) else unit
    told = _name(data) if about else ""
    for name, value in data.items():
        key = key_at(way, name)
        year = parse_fiscal_year(name) if key is None else None
        title = short_year(year) if year else key.title if key else name
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            for each in value:
                if not way:
                    yield ""
                called = f"{each['id']} " if not way and "id" in each else f"{about}{title}{_quoted(each)} "
                yield from _table(each, (*way, name), called, unit)
        elif isinstance(value, dict):
            yield from _table(value, (*way, name), f"{about}{title} ", unit)
        elif name != told:
            counted = name in _COUNTED or (year is not None and way[-1] in _COUNTED)
            shown = key.labels.get(value, value) if key and isinstance(value, str) else value
            yield from _fact(f"{about}{title}: ", shown, unit if counted else "")


def _name(table: dict[str, Any]) -> str:
    """Return the key by which a table is called, if it has one."""
    return next((name for name in _NAMES if isinstance(table.get(name), str)), "")


def _quoted(table: dict[str, Any]) -> str:
    return f"「{table[_name(table)]}」" if _name(table) else ""


def _fact(about: str, value: Any, unit: str) -> Iterator[str]:  # noqa: ANN401 - a TOML value
    """Yield a fact; a text of several lines and an array have a line for each."""
    if isinstance(value, bool):
        yield f"{about}{'はい' if value else 'いいえ'}"
    elif isinstance(value, (int, Decimal)):
        yield f"{about}{value}{unit}"
    elif isinstance(value, list):
        for each in value:
            yield from _fact(about, each, "")
    else:
        for line in str(value).strip("\n").split("\n"):
            yield f"{about}{line}"
