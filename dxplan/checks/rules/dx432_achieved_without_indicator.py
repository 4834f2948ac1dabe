"""数値目標のない目標達成

「目標達成」は、目標値を定めてそれに達した項目です。数値目標のない項目は「計画どおり実施」になります。

悪い例:

    goal = "適切に運用する。"
    [item.result.override]
    verdict = "目標達成"

良い例: 目標値を [[item.indicator]] に書く。数値目標がないなら、判定を変えない。

正しければ、項目に書きます:

    ignore = [{ code = "DX432", reason = "目標値は別の計画で定めている" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find 目標達成, set by a person or published, in items without any target."""
    best = subject.plan.scheme.results[0]
    for assessment in subject.items:
        result = assessment.result
        if result is None or any(judged.target for judged in assessment.judged):
            continue
        claims = {
            "override": assessment.override is not None and assessment.override.verdict == best,
            "published": result.published == best.label,
        }
        for key, claimed in claims.items():
            if claimed:
                yield Diagnostic(
                    source=result.source.child(key),
                    message=f"「{assessment.item.name}」は{best.label}とされていますが、数値目標がありません。",
                    hint=f"目標値を [[item.indicator]] に書くか、「{subject.plan.scheme.done.label}」としてください。",
                )
