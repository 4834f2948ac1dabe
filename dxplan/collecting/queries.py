"""What sections are asked back: what is missing or odd in what they say, and what became of earlier queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.collecting.asked import recorded_in
from dxplan.collecting.findings import Finding, Level, Place, Subject
from dxplan.collecting.values import quoted
from dxplan.model.ledger import Query, Voice
from dxplan.values.quantities import EXACT, Form, Quantity, parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from dxplan.collecting.asked import Asked
    from dxplan.collecting.spoken import Answers, Spoken
    from dxplan.model.findings import Diagnostic
    from dxplan.model.ledger import Ledger, Said
    from dxplan.recording.changes import Change

#: What the checks find that a section can answer, and in which column.
_FOR_SECTION: Final = {"DX308": "reason"}
_TAKEN: Final = "値はそのまま取り込みます。"


def questions(
    answers: Answers, news: Mapping[Voice, Said], said: Mapping[Voice, Said], asked: Asked
) -> Iterator[Finding]:
    """Yield what is missing in rows that say something, blanks where a value was, and figures far from last year's.

    What one of several sections has ``said`` the others need not say again.
    """
    spoken = {(voice.section, voice.row) for voice in news}
    somebody = {(voice.row, voice.place, voice.column) for voice in said}
    for voice, cells in answers.cells.items():
        cell, told = cells[0], next((each for each in cells if each.told), None)
        recorded = recorded_in(cell.row, voice.column)
        if told is None and recorded and not cell.row.shared:
            wrong = f"記録には{quoted(recorded)}とありますが、空です。"
            wanted = "変わっていなければ、もう一度書いてください。取り消すなら、そう備考に書いてください。"
            step = "記録はそのままです。取り消しなら、dxplan record の --clear で消してください。"
            cause = "記録のある欄が、空で返ってきました。"
            yield Finding(Level.ASK, cell.place, wrong, wanted, cause, step, cell.there, cell.subject)
        elif told is None and voice.column in cell.row.needed and (voice.section, voice.row) in spoken:
            if not recorded and (voice.row, voice.place, voice.column) not in somebody:
                wanted = f"{cell.column.heading}を書いてください。"
                cause, step = "書きかけの項目です。", "書いてある分は取り込みます。"
                yield Finding(
                    Level.ASK, cell.place, "記入がありません。", wanted, cause, step, cell.there, cell.subject
                )
        elif told and voice in news and voice.column == "actual" and (before := _far(told, asked)):
            remarks = answers.cells.get(voice._replace(column="remarks"), ())
            if not any(each.told for each in remarks):
                wrong = f"前年度の{before}と大きく違います。"
                wanted = "正しければ、その事情を備考に書いてください。"
                cause = "桁の誤りか、数え方の違いかもしれません。"
                yield Finding(Level.ASK, told.place, wrong, wanted, cause, _TAKEN, told.there, told.subject)


def _far(cell: Spoken, asked: Asked) -> str:
    """Return last year's actual where this year's is far from it, by share and by number; "" where it is not."""
    indicator, actual = asked.indicator(cell.row), cell.told.meaning if cell.told else None
    if (
        indicator is None
        or not isinstance(actual, Quantity)
        or indicator.counting
        or "累計" in indicator.name
    ):
        return ""
    before = parse_quantity(str(cell.row.cells.get("previous") or ""), indicator.unit)
    if before is None or before.form is not Form.PLAIN:
        return ""
    apart, rules = abs(actual.value - before.value), asked.plan.checks
    near = apart < rules.far_units or EXACT.multiply(apart, 100) < EXACT.multiply(
        abs(before.value), rules.far_percent
    )
    return "" if near else before.show(indicator.unit)


def warned(
    change: Change, news: Mapping[Voice, Said], asked: Asked, names: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield what the checks think of what is taken: of the section what it can answer, the rest of the office."""
    of_rows: dict[str, list[Said]] = {}
    for said in sorted(news.values(), key=lambda each: each.voice):
        of_rows.setdefault(said.row, []).append(said)
    for recorded in change.recorded:
        told = of_rows.get(recorded.answer.item)
        for warning in recorded.warnings if told else ():
            if told and _of_result(warning):
                column = _FOR_SECTION.get(warning.code)
                first = next((each for each in told if each.column == column), told[0])
                row = asked.row_of(first.voice)
                key = column or first.column
                subject = Subject.of(row, key, asked.heading(key)) if row else None
                place = Place(names.get(first.file, ""), first.sheet, first.cell)
                if column is None:
                    yield Finding(Level.NOTE, place, "", "", warning.message, warning.hint, "", subject)
                else:
                    wanted = f"{asked.heading(column)}を書いてください。"
                    yield Finding(
                        Level.ASK, place, warning.message, wanted, warning.message, _TAKEN, "", subject
                    )


def _of_result(warning: Diagnostic) -> bool:
    return bool({"result", "actual", "numerator", "denominator"} & set(warning.source.key))


def queries_after(
    ledger: Ledger,
    answers: Answers,
    said: Mapping[Voice, Said],
    findings: Sequence[Finding],
    day: date,
    *,
    asking: bool,
) -> Iterator[Query]:
    """Yield the queries as they stand after some files: those that are answered now, and new ones where ``asking``.

    A newer file answers, or that sections agree, or somebody has chosen, since it was asked; ``said`` is how all that was
    said now stands. Each is kept: what is still wrong in the answer to a query is asked in another.
    """
    waiting = {each.voice for each in ledger.said if not each.settled}
    ids = {file.path: file.id for file in answers.files.values()}
    wanted: dict[Voice, Finding] = {}
    for finding in (each for found in findings for each in found.everywhere):
        if finding.subject and finding.level is not Level.NOTE and finding.place.file in ids:
            wanted.setdefault(finding.subject.voice, finding)
    order = {file.id: number for number, file in enumerate(ledger.files)}
    for query in ledger.queries:
        again = wanted.get(query.voice)
        newer = [
            file
            for file, rows in answers.covered.items()
            if query.voice.about in rows and order.get(file, len(order)) > order.get(query.file, -1)
        ]
        if query.answered is None and newer and (asking or not again):
            yield query._replace(answered=day, answer=_reply(query, answers, newer))
            continue
        last = said.get(query.voice)
        if query.answered is None and last and last.settled and last.voice in waiting and not again:
            yield query._replace(answered=day, answer=last.text if last.recorded else "ほかの回答を採用")
            continue
        yield query
        asked_already = again and (query.text, query.file) == (again.for_section, ids[again.place.file])
        if asked_already and query.answered is None:
            del wanted[query.voice]
    for voice, finding in wanted.items() if asking else ():
        section, row, place, column, _ = voice
        yield Query(section, row, place, column, finding.for_section, ids[finding.place.file], day)


def _reply(query: Query, answers: Answers, files: Iterable[str]) -> str:
    """Return what newer files say where something was asked: in the column itself, and in the remarks."""
    replies = []
    for column, before in ((query.column, ""), ("remarks", "備考: ")):
        for second in (False, True):
            cells = answers.cells.get(Voice(*query.voice.about, column, second), ())
            replies += [f"{before}{cell.told.text}" for cell in cells if cell.told and cell.file in files]
    return "　".join(dict.fromkeys(replies))
