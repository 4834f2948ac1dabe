"""The difference between two versions of a file, as git shows it."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any


def unified_difference(path: str, before: str, after: str) -> str:
    """Return a unified diff that ``git apply`` takes; "" if nothing differs."""
    old, new = before.splitlines(), after.splitlines()
    if old == new:
        return ""
    shown = [f"--- a/{path}", f"+++ b/{path}"]
    # difflib.unified_diff takes lines that occur often, such as [item.result], for noise and tears the hunks.
    for group in _Compared(old, new).get_grouped_opcodes():
        (_, i1, _, j1, _), (_, _, i2, _, j2) = group[0], group[-1]
        shown.append(f"@@ -{i1 + 1},{i2 - i1} +{j1 + 1},{j2 - j1} @@")
        for tag, start, end, new_start, new_end in group:
            if tag == "equal":
                shown += [f" {line}" for line in old[start:end]]
            else:
                shown += [f"-{line}" for line in old[start:end]]
                shown += [f"+{line}" for line in new[new_start:new_end]]
    return "\n".join(shown)


class _Compared(SequenceMatcher[str]):
    """Two texts of which only what lies between their equal ends is compared: a long file has one change, or few."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        super().__init__(None, old, new, autojunk=False)
        self.old, self.new = old, new

    def get_opcodes(self) -> list[tuple[Any, int, int, int, int]]:
        old, new = self.old, self.new
        shorter = min(len(old), len(new))
        head, tail = _alike(old, new), _alike(reversed(old), reversed(new))
        # Lines that could belong to either end belong to the longer one.
        head, tail = (min(head, shorter - tail), tail) if tail > head else (head, min(tail, shorter - head))
        end, new_end = len(old) - tail, len(new) - tail
        between = SequenceMatcher(None, old[head:end], new[head:new_end], autojunk=False).get_opcodes()
        codes = [(tag, i1 + head, i2 + head, j1 + head, j2 + head) for tag, i1, i2, j1, j2 in between]
        ends = [("equal", 0, head, 0, head)], [("equal", end, len(old), new_end, len(new))]
        return [code for code in (*ends[0], *codes, *ends[1]) if code[1] < code[2] or code[3] < code[4]]


def _alike(old: Iterable[str], new: Iterable[str]) -> int:
    """Return how many lines are the same before the first that differs."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
