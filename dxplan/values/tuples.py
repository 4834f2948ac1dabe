"""Named tuples that are made without a look at what their fields are of.

``typing.NamedTuple`` compiles every annotation, though nobody asks for it again: of the six hundred fields that a
command meets this takes a twentieth of its time. Type checkers read this one as ``typing.NamedTuple``, which it is
otherwise: the fields in their order, those with a default last, methods and properties beside them.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414, TID251 - exported
else:

    class _Fields(type):
        """The class of a class statement with ``NamedTuple`` as its base: a tuple of the fields that it names."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = [*body.get("__annotations__", ())]
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])  # noqa: PYI024
            for key, value in body.items():
                if key != "__module__":
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Fields):
        """The base to write."""
