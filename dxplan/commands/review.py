"""``dxplan review``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan.commands import refuse_together
from dxplan.commands.arguments import AS_OF, formats_named, offered, opened, revision_of
from dxplan.model.findings import DxplanError
from dxplan.model.handouts import Paper  # noqa: TC001 - typer asks for it
from dxplan.output import console

if TYPE_CHECKING:
    from dxplan.format.reading import PlanText
    from dxplan.handouts.handout import Handout
    from dxplan.handouts.review import Review
    from dxplan.model import Plan
    from dxplan.model.revisions import Revision


class RoundingWord(StrEnum):
    """The ways to round, as words of the command line."""

    HALF_UP = "half_up"
    DOWN = "down"


def review(
    plans: list[str] = typer.Argument(
        metavar="PLAN...", help="振り返る計画。年度の順に並べられる。", autocompletion=offered("plans")
    ),
    rounding: RoundingWord = typer.Option(
        None, "--rounding", help="割合の端数処理を、計画の定めに代えて決める。"
    ),
    beside: RoundingWord = typer.Option(None, "--beside", help="もう一つの端数処理の割合を並べる。"),
    out: Path = typer.Option(None, "--out", metavar="DIR", help="資料を書き出すフォルダ。"),
    format: str = typer.Option("xlsx,md", "--format", metavar="xlsx,md", help="--out で作る資料の形。"),
    templates: Path = typer.Option(None, "--templates", metavar="DIR", help="ひな形のフォルダ。"),
    draft: bool = typer.Option(False, "--draft", help="未記録の項目があっても、--out で作る。"),
    label: str = typer.Option("", "--label", metavar="資料番号", help="右上に載せる番号（資料２－１）。"),
    paper: Paper = typer.Option(None, "--paper", help="用紙。省くと plan.toml の [[handout]] のとおり。"),
    as_of: str = AS_OF,
    explain: str = typer.Option(
        None,
        "--explain",
        metavar="ID",
        help="件数の内訳（展開方向・分野などの id、全体）や、判定の理由（項目の id）を年度ごとに示す。",
        autocompletion=offered("explained"),
    ),
    sections: bool = typer.Option(False, "--sections", help="担当課別の推移も示す。"),
    json: bool = typer.Option(False, "--json", help="JSON で出力する。"),
) -> None:
    """何年かの計画を総括し、件数と割合を並べる。

    項目のある年度どうしは、項目ごとの判定の移り変わりも追う。何年かの計画は、実績のある年度ごとに並べる。

    例:
        dxplan review plans/2019 plans/2020 plans/2021 --rounding down
    """
    refuse_together(explain=explain, json=json, out=out)
    from dxplan.handouts.review import make_review
    from dxplan.values.rounding import Rounding
    from dxplan.workspace.opening import open_departments

    formats = formats_named(format)
    revision = revision_of(as_of)
    read, readings, version = _open(plans, revision, keep=explain is not None)
    made = make_review(
        [plan.on_paper(paper) for plan in read] if paper else read,
        Rounding(rounding.value) if rounding else None,
        Rounding(beside.value) if beside else None,
        open_departments(),
    )
    if explain is not None:
        from dxplan.output.explanations import print_explanations

        print_explanations([(r, readings[r.plan.fiscal_year]) for r in made.reports], explain)
    elif out is not None:
        handout = _handout(made, version, label, draft=draft)
        _write(made, handout.at(revision) if revision else handout, out, formats, templates)
    elif json:
        from dxplan.output.machine.judged import review as as_json

        console.put_json(as_json(made, revision))
    else:
        from dxplan.output.screens import print_review
        from dxplan.workspace.opening import TemplateFolder

        badges = dict.fromkeys(badge for each in made.reports for badge in each.plan.scheme.badges)
        print_review(made, TemplateFolder(templates).marks(tuple(badges)), sections=sections)


def _open(
    arguments: list[str], revision: Revision | None = None, *, keep: bool
) -> tuple[list[Plan], dict[int, PlanText], str]:
    """Read the plans, each in its years, and their versions; keep the texts only if asked to: those of ten fill the memory."""
    from dxplan.handouts.review import in_years

    plans: dict[int, Plan] = {}
    readings: dict[int, PlanText] = {}
    versions: list[str] = []
    for argument in arguments:
        folder = opened(argument, None, revision)
        versions.append(folder.version)
        for of_year in in_years(folder.plan):
            if plans.setdefault(of_year.fiscal_year, of_year) is not of_year:
                raise DxplanError("同じ年度の計画が二つあります。", "年度の違う計画を並べてください。")
            if keep:
                readings[of_year.fiscal_year] = folder.content
    return [*plans.values()], readings, "・".join(versions)


def made_review(plans: list[str], label: str, *, draft: bool) -> Handout:
    """Return the 総括 of some plans as data; items without results are refused unless it is a draft."""
    from dxplan.handouts.review import make_review
    from dxplan.workspace.opening import open_departments

    read, _, version = _open(plans, keep=False)
    return _handout(make_review(read, None, None, open_departments()), version, label, draft=draft)


def _handout(review: Review, version: str, label: str, *, draft: bool) -> Handout:
    from dxplan.handouts.review import unrecorded
    from dxplan.handouts.review_tables import make
    from dxplan.values.years import short_year

    missing = [(report, row) for report in review.reports for row in unrecorded(report)]
    if missing and not draft:
        raise DxplanError(
            f"未記録の項目が{len(missing)}件あります（{missing[0][1].label} {missing[0][1].item.name} など）。",
            "dxplan record で記録するか、案として作るなら --draft を付けてください。",
        )
    handout = make(review, label)._replace(version=version)
    years = len(review.reports) > 1
    named = [
        f"{short_year(report.plan.fiscal_year)} {row.called}" if years else row.called
        for report, row in missing
    ]
    return handout.as_draft(named) if draft else handout


def _write(review: Review, handout: Handout, out: Path, formats: list[str], templates: Path | None) -> None:
    """Write the 総括."""
    from dxplan.output.formats import Listener, write
    from dxplan.workspace.opening import TemplateFolder
    from dxplan.workspace.writing import write_files

    listener = Listener(step=lambda _: None, say=console.say)
    contents = {
        out / review.name / f"{handout.name}.{format_}": content
        for format_ in formats
        if (content := write(format_, handout, TemplateFolder(templates), listener)) is not None
    }
    write_files(contents, "review")
    for path in contents:
        console.put(path.as_posix())
