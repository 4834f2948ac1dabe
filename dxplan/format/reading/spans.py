"""The years of a plan: one fiscal year, or a span of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.format.reading.fields import YEARS, quote
from dxplan.model import Span
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from dxplan.format.reading.fields import Table


def read_span(head: Table) -> Span:
    """Return ``fiscal_year``, ``years`` and ``base_year`` of the head."""
    year = head.year("fiscal_year")
    first, last = _read_years(head, year)
    base = head.year("base_year", first - 1 if first else 0)
    if first and base >= first:
        message = f"基準年度（{short_year(base)}）が、計画の始まる {short_year(first)} より前ではありません。"
        hint = f'base_year = "{short_year(first - 1)}" のように、基準値の年度を書いてください。'
        head.report("DX314", "base_year", message, hint)
    return Span(year=year, first=first, last=last, base=base)


def _read_years(head: Table, year: int) -> tuple[int, int]:
    ends = head.texts("years", "R4")
    if "years" not in head.data:
        return year, year
    known = [parse_fiscal_year(end) for end in ends]
    example = 'years = ["R4", "R7"]'
    for index, (end, found) in enumerate(zip(ends, known, strict=True)):
        if found is None:
            hint = f"{example} のように、{YEARS}を書いてください。"
            head.report(
                "DX206", "years", f"「years」の{index + 1}番目の{quote(end)}は年度として読めません。", hint
            )
    if len(known) != 2 or None in known:
        if None not in known:
            message = "「years」には、計画の始まる年度と終わる年度の二つを書きます。"
            head.report("DX314", "years", message, f"{example} のように書いてください。")
        return year, year
    first, last = known[0] or year, known[1] or year
    if first > last or (year and not first <= year <= last):
        message = f"計画の期間（{ends[0]} から {ends[1]}）が逆か、今年度（{short_year(year) if year else '？'}）が入っていません。"
        hint = "years には始まりと終わりの年度を、fiscal_year にはそのあいだの年度を書いてください。"
        head.report("DX314", "years", message, hint)
        return year, year
    return first, last


def years_label(span: Span) -> str:
    """Return the years of a plan for messages: ``R1（2019年度）``, ``R4〜R7（2022〜2025年度）``."""
    if span.first == span.last:
        return f" {short_year(span.year)}（{span.year}年度）"
    return f" {short_year(span.first)}〜{short_year(span.last)}（{span.first}〜{span.last}年度）"
