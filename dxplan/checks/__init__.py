"""照査: what a plan says, looked at for sense. One concern a file, one function shape, listed here.

A check is pure: plan and assessments in, findings out. Adding one is a file and a line in ``CHECKS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks import reasons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dxplan.diagnostics import Diagnostic
    from dxplan.judging import Assessment
    from dxplan.model import Plan

CHECKS: Final[tuple[Callable[[Plan, tuple[Assessment, ...]], Iterator[Diagnostic]], ...]] = (
    reasons.check_not_achieved,
)


def check_plan(plan: Plan, assessments: tuple[Assessment, ...]) -> list[Diagnostic]:
    """Return what all checks find, not yet placed in the text."""
    return [finding for check in CHECKS for finding in check(plan, assessments)]
