"""The least program that judges a plan of indicators by 実績値÷目標値 and prints the counts per direction."""

from __future__ import annotations

import tomllib
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import typer

BANDS = ((100, "A"), (80, "B"), (50, "C"), (0, "D"))


def judge(item: dict[str, Any], year: str) -> str:
    """Return the band of the mean of an item's rates."""
    rates = [Fraction(each["actual"][year], each["target"][year]) * 100 for each in item["indicator"]]
    mean = sum(rates) / len(rates)
    return next(label for edge, label in BANDS if mean >= edge)


def main(folder: Path) -> None:
    """Judge a plan for its last year."""
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")}
    year = files["plan"]["years"][-1]
    total: Counter[str] = Counter()
    for direction in files["plan"]["direction"]:
        verdicts = Counter(judge(item, year) for item in files[direction["id"]]["item"])
        show(direction["name"], verdicts)
        total += verdicts
    show("計", total)


def show(label: str, verdicts: Counter[str]) -> None:
    """Print one line."""
    items, achieved = verdicts.total(), verdicts["A"] + verdicts["B"]
    counts = " ".join(str(verdicts[verdict]) for _, verdict in BANDS)
    typer.echo(f"{label} {items} {achieved} {achieved * 1000 // items / 10}% {counts}")


if __name__ == "__main__":
    typer.run(main)
