"""What the checks find and what they invent: ``python -m tests.bench.checks``.

``-v`` names what is not found and what is invented, but nothing of what is held out: no rule is to be written on it.
``--texts FOLDER`` takes the full texts of the published documents (``001_….txt``, ``000_….txt`` …), puts them into the plans
of ``tests/published/seeds`` in place of their excerpts, and measures the known mistakes on these.
"""

# ruff: noqa: T201 - a table on standard output is what it is for

from __future__ import annotations

import argparse
import csv
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w

from dxplan.checks.engine import check_plan
from dxplan.format.reading import read_plan
from dxplan.judging.items import judge_plan
from tests.checks import measure
from tests.conftest import ROOT

if TYPE_CHECKING:
    from dxplan.model.findings import Diagnostic

SEEDS = ROOT / "tests" / "published" / "seeds"
#: The columns of overview, goal and report in the tables of a document, and how many columns a row has at least.
COLUMNS = {"001": (3, 4, 6, 8), "000": (8, 9, None, 16)}
#: What is no text: short cells, cells without kana, lines of a table of contents.
_TEXT = re.compile(r"(?=.{6,})(?=.*[ぁ-ん])(?!.*\.{3,})(?!.*…{2,})", re.DOTALL)


def main(*, verbose: bool, texts: Path | None) -> None:
    """Print the numbers."""
    if texts is not None:
        _published(texts, verbose=verbose)
        return
    for name, title in (("planted", "植えた誤り"), ("held-out", "取り置きの誤り")):
        kinds = measure.by_kind(name)
        total = sum(found for found, _ in kinds.values()), sum(count for _, count in kinds.values())
        print(f"{title}: {total[0]}/{total[1]}")
        print("  " + "、".join(f"{kind} {found}/{count}" for kind, (found, count) in kinds.items()))
        for case in measure.cases(name) if verbose and name == "planted" else ():
            if not measure.found(case) and not case.unfound:
                print(f"  見つからない {case.kind} {case.number}: {' '.join(case.text.split())[:160]}")
    for title, names in (("正しい項目", ("planted", "clean")), ("取り置き", ("held-out", "held-out-clean"))):
        clean = [case for name in names for case in measure.cases(name)]
        alarms = [(case, alarm) for case in clean for alarm in sorted(measure.false_alarms(case))]
        print(f"{title}の誤報: {len(alarms)}/{len(clean)}")
        for case, (code, key, message) in alarms if verbose and "held-out" not in names else ():
            print(f"  {code} {key} {message}（{case.kind or case.why} {case.number}）")


def _published(texts: Path, *, verbose: bool) -> None:
    """Print how many of the known mistakes are found on the full texts."""
    with (SEEDS / "known.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    for document in sorted({row[0][:3] for row in rows}):
        file = next(texts.glob(f"{document}*.txt"))
        found = _findings(document, file.read_text(encoding="utf-8"))
        codes: dict[str, bool] = {}
        certain = {row[0] for row in rows if row[6] == "○"}
        for mistake, place, code, phrase, *_ in rows:
            if mistake.startswith(document):
                seen = code != "-" and any(_is_it(each, place, code, phrase) for each in found)
                codes[mistake] = codes.get(mistake, True) and seen
        knowable = {mistake: seen for mistake, seen in codes.items() if mistake in certain}
        print(
            f"{document}: 知られた誤り {sum(codes.values())}/{len(codes)}、"
            f"知りうる確かな誤り {sum(knowable.values())}/{len(knowable)}、知らせ {len(found)}"
        )
        for mistake, seen in codes.items() if verbose else ():
            if not seen:
                print(f"  見つからない {mistake}")


def _is_it(found: tuple[Diagnostic, str], place: str, code: str, phrase: str) -> bool:
    """Whether a finding is that of a known mistake: its code, and its item's or the passage in whose text it is."""
    finding, text = found
    field = place.rpartition("/")[2].split(".")[0].split("[")[0]
    near = phrase in text or finding.phrase in phrase if phrase else field in finding.key
    return finding.code == code and near


def _findings(document: str, full: str) -> list[tuple[Diagnostic, str]]:
    """Return what is found in the plans of a document with its full texts, and the text of each finding."""
    found: list[tuple[Diagnostic, str]] = []
    for folder in sorted((SEEDS / document).iterdir()):
        files = {file.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.toml")}
        if folder == max((SEEDS / document).iterdir()):
            _put_in(files, document, full)
        written = {name: tomli_w.dumps(data).encode() for name, data in files.items()}
        content = read_plan(folder.name, f"plans/{folder.name}", written)
        if content.plan is None:
            raise AssertionError(content.findings)
        findings = content.place(check_plan(content.plan, judge_plan(content.plan)))
        found += [(finding, _text_of(files[Path(finding.source.path).name], finding)) for finding in findings]
    return found


def _text_of(data: Any, finding: Diagnostic) -> str:
    for key in finding.source.key:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return ""
    return data if isinstance(data, str) else ""


def _put_in(files: dict[str, dict[str, Any]], document: str, full: str) -> None:
    """Put the full texts into a plan: those of its rows into the items, in their order, all others as comments."""
    head = files["plan.toml"]
    lines = [line.split("\t") for line in full.split("\n")]
    items = [
        item for part in head["direction"] for item in files.get(f"{part['id']}.toml", {}).get("item", [])
    ]
    overview, goal, report, least = COLUMNS.get(document, (None, None, None, 10**6))
    rows = [line for line in lines if len(line) >= least and line[0].strip().isdigit()]
    numbered = {line[0].strip(): line for line in rows}
    ordered = iter(rows)
    for item in items if document in COLUMNS else ():
        line = next(ordered) if document == "001" else numbered.get(item["id"].partition("-")[2])
        if line is None or (document != "001" and "repost_of" in item):
            continue
        into = item.setdefault("printed", {}) if "repost_of" in item else item
        result = into if "repost_of" in item else item.get("result", {})
        for place, key, column in (
            (into, "overview", overview),
            (into, "goal", goal),
            (result, "report", report),
        ):
            if column is not None and line[column].strip():
                place[key] = line[column]
        # What stands in front of the overview are headings; the rest of the row is in the item's own fields.
        del line[overview:]
    for direction in head["direction"]:
        direction.pop("points", None)
    cells = (cell.strip() for line in lines for cell in line)
    head["comment"] = list(dict.fromkeys(filter(_TEXT.match, cells)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--texts", type=Path)
    asked = parser.parse_args()
    main(verbose=asked.verbose, texts=asked.texts)
