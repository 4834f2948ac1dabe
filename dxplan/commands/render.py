"""``dxplan render``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan.commands.arguments import AS_OF, SOME_PLANS, formats_named, offered, opened, revision_of, year_of
from dxplan.model.findings import DxplanError, InvalidPlan
from dxplan.model.handouts import Paper  # noqa: TC001 - typer asks for it
from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dxplan.handouts.cover import Listed
    from dxplan.handouts.handout import Handout
    from dxplan.handouts.report import ReportRow
    from dxplan.model import Plan
    from dxplan.model.packs import Pack, PackDocument
    from dxplan.model.revisions import Revision
    from dxplan.workspace.opening import PlanFolder

#: What Windows takes in no name of a file.
_NEVER = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
#: The one PDF that has them all.
_WHOLE = "一式"


def render(
    plans: list[str] = SOME_PLANS,
    out: Path = typer.Option(Path("out"), "--out", metavar="DIR", help="書き出すフォルダ。"),
    format: str = typer.Option(
        "xlsx,md", "--format", metavar="xlsx,md", help="作る資料の形。xlsx、pdf、md、json、html、docx から。"
    ),
    handout: list[str] = typer.Option(
        None,
        "--handout",
        metavar="資料",
        help="作る資料。省くと plan.toml の handouts。",
        autocompletion=offered("handouts"),
    ),
    year: str = year_of("載せる"),
    as_of: str = AS_OF,
    templates: Path = typer.Option(None, "--templates", metavar="DIR", help="ひな形のフォルダ。"),
    label: str = typer.Option(None, "--label", metavar="資料番号", help="右上に載せる番号（資料２－１）。"),
    paper: Paper = typer.Option(None, "--paper", help="用紙。省くと plan.toml の [[handout]] のとおり。"),
    draft: bool = typer.Option(False, "--draft", help="案として作る。未記録の項目があってもよい。"),
    since: str = typer.Option(
        None,
        "--since",
        metavar="DATE|REV",
        help="この日や git の版から変わったところに下線を引き、一覧を付ける。",
    ),
    pack: Path = typer.Option(
        None, "--pack", metavar="FILE", help="会議の資料の一覧（pack.toml）。並んだ資料をすべて作る。"
    ),
) -> None:
    """委員会に出す資料（実施結果など）を、Excel・PDF・Word・HTML・Markdown で作る。

    同じ計画からは、いつどこで作っても同じファイルができる。

    例:
        dxplan render plans/2019 --out out --label 資料２－１
        dxplan render plans/r4-r7-kpi --format xlsx --draft
        dxplan render plans/2019 --format html
        dxplan render --pack docs/lists/pack.toml
    """
    from dxplan.model.handouts import handout_modules
    from dxplan.workspace.writing import write_files

    formats = formats_named(format)
    if bool(plans) == (pack is not None) or (pack and (handout or year or label or paper or since or as_of)):
        raise DxplanError(
            "計画（PLAN）か --pack のどちらか一つを書いてください。",
            "--pack の資料の種類・年度・番号は一覧（pack.toml）に、用紙は plan.toml の [[handout]] に書きます。",
        )
    if pack:
        _write_pack(pack, out, formats, templates, draft=draft)
        return
    for name in handout or ():
        if name not in handout_modules():
            hint = f"{'、'.join(handout_modules())} から選んでください。"
            raise DxplanError(f"「{name}」という資料はありません。", hint)
    revision = revision_of(as_of)
    for argument in plans:
        contents, said = handouts_of(
            opened(argument, year, revision),
            handout,
            out,
            formats,
            templates,
            label,
            draft=draft,
            paper=paper,
            since=since,
            revision=revision,
        )
        write_files(contents, f"render {argument}")
        for path in contents:
            console.put(path.as_posix())
        for line in said:
            console.say(line)


def handouts_of(
    folder: PlanFolder,
    chosen: list[str] | None,
    out: Path,
    formats: list[str],
    templates: Path | None,
    label: str | None,
    *,
    draft: bool,
    paper: Paper | None = None,
    since: str | None = None,
    revision: Revision | None = None,
) -> tuple[dict[Path, bytes], list[str]]:
    """Return the handouts of a plan, that of ``revision`` where it is not today's, by where they go; and what is to be said."""
    from dxplan.output.formats import Listener, write
    from dxplan.output.progress import progress
    from dxplan.workspace.opening import TemplateFolder

    plan, handouts = folder.plan, _made_handouts(folder, chosen, label, draft=draft, paper=paper)
    if since is not None:
        handouts = [*_marked_since(folder, chosen, handouts, since)]
    if revision is not None:
        handouts = [handout.at(revision) for handout in handouts]
    rows = sum(handout.size for handout in handouts) * len(formats)
    contents: dict[Path, bytes] = {}
    said: list[str] = []
    with progress(rows, f"{plan.name} の資料を作成中") as step:
        for handout in handouts:
            for format_ in formats:
                content = write(format_, handout, TemplateFolder(templates), Listener(step, said.append))
                if content is not None:
                    contents[out / plan.name / f"{handout.name}.{format_}"] = content
    if not contents:
        message = f"{'、'.join(chosen or ())}には、{'、'.join(formats)} で載せるものがありません。"
        elsewhere = {"xlsx", "json"}.isdisjoint(formats)
        hint = (
            "データ は --format xlsx か json で作れます。" if elsewhere else "この計画には項目がありません。"
        )
        raise DxplanError(message, hint)
    return contents, said


def _made_handouts(
    folder: PlanFolder,
    chosen: list[str] | None,
    label: str | None,
    *,
    draft: bool,
    paper: Paper | None = None,
) -> list[Handout]:
    """Return the handouts of a plan as data; items without results are refused unless they are a draft."""
    from importlib import import_module

    from dxplan.handouts.report import make_report
    from dxplan.model.handouts import CORRECTIONS, DATA, handout_modules
    from dxplan.workspace.opening import last_year_of, open_departments, open_publication

    plan, last = folder.plan.on_paper(paper) if paper else folder.plan, last_year_of(folder)
    published = open_publication(folder) if plan.corrections else None
    report = make_report(plan, open_departments(), last, published and published.of(plan.fiscal_year))
    if not draft:
        _refuse_drafted(plan, folder.shown)
    handouts, version = [], folder.version
    usual = (*plan.handouts, *([CORRECTIONS] if plan.corrections else []), DATA)
    for name in chosen or dict.fromkeys(usual):
        module = import_module(f"dxplan.handouts.{handout_modules()[name]}")
        missing = module.unrecorded(report)
        if not draft:
            _refuse_unrecorded(missing, folder)
        made = module.make(report, plan.label if label is None else label)._replace(version=version)
        handouts.append(made.as_draft([row.called for row in missing]) if draft else made)
    return handouts


def _refuse_drafted(plan: Plan, argument: str) -> None:
    """Refuse to make a final handout of sentences that nobody has taken over from the program."""
    from dxplan.model.handouts import DRAFTED

    said = (*plan.comment, *(point for heading in plan.headings for point in heading.points))
    drafted = [sentence for sentence in said if sentence.startswith(DRAFTED)]
    if drafted:
        raise DxplanError(
            f"下書きのままの文があります（{drafted[0]}）。",
            f"文を確かめて先頭の{DRAFTED}を消すか、案として作るなら --draft を付けてください。"
            f"場所は dxplan validate {argument} --only DX447 で分かります。",
        )


def _marked_since(
    folder: PlanFolder, chosen: list[str] | None, handouts: list[Handout], since: str
) -> Iterator[Handout]:
    """Yield handouts with what changed since a revision or day marked, those of data left out."""
    from dxplan.handouts.handout import Layout
    from dxplan.handouts.since import marked_since
    from dxplan.values.dates import long_date, parse_date
    from dxplan.workspace.revisions import version_of

    earlier = version_of(folder.path, since)
    year = folder.plan.fiscal_year
    if earlier.plan.span.first <= year <= earlier.plan.span.last:
        earlier = earlier.in_year(year)
    old = {handout.base: handout for handout in _made_handouts(earlier, chosen, None, draft=True)}
    day = parse_date(since)
    for handout in handouts:
        if all(sheet.layout is Layout.DATA for sheet in handout.sheets):
            continue
        before = old.get(handout.base) or handout._replace(sheets=())
        yield marked_since(handout, before, long_date(day) if day else since)


def _refuse_unrecorded(rows: Sequence[ReportRow], folder: PlanFolder) -> None:
    if rows:
        recording = (
            "" if folder.shelf else f"dxplan record {folder.shown} で記録するか、"
        )  # the past stays what it is
        raise DxplanError(
            f"未記録の項目が{len(rows)}件あります（{rows[0].label} {rows[0].item.name} など）。",
            f"{recording}案として作るなら --draft を付けてください。",
        )


def _write_pack(file: Path, out: Path, formats: list[str], templates: Path | None, *, draft: bool) -> None:
    """Write the list and every document in its order, numbered; as PDF all of them in one, too.

    All are made of one reading of each plan before the first is written, so that none says what another does not.
    """
    from dxplan.handouts.cover import make_cover
    from dxplan.output.formats import Listener, write
    from dxplan.output.progress import progress
    from dxplan.workspace.opening import TemplateFolder
    from dxplan.workspace.writing import write_files

    pack = _read_pack(file)
    listed = list(_documents(pack, draft=draft))
    handouts = [make_cover(pack, listed), *(each.made for each in listed if each.made)]
    contents: dict[Path, bytes] = {}
    said: list[str] = []
    folder, given = out / pack.name, TemplateFolder(templates)
    rows = sum(handout.size for handout in handouts) * (len(formats) + ("pdf" in formats))
    with progress(rows, f"{pack.title} の資料を作成中") as step:
        listener = Listener(step, said.append)
        for number, handout in enumerate(handouts):
            name = (
                f"{number:02d}　{handout.label}　{handout.name}"
                if number
                else f"{number:02d}　{handout.name}"
            )
            for format_ in formats:
                content = write(format_, handout, given, listener)
                if content is not None:
                    contents[folder / f"{name.translate(_NEVER)}.{format_}"] = content
        if "pdf" in formats:
            from dxplan.output.formats.pdf import write_together

            whole = write_together(handouts, given, listener)
            if whole is not None:
                contents[folder / f"{_WHOLE}.pdf"] = whole
    write_files(contents, f"render --pack {file.as_posix()}")
    for path in contents:
        console.put(path.as_posix())
    for line in dict.fromkeys(said):
        console.say(line)


def _read_pack(file: Path) -> Pack:
    from dxplan.format.reading.pack import read_pack
    from dxplan.workspace.opening import read_bytes

    path = file.as_posix()
    if not file.is_file():
        raise DxplanError(f"会議の資料の一覧「{path}」がありません。", "書き方は docs/pack.md にあります。")
    pack, findings, text = read_pack(path, read_bytes(file))
    if pack is None:
        raise InvalidPlan(findings, {path: text})
    return pack


def _documents(pack: Pack, *, draft: bool) -> Iterator[Listed]:
    from dxplan.handouts.cover import Listed

    for document in pack.documents:
        made = _made(document, draft=draft) if document.plans else None
        title = document.title or (made.heading if made else "")
        yield Listed(document.label, title, document.office or (made.office if made else ""), made)


def _made(document: PackDocument, *, draft: bool) -> Handout:
    from dxplan.commands.review import made_review
    from dxplan.model.handouts import REVIEW
    from dxplan.workspace.opening import read_folder

    if document.handout == REVIEW:
        return made_review(list(document.plans), document.label, draft=draft)
    folder = read_folder(document.plans[0], document.year or None)
    return _made_handouts(folder, [document.handout], document.label, draft=draft)[0]
