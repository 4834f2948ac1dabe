"""What several commands are given: a plan, some plans, an item of a plan; and what a shell offers for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import typer

from dxplan.model.findings import DxplanError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dxplan.model.revisions import Revision
    from dxplan.workspace.opening import PlanFolder


#: What is offered whatever the plan.
_OF_NO_PLAN: Final = ("plans", "codes", "handouts")


def offered(what: str) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """Return what tells a shell the values of an argument or option: a function of ``workspace/offering.py``."""

    def offer(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from dxplan.workspace import offering

        found: Callable[..., list[tuple[str, str]]] = getattr(offering, what)
        if what in _OF_NO_PLAN:
            return found(incomplete)
        # Behind an option that waits for its value nothing is parsed yet.
        plan = ctx.params.get("plan") or next(iter(ctx.params.get("plans") or ctx.args), "")
        return found(plan, incomplete)

    return offer


def year_of(asked: str) -> Any:  # noqa: ANN401 - typer's options are private
    """Return the option of a fiscal year of a plan of several; ``asked`` says what is done with it."""
    return typer.Option(
        None,
        "--year",
        metavar="年度",
        help=f"何年かの計画で、{asked}年度（R5）。",
        autocompletion=offered("years"),
    )


AS_OF: Final[Any] = typer.Option(
    None, "--as-of", metavar="DATE|REV", help="この日や git の版（HEAD~3、タグ）での計画を使う。"
)


def revision_of(as_of: str | None) -> Revision | None:
    """Return the version that ``--as-of`` names, which is said; None where it was not given."""
    if as_of is None:
        return None
    from dxplan.output import console
    from dxplan.workspace.revisions import find_revision

    revision = find_revision(as_of)
    console.say(revision.words)
    return revision


def opened(argument: str, year: str | None, revision: Revision | None) -> PlanFolder:
    """Read what a PLAN argument means, or meant in a revision, to be judged for a year."""
    if revision is None:
        from dxplan.workspace.opening import read_folder

        return read_folder(argument, year)
    from dxplan.workspace.revisions import read_as_of

    return read_as_of(argument, revision, year)


PLAN: Final[Any] = typer.Argument(
    metavar="PLAN", help="計画（plans/2019、または 2019）。", autocompletion=offered("plans")
)
PLANS: Final[Any] = typer.Argument(
    metavar="PLAN...", help="計画（plans/2019、または 2019）。", autocompletion=offered("plans")
)
SOME_PLANS: Final[Any] = typer.Argument(
    None, metavar="[PLAN]...", help="計画（plans/2019、または 2019）。", autocompletion=offered("plans")
)
ITEM: Final[Any] = typer.Argument(
    None,
    metavar="[ITEM]",
    help="項目の id、整理番号（1-3）、名称かその一部。",
    autocompletion=offered("items"),
)


def day_of(option: str, text: str | None) -> date | None:
    """Return the day that an option was given, None if it was not; what is no day is refused."""
    from dxplan.values.dates import parse_date

    if text is None:
        return None
    day = parse_date(text)
    if day is None:
        raise DxplanError(
            f"{option} の「{text}」を日付として読めません。", f"{option} 2020-04-24 のように書いてください。"
        )
    return day


def working_day(on: str | None) -> date:
    """Return the day of ``--on``, today if it was not given."""
    from datetime import date

    return day_of("--on", on) or date.today()  # noqa: DTZ011 - the day on which people sit at their desks


def formats_named(wanted: str) -> list[str]:
    """Return the formats that ``--format`` names, in their usual order."""
    from dxplan.output.formats import format_names

    names, known = [name.strip() for name in wanted.split(",") if name.strip()], format_names()
    if not names or any(name not in known for name in names):
        hint = f"{'、'.join(known)}、または {','.join(known)} と書いてください。"
        raise DxplanError(f"--format に「{wanted}」は使えません。", hint)
    return [name for name in known if name in names]
