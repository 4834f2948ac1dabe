"""Which handouts there are: each is one module of ``handouts``, whose first line begins with its name.

Names are read from the files, so that a plan can be checked without importing what makes handouts.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

_ROOM: Final = Path(__file__).parent.parent / "handouts"
#: What is made of a plan that names none.
DEFAULT: Final = ("実施結果",)
#: What is made beside all that a plan names.
DATA: Final = "データ"
_FIRST_LINE: Final = '"""Handout '


@cache
def handout_modules() -> dict[str, str]:
    """Return the names of all handouts, that of the usual one first, and the modules that make them."""
    found = {}
    for file in sorted(_ROOM.glob("*.py")):
        with file.open(encoding="utf-8") as lines:
            line = lines.readline()
        if line.startswith(_FIRST_LINE):
            found[line.removeprefix(_FIRST_LINE).partition(":")[0]] = file.stem
    return {name: found[name] for name in (*DEFAULT, *found)}
