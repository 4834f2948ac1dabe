"""``dxplan log``."""

from __future__ import annotations

import typer

from dxplan.output import console


def log(
    number: int = typer.Option(20, "--number", min=1, metavar="N", help="新しいものから、いくつ示すか。"),
) -> None:
    """どのコマンドが、いつ、誰のどのファイルを書いたかを、新しい順に示す。

    例:
        dxplan log --number 5
    """
    from dxplan.workspace.retracing import open_history

    steps = open_history().steps()
    if not steps:
        console.say("操作の控えはありません。")
        return
    from dxplan.output.terminal import console as terminal
    from dxplan.output.terminal import print_sentence

    out = terminal()
    for step in reversed(steps[-number:]):
        taken_back = "［取り消し済み］" if step.undone else ""
        print_sentence(out, f"{step.number:>4}  {step.at}  {step.by}  {taken_back}{step.what}")
        for name in step.after:
            print_sentence(out, f"      {name}")
