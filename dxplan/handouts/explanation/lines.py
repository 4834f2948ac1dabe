"""What an explanation is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model import Source
    from dxplan.model.scheme import Verdict


class Statement(NamedTuple):
    """A line: its words, how far it is indented, and where what it says was written.

    ``pieces`` are further words, one after the other, that may be broken between but not inside.
    """

    text: str
    depth: int = 1
    source: Source | None = None
    pieces: tuple[str, ...] = ()


def joined(pieces: Sequence[str], sign: str) -> tuple[str, ...]:
    """Return pieces with a sign behind each but the last."""
    return tuple(piece + sign for piece in pieces[:-1]) + tuple(pieces[-1:])


class Explanation(NamedTuple):
    """What is explained, with its id, the verdict where it has one, and the lines that say why."""

    heading: str
    id: str
    verdict: Verdict | None
    lines: tuple[Statement, ...]
