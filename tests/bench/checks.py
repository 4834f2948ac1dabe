"""What the checks find and what they invent: ``python -m tests.bench.checks`` (``-v`` names each case)."""

# ruff: noqa: T201 - a table on standard output is what it is for

from __future__ import annotations

import sys

from tests.checks import measure


def main(*, verbose: bool) -> None:
    """Print the numbers."""
    for name, title in (("planted", "植えた誤り"), ("held-out", "取り置きの誤り")):
        kinds = measure.by_kind(name)
        total = sum(found for found, _ in kinds.values()), sum(count for _, count in kinds.values())
        print(f"{title}: {total[0]}/{total[1]}")
        print("  " + "、".join(f"{kind} {found}/{count}" for kind, (found, count) in kinds.items()))
        for case in measure.cases(name) if verbose and name == "planted" else ():
            if not measure.found(case):
                print(f"  見つからない {case.kind} {case.number}: {' '.join(case.text.split())[:160]}")
    clean = [*measure.cases("planted"), *measure.cases("held-out"), *measure.cases("clean")]
    alarms = [(case, alarm) for case in clean for alarm in sorted(measure.false_alarms(case))]
    print(f"正しい項目の誤報: {len(alarms)}/{len(clean)}")
    for case, (code, key, message) in alarms if verbose else ():
        print(f"  {code} {key} {message}（{case.kind or case.why} {case.number}）")


if __name__ == "__main__":
    main(verbose="-v" in sys.argv[1:])
