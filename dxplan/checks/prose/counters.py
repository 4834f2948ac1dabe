"""The words behind numbers: counters (件, か所, ダウンロード), bounds (以上) and changes (増)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.letters import is_kanji
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

# Counters that may stand behind a blank (「約 17,000 時間」), and those that would too often be the next word.
_FREE: Final = """
件 回 人 名 社 円 千円 百万円 % パーセント ポイント %ポイント 倍 台 校 枚 冊 棟 戸 隻 頭 羽 匹 品 ha a m km km2 m2 m² km² kg g t GB MB TB
㎡ ㎢ ㎏ ㎞ ㎝ ㎥ トン ヘクタール メートル キロ 時間 分間 秒 週 週間 日間 年間 年度 世帯 施設 店舗 団体 企業 企業等 事業者 事業所 事業
業務 種類 分野 コース 作品 動画 商品 品目 講座 科目 経営体 システム 機関 方部 会場 地点 区間 路線 地区 地域 市町村 市町 町村 市村
自治体 アカウント フォロワー ダウンロード DL インストール ユーザー アクセス ビュー ページビュー ページ セット PV 項目 区分 歳 丁目
都道府県 県 部署 部局 次元 プロジェクト プログラム モデル チーム グループ テーマ 会議室 執務室 者 拠点 農場 ほ場 駅 港 基地局
"""
_TIED: Final = """
本 年 日 部 口 面 市 町 村 次 期 期目 位 室 度 点 条 項 章 節 号 号線 字 文字 語 番 番目 組 班 基 機 種 分 時 月 票 問 食 泊 便
年生 年目 回目 日目 人目 店 園 館 所 床 席 両 階 階建 巻 版 話 団 級 段階 つ 代 年代 時限 単位 周年 個 番組
"""
_LATIN: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# Two letters of one word (本部, 人口) are not the counter and a new word.
_NOT_BEFORE: Final = {
    "本": "部県庁市町校社人格戦",
    "人": "口材員工",
    "社": "会",
    "校": "務舎",
    "市": "場民内町",
    "町": "内民村",
    "村": "内",
    "県": "内外民庁立産職",
    "個": "別人性",
    "品": "質種",
    "点": "字検",
    "部": "局署門隊",
    "年": "齢",
    "日": "本常",
    "回": "線答復収",
    "台": "帳風",
    "機": "関器能械種構",
    "件": "名",
    "名": "称簿",
    "種": "目",
    "室": "内",
    "基": "幹本盤準地",
    "組": "織合",
    "班": "長",
    "期": "間待限",
    "次": "世官",
    "度": "合数",
    "口": "座頭",
    "分": "野析散類庁",
    "店": "長",
    "者": "数",
    "a": _LATIN,
    "m": _LATIN,
    "t": _LATIN,
    "g": _LATIN,
}
_PLACE_LETTERS: Final = frozenset("かカヵヶケｶ箇個")
_PLACE: Final = r"[かカヵヶケｶ箇個](?:所|月間?|年|国|村|町|店)"


_Words = dict[str, list[tuple[str, str]]]


def _by_first_letter(words: Mapping[str, str]) -> _Words:
    """Return words, the longest first, with the letters that may not follow each, by the letter they begin with.

    A look at one letter tells that most of them are not there; an expression of 300 alternatives takes 10 ms to compile.
    """
    found: _Words = {}
    for word in sorted(words, key=len, reverse=True):
        found.setdefault(word[0], []).append((word, words[word]))
    return found


#: What may stand directly behind a counter, each with the letters that may not follow it.
_ABOUT: Final = _by_first_letter(dict.fromkeys(("程度", "前後", "ほど", "くらい", "ぐらい", "近く"), ""))
_BOUNDS: Final = _by_first_letter(
    {
        **dict.fromkeys(("以上", "以下", "以内", "未満"), ""),
        "超": "過え音電特",
        "強": "化調いく靭制固力",
        "弱": "いく者点体視",
        **dict.fromkeys(("余り", "余"), "裕剰地暇"),
    }
)
_CHANGES: Final = _by_first_letter(
    {
        "増": "設員築強刷殖産便減",
        "減": "免災塩築",
        **dict.fromkeys(("増加", "増額", "増収", "減少", "減額", "減収", "削減", "短縮", "低減"), ""),
        **dict.fromkeys(("低下", "上昇", "向上", "アップ", "伸び"), ""),
        "ダウン": "ロ",
    }
)
#: The letters of which one stands behind a counter where any of these does.
_SUFFIXED: Final = frozenset((*_ABOUT, *_BOUNDS, *_CHANGES, "の"))
_BEHIND: Final = "以[上下内]|未満|[超増減強弱余]|程度|前後|近く"
# Where a run of kanji ends that is taken for a counter: 「3圏域整備完了」 counts 圏域.
_STOP: Final = (
    "整備|完了|実施|設置|開設|設立|開催|予定|達成|取得|導入|作成|登録|掲載|配備|参加|受講|選定|制作|"
    f"{_BEHIND}|[約計]"
)

#: The known counters, and those that may stand behind a blank.
_FREE_COUNTERS: Final = _by_first_letter({word: _NOT_BEFORE.get(word, "") for word in _FREE.split()})
_COUNTERS: Final = _by_first_letter({word: _NOT_BEFORE.get(word, "") for word in (_FREE + _TIED).split()})
_PLACES: Final = regex(_PLACE)
_OTHER: Final = regex(r"[ァ-ヺー]+|[A-Za-z]+[²³]?|[㎀-㏟℃]")
_NO_COUNTER: Final = regex(_BEHIND)
_ENDS: Final = regex(_STOP)
_PER: Final = regex(r"/(?:(?:kg|ha|a|10a|人|回|件|台|日|時間)(?![A-Za-z])|(?:年度?間?|月)(?![A-Za-z]))")
#: Bounds said with a verb: 「26億円を超える」.
VERB: Final = regex(r"を?(?P<more>超え|上回)|を(?P<less>下回|切)")

_SYNONYMS: Final = {
    "パーセント": "%",
    "%ポイント": "ポイント",
    "ページビュー": "PV",
    "DL": "ダウンロード",
    "ヘクタール": "ha",
    "トン": "t",
    "㎡": "m2",
    "m²": "m2",
}
#: What counts the same as another counter.
_ALIKE: Final = {"名": "人"}
_PER_TIME: Final = regex(r"/(?:年度?間?|月)$")
#: The letters with which what is said behind a counter begins; behind most stands none of them.
FOLLOWING: Final = _SUFFIXED | frozenset("を超上")
_DOWN: Final = frozenset({"減", "削減", "短縮", "低減", "低下", "ダウン"})


def counter_end(folded: str, start: int) -> int | None:
    """Return where the counter ends that stands at ``start`` of a folded text; None if there is none.

    It is one that is known, perhaps behind a blank, else a run of one kind of letters, with what it is counted by
    (``件/年``).
    """
    end = _known_end(folded, start, _COUNTERS)
    if end is None and folded[start : start + 1] in (" ", "\n"):
        end = _known_end(folded, start + 1, _FREE_COUNTERS)
    if end is None:
        other = _OTHER.match(folded, start)
        end = other.end() if other else _kanji_end(folded, start)
    if end is None:
        return None
    per = _PER.match(folded, end)
    return per.end() if per else end


def _known_end(folded: str, start: int, counters: _Words) -> int | None:
    """Return the end of か所 and the like, else of the longest of the counters."""
    if folded[start : start + 1] in _PLACE_LETTERS and (place := _PLACES.match(folded, start)):
        return place.end()
    return _word_end(folded, start, counters)


def _word_end(folded: str, start: int, words: _Words) -> int | None:
    """Return the end of the longest of the words that stands at ``start`` and is not the beginning of another."""
    for word, not_before in words.get(folded[start : start + 1], ()):
        if folded.startswith(word, start):
            end = start + len(word)
            if end == len(folded) or folded[end] not in not_before:
                return end
    return None


class Suffix(NamedTuple):
    """The words directly behind a counter: 程度, 以上, 増, "" each where it is not there.

    ``of`` tells that の stands before the change. ``bounded`` is where it would end without the change.
    """

    about: str
    bound: str
    change: str
    of: bool
    bounded: int
    end: int


def suffix_at(folded: str, start: int) -> Suffix:
    """Return what stands directly behind a counter that ends at ``start``."""
    if folded[start : start + 1] not in _SUFFIXED:
        return Suffix("", "", "", of=False, bounded=start, end=start)
    about = _word_end(folded, start, _ABOUT) or start
    bound = _word_end(folded, about, _BOUNDS) or about
    of = folded.startswith("の", bound)
    change = _word_end(folded, bound + of, _CHANGES)
    return Suffix(
        folded[start:about],
        folded[about:bound],
        folded[bound + of : change] if change else "",
        of and change is not None,
        bound,
        change or bound,
    )


def _kanji_end(folded: str, start: int) -> int | None:
    """Return the end of a run of kanji that is taken for a counter: before a word of what was done, or its last."""
    if not is_kanji(folded[start : start + 1]) or _NO_COUNTER.match(folded, start):
        return None
    end = start
    while True:
        end += 1
        if not is_kanji(folded[end : end + 1]) or _ENDS.match(folded, end):
            return end
    return None


@lru_cache(maxsize=1024)
def normal_unit(unit: str) -> str:
    """Return a counter in its normal form: ％ as %, 箇所, カ所 and ヶ所 as か所, 回/年 as 回."""
    folded = "".join(unicodedata.normalize("NFKC", unit).split())
    if _PLACES.match(folded):
        folded = "か" + folded[1:]
    folded = _PER_TIME.sub("", folded)
    return _SYNONYMS.get(folded, folded)


def counted_as(unit: str) -> str:
    """Return the one counter of those that count the same: 人 for 名, か所 for 箇所."""
    normal = normal_unit(unit)
    return _ALIKE.get(normal, normal)


def same_unit(one: str, other: str) -> bool:
    """Return whether two counters count the same; no counter is like no other."""
    return counted_as(one) == counted_as(other)


#: How many yen one of each is.
_YEN: Final = {"円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}


def in_yen(unit: str) -> int | None:
    """Return how many yen one of a unit is; None if it is no money."""
    return _YEN.get(normal_unit(unit))


_NORMAL_BOUNDS: Final = {"以内": "以下", "余": "強", "余り": "強"}


def normal_bound(word: str) -> str:
    """Return 以下 for 以内 and 強 for 余り; the others as they are."""
    return _NORMAL_BOUNDS.get(word, word)


def normal_change(word: str) -> str:
    """Return 増 or 減 for a word of growth; ``""`` for none."""
    if not word:
        return ""
    return "減" if word in _DOWN or word.startswith("減") else "増"
