"""The only disk access: find plans, read them, write whole or not at all."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import DxplanError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PLANS: Final = "plans"
_LOCK: Final = ".dxplan.lock"
_LOCK_SECONDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFolder:
    """A plan on disk: where it is, how people call it, its files as they were when read.

    ``unreadable`` maps the names of files that could not be read to the system's reason.
    """

    path: Path
    shown: str
    files: Mapping[str, bytes]
    unreadable: Mapping[str, str]

    @property
    def name(self) -> str:
        """The plan's name, ``2019``."""
        return self.path.resolve().name


def find_workspace(start: Path) -> Path | None:
    """Return the nearest folder at or above ``start`` that has ``plans/``."""
    for folder in (start, *start.parents):
        if (folder / PLANS).is_dir():
            return folder
    return None


def all_plans(start: Path) -> list[str]:
    """Return the plans of the workspace around ``start``, as arguments for ``find_plan``."""
    workspace = find_workspace(start)
    if workspace is None:
        hint = "計画のフォルダ（例: plans/2019）を書くか、plans/ のあるフォルダで実行してください。"
        raise DxplanError("計画のフォルダ plans/ が見つかりません。", hint)
    found = sorted({file.parent for file in (workspace / PLANS).glob("*/*.toml")})
    if not found:
        hint = "計画のフォルダと plan.toml を作ってください。見本は「dxplan init 見本」で作れます。"
        raise DxplanError("plans/ の下に計画がありません。", hint)
    return [shown_path(folder, start) for folder in found]


def find_plan(argument: str, start: Path) -> Path:
    """Return the folder a PLAN argument means: a path, or a name such as ``2019`` inside the workspace."""
    given = Path(argument)
    if given.name == "plan.toml":
        given = given.parent
    direct = start / given
    if direct.is_dir():
        return direct
    workspace = find_workspace(start)
    if workspace and not given.is_absolute() and (workspace / PLANS / given).is_dir():
        return workspace / PLANS / given
    known = (
        sorted(folder.parent.name for folder in (workspace / PLANS).glob("*/plan.toml")) if workspace else []
    )
    hint = (
        f"ある計画は {'、'.join(known)} です。"
        if known
        else "フォルダの場所を確かめてください（例: plans/2019）。"
    )
    raise DxplanError(f"計画のフォルダ「{argument}」がありません。", hint)


def load_plan(argument: str, start: Path) -> PlanFolder:
    """Read all TOML files of a plan."""
    path = find_plan(argument, start)
    shown = shown_path(path, start)
    files, unreadable = {}, {}
    try:
        found = sorted(file for file in path.iterdir() if file.suffix == ".toml")
    except OSError as error:
        raise _unreadable(shown, error) from error
    for file in found:
        try:
            files[file.name] = file.read_bytes()
        except OSError as error:
            unreadable[file.name] = error.strerror or "理由は不明"
    return PlanFolder(path=path, shown=shown, files=files, unreadable=unreadable)


def departments_file(start: Path) -> Path | None:
    """Return the workspace's table of 部局 and 課, ``plans/departments.toml``, if it has one."""
    workspace = find_workspace(start)
    path = workspace / PLANS / "departments.toml" if workspace else None
    return path if path and path.is_file() else None


def read_bytes(path: Path) -> bytes:
    """Read a file of the user's."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(str(path), error) from error


def read_text(path: Path) -> str:
    """Read a text file of the user's, UTF-8 with or without BOM."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "エディタで「UTF-8」を選んで保存し直してください。"
        raise DxplanError(f"{path} の文字コードが UTF-8 ではありません。", hint) from error


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files so that each is the old one or the new one, whatever happens.

    All are first written beside their targets and flushed to disk, then renamed. The first one that cannot be
    replaced stops the work; what was there stays.
    """
    prepared: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            target = path.resolve() if path.is_symlink() else path
            temporary = target.with_name(f".{target.name}.{os.urandom(4).hex()}.tmp")
            prepared.append((temporary, target))
            _write_through(temporary, content, target)
        for temporary, target in prepared:
            temporary.replace(target)
    except PermissionError as error:
        hint = "Excel などで開いていたら閉じてから、もう一度実行してください。元のファイルはそのままです。"
        raise DxplanError(f"{target} に書き込めません。", hint) from error
    except OSError as error:
        hint = "ディスクの空きと保存先を確かめてください。元のファイルはそのままです。"
        raise DxplanError(f"{target} に書き込めません（{error.strerror}）。", hint) from error
    finally:
        for temporary, _ in prepared:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _write_through(temporary: Path, content: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    if target.exists() and not os.access(target, os.W_OK):  # a rename would silently replace it
        raise PermissionError(13, "read-only", str(target))
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


@contextlib.contextmanager
def only_writer(folder: PlanFolder) -> Iterator[None]:
    """Hold the plan's lock and make sure that nobody has written since it was read."""
    from filelock import SoftFileLock, Timeout  # only commands that write pay for the import

    lock = SoftFileLock(folder.path / _LOCK, timeout=_LOCK_SECONDS)
    try:
        with lock:
            for name, content in folder.files.items():
                if (folder.path / name).read_bytes() != content:
                    hint = "相手の記録を確かめてから、もう一度実行してください。何も書き込んでいません。"
                    raise DxplanError(
                        f"{folder.shown}/{name} が、読み込んだ後に別の人に書き換えられました。", hint
                    )
            yield
    except Timeout as error:
        hint = (
            f"相手が終わるのを待ってください。誰も書いていなければ {folder.shown}/{_LOCK} を消してください。"
        )
        raise DxplanError(f"{folder.shown} は別の dxplan が書き込み中です。", hint) from error
    except OSError as error:
        raise _unreadable(folder.shown, error) from error


def _unreadable(shown: str, error: OSError) -> DxplanError:
    hint = "場所と権限を確かめてください。別のプログラムが使っていれば閉じてください。"
    return DxplanError(f"{shown} を読み書きできません（{error.strerror}）。", hint)


def shown_path(path: Path, start: Path) -> str:
    """Return a path as findings show it: relative to where the command runs, with forward slashes."""
    try:
        return path.relative_to(start).as_posix()
    except ValueError:
        return path.as_posix()
