"""The items of one direction: indicators, results, reposts."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from dxplan.diagnostics import Part
from dxplan.model import (
    Department,
    Ignored,
    Item,
    Novelty,
    Override,
    Repost,
    Result,
    Verdict,
)
from dxplan.reading.fields import YEARS, quote
from dxplan.reading.headings import HEADINGS
from dxplan.reading.indicators import read_indicators
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from dxplan.reading.fields import Table

_ID: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
#: Keys of ``[item.result.R1]`` that are meant as years, impossible ones included.
_YEAR: Final = re.compile(r"[RHSrhs]?\d|[RHSrhs]元|令和|平成|昭和")
_RESULT_KEYS: Final = tuple(key for key, heading in HEADINGS.items() if heading == HEADINGS["done"])
_OVERRIDES: Final = {
    verdict.value: verdict for verdict in (Verdict.ACHIEVED, Verdict.AS_PLANNED, Verdict.NOT_ACHIEVED)
}
_PRINTED: Final = ("name", "overview", "goal", "report", "wording")
_NOVELTIES: Final = {novelty.value: novelty for novelty in Novelty}


def read_entries(file: Table, fiscal_year: int) -> tuple[Item | Repost, ...]:
    """Return the rows of a direction's file in order."""
    entries = tuple(_read_entry(table, fiscal_year) for table in file.tables("item"))
    file.finish(HEADINGS)
    return entries


def read_id(table: Table, example: str = "cms-training") -> str:
    """Return an ``id``: lower-case letters, digits, hyphens; "" with a finding otherwise."""
    text = table.text("id", example, required=True)
    if text and not _ID.fullmatch(text):
        message = f"id{quote(text)}に使えない文字があります。"
        folded = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", text).lower()).strip("-")
        hint = f'id = "{folded or example}" のように、半角の英小文字・数字・ハイフンで書いてください。'
        table.report("DX209", "id", message, hint)
        return ""
    return text


def _read_entry(table: Table, fiscal_year: int) -> Item | Repost:
    if "repost_of" in table.data:
        return _read_repost(table)
    item = Item(
        id=read_id(table),
        name=table.text("name", "インターネット広報広聴事業", required=True),
        new=table.choice("new", _NOVELTIES),
        departments=tuple(
            Department.parse(text) for text in table.texts("departments", "総務部 広報課", required=True)
        ),
        overview=table.text("overview", "職員研修により、県公式ホームページを見やすくする。"),
        goal=table.text("goal", "職員を対象とした研修を開く。"),
        indicators=read_indicators(table, fiscal_year),
        results=_read_results(table, fiscal_year),
        excluded=table.text("excluded", "制度の廃止により実施しなかった") or None,
        ignored=_read_ignored(table),
        source=table.source,
    )
    table.take("repost_of")  # not there; asked for so that it is named beside the other keys
    table.finish(HEADINGS)
    return item


def _read_repost(table: Table) -> Repost:
    repost = Repost(
        id=read_id(table),
        of=table.text("repost_of", "robot-rd", required=True),
        printed=_read_printed(table.table("printed")),
        source=table.source,
    )
    for key in table.data:
        if key not in ("id", "repost_of", "printed"):
            message = (
                f"再掲の項目に{quote(key)}は書けません。内容は元の項目{quote(repost.of)}から受け継がれます。"
            )
            table.report("DX303", key, message, "この行を消し、元の項目に書いてください。", Part.KEY)
    return repost


def _read_printed(table: Table | None) -> tuple[tuple[str, str], ...]:
    """Return what an imported document printed for a 再掲, to be held against its original."""
    if table is None:
        return ()
    printed = tuple((key, table.text(key, "元の項目と同じ文")) for key in _PRINTED)
    table.finish()
    return tuple((key, text) for key, text in printed if text)


def _read_ignored(item: Table) -> tuple[Ignored, ...]:
    ignored = []
    for table in item.tables("ignore"):
        code = table.text("code", "DX434", required=True)
        reason = table.text("reason", "目標は公表のとおり", required=True)
        table.finish()
        ignored.append(Ignored(code=code, reason=reason))
    return tuple(ignored)


def _read_results(item: Table, fiscal_year: int) -> tuple[Result, ...]:
    table = item.table("result")
    if table is None:
        return ()
    years = {key: parse_fiscal_year(key) for key in table.data if _YEAR.match(key)}
    if not years:
        return (_read_result(table, fiscal_year),)
    results: dict[int, Result] = {}
    for key, year in years.items():
        of_year = table.table(key)
        if of_year is None:
            continue
        if year is None:
            hint = f"[item.result.R1] のように、{YEARS}を書いてください。"
            table.report("DX206", key, f"{quote(key)}は年度として読めません。", hint, Part.KEY)
            continue
        if year in results:
            message = f"{quote(key)}と同じ年度（{year}年度）の実績が、ほかにもあります。"
            table.report("DX211", key, message, "どちらかを消してください。", Part.KEY)
            continue
        if fiscal_year and year != fiscal_year:  # 0: the plan has none, which was reported
            short = short_year(fiscal_year)
            message = f"{key} の実績ですが、この計画は {short}（{fiscal_year}年度）のものです。"
            hint = f"[item.result.{short}] と書くか、その年度の計画に移してください。"
            table.report("DX306", key, message, hint, Part.KEY)
        results[year] = _read_result(of_year, year)
    headings = dict.fromkeys((*_RESULT_KEYS, "override"), f"[item.result.{next(iter(years))}] の下")
    table.finish(headings)
    return tuple(results.values())


def _read_result(table: Table, year: int) -> Result:
    result = Result(
        year=year,
        done=table.boolean("done"),
        report=table.text("report", "研修会を開き、担当職員の技能を高めた。"),
        reason=table.text("reason", "台風により来館者が減ったため"),
        wording=table.text("wording", "目標2,000人に対し、1,157人"),
        published=table.text("published", "目標達成"),
        override=_read_override(table.table("override")),
        source=table.source,
    )
    table.finish(HEADINGS)
    return result


def _read_override(table: Table | None) -> Override | None:
    if table is None:
        return None
    verdict = table.choice("verdict", _OVERRIDES)
    if "verdict" not in table.data:
        table.missing("verdict", 'verdict = "未達"')
    reason = table.take("reason")
    if reason is not None and type(reason) is not str:
        table.wrong("reason", '文字（"…"）', reason, 'reason = "雇用者数が3年間の目標を大きく下回る見込み"')
    elif not (reason or "").strip():
        hint = 'reason = "雇用者数が3年間の目標を大きく下回る見込み" のように、数字と違う判定にした理由を書いてください。'
        part = Part.KEY if reason is None else Part.VALUE
        table.report("DX307", "reason", "判定を変えた理由がありません。", hint, part)
    table.finish(HEADINGS)
    return Override(verdict=verdict or Verdict.UNRECORDED, reason=str(reason or "").strip())
