"""The least program that reads a plan with tomllib and checks it by hand: types, missing, unknown, duplicate ids."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final, TypeAlias

import typer

Kinds: TypeAlias = dict[str, type[object]]
HEAD: Final[Kinds] = {
    "title": str,
    "office": str,
    "fiscal_year": int,
    "comment": list,
    "checks": dict,
    "direction": list,
}
DIRECTION: Final[Kinds] = {"id": str, "name": str, "theme": str, "points": list}
ITEM: Final[Kinds] = {
    "id": str,
    "name": str,
    "departments": list,
    "overview": str,
    "goal": str,
    "indicator": list,
    "result": dict,
}
INDICATOR: Final[Kinds] = {"name": str, "unit": str, "target": int, "actual": int}
RESULT: Final[Kinds] = {"done": bool, "report": str, "reason": str, "wording": str}


def read(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the data of each file by its stem."""
    return {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))
    }


def check(files: dict[str, dict[str, Any]]) -> list[str]:
    """Return what is wrong."""
    errors: list[str] = []
    head = files["plan"]
    check_table(head, HEAD, "plan", errors)
    seen: set[str] = set()
    for direction in head["direction"]:
        check_table(direction, DIRECTION, "direction", errors)
        for number, item in enumerate(files[direction["id"]]["item"], 1):
            where = f"{direction['id']}.item[{number}]"
            check_table(item, ITEM, where, errors)
            check_table(item["result"], RESULT, f"{where}.result", errors)
            for indicator in item["indicator"]:
                check_table(indicator, INDICATOR, f"{where}.indicator", errors)
            if item["id"] in seen:
                errors.append(f"{where}: duplicate id")
            seen.add(item["id"])
    return errors


def check_table(table: dict[str, Any], kinds: Kinds, where: str, errors: list[str]) -> None:
    """Check the keys of one table and the types of its values."""
    for key, kind in kinds.items():
        if key not in table:
            errors.append(f"{where}: {key} is missing")
        elif type(table[key]) is not kind:
            errors.append(f"{where}: {key} is no {kind.__name__}")
    errors += [f"{where}: {key} is unknown" for key in table if key not in kinds]


def main(folder: Path) -> None:
    """Check a plan."""
    errors = check(read(folder))
    for error in errors:
        typer.echo(error)
    if errors:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
