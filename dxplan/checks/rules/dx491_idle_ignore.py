"""働いていない ignore

知らないコードや、理由のない ignore は、何も見逃していないか、何かを黙って見逃します。

悪い例:

    ignore = [{ code = "DX999", reason = "" }]

良い例:

    ignore = [{ code = "DX434", reason = "目標は公表のとおり。次年度に見直す" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find ignored codes that no check has."""
    from dxplan.checks.engine import rule_files  # every check, this one among them

    known = rule_files()
    hint = "消すか、dxplan validate が示したコード（DX308、DX4xx）を書いてください。"
    for number, code in enumerate(subject.plan.checks.ignore):
        if code not in known:
            source = subject.plan.source.child("checks", "ignore", number)
            yield Diagnostic(source=source, message=f"「{code}」という照査はありません。", hint=hint)
    for assessment in subject.items:
        for number, ignored in enumerate(assessment.item.ignored):
            if ignored.code not in known:
                source = assessment.item.source.child("ignore", number)
                yield Diagnostic(
                    source=source, message=f"「{ignored.code}」という照査はありません。", hint=hint
                )
