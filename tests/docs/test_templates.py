"""``docs/templates.md``: every key, field, name and filter that a template may use."""

from __future__ import annotations

import re

import pytest
from jinja2 import Environment, meta

from dxplan.output import sandbox
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace
from tests.docs.documents import known_keys, names, read, rows_after

TEMPLATES = "docs/templates.md"
REVIEW = "## `review.md.j2`（総括の Markdown）"


def section(heading: str) -> str:
    """Return the text under a ``##`` heading of the page."""
    _, found, below = read(TEMPLATES).partition(f"\n{heading}\n")
    assert found, heading
    return below.partition("\n## ")[0]


def shown_names(heading: str) -> list[str]:
    """Return the names for templates that a ``##`` section of the page shows."""
    return re.findall(r"^\| `([\w.]+)` \|", section(heading), re.MULTILINE)


def shown_loops(heading: str) -> list[str]:
    """Return the loops that a ``##`` section of the page shows, the outer before the inner."""
    return list(dict.fromkeys(re.findall(r"{% for [a-z, ]+ in [\w.]+ %}", section(heading))))


def test_the_templates_page_describes_every_key_of_the_excel_look(project: Workspace) -> None:
    look = project.read("templates/results.toml")
    look = look.replace("[font]", "[font]\nzzz = 1").replace("[colour]", "[colour]\nzzz = 1")
    look = look.replace("[mark]", "[mark]\nzzz = 1\n")
    project.write("templates/results.toml", look.replace("[[column]]", "[[column]]\nzzz = 1", 1))
    outcome = project.run("render", "plans/2019", "--format", "xlsx")
    hints = [known_keys(line) for line in outcome.err.split("\n") if "ここに書けるのは" in line]
    sections = ("### `[font]`", "### `[colour]`", "### `[mark]`", "### `[[column]]`")
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


#: A plan with something to show in every handout.
FULL = {
    "plans/full/plan.toml": """\
title = "計画"
office = "課"
fiscal_year = 2024
years = ["R4", "R7"]
comment = ["総じて順調。"]
[judgement]
scheme = "index-100"
[[field]]
id = "horei"
heading = "根拠法令"
handouts = ["実施結果"]
[[direction]]
id = "kurashi"
name = "暮らし"
points = ["順調。"]
""",
    "plans/full/kurashi.toml": """\
[[direction]]
id = "koho-1"
name = "広報"

[[item]]
id = "goal"
name = "満足度"
kind = "goal"
indicator = [{ name = "満足度", unit = "%", baseline = 0, target = { R7 = 50 }, actual = { R6 = 40 } }]

[[item]]
id = "kpi"
name = "利用"
kind = "kpi"
indicator = [{ name = "利用者", unit = "人", baseline = 0, target = { R6 = 50 }, actual = { R6 = 40 } }]

[[item]]
id = "koho"
name = "広報事業"
direction = "koho-1"
departments = ["総務部 広報課"]
indicator = [{ name = "回数", unit = "回", baseline = 0, target = { R6 = 0, R7 = 3 }, actual = { R6 = 2 } }]
result = { R6 = { done = true } }
""",
}


@pytest.mark.parametrize(
    ("template", "handout"),
    re.findall(r"^## `([\w-]+\.md\.j2)`（(?!総括)(\w+)の Markdown）", read(TEMPLATES), re.MULTILINE),
)
def test_every_name_of_the_templates_page_can_be_used_in_a_template(
    template: str, handout: str, workspace: MakeWorkspace
) -> None:
    heading = f"## `{template}`（{handout}の Markdown）"
    loops = shown_loops(heading)
    body = "".join(f"{{{{ {name} is defined }}}}" for name in shown_names(heading))
    text = "".join(loops) + body + "{% endfor %}" * len(loops)
    made = workspace(FULL | {f"templates/{template}": text})
    outcome = made.run("render", "full", "--handout", handout, "--format", "md", "--draft")
    assert (outcome.code, outcome.err) == (0, "")
    assert set(re.findall("[A-Z][a-z]+", made.read(f"out/full/{handout}（案）.md"))) == {"True"}


def test_every_name_of_the_templates_page_can_be_used_in_the_template_of_all_handouts(
    workspace: MakeWorkspace,
) -> None:
    heading = "## `handout.md.j2`（どの資料にも使う Markdown）"
    loops, shown = shown_loops(heading), shown_names(heading)
    assert {"heading", "blocks", "block.rows"} <= set(shown)
    body = "".join(f"{{{{ {name} is defined }}}}" for name in shown)
    made = workspace(FULL | {"templates/handout.md.j2": "".join(loops) + body + "{% endfor %}" * len(loops)})
    assert made.run("render", "full", "--handout", "目次", "--format", "md").code == 0
    assert made.read("out/full/目次.md") == "True" * len(shown)


def test_every_name_of_the_templates_page_can_be_used_in_the_template_of_the_review(
    workspace: MakeWorkspace,
) -> None:
    shown = shown_names(REVIEW)
    assert {"title", "whole", "line.table", "course.verdicts"} <= set(shown)
    loops = shown_loops(REVIEW)
    body = "".join(f"{{{{ {name} is defined }}}}" for name in shown)
    files = {"templates/review.md.j2": "".join(loops) + body + "{% endfor %}" * len(loops)}
    for year in ("2019", "2020"):
        files[f"plans/{year}/plan.toml"] = HEAD.replace("2019", year)
        files[f"plans/{year}/kurashi.toml"] = ITEM
    made = workspace(files)
    assert made.run("review", "2019", "2020", "--out", "out", "--draft").code == 0
    assert made.read("out/2019-2020/総括（案）.md") == "True" * len(shown)


def test_every_name_of_the_templates_page_can_be_used_in_the_template_of_reminders(
    workspace: MakeWorkspace,
) -> None:
    heading = "## `reminder.md.j2`（調査票の督促）"
    loops = [
        loop for loop in shown_loops(heading) if "query" not in loop
    ]  # nothing has come back to be asked
    shown = [name for name in shown_names(heading) if not name.startswith("query.")]
    body = "".join(f"{{{{ {name} is defined }}}}" for name in shown)
    files = {"plans/2019/plan.toml": HEAD, "plans/2019/kurashi.toml": ITEM}
    files["templates/reminder.md.j2"] = "".join(loops) + body + "{% endfor %}" * len(loops)
    made = workspace(files)
    assert made.run("collect", "status", "2019", "--remind", "out").code == 0
    assert made.read("out/総務部_広報課.md") == "True" * len(shown)


def test_the_templates_page_has_a_section_for_every_template() -> None:
    found = re.findall(r"^## `([\w.-]+\.j2)`", read(TEMPLATES), re.MULTILINE)
    listed = re.findall(r"^\| `templates/([\w.-]+\.j2)` \|", read(TEMPLATES), re.MULTILINE)
    assert sorted(found) == sorted(listed)
    assert set(found) >= {file.name for file in (ROOT / "templates").glob("*.j2")}


@pytest.mark.parametrize("template", sorted(file.name for file in (ROOT / "templates").glob("*.j2")))
def test_the_templates_page_describes_every_name_the_templates_use(template: str, project: Workspace) -> None:
    heading = next(line for line in read(TEMPLATES).split("\n") if line.startswith(f"## `{template}`"))
    environment = Environment(autoescape=True)
    environment.filters["anchor"] = str
    tree = environment.parse(project.read(f"templates/{template}"))
    used = meta.find_undeclared_variables(tree)
    assert used <= {name.split(".")[0] for name in shown_names(heading)}


def test_the_templates_page_lists_the_filters_a_template_may_use() -> None:
    line = next(line for line in read(TEMPLATES).split("\n") if line.startswith("`abs`"))
    assert line.replace("`", "").split() == sorted({*sandbox._FILTERS, "anchor", "join"})
