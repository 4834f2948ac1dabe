"""The words in which the shape of printed JSON is said, each a JSON Schema (draft 2020-12).

Shapes are strict: all keys are there, and no others.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

Shape: TypeAlias = dict[str, Any]

#: The number of the contract that all JSON carries. It is raised when a key goes away or means something else.
CONTRACT: Final = 1

TEXT: Final[Shape] = {"type": "string"}
INTEGER: Final[Shape] = {"type": "integer"}
FLAG: Final[Shape] = {"type": "boolean"}
DECIMAL: Final[Shape] = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}


def record(**keys: Shape) -> Shape:
    """Return the shape of an object with these keys."""
    return {"type": "object", "properties": keys, "required": list(keys), "additionalProperties": False}


def several(entry: Shape) -> Shape:
    """Return the shape of an array."""
    return {"type": "array", "items": entry}


def optional(shape: Shape) -> Shape:
    """Return the shape of what is null where there is none."""
    return {"anyOf": [shape, {"type": "null"}]}


def one_of(*words: str) -> Shape:
    """Return the shape of a word out of a few."""
    return {"type": "string", "enum": list(words)}


def by_year(value: Shape, *others: str) -> Shape:
    """Return the shape of values by fiscal year; ``others`` are keys that may stand beside the years."""
    pattern = "|".join(("[0-9]{4}", *others))
    return {"type": "object", "patternProperties": {f"^({pattern})$": value}, "additionalProperties": False}


def by_field(value: Shape) -> Shape:
    """Return the shape of values by the id of a field that a plan declares."""
    pattern = "^[a-z0-9]+([-_][a-z0-9]+)*$"
    return {"type": "object", "patternProperties": {pattern: value}, "additionalProperties": False}


def document(title: str, **keys: Shape) -> Shape:
    """Return the schema of a whole output, which carries the number of the contract first."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**head, **record(contract={"const": CONTRACT}, **keys)}
