"""Returned forms to one checked change of the plan, and to what the 回収簿 keeps of it. Nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dxplan.collecting.agreeing import Agreeing
from dxplan.collecting.asked import recorded_in
from dxplan.collecting.findings import Finding, Level, Place, Subject
from dxplan.collecting.queries import queries_after, questions, warned
from dxplan.collecting.spoken import is_news, listen
from dxplan.model.findings import DxplanError, InvalidPlan
from dxplan.model.ledger import TakenFile
from dxplan.recording.changes import make_change
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from dxplan.collecting.agreeing import Agreement
    from dxplan.collecting.asked import Asked
    from dxplan.collecting.spoken import Answers, ReturnedFile
    from dxplan.format.reading import PlanText
    from dxplan.judging.items import Assessment
    from dxplan.model.departments import DepartmentTable
    from dxplan.model.ledger import Ledger, Said, Voice
    from dxplan.recording.answers import Answer
    from dxplan.recording.changes import Change, Recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How files are to be read: on which day, by whom, as ``second`` answers perhaps.

    With ``partial`` good items of files with errors are taken. ``choices`` say whose answer counts, by the id of the
    row. ``asking`` tells that what is found goes back to the sections.
    """

    day: date
    by: str
    second: bool = False
    partial: bool = False
    asking: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


class Move(NamedTuple):
    """What becomes of one cell of the plan; ``old`` is "" where nothing was recorded."""

    heading: str
    old: str
    new: str


class Taken(NamedTuple):
    """An item whose answer is taken: its row before and after, what changes, and who said so."""

    before: Assessment
    after: Assessment
    moves: tuple[Move, ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What comes of some files: findings, items that are taken, the change of the plan, the 回収簿 as it will be.

    ``change`` is None where nothing is to be recorded. ``held`` are the files of which nothing is taken for their errors.
    """

    findings: tuple[Finding, ...]
    taken: tuple[Taken, ...]
    change: Change | None
    ledger: Ledger
    held: tuple[str, ...]


def take(
    content: PlanText,
    asked: Asked,
    ledger: Ledger,
    files: Iterable[ReturnedFile],
    wish: Wish,
    departments: DepartmentTable | None = None,
) -> Taking:
    """Return what comes of files for a plan, whatever their order; a choice of what nobody has said is a DxplanError."""
    answers = listen(files, asked, ledger, second=wish.second)
    names = {file.id: file.name for file in ledger.files} | {
        file.id: file.path for file in answers.files.values()
    }
    before = {said.voice: said for said in ledger.said}
    agreeing = Agreeing(asked=asked, before=before, names=names, choices=wish.choices, day=wish.day)
    while True:
        news = _news(answers, ledger, partial=wish.partial)
        of_files = {row for rows in answers.covered.values() for _, row, _ in rows}
        said_of = {said.row for said in before.values()}
        new = {voice.row for voice in news}
        touched = sorted(
            new | wish.choices.keys() | (of_files & said_of), key=lambda row: (asked.order(row), row)
        )
        agreement = agreeing.agree({**before, **news}, touched, new)
        change = _change(agreement.answers, content, asked, departments) if agreement.answers else None
        if not isinstance(change, list):
            break
        _blame(change, news, answers)
    findings = [*answers.findings, *agreement.findings, *questions(answers, news, agreement.said, asked)]
    findings += warned(change, news, asked, names) if change else ()
    findings = _in_order(findings, asked)
    told: dict[str, list[Said]] = defaultdict(list)
    for said in agreement.said.values():
        told[said.row].append(said)
    return Taking(
        findings=tuple(findings),
        taken=tuple(_taken(each, told[each.answer.item], asked) for each in change.recorded)
        if change
        else (),
        change=change,
        ledger=_ledger_after(ledger, answers, agreement, news, findings, wish),
        held=tuple(
            file.path for file in answers.files.values() if _is_held(file.id, answers, partial=wish.partial)
        ),
    )


def _news(answers: Answers, ledger: Ledger, *, partial: bool) -> dict[Voice, Said]:
    """Return what files say that is new, but for what is kept back for errors: of an item, or of the whole file."""
    read_before = {file.id: number for number, file in enumerate(ledger.files)}
    last_words = {said.voice: said for said in ledger.said}
    news = {}
    for voice, cells in answers.cells.items():
        for cell in cells:
            kept_back = cell.file in answers.spoilt.get(voice.row, ()) or _is_held(
                cell.file, answers, partial=partial
            )
            if not kept_back and is_news(voice, cell, last_words, read_before):
                news[voice] = cell.said(voice)
    return news


def _is_held(file: str, answers: Answers, *, partial: bool) -> bool:
    return not partial and any(file in files for files in answers.spoilt.values())


def _change(
    answers: Sequence[Answer], content: PlanText, asked: Asked, departments: DepartmentTable | None
) -> Change | list[tuple[Answer, tuple[tuple[str, str], ...]]]:
    """Return the change that records answers; or those that cannot be recorded, each with what is wrong and what to write."""
    try:
        return make_change(content, [*asked.rows.values()], answers, departments)
    except DxplanError as error:
        reasons: tuple[tuple[str, str], ...] = ((error.message, error.hint),)
    except InvalidPlan as invalid:
        reasons = tuple((finding.message, finding.hint) for finding in invalid.findings)
    if len(answers) == 1:
        return [(answers[0], reasons)]
    half = len(answers) // 2
    found = [
        culprit
        for part in (answers[:half], answers[half:])
        if isinstance(tried := _change(part, content, asked, departments), list)
        for culprit in tried
    ]
    if not found:
        raise DxplanError(*reasons[0])
    return found


def _blame(
    culprits: Sequence[tuple[Answer, tuple[tuple[str, str], ...]]],
    news: Mapping[Voice, Said],
    answers: Answers,
) -> None:
    """Say which answers cannot be recorded, and keep them back."""
    for answer, reasons in culprits:
        told = sorted(voice for voice in news if voice.row == answer.item)
        if not told:
            raise DxplanError(*reasons[0])
        cell = next(cell for cell in answers.cells[told[0]] if cell.file == news[told[0]].file)
        for message, hint in reasons:
            answers.error(cell, message, hint, "このままでは計画に書けません。")
        for voice in told:
            answers.spoilt[answer.item].add(news[voice].file)


def _ledger_after(
    ledger: Ledger,
    answers: Answers,
    agreement: Agreement,
    news: Mapping[Voice, Said],
    findings: Sequence[Finding],
    wish: Wish,
) -> Ledger:
    """Return the ledger with what was said, what was asked back, and the files that had to do with either."""
    queries = tuple(queries_after(ledger, answers, agreement.said, findings, wish.day, asking=wish.asking))
    before = set(ledger.queries)
    changed = [query for query in queries if query not in before]
    used = {said.file for said in news.values()} | {query.file for query in changed if query.answered is None}
    for query in changed:
        used |= {
            file for file, rows in answers.covered.items() if query.answered and query.voice.about in rows
        }
    files = tuple(
        TakenFile(
            id=file.id,
            name=file.path.rpartition("/")[2].encode("utf-8", "replace").decode(),
            sha256=file.sha256,
            taken=wish.day,
            by=wish.by,
            second=wish.second,
        )
        for file in answers.files.values()
        if file.id in used and ledger.file(file.id) is None
    )
    return replace(
        ledger, files=(*ledger.files, *files), said=tuple(agreement.said.values()), queries=queries
    )


def _taken(recorded: Recorded, said: Sequence[Said], asked: Asked) -> Taken:
    """Return what an answer changes, in the words of the form; ``said`` is all that was said of its item."""
    moves: dict[tuple[str, int], Move] = {}
    order = {column: number for number, column in enumerate(asked.columns)}
    voices = sorted(
        (each for each in said if each.set_aside is None),
        key=lambda each: (order.get(each.column, 0), each.place, each.section),
    )
    for each in voices:
        row = asked.row_of(each)
        old = recorded_in(row, each.column) if row else ""
        if row and each.text != old and each.column != "remarks":
            heading = Subject.of(row, each.column, asked.heading(each.column)).heading
            moves.setdefault((each.column, each.place), Move(heading, old, each.text))
    sections = tuple(dict.fromkeys(each.section for each in voices))
    return Taken(recorded.before, recorded.after, tuple(moves.values()), sections)


def _in_order(findings: Iterable[Finding], asked: Asked) -> list[Finding]:
    """Return findings each once: by file, what is said of it as a whole first, then in the order of the plan."""
    return sorted(dict.fromkeys(findings), key=lambda finding: _rank(finding, asked))


def _rank(finding: Finding, asked: Asked) -> tuple[str, bool, int, int, int, Place]:
    voice = finding.subject.voice if finding.subject else None
    return (
        finding.place.file,
        voice is not None,
        asked.order(voice.row) if voice else 0,
        voice.place if voice else 0,
        list(Level).index(finding.level),
        finding.place,
    )
