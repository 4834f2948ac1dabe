"""働いていない ignore

知らないコードの ignore と、直したあとに残った ignore は、何も止めていません。残しておくと、同じ照査が後で見つけた
別の誤りを、黙って見逃します。

悪い例:

    ignore = [{ code = "DX999", reason = "公表のとおり" }]     # そういう照査はない
    ignore = [{ code = "DX434", reason = "公表のとおり" }]     # 目標を直したので、もう何も知らせていない

良い例:

    ignore = [{ code = "DX434", reason = "目標は公表のとおり。次年度に見直す" }]

正しければ、plan.toml に書きます:

    [checks]
    ignore = ["DX491"]    # 次の年度の資料でまた要る
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find ignored codes that no check has, and those whose check finds nothing there."""
    for code, source, known in subject.idle:
        if known:
            message = f"「{code}」の照査が知らせることは、もうここにありません。"
            hint = "この ignore を消してください。"
        else:
            message = f"「{code}」という照査はありません。"
            hint = "消すか、dxplan validate が示したコード（DX308、DX4xx）を書いてください。"
        yield Diagnostic(source=source, message=message, hint=hint)
