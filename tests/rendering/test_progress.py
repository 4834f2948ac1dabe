"""How far the bar goes that shows the progress of long work."""

from __future__ import annotations

from importlib import import_module

import pytest

from dxplan.handouts.report import make_report
from dxplan.model.handouts import handout_modules
from dxplan.output.formats import Listener, format_names, write
from dxplan.workspace.opening import TemplateFolder, open_plan
from tests.conftest import ROOT


@pytest.mark.parametrize("plan", ["2019", "aomori", "r4-r7-kpi", "dx-strategy"])
def test_every_writer_counts_all_rows_of_a_handout(plan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = make_report(open_plan(plan)[0])
    assert report.rows
    for name, module in handout_modules().items():
        handout = import_module(f"dxplan.handouts.{module}").make(report, "")
        assert handout.name == name
        for format_ in format_names():
            steps: list[int] = []
            write(format_, handout, TemplateFolder(None), Listener(steps.append, lambda _: None))
            assert sum(steps) == handout.size, (module, format_)
