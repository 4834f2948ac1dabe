"""公表された達成度が、数字からの判定と違う

既に公表された資料から取り込んだ「目標の達成度」を、指標から判定し直した結果と比べます。
人が変えた判定（override）は、変えた後の判定と比べます。

悪い例:

    published = "目標達成"   # 指標は目標に届いていない

良い例: 指標の数字を確かめる。公表の判定が正しいなら、[item.result.override] に理由を書く。

正しければ、項目に書きます:

    ignore = [{ code = "DX433", reason = "達成度は公表のとおり" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.model.scheme import UNRECORDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.ERROR
_SPELLINGS: Final = {"計画通り実施": "計画どおり実施"}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Hold the published text of 目標の達成度 against the verdict; a text with a shortfall is 未達."""
    scheme = subject.plan.scheme
    for assessment in subject.items:
        result = assessment.result
        if result is None or not result.published or assessment.verdict == UNRECORDED:
            continue
        # The whole cell counts: 「・実証ほ設置数目標達成 ・導入面積…に対し、365ha」 is 未達.
        word = _SPELLINGS.get(result.published, result.published)
        published = scheme.verdict(word) or scheme.results[-1]
        if published != assessment.verdict:
            shown = result.published.replace("\n", " ")
            yield Diagnostic(
                source=result.source.child("published"),
                message=f"「{assessment.item.name}」の達成度は「{shown}」と公表されていますが、"
                f"判定は{assessment.verdict.label}です。",
                hint=f"規則は「{assessment.rule}」。指標の数字と公表の資料を確かめてください。",
            )
