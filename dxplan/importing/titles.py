"""Lines that stand above what they name: 「1 復興の推進」, 「基本目標１　暮らし」, 「【産業】」, 「産業分野 (28事業)」."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    import re

_KIND: Final = (
    r"基本目標|基本方針|基本方向|基本施策|基本政策|重点目標|重点施策|重点分野|重点方針|施策の柱|取組の柱|取組方針"
    r"|施策の方向性?|施策|政策|方針|目標|分野|戦略|視点|柱|章|プロジェクト"
)
_DIGITS: Final = r"[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}(?![A-Za-z])"
#: 「基本目標１　…」, 「第2章 …」, 「柱1：…」.
_NAMED: Final = regex(
    rf"(?P<kind>{_KIND})[\s　]*(?P<number>(?:{_DIGITS})(?:[-－−ー.．][0-9０-９]{{1,2}}){{0,2}})[\s　:：.．、）)]*(?P<name>\S.{{0,60}}?)\s*"
)
_CHAPTER: Final = regex(
    rf"第[\s　]*(?P<number>{_DIGITS})[\s　]*(?P<kind>章|部|節|編|の柱)[\s　:：]*(?P<name>\S.{{0,60}}?)\s*"
)
#: 「1 復興の推進」, 「第2 …」, 「Ⅲ-1 …」, 「(3) …」: a line that numbers what follows.
_NUMBERED: Final = regex(
    r"(?P<number>第?[0-9０-９]{1,2}(?:[-－−ー][0-9０-９]{1,2})?|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ](?:-[0-9])?|[(（][0-9０-９]{1,2}[)）]|[①-⑳])"
    r"[\s　.．、]+(?P<name>\S.{0,60}?)\s*"
)
#: 「【暮らし】」.
_BRACKETED: Final = regex(r"[【〔＜《<](?P<name>[^【】〔〕＜＞《》<>]{2,40})[】〕＞》>]\s*")
#: 「産業・しごと分野 (28事業)」.
_COUNTED: Final = regex(r"(?P<name>\S.{0,40}?)\s*[(（](?P<items>[0-9]{1,3})(?:事業|項目|施策|取組)[)）]")
_REFERENCES: Final = regex(r"[(（【]?参考事業[)）】]?")
_NOTE: Final = regex(r"\s*[※＊].*")
_ENDS_NAME: Final = regex(r"[。、]\Z")
_LEAD: Final = regex(r"\A[■▼●◆○□◇★☆▶►]+[\s　]*")
#: A line alone in a list that names nothing: notes, totals, pages, units, days.
_NO_NAME: Final = regex(
    r"\s*(?:[※＊*(（注]|注[0-9０-９:：]|[-－−ー]?\s*[0-9０-９]+(?:\s*[/／-]\s*[0-9０-９]*)?\s*[-－−ー]?\s*\Z|[0-9]+\s*ページ|[pP]\.?\s*[0-9]+|資料|別紙|参考"
    r"|(?:合|小|総)?計(?:\Z|[\s　:：])|単位|以上\Z|.*(?:現在|時点)[)）]?\Z|.*[。、]\Z|次頁|続き|.*(?:つづく|続く)[)）]?\Z)"
)
_LONGEST: Final = 40


class Title(NamedTuple):
    """What a line names: its name and number, what kind of line it is (lines of one kind stand on one level), and more.

    ``word`` is what it calls itself (基本目標), ``items`` how many it says that it has, ``note`` what stands behind it.
    """

    name: str
    number: str = ""
    kind: str = ""
    word: str = ""
    items: int | None = None
    references: bool = False
    note: str = ""


def title_of(text: str, *, inside: bool = False) -> Title | None:
    """Return what a line names, None where it is no title; ``inside`` a list a short line is one without any mark."""
    lead = _LEAD.match(text)
    bare = _NOTE.sub("", _LEAD.sub("", text)).strip()
    note = text[len(bare) :].strip() if text.startswith(bare) else ""
    if match := _COUNTED.fullmatch(bare):
        return Title(match["name"], kind="counted", items=int(match["items"]))
    if _REFERENCES.fullmatch(bare):
        return Title("参考事業", references=True)
    return (
        None
        if not bare or _ENDS_NAME.search(bare)
        else _numbered(bare, note) or _plain(bare, note, lead, inside=inside)
    )


def _numbered(bare: str, note: str) -> Title | None:
    """Return a title that has a number, or stands in brackets."""
    if match := _NAMED.fullmatch(bare) or _CHAPTER.fullmatch(bare):
        number = unicodedata.normalize("NFKC", match["number"])
        kind = f"{match['kind']} {number.count('-') + number.count('.')}"
        return Title(match["name"], number, kind, match["kind"], note=note)
    if match := _BRACKETED.fullmatch(bare):
        inner = title_of(match["name"])
        return inner._replace(kind=f"[{inner.kind}]") if inner else Title(match["name"], kind="[]", note=note)
    if (match := _NUMBERED.fullmatch(bare)) and regex(r"[^\W\d_]").search(match["name"]):
        shape = regex(r"[0-9０-９]+").sub("1", match["number"])
        shape = regex(r"[①-⑳]").sub("①", regex(r"[Ⅰ-Ⅹ]").sub("Ⅰ", shape))
        return Title(match["name"], match["number"], shape, note=note)
    return None


def _plain(bare: str, note: str, lead: re.Match[str] | None, *, inside: bool) -> Title | None:
    if (lead or inside) and len(bare) <= _LONGEST and not _NO_NAME.match(bare):
        return Title(bare, kind=lead[0].strip() if lead else "plain", note=note)
    return None


def is_title(text: str) -> bool:
    """Whether a line says by itself that it names what follows: 基本目標１, 【…】, ■."""
    title = title_of(text)
    return title is not None and (
        bool(title.word) or title.kind.startswith(("[", "■", "●", "◆", "▼", "□", "◇"))
    )
