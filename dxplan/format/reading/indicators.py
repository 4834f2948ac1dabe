"""指標: base values, targets and actuals; one with several values is an indicator for each; 再掲 of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from dxplan.format.reading.fields import did_you_mean, quote
from dxplan.format.reading.figures import FigureReader, blank_of
from dxplan.format.reading.own import read_own
from dxplan.model import Before, Blank, Counting, Indicator, Item
from dxplan.model.aims import direction_in, stated_direction
from dxplan.model.findings import Diagnostic, Part
from dxplan.model.plan import GIVEN
from dxplan.values.quantities import Form, Quantity, Ratio, factor_of, fold
from dxplan.values.steps import StepKind, deadline, fiscal_year_of, ladder_for
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dxplan.format.reading.fields import Fields
    from dxplan.format.reading.figures import Written
    from dxplan.model import Actual, Direction, Plan, Source, Span, Target
    from dxplan.values.steps import Ladder


def read_indicators(item: Fields, span: Span) -> tuple[Indicator, ...]:
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


def _read_indicator(table: Fields, span: Span) -> tuple[Indicator, ...]:
    """Return the indicator of a block, or that of each of its parts."""
    values = table.values()
    name, counting = values["name"], values["counting"]
    ladder = ladder_for(values["stages"], _texts(table.data.get("target")), values["unit"])
    last = _last_year(table.data.get("target"), ladder)
    values["due"] = due = table.value("due") or last or span.last
    values["provisional"] = values["provisional"] or None
    values["own"] = read_own(table, span)
    values["unjudged"] = _read_unjudged(table, span)
    parts, width = _read_parts(table) if "parts" in table.data else ((), 0)
    figures = FigureReader(table, values["unit"], span, counting, width, ladder, values["factor"])
    read = figures.columns if width else lambda key, year: [figures.cells(key, year)]
    before = read("last_year", span.first - 1)
    columns = zip(
        before,
        read("baseline", 0),
        read("target", due),
        read("actual", span.year),
        read("outlook", span.year),
        strict=True,
    )
    indicators = []
    for part, (earlier, base, target, actual, outlook) in zip(parts or ("",), columns, strict=False):
        baselines, no_baseline = _planned(figures, "baseline", base)
        targets, no_targets = _planned(figures, "target", target)
        if part:
            values |= {"name": f"{name}（{part}）", "group": name, "part": part}
        indicators.append(
            Indicator(
                **values,
                baseline=baselines[0][1] if baselines else None,
                targets=targets,
                blanks=no_baseline + no_targets,
                actuals=_reached(figures, actual),
                outlooks=_reached(figures, outlook),
                source=table.source,
                before=_before(figures, earlier),
            )
        )
    _check_indicator(table, name, tuple(indicators))
    _check_direction(table, name, tuple(indicators))
    _check_factor(table, name, tuple(indicators))
    if indicators:
        _check_counting(table, name, tuple(indicators), span)
    table.finish()
    return tuple(indicators)


def _read_unjudged(table: Fields, span: Span) -> tuple[tuple[int, str], ...]:
    """Return the reasons why it is not judged, by fiscal year; a single one is that of the year of the plan."""
    value, example = table.data.get("unjudged"), table.block.keys["unjudged"].example
    if value is None:
        return ()
    if type(value) is not dict:
        return ((span.year, table.value("unjudged")),)
    found = []
    for year, written in table.by_year("unjudged", value, 'unjudged = { R6 = "調査は隔年" }'):
        reason = value[written]
        if type(reason) is str and reason.strip():
            found.append((year, reason.strip()))
        else:
            table.wrong(
                "unjudged", '年度と文字（"…"）', reason, f'{example} や unjudged = {{ R6 = "調査は隔年" }}'
            )
    return tuple(found)


def _read_parts(table: Fields) -> tuple[tuple[str, ...], int]:
    """Return the words of the parts, and of how many values those of the indicator are made: 0 for one each."""
    value = table.data["parts"]
    parts: tuple[str, ...] = table.value("parts")
    for index, part in enumerate(parts):
        if part in parts[:index]:
            message = f"「parts」に{quote(part)}が二つあります。"
            hint = "何の値か分かるように、別々の言葉にしてください。"
            where = table.source.child("parts", index)
            table.findings.append(Diagnostic(code="DX210", source=where, message=message, hint=hint))
    return parts, len(value) if type(value) is list else 0


def _planned(
    figures: FigureReader, key: str, cells: list[Written]
) -> tuple[tuple[tuple[int, Target], ...], tuple[tuple[int | None, Blank], ...]]:
    """Return the values of base or targets, and what stands in their place."""
    if not cells:
        return (), ()
    quantities, blanks = [], []
    for year, value, where in cells:
        if blank := blank_of(value):
            blanks.append((year or None, blank))
        elif quantity := figures.target(key, value, where):
            quantities.append((year, quantity))
    return tuple(quantities), tuple(blanks)


def _reached(figures: FigureReader, cells: list[Written]) -> tuple[tuple[int, Actual], ...]:
    """Return what was reached, or is expected to be, by fiscal year."""
    read = ((year, figures.actual(value, where)) for year, value, where in cells)
    return tuple([(year, found) for year, found in read if found])


def _before(figures: FigureReader, cells: list[Written]) -> Before | None:
    """Return last year's value as the file gives it."""
    for year, value, where in cells:
        found = figures.actual(value, where)
        if isinstance(found, (Quantity, Ratio)):
            return Before(year, found, GIVEN)
    return None


def _texts(target: object) -> list[str]:
    """Return the texts of a target: its own, those of its parts, those of its years; blanks are none."""
    if type(target) is str:
        return [] if blank_of(target) else [target]
    inside = target.values() if isinstance(target, dict) else target if isinstance(target, list) else ()
    return [text for each in inside for text in _texts(each)]


def _last_year(target: object, ladder: Ladder | None) -> int | None:
    """Return the last year of a target given by years: the one the indicator is due in unless it says so.

    A year for which no target is set, or in which nothing is measured, is none if others are there. A day is due in its
    fiscal year.
    """
    if not isinstance(target, dict):
        day = deadline(target) if ladder and ladder.kind is StepKind.DAY and type(target) is str else None
        return fiscal_year_of(day) if day else None
    years = {year: value for key, value in target.items() if (year := parse_fiscal_year(key))}
    meant = [year for year, value in years.items() if blank_of(value) in (None, Blank.UNDECIDED)]
    return max(meant or years, default=None)


def _read_repost(table: Fields) -> tuple[Indicator, ...]:
    """Return a 再掲 of an indicator, to be filled from its original when the whole plan is read."""
    of: str = table.value("repost_of")
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
        better=None,
        due=0,
        reference=False,
        provisional=None,
        repost_of=of,
        source=table.source,
    )
    return (empty,) if of else ()


def _check_indicator(table: Fields, name: str, indicators: tuple[Indicator, ...]) -> None:
    """Report what the keys of an indicator mean together."""
    has_target = "target" in table.data
    targets = [target for indicator in indicators for _, target in indicator.numbers]
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
                if target.relative and not target.of_last_year:
                    message = f"目標値{quote(target.text)}のもとになる基準値がありません。"
                    hint = "baseline = 7605 のように基準値を書いてください。"
                    table.report("DX309", "target", message, hint)


def _check_counting(table: Fields, name: str, indicators: tuple[Indicator, ...], span: Span) -> None:
    """Report totals of which the file does not say how they come about, and sums that cannot be made."""
    counting = table.value("counting")
    numbers = [target for indicator in indicators for _, target in indicator.numbers]
    actuals = [actual for indicator in indicators for _, actual in indicator.actuals]
    total = next((target for target in numbers if target.total), None)
    if total and counting not in (Counting.SUM, Counting.CUMULATIVE):
        message = f"指標{quote(name)}の目標{quote(total.text)}は累計ですが、実績が年度ごとの数か累計か分かりません。"
        hint = '年度ごとの数なら counting = "sum"（足して比べる）、実績も累計なら counting = "cumulative" と書いてください。'
        table.report("DX319", "target", message, hint)
    if counting is not Counting.SUM:
        return
    problem = ""
    if span.first and span.first == span.last:
        problem = "一年だけの計画には、足し合わせる年度ごとの実績がありません。"
        hint = 'plan.toml に years を書くか、累計の実績を書いて counting = "cumulative" としてください。'
    elif any(indicator.ladder for indicator in indicators):
        problem, hint = "数でない目標は足し合わせられません。", "counting の行を消してください。"
    elif fold(indicators[0].unit) in ("%", "位") or any(isinstance(actual, Ratio) for actual in actuals):
        problem, hint = "割合や順位は足し合わせられません。", "counting の行を消してください。"
    elif any(target.of_last_year for target in numbers):
        problem = "前年度との比べ方と、合計との比べ方のどちらか分かりません。"
        hint = "counting の行を消すか、合計の目標を数で書いてください。"
    if problem:
        table.report("DX319", "counting", f"指標{quote(name)}: {problem}", hint)


def _check_factor(table: Fields, name: str, indicators: tuple[Indicator, ...]) -> None:
    """Report quotients of which the unit does not tell what they are multiplied by, or tells something else."""
    counts = any(
        isinstance(value, Ratio) or (isinstance(value, Quantity) and value.counts)
        for indicator in indicators
        for value in (
            indicator.baseline,
            indicator.before and indicator.before.value,
            *(target for _, target in indicator.targets),
            *(actual for _, actual in indicator.actuals),
        )
    )
    if not counts:
        return
    unit, factor = table.value("unit"), table.value("factor")
    told, named = factor_of(unit), factor_of(name)
    if factor is not None and told not in (1, factor):
        message = (
            f"指標{quote(name)}の単位{quote(unit)}は×{told:,f} ですが、factor = {factor:f} と食い違います。"
        )
        table.report("DX328", "factor", message, "どちらかを直すか、factor の行を消してください。")
    elif factor is None and told == 1 and (named != 1 or fold(unit).endswith(("率", "率)", "割合"))):
        whose = f"名前から、×{named:,f} の" if named != 1 else ""
        example = named if named != 1 else Decimal(1000)
        message = f"指標{quote(name)}は{whose}率のようですが、単位{quote(unit)}からは割り算に掛ける数が分かりません。"
        hint = (
            f"factor = {example:f} のように掛ける数を書くか（掛けないなら factor = 1）、"
            'unit = "件/10万人" のように単位で示してください。'
        )
        table.report("DX328", "unit", message, hint)


def _check_direction(table: Fields, name: str, indicators: tuple[Indicator, ...]) -> None:
    """Report where nobody says which values are good and 0 is to be reached, or where two places say different things."""
    for indicator in indicators:
        targets, better, base = (
            [target for _, target in indicator.targets],
            indicator.better,
            indicator.baseline,
        )
        if indicator.reference or not targets:
            continue
        against = [target for target in targets if direction_in(target) not in (None, better)]
        if better and against:
            message = f'指標{quote(name)}の目標{quote(against[0].text)}と、better = "{better.value}" が食い違います。'
            hint = "どちらかを直すか、better の行を消してください。"
            table.report("DX317", "better", message, hint)
            return
        rising = base is not None and base.value < 0
        if (
            not any(stated_direction(indicator, t) for t in targets)
            and not rising
            and not any(t.value or t.relative for t in targets)
        ):
            message = (
                f"指標{quote(name)}は目標が 0 ですが、大きいほどよいのか、小さいほどよいのか分かりません。"
            )
            hint = 'better = "lower"（小さいほどよい）、または "equal"（ちょうど 0）と書き足してください。'
            table.report("DX316", "target", message, hint)
            return


def resolve_reposts(plan: Plan, findings: list[Diagnostic], line: Callable[[Source], int]) -> Plan:
    """Return the plan with every 再掲 of an indicator filled from its original, all parts of it.

    A 再掲 keeps its own source; ``line`` tells where something was written. One without an original is left out,
    with a finding.
    """
    originals = _originals(plan, findings, line)
    if not any(indicator.repost_of for indicator in _indicators(plan)):
        return plan
    unread = any(finding.code.startswith("DX1") for finding in findings)
    reposts = {indicator.id for indicator in _indicators(plan) if indicator.repost_of} - {""}

    def filled(indicator: Indicator) -> tuple[Indicator, ...]:
        of, source = indicator.repost_of, indicator.source.child("repost_of")
        if not of:
            return (indicator,)
        if of not in originals and not unread:  # else it may well stand in the file that could not be read
            code, message = "DX301", f"再掲の元の指標{quote(of)}がありません。"
            hint = f"{did_you_mean(of, originals)}元の指標に id を付け、その id を書いてください。"
            if of in reposts:
                code, message = "DX302", f"再掲の元{quote(of)}は、それ自体が再掲です。"
                hint = "内容の書いてある元の指標の id を書いてください。"
            findings.append(Diagnostic(code=code, source=source, message=message, hint=hint))
        return tuple(
            original._replace(repost_of=of, source=indicator.source) for original in originals.get(of, ())
        )

    def in_item(item: Item) -> Item:
        if not any(indicator.repost_of for indicator in item.indicators):
            return item
        indicators = tuple(one for indicator in item.indicators for one in filled(indicator))
        _check_names(indicators, findings)
        return item._replace(indicators=indicators)

    def in_direction(direction: Direction) -> Direction:
        entries = tuple(in_item(entry) if isinstance(entry, Item) else entry for entry in direction.entries)
        return direction._replace(entries=entries, parts=tuple(map(in_direction, direction.parts)))

    return plan._replace(directions=tuple(map(in_direction, plan.directions)))


def _indicators(plan: Plan) -> Iterator[Indicator]:
    for entry in plan.rows:
        if isinstance(entry, Item):
            yield from entry.indicators


def _originals(
    plan: Plan, findings: list[Diagnostic], line: Callable[[Source], int]
) -> dict[str, tuple[Indicator, ...]]:
    """Return the indicators that have an id, by it; the same id in two tables is reported."""
    originals: dict[str, tuple[Indicator, ...]] = {}
    for indicator in _indicators(plan):
        if not indicator.id or indicator.repost_of:
            continue
        first, *_ = known = originals.setdefault(indicator.id, (indicator,))
        if first is indicator:
            continue
        if first.source == indicator.source:  # another part of it
            originals[indicator.id] = (*known, indicator)
        elif not indicator.part or indicator.source.child("id") not in {f.source for f in findings}:
            where = f"{first.source.path} の{line(first.source.child('id'))}行目"
            findings.append(
                Diagnostic(
                    code="DX208",
                    source=indicator.source.child("id"),
                    message=f"指標の id{quote(indicator.id)}は {where}でも使われています。",
                    hint=f'どちらかを id = "{indicator.id}-2" のような別の id にしてください。',
                )
            )
    return originals


def _check_names(indicators: tuple[Indicator, ...], findings: list[Diagnostic]) -> None:
    """Report a 再掲 that has the name of another indicator of its item."""
    tables: dict[str, Source] = {}
    for indicator in indicators:
        first = tables.setdefault(indicator.name, indicator.source)
        if first == indicator.source:
            continue
        source = indicator.source.child("repost_of" if indicator.repost_of else "name")
        message = f"指標{quote(indicator.name)}がこの項目に二つあります。"
        hint = "一つの項目に同じ指標は一度だけ載せられます。どちらかを消してください。"
        if source not in {finding.source for finding in findings}:
            findings.append(Diagnostic(code="DX210", source=source, message=message, hint=hint))
