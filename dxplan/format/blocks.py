"""What a key of the TOML is, and a block of keys: the words in which ``keys.py`` declares the format.

A declaration is data. ``reading`` reads by it, ``writing`` and ``editing`` take the order from it, ``schema`` tells it to
editors, and docs/format.md shows it to people.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal


class FileKind(StrEnum):
    """Which of the files people write a block stands in."""

    PLAN = "plan"
    ITEMS = "items"
    DEPARTMENTS = "departments"


#: What stands behind the ``=``. Texts of a form of their own (id, code, half, rate, colour, handout) are shapes too.
Shape: TypeAlias = Literal[
    "text", "id", "code", "half", "rate", "colour", "handout",
    "texts", "years", "headings", "handouts", "codes", "names",
    "choice", "boolean", "integer", "count", "number", "percent", "year",
    "base", "target", "actual", "quantity",
    "amount", "money", "date", "link",
    "table", "tables", "result",
]  # fmt: skip

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Key(NamedTuple):
    """One key of a block.

    ``title`` and ``description`` are what editors show, ``note`` what docs/format.md says beyond it (Markdown).
    The first of ``examples`` stands in hints. ``choices`` maps words to what they mean in the model, ``labels`` to what
    they mean to people. ``field`` is the model's name for it; "" if it is more than a value, and read and written by
    code of its own. ``inline`` tables stand behind a ``=``, others under a heading. ``unit`` is that of an amount; a
    ``yearly`` key may have a value for each fiscal year.
    """

    name: str
    shape: Shape
    title: str
    description: str
    examples: tuple[Any, ...] = ()
    required: bool = False
    default: Any = None
    field: str = ""
    choices: Mapping[str, Any] = _NOTHING
    labels: Mapping[str, str] = _NOTHING
    low: Any = None
    high: Any = None
    least: int = 0
    block: Block | None = None
    inline: bool = False
    note: str = ""
    unit: str = ""
    yearly: bool = False

    @property
    def example(self) -> str:
        """A line with this key, as hints show it: ``unit = "回"``, ``digits = 1``, ``also = ["fukko-2"]``."""
        value = next(iter(self.examples), next(iter(self.choices), self.default))
        match self.shape:
            case "boolean":
                return f"{self.name} = true"
            case "texts" | "years" | "handouts" | "codes":
                return f'{self.name} = ["{value}"]'
            case "headings":
                quoted = ", ".join(f'"{each}"' for each in self.examples)
                return f"{self.name} = [{quoted}]"
            case (
                "integer" | "count" | "number" | "percent" | "year" | "quantity" | "amount" | "money" | "date"
            ):
                return f"{self.name} = {value}"
            case _:
                return f'{self.name} = "{value}"'


class Block(NamedTuple):
    """A table of the TOML: where it stands, and its keys in the order in which they are written.

    ``place`` tells people where to write its keys; ``file`` is None where nothing is written into a wrong one.
    """

    file: FileKind | None
    path: tuple[str, ...]
    place: str
    title: str
    description: str
    keys: Mapping[str, Key]
    #: By field of the model: what stands in it where the file says nothing.
    defaults: Mapping[str, Any]
    #: Keys that must be there, blocks aside.
    required: tuple[Key, ...]


def block(
    file: FileKind | None, path: str, place: str, title: str, description: str, keys: Iterable[Key]
) -> Block:
    """Declare a block; ``path`` is as in its heading, ``item.result``."""
    named = {key.name: key for key in keys}
    return Block(
        file=file,
        path=tuple(path.split(".")) if path else (),
        place=place,
        title=title,
        description=description,
        keys=named,
        defaults={key.field: key.default for key in named.values() if key.field},
        required=tuple(key for key in named.values() if key.required and key.block is None),
    )


def text(
    name: str,
    title: str,
    description: str,
    *examples: str,
    shape: Shape = "text",
    required: bool = False,
    default: str | None = "",
    field: str | None = None,
    note: str = "",
) -> Key:
    """Declare a text that is not blank; where it is not there, the model has ``default``."""
    named = name if field is None else field
    return Key(name, shape, title, description, examples, required, default, named, note=note)


def texts(
    name: str,
    title: str,
    description: str,
    *examples: str,
    shape: Shape = "texts",
    required: bool = False,
    field: str | None = None,
    least: int = 0,
    note: str = "",
) -> Key:
    """Declare an array of texts."""
    named = name if field is None else field
    return Key(name, shape, title, description, examples, required, (), named, least=least, note=note)


def choice(
    name: str,
    title: str,
    description: str,
    choices: Mapping[str, Any] | type[Enum],
    labels: Mapping[str, str] = _NOTHING,
    *,
    default: Any = None,  # noqa: ANN401 - a meaning of a word
    field: str | None = None,
    note: str = "",
) -> Key:
    """Declare one of some words: those of an enumeration, or each with its meaning."""
    words = choices if not isinstance(choices, type) else {member.value: member for member in choices}
    named = name if field is None else field
    return Key(
        name,
        "choice",
        title,
        description,
        default=default,
        field=named,
        choices=words,
        labels=labels,
        note=note,
    )


def boolean(name: str, title: str, description: str, *, default: bool | None = False, note: str = "") -> Key:
    """Declare true or false."""
    return Key(name, "boolean", title, description, default=default, field=name, note=note)


def integer(
    name: str,
    title: str,
    description: str,
    *,
    low: int,
    high: int,
    default: int | None = None,
    note: str = "",
) -> Key:
    """Declare a whole number between two others."""
    return Key(
        name, "integer", title, description, (1,), default=default, field=name, low=low, high=high, note=note
    )


def count(
    name: str,
    title: str,
    description: str,
    *,
    default: int | None = None,
    field: str | None = None,
    note: str = "",
) -> Key:
    """Declare a number of things."""
    named = name if field is None else field
    key = Key(name, "count", title, description, (12,), default=default, field=named, note=note)
    return key._replace(low=0, high=1_000_000)


def number(
    name: str,
    title: str,
    description: str,
    *examples: float,
    low: Decimal,
    high: Decimal,
    shape: Shape = "number",
    default: Decimal | None = None,
    field: str | None = None,
) -> Key:
    """Declare an exact number between two others."""
    named = name if field is None else field
    return Key(name, shape, title, description, examples, default=default, field=named, low=low, high=high)


def year(
    name: str, title: str, description: str, *, required: bool = False, field: str = "", note: str = ""
) -> Key:
    """Declare a fiscal year; 0 where it is not there."""
    return Key(name, "year", title, description, (2019, "R1"), required, default=0, field=field, note=note)


def table(
    name: str, inner: Block, title: str = "", description: str = "", *, inline: bool = False, note: str = ""
) -> Key:
    """Declare a table, by default with the title of its block."""
    return Key(
        name,
        "table",
        title or inner.title,
        description or inner.description,
        block=inner,
        inline=inline,
        note=note,
    )


def tables(
    name: str,
    inner: Block,
    title: str,
    description: str,
    *,
    least: int = 0,
    inline: bool = False,
    note: str = "",
) -> Key:
    """Declare an ``[[array]]`` of tables; with ``least`` it must be there."""
    return Key(
        name,
        "tables",
        title,
        description,
        required=bool(least),
        least=least,
        block=inner,
        inline=inline,
        note=note,
    )
