"""判定の方式: which verdicts there are, and how the numbers of an item become one of them.

A scheme is data: ``[judgement]`` of ``plan.toml``, read by ``reading/judgement.py``, applied by ``judging/``.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from dxplan.model.formulas import RATE, Incomputable
from dxplan.values import absence
from dxplan.values.quantities import MAX_DIGITS
from dxplan.values.rounding import divide
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal
    from fractions import Fraction

    from dxplan.model.formulas import Combine, CourseFormula, Formula, Measure, PointsOf, ShareOf
    from dxplan.values.rounding import Rounding


class Unit(Enum):
    """What totals count: items or indicators; the value is what stands in the file."""

    ITEM = "item"
    INDICATOR = "indicator"


class Tone(Enum):
    """What a word says of how things stand, for colours and marks; ``WAITING`` for what cannot be said yet.

    ``BEST`` is good, and nothing is better.
    """

    BEST = "best"
    GOOD = "good"
    BAD = "bad"
    WAITING = "waiting"
    NONE = "none"


class Badge(NamedTuple):
    """A word of how something stands, as handouts show it: a verdict, the state of a half year, 期限前.

    ``colour`` is a fill of its own (RRGGBB); "" leaves it to the tone.
    """

    word: str
    tone: Tone
    colour: str = ""


class Band(NamedTuple):
    """区分: where a verdict begins, by its ``measure``.

    ``edge`` is what must be reached, or with ``above`` be passed: a rate in percent, or by another measure how much
    better than the value it names, in percent of it, or with ``points`` in ポイント. None takes all that is left.
    """

    edge: Decimal | None
    above: bool = False
    measure: Measure = RATE
    points: bool = False

    def holds(self, value: Decimal | Fraction, shade: int = 0) -> bool:
        """Return whether what was measured lies in it, or in a better one.

        With a ``shade`` it is a little worse (−1) or better (1) than the value: what is just on the edge is not, or is.
        """
        if self.edge is None or self.edge != value:
            return self.edge is None or self.edge < value
        return shade > 0 or (not shade and not self.above)


class Verdict(NamedTuple):
    """判定: a word that handouts print, and what it counts for.

    ``band`` is what gives it, None for a word that nothing measured gives. ``colour`` is the fill in Excel (RRGGBB,
    "" for none), ``short`` the word in narrow columns. ``points`` are what it scores, and from ``total`` points on an
    item has it, where points are added up.
    """

    label: str
    achieved: bool = False
    band: Band | None = None
    colour: str = ""
    short: str = ""
    points: Decimal | None = None
    total: Decimal | None = None

    @property
    def tone(self) -> Tone:
        """Good where it counts as achieved."""
        if self in (UNRECORDED, INCOMPUTABLE):
            return Tone.WAITING
        if self in OUTSIDE:
            return Tone.NONE
        return Tone.GOOD if self.achieved else Tone.BAD

    @property
    def badge(self) -> Badge:
        """The verdict as handouts show it."""
        return Badge(self.label, self.tone, self.colour)


#: Verdicts of every scheme, beside its own.
UNRECORDED: Final = Verdict(absence.UNRECORDED)
INCOMPUTABLE: Final = Verdict("算出不可")
EXCLUDED: Final = Verdict("対象外")
UNJUDGED: Final = Verdict("未判定")
#: Those that stand outside the denominator, each with a reason.
OUTSIDE: Final = (EXCLUDED, UNJUDGED)


class WholeRule(NamedTuple):
    """How a whole direction is judged: from its items or indicators, by the share achieved or by their points."""

    of: Unit
    by: ShareOf | PointsOf
    verdicts: tuple[Verdict, ...]

    def verdict(self, value: Decimal | Fraction) -> Verdict:
        """Return the verdict of a share in percent, or of points; below all edges it is the last."""
        return next((v for v in self.verdicts if v.band and v.band.holds(value)), self.verdicts[-1])


class Axis(NamedTuple):
    """One of the two axes (着手, 達成) on which items are judged: a scheme of its own.

    It looks at ``numbers``, or at what a person says of how the item went. ``gives`` has for each of its verdicts the
    item's, in the order of the other axis's verdicts; () on the second axis.
    """

    name: str
    numbers: bool
    scheme: Scheme
    gives: tuple[tuple[Verdict, ...], ...] = ()


class Scheme(NamedTuple):
    """How a plan judges.

    ``verdicts`` stand best first; at least two of them are bands. ``lower`` is the formula for 下向き indicators.
    ``done`` and ``not_done`` are the verdicts of what has no number to be judged by. The rate of an indicator is kept
    within ``floor`` and ``cap`` (percent). What is expected of a year is rounded to ``expected_digits`` before anything
    is held against it, None leaving it as it is; with ``compare_rounded`` rates are rounded to ``digits`` before they are
    held against the edges of the bands. ``whole`` is how directions are judged, None where they are not.
    With two ``axes`` an item has a verdict on each, and its own from their table.
    """

    name: str
    formula: Formula
    lower: Formula
    combine: Combine
    unit: Unit
    course: CourseFormula
    digits: int
    rounding: Rounding
    compare_rounded: bool
    expected_digits: int | None
    floor: Decimal | None
    cap: Decimal | None
    verdicts: tuple[Verdict, ...]
    done: Verdict
    not_done: Verdict
    whole: WholeRule | None = None
    axes: tuple[Axis, ...] = ()

    @property
    def measuring(self) -> Scheme:
        """The scheme that judges indicators: itself, or that of the last axis that looks at numbers."""
        return next((axis.scheme for axis in reversed(self.axes) if axis.numbers), self)

    @property
    def states(self) -> tuple[Verdict, ...]:
        """The words in which it is said how an item went."""
        of_axes = (axis.scheme.verdicts for axis in self.axes if not axis.numbers)
        return next(of_axes, self.words(Unit.ITEM))

    @property
    def ways(self) -> tuple[Verdict, ...]:
        """The words in which a section may say how an item went; () where as planned or not is all."""
        if self.axes:
            return self.states
        low = self.verdicts[self.verdicts.index(self.done) :]
        return low if len(low) > 2 else ()

    def crossing(self, first: Verdict, second: Verdict) -> Verdict:
        """Return the verdict of an item that has these on the two axes."""
        one, other = self.axes
        return one.gives[one.scheme.verdicts.index(first)][other.scheme.verdicts.index(second)]

    @property
    def results(self) -> tuple[Verdict, ...]:
        """The verdicts that numbers give an item, best first: by points where they are added up, else its bands."""
        return tuple(verdict for verdict in self.verdicts if verdict.total is not None) or self.bands

    def words(self, unit: Unit) -> tuple[Verdict, ...]:
        """Return the verdicts that items can have, or indicators: they differ where points are added up."""
        if self.axes and unit is Unit.INDICATOR:
            return self.measuring.verdicts
        if self.results == self.bands:
            return self.verdicts
        if unit is Unit.INDICATOR:
            return self.bands
        return tuple(verdict for verdict in self.verdicts if verdict.total is not None or not verdict.band)

    def by_points(self, points: Decimal | Fraction) -> Verdict:
        """Return the verdict of an item's points."""
        held = self.held(points)
        return next((v for v in self.results if v.total is not None and v.total <= held), self.results[-1])

    @property
    def bands(self) -> tuple[Verdict, ...]:
        """The verdicts that measuring gives, best first; what is in no other is in the last."""
        if self.axes:
            given = {verdict for axis in self.axes for row in axis.gives for verdict in row}
            return tuple(verdict for verdict in self.verdicts if verdict in given)
        return tuple(verdict for verdict in self.verdicts if verdict.band is not None)

    @property
    def badges(self) -> tuple[Badge, ...]:
        """The badges of its verdicts, of which the first is the best."""
        best, *others = (verdict.badge for verdict in self.verdicts)
        return (best._replace(tone=Tone.BEST) if best.tone is Tone.GOOD else best, *others)

    @property
    def compares_only(self) -> bool:
        """Whether there are no rates, unless an indicator has a formula of its own."""
        return self.formula.rate is None and self.lower.rate is None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What its bands are held against beside the 達成率."""
        return tuple({band.measure: None for _, band in self._banded if band.measure is not RATE})

    @property
    def on_the_way(self) -> bool:
        """Whether its bands ask in every year how an indicator stands, not only when a target is due."""
        return any(measure.on_the_way for measure in self.measures)

    @property
    def _banded(self) -> Iterator[tuple[Verdict, Band]]:
        return ((verdict, verdict.band) for verdict in self.verdicts if verdict.band)

    def rounded(self, rate: Decimal | Fraction) -> Decimal:
        """Return a rate with the scheme's digits. Negative ones are rounded by their size: −0.05 is −0.1 half up."""
        return divide(*rate.as_integer_ratio(), digits=self.digits, rounding=self.rounding)

    def shown(self, rate: Decimal | Fraction) -> Decimal:
        """Return a 達成率 as printed: with the scheme's digits.

        Where the rate itself decides, it has as many digits as tell it from the edge of another band: 99.95 is no 100.0.
        """
        shown = self.rounded(rate)
        if self.compare_rounded:
            return shown
        verdict, digits = self.band_of(rate), self.digits
        while self.band_of(shown) != verdict and digits < 2 * MAX_DIGITS:
            digits += 1
            shown = self._replace(digits=digits).rounded(rate)
        return shown

    def expected(self, value: Fraction) -> Fraction:
        """Return what is expected of a year, with the digits that the scheme declares for it."""
        if self.expected_digits is None:
            return value
        from fractions import Fraction

        digits, rounding = self.expected_digits, self.rounding
        return Fraction(divide(*value.as_integer_ratio(), digits=digits, rounding=rounding))

    def band(
        self, measured: Callable[[Band], tuple[Decimal | Fraction, int] | Incomputable]
    ) -> Verdict | Incomputable:
        """Return the best verdict whose band holds what is measured for it, or why that cannot be measured.

        What is measured, with its shade, is rounded first where the scheme says so.
        """
        *others, (last, _) = self._banded
        for verdict, band in others:
            found = measured(band)
            if isinstance(found, Incomputable):
                return found
            value, shade = found
            if band.holds(self.held(value), shade):
                return verdict
        return last

    def band_of(self, rate: Decimal | Fraction, shade: int = 0) -> Verdict:
        """Return the verdict of a rate in percent, as far as rates give verdicts."""
        held = self.held(rate)
        of_rates = (v for v, band in self._banded if band.measure is RATE and band.holds(held, shade))
        return next(of_rates, None) or self.bands[-1]

    def held(self, value: Decimal | Fraction) -> Decimal | Fraction:
        """Return what is held against the edges of the bands: what was measured, rounded where the scheme says so."""
        return self.rounded(value) if self.compare_rounded else value

    def verdict(self, label: str) -> Verdict | None:
        """Return the verdict of a word."""
        return next((verdict for verdict in self.verdicts if verdict.label == label), None)

    def worse(self, one: Verdict, other: Verdict) -> Verdict:
        """Return the lower of two verdicts of the scheme."""
        return max(one, other, key=self.verdicts.index)
