"""A plan held against last year's: what was copied and not rewritten, and what no longer fits."""

from __future__ import annotations

import json

import pytest

from tests.conftest import HEAD, ITEM, MakeWorkspace

INDICATOR = '\n[[item.indicator]]\nname = "受講者数"\nunit = "人"\n'
RESULT = "\n[item.result]\ndone = true\n"


def found(workspace: MakeWorkspace, before: str, now: str, *arguments: str, head: str = "") -> list[str]:
    """Return the codes of what is said about this year's item beside last year's."""
    made = workspace(
        {
            "plans/2018/plan.toml": HEAD.replace("2019", "2018"),
            "plans/2018/kurashi.toml": before,
            "plans/2019/plan.toml": HEAD.replace("[[direction]]", f"{head}\n[[direction]]"),
            "plans/2019/kurashi.toml": now,
        }
    )
    data = json.loads(made.run("validate", "2019", "--format", "json", *arguments).out)
    return [finding["code"] for finding in data["diagnostics"]]


@pytest.mark.parametrize(
    ("before", "now", "codes"),
    [
        ("target = 1200\nactual = 1253", "target = 1250\nactual = 1253", ["DX481"]),
        ("target = 1000\nactual = 1253", "target = 1000\nactual = 1263", []),
        ("target = 1253\nactual = 1253", "target = 1253\nactual = 1253", []),  # as planned, again
        ("target = 10\nactual = 12", "target = 10\nactual = 12", []),  # a small number is often the same
        ("target = 200\nactual = 240", "target = 200\nactual = 400", ["DX483"]),
        ("target = 4\nactual = 4", "target = 8\nactual = 9", []),  # 125 % more, but only five
        ("target = 2000\nactual = 2400", "target = 2000\nactual = 2500", []),
        ("target = 500\nactual = 1120", "target = 500\nactual = 1100", ["DX487"]),
        ("target = 500\nactual = 480", "target = 200\nactual = 450", []),  # last year's was missed
    ],
)
def test_figures_beside_last_years(workspace: MakeWorkspace, before: str, now: str, codes: list[str]) -> None:
    reason = "\n[item.result]\ndone = true\n"
    missed = reason + 'reason = "台風のため"\n' if "480" in before else reason
    items = (ITEM + INDICATOR + before + "\n" + missed, ITEM + INDICATOR + now + "\n" + reason)
    assert found(workspace, *items) == codes


def test_an_indicator_with_another_name_is_held_against_last_years_by_its_id(
    workspace: MakeWorkspace,
) -> None:
    before = ITEM + INDICATOR + 'id = "jukosha"\ntarget = 500\nactual = 1120\n' + RESULT
    now = ITEM + INDICATOR + 'id = "jukosha"\ntarget = 500\nactual = 1100\n' + RESULT
    assert found(workspace, before, now.replace("受講者数", "参加者数")) == ["DX487"]


@pytest.mark.parametrize(
    ("report", "code"),
    [
        ("受講者は624人で、前年度比130%となった。", "DX480"),
        ("受講者は624人で、前年度比120%となった。", None),
        ("受講者は624人で、前年度比20%増となった。", None),
        ("受講者は624人となり、前年度より30%増えた。", "DX480"),
        ("受講者は624人となり、前年度より114人増えた。", "DX480"),
        ("受講者は624人となり、前年度（520人）より104人増えた。", None),
        ("受講者は624人となり、前年度の530人を上回った。", "DX480"),
        ("受講者は624人（対前年度比1.5倍）であった。", "DX480"),
        ("受講者は624人（対前年度比1.2倍）であった。", None),
        ("受講者は624人で、前年度を下回った。", "DX480"),
        ("受講者は624人で、前年度を上回った。", None),
        ("受講者は624人で、応募は18件、前年度比130%であった。", None),  # of something else
        ("受講者は624人で、前年度の約500人を上回った。", None),
    ],
)
def test_what_a_report_says_of_last_year(workspace: MakeWorkspace, report: str, code: str | None) -> None:
    items = [ITEM + INDICATOR + f"target = 600\nactual = {actual}\n" + RESULT for actual in (520, 624)]
    items[0] += 'reason = "台風のため"\n'
    assert found(workspace, items[0], f'{items[1]}report = "{report}"\n') == ([code] if code else [])


@pytest.mark.parametrize(
    ("report", "codes"),
    [
        ("新たに104人が受け、累計624人となった。", []),
        ("新たに104人が受け、累計634人となった。", ["DX435"]),
        ("新たに114人が受け、累計624人となった。", ["DX480"]),
    ],
)
def test_what_has_come_to_a_cumulative_figure(
    workspace: MakeWorkspace, report: str, codes: list[str]
) -> None:
    kept = ITEM + INDICATOR.replace("受講者数", "受講者数（累計）")
    before, now = (f"{kept}target = {n}\nactual = {n + 4}\n{RESULT}" for n in (516, 620))
    assert found(workspace, before, f'{now}report = "{report}"\n') == codes


@pytest.mark.parametrize(
    ("report", "codes"),
    [
        ("対面の講座に戻し、受講者は前年度の200人から400人に増えた。", []),
        ("対面の講座に戻し、受講者は400人となった。", ["DX483"]),
        ("対面の講座に戻し、講座200回で400人が受講した。", ["DX483"]),
    ],
)
def test_a_report_that_names_last_years_number_has_compared(
    workspace: MakeWorkspace, report: str, codes: list[str]
) -> None:
    items = [ITEM + INDICATOR + f"target = 200\nactual = {actual}\n" + RESULT for actual in (200, 400)]
    assert found(workspace, items[0], f'{items[1]}report = "{report}"\n') == codes


def test_how_far_is_far_is_declared_by_the_plan(workspace: MakeWorkspace) -> None:
    items = [ITEM + INDICATOR + f"target = 200\nactual = {actual}\n" + RESULT for actual in (240, 400)]
    assert found(workspace, *items, head="[checks]\nfar_percent = 80\n") == []


def test_how_many_units_are_far_is_declared_too(workspace: MakeWorkspace) -> None:
    items = [ITEM + INDICATOR + f"target = 4\nactual = {actual}\n" + RESULT for actual in (4, 9)]
    assert found(workspace, *items) == []
    assert found(workspace, *items, head="[checks]\nfar_units = 5\n") == ["DX483"]
    assert found(workspace, *items, head="[checks]\nfar_units = 5\nfar_percent = 200\n") == []


REPORT = "県内3会場で講座を開き、企業の担当者に情報の守り方を教えた。"


@pytest.mark.parametrize(
    ("before", "now", "codes"),
    [
        (ITEM + RESULT + f'report = "{REPORT}"\n', ITEM + RESULT + f'report = "{REPORT}"\n', ["DX482"]),
        (
            ITEM + RESULT + 'report = "適切に運用した。"\n',
            ITEM + RESULT + 'report = "適切に運用した。"\n',
            [],
        ),
        (ITEM, ITEM + 'new = "○"\n', ["DX484"]),
        (ITEM, ITEM + 'new = "一部"\n', []),
        (ITEM, ITEM.replace('"koho"', '"koho-jigyo"'), ["DX485"]),
        (ITEM, ITEM.replace('"koho"', '"kanko"').replace("広報事業", "観光事業"), []),
        (ITEM + INDICATOR + "target = 5\n", ITEM + INDICATOR.replace("人", "件") + "target = 5\n", ["DX486"]),
        (ITEM + INDICATOR + "target = 5\n", ITEM + INDICATOR.replace("人", "名") + "target = 5\n", []),
    ],
)
def test_what_was_left_in_and_what_was_changed(
    workspace: MakeWorkspace, before: str, now: str, codes: list[str]
) -> None:
    assert found(workspace, before, now) == codes


def test_without_a_plan_of_the_year_before_nothing_is_said(workspace: MakeWorkspace) -> None:
    made = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM + 'new = "○"\n'})
    assert made.run("validate", "2019", "--strict").code == 0


def test_another_plan_of_the_year_before_is_not_last_years(workspace: MakeWorkspace) -> None:
    made = workspace(
        {
            "plans/kanko/plan.toml": HEAD.replace("2019", "2018").replace(
                "ICTアクションプラン", "観光振興計画"
            ),
            "plans/kanko/kurashi.toml": ITEM,
            "plans/2019/plan.toml": HEAD,
            "plans/2019/kurashi.toml": ITEM + 'new = "○"\n',
        }
    )
    assert made.run("validate", "2019", "--strict").code == 0


def test_two_plans_of_one_fiscal_year(workspace: MakeWorkspace) -> None:
    made = workspace(
        {
            f"plans/{name}/{file}": text
            for name in ("2019", "2019-copy")
            for file, text in (("plan.toml", HEAD), ("kurashi.toml", ITEM))
        }
    )
    outcome = made.run("validate", "2019")
    assert "DX488" in outcome.out
    assert "plans/2019-copy" in outcome.out


@pytest.mark.parametrize(
    ("before", "now", "codes"),
    [
        ("target = 1200\nactual = 1253", "target = 1250\nactual = { H30 = 1235, R1 = 1301 }", ["DX489"]),
        ("target = 1200\nactual = 1253", "target = 1250\nactual = { H30 = 1253, R1 = 1301 }", []),
        (
            'target = 1200\nactual = 1253\nprovisional = "確定は8月"',
            "target = 1250\nactual = { H30 = 1235, R1 = 1301 }",
            [],
        ),
        (
            "baseline = 980\ntarget = 1200\nactual = 1253",
            "baseline = 890\ntarget = 1250\nactual = 1301",
            ["DX489"],
        ),
        ("baseline = 980\ntarget = 1200\nactual = 1253", "baseline = 980\ntarget = 1250\nactual = 1301", []),
        # a base that moves on with the years
        ("baseline = 980\ntarget = 1200\nactual = 1253", "baseline = 1253\ntarget = 1350\nactual = 1401", []),
    ],
)
def test_a_figure_that_was_published_and_is_another_now(
    workspace: MakeWorkspace, before: str, now: str, codes: list[str]
) -> None:
    items = (ITEM + INDICATOR + before + "\n" + RESULT, ITEM + INDICATOR + now + "\n" + RESULT)
    assert found(workspace, *items, head='years = ["H30", "R1"]\n') == codes
