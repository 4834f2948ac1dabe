"""A document of which only counts are known: 実施事業項目 and 目標達成項目 by direction and year, to the plan of a year.

Such tables come out of a PDF as lines, the years above and the counts below. Where a line has more counts than there are
years, or fewer, none of them is given a year.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dxplan.importing.draft import Draft
from dxplan.importing.tables import Line, key_of
from dxplan.values.patterns import regex
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.importing.listing import Listing

_YEARS: Final = regex(r"(?:(?:令和|平成)(?:元|[0-9]{1,2})年度\s*){2,12}")
_YEAR: Final = regex(r"(?:令和|平成)(?:元|[0-9]{1,2})年度")
_ROWS: Final = {
    "items": regex(r"(?:1\s+)?実施事業項目\s+(?P<values>[0-9 ]+)"),
    "achieved": regex(r"(?:2\s+目標達成項目\s+)?(?P<values>[0-9]{1,4}(?: [0-9]{1,4})+)"),
    "rate": regex(r"(?:3\s+)?達成項目の割合\s+(?P<values>[0-9.% ]+)"),
}
_TITLE: Final = regex(r"\((?P<number>[0-9]{1,2})\)\s*(?P<name>[^()]{2,40})(?:\((?P<theme>[^()]+)\))?\s*")
_OF_TABLE: Final = regex(r"2?\s*目標達成項目|\(目標達成\+計画[通とおどり]+実施\)")
_POINT: Final = regex(r"\s*[〇○]\s*(?P<point>.+)")
_PAGE: Final = regex(r"[【\[]資料.*[】\]]")


@dataclass(slots=True)
class _Part:
    """The plan (no number) or a direction: counts by year, and what is said of it."""

    number: str
    name: str
    theme: str
    counts: dict[int, dict[str, str]] = field(default_factory=dict)
    points: list[str] = field(default_factory=list)


def totals_draft(
    listing: Listing, *, stem: str, year: int | None, known: Mapping[str, list[str]]
) -> Draft | None:
    """Return the plan of a year of which a document has the counts; None where it has none of that year."""
    parts, doubts, rest = _read(listing.every_line)
    whole, *directions = parts
    years = sorted({when for part in parts for when in part.counts})
    if not directions or not years:
        return None
    when = year or years[-1]
    if when not in years:
        return None
    title = next(
        (line.text.strip() for line in listing.lines[:20] if "プラン" in line.text or "計画" in line.text),
        stem,
    )
    title = regex(r"\s*の総括について.*").sub("", title).strip()
    office = next(
        (line.text.strip() for line in listing.lines[:20] if regex(r"\S{2,12}課\s*").fullmatch(line.text)), ""
    )
    head: dict[str, Any] = {"title": title, "office": office or "とりまとめ課", "fiscal_year": when}
    if any(_is_cut(part.counts.get(each, {})) for part in parts for each in years):
        head["rate"] = {"rounding": "down"}
    if published := _published(whole.counts.get(when, {})):
        head["published"] = published
    bare: list[str] = []  # directions of which not both counts are known
    last = when == years[-1]
    if last and whole.points:
        head["review"] = whole.points
    head["direction"] = []
    for number, part in enumerate(directions, 1):
        counts = _published(part.counts.get(when, {}))
        ids = known.get(key_of(part.name)) or [f"hoko-{number}"]
        data: dict[str, Any] = {"id": ids[0], "name": part.name}
        if part.theme:
            data["theme"] = part.theme
        if {"items", "achieved"} <= counts.keys():
            data |= {"items": counts["items"], "achieved": counts["achieved"]}
        else:
            bare.append(ids[0])
        if counts:
            data["published"] = counts
        if last and part.points:
            data["review"] = part.points
        head["direction"].append(data)
    if not last:
        rest += [Line(sheet="", number=0, text=point) for part in parts for point in part.points]
    listing.unread += doubts
    comments = [
        f"# 要確認（{place}）: 値の数が年度の数と合わないので、どの年度にも入れていない「{text}」"
        for place, text in doubts
    ]
    return Draft(
        head=head,
        headings={id_: [] for id_ in bare},
        items={id_: [] for id_ in bare},
        published=[],
        remarks=rest,
        listing=listing,
        comments=comments,
    )


def _read(lines: Sequence[Line]) -> tuple[list[_Part], list[tuple[str, str]], list[Line]]:
    """Return the plan and its directions, the lines whose counts have no year, and those that say nothing of either."""
    parts = [_Part("", "", "")]
    years: list[int] = []
    doubts: list[tuple[str, str]] = []
    rest: list[Line] = []
    going = False  # whether a point goes on in the next line
    for line in lines:
        text = unicodedata.normalize("NFKC", line.text).strip()
        row = next(((key, match) for key, each in _ROWS.items() if (match := each.fullmatch(text))), None)
        if title := _TITLE.fullmatch(text):
            theme = regex(r"[（(]([^（()）]+)[)）]\s*\Z").search(line.text.strip())
            parts.append(_Part(title["number"], title["name"].strip(), theme[1] if theme else ""))
            going = False
        elif _YEARS.fullmatch(text):
            years = [when for each in _YEAR.findall(text) if (when := parse_fiscal_year(each))]
            going = False
        elif row and years:
            key, match = row
            values = match["values"].replace("%", " ").split()
            if len(values) != len(years):
                doubts.append((line.place, line.text.strip()))
                continue
            for when, value in zip(years, values, strict=True):
                parts[-1].counts.setdefault(when, {})[key] = value
        elif _OF_TABLE.fullmatch(text):
            continue
        elif point := _POINT.fullmatch(line.text):
            parts[-1].points.append(point["point"].strip())
            going = True
        elif going and text and not _PAGE.fullmatch(text) and not regex(r"[0-9]\s").match(text):
            parts[-1].points[-1] += line.text.strip()
        else:
            rest.append(line)
    return parts, doubts, rest


def _published(counts: Mapping[str, str]) -> dict[str, Any]:
    return {key: value if key == "rate" else int(value) for key, value in counts.items()}


def _is_cut(counts: Mapping[str, str]) -> bool:
    """Whether a rate is its quotient cut off, where rounding would give another."""
    if counts.keys() < {"items", "achieved", "rate"} or not int(counts["items"]):
        return False
    thousandths = int(counts["achieved"]) * 10000 // int(counts["items"])
    shown = counts["rate"].replace(".", "")
    return thousandths % 10 >= 5 and shown == str(thousandths // 10)
