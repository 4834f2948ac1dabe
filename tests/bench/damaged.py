"""Damaged forms, thousands of them: ``python -m tests.bench.damaged 10000``. Prints what is wrong with what was recorded."""

# ruff: noqa: T201 - what it found on standard output is what it is for

from __future__ import annotations

import sys
import time

from tests.collecting.damaged_forms import Year


def main() -> None:
    """Read that many damaged forms, from a first number on."""
    count, first = (int(number) for number in [*sys.argv[1:], "10000", "0"][:2])
    started, whole, faults = time.perf_counter(), 0, []
    for seed in range(first, first + count):
        outcome = Year.small().damaged(seed)
        whole += len(outcome.recorded()) == len(outcome.year.answers)
        faults += [f"{seed}: {fault}" for fault in outcome.faults()]
    seconds = time.perf_counter() - started
    print(f"{count} 通、{seconds:.0f} 秒。すべて取り込めた {whole} 通、誤り {len(faults)} 件")
    print("\n".join(faults))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
