"""What git remembers of a plan: every commit that changed its folder, with the files as they were, and those as they are.

One question for the commits, one for their folders, one for all that ever stood in them. Where a plan is held against the
plan of the year before, the commits that changed that one are its own too.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dxplan.comparing.history import GoalsHistory, ItemHistory, Past, Version
from dxplan.format.reading import read_plan
from dxplan.model.earlier import earlier_values, kept_values
from dxplan.model.findings import DxplanError
from dxplan.model.revisions import Commit
from dxplan.values.tuples import NamedTuple
from dxplan.workspace.opening import folder_before
from dxplan.workspace.revisions import ask, is_shallow, read_objects

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.model.earlier import Befores
    from dxplan.workspace.opening import PlanFolder

#: So many names of a folder are followed, each a question.
_NAMES: Final = 20
#: The key of what the plan of the year before says now.
_NOW: Final = "now"
_FORMAT: Final = "%h%x00%cd%x00%an%x00%s"


class PlanPast(NamedTuple):
    """The versions of a plan.

    ``since`` is the day of the first of them where others were before it, which the repository does not have or nobody
    asked for; "" where there are none.
    """

    past: Past
    folder: PlanFolder
    since: str

    def of_item(self, id_: str) -> ItemHistory:
        """Return all that an item ever was."""
        return self.past.of_item(id_)

    def of_goals(self) -> GoalsHistory:
        """Return all goalposts that were moved, and what their items are by the first of them."""
        return self.past.of_goals(self.folder.plan)


def read_past(folder: PlanFolder, latest: int | None = None) -> PlanPast:
    """Read what git remembers of a plan; its files as they are come last, if they are not committed as they are.

    With ``latest`` that many commits are read and those before them left alone.

    Raises DxplanError where there is no git, or nothing of the plan in it.
    """
    prefix = ask("rev-parse", "--show-prefix", where=folder.path)
    if prefix is None:
        raise DxplanError(
            f"{folder.shown} は git の管理下にありません。",
            "履歴は git に残っているものを示します。git init と git commit で残すと、そこから先が分かります。",
        )
    top = Path(_line(ask("rev-parse", "--show-toplevel", where=folder.path)) or folder.path)
    place = prefix.decode("utf-8", "surrogateescape").rstrip("\n").rstrip("/")
    commits = list(_commits(top, place, latest))
    if not commits:
        raise DxplanError(
            f"{folder.shown} は、まだ git にコミットされていません。",
            f"git add {folder.shown} と git commit のあとから、変わったことが分かります。",
        )
    in_part = len(commits) == latest
    before = _folder_before(folder, top)
    if before is not None:
        own, commits = commits, [*_with_those_before(top, commits, before, latest)]
        in_part |= latest is not None and not {each.hash for each in own} <= {each.hash for each in commits}
    at = {commit.hash: number for number, commit in enumerate(commits)}
    befores, keys = _years_before(folder, top, commits, before)
    versions = [
        Version(
            each.commit,
            f"{each.commit.id}:{each.folder or '.'}",
            files,
            tuple(at[parent] for parent in each.parents if parent in at),
            key,
        )
        for each, files, key in zip(commits, _trees(top, commits), keys, strict=True)
    ]
    blobs = dict.fromkeys(blob for version in versions for blob in version.files.values())
    contents: dict[str, bytes | None] = dict(zip(blobs, read_objects(top, blobs), strict=True))
    last = versions[-1].files
    now = {
        name: last[name]
        if name in last and contents[last[name]] == content
        else f"now:{hashlib.sha256(content).hexdigest()}"
        for name, content in folder.files.items()
    }
    if now != last or _values(befores[_NOW]) != _values(befores[keys[-1]]):
        contents |= {key: folder.files[name] for name, key in now.items() if key.startswith("now:")}
        versions.append(Version(None, folder.shown, now, (len(versions) - 1,), _NOW))
    past = Past(folder.plan.name, versions, contents.get, befores)
    return PlanPast(past, folder, commits[0].commit.day if in_part or is_shallow(top) else "")


def _folder_before(folder: PlanFolder, top: Path) -> str | None:
    """Return the folder of the plan of the year before in the repository, None where that is not asked for or not there.

    It is followed by the name that it has now.
    """
    place = folder_before(folder) if kept_values(folder.plan) else None
    there = place.resolve() if place else top.resolve()
    if there == top.resolve() or not there.is_relative_to(top.resolve()):
        return None
    return there.relative_to(top.resolve()).as_posix()


def _with_those_before(
    top: Path, commits: Sequence[_Found], before: str, latest: int | None
) -> Iterator[_Found]:
    """Yield the commits of a plan with those that changed the plan of the year before, once there is the plan itself."""
    own = {each.hash: each.folder for each in commits}
    places: dict[str, str] = {}
    for each in _listed(top, "HEAD", (*dict.fromkeys(own.values()), before), latest):
        folder = own.get(each.hash) or next((places[p] for p in each.parents if p in places), None)
        if folder is not None:
            places[each.hash] = folder
            yield each._replace(folder=folder)


def _values(befores: Befores) -> dict[tuple[str, str], object]:
    """Return what is said of the year before, wherever it stands."""
    return {key: (unit, before.year, before.value) for key, (unit, before) in befores.items()}


def _years_before(
    folder: PlanFolder, top: Path, commits: Sequence[_Found], name: str | None
) -> tuple[dict[str, Befores], list[str]]:
    """Return what the plan of the year before said, by its files, and by which it is for each commit.

    Where git does not know that plan, what it says now is all there is.
    """
    now = kept_values(folder.plan)
    trees = [] if name is None else [*_trees(top, [each._replace(folder=name) for each in commits])]
    if not any(trees):
        return {_NOW: now}, [_NOW] * len(commits)
    blobs = dict.fromkeys(blob for tree in trees for blob in tree.values())
    contents = dict(zip(blobs, read_objects(top, blobs), strict=True))
    befores: dict[str, Befores] = {_NOW: now}
    keys = []
    for each, tree in zip(commits, trees, strict=True):
        key = " ".join(f"{blob}:{file}" for file, blob in tree.items())
        keys.append(key)
        if key not in befores:
            befores[key] = _said_before(
                f"{each.commit.id}:{name}",
                {file: contents[blob] or b"" for file, blob in tree.items()},
                folder,
            )
    return befores, keys


def _said_before(shown: str, files: Mapping[str, bytes], folder: PlanFolder) -> Befores:
    """Return what the files of the plan of the year before say; nothing where they cannot be read, or are none."""
    text = read_plan(shown.rpartition("/")[2], shown, files) if files else None
    if text is None or text.plan is None:
        return {}
    year = folder.plan.span.first - 1
    return earlier_values(text.plan, year, lambda source: f"{source.path}:{text.line(source)}")


class _Found(NamedTuple):
    """A commit with the ids of those before it that changed the folder too, and what the folder was called."""

    hash: str
    parents: tuple[str, ...]
    commit: Commit
    folder: str


def _commits(top: Path, place: str, latest: int | None) -> Iterator[_Found]:
    """Return the commits that changed a folder, the oldest first; the folder by the names that it had.

    With ``latest`` no more than that many.
    """
    found: list[_Found] = []
    tip = "HEAD"
    for _ in range(_NAMES):
        older = list(_listed(top, tip, (place,), None if latest is None else latest - len(found)))
        if found and older:
            first = found[0]
            found[0] = first._replace(parents=(older[-1].hash,))
        found = older + found
        enough = not older or len(found) == latest
        source = None if enough else _renamed_from(top, found[0].hash, place)
        if source is None:
            break
        tip, place = f"{found[0].hash}^", source
    return iter(found)


def _listed(top: Path, tip: str, places: Sequence[str], most: int | None) -> Iterator[_Found]:
    """Yield the commits that changed any of some folders, the oldest first, as if all were of the first folder."""
    out = ask(
        "rev-list",
        *([] if most is None else [f"--max-count={most}"]),
        "--topo-order",
        "--reverse",
        "--parents",
        "--encoding=UTF-8",
        "--date=format-local:%Y-%m-%d",
        f"--format={_FORMAT}",
        tip,
        "--",
        *(place or "." for place in places),
        where=top,
    )
    lines = iter((out or b"").decode("utf-8", "replace").split("\n"))
    for head in lines:
        if head.startswith("commit "):
            hash_, *parents = head.split()[1:]
            yield _Found(hash_, tuple(parents), Commit(*next(lines).split("\0")), places[0])


def _renamed_from(top: Path, commit: str, place: str) -> str | None:
    """Return the folder from which a commit brought the head of the plan; None where it made it."""
    head = f"{place}/plan.toml".lstrip("/")
    names = ask(
        *("diff-tree", "-r", "-z", "-M", "--no-commit-id", "--name-status", "--diff-filter=R", commit),
        where=top,
    )
    parts = (names or b"").decode("utf-8", "surrogateescape").split("\0")
    for _, old, new in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        if new == head and old.endswith("plan.toml"):
            return old.rpartition("/")[0]
    return None


def _trees(top: Path, commits: Sequence[_Found]) -> Iterator[dict[str, str]]:
    """Yield the TOML files of the folder in each commit, by name with their blobs."""
    for each, tree in zip(commits, read_objects(top, [f"{c.hash}:{c.folder}" for c in commits]), strict=True):
        yield dict(sorted(_entries(tree or b"", len(each.hash) // 2)))


def _entries(tree: bytes, size: int) -> Iterator[tuple[str, str]]:
    """Yield the TOML files of a tree as git keeps it, ``100644 name NUL id``, with the ids of ``size`` bytes."""
    at = 0
    while at < len(tree):
        end = tree.index(b"\0", at)
        mode, _, name = tree[at:end].partition(b" ")
        at = end + 1 + size
        if mode.startswith(b"100") and name.endswith(b".toml"):  # no links
            yield name.decode("utf-8", "surrogateescape"), tree[end + 1 : at].hex()


def _line(out: bytes | None) -> str:
    return (out or b"").decode("utf-8", "surrogateescape").rstrip("\n")
