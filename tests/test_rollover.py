"""``dxplan rollover``: next year's plan, of what people wrote, without what was recorded."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from dxplan.format.reading import read_plan
from dxplan.model import Item
from dxplan.model.findings import DxplanError
from dxplan.versions.rollover import roll_over
from dxplan.versions.years import moved_on
from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace
from tests.property.strategies import examples, sound_directions, sound_heads
from tests.terminals import at_terminal

PLAN = """\
# とりまとめは情報政策課。
title = "アクションプラン2019"
office = "情報政策課"
fiscal_year = 2019
comment = ["おおむね達成した。"]

# 公表は6月
[published]
items = 3
achieved = 2
rate = "66.7"

[[field]]
id = "yosan"
heading = "予算額"
kind = "money"
unit = "千円"

[[field]]
id = "hourei"
heading = "根拠法令"

[[field]]
id = "kessan"
heading = "決算額"
kind = "money"
unit = "千円"
required = "recorded"

[[direction]]
id = "kurashi"
name = "暮らし"
points = ["進んだ。"]
published = { items = 2 }

[[direction]]
id = "gyosei"
name = "行政"
"""
KURASHI = """\
# 広報の項目

[[item]]
id = "koho"
name = "広報事業"
new = "○"
departments = ["総務部 広報課"]
goal = "令和元年度は広報誌を発行し、2019年10月1日の改正に備える。"

# 目標は仮のもの
[[item.indicator]]
name = "発行回数"
unit = "回"
target = 12
actual = 12  # 3月末

[[item.indicator]]
name = "登録者"
unit = "人"
baseline = 100
target = "5%増"
actual = 120
provisional = "4月に確定"

[[item.indicator]]
name = "満足度"
unit = "%"
target = { R1 = 60, R2 = 70, R3 = 80 }
actual = "65.5"
due = "R2"

# 課に確かめた
[item.result]
done = true
report = "発行した。"

[item.fields]
yosan = 1200
hourei = "デジタル手続法"
kessan = 900

[[item]]
id = "tanmatsu"
name = "端末の設置"
departments = ["総務部 広報課"]
overview = "端末を置く。"
goal = "端末を使う。"
excluded = "制度の廃止"
# 端末のコメント

[[item]]
id = "again"
repost_of = "dx"
"""
GYOSEI = """\
[[item]]
id = "dx"
name = "DX研修"
departments = ["総務部 人事課"]
goal = "R元年度、研修を開く。"

[[item.milestone]]
half = "R1上期"
plan = "講師を選ぶ。"
progress = "選んだ。"
state = "完了"

[item.result]
done = true
"""
FILES = {
    "plans/2019/plan.toml": PLAN,
    "plans/2019/kurashi.toml": KURASHI,
    "plans/2019/gyosei.toml": GYOSEI,
}


@pytest.fixture
def made(workspace: MakeWorkspace) -> Workspace:
    return workspace(FILES)


def test_the_new_plan_has_what_people_wrote_and_nothing_that_was_recorded(made: Workspace) -> None:
    before = made.files()
    outcome = made.run("rollover", "plans/2019", "--to", "plans/2020")
    assert outcome.code == 0, outcome.err
    assert made.read("plans/2020/plan.toml") == (
        '# とりまとめは情報政策課。\ntitle = "アクションプラン2020"\noffice = "情報政策課"\nfiscal_year = 2020\n'
        "# 公表は6月\n\n"
        + PLAN[PLAN.index("[[field]]") :]
        .replace('points = ["進んだ。"]\n', "")
        .replace("published = { items = 2 }\n", "")
    )
    assert made.read("plans/2020/kurashi.toml") == (
        KURASHI.replace('new = "○"\n', "")
        .replace("令和元年度", "令和2年度")
        .replace("actual = 12  # 3月末\n", "# 3月末\n")
        .replace('actual = 120\nprovisional = "4月に確定"\n', "")
        .replace(
            'target = { R1 = 60, R2 = 70, R3 = 80 }\nactual = "65.5"\n', "target = { R2 = 70, R3 = 80 }\n"
        )
        .replace('# 課に確かめた\n[item.result]\ndone = true\nreport = "発行した。"\n\n', "")
        .replace('備える。"\n\n', '備える。"\n# 課に確かめた\n\n')
        .replace("yosan = 1200\n", "")
        .replace("kessan = 900\n", "")
    )
    assert made.read("plans/2020/gyosei.toml") == (
        '[[item]]\nid = "dx"\nname = "DX研修"\ndepartments = ["総務部 人事課"]\ngoal = "R2年度、研修を開く。"\n\n'
        '[[item.milestone]]\nhalf = "R2上期"\nplan = "講師を選ぶ。"\n'
    )
    assert {name: text for name, text in made.files().items() if "/2020/" not in name} == before
    assert "エラー" not in made.run("validate", "2020").out
    assert made.run("fmt", "2020", "--check").code == 0


def test_it_says_what_is_to_be_checked_and_written(made: Workspace) -> None:
    out = made.run("rollover", "2019", "--to", "2020").out
    assert out == (
        "plans/2020/gyosei.toml\n"
        "plans/2020/kurashi.toml\n"
        "plans/2020/plan.toml\n"
        "4項目を引き継ぎました。\n"
        "\n"
        "年度を移した文（合っているか確かめてください） 3か所\n"
        "  plans/2020/gyosei.toml:5 R元年度、研修を開く。 → R2年度、研修を開く。\n"
        "  plans/2020/kurashi.toml:7 令和元年度は広報誌を発行し、… → 令和2年度は広報誌を発行し、…\n"
        "  plans/2020/plan.toml:2 アクションプラン2019 → アクションプラン2020\n"
        "\n"
        "年度がそのままの文（要れば書き直してください） 1か所\n"
        "  plans/2020/kurashi.toml:7 2019年10月1日: 令和2年度は広報誌を発行し、2019年10月1日の改正に備える。\n"
        "\n"
        "もう達している目標（見直してください） 2か所\n"
        "  plans/2020/kurashi.toml:14 1-1 広報事業「発行回数」: 目標12回、R元年度の実績12回\n"
        "  plans/2020/kurashi.toml:21 1-1 広報事業「登録者」: 目標5%増、R元年度の実績120人\n"
        "\n"
        "これから書くところ 7か所\n"
        "  plans/2020/gyosei.toml:7 DX研修: R2上期の予定を見直す。\n"
        "  plans/2020/kurashi.toml:3 広報事業: 予算額（千円）（前年度は 1200）を書く。\n"
        "  plans/2020/kurashi.toml:3 広報事業: 決算額（千円）（前年度は 900）を書く。\n"
        "  plans/2020/kurashi.toml:8 前年度の記録に付いていたコメント: # 課に確かめた\n"
        "  plans/2020/kurashi.toml:15 前年度の記録に付いていたコメント: # 3月末\n"
        "  plans/2020/kurashi.toml:38 端末の設置: 対象外（制度の廃止）のまま引き継いだ。続けるなら excluded を消す。\n"
        "  plans/2020/plan.toml:5 前年度の記録に付いていたコメント: # 公表は6月\n"
        "\n"
        "終わったかもしれない項目（引き継ぎました。除くなら --drop） 2項目\n"
        "  1-2 端末の設置（対象外: 制度の廃止）\n"
        "  2-1 DX研修（半期の予定がすべて完了か中止）\n"
    )


def test_what_is_dropped_goes_with_its_comments_and_reposts(made: Workspace) -> None:
    outcome = made.run("rollover", "2019", "--to", "2020", "--drop", "1-2", "--drop", "dx")
    assert outcome.out.splitlines()[3:7] == [
        "1項目を引き継ぎ、3項目を除きました。",
        "  DX研修",
        "  端末の設置",
        "  again（元の項目を除いたので、再掲も除いた）",
    ]
    text = made.read("plans/2020/kurashi.toml")
    assert "端末" not in text
    assert "again" not in text
    assert made.read("plans/2020/gyosei.toml") == ""
    assert "行政: 項目がない。gyosei.toml に [[item]] を書く。" in outcome.out
    assert "エラー" not in made.run("validate", "2020").out


def test_actuals_become_bases_and_last_years_values_where_that_is_asked_for(made: Workspace) -> None:
    made.run("rollover", "2019", "--to", "2020", "--move-bases", "--last-year")
    data = tomli.loads(made.read("plans/2020/kurashi.toml"))
    one, two, three = data["item"][0]["indicator"]
    assert (one["last_year"], two["last_year"], three["last_year"]) == (12, 120, "65.5")
    assert two["baseline"] == 120
    assert "baseline" not in one
    assert "エラー" not in made.run("validate", "2020").out


def test_fields_are_carried_as_they_are_declared(workspace: MakeWorkspace) -> None:
    declared = PLAN.replace(
        'unit = "千円"\n\n[[field]]\nid = "hourei"',
        'unit = "千円"\nrollover = "keep"\n\n[[field]]\nid = "hourei"',
    )
    declared = declared.replace('heading = "根拠法令"\n', 'heading = "根拠法令"\nrollover = "clear"\n')
    made = workspace({**FILES, "plans/2019/plan.toml": declared})
    out = made.run("rollover", "2019", "--to", "2020").out
    assert tomli.loads(made.read("plans/2020/kurashi.toml"))["item"][0]["fields"] == {"yosan": 1200}
    assert "広報事業: 予算額（千円） 1200 を確かめる。" in out
    assert "広報事業: 根拠法令（前年度は デジタル手続法）を書く。" in out
    made.write(
        "plans/2019/plan.toml",
        declared.replace('rollover = "clear"', 'rollover = "clear"\nrequired = "always"'),
    )
    assert "エラー DX331 はじめから書く欄は、空にして引き継げません。" in made.run("validate", "2019").out


def test_it_goes_beside_this_years_plan_unless_told_otherwise(made: Workspace) -> None:
    assert made.run("rollover", "2019").out.startswith("plans/2020/gyosei.toml\n")


def test_undo_takes_it_back(made: Workspace) -> None:
    before = made.files()
    made.run("rollover", "2019", "--to", "plans/2020")
    assert made.run("undo").code == 0
    assert made.files() == before
    assert not (made.path / "plans" / "2020").exists()


def test_a_dry_run_writes_nothing(made: Workspace) -> None:
    before = made.files()
    outcome = made.run("rollover", "2019", "--to", "2020", "--dry-run")
    assert "もう達している目標" in outcome.out
    assert "書き込んでいません" in outcome.err
    assert made.files() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2019", "--to", "plans/2019"), "plans/2019 には、すでに計画があります。"),
        (("2019", "--to", "2021"), "plans/2019 の次の年度は 2020 で、2021 ではありません。"),
        (("2019", "--to", "2020", "--drop", "9-9"), "「9-9」という項目はありません。"),
    ],
)
def test_it_refuses(made: Workspace, arguments: tuple[str, ...], said: str) -> None:
    before = made.files()
    outcome = made.run("rollover", *arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert made.files() == before


def test_it_refuses_what_cannot_be_carried_on(real: Workspace) -> None:
    """A plan of totals, a plan of several years, a plan with errors, and a folder that there is."""
    root = Path(__file__).parent.parent
    for name in ("2020", "aomori"):
        shutil.copytree(root / "plans" / name, real.path / "plans" / name)
    assert "plans/2020 には、すでに計画があります。" in real.run("rollover", "2019", "--to", "2020").err
    assert "件数だけの計画です。" in real.run("rollover", "2020", "--to", "2021").err
    assert "同じフォルダのまま次の年度にします。" in real.run("rollover", "aomori", "--to", "aomori-2").err
    real.write("plans/2019/fukko.toml", "[[item]]\n")
    assert real.run("rollover", "2019", "--to", "2020-an").code == 1


def test_ended_items_are_asked_about_at_a_terminal(made: Workspace) -> None:
    code, shown = at_terminal(
        made, "rollover", "2019", "--to", "2020", talk=[("Enter）:", "9-9\n"), ("Enter）:", "1-2\n")]
    )
    assert code == 0, shown
    assert "1-2 端末の設置（対象外: 制度の廃止）" in shown
    assert "「9-9」という項目はありません。" in shown
    assert "端末" not in made.read("plans/2020/kurashi.toml")


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("R元年度に", "R2年度に"),
        ("令和元（2019）年度", "令和2（2020）年度"),
        ("令和１年度", "令和２年度"),
        ("Ｒ１年度", "Ｒ２年度"),
        ("平成31年度", "令和2年度"),
        ("H31年度", "R2年度"),
        ("2019年度中に、2020年4月から", "2020年度中に、2020年4月から"),
        ("R1、R2とも", "R1、R2とも"),
        ("2019年10月1日から", "2019年10月1日から"),
        ("平成26年度の改正", "平成26年度の改正"),
        ("12回、2019件", "12回、2019件"),
    ],
)
def test_years_in_texts_move_on_in_their_own_notation(text: str, moved: str) -> None:
    assert moved_on(text, 2019).text == moved


@examples(max_examples=150)
@given(
    head=sound_heads,
    direction=sound_directions,
    options=st.sets(st.sampled_from(["move_bases", "last_year"])),
)
def test_any_sound_plan_of_a_year_becomes_a_sound_plan(
    head: dict[str, Any], direction: dict[str, Any], options: set[str]
) -> None:
    files = {"plan.toml": tomli_w.dumps(head), "kurashi.toml": tomli_w.dumps(direction)}
    content = read_plan("2019", "plans/2019", {name: text.encode() for name, text in files.items()})
    if content.plan is None:
        return
    try:
        made = roll_over(
            content,
            ("2020", "plans/2020"),
            move_bases="move_bases" in options,
            last_year="last_year" in options,
        )
    except DxplanError:
        return
    assert made.content.plan
    assert made.content.plan.fiscal_year == content.plan.fiscal_year + 1
    assert [row.id for row in made.content.plan.rows] == [row.id for row in content.plan.rows]
    items = [row for row in made.content.plan.rows if isinstance(row, Item)]
    assert not any(item.results or any(i.actuals for i in item.indicators) for item in items)
    assert list(made.report())


SPAN = HEAD.replace(
    "fiscal_year = 2019", 'fiscal_year = "R4"  # いま\nyears = ["R4", "R6"]\npublished = { items = 1 }'
)
YEARLY = (
    ITEM
    + '[[item.indicator]]\nname = "研修"\nunit = "回"\ntarget = { R4 = 3, R5 = 4, R6 = 5 }\nactual = { R4 = 3 }\n'
    + '[item.result.R4]\ndone = true\nreport = "開いた。"\n'
)


def test_a_plan_of_several_years_goes_on_in_its_folder(workspace: MakeWorkspace) -> None:
    place = workspace({"plans/kihon/plan.toml": SPAN, "plans/kihon/kurashi.toml": YEARLY})
    before = place.files()
    assert place.run("rollover", "kihon", "--dry-run").code == 0
    assert place.files() == before
    outcome = place.run("rollover", "kihon")
    assert (outcome.code, outcome.out.splitlines()[0]) == (0, "plans/kihon/plan.toml"), outcome.err
    expected = SPAN.replace('"R4"  # いま', '"R5"  # いま').replace("published = { items = 1 }\n", "")
    assert place.read("plans/kihon/plan.toml") == expected
    assert place.read("plans/kihon/kurashi.toml") == YEARLY
    assert "◎ 目標達成" in place.run("list", "kihon", "--year", "R4").out
    assert "未記録" in place.run("list", "kihon").out
    assert place.run("undo").code == 0
    assert place.files() == before


def test_the_last_year_of_several_has_no_next_one(workspace: MakeWorkspace) -> None:
    last = SPAN.replace('"R4"  # いま', '"R6"')
    place = workspace({"plans/kihon/plan.toml": last, "plans/kihon/kurashi.toml": YEARLY})
    outcome = place.run("rollover", "kihon")
    assert (outcome.code, "最後の年度なので、次の年度はありません。" in outcome.err) == (2, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [("[item.result.R4]", "[item.result]"), ("actual = { R4 = 3 }", "actual = 3")],
)
def test_what_has_no_year_is_not_made_next_years(old: str, new: str, workspace: MakeWorkspace) -> None:
    place = workspace({"plans/kihon/plan.toml": SPAN, "plans/kihon/kurashi.toml": YEARLY.replace(old, new)})
    before = place.files()
    outcome = place.run("rollover", "kihon")
    assert (outcome.code, "広報事業 など）。次の年度のものになってしまう" in outcome.err) == (2, True), (
        outcome
    )
    assert place.files() == before
