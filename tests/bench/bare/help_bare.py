"""The least a typer application with as many commands as dxplan does for ``--help``."""

from __future__ import annotations

import os

import typer

app = typer.Typer()


def command() -> None:
    """One command."""


for number in range(int(os.environ["BENCH_COMMANDS"])):
    app.command(f"command-{number}")(command)

app()
