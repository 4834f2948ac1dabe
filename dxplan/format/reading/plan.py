"""All files of one plan to the model and the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.format.document import Document, place, quotable, read_document
from dxplan.format.reading.fields import did_you_mean, quote
from dxplan.format.reading.head import HEAD_FILE, read_head, stem
from dxplan.format.reading.indicators import resolve_reposts
from dxplan.model import Item, Plan, Repost, Source
from dxplan.model.earlier import kept_values, with_earlier
from dxplan.model.findings import Diagnostic, Part, Severity
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from dxplan.model.earlier import Befores

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


class PlanText(NamedTuple):
    """A plan as its files say it: the model (None if there are errors), the findings, the texts."""

    plan: Plan | None
    findings: tuple[Diagnostic, ...]
    documents: Mapping[str, Document]

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
    head_path = f"{folder}/{HEAD_FILE}"
    if HEAD_FILE not in files and HEAD_FILE not in (unreadable or {}):
        message = "計画の表紙 plan.toml がありません。"
        hint = "計画のフォルダか確かめてください。見本は「dxplan init 見本」で作れます。"
        findings.append(Diagnostic(code="DX102", source=Source(head_path), message=message, hint=hint))
    plan = None
    if head_path in documents:
        plan = _read_all(name, folder, files, documents, findings)
    quoted = documents | {path: document for path, document in unparsed.items() if document.text}
    return _outcome(plan, findings, quoted)


def read_rows(
    name: str,
    folder: str,
    files: Collection[str],
    documents: Mapping[str, Document],
    befores: Befores,
) -> PlanText:
    """Read a plan of which only the head and some rows are given, as if it had no others.

    ``files`` are the names of all its files; ``documents`` are the head and what is left of others, by path. Rows say
    the same as in the whole plan, but for their numbers; ``befores`` are the earlier values of their indicators.
    """
    findings: list[Diagnostic] = []
    plan = _read_all(name, folder, files, documents, findings)
    return _outcome(with_earlier(plan, befores), findings, documents)


def read_edited(plan: Plan, documents: Mapping[str, Document]) -> PlanText:
    """Read a plan again of which documents were edited; ``plan`` is what all of them said before."""
    folder = plan.source.path.removesuffix(f"/{HEAD_FILE}")
    names = [path.rpartition("/")[2] for path in documents]
    findings: list[Diagnostic] = []
    again = _read_all(plan.name, folder, names, documents, findings)
    return _outcome(with_earlier(again, kept_values(plan)), findings, documents)


def _outcome(plan: Plan | None, findings: list[Diagnostic], documents: Mapping[str, Document]) -> PlanText:
    """Return a plan with its findings placed; no plan if one of them is an error."""
    fatal = any(finding.severity is Severity.ERROR for finding in findings)
    placed = PlanText(plan=None, findings=(), documents=documents).place(findings)
    return PlanText(plan=None if fatal else plan, findings=placed, documents=documents)


def _line(source: Source, documents: Mapping[str, Document]) -> int:
    anchor = Diagnostic(code="DX101", source=source, message="", hint="", part=Part.KEY)
    return place(anchor, documents.get(source.path)).line


def _read_all(
    name: str,
    folder: str,
    files: Collection[str],
    documents: Mapping[str, Document],
    findings: list[Diagnostic],
) -> Plan:
    """Return the plan of some documents, with what its parts say of one another checked."""
    plan = read_head(name, folder, files, documents, findings)
    _check_files(plan, folder, files, findings)
    _check_ids(plan, findings, documents)
    _check_reposts(plan, findings)
    return resolve_reposts(plan, findings, lambda source: _line(source, documents))


def _check_files(plan: Plan, folder: str, files: Collection[str], findings: list[Diagnostic]) -> None:
    known = [direction.id for direction in plan.directions]
    if not known or not all(known):  # one without a readable id may be the one that a file belongs to
        return
    for file_name in files:
        id_ = stem(file_name)
        if file_name == HEAD_FILE or id_ in known:
            continue
        source = Source(f"{folder}/{file_name}")
        message = f"{plan.direction_word}{quote(id_)}が plan.toml にありません。"
        guess, where = did_you_mean(id_, known), "plan.toml に [[direction]] を書き足してください。"
        hint = f"{guess}ファイル名を{plan.direction_word}の id に合わせるか、{where}"
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
