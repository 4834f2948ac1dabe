"""Keys that a plan declares itself: the blocks that they stand in, and the format with them in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.format.blocks import Block, FileKind, Key, block
from dxplan.model.own import Needed, Owner, OwnKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.format.blocks import Shape
    from dxplan.model.own import OwnField

_ABOUT: Final = "plan.toml の [[field]] で決めた欄の値を、id = 値 と書く。"


def _fields(file: FileKind, path: str, place: str, title: str) -> Block:
    return block(file, path, place, title, _ABOUT, [])


#: Where values stand; the keys are those of the plan.
FIELDS_OF_DIRECTION: Final = _fields(
    FileKind.PLAN, "direction.fields", "[direction.fields] の下", "展開方向の欄"
)
FIELDS_OF_HEADING: Final = _fields(
    FileKind.ITEMS, "direction.fields", "[direction.fields] の下", "見出しの欄"
)
FIELDS_OF_ITEM: Final = _fields(FileKind.ITEMS, "item.fields", "[item.fields] の下", "項目の欄")
FIELDS_OF_INDICATOR: Final = _fields(
    FileKind.ITEMS, "item.indicator.fields", "[item.indicator.fields] の下", "指標の欄"
)
_OWNERS: Final = {
    FIELDS_OF_DIRECTION.path: Owner.DIRECTION,
    FIELDS_OF_ITEM.path: Owner.ITEM,
    FIELDS_OF_INDICATOR.path: Owner.INDICATOR,
}
_SHAPES: Final[dict[OwnKind, tuple[Shape, Any]]] = {
    OwnKind.TEXT: ("text", "デジタル手続法"),
    OwnKind.NUMBER: ("amount", 12),
    OwnKind.MONEY: ("money", 1200),
    OwnKind.DATE: ("date", "2026-03-31"),
    OwnKind.CHOICE: ("choice", ""),
    OwnKind.LINK: ("link", "https://www.example.jp/"),
}


def with_own(declared: Block, fields: Sequence[OwnField]) -> Block:
    """Return a block of the format in which the keys of a plan's own fields stand at ``fields``, here and below."""
    if not fields:
        return declared
    if declared.path[-1:] == ("fields",):
        on = _OWNERS[declared.path]
        keys = [_key(field) for field in fields if field.on is on]
        return block(
            declared.file,
            ".".join(declared.path),
            declared.place,
            declared.title,
            declared.description,
            keys,
        )
    inner = {
        name: key._replace(block=with_own(key.block, fields)) if key.block else key
        for name, key in declared.keys.items()
    }
    return declared._replace(keys=inner)


def without_own(declared: Block) -> Block:
    """Return a block of the format in which nothing is asked of what stands at ``fields``, here and below."""
    return declared._replace(
        keys={
            name: key._replace(block=without_own(key.block) if name != "fields" else None)
            if key.block
            else key
            for name, key in declared.keys.items()
        }
    )


def _key(field: OwnField) -> Key:
    shape, example = _SHAPES[field.kind]
    told = f"単位は{field.unit}。" if field.unit else ""
    return Key(
        field.id,
        shape,
        field.heading,
        f"{field.heading}（この計画の欄）。{told}",
        (example,) if example else field.choices[:1],
        required=field.required is Needed.ALWAYS,
        field="" if field.yearly else field.id,
        choices={word: word for word in field.choices},
        unit=field.unit,
        yearly=field.yearly,
    )
