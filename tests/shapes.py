"""The schemas of printed JSON, as the keys that they promise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def keys(shape: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield the ways to all that a shape holds: ``items[].target.{年度}``; what stands in ``$defs`` is left out."""
    entry = shape.get("items", {})
    if "anyOf" in shape:
        for each in shape["anyOf"]:
            if each != {"type": "null"}:
                yield from keys(each, path)
    elif "properties" in entry or "$ref" in entry:
        yield from keys(entry, f"{path}[]")
    elif path:
        yield path
    for name, value in shape.get("properties", {}).items():
        yield from keys(value, f"{path}.{name}" if path else name)
    for pattern, value in shape.get("patternProperties", {}).items():
        step = "年度" if "[0-9]{4}" in pattern else "欄"
        yield from keys(value, f"{path}.{{{step}}}")


def objects(shape: Any) -> Iterator[dict[str, Any]]:
    """Yield the shape of every object in a schema."""
    if isinstance(shape, dict):
        if shape.get("type") == "object":
            yield shape
        for value in shape.values():
            yield from objects(value)
    elif isinstance(shape, list):
        for value in shape:
            yield from objects(value)
