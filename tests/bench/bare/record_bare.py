"""The least program that records an actual and a report: find the item, splice the lines, check again, write."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import typer
from validate_bare import check, read  # type: ignore[import-not-found] # run as a script

ITEM = re.compile(r"^\[\[item\]\]\n", re.MULTILINE)


def main(folder: Path, wanted: str, actual: int, report: str) -> None:
    """Record into the first indicator of an item."""
    files = read(folder)
    stem, number = next(
        (stem, number)
        for stem, data in files.items()
        for number, item in enumerate(data.get("item", []))
        if item["id"] == wanted
    )
    path = folder / f"{stem}.toml"
    text = path.read_text(encoding="utf-8")
    starts = [match.start() for match in ITEM.finditer(text)] + [len(text)]
    before, block, after = (
        text[: starts[number]],
        text[starts[number] : starts[number + 1]],
        text[starts[number + 1] :],
    )
    block = re.sub(r"^actual = .*$", f"actual = {actual}", block, count=1, flags=re.MULTILINE)
    block = re.sub(
        r'^report = (?:"""[^"]*"""|"[^"]*")$', f'report = "{report}"', block, count=1, flags=re.MULTILINE
    )
    changed = before + block + after
    if errors := check({**files, stem: tomllib.loads(changed)}):
        typer.echo("\n".join(errors))
        raise typer.Exit(1)
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(changed)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


if __name__ == "__main__":
    typer.run(main)
