"""``dxplan collect read``: what sections send back, and what becomes of the plan."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest

from dxplan.values.widths import FONT, TERMINAL, width
from tests.collecting import damage
from tests.collecting.sections import Desk, desks, forget_answers, send
from tests.collecting.spreadsheets import in_libreoffice, needs_libreoffice
from tests.conftest import MakeWorkspace, Outcome, Workspace

HEAD = """\
title = "ICTアクションプラン2019"
office = "情報政策課"
fiscal_year = 2019

[[direction]]
id = "kurashi"
name = "暮らし"
"""
ITEMS = """\
[[item]]
id = "koho"
name = "広報事業"
departments = ["総務部 広報課"]
overview = "県の取組を知らせる。"
goal = "広報誌を発行し、研修を開く。"

[[item.indicator]]
name = "発行回数"
unit = "回"
target = 12  # 毎月

[[item.indicator]]
name = "満足度"
unit = "%"
target = 80

[[item]]
id = "kenshu"
name = "研修事業"
departments = ["総務部 人事課"]
overview = "職員を育てる。"
goal = "研修を計画どおりに行う。"

[[item]]
id = "saigai"
name = "災害情報の発信"
departments = ["総務部 広報課", "危機管理部 災害対策課"]
overview = "災害の情報を伝える。"
goal = "訓練を3回行う。"

[[item.indicator]]
name = "訓練の回数"
unit = "回"
target = 3
"""
Office = Callable[[], Workspace]


@pytest.fixture
def office(workspace: MakeWorkspace) -> Office:
    """An office with a plan of three sections, of which two answer for one item together."""
    return lambda: workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEMS})


def read(made: Workspace, *arguments: str) -> Outcome:
    return made.run("collect", "read", "2019", *arguments, "--on", "2020-04-20")


def verdicts(made: Workspace) -> dict[str, str]:
    told = json.loads(made.run("classify", "2019", "--json").out)
    return {item["id"]: item["verdict"] for item in told["items"]}


def answer_koho(desk: Desk, times: Any = 12, share: Any = 85) -> Desk:
    desk.write("koho", "実績値", times, 1).write("koho", "実績値", share, 2)
    return desk.write("koho", "取組実績", "毎月発行した。")


def test_what_a_section_answers_is_recorded_and_nothing_else_changes(office: Office) -> None:
    made = office()
    file = send(made, "広報.xlsx", answer_koho(desks(made)["広報課"]))
    done = read(made, file)
    assert done.code == 0, done.out
    assert "1項目を記録しました。" in done.err
    assert made.read("plans/2019/kurashi.toml") == ITEMS.replace(
        "target = 12  # 毎月\n", "target = 12  # 毎月\nactual = 12\n"
    ).replace("target = 80\n", 'target = 80\nactual = 85\n\n[item.result]\nreport = "毎月発行した。"\n')
    assert verdicts(made)["koho"] == "目標達成"


def test_a_dry_run_shows_old_and_new_and_the_verdict_and_writes_nothing(office: Office) -> None:
    made = office()
    file = send(made, "広報.xlsx", answer_koho(desks(made)["広報課"], share=70))
    before = made.files()
    done = read(made, file, "--dry-run")
    assert made.files() == before
    assert (
        done.out.splitlines()[:5]
        == """\
1-1 広報事業（総務部 広報課）
  発行回数 実績値: なし → 12
  満足度 実績値: なし → 85
  取組実績・成果: なし → 毎月発行した。
  判定: 未記録 → 未達""".replace("85", "70").splitlines()
    )
    assert "書き込んでいません" in done.err


def test_nothing_of_a_reading_is_wider_than_the_screen(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor where letters of ambiguous width take two cells."""
    made = office()
    named = "○災害情報の発信（防災アプリ①、防災メールと県公式ホームページによる避難情報の提供）"
    plan = "plans/2019/kurashi.toml"
    made.write(plan, made.read(plan).replace("災害情報の発信", named))
    forms = desks(made)
    said = "…訓練を三回行い、地区ごとの避難所の場所を県のホームページと防災アプリで知らせた。" * 3
    for name in ("広報課", "災害対策課"):
        forms[name].write("saigai", "実績値", "十二回くらい" if name == "広報課" else 3)
        forms[name].write("saigai", "取組実績", said)
        send(made, f"{name}から戻った調査票（四月二十日に担当から届いたもの①）.xlsx", forms[name])
    answer_koho(forms["広報課"])
    send(made, "広報課から戻った調査票（四月二十日に担当から届いたもの①）.xlsx", forms["広報課"])
    for columns in (40, 80, 200):
        for setting, widths in (("1", TERMINAL), ("2", FONT)):
            monkeypatch.setenv("COLUMNS", str(columns))
            monkeypatch.setenv("DXPLAN_AMBIGUOUS", setting)
            done = read(made, "returned", "--dry-run", "--partial")
            assert done.code == 1, done.err
            assert "エラー" in done.out
            assert "判定: " in done.out
            lines = done.out.splitlines()
            assert [line for line in lines if width(line, widths) > columns] == [], (columns, setting)


def test_reading_a_file_twice_or_an_untouched_form_changes_nothing(office: Office) -> None:
    made = office()
    untouched = send(made, "untouched.xlsx", desks(made)["広報課"])
    before = made.files()
    assert read(made, untouched).code == 0
    assert made.files() == before
    file = send(made, "広報.xlsx", answer_koho(desks(made)["広報課"]))
    assert read(made, file).code == 0
    before = made.files()
    done = made.run("collect", "read", "2019", file, "--on", "2021-01-01")
    assert done.code == 0
    assert made.files() == before
    again = send(made, "again.xlsx", desks(made)["広報課"])
    before = made.files()
    assert read(made, again).code == 0
    assert made.files() == before


def test_undo_takes_a_whole_reading_back(office: Office) -> None:
    made = office()
    forms = desks(made)
    send(made, "1.xlsx", answer_koho(forms["広報課"]))
    send(
        made,
        "2.xlsx",
        forms["人事課"].write("kenshu", "計画どおりか", "計画どおり").write("kenshu", "取組実績", "行った。"),
    )
    before = made.files()
    assert read(made, "returned").code == 0
    assert made.files() != before
    assert made.run("undo", "--yes").code == 0
    assert made.files() == before


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [
        ("１２", "12"),
        (" 12 ", "12"),
        ("12回", "12"),
        ("１，２００", "1200"),
        ("約１２０回", '"約120回"'),
        ("▲３", '"▲3"'),
        ("集計中", '"集計中"'),
        ("／", '"/"'),
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        ("12\n", "12"),
    ],
)
def test_a_figure_is_read_in_any_way_it_can_only_mean_one(office: Office, typed: Any, recorded: str) -> None:
    made = office()
    read(made, send(made, "a.xlsx", answer_koho(desks(made)["広報課"], times=typed)))
    assert f"actual = {recorded}\n" in made.read("plans/2019/kurashi.toml")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12件", "単位は「件」ですが"),
        ("十二", "実績値として読めません"),
        ("12\n13", "数字が離れて書かれています"),
        ("1 200", "数字が離れて書かれています"),
        ("－", "「集計中」"),
        ("12以上", "実績値として読めません"),
        (date(2020, 3, 4), "日付になっています"),
        (True, "TRUE か FALSE"),
        ("=A1", "計算されていない数式"),
        ("#REF!", "数式のエラー"),
    ],
)
def test_a_figure_that_may_mean_two_things_is_asked_about_and_not_recorded(
    office: Office, typed: Any, said: str
) -> None:
    made = office()
    before = made.read("plans/2019/kurashi.toml")
    desk = answer_koho(desks(made)["広報課"], times=typed)
    done = read(made, send(made, "a.xlsx", desk))
    assert done.code == 1
    assert said in "".join(done.out.split("\n    "))
    assert (
        f"回答!{desk.cell('koho', '実績値', 1).coordinate} エラー 1-1 広報事業　発行回数 実績値" in done.out
    )
    assert made.read("plans/2019/kurashi.toml") == before


@pytest.mark.parametrize(
    ("typed", "format_", "recorded"),
    [
        (0.85, "0%", "85"),
        (1, "0%", "100"),
        (0.8512, "0.0%", "85.12"),
        ("85%", "@", "85"),
        ("８５％", "@", "85"),
        (85, "General", "85"),
        (1, "General", None),
        (0.85, "General", None),
    ],
)
def test_a_share_is_read_as_it_was_shown(
    office: Office, typed: Any, format_: str, recorded: str | None
) -> None:
    made = office()
    desk = answer_koho(desks(made)["広報課"], share=typed)
    desk.cell("koho", "実績値", 2).number_format = format_
    done = read(made, send(made, "a.xlsx", desk))
    text = made.read("plans/2019/kurashi.toml")
    if recorded is None:
        assert "か分かりません" in done.out
        assert text == ITEMS
    else:
        assert f"target = 80\nactual = {recorded}\n" in text


def test_a_file_with_an_error_is_not_taken_and_its_good_items_only_when_wanted(office: Office) -> None:
    made = office()
    forms = desks(made)
    bad = (
        answer_koho(forms["広報課"], times="十二")
        .write("saigai", "実績値", 3)
        .write("saigai", "取組実績", "行った。")
    )
    other = forms["災害対策課"].write("saigai", "実績値", 3)
    good = forms["人事課"].write("kenshu", "計画どおりか", "計画通り").write("kenshu", "取組実績", "行った。")
    files = [send(made, f"{n}.xlsx", desk) for n, desk in enumerate((bad, other, good))]
    done = read(made, *files)
    assert done.code == 1
    assert "returned/0.xlsx の回答は取り込んでいません" in done.err
    assert verdicts(made) == {"koho": "未記録", "kenshu": "計画どおり実施", "saigai": "未記録"}
    done = read(made, *files, "--partial")
    assert done.code == 1
    assert verdicts(made) == {"koho": "未記録", "kenshu": "計画どおり実施", "saigai": "目標達成"}


def test_a_blank_where_something_is_recorded_is_asked_about(office: Office) -> None:
    made = office()
    made.run("record", "2019", "koho", "--actual", "発行回数=12", "--report", "毎月発行した。")
    desk = desks(made)["広報課"].write("koho", "実績値", None, 1).write("koho", "実績値", 85, 2)
    done = read(made, send(made, "a.xlsx", desk))
    assert done.code == 1
    assert "照会 1-1 広報事業　発行回数 実績値" in done.out
    text = made.read("plans/2019/kurashi.toml")
    assert "actual = 12\n" in text
    assert "actual = 85\n" in text


def both(made: Workspace, first: Any, second: Any) -> list[str]:
    forms = desks(made)
    one = forms["広報課"].write("saigai", "実績値", first).write("saigai", "取組実績", "訓練した。")
    other = forms["災害対策課"].write("saigai", "実績値", second)
    return [send(made, "広報.xlsx", one), send(made, "災害.xlsx", other)]


def test_shared_items_wait_for_all_and_agree(office: Office) -> None:
    made = office()
    one, other = both(made, 3, "３回")
    done = read(made, one)
    assert done.code == 0
    assert "危機管理部 災害対策課の回答を待っています" in done.out.replace("\n      ", "")
    assert made.read("plans/2019/kurashi.toml") == ITEMS
    assert read(made, other).code == 0
    assert verdicts(made)["saigai"] == "目標達成"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("together", [True, False])
def test_shared_items_that_differ_are_shown_side_by_side_whatever_the_order(
    office: Office, order: tuple[int, int], *, together: bool
) -> None:
    made = office()
    files = [both(made, 3, 2)[n] for n in order]
    done = read(made, *files) if together else [read(made, file) for file in files][-1]
    assert done.code == 1
    assert "総務部 広報課は「3」" in done.out
    assert "危機管理部 災害対策課は「2」" in done.out
    assert made.read("plans/2019/kurashi.toml") == ITEMS
    done = made.run("collect", "read", "2019", "--choose", "1-3=災害対策課", "--on", "2020-04-21")
    assert done.code == 0, done.out
    assert verdicts(made)["saigai"] == "未達"
    assert "actual = 2\n" in made.read("plans/2019/kurashi.toml")
    ledger = made.read("plans/2019/collected/ledger.toml")
    assert 'text = "3"' in ledger
    assert "set_aside = 2020-04-21" in ledger
    before = made.files()
    assert read(made, *files).code == 0
    assert made.files() == before


def test_what_differs_from_a_record_is_a_conflict_until_somebody_chooses(office: Office) -> None:
    made = office()
    desk = answer_koho(desks(made)["広報課"])
    made.run("record", "2019", "koho", "--actual", "発行回数=10")
    recorded = made.read("plans/2019/kurashi.toml")
    file = send(made, "a.xlsx", desk)
    done = read(made, file)
    assert done.code == 1
    assert "記録は「10」" in done.out
    assert made.read("plans/2019/kurashi.toml") == recorded
    assert read(made, "--choose", "1-1=記録").code == 0
    text = made.read("plans/2019/kurashi.toml")
    assert "actual = 10\n" in text
    assert "actual = 85\n" in text


def test_a_section_corrects_what_it_said_before_itself(office: Office) -> None:
    made = office()
    assert (
        read(made, send(made, "a.xlsx", answer_koho(desks(made)["広報課"], times=10))).code == 1
    )  # no reason
    done = read(made, send(made, "b.xlsx", desks(made)["広報課"].write("koho", "実績値", 12, 1)))
    assert done.code == 0, done.out
    assert "発行回数 実績値: 10 → 12" in done.out
    assert "actual = 12\n" in made.read("plans/2019/kurashi.toml")
    before = made.files()
    assert read(made, "returned").code == 0  # the older file has no say over the newer one
    assert made.files() == before


def test_a_second_blind_answer_is_held_against_the_first(office: Office) -> None:
    made = office()
    blind = desks(made)
    assert read(made, send(made, "a.xlsx", answer_koho(desks(made)["広報課"]))).code == 0
    same = send(made, "b.xlsx", answer_koho(blind["広報課"]))
    before = made.read("plans/2019/kurashi.toml")
    assert read(made, same, "--second").code == 0
    assert made.read("plans/2019/kurashi.toml") == before
    other = send(made, "c.xlsx", answer_koho(blind["広報課"], times=13))
    done = read(made, other, "--second")
    assert done.code == 1
    assert "広報課（二度目）は「13」" in done.out
    assert made.read("plans/2019/kurashi.toml") == before
    assert read(made, "--choose", "1-1=二度目").code == 0
    assert "actual = 13\n" in made.read("plans/2019/kurashi.toml")


def test_another_years_form_is_told_of_once_and_nothing_is_taken(office: Office) -> None:
    made = office()
    desk = answer_koho(desks(made)["広報課"])
    made.write("plans/2019/plan.toml", HEAD.replace("2019", "2020"))
    done = read(made, send(made, "a.xlsx", desk))
    assert done.code == 1
    assert done.out.count("前の年度の調査票です。") == 1
    assert made.read("plans/2019/kurashi.toml") == ITEMS


def test_an_older_version_of_this_years_form_is_read_and_told_of(office: Office) -> None:
    made = office()
    desk = answer_koho(desks(made)["広報課"])
    made.write("plans/2019/kurashi.toml", ITEMS.replace("target = 80", "target = 90"))
    done = read(made, send(made, "a.xlsx", desk))
    assert "出したあとに、計画の目標値が変わっています。" in done.out
    assert verdicts(made)["koho"] == "未達"


def test_the_answers_of_a_year_give_the_published_verdicts_however_they_come_back(
    real: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sorted, widened, copied, of an older version; two sections differ from those that answer with them."""
    published = verdicts(real)
    filled = desks(real)
    forget_answers(real)
    assert list(verdicts(real).values()).count("未記録") > 100
    goal = "展示にICTを取り入れる。"
    text = real.read("plans/2019/fukko.toml")
    assert goal in text
    real.write(
        "plans/2019/fukko.toml", text.replace(goal, f"{goal}（改定）")
    )  # the forms are of an older version
    late = filled["農業振興課"].write("wagyu-ict", "計画どおりか", "計画どおりでない")
    late.write("wagyu-ict", "未達の理由", "台風のため。")
    filled["土木企画課"].write("twitter-bosai", "取組実績", "大雨の情報だけを発信した。")
    for number, (section, desk) in enumerate(filled.items()):
        harm = damage.HARMLESS[number % len(damage.HARMLESS)]
        harm(desk, Random(number))  # noqa: S311 - damage, no secret
        send(real, f"{section}.xlsx", desk)
    of_a_copy = filled["情報政策課"]
    for number, harm in enumerate((damage.copy_elsewhere, damage.sort_rows, damage.copy_elsewhere)):
        harm(of_a_copy, Random(number))  # noqa: S311 - damage, no secret
        of_a_copy = Desk(of_a_copy.saved())
    send(real, "情報政策課.xlsx", of_a_copy)
    monkeypatch.setenv("COLUMNS", "500")
    done = read(real, "returned")
    assert done.code == 1
    assert "出したあとに、計画の目標が変わっています。" in done.out
    assert done.out.count(" 食い違い ") == 2
    assert "農業振興課は「計画どおりでない」" in done.out
    assert "農林企画課は「計画どおり」" in done.out
    assert "土木企画課は「大雨の情報だけを発信した。」" in done.out
    assert "--choose 1-10=農林企画課 か --choose 1-10=農業振興課 を付けて読んでください。" in done.out
    waiting = {"wagyu-ict", "twitter-bosai"}
    assert {id_ for id_, verdict in verdicts(real).items() if verdict != published[id_]} == waiting
    assert read(real, "--choose", "wagyu-ict=農林企画課", "--choose", "twitter-bosai=広報課").code == 0
    assert verdicts(real) == published
    assert "台風のため。" not in real.read(
        "plans/2019/fukko.toml"
    )  # the reason of a miss that was not chosen
    counts = json.loads(real.run("classify", "2019", "--json").out)
    shown = [(each["items"], each["achieved"], each["rate"]) for each in counts["directions"]]
    assert shown == [(12, 9, "75.0"), (31, 28, "90.3"), (18, 14, "77.8"), (10, 10, "100"), (37, 32, "86.5")]
    total = counts["total"]
    assert (total["items"], total["achieved"], total["rate"]) == (108, 93, "86.1")


@needs_libreoffice
def test_what_libreoffice_saved_is_read_as_it_was_answered(real: Workspace) -> None:
    published = verdicts(real)
    filled = desks(real)
    forget_answers(real)
    contents = {section: desk.saved() for section, desk in filled.items()}
    (real.path / "office").mkdir()
    for section, content in in_libreoffice(real.path / "office", contents, "xlsx").items():
        send(real, f"{section}.xlsx", content)
    done = real.run("collect", "read", "2019", "returned", "--on", "2020-04-20")
    assert done.code == 0, done.out
    assert verdicts(real) == published
