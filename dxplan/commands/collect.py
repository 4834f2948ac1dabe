"""``dxplan collect``: forms out to the sections, and who is missing."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from dxplan.commands import Group
from dxplan.commands.arguments import PLAN, day_of, offered, working_day, year_of
from dxplan.commands.collect_read import read
from dxplan.model.findings import DxplanError
from dxplan.output import console

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from dxplan.collecting.form import Form
    from dxplan.workspace.opening import PlanFolder


#: Days after which a form that is made is that of another year.
_HALF_A_YEAR: Final = 183


class Order(StrEnum):
    """What sections are sorted by."""

    SECTION = "section"
    MISSING = "missing"


def make(
    plan: str = PLAN,
    out: Path = typer.Option(Path("forms"), "--out", metavar="DIR", help="書き出すフォルダ。"),
    by: str = typer.Option("課", "--by", metavar="課|部", help="だれに一つずつ作るか。"),
    section: str = typer.Option(
        None, "--section", metavar="課", help="この課のものだけを作る。", autocompletion=offered("sections")
    ),
    due: str = typer.Option(
        None,
        "--due",
        metavar="日付",
        help="締切（2020-04-24、R2.4.24）。省くと、前に出した調査票の締切のまま。",
    ),
    contact: str = typer.Option(
        None, "--contact", metavar="連絡先", help="問い合わせ先（情報政策課 内線2112）。"
    ),
    format: str = typer.Option("xlsx", "--format", metavar="xlsx,csv", help="作る調査票の形。"),
    confirm: bool = typer.Option(False, "--confirm", help="確認用を作る。記録したものを課に確かめてもらう。"),
    replace: bool = typer.Option(False, "--replace", help="同じ名前のファイルがあっても、書き換える。"),
    year: str = year_of("尋ねる"),
    on: str = typer.Option(None, "--on", metavar="日付", help="出した日。省くと今日。"),
) -> None:
    """調査票を作る。一つの課に一つ、その課の項目だけを並べる。

    記録のある値は書き入れてある。ほかの課と一緒の項目は、どの課にも出す。
    出したことは、計画の横の回収簿 collected/ledger.toml に残る。

    例:
        dxplan collect make plans/2019 --out forms --due 2020-04-24
        dxplan collect make plans/2019 --out forms/部 --by 部 --format csv
        dxplan collect make plans/2019 --out forms/確認用 --confirm
    """
    from dxplan.collecting.form import Purpose
    from dxplan.collecting.making import By, make_forms, with_live_cells
    from dxplan.judging.items import judge_plan
    from dxplan.model.departments import departments_called
    from dxplan.output.forms import format_names, write
    from dxplan.output.progress import progress
    from dxplan.recording.questions import told_last_year
    from dxplan.workspace.opening import TemplateFolder, last_year_of, open_departments, read_folder
    from dxplan.workspace.writing import only_writer, write_texts

    formats = [word.strip() for word in format.split(",") if word.strip()]
    if not formats or (unknown := [word for word in formats if word not in format_names()]):
        hint = f"{'、'.join(format_names())} から選んでください。"
        raise DxplanError(f"--format に「{''.join(unknown[:1]) if formats else ''}」は使えません。", hint)
    if by not in (words := [each.value for each in By]):
        raise DxplanError(
            f"--by に「{by}」は使えません。", f"{'、'.join(words)} のどちらかを書いてください。"
        )
    folder, departments = read_folder(plan, year), open_departments()
    rows, last_year = judge_plan(folder.plan), told_last_year(last_year_of(folder))
    forms = make_forms(
        folder.plan,
        rows,
        departments,
        last_year,
        by=By(by),
        due=day_of("--due", due),
        contact=contact or "",
        purpose=Purpose.CONFIRM if confirm else Purpose.ASK,
    )
    if section is not None:
        called = sum(departments_called(folder.plan, section, departments), ())
        forms = tuple(form for form in forms if any(name.startswith(form.section) for name in called))
    if not forms:
        hint = "項目の departments に担当を書いてください。"
        raise DxplanError("担当の課が書かれた項目がないので、調査票を作れません。", hint)
    if due is None and not confirm:
        forms = _due_as_before(folder, forms, working_day(on))
    look, contents, by_id = TemplateFolder(None).look(), {}, {row.id: row for row in rows}
    with progress(
        len(forms) * len(formats), f"{folder.plan.name} の{forms[0].purpose.value}を作成中"
    ) as step:
        for form in forms:
            whole = with_live_cells(form, folder.plan, by_id, last_year)
            for word in formats:
                contents[out / f"{_file_name(form.section)}.{word}"] = write(word, whole, look)
                step(1)
    if not replace:
        _refuse_to_replace(contents)
    with only_writer(folder) as now:
        texts = {} if confirm else _sent(now, forms, working_day(on))
        write_texts(now, texts, f"collect make {now.shown}", contents)
    for path in contents:
        console.put(path.as_posix())
    if nobody := sum(not row.item.departments for row in rows if not row.repost):
        console.say(f"担当の課が書かれていない項目が{nobody}件あります。調査票には入っていません。")


def _due_as_before(folder: PlanFolder, forms: Iterable[Form], today: date) -> tuple[Form, ...]:
    """Return forms that are made again with the day by which those before them were due, unless that was another year's."""
    from dataclasses import replace
    from datetime import timedelta

    from dxplan.values.dates import long_date
    from dxplan.workspace.opening import open_ledger

    ledger = open_ledger(folder)
    before = {form.section: ledger.sent(form.section) for form in forms}
    stays = {
        section: last.due
        for section, last in before.items()
        if last and today - last.sent < timedelta(_HALF_A_YEAR)
    }
    if days := sorted({day for day in stays.values() if day}):
        console.say(f"締切は前に決めた{'、'.join(map(long_date, days))}のままです（変えるなら --due）。")
    return tuple(replace(form, due=stays.get(form.section)) for form in forms)


def _file_name(section: str) -> str:
    """Return a section's name as one of a file on any system."""
    from dxplan.values.characters import visible

    return "".join(
        "_" if letter in '\\/:*?"<>| \u3000' or letter < " " else letter for letter in visible(section)
    )


def _refuse_to_replace(contents: Mapping[Path, bytes]) -> None:
    """Refuse to write over a file that is another: it may be one that a section has filled in."""
    others = [path for path, content in contents.items() if path.is_file() and path.read_bytes() != content]
    if others:
        more = f"ほか{len(others) - 1}件も" if len(others) > 1 else ""
        raise DxplanError(
            f"{others[0].as_posix()} がすでにあり、中身が違います（{more}返ってきた調査票かもしれません）。",
            "別のフォルダを --out に書くか、書き換えてよければ --replace を付けてください。何も書き込んでいません。",
        )


def _sent(folder: PlanFolder, forms: Iterable[Form], today: date) -> dict[str, str]:
    """Return the 回収簿 with what is sent now, by its path; the same form due on the same day is not sent twice."""
    from dataclasses import replace

    from dxplan.format.writing import write_ledger
    from dxplan.model.ledger import SentForm
    from dxplan.workspace.opening import LEDGER, open_ledger

    ledger = open_ledger(folder)
    sent = [
        SentForm(form.section, form.version, today, form.due)
        for form in forms
        if (last := ledger.sent(form.section)) is None or (last.version, last.due) != (form.version, form.due)
    ]
    text = write_ledger(replace(ledger, forms=(*ledger.forms, *sent)))
    return {f"{folder.shown}/{LEDGER}": text} if sent else {}


def status(
    plan: str = PLAN,
    sort: Order = typer.Option(
        Order.SECTION, "--sort", help="並べる順。課の順（建制順）か、足りないものの多い順。"
    ),
    remind: Path = typer.Option(
        None, "--remind", metavar="DIR", help="足りない課への督促の文を書き出すフォルダ。"
    ),
    year: str = year_of("尋ねた"),
    on: str = typer.Option(None, "--on", metavar="日付", help="この日で見て、締切を過ぎたか。省くと今日。"),
    templates: Path = typer.Option(None, "--templates", metavar="DIR", help="督促のひな形のフォルダ。"),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
) -> None:
    """どの課に出し、どこまで揃ったかを示す。

    揃ったとは、調査票で書くことになっている欄が、すべて計画に記録されていること。

    例:
        dxplan collect status plans/2019
        dxplan collect status plans/2019 --sort missing --remind tokusoku
    """
    from dxplan.collecting.making import make_forms
    from dxplan.collecting.progress import progress_of
    from dxplan.judging.items import judge_plan
    from dxplan.output import collection
    from dxplan.workspace.opening import TemplateFolder, open_departments, open_ledger, read_folder
    from dxplan.workspace.writing import write_files

    folder = read_folder(plan, year)
    rows = judge_plan(folder.plan)
    forms = make_forms(folder.plan, rows, open_departments())
    progress = list(progress_of(forms, rows, open_ledger(folder), working_day(on)))
    if sort is Order.MISSING:
        progress.sort(key=lambda each: (not each.overdue, -len(each.missing)))
    if remind is not None:
        path, template = TemplateFolder(templates).text(collection.TEMPLATE)
        letters = {
            remind / f"{_file_name(each.section)}.md": collection.reminder(folder.plan, each, path, template)
            for each in progress
            if each.missing or each.queries
        }
        write_files(letters, f"collect status {folder.shown} --remind")
        for file in letters:
            console.put(file.as_posix())
        console.say(f"{len(letters)}課への督促を書き出しました。" if letters else "足りない課はありません。")
    elif json:
        console.put_json(collection.collection(folder.plan, progress))
    else:
        collection.print_progress(folder.plan, progress)


COLLECT: Final = Group(
    """課に調査票を出し、返ってきたものを読み、まだの課を確かめる。

    例:
        dxplan collect make plans/2019 --due 2020-04-24
        dxplan collect read plans/2019 forms --dry-run
        dxplan collect status plans/2019
    """,
    {"make": make, "read": read, "status": status},
)
