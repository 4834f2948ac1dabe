"""再掲 of indicators: each gets everything from its original, wherever in the plan that stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dxplan.format.reading.fields import did_you_mean, quote
from dxplan.model import Item
from dxplan.model.findings import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dxplan.model import Direction, Indicator, Plan, Source


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
        return replace(item, indicators=indicators)

    def in_direction(direction: Direction) -> Direction:
        entries = tuple(in_item(entry) if isinstance(entry, Item) else entry for entry in direction.entries)
        return replace(direction, entries=entries, parts=tuple(map(in_direction, direction.parts)))

    return replace(plan, directions=tuple(map(in_direction, plan.directions)))


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
