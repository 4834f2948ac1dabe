"""What stands in a cell of a returned form to the value that it means: by the same readers as what is typed.

A cell is taken for what it can only mean. What might mean two things, or one that nobody wrote (a day where 3/4 was
typed, 1 where 100 % was meant, two figures with a line between them), is asked about.
"""

from __future__ import annotations

import unicodedata
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from dxplan.cells.book import Kind as Stored
from dxplan.collecting.form import DONE, Kind
from dxplan.collecting.making import typed_actual
from dxplan.model.findings import DxplanError
from dxplan.recording.typed import read_actual, read_own_value
from dxplan.values.dates import long_date, parse_date
from dxplan.values.patterns import regex
from dxplan.values.quantities import Quantity, fold
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from dxplan.cells.book import Cell
    from dxplan.collecting.form import Column, Value
    from dxplan.model import Actual, Indicator
    from dxplan.model.own import OwnWritten

    #: What a cell says, as an answer has it.
    Meaning: TypeAlias = "Actual | OwnWritten | bool"

#: Excel keeps 15 digits of a number; what it stores behind them is how it computes.
_EXCEL: Final = Context(prec=15)
#: A share of 1 may be 1 % or 100 % where the target is so many percent or more.
_CLEARLY_PERCENT: Final = 5
#: Figures that stand apart: between them may be a blank that divides thousands, or two numbers.
_APART: Final = regex(r"[0-9][ \t\n]+[0-9]")
_NOTHING: Final = regex(r"[-−ー―‐–—~〜]+|なし|無し|該当なし")
_QUOTED: Final = ("'=", "'+", "'-", "'@")
_FIGURES: Final = (Kind.FIGURE, Kind.NUMBER)
_SHOWN: Final = 60


class Told(NamedTuple):
    """What a cell says: ``text`` is how one would type it, the same for the same meaning."""

    text: str
    meaning: Meaning


class Trouble(NamedTuple):
    """Why a cell says nothing: what is wrong with it, what the section should write, and the cause, for the office."""

    wrong: str
    wanted: str
    cause: str


def told(
    cell: Cell, column: Column, indicator: Indicator | None, read: Callable[[str], Told | Trouble]
) -> Told | Trouble | None:
    """Return what a cell of a column says, of the ``indicator`` of its row; None where nothing stands in it.

    ``read`` tells what a text means there, as ``meant`` does.
    """
    trouble = _unusable(cell, column, indicator)
    if trouble is not None:
        return trouble
    text = _typed(cell, column)
    figures = _is_figure(column, indicator)
    if figures and _APART.search(text):
        cause = "二つの数か、区切りの空白か分かりません。"
        return Trouble("数字が離れて書かれています。", _wanted(column, indicator), cause)
    if not text:
        return None
    said = read(fold(text) if figures else text)
    if isinstance(said, Told) and column.key == "actual" and indicator is not None:
        return _share_of_one(said, indicator) or said
    return said


def meant(text: str, column: Column, indicator: Indicator | None) -> Told | Trouble:
    """Return what a text means that was typed into a column."""
    try:
        if column.key == "actual" and indicator is not None:
            actual = read_actual(text, indicator)
            return Told(canonical(typed_actual(actual, indicator.unit)), actual)
        chosen = _choice(text, column) if column.kind is Kind.CHOICE else text
        if column.key == "done":
            return Told(chosen, DONE[chosen])
        if column.own is not None:
            value = read_own_value(chosen, column.own)
            return Told(canonical(value), value)
    except DxplanError as error:
        figures = _is_figure(column, indicator)
        nothing = figures and _NOTHING.fullmatch(text)
        wanted = "まだ数えている途中なら「集計中」、測らない年度なら「/」と入れてください。"
        cause = (
            "数の欄に、読めない書き方があります。" if column.kind in _FIGURES else "欄に書けない言葉です。"
        )
        return Trouble(error.message, wanted if nothing and column.own is None else error.hint, cause)
    return Told(chosen, chosen)


def canonical(value: Value) -> str:
    """Return how a value that is recorded would be typed: values that mean the same are the same text."""
    if isinstance(value, Decimal):
        digits = f"{value:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "" if value is None else tidy(str(value))


def tidy(text: str) -> str:
    """Return a text without blanks at the ends of it and of its lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def shown(cell: Cell | None) -> str:
    """Return what is in a cell as people see it there, on one line."""
    if cell is None or not (cell.content or cell.computed):
        return "空"
    if not cell.content:
        return "計算されていない数式"
    return quoted(locked_text(cell)) + ("（日付）" if cell.kind is Stored.DAY else "")


def quoted(text: str) -> str:
    """Return the beginning of a text in quotes, on one line."""
    line = " ".join(text.split())
    return f"「{line}」" if len(line) <= _SHOWN else f"「{line[:_SHOWN]}…」"


def locked_text(cell: Cell) -> str:
    """Return what stands in a cell as a text: what it was before some program made a number of it."""
    match cell.kind:
        case Stored.SHARE:
            return f"{canonical(_percent(cell.content))}%"
        case Stored.NUMBER if cell.content:
            return canonical(_EXCEL.create_decimal(cell.content))
        case Stored.DAY if day := parse_date(cell.content):
            return long_date(day)
        case Stored.TRUTH:
            return "TRUE" if cell.content == "1" else "FALSE"
    return cell.content


def _unusable(cell: Cell, column: Column, indicator: Indicator | None) -> Trouble | None:
    """Return why nothing that was typed can be told from a cell, where nothing can."""
    wanted, figures = _wanted(column, indicator), _is_figure(column, indicator)
    if cell.linked or (cell.computed and not cell.content):
        wrong, cause = (
            ("ほかのファイルを参照する数式です。", "参照先の値は、ここでは確かめられません。")
            if cell.linked
            else ("計算されていない数式です。", "数式の結果が、ファイルに保存されていません。")
        )
        return Trouble(wrong, f"{wanted}数式でなく、値を入れてください。", cause)
    match cell.kind:
        case Stored.ERROR:
            return Trouble(f"数式のエラー（{cell.content}）です。", wanted, "数式が計算できていません。")
        case Stored.TRUTH if column.kind is not Kind.TEXT:
            return Trouble("TRUE か FALSE が入っています。", wanted, "判定の式を貼り付けたようです。")
        case Stored.DAY if figures:
            cause = "「3/4」と打つと、Excel が日付に変えます。もとの数は分かりません。"
            also = (
                "4件のうち3件なら、先に ' を打って '3/4 と入れてください。" if column.key == "actual" else ""
            )
            return Trouble("日付になっています。", wanted + also, cause)
        case Stored.SHARE if figures:
            unit = fold(column.own.unit if column.own else indicator.unit if indicator else "")
            if unit != "%":
                wrong = f"% の表示（{locked_text(cell)}）になっています。"
                return Trouble(wrong, wanted, "表示形式が % のセルです。")
    return None


def _typed(cell: Cell, column: Column) -> str:
    """Return what one would have typed to have in a column what a cell holds."""
    if cell.kind is Stored.DAY and column.kind is Kind.DATE:
        return cell.content
    if cell.kind is not Stored.TEXT:
        return locked_text(cell)
    text = cell.content.removeprefix("'") if cell.content.startswith(_QUOTED) else cell.content
    return tidy(text) if column.kind is Kind.TEXT else unicodedata.normalize("NFKC", text).strip()


def _is_figure(column: Column, indicator: Indicator | None) -> bool:
    """Whether a column asks for a number, and not for a step that was reached (策定済) or its day."""
    of_steps = column.key == "actual" and indicator is not None and indicator.ladder is not None
    return column.kind in _FIGURES and not of_steps


def _wanted(column: Column, indicator: Indicator | None) -> str:
    """Return what belongs into a column, in a sentence to the section."""
    if column.key == "actual" and indicator is not None and indicator.ladder is not None:
        return f"{indicator.ladder.choices}を書いてください。"
    match column.kind:
        case Kind.FIGURE | Kind.NUMBER:
            unit = column.own.unit if column.own else indicator.unit if indicator else ""
            return f"{f'{unit}で数えた' if unit else ''}数を、半角の数字だけで入れてください。"
        case Kind.CHOICE:
            return f"{'・'.join(column.choices)} から選んでください。"
        case Kind.DATE:
            return "2026/3/31 のように、日付を入れてください。"
        case Kind.LINK:
            return "https:// から始まる住所を入れてください。"
    return "文で書いてください。"


def _percent(stored: str) -> Decimal:
    return _EXCEL.multiply(_EXCEL.create_decimal(stored), Decimal(100))


def _share_of_one(said: Told, indicator: Indicator) -> Trouble | None:
    """Return what to ask where 0.93 or 1 stands and may mean 93 % or 100 %."""
    actual = said.meaning
    if not isinstance(actual, Quantity) or fold(indicator.unit) != "%" or actual.unit:
        return None
    values = [value for _, value in (*indicator.targets, *indicator.actuals) if isinstance(value, Quantity)]
    if not 0 < actual.value <= 1 or max((value.value for value in values), default=0) < _CLEARLY_PERCENT:
        return None
    percent = canonical(actual.value * 100)
    return Trouble(
        f"{said.text}% か {percent}% か分かりません。",
        f"{percent}% なら {percent}、{said.text}% なら {said.text}% と % も入れてください。",
        "割合が、1 を全体とする数で入っているようです。",
    )


def _choice(text: str, column: Column) -> str:
    """Return the word of a choice that a text is, in any width and either spelling."""
    wanted = _spelling(text)
    found = next((word for word in column.choices if _spelling(word) == wanted), None)
    if found is None:
        raise DxplanError(f"{quoted(text)}は選べません。", _wanted(column, None))
    return found


def _spelling(text: str) -> str:
    return fold(text).replace("通り", "どおり").replace("ではない", "でない").rstrip("。")
