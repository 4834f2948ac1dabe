"""施策（事業）: the rows of a plan, their results and half-year milestones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from dxplan.model.indicators import Indicator
    from dxplan.model.scheme import Combine, Verdict
    from dxplan.model.words import Half, ItemKind, Novelty, Progress, Source


class Department(NamedTuple):
    """部局 and 課. A body without sections (選挙管理委員会事務局) has an empty ``section``."""

    bureau: str
    section: str

    @classmethod
    def parse(cls, text: str) -> Department:
        """Return what a text with one blank of either width between 部局 and 課 names."""
        bureau, _, section = text.replace("\u3000", " ").partition(" ")
        return cls(bureau, section.strip())

    def __str__(self) -> str:
        return f"{self.bureau} {self.section}".rstrip()


class Override(NamedTuple):
    """A person's verdict in place of the computed one, and why."""

    verdict: Verdict
    reason: str


class Ignored(NamedTuple):
    """A finding that people have looked at and leave as it is, with the reason."""

    code: str
    reason: str


class Result(NamedTuple):
    """実績 of one fiscal year.

    ``done`` tells whether it went as planned, ``state`` says so in a word of the plan's scheme. ``wording`` is the
    section's own text for 目標の達成度, ``published`` the text of that cell in a document that was already published.
    """

    year: int
    done: bool | None
    state: Verdict | None
    report: str
    reason: str
    wording: str
    published: str
    override: Override | None
    source: Source


class Milestone(NamedTuple):
    """What is planned for half a year, how far it came, and how it stands; "" and None where nobody has said."""

    year: int
    half: Half
    plan: str
    progress: str
    state: Progress | None
    source: Source

    @property
    def label(self) -> str:
        """The half as handouts print it: ``R6上期``."""
        return f"{handout_year(self.year)}{self.half.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """施策（事業）: one row of the handout.

    ``also`` are ids of headings the row is listed under beside its own. ``combine`` is how its indicators are
    combined where that is not the scheme's way. ``excluded`` is the reason why it is 対象外.
    """

    id: str
    name: str
    kind: ItemKind
    also: tuple[str, ...]
    combine: Combine | None
    milestones: tuple[Milestone, ...]
    new: Novelty | None
    departments: tuple[Department, ...]
    overview: str
    goal: str
    indicators: tuple[Indicator, ...]
    results: tuple[Result, ...]
    excluded: str | None
    ignored: tuple[Ignored, ...]
    source: Source

    def result(self, year: int) -> Result | None:
        """Return the result of a fiscal year, if there is one."""
        return next((result for result in self.results if result.year == year), None)

    def milestone(self, year: int, half: Half) -> Milestone | None:
        """Return what is said about a half of a fiscal year, if anything is."""
        return next((m for m in self.milestones if (m.year, m.half) == (year, half)), None)


class Repost(NamedTuple):
    """再掲: an item shown again under another direction; everything but its place is the original's.

    ``printed`` holds texts by key (``overview``, ``report``) as an imported document printed them for this row.
    """

    id: str
    of: str
    printed: tuple[tuple[str, str], ...]
    source: Source
