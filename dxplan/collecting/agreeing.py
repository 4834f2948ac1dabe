"""What sections say of the same items, side by side, to the answers that nobody differs about.

An item is taken whole or not at all: when all sections that are asked about it have spoken, and they agree with one
another and with what was recorded otherwise. Where they do not, a person chooses. Nothing depends on who came first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dxplan.collecting.findings import Finding, Level, Place, Subject
from dxplan.collecting.form import OWN
from dxplan.collecting.values import Trouble, quoted
from dxplan.model.findings import DxplanError
from dxplan.recording.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from dxplan.collecting.asked import Asked
    from dxplan.model.ledger import Said, Voice

#: The words that choose what is recorded already, and the second answer.
RECORDED: Final = "記録"
SECOND: Final = "二度目"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What comes of what was said: answers to record, all that was said as it now stands, what is to be said of it."""

    answers: tuple[Answer, ...]
    said: Mapping[Voice, Said]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreeing:
    """How agreement is found.

    ``before`` is what was said when the plan was last written, ``names`` are the files by id. ``choices`` say whose
    answer counts, by the id of the row: a section, 記録 or 二度目.
    """

    asked: Asked
    before: Mapping[Voice, Said]
    names: Mapping[str, str]
    choices: Mapping[str, str]
    day: date

    def agree(self, said: Mapping[Voice, Said], rows: Sequence[str], new: set[str]) -> Agreement:
        """Return what comes of what was said of some rows of the plan, of which ``new`` are those just spoken of."""
        speaking: dict[str, list[Said]] = defaultdict(list)
        for each in said.values():
            if each.set_aside is None:
                speaking[each.row].append(each)
        settled: dict[Voice, Said] = {}
        answers, findings = [], []
        for row in rows:
            told = speaking.get(row, [])
            if row in self.choices:
                aside = self._set_aside(row, told)
                settled |= {each.voice: each._replace(set_aside=self.day) for each in aside}
                told = [each for each in told if each not in aside]
            if conflicts := list(self._conflicts(row, told)):
                findings += conflicts
                continue
            if (missing := self._silent(row, told)) and row not in self.choices:
                findings += [self._waits(told, missing)] if row in new else []
                continue
            withheld = list(self._incomplete(row, told))
            findings += [finding for _, finding in withheld]
            kept = {voice for voice, _ in withheld}
            taken = [each for each in told if each.recorded is None and each.voice not in kept]
            answer = self._answer(row, taken)
            answers += [answer] if answer else []
            settled |= {each.voice: each._replace(recorded=self.day) for each in taken}
        return Agreement(answers=tuple(answers), said={**said, **settled}, findings=tuple(findings))

    def _set_aside(self, row: str, said: Sequence[Said]) -> list[Said]:
        """Return what no longer counts once somebody has chosen whose answer to a row does."""
        texts = self._chosen(row, said)
        aside = [each for each in said if texts.get((each.place, each.column), each.text) != each.text]
        # What else they say of how the item went belongs to it: the reason of a miss that is no longer said.
        voices = {(each.section, each.second) for each in aside if self._is_of_item(each)}
        rest = (each for each in said if (each.section, each.second) in voices and self._is_of_item(each))
        return aside + [each for each in rest if (each.place, each.column) not in texts]

    def _chosen(self, row: str, said: Sequence[Said]) -> dict[tuple[int, str], str]:
        """Return the texts that count, by indicator and column; DxplanError where there are none of whom was chosen."""
        wanted = self.choices[row]
        if wanted == RECORDED:
            recorded = {(each.place, each.column): self.asked.recorded(each) for each in said}
            return {cell: text for cell, text in recorded.items() if text}
        chosen = [
            each
            for each in said
            if wanted in (each.section, _short(each.section)) or (wanted == SECOND and each.second)
        ]
        if wanted != SECOND:
            chosen = [each for each in chosen if not each.second] or chosen
        if not chosen:
            item = self.asked.rows[row].item.name
            known = "、".join(dict.fromkeys([*map(_short, map(_name, said)), RECORDED]))
            raise DxplanError(f"「{item}」に、{wanted}の回答はありません。", f"選べるのは {known} です。")
        return {(each.place, each.column): each.text for each in chosen}

    def _is_of_item(self, said: Said) -> bool:
        column = self.asked.columns.get(said.column)
        return column is not None and column.per_item

    def _conflicts(self, row: str, said: Sequence[Said]) -> Iterator[Finding]:
        """Yield the cells of a row in which answers differ from one another, or from what was recorded otherwise."""
        cells: dict[tuple[int, str], list[Said]] = defaultdict(list)
        if len(said) > 1:
            said = sorted(said, key=lambda each: each.voice)
        for each in said:
            if each.column != "remarks":
                cells[each.place, each.column].append(each)
        for told in cells.values():
            texts = {each.text for each in told}
            recorded = self.asked.recorded(told[0])
            # A section corrects itself: what it said before, and was recorded, is no other answer.
            own = {
                before.text for each in told if (before := self.before.get(each.voice)) and before.recorded
            }
            against = (
                bool(recorded)
                and recorded not in texts | own
                and row not in self.choices
                and any(each.recorded is None for each in told)
            )
            if len(texts) > 1 or against:
                yield self._conflict(row, told, recorded if recorded not in texts else "")

    def _conflict(self, row: str, said: Sequence[Said], recorded: str) -> Finding:
        first = said[0]
        sides = [f"{_name(each)}は{quoted(each.text)}" for each in said]
        sides += [f"記録は{quoted(recorded)}"] if recorded else []
        label = self.asked.rows[row].label
        words = dict.fromkeys(map(_short, map(_chosen_by, said)))
        if self.asked.recorded(first):
            words[RECORDED] = None
        ways = [f"--choose {label}={word}" for word in words]
        there = "、".join(sides)
        return Finding(
            Level.CONFLICT,
            self._place(first),
            f"回答が分かれています（{there}）。",
            "ほかの課と確かめて、同じ回答にしてください。",
            "計画には、まだ記録していません。",
            f"どれを採るか決めて、{' か '.join(ways)} を付けて読んでください。",
            there,
            self._subject(first),
            tuple((self._place(each), self._subject(each)) for each in said[1:]),
        )

    def _silent(self, row: str, said: Sequence[Said]) -> list[str]:
        """Return the sections that are asked about a row with others and have said nothing; 部局 speak for theirs."""
        if not said or row not in self.asked.rows:
            return []
        sections = dict.fromkeys(str(each) for each in self.asked.rows[row].item.departments)
        voices = {each.section for each in said}
        return [s for s in sections if not any(s == voice or s.startswith(f"{voice} ") for voice in voices)]

    def _waits(self, said: Sequence[Said], missing: Sequence[str]) -> Finding:
        first = min(said)
        label, short = self.asked.rows[first.row].label, _short(first.section)
        told = "、".join(dict.fromkeys(each.section for each in sorted(said)))
        return Finding(
            Level.NOTE,
            self._place(first),
            "",
            "",
            f"{told}の回答を預かり、{'、'.join(missing)}の回答を待っています。",
            f"待たずに記録するなら、--choose {label}={short} を付けて読んでください。",
            subject=self._subject(first),
        )

    def _incomplete(self, row: str, said: Sequence[Said]) -> Iterator[tuple[Voice, Finding]]:
        """Yield the actuals of a KPI of several values that cannot be recorded until all of them are there."""
        assessment = self.asked.rows.get(row)
        parts = [i for i in assessment.item.indicators if i.part] if assessment else []
        told: dict[str, Said] = {}
        for each in said:
            of = self.asked.row_of(each)
            if of and each.column == "actual":
                told[of.indicator] = each
        for source in dict.fromkeys(part.source for part in parts):
            group = [part for part in parts if part.source == source]
            year = self.asked.plan.fiscal_year
            missing = [p.part for p in group if p.name not in told and p.actual(year) is None]
            for part in group:
                if missing and part.name in told:
                    each = told[part.name]
                    wrong = f"「{part.group}」は{len(group)}つの値からなりますが、{'、'.join(missing)}の値がありません。"
                    wanted, step = "すべての値を書いてください。", "揃うまで、この指標は記録しません。"
                    yield (
                        each.voice,
                        Finding(
                            Level.ASK, self._place(each), wrong, wanted, wrong, step, "", self._subject(each)
                        ),
                    )

    def _answer(self, row: str, said: Sequence[Said]) -> Answer | None:
        """Return the answer about a row that nobody differs about; None where it changes nothing."""
        values: dict[str, Any] = {}
        actuals: dict[str, Any] = {}
        own: dict[tuple[str, str], Any] = {}
        for each in said:
            of, column = self.asked.row_of(each), self.asked.columns.get(each.column)
            if of is None or column is None or each.column == "remarks":
                continue
            if each.text == self.asked.recorded(each):
                continue
            told = self.asked.meant(each.text, column, of)
            if isinstance(told, Trouble):  # the plan has changed since
                continue
            if each.column == "actual":
                actuals[of.indicator] = told.meaning
            elif column.own is not None:
                own["" if column.per_item else of.indicator, each.column.removeprefix(OWN)] = told.meaning
            else:
                values[each.column] = told.meaning
        return Answer(item=row, actuals=actuals, own=own, **values) if values or actuals or own else None

    def _place(self, said: Said) -> Place:
        return Place(self.names.get(said.file, ""), said.sheet, said.cell)

    def _subject(self, said: Said) -> Subject | None:
        row = self.asked.row_of(said)
        return Subject.of(row, said.column, self.asked.heading(said.column)) if row else None


def _name(said: Said) -> str:
    return f"{said.section}（{SECOND}）" if said.second else said.section


def _chosen_by(said: Said) -> str:
    return SECOND if said.second else said.section


def _short(section: str) -> str:
    return section.rpartition(" ")[2]
