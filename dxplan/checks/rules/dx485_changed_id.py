"""名前が同じ項目の id が、前年度と違う

前年度の計画の同じ名前の項目と、id が違います。id は年度をまたいで項目を結ぶので、変えると推移がつながりません。

悪い例（前年度は id = "kouza"）:

    id = "koza"
    name = "スマホ講座"

良い例:

    id = "kouza"
    name = "スマホ講座"

別の事業なら、項目に書きます:

    ignore = [{ code = "DX485", reason = "名前は同じだが、新しい事業" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find items that last year's plan has under another id, which this plan has no more."""
    ids = {assessment.item.id for assessment in subject.items}
    for assessment in subject.items:
        item = assessment.item
        before = subject.before_by_name.get(item.name)
        if before is None or item.id in subject.before or before.id in ids:
            continue
        yield Diagnostic(
            source=item.source.child("id"),
            message=f"「{item.name}」の id は、前年度の計画では「{before.id}」です。",
            hint=f'id = "{before.id}" と書いてください。',
        )
