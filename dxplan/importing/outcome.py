"""What comes of a list: the files of the plan, read back, and what its published verdicts say against its figures."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from dxplan.checks.engine import check_plan
from dxplan.format.reading import read_plan
from dxplan.importing.headings import Role
from dxplan.importing.tables import Line, plain
from dxplan.importing.titles import title_of
from dxplan.judging.items import judge_plan
from dxplan.model.findings import InvalidPlan
from dxplan.model.scheme import UNRECORDED
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dxplan.format.reading import PlanText
    from dxplan.importing.draft import Draft, Indicator
    from dxplan.importing.listing import Listing
    from dxplan.model import Plan
    from dxplan.model.findings import Diagnostic

#: What a plan says by itself: that a row is shown again, and that there is nothing.
_MARKS: Final = regex(
    r"[(\[【〈<※]?再掲[)\]】〉>]?(?:[:：]?No\.?[0-9]+)?|\A\s*[-‐－−―ー/…]\s*\Z|[(（](?:[0-9]+|参考)事業[)）]"
)
_NUMBER: Final = regex(r"\s*[(（]?[0-9０-９①-⑳.-]+[)）]?\s*")
#: The checks that hold what was published against what the figures give.
_PUBLISHED = ("DX401", "DX402", "DX403", "DX404", "DX433")


class Count(NamedTuple):
    """What was read of a direction, in numbers."""

    name: str
    rows: int
    items: int
    proposed: int
    doubtful: int
    shifted: int


class Outcome(NamedTuple):
    """A draft with its files, the plan they are, and what is to be said of both.

    ``against`` are sentences on verdicts and counts that were published and do not follow from the figures;
    ``unrecorded`` the items that cannot be judged although a verdict was published.
    """

    draft: Draft
    texts: dict[str, str]
    plan: Plan
    counts: tuple[Count, ...]
    against: tuple[str, ...]
    unrecorded: tuple[str, ...]
    accepted: bool


def outcome_of(draft: Draft, name: str, shown: str, *, accept: bool) -> Outcome:
    """Return what comes of a draft in a folder; the plan that its files are is read from them."""
    texts, content = _read(draft, name, shown, accept=accept)
    while content.plan is None and _put_aside(draft, content.findings, accept=accept):
        texts, content = _read(draft, name, shown, accept=accept)
    if content.plan is None:
        raise InvalidPlan(
            content.findings,
            content.texts,
            "読み取ったものが計画の形にならないので、何も書き込んでいません。",
        )
    if lost := [*_left_out(draft.listing, texts, draft.published)]:
        draft.remarks += lost
        texts = draft.texts(accept=accept)
    assessments = judge_plan(content.plan)
    return Outcome(
        draft=draft,
        texts=texts,
        plan=content.plan,
        counts=tuple(_counts(draft)),
        against=tuple(finding.message for finding in check_plan(content.plan, assessments, only=_PUBLISHED)),
        unrecorded=tuple(
            f"{each.label} {each.item.name}"
            for each in assessments
            if each.repost is None and each.verdict == UNRECORDED and each.result and each.result.published
        ),
        accepted=accept,
    )


def _left_out(listing: Listing, texts: Mapping[str, str], published: Iterable[Line]) -> Iterator[Line]:
    """Yield what a cell says that is nowhere in the files, on the screen or among the published figures.

    It is a value that a mark has taken the place of, or one in a column that says otherwise in this row.
    """
    told = (text for _, text in listing.unread)
    text = "\n".join((*texts.values(), *listing.columns, *told, *(line.text for line in published)))
    whole = _folded(text)
    # Found faster, and nearly all that is asked for.
    words = {_folded(word) for word in regex(r'[\s"]+').split(text)}
    for table, row in listing.all_rows:
        for at, cell in sorted(row.cells.items()):
            heading = table.columns.get(at)
            role = heading.role if heading else Role.NUMBER
            if role is Role.NUMBER and _NUMBER.fullmatch(cell):
                continue  # where its place does not give it, it stands in a comment
            title = title_of(cell) if role in (Role.DIRECTION, Role.HEADING) else None
            bare = _MARKS.sub(" ", unicodedata.normalize("NFKC", plain(title.name if title else cell)))
            if role in (Role.DEPARTMENT, Role.BUREAU, Role.SECTION):
                bare = regex(r"(?<=[部局課室])").sub(" ", bare)
            if any(each not in words and each not in whole for each in map(_folded, bare.split())):
                above = " ".join(heading.words.split()) if heading else ""
                yield Line(sheet=row.sheet, number=row.number, text=f"{above}: {cell}" if above else cell)


def _folded(text: str) -> str:
    return regex(r'[\s,"\\・]').sub("", unicodedata.normalize("NFKC", text))


def _read(draft: Draft, name: str, shown: str, *, accept: bool) -> tuple[dict[str, str], PlanText]:
    texts = draft.texts(accept=accept)
    files = {file: text.encode() for file, text in texts.items() if file.endswith(".toml")}
    return texts, read_plan(name, shown, files)


def _put_aside(draft: Draft, findings: Iterable[Diagnostic], *, accept: bool) -> bool:
    """Put the indicators aside that a plan cannot have, with what is wrong with each; whether there were any."""
    blamed: list[tuple[Indicator, str]] = []
    for finding in findings:
        match finding.source.key:
            case ("item", int(row), "indicator", int(number), *_):
                id_ = finding.source.path.rpartition("/")[2].removesuffix(".toml")
                written = draft.written(draft.items[id_][row], accept=accept)
                blamed.append((written[number], finding.message))
    for indicator, message in blamed:
        indicator.open = True
        if message not in indicator.doubts:
            indicator.doubts = (*indicator.doubts, message)
            indicator.comments.insert(0, f"# 要確認: {message}")
    return bool(blamed)


def _counts(draft: Draft) -> list[Count]:
    names = {direction["id"]: direction["name"] for direction in draft.head["direction"]}
    return [
        Count(
            name=names[id_],
            rows=sum(each.entry.rows for each in items),
            items=len(items),
            proposed=sum(not i.doubts and not i.open for each in items for i in each.indicators),
            doubtful=sum(bool(i.doubts) or i.open for each in items for i in each.indicators),
            shifted=sum(bool(each.entry.shift) for each in items),
        )
        for id_, items in draft.items.items()
    ]
