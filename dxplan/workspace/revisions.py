"""Versions of a plan: a folder as it is, or as git has it. Git is only asked; nothing is checked out, nothing written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.format.document import MAX_BYTES
from dxplan.format.reading.head import HEAD_FILE
from dxplan.model.findings import DxplanError, InvalidPlan, Severity
from dxplan.model.revisions import Commit, Revision
from dxplan.values.dates import long_date, parse_date
from dxplan.workspace.git import run_git
from dxplan.workspace.opening import (
    PlanFolder,
    Shelf,
    all_plans,
    find_plan,
    find_workspace,
    read_folder,
    with_last_year,
)
from dxplan.workspace.own import PLANS, shown_path

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date

    from dxplan.format.reading import PlanText
    from dxplan.model.findings import Diagnostic


def read_version(argument: str) -> PlanFolder:
    """Read a plan: a folder, or ``REV:plans/2019``, REV being what git knows (HEAD~3, a tag, a branch) or a date.

    Raises DxplanError where there is no such version, or no git.
    """
    rev, colon, path = argument.rpartition(":")
    if not colon or (Path.cwd() / argument).is_dir() or len(rev) < 2:
        return read_folder(argument)
    return _read(find_revision(rev), path)


def read_as_of(argument: str, revision: Revision, year: str | None = None) -> PlanFolder:
    """Read what a PLAN argument meant in a revision, to be judged for ``year``."""
    folder = _read(revision, argument)
    return folder if year is None or folder.content.plan is None else folder.judged_for(year)


def _read(revision: Revision, path: str) -> PlanFolder:
    workspace = find_workspace()
    given = path.replace("\\", "/").rstrip("/") or "."
    places = [(Path.cwd(), given)]
    if workspace:
        places.append((workspace, f"{PLANS}/{given}"))
    for where, name in places:
        files = _files(revision, where, name)
        if files:
            shown = f"{revision.typed}:{name}"
            text = _text(where / name, shown, files)
            shelf = Shelf(
                heads=lambda above: _heads(revision, above),
                read=lambda place: _beside(revision, place),
                files=lambda place: _files(
                    revision, place.parent.parent, f"{place.parent.name}/{place.name}"
                ),
            )
            return with_last_year(PlanFolder(where / name, shown, files, text, shelf))
    raise DxplanError(
        f"{revision.typed} に、計画「{path}」はありません。",
        "そのころのフォルダの名前を書いてください（例: HEAD:plans/2019）。",
    )


def readable(*versions: PlanFolder) -> tuple[list[PlanFolder], tuple[Diagnostic, ...]]:
    """Return versions of a plan without the files in which one of them has errors, and the first error of each such file.

    Raises InvalidPlan where the head has some: without it nothing can be read.
    """
    found = [*versions]
    left: dict[str, Diagnostic] = {}
    while any(each.content.plan is None for each in found):
        known = len(left)
        for each in found:
            errors = [error for error in each.content.findings if error.severity is Severity.ERROR]
            for error in errors if each.content.plan is None else ():
                name = error.source.path.rpartition("/")[2]
                if name == HEAD_FILE:
                    raise InvalidPlan(each.content.findings, each.content.texts)
                left.setdefault(name, error)
        if len(left) == known:  # what was left out is not what is wrong
            unread = next(each.content for each in found if each.content.plan is None)
            raise InvalidPlan(unread.findings, unread.texts)
        found = [_without(each, left) for each in found]
    return found, tuple(left.values())


def _without(folder: PlanFolder, names: Collection[str]) -> PlanFolder:
    """Return a plan as it were if nothing stood in some of its files."""
    files = {name: b"" if name in names else content for name, content in folder.files.items()}
    return with_last_year(folder._replace(files=files, content=_text(folder.path, folder.shown, files)))


def since_commit() -> Iterator[tuple[str, PlanFolder | None, PlanFolder | None]]:
    """Yield the plans of the workspace that are not as they were last committed: both versions, None where there is none."""
    now = {place.resolve(): place for place in map(find_plan, all_plans())}
    above = next(iter(now)).parent
    last = find_revision("HEAD")
    for place in sorted(now.keys() | _heads(last, above).keys()):
        name = shown_path(place)
        try:
            old = _version_of(place, last)
        except DxplanError:
            old = None
        new = read_folder(name) if place in now else None
        if not (old and new and old.files == new.files):
            yield name, old, new


def committed(argument: str) -> PlanFolder:
    """Read a plan as it was last committed."""
    return version_of(find_plan(argument), "HEAD")


def version_of(place: Path, rev: str) -> PlanFolder:
    """Read the plan of a folder as it was in a revision."""
    return _version_of(place, find_revision(rev))


def _version_of(place: Path, revision: Revision) -> PlanFolder:
    folder = place.resolve()
    base = find_workspace() or Path.cwd()
    try:
        name = folder.relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        name = Path(os.path.relpath(folder, base if base == Path.cwd() else Path.cwd())).as_posix()
    return _read(revision, name)


def find_revision(typed: str) -> Revision:
    """Return the commit that people mean: by what git knows (HEAD~3, a tag, a branch), or the last one of a day.

    Raises DxplanError where there is none.
    """
    known = None
    if not typed.startswith("-"):
        known = ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{typed}^{{commit}}")
    day = None if known else parse_date(typed)
    if day is not None:
        known = ask("rev-list", "-1", f"--before={day.isoformat()}T23:59:59", "HEAD")
    commit = (known or b"").decode("ascii").strip()
    if commit:
        return _described(typed, commit, day)
    if ask("rev-parse", "--git-dir") is None:
        raise DxplanError(
            "ここは git の管理下にありません。",
            "git clone したフォルダの中で実行してください（diff は、フォルダを二つ書けば git がなくても比べます）。",
        )
    if ask("rev-parse", "--verify", "--quiet", "HEAD") is None:
        raise DxplanError(
            "git に、まだコミットがありません。", "git commit のあとで、もう一度実行してください。"
        )
    if is_shallow(Path.cwd()):
        hint = "履歴の一部だけを取ってきたリポジトリです。git fetch --unshallow のあとで、もう一度実行してください。"
    else:
        hint = (
            "HEAD~3、タグの名前、日付（2020-04-01、R2.4.1）のように書いてください。git log で確かめられます。"
        )
    if day is not None:
        raise DxplanError(f"{long_date(day)}までのコミットが、git の履歴にありません。", hint)
    raise DxplanError(f"「{typed}」という版が、git の履歴にありません。", hint)


def _described(typed: str, commit: str, asked: date | None) -> Revision:
    about = ask(
        "rev-list",
        "-1",
        "--encoding=UTF-8",
        "--date=format-local:%Y-%m-%d",
        "--format=%h%x00%cd%x00%an%x00%s",
        commit,
    )
    described = (about or b"").decode("utf-8", "replace").partition("\n")[2].rstrip("\n")
    return Revision(typed, commit, Commit(*(described.split("\0") + [""] * 4)[:4]), asked)


def _files(revision: Revision, where: Path, name: str) -> dict[str, bytes]:
    """Return the TOML files that stand in a folder of a commit."""
    blobs = {
        path.rpartition("/")[2]: blob
        for path, blob in _listed(revision, where, name).items()
        if path.endswith(".toml")
    }
    files = {}
    for file, content in zip(blobs, read_objects(where, blobs.values()), strict=True):
        if content is None:
            hint = "履歴の一部だけを取ってきたリポジトリなら、git fetch で取ってきてから、もう一度実行してください。"
            raise DxplanError(f"{file} のその版の中身が、このリポジトリにないか、大きすぎます。", hint)
        files[file] = content
    return files


def _listed(revision: Revision, where: Path, name: str, *, within: bool = False) -> dict[str, str]:
    """Return the files in a folder of a commit, by path with their blobs; with ``within`` those in its folders too."""
    deep = ["-r"] if within else []
    listed = ask("ls-tree", "-z", *deep, revision.hash, "--", f"{name}/", where=where)
    found = {}
    for line in (listed or b"").decode("utf-8", "surrogateescape").split("\0"):
        about, _, path = line.partition("\t")
        mode, _, blob = about.partition(" blob ")
        if mode.startswith("100"):  # no links
            found[path] = blob
    return dict(sorted(found.items()))


def _text(path: Path, shown: str, files: Mapping[str, bytes]) -> PlanText:
    from dxplan.format.reading import read_plan

    return read_plan(path.resolve().name, shown, files)


def _heads(revision: Revision, above: Path) -> dict[Path, str]:
    """Return the heads of the plans in a folder, as they were in a revision."""
    files = _listed(revision, above.parent, above.name, within=True)
    heads = {
        path: blob for path, blob in files.items() if path.endswith("/plan.toml") and path.count("/") == 2
    }
    contents = read_objects(above.parent, heads.values())
    return {
        (above.parent / path).parent: (content or b"").decode("utf-8-sig", "replace")
        for path, content in zip(heads, contents, strict=True)
    }


def _beside(revision: Revision, place: Path) -> PlanText | None:
    """Return what a plan beside another said in a revision."""
    try:
        files = _files(revision, place.parent, place.name)
    except DxplanError:
        return None
    return _text(place, f"{revision.typed}:{place.parent.name}/{place.name}", files)


def read_objects(where: Path, names: Iterable[str]) -> list[bytes | None]:
    """Return what git keeps by some names, ids or ``COMMIT:path``, in one go; None where it has nothing.

    Neither has it what is larger than a file of a plan may be: that is not asked for, since all of it would be kept.
    """
    asked = [name.encode("utf-8", "surrogateescape") + b"\n" for name in names]
    if not asked:
        return []
    told = (ask("cat-file", "--batch-check", where=where, stdin=b"".join(asked)) or b"").split(b"\n")
    sizes = [int(size) if size.isdigit() else -1 for size in (line.rpartition(b" ")[2] for line in told)]
    wanted = [0 <= size <= MAX_BYTES for size in sizes[: len(asked)]]
    lines = b"".join(name for name, take in zip(asked, wanted, strict=True) if take)
    out = (ask("cat-file", "--batch", where=where, stdin=lines) or b"") if lines else b""
    found: list[bytes | None] = []
    at = 0
    for take, size in zip(wanted, sizes, strict=False):
        if not take:
            found.append(None)
            continue
        begin = out.index(b"\n", at) + 1
        found.append(out[begin : begin + size])
        at = begin + size + 1
    return found


def is_shallow(where: Path) -> bool:
    """Tell whether a repository has a part of its history alone."""
    return (ask("rev-parse", "--is-shallow-repository", where=where) or b"").strip() == b"true"


def ask(*arguments: str, where: Path | None = None, stdin: bytes = b"") -> bytes | None:
    """Return what git prints; None where it says no. Raises DxplanError where it cannot be asked."""
    done = run_git(*arguments, where=where or Path.cwd(), stdin=stdin)
    if done is None and shutil.which("git") is None:
        raise DxplanError(
            "git がありません。",
            "履歴と版は git が覚えています。git を入れてください（diff は、フォルダを二つ書けば git がなくても比べます）。",
        )
    if done is None:
        raise DxplanError("git を動かせません。", "git status が動くかを確かめてください。")
    if b"dubious ownership" in done.stderr:
        hint = "git status が示す方法（safe.directory）で、このフォルダを使えるようにしてください。"
        raise DxplanError("このフォルダの持ち主が違うので、git が読ませません。", hint)
    return done.stdout if done.returncode == 0 else None
