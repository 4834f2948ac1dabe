"""The commands of README and docs run, and print what is shown under them."""

from __future__ import annotations

import re
import shlex
import shutil
from dataclasses import replace
from datetime import date
from itertools import takewhile

import pytest

from dxplan.commands import COMMANDS
from dxplan.values.years import long_year
from tests.conftest import Workspace
from tests.docs.documents import DOCUMENTS, README, fences, plain, read, rows_after, steps
from tests.repositories import alone, commit, git
from tests.setting import pdf_missing

#: Command lines that need the network or the whole source tree; everything else is run.
NOT_RUN = (
    "pip install .",
    "py -m pip install .",
    "pip install '.[test]' && pytest",
    "py -m pip wheel --no-deps -w wheels .",
    "py -m pip download --only-binary=:all: --platform win_amd64 --python-version 3.12 -d wheels . colorama",
    "py -m pip install --no-index --find-links wheels dxplan",
)

#: ``dxplan init`` makes a plan of the year in which it is run; the walk-through was written in this one.
WRITTEN = 2026


def this_year(text: str) -> str:
    """Return a text of the walk-through as it is when run today."""
    today = date.today()  # noqa: DTZ011 - the local fiscal year, as init takes it
    year = today.year - (today.month < 4)
    return text.replace(long_year(WRITTEN), long_year(year)).replace(str(WRITTEN), str(year))


def shows(shown: str, printed: str) -> bool:
    """Tell whether a document shows what was printed: ``…`` stands for lines left out, ``0000000`` for any commit."""
    pattern = "\n".join(".*" if line.strip() == "…" else re.escape(line) for line in plain(shown))
    pattern = re.sub(r"\b0{7}\b", "[0-9a-f]{7,}", pattern)
    return re.fullmatch(pattern, "\n".join(plain(printed)), re.DOTALL) is not None


def perform(place: Workspace, command: str) -> tuple[Workspace, str, int]:
    """Run one command as a shell would; return where one stands afterwards, what was printed, the exit code."""
    name, *arguments = shlex.split(command)
    if name == "cd":
        return replace(place, path=place.path / arguments[0]), "", 0
    if name == "mkdir":
        (place.path / arguments[0]).mkdir()
        return place, "", 0
    if name == "cp":
        copy = shutil.copytree if arguments[0] == "-r" else shutil.copy
        copy(place.path / arguments[-2], place.path / arguments[-1])
        return place, "", 0
    if name == "git":
        done = git(place, *arguments)
        return place, done.stdout, done.returncode
    assert name == "dxplan", f"{command}: not a command this test can run"
    outcome = place.run(*arguments)
    return place, outcome.out + outcome.err, outcome.code


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_a_document_does_what_the_document_shows(
    document: str, project: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch)
    place, section = project, 0
    for step in steps(read(document)):
        if step.section != section:
            place, section = project, step.section
        if step.command in NOT_RUN or ("--format pdf" in step.command and pdf_missing()):
            continue
        if step.command.startswith(">> "):
            file = this_year(step.command.removeprefix(">> "))
            place.write(file, f"{place.read(file)}\n{step.shown}")
            continue
        code, printed = 0, ""
        for command in this_year(step.command).removeprefix("pip install . && ").split(" && "):
            place, more, code = perform(place, command)
            printed += more
        where = f"{document}:{step.line}: {step.command}"
        if step.shown.strip():
            assert shows(this_year(step.shown), printed), f"{where}\n{printed}"
        else:
            assert code == 0, f"{where}\n{printed}"
            assert not (step.command.startswith("dxplan validate") and printed), f"{where}\n{printed}"


def test_the_readme_gives_the_two_commands_of_the_beginning_word_for_word() -> None:
    commands = [step.command for step in steps(read(README))]
    assert "pip install . && dxplan render plans/2019 --out out" in commands
    assert "pip install '.[test]' && pytest" in commands


def test_the_readme_shows_the_whole_classification_of_the_2019_plan() -> None:
    screen = next(step for step in steps(read(README)) if step.command == "dxplan classify plans/2019")
    assert "…" not in plain(screen.shown)
    assert "86.1%" in screen.shown


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_of_a_document_can_be_typed_in_powershell_too(document: str) -> None:
    for fence in fences(read(document)):
        if fence.kind == "powershell":
            assert "&&" not in fence.text
            assert "'" not in fence.text
    for step in steps(read(document)):
        if step.command.startswith("dxplan"):
            assert not re.search(r"[\\|<>$;*]", step.command), f"{document}:{step.line}"


def test_the_readme_lists_every_command_with_all_its_options(
    project: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    listed: dict[str, set[str]] = {}
    for usage, _, cell in rows_after(read(README), "## コマンド"):
        words = takewhile(lambda word: word.replace("-", "").islower(), usage.strip("`").split()[1:])
        listed[" ".join(words)] = set(re.findall(r"`(--[a-z-]+)`", cell))
    commands = []
    for command in re.findall(r"^│ ([a-z][a-z-]+) ", project.run("--help").out, re.MULTILINE):
        inner = re.findall(r"^│ ([a-z][a-z-]+) ", project.run(command, "--help").out, re.MULTILINE)
        commands += [f"{command} {each}" for each in inner] or [command]
    assert list(listed) == commands
    for command, options in listed.items():
        rows = re.findall(r"^│ (--.*)", project.run(*command.split(), "--help").out, re.MULTILINE)
        offered = {option for row in rows for option in re.findall(r"--[a-z-]+", re.split(r" {6}", row)[0])}
        offered |= {option for row in rows for option in re.findall(r"^--\S+ +(--[a-z-]+)", row)}
        assert options == offered - {"--help"}, command


@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_of_the_help_can_be_copied_and_run(
    command: str, project: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch)
    examples = re.findall(r"^   (dxplan .*)$", project.run(command, "--help").out, re.MULTILINE)
    assert examples
    if command in ("git-setup", "history", "diff"):
        commit(project, "計画")
    for example in examples:
        # What is recorded in the plan already is not to be replaced.
        shown = f"{example} --dry-run" if command == "record" else example
        _, printed, code = perform(project, shown)
        assert code in (0, 1), f"{example}\n{printed}"
