"""Files that came back to what they say, cell by cell, and to what cannot be understood in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dxplan.cells.book import Refused
from dxplan.collecting.asked import recorded_in
from dxplan.collecting.findings import Finding, Level, Place, Subject
from dxplan.collecting.form import Hand
from dxplan.collecting.returned import find_row, lines_of, section_of
from dxplan.collecting.values import Trouble, shown, told
from dxplan.model.ledger import Said, Voice
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dxplan.cells.book import Book, Cell
    from dxplan.collecting.asked import Asked
    from dxplan.collecting.form import Column, Row
    from dxplan.collecting.returned import Line
    from dxplan.collecting.values import Told
    from dxplan.model.ledger import Ledger


class ReturnedFile(NamedTuple):
    """A file that came back: where it is, its SHA-256, and what is in it."""

    path: str
    sha256: str
    book: Book | Refused

    @property
    def id(self) -> str:
        """What the 回収簿 calls it by."""
        return self.sha256[:16]


class Spoken(NamedTuple):
    """What a ``cell`` of a file says in a column of a row; ``told`` is None where it is empty."""

    row: Row
    column: Column
    file: str
    place: Place
    told: Told | None
    cell: Cell | None

    @property
    def there(self) -> str:
        """What people see in the cell."""
        return shown(self.cell)

    @property
    def subject(self) -> Subject:
        """What it speaks of."""
        return Subject.of(self.row, self.column.key, self.column.heading)

    def said(self, voice: Voice) -> Said:
        """Return it as the 回収簿 keeps it."""
        section, row, place, column, second = voice
        text = self.told.text if self.told else ""
        return Said(section, row, place, column, text, self.file, self.place.sheet, self.place.cell, second)


@dataclass(slots=True)
class Answers:
    """All that some files say: the cells of each voice, and the rows that each file answers.

    ``spoilt`` are the files whose errors keep a row of the plan from being taken, by its id; "" is a row that is not
    known.
    """

    files: Mapping[str, ReturnedFile]
    cells: dict[Voice, list[Spoken]] = field(default_factory=lambda: defaultdict(list))
    covered: dict[str, set[tuple[str, str, int]]] = field(default_factory=lambda: defaultdict(set))
    spoilt: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    findings: list[Finding] = field(default_factory=list)

    def error(self, cell: Spoken, wrong: str, wanted: str, cause: str, step: str = "") -> None:
        """Say what is wrong with a cell, and keep its item from being taken."""
        finding = Finding(
            Level.ERROR, cell.place, wrong, wanted, cause, there=cell.there, subject=cell.subject
        )
        self.findings.append(finding._replace(step=step) if step else finding)
        self.spoilt[cell.row.stamp.row].add(cell.file)


def listen(files: Iterable[ReturnedFile], asked: Asked, ledger: Ledger, *, second: bool) -> Answers:
    """Return what files say about the rows that are asked, in the same order whatever theirs."""
    answers = Answers({file.id: file for file in sorted(files, key=lambda file: (file.path, file.sha256))})
    for file in answers.files.values():
        _File(file, asked, answers, second=second).read()
    read_before = {file.id: number for number, file in enumerate(ledger.files)}
    last_words = {said.voice: said for said in ledger.said}
    for voice, cells in answers.cells.items():
        _hold_clash([cell for cell in cells if is_news(voice, cell, last_words, read_before)], answers)
    return answers


def is_news(
    voice: Voice, cell: Spoken, last_words: Mapping[Voice, Said], read_before: Mapping[str, int]
) -> bool:
    """Whether a cell says what neither the plan nor the section itself has said before.

    ``read_before`` are the files of the 回収簿, by when they were read.
    """
    if cell.told is None:
        return False
    said, text = last_words.get(voice), cell.told.text
    as_recorded = text == recorded_in(cell.row, cell.column.key) and not voice.second
    if said is None:
        return not as_recorded
    if text == said.text or (said.settled and as_recorded):
        return False
    # A file that was read before has no say over one that was read after it.
    return read_before.get(cell.file, len(read_before)) > read_before.get(said.file, -1)


def _hold_clash(speaking: Sequence[Spoken], answers: Answers) -> None:
    """Keep back what one section says in two ways: in two rows, or in two files of which none was read before."""
    if len({cell.told.text for cell in speaking if cell.told}) < 2:
        return
    several = len({cell.file for cell in speaking}) > 1
    sides = (f"{f'{cell.place.file} ' if several else ''}{cell.place}は{cell.there}" for cell in speaking)
    wrong = f"同じ課の同じ欄への回答が、違っています（{'、'.join(sides)}）。"
    step = "正しいほうのファイルだけを読むか、課に確かめてください。"
    for cell in speaking:
        answers.error(
            cell, wrong, "正しいほうだけを残して送ってください。", "同じ課の回答が二つあります。", step
        )


class _File:
    """One file that is being read."""

    def __init__(self, file: ReturnedFile, asked: Asked, answers: Answers, *, second: bool) -> None:
        self.file, self.asked, self.answers, self.second = file, asked, answers, second
        self.open = [column for column in asked.columns.values() if column.hand is Hand.SECTION]

    def read(self) -> None:
        book = self.file.book
        if isinstance(book, Refused):
            step = "課に、上のとおり送り直してもらってください。ほかのファイルは読んでいます。"
            self._say(Level.ERROR, book.message, book.hint, "開けないファイルです。", step)
            return
        if book.macros:
            step = "マクロは読まず、動かしてもいません。セルだけを読みました。"
            self._say(Level.NOTE, "", "", "マクロの入ったブックです。", step)
        lines = lines_of(book, list(self.asked.columns.values()))
        if not lines:
            wanted = "dxplan の調査票に書き、見出しの行を残したまま送ってください。"
            cause = "調査票の見出しと、その下の項目の行が、どのシートにもありません。"
            step = "送り間違いでないか、課に確かめてください。"
            self._say(Level.ERROR, "調査票ではないようです。", wanted, cause, step)
            return
        found = self._found(lines, section_of(book))
        self._tell_missing_columns([(line, row) for line, row in found if row.asked])
        for line, row in found:
            self.answers.covered[self.file.id].add((row.stamp.section, row.stamp.row, row.stamp.place))
            for column in self.open:
                self._read_cell(line, row, column)

    def _found(self, lines: Sequence[Line], section: str) -> list[tuple[Line, Row]]:
        """Return the lines whose rows are known for certain; that others are from another year is said once."""
        made_for = section or next((line.stamp.section for line in lines if line.stamp), "")
        found, strangers = [], set()
        for line in lines:
            row, findings = find_row(line, self.asked, self.file.path, made_for)
            silent = row is not None and not any(key in line.cells for key in row.asked)
            for finding in findings:
                stranger = finding.there if row is None and finding.subject is None else ""
                if not silent and not (stranger and (finding.wrong, stranger) in strangers):
                    self.answers.findings.append(finding)
                    strangers.add((finding.wrong, stranger))
                if row is None:
                    spoilt = finding.subject.voice.row if finding.subject else ""
                    self.answers.spoilt[spoilt].add(self.file.id)
            if row is not None:
                found.append((line, row))
        return found

    def _tell_missing_columns(self, found: Sequence[tuple[Line, Row]]) -> None:
        """Say which columns are nowhere, but for the remarks, which a 確認用 does not have."""
        for column in self.open:
            wanted = [line for line, row in found if column.key in row.asked]
            if wanted and column.key != "remarks" and not any(column.key in line.columns for line in wanted):
                wrong = f"「{column.heading}」の列がありません。"
                step = "ほかの列は読みました。この列の回答が要るなら、調査票を送り直してもらってください。"
                self._say(Level.ASK, wrong, "もとの調査票の列を消さずに送ってください。", wrong, step)

    def _read_cell(self, line: Line, row: Row, column: Column) -> None:
        key, placed = column.key, line.cells.get(column.key)
        place = Place(self.file.path, line.sheet, line.address(key))
        cell = Spoken(row, column, self.file.id, place, None, placed.cell if placed else None)
        if key not in row.asked:
            if placed and placed.cell.content.strip():
                again = column.per_item and row.asked
                wanted = "この項目の最初の行に書いてください。" if again else "空にしてください。"
                cause = "一部の列だけが並べ替えられたか、行がずれて貼り付けられたかもしれません。"
                self.answers.error(cell, "ここは記入する欄ではありません。", wanted, cause)
            return
        if key in line.twice:
            other = line.twice[key]
            wrong = (
                f"「{column.heading}」の列が二つあり、違っています（{other.address}は{shown(other.cell)}）。"
            )
            self.answers.error(cell, wrong, "正しいほうだけを残してください。", "列が写されています。")
            return
        if placed and key in line.merged:
            wanted = "結合を解き、それぞれの行に書いてください。"
            cause = "どの行への回答か分かりません。"
            self.answers.error(cell, "ほかの行のセルと結合されています。", wanted, cause)
            return
        said = (
            told(
                placed.cell,
                column,
                self.asked.indicator(row),
                lambda text: self.asked.meant(text, column, row),
            )
            if placed
            else None
        )
        if isinstance(said, Trouble):
            self.answers.error(cell, said.wrong, said.wanted, said.cause)
        elif key in line.columns:
            voice = Voice(row.stamp.section, row.stamp.row, row.stamp.place, key, self.second)
            self.answers.cells[voice].append(cell._replace(told=said))

    def _say(self, level: Level, wrong: str, wanted: str, cause: str, step: str) -> None:
        """Say what is to be said of the file as a whole."""
        self.answers.findings.append(Finding(level, Place(self.file.path), wrong, wanted, cause, step))
