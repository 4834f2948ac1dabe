"""A text that somebody has written, in canonical form: its comments stay where they belong, and what it says what it is."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import tomli

from dxplan.format import keys
from dxplan.format.comments import find_comments
from dxplan.format.document import MAX_BYTES, Document, read_document
from dxplan.format.layout import Writer
from dxplan.format.positions import find_positions
from dxplan.format.reading import read_edited
from dxplan.format.reading.head import HEAD_FILE
from dxplan.format.reading.own import declared_in
from dxplan.model.findings import Diagnostic, DxplanError, InvalidPlan

if TYPE_CHECKING:
    from dxplan.format.blocks import Block
    from dxplan.format.comments import Comments
    from dxplan.format.reading import PlanText

#: What keeps a file from being understood as TOML at all.
_NO_TOML: Final = ("DX101", "DX103", "DX104", "DX105")


def arrange_plan(content: PlanText) -> dict[str, str]:
    """Return the texts of a plan's files in canonical form, by path as shown; its other errors stay what they are.

    Raises InvalidPlan where a file is no TOML, DxplanError where one cannot be written so.
    """
    findings = [finding for finding in content.findings if finding.code in _NO_TOML]
    if findings:
        raise InvalidPlan(findings, content.texts)
    heads = [document for path, document in content.documents.items() if path.endswith(f"/{HEAD_FILE}")]
    own = declared_in(heads[0].path, heads[0].text.encode()) if heads else ()
    head, items = (keys.with_own(block, own) for block in (keys.HEAD, keys.ITEMS))
    texts = {
        path: arrange(document, head if document in heads else items)
        for path, document in content.documents.items()
    }
    if content.plan is not None:
        again = {path: _read(path, text) for path, text in texts.items()}
        if read_edited(content.plan, again).plan != content.plan:
            raise _cannot_arrange(content.plan.source.path)
    return texts


def arrange_departments(path: str, content: bytes) -> str:
    """Return the table of departments in canonical form; InvalidPlan where it is no TOML."""
    document = read_document(path, content)
    if isinstance(document, Diagnostic):
        raise InvalidPlan([document], {path: content.decode("utf-8", "replace")})
    return arrange(document, keys.DEPARTMENTS)


def arrange(document: Document, block: Block) -> str:
    """Return a text in canonical form, with the line ends that most of its lines have.

    It is read again and compared, data and comments, so that nothing can be lost on the way.
    """
    text = document.text
    try:
        positions = find_positions(text)
        comments = find_comments(text, positions)
        new = Writer(comments, positions.values).file(document.data, block)
        sound = _same(_parsed(text), _parsed(new)) and _every(find_comments(new)) == _every(comments)
    except RecursionError:
        sound = False
    if not sound:
        raise _cannot_arrange(document.path)
    if 2 * text.count("\r\n") > text.count("\n"):
        new = new.replace("\n", "\r\n")
    if len(new.encode()) > MAX_BYTES:  # the next command could not read it
        raise _cannot_arrange(document.path)
    return new


def _cannot_arrange(path: str) -> DxplanError:
    hint = "docs/format.md の形に書き直してください。何も書き込んでいません。"
    return DxplanError(f"{path} は、内容とコメントを保ったまま整えられません。", hint)


def _read(path: str, text: str) -> Document:
    document = read_document(path, text.encode())
    if isinstance(document, Diagnostic):
        raise _cannot_arrange(path)
    return document


def _parsed(text: str) -> dict[str, Any]:
    return tomli.loads(text, parse_float=_exact)


def _exact(text: str) -> Decimal | str:
    """Return a number, or the word for what is none: of two nan, neither is the other."""
    number = Decimal(text)
    return number if number.is_finite() else text.lstrip("+")


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - any TOML values
    """Tell whether two values are the same, in type too; the order of keys says nothing."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def _every(comments: Comments) -> Counter[str]:
    return Counter(line for attached in comments.values() for line in attached.lines())
