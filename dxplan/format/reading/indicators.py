"""指標: names, units, base values, targets and actuals; one with several values is an indicator for each."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from dxplan.format.reading.fields import Table, quote
from dxplan.format.reading.figures import Figures, blank_of
from dxplan.format.reading.headings import HEADINGS
from dxplan.format.reading.identifiers import read_id
from dxplan.model import Better, Blank, Counting, Indicator
from dxplan.model.findings import Diagnostic, Part
from dxplan.model.formulas import FORMULAS
from dxplan.values.quantities import Form, fold
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from dxplan.format.reading.figures import Cell
    from dxplan.model import Span
    from dxplan.model.formulas import Formula
    from dxplan.values.quantities import Quantity

_BETTER: Final = {better.value: better for better in Better}
_COUNTING: Final = {counting.value: counting for counting in Counting}
#: What the weight of an indicator may be.
WEIGHTS: Final = (0.001, 1000)


def read_indicators(item: Table, span: Span) -> tuple[Indicator, ...]:
    """Return the indicators of an item in order; a 再掲 is empty but for ``repost_of``."""
    indicators: list[Indicator] = []
    names: set[str] = set()
    for table in item.tables("indicator"):
        read = _read_repost(table) if "repost_of" in table.data else _read_indicator(table, span)
        if twice := [indicator.name for indicator in read if indicator.name in names]:
            message = f"指標{quote(twice[0])}がこの項目に二つあります。"
            hint = f'name = "{twice[0]}（福島会場）" のように、何の数か分かる別の名前にしてください。'
            table.report("DX210", "name", message, hint)
        names.update([indicator.name for indicator in read if indicator.name])
        indicators += read
    return tuple(indicators)


def _read_indicator(table: Table, span: Span) -> tuple[Indicator, ...]:
    """Return the indicator of a table, or that of each of its parts."""
    name = table.text("name", "研修の開催回数", required=True)
    unit = table.text("unit", "回")
    traits = _read_traits(table)
    due = table.year("due", _last_year(table.data.get("target")) or span.last)
    figures = Figures(table, unit, span, traits.counting, traits.width)
    read = figures.columns if traits.width else lambda key, year: [figures.cells(key, year)]
    columns = zip(read("baseline", 0), read("target", due), read("actual", span.year), strict=True)
    better = table.choice("better", _BETTER) or Better.HIGHER
    reference = bool(table.boolean("reference"))
    provisional = table.text("provisional", "確定値は8月に公表") or None
    indicators = []
    for part, (base, target, actual) in zip(traits.parts or ("",), columns, strict=False):
        baselines, no_baseline = _planned(figures, "baseline", base)
        targets, no_targets = _planned(figures, "target", target)
        read_actuals = ((year, figures.actual(value, where)) for year, value, where in actual)
        actuals = [(year, found) for year, found in read_actuals if found]
        indicators.append(
            Indicator(
                id=traits.id,
                name=f"{name}（{part}）" if part else name,
                group=name if part else "",
                part=part,
                unit=unit,
                baseline=baselines[0][1] if baselines else None,
                targets=targets,
                blanks=no_baseline + no_targets,
                actuals=tuple(actuals),
                better=better,
                due=due,
                counting=traits.counting,
                weight=traits.weight,
                formula=traits.formula,
                kpi=traits.kpi,
                reference=reference,
                provisional=provisional,
                source=table.source,
            )
        )
    table.offer(*(_TRAITS if traits is _PLAIN else ()))
    _check_indicator(table, name, tuple(indicators))
    table.finish(HEADINGS)
    return tuple(indicators)


class _Traits(NamedTuple):
    """What most indicators do not have; ``width`` is how many values stand for one, 0 without parts."""

    id: str = ""
    parts: tuple[str, ...] = ()
    width: int = 0
    counting: Counting | None = None
    weight: Decimal = Decimal(1)
    formula: Formula | None = None
    kpi: bool = True


_PLAIN: Final = _Traits()
_TRAITS: Final = ("id", "parts", "counting", "weight", "formula", "kpi", "repost_of")


def _read_traits(table: Table) -> _Traits:
    if table.data.keys().isdisjoint(_TRAITS):  # plans have tens of thousands of such indicators
        return _PLAIN
    parts, width = _read_parts(table)
    traits = _Traits(
        id=read_id(table, "kpi-29") if "id" in table.data else "",
        parts=parts,
        width=width,
        counting=table.choice("counting", _COUNTING),
        weight=table.number("weight", 1, *WEIGHTS) if "weight" in table.data else Decimal(1),
        formula=table.choice("formula", FORMULAS),
        kpi=table.boolean("kpi") is not False,
    )
    table.offer(*(key for key in ("id", "weight", "repost_of") if key not in table.data))
    return traits


def _read_parts(table: Table) -> tuple[tuple[str, ...], int]:
    """Return the words of the parts, and of how many values those of the indicator are made: 0 for one each."""
    value = table.data.get("parts")
    parts = table.texts("parts", "小学校国語", required=value is not None)
    for index, part in enumerate(parts):
        if part in parts[:index]:
            message = f"「parts」に{quote(part)}が二つあります。"
            hint = "何の値か分かるように、別々の言葉にしてください。"
            where = table.source.child("parts", index)
            table.findings.append(Diagnostic(code="DX210", source=where, message=message, hint=hint))
    return parts, len(value) if type(value) is list else 0


def _planned(
    figures: Figures, key: str, cells: list[Cell]
) -> tuple[tuple[tuple[int, Quantity], ...], tuple[tuple[int | None, Blank], ...]]:
    """Return the quantities of base value or targets, and what stands in their place."""
    if not cells:
        return (), ()
    quantities, blanks = [], []
    for year, value, where in cells:
        if blank := blank_of(value):
            blanks.append((year or None, blank))
        elif quantity := figures.quantity(key, value, where):
            quantities.append((year, quantity))
    return tuple(quantities), tuple(blanks)


def _last_year(target: object) -> int | None:
    """Return the last year of a target given by years: the one the indicator is due in unless it says so.

    A year for which no target is set, or in which nothing is measured, is none if others are there.
    """
    if not isinstance(target, dict):
        return None
    years = {year: value for key, value in target.items() if (year := parse_fiscal_year(key))}
    meant = [year for year, value in years.items() if blank_of(value) in (None, Blank.UNDECIDED)]
    return max(meant or years, default=None)


def _read_repost(table: Table) -> tuple[Indicator, ...]:
    """Return a 再掲 of an indicator, to be filled from its original when the whole plan is read."""
    of = table.text("repost_of", "kpi-29", required=True)
    for key in table.data:
        if key != "repost_of":
            message = f"再掲の指標に{quote(key)}は書けません。内容は元の指標{quote(of)}から受け継がれます。"
            table.report("DX303", key, message, "この行を消し、元の指標に書いてください。", Part.KEY)
    id_ = table.data.get("id")
    empty = Indicator(
        id=id_ if type(id_) is str else "",
        name="",
        unit="",
        baseline=None,
        targets=(),
        actuals=(),
        better=Better.HIGHER,
        due=0,
        reference=False,
        provisional=None,
        repost_of=of,
        source=table.source,
    )
    return (empty,) if of else ()


def _check_indicator(table: Table, name: str, indicators: tuple[Indicator, ...]) -> None:
    """Report what the keys of an indicator mean together."""
    has_target = "target" in table.data
    targets = [target for indicator in indicators for _, target in indicator.targets]
    if has_target and "unit" not in table.data and not all(t.unit or t.form is Form.ALL for t in targets):
        message = f"指標{quote(name)}の目標値に単位がありません。"
        table.report("DX304", "target", message, 'unit = "回" のように単位の行を書き足してください。')
    if not has_target and table.data.get("reference") is not True:
        if "actual" in table.data:
            message = f"指標{quote(name)}に実績値がありますが、目標値がありません。"
            hint = "target = 12 のように目標値を書くか、参考として示すだけなら reference = true を書いてください。"
            table.report("DX305", "actual", message, hint)
        else:
            table.missing("target", "target = 12 か、参考として示すだけの指標なら reference = true")
    unit = table.data.get("unit")
    if any(t.form is Form.ALL for t in targets) and not (type(unit) is str and fold(unit) == "%"):
        message = "「全件」は割合の目標（100%）ですが、指標の単位が % ではありません。"
        hint = 'unit = "%" とし、実績は actual = { numerator = 3123, denominator = 3367 } のように書いてください。'
        table.report("DX310", "target", message, hint)
    for indicator in indicators:
        if indicator.baseline is None and ("baseline" not in table.data or indicator.blank(None)):
            for _, target in indicator.targets:
                if target.relative:
                    message = f"目標値{quote(target.text)}のもとになる基準値がありません。"
                    hint = "baseline = 7605 のように基準値を書いてください。"
                    table.report("DX309", "target", message, hint)
