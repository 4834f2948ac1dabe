"""A page for every finding code: of reading (``codes.py``) and of the checks (their docstrings)."""

from __future__ import annotations

from typing import NamedTuple

from dxplan.checks.engine import all_checks
from dxplan.model.codes import CODES


class Page(NamedTuple):
    """What users read about a code."""

    code: str
    name: str
    severity: str
    title: str
    body: str


def all_pages() -> dict[str, Page]:
    """Return every page in the order of the codes."""
    pages = [
        Page(
            code,
            known.name,
            "error",
            known.title,
            f"{known.why}\n\n悪い例:\n\n{_indent(known.wrong)}\n\n良い例:\n\n{_indent(known.right)}",
        )
        for code, known in CODES.items()
    ]
    for check in all_checks():
        body = check.page.partition("\n")[2].strip()
        pages.append(Page(check.code, check.name, check.severity.value, check.title, body))
    return {page.code: page for page in sorted(pages)}


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))
