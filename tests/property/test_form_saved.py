"""A form that LibreOffice has opened and saved is still the form."""

from __future__ import annotations

from pathlib import Path

from dxplan.collecting.making import make_forms, with_live_cells
from dxplan.judging.items import judge_plan
from dxplan.output.forms import write
from dxplan.workspace.opening import TemplateFolder, open_plan
from tests.collecting.spreadsheets import entries, in_libreoffice, needs_libreoffice, opened, where
from tests.conftest import ROOT

pytestmark = needs_libreoffice


def test_what_libreoffice_saves_is_still_the_form(tmp_path: Path) -> None:
    plan = open_plan(str(ROOT / "plans/2019"))[0]
    rows = judge_plan(plan)
    form = max(make_forms(plan, rows), key=lambda each: len(each.rows))
    form = with_live_cells(form, plan, {row.id: row for row in rows})
    content = write("xlsx", form, TemplateFolder(None).look())
    again = opened(in_libreoffice(tmp_path, {"form": content}, "xlsx")["form"])
    sheet = entries(again)
    assert [sheet[where(form, n, "stamp")].value for n in range(len(form.rows))] == [
        str(row.stamp) for row in form.rows
    ]
    assert again["dxplan"].sheet_state == "hidden"
    assert {row[0].value: row[1].value or "" for row in again["dxplan"]["A1:B8"]} == form.meta
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter
    checks = {check.type for check in sheet.data_validations.dataValidation}
    assert {"custom", "list"} <= checks
