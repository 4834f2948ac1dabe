"""What a form says while it is filled in: is a row complete, which verdict will it get, is it far from last year's.

Each is a spreadsheet formula made from the plan's scheme, in functions that Excel 2010 and LibreOffice both have. It
foretells; dxplan judges when the form is read, in exact numbers. Where a formula cannot say a verdict it says so.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from dxplan.collecting.form import DONE, NOT_YET, Formula, Ref, step_words
from dxplan.judging.indicators import (
    JUDGED,
    Scale,
    Standing,
    against_of,
    formula_of,
    judge_indicator,
    met_or_not,
    scale_of,
)
from dxplan.judging.items import shares_of
from dxplan.model import Better, Counting, Pending
from dxplan.model.formulas import COMPARE, RATE, BandOf, Incomputable, PointsOf
from dxplan.model.scheme import UNJUDGED
from dxplan.values.quantities import EXACT, Quantity, factor_of, fold
from dxplan.values.rounding import Rounding
from dxplan.values.steps import NEVER, StepKind
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.collecting.form import Column, Row, Value
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Plan
    from dxplan.model.aims import Aim
    from dxplan.model.formulas import Combine
    from dxplan.model.scheme import Axis, Band, Scheme, Verdict
    from dxplan.values.steps import Ladder

#: A formula or a piece of one.
Expr: TypeAlias = "tuple[str | Ref, ...]"

#: What the column 記入の状況 says; the last stands before what is still missing.
COMPLETE: Final = "記入ずみ"
UNANSWERED: Final = "未回答"
NOT_ASKED: Final = "回答不要"
STILL: Final = "あと："
#: Excel takes formulas of so many letters, and texts of so many in them.
_MOST_LETTERS: Final = 8000
_MOST_IN_TEXT: Final = 250
#: Binary numbers are rounded to so many digits before anything is held against them: 0.57 × 100 is 57.
_DIGITS: Final = 9
_WORDS_FOR_FIGURES: Final = tuple(word.value for word in Pending)


class _Unsayable(Exception):  # noqa: N818 - not an error
    """No formula says it; the message is why."""


def live_cells(
    row: Assessment,
    rows: Sequence[Row],
    at: int,
    columns: Sequence[Column],
    plan: Plan,
    last_year: Mapping[str, Quantity],
) -> Iterator[dict[str, Value]]:
    """Yield the live cells of the ``rows`` of one item, which begin at the place ``at`` of a form.

    ``last_year`` has last year's actuals by the names of indicators, as far as they are numbers in the same unit.
    """
    if not rows[0].asked:
        yield {"missing": NOT_ASKED}
        return
    headings = {column.key: column.heading for column in columns}
    verdict = _verdict(_Item(row, plan, at, headings, plan.scheme, row.combine))
    bad = [each.label for each in plan.scheme.verdicts if not each.achieved]
    for number, asked in enumerate(rows):
        place = at + number
        judged = row.judged[number] if row.judged else None
        cells: dict[str, Value] = {}
        if judged and "actual" in asked.asked:
            cells["figure"] = Formula(_figure(judged, place))
            if judged.indicator.name in last_year:
                cells["far"] = Formula(_far(judged, last_year[judged.indicator.name], place, plan))
        if number == 0:
            cells["verdict"] = verdict
        cells["missing"] = Formula(_missing(asked, place, headings, bad, far="far" in cells))
        yield cells


class _Item(NamedTuple):
    """An item in the form: its judgement so far, the plan, the place of its first row, the headings of the columns.

    ``scheme`` is what it is judged by, the plan's or that of an axis, and ``how`` its indicators are combined.
    """

    row: Assessment
    plan: Plan
    at: int
    headings: Mapping[str, str]
    scheme: Scheme
    how: Combine

    def cell(self, judged: Judged, key: str) -> Ref:
        """Return the cell of an indicator in a column."""
        indicators = [each.indicator for each in self.row.judged]
        return Ref(self.at + next(n for n, each in enumerate(indicators) if each is judged.indicator), key)

    def actual(self, judged: Judged) -> Expr:
        """Return what is held against the target: the figure, with those of the years before where they are summed."""
        figure, indicator = self.cell(judged, "figure"), judged.indicator
        if indicator.counting is not Counting.SUM:
            return (figure,)
        total, span = Decimal(0), self.plan.span
        for year in range(span.first, span.year):
            before = indicator.actual(year)
            if isinstance(before, Quantity):
                total = EXACT.add(total, before.value)
            elif before is not Pending.NOT_MEASURED:
                raise _Unsayable("前の年度の実績値が揃っていないため")
        return _x("(", figure, f"+{_number(total)})")

    def rank(self, verdict: Verdict) -> int:
        """Return the place of a verdict among those of the scheme, the best being 1."""
        return self.scheme.verdicts.index(verdict) + 1


# The columns


def _figure(judged: Judged, place: int) -> Expr:
    """Return the number that an answer is: itself, 95% as 95, 3123/3367 of a share; "" for what is none."""
    cell, factor = Ref(place, "actual"), factor_of(judged.indicator.unit)
    if judged.indicator.ladder:
        return _step(judged.indicator.ladder, cell)
    number: Expr = (cell,)
    other: str | Expr = '""'
    if factor != 1:
        counts = _x(
            "VALUE(LEFT(", cell, ',FIND("/",', cell, ")-1))/VALUE(MID(", cell, ',FIND("/",', cell, ")+1,20))"
        )
        other = _call("IFERROR", (_x("ROUND(", counts, f"*{_number(factor)},{_DIGITS})"), '""'))
    if fold(judged.indicator.unit) == "%":
        number = _if(
            _x('LEFT(CELL("format",', cell, '),1)="P"'), _x("ROUND(", cell, f"*100,{_DIGITS})"), number
        )
    recorded = judged.recorded
    if isinstance(recorded, Quantity) and fold(recorded.text) != f"{recorded.value:f}":
        other = _if(_x(cell, f"={_text(recorded.text)}"), _number(recorded.value), other)
    return _if(_x("ISNUMBER(", cell, ")"), number, other)


def _step(ladder: Ladder, cell: Ref) -> Expr:
    """Return the place on the way of a step: the number of a stage, 1 or 0, or a day as 20250331."""
    if ladder.kind is StepKind.DAY:
        day = _x("YEAR(", cell, ")*10000+MONTH(", cell, ")*100+DAY(", cell, ")")
        return _if(_x("ISNUMBER(", cell, ")"), day, _if(_x(cell, f"={_text(NOT_YET)}"), _number(NEVER), '""'))
    found: str | Expr = '""'
    for word in reversed(step_words(ladder)):
        reached = ladder.reached(word)
        if reached:
            found = _if(_x(cell, f"={_text(word)}"), _number(reached.value), found)
    return _x(found)


def _far(judged: Judged, before: Quantity, place: int, plan: Plan) -> Expr:
    """Whether a number is so far from last year's that one asks why."""
    figure, remarks, rules = Ref(place, "figure"), Ref(place, "remarks"), plan.checks
    apart = (
        _x("ABS(", figure, f"-{_number(before.value)})")
        if before.value >= 0
        else _x("ABS(", figure, f"+{_number(-before.value)})")
    )
    far = _call(
        "AND",
        (
            _x(apart, f">={_number(rules.far_units)}"),
            _x(apart, f"*100>={_number(abs(before.value) * rules.far_percent)}"),
        ),
    )
    shown = before.show(judged.indicator.unit)
    ask = _text(f"前年度の{shown}から大きく変わっています。備考に事情を書いてください。")
    asks = _if(_x(remarks, '=""'), ask, _text("前年度から大きく変わっています（備考あり）。"))
    return _if(_x(figure, '=""'), '""', _if(far, asks, '""'))


def _missing(row: Row, place: int, headings: Mapping[str, str], bad: Sequence[str], *, far: bool) -> Expr:
    """Whether a row is complete, or what is still missing in it."""
    if not row.asked - {"remarks"}:
        return (_text(NOT_ASKED),)
    lacks: list[tuple[Expr, str]] = []
    for key, heading in headings.items():
        cell, empty = Ref(place, key), _x(Ref(place, key), '=""')
        if key in row.needed:
            lacks.append((empty, heading))
        if key == "actual" and key in row.asked:
            known = _x(Ref(place, "figure"), '<>""')
            words = (_x(cell, f"={_text(word)}") for word in _WORDS_FOR_FIGURES)
            how = "一覧から" if row.ladder else "数字で"
            lacks.append((_call("NOT", [_call("OR", [empty, known, *words])]), f"{heading}（{how}）"))
        if key == "reason" and key in row.asked and bad:
            missed = _call("OR", [_x(Ref(place, "verdict"), f"={_text(label)}") for label in bad])
            lacks.append((_call("AND", (missed, empty)), heading))
        if key == "remarks" and far:
            lacks.append((_call("AND", (_x(Ref(place, "far"), '<>""'), empty)), f"{heading}（前年度との差）"))
    open_cells = [_x(Ref(place, key), '=""') for key in headings if key in row.asked]
    still = [piece for condition, name in lacks for piece in ("&", _if(condition, _text(f"{name} "), '""'))]
    complete = _call("NOT", [_call("OR", [condition for condition, _ in lacks])]) if lacks else ("TRUE",)
    return _if(
        _call("AND", open_cells),
        _text(UNANSWERED),
        _if(_x(complete), _text(COMPLETE), _x(_text(STILL), *still)),
    )


# The verdict


def _verdict(item: _Item) -> Value:
    """Return what the verdict will be, as far as a formula can say it."""
    office, override = item.plan.office, item.row.override
    if override:
        return f"{override.verdict.label}（{office}の判断）"
    if item.row.result and item.row.result.unjudged:
        return _unjudged(item)
    try:
        due = [judged for judged in item.row.judged if judged.is_due]
        made = _on_axes(item) if item.scheme.axes else _of_due(item, due) if due else _without_due(item)
    except _Unsayable as why:
        return f"{office}で判定します（{why}）。"
    letters = sum(len(part) if isinstance(part, str) else 8 for part in made)
    return Formula(made) if letters < _MOST_LETTERS else f"{office}で判定します（指標が多いため）。"


def _of_due(item: _Item, due: Sequence[Judged]) -> Expr:
    """Return the verdict of an item with targets of this year: of its numbers, or of how it went where that is worse."""
    low = _low(item)
    found = _call("MAX", (_combined(item, due), low)) if low else _combined(item, due)
    return _when_measured(item, due, _word(item, found))


def _when_measured(item: _Item, due: Sequence[Judged], word: Expr) -> Expr:
    """Return a word as far as all figures are there that it depends on, else what keeps it from being said."""
    unmeasured = _call(
        "OR", [_x(item.cell(j, "actual"), f"={_text(Pending.NOT_MEASURED.value)}") for j in due]
    )
    return _if(
        unmeasured,
        _text("測らない指標があるので判定しません。"),
        _if(_all_known(item, due), word, _text("実績値が揃うと出ます。")),
    )


def _on_axes(item: _Item) -> Expr:
    """Return what the two axes give together, as far as both can say something."""
    sides: list[tuple[Axis, _Item, list[Judged]]] = []
    for axis in item.scheme.axes:
        judged = [judge_indicator(each, axis.scheme, item.plan.span) for each in item.row.item.indicators]
        on = item._replace(scheme=axis.scheme, how=item.row.item.combine or axis.scheme.combine)
        sides.append((axis, on, [each for each in judged if each.is_due and axis.numbers]))
    made: Expr = (_text(_unjudged(item)),)
    if all(due or not axis.numbers for axis, _, due in sides):
        first, second = (_combined(on, due) if axis.numbers else _said(on) for axis, on, due in sides)
        rows = (
            _call("CHOOSE", (second, *(_text(verdict.label) for verdict in row))) for row in sides[0][0].gives
        )
        word = _call("CHOOSE", (first, *rows))
        made = _call("IFERROR", (word, _text(f"{item.plan.office}で判定します（算出不可）。")))
    heading = item.headings.get("state") or item.headings["done"]
    for axis, on, due in sides:
        if due:
            made = _when_measured(on, due, made)
        elif not axis.numbers:
            made = _if(_x(_said(on), ">0"), made, _text(f"{heading}を選ぶと出ます。"))
    return made


def _without_due(item: _Item) -> Expr:
    """Return the verdict of an item without targets of this year: how it went, or a later target that is reached already."""
    said = _said(item)
    made = _if(_x(said, ">0"), _word(item, said), _text("計画どおりかを選ぶと出ます。"))
    later = [j for j in item.row.judged if not j.due_now and j.standing in JUDGED]
    if any(j.due_now and j.standing is Standing.UNJUDGED for j in item.row.judged):
        made = (_text(_unjudged(item)),)
    elif later:
        reached = _call("AND", [_all_known(item, later), *(_met(item, judged) for judged in later)])
        early = _word(item, _combined(item, later))
        made = _if(_all_known(item, later), _if(reached, early, made), made)
    low = _low(item)
    return _if(_x(low, ">0"), _word(item, low), made) if low else made


def _unjudged(item: _Item) -> str:
    """Return what is said of an item that is not judged in this year, with the reason."""
    return f"{UNJUDGED.label}（{item.row.outside}）" if item.row.outside else UNJUDGED.label


def _all_known(item: _Item, judged: Sequence[Judged]) -> Expr:
    return _x(_call("COUNT", [item.cell(each, "figure") for each in judged]), f"={len(judged)}")


def _word(item: _Item, place: Expr) -> Expr:
    word = _call("CHOOSE", (place, *(_text(verdict.label) for verdict in item.scheme.verdicts)))
    return _call("IFERROR", (word, _text(f"{item.plan.office}で判定します（算出不可）。")))


def _said(item: _Item) -> Expr:
    """Return the place of the verdict that is said of how an item went; 0 where nothing is said."""
    scheme = item.scheme
    if "state" in item.headings:
        ways = item.plan.scheme.ways
        key, words = "state", {each.label: each for each in ways if each in scheme.verdicts}
    else:
        key, words = "done", {word: scheme.done if done else scheme.not_done for word, done in DONE.items()}
    found: str | Expr = "0"
    for word, verdict in reversed(words.items()):
        found = _if(_x(Ref(item.at, key), f"={_text(word)}"), str(item.rank(verdict)), found)
    return _x(found)


def _low(item: _Item) -> Expr:
    """Return the same where it went worse than planned, else 0."""
    said = _said(item)
    return _if(_x(said, f">{item.rank(item.scheme.done)}"), said, "0")


def _combined(item: _Item, judged: Sequence[Judged]) -> Expr:
    """Return the place of the verdict that indicators give together."""
    how = item.how
    if isinstance(how, BandOf):
        return _call("MAX" if how.lowest else "MIN", [_place(item, each) for each in judged])
    shares = shares_of(how, judged)
    if isinstance(how, PointsOf):
        terms = [_points(item, _place(item, each)) for each in judged]
        return _by_points(item, _sum(terms, shares, sum(shares) if how.mean else 1))
    rates = [_rate(item, each) for each in judged]
    return _band(item, _call("MIN", rates) if how.lowest else _sum(rates, shares, sum(shares)))


def _sum(terms: Sequence[Expr], shares: Sequence[Fraction], by: Fraction | int) -> Expr:
    """Return the sum of terms, each so many times, divided by a number."""
    total: Expr = ()
    for term, share in zip(terms, shares, strict=True):
        total = _x(total, "+" if total else "", term, f"*{_number(share)}")
    return _x("ROUND((", total, f")/{_number(by)},{_DIGITS})")


def _points(item: _Item, place: Expr) -> Expr:
    """Return the points of the verdict at a place."""
    return _call("CHOOSE", (place, *(_number(verdict.points or 0) for verdict in item.scheme.verdicts)))


def _by_points(item: _Item, points: Expr) -> Expr:
    """Return the place of the verdict of an item's points."""
    *others, last = item.scheme.results
    found: str | Expr = str(item.rank(last))
    for verdict in reversed(others):
        if verdict.total is not None:
            reached = _x(_held(item, points), f">={_number(verdict.total)}")
            found = _if(reached, str(item.rank(verdict)), found)
    return _x(found)


def _place(item: _Item, judged: Judged) -> Expr:
    """Return the place of the verdict of one indicator."""
    scheme, aim = item.scheme, _aim(judged)
    if scheme.measures:
        if not met_or_not(judged.indicator, aim):
            return _by_measures(item, judged)
        ends = (scheme.bands[0], scheme.bands[-1])
    elif _scale(item, judged) is None:
        ends = (
            scheme.band_of(_fixed(item, judged, met=True)),
            scheme.band_of(_fixed(item, judged, met=False)),
        )
    else:
        return _band(item, _rate(item, judged))
    return _if(_met(item, judged), *(str(item.rank(verdict)) for verdict in ends))


def _by_measures(item: _Item, judged: Judged) -> Expr:
    """Return the place of the verdict under bands that name what the actual is held against."""
    *others, last = item.scheme.bands
    found: str | Expr = str(item.rank(last))
    for verdict in reversed(others):
        if verdict.band is None or verdict.band.edge is None:
            found = str(item.rank(verdict))
            continue
        try:
            reading = _reading(item, judged, verdict.band)
        except _Unsayable:  # bands before this one may still hold it
            found = "NA()"
            continue
        found = _if(_reaches(item, reading, verdict.band), str(item.rank(verdict)), found)
    return _x(found)


def _reading(item: _Item, judged: Judged, band: Band) -> Expr:
    """Return what a band is held against: the rate, or how much better the actual is than the value that it names."""
    if band.measure is RATE:
        return _rate(item, judged)
    against = against_of(judged.indicator, _aim(judged), band, item.scheme, item.plan.span)
    if isinstance(against, Incomputable):
        raise _Unsayable(against.reason)
    value, actual = _number(against.value), item.actual(judged)
    ahead = _x(value, "-", actual) if against.better is Better.LOWER else _x(actual, "-", value)
    if band.points:
        return _x("ROUND(", ahead, f",{_DIGITS})")
    if not against.value:
        raise _Unsayable(f"{band.measure.noun}が 0 のため")
    return _x("ROUND(100*(", ahead, f")/{_number(abs(against.value))},{_DIGITS})")


def _reaches(item: _Item, reading: Expr, band: Band) -> Expr:
    """Whether what was measured lies in a band, or in a better one."""
    return _x(_held(item, reading), f"{'>' if band.above else '>='}{_number(band.edge or 0)}")


def _held(item: _Item, reading: Expr) -> Expr:
    """Return what is held against the edges: what was measured, rounded where the scheme says so."""
    scheme = item.scheme
    if not scheme.compare_rounded:
        return reading
    function = "ROUND" if scheme.rounding is Rounding.HALF_UP else "ROUNDDOWN"
    return _x(f"{function}(", reading, f",{scheme.digits})")


def _met(item: _Item, judged: Judged) -> Expr:
    """Whether the target of an indicator is met."""
    aim, figure = _aim(judged), item.actual(judged)
    low, high = (_number(Fraction(end) / Fraction(aim.denominator)) for end in (aim.low, aim.high))
    if aim.better is Better.EQUAL:
        above, below = (">" if aim.open_ends[0] else ">="), ("<" if aim.open_ends[1] else "<=")
        ends = (_x(figure, f"{above}{low}"), _x(figure, f"{below}{high}"))
        return _call("AND", ends)
    sign = "<" if aim.better is Better.LOWER else ">"
    return _x(figure, f"{sign}{'' if aim.beyond else '='}{low}")


def _rate(item: _Item, judged: Judged) -> Expr:
    """Return the rate of an indicator in percent, within the scheme's floor and cap."""
    scale, scheme = _scale(item, judged), item.scheme
    if scale is None:
        hit, missed = (_number(_fixed(item, judged, met=met)) for met in (True, False))
        return _if(_met(item, judged), hit, missed)
    signs = {"÷": "/", "−": "-"} | {letter: _number(value) for letter, value in scale.values.items()}
    figure = item.actual(judged)
    rate = _x(
        "ROUND(100*(", *(figure if sign == "A" else signs.get(sign, sign) for sign in scale.formula.symbol)
    )
    rate = _x(rate, f"),{_DIGITS})")
    if scheme.floor is not None:
        rate = _call("MAX", (rate, _number(scheme.floor)))
    if scheme.cap is not None:
        rate = _call("MIN", (rate, _number(scheme.cap)))
    return _if(_x(figure, ">0"), rate, "NA()") if "÷A" in scale.formula.symbol else rate


def _fixed(item: _Item, judged: Judged, *, met: bool) -> Decimal:
    """Return the rate of a target that is only met or not."""
    rate, scheme = Decimal(100 if met else 0), item.scheme
    if formula_of(judged.indicator, _aim(judged), scheme) is COMPARE:
        return rate
    rate = rate if scheme.floor is None else max(rate, scheme.floor)
    return rate if scheme.cap is None else min(rate, scheme.cap)


def _band(item: _Item, rate: Expr) -> Expr:
    """Return the place of the verdict of a rate, as far as rates give verdicts."""
    *others, last = item.scheme.bands
    found: str | Expr = str(item.rank(last))
    for verdict in reversed(others):
        if verdict.band and verdict.band.measure is RATE:
            here = str(item.rank(verdict))
            found = (
                here if verdict.band.edge is None else _if(_reaches(item, rate, verdict.band), here, found)
            )
    return _x(found)


def _scale(item: _Item, judged: Judged) -> Scale | None:
    """Return what an indicator is measured with; None where it is only met or not."""
    formula = formula_of(judged.indicator, _aim(judged), item.scheme)
    if formula is COMPARE:
        return None
    scale = scale_of(judged.indicator, _aim(judged), formula, item.scheme, item.plan.span)
    if isinstance(scale, Incomputable):
        raise _Unsayable(scale.reason)
    return scale


def _aim(judged: Judged) -> Aim:
    if judged.aim is None:
        raise _Unsayable("目標値が決まっていないため")
    return judged.aim


# Spreadsheets


def _x(*parts: str | Ref | Expr) -> Expr:
    """Put pieces of a formula together; texts that meet become one."""
    pieces: list[str | Ref] = []
    text = ""
    for part in parts:
        piece: str | Ref
        for piece in (part,) if isinstance(part, (str, Ref)) else part:
            if isinstance(piece, str):
                text += piece
                continue
            if text:
                pieces.append(text)
            pieces.append(piece)
            text = ""
    return (*pieces, text) if text else tuple(pieces)


def _call(function: str, arguments: Iterable[str | Ref | Expr]) -> Expr:
    pieces: list[str | Ref | Expr] = []
    for argument in arguments:
        pieces += [",", argument]
    return _x(f"{function}(", *pieces[1:], ")")


def _if(condition: Expr, then: str | Ref | Expr, otherwise: str | Ref | Expr) -> Expr:
    return _call("IF", (condition, then, otherwise))


@cache
def _text(text: str) -> str:
    """Return a text as a formula has it; a long one in pieces."""
    pieces = [text[at : at + _MOST_IN_TEXT] for at in range(0, len(text), _MOST_IN_TEXT)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def _number(value: Decimal | Fraction | int) -> str:
    """Return an exact number as a formula has it: a decimal, or a quotient where it is none."""
    numerator, denominator = value.as_integer_ratio()
    if isinstance(value, Fraction) and denominator != 1:
        return f"({numerator}/{denominator})"
    written = f"{value:f}" if isinstance(value, Decimal) else str(numerator)
    return f"({written})" if value < 0 else written
