"""調査票 as data: who is asked what, and by what a row is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dxplan.collecting.form import IDENTITY, Stamp
from dxplan.collecting.making import By, make_forms
from dxplan.format.reading.ledger import read_ledger
from dxplan.format.writing import write_ledger
from dxplan.judging.items import judge_plan
from dxplan.model.ledger import Ledger, SentForm
from dxplan.workspace.opening import open_plan

if TYPE_CHECKING:
    from dxplan.collecting.form import Form
    from tests.conftest import Workspace

PLANS = Path(__file__).parents[2] / "plans"


def forms_of(name: str, by: By = By.SECTION) -> tuple[Form, ...]:
    plan = open_plan(str(PLANS / name))[0]
    return make_forms(plan, judge_plan(plan), by=by)


def test_every_row_is_asked_of_everyone_who_answers_for_it() -> None:
    plan = open_plan(str(PLANS / "2019"))[0]
    wanted = {
        (str(department), row.id)
        for row in judge_plan(plan)
        for department in row.item.departments
        if row.item.excluded is None
    }
    assert {(form.section, row.stamp.row) for form in forms_of("2019") for row in form.rows} == wanted


def test_a_form_of_a_bureau_has_each_row_once() -> None:
    forms = forms_of("2019", By.BUREAU)
    assert all(" " not in form.section for form in forms)
    for form in forms:
        stamps = [(row.stamp.row, row.stamp.place) for row in form.rows]
        assert len(stamps) == len(set(stamps))


def test_each_row_of_all_forms_has_a_stamp_of_its_own_that_reads_back() -> None:
    stamps = [row.stamp for form in forms_of("r4-r7-kpi") + forms_of("2019") for row in form.rows]
    assert len(set(map(str, stamps))) == len(stamps)
    assert [Stamp.parse(f" {stamp}\n") for stamp in stamps] == stamps
    assert Stamp.parse("12") is None


def test_a_stamp_fits_its_cells_in_any_width_and_no_others() -> None:
    row = next(r for f in forms_of("2019") for r in f.rows if r.cells.get("target"))
    told = {key: str(row.cells.get(key) or "") for key in IDENTITY}
    assert row.stamp.fits(told)
    assert row.stamp.fits(
        {**told, "goal": f"{told['goal']}  \r\n", "target": told["target"].replace(",", "")}
    )
    for key in IDENTITY:
        assert not row.stamp.fits({**told, key: "別のもの"})
    assert not row.stamp._replace(section="総務部 別の課").fits(told)


def test_a_repost_is_shown_and_asked_once() -> None:
    plan = open_plan(str(PLANS / "2019"))[0]
    reposts = {row.id for row in judge_plan(plan) if row.repost}
    rows = [row for form in forms_of("2019") for row in form.rows]
    assert reposts
    assert not any(row.asked for row in rows if row.stamp.row in reposts)
    assert {row.item for row in rows if row.stamp.row in reposts} <= {row.item for row in rows if row.asked}


def test_the_version_changes_with_what_is_asked_and_with_nothing_else(real: Workspace) -> None:
    def versions() -> dict[str, str]:
        plan = open_plan(str(real.path / "plans/2019"))[0]
        return {form.section: form.version for form in make_forms(plan, judge_plan(plan))}

    before = versions()
    assert len(before) > 30
    file = "plans/2019/fukko.toml"
    text = real.read(file)
    at = text.index("report = ")
    real.write(file, text[:at] + 'wording = "よく出来た"\n' + text[at:])
    assert versions() == before
    real.write(file, text.replace("target = 12\n", "target = 13\n", 1))
    after = versions()
    changed = [section for section in before if before[section] != after[section]]
    assert len(changed) == 1


def test_what_was_sent_is_read_back_as_it_was_written() -> None:
    ledger = Ledger(
        forms=(
            SentForm("総務部 広報課", "0f3a5b7c9d1e2f30", date(2020, 4, 1), date(2020, 4, 24)),
            SentForm("議会事務局", "1f3a5b7c9d1e2f30", date(2020, 4, 1), None),
        )
    )
    text = write_ledger(ledger)
    assert read_ledger("ledger.toml", text.encode())[:2] == (ledger, ())
    assert "sent = 2020-04-01\n" in text
    again, findings, _ = read_ledger("ledger.toml", text.replace("sent =", "snet =", 1).encode())
    assert again is None
    assert [finding.code for finding in findings] == ["DX203"]
