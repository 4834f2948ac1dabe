"""ない日付

9月31日、2月30日、13月のように、暦にない日付です。日か月の書き間違いです。2月29日は、書かれた年から確かめます。

悪い例:

    report = "9月31日に説明会を開いた。"
    report = "R元.13.2に始めた。"

良い例:

    report = "9月30日に説明会を開いた。"
    report = "R元.12.2に始めた。"

引用などでそのまま残すなら、項目に書きます:

    ignore = [{ code = "DX415", reason = "条例の原文のまま" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose import Reading
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.ERROR
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: 「9月31日」 and 「13月中旬」, but not 「24月分」 and 「3月31日間」.
_IN_WORDS: Final = regex(
    r"(?<![0-9.,])(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})日(?!間)|(?=[上中下]旬|末|[0-9]))"
)
_IN_POINTS: Final = regex(
    r"(?<![A-Za-z0-9])[RHS](?:元|[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<day>[0-9]{1,2})(?![0-9.])"
)
_LEAP_DAY: Final = (2, 29)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find days that no calendar has."""
    for text in subject.texts:
        for phrase in dict.fromkeys(_impossible(text.reading)) if _perhaps(text.text) else ():
            yield Diagnostic(
                source=text.source,
                message=f"「{phrase}」という日付はありません。",
                hint="月と日を確かめてください。",
                phrase=phrase,
            )


def _perhaps(text: str) -> bool:
    return "月" in text or "." in text or "．" in text


def _impossible(reading: Reading) -> Iterator[str]:
    for pattern in (_IN_WORDS, _IN_POINTS):
        for match in pattern.finditer(reading.folded):
            month, day = int(match["month"]), int(match["day"] or 1)
            if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
                yield reading.text[match.start() : match.end()]
    for mention in reading.years:
        common = mention.year % 4 or (mention.year % 100 == 0 and mention.year % 400)
        if common and (mention.month, mention.day) == _LEAP_DAY:
            yield mention.text
