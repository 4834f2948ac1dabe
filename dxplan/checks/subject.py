"""What checks look at: the plan, its verdicts, and every text that people wrote in it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from dxplan.checks.prose import Reading
from dxplan.model import Item, Plan, Repost, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.judging.assessments import Assessment
    from dxplan.model.departments import DepartmentTable


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
    MILESTONE = "milestone"
    WORDING = "wording"
    HEADING = "heading"
    PROSE = "prose"


#: Running text, in which a writer chose the words.
PROSE = frozenset(
    {Kind.OVERVIEW, Kind.GOAL, Kind.REPORT, Kind.REASON, Kind.MILESTONE, Kind.WORDING, Kind.PROSE}
)


class Text(NamedTuple):
    """One text: what it says, where it stands, and the item it belongs to.

    ``reading`` gives the years and numbers in it, found once for all the checks that ask for them.
    """

    text: str
    kind: Kind
    source: Source
    item: Item | None
    reading: Reading


class Finding(NamedTuple):
    """What a check found; the runner adds code and severity.

    ``phrase`` is the piece of the text to mark, ``replacement`` what ``--fix`` may write in its place.
    """

    source: Source
    message: str
    hint: str
    phrase: str = ""
    replacement: str | None = None


class Subject(NamedTuple):
    """Everything a check may look at. ``departments`` is None where the workspace has no table of them."""

    plan: Plan
    assessments: tuple[Assessment, ...]
    texts: tuple[Text, ...]
    departments: DepartmentTable | None = None

    @property
    def items(self) -> tuple[Assessment, ...]:
        """The rows that are items of their own, without 再掲."""
        return tuple(a for a in self.assessments if a.repost is None)


def make_subject(
    plan: Plan, assessments: tuple[Assessment, ...], departments: DepartmentTable | None = None
) -> Subject:
    """Collect what checks look at."""
    return Subject(plan=plan, assessments=assessments, texts=tuple(_texts(plan)), departments=departments)


def _text(words: str, kind: Kind, source: Source, item: Item | None = None) -> Text:
    return Text(text=words, kind=kind, source=source, item=item, reading=Reading(words))


def _texts(plan: Plan) -> Iterator[Text]:
    head = plan.source
    yield _text(plan.title, Kind.HEADING, head.child("title"))
    yield _text(plan.office, Kind.DEPARTMENT, head.child("office"))
    yield _text(plan.note, Kind.PROSE, head.child("note"))
    for key, paragraphs in (("comment", plan.comment), ("review", plan.review)):
        for number, paragraph in enumerate(paragraphs):
            yield _text(paragraph, Kind.PROSE, head.child(key, number))
    for direction in plan.headings:
        yield _text(direction.name, Kind.HEADING, direction.source.child("name"))
        yield _text(direction.theme, Kind.HEADING, direction.source.child("theme"))
        for key, points in (("points", direction.points), ("review", direction.review)):
            for number, point in enumerate(points):
                yield _text(point, Kind.PROSE, direction.source.child(key, number))
        for entry in direction.entries:
            if isinstance(entry, Repost):
                for key, words in entry.printed:
                    yield _text(words, Kind(key), entry.source.child("printed", key))
            else:
                yield from (text for text in _item_texts(entry) if text.text)


def _item_texts(item: Item) -> Iterator[Text]:
    def text(words: str, kind: Kind, source: Source) -> Text:
        return _text(words, kind, source, item)

    yield text(item.name, Kind.NAME, item.source.child("name"))
    for number, department in enumerate(item.departments):
        yield text(str(department), Kind.DEPARTMENT, item.source.child("departments", number))
    yield text(item.overview, Kind.OVERVIEW, item.source.child("overview"))
    yield text(item.goal, Kind.GOAL, item.source.child("goal"))
    for indicator in item.indicators:
        yield text(indicator.name, Kind.INDICATOR, indicator.source.child("name"))
        yield text(indicator.unit, Kind.UNIT, indicator.source.child("unit"))
    for milestone in item.milestones:
        yield text(milestone.plan, Kind.MILESTONE, milestone.source.child("plan"))
        yield text(milestone.progress, Kind.MILESTONE, milestone.source.child("progress"))
    for result in item.results:
        yield text(result.report, Kind.REPORT, result.source.child("report"))
        yield text(result.reason, Kind.REASON, result.source.child("reason"))
        yield text(result.wording, Kind.WORDING, result.source.child("wording"))
        yield text(result.published, Kind.WORDING, result.source.child("published"))
        if result.override:
            yield text(result.override.reason, Kind.REASON, result.source.child("override", "reason"))
