"""訂正に書いてあることが、公表した数や、いまの数と合わない

[[correction]] の before は公表した値、after はいまの計画の値です。合わなければ、正誤表に誤った数が載ります。
同じ数を続けて訂正したときは、前の訂正の after が次の before になります。

悪い例（公表した実績値は12回、いまの実績値は11回）:

    before = "13回"
    after = "11回"

良い例:

    before = "12回"
    after = "11回"

印刷した資料と違う値を控えていたのなら、plan.toml に書きます:

    [checks]
    ignore = ["DX493"]    # 印刷の直前に差し替えた数がある
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.model.publications import Correction, Place

SEVERITY: Final = Severity.ERROR


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold each correction against what was published, or the one before it, and the last against what is there now."""
    span = subject.plan.span
    for year in dict.fromkeys(correction.year for correction in subject.plan.all_corrections):
        if span.first <= year <= span.last:
            yield from _of_year(subject, year)
    for correction in subject.plan.all_corrections:
        if not span.first <= correction.year <= span.last:
            yield Diagnostic(
                source=correction.source.child("year"),
                message=f"訂正の年度「{short_year(correction.year)}」は、この計画の年度ではありません。",
                hint=f'year = "{short_year(span.year)}" のように、この計画の年度を書いてください。',
            )


def _of_year(subject: Subject, year: int) -> Iterator[Diagnostic]:
    from dxplan.checks.corrected import judged_in, shown_place  # few plans come so far
    from dxplan.handouts.figures import NOTHING_LEFT, figures_of, same_figure, units_of

    plan, rows = judged_in(subject, year)
    now = {figure.place: figure.value for figure in figures_of(plan, rows)}
    units = units_of(plan)
    publication = subject.publication.of(year) if subject.publication else None
    published = {figure.place: figure.value for figure in publication.first.figures} if publication else {}
    by_place: dict[Place, list[Correction]] = {}
    for correction in plan.corrections:
        by_place.setdefault(correction.place, []).append(correction)
    for place, corrections in by_place.items():
        shown = shown_place(plan, place)
        value, unit = now.get(place, NOTHING_LEFT), units.get((place.item, place.indicator), "")
        last = corrections[-1]
        if place not in now and place not in published:
            yield Diagnostic(
                source=last.source,
                message=f"訂正した{shown}は、この計画にも、公表した数にもありません。",
                hint=f"item（項目の id）、indicator（指標の名前）、direction（{plan.direction_word}の id）、figure を確かめてください。",
            )
            continue
        if not same_figure(last.after, value, unit):
            yield Diagnostic(
                source=last.source.child("after"),
                message=f"{shown}の訂正の after は「{last.after}」ですが、いまは「{value}」です。",
                hint=f'after = "{value}" と書くか、もう一度訂正したのなら [[correction]] を足してください。',
            )
        for earlier, later in pairwise(corrections):
            if not same_figure(earlier.after, later.before, unit):
                yield Diagnostic(
                    source=later.source.child("before"),
                    message=f"{shown}の訂正の before は「{later.before}」ですが、前の訂正の after は「{earlier.after}」です。",
                    hint=f'before = "{earlier.after}" と書いてください。',
                )
        if place in published and not same_figure(published[place], corrections[0].before, unit):
            yield Diagnostic(
                source=corrections[0].source.child("before"),
                message=f"{shown}の訂正の before は「{corrections[0].before}」ですが、公表したのは「{published[place]}」です。",
                hint=f'before = "{published[place]}" と書いてください。',
            )
