"""指標: names, units, base values, targets and actuals, single or by fiscal year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from dxplan.diagnostics import Diagnostic, Part
from dxplan.model import Actual, Better, Indicator, Pending, Ratio
from dxplan.reading.fields import YEARS, Table, kind_name, quote
from dxplan.reading.headings import HEADINGS
from dxplan.values.quantities import MAX_DIGITS, Form, Quantity, fold, parse_quantity, quantity_from_number
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model import Source

_BETTER: Final = {better.value: better for better in Better}
_QUOTIENT: Final = {"numerator": 3123, "denominator": 3367}


def read_indicators(item: Table, fiscal_year: int) -> tuple[Indicator, ...]:
    """Return the indicators of an item in order."""
    indicators = tuple(_read_indicator(table, fiscal_year) for table in item.tables("indicator"))
    names: set[str] = set()
    for indicator in indicators:
        if indicator.name and indicator.name in names:
            message = f"指標{quote(indicator.name)}がこの項目に二つあります。"
            where = indicator.source.child("name")
            hint = f'name = "{indicator.name}（福島会場）" のように、何の数か分かる別の名前にしてください。'
            item.findings.append(Diagnostic(code="DX210", source=where, message=message, hint=hint))
        names.add(indicator.name)
    return indicators


def _read_indicator(table: Table, fiscal_year: int) -> Indicator:
    unit = table.text("unit", "回")
    due = table.year("due", _last_year(table.data.get("target")) or fiscal_year)
    quantities = _Quantities(table, unit)
    baseline = quantities.single("baseline", table.take("baseline"), table.source.child("baseline"))
    targets = quantities.targets(due)
    indicator = Indicator(
        name=table.text("name", "研修の開催回数", required=True),
        unit=unit,
        baseline=baseline,
        targets=targets,
        actuals=quantities.actuals(fiscal_year),
        better=table.choice("better", _BETTER) or Better.HIGHER,
        due=due,
        reference=bool(table.boolean("reference")),
        provisional=table.text("provisional", "確定値は8月に公表") or None,
        source=table.source,
    )
    _check_indicator(table, indicator)
    table.finish(HEADINGS)
    return indicator


def _last_year(target: object) -> int | None:
    """Return the last year of a target given by years: the one the indicator is due in unless it says so."""
    years = [year for key in target if (year := parse_fiscal_year(key))] if isinstance(target, dict) else []
    return max(years, default=None)


def _check_indicator(table: Table, indicator: Indicator) -> None:
    has_target = "target" in table.data
    if has_target and not indicator.unit and "unit" not in table.data and not _units_written(indicator):
        message = f"指標{quote(indicator.name)}の目標値に単位がありません。"
        table.report("DX304", "target", message, 'unit = "回" のように単位の行を書き足してください。')
    if not has_target and not indicator.reference:
        if "actual" in table.data:
            message = f"指標{quote(indicator.name)}に実績値がありますが、目標値がありません。"
            hint = "target = 12 のように目標値を書くか、参考として示すだけなら reference = true を書いてください。"
            table.report("DX305", "actual", message, hint)
        else:
            table.missing("target", "target = 12 か、参考として示すだけの指標なら reference = true")
    if any(target.form is Form.ALL for _, target in indicator.targets) and fold(indicator.unit) != "%":
        message = "「全件」は割合の目標（100%）ですが、指標の単位が % ではありません。"
        hint = 'unit = "%" とし、実績は actual = { numerator = 3123, denominator = 3367 } のように書いてください。'
        table.report("DX310", "target", message, hint)
    if indicator.baseline is None and "baseline" not in table.data:
        for _, target in indicator.targets:
            if target.relative:
                message = f"目標値{quote(target.text)}のもとになる基準値がありません。"
                table.report("DX309", "target", message, "baseline = 7605 のように基準値を書いてください。")


def _units_written(indicator: Indicator) -> bool:
    return all(target.unit or target.form is Form.ALL for _, target in indicator.targets)


class _Quantities:
    """Reads the numbers of one indicator, which all stand in its unit."""

    def __init__(self, table: Table, unit: str) -> None:
        self.table = table
        self.unit = unit

    def targets(self, due: int) -> tuple[tuple[int, Quantity], ...]:
        value = self.table.take("target")
        if value is None:
            return ()
        if type(value) is not dict:
            quantity = self.single("target", value, self.table.source.child("target"))
            return ((due, quantity),) if quantity else ()
        return tuple(
            (year, quantity)
            for year, entry, where in self._by_year("target", value)
            if (quantity := self.single("target", entry, where))
        )

    def actuals(self, fiscal_year: int) -> tuple[tuple[int, Actual], ...]:
        value = self.table.take("actual")
        if value is None:
            return ()
        where = self.table.source.child("actual")
        if type(value) is not dict or any(key in _QUOTIENT for key in value):
            actual = self._actual(value, where)
            return ((fiscal_year, actual),) if actual else ()
        actuals = []
        for year, entry, place in self._by_year("actual", value):
            if fiscal_year and year != fiscal_year:  # 0: the plan has none, which was reported
                short = short_year(fiscal_year)
                message = (
                    f"{place.key[-1]} の実績値ですが、この計画は {short}（{fiscal_year}年度）のものです。"
                )
                hint = f"actual = {{ {short} = 12 }} のように書くか、その年度の計画に移してください。"
                self._report("DX306", place, message, hint, Part.KEY)
            if actual := self._actual(entry, place):
                actuals.append((year, actual))
        return tuple(actuals)

    def single(self, key: str, value: Any, where: Source) -> Quantity | None:  # noqa: ANN401 - any TOML value
        """Return one quantity; None with a finding if it cannot be read, without one if it is not there."""
        if value is None:
            return None
        if type(value) is int or type(value) is Decimal:
            quantity = quantity_from_number(value)
        elif type(value) is str:
            quantity = parse_quantity(value, self.unit)
        else:
            message = f"「{key}」は数で書きますが、{kind_name(value)}が書いてあります。"
            self._report(
                "DX201", where, message, f'{key} = 12 や {key} = "26億2,652万" のように書いてください。'
            )
            return None
        if quantity is None:
            message = (
                f"{quote(value)}を数量として読めません。"
                if type(value) is str or not Decimal(value).is_finite()
                else f"数の桁が多すぎます（整数部・小数部とも{MAX_DIGITS}桁まで）。"
            )
            hint = '12、65.0、"1,200"、"26億2,652万"、"約50万"、"99%以上"、"5%増"、"全件" のように書いてください。'
            self._report("DX207", where, message, hint)
        elif (
            self.unit
            and quantity.unit not in ("", fold(self.unit))
            and not (quantity.relative and quantity.unit == "%")
        ):
            message = (
                f"{quote(value)}の単位は{quote(quantity.unit)}ですが、指標の単位は{quote(self.unit)}です。"
            )
            hint = f"数を{quote(self.unit)}で書き直すか、指標と数の単位を揃えてください。"
            self._report("DX310", where, message, hint)
        return quantity

    def _actual(self, value: Any, where: Source) -> Actual | None:  # noqa: ANN401 - any TOML value
        if value == Pending.PENDING.value:
            return Pending.PENDING
        if type(value) is dict:
            return self._ratio(value, where)
        quantity = self.single("actual", value, where)
        if quantity and quantity.form is not Form.PLAIN:
            message = f"実績値{quote(value)}は一つの数ではありません。"
            hint = '12 や "約24,000" のように、実際の値を一つの数で書いてください。'
            self._report("DX312", where, message, hint)
        return quantity

    def _ratio(self, value: dict[str, Any], where: Source) -> Ratio | None:
        table = Table(value, where, self.table.findings)
        parts: list[Decimal] = []
        for key, example in _QUOTIENT.items():
            part = table.take(key)
            if part is None:
                table.missing(key, f"{key} = {example}")
            elif quantity := _Quantities(table, self.unit).single(key, part, where.child(key)):
                parts.append(quantity.value)
        table.finish()
        if len(parts) < len(_QUOTIENT):
            return None
        if parts[1] <= 0:
            hint = '対象がなかったのなら、actual の行を消し、[[item]] の下に excluded = "対象者がいなかった" のように書いてください。'
            table.report("DX311", "denominator", "分母が 0 以下なので、割合を計算できません。", hint)
            return None
        return Ratio(numerator=parts[0], denominator=parts[1])

    def _by_year(self, key: str, value: dict[str, Any]) -> Iterator[tuple[int, Any, Source]]:
        years: dict[int, str] = {}
        for name, entry in value.items():
            where = self.table.source.child(key, name)
            year = parse_fiscal_year(name)
            if year is None:
                hint = f"{key} = {{ R1 = 12 }} のように、{YEARS}を書いてください。"
                self._report("DX206", where, f"{quote(name)}は年度として読めません。", hint, Part.KEY)
            elif year in years:
                message = f"{quote(years[year])}と{quote(name)}は同じ年度（{year}年度）です。"
                self._report("DX211", where, message, "どちらかを消してください。", Part.KEY)
            else:
                years[year] = name
                yield year, entry, where

    def _report(self, code: str, where: Source, message: str, hint: str, part: Part = Part.VALUE) -> None:
        self.table.findings.append(Diagnostic(code=code, source=where, message=message, hint=hint, part=part))
