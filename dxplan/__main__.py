"""Entry point: ``dxplan`` and ``python -m dxplan``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. ``--version`` answers before anything else is imported."""
    if sys.argv[1:] == ["--version"]:
        from dxplan import __version__

        sys.stdout.write(f"dxplan {__version__}\n")
        return
    from dxplan.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
