"""The merge that git has made last, or is making: who has changed what on which side of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import DxplanError
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from dxplan.comparing.sides import ChangedByBoth
    from dxplan.workspace.opening import PlanFolder

#: Enough of the end of git's own log for its last line.
_TAIL: Final = 4096


class Merge(NamedTuple):
    """A merge: the commits of its sides, and the one that they come from."""

    base: str
    sides: tuple[str, ...]


def just_changed_by_both(folder: PlanFolder) -> tuple[ChangedByBoth, ...]:
    """Return the items of a plan that several sides of a merge have changed that was just made, or is being made."""
    place = folder.path.resolve()
    merge = find_merge(place) if _may_be_merged(place) else None
    return changed_in(folder, merge) if merge else ()


def _may_be_merged(place: Path) -> bool:
    """Tell whether what git did last may have been a merge, without asking it: few plans that are looked at were merged.

    Git keeps a log of what it does, of which this is the last line.
    """
    folder = _git_folder(place)
    if folder is None:
        return False
    if (folder / "MERGE_HEAD").exists():
        return True
    try:
        with (folder / "logs" / "HEAD").open("rb") as log:
            log.seek(-min(_TAIL, log.seek(0, 2)), 2)
            last = log.read().rstrip(b"\n").rpartition(b"\n")[2]
    except OSError:
        return False
    done = last.partition(b"\t")[2].lower()
    return b"merge" in done or done.startswith(b"pull")


def _git_folder(place: Path) -> Path | None:
    """Return git's folder of the working tree that a place lies in."""
    for folder in (place, *place.parents):
        there = folder / ".git"
        if there.is_dir():
            return there
        try:
            named = there.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        return folder / named.removeprefix("gitdir:").strip()
    return None


def find_merge(place: Path, commit: str = "") -> Merge | None:
    """Return the merge that a commit is, without one that which is being made, or was made last; None if it is none."""
    folder = _git_folder(place)
    head = folder / "MERGE_HEAD" if folder else None
    if not commit and head and head.exists():
        sides = ["HEAD", *head.read_text(encoding="ascii", errors="replace").split()]
    else:
        sides = _said(place, "rev-list", "--parents", "-n", "1", commit or "HEAD", "--").split()[1:]
    if len(sides) < 2:
        return None
    base = _said(place, "merge-base", "--octopus", *sides).strip()
    return Merge(base, tuple(sides)) if base else None


def merge_of(argument: str) -> tuple[Merge, list[PlanFolder]]:
    """Return the merge and the plans that an argument means: a plan, a commit, ``COMMIT:plans/2019``, "" for all of the last.

    Raises DxplanError where there is no such merge.
    """
    from dxplan.workspace.opening import all_plans, find_plan, read_folder
    from dxplan.workspace.revisions import find_revision

    commit, colon, plan = argument.rpartition(":")
    if not colon:
        try:
            find_plan(argument)
        except DxplanError:
            commit, plan = argument, ""
    folders = [read_folder(each) for each in ([plan] if plan else all_plans())]
    merge = find_merge(folders[0].path.resolve(), find_revision(commit).hash if commit else "")
    if merge is None:
        find_revision("HEAD")  # which says so where there is no git
        named = f"「{commit}」" if commit else "最後のコミット"
        hint = "git log --merges で探し、dxplan diff --merge のあとに、そのコミットを書いてください。"
        raise DxplanError(f"{named}は、マージではありません。", hint)
    return merge, folders


def changed_in(folder: PlanFolder, merge: Merge) -> tuple[ChangedByBoth, ...]:
    """Return the items of a plan that several sides of a merge have changed; none where one of its versions has errors."""
    from dxplan.comparing.sides import changed_by_both
    from dxplan.workspace.revisions import version_of

    changed = [side for side in merge.sides if _differ(folder.path, merge.base, side)]
    if len(changed) < 2:
        return ()
    try:
        plans = [version_of(folder.path, commit).content.plan for commit in (merge.base, *merge.sides)]
    except DxplanError:  # it is new on one of the sides
        return ()
    base, *sides = plans
    if base is None or not all(sides):
        return ()
    return changed_by_both(base, [side for side in sides if side])


def side_names(place: Path, merge: Merge) -> list[str]:
    """Return what the sides of a merge are called: the last commit of each, and who has made it."""
    return [_said(place, "log", "-1", "--format=「%s」（%an）", side, "--").strip() for side in merge.sides]


def _differ(folder: Path, one: str, other: str) -> bool:
    from dxplan.workspace.git import run_git  # outside of a merge it is not needed

    done = run_git("diff", "--quiet", "--no-ext-diff", one, other, "--", ".", where=folder)
    return done is not None and done.returncode == 1


def _said(place: Path, *arguments: str) -> str:
    from dxplan.workspace.git import run_git

    done = run_git(*arguments, where=place)
    return done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else ""
