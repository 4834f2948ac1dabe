"""The least program that judges ten plans, counts them per direction and year, and follows each item by its id."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import typer


def judge(item: dict[str, Any]) -> str:
    """Return the verdict of an item; every target of the synthetic plans is due and counts upwards."""
    return "目標達成" if all(each["actual"] >= each["target"] for each in item["indicator"]) else "未達"


def main(folders: list[Path]) -> None:
    """Review plans in the order given."""
    courses: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    counts: list[dict[str, Counter[str]]] = []
    for place, folder in enumerate(folders):
        files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")}
        counts.append({})
        for direction in files["plan"]["direction"]:
            items: list[dict[str, Any]] = files[direction["id"]]["item"]
            verdicts = {item["id"]: judge(item) for item in items}
            counts[-1][direction["name"]] = Counter(verdicts.values())
            names |= {item["id"]: item["name"] for item in items}
            for id_, verdict in verdicts.items():
                courses.setdefault(id_, ["－"] * len(folders))[place] = verdict
    for name in counts[-1]:
        cells = (f"{c[name].total() - c[name]['未達']}/{c[name].total()}" for c in counts)
        typer.echo(f"{name} {' '.join(cells)}")
    # Not typer.echo: it looks for control codes in every line.
    for id_, course in courses.items():
        if "－" in course or course[-2:] == ["未達", "未達"]:
            sys.stdout.write(f"{names[id_]}: {'→'.join(course)}\n")


if __name__ == "__main__":
    typer.run(main)
