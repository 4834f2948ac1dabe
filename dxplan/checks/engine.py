"""照査: what a plan says, looked at for sense.

A check is one module of ``rules``: ``CODE``, ``SEVERITY`` and a pure function ``check(subject)``, with a docstring that is
its page for users (``dxplan validate --explain DX411``, docs/codes.md). Where its corrections need no second look, it
says ``SAFE``. Adding one is adding a file.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from dxplan.checks import rules
from dxplan.checks.subject import Finding, Subject, make_subject
from dxplan.model import Item
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dxplan.judging.assessments import Assessment
    from dxplan.model import Plan
    from dxplan.model.departments import DepartmentTable


class Check(NamedTuple):
    """One check: its code, its name, its page (title first), the function, and whether ``--fix`` may just apply it."""

    code: str
    name: str
    severity: Severity
    page: str
    find: Callable[[Subject], Iterator[Finding]]
    safe: bool

    @property
    def title(self) -> str:
        """The first line of its page."""
        return self.page.partition("\n")[0]


@cache
def all_checks() -> tuple[Check, ...]:
    """Return every check, in the order of the codes."""
    modules = [
        import_module(f"{rules.__name__}.{info.name}") for info in pkgutil.iter_modules(rules.__path__)
    ]
    return tuple(
        sorted(
            (
                Check(
                    code=module.CODE,
                    name=module.__name__.rpartition(".")[2].replace("_", "-"),
                    severity=module.SEVERITY,
                    page=(module.__doc__ or "").strip(),
                    find=module.check,
                    safe=getattr(module, "SAFE", False),
                )
                for module in modules
                if hasattr(module, "CODE")
            ),
            key=lambda check: check.code,
        )
    )


def check_plan(
    plan: Plan, assessments: tuple[Assessment, ...], departments: DepartmentTable | None = None
) -> list[Diagnostic]:
    """Return what all checks find and nobody has ignored, not yet placed in the text."""
    subject = make_subject(plan, assessments, departments)
    ignored = _Ignored(plan)
    # One mistake written a hundred times in one text is one finding: all would be shown at its first place.
    found = dict.fromkeys(
        (check.code, check.severity, finding) for check in all_checks() for finding in check.find(subject)
    )
    return [
        Diagnostic(
            code=code,
            severity=severity,
            source=finding.source,
            message=finding.message,
            hint=finding.hint,
            phrase=finding.phrase,
            replacement=finding.replacement,
        )
        for code, severity, finding in found
        if not ignored.covers(code, finding)
    ]


class _Ignored:
    """What the plan and its items leave out, by file and place of the item."""

    def __init__(self, plan: Plan) -> None:
        self.everywhere = frozenset(plan.checks.ignore)
        self.items = {
            (entry.source.path, entry.source.key): {ignored.code for ignored in entry.ignored}
            for entry in plan.rows
            if isinstance(entry, Item) and entry.ignored
        }
        # What is wrong with a 再掲 of an indicator is wrong with its original, and said there.
        self.reposts = {
            (indicator.source.path, indicator.source.key)
            for entry in plan.rows
            if isinstance(entry, Item)
            for indicator in entry.indicators
            if indicator.repost_of
        }

    def covers(self, code: str, finding: Finding) -> bool:
        path, key = finding.source
        if (path, key[:4]) in self.reposts:
            return True
        item = (path, key[:2])
        return code in self.everywhere or code in self.items.get(item, ())


__all__ = ["Check", "all_checks", "check_plan"]
