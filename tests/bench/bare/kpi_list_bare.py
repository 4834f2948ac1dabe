"""The least program that writes the KPI一覧 of a synthetic plan: the same table, in Excel and Markdown.

It shares one style object per kind of cell and knows nothing of row heights, notes, other forms of a plan or errors.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import typer
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

BANDS = ((1000, "A"), (800, "B"), (500, "C"), (0, "D"))
HEADINGS = (
    "事業番号", "分野No", "分野", "項目No", "項目", "部", "課", "事業名又は取組名", "事業概要又は取組内容",
    "指標（KPI）又は目標", "KPI番号", "指標名", "基準値", "R4", "R5", "R6", "R7", "R7の実績", "達成率", "判定", "進み具合",
)  # fmt: skip
MARKDOWN = """\
# {{ title }}

{% for row in rows %}
|{% for cell in row %} {{ cell }} |{% endfor %}

{% endfor %}
"""


def main(folder: Path, out: Path) -> None:
    """Write both files."""
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")}
    listed = list(rows(files))
    out.mkdir(exist_ok=True)
    write_workbook(files["plan"]["title"], listed, out / "KPI一覧.xlsx")
    template = jinja2.Environment(autoescape=False, trim_blocks=True).from_string(MARKDOWN)  # noqa: S701 - as in dxplan
    broken = [[str(cell).replace("\n", "<br>") for cell in row] for row in listed]
    text = template.render(title=files["plan"]["title"], rows=broken)
    (out / "KPI一覧.md").write_text(text, encoding="utf-8")


def rows(files: dict[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """Yield a row for each indicator; the project stands in the first of its rows."""
    number = 0
    for field, direction in enumerate(files["plan"]["direction"], 1):
        for project, item in enumerate(files[direction["id"]]["item"], 1):
            departments = [each.split() for each in item["departments"]]
            bureaus = [bureau for bureau, _ in departments]
            front: tuple[str | int, ...] = (
                project,
                str(field),
                direction["name"],
                "",
                "",
                "\n".join(bureaus[:1] if len(set(bureaus)) == 1 else bureaus),
                "\n".join(section for _, section in departments),
                item["name"],
                item["overview"],
                f"【指標（KPI）】\n{item['goal']}",
            )
            for indicator in item["indicator"]:
                number += 1
                yield (*front, number, *figures(indicator))
                front = ("",) * len(front)


def figures(indicator: dict[str, Any]) -> tuple[str, ...]:
    """Return name, base value, targets, actual, rate, verdict and course of an indicator."""
    target, actual = indicator["target"]["R7"], indicator["actual"]["R7"]
    tenths, rest = divmod(actual * 1000, target)
    tenths += rest * 2 >= target
    verdict = next(label for edge, label in BANDS if tenths >= edge)
    values = (f"{value:,}" for value in (indicator["baseline"], *indicator["target"].values(), actual))
    course = "達成済" if actual >= target else "遅れ"
    return (indicator["name"], *values, f"{tenths // 10}.{tenths % 10}%", verdict, course)


def write_workbook(title: str, listed: list[tuple[str | int, ...]], path: Path) -> None:
    """Write the sheet."""
    workbook = Workbook()
    sheet: Any = workbook.active
    side = Side(style="thin", color="808080")
    style = NamedStyle(name="text", font=Font(name="Meiryo UI", size=9))
    style.border = Border(left=side, right=side, top=side, bottom=side)
    style.alignment = Alignment(vertical="top", wrap_text=True)
    workbook.add_named_style(style)
    sheet["A1"].style = "text"
    shared = sheet["A1"]._style
    sheet["A1"] = title
    for at, row in enumerate((HEADINGS, *listed), 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(at, column, value)
            cell._style = shared
    workbook.save(path)


if __name__ == "__main__":
    typer.run(main)
