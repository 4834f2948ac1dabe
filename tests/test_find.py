"""``dxplan find``: where words stand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from dxplan.values.characters import places, spoken
from tests.conftest import HEAD, ITEM, Workspace

Small = Callable[[str], Workspace]
RADIO = ITEM + '[item.result]\ndone = true\nreport = "災害の時はテレビやラジオで伝え、ＳＮＳでも知らせた。"\n'


@pytest.mark.parametrize("word", ["ラジオ", "らじお", "ﾗｼﾞｵ", "sns", "ＳＮＳ"])
def test_a_word_is_found_however_it_is_typed(word: str, small: Small) -> None:
    shown = small(RADIO).run("find", word)
    assert shown.out.startswith("1-1 広報事業  [koho]\n  取組実績・成果等: 災害の時は")
    assert ("【ラジオ】" in shown.out) is ("じ" in word or "ジ" in word or "ｼ" in word)
    assert "plans/2019/kurashi.toml:9" in shown.out
    assert shown.err == "1か所（1の文）\n"


def test_several_words_must_all_stand_in_the_item(small: Small) -> None:
    other = RADIO.replace('"koho"', '"hoka"').replace("ラジオ", "新聞")
    place = small(RADIO + other)
    assert place.run("find", "県の取組\u3000ラジオ").out.count("[") == 1
    assert "【県の取組】を知らせる。" in place.run("find", "県の取組 ラジオ").out
    assert place.run("find", "新聞 ラジオ").err == "「新聞 ラジオ」はありません。\n"


def test_all_plans_are_searched_and_one_with_errors_is_told(small: Small) -> None:
    place = small(RADIO)
    place.write("plans/2020/plan.toml", HEAD.replace("2019", "2020"))
    place.write("plans/2020/kurashi.toml", RADIO)
    place.write("plans/2021/plan.toml", "zzz = 1\n")
    shown = place.run("find", "ラジオ")
    assert [line[:1] for line in shown.out.splitlines() if "アクションプラン" in line] == ["■", "■"]
    assert shown.out.index("令和2年度") < shown.out.index("令和元年度")
    assert "plans/2021 には誤りがある" in shown.err
    assert place.run("find", "ラジオ", "2021").code == 1


def test_headings_and_the_plan_itself_are_searched(small: Small) -> None:
    place = small(ITEM)
    place.write("plans/2019/plan.toml", HEAD + 'theme = "防災とくらし"\n')
    assert "[kurashi]\n  説明: 【防災】とくらし" in place.run("find", "防災").out
    assert "ICTアクションプラン2019\n  題名: 【ICT】" in place.run("find", "ict").out


def test_a_long_text_is_shown_around_the_words(small: Small) -> None:
    report = "あ" * 300 + "防災" + "い" * 300 + "防災訓練" + "う" * 300
    shown = small(RADIO.replace("災害の時は", report)).run("find", "防災")
    assert shown.out.replace("\n    ", "").count("あ" * 40 + "【防災】" + "い" * 40 + "…") == 1
    assert shown.out.replace("\n    ", "").count("…" + "い" * 40 + "【防災】訓練") == 1
    assert "あ" * 41 not in shown.out.replace("\n    ", "")


def test_json_marks_the_words_in_the_text_as_written(small: Small) -> None:
    (found,) = json.loads(small(RADIO).run("find", "ﾗｼﾞｵ テレビ", "--json").out)["found"]
    (text,) = found["texts"]
    assert (found["id"], found["number"], text["key"], text["line"]) == (
        "koho",
        "1-1",
        "item.0.result.report",
        9,
    )
    assert [text["text"][mark["start"] : mark["end"]] for mark in text["marks"]] == ["テレビ", "ラジオ"]


def test_marks_fit_the_letters_as_written() -> None:
    text = "㈱ ﾊﾟｿｺﾝ 教室とパソコン"
    marked = [text[start:end] for start, end in places(text, [spoken("ぱそこん教室"), spoken("パソコン")])]
    assert marked == ["ﾊﾟｿｺﾝ 教室", "パソコン"]
    assert places("株式会社", [spoken("")]) == []


def test_every_text_of_an_item_is_searched(small: Small) -> None:
    """Also what stands beside its sentences: reasons, own fields, targets in words, corrections, what was asked back."""
    place = small(
        ITEM
        + """
[[item.ignore]]
code = "DX461"
reason = "照査の語"
[[item.change]]
on = "2019-10-01"
kind = "目標引下げ"
indicator = "手引"
reason = "変更の語"
[[item.indicator]]
name = "手引"
stages = ["素案の語", "策定"]
target = "策定"
provisional = "速報の語"
source = "出典の語"
[item.fields]
kind = "選択の語"
[item.result]
done = true
[item.result.override]
verdict = "未達"
reason = "変更した語"
"""
    )
    field = '[[field]]\nid = "kind"\nheading = "区分"\non = "item"\nkind = "choice"\nchoices = ["選択の語", "他"]\n'
    correction = (
        '[[correction]]\non = "2020-07-01"\nitem = "koho"\nfigure = "判定"\nbefore = "達成"\nafter = "未達"\n'
        'reason = "訂正の語"\n'
    )
    head, _, direction = HEAD.partition("[[direction]]")
    place.write("plans/2019/plan.toml", f"{head}{correction}{field}[[direction]]{direction}")
    row = 'section = "総務部 広報課"\nrow = "koho"\ncolumn = "report"\nfile = "1f"\n'
    place.write(
        "plans/2019/collected/ledger.toml",
        f'[[query]]\n{row}text = "照会の語"\nasked = "2020-04-01"\nanswer = "答えの語"\n'
        f'[[said]]\n{row}text = "回答の語"\ncell = "I5"\n'
        f'[[said]]\n{row}text = "記録した語"\ncell = "I6"\nrecorded = "2020-04-02"\n',
    )
    shown = place.run("find", "語", "2019")
    assert shown.err == "1か所（11の文）\n"
    assert set(re.findall(r"(\S+)【語】", shown.out)) == {
        *("照査の", "変更の", "素案の", "速報の", "出典の", "選択の", "変更した"),
        *("訂正の", "照会の", "答えの", "回答の"),
    }
