"""``dxplan compose``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from dxplan.commands.arguments import PLAN
from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.format.layout import Value
    from dxplan.model import KeyPath, Source
    from dxplan.workspace.opening import PlanFolder

_NOTHING: Final = "まだ記録がないので、文にすることがありません。"


def compose(
    plan: str = PLAN,
    write: bool = typer.Option(False, "--write", help="文のない所に、下書きとして書き込む。"),
    templates: Path = typer.Option(None, "--templates", metavar="DIR", help="ひな形のフォルダ。"),
) -> None:
    """全体のコメントと結果のポイントの下書きを、判定した数から作る。

    文はひな形（templates/comment.md.j2、points.md.j2）で決まり、数はすべて
    dxplan が数えたもの。--write で書き込むのは、まだ文のない所だけ。書いた文の
    先頭の【下書き】を人が消すまで、validate が知らせ、render は案しか作らない。

    例:
        dxplan compose plans/2019
        dxplan compose plans/2020 --write
    """
    from dxplan.handouts.composing import is_draft
    from dxplan.model.handouts import DRAFTED
    from dxplan.workspace.opening import read_folder
    from dxplan.workspace.writing import only_writer, write_texts

    folder = read_folder(plan)
    if not write:
        composed = list(_composed(folder, templates))
        for heading, _, _, sentences in composed:
            console.put(f"{heading}\n" + "".join(f"  {sentence}\n" for sentence in sentences))
        if not composed:
            console.say(_NOTHING)
        return
    with only_writer(folder) as now:
        composed = list(_composed(now, templates))
        drafts: list[tuple[Source, list[Value]]] = [
            (source, [f"{DRAFTED}{sentence}" for sentence in sentences])
            for _, source, there, sentences in composed
            if is_draft(there) and sentences
        ]
        texts = _written(now, drafts)
        if texts:
            write_texts(now, texts, f"compose {now.shown} --write")
    for path in texts:
        console.put(path)
    if texts:
        console.say(f"下書きを書き込みました。文を確かめて、先頭の{DRAFTED}を消してください。")
    elif drafts:
        console.say("下書きはいまの数のとおりです。何も書き込んでいません。")
    else:
        console.say("どこにも人の書いた文があるので、何も書き込んでいません。" if composed else _NOTHING)


def _composed(
    folder: PlanFolder, templates: Path | None
) -> Iterator[tuple[str, Source, tuple[str, ...], list[str]]]:
    """Yield what is drafted: its heading, where it belongs, what stands there now, and the sentences."""
    from dxplan.handouts.composing import direction_names, whole_names
    from dxplan.handouts.report import make_report
    from dxplan.output.sandbox import render
    from dxplan.values.characters import visible
    from dxplan.workspace.opening import TemplateFolder, last_year_of, open_departments

    given = TemplateFolder(templates)
    plan, last = folder.plan, last_year_of(folder)
    report = make_report(plan, open_departments(), last)

    def sentences(template: str, names: dict[str, object]) -> list[str]:
        path, text = given.text(template)
        made = render(names, path, text, visible)
        return [line.strip() for line in made.splitlines() if line.strip()]

    if not report.begun:
        return
    yield (
        "全体のコメント",
        plan.source.child("comment"),
        plan.comment,
        sentences("comment.md.j2", whole_names(report)),
    )
    for direction in report.directions:
        if direction.has_line and direction.counts.printed.items:
            names = direction_names(report, direction)
            place = direction.direction.source.child("points")
            yield direction.heading, place, direction.direction.points, sentences("points.md.j2", names)


def _written(folder: PlanFolder, drafts: list[tuple[Source, list[Value]]]) -> dict[str, str]:
    """Return the texts of the plan's files with drafts in them, by path: those that change."""
    from dxplan.format.editing import edit_document

    documents = folder.content.documents
    texts = {}
    for path in dict.fromkeys(source.path for source, _ in drafts):
        edits: list[tuple[KeyPath, Value | None]] = [
            (source.key, said) for source, said in drafts if source.path == path
        ]
        edited = edit_document(documents[path], edits)
        if edited.text != documents[path].text:
            texts[path] = edited.text
    return texts
