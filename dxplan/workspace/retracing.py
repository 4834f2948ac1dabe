"""Taking the last write back, and making it again: only where the files are as it left them."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.model.findings import DxplanError
from dxplan.output import console
from dxplan.recording.differences import unified_difference
from dxplan.workspace.history import History
from dxplan.workspace.opening import LEDGER
from dxplan.workspace.own import user, workspace_of
from dxplan.workspace.writing import exchange

if TYPE_CHECKING:
    from collections.abc import Mapping


def open_history() -> History:
    """Return the history of the workspace one stands in."""
    workspace = workspace_of(Path.cwd())
    if workspace is None:
        hint = "plans/ のあるフォルダで実行してください。操作の控えは、そこにあります。"
        raise DxplanError("計画のフォルダ plans/ が見つかりません。", hint)
    return History(workspace)


def retrace(*, back: bool, dry_run: bool, yes: bool) -> None:
    """Take the last step back, or make the last one that was taken back again; tell what changes."""
    history = open_history()
    steps = [step for step in history.steps() if step.undone != back]
    if not steps:
        console.say("取り消せる操作はありません。" if back else "やり直せる操作はありません。")
        return
    step = steps[-1 if back else 0]
    old, new = (step.after, step.before) if back else (step.before, step.after)
    named = f"{step.number} {step.what}（{step.at}{f' {step.by}' if step.by else ''}）"
    if _as_they_are(history, new) == new:  # by hand, by git, or by a process that died
        history.mark(step, undone=back)
        console.say(f"{named} は、すでに{'元に戻って' if back else '行われて'}います。")
        return
    expected, wanted = history.contents(old), history.contents(new)
    for path, content in wanted.items():
        console.put(_difference(history, path, expected[path], content))
    if dry_run:
        console.say(
            f"{named} を{'取り消せます' if back else 'やり直せます'}（--dry-run なので書き込んでいません）。"
        )
        return
    whose = step.by not in ("", user())
    if whose and not yes and not console.agreed(f"{step.by} さんの操作です。よろしいですか [y/N]: "):
        raise DxplanError(
            f"{named} は別の人の操作なので、そのままです。", "よければ --yes を付けてください。"
        )
    now = exchange(expected, wanted, [history.workspace / name for name in step.made] if back else ())
    if changed := [path for path in now if now[path] != expected[path]]:
        for path in changed:
            console.say(f"{_shown(history, path)} は、その後に書き換えられています。")
            console.say(_difference(history, path, expected[path], now[path]))
        hint = "いまの内容を残すなら、そのままで構いません。何も書き込んでいません。"
        raise DxplanError(f"{named} を{'取り消せません' if back else 'やり直せません'}。", hint)
    history.mark(step, undone=back)
    again = "dxplan redo でやり直せます" if back else "dxplan undo で取り消せます"
    console.say(f"{named} を{'取り消しました' if back else 'やり直しました'}（{again}）。")


def _as_they_are(history: History, digests: Mapping[str, str | None]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in digests:
        path = history.workspace / name
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    return found


def _difference(history: History, path: Path, before: bytes | None, after: bytes | None) -> str:
    """Return what changes in a text of a plan, as git shows it; of what was made of it only that it does."""
    name = _shown(history, path)
    old = new = ""
    if path.suffix == ".toml" and path.parent.name != Path(LEDGER).parent.name:
        with contextlib.suppress(UnicodeDecodeError):
            old, new = ((content or b"").decode("utf-8-sig") for content in (before, after))
    what = "なくなります" if after is None else "できます" if before is None else "変わります"
    return unified_difference(name, old, new) or f"{name} が{what}。"


def _shown(history: History, path: Path) -> str:
    return path.relative_to(history.workspace).as_posix()
