"""Time and memory of dxplan against bare scripts, run by turns: ``python -m tests.bench``.

It measures the ``dxplan`` beside the Python that runs it, so run it with the Python of an environment into which the
project was installed (``pip install .``). Prints the tables of docs/performance.md.
"""

# ruff: noqa: T201 - tables on standard output are what it is for

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from zipfile import ZipFile

from tests.bench.past import write_past

HERE = Path(__file__).parent
BARE = HERE / "bare"
PYTHON = sys.executable
DXPLAN = str(Path(PYTHON).parent / "dxplan")
SIZES = (108, 1_000, 10_000)
RUNS = {0: 21, 108: 15, 1_000: 7, 10_000: 3}
#: What is to be reached: CPU time against the bare script, and time per item at 10,000 against 1,000.
READING = "validate 照査の前まで"
GOALS = {"--version": 2.0, "--help": 1.2, READING: 1.2, "validate": 1.2, "render": 1.3}
PER_ITEM = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one program takes, the median of its runs: seconds and MiB."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One line of the table: a bare script and dxplan doing the same."""

    name: str
    items: int
    bare: Cost
    ours: Cost

    @property
    def ratio(self) -> float:
        """CPU time against the bare script's."""
        return self.ours.cpu / self.bare.cpu


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of items")
    parser.add_argument(
        "--only",
        choices=(
            "version",
            "help",
            "validate",
            "classify",
            "list",
            "record",
            "render",
            "review",
            "kpi",
            "collect",
            "history",
        ),
        help="measure this alone",
    )
    parser.add_argument("--runs", type=int, help="runs of each program instead of the usual number")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dxplan-bench-") as name:
        folder = Path(name)
        print(f"dxplan: {_installed_at(folder)}", file=sys.stderr)
        pairs = [] if options.only not in (None, "version", "help") else measure_start(folder, options)
        for size in map(int, options.sizes.split(",")):
            pairs += measure_plan(folder, size, options)
            pairs += measure_years(folder, size, options)
            pairs += measure_kpi_plan(folder, size, options)
            pairs += measure_forms(folder, size, options)
        pairs += measure_history(folder, options)
    print_pairs(pairs)
    print_per_item(pairs)


def measure_start(folder: Path, options: argparse.Namespace) -> list[Pair]:
    """Measure what comes before any work: ``--version`` and ``--help``."""
    programs = {
        "--version": ([PYTHON, "-c", "pass"], [DXPLAN, "--version"]),
        "--help": ([PYTHON, str(BARE / "help_bare.py"), "--help"], [DXPLAN, "--help"]),
    }
    return [
        measure(name, 0, bare, ours, folder, options.runs)
        for name, (bare, ours) in programs.items()
        if options.only in (None, name.removeprefix("--"))
    ]


def measure_plan(folder: Path, items: int, options: argparse.Namespace) -> list[Pair]:
    """Measure the commands on a synthetic plan."""
    if options.only not in (None, "validate", "classify", "list", "record", "render"):
        return []
    workspace = folder / f"plan-{items}"
    plan = workspace / "plans" / "2019"
    write("plan", plan, items)
    first = tomllib.loads((plan / "fukko.toml").read_text(encoding="utf-8"))["item"][0]
    actual, report = f"{first['indicator'][0]['name']}=12", "研修会を開いた。"
    record = ["plans/2019", "1-1", "--actual", actual, "--report", report]
    programs = {
        READING: ("validate_bare.py", ["plans/2019"], [PYTHON, str(HERE / "reading.py"), "plans/2019"]),
        "validate": ("validate_bare.py", ["plans/2019"], [DXPLAN, "validate", "plans/2019"]),
        "classify": ("classify_bare.py", ["plans/2019"], [DXPLAN, "classify", "plans/2019"]),
        "list": ("classify_bare.py", ["plans/2019"], [DXPLAN, "list", "plans/2019"]),
        "record": ("record_bare.py", ["plans/2019", first["id"], "12", report], [DXPLAN, "record", *record]),
    }
    pairs = []
    for name, (script, arguments, ours) in programs.items():
        if options.only not in (None, name.partition(" ")[0]):
            continue
        pairs.append(
            measure(name, items, [PYTHON, str(BARE / script), *arguments], ours, workspace, options.runs)
        )
    if options.only in (None, "render"):
        pairs.append(measure_handouts("render", "plans/2019", items, workspace, options))
    return pairs


def measure_handouts(name: str, plan: str, items: int, workspace: Path, options: argparse.Namespace) -> Pair:
    """Measure the making of all handouts of a plan; the bare script is told what stands in their cells."""
    ours = [DXPLAN, "render", plan, "--out", "out"]
    run(ours, workspace)
    made = sorted((workspace / "out" / Path(plan).name).glob("*.xlsx"))
    cells = workspace / "cells.json"
    told = {path.stem: read_cells(path) for path in made}
    cells.write_text(json.dumps(told, ensure_ascii=False, default=str), encoding="utf-8")
    bare = [PYTHON, str(BARE / "handout_bare.py"), plan, "cells.json", "bare"]
    pair = measure(name, items, bare, ours, workspace, options.runs)
    for path in made:
        counts = [_cells(file) for file in (workspace / "bare" / path.name, path)]
        if counts[0] != counts[1]:
            raise SystemExit(f"handout_bare.py writes {counts[0]} cells of {path.name}, dxplan {counts[1]}")
    return pair


def read_cells(workbook: Path) -> dict[str, list[list[Any]]]:
    """Return the rows of every sheet of a workbook."""
    from openpyxl import load_workbook

    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in load_workbook(workbook).worksheets
    }


def measure_years(folder: Path, items: int, options: argparse.Namespace) -> list[Pair]:
    """Measure the review of ten plans, each with so many items."""
    if options.only not in (None, "review"):
        return []
    workspace = folder / f"years-{items}"
    write("years", workspace / "plans", items)
    plans = sorted(f"plans/{path.name}" for path in (workspace / "plans").iterdir() if path.is_dir())
    bare = [PYTHON, str(BARE / "review_bare.py"), *plans]
    return [measure("review 10年分", items, bare, [DXPLAN, "review", *plans], workspace, options.runs)]


def measure_kpi_plan(folder: Path, indicators: int, options: argparse.Namespace) -> list[Pair]:
    """Measure a plan of four years with so many indicators."""
    if options.only not in (None, "kpi"):
        return []
    workspace = folder / f"kpi-{indicators}"
    write("kpi", workspace / "plans" / "kpi", indicators)
    bare = [PYTHON, str(BARE / "kpi_bare.py"), "plans/kpi"]
    ours = [DXPLAN, "classify", "plans/kpi"]
    return [
        measure("classify KPI計画", indicators, bare, ours, workspace, options.runs),
        measure_handouts("render KPI一覧", "plans/kpi", indicators, workspace, options),
    ]


def measure_forms(folder: Path, items: int, options: argparse.Namespace) -> list[Pair]:
    """Measure the making of all forms, 40 of them, with 10,000 items 400, and the reading of all that they answer."""
    if options.only not in (None, "collect"):
        return []
    workspace = folder / f"forms-{items}"
    write("forms", workspace / "plans" / "2019", items)
    bare = [PYTHON, str(BARE / "collect_bare.py"), "plans/2019", "bare"]
    ours = [DXPLAN, "collect", "make", "plans/2019", "--out", "ours", "--replace"]
    making = measure("collect make", items, bare, ours, workspace, options.runs)
    forms = [len(list((workspace / name).glob("*.xlsx"))) for name in ("bare", "ours")]
    if forms[0] != forms[1]:
        raise SystemExit(f"collect_bare.py writes {forms[0]} forms, dxplan {forms[1]}")
    write("unanswered", workspace / "plans" / "2019", items)
    bare = [PYTHON, str(BARE / "collect_read_bare.py"), "plans/2019", "ours"]
    ours = [DXPLAN, "collect", "read", "plans/2019", "ours", "--dry-run"]
    return [making, measure("collect read", items, bare, ours, workspace, options.runs)]


def measure_history(folder: Path, options: argparse.Namespace) -> list[Pair]:
    """Measure what was in 1,000 commits of a plan of 108 items: of one item, and all moved targets."""
    if options.only not in (None, "history"):
        return []
    items, commits = SIZES[0], 1_000
    workspace = folder / "past"
    write_past(workspace, items, commits)
    bare = [PYTHON, str(BARE / "history_bare.py"), "plans/2019"]
    programs = {"history ITEM": ["anzen-1", "2019"], "history --targets": ["2019", "--targets"]}
    return [
        measure(name, items, bare, [DXPLAN, "history", *arguments], workspace, options.runs)
        for name, arguments in programs.items()
    ]


def write(kind: str, folder: Path, size: int) -> None:
    """Write a synthetic plan."""
    subprocess.run([PYTHON, str(HERE / "synthetic.py"), kind, str(folder), str(size)], check=True)


def measure(name: str, items: int, bare: list[str], ours: list[str], folder: Path, runs: int | None) -> Pair:
    """Run both by turns, once beforehand to fill the caches of the disk."""
    print(f"{name} {items or ''}", file=sys.stderr)
    turns = [(run(bare, folder), run(ours, folder)) for _ in range((runs or RUNS.get(items, 3)) + 1)][1:]
    return Pair(
        name=name, items=items, bare=_median([b for b, _ in turns]), ours=_median([o for _, o in turns])
    )


def run(command: list[str], folder: Path) -> Cost:
    """Run one program once."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {"COLUMNS": "80", "BENCH_COMMANDS": str(_commands())}
    launcher = [PYTHON, "-I", "-S", str(HERE / "child.py"), *command]
    outcome = subprocess.run(
        launcher, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if outcome.returncode:
        raise SystemExit(f"{command} ended with {outcome.returncode}:\n{outcome.stderr}")
    wall, cpu, peak = map(float, outcome.stdout.split())
    return Cost(wall=wall, cpu=cpu, peak=peak / 1024)


def _cells(workbook: Path) -> list[int]:
    """Return the number of cells with a text or a number on each sheet."""
    with ZipFile(workbook) as archive:
        sheets = sorted(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        contents = [archive.read(name) for name in sheets]
    return [content.count(b"<v>") + content.count(b"<is>") for content in contents]


def _commands() -> int:
    """Return how many commands dxplan has."""
    from dxplan.commands import COMMANDS

    return len(COMMANDS)


def _installed_at(folder: Path) -> str:
    code = "import dxplan; print(dxplan.__file__)"
    return subprocess.run(
        [PYTHON, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        wall=median(cost.wall for cost in costs),
        cpu=median(cost.cpu for cost in costs),
        peak=median(cost.peak for cost in costs),
    )


def print_pairs(pairs: list[Pair]) -> None:
    """Print a line for each command and size."""
    print(
        "| 操作 | 項目 | 素のCPU秒 | dxplanのCPU秒 | CPU比 | 目標 | 実時間比 | 素のMB | dxplanのMB | メモリ比 |"
    )
    print("|:--|--:|--:|--:|--:|:--|--:|--:|--:|--:|")
    for pair in pairs:
        bare, ours = pair.bare, pair.ours
        goal = GOALS.get(pair.name)
        reached = "" if goal is None else f"≦{goal} {'○' if pair.ratio <= goal else '×'}"
        items = f"{pair.items:,}" if pair.items else ""
        print(
            f"| {pair.name} | {items} | {bare.cpu:.3f} | {ours.cpu:.3f} | {pair.ratio:.2f} | {reached} "
            f"| {ours.wall / bare.wall:.2f} | {bare.peak:.0f} | {ours.peak:.0f} | {ours.peak / bare.peak:.2f} |"
        )


def print_per_item(pairs: list[Pair]) -> None:
    """Print CPU time per item at the largest size against 1,000, start-up included and without it."""
    costs = {(pair.name, pair.items): pair.ours.cpu for pair in pairs}
    print(
        "\n| 操作 | 1項目あたりミリ秒（1,000） | （10,000） | 比 | 目標 | 起動を除いた比 |\n|:--|--:|--:|--:|:--|--:|"
    )
    for name in dict.fromkeys(pair.name for pair in pairs):
        if not all((name, size) in costs for size in SIZES):
            continue
        small, middle, large = (costs[name, size] for size in SIZES)
        per_item = [middle, large / 10]  # milliseconds, as 1,000 items take seconds
        net = (large - middle) / (SIZES[2] - SIZES[1]) / ((middle - small) / (SIZES[1] - SIZES[0]))
        ratio = per_item[1] / per_item[0]
        reached = "○" if ratio <= PER_ITEM else "×"
        print(
            f"| {name} | {per_item[0]:.2f} | {per_item[1]:.2f} | {ratio:.2f} | ≦{PER_ITEM} {reached} | {net:.2f} |"
        )


if __name__ == "__main__":
    main()
