"""What an item was in each version of its plan: lines for the screen, a table for Markdown, and JSON with its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.model.changes import Move
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
from dxplan.output.differences import written
from dxplan.output.machine.versions import COMMIT, commit_value
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dxplan.comparing.history import (
        Figure,
        IndicatorStep,
        MovedGoals,
        Step,
        Unread,
        Value,
        Version,
    )
    from dxplan.model.revisions import Commit


class Told(NamedTuple):
    """What is told of a plan: what it is called, its items, the versions that were passed over.

    ``since`` is the first day that the repository knows, "" where it knows all.
    """

    shown: str
    since: str
    items: tuple[MovedGoals, ...]
    unread: tuple[Unread, ...]


_NOT_COMMITTED: Final = "コミットしていない変更"


def history_lines(found: Sequence[Told], *, goals: bool) -> Iterator[str]:
    """Yield what is printed on a screen: each item with its versions, the oldest first."""
    for number, told in enumerate(found):
        for place, item in enumerate(told.items):
            if number or place:
                yield ""
            yield f"■ {item.name}（{item.id}、{told.shown}）"
            for step in item.steps:
                yield f"  {when(step.version)}"
                for line in told_by(step):
                    yield f"    {line}"
            if goals:
                yield f"  {_by_first(item)}"
        yield from _beside(told, "  ", "")


def history_markdown(found: Sequence[Told], escape: Callable[[str], str], *, goals: bool) -> str:
    """Return it as Markdown: a table for each item."""
    lines: list[str] = []
    for told in found:
        for item in told.items:
            lines += ["", f"### {escape(f'{item.name}（{item.id}、{told.shown}）')}", ""]
            lines += ["| 日付 | コミット | 変わったこと |", "|:--|:--|:--|"]
            for step in item.steps:
                commit, what = step.version.commit, "<br>".join(map(escape, told_by(step)))
                day = escape(commit.day) if commit else "いま"
                by = f"{commit.id} {commit.author}「{commit.subject}」" if commit else _NOT_COMMITTED
                lines.append(f"| {day} | {escape(by)} | {what} |")
            if goals:
                lines += ["", escape(_by_first(item))]
        lines += [f"- {escape(line.strip())}" if line else "" for line in _beside(told, "", "")]
    return "\n".join(lines).strip("\n") + "\n"


def _beside(told: Told, indent: str, begin: str) -> Iterator[str]:
    """Yield what is said of the versions themselves."""
    if told.unread:
        yield ""
        yield f"{begin}読めなかった版（飛ばしました）"
        for each in told.unread:
            yield f"{indent}{when(each.version)}: {each.why}"


def when(version: Version) -> str:
    """Return who made a version, and when."""
    commit = version.commit
    if commit is None:
        return f"いま（{_NOT_COMMITTED}）"
    return f"{commit.day} {commit.id} {commit.author}「{commit.subject}」"


def told_by(step: Step) -> Iterator[str]:
    """Yield what a version changed of an item, a line for each indicator and for the verdict."""
    if step.there is not None:
        yield "項目の追加" if step.there else "項目の廃止"
    if step.there is not False:
        for each in step.indicators:
            yield _indicator_line(each)
    if step.verdicts and step.there is not False:
        _, before, after = step.verdicts
        words = [verdict.label if verdict else "なし" for verdict in (before, after)]
        yield f"判定: {words[1]}" if before is None else f"判定: {words[0]} → {words[1]}"


def _indicator_line(step: IndicatorStep) -> str:
    told = [move.value for move in step.moves]
    told += [_value_line(value) for value in step.values]
    if step.was:
        told.append(f"もとは「{step.was}」")
    return f"指標「{step.name}」: {'、'.join(told)}"


def _value_line(value: Value) -> str:
    year = f"（{handout_year(value.year)}年度）" if value.year else ""
    before, after = _words(value.before), _words(value.after)
    if before is None:
        return f"{value.what}{year} {after}"
    return f"{value.what}{year} {before} → {after or 'なし'}"


def _words(figure: Figure | None) -> str | None:
    if figure is None:
        return None
    if isinstance(figure.value, int):
        return f"{handout_year(figure.value)}年度"
    return written(figure.value, figure.unit)


def _by_first(item: MovedGoals) -> str:
    if item.now is None:
        return "いまの計画にはない項目です。"
    if item.by_first is None:
        return f"判定: いまの目標で {item.now.label}（はじめの指標は残っていません）"
    return f"判定: はじめの目標なら {item.by_first.label}、いまの目標で {item.now.label}"


def history_json(found: Iterable[Told]) -> dict[str, Any]:
    """Return it for other programs, in the shape of ``HISTORIES``."""
    return {
        "contract": CONTRACT,
        "plans": [
            {
                "plan": told.shown,
                "since": told.since or None,
                "items": [
                    {
                        "id": item.id,
                        "name": item.name,
                        "steps": [step_json(step) for step in item.steps],
                        "by_first": item.by_first.label if item.by_first else None,
                        "now": item.now.label if item.now else None,
                    }
                    for item in told.items
                ],
                "unread": [
                    {"commit": _commit_json(each.version.commit), "why": each.why} for each in told.unread
                ],
            }
            for told in found
        ],
    }


def _commit_json(commit: Commit | None) -> dict[str, str] | None:
    return None if commit is None else commit_value(commit)


def step_json(step: Step) -> dict[str, Any]:
    """Return a step of the history of an item in the shape of ``STEP``."""
    return {
        "commit": _commit_json(step.version.commit),
        "change": "changed" if step.there is None else "new" if step.there else "ended",
        "indicators": [
            {
                "name": each.name,
                "was": each.was or None,
                "moves": [move.value for move in each.moves],
                "values": [
                    {
                        "what": value.what,
                        "year": value.year,
                        "before": _words(value.before),
                        "after": _words(value.after),
                    }
                    for value in each.values
                ],
            }
            for each in step.indicators
        ],
        "verdict": None
        if step.verdicts is None
        else {
            "year": step.verdicts[0],
            **{
                key: verdict.label if verdict else None
                for key, verdict in zip(("before", "after"), step.verdicts[1:], strict=True)
            },
        },
    }


_COMMIT: Final = optional(COMMIT)
_VALUE: Final = record(
    what=one_of("基準値", "目標値", "期限", "実績値"),
    year=optional(INTEGER),
    before=optional(TEXT),
    after=optional(TEXT),
)
STEP: Final = record(
    commit=_COMMIT,
    change=one_of("new", "changed", "ended"),
    indicators=several(
        record(
            name=TEXT,
            was=optional(TEXT),
            moves=several(one_of(*(move.value for move in Move))),
            values=several(_VALUE),
        )
    ),
    verdict=optional(record(year=INTEGER, before=optional(TEXT), after=optional(TEXT))),
)
HISTORIES: Final[Shape] = document(
    "dxplan history --json",
    plans=several(
        record(
            plan=TEXT,
            since=optional(TEXT),
            items=several(
                record(id=TEXT, name=TEXT, steps=several(STEP), by_first=optional(TEXT), now=optional(TEXT))
            ),
            unread=several(record(commit=_COMMIT, why=TEXT)),
        )
    ),
)
