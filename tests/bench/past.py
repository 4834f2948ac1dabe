"""A plan in git with a long past, the same on every machine.

Every commit records a figure of one item, every tenth moves a target instead, as people do in a year's work.
"""

from __future__ import annotations

import random
import re
import subprocess
from typing import TYPE_CHECKING, Final

from tests.bench.synthetic import write_plan

if TYPE_CHECKING:
    from pathlib import Path

_FIGURE: Final = re.compile(r"^actual = ([0-9]+)", re.MULTILINE)
_TARGET: Final = re.compile(r"^target = ([0-9]+)", re.MULTILINE)
_EVERY: Final = 10


def write_past(folder: Path, items: int, commits: int) -> None:
    """Write ``plans/2019`` into a new repository, changed by ``commits`` commits."""
    plan = folder / "plans" / "2019"
    write_plan(plan, items)
    chance = random.Random(commits)  # noqa: S311 - the same past every time is the point
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(plan.glob("*.toml"))}
    stream = [_commit(0, texts)]
    directions = sorted(texts.keys() - {"plan.toml"})
    for number in range(1, commits):
        name = chance.choice(directions)
        what = _FIGURE if number % _EVERY else _TARGET
        places = [*what.finditer(texts[name])]
        if places:
            start, end = chance.choice(places).span(1)
            texts[name] = f"{texts[name][:start]}{number}{texts[name][end:]}"
        stream.append(_commit(number, {name: texts[name]}))
    git = ["git", "-C", str(folder)]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "fast-import", "--quiet"], input=b"".join(stream), check=True)
    subprocess.run([*git, "reset", "-q", "--hard", "main"], check=True)


def _commit(number: int, files: dict[str, str]) -> bytes:
    said = f"変更{number}".encode()
    lines = [
        b"commit refs/heads/main\n",
        f"committer 係 <k@example.jp> {1_585_700_000 + 3600 * number} +0900\n".encode(),
    ]
    lines += [f"data {len(said)}\n".encode(), said, b"\n"]
    for name, text in files.items():
        content = text.encode()
        lines += [f"M 100644 inline plans/2019/{name}\ndata {len(content)}\n".encode(), content, b"\n"]
    return b"".join(lines)
