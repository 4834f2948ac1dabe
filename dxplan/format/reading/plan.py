"""All files of one plan to the model and the findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dxplan.format.document import Document, place, quotable, read_document
from dxplan.format.reading.fields import Table, did_you_mean, quote
from dxplan.format.reading.headings import HEADINGS
from dxplan.format.reading.identifiers import read_id
from dxplan.format.reading.items import read_entries
from dxplan.format.reading.judgement import read_judgement
from dxplan.format.reading.reposts import resolve_reposts
from dxplan.format.reading.rules import (
    read_checks,
    read_handouts,
    read_numbering,
    read_published,
    read_rate,
    read_totals,
)
from dxplan.format.reading.spans import read_span
from dxplan.format.reading.tree import Tree, read_page, read_tree
from dxplan.model import Direction, Item, Plan, Repost, Source, Span
from dxplan.model.findings import Diagnostic, Part, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from dxplan.model.scheme import Scheme

HEAD: Final = "plan.toml"
#: What the system says when it cannot read a file, and the same for people: (reason, remedy).
_REASONS: Final = {
    "Is a directory": (
        "ファイルではなくフォルダです",
        "フォルダの名前から .toml を取るか、計画のフォルダの外へ移してください。",
    ),
    "Permission denied": (
        "開く権限がありません",
        "ファイルの権限を確かめ、別のプログラムで開いていれば閉じてください。",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanText:
    """A plan as its files say it: the model (None if there are errors), the findings, the texts."""

    plan: Plan | None
    findings: tuple[Diagnostic, ...]
    documents: Mapping[str, Document] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """The texts that findings quote, by path as shown."""
        return {path: document.text for path, document in self.documents.items()}

    def place(self, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return findings with line and column, in the order of files and lines."""
        placed = [place(finding, self.documents.get(finding.source.path)) for finding in findings]
        return tuple(sorted(placed, key=lambda f: (f.source.path, f.line, f.column, f.code)))

    def heading(self, finding: Diagnostic) -> str:
        """Return what a finding belongs to, for people: the file, and the item by position and name."""
        source = finding.source
        document = self.documents.get(source.path)
        if document is None or source.key[:1] != ("item",) or len(source.key) < 2:
            return source.path
        table = document.data.get("item", [])
        number = source.key[1]
        item = table[number] if isinstance(table, list) and isinstance(number, int) else {}
        name = item.get("name", item.get("id", "")) if isinstance(item, dict) else ""
        return f"{source.path} の{int(number) + 1}番目の項目{quote(name) if name else ''}"

    def line(self, source: Source) -> int:
        """Return the line where something of the plan was written."""
        return _line(source, self.documents)


def read_plan(
    name: str, folder: str, files: Mapping[str, bytes], unreadable: Mapping[str, str] | None = None
) -> PlanText:
    """Read a plan from its files.

    ``name`` is the plan's (``2019``), ``folder`` the path shown in findings, ``files`` maps file names
    (``plan.toml``, ``fukko.toml``) to their bytes, ``unreadable`` those that could not be read to the reason.
    Findings are placed and sorted.
    """
    findings: list[Diagnostic] = []
    for file_name, reason in (unreadable or {}).items():
        known, hint = _REASONS.get(reason, (reason, "別のプログラムで開いていれば閉じてください。"))
        message = f"ファイルを読めません（{known}）。"
        findings.append(
            Diagnostic(code="DX101", source=Source(f"{folder}/{file_name}"), message=message, hint=hint)
        )
    documents: dict[str, Document] = {}
    unparsed: dict[str, Document] = {}
    for file_name, content in files.items():
        path = f"{folder}/{file_name}"
        outcome = read_document(path, content)
        if isinstance(outcome, Diagnostic):
            findings.append(outcome)
            unparsed[path] = quotable(path, content)
        else:
            documents[path] = outcome
    head_path = f"{folder}/{HEAD}"
    if HEAD not in files and HEAD not in (unreadable or {}):
        message = "計画の表紙 plan.toml がありません。"
        hint = "計画のフォルダか確かめてください。見本は「dxplan init 見本」で作れます。"
        findings.append(Diagnostic(code="DX102", source=Source(head_path), message=message, hint=hint))
    plan = None
    if head_path in documents:
        plan = _read_head(name, folder, files, documents, findings)
    quoted = documents | {path: document for path, document in unparsed.items() if document.text}
    return _outcome(plan, findings, quoted)


def read_edited(plan: Plan, documents: Mapping[str, Document]) -> PlanText:
    """Read a plan again of which documents were edited; ``plan`` is what all of them said before."""
    folder = plan.source.path.removesuffix(f"/{HEAD}")
    names = [path.rpartition("/")[2] for path in documents]
    findings: list[Diagnostic] = []
    return _outcome(_read_head(plan.name, folder, names, documents, findings), findings, documents)


def _outcome(plan: Plan | None, findings: list[Diagnostic], documents: Mapping[str, Document]) -> PlanText:
    """Return a plan with its findings placed; no plan if one of them is an error."""
    fatal = any(finding.severity is Severity.ERROR for finding in findings)
    placed = PlanText(plan=None, findings=(), documents=documents).place(findings)
    return PlanText(plan=None if fatal else plan, findings=placed, documents=documents)


def _line(source: Source, documents: Mapping[str, Document]) -> int:
    anchor = Diagnostic(code="DX101", source=source, message="", hint="", part=Part.KEY)
    return place(anchor, documents.get(source.path)).line


def _read_head(
    name: str,
    folder: str,
    files: Collection[str],
    documents: Mapping[str, Document],
    findings: list[Diagnostic],
) -> Plan:
    source = Source(f"{folder}/{HEAD}")
    head = Table(documents[source.path].data, source, findings)
    title = head.text("title", "アクションプラン2019", required=True)
    office = head.text("office", "情報政策課", required=True)
    span = read_span(head)
    scheme = read_judgement(head.table("judgement"))
    plan = Plan(
        name=name,
        title=title,
        office=office,
        span=span,
        label=head.text("label", "資料１"),
        note=head.text("note", "目標値に達したものを「目標達成」とする。"),
        comment=head.texts("comment", "全体の８割以上で目標を達成した。"),
        review=head.texts("review", "３年間、全体の８割以上で目標を達成した。"),
        handouts=read_handouts(head),
        numbering=read_numbering(head.table("numbering")),
        scheme=scheme,
        rate=read_rate(head.table("rate")),
        checks=read_checks(head.table("checks")),
        published=read_published(head.table("published")),
        directions=tuple(
            _read_direction(table, folder, files, documents, findings, span, scheme)
            for table in _direction_tables(head)
        ),
        source=source,
    )
    head.finish(HEADINGS)
    _check_files(plan, folder, files, findings)
    _check_ids(plan, findings, documents)
    _check_reposts(plan, findings)
    return resolve_reposts(plan, findings, lambda source: _line(source, documents))


def _direction_tables(head: Table) -> list[Table]:
    tables = head.tables("direction")
    if head.data.get("direction", []) == []:
        head.missing("direction", '[[direction]] と、その下に id = "fukko"、name = "復興の推進"')
    return tables


def _read_direction(
    table: Table,
    folder: str,
    files: Collection[str],
    documents: Mapping[str, Document],
    findings: list[Diagnostic],
    span: Span,
    scheme: Scheme,
) -> Direction:
    direction_id = read_id(table, "fukko")
    path = f"{folder}/{direction_id}.toml"
    tree = Tree((), ())
    totals, published = read_totals(table), read_published(table.table("published"))
    if direction_id == _stem(HEAD):
        hint = 'id = "fukko" のように別の名前にしてください。'
        table.report("DX209", "id", f"id「{direction_id}」は表紙 {HEAD} の名前なので使えません。", hint)
    elif path in documents and totals:
        message = f"展開方向{quote(direction_id)}に件数（items、achieved）があり、{direction_id}.toml にも項目があります。"
        hint = "項目があるなら items と achieved を消してください。公表された数は published に書きます。"
        table.report("DX313", "items", message, hint)
    elif path in documents:
        file = Table(documents[path].data, Source(path), findings)
        tree = read_tree(file, direction_id, read_entries(file, span, scheme))
    elif totals:  # a year of which only totals survive needs no file
        pass
    elif direction_id and f"{direction_id}.toml" not in files and not _unread(path, findings):
        message = f"展開方向{quote(direction_id)}のファイル {direction_id}.toml がありません。"
        there = [_stem(file_name) for file_name in files if file_name != HEAD]
        guess = did_you_mean(direction_id, there)
        hint = f"{guess}plan.toml と同じフォルダに {direction_id}.toml を置いてください。"
        table.report("DX106", "id", message, hint)
    direction = Direction(
        id=direction_id,
        name=table.text("name", "復興の推進", required=True),
        theme=table.text("theme", "復興推進のためのICT活用"),
        number=table.text("number", "Ⅲ-1"),
        page=read_page(table),
        points=table.texts("points", "各事業とも概ね計画どおり実施した。"),
        review=table.texts("review", "携帯電話の通話エリアを広げた。"),
        entries=tree.entries,
        parts=tree.parts,
        totals=totals,
        published=published,
        source=table.source,
    )
    table.finish(HEADINGS)
    return direction


def _unread(path: str, findings: list[Diagnostic]) -> bool:
    return any(finding.source.path == path for finding in findings)


def _stem(file_name: str) -> str:
    return file_name.removesuffix(".toml")


def _check_files(plan: Plan, folder: str, files: Collection[str], findings: list[Diagnostic]) -> None:
    known = [direction.id for direction in plan.directions]
    if not known or not all(known):  # one without a readable id may be the one that a file belongs to
        return
    for file_name in files:
        stem = _stem(file_name)
        if file_name == HEAD or stem in known:
            continue
        source = Source(f"{folder}/{file_name}")
        message = f"展開方向{quote(stem)}が plan.toml にありません。"
        hint = f"{did_you_mean(stem, known)}ファイル名を展開方向の id に合わせるか、plan.toml に [[direction]] を書き足してください。"
        findings.append(Diagnostic(code="DX107", source=source, message=message, hint=hint).at(1, 1, 1))


def _check_ids(plan: Plan, findings: list[Diagnostic], documents: Mapping[str, Document]) -> None:
    for things in (plan.headings, plan.rows):
        first: dict[str, Source] = {}
        for thing in things:
            where = first.setdefault(thing.id, thing.source) if thing.id else thing.source
            if where == thing.source:  # or a file read twice, for two directions of the same id
                continue
            message = f"id{quote(thing.id)}は {where.path} の{_line(where.child('id'), documents)}行目でも使われています。"
            hint = f'どちらかを id = "{thing.id}-2" のような別の id にしてください。'
            source = thing.source.child("id")
            findings.append(Diagnostic(code="DX208", source=source, message=message, hint=hint))


def _check_reposts(plan: Plan, findings: list[Diagnostic]) -> None:
    entries: dict[str, Item | Repost] = {}
    for entry in plan.rows:
        entries.setdefault(entry.id, entry)
    unread = any(finding.code.startswith("DX1") for finding in findings)
    for entry in plan.rows:
        if not isinstance(entry, Repost) or not entry.of:
            continue
        original = entries.get(entry.of)
        source = entry.source.child("repost_of")
        if original is None and not unread:  # else it may well stand in the file that could not be read
            items = [id_ for id_, known in entries.items() if isinstance(known, Item)]
            hint = f"{did_you_mean(entry.of, items)}元の項目の id を書いてください。"
            message = f"再掲の元の項目{quote(entry.of)}がありません。"
            findings.append(Diagnostic(code="DX301", source=source, message=message, hint=hint))
        elif isinstance(original, Repost):
            message = f"再掲の元{quote(entry.of)}は、それ自体が再掲です。"
            hint = _original_hint(original, entries)
            findings.append(Diagnostic(code="DX302", source=source, message=message, hint=hint))


def _original_hint(repost: Repost, entries: Mapping[str, Item | Repost]) -> str:
    """Return the advice to name the item at the end of a chain of reposts, if the chain has an end."""
    entry: Item | Repost | None = repost
    for _ in entries:
        entry = entries.get(entry.of) if isinstance(entry, Repost) else entry
    if isinstance(entry, Item):
        return f'repost_of = "{entry.id}" と、元の項目を直接指してください。'
    return "内容の書いてある元の項目の id を書いてください。"
