"""Templates that users edit, and templates from strangers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dxplan.handouts.results import FIELDS
from tests.conftest import ITEM, ROOT, Workspace

Small = Callable[[str], Workspace]
MD = "out/2019/実施結果.md"
RESULT = '\n[item.result]\ndone = true\nreport = "行った。"\n'


def render(made: Workspace, template: str) -> str:
    made.write("templates/results.md.j2", template)
    outcome = made.run("render", "2019", "--format", "md")
    assert outcome.code == 0, outcome.err
    return made.read(MD)


def refused(made: Workspace, template: str) -> str:
    made.write("templates/results.md.j2", template)
    outcome = made.run("render", "2019", "--format", "md")
    assert outcome.code == 2
    assert not (made.path / MD).exists()
    return outcome.err


def test_the_workspaces_own_template_wins(small: Small) -> None:
    assert render(small(ITEM + RESULT), "{{ plan.title }}だけ") == "ICTアクションプラン2019だけ"


def test_the_folder_on_the_command_line_wins_over_it(small: Small) -> None:
    made = small(ITEM + RESULT)
    made.write("templates/results.md.j2", "作業場所")
    made.write("mine/results.md.j2", "指定")
    assert made.run("render", "2019", "--format", "md", "--templates", "mine").code == 0
    assert made.read(MD) == "指定"


def test_a_template_for_one_handout_wins_over_the_one_for_all(small: Small) -> None:
    made = small(ITEM + RESULT + '\n[[item.milestone]]\nhalf = "上期"\nstate = "順調"\n')
    made.write(
        "templates/handout.md.j2", "{{ heading }} {% for block in blocks %}{{ block.kind }} {% endfor %}"
    )
    made.write("templates/contents.md.j2", "{{ heading }} {{ entries[0].text }}")
    arguments = ("--handout", "目次", "--handout", "ロードマップ", "--format", "md")
    assert made.run("render", "2019", *arguments).code == 0
    assert made.read("out/2019/目次.md") == "ICTアクションプラン2019　目次 1　暮らし"
    assert made.read("out/2019/ロードマップ.md") == (
        "ICTアクションプラン2019　ロードマップ（令和元年度） heading table heading table "
    )


def test_a_template_folder_that_is_not_there_is_said(small: Small) -> None:
    outcome = small(ITEM + RESULT).run("render", "2019", "--templates", "nowhere")
    assert outcome.code == 2
    assert "ひな形のフォルダ「nowhere」がありません。" in outcome.err


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("一行目\n{{ plan.titel }}", "templates/results.md.j2:2: ひな形の「titel」という名前はありません。"),
        ("\n\n{{ titel }}", "templates/results.md.j2:3: ひな形の「titel」という名前はありません。"),
        ("{% for row in %}", "templates/results.md.j2:1: ひな形の書き方に誤りがあります"),
        ("\n{% include 'x' %}", "templates/results.md.j2:2: "),
        ("{{ plan.title / 2 }}", "templates/results.md.j2:1: ひな形を実行できません"),
    ],
)
def test_errors_name_the_line(small: Small, template: str, message: str) -> None:
    assert message in refused(small(ITEM + RESULT), template)


@pytest.mark.parametrize(
    "template",
    [
        "{{ plan.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ plan.rate.__init__.__globals__ }}",
        "{{ plan.title.upper() }}",
        "{{ '{0.__class__}'.format(plan) }}",
        "{{ 'a' * 1000000000 }}",
        "{{ [0] * 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{% set a = 'xxxxxxxx' %}{% set a = a ~ a %}{{ a }}",
        "{% set a = 'x' + 'x' %}{{ a }}",
        "{{ lipsum(1000) }}",
        "{% for i in range(100000000) %}{% endfor %}",
        "{{ 'x' | center(1000000000) }}",
        "{{ cycler.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{% macro a() %}{{ 'x' }}{{ a() }}{% endmacro %}{{ a() }}",
    ],
)
def test_a_strangers_template_can_do_nothing_but_print(small: Small, template: str) -> None:
    assert "Traceback" not in refused(small(ITEM + RESULT), template)


def test_a_template_cannot_fill_the_memory(small: Small) -> None:
    doubling = "{% set a0 %}" + "x" * 1000 + "{% endset %}"
    doubling += "".join(f"{{% set a{n + 1} %}}{{{{ a{n} }}}}{{{{ a{n} }}}}{{% endset %}}" for n in range(40))
    assert "許されない操作" in refused(small(ITEM + RESULT), doubling + "{{ a40 }}")


def test_the_look_is_edited_in_a_plain_file(small: Small) -> None:
    from tests.rendering.test_handouts import sheet

    made = small(ITEM + RESULT)
    look = (ROOT / "templates" / "results.toml").read_text(encoding="utf-8")
    parts = look.split("[[column]]")
    look = "[[column]]".join([parts[0], parts[3].replace("width = 20", "width = 33"), parts[1]])
    made.write("templates/results.toml", look.replace("DDE6F0", "FFCC00").replace("size = 9 ", "size = 10 "))
    assert made.run("render", "2019", "--format", "xlsx").code == 0
    page = sheet(made, "1 暮らし")
    assert [cell.value for cell in page[2]] == ["施策（事業）名称", "整理\n番号"]
    assert [cell.value for cell in page[3]] == ["広報事業", 1]
    assert page.column_dimensions["A"].width == 33
    assert page["A2"].fill.fgColor.rgb == "00FFCC00"
    assert page["A3"].font.size == 10


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_the_only_column(small: Small, field: str) -> None:
    from tests.rendering.test_handouts import sheet

    made = small(ITEM + RESULT)
    look = (ROOT / "templates" / "results.toml").read_text(encoding="utf-8")
    column = f'[[column]]\nfield = "{field}"\nheading = "{{year}}の列"\nwidth = 20\n'
    made.write("templates/results.toml", look.partition("[[column]]")[0] + column)
    assert made.run("render", "2019", "--format", "xlsx").code == 0
    assert [cell.value for cell in sheet(made, "1 暮らし")[2]] == ["R元年度の列"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("size = 9 ", 'size = "9" ', "DX201"),
        ("size = 9 ", "size = 900 ", "DX204"),
        ("size = 9 ", "sise = 9 ", "DX203"),
        ('field = "name"', 'field = "nama"', "DX204"),
        ('"DDE6F0"', '"blue"', "DX204"),
        ("[colour]", "[color]", "DX203"),
        ("[font]", "[font", "DX104"),
    ],
)
def test_a_mistake_in_the_look_is_shown_like_one_in_a_plan(
    small: Small, old: str, new: str, message: str
) -> None:
    made = small(ITEM + RESULT)
    look = (ROOT / "templates" / "results.toml").read_text(encoding="utf-8")
    assert old in look
    made.write("templates/results.toml", look.replace(old, new))
    outcome = made.run("render", "2019")
    assert outcome.code == 1
    assert "templates/results.toml:" in outcome.err
    assert message in outcome.err
    assert not (made.path / "out").exists()
