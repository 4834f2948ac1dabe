"""Sentences in which a word is missing, too much, or joined as no sentence joins it; and sentences that are right."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import ITEM, Workspace

Small = Callable[[str], Workspace]


def found(made: Workspace) -> list[tuple[str, str]]:
    """Return the codes, and what is to be written instead."""
    data = json.loads(made.run("validate", "2019", "--format", "json").out)
    return [(finding["code"], finding["hint"]) for finding in data["diagnostics"]]


def said(small: Small, overview: str, more: str = "") -> list[tuple[str, str]]:
    return found(small(ITEM.replace("県の取組を知らせる。", overview) + more))


@pytest.mark.parametrize(
    ("overview", "instead"),
    [
        ("システムの導入し、運用した。", "ムを導入し、"),
        ("実践的な研修の実施していくことが要る。", "修を実施していく"),
        ("災害への対策の強化するために訓練した。", "策を強化するために"),
        ("連携を図られた。", "が図られ"),
        ("課題が見える化する。", "を見える化"),
        ("使いやすさを向上など、改善を進める。", "の向上など"),
        ("動画をアップロードとチェック表の記入を行う。", "のアップロードと"),
        ("計画基づく工事を行う。", "画に基づく"),
        ("県おける普及を図る。", "県における"),
        ("誤送信を起因とする漏えいを防ぐ。", "に起因"),
        ("取組を後押し、広める。", "を後押しし、"),
        ("普及に取り組み「県民の日」に知らせる。", "に取り組み、"),
        ("情報、を集めて配る。", "報を"),
        ("県民の、暮らしを支える情報を配る。", "県民の"),
    ],
)
def test_what_no_sentence_has_is_found_with_what_to_write(small: Small, overview: str, instead: str) -> None:
    assert said(small, overview) == [("DX478", f"「{instead}」のように書いてください。")]


@pytest.mark.parametrize(
    "overview",
    [
        "デジタル技術の進展が進み、暮らしが変わる。",
        "育成に取り組むを進める。",
        "支援に係る経費に係る補助を行う。",
    ],
)
def test_what_is_said_twice_is_found(small: Small, overview: str) -> None:
    assert [code for code, _ in said(small, overview)] == ["DX478"]


@pytest.mark.parametrize(
    "overview",
    [
        "県の実施する研修、市町村の整備し、管理する施設、事業者の提供していくサービスを紹介する。",
        "計画に基づく工事、県における普及、増加に伴う負担を調べる。",
        "研修を通関する人に開き、連関するものを除く。",
        "課題が見える化され、利用が進む。",
        "向上を図り、強化などを行う。",
        "会議の進行が速く進む。",
        "支援に係る経費の補助と、導入に係る助言を行う。",
        "市町村の、県の、国の役割を分ける。",
        "誰もが使えるようにするための、新しい窓口を置く。",
        "取組を後押しし、橋渡しを行う。",
        "普及に取り組み、電子化に取り組めるようにする。",
        "情報を集め、県民へ配る。",
    ],
)
def test_what_is_right_is_let_be(small: Small, overview: str) -> None:
    assert said(small, overview) == []


@pytest.mark.parametrize(
    ("overview", "code"),
    [
        ("サービス等を活用を始めとした見直しを行う。", "DX470"),
        ("補助金の交付を交付により導入を促す。", "DX470"),
        ("市町村に対して進める。所得の向上を図るを図る。", "DX470"),
        ("情報を配る、。", "DX470"),
        ("県民はは防災に備える。", "DX470"),
        ("取組を部局を横断して進め、運用を年間を通じて行う。", None),
        ("施設を支援を受けて直す。", None),
        ("ますます広がり、ひとりひとりに、少しずつ届く。", None),
    ],
)
def test_what_stands_twice(small: Small, overview: str, code: str | None) -> None:
    assert [each for each, _ in said(small, overview)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("overview", "code"),
    [
        ("緊急地速報の訓練を行う。", "DX445"),
        ("地公共団体の職員に教える。", "DX445"),
        ("緊急地震速報の訓練を地方公共団体と行う。", None),
        ("事業継続計画と公共交通関連の情報を整える。", None),  # letters of two words
    ],
)
def test_terms_with_a_letter_missing(small: Small, overview: str, code: str | None) -> None:
    assert [each for each, _ in said(small, overview)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("usual", "odd", "code"),
    [
        ("進行管理を行う。進行管理の表を作る。", "進管理を行った。", "DX476"),
        ("校務支援集計システムを使う。校務支援集計システムを直す。", "校務集計システムを入れた。", "DX476"),
        ("農業管理を行う。農業管理の表を作る。", "農管理と農業の管理を行った。", "DX476"),
        ("総合計画を作る。総合計画を直す。", "総計画を知らせた。", None),  # 総 is a word before others
        ("進行管理を行う。", "進管理を行った。", None),  # once each: nobody knows which
    ],
)
def test_a_name_that_stands_elsewhere_with_more_letters(
    small: Small, usual: str, odd: str, code: str | None
) -> None:
    result = f'\n[item.result]\ndone = true\nreport = "{odd}"\n'
    assert [each for each, _ in said(small, usual, result)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("overview", "word"),
    [
        ("河川の水位を常時漢詩する。", "漢詩"),
        ("説明会を開歳し、理解を深める。", "開歳"),
        ("区域が視程されている。", "視程"),
        ("費用の一部を補除します。", "補除"),
        ("河川の水位を常時監視する。", None),
        ("地域と協働し、広報しつつ、対策した。", None),  # no verbs in the dictionary, and verbs in offices
        ("手続を電子化し、一元化する。", None),
        ("改善の方向を直接示し、異常無し、と判定した。", None),
        ("取組を見直し、引渡しを後押しする。", None),
        ("しまなみ海道を県内しまなみと呼ぶ。", None),
    ],
)
def test_a_word_that_is_no_verb_is_not_done(small: Small, overview: str, word: str | None) -> None:
    made = small(ITEM.replace("県の取組を知らせる。", overview))
    said = json.loads(made.run("validate", "2019", "--only", "DX446", "--format", "json").out)["diagnostics"]
    assert [f"「{word}」は、「する」の付く語ではありません。" in finding["message"] for finding in said] == (
        [True] if word else []
    )


@pytest.mark.parametrize("overview", ["技術をの開発する。", "体制を整備しし、広げる。", "窓口にを置く。"])
def test_particles_that_never_meet_are_found(small: Small, overview: str) -> None:
    assert [code for code, _ in said(small, overview)] == ["DX478"]
