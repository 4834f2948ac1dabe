"""What tomli says about a text that is no TOML, said for people who know no TOML, and where they should look."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import tomli

from dxplan.format.positions import Extent, find_positions
from dxplan.model.findings import Diagnostic
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from dxplan.model import Source


class _Slip(NamedTuple):
    """A known slip of the pen: message, hint, and the place to mark if it is not where tomli stopped."""

    message: str
    hint: str
    span: Extent | None = None


def describe_syntax(source: Source, text: str, error: tomli.TOMLDecodeError) -> Diagnostic:
    """Return the finding for what tomli could not read, placed where the slip was made."""
    text, at = text.replace("\r\n", "\n"), error.pos
    slip = (
        _unclosed_text(text, at, error.msg)
        or _full_width(text, at, error.msg)
        or _repeated(text, at, error.msg)
        or _unclosed_bracket(text, at, error.msg)
        or _after_value(text, at, error.msg)
        or _no_value(text, at, error.msg)
        or _others(text, at, error.msg)
    )
    start, end = slip.span or Extent(at, at + 1)
    line, column = _line_column(text, start)
    end_of_line = text.find("\n", start)
    width = min(end, end_of_line if end_of_line >= 0 else len(text)) - start
    return Diagnostic(code="DX104", source=source, message=slip.message, hint=slip.hint).at(
        line, column, max(1, width)
    )


def _line_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def _line_span(text: str, at: int) -> Extent:
    """Return the line around an offset, without the blanks around it."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    start += len(line) - len(line.lstrip())
    return Extent(start, start + len(line.strip()))


def _unclosed_text(text: str, at: int, said: str) -> _Slip | None:
    """Mark where an unclosed text begins: it is noticed only at the end of the line or file."""
    if said == "Unterminated string" or said.startswith('Expected "'):
        return _unclosed_to_the_end(text, said)
    if said not in ("Illegal character '\\n'", "Found invalid character '\\n'"):
        return None
    line = text[text.rfind("\n", 0, at) + 1 : at]
    quote = '"' if said.startswith("Illegal") else "'"
    opening = max((match.start() for match in re.finditer(rf"(?<!\\){quote}", line)), default=0)
    hint = f'行の終わりに {quote} を付けてください。複数行の文は、初めと終わりを """ で囲みます。'
    return _Slip(
        f"文字の引用符（{quote}）が、この行で閉じていません。", hint, Extent(at - len(line) + opening, at)
    )


def _unclosed_to_the_end(text: str, said: str) -> _Slip:
    if said.startswith(
        "Expected"
    ):  # tomli names the apostrophes it missed; none comes after the opening ones
        mark = said[10:-1]
    # A single " is looked for on its own line only, so it can only have been opened on the last.
    elif '"""' in text and _still_open(text.rstrip("\\") + '"'):
        mark = '"""'
    else:
        mark = '"'
    opening = text.rfind(mark)
    if len(mark) == 1:
        message = f"文字の引用符（{mark}）が、この行で閉じていません。"
        return _Slip(message, f"行の終わりに {mark} を付けてください。", Extent(opening, len(text)))
    message = f"ここで始まる複数行の文（{mark}）が、ファイルの終わりまで閉じていません。"
    return _Slip(message, f"文の終わりに {mark} を付けてください。", Extent(opening, opening + 3))


def _still_open(text: str) -> bool:
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return error.pos >= len(text)
    return False


# Signs that a Japanese keyboard gives in place of TOML's, besides those that NFKC folds.
_LOOKALIKES: Final = {
    "“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"', "‘": "'", "’": "'", "、": ",",
    "。": ".", "【": "[", "】": "]",
}  # fmt: skip


def _full_width(text: str, at: int, said: str) -> _Slip | None:
    if "character '" in said or "string" in said:  # inside a text every letter is welcome
        return None
    rest = text[at : _line_span(text, at).end]
    folded = [_half(sign) for sign in rest]
    length = next((i for i, half in enumerate(folded) if half is None), len(folded))
    if not length:
        return None
    signs, half_signs = rest[:length], "".join(half for half in folded[:length] if half)
    span = Extent(at, at + length)
    if half_signs.isspace():
        if said == "Invalid statement" and not re.search(r"[=\[#]", rest):  # a line of text, indented
            return None
        return _Slip("全角の空白があります。", "半角の空白に直すか、消してください。", span)
    if half_signs[0] in "\"'":
        return _Slip(
            f"{signs[0]} は引用符になりません。", '文字は半角の " で囲んでください。', Extent(at, at + 1)
        )
    return _Slip(f"全角の {signs} は、ここでは使えません。", f"半角の {half_signs} で書いてください。", span)


def _half(sign: str) -> str | None:
    """Return the ASCII sign that was meant by a full-width one; None if it means nothing else."""
    half = _LOOKALIKES.get(sign) or unicodedata.normalize("NFKC", sign)
    return half if half != sign and len(half) == 1 and half.isascii() else None


def _repeated(text: str, at: int, said: str) -> _Slip | None:
    if said.startswith("Cannot declare"):
        start = _line_span(text, at).start
        heading = text[start : text.index("]", at) + 1] if "]" in text[at:] else text[start:at]
        line = Extent(start, start + len(heading))
        hint = "どちらかを消してください。別の項目のつもりなら、その項目の初めに [[item]] を書いてください。"
        return _Slip(f"見出し {heading} が二度あります。", hint, line)
    if not said.startswith(("Cannot overwrite", "Duplicate inline", "Cannot redefine", "Cannot mutate")):
        return None
    span = _key_before(text, at)
    if span is None:
        line = _line_span(text, at)
        heading = text[line.start : line.end]
        hint = "[item] と [[item]] のような書き方の違いや、同じ名前のキーがないか確かめてください。"
        return _Slip(f"{heading} は、ここより前に別の書き方で書かれています。", hint, line)
    key = text[span.start : span.end]
    hint = "どちらかを消してください。"
    if not said.startswith("Duplicate inline"):
        hint += "別の項目や指標のつもりなら、その前に [[item]] などの見出しを書いてください。"
    return _Slip(f"「{key}」が二度書かれています。", hint, span)


def _key_before(text: str, at: int) -> Extent | None:
    """Return the key whose value ends at an offset; None if what ends there is a heading."""
    try:
        found = find_positions(text[:at])
    except IndexError:  # inside an inline table, which is not closed yet
        opened = max(text.rfind("{", 0, at), text.rfind(",", 0, at)) + 1
        match = re.compile(r"\s*([^={},\s]+)\s*=").match(text, opened, at)
        return Extent(match.start(1), match.end(1)) if match else None
    ends = {span.start: path for path, span in found.values.items() if span.end == at}
    return found.keys[ends[min(ends)]] if ends else None


_CLOSING: Final = {"[": "]", "{": "}"}


def _unclosed_bracket(text: str, at: int, said: str) -> _Slip | None:
    """Mark the bracket that stayed open, which may stand lines before the place where it was noticed."""
    if said.startswith(("Expected ']'", "Expected ']]'")):
        line = _line_span(text, at)
        hint = "[[item]] や [item.result] のように、開いた数だけ ] で閉じてください。"
        return _Slip("見出しの括弧が閉じていません。", hint, line)
    at_the_end = said == "Invalid value" and at >= len(text) and not text.rstrip().endswith("=")
    if not said.startswith(("Unclosed array", "Unclosed inline table")) and not at_the_end:
        return None
    wanted = "[" if "array" in said else "{" if "table" in said else "[{"
    opened = [match.end() - 1 for match in re.finditer(r"=\s*[\[{]", text[:at]) if match[0][-1] in wanted]
    if not opened:
        return None
    sign = text[opened[-1]]
    hint = f"値の並びの終わりに {_CLOSING[sign]} を書き、値と値の間は , で区切ってください。"
    message = f"「{sign}」が「{_CLOSING[sign]}」で閉じていないか、値の間の「,」がありません。"
    return _Slip(message, hint, Extent(opened[-1], opened[-1] + 1))


def _after_value(text: str, at: int, said: str) -> _Slip | None:
    if not said.startswith("Expected newline"):
        return None
    line = _line_span(text, at)
    rest = Extent(at, line.end)
    before = text[line.start : at].rstrip()
    if before.endswith(('"', "'")):
        hint = (
            '文の中に引用符を書くときは「」を使うか、\\" と書いてください。別のキーは次の行に書いてください。'
        )
        return _Slip("引用符で囲んだ文の後に、余分な文字があります。", hint, rest)
    if re.search(r"=\s*[+-]?0$", before) and (digits := re.match(r"[0-9.]+", text[at : line.end])):
        return _Slip(
            "数の先頭に 0 は書けません。", f"{digits[0].lstrip('0')} と書いてください。", Extent(at - 1, at)
        )
    if before[-1:].isdigit() and "=" in before:
        written = text[line.start : line.end].partition("=")[2].partition("#")[0].strip()
        hint = f'単位や桁の区切りを付けるときは "{written}" のように " で囲んでください。'
        return _Slip("数の後に余分な文字があります。", hint, rest)
    return _Slip("余分な文字があります。", "一行には「キー = 値」を一つだけ書いてください。", rest)


def _no_value(text: str, at: int, said: str) -> _Slip | None:
    if said != "Invalid value":
        return None
    rest = text[at : _line_span(text, at).end] if text[at : at + 1] not in ("", "\n") else ""
    written = re.split(r"[,\]}#]", rest)[0].strip()
    if not written:
        hint = 'name = "…" や target = 12 のように、= の後に値を書くか、行を消してください。'
        return _Slip("「=」の後に値がありません。", hint)
    span = Extent(at, at + len(written))
    if written.lower() in ("true", "false"):
        return _Slip(f"「{written}」は小文字で書きます。", f"{written.lower()} と書いてください。", span)
    hint = f'文字は "{written}" のように " で囲んでください。数は半角の 12 や 65.0、はい・いいえは true・false です。'
    return _Slip(f"「{written}」は値として読めません。", hint, span)


# The rest: (how tomli says it, message, hint).
_OTHERS: Final = tuple(
    (regex(pattern), message, hint)
    for pattern, message, hint in (
        (
            r"Expected '=' after a key",
            "キー（項目の名前）の後に「=」がありません。",
            'name = "…" のように、キー・=・値の順に書いてください。',
        ),
        (
            r"Unescaped '\\' in a string|Invalid hex value|Escaped character",
            "文の中に「\\」がそのまま書かれています。",
            "「\\」は二つ重ねて「\\\\」と書いてください（C:\\\\共有 など）。",
        ),
        (
            r"Illegal character|Found invalid character",
            "目に見えない文字（制御文字）があります。",
            "この位置の文字を消して書き直してください。",
        ),
        (
            r"Invalid date or datetime",
            "こよみにない日付や時刻です。",
            '文として書くなら "…" で囲んでください。',
        ),
        (
            r"Invalid initial character",
            "見出しやキーの名前として読めません。",
            "[[item]]、[[item.indicator]]、[item.result] や name のように半角の英字で書いてください。",
        ),
    )
)


def _others(text: str, at: int, said: str) -> _Slip:
    rest = Extent(at, _line_span(text, at).end)
    if said == "Invalid statement":
        key = re.match(r"[^=\s]+(?=\s*=)", text[rest.start : rest.end])
        if key:
            hint = "キーは name や overview のように半角の英字で書きます。"
            return _Slip(f"「{key[0]}」というキーはありません。", hint, Extent(at, at + len(key[0])))
        hint = '説明なら行の初めに # を付け、前の行の文の続きなら文全体を """ で囲んでください。'
        return _Slip("ここに文は書けません。", hint, rest)
    for pattern, message, hint in _OTHERS:
        if pattern.search(said):
            span = None
            if said.startswith("Unescaped"):
                span = Extent(at - 2, at)  # tomli stops behind the escape
            elif said.startswith("Invalid date"):
                span = rest
            return _Slip(message, hint, span)
    return _Slip("TOML として読めません。", "この行とその前の行の書き方を確かめてください。")
