"""What each write made of the files of a workspace, step by step, so that it can be taken back and made again.

A step is kept in ``.dxplan/history``: ``000012.json`` names the command, when and by whom, and of each file the SHA-256
of its content before and after; the contents are files of that name. A step that was taken back is
``000012.undone.json`` until the next write. The step is there before the files are written: one whose files are as
they were before has never happened, or was taken back by a process that died.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from dxplan.model.findings import DxplanError
from dxplan.output import console
from dxplan.values.patterns import regex
from dxplan.workspace.locking import locked
from dxplan.workspace.own import NAME, PLANS, make_folder, user, workspace_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: So many steps are kept.
KEPT: Final = 200
_STEP: Final = regex(r"([0-9]{6,9})(\.undone)?\.json")
_SHA256: Final = regex(r"[0-9a-f]{64}")
_MAX_STEP: Final = 1_000_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One write: of each file, by its path in the workspace, the content before and after; None where it was not.

    ``made`` are the folders that were not there before it, the deepest first.
    """

    number: int
    what: str
    at: str
    by: str
    undone: bool
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]
    made: tuple[str, ...] = ()


class History:
    """The steps of one workspace."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self._folder = workspace / NAME / "history"

    def steps(self) -> list[Step]:
        """Return the steps there are, the oldest first; a file that tells of none is passed over."""
        found = []
        with contextlib.suppress(FileNotFoundError):
            for path in self._folder.iterdir():
                if name := _STEP.fullmatch(path.name):
                    with contextlib.suppress(
                        OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError
                    ):
                        found.append(self._read(path, int(name[1]), undone=bool(name[2])))
        return sorted(found, key=lambda step: step.number)

    def contents(self, digests: Mapping[str, str | None]) -> dict[Path, bytes | None]:
        """Return the contents of files by where they are; DxplanError where one is lost."""
        return {
            self.workspace / name: None if digest is None else self._content(digest)
            for name, digest in digests.items()
        }

    def note(
        self,
        what: str,
        before: Mapping[str, bytes | None],
        after: Mapping[str, bytes | None],
        made: tuple[str, ...],
    ) -> Step:
        """Keep a step that is about to be made; what was taken back before can no longer be made again."""
        make_folder(self.workspace / NAME)
        self._folder.mkdir(exist_ok=True)
        with locked(self._folder, "操作の控え"):
            steps = self.steps()
            for step in steps:
                if step.undone:
                    self.forget(step)
            steps = [step for step in steps if not step.undone]
            now = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
            step = Step(
                number=steps[-1].number + 1 if steps else 1,
                what=what,
                at=now,
                by=user(),
                undone=False,
                before={name: self._put(content) for name, content in before.items()},
                after={name: self._put(content) for name, content in after.items()},
                made=made,
            )
            keys = ("what", "at", "by", "before", "after", "made")
            told = {key: getattr(step, key) for key in keys}
            self._write(self._path(step), json.dumps(told, ensure_ascii=False, indent=1).encode())
            self._prune([*steps, step])
        return step

    def forget(self, step: Step) -> None:
        """Forget a step."""
        with contextlib.suppress(OSError):
            self._path(step).unlink(missing_ok=True)

    def mark(self, step: Step, *, undone: bool) -> None:
        """Tell that a step was taken back, or made again."""
        self._path(step).replace(self._folder / _name(step.number, undone=undone))

    def _path(self, step: Step) -> Path:
        return self._folder / _name(step.number, undone=step.undone)

    def _read(self, path: Path, number: int, *, undone: bool) -> Step:
        """Read a step. It may be a stranger's: it must not lead out of the workspace."""
        if path.stat().st_size > _MAX_STEP:
            raise ValueError(path)
        told = json.loads(path.read_bytes())
        before, after = (self._digests(told[key]) for key in ("before", "after"))
        made = tuple(told.get("made", ()))  # older steps do not say
        if set(before) != set(after) or not all(_inside(self.workspace, name) for name in made):
            raise ValueError(path)
        what, at, by = (str(told[key]) for key in ("what", "at", "by"))
        return Step(
            number=number, what=what, at=at, by=by, undone=undone, before=before, after=after, made=made
        )

    def _digests(self, told: Any) -> dict[str, str | None]:  # noqa: ANN401 - whatever JSON can hold
        for name, digest in told.items():
            if not (digest is None or _SHA256.fullmatch(digest)) or not _inside(self.workspace, name):
                raise ValueError(name)
        return dict(told)

    def _put(self, content: bytes | None) -> str | None:
        """Keep a content; return its name."""
        if content is None:
            return None
        digest = hashlib.sha256(content).hexdigest()
        path = self._folder / digest
        if not path.exists():
            self._write(path, content)
        return digest

    def _content(self, digest: str) -> bytes:
        with contextlib.suppress(OSError):
            content = (self._folder / digest).read_bytes()
            if hashlib.sha256(content).hexdigest() == digest:
                return content
        raise DxplanError(
            "操作の控えが壊れていて、元の内容が分かりません。",
            "git に元の内容があれば、そこから戻してください。",
        )

    def _write(self, path: Path, content: bytes) -> None:
        new = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        new.write_bytes(content)
        new.replace(path)

    def _prune(self, steps: list[Step]) -> None:
        """Take away the oldest steps, and every content that no step needs."""
        for step in steps[:-KEPT]:
            self.forget(step)
        needed = {
            digest for step in steps[-KEPT:] for digest in (*step.before.values(), *step.after.values())
        }
        for path in self._folder.iterdir():
            if path.name not in needed and not _STEP.fullmatch(path.name) and not path.name.startswith("."):
                with contextlib.suppress(OSError):
                    path.unlink()


@contextlib.contextmanager
def noted(
    what: str, root: Path, contents: Mapping[Path, bytes], made: Iterable[Path], *, new: bool = False
) -> Iterator[None]:
    """Keep as a step what is written inside, with ``new`` perhaps of a workspace made by it; a write that fails leaves none.

    ``made`` are the folders that are made for it. What is written outside of a workspace is not kept, and what cannot be
    kept is written all the same.
    """
    of_its_own = new and any(root.absolute() / PLANS in path.absolute().parents for path in contents)
    workspace = root.absolute() if of_its_own else workspace_of(root)
    if workspace is None:
        yield
        return
    step, history = None, History(workspace)
    try:
        targets = {(path.resolve() if path.is_symlink() else path.absolute()): path for path in contents}
        before = {target: target.read_bytes() if target.is_file() else None for target in targets}
        inside = all(target.is_relative_to(workspace) for target in targets)
        if inside and any(before[target] != contents[path] for target, path in targets.items()):
            names = {target: target.relative_to(workspace).as_posix() for target in targets}
            step = history.note(
                what,
                {names[target]: content for target, content in before.items()},
                {names[target]: contents[path] for target, path in targets.items()},
                tuple(
                    folder.relative_to(workspace).as_posix() for folder in made if workspace in folder.parents
                ),
            )
    except OSError as error:
        console.say(f"操作の控えを書けないので、この書き込みは undo で取り消せません（{error.strerror}）。")
    try:
        yield
    except BaseException:
        if step is not None:
            history.forget(step)
        raise


def _inside(workspace: Path, name: str) -> bool:
    target = workspace / PurePosixPath(name)
    return (
        ".." not in target.parts
        and target.parent.resolve().is_relative_to(workspace.resolve())
        and not target.is_symlink()
        and NAME not in PurePosixPath(name).parts
    )


def _name(number: int, *, undone: bool) -> str:
    return f"{number:06}{'.undone' if undone else ''}.json"
