"""The least program that parses every version of every file of a plan: one ``git log``, one ``git cat-file``, tomli."""

from __future__ import annotations

import subprocess

import tomli
import typer


def main(plan: str) -> None:
    """Parse each distinct file once, and print how many there are."""
    listed = git("log", "--reverse", "--format=%h %cd %an %s", "--raw", "--no-abbrev", "--", plan)
    blobs = dict.fromkeys(
        line.split()[3]
        for line in listed.decode().splitlines()
        if line.startswith(":") and line.endswith(".toml")
    )
    out = git("cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in blobs).encode())
    at = 0
    for _ in blobs:
        end = out.index(b"\n", at)
        size = int(out[at:end].split()[2])
        tomli.loads(out[end + 1 : end + 1 + size].decode())
        at = end + size + 2
    typer.echo(str(len(blobs)))


def git(*arguments: str, stdin: bytes = b"") -> bytes:
    """Return what git prints."""
    return subprocess.run(["git", *arguments], input=stdin, capture_output=True, check=True).stdout


if __name__ == "__main__":
    typer.run(main)
