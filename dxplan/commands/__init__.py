"""The commands, one a file. Each is short: options, calls, exit."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Final, cast

from dxplan.model.findings import DxplanError
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Each command's module here and the function in it, in the order of the year's work, which is the order of the help.
COMMANDS: Final = {
    "init": "init",
    "import": "import_list",
    "rollover": "rollover",
    "validate": "validate",
    "fmt": "fmt",
    "record": "record",
    "collect": "COLLECT",
    "undo": "undo",
    "redo": "redo",
    "log": "log",
    "status": "status",
    "list": "list_items",
    "show": "show",
    "find": "find",
    "classify": "classify",
    "diff": "diff",
    "history": "history",
    "compose": "compose",
    "render": "render",
    "review": "review",
    "publish": "publish",
    "export": "export",
    "schema": "schema",
    "git-setup": "git_setup",
    "merge": "merge",
    "git-textconv": "git_textconv",
}
#: What other programs run, and no help lists.
HIDDEN: Final = ("git-textconv",)
#: What shows much, and is read a page at a time where a screen does not hold it.
PAGED: Final = frozenset(
    ("status", "collect status", "list", "show", "find", "classify", "diff", "history", "review", "log")
)
#: The headings of the help, each with the first command that stands under it.
HEADINGS: Final = {
    "init": "計画を作り、確かめる",
    "record": "実績を集める",
    "list": "見る、判定する",
    "compose": "資料にする",
    "export": "ほかの道具とつなぐ",
}


class Group(NamedTuple):
    """A command that is several, by their names, with what its help says."""

    help: str
    commands: Mapping[str, Callable[..., None]]


def load_command(name: str) -> Callable[..., None] | Group:
    """Import a command; what it needs for its work it imports when it runs."""
    module = f"{__name__}.{name.replace('-', '_')}{'_' if iskeyword(name) else ''}"
    return cast("Callable[..., None] | Group", getattr(import_module(module), COMMANDS[name]))


def refuse_together(**options: object) -> None:
    """Refuse more than one of some options, given by name with their values."""
    chosen = [f"--{name}" for name, value in options.items() if value not in (None, False)]
    if len(chosen) > 1:
        raise DxplanError(f"{' と '.join(chosen)} は一緒に使えません。", "どれか一つにしてください。")
