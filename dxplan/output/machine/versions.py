"""Commits of git, and of which version a result is where it is not today's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.output.contracts import TEXT, optional, record

if TYPE_CHECKING:
    from dxplan.model.revisions import Commit, Revision


def commit_value(commit: Commit) -> dict[str, str]:
    """Return a commit."""
    return {"id": commit.id, "date": commit.day, "author": commit.author, "subject": commit.subject}


COMMIT: Final = record(id=TEXT, date=TEXT, author=TEXT, subject=TEXT)


def as_of(revision: Revision | None) -> dict[str, Any] | None:
    """Return the version that a result is of: what was asked for, the day if it was one, the commit."""
    if revision is None:
        return None
    day = revision.asked.isoformat() if revision.asked else None
    return {"asked": revision.typed, "day": day, "commit": commit_value(revision.commit)}


AS_OF: Final = optional(record(asked=TEXT, day=optional(TEXT), commit=COMMIT))
