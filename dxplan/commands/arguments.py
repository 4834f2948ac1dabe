"""What several commands are given: a plan, some plans, an item of a plan; and what a shell offers for each."""

from __future__ import annotations

from typing import Any, Final

import typer


def offered_plans(incomplete: str) -> list[str]:
    """Return the plans that a shell offers."""
    from dxplan.workspace.offering import plans

    return plans(incomplete)


def _items(ctx: typer.Context, incomplete: str) -> list[str]:
    from dxplan.workspace.offering import items

    return items(ctx.params.get("plan") or "", incomplete)


PLAN: Final[Any] = typer.Argument(
    metavar="PLAN", help="計画（plans/2019、または 2019）。", autocompletion=offered_plans
)
PLANS: Final[Any] = typer.Argument(
    metavar="PLAN...", help="計画（plans/2019、または 2019）。", autocompletion=offered_plans
)
ITEM: Final[Any] = typer.Argument(
    None, metavar="[ITEM]", help="項目の id、整理番号（1-3）、名称かその一部。", autocompletion=_items
)
