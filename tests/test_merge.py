"""``dxplan merge``: what two people have done to one file, field by field."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from dxplan.format.editing import set_values
from tests.conftest import ROOT, MakeWorkspace, Workspace
from tests.repositories import alone

Facts = dict[tuple[str, ...], Any]

BASE = """\
# 令和元年度の広報
[[item]]
id = "koho"
name = "広報事業"  # 仮の名称
departments = ["総務部 広報課"]
overview = "県の取組を知らせる。"

# 年度の初めに見直した
[[item.indicator]]
name = "発行回数"
unit = "回"
target = 12
actual = { R1 = 10 }

[item.result]
done = true
report = \"\"\"
・広報誌を発行した。
・動画を作った。
・研修を開いた。\"\"\"

[[item]]
id = "kensyu"
name = "研修事業"
departments = ["総務部 広報課"]
"""


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    alone(monkeypatch)


def merged(
    place: Workspace, base: str | bytes, ours: str | bytes, theirs: str | bytes
) -> tuple[int, str, str]:
    """Return exit code, text and what was said of a merge; the files merged stay what they are."""
    texts = {"base.toml": base, "ours.toml": ours, "theirs.toml": theirs}
    for name, text in texts.items():
        place.write(name, text)
    outcome = place.run("merge", *texts, "--out", "both.toml")
    assert {name: place.read(name) for name in texts} == {
        name: text if isinstance(text, str) else text.decode() for name, text in texts.items()
    }
    return outcome.code, place.read("both.toml"), outcome.err


def changed(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


NEW = '\n[[item]]\nid = "{}"\nname = "新しい事業"\ndepartments = ["総務部 広報課"]\n'


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        pytest.param(
            [("target = 12", "target = 10  # 見直し")],
            [("R1 = 10", "R1 = 11")],
            [("target = 12", "target = 10  # 見直し"), ("R1 = 10", "R1 = 11")],
            id="fields beside each other",
        ),
        pytest.param(
            [('unit = "回"', 'unit = "回"\nbaseline = 3')],
            [("target = 12", "# 国の目標\ntarget = 20")],
            [("target = 12", "baseline = 3\n# 国の目標\ntarget = 20")],
            id="a new field above a changed one",
        ),
        pytest.param(
            [("{ R1 = 10 }", "{ R1 = 10, R3 = 30 }")],
            [("{ R1 = 10 }", '{ R1 = 11, R2 = "約20" }')],
            [("{ R1 = 10 }", '{ R1 = 11, R2 = "約20", R3 = 30 }')],
            id="years of one value",
        ),
        pytest.param(
            [("・広報誌を発行した。", "・広報誌を12回発行した。")],
            [("・研修を開いた。", "・研修を二度開いた。"), ("done = true", "done = false")],
            [
                ("・広報誌を発行した。", "・広報誌を12回発行した。"),
                ("・研修を開いた。", "・研修を二度開いた。"),
                ("done = true", "done = false"),
            ],
            id="lines of one text",
        ),
        pytest.param(
            [('name = "発行回数"', 'name = "発行部数"')],
            [("R1 = 10", "R1 = 11"), ('unit = "回"', 'unit = "部"')],
            [
                ('name = "発行回数"', 'name = "発行部数"'),
                ("R1 = 10", "R1 = 11"),
                ('unit = "回"', 'unit = "部"'),
            ],
            id="an indicator renamed, and changed",
        ),
        pytest.param(
            [("  # 仮の名称", "  # 確定"), ('"研修事業"', '"職員研修"')],
            [('name = "広報事業"', 'name = "広報広聴事業"')],
            [
                ('name = "広報事業"  # 仮の名称', 'name = "広報広聴事業"  # 確定'),
                ('"研修事業"', '"職員研修"'),
            ],
            id="a comment behind a changed field",
        ),
    ],
)
def test_what_plain_git_cannot_merge_is_merged_by_what_it_means(
    ours: list[tuple[str, str]],
    theirs: list[tuple[str, str]],
    both: list[tuple[str, str]],
    workspace: MakeWorkspace,
) -> None:
    place = workspace()
    sides = changed(BASE, *ours), changed(BASE, *theirs)
    for mine, other in (sides, sides[::-1]):
        assert merged(place, BASE, mine, other) == (0, changed(BASE, *both), "")


def test_two_new_items_at_one_place_stand_in_the_order_of_their_ids(workspace: MakeWorkspace) -> None:
    place = workspace()
    ours, theirs = BASE + NEW.format("koza"), BASE + "\n# 国の補助" + NEW.format("anzen")
    both = BASE + "\n# 国の補助" + NEW.format("anzen") + NEW.format("koza")
    assert merged(place, BASE, ours, theirs) == (0, both, "")
    assert merged(place, BASE, theirs, ours) == (0, both, "")


def test_items_that_two_people_have_moved_stand_where_each_has_put_them(workspace: MakeWorkspace) -> None:
    one, two, three, four, five = (NEW.format(id_) for id_ in ("ichi", "ni", "san", "shi", "go"))
    added = '\n[[item.indicator]]\nname = "研修"\n'
    base = one + two + three + four + five
    ours, theirs = one + two + three + five + four + added, one + three + four + five + two
    expected = one + three + five + four + added + two
    for mine, other in ((ours, theirs), (theirs, ours)):
        code, text, err = merged(workspace(), base, mine, other)
        found = {item["id"]: item for item in tomllib.loads(text)["item"]}
        assert (code, err, [*found]) == (
            0,
            "",
            [*{item["id"]: 0 for item in tomllib.loads(expected)["item"]}],
        )
        assert [id_ for id_, item in found.items() if "indicator" in item] == ["shi"]


def test_an_item_that_two_people_have_moved_elsewhere_is_a_conflict(workspace: MakeWorkspace) -> None:
    one, two, three, four = (NEW.format(id_) for id_ in ("ichi", "ni", "san", "shi"))
    base, ours, theirs = one + two + three + four, two + three + one + four, two + three + four + one
    assert merged(workspace(), base, ours, theirs)[0] == 1


def test_a_file_that_both_have_made_has_the_items_of_both(workspace: MakeWorkspace) -> None:
    one, other = NEW.format("a").lstrip(), NEW.format("b").lstrip()
    assert merged(workspace(), "", other, one) == (0, f"{one}\n{other}", "")


def test_what_both_have_added_alike_is_there_once(workspace: MakeWorkspace) -> None:
    """Plain git sees no conflict in it: the lines stand at different places."""
    added = '\n[[item.indicator]]\nname = "視聴回数"\nunit = "回"\n'
    ours = changed(BASE, ("actual = { R1 = 10 }\n", "actual = { R1 = 10 }\n" + added + "target = 5\n"))
    theirs = changed(BASE, ("\n# 年度の初めに見直した", added + "target = 5\n\n# 年度の初めに見直した"))
    code, text, _ = merged(workspace(), BASE, ours, theirs)
    assert (code, [each["name"] for each in tomllib.loads(text)["item"][0]["indicator"]]) == (
        0,
        ["視聴回数", "発行回数"],
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "between", "said"),
    [
        pytest.param(
            [("target = 12", "target = 10"), ('"研修事業"', '"職員研修"')],
            [("target = 12", "target = 11"), ("R1 = 10", "R1 = 9")],
            "<<<<<<< ours\ntarget = 10\n=======\ntarget = 11\n>>>>>>> theirs\nactual = { R1 = 9 }\n",
            "「koho」の「発行回数」の目標値を、両方が別の値に変えています。",
            id="one field, two values",
        ),
        pytest.param(
            [("{ R1 = 10 }", "{ R1 = 11 }")],
            [("{ R1 = 10 }", "{ R1 = 9, R2 = 1 }")],
            "<<<<<<< ours\nactual = { R1 = 11 }\n=======\nactual = { R1 = 9, R2 = 1 }\n>>>>>>> theirs\n",
            "「koho」の「発行回数」の実績値を、両方が別の値に変えています。",
            id="one year, two values",
        ),
        pytest.param(
            [('\n[[item]]\nid = "kensyu"\nname = "研修事業"\ndepartments = ["総務部 広報課"]\n', "")],
            [('"研修事業"', '"職員研修"')],
            '<<<<<<< ours\n=======\n\n[[item]]\nid = "kensyu"\nname = "職員研修"\n'
            'departments = ["総務部 広報課"]\n>>>>>>> theirs\n',
            "「kensyu」を、片方が消し、もう片方が変えています。",
            id="taken out, and changed",
        ),
        pytest.param(
            [("・動画を作った。", "・動画を三本作った。")],
            [("・動画を作った。", "・動画を作り、配った。")],
            "<<<<<<< ours\n・動画を三本作った。\n=======\n・動画を作り、配った。\n>>>>>>> theirs\n・研修を開いた。",
            "「koho」の取組実績・成果等を、両方が別の値に変えています。",
            id="one line of a text",
        ),
    ],
)
def test_what_both_have_changed_is_a_conflict_and_nothing_beside_it(
    ours: list[tuple[str, str]],
    theirs: list[tuple[str, str]],
    between: str,
    said: str,
    workspace: MakeWorkspace,
) -> None:
    code, text, err = merged(workspace(), BASE, changed(BASE, *ours), changed(BASE, *theirs))
    assert (code, between in text, text.count("<<<<<<<")) == (1, True, 1)
    assert f"both.toml: {said}" in err
    assert '"職員研修"' in text or '"研修事業"' in text


def test_a_file_that_is_no_toml_is_merged_by_its_lines(workspace: MakeWorkspace) -> None:
    broken = changed(BASE, ('name = "広報事業"', 'name = "広報事業'))
    assert merged(workspace(), BASE, broken, changed(BASE, ("target = 12", "target = 1")))[:2] == (
        0,
        changed(broken, ("target = 12", "target = 1")),
    )


@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_bom_that_one_side_has_changed_are_kept(bom: str, workspace: MakeWorkspace) -> None:
    ours = bom + changed(BASE, ("target = 12", "target = 10")).replace("\n", "\r\n")
    theirs = changed(BASE, ("R1 = 10", "R1 = 11"))
    expected = bom + changed(BASE, ("target = 12", "target = 10"), ("R1 = 10", "R1 = 11")).replace(
        "\n", "\r\n"
    )
    for mine, other in ((ours, theirs), (theirs, ours)):
        code, text, _ = merged(workspace(), BASE, mine, other)
        assert (code, text) == (0, expected)


def test_without_git_it_says_so_and_writes_nothing(
    workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = workspace({"a.toml": BASE})
    monkeypatch.setenv("PATH", "")
    outcome = place.run("merge", "a.toml", "a.toml", "a.toml", "--out", "b.toml")
    assert (outcome.code, "git を動かせません" in outcome.err, [*place.files()]) == (2, True, ["a.toml"])


# Whatever two people do -----------------------------------------------------------------------------------------------


def facts(text: str) -> Facts:
    """Return every fact of a file by the id of its item and the name of its indicator, wherever it stands."""
    return {way: value for item in tomllib.loads(text)["item"] for way, value in _facts(item, (item["id"],))}


def _facts(table: Mapping[str, Any], way: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _facts(value, (*way, key))
        elif isinstance(value, list) and isinstance(value[0], dict):
            for each in value:
                yield from _facts(each, (*way, key, each["name"]))
        else:
            yield (*way, key), value


def some_change(text: str, chance: random.Random) -> str:
    """Return a text after something that a person, or ``dxplan record``, does to it."""
    items = tomllib.loads(text)["item"]
    number = chance.randrange(len(items))
    at, indicators = ("item", number), items[number].get("indicator", [])
    blocks, lines, some = text.split("\n[[item]]\n"), text.split("\n"), chance.randrange(9)
    match chance.randrange(9):
        case 0:
            return set_values(text, [((*at, chance.choice(["name", "overview", "goal"])), f"文{some}")])
        case 1 | 2 if indicators:
            which = chance.randrange(len(indicators))
            return set_values(text, [((*at, "indicator", which, chance.choice(["target", "actual"])), some)])
        case 3:
            report = f"報告{some}\n・続き{chance.randrange(9)}"
            return set_values(text, [((*at, "result", chance.choice(["report", "reason"])), report)])
        case 4 if all(each["name"] != f"指標{some}" for each in indicators):
            return set_values(text, [((*at, "indicator", len(indicators), "name"), f"指標{some}")])
        case 5 if f'"n{some}"' not in text:
            new = NEW.format(f"n{some}").removeprefix("\n[[item]]\n")
            return "\n[[item]]\n".join([*blocks[: number + 2], new, *blocks[number + 2 :]])
        case 6 if len(items) > 3:
            return "\n[[item]]\n".join([*blocks[: number + 1], *blocks[number + 2 :]])
        case 7:
            moved = [*blocks[1 : number + 1], *blocks[number + 2 :], blocks[number + 1]]
            return "\n[[item]]\n".join([blocks[0], *(f"{block.rstrip()}\n" for block in moved)])
        case _:
            line = chance.choice([n for n, each in enumerate(lines) if re.match("name|target|goal", each)])
            comment = f"# 確認{some}"
            lines[line] = f"{comment}\n{lines[line]}" if some % 2 else f"{lines[line]}  {comment}"
            return "\n".join(lines)


_CONTESTED = object()


def _three_way(base: Any, ours: Any, theirs: Any) -> Any:
    return theirs if ours in (base, theirs) else ours if theirs == base else _CONTESTED


@pytest.mark.parametrize("seed", range(30))
def test_whatever_two_people_do_nothing_of_it_is_lost_and_nothing_else_comes(
    seed: int, workspace: MakeWorkspace
) -> None:
    place, chance = workspace(), random.Random(seed)  # noqa: S311 - no secret
    items = (ROOT / "plans" / "2019" / "fukko.toml").read_text("utf-8").split("[[item]]")
    base = "\n[[item]]".join(["", *(f"{item.rstrip()}\n" for item in items[1:6])])
    ours = theirs = base
    for _ in range(chance.randrange(1, 5)):
        ours = some_change(ours, chance)
    for _ in range(chance.randrange(1, 5)):
        theirs = some_change(theirs, chance)
    code, text, _ = merged(place, base, ours, theirs)
    back, backward, _ = merged(place, base, theirs, ours)
    assert code == back
    was, mine, other = map(facts, (base, ours, theirs))
    wanted = {
        way: _three_way(was.get(way), mine.get(way), other.get(way)) for way in {**was, **mine, **other}
    }
    if code == 0:
        assert text == backward
        found = facts(text)
        assert found == {way: value for way, value in wanted.items() if value is not None}
    else:
        gone = {way[0] for way in mine} ^ {way[0] for way in other}
        order = [[item["id"] for item in tomllib.loads(each)["item"]] for each in (base, ours, theirs)]
        assert _CONTESTED in wanted.values() or gone & {way[0] for way in was} or order[1] != order[2]
    for comment in set(re.findall("# 確認[0-9]", ours + theirs)):
        assert comment in text
