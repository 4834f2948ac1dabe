"""What the tests of README and docs read: documents, their fenced blocks, commands and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.conftest import ROOT

README = "README.md"
DOCUMENTS = [README, "CHANGELOG.md", *sorted(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md"))]


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: what stands behind the backquotes, its text, the line where it begins."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Step:
    """A command line of a document with the output shown under it; each ``##`` section starts anew.

    ``>> FILE`` stands for lines that the reader is to add to a file.
    """

    command: str
    shown: str
    line: int
    section: int


def read(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def fences(text: str) -> list[Fence]:
    found = re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [Fence(match[1], match[2], text.count("\n", 0, match.start()) + 1) for match in found]


def steps(text: str) -> list[Step]:
    """Return what a reader does, in order.

    Commands stand in ``console`` (after ``$``, with output), ``sh`` and ``powershell`` (bare) blocks, additions to
    a file in ``toml`` blocks that begin with ``# FILE``.
    """
    found = []
    for fence in fences(text):
        lines = fence.text.split("\n")
        section = "\n".join(text.split("\n")[: fence.line]).count("\n## ")
        if fence.kind == "console":
            starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
            for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
                shown = "\n".join(lines[start + 1 : end])
                found.append(Step(lines[start][2:], shown, fence.line + start + 1, section))
        elif fence.kind in ("sh", "powershell"):
            bare = [(number, line) for number, line in enumerate(lines) if line.strip()]
            found += [Step(line, "", fence.line + number + 1, section) for number, line in bare]
        elif fence.kind == "toml" and (file := re.match(r"# (\S+\.toml)\n", fence.text)):
            found.append(Step(f">> {file[1]}", fence.text[file.end() :], fence.line, section))
    return found


def plain(text: str) -> list[str]:
    """Return lines without what cannot be seen: blanks at their ends, no-break blanks, empty lines around."""
    lines = [line.rstrip() for line in text.replace("\u00a0", " ").split("\n")]
    return "\n".join(lines).strip("\n").split("\n")


def rows_after(text: str, sentence: str) -> list[list[str]]:
    """Return the cells of the first table after a sentence or heading, without the table's own heading."""
    _, found, section = text.partition(f"\n{sentence}\n")
    assert found, sentence
    rows = re.search(r"^\|[-:|]+\|\n((?:\|.*\n)+)", section, re.MULTILINE)
    assert rows, sentence
    return [[cell.strip() for cell in line.strip("|").split(" |")] for line in rows[1].strip().split("\n")]


def names(cells: list[list[str]]) -> list[str]:
    return [row[0].strip("`") for row in cells]


def known_keys(hint: str) -> list[str]:
    match = re.search(r"ここに書けるのは (.+?) です", hint)
    assert match, hint
    return match[1].split("、")
