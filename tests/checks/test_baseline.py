"""A plan taken over from older documents: what is known of it is written down once, and only what is new is shown."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.conftest import ITEM, Workspace

Small = Callable[[str], Workspace]
KNOWN = ITEM.replace("県の取組を知らせる。", "県の取組をを知らせる。")


def codes(made: Workspace, *arguments: str) -> list[str]:
    data = json.loads(made.run("validate", "2019", "--format", "json", *arguments).out)
    return [finding["code"] for finding in data["diagnostics"]]


def test_what_was_written_down_is_not_shown_again(small: Small) -> None:
    made = small(KNOWN)
    assert codes(made) == ["DX470"]
    assert (
        made.run("validate", "2019", "--write-baseline", "照査.json").err
        == "1件の知らせを 照査.json に書きました。\n"
    )
    assert made.run("validate", "2019", "--baseline", "照査.json", "--strict").code == 0


def test_a_known_finding_stays_known_when_its_item_is_moved(small: Small) -> None:
    made = small(KNOWN)
    made.run("validate", "2019", "--write-baseline", "base.json")
    other = ITEM.replace('"koho"', '"kocho"').replace("広報事業", "広聴事業")
    made.write("plans/2019/kurashi.toml", f"# 並べ替えた\n{other}\n{KNOWN}")
    assert codes(made, "--baseline", "base.json") == []


def test_the_same_mistake_in_another_item_is_new(small: Small) -> None:
    made = small(KNOWN)
    made.run("validate", "2019", "--write-baseline", "base.json")
    other = KNOWN.replace('"koho"', '"kocho"').replace("広報事業", "広聴事業")
    made.write("plans/2019/kurashi.toml", f"{KNOWN}\n{other}")
    assert codes(made, "--baseline", "base.json") == ["DX470"]


def test_the_same_slip_in_other_words_of_the_item_is_new(small: Small) -> None:
    made = small(KNOWN)
    made.run("validate", "2019", "--write-baseline", "base.json")
    made.write("plans/2019/kurashi.toml", KNOWN.replace("広報誌", "広報誌をを"))
    assert codes(made, "--baseline", "base.json") == ["DX470"]


def test_what_is_settled_is_told(small: Small) -> None:
    made = small(KNOWN)
    made.run("validate", "2019", "--write-baseline", "base.json")
    made.write("plans/2019/kurashi.toml", ITEM)
    outcome = made.run("validate", "2019", "--baseline", "base.json")
    assert outcome.err == "base.json の1件は、もうありません。--write-baseline で書き直せます。\n"


def test_an_error_of_writing_is_never_hidden(small: Small) -> None:
    made = small(ITEM + 'goall = "x"\n')
    made.run("validate", "2019", "--write-baseline", "base.json")
    assert codes(made, "--baseline", "base.json") == ["DX203"]


def test_the_file_has_a_line_for_each_finding_whatever_the_order(small: Small) -> None:
    made = small(KNOWN.replace("広報誌", "広報誌をを"))
    made.run("validate", "2019", "--write-baseline", "base.json")
    lines = made.read("base.json").split("\n")
    assert (lines[0], lines[-2:], len(lines)) == ("[", ["]", ""], 5)
    known = {"plan": "2019", "code": "DX470", "id": "koho", "passage": "広報誌ををを発行する。"}
    assert json.loads(lines[1].removesuffix(",")) == known
    assert json.loads(lines[2]) == known | {"passage": "県の取組をを知らせる。"}


def test_a_file_that_is_none_is_refused(small: Small) -> None:
    made = small(KNOWN)
    for text in ("{", "[1]", '[{"plan": "2019"}]', "[" * 100_000):
        made.write("base.json", text)
        outcome = made.run("validate", "2019", "--baseline", "base.json")
        assert outcome.code == 2
        assert "base.json は --baseline に使える形ではありません。" in outcome.err


def test_a_code_that_there_is_not_is_refused_rather_than_always_green(small: Small) -> None:
    made = small(KNOWN)
    assert made.run("validate", "2019", "--only", "DX999").code == 2
    assert codes(made, "--only", "DX411,DX470") == ["DX470"]
