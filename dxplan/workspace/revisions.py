"""Versions of a plan: a folder as it is, or as git has it. Git is only asked; nothing is checked out, nothing written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.model.findings import DxplanError
from dxplan.values.dates import parse_date
from dxplan.workspace.git import run_git
from dxplan.workspace.opening import PlanFolder, find_plan, find_workspace, read_folder
from dxplan.workspace.own import PLANS

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_version(argument: str) -> PlanFolder:
    """Read a plan: a folder, or ``REV:plans/2019``, REV being what git knows (HEAD~3, a tag, a branch) or a date.

    Raises DxplanError where there is no such version, or no git.
    """
    rev, colon, path = argument.rpartition(":")
    if not colon or (Path.cwd() / argument).is_dir() or len(rev) < 2:
        return read_folder(argument)
    return read_revision(rev, path)


def read_revision(rev: str, path: str) -> PlanFolder:
    """Read a plan as it was in a revision of the repository that the work is done in."""
    from dxplan.format.reading import read_plan

    workspace = find_workspace()
    given = path.replace("\\", "/").rstrip("/") or "."
    commit = commit_of(rev)
    places = [(Path.cwd(), given)]
    if workspace:
        places.append((workspace, f"{PLANS}/{given}"))
    for where, name in places:
        blobs = _blobs(commit, where, name)
        if blobs:
            files = _contents(blobs, where)
            shown = f"{rev}:{name}"
            return PlanFolder(where / name, shown, files, read_plan(name.rpartition("/")[2], shown, files))
    raise DxplanError(
        f"{rev} に、計画「{path}」はありません。",
        "そのころのフォルダの名前を書いてください（例: HEAD:plans/2019）。",
    )


def committed(argument: str) -> PlanFolder:
    """Read a plan as it was last committed."""
    return version_of(find_plan(argument), "HEAD")


def version_of(place: Path, rev: str) -> PlanFolder:
    """Read the plan of a folder as it was in a revision."""
    folder = place.resolve()
    base = find_workspace() or Path.cwd()
    try:
        name = folder.relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        name = Path(os.path.relpath(folder, base if base == Path.cwd() else Path.cwd())).as_posix()
    return read_revision(rev, name)


def commit_of(rev: str) -> str:
    """Return the commit that a revision or a date means."""
    found = (
        None
        if rev.startswith("-")
        else _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
    )
    if found is not None:
        return found.decode("ascii").strip()
    day = parse_date(rev)
    if day is not None:
        last = _git("rev-list", "-1", f"--before={day.isoformat()}T23:59:59", "HEAD")
        if last and last.strip():
            return last.decode("ascii").strip()
    if _git("rev-parse", "--git-dir") is None:
        raise DxplanError(
            "ここは git の管理下にありません。",
            "git clone したフォルダの中で実行するか、フォルダを二つ書いてください。",
        )
    shallow = (_git("rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
    hint = (
        "履歴の一部だけを取ってきたリポジトリです。git fetch --unshallow のあとで、もう一度実行してください。"
        if shallow
        else "HEAD~3、タグの名前、日付（2020-04-01）のように書いてください。git log で確かめられます。"
    )
    raise DxplanError(f"「{rev}」という版が、git の履歴にありません。", hint)


def _blobs(commit: str, where: Path, name: str) -> dict[str, str]:
    """Return the TOML files that stand in a folder of a commit: their names with their blobs."""
    listed = _git("ls-tree", "-z", commit, "--", f"{name}/", where=where)
    found = {}
    for line in (listed or b"").decode("utf-8", "surrogateescape").split("\0"):
        about, _, path = line.partition("\t")
        mode, _, blob = about.partition(" blob ")
        if mode.startswith("100") and path.endswith(".toml"):  # no links
            found[path.rpartition("/")[2]] = blob
    return dict(sorted(found.items()))


def _contents(blobs: Mapping[str, str], where: Path) -> dict[str, bytes]:
    """Return the files of which the blobs are given, read in one go."""
    asked = "".join(f"{blob}\n" for blob in blobs.values()).encode("ascii")
    out = _git("cat-file", "--batch", where=where, stdin=asked) or b""
    files = {}
    for name in blobs:
        head, _, out = out.partition(b"\n")
        parts = head.split()
        if len(parts) != 3:
            hint = "履歴の一部だけを取ってきたリポジトリなら、git fetch で取ってきてから、もう一度実行してください。"
            raise DxplanError(f"{name} のその版の中身が、このリポジトリにありません。", hint)
        size = int(parts[2])
        files[name], out = out[:size], out[size + 1 :]
    return files


def _git(*arguments: str, where: Path | None = None, stdin: bytes = b"") -> bytes | None:
    """Return what git prints; None where it says no."""
    done = run_git(*arguments, where=where or Path.cwd(), stdin=stdin)
    if done is None and shutil.which("git") is None:
        raise DxplanError("git がありません。", "git を入れるか、くらべる二つのフォルダを書いてください。")
    if done is None:
        raise DxplanError("git を動かせません。", "git status が動くかを確かめてください。")
    if b"dubious ownership" in done.stderr:
        hint = "git status が示す方法（safe.directory）で、このフォルダを使えるようにしてください。"
        raise DxplanError("このフォルダの持ち主が違うので、git が読ませません。", hint)
    return done.stdout if done.returncode == 0 else None
