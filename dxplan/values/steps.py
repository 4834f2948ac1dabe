"""What is reached and is no number: 策定済, a stage of several, a day by which something is done.

What was written is what is printed; the place on the way, a number, is what is compared. Where several stages are
named, it is the number of the stage from 1; otherwise 1 for done and 0 for not, or the day as 20250331.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final

from dxplan.values.patterns import regex
from dxplan.values.quantities import fold, parse_quantity
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class StepKind(Enum):
    """What a step is; the value is the word for it in JSON and explanations."""

    DONE = "実施"
    STAGE = "段階"
    DAY = "期日"


class Step(NamedTuple):
    """A step as it was written, and its place: the number of a stage, 1 or 0, or the day as 20250331."""

    text: str
    kind: StepKind
    value: Decimal

    @property
    def relative(self) -> bool:
        """Never: a step means something without a base value."""
        return False

    @property
    def of_last_year(self) -> bool:
        """Never either."""
        return False

    @property
    def day(self) -> str | None:
        """The day as ``2025-03-31``; None for what is no day, or has not been done on any."""
        if self.kind is not StepKind.DAY or self.value == NEVER:
            return None
        return f"{self.value // 10_000}-{self.value // 100 % 100:02}-{self.value % 100:02}"

    def show(self, _unit: str = "") -> str:
        """Return it as handouts print it: as it was written, without any unit."""
        return self.text


#: Later than any day: not done yet.
NEVER: Final = Decimal(99_999_999)

#: Words for what is done once. A text with none of them is looked at no further.
_DEEDS: Final = (
    "策定", "改定", "改訂", "改正", "制定", "実施", "完了", "整備", "開始", "着手", "公表", "公開", "公布", "構築",
    "導入", "設置", "開設", "開所", "開催", "運用", "移行", "締結", "作成", "決定", "達成", "供用", "稼働", "施行",
    "更新", "廃止", "統合", "選定", "発注", "契約", "取得", "認定", "確立", "創設", "設立", "検証", "検討", "試行",
    "報告", "発行", "改修", "移転", "配備", "配置", "展開", "周知", "指定", "登録", "加入", "継続", "見直し", "まとめ",
)  # fmt: skip
#: Of such a word there is one in every step that is no day and no stage with a name of its own.
STEP_WORDS: Final = (
    *_DEEDS,
    "済",
    "未",
    "あり",
    "なし",
    "中",
    "見送り",
    "延期",
    "できず",
    "至らず",
    "せず",
    "×",
    "✕",
    "○",
    "〇",
    "◯",
)
_LONGEST: Final = 60
#: 策定, 計画策定済, システムの運用を開始する.
_DEED: Final = rf"[^\n]{{0,40}}?(?:{'|'.join(_DEEDS)})"
_ENDING: Final = "済み|済|完了|した|すること|する|こと|をもって"
_DONE: Final = regex(rf"(?P<deed>{_DEED})(?:{_ENDING})?")
#: Said of any deed.
_YES: Final = frozenset({"済", "済み", "完了", "達成", "実施", "実施済", "実施済み", "あり", "○", "〇", "◯"})
_NO: Final = regex(r"未(?!来).*|.*(?:中|見送り|延期|中止|途中|できず|至らず|せず|なし)|×|✕|無")
#: 3, 3/5, 第3段階.
_NUMBERED: Final = regex(
    r"(?:第|段階|ステージ|フェーズ|STEP|ステップ)?([0-9]{1,2})(?:/([0-9]{1,2}))?(?:段階)?", re.IGNORECASE
)
_ERAS: Final = frozenset("RHrhＲＨ令平")
_ERA: Final = r"(?:令和|平成|[RH])(?:元|[0-9]{1,2})|[0-9]{4}"
_WHEN: Final = (
    rf"(?:(?P<year>{_ERA})(?:年|[./-])(?P<month>[0-9]{{1,2}})(?:(?:月|[./-])(?P<day>[0-9]{{1,2}})日?|月)?末?"
    rf"|(?P<fiscal>{_ERA})年度(?:末|中|内)?)"
)
_DAY: Final = regex(rf"{_WHEN}(?:まで(?:に|の)?|に|の)?(?P<done>{_DEED}(?:{_ENDING})?)?", re.IGNORECASE)
_LAST_MONTH: Final = 12


class Ladder(NamedTuple):
    """The steps of an indicator: the named stages in order, or the words of its targets for what is done."""

    kind: StepKind
    words: tuple[str, ...]

    @property
    def choices(self) -> str:
        """What an actual may be, in words for people."""
        match self.kind:
            case StepKind.STAGE:
                return f"{'、'.join(self.words)} のどれか"
            case StepKind.DAY:
                return "済んだ日（R7.3.15、月だけなら R7.3）、まだなら「未」"
            case StepKind.DONE:
                return f"済んだら「{self.words[0]}」、まだなら「未」"

    def target(self, text: str) -> Step | None:
        """Read what is aimed at; None if it is none of these steps."""
        match self.kind:
            case StepKind.STAGE:
                return self._stage(text)
            case StepKind.DAY:
                day = deadline(text)
                return None if day is None else Step(text.strip(), self.kind, _number(day))
            case StepKind.DONE:
                return Step(text.strip(), self.kind, Decimal(1))

    def reached(self, text: str) -> Step | None:
        """Read how far somebody has come; None if it cannot be told.

        Of a stage, one of the stages; of what is to be done, a word of the target or one that says 済 or 未.
        """
        written, folded = text.strip(), fold(text)
        if self.kind is not StepKind.DONE and (found := self.target(text)):
            return found
        if len(folded) <= _LONGEST and _NO.fullmatch(folded):
            return Step(written, self.kind, NEVER if self.kind is StepKind.DAY else Decimal(0))
        if self.kind is StepKind.DONE and (
            folded in _YES or _deed(folded) in map(_deed, map(fold, self.words))
        ):
            return Step(written, self.kind, Decimal(1))
        return None

    def _stage(self, text: str) -> Step | None:
        """Read a stage: its name, or its number (3, 3/5, 第3段階)."""
        written, folded = text.strip(), fold(text)
        names = list(map(fold, self.words))
        if folded in names:
            return Step(written, self.kind, Decimal(names.index(folded) + 1))
        match = _NUMBERED.fullmatch(folded)
        if match is None or int(match[2] or len(names)) != len(names) or not 0 < int(match[1]) <= len(names):
            return None
        number = int(match[1])
        shown = self.words[number - 1] if folded.isdecimal() else written
        return Step(shown, self.kind, Decimal(number))


def ladder_for(stages: tuple[str, ...], targets: Iterable[str], unit: str) -> Ladder | None:
    """Return the steps of an indicator with these stages and targets; None where its targets are numbers."""
    if stages:
        return Ladder(StepKind.STAGE, stages)
    texts = [text for text in targets if text.strip()]
    if texts and all(map(deadline, texts)):
        return Ladder(StepKind.DAY, tuple(texts))
    if texts and all(_is_deed(text, unit) for text in texts):
        return Ladder(StepKind.DONE, tuple(texts))
    return None


def _is_deed(text: str, unit: str) -> bool:
    """Whether a target is something to be done. 「年4回実施」 is a number, 「5か年計画策定」 is none."""
    if len(text) > _LONGEST or not any(deed in text for deed in _DEEDS) or not _DONE.fullmatch(fold(text)):
        return False
    quantity = parse_quantity(text, unit)
    folded, unit = fold(text), fold(unit)
    if unit and (at := folded.find(unit)) > 0 and folded[at - 1].isdecimal():
        return False  # 「週3回実施」 of 回 is a number, though none that can be read
    return quantity is None or (quantity.unit != unit and bool(_DONE.fullmatch(quantity.unit)))


def _deed(folded: str) -> str:
    """Return what is done without the words that say that it is: 計画策定済 as 計画策定."""
    match = _DONE.fullmatch(folded) if len(folded) <= _LONGEST else None
    return match["deed"] if match else folded


#: What stands behind the year of a day, in either width.
_BETWEEN: Final = "年./-．／－"


def deadline(text: str) -> date | None:
    """Return the last day of R7.3, R7.3.15, 令和7年3月末まで, R6年度中, R7.3策定; None if it names no day."""
    start = text.lstrip()[:1]
    if len(text) > _LONGEST or not (start in _ERAS or start.isdecimal() or "年" in text):
        return None
    if not any(mark in text for mark in _BETWEEN):
        return None
    from datetime import date, timedelta

    from dxplan.values.years import parse_fiscal_year

    match = _DAY.fullmatch(fold(text))
    if match is None:
        return None
    # The year of an era counts from January: R7.3 is March 2025, which is of the fiscal year R6.
    year = parse_fiscal_year(match["fiscal"] or match["year"])
    if year is None or ((match["year"] or "").isdecimal() and "年" not in text and not match["day"]):
        return None  # 2020.3 is a number
    if match["fiscal"]:
        return date(year + 1, 3, 31)
    month, day = int(match["month"]), match["day"]
    try:
        if day:
            return date(year, month, int(day))
        after = (
            date(year + month // _LAST_MONTH, month % _LAST_MONTH + 1, 1)
            if 1 <= month <= _LAST_MONTH
            else None
        )
    except ValueError:
        return None
    return after and after - timedelta(days=1)


def fiscal_year_of(day: date) -> int:
    """Return the fiscal year, April to March, that a day is in."""
    return day.year if day.month > 3 else day.year - 1


def _number(day: date) -> Decimal:
    return Decimal(day.year * 10_000 + day.month * 100 + day.day)
