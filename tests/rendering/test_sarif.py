"""``validate --format sarif``: what code scanning reads, held against the requirements of SARIF 2.1.0."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from dxplan import __version__
from dxplan.checks.engine import load_checks
from dxplan.model.codes import CODES
from tests.conftest import HEAD, ITEM, ROOT, MakeWorkspace, Workspace

MakeSmall = Callable[[str], Workspace]


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    """Return the schema of an object of which SARIF knows more properties than dxplan writes."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


MESSAGE = closed(["text"], text={"type": "string", "minLength": 1})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
LANGUAGE = {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"}
NUMBER_FROM_1 = {"type": "integer", "minimum": 1}

#: §3.13 to §3.52 of the standard, as far as dxplan makes use of them: names, types, what must be there.
SARIF = closed(
    ["version", "runs"],
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "minItems": 1,
        "items": closed(
            ["tool", "results"],  # results may be left out only by a tool that did not look
            tool=closed(
                ["driver"],
                driver=closed(
                    ["name"],
                    name={"type": "string", "minLength": 1},
                    version={"type": "string"},
                    language=LANGUAGE,
                    rules={
                        "type": "array",
                        "uniqueItems": True,
                        "items": closed(
                            ["id"],
                            id={"type": "string", "minLength": 1},
                            name={"type": "string"},
                            shortDescription=MESSAGE,
                            fullDescription=MESSAGE,
                            help=MESSAGE,
                            defaultConfiguration=closed([], level=LEVEL),
                        ),
                    },
                ),
            ),
            language=LANGUAGE,
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            results={
                "type": "array",
                "items": closed(
                    ["message"],
                    ruleId={"type": "string"},
                    ruleIndex={"type": "integer", "minimum": 0},
                    level=LEVEL,
                    message=MESSAGE,
                    locations={
                        "type": "array",
                        "items": closed(
                            [],
                            physicalLocation=closed(
                                ["artifactLocation"],
                                artifactLocation=closed(
                                    ["uri"],
                                    # RFC 3986: ASCII, with % only before two hexadecimal digits
                                    uri={
                                        "type": "string",
                                        "pattern": r"^(?:[\w\-.~:/@!$&'()*+,;=]|%[0-9A-F]{2})+$",
                                    },
                                    uriBaseId={"type": "string"},
                                ),
                                region=closed(
                                    ["startLine"],
                                    startLine=NUMBER_FROM_1,
                                    startColumn=NUMBER_FROM_1,
                                    endColumn=NUMBER_FROM_1,
                                ),
                            ),
                            logicalLocations={
                                "type": "array",
                                "items": closed([], fullyQualifiedName={"type": "string"}),
                            },
                        ),
                    },
                ),
            },
        ),
    },
)
WRONG = (
    ITEM + '[[item.indicator]]\nname = "参加者数"\nunit = "人"\ntarget = 300\nactual = "１２０"\ndou = "R5"\n'
)


def sarif(made: Workspace, *plans: str) -> dict[str, Any]:
    """Return the only run of what ``validate --format sarif`` prints."""
    log = json.loads(made.run("validate", *plans, "--format", "sarif").out)
    assert [f"{e.json_path}: {e.message}" for e in Draft202012Validator(SARIF).iter_errors(log)] == []
    run: dict[str, Any] = log["runs"][0]
    return run


def test_without_findings_the_log_is_there_and_empty(small: MakeSmall) -> None:
    made = small(ITEM)
    run = sarif(made)
    assert run["results"] == []
    assert (run["tool"]["driver"]["name"], run["tool"]["driver"]["version"]) == ("dxplan", __version__)
    assert made.run("validate", "--format", "sarif").code == 0


def test_every_code_and_every_check_is_a_rule_once(small: MakeSmall) -> None:
    rules = {rule["id"]: rule for rule in sarif(small(ITEM))["tool"]["driver"]["rules"]}
    assert set(rules) == set(CODES) | {check.code for check in load_checks()}
    assert len(rules) == len(sarif(small(ITEM))["tool"]["driver"]["rules"])
    assert rules["DX203"]["shortDescription"]["text"] == "知らないキー"
    assert rules["DX203"]["help"]["text"].endswith("良い例:\n\n    target = 12")
    for check in load_checks():
        assert rules[check.code]["defaultConfiguration"]["level"] == check.severity.value
        assert rules[check.code]["shortDescription"]["text"] == check.title


def test_a_finding_stands_at_its_place_in_the_file(small: MakeSmall) -> None:
    made = small(WRONG)
    run = sarif(made)
    result = run["results"][0]
    assert (result["ruleId"], result["level"]) == ("DX203", "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "DX203"
    assert result["message"]["text"].startswith("「dou」というキーはありません。 「due」の間違い")
    place = result["locations"][0]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "plans/2019/kurashi.toml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 12, "startColumn": 1, "endColumn": 4},
    }
    assert place["logicalLocations"] == [{"fullyQualifiedName": "item[0].indicator[0].dou"}]
    assert made.run("validate", "--format", "sarif").code == 1


def test_columns_count_characters_as_the_log_says(small: MakeSmall) -> None:
    line = 'indicator = [{ name = "𠮷野家の数", unit = "件", target = 1, zzz = 1 }]'
    run = sarif(small(f"{ITEM}{line}\n"))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "zzz"


def test_results_are_the_findings_of_the_other_formats(small: MakeSmall) -> None:
    made = small(WRONG.replace('dou = "R5"\n', "") + "[item.result]\ndone = true\n")
    findings = json.loads(made.run("validate", "--format", "json").out)["diagnostics"]
    assert "warning" in {finding["severity"] for finding in findings}
    assert [
        (r["ruleId"], r["level"], r["locations"][0]["physicalLocation"]["region"]["startLine"])
        for r in sarif(made)["results"]
    ] == [(f["code"], f["severity"], f["line"]) for f in findings]


@pytest.mark.parametrize("folder", ["plans/2019 案", "plans/100%", "plans/令和元年度#1"])
def test_paths_are_written_as_uris(folder: str, workspace: MakeWorkspace) -> None:
    made = workspace({f"{folder}/plan.toml": HEAD, f"{folder}/kurashi.toml": "zzz = 1\n"})
    found = sarif(made)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(found) == f"{folder}/kurashi.toml"


def test_a_plan_outside_the_folder_has_a_whole_uri(small: MakeSmall) -> None:
    made = small("zzz = 1\n")
    (made.path / "elsewhere").mkdir()
    inside = Workspace(made.path / "elsewhere", made._run)
    artifact = sarif(inside, "2019")["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": (made.path / "plans" / "2019" / "kurashi.toml").as_uri()}


def test_the_log_has_the_same_bytes_every_time(real: Workspace) -> None:
    runs = [real.process("validate", "--format", "sarif", PYTHONHASHSEED=seed).stdout for seed in "17"]
    assert runs[0] == runs[1]


HOOKS = ROOT / ".pre-commit-hooks.yaml"


def test_the_hook_runs_for_every_plan_file_and_finds_what_validate_finds(small: MakeSmall) -> None:
    lines = HOOKS.read_text(encoding="utf-8").removeprefix("- ").splitlines()
    hook = dict(line.strip().split(": ", 1) for line in lines)
    assert hook["id"] == "dxplan-validate"
    assert (hook["language"], hook["pass_filenames"]) == ("python", "false")
    plans = [file.relative_to(ROOT).as_posix() for file in (ROOT / "plans").rglob("*.toml")]
    assert plans
    assert all(re.search(hook["files"], file) for file in plans)
    assert not re.search(hook["files"], "pyproject.toml")
    program, *arguments = hook["entry"].split()
    assert program == "dxplan"
    assert small(ITEM).run(*arguments).code == 0
    assert small(WRONG).run(*arguments).code == 1
