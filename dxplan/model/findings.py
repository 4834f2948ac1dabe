"""Findings: what is wrong, where, and what to write instead."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dxplan.model.sources import Source


class Severity(Enum):
    """How bad a finding is; warnings count only with ``--strict``."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """The Japanese word."""
        return {"error": "エラー", "warning": "警告"}[self.value]


class Part(Enum):
    """Which part of a ``key = value`` a finding points at."""

    KEY = "key"
    VALUE = "value"


class Diagnostic(NamedTuple):
    """One finding. ``code`` is empty until the check that found it has signed it.

    ``line`` and ``column`` count characters from 1; 0 until it is placed in the text.

    ``hint`` says what to correct, ``if_right`` what to write where it is right as it stands; "" where it never is (errors of reading).
    ``width`` is how many characters to mark from there; ``phrase`` the piece of the value to mark rather than
    all of it, ``replacement`` what may safely be written in its place.
    """

    source: Source
    message: str
    hint: str
    code: str = ""
    severity: Severity = Severity.ERROR
    part: Part = Part.VALUE
    phrase: str = ""
    if_right: str = ""
    replacement: str | None = None
    line: int = 0
    column: int = 0
    width: int = 1

    def at(self, line: int, column: int, width: int) -> Diagnostic:
        """Return it placed in the text."""
        return self._replace(line=line, column=column, width=width)

    @property
    def key(self) -> str:
        """The way in the file, as in ``item[3].indicator[0].target``."""
        return show_key(self.source.key)


def show_key(key: Iterable[str | int]) -> str:
    """Return a key path as people write it: ``item[3].indicator[0].target``."""
    shown = ""
    for step in key:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}" if shown else step
    return shown


class DxplanError(Exception):
    """What stops the work: said to the user in Japanese, exit code 2.

    ``hint`` says what to do about it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InvalidPlan(Exception):  # noqa: N818 - what it is called by everybody
    """A plan, or another TOML file of the user's, that cannot be used: its findings are shown, exit code 1.

    ``texts`` are the texts that the findings quote, by path; ``remark`` is said after them. As a text it is all findings,
    a line each, for those who call from Python.
    """

    def __init__(self, findings: Sequence[Diagnostic], texts: Mapping[str, str], remark: str = "") -> None:
        super().__init__(
            "\n".join(f"{f.source.path}:{f.line}:{f.column}: {f.code} {f.message} {f.hint}" for f in findings)
        )
        self.findings = findings
        self.texts = texts
        self.remark = remark
