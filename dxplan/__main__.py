"""Entry point: ``dxplan`` and ``python -m dxplan``."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line. ``--version`` answers before anything else is imported."""
    if sys.argv[1:] == ["--version"]:
        from dxplan import __version__

        sys.stdout.write(f"dxplan {__version__}\n")
        return
    # A command lives for seconds and leaves few cycles behind: at Python's default the collector takes a tenth of
    # the time, most of it looking through what imports have made.
    gc.set_threshold(1_000_000, 20, 20)
    from dxplan.cli import run

    outcome = run()
    gc.freeze()  # the system takes everything back at once; the collector would first look through it three times
    sys.exit(outcome)


if __name__ == "__main__":
    main()
