"""The form as LibreOffice opens it: what can be changed in it, and what it says while it is filled in.

All workbooks are opened in one start of the program, which takes longer than all of them.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from dxplan.collecting.form import Form
from dxplan.collecting.live import COMPLETE
from dxplan.collecting.making import make_forms, with_live_cells
from dxplan.judging.items import judge_plan
from dxplan.output.forms import write
from dxplan.recording.questions import told_last_year
from dxplan.workspace.opening import TemplateFolder, open_plan
from tests.collecting.answered import answered, of_one_section
from tests.collecting.spreadsheets import (
    Calculated,
    calculated,
    entries,
    fill,
    in_libreoffice,
    needs_libreoffice,
    opened,
    where,
)
from tests.conftest import ROOT

pytestmark = needs_libreoffice

#: With a target, with several, without any, a share, a 再掲.
ITEMS = ("ar-tourism", "open-data", "governor-live", "e-bidding", "mobile-area-sangyo")
#: What is typed as the actual of an item with a target of 700件, 700件 a year before, and what as remark.
FAR = {
    "near": (1049, None),
    "far": (1050, None),
    "down": (350, None),
    "told": (1050, "災害のため"),
}
#: What is typed as the actual of a share of which all is the target.
SHARES = {"counts": "3123/3367", "whole": 100, "percent": 1, "pending": "集計中", "words": "たくさん"}


@pytest.fixture(scope="module")
def form() -> Form:
    """A form of some items of the 2019 plan, with a year before in which all targets were hit."""
    plan = of_one_section(open_plan(str(ROOT / "plans/2019"))[0])
    before = answered(plan, [100])[0]
    rows = [row for row in judge_plan(plan) if row.id in ITEMS]
    told = told_last_year(before)
    (form,) = make_forms(plan, rows, last_year=told)
    return with_live_cells(form, plan, {row.id: row for row in rows}, told)


@pytest.fixture(scope="module")
def shown(form: Form, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Calculated]:
    content = write("xlsx", form, TemplateFolder(None).look())
    files = {"empty": content}
    at = place(form, "ar-tourism")
    for name, (value, remark) in FAR.items():
        typed: dict[tuple[int, str], Any] = {(at, "actual"): value, (at, "remarks"): remark}
        files[name] = fill(content, form, {**typed, (at, "done"): "計画どおり", (at, "report"): "した。"})
    at = place(form, "e-bidding")
    for name, share in SHARES.items():
        files[name] = fill(content, form, {(at, "actual"): share})
    book, percent = opened(files["percent"]), BytesIO()
    entries(book)[where(form, at, "actual")].number_format = "0%"
    book.save(percent)
    files["percent"] = percent.getvalue()
    saved = in_libreoffice(tmp_path_factory.mktemp("lo"), files, "fods")
    return {name: calculated(each) for name, each in saved.items()}


def place(form: Form, item: str) -> int:
    return next(number for number, row in enumerate(form.rows) if row.stamp.row == item)


def test_exactly_what_is_asked_can_be_changed(form: Form, shown: dict[str, Calculated]) -> None:
    rows = range(len(form.rows))
    cells = {where(form, number, column.key) for number in rows for column in form.columns}
    asked = {where(form, number, key) for number in rows for key in form.rows[number].asked}
    assert shown["empty"].protected
    assert shown["empty"].open & cells == asked


def test_a_number_far_from_last_years_asks_why(form: Form, shown: dict[str, Calculated]) -> None:
    at = place(form, "ar-tourism")
    assert form.rows[at].cells["previous"] == "700件"
    far, missing = where(form, at, "far"), where(form, at, "missing")
    assert far not in shown["near"].texts
    for name in ("far", "down"):
        said = "前年度の700件から大きく変わっています。備考に事情を書いてください。"
        assert shown[name].texts[far] == said
        assert "備考（前年度との差）" in shown[name].texts[missing]
    assert shown["told"].texts[far] == "前年度から大きく変わっています（備考あり）。"
    assert shown["told"].texts[missing] == COMPLETE


def test_shares_are_understood_as_they_are_typed(form: Form, shown: dict[str, Calculated]) -> None:
    at = place(form, "e-bidding")
    waits = "実績値が揃うと出ます。"
    assert {name: shown[name].texts.get(where(form, at, "verdict")) for name in SHARES} == {
        "counts": "未達",
        "whole": "目標達成",
        "percent": "目標達成",
        "pending": waits,
        "words": waits,
    }
    assert "実績値（数字で）" in shown["words"].texts[where(form, at, "missing")]
    assert "実績値" not in shown["pending"].texts[where(form, at, "missing")]
