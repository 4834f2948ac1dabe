"""Regular expressions that are compiled when they first meet a text.

There are hundreds, each takes 0.1 to 0.8 milliseconds, and most texts that a command reads need few of them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class _Pattern:
    """A pattern that is asked for a method it does not have yet compiles itself, and has them all from then on."""

    __slots__ = ("_flags", "_source", *_METHODS)

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


@cache
def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that is used as any other; of the same source always the same one."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
