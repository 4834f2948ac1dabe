"""What running text says: years, numbers, and numbers that depend on one another.

``start`` and ``end`` are positions in the text as given, ``text`` is what stands there. Named tuples, because every
``dxplan validate`` waits for these classes to be made, and dataclasses take four times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dxplan.checks.prose.fitting import fits_factor, fits_growth, fits_quotient

if TYPE_CHECKING:
    from decimal import Decimal


class YearMention(NamedTuple):
    """A year, fiscal year or date.

    ``year`` is the western year it names, ``number`` the year of the ``era`` (``""`` and the western year if
    there is none). ``pair`` is the same year in the other notation, where both stand as one expression:
    ``令和３（2022）年度`` is one mention of 2021 whose pair says 2022.
    """

    start: int
    end: int
    text: str
    year: int
    number: int
    era: str = ""
    fiscal: bool = False
    month: int | None = None
    day: int | None = None
    pair: YearMention | None = None

    @property
    def fiscal_year(self) -> int | None:
        """The fiscal year it falls in; None for a whole calendar year, which falls in two."""
        if self.fiscal:
            return self.year
        if self.month is None:
            return None
        return self.year if self.month >= 4 else self.year - 1


class NumberMention(NamedTuple):
    """A number with its counter; ``text`` includes 約 before and 以上, 増 and the like directly behind.

    ``unit`` is the counter in its normal form (see ``normal_unit``), ``""`` if none. ``digits`` are those behind
    the point as written; ``-1`` for 割, which are given in percent. ``bound`` is 以上, 以下, 未満, 超, 強 or 弱, or
    ``〜`` at both ends of a range. ``change`` is 増 or 減. ``cumulative`` says that 累計, 延べ or 計 stands before.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str = ""
    digits: int = 0
    approximate: bool = False
    bound: str = ""
    change: str = ""
    cumulative: bool = False

    @property
    def exact(self) -> bool:
        """Whether it says one number, not about, at least, or a range."""
        return not (self.approximate or self.bound)


def phrase_span(text: str, *members: NumberMention) -> tuple[int, int]:
    """Return where a phrase of several numbers stands, with the bracket that closes it."""
    start, end = min(member.start for member in members), max(member.end for member in members)
    inside = text[start:end]
    opened = sum(map(inside.count, "(（")) > sum(map(inside.count, ")）"))
    return (start, end + 1) if opened and text[end : end + 1] in (")", "）") else (start, end)


class Quotient(NamedTuple):
    """A part of a whole (``3,367件中、3,123件``) and the percentage stated with it, if one is."""

    start: int
    end: int
    text: str
    part: NumberMention
    whole: NumberMention
    stated: NumberMention | None = None

    @property
    def agrees(self) -> bool:
        """Whether the stated percentage fits; True where nothing exact can be held against it."""
        if self.stated is None or not (self.part.exact and self.whole.exact):
            return True
        return fits_quotient(self.stated, self.part.value, self.whole.value)


class Change(NamedTuple):
    """Two values and the growth stated between them: ``30%増``, ``1.3倍``, ``倍増`` (as 2倍)."""

    start: int
    end: int
    text: str
    before: NumberMention
    after: NumberMention
    stated: NumberMention

    @property
    def agrees(self) -> bool:
        """Whether the stated growth fits; True where nothing exact can be held against it.

        ``2倍増`` is read as people mean it (twice) and as it stands (thrice); both agree.
        """
        stated, before, after = self.stated, self.before, self.after
        if not (stated.exact and before.exact and after.exact):
            return True
        if stated.unit == "倍":
            shifted = (0, 1) if stated.change else (0,)
            return any(
                fits_factor(stated.value + shift, stated.digits, before.value, after.value)
                for shift in shifted
            )
        value = -abs(stated.value) if stated.change == "減" else stated.value
        return fits_growth(value, stated.digits, before.value, after.value)


class Sum(NamedTuple):
    """Parts and the total stated for them: ``39名、38名（計77名）``."""

    start: int
    end: int
    text: str
    parts: tuple[NumberMention, ...]
    total: NumberMention

    @property
    def agrees(self) -> bool:
        """Whether the parts add up; True where one of the numbers is not exact."""
        if not all(number.exact for number in (*self.parts, self.total)):
            return True
        return sum(part.value for part in self.parts) == self.total.value
