"""``validate --format json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.model.findings import Severity
from dxplan.output.contracts import CONTRACT, INTEGER, TEXT, document, one_of, record, several

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.model.findings import Diagnostic


def findings(diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return ``validate --format json``."""
    listed = list(diagnostics)
    return {
        "contract": CONTRACT,
        "errors": sum(d.severity is Severity.ERROR for d in listed),
        "warnings": sum(d.severity is Severity.WARNING for d in listed),
        "diagnostics": [
            {
                "code": d.code,
                "severity": d.severity.value,
                "path": d.source.path,
                "line": d.line,
                "column": d.column,
                "key": d.key,
                "message": d.message,
                "hint": d.hint,
                "if_right": d.if_right,
            }
            for d in listed
        ],
    }


_FINDING: Final = record(
    code={"type": "string", "pattern": "^DX[0-9]{3}$"},
    severity=one_of(*(severity.value for severity in Severity)),
    path=TEXT,
    line=INTEGER,
    column=INTEGER,
    key=TEXT,
    message=TEXT,
    hint=TEXT,
    if_right=TEXT,
)


FINDINGS: Final = document(
    "dxplan validate --format json", errors=INTEGER, warnings=INTEGER, diagnostics=several(_FINDING)
)
