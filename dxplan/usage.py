"""Typer in Japanese: help headings, and what is said about a wrong command line."""

from __future__ import annotations

import inspect
import re
import textwrap
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer import TyperException

_OPTION_HELP: Final = {
    "help": "この説明を表示する。",
    "install_completion": "いま使っているシェルにタブ補完を組み込む。",
    "show_completion": "タブ補完の設定を表示する。",
}


#: What stands before the examples in the docstring of a command.
_EXAMPLES: Final = "例:\n"


@cache
def _translate_headings() -> None:
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = "引数"
    rich_utils.OPTIONS_PANEL_TITLE = "オプション"
    rich_utils.COMMANDS_PANEL_TITLE = "コマンド"
    rich_utils.REQUIRED_LONG_STRING = "[必須]"
    rich_utils.DEFAULT_STRING = "[既定: {}]"
    rich_utils.highlighter = _folding(rich_utils.highlighter)  # type: ignore[assignment]
    _draw_for_wide_letters(rich_utils)


#: Letters of a line of help that may take two cells where rich counts one: … → ○.
_SPARE: Final = 6


def _draw_for_wide_letters(rich_utils: Any) -> None:  # noqa: ANN401 - typer's module
    """Where ─ and … take two cells, which rich does not know, draw frames of other letters and leave room for the rest."""
    from functools import partial

    from dxplan.output.terminal import console, measure
    from dxplan.values.widths import FONT

    out = console()
    if measure(out) is FONT:
        rich_utils.Panel = partial(rich_utils.Panel, box=rich_utils.box.ASCII)
        rich_utils.MAX_WIDTH = out.width - _SPARE


def _folding(highlight: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a highlighter whose texts are broken anywhere: rich cuts what has no blanks, as Japanese has none."""

    def folded(text: Any) -> Any:  # noqa: ANN401 - str or rich's Text
        shown = highlight(text)
        shown.overflow = "fold"
        return shown

    return folded


def _translate_options(params: list[Any]) -> list[Any]:
    for param in params:
        if param.name in _OPTION_HELP:
            param.help = _OPTION_HELP[param.name]
    return params


def _as_it_is(text: str) -> str:
    """Return a text for rich, which would take 「[judgement]」 for markup and print nothing of it."""
    return text.replace("[", r"\[")


class _Japanese(TyperCommand if TYPE_CHECKING else object):  # type: ignore[misc] # what both of typer's have
    """What makes the help of a command or group Japanese throughout."""

    help: str | None

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - typer's context is private
        """Return the parameters, those of typer's own with Japanese help."""
        return _translate_options(super().get_params(ctx))

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401 - typer's own
        """Return the line that shows how a command is written."""
        usage: str = super().get_usage(ctx).replace("Usage:", "使い方:").replace("[OPTIONS]", "[オプション]")
        return usage.replace("COMMAND [ARGS]...", "コマンド …").replace("{", "").replace("}", "")

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
        """Print the help; the examples at its end stand alone, each in a line without a frame, to be copied."""
        from dxplan.output.console import put

        _translate_headings()
        text, _, examples = inspect.cleandoc(self.help or "").partition(_EXAMPLES)
        self.help = _as_it_is(text)
        for param in self.params:
            param.help = _as_it_is(getattr(param, "help", None) or "")
        super().format_help(ctx, formatter)
        if examples:
            put(f" 例:\n{textwrap.indent(textwrap.dedent(examples).rstrip(), '   ')}\n")


class JapaneseCommand(_Japanese, TyperCommand):
    """A command whose help is Japanese throughout."""


class JapaneseGroup(_Japanese, TyperGroup):
    """A group whose help is Japanese throughout."""


# What typer says about a wrong command line, and the same for people. Compiled only when there is one.
_MESSAGES: Final = (
    (r"No such command '(.+?)'", "「{0}」というコマンドはありません。"),
    (r"No such option:? '?(-[^ '.]+)'?", "「{0}」というオプションはありません。"),
    (r"Missing argument '(.+?)'", "「{0}」を書いてください。"),
    (r"Missing option '(.+?)'", "オプション {0} が必要です。"),
    (r"Missing command", "コマンドを書いてください。"),
    (r"Got unexpected extra argument(?:\(s\)|s)? \((.+)\)", "余分な引数「{0}」があります。"),
    (r"Option '(.+?)' requires", "オプション {0} には値が必要です。"),
    (r"Option '(.+?)' does not take a value", "オプション {0} に値は付けられません。"),
    (
        r"Invalid value for '(.+?)': '(.*?)' is not one of (.+?)\.?$",
        "{0} に「{1}」は使えません。使えるのは {2} です。",
    ),
    (
        r"Invalid value for '(.+?)': '(.*?)' is not a valid int",
        "{0} に「{1}」は使えません。整数を書いてください。",
    ),
    (
        r"Invalid value for '(.+?)': (.+?) is not in the range x>=(\d+)",
        "{0} は {2} 以上です（{1} とあります）。",
    ),
    (
        r"Invalid value for '(.+?)': (.+?) is not in the range (\d+)<=x<=(\d+)",
        "{0} は {2} から {3} までです（{1} とあります）。",
    ),
    (r"Invalid value for '(.+?)': (.+)", "{0} の値が正しくありません: {1}"),
)
_SUGGESTION: Final = r"(?:Did you mean|Possible options:) ([^?)]+)"


def usage_message(error: TyperException) -> str:
    """Return what is wrong with the command line, in Japanese."""
    said = error.format_message()
    guess = re.search(_SUGGESTION, said)
    suffix = f"{guess[1].strip()} の間違いではありませんか。" if guess else ""
    for pattern, message in _MESSAGES:
        if match := re.search(pattern, said):
            return message.format(*match.groups()) + suffix
    return said
