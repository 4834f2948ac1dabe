"""The least program that judges the items of a plan and prints the counts per direction."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import typer


def judge(item: dict[str, Any]) -> str:
    """Return the verdict of an item; every target of the synthetic plans is due and counts upwards."""
    indicators = item["indicator"]
    if not indicators:
        return "計画どおり実施" if item["result"]["done"] else "未達"
    return "目標達成" if all(i["actual"] >= i["target"] for i in indicators) else "未達"


def main(folder: Path) -> None:
    """Judge a plan."""
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")}
    total: Counter[str] = Counter()
    for direction in files["plan"]["direction"]:
        verdicts = Counter(judge(item) for item in files[direction["id"]]["item"])
        show(direction["name"], verdicts)
        total += verdicts
    show("計", total)


def show(label: str, verdicts: Counter[str]) -> None:
    """Print one line."""
    items, missed = verdicts.total(), verdicts["未達"]
    rate = (items - missed) * 1000 // items / 10
    counts = " ".join(str(verdicts[verdict]) for verdict in ("目標達成", "計画どおり実施", "未達"))
    typer.echo(f"{label} {items} {items - missed} {rate}% {counts}")


if __name__ == "__main__":
    typer.run(main)
