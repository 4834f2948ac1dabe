"""未達一覧: every row of which a committee must know more than its verdict, with the reason that was recorded."""

from __future__ import annotations

import io
from collections.abc import Callable

from openpyxl import load_workbook

from tests.conftest import ITEM, ROOT, Workspace

Small = Callable[[str], Workspace]
LIST = "未達一覧"
COUNTED = ITEM.replace("広報誌を発行する。", "広報誌を配る。").replace('"koho"', '"kohoshi"') + (
    '\n[[item.indicator]]\nname = "配布数"\nunit = "部"\ntarget = 300\n'
)


def listed(workspace: Workspace, name: str = "実施結果") -> list[list[str]]:
    """Return the rows of the sheet, without its headings of columns."""
    page = load_workbook(io.BytesIO((workspace.path / f"out/2019/{name}.xlsx").read_bytes()))[LIST]
    return [
        [str(value) for value in row if value is not None]
        for row in page.iter_rows(min_row=3, values_only=True)
    ]


def test_every_reason_of_the_real_plan_is_on_paper(real: Workspace) -> None:
    real.run("render", "2019")
    found = listed(real)
    assert found[0] == ["未達（15件）"]
    assert found[1] == [
        "1-6", "帰還支援アプリ利用推進事業", "未達", "情報提供の回数：3回 → 1回", "市町村の依頼による更新が1回にとどまった。",
        "企画調整部 情報政策課",
    ]  # fmt: skip
    assert all(len(row) == 6 for row in found[1:16])
    assert found[16] == ["人が判定を変えた項目（2件）"]
    assert found[18][:4] == [
        "4-8", "県民の安全・安心を守るネットワーク構築事業", "計画どおり実施",
        "数字による判定：未達\n受講者数：300名 → 108名\nWeb動画：2本 → 2本",
    ]  # fmt: skip
    assert "受講者数は目標に届かなかったが" in found[18][4]
    markdown = real.read("out/2019/実施結果.md")
    reasons = [row[4].replace("\n", "<br>") for row in (*found[1:16], *found[17:])]
    assert all(reason in markdown for reason in reasons)
    assert [line for line in markdown.splitlines() if line.startswith("### 未達（15件）")]


def test_an_item_without_numbers_shows_what_was_wanted_and_what_came_of_it(small: Small) -> None:
    not_done = '\n[item.result]\ndone = false\nreport = "{}"\nreason = "入札をやり直した。"\n\n'
    long = "".join(f"{place}の窓口に端末を置き、" for place in "東西南北中" * 2) + "使い始める。"
    made = small(
        ITEM
        + not_done.format("原稿を書いた。")
        + ITEM.replace('"koho"', '"naga"').replace("広報誌を発行する。", long)
        + not_done.format("").replace('report = ""\n', "")
        + COUNTED
        + "actual = 320\n"
        + not_done.format("配った。")
        + ITEM.replace('"koho"', '"kaeta"')
        + not_done.format("原稿を書いた。")
        + '[item.result.override]\nverdict = "計画どおり実施"\nreason = "次の号に載せた。"\n'
    )
    assert made.run("render", "2019").code == 0
    assert [row[3] for row in listed(made) if len(row) > 3] == [
        "広報誌を発行する。\n→ 原稿を書いた。",
        f"{long[:60]}…\n→ －",
        "配布数：300部 → 320部\n広報誌を配る。\n→ 配った。",
        "変える前の判定：未達\n広報誌を発行する。\n→ 原稿を書いた。",
    ]
    assert "| 広報誌を発行する。<br>→ 原稿を書いた。 |" in made.read("out/2019/実施結果.md")


def test_targets_of_later_years_say_when_they_are_due(real: Workspace) -> None:
    real.run("render", "2019")
    assert next(row[3] for row in listed(real) if row[0] == "3-5").splitlines()[1] == (
        "安定雇用者数：500人以上（R2年度まで） → 35人"
    )


def test_provisional_figures_what_is_still_counted_and_what_is_out_say_why(small: Small) -> None:
    made = small(
        COUNTED + 'actual = 320\nprovisional = "9月に確定する。"\n'
        '\n[item.result]\ndone = true\nreport = "配った。"\n\n'
        + COUNTED.replace("kohoshi", "hayai").replace("広報事業", "速報事業")
        + 'actual = "集計中"\n\n'
        + ITEM.replace('"koho"', '"yameta"')
        .replace("広報事業", "中止事業")
        .replace("overview", 'excluded = "国の制度がなくなった。"\noverview')
    )
    assert made.run("render", "2019", "--draft").code == 0
    assert listed(made, "実施結果（案）") == [
        ["速報値・集計中の実績（2件）"],
        ["1-1", "広報事業", "目標達成", "配布数：300部 → 320部", "速報値：9月に確定する。", "総務部 広報課"],
        ["1-2", "速報事業", "未記録", "配布数：300部 → 集計中", "集計中", "総務部 広報課"],
        ["対象外（1件）"],
        ["1-3", "中止事業", "対象外", "国の制度がなくなった。", "総務部 広報課"],
        ["未記録（1件）"],
        ["1-2", "速報事業", "未記録", "総務部 広報課"],
    ]  # fmt: skip


def test_where_reposts_are_not_counted_the_list_has_as_many_rows_as_the_totals(real: Workspace) -> None:
    head = real.read("plans/2019/plan.toml").replace('reposts = "count"', 'reposts = "skip"')
    real.write("plans/2019/plan.toml", head)
    real.run("render", "2019")
    found = listed(real)
    assert found[0] == ["未達（14件）"]
    assert not any("（再掲）" in cell for row in found for cell in row)


def test_a_plan_that_reached_everything_has_no_list(small: Small) -> None:
    made = small(ITEM + '\n[item.result]\ndone = true\nreport = "行った。"\n')
    made.run("render", "2019")
    workbook = load_workbook(io.BytesIO((made.path / "out/2019/実施結果.xlsx").read_bytes()))
    assert LIST not in workbook.sheetnames
    assert LIST not in made.read("out/2019/実施結果.md")


def test_a_column_may_show_the_reason_and_why_a_verdict_was_changed(small: Small) -> None:
    override = '\n[item.result.override]\nverdict = "目標達成"\nreason = "雨で集計できない分がある。"\n'
    made = small(
        COUNTED
        + 'actual = 200\n\n[item.result]\ndone = true\nreport = "配った。"\nreason = "紙が足りない。"\n'
        + override
    )
    look = "".join(
        f'[[column]]\nfield = "{field}"\nheading = "{field}"\nwidth = 30\n'
        for field in ("reason", "overruled")
    )
    text = (ROOT / "templates/results.toml").read_text(encoding="utf-8")
    made.write("templates/results.toml", text.partition("[[column]]")[0] + look)
    assert made.run("render", "2019").code == 0
    page = load_workbook(io.BytesIO((made.path / "out/2019/実施結果.xlsx").read_bytes()))["1 暮らし"]
    assert [cell.value for cell in page[3]] == [
        "紙が足りない。", "数字では未達。雨で集計できない分がある。"
    ]  # fmt: skip


def test_a_row_without_a_number_has_its_name_and_no_id(small: Small) -> None:
    goal = ITEM.replace('"koho"', '"rodo-seisansei"').replace(
        'name = "広報事業"', 'name = "労働生産性"\nkind = "goal"'
    )
    target = (
        '\n[[item.indicator]]\nname = "総生産"\nunit = "円"\ntarget = 12\nprovisional = "暫定"\nactual = 10\n'
    )
    done = '\n[item.result]\ndone = true\nreport = "行った。"\n\n'
    reason = '\n[item.result.override]\nverdict = "目標達成"\nreason = "災害のため。"\n'
    made = small(ITEM + done + goal + target + done + reason)
    made.run("render", "2019", "--draft")
    page = load_workbook(io.BytesIO((made.path / "out/2019/実施結果（案）.xlsx").read_bytes()))["未達一覧"]
    (row,) = [cells for cells in page.iter_rows() if cells[1].value == "労働生産性"]
    assert not row[0].value
    assert row[1].hyperlink is not None
    assert "| | [労働生産性](" in made.read("out/2019/実施結果（案）.md")


def test_nothing_is_missing_before_anything_is_recorded(small: Small) -> None:
    made = small(ITEM + "\n" + ITEM.replace('"koho"', '"kocho"'))
    made.run("render", "2019", "--draft")
    assert "未達一覧" not in made.read("out/2019/実施結果（案）.md")
    made = small(
        ITEM + '\n[item.result]\ndone = true\nreport = "行った。"\n\n' + ITEM.replace('"koho"', '"kocho"')
    )
    made.run("render", "2019", "--draft")
    assert "未記録（1件）" in made.read("out/2019/実施結果（案）.md")
