"""Random plans, a thousand of them, in every handout and format: ``python -m tests.bench.pages 1000``. Prints what is wrong."""

# ruff: noqa: T201 - what it found on standard output is what it is for

from __future__ import annotations

import sys
import time

from tests.rendering.random_plans import random_plan
from tests.rendering.whole_pages import faults


def main() -> None:
    """Make the pages of that many plans, from a first number on."""
    count, first = map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (int(sys.argv[1]), 0)
    started, wrong = time.perf_counter(), 0
    for seed in range(first, first + count):
        for fault in faults(random_plan(seed)):
            wrong += 1
            print(f"{seed}: {fault}", flush=True)
    print(f"{count} 件の計画、{time.perf_counter() - started:.0f} 秒。誤り {wrong} 件")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
