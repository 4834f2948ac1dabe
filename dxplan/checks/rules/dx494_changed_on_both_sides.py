"""マージした両方で変わった項目

git は行が離れていれば、同じ項目の変更でも黙って合わせます。片方が目標を下げ、もう片方が前の目標のつもりで理由を書いた、
というような食い違いは、衝突になりません。マージしたばかりの計画で、両方が違うように変えた項目を知らせます。
何が変わったかは dxplan diff --merge が両方を並べて示します。合わせた結果でよければ、次のコミットからは知らせません。

悪い例（片方が target を 12 から 10 にし、もう片方が理由を書いた）:

    target = 10
    actual = 10

    [item.result]
    reason = "台風のため、目標の12回に届かなかった。"

良い例:

    target = 12
    actual = 10

    [item.result]
    reason = "台風のため、目標の12回に届かなかった。"

確かめた結果をすぐに残すなら、項目に書きます:

    ignore = [{ code = "DX494", reason = "両方の変更を読んで確かめた" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.format.keys import key_at
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.comparing.plans import RowChange

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find items that several sides of the merge that has just been made have changed."""
    items = {assessment.item.id: assessment.item for assessment in subject.items}
    for each in subject.changed_by_both:
        if each.id not in items:
            continue
        item = items[each.id]
        told = "、もう片方は".join(_told(change) for change in each.changes if change)
        yield Diagnostic(
            source=item.source.child("id"),
            message=f"「{item.name}」は、マージした両方で変わっています（片方は{told}）。",
            hint="dxplan diff --merge で両方の変更を並べ、合わせた結果でよいか確かめてください。",
        )


def _told(change: RowChange) -> str:
    """Return what a side has changed."""
    if change.before is None or change.after is None:
        return "廃止" if change.before else "新規"
    keys = [key_at(("item", "result") if text.year else ("item",), text.key) for text in change.texts]
    keys += [key_at(("item",), name) for name in change.others]
    told = [key.title for key in keys if key]
    told += [f"指標「{indicator.name}」" for indicator in change.indicators]
    return "・".join(dict.fromkeys(told)) or "ほかの欄"
