"""What the headings of a list say of its columns, by their words: 施策（事業）名称, 指標・目標, R4.

A heading may stand in several rows: 分野 over No and 名称, 実績 over the years. What a column is, is told by the lowest
of its headings, and by those above where that one says too little: 目標 under R6, which are under 成果指標. What words
leave open (目標 may be a text or a figure, 施策 an item or a heading of items) is told by what stands below them.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import Reading
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Role(Enum):
    """What stands in a column; the value is the word for it in a map file and in what is said."""

    NUMBER = "番号"
    NEW = "新規"
    NAME = "名称"
    OVERVIEW = "概要"
    GOAL = "目標の文"
    VERDICT = "達成度"
    REPORT = "実績の文"
    DEPARTMENT = "担当課"
    BUREAU = "部局"
    SECTION = "課"
    DIRECTION = "展開方向"
    DIRECTION_NUMBER = "展開方向の番号"
    HEADING = "見出し"
    HEADING_NUMBER = "見出しの番号"
    KPI_NUMBER = "KPI番号"
    KPI = "KPI"
    INDICATOR = "指標名"
    UNIT = "単位"
    BASE = "基準値"
    TARGET = "目標値"
    ACTUAL = "実績値"
    DUE = "目標年度"
    REMARKS = "備考"


#: The columns that hold a figure.
FIGURES: Final = frozenset({Role.BASE, Role.TARGET, Role.ACTUAL})

_WORDS: Final = {
    Role.NUMBER: (
        "整理番号 事業番号 施策番号 取組番号 管理番号 管理no 管理no. 番号 no no. no № # 項番 通番 連番 通し番号 事業no "
        "事業no. 取組no 整理no 事業id 事業コード コード id"
    ),
    Role.NEW: (
        "新規 新規区分 新規・継続 新規/継続 新規継続 新規継続区分 新規・継続区分 新規・継続の別 新継 "
        "新継区分 区分 種別"
    ),
    Role.OVERVIEW: "事業概要又は取組内容 説明 事業の説明 狙い ねらい",
    Role.GOAL: (
        "指標・目標 目標 計画 目標・指標 指標(kpi)又は目標 指標又は目標 目標(指標) 指標及び目標 目標及び指標 "
        "成果目標 数値目標 取組目標 達成目標 年度目標 目標内容 目標の内容 目標水準"
    ),
    Role.VERDICT: (
        "目標の達成度 達成度 評価 達成状況 判定 目標達成度 目標の達成状況 目標達成状況 自己評価 評価結果 "
        "総合評価 内部評価 一次評価 進捗評価 進捗度 達成区分 評価区分 判定結果 達成評価 ランク 進捗区分"
    ),
    Role.REPORT: (
        "取組実績・成果等 取組実績 実績・成果 実績・成果等 実施結果 取組結果 実施状況 取組状況 進捗状況 "
        "実績の内容 実績 成果 結果 主な成果 主な実績 事業実績 実施実績 活動実績 取組成果 事業成果 "
        "取組の成果 取組の結果 取組の実績 取組の状況 実施内容及び成果 実績及び成果 成果等 実績等 "
        "取組実績等"
    ),
    Role.DEPARTMENT: "部局等名担当課 部局名・課名 担当 所管 主管 部局等",
    Role.BUREAU: "部 部局 部局名 部局等名 部名",
    Role.SECTION: "課 課室 課名 課室名 課等名",
    Role.DIRECTION: (
        "施策の展開方向 展開方向 分野 大分野 柱 施策の柱 取組の柱 基本方針 基本目標 基本方向 基本政策 "
        "政策 政策分野 重点分野 重点目標 重点方針 重点施策 重点政策 重点プロジェクト 戦略 方針 方向性 "
        "視点 大項目 大分類 章 テーマ 領域"
    ),
    Role.HEADING: (
        "項目 小分野 中分野 取組分野 中項目 中分類 小項目 小分類 施策の方向 施策の方向性 基本施策 "
        "取組方針 取組の方向 取組の方向性 施策区分 節"
    ),
    Role.KPI_NUMBER: "kpi番号 kpino kpino. 指標番号 指標no 指標no.",
    Role.KPI: "kpi 重要業績評価指標 重要業績評価指標(kpi) kpi(重要業績評価指標)",
    Role.INDICATOR: (
        "指標名 指標名称 指標の名称 kpi名 kpi名称 成果指標名 評価指標名 活動指標名 中間指標 中間指標の例 "
        "指標項目 目標項目 指標内容 指標の内容 測定項目 成果指標 評価指標 活動指標 管理指標 数値指標 "
        "測定指標 達成指標 進捗指標 代表指標 アウトカム指標 アウトプット指標 指標"
    ),
    Role.UNIT: "単位",
    Role.BASE: (
        "基準値 現状値 基準 現状 策定時 計画策定時 策定時の値 策定時現状値 初期値 当初値 基準年度値 "
        "基準年度 基準年 ベースライン 現況値 現況 基準値(現状値) 現状値(基準値)"
    ),
    Role.TARGET: (
        "目標値 計画値 目標数値 最終目標 最終目標値 到達目標 到達目標値 中間目標 中間目標値 目標(値) "
        "年度目標値"
    ),
    Role.ACTUAL: "実績値 実績数値 達成値 実測値",
    Role.DUE: (
        "目標年度 目標年次 目標年 達成年度 達成目標年度 達成時期 達成予定年度 目標時期 目標期限 期限 "
        "完了年度 完了時期"
    ),
    Role.REMARKS: "備考 備考欄 摘要 特記事項 特記 補足 注記",
}
_ROLES: Final = {word: role for role, words in _WORDS.items() for word in words.split()}
#: Words that are made up of others: 主な取組名, 事業の概要, 担当部署.
_MADE_UP: Final = {
    Role.NAME: regex(
        r"(?:主な|主要|重点|具体的な?|個別|実施|関連|対象|構成|推進|各)?"
        r"(?:施策|事業|取り?組み?|とりくみ|事務事業|プロジェクト|アクション|業務|システム|サービス)"
        r"(?:\((?:施策|事業|取り?組み?)\))?(?:項目|事項)?(?:の?名称?|名等)?"
    ),
    Role.OVERVIEW: regex(
        r"(?:主な|具体的な?)?(?:施策|事業|取り?組み?|実施)?(?:等?の)?(?:主な|具体的な?)?(?:目的|概要|内容|趣旨)等?"
    ),
    Role.DEPARTMENT: regex(
        r"(?:主管|所管|担当|関係|実施|推進|主担当|取りまとめ|とりまとめ)?"
        r"(?:部局|部署|課|課室|室課|室|所属|部門|部|機関)(?:課|課室)?等?(?:の?名称?)?"
    ),
}
#: What a heading joins: each of 目的・概要 is told by itself.
_JOINTS: Final = regex(r"[・、,/+&]|及び|並びに|または|又は|と|\n")
#: What a short word means under another.
_UNDER: Final = {
    (Role.DIRECTION, "no"): Role.DIRECTION_NUMBER,
    (Role.DIRECTION, "名称"): Role.DIRECTION,
    (Role.HEADING, "no"): Role.HEADING_NUMBER,
    (Role.HEADING, "名称"): Role.HEADING,
    (Role.NAME, "no"): Role.NUMBER,
    (Role.NAME, "名称"): Role.NAME,
    (Role.INDICATOR, "no"): Role.KPI_NUMBER,
    (Role.INDICATOR, "名称"): Role.INDICATOR,
    (Role.KPI, "no"): Role.KPI_NUMBER,
    (Role.KPI, "名称"): Role.INDICATOR,
    (Role.GOAL, "名称"): Role.INDICATOR,
    (Role.GOAL, "項目"): Role.INDICATOR,
    (Role.INDICATOR, "項目"): Role.INDICATOR,
}
_SHORT: Final = {
    "no.": "no",
    "№": "no",
    "番号": "no",
    "#": "no",
    "名": "名称",
    "名前": "名称",
    "内容": "名称",
}
#: What is longer is no heading.
_LONGEST: Final = 60
#: What stands in a heading and says only when; a year is taken out before.
_WHEN: Final = regex(r"[今本当]年度の?|当該年度の?|年度末?|時点|現在|\(\)|(?<!策)定時の|\A[の末]+|[の末]+\Z")
_BARE_YEAR: Final = regex(
    r"(?<![a-z0-9])[rh](?:元|[0-9]{1,2})(?![0-9])(?:年度?)?|(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])(?:年度?)?"
)
#: What is no figure or text of one whole fiscal year that is told.
_OTHER_TIME: Final = regex(r"上半期|下半期|上期|下期|前期|後期|四半期|見込|予測|[前昨翌来次]年度?|予定|今後")
_SAYS_ACTUAL: Final = regex(r"実績|結果|現況|推移|達成値")
_SAYS_FIGURES: Final = regex(r"目標|指標|kpi|計画値|値|数値")


class Heading(NamedTuple):
    """What a column is: its role, None where no word of it is known, its fiscal year, and the words themselves.

    ``open`` tells that the words leave open whether texts or figures stand below (目標, 実績).
    """

    role: Role | None
    words: str
    year: int | None = None
    open: bool = False


def folded(text: str) -> str:
    """Return a heading in half-width small letters, without blanks and marks of footnotes."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return regex(r"\s+|[※*]+[0-9]*|\(?注[0-9]*\)?").sub("", plain)


def heading_of(text: str, above: Sequence[str] = (), named: Mapping[str, Role] | None = None) -> Heading:
    """Return what a column is whose lowest heading is ``text``; ``above`` are those over it, from the top.

    ``named`` are a map file's words.
    """
    if len(text) > _LONGEST:
        return Heading(None, text)
    word, over = folded(text), folded("".join(above))
    years = years_in(text) or years_in(above[-1] if above else "") or years_in("".join(above))
    year = years[0] if len(years) == 1 else None
    if named and (told := named.get(word) or named.get(over + word)):
        return Heading(told, text, year)
    whole = " ".join((*(each for each in above if each != text), text))
    bare = _without_time(word)
    if not bare and years_in(text):
        role = _of_year(over, word) if year else None
        return Heading(role, text if role else whole, year)
    under = next(
        (told for each in reversed(above) if (told := _under(role_of(_without_time(folded(each))), word))),
        None,
    )
    if under:
        return Heading(under, whole)
    role = role_of(bare) or (role_of(_without_time(over)) if above and not word else None)
    if role is Role.NAME and years and not bare.endswith(("名", "名称")):
        role = Role.REPORT  # 令和6年度の主な取組
    if role is None or (role in _DATED and (len(years) > 1 or _OTHER_TIME.search(over + word))):
        return Heading(None, whole)
    if (
        role in (Role.GOAL, Role.REPORT)
        and (year or _SAYS_FIGURES.search(over))
        and bare in ("目標", "実績", "結果")
    ):
        role = Role.TARGET if role is Role.GOAL else Role.ACTUAL
        return Heading(role, whole, year, open=True)
    named_alone = role in (Role.DIRECTION, Role.HEADING) or (role in FIGURES and bare not in _GENERIC)
    return Heading(role, text if named_alone else whole, year, open=role in _OPEN)


#: Words that say little without those over them.
_GENERIC: Final = frozenset(["目標", "計画", "実績", "結果", "目標値", "計画値", "実績値"])
#: The roles that hold something of a year, and those of which words do not tell whether it is a figure.
_DATED: Final = FIGURES | {Role.GOAL, Role.REPORT, Role.VERDICT}
_OPEN: Final = FIGURES | {Role.GOAL, Role.REPORT, Role.INDICATOR, Role.KPI}


def role_of(word: str) -> Role | None:
    """Return what a folded heading without its year says of its column; None where it is not known."""
    for each in (word, regex(r"\([^()]*\)").sub("", word)):
        if role := _ROLES.get(each):
            return role
        if role := next((role for role, pattern in _MADE_UP.items() if pattern.fullmatch(each)), None):
            return role
    parts = [part for part in _JOINTS.split(regex(r"\([^()]*\)").sub("", word)) if part]
    roles = [role_of(part) for part in parts] if 1 < len(parts) < 5 else [None]
    return roles[0] if len(set(roles)) == 1 else None


def _under(over: Role | None, word: str) -> Role | None:
    return _UNDER.get((over, _SHORT.get(word, word))) if over else None


def _of_year(over: str, word: str) -> Role | None:
    """Return what stands below a heading that is only a year, by those over it; a budget or a schedule is no figure."""
    if _OTHER_TIME.search(over):
        return None
    if _SAYS_ACTUAL.search(over) or (not over and regex(r"現在|時点").search(word)):
        return Role.ACTUAL
    return Role.TARGET if not over or _SAYS_FIGURES.search(over) else None


def _without_time(word: str) -> str:
    """Return a folded heading without the years and the words that only say when."""
    upper = word.upper()
    for mention in reversed(Reading(upper).years):
        word = word[: mention.start] + word[mention.end :]
    word = _BARE_YEAR.sub("", word)
    before = ""
    while before != word:
        before, word = word, _WHEN.sub("", word)
    return word


def years_in(text: str) -> list[int]:
    """Return the fiscal years that a heading names, each once: 2024 of 令和7年3月末."""
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    mentions = Reading(plain).years
    if mentions:
        found = [each.as_fiscal_year for each in mentions]
    else:
        found = [
            year
            for match in _BARE_YEAR.finditer(plain.lower())
            if (year := parse_fiscal_year(match[0].upper())) is not None
        ]
    return list(dict.fromkeys(found))


def direction_word(columns: Mapping[str, Role | None]) -> str:
    """Return what a list calls its directions, from the words of its columns: 分野; "" where no column has them."""
    words = next((words for words, role in columns.items() if role is Role.DIRECTION), "")
    return "".join(words.split()).removesuffix("名称").removesuffix("の")


def is_heading_row(texts: Sequence[str], named: Mapping[str, Role] | None = None) -> bool:
    """Whether the texts of a row are headings of a list of items or indicators."""
    if sum(len(text) > _LONGEST for text in texts) * 2 > len(texts):
        return False
    roles = [heading_of(text, named=named).role for text in texts]
    known = {role for role in roles if role}
    enough = len(known) >= 2 and sum(role is not None for role in roles) * 2 >= len(texts)
    return enough and bool(known & {Role.NAME, Role.INDICATOR})


def is_lower_row(texts: Sequence[str]) -> bool:
    """Whether the texts of a row below headings are headings too: No, 名称, 部, 課, 基準値, R4."""
    small = [
        _SHORT.get(folded(text), folded(text)) in ("no", "名称") or heading_of(text).role is not None
        for text in texts
    ]
    return bool(texts) and all(small)


def is_upper_row(texts: Sequence[str]) -> bool:
    """Whether the texts of a row above headings are headings too: 成果指標, 令和6年度の目標."""
    return len(texts) > 1 and all(
        len(text) <= _LONGEST
        and (heading_of(text).role is not None or _SAYS_FIGURES.search(folded(text)) or bool(years_in(text)))
        for text in texts
    )
