"""公表された数の合計が合わない

展開方向ごとの数を足しても、公表された全体の数になりません。どちらかが写し間違いです。
福島県の総括では、令和3年度の目標達成項目が 10＋27＋16＋18＋37＝108 なのに、全体は 107 と印刷されていました。

悪い例:

    [published]
    items = 128
    achieved = 107   # 展開方向を足すと 108

良い例:

    [published]
    items = 128
    achieved = 108

正しければ、plan.toml に書きます:

    [checks]
    ignore = ["DX401"]    # 公表された全体の数のとおり
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.rounding import percentage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.ERROR
_NAMES: Final = {"items": "実施事業項目", "achieved": "目標達成項目"}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold the sum of the directions' published counts against the published whole."""
    plan = subject.plan
    parts = [direction.published for direction in plan.directions]
    whole = plan.published
    if whole is None or not parts:
        return
    for field, name in _NAMES.items():
        numbers = [getattr(part, field) for part in parts if part is not None]
        total = getattr(whole, field)
        if total is None or len(numbers) < len(parts) or None in numbers or sum(numbers) == total:
            continue
        rate = percentage(
            sum(numbers) if field == "achieved" else whole.achieved or 0,
            sum(numbers) if field == "items" else whole.items or 0,
            digits=plan.rate.digits,
            rounding=plan.rate.rounding,
        )
        yield Diagnostic(
            source=whole.source.child(field),
            message=f"全体の{name}は{total}と公表されていますが、{plan.direction_word}を足すと{sum(numbers)}です"
            f"（{'＋'.join(map(str, numbers))}）。",
            hint=f"どちらが正しいか、もとの資料で確かめてください。{sum(numbers)}なら全体の割合は{rate}%です。",
        )
