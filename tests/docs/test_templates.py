"""``docs/templates.md``: every key, field, name and filter that a template may use."""

from __future__ import annotations

import re

import pytest
from jinja2 import Environment, meta

from dxplan.rendering import markdown
from tests.conftest import HEAD, ITEM, MakeWorkspace, Workspace
from tests.docs.documents import known_keys, names, read, rows_after

TEMPLATES = "docs/templates.md"
RESULTS = "## `results.md.j2`（実施結果の Markdown）"
REVIEW = "## `review.md.j2`（総括の Markdown）"


def shown_names(heading: str) -> list[str]:
    """Return the names for templates that a ``##`` section of the page shows."""
    section = read(TEMPLATES).partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([\w.]+)` \|", section, re.MULTILINE)


def test_the_templates_page_describes_every_key_of_the_excel_look(project: Workspace) -> None:
    look = project.read("templates/results.toml")
    look = look.replace("[font]", "[font]\nzzz = 1").replace("[colour]", "[colour]\nzzz = 1")
    project.write("templates/results.toml", look.replace("[[column]]", "[[column]]\nzzz = 1", 1))
    outcome = project.run("render", "plans/2019", "--format", "xlsx")
    hints = [known_keys(line) for line in outcome.err.split("\n") if "ここに書けるのは" in line]
    sections = ("### `[font]`", "### `[colour]`", "### `[[column]]`")
    described = [names(rows_after(read(TEMPLATES), section)) for section in sections]
    assert sorted(map(sorted, described)) == sorted(map(sorted, hints))


def test_the_templates_page_names_every_field_of_a_column(project: Workspace) -> None:
    look = project.read("templates/results.toml").replace('field = "number"', 'field = "zzz"')
    project.write("templates/results.toml", look)
    outcome = project.run("render", "plans/2019", "--format", "xlsx")
    hint = re.search(r"ヒント: (.+) のどれか", outcome.err)
    assert hint
    fields = names(rows_after(read(TEMPLATES), "| `field` に書く名前 | 載るもの |"))
    assert fields == [word.strip('"') for word in hint[1].split("、")]


def test_every_name_of_the_templates_page_can_be_used_in_a_template(project: Workspace) -> None:
    shown = shown_names(RESULTS)
    assert {"plan.title", "total.printed.rate", "direction.line", "row.achievement", "table.lines"} <= set(
        shown
    )
    loops = "{% for direction in directions %}{% for row in direction.rows %}{% for table in totals %}"
    body = "".join(f"{{{{ {name} is defined }}}}" for name in shown)
    project.write("templates/results.md.j2", loops + body + "{% endfor %}" * 3)
    assert project.run("render", "plans/2019", "--format", "md").code == 0
    assert "False" not in project.read("out/2019/実施結果.md")


def test_every_name_of_the_templates_page_can_be_used_in_the_template_of_the_review(
    workspace: MakeWorkspace,
) -> None:
    shown = shown_names(REVIEW)
    assert {"title", "whole", "line.table", "course.verdicts"} <= set(shown)
    loops = "{% for line in directions %}{% for course in courses %}"
    body = "".join(f"{{{{ {name} is defined }}}}" for name in shown)
    files = {"templates/review.md.j2": loops + body + "{% endfor %}" * 2}
    for year in ("2019", "2020"):
        files[f"plans/{year}/plan.toml"] = HEAD.replace("2019", year)
        files[f"plans/{year}/kurashi.toml"] = ITEM
    made = workspace(files)
    assert made.run("review", "2019", "2020", "--out", "out").code == 0
    assert made.read("out/2019-2020/総括.md") == "True" * len(shown)


@pytest.mark.parametrize(
    ("heading", "template"), [(RESULTS, "results.md.j2"), (REVIEW, "review.md.j2")], ids=["results", "review"]
)
def test_the_templates_page_describes_every_name_the_templates_use(
    heading: str, template: str, project: Workspace
) -> None:
    tree = Environment(autoescape=True).parse(project.read(f"templates/{template}"))
    used = meta.find_undeclared_variables(tree)
    assert used <= {name.split(".")[0] for name in shown_names(heading)}


def test_the_templates_page_lists_the_filters_a_template_may_use() -> None:
    line = next(line for line in read(TEMPLATES).split("\n") if line.startswith("`abs`"))
    assert line.replace("`", "").split() == sorted({*markdown._FILTERS, "join"})
