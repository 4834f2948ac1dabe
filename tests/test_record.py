"""Recording: what it understood, what it wrote, and that nothing else changed."""

from __future__ import annotations

import difflib
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dxplan.format.reading import PlanText, read_plan
from dxplan.judging.items import judge_plan
from dxplan.model.findings import DxplanError, InvalidPlan
from dxplan.recording.answers import Answer
from dxplan.recording.changes import Change, make_change
from dxplan.recording.questions import Question, ask
from dxplan.values.quantities import parse_quantity
from dxplan.workspace.locking import locked
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace
from tests.terminals import at_terminal

if TYPE_CHECKING:
    from dxplan.recording.questions import Talk

Small = Callable[[str], Workspace]

INDICATOR = """
[[item.indicator]]
name = "研修"
unit = "回"
target = 12
"""
SECOND = """
[[item.indicator]]
name = "参加者数"
unit = "人"
target = 300
"""
PARTS = """
[[item.indicator]]
name = "正答率"
unit = "%"
parts = ["国語", "算数"]
target = [80, 70]
"""
NEXT = """
# 次の項目は別の課
[[item]]
id = "kocho"
name = "広聴事業"
departments = ["総務部 県民相談課"]
"""
KURASHI = "plans/2019/kurashi.toml"


def changed(before: str, after: str) -> list[str]:
    """Return the lines that were removed and added."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"]


def test_a_result_is_added_and_nothing_else_changes(small: Small) -> None:
    made = small(ITEM + INDICATOR + NEXT)
    before = made.read(KURASHI)
    outcome = made.run(
        "record", "plans/2019", "1-1", "--actual", "12", "--done", "--report", "研修会を開いた。"
    )
    assert (outcome.code, outcome.out) == (0, "")
    assert "判定: 未記録 → 目標達成" in outcome.err
    assert changed(before, made.read(KURASHI)) == [
        "+ actual = 12\n",
        "+ \n",
        "+ [item.result]\n",
        "+ done = true\n",
        '+ report = "研修会を開いた。"\n',
    ]


def test_an_existing_value_is_replaced_in_its_place(small: Small) -> None:
    made = small(ITEM + INDICATOR + "actual = 3  # 速報\n" + NEXT)
    before = made.read(KURASHI)
    assert made.run("record", "2019", "koho", "--actual", "１２回", "--yes").code == 0
    assert changed(before, made.read(KURASHI)) == ["- actual = 3  # 速報\n", "+ actual = 12  # 速報\n"]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_bom_stay(small: Small, bom: bytes) -> None:
    made = small("")
    before = bom + (ITEM + INDICATOR + NEXT).replace("\n", "\r\n").encode()
    made.write(KURASHI, before)
    assert made.run("record", "2019", "koho", "--actual", "12", "--report", "一行目\n二行目").code == 0
    after = (made.path / KURASHI).read_bytes()
    assert after.startswith(bom + b"[[item]]\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert 'report = """\r\n一行目\r\n二行目"""\r\n' in after.decode("utf-8-sig")
    assert made.run("list", "2019", "--text", "一行目").err == "1項目\n"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("12", "12"),
        ("1,739,378件", "1739378"),
        ("１２．５", "12.5"),
        ("26億2,652万件", '"26億2,652万件"'),
        ("約24,000", '"約24,000"'),
        ("▲3", '"▲3"'),
        ("3123/3367", "{ numerator = 3123, denominator = 3367 }"),
        ("集計中", '"集計中"'),
    ],
)
def test_actuals_are_written_as_they_are_meant(small: Small, typed: str, written: str) -> None:
    made = small(ITEM + INDICATOR.replace("回", "件"))
    assert made.run("record", "2019", "koho", "--actual", typed).code == 0
    assert f"actual = {written}\n" in made.read(KURASHI)


def test_several_indicators_are_named(small: Small) -> None:
    made = small(ITEM + INDICATOR + SECOND)
    outcome = made.run(
        "record", "2019", "koho", "--actual", "研修=12", "--actual", "参加=108", "--reason", "台風"
    )
    assert outcome.code == 0
    assert "・研修目標達成 ／ ・参加者数目標300人に対し、108人" in outcome.err
    assert made.read(KURASHI).index("actual = 12") < made.read(KURASHI).index("actual = 108")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--actual", "12"], "この項目には指標が複数あり、どの実績値か分かりません。"),
        (["--actual", "会議=12"], "指標「会議」はありません。"),
        (["--actual", "研修=たくさん"], "「たくさん」を実績値として読めません。"),
        (["--actual", "研修=12以上"], "「12以上」を実績値として読めません。"),
        (["--override", "未達"], "DX307 判定を変えた理由がありません。"),
        (["--override-reason", "台風"], "判定を変える理由だけがあります。"),
        (["--actual", "研修=3件"], "「3件」の単位は「件」ですが、この指標の単位は「回」です。"),
        (["--provisional"], "速報値にする実績値がありません。"),
        (["--reason", "  "], "DX205"),
    ],
)
def test_what_would_not_validate_is_refused_and_nothing_written(
    small: Small, arguments: list[str], message: str
) -> None:
    made = small(ITEM + INDICATOR + SECOND)
    before = made.files()
    outcome = made.run("record", "2019", "koho", *arguments)
    assert outcome.code in (1, 2)
    assert message in outcome.err
    assert made.files() == before


RECORDED = """
[item.result]
done = true
report = "研修会を開いた。"
reason = "台風のため。"

[item.result.override]
verdict = "計画どおり実施"
reason = "一回は延期。"
"""


class TestWhatIsRecordedAlready:
    def test_it_is_not_replaced_unseen(self, small: Small) -> None:
        made = small(ITEM + INDICATOR.replace("12", "10,000").replace("10,000", "10000") + "actual = 12870\n")
        before = made.files()
        outcome = made.run("record", "2019", "koho", "--actual", "研=5")
        assert outcome.code == 2
        assert outcome.err.splitlines()[1:4] == [
            "  書き換え: 研修「12,870回」 → 「5回」",
            "  ・研修：5回",
            "  判定: 目標達成 → 未達（目標10,000回に対し、5回）",
        ]
        assert outcome.err.endswith(
            "エラー: 記録のある値が変わるので、書き込んでいません。\n"
            "  ヒント: よければ --yes を付けてください。変わる行は --dry-run で見られます。\n"
        )
        assert made.files() == before
        assert made.run("record", "2019", "koho", "--actual", "研=5", "--yes").code == 0
        assert "actual = 5\n" in made.read(KURASHI)

    def test_a_quotient_that_prints_the_same_is_another_value(self, small: Small) -> None:
        made = small(
            ITEM + INDICATOR.replace("回", "%") + "actual = { numerator = 3123, denominator = 3367 }\n"
        )
        outcome = made.run("record", "2019", "koho", "--actual", "3124/3367")
        assert "書き換え: 研修「3,123/3,367」 → 「3,124/3,367」" in outcome.err
        assert outcome.code == 2

    @pytest.mark.parametrize("arguments", [["--actual", "12"], ["--report", "研修会を開いた。"], ["--done"]])
    def test_saying_the_same_again_needs_no_yes(self, small: Small, arguments: list[str]) -> None:
        made = small(ITEM + INDICATOR + "actual = 12\n" + RECORDED)
        before = made.files()
        assert made.run("record", "2019", "koho", *arguments).code == 0
        assert made.files() == before

    def test_what_was_still_awaited_comes_without_a_yes(self, small: Small) -> None:
        made = small(ITEM + INDICATOR + 'actual = "集計中"\n')
        assert made.run("record", "2019", "koho", "--actual", "12").code == 0

    def test_one_value_hit_twice_is_refused(self, small: Small) -> None:
        made = small(ITEM + INDICATOR + SECOND)
        before = made.files()
        outcome = made.run("record", "2019", "koho", "--actual", "研修=12", "--actual", "研=13")
        assert outcome.code == 2
        assert "指標「研修」の実績値が二つあります（12 と 13）。" in outcome.err
        assert made.files() == before

    @pytest.mark.parametrize(
        ("word", "gone"),
        [
            ("reason", ['- reason = "台風のため。"\n']),
            ("report", ['- report = "研修会を開いた。"\n']),
            ("actual", ["- actual = 12\n"]),
            (
                "override",
                [
                    "- [item.result.override]\n",
                    '- verdict = "計画どおり実施"\n',
                    '- reason = "一回は延期。"\n',
                    "- \n",
                ],
            ),
        ],
    )
    def test_it_can_be_cleared(self, small: Small, word: str, gone: list[str]) -> None:
        made = small(ITEM + INDICATOR + "actual = 12\n" + RECORDED + NEXT)
        before = made.read(KURASHI)
        outcome = made.run("record", "2019", "koho", "--clear", word)
        assert outcome.code == 2
        assert "→ なし" in outcome.err
        assert made.run("record", "2019", "koho", "--clear", word, "--yes").code == 0
        assert changed(before, made.read(KURASHI)) == gone

    def test_a_table_that_is_left_empty_goes_too_and_comments_stay(self, small: Small) -> None:
        made = small(ITEM + "\n[item.result]\n# 課長に確認\ndone = true  # 電話で\n" + NEXT)
        assert made.run("record", "2019", "koho", "--clear", "done", "--yes").code == 0
        assert made.read(KURASHI) == ITEM + "# 課長に確認\n# 電話で\n" + NEXT

    @pytest.mark.parametrize(
        "result", ['{ done = true, reason = "台風" }', '{ reason = "台風", done = true }']
    )
    def test_it_is_cleared_out_of_braces_too(self, small: Small, result: str) -> None:
        made = small(ITEM + f"result = {result}\n")
        assert made.run("record", "2019", "koho", "--clear", "reason", "--yes").code == 0
        assert "result = { done = true }\n" in made.read(KURASHI)

    def test_a_final_value_is_no_longer_provisional(self, small: Small) -> None:
        made = small(ITEM + INDICATOR + 'actual = 11\nprovisional = "8月に確定"\n')
        outcome = made.run("record", "2019", "koho", "--actual", "12", "--yes")
        assert "書き換え: 研修の速報値の理由「8月に確定」 → なし" in outcome.err
        assert made.read(KURASHI) == ITEM + INDICATOR + "actual = 12\n"

    def test_a_new_provisional_value_stays_one(self, small: Small) -> None:
        made = small(ITEM + INDICATOR + 'actual = 11\nprovisional = "8月に確定"\n')
        assert made.run("record", "2019", "koho", "--actual", "12", "--provisional", "--yes").code == 0
        assert 'provisional = "確定前の値"\n' in made.read(KURASHI)

    def test_what_cannot_be_cleared_is_told(self, small: Small) -> None:
        outcome = small(ITEM).run("record", "2019", "koho", "--clear", "goal")
        assert outcome.code == 2
        assert "--clear に「goal」は使えません。" in outcome.err


class TestWhichItem:
    @pytest.mark.parametrize("called", ["1-1", "koho", "広報事業", "広報", "１－１"])
    def test_by_id_number_or_part_of_the_name(self, small: Small, called: str) -> None:
        made = small(ITEM + NEXT)
        assert made.run("record", "2019", called, "--done").code == 0
        assert made.read(KURASHI).index("done = true") < made.read(KURASHI).index('id = "kocho"')

    def test_several_are_listed(self, small: Small) -> None:
        made = small(ITEM + NEXT)
        outcome = made.run("record", "2019", "事業", "--done")
        assert outcome.code == 2
        assert "「事業」にあてはまる項目が2つあります。" in outcome.err
        assert "番号か id で選んでください: 1-1 広報事業、1-2 広聴事業。" in outcome.err

    def test_a_repost_is_no_second_one(self, small: Small) -> None:
        made = small(ITEM + '\n[[item]]\nid = "again"\nrepost_of = "koho"\n')
        assert made.run("record", "2019", "広報", "--done").code == 0


class TestWhichSection:
    @pytest.mark.parametrize("command", [["record", "2019"], ["list", "2019"]])
    def test_an_unknown_one_is_no_finished_one(self, small: Small, command: list[str]) -> None:
        outcome = small(ITEM + NEXT).run(*command, "--section", "県民相談室")
        assert outcome.code == 2
        assert "「県民相談室」という部局や課は、この計画にありません。" in outcome.err
        assert "「県民相談課」の間違いではありませんか。" in outcome.err

    def test_an_unknown_direction_is_no_empty_one(self, small: Small) -> None:
        made = small(ITEM)
        outcome = made.run("list", "2019", "--direction", "kurasi")
        assert outcome.code == 2
        assert "「kurashi」の間違いではありませんか。" in outcome.err
        assert made.run("list", "2019", "--direction", "1").code == 0

    def test_what_another_section_has_recorded_of_a_shared_item_is_named(self, small: Small) -> None:
        made = small(
            ITEM.replace('"総務部 広報課"', '"総務部 広報課", "総務部 県民相談課"')
            + '\n[item.result]\nreport = "広報課で書いた。"\ndone = true\n'
            + NEXT
        )
        outcome = made.run("record", "2019", "--section", "県民相談課", stdin="q\n")
        assert "［1/1］ 1-2 広聴事業" in outcome.err
        assert "ほかの課と一緒の項目で、すでに記録のあるもの" in outcome.err
        assert "  1-1 広報事業\n" in outcome.err


@pytest.mark.parametrize(("typed", "written"), [("12名", "12"), ("約1,200名", '"約1,200人"')])
def test_units_that_count_the_same_are_taken(small: Small, typed: str, written: str) -> None:
    made = small(ITEM + INDICATOR.replace("回", "人"))
    assert made.run("record", "2019", "koho", "--actual", typed).code == 0
    assert f"actual = {written}\n" in made.read(KURASHI)


def test_an_invalid_plan_is_not_recorded_into(small: Small) -> None:
    made = small(ITEM + "targte = 3\n")
    before = made.files()
    outcome = made.run("record", "2019", "koho", "--done")
    assert outcome.code == 1
    assert "DX203" in outcome.err
    assert made.files() == before


def test_an_overrule_is_recorded_with_its_reason(small: Small) -> None:
    made = small(ITEM + INDICATOR)
    arguments = [
        "--actual",
        "11",
        "--done",
        "--override",
        "計画どおり実施",
        "--override-reason",
        "一回は延期",
    ]
    assert made.run("record", "2019", "koho", *arguments).code == 0
    assert made.read(KURASHI).endswith(
        '[item.result]\ndone = true\n\n[item.result.override]\nverdict = "計画どおり実施"\nreason = "一回は延期"\n'
    )


def test_a_provisional_actual_is_marked_in_the_handout(small: Small) -> None:
    made = small(ITEM + INDICATOR)
    arguments = ["--actual", "12", "--done", "--provisional", "--provisional-reason", "8月に確定"]
    assert made.run("record", "2019", "koho", *arguments).code == 0
    assert 'provisional = "8月に確定"\n' in made.read(KURASHI)
    made.run("render", "2019", "--format", "md")
    assert "\n  - 研修：12回（速報値）\n" in made.read("out/2019/実施結果.md")


def test_an_actual_already_recorded_is_marked_provisional(small: Small) -> None:
    made = small(ITEM + INDICATOR + "actual = 12\n" + SECOND)
    assert made.run("record", "2019", "koho", "--provisional").code == 0
    assert made.read(KURASHI).count('provisional = "確定前の値"\n') == 1


def test_one_value_comes_in_while_the_others_are_still_counted(small: Small) -> None:
    made = small(ITEM + PARTS + 'actual = "集計中"\n')
    assert made.run("record", "2019", "koho", "--actual", "算数=71").code == 0
    assert 'actual = ["集計中", 71]\n' in made.read(KURASHI)


def test_an_unfinished_item_warns_about_the_missing_reason(small: Small) -> None:
    outcome = small(ITEM).run("record", "2019", "koho", "--not-done")
    assert outcome.code == 0
    assert "警告: 未達の項目「広報事業」に理由がありません。" in outcome.err


def test_a_repost_is_recorded_at_its_original(small: Small) -> None:
    made = small(ITEM + '\n[[item]]\nid = "again"\nrepost_of = "koho"\n')
    outcome = made.run("record", "2019", "1-2", "--done")
    assert outcome.code == 0
    assert "1-2 は再掲です。元の項目「koho」に記録します。" in outcome.err
    assert made.read(KURASHI).index("[item.result]") < made.read(KURASHI).index('id = "again"')


def test_text_comes_from_a_file_or_standard_input(small: Small) -> None:
    made = small(ITEM)
    made.write("report.txt", "一行目\r\n二行目\r\n")
    assert made.run("record", "2019", "koho", "--done", "--report-file", "report.txt").code == 0
    assert 'report = """\n一行目\n二行目"""\n' in made.read(KURASHI)
    assert made.run("record", "2019", "koho", "--report", "-", "--yes", stdin="差し替え\n").code == 0
    assert 'report = "差し替え"\n' in made.read(KURASHI)


def test_dry_run_shows_the_difference_and_writes_nothing(small: Small) -> None:
    made = small(ITEM + INDICATOR + NEXT)
    before = made.files()
    outcome = made.run("record", "2019", "koho", "--actual", "12", "--dry-run")
    assert outcome.code == 0
    assert made.files() == before
    assert outcome.out.splitlines()[:7] == [
        "--- a/plans/2019/kurashi.toml",
        "+++ b/plans/2019/kurashi.toml",
        "@@ -9,6 +9,7 @@",
        ' name = "研修"',
        ' unit = "回"',
        " target = 12",
        "+actual = 12",
    ]


def test_the_difference_applies_with_git(real: Workspace) -> None:
    arguments = ["record", "2019", "1-1", "--actual", "15", "--report", "15回\n開いた。"]
    patch = real.run(*arguments, "--dry-run").out
    subprocess.run(["git", "init", "-q", "."], cwd=real.path, check=True)
    subprocess.run(["git", "apply", "-"], cwd=real.path, input=patch.encode(), check=True)
    applied = real.read("plans/2019/fukko.toml")
    subprocess.run(["git", "apply", "-R", "-"], cwd=real.path, input=patch.encode(), check=True)
    assert real.run(*arguments, "--yes").code == 0
    assert real.read("plans/2019/fukko.toml") == applied


class TestInterview:
    def test_it_asks_for_all_that_are_unrecorded(self, small: Small) -> None:
        made = small(ITEM + INDICATOR + NEXT)
        answers = "12回\ny\n研修会を開いた。\n.\ny\n" + "y\n\ny\n"
        outcome = made.run("record", "2019", stdin=answers)
        assert outcome.code == 0
        assert "［1/2］ 1-1 広報事業（総務部 広報課）" in outcome.err
        assert "→ 12回 と読みました。" in outcome.err
        assert "［2/2］ 1-2 広聴事業" in outcome.err
        assert outcome.err.endswith("2項目を記録しました。\n")
        assert "記録 2 / 2項目" in made.run("status", "2019").err

    def test_it_can_be_left_and_taken_up_again(self, small: Small) -> None:
        made = small(ITEM + NEXT)
        first = made.run("record", "2019", stdin="y\n\ny\nq\n")
        assert "1項目を記録しました。" in first.err
        second = made.run("record", "2019", stdin="y\n\ny\n")
        assert "［1/1］ 1-2 広聴事業" in second.err
        assert "記録 2 / 2項目" in made.run("status", "2019").err

    def test_the_end_of_input_loses_nothing(self, small: Small) -> None:
        made = small(ITEM + NEXT)
        outcome = made.run("record", "2019", stdin="y\n\ny\ny\n")
        assert outcome.code == 0
        assert "1項目を記録しました。" in outcome.err

    def test_only_one_sections_items(self, small: Small) -> None:
        outcome = small(ITEM + NEXT).run("record", "2019", "--section", "県民相談課", stdin="q\n")
        assert "［1/1］ 1-2 広聴事業" in outcome.err

    def test_it_shows_what_it_understood_and_asks_again(self, small: Small) -> None:
        made = small(ITEM + INDICATOR.replace("回", "円"))
        outcome = made.run("record", "2019", stdin="たくさん\n26億2,652万円\ny\n\ny\n")
        assert "「たくさん」を実績値として読めません。" in outcome.err
        assert "→ 2,626,520,000円 と読みました。" in outcome.err
        assert "判定: 未記録 → 目標達成" in outcome.err

    def test_it_asks_for_the_reason_of_a_missed_target(self, small: Small) -> None:
        made = small(ITEM + INDICATOR)
        outcome = made.run("record", "2019", stdin="3\ny\n\n台風のため\n.\ny\n")
        assert "判定: 未記録 → 未達（目標12回に対し、3回）" in outcome.err
        assert 'reason = "台風のため"\n' in made.read(KURASHI)

    def test_an_item_that_is_not_judged_this_year_is_asked_why(self, small: Small) -> None:
        made = small(ITEM + INDICATOR)
        outcome = made.run("record", "2019", stdin="\nu\n\nu\n調査は隔年で行うため\n.\n\ny\n")
        assert "判定しないときは、その理由を書いてください。" in outcome.err
        assert "判定: 未記録 → 未判定" in outcome.err
        assert 'unjudged = "調査は隔年で行うため"\n' in made.read(KURASHI)
        assert "done" not in made.read(KURASHI)

        again = made.run("record", "2019", "1-1", stdin="12\ny\n\ny\n")
        assert "（いまの記録 未判定（調査は隔年で行うため）、" in again.err
        assert "書き換え: 判定しない理由「調査は隔年で行うため」 → なし" in again.err
        assert "判定: 未判定 → 目標達成" in again.err
        assert "unjudged" not in made.read(KURASHI)

    def test_a_reason_for_not_judging_is_kept_until_it_is_recorded(self, small: Small) -> None:
        made = small(ITEM)
        made.run("record", "2019", stdin="u\n調査は隔年で行うため\n.\nq\n")
        outcome = made.run("record", "2019", stdin="\n\ny\n")
        assert "［u］" in outcome.err
        assert 'unjudged = "調査は隔年で行うため"\n' in made.read(KURASHI)

    def test_it_asks_in_the_words_of_the_plan_how_it_went(self, workspace: MakeWorkspace) -> None:
        head = f'{HEAD}\n[judgement]\nscheme = "progress-4"\n'
        made = workspace({"plans/2019/plan.toml": head, KURASHI: ITEM})
        outcome = made.run("record", "2019", stdin="ほどほど\n3\n\n業者が決まらないため\n.\ny\n")
        assert (
            "実施状況（1 順調・2 やや遅れ・3 大幅遅れ・4 未着手）（この年度は判定しないなら u）:"
            in outcome.err
        )
        assert "番号か言葉で答えてください（判定しないなら u）。" in outcome.err
        assert 'state = "大幅遅れ"\n' in made.read(KURASHI)
        assert 'reason = "業者が決まらないため"\n' in made.read(KURASHI)

    def test_an_item_left_out_stays_as_it_was(self, small: Small) -> None:
        made = small(ITEM + NEXT)
        before = made.files()
        outcome = made.run("record", "2019", stdin="s\n\n\n")
        assert "0項目を記録しました。" in outcome.err
        assert made.files() == before

    def test_no_is_an_answer(self, small: Small) -> None:
        made = small(ITEM)
        before = made.files()
        made.run("record", "2019", stdin="y\n\nn\n")
        assert made.files() == before

    def test_a_value_passed_over_among_several_loses_nothing(self, workspace: MakeWorkspace) -> None:
        """The 小学校算数 of the 2022 survey is not yet known; the rest and the report are."""
        made = workspace()
        shutil.copytree(ROOT / "plans" / "r4-r7-kpi", made.path / "plans" / "r4-r7-kpi")
        typed = ["84.0", "", "77", "71", "", "y", "調査を行い、結果を学校に返した。", ".", "y"]
        outcome = made.run(
            "record", "r4-r7-kpi", "gakuryoku-kojo", "--year", "R4", stdin="\n".join(typed) + "\n"
        )
        assert outcome.code == 0
        assert "すべての値が揃わないと書けません。" in outcome.err
        assert "（小学校算数）（Enter だけなら 集計中 とする）: " in outcome.err
        assert "--actual" not in outcome.err
        assert outcome.err.endswith("1項目を記録しました。\n")
        text = made.read("plans/r4-r7-kpi/kyoiku.toml")
        assert 'actual = { R4 = [84.0, "集計中", 77, 71] }\n' in text
        assert 'report = "調査を行い、結果を学校に返した。"\n' in text

        made.run("record", "r4-r7-kpi", "gakuryoku-kojo", "--year", "R4", stdin="\n74.1\n\n\n\n\n\ny\n")
        assert "actual = { R4 = [84.0, 74.1, 77, 71] }\n" in made.read("plans/r4-r7-kpi/kyoiku.toml")

    def test_a_value_passed_over_can_still_be_typed(self, small: Small) -> None:
        made = small(ITEM + PARTS)
        outcome = made.run("record", "2019", stdin="84\n\nそこそこ\n75\ny\n\n\ny\n")
        assert "「そこそこ」を実績値として読めません。" in outcome.err
        assert "actual = [84, 75]\n" in made.read(KURASHI)

    def test_a_kpi_passed_over_altogether_is_not_asked_for_again(self, small: Small) -> None:
        made = small(ITEM + PARTS)
        outcome = made.run("record", "2019", stdin="\n\ny\n\ny\n")
        assert "揃わない" not in outcome.err
        assert "actual" not in made.read(KURASHI)
        assert "done = true\n" in made.read(KURASHI)

    def test_nothing_is_left_to_ask(self, small: Small) -> None:
        made = small(ITEM + "\n[item.result]\ndone = true\n")
        assert made.run("record", "2019").err == "未記録の項目はありません。\n"


class TestNothingTypedIsLost:
    def test_a_unit_that_does_not_fit_is_told_at_the_question(self, small: Small) -> None:
        made = small(ITEM + SECOND)
        outcome = made.run("record", "2019", stdin="245個\n305名\ny\n開いた。\n.\ny\n")
        assert "「245個」の単位は「個」ですが、この指標の単位は「人」です。" in outcome.err
        assert "→ 305人 と読みました。" in outcome.err
        assert "actual = 305\n" in made.read(KURASHI)

    def test_paragraphs_that_are_pasted_are_one_report(self, small: Small) -> None:
        made = small(ITEM + INDICATOR)
        made.run("record", "2019", stdin="3\ny\n一段目。\n\n二段目。\n\n\n三段目。\n.\n台風。\n.\ny\n")
        text = made.read(KURASHI)
        assert 'report = """\n一段目。\n\n二段目。\n\n\n三段目。"""\n' in text
        assert 'reason = "台風。"\n' in text

    def test_what_was_typed_is_offered_again(self, small: Small) -> None:
        made = small(ITEM + INDICATOR)
        first = made.run("record", "2019", stdin="12\ny\n一行目\n二行目\n")  # and the terminal is closed
        assert "打った答えは残してあります。" in first.err
        assert made.read(KURASHI) == ITEM + INDICATOR
        second = made.run("record", "2019", stdin="\n\n\ny\n")
        assert "前に打って、まだ記録していない答えがあります。" in second.err
        assert "研修（目標 12回）［12］: " in second.err
        assert "（前に打った答え: 一行目 二行目）" in second.err
        assert made.read(KURASHI).endswith(
            'actual = 12\n\n[item.result]\ndone = true\nreport = """\n一行目\n二行目"""\n'
        )
        assert "前に打って" not in made.run("record", "2019", "koho", stdin="q\n").err

    def test_no_keeps_the_answers_and_asks_again(self, small: Small) -> None:
        made = small(ITEM + INDICATOR)
        made.run("record", "2019", stdin="12\ny\n開いた。\n.\nn\n13\n\n\ny\n")
        assert "actual = 13\n" in made.read(KURASHI)
        assert 'report = "開いた。"\n' in made.read(KURASHI)

    def test_one_can_go_back_and_take_an_answer_back(self, small: Small) -> None:
        made = small(ITEM + INDICATOR)
        outcome = made.run("record", "2019", stdin="12\nb\n13\ny\nb\nx\n\ny\n")
        assert "研修（目標 12回）［12］: " in outcome.err
        assert made.read(KURASHI) == ITEM + INDICATOR + "actual = 13\n"

    def test_what_the_plan_would_not_take_is_asked_again(self) -> None:
        """A colleague has made the indicator count cups meanwhile: the answers are still there."""
        content, theirs = plan_of(ITEM + INDICATOR), plan_of(ITEM + INDICATOR.replace("回", "杯"))
        assert content.plan is not None
        kept: list[Change] = []
        said: list[str] = []
        talk = ask(
            judge_plan(content.plan), content.plan, lambda answer: change_of(theirs, answer), kept.append
        )
        asked, _ = answered(talk, "12回", "y", "", "12", "", "", "y", said=said)
        assert (
            "  打った答えは残してあります。もう一度、順に尋ねます（やめるなら q、後にするなら s）。" in said
        )
        assert asked[3] == "研修（目標 12回）［12回］:"
        assert [change.recorded[0].answer.done for change in kept] == [True]

    def test_the_recorded_value_stands_beside_the_question(self, small: Small) -> None:
        made = small(ITEM + INDICATOR + "actual = 12\n" + '\n[item.result]\nreport = "広報課で書いた。"\n')
        outcome = made.run("record", "2019", "koho", stdin="13\n\n\n\n")
        assert "研修（目標 12回、いまの記録 12回）: " in outcome.err
        assert "（いまの記録: 広報課で書いた。）" in outcome.err
        assert "書き換え: 研修「12回」 → 「13回」" in outcome.err
        assert outcome.err.count("記録のある値が変わります。書き換えますか [y/N]: ") == 1
        assert "actual = 12\n" in made.read(KURASHI)

    def test_last_years_value_and_report_stand_beside_it(self, workspace: MakeWorkspace) -> None:
        told = "actual = 10\n" + '\n[item.result]\ndone = true\nreport = "昨年は十回開いた。"\n'
        made = workspace(
            {
                "plans/2018/plan.toml": HEAD.replace("2019", "2018"),
                "plans/2018/kurashi.toml": ITEM + INDICATOR + told,
                "plans/2019/plan.toml": HEAD,
                KURASHI: ITEM + INDICATOR,
            }
        )
        outcome = made.run("record", "2019", stdin="q\n")
        assert "研修（目標 12回、前年度 10回）: " in outcome.err
        assert "前年度の実績: 昨年は十回開いた。" in made.run("record", "2019", stdin="\n\nq\n").err

    def test_a_strangers_drafts_are_no_hindrance(self, small: Small) -> None:
        made = small(ITEM + INDICATOR)
        made.run("record", "2019", stdin="12\n")
        (draft,) = (made.path / ".dxplan" / "drafts").iterdir()
        for text in ('{"koho": {"actual 研修": "たくさん", "report": 3}, "x": 1}', "[", "[]", "[" * 100_000):
            draft.write_text(text, encoding="utf-8")
            assert made.run("record", "2019", stdin="12\ny\n\nn\nq\n").code == 0

    def test_a_line_is_edited_with_the_arrow_keys_and_a_paste_is_one_answer(self, small: Small) -> None:
        made = small(ITEM + INDICATOR)
        talk = [
            ("研修（目標 12回）:", "24\x1b[D\x1b[D1\r"),
            ("→ 124回 と読みました。", ""),
            ("しないなら u）:", "y\r"),
            ("    >", "\x1b[200~\n一段目。\n\n二段目。\n.\x1b[201~\r"),
            ("記録しますか [Y/n]:", "y\r"),
        ]
        code, shown = at_terminal(made, "record", "2019", talk=talk)
        assert code == 0
        assert "1項目を記録しました。" in shown
        assert "actual = 124\n" in made.read(KURASHI)
        assert 'report = """\n一段目。\n\n二段目。"""\n' in made.read(KURASHI)

    def test_one_can_stop_before_the_line_is_there_to_be_typed_in(self, small: Small) -> None:
        made = small(ITEM + INDICATOR)
        code, shown = at_terminal(made, "record", "2019", talk=[("目標: 広報誌を発行する。", "\x03")])
        assert (code, shown.splitlines()[-1]) == (0, "0項目を記録しました。")

    def test_what_stands_behind_a_question_when_somebody_stops_there_is_offered_again(
        self, small: Small
    ) -> None:
        made = small(ITEM + INDICATOR)
        talk = [
            ("研修（目標 12回）:", "12\r"),
            ("しないなら u）:", "y\r"),
            ("    >", "研修を開いた\x03"),
        ]
        code, shown = at_terminal(made, "record", "2019", talk=talk)
        assert code == 0
        assert "打った答えは残してあります。" in shown
        assert "0項目を記録しました。" in shown
        again = made.run("record", "2019", stdin="\n\n\ny\n")
        assert "（前に打った答え: 研修を開いた）" in again.err
        assert 'report = "研修を開いた"\n' in made.read(KURASHI)


def plan_of(items: str, head: str = HEAD) -> PlanText:
    """Return a plan of one direction with these items, of no disk."""
    return read_plan("2019", "plans/2019", {"plan.toml": head.encode(), "kurashi.toml": items.encode()})


def change_of(content: PlanText, *answers: Answer) -> Change:
    """Return the change that records answers into a plan."""
    assert content.plan is not None
    return make_change(content, judge_plan(content.plan), answers, None)


class TestAnswersAsData:
    """What the command, the questions and forms have in common: answers to one checked change, without a disk."""

    def test_many_answers_are_one_change(self) -> None:
        twelve = parse_quantity("12回")
        assert twelve is not None
        change = change_of(
            plan_of(ITEM + INDICATOR + NEXT),
            Answer(item="kocho", done=True),
            Answer(item="koho", actuals={"研修": twelve}, report="開いた。"),
        )
        assert set(change.texts) == {KURASHI}
        added = [line for line in change.difference.splitlines() if line.startswith("+")]
        assert added[1:] == [
            *("+actual = 12", "+", "+[item.result]", '+report = "開いた。"'),
            *("+", "+[item.result]", "+done = true"),
        ]

    def test_a_change_tells_old_and_new(self) -> None:
        content = plan_of(ITEM + INDICATOR + "actual = 3\n\n[item.result]\ndone = true\n" + NEXT)
        fifteen = parse_quantity("15")
        assert fifteen is not None
        (recorded,) = change_of(content, Answer(item="koho", actuals={"研修": fifteen})).recorded
        before, after = (
            [row.verdict.label, *(judged.indicator.actuals[0][1].text for judged in row.judged)]  # type: ignore[union-attr]
            for row in (recorded.before, recorded.after)
        )
        assert (before, after) == (["未達", "3"], ["目標達成", "15"])

    def test_two_answers_about_one_thing_must_agree(self) -> None:
        content = plan_of(ITEM)
        with pytest.raises(DxplanError, match="同じ所に、違う回答が二つあります"):
            change_of(content, Answer(item="koho", report="甲課"), Answer(item="koho", report="乙課"))
        agreed = change_of(
            content, Answer(item="koho", report="甲"), Answer(item="koho", report="甲", done=True)
        )
        assert 'done = true\nreport = "甲"\n' in agreed.texts[KURASHI]

    def test_one_answer_that_would_not_validate_stops_all(self) -> None:
        cups = parse_quantity("12杯")
        assert cups is not None
        with pytest.raises(InvalidPlan) as refused:
            change_of(
                plan_of(ITEM + INDICATOR + NEXT),
                Answer(item="kocho", done=True),
                Answer(item="koho", actuals={"研修": cups}),
            )
        assert [finding.code for finding in refused.value.findings] == ["DX310"]
        assert "12杯" in refused.value.texts[KURASHI]

    def test_the_questions_need_no_console(self) -> None:
        content = plan_of(ITEM + INDICATOR)
        assert content.plan is not None
        kept: list[Change] = []
        talk = ask(
            judge_plan(content.plan), content.plan, lambda answer: change_of(content, answer), kept.append
        )
        asked, count = answered(talk, "12", "y", "開いた。", ".", "y")
        assert asked == [
            *("研修（目標 12回）:", "計画どおり実施しましたか [y/n]（この年度は判定しないなら u）:"),
            *(">", ">"),
            "この内容で記録しますか [Y/n]:",
        ]
        assert (count, [change.recorded[0].after.verdict.label for change in kept]) == (1, ["目標達成"])


def answered(talk: Talk[int], *typed: str, said: list[str] | None = None) -> tuple[list[str], int]:
    """Return what a conversation asks where this is typed, and what comes of it."""
    asked: list[str] = []
    reply: str | None = None
    while True:
        try:
            step = talk.send(reply)
        except StopIteration as end:
            return asked, end.value
        reply = None
        if isinstance(step, Question):
            reply = typed[len(asked)] if len(asked) < len(typed) else None
            asked.append(step.text.strip())
        elif said is not None and isinstance(step, str):
            said.append(step)


class TestSecondWriter:
    def dxplan(self, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
        """Start ``dxplan`` and leave it to itself."""
        return subprocess.Popen(
            [sys.executable, "-m", "dxplan", *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def waiting(self, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
        """Start ``dxplan`` and return once it has read the plan and told what it is about to write."""
        process = self.dxplan(folder, *arguments)
        assert process.stderr is not None
        while "規則" not in process.stderr.readline().decode():
            assert process.poll() is None
        return process

    def said(self, process: subprocess.Popen[bytes]) -> str:
        """Wait for the end; return what was said."""
        return process.communicate()[1].decode()

    def test_a_change_of_the_same_item_in_between_is_noticed(self, small: Small) -> None:
        """A colleague's editor saves while the command waits for its turn."""
        made = small(ITEM)
        theirs = ITEM.replace("広報誌を発行する。", "広報誌を毎月発行する。")
        with locked(made.path / "plans" / "2019", "plans/2019"):
            process = self.waiting(made.path, "record", "2019", "koho", "--done")
            made.write(KURASHI, theirs)
        said = self.said(process)
        assert "plans/2019/kurashi.toml の「広報事業」が、読み込んだ後に別の人に書き換えられました。" in said
        assert process.returncode == 2
        assert made.read(KURASHI) == theirs

    def test_a_change_of_another_item_in_between_is_kept(self, small: Small) -> None:
        made = small(ITEM + NEXT)
        theirs = "# 四月に見直した\n" + ITEM + NEXT.replace("広聴事業", "広聴の事業")
        with locked(made.path / "plans" / "2019", "plans/2019"):
            process = self.waiting(made.path, "record", "2019", "koho", "--done")
            made.write(KURASHI, theirs)
        self.said(process)
        assert process.returncode == 0
        assert made.read(KURASHI) == theirs.replace(
            '広報誌を発行する。"\n', '広報誌を発行する。"\n\n[item.result]\ndone = true\n', 1
        )

    def test_eight_writers_wait_for_their_turn(self, small: Small) -> None:
        made = small("\n".join(ITEM.replace('"koho"', f'"koho-{n}"') for n in range(8)))
        processes = [self.dxplan(made.path, "record", "2019", f"koho-{n}", "--done") for n in range(8)]
        assert ["エラー" in self.said(process) for process in processes] == [False] * 8
        assert made.read(KURASHI).count("done = true") == 8
        assert set(made.files()) == {"plans/2019/plan.toml", KURASHI}

    def test_one_item_by_two_at_once_is_never_overwritten_unseen(self, small: Small) -> None:
        made = small(ITEM)
        with locked(made.path / "plans" / "2019", "plans/2019"):
            processes = [
                self.waiting(made.path, "record", "2019", "koho", "--report", report)
                for report in ("甲", "乙")
            ]
        refused = ["別の人に書き換えられました" in self.said(process) for process in processes]
        assert sorted(refused) == [False, True]
        assert f'report = "{"乙" if refused[0] else "甲"}"' in made.read(KURASHI)

    def test_a_lock_that_is_held_too_long_is_explained(
        self, small: Small, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = small(ITEM)
        monkeypatch.setattr("dxplan.workspace.locking._PATIENCE", 0.1)
        monkeypatch.setenv("LOGNAME", "佐藤")
        made.write("plans/2019/.dxplan.lock", f" {'鈴木' * 30}")  # who was killed
        with locked(made.path / "plans" / "2019", "plans/2019"):
            monkeypatch.setenv("LOGNAME", "高橋")
            outcome = made.run("record", "2019", "koho", "--done")
        assert outcome.code == 2
        assert f"plans/2019 は別の dxplan（佐藤、{platform.node()}）が書き込み中です。" in outcome.err
        assert set(made.files()) == {"plans/2019/plan.toml", KURASHI}
        assert made.read(KURASHI) == ITEM

    def test_what_a_killed_writer_left_is_no_hindrance_and_is_swept(self, small: Small) -> None:
        made = small(ITEM)
        made.write("plans/2019/.dxplan.lock", "")
        made.write("plans/2019/.kurashi.toml.0123abcd.tmp", "[[item]]\nid = ")
        made.write("plans/2019/.memo.tmp", "")
        assert made.run("record", "2019", "koho", "--done").code == 0
        assert set(made.files()) == {"plans/2019/plan.toml", KURASHI, "plans/2019/.memo.tmp"}

    def test_a_lock_that_cannot_be_taken_away_does_not_unsay_what_was_written(
        self, small: Small, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = small(ITEM)

        def refuse(path: Path, missing_ok: bool = False) -> None:  # noqa: ARG001, FBT001, FBT002 - pathlib's
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "unlink", refuse)
        assert made.run("record", "2019", "koho", "--done").code == 0
        assert "done = true" in made.read(KURASHI)
        assert made.run("record", "2019", "koho", "--report", "開いた。").code == 0

    def test_the_questions_say_what_a_colleague_wrote_meanwhile(self) -> None:
        content = plan_of(ITEM)
        assert content.plan is not None
        theirs = plan_of(ITEM + '\n[item.result]\nreport = "課で書いた。"\n')
        said: list[str] = []
        talk = ask(
            judge_plan(content.plan), content.plan, lambda answer: change_of(theirs, answer), lambda _: None
        )
        asked, kept = answered(talk, "y", "", "n", said=said)
        assert "  この項目は、尋ね始めてから別の人に書き換えられています。" in said
        assert (asked[2], kept) == ("この内容で記録しますか [Y/n]:", 0)


def test_head_is_untouched(small: Small) -> None:
    made = small(ITEM)
    made.run("record", "2019", "koho", "--done")
    assert made.read("plans/2019/plan.toml") == HEAD
