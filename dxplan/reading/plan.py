"""All files of one plan to the model and the findings."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dxplan.diagnostics import Diagnostic, Part, Severity
from dxplan.model import Direction, Item, Plan, RateRule, Repost, Source
from dxplan.reading.document import Document, place, read_document
from dxplan.reading.fields import Table
from dxplan.reading.items import read_entries, read_id
from dxplan.values.rounding import Rounding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HEAD: Final = "plan.toml"
_REPOSTS: Final = {"count": True, "skip": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading a plan: the model (None if there are errors), the findings, the texts."""

    plan: Plan | None
    findings: tuple[Diagnostic, ...]
    documents: Mapping[str, Document] = field(default_factory=dict)

    def place(self, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return findings with line and column, in the order of files and lines."""
        placed = [place(finding, self.documents.get(finding.source.path)) for finding in findings]
        return tuple(sorted(placed, key=lambda f: (f.source.path, f.line, f.column, f.code)))

    def line(self, source: Source) -> int:
        """Return the line where something of the plan was written."""
        anchor = Diagnostic(code="DX101", source=source, message="", hint="", part=Part.KEY)
        return place(anchor, self.documents.get(source.path)).line


def read_plan(
    name: str, folder: str, files: Mapping[str, bytes], unreadable: Mapping[str, str] | None = None
) -> Reading:
    """Read a plan from its files.

    ``name`` is the plan's (``2019``), ``folder`` the path shown in findings, ``files`` maps file names
    (``plan.toml``, ``fukko.toml``) to their bytes, ``unreadable`` those that could not be read to the reason.
    Findings are placed and sorted.
    """
    findings: list[Diagnostic] = []
    for file_name, reason in (unreadable or {}).items():
        message = f"ファイルを読めません（{reason}）。"
        hint = "権限を確かめ、別のプログラムで開いていれば閉じてください。"
        findings.append(
            Diagnostic(code="DX101", source=Source(f"{folder}/{file_name}"), message=message, hint=hint)
        )
    documents: dict[str, Document] = {}
    for file_name, content in files.items():
        outcome = read_document(f"{folder}/{file_name}", content)
        if isinstance(outcome, Diagnostic):
            findings.append(outcome)
        else:
            documents[outcome.path] = outcome
    head_path = f"{folder}/{HEAD}"
    if HEAD not in files and HEAD not in (unreadable or {}):
        message, hint = (
            "plan.toml がありません。",
            "計画のフォルダか確かめてください。新しく作るなら dxplan init です。",
        )
        findings.append(Diagnostic(code="DX102", source=Source(head_path), message=message, hint=hint))
    plan = None
    if head_path in documents:
        plan = _read_head(name, folder, files, documents, findings)
    reading = Reading(plan=plan, findings=(), documents=documents)
    fatal = any(finding.severity is Severity.ERROR for finding in findings)
    return Reading(plan=None if fatal else plan, findings=reading.place(findings), documents=documents)


def _read_head(
    name: str,
    folder: str,
    files: Mapping[str, bytes],
    documents: Mapping[str, Document],
    findings: list[Diagnostic],
) -> Plan:
    source = Source(f"{folder}/{HEAD}")
    head = Table(documents[source.path].data, source, findings)
    title = head.text("title", "アクションプラン2019", required=True)
    office = head.text("office", "情報政策課", required=True)
    fiscal_year = head.year("fiscal_year")
    plan = Plan(
        name=name,
        title=title,
        office=office,
        fiscal_year=fiscal_year,
        label=head.text("label", "資料１"),
        note=head.text("note", "目標値に達したものを「目標達成」とする。"),
        comment=head.texts("comment", "全体の８割以上で目標を達成した。"),
        rate=_read_rate(head.table("rate")),
        directions=tuple(
            _read_direction(table, folder, files, documents, findings, fiscal_year)
            for table in _direction_tables(head)
        ),
        source=source,
    )
    head.finish()
    _check_files(plan, folder, files, findings)
    _check_ids(plan, findings)
    _check_reposts(plan, findings)
    return plan


def _read_rate(rate: Table | None) -> RateRule:
    if rate is None:
        return RateRule(digits=1, rounding=Rounding.HALF_UP, count_reposts=True)
    digits = rate.integer("digits", 1, 0, 6)
    rounding = rate.choice("rounding", {rounding.value: rounding for rounding in Rounding})
    reposts = rate.take("reposts")
    if reposts is not None and reposts not in _REPOSTS:
        hint = '延べで数えるなら "count"、実質で数えるなら "skip" と書いてください。'
        rate.report("DX204", "reposts", f"「reposts」に「{reposts}」は使えません。", hint)
    rate.finish()
    return RateRule(
        digits=digits,
        rounding=rounding or Rounding.HALF_UP,
        count_reposts=_REPOSTS.get(reposts, True) if isinstance(reposts, str) else True,
    )


def _direction_tables(head: Table) -> list[Table]:
    tables = head.tables("direction")
    if "direction" not in head.data:
        head.missing("direction", "[[direction]]")
    return tables


def _read_direction(
    table: Table,
    folder: str,
    files: Mapping[str, bytes],
    documents: Mapping[str, Document],
    findings: list[Diagnostic],
    fiscal_year: int,
) -> Direction:
    direction_id = read_id(table)
    path = f"{folder}/{direction_id}.toml"
    entries: tuple[Item | Repost, ...] = ()
    if path in documents:
        entries = read_entries(Table(documents[path].data, Source(path), findings), fiscal_year)
    elif direction_id and f"{direction_id}.toml" not in files and not _unread(path, findings):
        message = f"展開方向「{direction_id}」のファイル {direction_id}.toml がありません。"
        hint = f"plan.toml と同じフォルダに {direction_id}.toml を置いてください。"
        table.report("DX106", "id", message, hint)
    direction = Direction(
        id=direction_id,
        name=table.text("name", "復興の推進", required=True),
        theme=table.text("theme", "復興推進のためのICT活用"),
        points=table.texts("points", "各事業とも概ね計画どおり実施した。"),
        entries=entries,
        source=table.source,
    )
    table.finish()
    return direction


def _unread(path: str, findings: list[Diagnostic]) -> bool:
    return any(finding.source.path == path for finding in findings)


def _check_files(plan: Plan, folder: str, files: Mapping[str, bytes], findings: list[Diagnostic]) -> None:
    known = [direction.id for direction in plan.directions]
    for file_name in files:
        stem = file_name.removesuffix(".toml")
        if file_name == HEAD or stem in known:
            continue
        close = difflib.get_close_matches(stem, known, n=1)
        guess = f"「{close[0]}.toml」の間違いではありませんか。" if close else ""
        message = f"「{stem}」という展開方向は plan.toml にありません。"
        hint = f'{guess}plan.toml に [[direction]] id = "{stem}" を足すか、ファイル名を直してください。'
        source = Source(f"{folder}/{file_name}")
        findings.append(Diagnostic(code="DX107", source=source, message=message, hint=hint).at(1, 1, 1))


def _check_ids(plan: Plan, findings: list[Diagnostic]) -> None:
    for things in (plan.directions, [entry for d in plan.directions for entry in d.entries]):
        first: dict[str, Source] = {}
        for thing in things:
            if not thing.id:
                continue
            if thing.id in first:
                where = first[thing.id]
                message = f"id「{thing.id}」は {where.path} でも使われています。"
                hint = "どちらかを別の id にしてください。"
                source = thing.source.child("id")
                findings.append(Diagnostic(code="DX208", source=source, message=message, hint=hint))
            first.setdefault(thing.id, thing.source)


def _check_reposts(plan: Plan, findings: list[Diagnostic]) -> None:
    entries = {entry.id: entry for direction in plan.directions for entry in direction.entries if entry.id}
    for entry in [entry for direction in plan.directions for entry in direction.entries]:
        if not isinstance(entry, Repost) or not entry.of:
            continue
        original = entries.get(entry.of)
        if isinstance(original, Item):
            continue
        source = entry.source.child("repost_of")
        if original is None:
            close = difflib.get_close_matches(entry.of, list(entries), n=1)
            hint = (
                f"「{close[0]}」の間違いではありませんか。" if close else "元の項目の id を書いてください。"
            )
            message = f"再掲の元「{entry.of}」がありません。"
            findings.append(Diagnostic(code="DX301", source=source, message=message, hint=hint))
        else:
            message = f"再掲の元「{entry.of}」は、それ自体が再掲です。"
            hint = f'repost_of = "{original.of}" と、元の項目を直接指してください。'
            findings.append(Diagnostic(code="DX302", source=source, message=message, hint=hint))
