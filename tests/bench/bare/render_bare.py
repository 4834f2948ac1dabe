"""The least program that writes the handout of a synthetic plan: the same cells and the same Markdown.

It judges and counts, shares one style object per kind of cell and knows nothing of row heights, of other forms of a
plan, of errors or of templates that people edit.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import jinja2
import typer
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

VERDICTS = ("目標達成", "計画どおり実施", "未達")
COLUMNS = (
    "整理\n番号",
    "新規",
    "施策（事業）名称",
    "取組概要",
    "指標・目標",
    "目標の達成度",
    "R元年度の取組実績・成果等",
    "部局等名\n担当課",
)
DATA_FRONT = (
    "年度（西暦）", "年度（和暦）", "展開方向番号", "展開方向", "整理番号", "id", "再掲元", "新規", "施策（事業）名称",
)  # fmt: skip
DATA_BACK = (
    "取組概要", "指標・目標の文", "判定", "数字による判定", "判定を変えた理由", "目標の達成度", "計画どおり実施",
    "取組実績", "未達の理由", "対象外の理由", "指標番号", "指標", "単位", "基準値", "目標値", "目標値の表記",
    "目標年度（西暦）", "目標年度（和暦）", "実績値", "実績値の表記", "分子", "分母", "達成状況", "速報値の理由",
)  # fmt: skip
MARKDOWN = """\
# {{ title }}の実施結果について

{{ office }}

| 区分 | 結果 |
|:--|:--|
{% for name, value in box %}
| {{ name }} | {{ value }} |
{% endfor %}

{% for paragraph in comment %}
{{ paragraph }}

{% endfor -%}
## 施策の展開方向ごとの結果のポイント

{% for direction in directions %}
### {{ direction.number }} {{ direction.name }}（{{ direction.theme }}）

{{ direction.line }}

{% for point in direction.points %}
- {{ point }}
{% endfor %}

{% endfor -%}
## 施策の展開方向ごとの実施結果

{% for direction in directions %}
### {{ direction.number }} {{ direction.name }}（令和元年度）

| 整理番号 | 新規 | 施策（事業）名称 | 取組概要 | 指標・目標 | 目標の達成度 | R元年度の取組実績・成果等 | 部局等名 担当課 |
|--:|:-:|:--|:--|:--|:--|:--|:--|
{% for row in direction.rows %}
|{% for cell in row %} {{ cell }} |{% endfor %}

{% endfor %}

{% endfor -%}
## 集計

{% for heading, columns, lines, note in totals %}
### {{ heading }}

|{% for column in columns %} {{ column }} |{% endfor %}

|:--|{% for column in columns[1:] %}--:|{% endfor %}

{% for line in lines %}
|{% for cell in line %} {{ cell }} |{% endfor %}

{% endfor %}

{% if note %}
{{ note }}

{% endif %}
{% endfor -%}
"""


def main(folder: Path, out: Path) -> None:
    """Write both files."""
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")}
    report = make_report(files)
    out.mkdir(parents=True, exist_ok=True)
    write_workbook(report, out / "実施結果.xlsx")
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, finalize=escape, autoescape=False)  # noqa: S701
    text = environment.from_string(MARKDOWN).render(report)
    (out / "実施結果.md").write_text(text, encoding="utf-8", newline="\n")


def escape(value: object) -> str:
    """Return a value as it stands in a table."""
    return str(value).replace("|", "\\|").replace("\n", "<br>")


def make_report(files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Judge and count."""
    head = files["plan"]
    verdicts, directions, data = [], [], []
    bodies = max(len(i["departments"]) for d in head["direction"] for i in files[d["id"]]["item"])
    for number, direction in enumerate(head["direction"], 1):
        rows = []
        for position, item in enumerate(files[direction["id"]]["item"], 1):
            verdict = "目標達成" if all(i["actual"] >= i["target"] for i in item["indicator"]) else "未達"
            verdicts.append((f"{number} {direction['name']}", item["departments"], verdict))
            rows.append(handout_row(position, item, verdict))
            data += data_rows(number, direction, position, item, verdict, bodies)
        line = counted(direction["name"], [v for label, _, v in verdicts if label.startswith(f"{number} ")])
        directions.append(
            {
                **direction,
                "number": number,
                "rows": rows,
                "line": f"⇒実施事業項目{line[1]} 目標達成項目{line[2]}（達成項目の割合{line[3]}）",
            }
        )
    total = counted("計", [verdict for *_, verdict in verdicts])
    columns = ("実施事業項目", "目標達成項目", "割合", *VERDICTS)
    by_direction = grouped((label, verdict) for label, _, verdict in verdicts)
    by_bureau = grouped(
        (bureau, verdict)
        for _, departments, verdict in verdicts
        for bureau in dict.fromkeys(department.split()[0] for department in departments)
    )
    return {
        **head,
        "box": (
            ("1 実施事業項目", str(total[1])),
            ("2 目標達成項目", f"{total[2]}（目標達成＋計画どおり実施）"),
            ("3 達成項目の割合", total[3]),
        ),
        "directions": directions,
        "data": [
            (
                *DATA_FRONT,
                *(f"{name}{n}" for n in range(1, bodies + 1) for name in ("部局", "課")),
                *DATA_BACK,
            ),
            *data,
        ],
        "totals": [
            ("判定別", ("施策の展開方向", *columns), [*by_direction, total], ""),
            ("判定別の構成比", ("施策の展開方向", *VERDICTS), *shares([*by_direction, total])),
            ("部局別", ("部局等", *columns), by_bureau, ""),
            ("新規・継続別", ("区分", *columns), [("継続", *total[1:]), total], ""),
        ],
    }


def grouped(pairs: Iterable[tuple[str, str]]) -> list[tuple[str | int, ...]]:
    """Return a line per label."""
    groups: dict[str, list[str]] = {}
    for label, verdict in pairs:
        groups.setdefault(label, []).append(verdict)
    return [counted(label, verdicts) for label, verdicts in groups.items()]


def counted(label: str, verdicts: list[str]) -> tuple[str | int, ...]:
    """Return label, items, achieved, rate and the number of each verdict."""
    numbers = [verdicts.count(verdict) for verdict in VERDICTS]
    items, achieved = len(verdicts), numbers[0] + numbers[1]
    return (label, items, achieved, percent(tenths(achieved, items)), *numbers)


def shares(lines: list[tuple[Any, ...]]) -> tuple[list[tuple[str, ...]], str]:
    """Return the shares of the verdicts in each line, and the note where they do not add up to 100."""
    found = [(label, [tenths(n, items) for n in numbers]) for label, items, _, _, *numbers in lines]
    odd = any(sum(each) != 1000 for _, each in found)
    note = "※四捨五入のため、合計は100%にならないことがある" if odd else ""
    return [(label, *map(percent, each)) for label, each in found], note


def tenths(part: int, whole: int) -> int:
    """Return a quotient in tenths of a percent, rounded half up."""
    quotient, rest = divmod(part * 1000, whole)
    return quotient + (rest * 2 >= whole)


def percent(of: int) -> str:
    """Return tenths of a percent as printed; exactly 100 has no decimals."""
    return "100%" if of == 1000 else f"{of // 10}.{of % 10}%"


def handout_row(position: int, item: dict[str, Any], verdict: str) -> tuple[str | int, ...]:
    """Return the eight cells of an item."""
    goals = [f"・{i['name']}：{i['target']:,}{i['unit']}" for i in item["indicator"]]
    actuals = [f"・{i['name']}：{i['actual']:,}{i['unit']}" for i in item["indicator"]]
    first, *others = item["departments"]
    bureau = first.split()[0]
    departments = [first, *(o.split()[1] if o.split()[0] == bureau else o for o in others)]
    result = item["result"]
    achievement = result["wording"] if verdict == "未達" else verdict
    texts = ("\n".join([item["goal"], *goals]), achievement, "\n".join([result["report"].strip(), *actuals]))
    return (position, "", item["name"], item["overview"], *texts, "\n".join(departments))


def data_rows(
    number: int, direction: dict[str, Any], position: int, item: dict[str, Any], verdict: str, bodies: int
) -> list[tuple[str | int | None, ...]]:
    """Return a row of the sheet データ per indicator."""
    result = item["result"]
    departments = [part for department in item["departments"] for part in department.split()]
    front = (
        2019,
        "令和元年度",
        number,
        direction["name"],
        position,
        item["id"],
        None,
        None,
        item["name"],
        *departments,
    )
    middle = (
        *(
            item["overview"],
            item["goal"],
            verdict,
            verdict,
            None,
            result["wording"] if verdict == "未達" else verdict,
        ),
        *("はい" if result["done"] else "いいえ", result["report"].strip(), result["reason"], None),
    )
    gap = (None,) * (2 * bodies - len(departments))
    return [
        (
            *(
                *front,
                *gap,
                *middle,
                n,
                i["name"],
                i["unit"],
                None,
                i["target"],
                f"{i['target']:,}{i['unit']}",
                2019,
            ),
            *("令和元年度", i["actual"], f"{i['actual']:,}{i['unit']}", None, None),
            *("達成" if i["actual"] >= i["target"] else "未達成", None),
        )
        for n, i in enumerate(item["indicator"], 1)
    ]


class Book:
    """A workbook with one style object per kind of cell."""

    def __init__(self) -> None:
        self.workbook = Workbook()
        self.sheet = self.workbook.worksheets[0]
        side = Side(style="thin", color="808080")
        font, border = Font(name="Meiryo UI", size=9), Border(left=side, right=side, top=side, bottom=side)
        self.text = self._style(
            "text", font=font, border=border, alignment=Alignment(vertical="top", wrap_text=True)
        )
        self.heading = self._style(
            "heading", font=font, border=border, fill=PatternFill("solid", fgColor="DDE6F0")
        )
        self.missed = self._style(
            "missed", font=font, border=border, fill=PatternFill("solid", fgColor="FBE9E7")
        )
        self.datum = self._style("datum", font=font)
        self.workbook.remove(self.sheet)

    def _style(self, name: str, **parts: Any) -> object:
        self.workbook.add_named_style(NamedStyle(name=name, **parts))
        cell: Any = self.sheet["A1"]
        cell.style = name
        return cell._style

    def add(self, title: str) -> None:
        """Begin a sheet."""
        self.sheet = self.workbook.create_sheet(title)

    def put(self, row: int, cells: Sequence[Any], style: object, first: int = 1) -> None:
        """Write a row of cells."""
        for column, value in enumerate(cells, first):
            cell: Any = self.sheet.cell(row, column, value)
            cell._style = style


def write_workbook(report: dict[str, Any], path: Path) -> None:
    """Write all sheets."""
    book = Book()
    add_summary(book, report)
    for direction in report["directions"]:
        book.add(f"{direction['number']} {direction['name']}")
        book.put(1, [f"{direction['number']} {direction['name']}"], book.text)
        book.put(2, COLUMNS, book.heading)
        for at, row in enumerate(direction["rows"], 3):
            book.put(at, row, book.text)
            if row[5] != VERDICTS[0]:
                book.put(at, [row[5]], book.missed, first=6)
    book.add("集計")
    at = 1
    for heading, columns, lines, note in report["totals"]:
        book.put(at, [heading], book.text)
        book.put(at + 1, columns, book.heading)
        for at, line in enumerate(lines, at + 2):  # noqa: B020 - the next free row
            book.put(at, line, book.text)
        if note:
            at += 1
            book.put(at, [note], book.text)
        at += 2
    book.add("データ")
    for at, row in enumerate(report["data"], 1):
        book.put(at, row, book.datum)
    book.workbook.save(path)


def add_summary(book: Book, report: dict[str, Any]) -> None:
    """Write the first pages."""
    book.add("総括")
    lines = [f"{report['title']}の実施結果について", report["office"]]
    points = []
    for direction in report["directions"]:
        points += [f"{direction['number']} {direction['name']}（{direction['theme']}）", direction["line"]]
        points += [f"　・{point}" for point in direction["points"]]
    for at, line in enumerate(lines, 1):
        book.put(at, [line], book.text)
    for at, pair in enumerate(report["box"], 4):
        book.put(at, pair, book.text, first=2)
    paragraphs = [f"　{paragraph}" for paragraph in report["comment"]]
    for at, line in enumerate(paragraphs, 8):
        book.put(at, [line], book.text)
    for at, line in enumerate(["施策の展開方向ごとの結果のポイント", *points], 9 + len(paragraphs)):
        book.put(at, [line], book.text)


if __name__ == "__main__":
    typer.run(main)
