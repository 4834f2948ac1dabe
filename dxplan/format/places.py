"""Where a key belongs that stands under the wrong heading: people write it one heading too early or too late."""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from dxplan.format.blocks import FileKind
from dxplan.format.keys import BLOCKS

if TYPE_CHECKING:
    from dxplan.format.blocks import Block, Key

_TYPES: Final[dict[str, tuple[type, ...]]] = {
    **dict.fromkeys(("text", "id", "code", "half", "rate", "colour", "handout"), (str,)),
    **dict.fromkeys(("texts", "years", "headings", "handouts", "codes", "tables"), (list,)),
    **dict.fromkeys(("integer", "count"), (int,)),
    **dict.fromkeys(("number", "percent"), (int, Decimal)),
    **dict.fromkeys(("table", "result"), (dict,)),
    **dict.fromkeys(("amount", "money"), (int, Decimal, str)),
    "link": (str,),
    "year": (int, str),
    "names": (str, list),
    "boolean": (bool,),
}


def place_of(name: str, value: object, here: Block, *, sure: bool) -> str:
    """Return in words where a key is written that ``here`` does not have; "" if nowhere.

    Of several blocks it is one whose key may have this value, of the same file, as near as possible. Unless this is
    ``sure`` to be no slip for a key of ``here``, its value must fit. Nobody writes plans into another file, so that
    there only its own blocks are named.
    """
    found = []
    of_a_plan = here.file in (FileKind.PLAN, FileKind.ITEMS)
    own = [key.block for key in here.keys.values() if key.block and key.name == "fields"]
    for block in (*BLOCKS, *own):
        key = block.keys.get(name)
        if key and (block.file is here.file or of_a_plan):
            misfit = _misfit(key, value)
            rank = (misfit == _IMPOSSIBLE, block.file is not here.file, misfit, _distance(block, here))
            found.append((rank, block))
    if not found:
        return ""
    (impossible, *_), block = min(found, key=lambda each: each[0])
    if impossible and not sure:
        return ""
    key = block.keys[name]
    if key.block is None or key.inline:
        return f"{block.place}に書きます"
    way = ".".join(key.block.path)
    heading = f"[[{way}]]" if key.shape == "tables" else f"[{way}]"
    return f"{_FILES.get(block.file, '')}見出し {heading} として書きます"


_FILES: Final[dict[FileKind | None, str]] = {
    FileKind.PLAN: "plan.toml の",
    FileKind.DEPARTMENTS: "departments.toml の",
}
_IMPOSSIBLE: Final = 2


def _misfit(key: Key, value: object) -> int:
    """Return how badly a value fits a key: 0 for one of its words, 1 for one of its kind."""
    if key.shape == "choice":
        return 0 if isinstance(value, str) and value in key.choices else _IMPOSSIBLE
    if key.shape == "tables":
        fits = isinstance(value, list) and all(isinstance(entry, dict) for entry in value)
    else:
        fits = key.shape not in _TYPES or type(value) in _TYPES[key.shape]
    return 1 if fits else _IMPOSSIBLE


def _distance(one: Block, other: Block) -> int:
    """Return over how many headings the way from one block to another leads."""
    mine, theirs = _way(one), _way(other)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(mine, theirs, strict=False)))
    return len(mine) + len(theirs) - 2 * common


def _way(block: Block) -> tuple[str, ...]:
    """Return the headings above a block; a direction's file stands within its ``[[direction]]``."""
    return ("direction", *block.path) if block.file is FileKind.ITEMS else block.path
