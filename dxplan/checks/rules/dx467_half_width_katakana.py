"""半角カタカナ

半角のカタカナや句読点（､ ｡ ｢ ｣ ･）は、全角と別の文字として扱われ、メールや古いシステムで文字化けします。

悪い例:

    report = "適切に運用し､円滑に処理した。"
    overview = "ﾎｰﾑﾍﾟｰｼﾞで公開する。"

良い例:

    report = "適切に運用し、円滑に処理した。"
    overview = "ホームページで公開する。"

正しければ、項目に書きます:

    ignore = [{ code = "DX467", reason = "システムの名称のとおり" }]
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING

_HALF_WIDTH: Final = "[\uff61-\uff9f]+"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find half-width katakana and punctuation."""
    texts = subject.everything
    if not any("\uff61" <= character <= "\uff9f" for character in texts.characters):
        return
    for hit in texts.hits(_HALF_WIDTH):
        right = unicodedata.normalize("NFKC", hit.piece)
        yield Diagnostic(
            source=hit.text.source,
            message=f"「{hit.piece}」が半角です。",
            hint=f"全角で「{right}」と書いてください。",
            phrase=hit.piece,
            replacement=right if hit.alone else None,
        )
