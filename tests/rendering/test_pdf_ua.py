"""veraPDF finds nothing in the PDF of any handout."""

from __future__ import annotations

import shutil

import pytest

from tests import verapdf
from tests.conftest import ITEM, ROOT, MakeWorkspace
from tests.rendering.one_item import DONE, made_of
from tests.setting import pdf_missing

if missing := pdf_missing() or verapdf.why_not():
    pytest.skip(missing, allow_module_level=True)

import pikepdf

MORE = ITEM.replace("koho", "kocho") + '[item.result]\ndone = false\nreason = "台風のため。"\n'


def test_verapdf_finds_nothing_in_any_handout_nor_in_all_of_them_in_one(workspace: MakeWorkspace) -> None:
    from dxplan.model.handouts import handout_modules

    made = made_of(workspace, f"{ITEM}{DONE}\n{MORE}")
    for year in ("2020", "2021"):
        shutil.copytree(ROOT / "plans" / year, made.path / "plans" / year)
    named = [name for name in handout_modules() if name not in ("データ", "正誤表")]
    documents = "".join(
        f'[[document]]\nlabel = "資料{number}"\nplans = ["plans/2019"]\nhandout = "{name}"\n'
        for number, name in enumerate(named)
    )
    review = (
        '[[document]]\nlabel = "総"\nplans = ["plans/2019", "plans/2020", "plans/2021"]\nhandout = "総括"\n'
    )
    made.write("pack.toml", f'title = "会議"\ndate = "2020-06-18"\n{documents}{review}')
    outcome = made.run("render", "--pack", "pack.toml", "--format", "pdf", "--draft")
    assert outcome.code == 0, outcome.err
    files = sorted((made.path / "out/pack").glob("*.pdf"))
    assert len(files) == len(named) + 3
    broken = made.path / "broken.pdf"
    with pikepdf.open(files[0]) as document:
        del document.Root.Lang
        document.save(broken)
    found = verapdf.findings(broken, *files)
    assert any("Natural language" in line for line in found)
    assert [line for line in found if not line.startswith(str(broken))] == []
