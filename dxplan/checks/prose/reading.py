"""One text, read once, whatever is asked of it how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.letters import fold_in_place
from dxplan.checks.prose.numbers import numbers_in
from dxplan.checks.prose.relations import changes_in, quotients_in
from dxplan.checks.prose.sums import sums_in
from dxplan.checks.prose.years import years_in
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from dxplan.checks.prose.numbers import NumberMention
    from dxplan.checks.prose.relations import Quotient, StatedChange
    from dxplan.checks.prose.sums import Sum
    from dxplan.checks.prose.years import YearMention

# What a text must have to be worth folding and reading; most have neither.
_FIGURE: Final = regex(r"[0-9０-９]")
_YEAR: Final = regex(r"令和|平成|昭和|[RHS] ?[0-9元]|[0-9][年\s]|[12][09][0-9]{2}[-/.(]")


class Reading:
    """What a text says. Years and numbers, on which the rest is built, are looked for once, when first asked for.

    Everything is pure and linear. Reading is done on a folded copy of the same length, so that positions in it are
    positions in the text.
    """

    # Plain slots: a plan of 10,000 items has a hundred thousand texts, and most of them are asked for nothing else.
    __slots__ = ("_folded", "_numbers", "_years", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: str | None = None
        self._years: tuple[YearMention, ...] | None = None
        self._numbers: tuple[NumberMention, ...] | None = None

    @property
    def folded(self) -> str:
        """The text in half-width letters, in which all looking is done."""
        if self._folded is None:
            self._folded = fold_in_place(self.text)
        return self._folded

    @property
    def years(self) -> tuple[YearMention, ...]:
        """The years it names, in order; a range gives two, a pair of notations one.

        A four-digit number is a year only before 年, in a full date, beside an era year or joined to a year. R5, H31
        and S63 are years before 年, a month (``R2.3末``), in a pair, joined to another, and where what stands around
        them says so: a particle, 末, 実績 and the like, a closing bracket, the end. Since H2 and S3 are other things
        too, such weak signs count for H only from two digits, for S from 20.
        """
        if self._years is None:
            named = ("元" in self.text or _FIGURE.search(self.text)) and _YEAR.search(self.folded)
            self._years = years_in(self.text, self.folded) if named else ()
        return self._years

    @property
    def numbers(self) -> tuple[NumberMention, ...]:
        """The numbers it counts or measures with, in order.

        Not reported are those of years, dates and times, ordinals (第7次, No34), item numbers (``(1)``, ``1 ``at the
        start of a line), names (Windows10, 未来フェア2019, L2), codes and telephone numbers (2-19), addresses,
        footnotes, fractions (4分の1) and what is no number (1,20, 1.2.3). Others carry a counter that shows what they
        are: 3年, 10分, 3次元, 5G.
        """
        if self._numbers is None:
            found = _FIGURE.search(self.text)
            self._numbers = numbers_in(self.text, self.folded, self.years) if found else ()
        return self._numbers

    @property
    def quotients(self) -> tuple[Quotient, ...]:
        """Each part of a whole it names, with the percentage stated beside it, if there is one.

        Part and whole have the same counter; only in ``3,123/3,367件`` the first may go without.
        """
        return tuple(quotients_in(self.text, self.folded, self.numbers))

    @property
    def changes(self) -> tuple[StatedChange, ...]:
        """Where it gives a value before, a value after and the growth between them.

        Either in one phrase (``7,605人から9,852人へ30%増``, ``30%増（7,605人→9,852人）``, ``5から10へ倍増``) or as a
        statement followed by two dated values (``30%増 H31.3末時点：7,605人 R2.3末時点：9,852人``), which belong to
        the nearest statement before them.
        """
        return tuple(changes_in(self.text, self.folded, self.numbers, self.years))

    @property
    def sums(self) -> tuple[Sum, ...]:
        """Parts that stand in a row of one counter with their total: ``39名、38名（計77名）``.

        Words between the parts are not looked through, so a sum that is written with them is missed rather than
        guessed. In ``3村4地区と2市町6地区、計10地区`` the parts are those with the total's counter.
        """
        return tuple(sums_in(self.text, self.folded, self.numbers))
