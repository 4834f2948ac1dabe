"""``plan.toml``: years, rules, published figures, and the directions with what stands in their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.format.keys import CHECKS, COMPARISON, HEAD, ITEMS, NUMBERING, RATE, with_own, without_own
from dxplan.format.reading.fields import YEARS, Fields, did_you_mean, quote
from dxplan.format.reading.handouts import read_editions, read_handouts
from dxplan.format.reading.headings import Tree, read_published, read_tree
from dxplan.format.reading.items import read_entries
from dxplan.format.reading.judgement import read_judgement
from dxplan.format.reading.own import read_own, read_own_fields
from dxplan.model import CheckRules, Direction, Numbering, Plan, RateRule, Source, Span, Totals
from dxplan.model.handouts import DEFAULT, ComparisonRule
from dxplan.values.bodies import parse_body
from dxplan.values.numbering import figures
from dxplan.values.years import parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dxplan.format.blocks import Block
    from dxplan.format.document import Document
    from dxplan.model.findings import Diagnostic
    from dxplan.model.publications import Correction
    from dxplan.model.scheme import Scheme

#: The name of the head's file.
HEAD_FILE: Final = "plan.toml"


def read_head(
    name: str,
    folder: str,
    files: Collection[str],
    documents: Mapping[str, Document],
    findings: list[Diagnostic],
) -> Plan:
    """Return a plan from its parsed files; ``files`` are all there are, those that could not be parsed too."""
    source = Source(f"{folder}/{HEAD_FILE}")
    head = Fields(documents[source.path].data, source, findings, HEAD)
    before = len(head.findings)
    own_fields = read_own_fields(head)
    # Otherwise what stands in them would be reported for the slip in plan.toml.
    sound = len(head.findings) == before
    head.block, items = (with_own(each, own_fields) if sound else without_own(each) for each in (HEAD, ITEMS))
    span = _read_span(head)
    scheme = read_judgement(head.table("judgement"))
    plan = Plan(
        **head.values(),
        name=name,
        span=span,
        handouts=read_handouts(head) or DEFAULT,
        numbering=_read_numbering(head.table("numbering")),
        scheme=scheme,
        rate=_read_rate(head.table("rate")),
        checks=_read_checks(head.table("checks")),
        comparison=_read_comparison(head.table("comparison")),
        published=read_published(head.table("published")),
        all_corrections=_read_corrections(head, span.year),
        directions=tuple(
            _read_direction(
                table, head.value("direction_word"), folder, files, documents, items, span, scheme
            )
            for table in _direction_tables(head)
        ),
        own_fields=own_fields,
        editions=read_editions(head),
        source=source,
    )
    if plan.body and parse_body(plan.body) != plan.body:
        hint = '検査数字を含む半角の6桁を、body = "070009" のように書いてください。'
        head.report("DX204", "body", f"{quote(plan.body)}は全国地方公共団体コードではありません。", hint)
    head.finish()
    return plan


def stem(file_name: str) -> str:
    """Return the id of the direction that a file belongs to."""
    return file_name.removesuffix(".toml")


def _read_corrections(head: Fields, year: int) -> tuple[Correction, ...]:
    if "correction" not in head.data:
        return ()
    from dxplan.format.reading.publication import read_corrections  # most plans have none

    return tuple(read_corrections(head, year))


def _read_span(head: Fields) -> Span:
    """Return ``fiscal_year``, ``years``, ``base_year`` and ``midterm`` of the head."""
    year: int = head.value("fiscal_year")
    first, last = _read_years(head, year)
    base: int = head.value("base_year") or (first - 1 if first else 0)
    if first and base >= first:
        message = f"基準年度（{short_year(base)}）が、計画の始まる {short_year(first)} より前ではありません。"
        hint = f'base_year = "{short_year(first - 1)}" のように、基準値の年度を書いてください。'
        head.report("DX314", "base_year", message, hint)
    midterm: int = head.value("midterm")
    if midterm and not first <= midterm < last:
        message = f"中間評価の年度（{short_year(midterm)}）が、計画の期間の途中にありません。"
        within = f"{short_year(first)} から {short_year(last - 1)} まで"
        hint = f"{within}の年度を書くか、" if first < last else "計画の期間を years に書くか、"
        head.report("DX314", "midterm", message, f"{hint}この行を消してください。")
    return Span(year=year, first=first, last=last, base=base, midterm=midterm)


def _read_years(head: Fields, year: int) -> tuple[int, int]:
    ends: tuple[str, ...] = head.value("years")
    if "years" not in head.data:
        return year, year
    known = [parse_fiscal_year(end) for end in ends]
    example = 'years = ["R4", "R7"]'
    for index, (end, found) in enumerate(zip(ends, known, strict=True)):
        if found is None:
            hint = f"{example} のように、{YEARS}を書いてください。"
            head.report(
                "DX206", "years", f"「years」の{index + 1}番目の{quote(end)}は年度として読めません。", hint
            )
    if len(known) != 2 or None in known:
        if None not in known:
            message = "「years」には、計画の始まる年度と終わる年度の二つを書きます。"
            head.report("DX314", "years", message, f"{example} のように書いてください。")
        return year, year
    first, last = known[0] or year, known[1] or year
    if first > last or (year and not first <= year <= last):
        message = f"計画の期間（{ends[0]} から {ends[1]}）が逆か、今年度（{short_year(year) if year else '？'}）が入っていません。"
        hint = "years には始まりと終わりの年度を、fiscal_year にはそのあいだの年度を書いてください。"
        head.report("DX314", "years", message, hint)
        return year, year
    return first, last


def _read_rate(rate: Fields | None) -> RateRule:
    if rate is None:
        return RateRule(**RATE.defaults)
    rate.finish()
    return RateRule(**rate.values())


def _read_checks(checks: Fields | None) -> CheckRules:
    if checks is None:
        return CheckRules(**CHECKS.defaults)
    checks.finish()
    return CheckRules(**checks.values())


def _read_comparison(comparison: Fields | None) -> ComparisonRule:
    if comparison is None:
        return ComparisonRule(**COMPARISON.defaults)
    comparison.finish()
    return ComparisonRule(**comparison.values())


def _read_numbering(numbering: Fields | None) -> Numbering:
    if numbering is None:
        return Numbering(**NUMBERING.defaults, headings=NUMBERING.keys["headings"].default)
    numbering.finish()
    return Numbering(**numbering.values(), headings=_read_styles(numbering))


def _read_styles(numbering: Fields) -> tuple[str, ...]:
    """Return the number of the first heading of each level."""
    key = numbering.block.keys["headings"]
    default: tuple[str, ...] = key.default
    value = numbering.data.get("headings")
    if value is None:
        return default
    if type(value) is not list or not all(type(style) is str for style in value):
        numbering.wrong("headings", " [ ] で囲んだ文字の並び", value)
        return default
    for number, style in enumerate(value, 1):
        if style and not 0 < figures(style) <= number:
            message = f"「headings」の{number}番目の{quote(style)}から、番号の付け方が分かりません。"
            hint = f'{key.example} のように、その段の最初の見出しの番号を書いてください。番号を付けない段は "" とします。'
            numbering.report("DX204", "headings", message, hint)
            return default
    return tuple(value)


def _direction_tables(head: Fields) -> list[Fields]:
    tables = head.tables("direction")
    if head.data.get("direction", []) == []:
        head.missing("direction", '[[direction]] と、その下に id = "fukko"、name = "復興の推進"')
    return tables


def _read_direction(
    table: Fields,
    word: str,
    folder: str,
    files: Collection[str],
    documents: Mapping[str, Document],
    items: Block,
    span: Span,
    scheme: Scheme,
) -> Direction:
    values = table.values()
    direction_id = values["id"]
    path = f"{folder}/{direction_id}.toml"
    tree = Tree((), ())
    totals, published = _read_totals(table), read_published(table.table("published"))
    if direction_id == stem(HEAD_FILE):
        hint = 'id = "fukko" のように別の名前にしてください。'
        table.report("DX209", "id", f"id「{direction_id}」は表紙 {HEAD_FILE} の名前なので使えません。", hint)
    elif path in documents and totals:
        message = f"{word}{quote(direction_id)}に件数（items、achieved）があり、{direction_id}.toml にも項目があります。"
        hint = "項目があるなら items と achieved を消してください。公表された数は published に書きます。"
        table.report("DX313", "items", message, hint)
    elif path in documents:
        file = Fields(documents[path].data, Source(path), table.findings, items)
        tree = read_tree(file, direction_id, read_entries(file, span, scheme), span)
    elif totals:  # a year of which only totals survive needs no file
        pass
    elif direction_id and f"{direction_id}.toml" not in files and not _unread(path, table.findings):
        message = f"{word}{quote(direction_id)}のファイル {direction_id}.toml がありません。"
        there = [stem(file_name) for file_name in files if file_name != HEAD_FILE]
        guess = did_you_mean(direction_id, there)
        hint = f"{guess}plan.toml と同じフォルダに {direction_id}.toml を置いてください。"
        table.report("DX106", "id", message, hint)
    own = read_own(table, span)
    table.finish()
    return Direction(
        **values,
        own=own,
        entries=tree.entries,
        parts=tree.parts,
        totals=totals,
        published=published,
        source=table.source,
    )


def _read_totals(direction: Fields) -> Totals | None:
    """Return the totals of a direction of whose year nothing else survives; both or none."""
    items, achieved = direction.value("items"), direction.value("achieved")
    written = [key for key in ("items", "achieved") if key in direction.data]
    if not written:
        return None
    for key in {"items", "achieved"}.difference(written):
        direction.missing(key)
    return Totals(items=items or 0, achieved=achieved or 0)


def _unread(path: str, findings: list[Diagnostic]) -> bool:
    return any(finding.source.path == path for finding in findings)
