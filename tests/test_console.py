"""Any console: cp932, the C locale, pipes, 80 columns, NO_COLOR."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.conftest import ITEM, Workspace

Small = Callable[[str], Workspace]
CONSOLES = [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "cp932"}, {"PYTHONIOENCODING": "ascii"}, {"NO_COLOR": "1"}]


@pytest.mark.parametrize("environment", CONSOLES, ids="-".join)
@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["record", "--help"],
        ["validate", "--strict"],
        ["classify", "2019"],
        ["classify", "2019", "--json"],
        ["classify", "2019", "--explain", "3-11"],
        ["status", "2019"],
        ["list", "2019"],
        ["list", "2019", "--json"],
        ["render", "2019"],
    ],
    ids=" ".join,
)
def test_every_command_works(real: Workspace, arguments: list[str], environment: dict[str, str]) -> None:
    done = real.process(*arguments, stdin=b"", **environment)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "utf-8"])
def test_json_loses_nothing_in_any_encoding(small: Small, encoding: str) -> None:
    made = small(ITEM.replace("広報事業", "〜𠮷野家−①é"))
    done = made.process("classify", "2019", "--json", PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout.decode(encoding))["items"][0]["name"] == "〜𠮷野家−①é"


def test_cp932_shows_cousins_of_what_it_lacks(small: Small) -> None:
    made = small(ITEM.replace("広報事業", "〜−𠮷"))
    done = made.process("list", "2019", PYTHONIOENCODING="cp932")
    assert "～－〓" in done.stdout.decode("cp932")


@pytest.mark.parametrize(
    "arguments", [["classify", "2019"], ["status", "2019"], ["list", "2019"]], ids=" ".join
)
def test_tables_fit_eighty_columns(real: Workspace, arguments: list[str]) -> None:
    from dxplan.values.widths import cells

    lines = real.run(*arguments).out.splitlines()
    table = [line for line in lines if not line.startswith(("  ", "人が", "ふくしま"))]
    assert len(table) > 5
    # ambiguous characters such as ○ may count two here and one in the table
    assert max(cells(line.replace("─", "-").replace("█", "#")) for line in table) <= 82
    assert "…" not in "".join(table)


def test_colour_only_on_a_terminal(real: Workspace) -> None:
    assert b"\x1b" not in real.process("classify", "2019").stdout


def test_a_pipe_that_closes_early_is_no_error(real: Workspace) -> None:
    command = f"{sys.executable} -m dxplan list 2019 --json | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=real.path, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "arguments", [["list", "2019"], ["classify", "2019"], ["status", "2019"], ["validate"]], ids=" ".join
)
def test_a_strangers_plan_cannot_command_the_terminal(small: Small, arguments: list[str]) -> None:
    made = small(
        ITEM.replace("広報事業", r"広報\u001b]0;x\u0007事業") + "targte = 1\n" * (arguments == ["validate"])
    )
    done = made.process(*arguments)
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"\x07" not in done.stdout + done.stderr


def test_what_is_said_while_recording_is_harmless_too(small: Small) -> None:
    made = small(ITEM.replace("広報事業", r"広報\u001b[31m事業"))
    assert "広報␛[31m事業" in made.run("record", "2019", "koho", "--done").err
    assert "\x1b" not in made.run("record", "2019", stdin="q\n").err


def test_standard_input_may_be_cp932(small: Small) -> None:
    made = small(ITEM)
    done = made.process(
        "record", "2019", "koho", "--done", "--report", "-", stdin="研修を開いた。".encode("cp932")
    )
    assert done.returncode == 0
    assert 'report = "研修を開いた。"' in made.read("plans/2019/kurashi.toml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_report_file_may_come_from_notepad(small: Small, encoding: str) -> None:
    made = small(ITEM)
    made.write("report.txt", "研修を①回開いた。".encode(encoding))
    assert made.run("record", "2019", "koho", "--done", "--report-file", "report.txt").code == 0
    assert 'report = "研修を①回開いた。"' in made.read("plans/2019/kurashi.toml")


def test_a_report_file_that_is_no_text_is_refused(small: Small) -> None:
    made = small(ITEM)
    made.write("report.txt", b"PK\x03\x04\x81\x20")
    outcome = made.run("record", "2019", "koho", "--done", "--report-file", "report.txt")
    assert outcome.code == 2
    assert "UTF-8 でも Shift_JIS でもありません。" in outcome.err
