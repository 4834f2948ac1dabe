"""``dxplan publish``: what was published is kept, and no figure of it changes without a correction."""

from __future__ import annotations

import hashlib
import shutil
import subprocess

import pytest
import tomli

from tests.conftest import HEAD, ITEM, MakeWorkspace, NewWorkspace, Workspace
from tests.repositories import alone, commit
from tests.test_writing import Kill, every_fault

INDICATOR = """
[[item.indicator]]
name = "研修"
unit = "回"
target = 12
actual = 12

[item.result]
done = true
report = "開いた。"
"""
FILES = {
    "plans/2019/plan.toml": "# 表紙\n" + HEAD,
    "plans/2019/kurashi.toml": ITEM + INDICATOR,
}
CORRECTION = """
[[correction]]
on = "2020-07-10"
item = "koho"
indicator = "研修"
figure = "実績値"
before = "12回"
after = "11"
reason = "二度数えた"
effect = "判定は未達になる"
"""
KURASHI, PLAN = "plans/2019/kurashi.toml", "plans/2019/plan.toml"


@pytest.fixture
def made(workspace: MakeWorkspace) -> Workspace:
    return workspace(FILES)


@pytest.fixture
def published(made: Workspace) -> Workspace:
    outcome = made.run("publish", "2019", "--as", "2020-06-18", "--no-tag")
    assert outcome.code == 0, outcome.err
    return made


def test_figures_and_handouts_are_kept(made: Workspace) -> None:
    outcome = made.run("publish", "2019", "--as", "R2.6.18")
    assert outcome.code == 0, outcome.err
    assert outcome.out.splitlines()[-2:] == [PLAN, "plans/2019/published/2020-06-18.toml"]
    assert "令和2年6月18日に公表した11の数と3つの資料を控えました。" in outcome.err
    head = tomli.loads(made.read(PLAN))
    assert head["published"] == {"items": 1, "achieved": 1, "rate": "100", "beside_rate": "100"}
    assert head["direction"][0]["published"] == head["published"]
    assert made.read(PLAN).startswith("# 表紙\n")
    kept = tomli.loads(made.read("plans/2019/published/2020-06-18.toml"))
    assert {"item": "koho", "indicator": "研修", "name": "実績値", "value": "12回"} in kept["figure"]
    assert {"item": "koho", "name": "判定", "value": "目標達成"} in kept["figure"]
    assert {each["name"]: each["sha256"] for each in kept["handout"]} == {
        name: hashlib.sha256((made.path / "out" / "2019" / name).read_bytes()).hexdigest()
        for name in ("実施結果.xlsx", "実施結果.md", "データ.xlsx")
    }
    assert made.run("validate", "2019").out == ""
    assert made.run("fmt", "--check").code == 0


def test_a_killed_publish_has_published_all_or_nothing(new: NewWorkspace) -> None:
    def planned(name: str) -> Workspace:
        place = new(name)
        for file, text in FILES.items():
            place.write(file, text)
        return place

    publish = ("publish", "2019", "--as", "2020-06-18", "--no-tag", "--format", "md")
    whole = planned("whole")
    assert whole.run(*publish).code == 0
    before, after = {name: text.encode() for name, text in FILES.items()}, whole.files()
    outcomes = set()
    for place in every_fault(planned, Kill(), *publish):
        place.run("validate", "2019")
        left = {name: content for name, content in place.files().items() if "/." not in f"/{name}"}
        assert left in (before, after)
        outcomes.add(left == before)
        assert place.run(*publish).code == (0 if left == before else 2)
        assert after.items() <= place.files().items()
    assert outcomes == {True, False}


def test_undo_takes_it_back(made: Workspace) -> None:
    before = made.files()
    made.run("publish", "2019", "--as", "2020-06-18", "--no-tag")
    assert made.run("undo").code == 0
    assert made.files() == before


def test_a_changed_figure_is_an_error_until_a_correction_tells_of_it(published: Workspace) -> None:
    published.write(
        KURASHI,
        (ITEM + INDICATOR)
        .replace("actual = 12", "actual = 11")
        .replace("開いた。", '開いた。"\nreason = "台風'),
    )
    found = published.run("validate", "2019", "--only", "DX492")
    assert found.code == 1
    assert (
        "plans/2019/kurashi.toml:12:10: エラー DX492 「広報事業」の「研修」の実績値は、"
        "令和2年6月18日に「12回」と公表しましたが、いまは「11回」です。" in found.out
    )
    assert 'before = "12回"、after = "11回"' in found.out
    published.write(PLAN, published.read(PLAN) + CORRECTION)
    assert published.run("validate", "2019").out == ""
    assert published.run("render", "2019").out.splitlines() == [
        "out/2019/実施結果.xlsx",
        "out/2019/実施結果.md",
        "out/2019/正誤表.xlsx",
        "out/2019/正誤表.md",
        "out/2019/データ.xlsx",
    ]
    rows = [line for line in published.read("out/2019/正誤表.md").splitlines() if line.startswith("| ")]
    assert rows[1:] == [
        "| 1-1 広報事業　研修　実績値 | 12回 | 11 | 訂正 | 二度数えた | 判定は未達になる | 令和2年7月10日 |",
        "| 1-1 広報事業　判定 | 目標達成 | 未達 |  | 指標の訂正による |  |  |",
        "| 1 暮らし　目標達成項目 | 1 | 0 |  | 項目の訂正による |  |  |",
        "| 1 暮らし　達成項目の割合 | 100% | 0.0% |  | 項目の訂正による |  |  |",
        "| 1 暮らし　達成した指標の割合 | 100% | 0.0% |  | 指標の訂正による |  |  |",
        "| 全体　目標達成項目 | 1 | 0 |  | 項目の訂正による |  |  |",
        "| 全体　達成項目の割合 | 100% | 0.0% |  | 項目の訂正による |  |  |",
        "| 全体　達成した指標の割合 | 100% | 0.0% |  | 指標の訂正による |  |  |",
    ]
    assert "※令和2年7月10日訂正：研修の実績値「12回」→「11」" in published.read("out/2019/実施結果.md")


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        (KURASHI, ITEM, ITEM + 'ignore = [{ code = "DX492", reason = "差し替えてから配った" }]\n'),
        (PLAN, "\n[[direction]]", '\n[checks]\nignore = ["DX492"]\n\n[[direction]]'),
        (PLAN, "\n[[direction]]", '\n[checks]\nignore = ["DX493"]\n\n[[direction]]'),
    ],
)
def test_an_ignore_of_what_was_published_is_idle_only_where_it_hides_nothing(
    published: Workspace, file: str, before: str, after: str
) -> None:
    published.write(file, published.read(file).replace(before, after, 1))
    assert "DX491" in published.run("validate", "2019").out
    published.write(
        KURASHI,
        published.read(KURASHI)
        .replace("actual = 12", "actual = 11")
        .replace("開いた。", '開いた。"\nreason = "台風'),
    )
    if "DX493" in after:
        published.write(PLAN, published.read(PLAN) + CORRECTION.replace('"12回"', '"13回"'))
    found = published.run("validate", "2019").out
    assert "DX491" not in found
    assert "DX492" not in found
    assert "DX493" not in found


def test_a_correction_says_what_was_and_what_is(published: Workspace) -> None:
    published.write(KURASHI, (ITEM + INDICATOR).replace("actual = 12", "actual = 11"))
    head = published.read(PLAN)
    published.write(PLAN, head + CORRECTION.replace('after = "11"', 'after = "10"'))
    assert (
        "「広報事業」の「研修」の実績値の訂正の after は「10」ですが、いまは「11回」です。"
        in published.run("validate", "2019").out
    )
    published.write(PLAN, head + CORRECTION.replace("12回", "13回"))
    assert (
        "訂正の before は「13回」ですが、公表したのは「12回」です。" in published.run("validate", "2019").out
    )
    published.write(PLAN, head + CORRECTION.replace('"研修"', '"講座"'))
    assert (
        "訂正した「広報事業」の「講座」の実績値は、この計画にも、公表した数にもありません。"
        in published.run("validate", "2019").out
    )
    published.write(PLAN, head + CORRECTION.replace('item = "koho"', 'item = "koho"\ndirection = "kurashi"'))
    assert "DX337 item と direction は一緒に書けません。" in published.run("validate", "2019").out


def test_an_item_that_is_gone_is_missed(published: Workspace) -> None:
    published.write(KURASHI, (ITEM + INDICATOR).replace('"koho"', '"koho-2"'))
    said = published.run("validate", "2019").out
    assert (
        "「koho」の「研修」の実績値は、令和2年6月18日に「12回」と公表しましたが、いまは「なし」です。" in said
    )


def test_a_corrected_plan_is_published_anew(published: Workspace) -> None:
    published.write(KURASHI, (ITEM + INDICATOR).replace("actual = 12", "actual = 11"))
    assert published.run("publish", "2019", "--as", "2020-07-10", "--no-tag").code == 1
    published.write(PLAN, published.read(PLAN) + CORRECTION)
    outcome = published.run("publish", "2019", "--as", "2020-07-10", "--no-tag")
    assert outcome.code == 0, outcome.err
    assert "正誤表.xlsx" in outcome.out
    table = published.read("out/2019/正誤表.md")
    assert "全体　目標達成項目 | 1 | 0 |" in table
    assert published.run("render", "2019", "--handout", "正誤表").code == 0
    assert published.read("out/2019/正誤表.md").split("---")[0] == table.split("---")[0]
    assert tomli.loads(published.read(PLAN))["published"]["achieved"] == 0
    assert "エラー" not in published.run("validate", "2019").out


def test_an_item_that_came_is_told_though_others_are_corrected(published: Workspace) -> None:
    more = ITEM.replace('"koho"', '"web"') + '\n[item.result]\ndone = true\nreport = "開いた。"\n'
    published.write(KURASHI, (ITEM + INDICATOR).replace("actual = 12", "actual = 11") + "\n" + more)
    published.write(PLAN, published.read(PLAN) + CORRECTION)
    said = published.run("validate", "2019").out
    assert "「暮らし」の実施事業項目は、令和2年6月18日に「1」と公表しましたが、いまは「2」です。" in said
    assert "計画全体の実施事業項目は、" in said
    assert ("の割合は、" in said, "「広報事業」の判定" in said) == (False, False)


def test_what_was_published_of_a_year_before_is_held_too(workspace: MakeWorkspace) -> None:
    """A plan of several years goes on in its folder: its figures of last year were published, and stay so."""
    span = 'fiscal_year = 2019\nyears = ["R1", "R3"]'
    indicator = INDICATOR.replace(
        "target = 12\nactual = 12", "target = { R1 = 12, R2 = 12 }\nactual = { R1 = 12 }"
    )
    indicator = indicator.replace("[item.result]", "[item.result.R1]")
    head = HEAD.replace("fiscal_year = 2019", span)
    made = workspace({PLAN: head, KURASHI: ITEM + indicator})
    assert made.run("publish", "2019", "--as", "2020-06-18", "--no-tag").code == 0
    corrected = indicator.replace("{ R1 = 12 }", "{ R1 = 11 }").replace(
        "開いた。", '開いた。"\nreason = "台風'
    )
    assert made.run("rollover", "2019").code == 0
    assert made.run("validate", "2019").out == ""

    made.write(KURASHI, ITEM + corrected)
    (said,) = [line for line in made.run("validate", "2019").out.splitlines() if "エラー DX49" in line]
    assert "令和元年度の「広報事業」の「研修」の実績値は、令和2年6月18日に「12回」と公表しましたが" in said
    made.write(PLAN, made.read(PLAN) + CORRECTION)
    assert "DX493" in made.run("validate", "2019").out  # without its year it is of the year that has begun
    made.write(PLAN, made.read(PLAN).replace("[[correction]]", '[[correction]]\nyear = "R1"'))
    assert made.run("validate", "2019").out == ""
    assert made.run("fmt", "--check").code in (0, 1)
    assert made.run("render", "2019", "--year", "R1", "--format", "md").code == 0
    assert "| 1-1 広報事業　判定 | 目標達成 | 未達 |" in made.read("out/2019/正誤表.md")
    assert "正誤表" not in made.run("render", "2019", "--format", "md", "--draft").out
    made.write(PLAN, made.read(PLAN).replace('year = "R1"', 'year = "R9"'))
    assert "訂正の年度「R9」は、この計画の年度ではありません。" in made.run("validate", "2019").out


def test_a_correction_goes_on_with_its_year(workspace: MakeWorkspace) -> None:
    span = 'fiscal_year = 2019\nyears = ["R1", "R3"]'
    indicator = INDICATOR.replace(
        "target = 12\nactual = 12", "target = { R1 = 12, R2 = 12 }\nactual = { R1 = 11 }"
    )
    indicator = indicator.replace("[item.result]", "[item.result.R1]").replace(
        "開いた。", '開いた。"\nreason = "台風'
    )
    made = workspace({PLAN: HEAD.replace("fiscal_year = 2019", span) + CORRECTION, KURASHI: ITEM + indicator})
    assert made.run("validate", "2019").out == ""
    assert made.run("rollover", "2019").code == 0
    assert tomli.loads(made.read(PLAN))["correction"][0]["year"] == "R1"
    assert made.run("validate", "2019").out == ""


def test_a_corrected_count_is_marked_on_the_first_page(published: Workspace) -> None:
    more = ITEM.replace('"koho"', '"web"') + '\n[item.result]\ndone = true\nreport = "開いた。"\n'
    published.write(KURASHI, ITEM + INDICATOR + "\n" + more)
    of = '[[correction]]\non = "2020-07-10"\nreason = "落としていた"\nbefore = "1"\nafter = "2"\n'
    counts = [f'{of}figure = "{name}"\n' for name in ("実施事業項目", "目標達成項目")]
    counts += [f'{each}direction = "kurashi"\n' for each in counts]
    published.write(PLAN, published.read(PLAN) + "\n" + "\n".join(counts))
    assert published.run("validate", "2019").out == ""
    assert published.run("render", "2019", "--format", "md").code == 0
    page = published.read("out/2019/実施結果.md")
    assert "※令和2年7月10日訂正：全体の実施事業項目「1」→「2」" in page
    assert "※令和2年7月10日訂正：暮らしの目標達成項目「1」→「2」" in page
    assert "| 1 暮らし　実施事業項目 | 1 | 2 | 訂正 | 落としていた |" in published.read("out/2019/正誤表.md")


def test_counts_that_a_person_wrote_over_those_published_are_held_against_the_items(
    published: Workspace,
) -> None:
    head = published.read(PLAN)
    published.write(
        PLAN, head.replace("achieved = 1", "achieved = 0").replace('rate = "100"', 'rate = "0.0"')
    )
    assert "DX404 1 暮らしの目標達成項目は0と公表されていますが" in published.run("validate", "2019").out


def test_the_table_of_a_version_is_held_against_what_was_published_then(
    published: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch)
    published.write(KURASHI, (ITEM + INDICATOR).replace("actual = 12", "actual = 11"))
    published.write(PLAN, published.read(PLAN) + CORRECTION)
    commit(published, "訂正")
    shutil.rmtree(published.path / "plans/2019")
    shutil.copytree(published.path / "out/2019", published.path / "plans/2019")
    outcome = published.run(
        "render", "plans/2019", "--as-of", "HEAD", "--handout", "正誤表", "--format", "md"
    )
    assert outcome.code == 0, outcome.err
    assert "| 1-1 広報事業　判定 | 目標達成 | 未達 |" in published.read(outcome.out.strip())


HALF = INDICATOR.replace("actual = 12", "actual = 9") + 'reason = "台風"\n'
BOTH = ITEM + HALF.replace(
    "\n[item.result]", INDICATOR.partition("\n[item.result]")[0].replace("研修", "講座") + "\n[item.result]"
)


@pytest.fixture
def half(made: Workspace) -> Workspace:
    """An item of two indicators, one of them missed: it is 未達 whatever becomes of the other."""
    made.write(KURASHI, BOTH)
    outcome = made.run("publish", "2019", "--as", "2020-06-18", "--no-tag")
    assert outcome.code == 0, outcome.err
    return made


def test_the_rate_of_indicators_is_published_beside_that_of_items(half: Workspace) -> None:
    head = tomli.loads(half.read(PLAN))
    assert head["published"] == {"items": 1, "achieved": 0, "rate": "0.0", "beside_rate": "50.0"}
    assert head["direction"][0]["published"] == head["published"]
    kept = tomli.loads(half.read("plans/2019/published/2020-06-18.toml"))["figure"]
    assert {"name": "指標の割合", "value": "50.0%"} in kept
    assert {"direction": "kurashi", "name": "指標の割合", "value": "50.0%"} in kept
    assert "指標の割合 50.0%" in half.run("classify", "2019", "--explain", "全体").out
    assert half.run("validate", "2019").out == ""
    assert half.run("fmt", "--check").code == 0


def test_it_does_not_change_unseen_where_the_rate_of_items_stays(half: Workspace) -> None:
    more = '\n[[item.indicator]]\nname = "参加者"\nunit = "人"\ntarget = 10\nactual = 5\n'
    half.write(KURASHI, BOTH.replace("\n[item.result]", more + "\n[item.result]"))
    said = half.run("validate", "2019").out
    assert "計画全体の指標の割合は、令和2年6月18日に「50.0%」と公表しましたが、いまは「33.3%」です。" in said
    assert "「暮らし」の指標の割合は、" in said
    assert "項目" not in said.replace("番目の項目", "")
    own = (
        '\n[[correction]]\non = "2020-07-10"\nfigure = "指標の割合"\nbefore = "50.0%"\nafter = "33.3%"\n'
        'reason = "指標の追加"\n'
    )
    half.write(PLAN, half.read(PLAN) + own + own.replace("figure", 'direction = "kurashi"\nfigure'))
    assert half.run("validate", "2019").out == ""
    half.run("render", "2019", "--format", "md")
    assert (
        "| 全体　達成した指標の割合 | 50.0% | 33.3% | 訂正 | 指標の追加 |  | 令和2年7月10日 |"
        in half.read("out/2019/正誤表.md")
    )
    half.write(PLAN, half.read(PLAN).replace('"33.3%"', '"40.0%"', 1))
    assert (
        "計画全体の指標の割合の訂正の after は「40.0%」ですが、いまは「33.3%」です。"
        in half.run("validate", "2019").out
    )


def test_it_follows_from_the_indicators_that_were_corrected(half: Workspace) -> None:
    half.write(KURASHI, BOTH.replace("actual = 12", "actual = 10"))
    half.write(PLAN, half.read(PLAN) + CORRECTION.replace('"研修"', '"講座"').replace('"11"', '"10回"'))
    assert half.run("validate", "2019").out == ""
    half.run("render", "2019", "--format", "md")
    rows = [line for line in half.read("out/2019/正誤表.md").splitlines() if "の割合" in line]
    assert rows == [
        f"| {place}　達成した指標の割合 | 50.0% | 0.0% |  | 指標の訂正による |  |  |"
        for place in ("1 暮らし", "全体")
    ]
    said = "指標の割合は公表50.0%（公表の後に訂正した）"
    assert said in half.run("review", "2019").out.replace("\n    ", "")
    outcome = half.run("publish", "2019", "--as", "2020-07-10", "--no-tag")
    assert outcome.code == 0, outcome.err
    assert tomli.loads(half.read(PLAN))["published"]["beside_rate"] == "0.0"


def test_a_plan_that_counts_indicators_publishes_the_rate_of_items(half: Workspace) -> None:
    half.run("undo")
    half.write(PLAN, half.read(PLAN) + '\n[judgement]\ncount = "indicator"\n')
    outcome = half.run("publish", "2019", "--as", "2020-06-18", "--no-tag")
    assert outcome.code == 0, outcome.err
    assert tomli.loads(half.read(PLAN))["published"] == {
        "items": 2, "achieved": 1, "rate": "50.0", "beside_rate": "0.0"
    }  # fmt: skip
    assert {"name": "項目の割合", "value": "0.0%"} in tomli.loads(
        half.read("plans/2019/published/2020-06-18.toml")
    )["figure"]


def test_a_rate_of_indicators_that_was_published_by_hand_is_held(made: Workspace) -> None:
    made.write(PLAN, made.read(PLAN) + 'published = { beside_rate = "95" }\n')
    assert (
        "1 暮らしの指標の割合は95%と公表されていますが、数えると100%（1÷1）です。"
        in made.run("validate", "2019").out
    )
    made.write(PLAN, made.read(PLAN).replace('"95"', '"95%"'))
    assert "DX207 公表された割合「95%」を数として読めません。" in made.run("validate", "2019").out
    made.write(PLAN, made.read(PLAN).replace('"95%"', '"95"'))
    made.write(KURASHI, ITEM + '[item.result]\ndone = true\nreport = "開いた。"\n')
    assert "数えるものがありません。" in made.run("validate", "2019").out
    totals = HEAD + 'items = 10\nachieved = 8\npublished = { beside_rate = "95" }\n'
    made.write(PLAN, totals)
    (made.path / KURASHI).unlink()
    assert "指標の割合" not in made.run("validate", "2019").out


def test_it_refuses(made: Workspace) -> None:
    made.run("publish", "2019", "--as", "2020-06-18", "--no-tag")
    before = made.files()
    assert "がすでにあります" in made.run("publish", "2019", "--as", "2020-06-18").err
    assert (
        "それより後の令和2年6月18日に公表しています。"
        in made.run("publish", "2019", "--as", "2020-06-17").err
    )
    assert "日付として読めません" in made.run("publish", "2019", "--as", "6月").err
    made.write(KURASHI, ITEM)
    assert made.run("publish", "2019", "--as", "2020-06-19").code in (1, 2)
    made.write(KURASHI, before[KURASHI])
    assert made.files() == before


def test_a_committed_plan_is_tagged(made: Workspace) -> None:
    if shutil.which("git") is None:
        pytest.skip("no git")

    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.jp", *arguments]
        return subprocess.run(command, cwd=made.path, capture_output=True, text=True, check=True).stdout

    git("init", "-q")
    git("config", "user.name", "a")
    git("config", "user.email", "a@example.jp")
    git("add", "plans")
    git("commit", "-qm", "計画")
    assert (
        "git のタグ published/2019/2020-06-18 を付けました。"
        in made.run("publish", "2019", "--as", "2020-06-18").err
    )
    assert git("tag") == "published/2019/2020-06-18\n"
    assert (
        "コミットしてから: git tag published/2019/2020-06-19"
        in made.run("publish", "2019", "--as", "2020-06-19").err
    )
