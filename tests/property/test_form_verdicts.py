"""The live column of a form and judging say the same verdict: LibreOffice calculates the one, dxplan the other."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dxplan.collecting.form import Form
from dxplan.collecting.live import COMPLETE, NOT_ASKED, STILL, UNANSWERED
from dxplan.judging.items import Assessment, judge_plan
from dxplan.model import Item
from dxplan.model.scheme import UNJUDGED, UNRECORDED
from dxplan.output.forms import write
from dxplan.workspace.opening import TemplateFolder, open_plan
from tests.collecting.answered import answered, of_one_section
from tests.collecting.spreadsheets import (
    Calculated,
    calculated,
    fill,
    in_libreoffice,
    needs_libreoffice,
    where,
)
from tests.collecting.test_make import STEPS
from tests.conftest import HEAD, ITEM, ROOT

pytestmark = needs_libreoffice

PLANS = [
    *sorted((ROOT / "plans").glob("*/plan.toml")),
    *sorted((ROOT / "docs/examples").glob("**/plan.toml")),
]
#: What no plan of the repository has: bands of every measure, in % and in ポイント, means of points, sums over years.
MEASURES = """\
title = "戦略"
office = "情報政策課"
fiscal_year = 2020
years = ["R1", "R4"]
base_year = "H30"

[judgement]
formula = "expected"
round = "before"
digits = 0

[[judgement.verdict]]
label = "飛躍"
from = 120
achieved = true

[[judgement.verdict]]
label = "前年より良い"
above = 2
measure = "last_year"
achieved = true

[[judgement.verdict]]
label = "目標に近い"
measure = "target"
within = 10
achieved = true

[[judgement.verdict]]
label = "途上"
measure = "course"
from = -20
unit = "ポイント"

[[judgement.verdict]]
label = "横ばい"
measure = "baseline"
within = 5

[[judgement.verdict]]
label = "後退"
measure = "baseline"

[[direction]]
id = "kurashi"
name = "暮らし"
"""
MEAN_POINTS = """\
title = "戦略"
office = "情報政策課"
fiscal_year = 2020
years = ["R1", "R4"]
base_year = "H30"

[judgement]
formula = "A/T"
combine = "mean_points"

[[judgement.verdict]]
label = "A"
from = 100
points = 3
total = 2.5
achieved = true

[[judgement.verdict]]
label = "B"
from = 70
points = 1.5
total = 1
achieved = true

[[judgement.verdict]]
label = "C"
points = 0
total = 0

[[direction]]
id = "kurashi"
name = "暮らし"
"""
INDICATORS = """
[[item.indicator]]
name = "満足度"
unit = "%"
baseline = 50
target = { R2 = 60, R4 = 80 }
actual = { R1 = 55 }

[[item.indicator]]
name = "待ち時間"
unit = "点"
better = "lower"
baseline = 80
target = { R2 = 64, R4 = 40 }
actual = { R1 = 70 }
"""
SUM = """
[[item.indicator]]
name = "研修を受けた人"
unit = "人"
counting = "sum"
baseline = 1
target = { R2 = 300, R4 = 900 }
actual = { R1 = 120 }
"""
MADE = {
    "steps": HEAD + "\f" + ITEM + STEPS,
    "measures": MEASURES + "\f" + ITEM + INDICATORS + ITEM.replace("koho", "web") + SUM,
    "mean points": MEAN_POINTS
    + "\f"
    + ITEM
    + INDICATORS.replace('better = "lower"', 'better = "lower"\nformula = "T/A"')
    + ITEM.replace("koho", "web")
    + SUM,
}
#: How far actuals are from their targets, in percent, one after the other: all reached, none, and all kinds.
VARIANTS = {
    "reached": [100],
    "missed": [0],
    "mixed": [100, 99, 101, 80, 79, 50, 120, 0, 300],
    "under": [60, 95, 30],
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A plan as it will be judged, the form that was filled in, and what LibreOffice makes of it."""

    rows: tuple[Assessment, ...]
    form: Form
    shown: Calculated

    def text(self, row: int, key: str) -> str:
        return self.shown.texts.get(where(self.form, row, key), "")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Filled]:
    """Every plan of the repository, filled in in several ways and calculated by LibreOffice, in one start of it."""
    look = TemplateFolder(None).look()
    files, made = {}, {}
    folders = [head.parent for head in PLANS]
    for kind, text in MADE.items():
        folder = tmp_path_factory.mktemp(kind.replace(" ", "-"))
        for name, written in zip(("plan.toml", "kurashi.toml"), text.split("\f"), strict=True):
            (folder / name).write_text(written, encoding="utf-8")
        folders.append(folder)
    for folder in folders:
        plan = of_one_section(open_plan(str(folder))[0])
        if not any(isinstance(row, Item) for row in plan.rows):
            continue
        name = "+".join(folder.parts[-2:])
        for variant, percents in VARIANTS.items():
            after, form, typed = answered(plan, percents)
            files[f"{name}+{variant}"] = fill(write("xlsx", form, look), form, typed)
            made[f"{name}+{variant}"] = (judge_plan(after), form)
        files[f"{name}+empty"] = write("xlsx", form, look)
        made[f"{name}+empty"] = (judge_plan(plan), form)
    saved = in_libreoffice(tmp_path_factory.mktemp("lo"), files, "fods")
    return {name: Filled(*made[name], calculated(content)) for name, content in saved.items()}


def test_a_form_foretells_the_verdict_of_every_item_or_says_that_it_cannot(filled: dict[str, Filled]) -> None:
    foretold = unsaid = 0
    said = set()
    for name, each in filled.items():
        verdicts = {row.id: row for row in each.rows}
        for number, row in enumerate(each.form.rows):
            if "report" not in row.asked:
                continue
            text, judged = each.text(number, "verdict"), verdicts[row.item]
            if "判定します" in text or "判定しません" in text:
                unsaid += 1
            elif judged.computed == UNJUDGED:
                assert text.startswith("未判定"), (name, row.item, text)
            elif judged.verdict == UNRECORDED:
                assert "と出ます" in text, (name, row.item, text)
            else:
                foretold += 1
                said.add(name)
                assert text == judged.computed.label, (name, row.item, judged.rule)
    assert foretold > 1000
    assert said >= {name for name in filled if name.endswith(("+reached", "+mixed"))}
    assert unsaid < foretold / 10, unsaid


def test_only_what_is_asked_can_be_changed(filled: dict[str, Filled]) -> None:
    for name, each in filled.items():
        form = each.form
        rows = range(len(form.rows))
        cells = {where(form, number, column.key) for number in rows for column in form.columns}
        asked = {where(form, number, key) for number in rows for key in form.rows[number].asked}
        assert each.shown.protected, name
        assert each.shown.open & cells == asked, name


def test_a_row_says_whether_it_is_complete(filled: dict[str, Filled]) -> None:
    for name, each in filled.items():
        for number, row in enumerate(each.form.rows):
            text = each.text(number, "missing")
            if not row.asked - {"remarks"}:
                assert text == NOT_ASKED, (name, row.item)
            elif name.endswith("+empty"):
                recorded = any(row.cells.get(key) is not None for key in row.asked)
                assert recorded or text == UNANSWERED, (name, row.item)
            elif text != COMPLETE:  # what was not typed: why, and the plan's own fields
                missing = text.removeprefix(STILL).split()
                own = {c.heading for c in each.form.columns if c.own}
                assert set(missing) <= {"未達の理由", *own}, (name, row.item, text)
                verdict = next(v for v in each.rows if v.id == row.item).verdict
                assert ("未達の理由" in missing) is not verdict.achieved
