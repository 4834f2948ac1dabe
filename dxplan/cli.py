"""The Typer application, and every outcome to its exit code.

0 fine, 1 findings, 2 could not run (usage, missing or locked file), 3 a bug in dxplan.
"""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, Final

import typer

from dxplan.commands import COMMANDS, HEADINGS, HIDDEN, PAGED, Group, load_command
from dxplan.model.findings import DxplanError, InvalidPlan
from dxplan.output import console
from dxplan.usage import JapaneseCommand, JapaneseGroup, usage_message

if TYPE_CHECKING:
    from collections.abc import Sequence

FINE: Final = 0
FINDINGS: Final = 1
COULD_NOT_RUN: Final = 2
BUG: Final = 3
#: What typer makes of Ctrl-C.
_INTERRUPTED: Final = 130


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer
    if wanted:
        from dxplan import __version__

        console.put(f"dxplan {__version__}")
        raise typer.Exit


# __main__ answers a lone --version before typer is imported; here it stands for the help and in company.
_VERSION: Final = typer.Option(
    False,  # noqa: FBT003 - typer
    "--version",
    callback=_print_version,
    is_eager=True,
    help="版を表示する。",
)


def _options(version: bool = _VERSION) -> None:  # noqa: FBT001 - its callback does the work
    pass


class _Commands(JapaneseGroup):
    """The commands in the order of the year's work; typer puts those that are several behind the others."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - typer's context is private
        """Return the names in the order of the help."""
        return sorted(super().list_commands(ctx), key=[*COMMANDS].index)


def _being_typed() -> list[str]:
    """Return the arguments that a shell wants completed, of this process that it has started for it."""
    if "_DXPLAN_COMPLETE" not in os.environ:
        return []
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    return line.split()[1:]


def make_application(arguments: Sequence[str]) -> typer.Typer:
    """Return the application with the command asked for; with all of them for help and slips of the pen."""
    application = typer.Typer(
        cls=_Commands,
        name="dxplan",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help="自治体のICT/DX行動計画の実績を集め、判定し、実施結果の資料を作る。",
        epilog="はじめての方は dxplan init 見本 で小さな計画ができます。計画（PLAN）は plans/2019 のようなフォルダです。",
    )
    application.callback()(_options)
    asked_for = next(iter(arguments or _being_typed()), "")
    heading = None
    for name in (asked_for,) if asked_for in COMMANDS else COMMANDS:
        heading = HEADINGS.get(name, heading)
        loaded = load_command(name)
        if isinstance(loaded, Group):
            group = typer.Typer(cls=JapaneseGroup, no_args_is_help=True, help=loaded.help)
            for inner, command in loaded.commands.items():
                group.command(inner, cls=JapaneseCommand)(command)
            application.add_typer(group, name=name, rich_help_panel=heading)
        else:
            hidden = name in HIDDEN
            application.command(name, cls=JapaneseCommand, rich_help_panel=heading, hidden=hidden)(loaded)
    return application


def _pages(given: Sequence[str]) -> AbstractContextManager[None]:
    """Return what shows the output of a command a page at a time, if it is one to be read at a terminal."""
    shows = PAGED.intersection((" ".join(given[:1]), " ".join(given[:2])))
    if not shows or "--watch" in given or not sys.stdout.isatty():
        return nullcontext()
    from dxplan.output.paging import paged

    return paged()


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code. No traceback reaches a user."""
    console.prepare()
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        with _pages(given):
            outcome = make_application(given)(given, prog_name="dxplan", standalone_mode=False)
        sys.stdout.flush()
    except DxplanError as error:
        return _refuse(error)
    except InvalidPlan as invalid:
        from dxplan.output import terminal

        terminal.print_findings(invalid.findings, invalid.texts, stderr=True)
        if invalid.remark:
            console.say(invalid.remark)
        return FINDINGS
    except typer.TyperException as error:
        return _refuse_usage(error)
    except (typer.Abort, KeyboardInterrupt):
        outcome = _INTERRUPTED
    except BrokenPipeError:  # dxplan … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except OSError as error:  # a name that is too long, a folder that is gone, a full disk behind the pipe
        from dxplan.workspace.own import unreadable

        return _refuse(unreadable(error.filename or "出力先か、いまのフォルダ", error))
    except Exception as error:  # noqa: BLE001 - the last line of defence
        return _report_bug(error)
    if outcome == _INTERRUPTED:
        console.say("中止しました。")
        return COULD_NOT_RUN
    return outcome if isinstance(outcome, int) else FINE


def _refuse(error: DxplanError) -> int:
    console.say(f"エラー: {error.message}")
    if error.hint:
        console.say(f"  ヒント: {error.hint}")
    return COULD_NOT_RUN


def _refuse_usage(error: typer.TyperException) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":  # the help is already on the screen
        return COULD_NOT_RUN
    hint = "dxplan --help、または dxplan コマンド名 --help で使い方を確かめられます。"
    return _refuse(DxplanError(usage_message(error), hint))


def _report_bug(error: Exception) -> int:
    import tempfile
    import traceback
    from pathlib import Path

    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="dxplan-", suffix=".log", delete=False
    ) as log:
        traceback.print_exception(error, file=log)
    console.say(f"エラー: dxplan の不具合です（{type(error).__name__}）。計画のせいではありません。")
    console.say(f"  ヒント: 記録 {Path(log.name)} を添えて開発者に知らせてください。")
    return BUG
