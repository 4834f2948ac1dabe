"""The rows of a direction's file: items with their results and half-year milestones, and 再掲."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.format.keys import REPOST, RESULT
from dxplan.format.reading.fields import YEARS, Fields, did_you_mean, quote
from dxplan.format.reading.figures import years_label
from dxplan.format.reading.indicators import read_indicators
from dxplan.format.reading.own import read_own
from dxplan.model import Department, Half, Ignored, Item, ItemKind, Milestone, Override, Repost, Result
from dxplan.model.changes import Change, Move
from dxplan.model.findings import Part
from dxplan.model.formulas import PointsOf, RateOf
from dxplan.model.scheme import UNRECORDED, Unit
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model import Indicator, Span
    from dxplan.model.scheme import Scheme, Verdict

#: Keys of ``[item.result.R1]`` that are meant as years, impossible ones included.
_YEAR: Final = regex(r"[RHSrhs]?\d|[RHSrhs]元|令和|平成|昭和")
_HALF: Final = regex(r"(.*?)\s*([上下]半?期|[前後]期)")
_HALVES: Final = {"上": Half.FIRST, "前": Half.FIRST, "下": Half.SECOND, "後": Half.SECOND}


class Placed(NamedTuple):
    """A row, and the id of the heading it names; "" for the direction itself."""

    entry: Item | Repost
    heading: str


def read_entries(file: Fields, span: Span, scheme: Scheme) -> tuple[Placed, ...]:
    """Return the rows of a direction's file in order."""
    return tuple(_read_entry(table, span, scheme) for table in file.tables("item"))


def _read_entry(table: Fields, span: Span, scheme: Scheme) -> Placed:
    if "repost_of" in table.data:
        return _read_repost(Fields(table.data, table.source, table.findings, REPOST))
    values = table.values()
    values["excluded"] = values["excluded"] or None
    if scheme.measuring.measures and isinstance(values["combine"], RateOf):
        message = "計画の判定の区分に、ほかの値との差で決めるものがあるので、達成率をまとめて判定することはできません。"
        hint = 'combine = "all" か "any" と書くか、この行を消してください。'
        table.report("DX320", "combine", message, hint)
    if values["combine"] and isinstance(values["combine"], PointsOf) is not isinstance(
        scheme.measuring.combine, PointsOf
    ):
        message = (
            "項目のまとめ方（combine）が、点を足すかどうかで計画の方式と違い、同じ区分に当てはめられません。"
        )
        hint = "計画の [judgement] の combine と、点を足すかどうかを同じにしてください。"
        table.report("DX320", "combine", message, hint)
    indicators = read_indicators(table, span)
    item = Item(
        **values,
        departments=tuple(Department.parse(text) for text in table.value("departments")),
        indicators=indicators,
        changes=_read_changes(table, indicators),
        milestones=_read_milestones(table, span),
        results=_read_results(table, span, scheme),
        ignored=_read_ignored(table),
        own=read_own(table, span, needed=values["kind"] is ItemKind.PROJECT),
        source=table.source,
    )
    table.finish()
    return Placed(item, table.value("direction"))


def _read_repost(table: Fields) -> Placed:
    repost = Repost(
        **table.values(),
        of=table.value("repost_of"),
        printed=_read_printed(table.table("printed")),
        source=table.source,
    )
    for key in table.data:
        if key not in REPOST.keys:
            message = (
                f"再掲の項目に{quote(key)}は書けません。内容は元の項目{quote(repost.of)}から受け継がれます。"
            )
            table.report("DX303", key, message, "この行を消し、元の項目に書いてください。", Part.KEY)
    return Placed(repost, table.value("direction"))


def _read_printed(table: Fields | None) -> tuple[tuple[str, str], ...]:
    """Return what an imported document printed for a 再掲, to be held against its original."""
    if table is None:
        return ()
    values = table.values()
    table.finish()
    return tuple((key, text) for key, text in values.items() if text)


def _read_changes(item: Fields, indicators: Sequence[Indicator]) -> tuple[Change, ...]:
    """Return why goalposts were moved; each is of an indicator of the item, or of one that is no more."""
    changes, names = [], {name: None for each in indicators for name in (each.group, each.name) if name}
    for table in item.tables("change"):
        change = Change(**table.values(), source=table.source)
        table.finish()
        changes.append(change)
        if change.indicator and change.indicator not in names and change.kind is not Move.DROPPED:
            known = "、".join(map(quote, names))
            hint = f"{did_you_mean(change.indicator, names)}" + (
                f"この項目の指標は{known}です。" if known else "この項目には指標がありません。"
            )
            hint += f'なくした指標なら kind = "{Move.DROPPED.value}" としてください。'
            message = f"この項目に、{quote(change.indicator)}という指標はありません。"
            table.report("DX338", "indicator", message, hint)
    return tuple(changes)


def _read_ignored(item: Fields) -> tuple[Ignored, ...]:
    ignored = []
    for table in item.tables("ignore"):
        ignored.append(Ignored(**table.values()))
        table.finish()
    return tuple(ignored)


def _read_results(item: Fields, span: Span, scheme: Scheme) -> tuple[Result, ...]:
    table = item.table("result")
    if table is None:
        return ()
    years = {key: parse_fiscal_year(key) for key in table.data if _YEAR.match(key)}
    if not years:
        return (_read_result(table, span.year, scheme),)
    results: dict[int, Result] = {}
    for key, year in years.items():
        of_year = table.table(key, RESULT)
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
    _finish_years(table, list(years))
    return tuple(results[year] for year in sorted(results))


def _finish_years(table: Fields, years: list[str]) -> None:
    """Report what stands beside the years: keys of one year, and others."""
    for key in (key for key in table.data if key in RESULT.keys):
        message = f"「{key}」は、ここには書けません。"
        hint = f"「{key}」は [item.result.{years[0]}] の下に書きます。そこへ移してください。"
        table.report("DX203", key, message, hint, Part.KEY)
    rest = {key: value for key, value in table.data.items() if key not in RESULT.keys}
    known = RESULT._replace(keys=dict.fromkeys(years, RESULT.keys["override"]))
    Fields(rest, table.source, table.findings, known).finish()


def _read_result(table: Fields, year: int, scheme: Scheme) -> Result:
    labels = {verdict.label: verdict for verdict in scheme.words(Unit.ITEM)}
    result = Result(
        **table.values(),
        year=year,
        state=table.word("state", {verdict.label: verdict for verdict in scheme.states}),
        override=_read_override(table.table("override"), labels),
        source=table.source,
    )
    table.finish()
    return result


def _read_override(table: Fields | None, labels: dict[str, Verdict]) -> Override | None:
    if table is None:
        return None
    verdict = table.word("verdict", labels)
    if "verdict" not in table.data:
        table.missing("verdict", f'verdict = "{next(reversed(labels))}"')
    reason: Any = table.data.get("reason")
    if reason is not None and type(reason) is not str:
        table.wrong("reason", '文字（"…"）', reason)
    elif not (reason or "").strip():
        hint = f"{table.block.keys['reason'].example} のように、数字と違う判定にした理由を書いてください。"
        part = Part.KEY if reason is None else Part.VALUE
        table.report("DX307", "reason", "判定を変えた理由がありません。", hint, part)
    table.finish()
    return Override(verdict=verdict or UNRECORDED, reason=str(reason or "").strip())


def parse_half(text: str, span: Span) -> tuple[int, Half] | None:
    """Read ``R6上期``, ``令和6年度 上半期``; without a year it is the one the plan is judged for."""
    match = _HALF.fullmatch(text.strip())
    if match is None:
        return None
    year = parse_fiscal_year(match[1]) if match[1] else span.year
    return (year, _HALVES[match[2][0]]) if year else None


def _read_milestones(item: Fields, span: Span) -> tuple[Milestone, ...]:
    """Return the milestones of an item in the order of time; one for each half."""
    found: dict[tuple[int, str], Milestone] = {}
    for table in item.tables("milestone"):
        milestone = _read_milestone(table, span)
        if milestone is None:
            continue
        key = (milestone.year, milestone.half.name)  # FIRST sorts before SECOND
        if key in found:
            message = f"{milestone.label}が、この項目に二つあります。"
            table.report("DX324", "half", message, "一つにまとめるか、どちらかの half を直してください。")
        found.setdefault(key, milestone)
    return tuple(found[key] for key in sorted(found))


def _read_milestone(table: Fields, span: Span) -> Milestone | None:
    example = f'half = "{short_year(span.year or 2024)}上期"'
    values = table.values(half=example)
    text = table.value("half")
    half = parse_half(text, span)
    if text and half is None:
        hint = f"{example} のように、年度と、上期か下期を書いてください。"
        table.report("DX323", "half", f"{quote(text)}を半期として読めません。", hint)
    elif half and span.first and not span.first <= half[0] <= span.last:
        message = f"{text} の予定ですが、この計画は{years_label(span)}のものです。"
        table.report("DX323", "half", message, "計画の期間の半期を書いてください。")
    table.finish()
    if half is None:
        return None
    return Milestone(year=half[0], half=half[1], **values, source=table.source)
