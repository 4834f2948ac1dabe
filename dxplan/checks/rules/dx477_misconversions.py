"""変換の誤り

同じ読みの別の語です。前後の語から、そうは書かないと分かるものだけを知らせます。

悪い例:

    overview = "ICTへの感心を高める。"
    overview = "関係期間と連携する。"

良い例:

    overview = "ICTへの関心を高める。"
    overview = "関係機関と連携する。"

正しければ、項目に書きます:

    ignore = [{ code = "DX477", reason = "固有の名称のとおり" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.misconversions import MISCONVERSIONS
from dxplan.checks.prose.texts import PROSE
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find words beside which their neighbours show another word of the same reading to be meant."""
    texts = subject.written_and_names
    for each in MISCONVERSIONS:
        wrong, right = each.wrong, each.right
        for hit in texts.hits(each.pattern) if each.may_stand(texts) else ():
            yield Diagnostic(
                source=hit.text.source,
                message=f"「{hit.piece}」の「{wrong}」は、「{right}」の誤りのようです。",
                hint=f"「{hit.piece.replace(wrong, right)}」と書いてください。",
                phrase=hit.piece,
                replacement=hit.piece.replace(wrong, right) if hit.alone and hit.text.kind in PROSE else None,
            )
