"""What the headings of a list say of its columns, by their words: 施策（事業）名称, 指標・目標, R4.

A heading may stand in several rows: 分野 over No and 名称, 実績 over the years. What a column is, is told by the lowest
of its headings, and by those above where that one says too little.
"""

from __future__ import annotations

import unicodedata
from enum import Enum
from typing import TYPE_CHECKING, Final

from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    Role.NUMBER: "整理番号 事業番号 番号 no no. № 項番 通番 事業no 事業no.",
    Role.NEW: "新規 新規区分 新規・継続",
    Role.NAME: "施策(事業)名称 施策(事業)名 施策名 事業名 事業名称 取組名 事業名又は取組名 施策・事業名 取組項目 事業・取組名",
    Role.OVERVIEW: "取組概要 事業概要 概要 施策概要 事業概要又は取組内容 取組内容 事業内容 内容 取組の概要 事業の概要",
    Role.GOAL: "指標・目標 目標 目標・指標 指標 成果目標 指標(kpi)又は目標 取組目標 目標(指標) 指標及び目標",
    Role.VERDICT: "目標の達成度 達成度 評価 達成状況 判定 目標達成度 目標の達成状況",
    Role.REPORT: "取組実績・成果等 取組実績 実績・成果 実績・成果等 実施結果 取組結果 実施状況 取組状況 実績の内容 実績 成果",
    Role.DEPARTMENT: "部局等名担当課 担当課 担当課名 担当部局 担当部署 担当 所管課 所管 部局名・課名 担当課室 部局等 担当課等",
    Role.BUREAU: "部 部局 部局名 部局等名",
    Role.SECTION: "課 課室 課名 課室名",
    Role.DIRECTION: "施策の展開方向 展開方向 分野 柱 施策の柱 基本方針",
    Role.HEADING: "項目 小分野 中分野 取組分野",
    Role.KPI_NUMBER: "kpi番号 kpino kpino. 指標番号",
    Role.KPI: "kpi 重要業績評価指標",
    Role.INDICATOR: "指標名 指標名称 kpi名 成果指標名 評価指標 中間指標 中間指標の例",
    Role.UNIT: "単位",
    Role.BASE: "基準値 現状値 基準 現状 策定時",
    Role.TARGET: "目標値",
    Role.ACTUAL: "実績値",
    Role.DUE: "目標年度 目標年次 達成年度",
    Role.REMARKS: "備考 摘要",
}
_ROLES: Final = {word: role for role, words in _WORDS.items() for word in words.split()}
#: What a short word means under another.
_UNDER: Final = {
    (Role.DIRECTION, "no"): Role.DIRECTION_NUMBER,
    (Role.DIRECTION, "名称"): Role.DIRECTION,
    (Role.HEADING, "no"): Role.HEADING_NUMBER,
    (Role.HEADING, "名称"): Role.HEADING,
}
_SHORT: Final = {"no.": "no", "№": "no", "番号": "no", "名": "名称", "名前": "名称"}
#: What is longer is no heading.
_LONGEST: Final = 60
#: What stands before a heading and says only when.
_WHEN: Final = regex(r"(?:(?:令和|平成|[rhs])(?:元|[0-9]{1,2})|[0-9]{4})年度?の?")
_SAYS_ACTUAL: Final = regex(r"実績|結果|現況")


class Heading(NamedTuple):
    """What a column is: its role, None where no word of it is known, its fiscal year, and the words themselves."""

    role: Role | None
    words: str
    year: int | None = None


def folded(text: str) -> str:
    """Return a heading in half-width small letters, without blanks and marks of footnotes."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return regex(r"[\s※*]+").sub("", plain)


def heading_of(text: str, above: str = "", named: Mapping[str, Role] | None = None) -> Heading:
    """Return what a column is whose lowest heading is ``text`` under ``above``; ``named`` are a map file's words."""
    if len(text) > _LONGEST:
        return Heading(None, text)
    word, over = folded(text), folded(above)
    if named and (told := named.get(word) or named.get(over + word)):
        return Heading(told, text, year_in(word))
    if year := parse_fiscal_year(word):
        return Heading(Role.ACTUAL if _SAYS_ACTUAL.search(over) else Role.TARGET, text, year)
    parent = _ROLES.get(over)
    if parent and (under := _UNDER.get((parent, _SHORT.get(word, word)))):
        return Heading(under, f"{above} {text}")
    bare = _WHEN.sub("", word)
    role = _ROLES.get(bare) or _ROLES.get(regex(r"\([^()]*\)").sub("", bare))
    if role is None and above and not word:
        role = _ROLES.get(_WHEN.sub("", over))
    year = year_in(word) or year_in(over)
    if role in (Role.REPORT, Role.GOAL) and (
        over.endswith(("値", "年度")) or (bare == "実績" and "kpi" in over)
    ):
        role = Role.ACTUAL if role is Role.REPORT else Role.TARGET
    return Heading(role, text, year)


def direction_word(columns: Mapping[str, Role | None]) -> str:
    """Return what a list calls its directions, from the words of its columns: 分野; "" where no column has them."""
    words = next((words for words, role in columns.items() if role is Role.DIRECTION), "")
    return "".join(words.split()).removesuffix("名称").removesuffix("の")


def year_in(word: str) -> int | None:
    """Return the fiscal year that a folded heading names."""
    match = regex(r"(?:令和|平成|[rhs])(?:元|[0-9]{1,2})(?=年)|[0-9]{4}(?=年)").search(word)
    return parse_fiscal_year(match[0]) if match else None


def is_heading_row(texts: list[str], named: Mapping[str, Role] | None = None) -> bool:
    """Whether the texts of a row are headings of a list of items or indicators."""
    if sum(len(text) > _LONGEST for text in texts) * 2 > len(texts):
        return False
    roles = [heading_of(text, named=named).role for text in texts]
    known = {role for role in roles if role}
    enough = len(known) >= 2 and sum(role is not None for role in roles) * 2 >= len(texts)
    return enough and bool(known & {Role.NAME, Role.INDICATOR})


def is_lower_row(texts: list[str]) -> bool:
    """Whether the texts of a row below headings are headings too: No, 名称, 部, 課, 基準値, R4."""
    small = [
        _SHORT.get(folded(text), folded(text)) in ("no", "名称") or heading_of(text).role is not None
        for text in texts
    ]
    return bool(texts) and all(small)
