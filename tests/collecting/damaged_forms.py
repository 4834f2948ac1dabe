"""A year of answers that are all different, on forms that are damaged at random, and what is wrong with what is recorded.

Because no two answers are the same, one that is recorded in the place of another is known. A column of answers that is
moved alone is left out: nothing in a form can tell it from answers that were given so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

from dxplan.cells.xlsx import read_workbook
from dxplan.collecting.asked import Asked
from dxplan.collecting.findings import Level
from dxplan.collecting.form import Form
from dxplan.collecting.making import make_forms
from dxplan.collecting.spoken import ReturnedFile
from dxplan.collecting.taking import Taking, Wish, take
from dxplan.format.reading import PlanText, read_plan
from dxplan.judging.items import judge_plan
from dxplan.model.ledger import Ledger
from dxplan.output.forms import write
from dxplan.workspace.opening import TemplateFolder
from tests.collecting import damage
from tests.collecting.sections import Desk

HEAD = """\
title = "計画"
office = "情報政策課"
fiscal_year = 2019

[[direction]]
id = "a"
name = "暮らし"
"""
#: What damage may leave in a cell that can be read as a figure or a text.
JUNK = {
    "x",
    "－",
    "約12",
    "12",
    "12件",
    "-1",
    "100000000000000000000",
    "3/4",
    "あ" * 400,
    "十二",
    "TRUE",
    "#REF!",
}
Cell = tuple[str, int, str]


def items(count: int) -> str:
    """Return the items of one section, some with two indicators and some without any."""
    text = ""
    for number in range(count):
        text += f'[[item]]\nid = "i{number}"\nname = "事業{number}"\ndepartments = ["総務部 広報課"]\n'
        text += f'overview = "概要。"\ngoal = "目標{number}を果たす。"\n\n'
        for place in range(number % 3):
            text += (
                f'[[item.indicator]]\nname = "指標{number}の{place}"\nunit = "回"\ntarget = {50 + number}\n\n'
            )
    return text


@dataclass(frozen=True, slots=True)
class Year:
    """A plan, the form of its section, and what the section answers."""

    content: PlanText
    form: Form
    answers: dict[Cell, Any]
    file: bytes

    @staticmethod
    @cache
    def small() -> Year:
        """A plan of nine items."""
        files = {"plan.toml": HEAD.encode(), "a.toml": items(9).encode()}
        content = read_plan("2019", "plans/2019", files, {})
        assert content.plan is not None
        (form,) = make_forms(content.plan, judge_plan(content.plan))
        answers: dict[Cell, Any] = {}
        for number, row in enumerate(form.rows):
            for key in sorted(row.asked & {"actual", "report"}):
                told = 1000 + number if key == "actual" else f"報告{number}番。"
                answers[row.stamp.row, row.stamp.place, key] = told
        desk = Desk(write("xlsx", form, TemplateFolder(None).look()))
        rows = desk.rows()
        columns = {column.key: desk.column(column.heading) for column in form.columns}
        for (item, place, key), told in answers.items():
            desk.sheet.cell(rows[item, place], columns[key]).value = told
        return Year(content, form, answers, desk.saved())

    def damaged(self, seed: int) -> Outcome:
        """Return what is read of the form after one to three kinds of damage."""
        random = Random(seed)  # noqa: S311 - damage, no secret
        desk = Desk(self.file)
        harms = random.sample([*damage.HARMFUL, *damage.HARMLESS], random.randint(1, 3))
        harms.sort(key=lambda harm: harm is damage.merge_cells)  # merged cells take no values
        done = []
        for harm in harms:
            try:
                harm(desk, random)
            except StopIteration:  # the column that it is about is gone
                continue
            done.append(harm.__name__)
        plan = self.content.plan
        assert plan is not None
        asked = Asked(plan, judge_plan(plan))
        file = ReturnedFile("a.xlsx", f"{seed:064x}", read_workbook(desk.saved()))
        wish = Wish(day=date(2020, 4, 20), by="", partial=True)
        return Outcome(self, tuple(done), take(self.content, asked, Ledger(), [file], wish), asked)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a damaged form, and of which damage."""

    year: Year
    harms: tuple[str, ...]
    taking: Taking
    asked: Asked

    def recorded(self) -> dict[Cell, str]:
        """Return what is recorded, by row, indicator and column."""
        return {
            (said.row, said.place, said.column): said.text
            for said in self.taking.ledger.said
            if said.recorded is not None
        }

    def faults(self) -> list[str]:
        """Return figures that are recorded where they were not given, and those that are gone without a word."""
        recorded, answers = self.recorded(), {cell: str(told) for cell, told in self.year.answers.items()}
        faults = [
            f"{self.harms}: {cell} is {text}, not {answers.get(cell)}"
            for cell, text in recorded.items()
            if text != answers.get(cell) and (text in answers.values() or text not in JUNK)
        ]
        told = any(finding.level is not Level.NOTE for finding in self.taking.findings)
        # A row that is not there any more, and an answer that is not either, are not known: they stay 未回答.
        may_be_gone = {"delete_rows", "paste_row_over", "overwrite_cells", "delete_column", "merge_cells"}
        if not told and not may_be_gone & set(self.harms) and recorded != answers:
            faults.append(f"{self.harms}: {set(answers) - set(recorded)} lost without a word")
        return faults
