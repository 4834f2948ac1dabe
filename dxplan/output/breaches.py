"""What in files breaks a rule of machine-readable tables, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.opendata.readable import RULES
from dxplan.output.contracts import (
    CONTRACT,
    INTEGER,
    TEXT,
    Shape,
    document,
    one_of,
    optional,
    record,
    several,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.opendata.readable import Finding


def breaches_json(files: Sequence[str], found: Sequence[Finding]) -> dict[str, Any]:
    """Return ``export --check --json``."""
    return {
        "contract": CONTRACT,
        "files": list(files),
        "breaches": len(found),
        "rules": [
            {"rule": rule, "title": title, "breaches": sum(each.rule == rule for each in found)}
            for rule, title in RULES.items()
        ],
        "found": [
            {
                "rule": each.rule,
                "file": each.file,
                "sheet": each.sheet or None,
                "cell": each.cell or None,
                "message": each.message,
            }
            for each in found
        ],
    }


_RULE: Final = one_of(*RULES)
BREACHES: Final[Shape] = document(
    "dxplan export --check --json",
    files=several(TEXT),
    breaches=INTEGER,
    rules=several(record(rule=_RULE, title=TEXT, breaches=INTEGER)),
    found=several(record(rule=_RULE, file=TEXT, sheet=optional(TEXT), cell=optional(TEXT), message=TEXT)),
)
