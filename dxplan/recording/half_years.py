"""An answer about half a year to the values that record it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.format.reading.milestones import parse_half
from dxplan.model import Progress
from dxplan.model.findings import DxplanError
from dxplan.values.years import handout_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.format.editing import Value
    from dxplan.model import Half, Item, KeyPath, Plan, Span
    from dxplan.recording.answers import Answer

#: The words of a milestone's state.
_STATES: Final = tuple(state.value for state in Progress)


def half_values(item: Item, answer: Answer, plan: Plan) -> Iterator[tuple[KeyPath, Value]]:
    """Yield the values to set in an item: in the milestone of the half, or in one more at the end of the item.

    Without a half, the state is that of the year, in a word of the plan's scheme.
    """
    span = plan.span
    told = {"progress": answer.progress, "state": answer.state}
    if answer.half is None:
        of_the_year = answer.state is None or plan.scheme.verdict(answer.state) is not None
        if answer.progress is not None or (not of_the_year and answer.state in _STATES):
            hint = f"--half {_example(span)} のように、上期か下期も書いてください。"
            raise DxplanError("どの半期に記録するかが書かれていません。", hint)
        return
    if all(value is None for value in told.values()):
        hint = '--state 順調、--progress "業者を選んだ。" のように書いてください。'
        raise DxplanError("半期に記録することが書かれていません。", hint)
    if answer.state is not None and answer.state not in _STATES:
        raise DxplanError(
            f"--state に「{answer.state}」は使えません。", f"{'、'.join(_STATES)} から選んでください。"
        )
    year, half = _half(answer.half, span)
    milestone = item.milestone(year, half)
    key = milestone.source.key if milestone else (*item.source.key, "milestone", len(item.milestones))
    if milestone is None:
        yield (*key, "half"), f"{short_year(year)}{half.value}"
    yield from (((*key, name), value) for name, value in told.items() if value is not None)


def half_line(item: Item, text: str, span: Span) -> str:
    """Return what is recorded for a half: ``R6上期: 順調　業者を選んだ。``."""
    year, half = _half(text, span)
    milestone = item.milestone(year, half)
    state = milestone.state.value if milestone and milestone.state else "状態の記録なし"
    progress = " ".join(milestone.progress.split()) if milestone else ""
    return f"{handout_year(year)}{half.value}: {state}　{progress}".rstrip()


def _half(text: str, span: Span) -> tuple[int, Half]:
    found = parse_half(text, span)
    if found is None or not span.first <= found[0] <= span.last:
        problem = "半期として読めません" if found is None else "この計画の期間にありません"
        hint = f"--half {_example(span)} のように、計画の年度と、上期か下期を書いてください。"
        raise DxplanError(f"「{text}」は{problem}。", hint)
    return found


def _example(span: Span) -> str:
    return f"{short_year(span.year)}上期"
