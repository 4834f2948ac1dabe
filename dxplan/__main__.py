"""Entry point: ``dxplan`` and ``python -m dxplan``."""

from __future__ import annotations

import contextlib
import gc
import os
import sys


def main() -> None:
    """Run the command line. ``--version`` answers before anything else is imported."""
    if sys.argv[1:] == ["--version"]:
        from dxplan import __version__

        sys.stdout.write(f"dxplan {__version__}\n")
        return
    # A command lives for seconds and leaves few cycles behind: at Python's default the collector takes a tenth of
    # the time, most of it looking through what imports have made. So many objects no plan of 10,000 items has; what
    # is left open for days is still tidied.
    gc.set_threshold(10_000_000, 20, 20)
    from dxplan.cli import run

    outcome = run()
    # Everything is written and closed by now. To take all modules and objects apart would be another twentieth of
    # the time; the system takes them back at once (mypy ends in the same way).
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(outcome)


if __name__ == "__main__":
    main()
