"""Where something of a plan was written, which takes no part in what it says."""

from __future__ import annotations

from typing import Any, TypeAlias, TypeVar

from dxplan.values.tuples import NamedTuple

_Tuple = TypeVar("_Tuple", bound="tuple[Any, ...]")

#: The way to a value in a TOML file: ``("item", 3, "indicator", 0, "target")``.
KeyPath: TypeAlias = tuple[str | int, ...]


class Source(NamedTuple):
    """Where something of the plan was written: file path as shown to people, and way inside it."""

    path: str
    key: KeyPath = ()

    def child(self, *keys: str | int) -> Source:
        """Return the source of something inside this."""
        return Source(self.path, (*self.key, *keys))


def wherever_written(cls: type[_Tuple]) -> type[_Tuple]:
    """Make two values equal where what they say is equal; where it was written takes no part."""
    made: Any = cls
    at = made._fields.index("source")

    def said(value: tuple[Any, ...]) -> tuple[Any, ...]:
        return value[:at] + value[at + 1 :]

    def equal(self: tuple[Any, ...], other: object) -> bool:
        return isinstance(other, cls) and said(self) == said(other)

    made.__eq__ = equal
    made.__ne__ = lambda self, other: not equal(self, other)  # a tuple has one of its own
    made.__hash__ = lambda self: hash(said(self))
    return cls
