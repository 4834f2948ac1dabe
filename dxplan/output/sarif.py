"""Findings as SARIF 2.1.0 (OASIS), which code scanning services and editors read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from dxplan import __version__
from dxplan.checks.engine import all_pages
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.checks.engine import Page
    from dxplan.model.findings import Diagnostic

_LANGUAGE: Final = "ja-JP"
_DRIVE: Final = regex(r"[A-Za-z]:/")


def findings(diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
    """Return ``validate --format sarif``: one run with every rule dxplan knows and a result for each finding."""
    rules = [_rule(page) for page in all_pages().values()]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {"name": "dxplan", "version": __version__, "language": _LANGUAGE, "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "language": _LANGUAGE,
                "columnKind": "unicodeCodePoints",
                "results": [_result(d, index) for d in diagnostics],
            }
        ],
    }


def _rule(page: Page) -> dict[str, Any]:
    return {
        "id": page.code,
        "name": page.name,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.body.partition("\n\n")[0]},
        "help": {"text": page.body},
        "defaultConfiguration": {"level": page.severity},
    }


def _result(diagnostic: Diagnostic, index: dict[str, int]) -> dict[str, Any]:
    region = {
        "startLine": diagnostic.line,
        "startColumn": diagnostic.column,
        "endColumn": diagnostic.column + diagnostic.width,
    }
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(diagnostic.source.path), "region": region}
    }
    if diagnostic.key:
        location["logicalLocations"] = [{"fullyQualifiedName": diagnostic.key}]
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": index[diagnostic.code],
        "level": diagnostic.severity.value,
        "message": {"text": f"{diagnostic.message} {diagnostic.hint}".strip()},
        "locations": [location],
    }


def _artifact(path: str) -> dict[str, str]:
    """Return where the file is: within the repository, or as a ``file:`` URI where the path is absolute."""
    uri = quote(path)
    if path.startswith("/"):
        return {"uri": f"file://{uri}"}
    if _DRIVE.match(path):
        return {"uri": f"file:///{path[:2]}{quote(path[2:])}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}
