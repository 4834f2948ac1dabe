"""照査: what a plan says, looked at for sense.

A check is one file of ``rules``, named after its code (``dx411_year_pairs.py``): ``SEVERITY`` and a pure function
``check(subject)``, with a docstring that is its page for users (``dxplan validate --explain DX411``, docs/codes.md).
Where its corrections need no second look, it says ``SAFE``. Adding one is adding a file.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from dxplan.checks import rules
from dxplan.checks.subject import Idle, Subject
from dxplan.model import Item
from dxplan.model.codes import CODES
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dxplan.comparing.sides import ChangedByBoth
    from dxplan.judging.items import Assessment
    from dxplan.model import KeyPath, Plan, Source
    from dxplan.model.departments import DepartmentTable
    from dxplan.model.findings import Diagnostic, Severity
    from dxplan.model.publications import Publication


class Check(NamedTuple):
    """One check: its code, its name, its page (title first), the function, and whether ``--fix`` may just apply it."""

    code: str
    name: str
    severity: Severity
    page: str
    find: Callable[[Subject], Iterator[Diagnostic]]
    safe: bool

    @property
    def title(self) -> str:
        """The first line of its page."""
        return self.page.partition("\n")[0]

    @property
    def reason(self) -> str:
        """The example its page gives of why a finding may be right as it stands."""
        reason: str = next(filter(None, _REASON.findall(self.page)[-1]))
        return reason


class Page(NamedTuple):
    """What users read about a code."""

    code: str
    name: str
    severity: str
    title: str
    body: str


#: The reason in the example of a page, of an item or of the whole plan.
_REASON: Final = regex(
    r'ignore = \[\{ code = "DX4?[0-9]+", reason = "([^"]+)"|ignore = \["DX[0-9]+"\] +# (.+)'
)


@cache
def rule_files() -> dict[str, Path]:
    """Return the file of every check by its code, in the order of the codes, without loading any."""
    folder = Path(rules.__path__[0])
    names = sorted(entry.name for entry in os.scandir(folder) if entry.name.startswith("dx"))
    return {name.partition("_")[0].upper(): folder / name for name in names}


@cache
def load_checks(codes: tuple[str, ...] = ()) -> tuple[Check, ...]:
    """Return the checks whose codes begin with one of those given, all without any, in the order of the codes."""
    return tuple(_load(code) for code in rule_files() if not codes or code.startswith(codes))


@cache
def _load(code: str) -> Check:
    file = rule_files()[code]
    module = _module(file)
    page = (module.__doc__ or "").strip()
    return Check(
        code=code,
        name=file.stem.partition("_")[2].replace("_", "-"),
        severity=module.SEVERITY,
        page=page,
        find=module.check,
        safe=getattr(module, "SAFE", False),
    )


def _module(file: Path) -> ModuleType:
    """Import a rule. Where it stands is known: to ask every finder for each of many takes as long as to read them."""
    name = f"{rules.__name__}.{file.stem}"
    if name in sys.modules:
        return sys.modules[name]
    module = ModuleType(name)
    module.__file__ = str(file)
    code = SourceFileLoader(name, str(file)).get_code(name)
    if code is None:
        raise ImportError(name)
    sys.modules[name] = module
    exec(code, module.__dict__)  # noqa: S102 - our own file, as an import runs it
    return module


def check_plan(  # noqa: PLR0913 - a plan and all that it is held against
    plan: Plan,
    assessments: tuple[Assessment, ...],
    departments: DepartmentTable | None = None,
    only: tuple[str, ...] = (),
    last_year: Plan | None = None,
    same_year: tuple[str, ...] = (),
    *,
    publication: Publication | None = None,
    changed_by_both: Sequence[ChangedByBoth] = (),
    whole: bool = True,
) -> list[Diagnostic]:
    """Return what the checks find and nobody has ignored, not yet placed in the text.

    ``only`` names the checks to be asked, by the beginnings of their codes; all without any. ``last_year`` is the plan
    of the fiscal year before, against which this one is held; ``same_year`` names other folders of this one's,
    ``publication`` is what was published of this plan, ``changed_by_both`` what several sides of a merge have changed that
    has just been made. Where the plan is a part of one (not ``whole``), an ignored code that hides nothing may hide something in the rest.
    """
    subject = Subject(plan, assessments, departments, last_year, same_year, publication, changed_by_both)
    ignored = _Ignored(plan)
    kept: list[Diagnostic] = []
    # Which ignores hide nothing is known once all others have been asked, and only then.
    asked = load_checks(only)
    partly = not whole or all(check.code != _OF_IGNORES for check in asked)
    if only and not partly and ignored.codes:
        # What an ignore hides is known once its check has been asked, wanted or not.
        for check in load_checks(ignored.codes):
            for finding in check.find(subject) if check not in asked else ():
                ignored.covers(check.code, finding.source)
    for check in sorted(asked, key=lambda check: check.code == _OF_IGNORES):
        if check.code == _OF_IGNORES:
            subject.idle = ignored.idle(set(rule_files()), partly=partly)
        # One mistake written a hundred times in one text is one finding: all would be shown at its first place.
        found = dict.fromkeys(check.find(subject))
        kept += [
            _signed(finding, check) for finding in found if not ignored.covers(check.code, finding.source)
        ]
    return kept


def _signed(finding: Diagnostic, check: Check) -> Diagnostic:
    """Return a finding with what its check says of all of them, and what to write where it is right as it stands."""
    if finding.source.key[:1] == ("item",):
        excuse = f'ignore = [{{ code = "{check.code}", reason = "{check.reason}" }}]'
    else:
        excuse = f'ignore = ["{check.code}"]    # {check.reason}'
    return finding._replace(code=check.code, severity=check.severity, if_right=excuse)


#: The check that looks at what the others were told to leave out.
_OF_IGNORES: Final = "DX491"


class _Ignored:
    """What the plan and its items leave out, by file and place of the item, and which of it has hidden something."""

    def __init__(self, plan: Plan) -> None:
        head = plan.source
        self._everywhere = {
            code: head.child("checks", "ignore", n) for n, code in enumerate(plan.checks.ignore)
        }
        self._items: dict[tuple[str, KeyPath, str], Source] = {}
        # What is wrong with a 再掲 of an indicator is wrong with its original, and said there.
        self._reposts: set[tuple[str, KeyPath]] = set()
        self._used: set[Source] = set()
        for entry in plan.rows:
            if isinstance(entry, Item):
                path, key = entry.source
                for number, ignored in enumerate(entry.ignored):
                    self._items[path, key, ignored.code] = entry.source.child("ignore", number)
                self._reposts |= {
                    indicator.source[:2] for indicator in entry.indicators if indicator.repost_of
                }

    @property
    def codes(self) -> tuple[str, ...]:
        """What is left out somewhere, each code once."""
        return tuple({*self._everywhere, *(code for _, _, code in self._items)})

    def covers(self, code: str, place: Source) -> bool:
        path, key = place
        if (path, key[:4]) in self._reposts:
            return True
        by_item, by_plan = self._items.get((path, key[:2], code)), self._everywhere.get(code)
        self._used |= {source for source in (by_item, by_plan) if source}
        return bool(by_item or by_plan)

    def idle(self, known: set[str], *, partly: bool) -> tuple[Idle, ...]:
        """Return what hides nothing; where only some checks were asked, just what no check has."""
        said = [(code, source) for code, source in self._everywhere.items()]
        said += [(code, source) for (_, _, code), source in self._items.items()]
        return tuple(
            Idle(code, source, known=code in known)
            for code, source in said
            if code not in known or not (partly or source in self._used or code == _OF_IGNORES)
        )


def all_pages() -> dict[str, Page]:
    """Return a page for every code, of reading (``codes.py``) and of the checks (their docstrings), in order."""
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
    for check in load_checks():
        body = check.page.partition("\n")[2].strip()
        pages.append(Page(check.code, check.name, check.severity.value, check.title, body))
    return {page.code: page for page in sorted(pages)}


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))
