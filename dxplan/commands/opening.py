"""What every command does first: find the plan, read it, stop on errors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dxplan import workspace as files
from dxplan.model.findings import DxplanError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dxplan.format.reading import PlanText
    from dxplan.model import Plan
    from dxplan.model.departments import DepartmentTable
    from dxplan.model.findings import Diagnostic
    from dxplan.output.look import Look
    from dxplan.workspace import PlanFolder


def read_folder(argument: str, year: str | None = None) -> tuple[PlanFolder, PlanText]:
    """Read a PLAN argument, to be judged for ``year``, by default the plan's own."""
    from dxplan.format.reading import read_plan

    folder = files.load_plan(argument, Path.cwd())
    reading = read_plan(folder.name, folder.shown, folder.files, folder.unreadable)
    if year is not None and reading.plan is not None:
        reading = replace(reading, plan=reading.plan.in_year(_year_of(reading.plan, year)))
    return folder, reading


def open_plan(argument: str, year: str | None = None) -> tuple[Plan, PlanText]:
    """Read a PLAN argument, to be judged for ``year``; show its errors and leave with exit code 1 if it has any."""
    _, reading = read_folder(argument, year)
    return require_plan(reading), reading


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


def require_plan(reading: PlanText) -> Plan:
    """Return the plan that was read; show its errors and leave with exit code 1 if there is none."""
    if reading.plan is None:
        from dxplan.output import terminal

        terminal.print_findings(reading.findings, texts(reading), stderr=True)
        raise typer.Exit(1)
    return reading.plan


def read_department_table() -> tuple[DepartmentTable | None, Sequence[Diagnostic], str, str]:
    """Read ``plans/departments.toml`` of the workspace; return the table, its findings, its path and text."""
    path = files.departments_file(Path.cwd())
    if path is None:
        return None, (), "", ""
    from dxplan.format.reading.departments import read_departments

    shown = files.shown_path(path, Path.cwd())
    table, findings, text = read_departments(shown, files.read_bytes(path))
    return table, findings, shown, text


def open_departments() -> DepartmentTable | None:
    """Read the table of departments, None where there is none; leave with exit code 1 if it has errors."""
    table, findings, path, text = read_department_table()
    if findings:
        from dxplan.output import terminal

        terminal.print_findings(findings, {path: text}, stderr=True)
        raise typer.Exit(1)
    return table


def open_template(name: str, templates: Path | None) -> tuple[str, str]:
    """Return path and text of a template: of the folder given, the workspace's own, or the built-in one."""
    path = _template(name, templates)
    return path.as_posix(), files.read_text(path)


def open_look(templates: Path | None) -> Look:
    """Read the look of workbooks; show its errors and leave with exit code 1 if it has any."""
    from dxplan.output.look import read_look
    from dxplan.template_files import LOOK

    path = _template(LOOK, templates)
    look, findings, text = read_look(path.as_posix(), files.read_bytes(path))
    if look is None:
        from dxplan.output import terminal

        terminal.print_findings(findings, {path.as_posix(): text}, stderr=True)
        raise typer.Exit(1)
    return look


def _template(name: str, templates: Path | None) -> Path:
    from dxplan.template_files import find_template

    if templates is not None and not templates.is_dir():
        hint = "--templates の場所を確かめてください。"
        raise DxplanError(f"ひな形のフォルダ「{templates}」がありません。", hint)
    return find_template(name, templates, Path.cwd())


def texts(reading: PlanText) -> Mapping[str, str]:
    """Return the texts that findings quote."""
    return {path: document.text for path, document in reading.documents.items()}
