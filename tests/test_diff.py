"""``dxplan diff``: two plans, or two versions of one out of git, item by item."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dxplan.comparing.texts import Mark, pieces, tokens
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace

INDICATOR = '[[item.indicator]]\nname = "研修"\nunit = "回"\nbaseline = 5\ntarget = 12\nactual = 10\n'
RESULT = '[item.result]\ndone = true\nreport = "12回開いた。"\n'


@pytest.fixture
def two(workspace: MakeWorkspace) -> Callable[..., Workspace]:
    """Make a plan and a later version of its items beside it: ``two(before, after)``."""

    def make(before: str, after: str, head: str = HEAD) -> Workspace:
        return workspace(
            {
                "plans/old/plan.toml": HEAD,
                "plans/old/kurashi.toml": before,
                "plans/new/plan.toml": head,
                "plans/new/kurashi.toml": after,
            }
        )

    return make


def changes(place: Workspace) -> dict[str, dict[str, object]]:
    found = json.loads(place.run("diff", "old", "new", "--json").out)
    schema = json.loads(place.run("schema", "diff").out)
    Draft202012Validator(schema).validate(found)
    return {each["id"]: each for each in found["items"]}


def test_the_same_plan_does_not_differ_from_itself(workspace: MakeWorkspace) -> None:
    place = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM + INDICATOR + RESULT})
    outcome = place.run("diff", "2019", "2019")
    assert (outcome.code, outcome.out.split("\n")[1]) == (0, "違いはありません。")


def test_headings_that_changed_are_told_by_their_names_and_what_of_them(
    two: Callable[..., Workspace],
) -> None:
    head = HEAD + 'theme = "便利な暮らし"\n\n[[direction]]\nid = "sangyo"\nname = "産業"\n'
    place = two(ITEM, ITEM, head)
    place.write("plans/new/sangyo.toml", "")
    lines = place.run("diff", "old", "new").out.splitlines()
    assert "施策の展開方向と見出し: 暮らし（説明）、産業（新規）" in lines


def test_the_values_of_one_indicator_are_each_held_against_its_own(two: Callable[..., Workspace]) -> None:
    values = '[[item.indicator]]\nid = "kpi-1"\nname = "正答率"\nunit = "%"\n'
    values += 'parts = ["国語", "算数"]\ntarget = ["70", "80"]\n'
    swapped = values.replace('"国語", "算数"', '"算数", "国語"').replace('"70", "80"', '"80", "75"')
    lines = two(ITEM + values, ITEM + swapped).run("diff", "old", "new").out.splitlines()
    assert lines[6:] == ["  指標「正答率（国語）」: 目標引上げ、目標値（R元年度） 70% → 75%"]


def test_items_are_new_ended_moved_and_renamed_by_their_ids(two: Callable[..., Workspace]) -> None:
    one, other, third = (ITEM.replace('"koho"', f'"{id_}"') for id_ in ("ichi", "ni", "san"))
    place = two(
        one + other + third + ITEM,
        third + one + other.replace("広報事業", "広聴事業") + ITEM.replace('"koho"', '"shin"'),
    )
    found = changes(place)
    assert {id_: each["change"] for id_, each in found.items()} == {
        "san": "changed",
        "ni": "changed",
        "shin": "new",
        "koho": "ended",
    }
    assert [id_ for id_, each in found.items() if each["moved"]] == ["san"]
    out = place.run("diff", "old", "new").out
    assert "新規 1、廃止 1、継続 3（変更 2、移動 1）" in out
    assert "移動: 暮らし 1-3 → 暮らし 1-1" in out
    assert "名称: 広［-報-］｛+聴+｝事業" in out
    assert "■ 新規 1-4 広報事業" in out
    assert "■ 廃止 1-4 広報事業" in out


@pytest.mark.parametrize(
    ("old", "new", "moves"),
    [
        ("target = 12", "target = 10", ["目標引下げ"]),
        ("target = 12", "target = 13", ["目標引上げ"]),
        ("target = 12", 'target = "１２"', []),
        ("baseline = 5", "baseline = 4", ["基準値の変更"]),
        ("target = 12", "target = { R3 = 12 }", ["期限の延長"]),
        ("target = 12", "target = { R3 = 11 }", ["目標引下げ", "期限の延長"]),
        ('"研修"', '"講座"\nbetter = "higher"', ["指標の差替え"]),
        ('unit = "回"', 'unit = "人"', ["指標の差替え"]),
    ],
)
def test_a_moved_goalpost_is_called_by_its_name(
    old: str, new: str, moves: list[str], two: Callable[..., Workspace]
) -> None:
    found = changes(two(ITEM + INDICATOR, ITEM + INDICATOR.replace(old, new)))
    told = found["koho"]["indicators"] if "koho" in found else []
    assert isinstance(told, list)
    assert [move for each in told for move in each["moves"]] == moves


def test_where_lower_is_better_a_higher_target_is_the_lowered_one(two: Callable[..., Workspace]) -> None:
    lower = f'{INDICATOR}better = "lower"\n'
    out = two(ITEM + lower, ITEM + lower.replace("target = 12", "target = 20")).run("diff", "old", "new").out
    assert "指標「研修」: 目標引下げ、目標値（R元年度） 12回 → 20回" in out


def test_a_target_asked_of_a_lower_base_is_lowered_though_its_words_stay(
    two: Callable[..., Workspace],
) -> None:
    grown = INDICATOR.replace("target = 12", 'target = "100%増"').replace("actual = 10", "actual = 9")
    out = (
        two(ITEM + grown, ITEM + grown.replace("baseline = 5", "baseline = 4")).run("diff", "old", "new").out
    )
    assert "基準値の変更、目標引下げ" in out


def test_the_verdict_under_the_old_target_stands_beside_the_new_one(two: Callable[..., Workspace]) -> None:
    lowered = (ITEM + INDICATOR + RESULT).replace("target = 12", "target = 10")
    out = two(ITEM + INDICATOR + RESULT, lowered).run("diff", "old", "new").out
    assert "判定: 未達 → 目標達成" in out
    assert "前の目標のままなら: 未達（いまの目標では 目標達成）" in out


def test_the_reason_of_a_moved_goalpost_is_told_with_it_once(two: Callable[..., Workspace]) -> None:
    """When both versions know it, it is of an earlier move."""
    change = '[[item.change]]\non = "2019-10-01"\nindicator = "研修"\nkind = "目標引下げ"\nreason = "会場がない。"\n'
    lowered = ITEM + INDICATOR.replace("target = 12", "target = 10") + change
    place = two(ITEM + INDICATOR, lowered)
    out = place.run("diff", "old", "new").out
    assert "目標値（R元年度） 12回 → 10回\n  理由（令和元年10月1日、目標引下げ）: 会場がない。\n" in out
    assert changes(place)["koho"]["indicators"][0]["reasons"] == [  # type: ignore[index]
        {"on": "2019-10-01", "kind": "目標引下げ", "reason": "会場がない。"}
    ]
    place.run("diff", "old", "new", "--out", "out", "--format", "md")
    assert "| 目標引下げ：会場がない。（令和元年10月1日） |" in place.read("out/new/新旧対照表.md")
    again = two(lowered, lowered.replace("target = 10", "target = 9")).run("diff", "old", "new").out
    assert "目標引下げ" in again
    assert "会場がない" not in again


def test_next_years_target_is_held_against_this_years(two: Callable[..., Workspace]) -> None:
    """Neither is the due year of a plan of one year extended by the next, nor are results of two years compared."""
    head = HEAD.replace("fiscal_year = 2019", "fiscal_year = 2020")
    after = (ITEM + INDICATOR + RESULT).replace("target = 12", "target = 10").replace("12回開", "10回開")
    out = two(ITEM + INDICATOR + RESULT, after, head).run("diff", "old", "new").out
    assert "指標「研修」: 目標引下げ、目標値（R2年度） 12回 → 10回\n" in out
    assert "回開いた" not in out
    assert "前の目標のままなら: 未達（いまの目標では 目標達成）" in out


def test_results_and_what_is_no_text_are_told_too(two: Callable[..., Workspace]) -> None:
    after = (ITEM + 'new = "○"\n' + INDICATOR + RESULT).replace("12回開", "13回開")
    out = two(ITEM + INDICATOR.replace("10", "9") + RESULT, after).run("diff", "old", "new").out
    assert "実績値（R元年度） 9回 → 10回" in out
    assert re.search(r"R元年度の\S+: ［-12-］｛\+13\+｝回開いた。", out)
    assert "ほかに変わったもの: " in out


def test_what_differs_is_told_in_words_of_the_trade(two: Callable[..., Workspace]) -> None:
    head = HEAD.replace("\n[[direction]]", '[judgement]\nscheme = "abcd-100-80-50"\n\n[[direction]]', 1)
    after = f'{ITEM}ignore = [{{ code = "DX401", reason = "確かめた。" }}]\n{INDICATOR}'
    out = two(ITEM + INDICATOR, after, head).run("diff", "old", "new").out
    assert "計画の決めごと: 判定の方式" in out
    assert "ほかに変わったもの: 照査の除外" in out


def test_markdown_stays_what_it_is_whatever_a_text_holds(two: Callable[..., Workspace]) -> None:
    after = ITEM.replace("広報事業", "<b>広報*事業")
    out = two(ITEM, after).run("diff", "old", "new", "--markdown").out
    assert "### 1-1 &lt;b>広報\\*事業" in out
    assert "<ins>&lt;b></ins>広報<ins>\\*</ins>事業" in out


def git(place: Workspace, *arguments: str, day: str = "2020-04-01") -> None:
    who = {"NAME": "県", "EMAIL": "ken@example.jp", "DATE": f"{day}T12:00:00+09:00"}
    env = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
    alone = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}
    subprocess.run(["git", *arguments], cwd=place.path, env={**alone, **env}, check=True, capture_output=True)


@pytest.fixture
def kept(workspace: MakeWorkspace) -> Workspace:
    """A plan whose target was 12, in git with a tag, then 10, in git, and now 8."""
    place = workspace({"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM + INDICATOR})
    git(place, "init", "-q")
    for target, day in ((12, "2020-04-01"), (10, "2020-05-01")):
        place.write("plans/2019/kurashi.toml", ITEM + INDICATOR.replace("target = 12", f"target = {target}"))
        git(place, "add", "plans")
        git(place, "commit", "-q", "-m", "x", day=day)
        if target == 12:
            git(place, "tag", "v1")
    place.write("plans/2019/kurashi.toml", ITEM + INDICATOR.replace("target = 12", "target = 8"))
    return place


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (["2019"], "10回 → 8回"),
        (["plans/2019"], "10回 → 8回"),
        (["HEAD~1:plans/2019", "2019"], "12回 → 8回"),
        (["v1:2019", "HEAD:2019"], "12回 → 10回"),
        (["2020-04-20:plans/2019", "plans/2019"], "12回 → 8回"),
    ],
)
def test_versions_are_read_out_of_git_without_a_checkout(ends: list[str], told: str, kept: Workspace) -> None:
    before = kept.files()
    outcome = kept.run("diff", *ends)
    assert told in outcome.out, outcome.err
    assert kept.files() == before


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("HEAD~9:plans/2019", "「HEAD~9」という版が、git の履歴にありません。"),
        ("--output=x:plans/2019", "「--output=x」という版が、git の履歴にありません。"),
        ("HEAD:plans/2031", "HEAD に、計画「plans/2031」はありません。"),
    ],
)
def test_a_version_that_is_not_there_is_said_plainly(end: str, said: str, kept: Workspace) -> None:
    outcome = kept.run("diff", "--", end, "plans/2019")
    assert (outcome.code, said in outcome.err) == (2, True), outcome.err
    assert not (kept.path / "x").exists()


@pytest.fixture
def broken(kept: Workspace) -> Workspace:
    """A plan of two files, one of which cannot be read as it was committed last; the other has changed since."""
    kept.write("plans/2019/plan.toml", f'{HEAD}\n[[direction]]\nid = "sangyo"\nname = "産業"\n')
    kept.write("plans/2019/sangyo.toml", ITEM.replace('"koho"', '"shien"'))
    kept.write("plans/2019/kurashi.toml", "[[item]\n")
    git(kept, "add", "plans")
    git(kept, "commit", "-q", "-m", "x")
    kept.write("plans/2019/kurashi.toml", ITEM)
    kept.write("plans/2019/sangyo.toml", ITEM.replace('"koho"', '"shien"').replace("広報事業", "支援事業"))
    return kept


def test_files_that_cannot_be_read_are_told_and_the_others_compared(broken: Workspace) -> None:
    outcome = broken.run("diff", "2019")
    assert outcome.code == 1
    assert outcome.err.startswith("HEAD:plans/2019/kurashi.toml:1: ")
    assert "新規 0、廃止 0、継続 1（変更 1、移動 0）" in outcome.out
    assert "［-広報-］｛+支援+｝" in outcome.out
    assert broken.run("diff").code == 1
    found = json.loads(broken.run("diff", "2019", "--json").out)
    assert [(each["path"], each["line"]) for each in found["unread"]] == [("HEAD:plans/2019/kurashi.toml", 1)]
    Draft202012Validator(json.loads(broken.run("schema", "diff").out)).validate(found)


def test_a_table_for_the_committee_is_not_made_of_what_cannot_be_read(broken: Workspace) -> None:
    outcome = broken.run("diff", "2019", "--out", "out")
    assert (outcome.code, "HEAD:plans/2019/kurashi.toml:1:" in outcome.err) == (1, True), outcome
    assert not (broken.path / "out").exists()


def test_without_its_head_a_plan_is_not_compared(broken: Workspace) -> None:
    broken.write("plans/2019/plan.toml", "[\n")
    outcome = broken.run("diff", "2019")
    assert (outcome.code, "plans/2019/plan.toml:1:" in outcome.err) == (1, True), outcome


def test_without_a_plan_all_that_are_not_as_they_were_committed_are_told(kept: Workspace) -> None:
    kept.write("plans/2018/plan.toml", HEAD.replace("2019", "2018"))
    kept.write("plans/2018/kurashi.toml", ITEM)
    kept.write("plans/2017/plan.toml", HEAD.replace("2019", "2017"))
    git(kept, "add", "plans/2018", "plans/2017")
    git(kept, "commit", "-q", "-m", "x")
    assert kept.run("diff").out.startswith("HEAD:plans/2019（令和元年度）→ plans/2019（令和元年度）\n")
    git(kept, "commit", "-q", "-a", "-m", "x")
    outcome = kept.run("diff")
    assert (outcome.code, outcome.out) == (0, "最後のコミットから変わった計画はありません。\n")
    shutil.rmtree(kept.path / "plans" / "2017")
    kept.write("plans/2020/plan.toml", HEAD.replace("2019", "2020"))
    kept.write("plans/2018/kurashi.toml", ITEM.replace("広報", "広聴"))
    out = kept.run("diff").out
    assert out.startswith("plans/2017: なくなりました。\n\nHEAD:plans/2018（")
    assert out.endswith("\n\nplans/2020: 新しい計画です（まだコミットしていません）。\n")
    assert "2019" not in out
    assert "広［-報-］｛+聴+｝" in out
    assert "広<del>報</del><ins>聴</ins>" in kept.run("diff", "--markdown").out
    refused = kept.run("diff", "--json")
    assert (refused.code, "くらべる計画を書いてください。" in refused.err) == (2, True)


def test_a_clone_with_a_part_of_the_past_is_compared_as_far_as_it_goes(kept: Workspace) -> None:
    git(kept, "clone", "-q", "--depth", "1", kept.path.as_uri(), "clone")
    clone = dataclasses.replace(kept, path=kept.path / "clone")
    clone.write("plans/2019/kurashi.toml", ITEM + INDICATOR.replace("target = 12", "target = 7"))
    assert "10回 → 7回" in clone.run("diff").out
    assert "10回 → 7回" in clone.run("diff", "HEAD:plans/2019", "2019").out
    assert "7回" not in clone.run("list", "2019", "--as-of", "HEAD").out
    for earlier in ("HEAD~1:plans/2019", "2020-04-20:plans/2019"):
        outcome = clone.run("diff", earlier, "2019")
        assert (outcome.code, "git fetch --unshallow" in outcome.err) == (2, True), outcome.err


def test_nothing_of_a_strangers_repository_is_run_and_no_environment_leads_astray(
    kept: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    git(kept, "config", "core.fsmonitor", f"touch {tmp_path / 'watched'}; false")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert "10回 → 8回" in kept.run("diff", "2019").out
    assert not (tmp_path / "watched").exists()


def test_without_git_folders_are_compared_and_versions_are_refused(
    two: Callable[..., Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = two(ITEM, ITEM.replace("広報", "広聴"))
    outcome = place.run("diff", "HEAD:old", "new")
    assert (outcome.code, "git の管理下にありません" in outcome.err) == (2, True)
    monkeypatch.setenv("PATH", "")
    assert "広［-報-］｛+聴+｝" in place.run("diff", "old", "new").out
    outcome = place.run("diff", "old")
    assert (outcome.code, "git がありません。" in outcome.err) == (2, True)


def texts() -> Iterator[str]:
    """Yield every text of every plan that is at hand."""

    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from strings(inner)

    for file in sorted((ROOT / "plans").glob("*/*.toml")):
        yield from strings(tomllib.loads(file.read_text(encoding="utf-8")))


#: What is one word or figure wherever it stands.
WHOLE = re.compile(
    r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*|[A-Za-zＡ-Ｚａ-ｚ]+|[ァ-ヺー]+|(?:令和|平成|昭和)(?:元|[0-9０-９]+)年|[RHS](?:元|[0-9]+)"
)


def assert_nothing_is_cut(text: str) -> None:
    parts = tokens(text)
    assert "".join(parts) == text
    edges, place = set(), 0
    for part in parts:
        place += len(part)
        edges.add(place)
    for word in WHOLE.finditer(text):
        assert not edges & set(range(word.start() + 1, word.end())), (word[0], parts)


def test_no_figure_era_year_latin_or_katakana_word_of_any_plan_is_cut() -> None:
    found = list(dict.fromkeys(texts()))
    assert len(found) > 1000
    for text in found:
        assert_nothing_is_cut(text)


WORDS = st.lists(
    st.sampled_from(
        [
            "令和",
            "元",
            "年度",
            "R",
            "H30",
            "1,200",
            "万",
            "５",
            "ー",
            "データ",
            "ICT",
            "Wi-Fi",
            "の",
            "。",
            "が",
            "▲3",
            "%",
        ]
    )
)


@given(WORDS, WORDS)
def test_pieces_give_back_both_texts(old: list[str], new: list[str]) -> None:
    before, after = "".join(old), "".join(new)
    assert_nothing_is_cut(before)
    found = pieces(before, after)
    assert "".join(p.text for p in found if p.mark is not Mark.NEW) == before
    assert "".join(p.text for p in found if p.mark is not Mark.OLD) == after


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("年12回開く", "年13回開く", ["12", "13"]),
        ("1,200人", "1,300人", ["1,200", "1,300"]),
        ("令和元年度に", "令和2年度に", ["令和元年度", "令和2年度"]),
        ("26億2,652万円", "26億2,653万円", ["26億2,652万", "26億2,653万"]),
        ("オープンデータ", "オープンデー", ["オープンデータ", "オープンデー"]),
        ("Wi-Fi6の", "Wi-Fi5の", ["Wi-Fi6", "Wi-Fi5"]),
    ],
)
def test_a_word_that_changed_is_marked_whole(old: str, new: str, changed: list[str]) -> None:
    assert [piece.text for piece in pieces(old, new) if piece.mark is not Mark.BOTH] == changed
