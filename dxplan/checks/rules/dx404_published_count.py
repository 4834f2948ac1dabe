"""公表された数が、項目から数えた数と合わない

項目を一つずつ判定して数えた結果と、公表された数（件数を書かずに割合だけを書いたときは、その割合）が違います。
公表した後に、項目の数字か判定が書き換わったときにも起こります。判定か、公表された数のどちらかに誤りがあります。
並べて公表したもう一方の割合（項目を数える計画の、指標の割合）も、同じように比べます。
参考事業は数えません。公表された数に参考事業が入っているときは、その数を references に書きます。

悪い例:

    published = { items = 12, achieved = 10, rate = "83.3" }   # 項目を数えると 9
    published = { items = 21 }                                 # 項目は20で、ほかに参考事業が1

良い例:

    published = { items = 12, achieved = 9, rate = "75.0" }
    published = { items = 21, references = 1 }

正しければ、plan.toml に書きます:

    [checks]
    ignore = ["DX404"]    # 公表のときの数え方のとおり
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.published import places
from dxplan.judging.counts import count_direction, count_plan
from dxplan.model.findings import Diagnostic, Severity
from dxplan.model.publications import RATE_BESIDE
from dxplan.values.rounding import NO_RATE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dxplan.checks.subject import Subject
    from dxplan.judging.counts import Count, Counts
    from dxplan.model import Plan, Published

SEVERITY: Final = Severity.ERROR
_FIGURES: Final = ("items", "achieved", "rate", "beside_rate")
_HINT: Final = "dxplan classify で項目ごとの判定を見て、どちらが正しいか確かめてください。"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold published counts against those that the items give; to those that ``dxplan publish`` wrote DX492 holds them."""
    plan, kept = subject.plan, _kept(subject)
    for place, heading in places(plan):
        if heading.published and (heading.rows or heading.totals):
            counts = count_direction(heading, subject.assessments, plan)
            but = _FIGURES if heading.id in kept else ()
            yield from _compare(place, heading.published, counts, but)
            yield from _compare_beside(place, heading.published, counts, plan, but)
    if plan.published and all(direction.rows or direction.totals for direction in plan.directions):
        # Where every direction has a published count, DX401 holds the whole against their sum: said once is enough.
        parts = [direction.published for direction in plan.directions]
        summed = {
            field
            for field in ("items", "achieved")
            if all(part and getattr(part, field) is not None for part in parts)
        }
        counts = count_plan(plan, subject.assessments)
        whole_but = _FIGURES if "" in kept else summed
        yield from _compare("全体", plan.published, counts, whole_but)
        yield from _compare_beside("全体", plan.published, counts, plan, whole_but)


def _kept(subject: Subject) -> set[str]:
    """Return the headings, "" for the whole, whose counts stand in the plan as they were published last."""
    publication = subject.publication and subject.publication.of(subject.plan.fiscal_year)
    if publication is None:
        return set()
    from dxplan.handouts.figures import stated_figures  # few plans come so far

    published = {figure.place: figure.value for figure in publication.figures}
    stated = [*stated_figures(subject.plan)]
    others = {figure.direction for figure in stated if published.get(figure.place) != figure.value}
    return {figure.direction for figure in stated} - others


def _compare(
    place: str, published: Published, counts: Counts, but: Collection[str] = ()
) -> Iterator[Diagnostic]:
    counted, references = counts.printed, counts.references
    if published.references > references:
        yield Diagnostic(
            source=published.source.child("references"),
            message=f"{place}の参考事業は{published.references}と書かれていますが、数えると{references}です。",
            hint='参考事業の [[item]] に kind = "reference" と書くか、references を直してください。',
        )
    elif published.items is not None and published.projects != counted.items and "items" not in but:
        beside = f"（ほかに参考事業{references}）" if references else ""
        fits = not published.references and published.items == counted.items + references
        yield Diagnostic(
            source=published.source.child("items"),
            message=f"{place}の実施事業項目は{published.items_label}と公表されていますが、"
            f"項目を数えると{counted.items}{beside}です。",
            hint=f"参考事業も入れて公表した数なら、published に references = {references} を書き足してください。"
            if fits
            else _HINT,
        )
    if published.rate and (published.items is None or published.achieved is None) and "rate" not in but:
        yield from _compare_rate(place, published, counted)
    if published.achieved is not None and published.achieved != counted.achieved and "achieved" not in but:
        yield Diagnostic(
            source=published.source.child("achieved"),
            message=f"{place}の目標達成項目は{published.achieved}と公表されていますが、"
            f"項目を数えると{counted.achieved}です。",
            hint=_HINT,
        )


def _compare_rate(place: str, published: Published, counted: Count) -> Iterator[Diagnostic]:
    """Hold a rate that is published without its counts against the items; with them DX402 does."""
    if counted.rate not in (published.rate, NO_RATE):
        yield Diagnostic(
            source=published.source.child("rate"),
            message=f"{place}の割合は{published.rate}%と公表されていますが、"
            f"項目を数えると{counted.percent}（{counted.achieved}÷{counted.items}）です。",
            hint=_HINT,
        )


def _compare_beside(
    place: str, published: Published, counts: Counts, plan: Plan, but: Collection[str]
) -> Iterator[Diagnostic]:
    """Hold the published rate in the other unit; nothing where nobody knows it any more, or nothing is recorded."""
    name, beside = RATE_BESIDE[plan.scheme.unit].value, counts.beside
    if not published.beside_rate or counts.printed.verdicts is None or "beside_rate" in but:
        return
    if beside.items and beside.rate in (published.beside_rate, NO_RATE):
        return
    counted = (
        f"数えると{beside.percent}（{beside.achieved}÷{beside.items}）です"
        if beside.items
        else "数えるものがありません"
    )
    yield Diagnostic(
        source=published.source.child("beside_rate"),
        message=f"{place}の{name}は{published.beside_rate}%と公表されていますが、{counted}。",
        hint=_HINT,
    )
