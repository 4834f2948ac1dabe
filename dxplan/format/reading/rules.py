"""What the head of a plan declares: rounding, checks left out, figures already published."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dxplan.format.reading.fields import did_you_mean, quote
from dxplan.format.reading.headings import HEADINGS
from dxplan.model import DEFAULT_FAR_OVER, CheckRules, Numbering, Published, RateRule, Totals
from dxplan.model.handouts import DEFAULT, handout_modules
from dxplan.values.numbering import PLAIN, figures
from dxplan.values.rounding import Rounding

if TYPE_CHECKING:
    from dxplan.format.reading.fields import Table

_REPOSTS: Final = {"count": True, "skip": False}
_NUMBERINGS: Final = {"direction": False, "plan": True}
_MARKS: Final = {"number": False, "mark": True}
_RATE: Final = re.compile(r"\d{1,3}(\.\d{1,6})?")
_MAX_COUNT: Final = 1_000_000


def read_rate(rate: Table | None) -> RateRule:
    """Return ``[rate]``: by default one digit, rounded half up, reposts counted."""
    if rate is None:
        return RateRule(digits=1, rounding=Rounding.HALF_UP, count_reposts=True)
    digits = rate.integer("digits", 1, 0, 6)
    rounding = rate.choice("rounding", {rounding.value: rounding for rounding in Rounding})
    reposts = rate.word("reposts", _REPOSTS)
    rate.finish(HEADINGS)
    return RateRule(
        digits=digits,
        rounding=rounding or Rounding.HALF_UP,
        count_reposts=_REPOSTS[reposts or "count"],
    )


def read_numbering(numbering: Table | None) -> Numbering:
    """Return ``[numbering]``: by default rows from 1 in each direction, 再掲 numbered, directions 1, 2, 3."""
    if numbering is None:
        return Numbering(through=False, mark_reposts=False, headings=_HEADINGS)
    through = numbering.word("items", _NUMBERINGS)
    reposts = numbering.word("reposts", _MARKS)
    headings = _HEADINGS
    if "headings" in numbering.data:
        headings = _read_headings(numbering)
    numbering.take("headings")
    numbering.finish(HEADINGS)
    return Numbering(
        through=_NUMBERINGS[through or "direction"],
        mark_reposts=_MARKS[reposts or "number"],
        headings=headings,
    )


_HEADINGS: Final[tuple[str, ...]] = (PLAIN,)


def _read_headings(numbering: Table) -> tuple[str, ...]:
    value = numbering.take("headings")
    example = 'headings = ["第1", "1", "(1)", "ア"]'
    if type(value) is not list or not all(type(style) is str for style in value):
        numbering.wrong("headings", " [ ] で囲んだ文字の並び", value, example)
        return _HEADINGS
    for number, style in enumerate(value, 1):
        if style and not 0 < figures(style) <= number:
            message = f"「headings」の{number}番目の{quote(style)}から、番号の付け方が分かりません。"
            hint = f'{example} のように、その段の最初の見出しの番号を書いてください。番号を付けない段は "" とします。'
            numbering.report("DX204", "headings", message, hint)
            return _HEADINGS
    return tuple(value)


def read_handouts(head: Table) -> tuple[str, ...]:
    """Return the names of the handouts that are made of the plan; 実施結果 by default."""
    names = head.texts("handouts", "実施結果")
    for number, name in enumerate(names):
        known = handout_modules()
        if name not in known:
            hint = f"{did_you_mean(name, known)}{'、'.join(known)} から選んでください。"
            head.report(
                "DX204",
                "handouts",
                f"「handouts」の{number + 1}番目の「{name}」という資料はありません。",
                hint,
            )
    return tuple(dict.fromkeys(names)) or DEFAULT


def read_checks(checks: Table | None) -> CheckRules:
    """Return ``[checks]``: nothing left out and three times over the target by default."""
    if checks is None:
        return CheckRules(ignore=(), far_over=DEFAULT_FAR_OVER)
    far_over = DEFAULT_FAR_OVER
    if checks.take("far_over") is not None:
        far_over = checks.number("far_over", 3, 1, 1000)
    rules = CheckRules(ignore=checks.texts("ignore", "DX464"), far_over=Decimal(far_over))
    checks.finish(HEADINGS)
    return rules


def read_published(published: Table | None) -> Published | None:
    """Return ``[published]`` or a direction's ``published = { … }``."""
    if published is None:
        return None
    rate = published.text("rate", "86.1")
    if rate and not _RATE.fullmatch(rate):
        message = f"公表された割合「{rate}」を数として読めません。"
        published.report("DX207", "rate", message, 'rate = "86.1" のように、% を付けずに書いてください。')
        rate = ""
    found = Published(
        items=_count(published, "items"),
        achieved=_count(published, "achieved"),
        rate=rate,
        source=published.source,
        references=_count(published, "references") or 0,
    )
    published.finish(HEADINGS)
    return found


def read_totals(direction: Table) -> Totals | None:
    """Return the totals of a direction of whose year nothing else survives; both or none."""
    items, achieved = _count(direction, "items"), _count(direction, "achieved")
    if items is None and achieved is None:
        return None
    for key, value in (("items", items), ("achieved", achieved)):
        if value is None and key not in direction.data:
            direction.missing(key, f"{key} = 12")
    return Totals(items=items or 0, achieved=achieved or 0)


def _count(table: Table, key: str) -> int | None:
    if table.take(key) is None:
        return None
    return table.integer(key, 12, 0, _MAX_COUNT)
