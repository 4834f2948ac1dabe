"""Run one command and print its wall time, CPU time (seconds) and peak memory (KiB).

Run as ``python -I -S child.py COMMAND…``: a process of its own and as small as can be, because the peak that the system
reports for a child is at least that of the process it was forked from.
"""

from __future__ import annotations

import os
import sys
import time


def main(command: list[str]) -> int:
    """Return the command's exit code."""
    nothing = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1)]
    started = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=nothing)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - started
    print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss)  # noqa: T201 - what it is for
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
