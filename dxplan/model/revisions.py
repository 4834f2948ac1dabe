"""A version of a plan that git has: its commit, and how people named it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.values.dates import long_date, parse_date
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Commit(NamedTuple):
    """Who wrote a version, and when: its short id, its day (``2020-04-01``), author and subject."""

    id: str
    day: str
    author: str
    subject: str


class Revision(NamedTuple):
    """A commit that somebody named: what was typed, its full id, what it is.

    ``asked`` is the day that was typed, None where it was a name that git knows. Of such a name nothing is said of a day:
    the same day may have later commits.
    """

    typed: str
    hash: str
    commit: Commit
    asked: date | None

    @property
    def when(self) -> str:
        """Which version it is, as pages say it: 令和2年3月31日時点, or コミット a1b2c3d（令和2年3月31日）."""
        if self.asked:
            return f"{long_date(self.asked)}時点"
        day = parse_date(self.commit.day)
        return f"コミット {self.commit.id}" + (f"（{long_date(day)}）" if day else "")

    @property
    def edition(self) -> str:
        """Which version it is, in the name of a file: 2020-03-31時点, or コミットa1b2c3d."""
        return f"{self.asked.isoformat()}時点" if self.asked else f"コミット{self.commit.id}"

    @property
    def words(self) -> str:
        """What is said of what it shows: how it was asked for, and the commit that it is taken from."""
        named = self.when if self.asked else f"{self.typed} "
        id_, day, author, subject = self.commit
        return f"{named}の版です（{day} {id_} {author}「{subject}」）。"
