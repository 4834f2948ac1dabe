"""The canonical form of new plan files: tomli-w's, with a heading for every table (docs/format.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomli_w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def dump(data: Mapping[str, Any]) -> str:
    """Return TOML text. tomli-w alone would fold short tables into one line, where results cannot be added."""
    return "\n".join(_blocks(data, ())).lstrip("\n") + "\n"


def _blocks(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    values = {key: value for key, value in table.items() if not _is_table(value) and not _is_tables(value)}
    if values:
        yield tomli_w.dumps(values, multiline_strings=True).removesuffix("\n")
    for key, value in table.items():
        inner = (*path, key)
        name = ".".join(inner)
        if _is_table(value):
            yield "\n".join(["", f"[{name}]", *_blocks(value, inner)])
        elif _is_tables(value):
            for entry in value:
                yield "\n".join(["", f"[[{name}]]", *_blocks(entry, inner)])


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)
