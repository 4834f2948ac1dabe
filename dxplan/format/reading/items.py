"""The items of one direction: indicators, results, reposts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dxplan.format.reading.fields import YEARS, quote
from dxplan.format.reading.headings import HEADINGS
from dxplan.format.reading.identifiers import read_id
from dxplan.format.reading.indicators import read_indicators
from dxplan.format.reading.milestones import read_milestones
from dxplan.format.reading.spans import years_label
from dxplan.model import Department, Ignored, Item, ItemKind, Novelty, Override, Repost, Result
from dxplan.model.findings import Part
from dxplan.model.formulas import COMBINES
from dxplan.model.scheme import UNRECORDED
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from dxplan.format.reading.fields import Table
    from dxplan.model import Span
    from dxplan.model.scheme import Scheme, Verdict

#: Keys of ``[item.result.R1]`` that are meant as years, impossible ones included.
_YEAR: Final = re.compile(r"[RHSrhs]?\d|[RHSrhs]元|令和|平成|昭和")
_RESULT_KEYS: Final = tuple(key for key, heading in HEADINGS.items() if heading == HEADINGS["done"])
_KINDS: Final = {kind.value: kind for kind in ItemKind}
_PRINTED: Final = ("name", "overview", "goal", "report", "wording")
_NOVELTIES: Final = {novelty.value: novelty for novelty in Novelty}


class Placed(NamedTuple):
    """A row, and the id of the heading it names; "" for the direction itself."""

    entry: Item | Repost
    heading: str


def read_entries(file: Table, span: Span, scheme: Scheme) -> tuple[Placed, ...]:
    """Return the rows of a direction's file in order."""
    return tuple(_read_entry(table, span, scheme) for table in file.tables("item"))


def _read_entry(table: Table, span: Span, scheme: Scheme) -> Placed:
    if "repost_of" in table.data:
        return _read_repost(table)
    item_id, name = read_id(table), table.text("name", "インターネット広報広聴事業", required=True)
    heading = table.text("direction", "fukko-1")
    item = Item(
        id=item_id,
        name=name,
        kind=table.choice("kind", _KINDS) or ItemKind.PROJECT,
        also=table.texts("also", "fukko-2"),
        combine=table.choice("combine", COMBINES),
        new=table.choice("new", _NOVELTIES),
        departments=tuple(Department.parse(text) for text in table.texts("departments", "総務部 広報課")),
        overview=table.text("overview", "職員研修により、県公式ホームページを見やすくする。"),
        goal=table.text("goal", "職員を対象とした研修を開く。"),
        indicators=read_indicators(table, span),
        milestones=read_milestones(table, span),
        results=_read_results(table, span, scheme),
        excluded=table.text("excluded", "制度の廃止により実施しなかった") or None,
        ignored=_read_ignored(table),
        source=table.source,
    )
    table.take("repost_of")  # not there; asked for so that it is named beside the other keys
    table.finish(HEADINGS)
    return Placed(item, heading)


def _read_repost(table: Table) -> Placed:
    heading = table.text("direction", "fukko-1")
    repost = Repost(
        id=read_id(table),
        of=table.text("repost_of", "robot-rd", required=True),
        printed=_read_printed(table.table("printed")),
        source=table.source,
    )
    for key in table.data:
        if key not in ("id", "repost_of", "printed", "direction"):
            message = (
                f"再掲の項目に{quote(key)}は書けません。内容は元の項目{quote(repost.of)}から受け継がれます。"
            )
            table.report("DX303", key, message, "この行を消し、元の項目に書いてください。", Part.KEY)
    return Placed(repost, heading)


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


def _read_results(item: Table, span: Span, scheme: Scheme) -> tuple[Result, ...]:
    table = item.table("result")
    if table is None:
        return ()
    years = {key: parse_fiscal_year(key) for key in table.data if _YEAR.match(key)}
    if not years:
        return (_read_result(table, span.year, scheme),)
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
        if span.year and not span.first <= year <= span.last:  # 0: the plan has none, which was reported
            message = f"{key} の実績ですが、この計画は{years_label(span)}のものです。"
            hint = f"[item.result.{short_year(span.year)}] と書くか、その年度の計画に移してください。"
            table.report("DX306", key, message, hint, Part.KEY)
        results[year] = _read_result(of_year, year, scheme)
    headings = dict.fromkeys((*_RESULT_KEYS, "override"), f"[item.result.{next(iter(years))}] の下")
    table.finish(headings)
    return tuple(results.values())


def _read_result(table: Table, year: int, scheme: Scheme) -> Result:
    labels = {verdict.label: verdict for verdict in scheme.verdicts}
    result = Result(
        year=year,
        done=table.boolean("done"),
        state=table.choice("state", labels),
        report=table.text("report", "研修会を開き、担当職員の技能を高めた。"),
        reason=table.text("reason", "台風により来館者が減ったため"),
        wording=table.text("wording", "目標2,000人に対し、1,157人"),
        published=table.text("published", "目標達成"),
        override=_read_override(table.table("override"), labels),
        source=table.source,
    )
    table.finish(HEADINGS)
    return result


def _read_override(table: Table | None, labels: dict[str, Verdict]) -> Override | None:
    if table is None:
        return None
    verdict = table.choice("verdict", labels)
    if "verdict" not in table.data:
        table.missing("verdict", f'verdict = "{next(reversed(labels))}"')
    reason = table.take("reason")
    if reason is not None and type(reason) is not str:
        table.wrong("reason", '文字（"…"）', reason, 'reason = "雇用者数が3年間の目標を大きく下回る見込み"')
    elif not (reason or "").strip():
        hint = 'reason = "雇用者数が3年間の目標を大きく下回る見込み" のように、数字と違う判定にした理由を書いてください。'
        part = Part.KEY if reason is None else Part.VALUE
        table.report("DX307", "reason", "判定を変えた理由がありません。", hint, part)
    table.finish(HEADINGS)
    return Override(verdict=verdict or UNRECORDED, reason=str(reason or "").strip())
