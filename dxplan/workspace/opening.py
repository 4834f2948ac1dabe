"""Where things are: plans, the table of departments, templates; found, read, and refused where they have errors."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import DxplanError, InvalidPlan
from dxplan.values.characters import decode_typed
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple
from dxplan.workspace.own import JOURNAL, PLANS, shown_path, unreadable, workspace_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dxplan.format.reading import PlanText
    from dxplan.model import Plan
    from dxplan.model.departments import DepartmentTable
    from dxplan.model.ledger import Ledger
    from dxplan.model.own import OwnField
    from dxplan.model.publications import Publication
    from dxplan.model.scheme import Badge
    from dxplan.output.look import Look

_LOOK: Final = "results.toml"
_PACKAGE: Final = Path(__file__).parent.parent


class Shelf(NamedTuple):
    """Where plans stand beside one another: the disk, or a commit.

    ``heads`` gives the heads of the plans in a folder, each by its path; ``read`` what a plan there says, None where it
    cannot be read, of which its own validation speaks; ``files`` the TOML files in any folder by their names.
    """

    heads: Callable[[Path], Mapping[Path, str]]
    read: Callable[[Path], PlanText | None]
    files: Callable[[Path], Mapping[str, bytes]]


class PlanFolder(NamedTuple):
    """A plan: where it is, how people call it, its files as they were when read, and what they say.

    ``shelf`` is where it stands, None for the disk.
    """

    path: Path
    shown: str
    files: Mapping[str, bytes]
    content: PlanText
    shelf: Shelf | None = None

    @property
    def plan(self) -> Plan:
        """The plan; its errors are raised where it has any."""
        if self.content.plan is None:
            raise InvalidPlan(self.content.findings, self.content.texts)
        return self.content.plan

    @property
    def version(self) -> str:
        """What tells this state of its files from others, wherever they are: eight digits of their SHA-256.

        Lines that end as Windows has them are the same. It is no revision of git, so that a clone whose history is
        another, or none, makes the same handouts of the same plan.
        """
        from hashlib import sha256

        digest = sha256()
        for name, content in sorted(self.files.items()):
            text = content.replace(b"\r\n", b"\n")
            digest.update(f"{name}\0{len(text)}\0".encode() + text)
        return digest.hexdigest()[:8]

    def in_year(self, year: int) -> PlanFolder:
        """Return it as it is judged for another of its years."""
        return self._replace(content=self.content._replace(plan=self.plan.in_year(year)))

    def judged_for(self, year: str) -> PlanFolder:
        """Return it as it is judged for the one of its years that ``--year`` names."""
        return self.in_year(_year_of(self.plan, year))


def read_folder(argument: str, year: str | None = None) -> PlanFolder:
    """Read what a PLAN argument means, with its errors if it has any, to be judged for ``year`` (``R5``).

    Without a year it is judged for the plan's own.
    """
    path = find_plan(argument)
    for place in (path, find_workspace()):
        if place and (place / JOURNAL).exists():
            from dxplan.workspace.journal import recover

            recover(place)
    folder = _read(path, shown_path(path))
    if year is None or folder.content.plan is None:
        return folder
    return folder.judged_for(year)


def glance(argument: str) -> Plan | None:
    """Return a plan as it stands, for who only offers what is in it: nothing is set right, None where it has errors."""
    path = find_plan(argument)
    return _read(path, shown_path(path)).content.plan


def read_again(folder: PlanFolder) -> PlanFolder:
    """Return a plan as it is now, judged for the same year: the very same where its files are."""
    files, failed = _read_files(folder.path, folder.shown)
    if files == folder.files and not failed:
        return folder
    again = _read(folder.path, folder.shown)
    return again.in_year(folder.plan.fiscal_year) if again.content.plan else again


def _read(path: Path, shown: str) -> PlanFolder:
    from dxplan.format.reading import read_plan

    files, failed = _read_files(path, shown)
    content = read_plan(path.resolve().name, shown, files, failed)
    folder = PlanFolder(path=path, shown=shown, files=files, content=content)
    return with_last_year(folder)


def with_last_year(folder: PlanFolder) -> PlanFolder:
    """Return a plan with what its indicators were before it begins, where that is asked for."""
    from dxplan.model.earlier import asks_earlier, earlier_values, with_earlier

    content, plan = folder.content, folder.content.plan
    if plan is None or not asks_earlier(plan):
        return folder
    path = folder_before(folder)
    text = None if path is None else (folder.shelf or _DISK).read(path)
    if text is None or text.plan is None:
        return folder
    befores = earlier_values(
        text.plan, plan.span.first - 1, lambda source: f"{source.path}:{text.line(source)}"
    )
    return folder._replace(content=content._replace(plan=with_earlier(plan, befores)))


def folder_before(folder: PlanFolder) -> Path | None:
    """Return where the same plan stands of the year before a plan begins, None where it is not there."""
    return next(iter(_beside(folder, folder.plan.span.first - 1)), None)


def _plain(path: Path) -> PlanText | None:
    """Return what a plan beside another says; None where it cannot be read, of which its own validation speaks."""
    from dxplan.format.reading import read_plan

    shown = shown_path(path)
    try:
        files, failed = _read_files(path, shown)
    except DxplanError:
        return None
    return read_plan(path.resolve().name, shown, files, failed)


def _read_files(path: Path, shown: str) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the TOML files of a folder by name, and why those that cannot be read cannot."""
    files, failed = {}, {}
    try:
        found = sorted(file for file in path.iterdir() if file.suffix == ".toml")
    except OSError as error:
        raise unreadable(shown, error) from error
    for file in found:
        try:
            files[file.name] = file.read_bytes()
        except OSError as error:
            failed[file.name] = error.strerror or "理由は不明"
    return files, failed


def open_plan(argument: str, year: str | None = None) -> tuple[Plan, PlanText]:
    """Read a PLAN argument, to be judged for ``year``; its errors are raised if it has any."""
    folder = read_folder(argument, year)
    return folder.plan, folder.content


def _year_of(plan: Plan, text: str) -> int:
    """Return the year of a plan that ``--year`` names."""
    from dxplan.values.years import parse_fiscal_year, short_year

    year, span = parse_fiscal_year(text), plan.span
    if year is None or not span.first <= year <= span.last:
        years = (
            short_year(span.first)
            if span.first == span.last
            else f"{short_year(span.first)} から {short_year(span.last)}"
        )
        raise DxplanError(
            f"--year に「{text}」は使えません。",
            f"この計画の年度は {years} です。--year {short_year(span.last)} のように書いてください。",
        )
    return year


class Neighbours(NamedTuple):
    """The plans beside one that tell of the same: last year's, and the folders that claim the same fiscal year."""

    last_year: Plan | None
    same_year: tuple[str, ...]


#: Enough of a head to know whose plan it is; the whole is read only of the one that is wanted.
_YEAR: Final = regex(r"""(?m)^fiscal_year\s*=\s*["']?([^"'\s#]+)""")
_TITLE: Final = regex(r"""(?m)^title\s*=\s*["'](.*)["']\s*(?:#.*)?$""")
_DATED: Final = regex(r"令和|平成|元|[RH0-9]|年度?")


def find_neighbours(folder: PlanFolder) -> Neighbours:
    """Return the plans beside one in ``plans/`` whose titles differ from its own in the year at most; errors in them are theirs."""
    plan = folder.content.plan
    if plan is None:
        return Neighbours(None, ())
    before = next(iter(_beside(folder, plan.fiscal_year - 1)), None)
    last_year = None
    if before and folder.shelf:
        text = folder.shelf.read(before)
        last_year = text.plan if text else None
    elif before:
        last_year = read_folder(str(before)).content.plan
    return Neighbours(last_year, tuple(map(shown_path, _beside(folder, plan.fiscal_year))))


def _beside(folder: PlanFolder, year: int) -> list[Path]:
    """Return the folders beside a plan that hold the same plan of a fiscal year."""
    from dxplan.values.years import parse_fiscal_year

    mine, here = _undated(folder.plan.title), folder.path.resolve()
    if here.parent.name != PLANS:
        return []
    heads = (folder.shelf or _DISK).heads(here.parent)
    return [
        path
        for path, text in heads.items()
        if path != here and (head := _said_by(text))[1] == mine and parse_fiscal_year(head[0]) == year
    ]


def _heads_on_disk(above: Path) -> Mapping[Path, str]:
    heads = sorted(above.glob("*/plan.toml"))
    return {path.parent: _head_on_disk(path) for path in heads}


@cache
def _head_on_disk(path: Path) -> str:
    """Return the head of a plan as it stands, "" if it cannot be read; of a thousand plans each is read once."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


@cache
def _said_by(head: str) -> tuple[str, str | None]:
    """Return fiscal year and undated title of a plan as far as they stand in its head."""
    year, title = _YEAR.search(head), _TITLE.search(head)
    return (year[1] if year else ""), (_undated(title[1]) if title else None)


def _files_on_disk(place: Path) -> Mapping[str, bytes]:
    return {file.name: read_bytes(file) for file in place.glob("*.toml")}


_DISK: Final = Shelf(_heads_on_disk, _plain, _files_on_disk)


def _undated(title: str) -> str:
    return _DATED.sub("", unicodedata.normalize("NFKC", title))


def departments_file() -> Path | None:
    """Return where ``plans/departments.toml`` of the workspace is, None where there is none."""
    workspace = find_workspace()
    path = workspace / PLANS / "departments.toml" if workspace else None
    return path if path and path.is_file() else None


def open_departments() -> DepartmentTable | None:
    """Read the table of departments of the workspace, None where there is none; its errors are raised."""
    path = departments_file()
    if path is None:
        return None
    from dxplan.format.reading.departments import read_departments

    shown = shown_path(path)
    table, findings, text = read_departments(shown, read_bytes(path))
    if findings:
        raise InvalidPlan(findings, {shown: text})
    return table


def sound_departments() -> DepartmentTable | None:
    """Read the table of departments, None where it has errors: of those ``validate`` speaks."""
    try:
        return open_departments()
    except InvalidPlan:
        return None


#: Where the 回収簿 stands in the folder of a plan, whose own files are those that stand in it directly.
LEDGER: Final = "collected/ledger.toml"


def open_ledger(folder: PlanFolder) -> Ledger:
    """Read the 回収簿 of a plan, an empty one where there is none; its errors are raised."""
    from dxplan.model.ledger import Ledger

    path = folder.path / LEDGER
    if not path.is_file():
        return Ledger()
    from dxplan.format.reading.ledger import read_ledger

    shown = shown_path(path)
    ledger, findings, text = read_ledger(shown, read_bytes(path))
    if ledger is None:
        raise InvalidPlan(findings, {shown: text})
    return ledger


def with_ledger(folder: PlanFolder) -> PlanFolder:
    """Return a plan whose files have the 回収簿 among them, if there is one that can be parsed."""
    from dxplan.format.document import Document, read_document

    path = folder.path / LEDGER
    found = read_document(shown_path(path), read_bytes(path)) if path.is_file() else None
    if not isinstance(found, Document):
        return folder
    documents = {**folder.content.documents, found.path: found}
    return folder._replace(content=folder.content._replace(documents=documents))


#: Where it stands what was published of a plan, a file for each day.
PUBLISHED: Final = "published"


def open_publication(folder: PlanFolder) -> Publication | None:
    """Read what was published of a plan last, with all that was before it, None where nothing was; its errors are raised."""
    files = (folder.shelf or _DISK).files(folder.path / PUBLISHED)
    if not files:
        return None
    from dxplan.format.reading.publication import read_publication

    last: Publication | None = None
    for name, content in sorted(files.items()):
        shown = f"{folder.shown}/{PUBLISHED}/{name}"
        publication, findings, text = read_publication(shown, content)
        if publication is None:
            raise InvalidPlan(findings, {shown: text})
        last = publication._replace(before=last)
    return last


def last_year_of(folder: PlanFolder) -> Plan | None:
    """Return the plan as it was judged a year before: last year's or, of a plan of several years, the same one."""
    plan = folder.plan
    if plan.span.first < plan.fiscal_year:
        return plan.in_year(plan.fiscal_year - 1)
    return find_neighbours(folder).last_year


class TemplateFolder(NamedTuple):
    """What users edit: that of the folder given, the workspace's own, or the built-in."""

    folder: Path | None

    def look(self) -> Look:
        """Read the look of workbooks; its errors are raised if it has any."""
        from dxplan.output.look import read_look

        path = self._find(_LOOK)
        look, findings, text = read_look(path.as_posix(), read_bytes(path))
        if look is None:
            raise InvalidPlan(findings, {path.as_posix(): text})
        return look

    def marks(self, badges: Sequence[Badge]) -> dict[str, str]:
        """Return the marks of verdicts on the screen. A look with errors, told of by what writes with it, stops nobody."""
        from dxplan.output.look import marks_of

        try:
            look = self.look()
        except InvalidPlan:
            look = None
        return marks_of(badges, look)

    def text(self, *names: str) -> tuple[str, str]:
        """Return path and text of a template: of the first of these names that there is."""
        path = self._find(*names)
        return path.as_posix(), read_text(path)

    def file(self, name: str) -> tuple[str, bytes]:
        """Return path and content of a file beside the templates, both empty where there is none."""
        path = next(self._found(name), None)
        return (path.as_posix(), read_bytes(path)) if path else ("", b"")

    def _find(self, *names: str) -> Path:
        return next(self._found(*names))

    def _found(self, *names: str) -> Iterator[Path]:
        if self.folder is not None and not self.folder.is_dir():
            hint = "--templates の場所を確かめてください。"
            raise DxplanError(f"ひな形のフォルダ「{self.folder}」がありません。", hint)
        workspace = find_workspace()
        # The built-in ones are in the installed package, in the source tree beside it.
        built_in = (_PACKAGE / "templates", _PACKAGE.parent / "templates")
        places = [place for place in (self.folder, workspace and workspace / "templates", *built_in) if place]
        return (place / name for name in names for place in places if (place / name).is_file())


def find_workspace() -> Path | None:
    """Return the nearest folder at or above the current one that has ``plans/``."""
    return workspace_of(Path.cwd())


def place_for_plans(folder: Path) -> Path:
    """Return the folder to make ``plans/`` in: the one above where ``folder`` is such a ``plans/`` itself.

    One further down in it is refused: plans would stand in a plan.
    """
    whole = folder.resolve()
    for above in whole.parents:
        if above.name == PLANS and any(above.glob("*/plan.toml")):
            hint = f"cd {above.parent.as_posix()} のあと、dxplan init . --year R8 のように書いてください。"
            raise DxplanError(f"{folder.as_posix()} は計画の置き場所 {PLANS}/ の中です。", hint)
    if whole.name == PLANS:
        return folder.parent if folder.name == PLANS else folder / ".."
    return folder


def all_plans() -> list[str]:
    """Return the plans of the workspace, as arguments for ``find_plan``."""
    workspace = find_workspace()
    if workspace is None:
        hint = "計画のフォルダ（例: plans/2019）を書くか、plans/ のあるフォルダで実行してください。"
        raise DxplanError("計画のフォルダ plans/ が見つかりません。", hint)
    found = sorted({file.parent for file in (workspace / PLANS).glob("*/*.toml")})
    if not found:
        hint = "計画のフォルダと plan.toml を作ってください。見本は「dxplan init 見本」で作れます。"
        raise DxplanError("plans/ の下に計画がありません。", hint)
    return [shown_path(folder) for folder in found]


def newest_first() -> list[str]:
    """Return the plans of the workspace as ``all_plans`` does, the latest fiscal year first."""
    from dxplan.values.years import parse_fiscal_year

    found = all_plans()
    years = {
        plan: parse_fiscal_year(_said_by(_head_on_disk(find_plan(plan) / "plan.toml"))[0]) or 0
        for plan in found
    }
    return sorted(found, key=lambda plan: -years[plan])


def declared_fields() -> list[tuple[OwnField, ...]]:
    """Return the own fields of every plan of the workspace whose head can be read; none outside a workspace."""
    from dxplan.format.reading.own import declared_in

    workspace = find_workspace()
    heads = sorted((workspace / PLANS).glob("*/plan.toml")) if workspace else []
    return [declared_in(shown_path(head), read_bytes(head)) for head in heads]


def find_plan(argument: str) -> Path:
    """Return the folder a PLAN argument means: a path, or a name such as ``2019`` inside the workspace."""
    given = Path(argument)
    if given.name == "plan.toml":
        given = given.parent
    direct = Path.cwd() / given
    if direct.is_dir():
        return direct
    workspace = find_workspace()
    if workspace and not given.is_absolute() and (workspace / PLANS / given).is_dir():
        return workspace / PLANS / given
    if direct.is_file():
        raise _no_folder(argument, direct)
    known = (
        sorted(folder.parent.name for folder in (workspace / PLANS).glob("*/plan.toml")) if workspace else []
    )
    hint = (
        f"ある計画は {'、'.join(known)} です。"
        if known
        else "フォルダの場所を確かめてください（例: plans/2019）。"
    )
    raise DxplanError(f"計画のフォルダ「{argument}」がありません。", hint)


def place_of_plan(given: Path) -> Path:
    """Return the folder of a plan that is to be made: a path, or a name such as ``2020`` for one in ``plans/``."""
    workspace = find_workspace()
    if workspace and len(given.parts) == 1 and not given.is_absolute():
        return workspace / PLANS / given
    return Path.cwd() / given


_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls")


def _no_folder(argument: str, file: Path) -> DxplanError:
    """Return what to say of a file given as a plan."""
    if file.suffix == ".toml":
        folder = shown_path(file.parent)
        return DxplanError(
            f"「{argument}」は計画のフォルダではなく、その中のファイルです。", f"{folder} と書いてください。"
        )
    kind = "Excel のファイル" if file.suffix.lower() in _WORKBOOKS else "ファイル"
    hint = "計画は plans/2019 のようなフォルダに TOML で書きます（書き方は docs/format.md、見本は「dxplan init 見本」）。"
    return DxplanError(f"「{argument}」は {kind}で、計画のフォルダではありません。", hint)


def read_bytes(path: Path) -> bytes:
    """Read a file of the user's."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(str(path), error) from error


def read_text(path: Path) -> str:
    """Read a text file of the user's, UTF-8 with or without BOM."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "エディタで「UTF-8」を選んで保存し直してください。"
        raise DxplanError(f"{path} の文字コードが UTF-8 ではありません。", hint) from error


def read_typed(path: Path) -> str:
    """Read a text that somebody has typed into a file, UTF-8 or Shift_JIS, as Notepad saves it."""
    text = decode_typed(read_bytes(path))
    if text is None:
        hint = "エディタで「UTF-8」を選んで保存し直してください。"
        raise DxplanError(f"{path} の文字コードが UTF-8 でも Shift_JIS でもありません。", hint)
    return text
