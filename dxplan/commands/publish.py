"""``dxplan publish``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan.commands.arguments import PLAN, day_of, formats_named
from dxplan.model.findings import DxplanError, InvalidPlan, Severity
from dxplan.output import console

if TYPE_CHECKING:
    from datetime import date

    from dxplan.workspace.opening import PlanFolder


def publish(
    plan: str = PLAN,
    on: str = typer.Option(None, "--as", metavar="日付", help="公表した日（2020-06-18）。省くと今日。"),
    out: Path = typer.Option(Path("out"), "--out", metavar="DIR", help="公表する資料を作るフォルダ。"),
    format: str = typer.Option("xlsx,md", "--format", metavar="形式", help="作る形式。"),
    label: str = typer.Option(None, "--label", metavar="番号", help="資料番号。"),
    no_tag: bool = typer.Option(False, "--no-tag", help="git のタグを付けない。"),
) -> None:
    """公表する資料を作り、公表した数を控える。

    資料を作り、件数と割合を plan.toml に、すべての数と資料の SHA-256 を
    published/ に書く。これより後に数が変われば、[[correction]] のないものを
    validate が誤りとし、render が正誤表を作る。

    誤りや未記録の項目があれば止まる。git に入っている計画には
    published/2019/2020-06-18 のようなタグを付ける。書いたものの取り消しは dxplan undo。

    例:
        dxplan publish plans/2019 --as 2020-06-18
    """
    from datetime import date

    from dxplan.commands.render import handouts_of
    from dxplan.format.writing import write_publication
    from dxplan.judging.items import judge_plan
    from dxplan.values.dates import long_date
    from dxplan.versions.publishing import publication_of, with_published_counts
    from dxplan.workspace.opening import PUBLISHED, read_folder
    from dxplan.workspace.writing import only_writer, write_texts

    day = day_of("--as", on) or date.today()  # noqa: DTZ011 - the day on which people publish
    folder = read_folder(plan)
    committed = None if no_tag else _committed(folder)
    with only_writer(folder) as now:
        _refuse(now, day)
        rows = judge_plan(now.plan)
        beside, said = handouts_of(now, None, out, formats_named(format), None, label, draft=False)
        publication = publication_of(
            now.plan, rows, day, {path.name: content for path, content in beside.items()}
        )
        texts = with_published_counts(now.content, now.plan, rows)
        texts[f"{now.shown}/{PUBLISHED}/{day.isoformat()}.toml"] = write_publication(publication)
        write_texts(now, texts, f"publish {now.shown} --as {day.isoformat()}", beside)
    for path in (*map(Path.as_posix, beside), *texts):
        console.put(path)
    for line in said:
        console.say(line)
    console.say(
        f"{long_date(day)}に公表した{len(publication.figures)}の数と{len(beside)}つの資料を控えました。"
    )
    if committed is not None:
        _tag(folder, day, committed=committed)


def _refuse(folder: PlanFolder, day: date) -> None:
    """Refuse a plan with errors, and to publish on a day twice or before what was published already."""
    from dxplan.checks.engine import check_plan
    from dxplan.judging.items import judge_plan
    from dxplan.values.dates import long_date
    from dxplan.workspace.opening import PUBLISHED, open_publication, sound_departments

    there = folder.path / PUBLISHED / f"{day.isoformat()}.toml"
    if there.exists():
        hint = "取り消すなら dxplan undo、訂正して公表し直したのなら、その日を --as に書いてください。"
        raise DxplanError(f"{folder.shown}/{PUBLISHED}/{there.name} がすでにあります。", hint)
    plan, last = folder.plan, open_publication(folder)
    if last is not None and day < last.on:
        raise DxplanError(
            f"{folder.shown} は、それより後の{long_date(last.on)}に公表しています。",
            "訂正して公表し直すのなら、その後の日を --as に書いてください。",
        )
    found = check_plan(plan, judge_plan(plan), sound_departments(), publication=last)
    findings = folder.content.place([*folder.content.findings, *found])
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise InvalidPlan(
            errors, folder.content.texts, "誤りがあるので、公表していません。何も書き込んでいません。"
        )


def _committed(folder: PlanFolder) -> bool | None:
    from dxplan.workspace.git import is_committed

    return is_committed(folder.path)


def _tag(folder: PlanFolder, day: date, *, committed: bool) -> None:
    from dxplan.workspace.git import tag

    name = f"published/{folder.path.resolve().name}/{day.isoformat()}"
    by_hand = f"git tag {name}"
    if not committed:
        console.say(
            f"計画にコミットしていない変更があるので、タグは付けていません。コミットしてから: {by_hand}"
        )
    elif tag(folder.path, name, f"{folder.plan.title}を{day.isoformat()}に公表"):
        console.say(f"git のタグ {name} を付けました。")
    else:
        console.say(f"git のタグ {name} を付けられませんでした（同じ名前のタグがありませんか）。")
