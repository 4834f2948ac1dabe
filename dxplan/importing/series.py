"""A row of figures to an indicator: its values by year as the columns say, where every value has a column of its own."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from dxplan.checks.prose import Reading
from dxplan.importing.headings import Role, years_in
from dxplan.importing.labels import written_unit
from dxplan.importing.listing import without_repost
from dxplan.values.patterns import regex
from dxplan.values.quantities import Form, parse_quantity
from dxplan.values.years import handout_year, parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.checks.prose import NumberMention
    from dxplan.importing.headings import Heading
    from dxplan.importing.listing import Figures

Data = dict[str, Any]

_BLANKS: Final = {**dict.fromkeys("-‐－−―‑ー", "-"), "/": "/", "／": "/", "未定": "未定", "集計中": "集計中"}
_UNITS: Final = {"H": "時間", "h": "時間", "人/年": "人"}
_NO_UNIT: Final = regex(r"累計|延べ|のべ|年間|平均|新規|再掲|※|仮称|全国|[0-9]{2}|意識調査|追加")
_ENDS: Final = {
    "件数": "件",
    "回数": "回",
    "人数": "人",
    "者数": "人",
    "社数": "社",
    "企業数": "社",
    "施設数": "施設",
    "動画数": "本",
    "本数": "本",
    "台数": "台",
    "店舗数": "店舗",
    "団体数": "団体",
    "世帯数": "世帯",
    "学校数": "校",
    "市町村数": "市町村",
    "箇所数": "箇所",
    "か所数": "か所",
}
#: Why less of something is better of which none is aimed at.
OF_ZERO: Final = "目標が 0"
_KEYS: Final = {Role.BASE: "baseline", Role.TARGET: "target", Role.ACTUAL: "actual"}
_BRACKETS: Final = regex(r"[（(].*?[)）]")
_BEHIND: Final = regex(r"[0-9,.]+(?P<unit>[^\s0-9,.（(億万千〜~]{1,8})\s*(?:[（(].*)?\Z", re.DOTALL)
_PART: Final = regex(r"(?P<label>[^\s0-9][^\s]*?)\s+(?P<value>[▲-]?[0-9][0-9,.]*\s?[%％]?)(?=\s|\Z)")


def indicator_of(
    figures: Figures, goal: str, year: int, span: tuple[int, int]
) -> tuple[Data, tuple[str, ...], list[str], bool] | None:
    """Return the data of an indicator, what is in doubt of it, comments, and whether it cannot stand in a plan.

    Where there are more values than columns, or fewer, none is given a year; both ways to read them are told.
    """
    name = " ".join(without_repost(figures.texts.get(Role.INDICATOR, "")).split())
    told = [text for _, text in figures.values if text.strip() not in _BLANKS]
    if not told and (not name or name in _BLANKS):
        return None
    if not figures.sure:
        return (
            {},
            ("値の数が見出しの数と合わないので、どの年度にも入れていない",),
            _readings(figures, name),
            True,
        )
    unit = _unit(figures, goal, year)
    data: Data = {"name": name or goal[:40]}
    if unit:
        data["unit"] = unit
    doubts = [*_put_values(data, figures, unit, span)]
    if due := figures.texts.get(Role.DUE):
        when = _due(figures)
        if when is None:
            doubts.append(f"目標年度「{due}」が読めない")
        elif not isinstance(data.get("target"), dict):
            data["due"] = short_year(when)
    if "target" not in data:
        data["reference"] = True
    elif not unit:
        doubts.append("単位が分からない")
    comments = []
    if why := _why_lower(data):
        data["better"] = "lower"
        comments.append(f"# 小さいほどよいとした（{why}）")
    # What nobody can count with would make the whole plan unreadable.
    return data, tuple(doubts), comments, bool(doubts)


def _put_values(data: Data, figures: Figures, unit: str, span: tuple[int, int]) -> Iterator[str]:
    """Put the values under their keys and years; yield what cannot be read."""
    parts = _parts(figures)
    if parts:
        data["parts"] = [label for label, _ in _PART.findall(figures.values[0][1])]
    for told, text in figures.values:
        key = _KEYS.get(told.role) if told.role else None
        if key is None or (key == "actual" and _BLANKS.get(text.strip()) == "-"):
            continue  # a result that there is not
        heading = told
        value = parts[text] if parts else _value(text, unit)
        if value is None:
            yield f"「{text}」を値として読めない"
            value = text
        if told.year is None and key != "baseline" and span[0] != span[1]:
            if key == "target" and figures.texts.get(Role.DUE):
                heading = told._replace(year=_due(figures))
            if heading.year is None or not span[0] <= heading.year <= span[1]:
                yield f"「{text}」が何年度の値か、見出しにない"
        plain = heading.year is None or key == "baseline" or span == (heading.year, heading.year)
        before = data.get(key)
        if plain and before is None:
            data[key] = value
        elif not plain and heading.year and isinstance(before, dict | None):
            data[key] = {**(before or {}), short_year(heading.year): value}
        else:
            yield f"「{text}」のほかにも{heading.role.value if heading.role else ''}がある"


def _due(figures: Figures) -> int | None:
    """Return the fiscal year of a column for it: R8, 令和9年3月."""
    years = years_in(figures.texts.get(Role.DUE, ""))
    return years[0] if len(years) == 1 else None


def _why_lower(data: Data) -> str:
    """Return why less is better of some figures: nobody aims below what there is; "" where nothing says so."""
    targets = data.get("target")
    told = [*targets.values()] if isinstance(targets, dict) else [targets]
    numbers = [_number(str(value)) for value in told if value not in _BLANKS.values()]
    known = [number for number in numbers if number is not None]
    if not known or len(known) < len(numbers):
        return ""
    if not any(known):
        return OF_ZERO
    base = _number(str(data.get("baseline", "")))
    falls = all(one >= other for one, other in pairwise(known))
    return (
        "目標が基準値より小さい"
        if base is not None and falls and base >= known[0] and base > known[-1]
        else ""
    )


def _readings(figures: Figures, name: str) -> list[str]:
    """Return both ways to read values whose number is not that of their columns: from the left, and from the right."""
    headings = [heading for heading, _ in figures.values if heading.role] or []
    all_ = figures.headings or headings
    values = [text for _, text in figures.values]
    short = min(len(all_), len(values))

    def shown(pairs: list[tuple[Heading, str]]) -> str:
        return "、".join(f"{_told(heading)}={text}" for heading, text in pairs)

    left = shown([*zip(all_[:short], values[:short], strict=True)])
    right = shown([*zip(all_[len(all_) - short :], values[len(values) - short :], strict=True)])
    return [
        f"# 指標「{name}」 値: {'、'.join(values)}",
        f"# 左から読むと {left}",
        f"# 右から読むと {right}",
    ]


def _told(heading: Heading) -> str:
    """Return what stands above a figure, with its year where the words do not have it: R4, R8目標値."""
    words = "".join(heading.words.split())
    if heading.year is None or parse_fiscal_year(words) == heading.year:
        return words
    return f"{handout_year(heading.year)}{words}"


def _value(text: str, unit: str) -> Any:  # noqa: ANN401 - a TOML value
    """Return a cell as a TOML value; None where it is none."""
    written = " ".join(text.split())
    folded = unicodedata.normalize("NFKC", written)
    if written in _BLANKS:
        return _BLANKS[written]
    try:
        number = Decimal(folded.replace(",", ""))
    except InvalidOperation:
        quantity = parse_quantity(regex(r"\s+(?=[（(])").sub("", written), unit)
        return quantity.text if quantity else None
    if not number.is_finite() or len(number.as_tuple().digits) > 20:
        return None
    return int(number) if number == number.to_integral_value() and "." not in folded else number


def _parts(figures: Figures) -> dict[str, list[str]]:
    """Return the values of each cell that has several, each with a label: 「小学校国語 83.5% 小学校算数 73.5%」."""
    labels: tuple[str, ...] = ()
    found: dict[str, list[str]] = {}
    for _, text in figures.values:
        pairs = _PART.findall(text)
        here = tuple(label for label, _ in pairs)
        rest = _PART.sub("", text).strip()
        if len(pairs) < 2 or rest or (labels and here != labels) or len(set(here)) != len(here):
            return {}
        labels = here
        found[text] = [value.replace(" ", "") for _, value in pairs]
    return found


def _unit(figures: Figures, goal: str, year: int) -> str:
    """Return the unit of figures: that of a column, of the values, of the name, or of the same number in the goal."""
    name = figures.texts.get(Role.INDICATOR, "")
    return (
        figures.texts.get(Role.UNIT, "").strip("（）() ").replace("％", "%")
        or next(filter(None, (_written_behind(text) for _, text in figures.values)), "")
        or next(filter(None, map(_in_brackets, regex(r"[（(]([^（()）]{1,6})[)）]").findall(name)[::-1])), "")
        or _of_goal(figures, Reading(goal).numbers, year)
        or next((unit for end, unit in _ENDS.items() if _BRACKETS.sub("", name).strip().endswith(end)), "")
    )


def _written_behind(text: str) -> str:
    """Return the unit that stands in a cell behind its number."""
    if regex(r"[0-9]\s*[%％]").search(text):
        return "%"
    match = _BEHIND.match(text)
    return regex(r"以[上下内]\Z").sub("", match["unit"]) if match else ""


def _in_brackets(word: str) -> str:
    """Return the unit that the name of an indicator has in brackets."""
    parts = [part for part in regex(r"[、，・]").split(word) if not _NO_UNIT.search(part)]
    if len(parts) != 1 or (len(parts[0]) > 4 and "/" not in parts[0]):
        return ""
    return _UNITS.get(parts[0], parts[0])


def _of_goal(figures: Figures, numbers: Sequence[NumberMention], year: int) -> str:
    """Return the unit in which the goal tells a number of the figures, of the year rather than another."""
    values = [
        (heading.year, value) for heading, text in figures.values if (value := _number(text)) is not None
    ]
    of_year = {value for when, value in values if when in (year, None)}
    plain = [number for number in numbers if number.unit and not number.change]
    for wanted in (of_year, {value for _, value in values}):
        fitting = sorted((n for n in plain if n.value in wanted), key=lambda n: n.unit == "%")
        if fitting:
            return written_unit(fitting[0])
    return written_unit(numbers[0]) if len(numbers) == 1 else ""


def _number(text: str) -> Decimal | None:
    quantity = parse_quantity(text)
    return quantity.value if quantity and quantity.form is Form.PLAIN else None
