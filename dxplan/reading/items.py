"""The items of one direction: indicators, results, reposts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dxplan.diagnostics import Part
from dxplan.model import (
    Department,
    Item,
    Novelty,
    Override,
    Repost,
    Result,
    Verdict,
)
from dxplan.reading.indicators import read_indicators
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from dxplan.reading.fields import Table

_ID: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_OVERRIDES: Final = {
    verdict.value: verdict for verdict in (Verdict.ACHIEVED, Verdict.AS_PLANNED, Verdict.NOT_ACHIEVED)
}
_NOVELTIES: Final = {novelty.value: novelty for novelty in Novelty}


def read_entries(file: Table, fiscal_year: int) -> tuple[Item | Repost, ...]:
    """Return the rows of a direction's file in order."""
    entries = tuple(_read_entry(table, fiscal_year) for table in file.tables("item"))
    file.finish()
    return entries


def read_id(table: Table) -> str:
    """Return an ``id``: lower-case letters, digits, hyphens; "" with a finding otherwise."""
    text = table.text("id", "cms-training", required=True)
    if text and not _ID.fullmatch(text):
        message = f"id「{text}」に使えない文字があります。"
        table.report(
            "DX209", "id", message, 'id = "cms-training" のように英小文字・数字・ハイフンで書いてください。'
        )
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
            Department(*_split(text)) for text in table.texts("departments", "総務部 広報課", required=True)
        ),
        overview=table.text("overview", "職員研修により、県公式ホームページを見やすくする。"),
        goal=table.text("goal", "職員を対象とした研修を開く。"),
        indicators=read_indicators(table, fiscal_year),
        results=_read_results(table, fiscal_year),
        excluded=table.text("excluded", "制度の廃止により実施しなかった") or None,
        source=table.source,
    )
    table.finish()
    return item


def _read_repost(table: Table) -> Repost:
    repost = Repost(
        id=read_id(table), of=table.text("repost_of", "robot-rd", required=True), source=table.source
    )
    for key in table.data:
        if key not in ("id", "repost_of"):
            message = f"再掲の項目に「{key}」は書けません。内容は元の項目「{repost.of}」から受け継がれます。"
            table.report("DX303", key, message, "この行を消し、元の項目に書いてください。", Part.KEY)
    return repost


def _split(text: str) -> tuple[str, str]:
    bureau, _, section = text.replace("\u3000", " ").partition(" ")
    return bureau, section.strip()


def _read_results(item: Table, fiscal_year: int) -> tuple[Result, ...]:
    table = item.table("result")
    if table is None:
        return ()
    years = {key: year for key in table.data if (year := parse_fiscal_year(key)) is not None}
    if not years:
        return (_read_result(table, fiscal_year),)
    results = []
    for key, year in years.items():
        of_year = table.table(key)
        if of_year is None:
            continue
        if year != fiscal_year:
            message = (
                f"{key} の実績ですが、この計画は {short_year(fiscal_year)}（{fiscal_year}年度）のものです。"
            )
            hint = f"[item.result.{short_year(fiscal_year)}] と書くか、その年度の計画に移してください。"
            table.report("DX306", key, message, hint, Part.KEY)
        results.append(_read_result(of_year, year))
    table.finish()
    return tuple(results)


def _read_result(table: Table, year: int) -> Result:
    result = Result(
        year=year,
        done=table.boolean("done"),
        report=table.text("report", "研修会を開き、担当職員の技能を高めた。"),
        reason=table.text("reason", "台風により来館者が減ったため"),
        wording=table.text("wording", "目標2,000人に対し、1,157人"),
        override=_read_override(table.table("override")),
        source=table.source,
    )
    table.finish()
    return result


def _read_override(table: Table | None) -> Override | None:
    if table is None:
        return None
    verdict = table.choice("verdict", _OVERRIDES)
    if "verdict" not in table.data:
        table.missing("verdict", 'verdict = "未達"')
    reason = table.take("reason")
    if reason is not None and type(reason) is not str:
        table.wrong("reason", "文字列", reason, 'reason = "…"')
    elif not (reason or "").strip():
        message = "判定を変えた理由がありません。"
        table.report(
            "DX307", None, message, 'reason = "なぜ数字と違う判定にしたか" を書いてください。', Part.KEY
        )
    table.finish()
    return Override(verdict=verdict or Verdict.UNRECORDED, reason=str(reason or "").strip())
