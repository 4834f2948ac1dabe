"""What charts are filled with: told from one another without colours, dark for what is good, hatched for what is not."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from dxplan.model.scheme import Tone
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.model.scheme import Badge


class Pattern(Enum):
    """How an area is filled with its colour: whole, or with lines or dots of it on white."""

    SOLID = "solid"
    RISING = "rising"
    FALLING = "falling"
    CROSSED = "crossed"
    LYING = "lying"
    DOTTED = "dotted"


class Ink(NamedTuple):
    """A colour (RRGGBB) and how it fills an area; letters on a ``dark`` one are white."""

    colour: str
    pattern: Pattern = Pattern.SOLID

    @property
    def dark(self) -> bool:
        """Whether black letters could not be read on it."""
        red, green, blue = (int(self.colour[at : at + 2], 16) for at in (0, 2, 4))
        return self.pattern is Pattern.SOLID and 299 * red + 587 * green + 114 * blue < 127_500


#: Of a tone the first for its first word, and so on; the last for all that are left.
_INKS: Final = {
    Tone.BEST: (Ink("5B9BD5"),),
    Tone.GOOD: (
        Ink("DDEBF7"),
        Ink("2F75B5", Pattern.DOTTED),
        Ink("2F75B5", Pattern.LYING),
        Ink("FFFFFF"),
    ),
    Tone.BAD: (
        Ink("C55A11", Pattern.RISING),
        Ink("C55A11", Pattern.CROSSED),
        Ink("C55A11", Pattern.FALLING),
        Ink("7F3A0B"),
    ),
    Tone.WAITING: (Ink("FFFFFF"), Ink("7F7F7F", Pattern.DOTTED)),
    Tone.NONE: (Ink("D9D9D9"), Ink("7F7F7F", Pattern.LYING)),
}
#: What is filled that counts nothing good or bad.
PLAIN: Final = Ink("9DC3E6")


def inks_of(badges: Iterable[Badge | None]) -> tuple[Ink, ...]:
    """Return what each of some words is filled with, side by side."""
    used: dict[Tone, int] = {}
    inks = []
    for badge in badges:
        if badge is None:
            inks.append(PLAIN)
            continue
        place = used[badge.tone] = used.get(badge.tone, -1) + 1
        inks.append(_INKS[badge.tone][min(place, len(_INKS[badge.tone]) - 1)])
    return tuple(inks)
