"""What a shell offers when a key is pressed: plans, items, 課, directions, years, codes, handouts.

An answer is expected at once: a large plan, and one with errors, offers what a look at its lines tells. Only what cannot
be taken for anything but a name is offered, for shells evaluate what they are given.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from dxplan.model import Plan

    #: What is offered, and what it is, for shells that show that beside it.
    Offer: TypeAlias = tuple[str, str]

#: Letters of any script, and marks that no shell takes for its own. A hyphen at the beginning would be an option.
_NAME: Final = regex(r"[\w・ー、（）「」][\w.・ー、（）「」-]*")
_NOT_IN_NAME: Final = regex(r"[^\w.・ー、（）「」-]+")
_ID: Final = regex(r"""id\s*=\s*["']([a-z0-9_-]+)["']""")
#: Bytes of a plan that is read while somebody waits for a key: some thousand items.
_READ: Final = 1_000_000


def plans(begun: str) -> list[Offer]:
    """Return the plans of the workspace whose names begin so: ``2019``, or ``plans/2019`` where that was begun."""
    from dxplan.workspace.own import PLANS, workspace_of

    workspace = workspace_of(Path.cwd())
    if workspace is None:
        return []
    names = sorted(file.parent.name for file in (workspace / PLANS).glob("*/plan.toml"))
    before = f"{PLANS}/" if begun.startswith(f"{PLANS}/") and Path(PLANS).is_dir() else ""
    return [
        (f"{before}{name}", "")
        for name in names
        if _NAME.fullmatch(name) and f"{before}{name}".startswith(begun)
    ]


def items(argument: str, begun: str) -> list[Offer]:
    """Return the rows of a plan that begin so, in its order: by id, by 整理番号 where digits are typed, by name."""
    plan = _glance(argument)
    if plan is None:
        return [(id_, "") for id_ in _ids(argument) if id_.startswith(begun)]
    from dxplan.judging.items import judge_plan

    rows = [(row.id, row.label, row.item.name) for row in judge_plan(plan)]
    ids = [(id_, f"{label} {name}" if label != id_ else name) for id_, label, name in rows]
    if not begun:
        return _safe(ids)
    labels = [(label, name) for id_, label, name in rows if label != id_]
    names = dict.fromkeys((name, label) for _, label, name in rows)
    return _begun((*ids, *labels, *names), begun)


def items_anywhere(argument: str, begun: str) -> list[Offer]:
    """Return the rows of a plan that begin so; where none is named, those of the latest of the workspace."""
    from dxplan.model.findings import DxplanError
    from dxplan.workspace.opening import newest_first

    try:
        return items(argument or newest_first()[0], begun)
    except DxplanError:
        return []


def explained(argument: str, begun: str) -> list[Offer]:
    """Return what a verdict or a count can be explained of: rows, headings, 全体."""
    plan = _glance(argument)
    headings = [(heading.id, heading.name) for heading in plan.headings] if plan else []
    return [*items(argument, begun), *_begun((*headings, ("全体", "")), begun)]


def sections(argument: str, begun: str) -> list[Offer]:
    """Return the 課 and 部局 that a plan names."""
    plan = _glance(argument)
    rows = plan.rows if plan else ()
    named = [each for row in rows for each in getattr(row, "departments", ())]
    found = [(each.section, each.bureau) for each in named] + [(each.bureau, "") for each in named]
    return _begun(((name, about) for name, about in dict.fromkeys(found) if name), begun)


def directions(argument: str, begun: str) -> list[Offer]:
    """Return the directions of a plan and the headings under them by id."""
    plan = _glance(argument)
    return _begun(((each.id, each.name) for each in plan.headings) if plan else (), begun)


def years(argument: str, begun: str) -> list[Offer]:
    """Return the years of a plan of several: ``R5``."""
    from dxplan.values.years import long_year, short_year

    plan = _glance(argument)
    span = range(plan.span.first, plan.span.last + 1) if plan else range(0)
    return _begun(((short_year(year), long_year(year)) for year in span), begun)


def codes(begun: str) -> list[Offer]:
    """Return the codes of findings with their names; of several behind one another the last is completed."""
    from dxplan.checks.engine import rule_files
    from dxplan.model.codes import CODES

    known = {code: page.title for code, page in CODES.items()} | {
        code: file.stem.partition("_")[2].replace("_", "-") for code, file in rule_files().items()
    }
    before, comma, last = begun.rpartition(",")
    return [(f"{before}{comma}{code}", about) for code, about in _begun(known.items(), last)]


def handouts(begun: str) -> list[Offer]:
    """Return the names of the handouts."""
    from dxplan.model.handouts import handout_modules

    return _begun(((name, "") for name in handout_modules()), begun)


def cleared(argument: str, begun: str) -> list[Offer]:
    """Return what can be taken out of the record of an item: also what stands in the plan's own fields."""
    from dxplan.model.own import Owner
    from dxplan.recording.answers import CLEARED

    plan = _glance(argument)
    own = [field for field in plan.own_fields if field.on is not Owner.DIRECTION] if plan else []
    return _begun(((word, "") for word in (*CLEARED, *(field.heading for field in own))), begun)


def _begun(offers: Iterable[Offer], begun: str) -> list[Offer]:
    return _safe((value, about) for value, about in offers if value.startswith(begun))


def _safe(offers: Iterable[Offer]) -> list[Offer]:
    """Return each once, without those that are no mere names; of what they are no other letters are shown."""
    safe = (
        (value, _NOT_IN_NAME.sub(" ", about).strip()) for value, about in offers if _NAME.fullmatch(value)
    )
    return list(dict(reversed(list(safe))).items())[::-1]


def _glance(argument: str) -> Plan | None:
    """Return a plan that can be read while somebody waits; None of a large one, or one with errors."""
    from dxplan.model.findings import DxplanError, InvalidPlan
    from dxplan.workspace.opening import find_plan, glance

    try:
        if sum(file.stat().st_size for file in find_plan(argument).glob("*.toml")) > _READ:
            return None
        return glance(argument)
    except (DxplanError, InvalidPlan, OSError):
        return None


def _ids(argument: str) -> Iterator[str]:
    """Yield the ids that stand under the headings of rows, and not those of what belongs to a row."""
    from dxplan.model.findings import DxplanError
    from dxplan.workspace.opening import find_plan

    try:
        files = sorted(file for file in find_plan(argument).glob("*.toml") if file.name != "plan.toml")
        texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    except (DxplanError, OSError):
        return
    in_row = False
    for line in (line for text in texts for line in text.splitlines()):
        if line.startswith("["):
            in_row = line.startswith("[[") and "." not in line
        elif in_row and (found := _ID.match(line)):
            yield found[1]
