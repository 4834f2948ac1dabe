"""What checks look at: the plan, its verdicts, and every text that people wrote in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from dxplan.model import Item, Plan, Repost, Source
from dxplan.values.prose import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.departments_table import DepartmentTable
    from dxplan.judging import Assessment


class Kind(Enum):
    """Which text of the plan it is. Names are proper names: they are quoted, not corrected."""

    NAME = "name"
    INDICATOR = "indicator"
    UNIT = "unit"
    DEPARTMENT = "department"
    OVERVIEW = "overview"
    GOAL = "goal"
    REPORT = "report"
    REASON = "reason"
    WORDING = "wording"
    HEADING = "heading"
    PROSE = "prose"


#: Running text, in which a writer chose the words.
PROSE = frozenset({Kind.OVERVIEW, Kind.GOAL, Kind.REPORT, Kind.REASON, Kind.WORDING, Kind.PROSE})


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text: what it says, where it stands, and the item it belongs to.

    Without slots, so that ``reading`` is made once for all the checks that ask for it.
    """

    text: str
    kind: Kind
    source: Source
    item: Item | None = None

    @cached_property
    def reading(self) -> Reading:
        """The years and numbers in it."""
        return Reading(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found; the runner adds code and severity.

    ``phrase`` is the piece of the text to mark, ``replacement`` what ``--fix`` may write in its place.
    """

    source: Source
    message: str
    hint: str
    phrase: str = ""
    replacement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Everything a check may look at. ``departments`` is None where the workspace has no table of them."""

    plan: Plan
    assessments: tuple[Assessment, ...]
    texts: tuple[Text, ...]
    departments: DepartmentTable | None = field(default=None)

    @property
    def items(self) -> tuple[Assessment, ...]:
        """The rows that are items of their own, without 再掲."""
        return tuple(a for a in self.assessments if a.repost is None)


def make_subject(
    plan: Plan, assessments: tuple[Assessment, ...], departments: DepartmentTable | None = None
) -> Subject:
    """Collect what checks look at."""
    return Subject(plan=plan, assessments=assessments, texts=tuple(_texts(plan)), departments=departments)


def _texts(plan: Plan) -> Iterator[Text]:
    head = plan.source
    yield Text(text=plan.title, kind=Kind.HEADING, source=head.child("title"))
    yield Text(text=plan.office, kind=Kind.DEPARTMENT, source=head.child("office"))
    yield Text(text=plan.note, kind=Kind.PROSE, source=head.child("note"))
    for key, paragraphs in (("comment", plan.comment), ("review", plan.review)):
        for number, paragraph in enumerate(paragraphs):
            yield Text(text=paragraph, kind=Kind.PROSE, source=head.child(key, number))
    for direction in plan.directions:
        yield Text(text=direction.name, kind=Kind.HEADING, source=direction.source.child("name"))
        yield Text(text=direction.theme, kind=Kind.HEADING, source=direction.source.child("theme"))
        for key, points in (("points", direction.points), ("review", direction.review)):
            for number, point in enumerate(points):
                yield Text(text=point, kind=Kind.PROSE, source=direction.source.child(key, number))
        for entry in direction.entries:
            if isinstance(entry, Repost):
                continue
            yield from (text for text in _item_texts(entry) if text.text)


def _item_texts(item: Item) -> Iterator[Text]:
    def text(words: str, kind: Kind, source: Source) -> Text:
        return Text(text=words, kind=kind, source=source, item=item)

    yield text(item.name, Kind.NAME, item.source.child("name"))
    for number, department in enumerate(item.departments):
        yield text(str(department), Kind.DEPARTMENT, item.source.child("departments", number))
    yield text(item.overview, Kind.OVERVIEW, item.source.child("overview"))
    yield text(item.goal, Kind.GOAL, item.source.child("goal"))
    for indicator in item.indicators:
        yield text(indicator.name, Kind.INDICATOR, indicator.source.child("name"))
        yield text(indicator.unit, Kind.UNIT, indicator.source.child("unit"))
    for result in item.results:
        yield text(result.report, Kind.REPORT, result.source.child("report"))
        yield text(result.reason, Kind.REASON, result.source.child("reason"))
        yield text(result.wording, Kind.WORDING, result.source.child("wording"))
        yield text(result.published, Kind.WORDING, result.source.child("published"))
        if result.override:
            yield text(result.override.reason, Kind.REASON, result.source.child("override", "reason"))
