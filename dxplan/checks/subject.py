"""What checks look at: the plan, its verdicts, and every text that people wrote in it."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import Reading
from dxplan.checks.prose.texts import COMPOUNDS, PROSE, Passages, SourceText, TextKind
from dxplan.model import Item, Repost
from dxplan.model.own import OwnKind
from dxplan.values.patterns import regex
from dxplan.values.quantities import Quantity
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.comparing.sides import ChangedByBoth
    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Indicator, Plan, Source
    from dxplan.model.departments import DepartmentTable
    from dxplan.model.own import OwnValue
    from dxplan.model.publications import Publication


_KATAKANA: Final = regex(r"[ァ-ヺー]{4,}")


class Idle(NamedTuple):
    """An ignored code that hides nothing, and where it is ignored; ``known`` where there is such a check."""

    code: str
    source: Source
    known: bool


class Twin(NamedTuple):
    """An item beside its own of last year."""

    assessment: Assessment
    item: Item


class TwinIndicator(NamedTuple):
    """An indicator beside its own of last year; ``actual`` is last year's."""

    assessment: Assessment
    judged: Judged
    indicator: Indicator
    actual: Quantity | None


class Subject:
    """Everything a check may look at.

    ``departments`` is None where the workspace has no table of them, ``last_year`` where it has no plan of the fiscal
    year before. ``same_year`` are other folders that hold a plan of this fiscal year, ``publication`` is what was published
    of this one last, ``changed_by_both`` what several sides of a merge have changed that has just been made. ``idle`` is
    known to the last of the checks alone.
    """

    # A plain class: to make a dataclass of it takes a millisecond of every start.
    def __init__(
        self,
        plan: Plan,
        assessments: tuple[Assessment, ...],
        departments: DepartmentTable | None = None,
        last_year: Plan | None = None,
        same_year: tuple[str, ...] = (),
        publication: Publication | None = None,
        changed_by_both: Sequence[ChangedByBoth] = (),
    ) -> None:
        self.plan = plan
        self.assessments = assessments
        self.departments = departments
        self.last_year = last_year
        self.same_year = same_year
        self.publication = publication
        self.changed_by_both = changed_by_both
        self.idle: tuple[Idle, ...] = ()

    @cached_property
    def items(self) -> tuple[Assessment, ...]:
        """The rows that are items of their own, without 再掲."""
        return tuple(a for a in self.assessments if a.repost is None)

    @cached_property
    def before(self) -> dict[str, Item]:
        """The items of last year's plan by id; none where there is no such plan."""
        rows = self.last_year.rows if self.last_year else ()
        return {entry.id: entry for entry in rows if isinstance(entry, Item)}

    @cached_property
    def before_by_name(self) -> dict[str, Item]:
        """The items of last year's plan by name, those with a name of their own."""
        names = Counter(item.name for item in self.before.values())
        return {item.name: item for item in self.before.values() if names[item.name] == 1}

    @cached_property
    def twins(self) -> tuple[Twin, ...]:
        """The items that stand in last year's plan too, by their id."""
        before = self.before
        return tuple(Twin(a, before[a.item.id]) for a in self.items if a.item.id in before)

    @cached_property
    def twin_indicators(self) -> tuple[TwinIndicator, ...]:
        """The indicators that were there a year before: in last year's plan, or in one of several years."""
        return tuple(self._twin_indicators())

    def _twin_indicators(self) -> Iterator[TwinIndicator]:
        year = self.plan.fiscal_year
        for assessment in self.items:
            item = self.before.get(assessment.item.id)
            there: list[Indicator | None] = [None for _ in assessment.judged]
            if item:
                from dxplan.comparing.indicators import (
                    same_indicators,  # few plans have last year's beside them
                )

                there, _ = same_indicators(item.indicators, [each.indicator for each in assessment.judged])
            for judged, indicator in zip(assessment.judged, there, strict=True):
                actual = indicator.actual(year - 1) if indicator else None
                if actual is None:
                    actual = judged.indicator.actual(year - 1)
                if indicator is not None or actual is not None:
                    number = actual if isinstance(actual, Quantity) else None
                    yield TwinIndicator(assessment, judged, indicator or judged.indicator, number)

    @cached_property
    def texts(self) -> tuple[SourceText, ...]:
        """Every text of the plan, in its order."""
        return tuple(_texts(self.plan))

    @cached_property
    def reckoned(self) -> tuple[SourceText, ...]:
        """The texts with two numbers or more, of which one may be a part of the other or come of it: few of them."""
        return tuple(text for text in self.texts if len(text.reading.numbers) > 1)

    def reading(self, source: Source) -> Reading:
        """Return what the text of an item says that stands at a place, read once for all checks."""
        return self._readings.get(source) or Reading("")

    @cached_property
    def _readings(self) -> dict[Source, Reading]:
        return {text.source: text.reading for text in self.texts if text.item is not None}

    @cached_property
    def everything(self) -> Passages:
        """Every text that is not empty, units and departments too, to be searched as one."""
        return Passages((*self._ranked[0], *self._ranked[1], *self._ranked[2]))

    @cached_property
    def written(self) -> Passages:
        """The texts whose words a writer chose: running text, names and themes of directions."""
        return self.everything.first(len(self._ranked[0]))

    @cached_property
    def written_and_names(self) -> Passages:
        """These, the title of the plan, and the names of items and indicators."""
        return self.everything.first(len(self._ranked[0]) + len(self._ranked[1]))

    @cached_property
    def compounds(self) -> Counter[str]:
        """The compound words of running text and names, and how often each stands there (see ``COMPOUNDS``)."""
        texts = self.written_and_names
        return Counter(match[0] for match in COMPOUNDS.finditer(texts.joined, 0, texts.end))

    @cached_property
    def katakana(self) -> Counter[str]:
        """The katakana words of four letters or more of running text, and how often each stands there."""
        texts = self.written
        return Counter(match[0] for match in _KATAKANA.finditer(texts.joined, 0, texts.end))

    @cached_property
    def names(self) -> str:
        """The names of the plan, its items and its indicators, a line each."""
        return "\n".join(dict.fromkeys(text.text for text in self._ranked[1]))

    @cached_property
    def _ranked(self) -> tuple[list[SourceText], list[SourceText], list[SourceText]]:
        """The texts that are not empty: prose, names, and the rest."""
        order = {**dict.fromkeys(PROSE | {TextKind.HEADING}, 0), TextKind.NAME: 1, TextKind.INDICATOR: 1}
        ranked: tuple[list[SourceText], list[SourceText], list[SourceText]] = ([], [], [])
        for text in self.texts:
            if text.text:
                # The title of the plan is a name.
                ranked[1 if text.source.key == ("title",) else order.get(text.kind, 2)].append(text)
        return ranked


def _text(words: str, kind: TextKind, source: Source, item: Item | None = None) -> SourceText:
    return SourceText(words, kind, source, item, Reading(words))


def _texts(plan: Plan) -> Iterator[SourceText]:
    head = plan.source
    yield _text(plan.title, TextKind.HEADING, head.child("title"))
    yield _text(plan.office, TextKind.DEPARTMENT, head.child("office"))
    yield _text(plan.note, TextKind.PROSE, head.child("note"))
    for key, paragraphs in (("comment", plan.comment), ("review", plan.review)):
        for number, paragraph in enumerate(paragraphs):
            yield _text(paragraph, TextKind.PROSE, head.child(key, number))
    for direction in plan.headings:
        yield _text(direction.name, TextKind.HEADING, direction.source.child("name"))
        yield _text(direction.theme, TextKind.HEADING, direction.source.child("theme"))
        for words, source in _own_words(direction.own, plan):
            yield _text(words, TextKind.PROSE, source)
        for key, points in (("points", direction.points), ("review", direction.review)):
            for number, point in enumerate(points):
                yield _text(point, TextKind.PROSE, direction.source.child(key, number))
        for entry in direction.entries:
            if isinstance(entry, Repost):
                for key, words in entry.printed:
                    yield _text(words, TextKind(key), entry.source.child("printed", key))
            else:
                for words, kind, source, *steps in _item_words(entry, plan):
                    if words:
                        yield _text(words, kind, source.child(*steps), entry)


def _own_words(values: Iterable[OwnValue], plan: Plan) -> Iterator[tuple[str, Source]]:
    """Yield what stands in the plan's own fields that are texts, each with its place."""
    if values:
        texts = {field.id for field in plan.own_fields if field.kind is OwnKind.TEXT}
        yield from ((str(each.value), each.source) for each in values if each.field in texts)


def _item_words(item: Item, plan: Plan) -> Iterator[tuple[str, TextKind, Source, *tuple[str | int, ...]]]:
    """Yield every text of an item, "" too, with its kind and its key beside a source: most plans leave many of them out."""
    here = item.source
    yield item.name, TextKind.NAME, here, "name"
    for number, department in enumerate(item.departments):
        yield str(department), TextKind.DEPARTMENT, here, "departments", number
    yield item.overview, TextKind.OVERVIEW, here, "overview"
    yield item.goal, TextKind.GOAL, here, "goal"
    for indicator in item.indicators:
        yield indicator.name, TextKind.INDICATOR, indicator.source, "name"
        yield indicator.unit, TextKind.UNIT, indicator.source, "unit"
    for own in {indicator.source: indicator.own for indicator in item.indicators}.values():
        for words, source in _own_words(own, plan):
            yield words, TextKind.PROSE, source
    for milestone in item.milestones:
        yield milestone.plan, TextKind.MILESTONE, milestone.source, "plan"
        yield milestone.progress, TextKind.MILESTONE, milestone.source, "progress"
    for result in item.results:
        yield result.report, TextKind.REPORT, result.source, "report"
        yield result.reason, TextKind.REASON, result.source, "reason"
        yield result.wording, TextKind.WORDING, result.source, "wording"
        yield result.published, TextKind.WORDING, result.source, "published"
        if result.override:
            yield result.override.reason, TextKind.REASON, result.source, "override", "reason"
    for words, source in _own_words(item.own, plan):
        yield words, TextKind.PROSE, source
