"""Work over several files, killed or failing at every file operation: all of it or nothing, and true words about it."""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from dxplan import cli
from tests.conftest import HEAD, ITEM, MakeWorkspace, NewWorkspace, Workspace

#: A plan of three directions, each with something that ``--fix`` corrects.
DIRECTIONS = ("kurashi", "sangyo", "gyosei")
FILES = {
    "plans/2019/plan.toml": HEAD
    + "".join(f'\n[[direction]]\nid = "{id_}"\nname = "{id_}"\n' for id_ in DIRECTIONS[1:]),
    **{
        f"plans/2019/{id_}.toml": ITEM.replace('"koho"', f'"{id_}-1"').replace(
            "県の取組", "ＩＣＴ研修とICT講習とICT教室とICT相談で県の取組"
        )
        for id_ in DIRECTIONS
    },
}
FIX = ("validate", "2019", "--fix")
#: What touches a file, and is therefore where a process can die or the system can refuse.
TOUCHES = ("open", "os.rename", "os.remove", "os.link", "os.mkdir", "shutil.copyfile")


class Kill(NamedTuple):
    """The process dies."""


Fault = Kill | OSError
FULL, FORBIDDEN = OSError(28, "No space left on device"), PermissionError(13, "Permission denied")


def with_fault(fault: Fault, at: int, made: Workspace, *arguments: str) -> int:
    """Run ``dxplan`` in a process that meets a fault the so-manieth time it touches a file; what it says goes to "said".

    Returns its exit code, 77 where it does not touch as many.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads that the child has no need of
        child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = at

    def hook(event: str, about: tuple[object, ...]) -> None:
        nonlocal left
        if event not in TOUCHES or left < 0 or not str(about[0]).startswith(str(made.path)):
            return
        if event == "open" and not (isinstance(about[2], int) and about[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        left -= 1
        if left < 0 and isinstance(fault, Kill):
            os._exit(9)
        if left < 0 and isinstance(fault, OSError):
            raise fault

    code = 99
    try:
        os.chdir(made.path)
        said = io.StringIO()
        sys.stdout = sys.stderr = said
        sys.addaudithook(hook)
        code = cli.run(arguments)
        reached, left = left < 0, -1
        made.write("said", said.getvalue())
        code = code if reached else 77
    finally:
        os._exit(code)


def every_fault(new: NewWorkspace, fault: Fault, *arguments: str) -> Iterator[Workspace]:
    """Run a command with a fault at each of its file operations, in a new workspace each; yield what it left."""
    for at in range(100):
        made = new(f"{at}")
        code = with_fault(fault, at, made, *arguments)
        if code == 77:
            assert at > 10  # else the faults did not strike at all
            return
        assert code in ((9,) if isinstance(fault, Kill) else (0, 2)), (at, code)
        yield made
    raise AssertionError("no end of file operations")


@pytest.fixture
def planned(new: NewWorkspace) -> Callable[[str], Workspace]:
    """Make a workspace of a name with the plan of three directions in it."""

    def make(name: str) -> Workspace:
        made = new(name)
        for file, text in FILES.items():
            made.write(file, text)
        return made

    return make


def fixed(made: Workspace) -> list[bool]:
    """Return which of the files of directions are corrected."""
    return ["ＩＣＴ" not in made.read(f"plans/2019/{id_}.toml") for id_ in DIRECTIONS]


def leftovers(made: Workspace) -> list[str]:
    """Return what is there beside the plan and should not be."""
    names = (name for name in made.files() if Path(name).name.startswith("."))
    return [name for name in names if not name.endswith("/.gitignore")]


def test_a_killed_fix_is_taken_back_by_the_next_command(planned: Callable[[str], Workspace]) -> None:
    torn = 0
    for made in every_fault(planned, Kill(), *FIX):
        was_torn = len(set(fixed(made))) > 1
        torn += was_torn
        said = made.run("validate", "2019").err
        assert len(set(fixed(made))) == 1, made.path
        assert ("書き込む前に戻しました。" in said) >= was_torn
        assert made.run("record", "2019", "1-1", "--done").code == 0
        assert leftovers(made) == [], made.path
        made.run(*FIX)
        assert fixed(made) == [True] * 3
    assert torn >= 2  # else the faults did not strike where it hurts


@pytest.mark.parametrize("fault", [FULL, FORBIDDEN], ids=["full", "forbidden"])
def test_a_failing_fix_leaves_the_files_as_it_says(
    planned: Callable[[str], Workspace], fault: OSError
) -> None:
    for made in every_fault(planned, fault, *FIX):
        said = made.read("said")
        if fixed(made) == [True] * 3:
            assert said.endswith("3か所を直しました。\n")
        else:
            assert {name: made.read(name) for name in FILES} == FILES, made.path
            assert "エラー: " in said
            assert "直しました" not in said
        made.run("record", "2019", "1-1", "--done")
        assert leftovers(made) == [], made.path


def test_a_killed_init_hinders_no_second_one(new: NewWorkspace) -> None:
    for made in every_fault(new, Kill(), "init", "見本"):
        again = made.run("init", "見本")
        assert again.code == 0 or "すでにあります" in again.err
        plan = next(name for name in made.files() if name.endswith("plan.toml"))
        assert len([name for name in made.files() if not Path(name).name.startswith(".")]) == 6, made.path
        assert made.run("validate", plan, "--strict").code == 0
        assert again.code == 2 or leftovers(made) == [], made.path


def test_a_killed_rollover_hinders_no_second_one(planned: Callable[[str], Workspace]) -> None:
    for made in every_fault(planned, Kill(), "rollover", "2019"):
        again = made.run("rollover", "2019")
        assert again.code == 0 or "すでに計画があります" in again.err
        made.run("record", "2020", "1-1", "--done")
        assert len([name for name in made.files() if name.startswith("plans/2020/")]) == 4, made.path


def test_a_killed_making_of_forms_leaves_nothing_beside_them(planned: Callable[[str], Workspace]) -> None:
    make = ("collect", "make", "2019", "--format", "csv", "--replace")
    for made in every_fault(planned, Kill(), *make):
        assert made.run(*make).code == 0
        assert set(leftovers(made)) <= {".dxplan.lock"}, made.path  # of nobody: the next takes it


def test_a_killed_render_leaves_no_old_beside_new(planned: Callable[[str], Workspace]) -> None:
    for made in every_fault(planned, Kill(), "render", "2019", "--draft", "--out", "out"):
        assert made.run("render", "2019", "--draft", "--out", "out").code == 0
        assert sorted(Path(name).name for name in made.files() if name.startswith("out")) == [
            "データ（案）.xlsx",
            "実施結果（案）.md",
            "実施結果（案）.xlsx",
        ]


@pytest.mark.parametrize(
    "journal",
    [
        '{"mark": "0123abcd", "files": {"../../memo.txt": false}}',
        '{"mark": "0123abcd", "files": {"/etc/hosts": false}}',
        '{"mark": "../../x", "files": {"kurashi.toml": true}}',
        '{"mark": 1, "files": {"kurashi.toml": true}}',
        '{"mark": "0123abcd"}',
        "[" * 100_000,
        "{",
        "",
    ],
)
def test_a_strangers_journal_leads_nowhere(workspace: MakeWorkspace, journal: str) -> None:
    made = workspace({**FILES, "memo.txt": "大事", "plans/2019/.dxplan.journal": journal})
    before = made.files()
    outcome = made.run("validate", "2019")
    assert outcome.code == 2
    assert "エラー: 書き込みの控え plans/2019/.dxplan.journal を読めません。" in outcome.err
    assert made.files() == before


def test_what_could_not_be_taken_back_is_taken_back_later(
    workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor of Windows holds the third file, and by then another one the first."""
    made = workspace(FILES)
    rename: Callable[[Path, Path], Path] = Path.replace
    written: list[str] = []

    def replace(path: Path, target: Path) -> Path:
        if len(written) == 2 and target.suffix == ".toml":
            raise PermissionError(13, "Permission denied", str(target))
        written.extend([target.name] if target.suffix == ".toml" else [])
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        outcome = made.run(*FIX)
    assert outcome.code == 2
    assert "エラー: 書きかけの plans/2019/" in outcome.err
    assert "元のファイルはそのまま" not in outcome.err
    assert len(set(fixed(made))) == 2
    assert (
        "plans/2019 への前回の書き込みが途中で止まっていたので、書き込む前に戻しました。"
        in made.run("validate").err
    )
    assert {name: made.read(name) for name in FILES} == FILES
