"""Taking back what commands have written: undo, redo, log."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.conftest import ITEM, Workspace
from tests.test_record import INDICATOR, KURASHI, NEXT, SECOND
from tests.test_writing import Kill, with_fault

Small = Callable[[str], Workspace]
TEXT = ITEM + INDICATOR + SECOND + NEXT.replace("広聴事業", "広聴の事業　ＩＣＴとICTとICT")


def some_command(chance: random.Random) -> list[str]:
    """Return one of the commands that people type in the course of a year."""
    number = str(chance.randrange(20))
    item = chance.choice(["koho", "1-2"])
    return chance.choice(
        [
            ["record", "2019", "koho", "--actual", f"研修={number}", "--yes"],
            ["record", "2019", "koho", "--actual", f"参加者数={number}", "--provisional", "--yes"],
            ["record", "2019", item, "--report", f"{number}回開いた。\n\n次の段。", "--yes"],
            ["record", "2019", item, chance.choice(["--done", "--not-done"]), "--reason", number, "--yes"],
            ["record", "2019", item, "--clear", chance.choice(["actual", "report", "reason,done"]), "--yes"],
            ["record", "2019", "1-1", "--override", "未達", "--override-reason", number, "--yes"],
            ["validate", "2019", "--fix"],
            ["render", "2019", "--draft", "--format", "md", "--out", "out"],
            ["schema", "--out", "schema"],
        ]
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_fifty_commands_and_fifty_undos_leave_every_byte_as_it_was(small: Small, seed: int) -> None:
    made, chance = small(TEXT), random.Random(seed)  # noqa: S311 - no secret
    states = [made.files()]
    for _ in range(50):
        arguments = some_command(chance)
        outcome = made.run(*arguments)
        assert outcome.code == 0, (arguments, outcome.err)
        if made.files() != states[-1]:
            states.append(made.files())
    assert len(states) > 25
    for before in reversed(states[:-1]):
        assert made.run("undo").code == 0
        assert made.files() == before
    assert made.run("undo").err == "取り消せる操作はありません。\n"
    for after in states[1:]:
        assert made.run("redo").code == 0
        assert made.files() == after
    assert made.run("redo").err == "やり直せる操作はありません。\n"


def test_it_shows_what_it_takes_back(small: Small) -> None:
    made = small(ITEM)
    made.run("record", "2019", "koho", "--done")
    dry = made.run("undo", "--dry-run")
    assert "done = true" in made.read(KURASHI)
    assert "-done = true" in dry.out
    assert "取り消せます（--dry-run なので書き込んでいません）。" in dry.err
    done = made.run("undo")
    assert done.out == dry.out
    assert "1 record plans/2019 1-1 広報事業" in done.err
    assert "を取り消しました（dxplan redo でやり直せます）。" in done.err
    assert made.read(KURASHI) == ITEM


def test_what_was_changed_since_is_kept_and_the_difference_shown(small: Small) -> None:
    made = small(ITEM + NEXT)
    made.run("record", "2019", "koho", "--done")
    theirs = made.read(KURASHI).replace("広聴事業", "広聴の事業")
    made.write(KURASHI, theirs)
    outcome = made.run("undo")
    assert outcome.code == 2
    assert f"{KURASHI} は、その後に書き換えられています。" in outcome.err
    assert '-name = "広聴事業"\n+name = "広聴の事業"' in outcome.err
    assert "を取り消せません。" in outcome.err
    assert made.read(KURASHI) == theirs


def test_what_is_back_already_takes_back_nothing_older(small: Small) -> None:
    made = small(ITEM + NEXT)
    made.run("record", "2019", "koho", "--done")
    once = made.read(KURASHI)
    made.run("record", "2019", "kocho", "--done")
    made.write(KURASHI, once)  # git restore
    assert "は、すでに元に戻っています。" in made.run("undo").err
    assert made.read(KURASHI) == once
    made.run("undo")
    assert made.read(KURASHI) == ITEM + NEXT


def test_a_new_command_ends_what_could_be_made_again(small: Small) -> None:
    made = small(ITEM + NEXT)
    made.run("record", "2019", "koho", "--done")
    made.run("undo")
    made.run("record", "2019", "kocho", "--done")
    assert made.run("redo").err == "やり直せる操作はありません。\n"


def test_the_log_tells_who_wrote_what(small: Small) -> None:
    made = small(ITEM)
    assert made.run("log").err == "操作の控えはありません。\n"
    made.run("record", "2019", "koho", "--done")
    made.run("render", "2019", "--format", "md", "--out", "out")
    made.run("undo")
    lines = made.run("log").out.splitlines()
    assert lines[0].endswith("［取り消し済み］render 2019")
    assert lines[1].strip().startswith("out/2019/")
    assert lines[-2].endswith("record plans/2019 1-1 広報事業")
    assert lines[-1].strip() == KURASHI


def test_anothers_step_is_asked_about(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    made = small(ITEM)
    monkeypatch.setenv("LOGNAME", "sato")
    made.run("record", "2019", "koho", "--done")
    monkeypatch.setenv("LOGNAME", "suzuki")
    outcome = made.run("undo")
    assert (outcome.code, "別の人の操作なので、そのままです。" in outcome.err) == (2, True)
    assert "done" in made.read(KURASHI)
    assert made.run("undo", "--yes").code == 0
    assert made.read(KURASHI) == ITEM


def test_where_nothing_can_be_kept_the_result_is_written_all_the_same(small: Small) -> None:
    made = small(ITEM)
    made.write(".dxplan", "")
    outcome = made.run("record", "2019", "koho", "--done")
    assert outcome.code == 0
    assert "この書き込みは undo で取り消せません" in outcome.err
    assert "done = true" in made.read(KURASHI)


def test_a_refused_write_leaves_no_step(small: Small) -> None:
    made = small(ITEM)
    made.run("init", "plans/2019")
    assert made.run("log").err == "操作の控えはありません。\n"


def test_the_folder_keeps_itself_out_of_git(small: Small) -> None:
    made = small(ITEM)
    made.run("record", "2019", "koho", "--done")
    assert made.read(".dxplan/.gitignore").endswith("*\n")


@pytest.mark.parametrize(
    "file",
    ["../memo.txt", "/etc/hosts", "plans/../../memo.txt", ".dxplan/.gitignore"],
)
def test_a_strangers_step_leads_nowhere(small: Small, file: str) -> None:
    made = small(ITEM)
    made.run("record", "2019", "koho", "--done")
    (step,) = (made.path / ".dxplan" / "history").glob("*.json")
    step.write_text(step.read_text(encoding="utf-8").replace(KURASHI, file), encoding="utf-8")
    before = made.files()
    assert made.run("undo").err == "取り消せる操作はありません。\n"
    assert made.files() == before


def test_a_lost_content_is_told(small: Small) -> None:
    made = small(ITEM)
    made.run("record", "2019", "koho", "--done")
    for content in (made.path / ".dxplan" / "history").iterdir():
        if content.suffix != ".json":
            content.write_text("x", encoding="utf-8")
    before = made.files()
    outcome = made.run("undo")
    assert (outcome.code, "操作の控えが壊れていて" in outcome.err) == (2, True)
    assert made.files() == before


def test_an_undo_that_is_killed_is_whole_or_not_at_all(small: Small) -> None:
    """Two files at once, killed at every file operation; the next undo ends it."""
    for at in range(100):
        made = small(ITEM)
        made.run("render", "2019", "--draft", "--format", "md", "--out", "out")
        made.run("schema", "--out", "schema")
        with_schemas = made.files()
        code = with_fault(Kill(), at, made, "undo")
        made.path.joinpath("said").unlink(missing_ok=True)
        if code == 77:
            assert at > 5
            return
        made.run("validate", "2019")
        made.run("undo")
        left = {name for name in made.files() if name.startswith("schema/") and "/." not in name}
        assert left in (set(), {name for name in with_schemas if name.startswith("schema/")}), at
    raise AssertionError("no end of file operations")
