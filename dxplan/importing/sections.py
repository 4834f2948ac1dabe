"""Who an item is charged with, out of a cell: 部局 and 課 side by side, run together, or several of them."""

from __future__ import annotations

from typing import Final

from dxplan.values.patterns import regex

_BUREAU_END: Final = regex(r"(?:部|局|庁|委員会|本部)\Z")
_SECTION_END: Final = regex(
    r"(?:課|室|局|館|センター|所|班|担当|グループ|学校|署|病院|校)(?:[（(][^（()）]*[)）])?\Z"
)
#: 「総務部私学・法人課」, with nothing between them.
_TOGETHER: Final = regex(r"(?P<bureau>\S{1,8}?(?:本部|部|局|庁))(?P<section>\S*(?:課|室|センター|館))")


def departments_of(bureau: str, section: str, whole: str) -> list[str]:
    """Return 部局 and 課 of each section, a text each, from a cell for both or one for each."""
    words = f"{bureau} {section}" if bureau or section else whole
    tokens = _tokens(words)
    found: list[str] = []
    current, inner = "", ""
    for number, token in enumerate(tokens):
        last = number == len(tokens) - 1
        if not current:
            together = _TOGETHER.fullmatch(token)
            if together and not _BUREAU_END.search(token):
                current = together["bureau"]
                found += [f"{current} {each}" for each in _sections(together["section"])]
            elif last or not _BUREAU_END.search(token):
                found.append(token)
            else:
                current = token
        elif token.endswith("局") and not last:
            inner = f"{token} "
        elif token.endswith(("部", "庁", "委員会")) and not last:
            current, inner = token, ""
        else:
            found.append(f"{current} {inner}{token}")
    if current and not any(each.startswith(current) for each in found):
        found.append(current)
    return list(dict.fromkeys(found))


def _tokens(words: str) -> list[str]:
    """Return the words of a cell; a name that a line end has cut is one again, and brackets stay with it."""
    tokens: list[str] = []
    for token in words.replace("\u3000", " ").split():
        if (tokens and token.startswith(("（", "("))) or (
            tokens and not _BUREAU_END.search(tokens[-1]) and not _SECTION_END.search(tokens[-1])
        ):
            tokens[-1] += token
        else:
            tokens.append(token)
    return tokens


def _sections(words: str) -> list[str]:
    """Return sections that are written without anything between them: 生活環境課生活安全企画課."""
    return regex(r"\S+?課(?=\S+課)|\S+").findall(words)
