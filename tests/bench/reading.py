"""``dxplan validate`` up to where the bare script ends: reading and its checks, without those of the 照査."""

from __future__ import annotations

import gc
import sys


def main(argument: str) -> bool:
    """Read a plan; return whether anything was found."""
    gc.set_threshold(100_000, 20, 20)  # as in dxplan/__main__.py
    from dxplan import cli
    from dxplan.workspace.opening import read_folder

    cli.make_application(["validate"])
    return bool(read_folder(argument).content.findings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
