"""残っているタグや記号

Web ページや原稿から貼り付けたときのタグや飾りの記号は、資料にそのまま印刷されます。

悪い例:

    goal = '<ul style="list-style-type: none">目標を達成する'
    overview = "日々**わくわく**する県を目指す。"
    report = "会津大学&nbsp;と連携した。"

良い例:

    goal = "目標を達成する"
    overview = "日々わくわくする県を目指す。"
    report = "会津大学 と連携した。"

正しければ、項目に書きます:

    ignore = [{ code = "DX466", reason = "記号そのものを説明している" }]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING

_TAGS: Final = (
    "a|b|big|blockquote|br|center|code|col|colgroup|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|mark|ol|p|pre|s|small|"
    "span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul"
)
_ENTITIES: Final = (
    "nbsp|amp|lt|gt|quot|apos|copy|reg|hellip|middot|ensp|emsp|yen|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}"
)
_MARKUP: Final = (
    ("<", rf"(?i:</?(?:{_TAGS})(?:[ /][^<>\n]*)?>)"),
    ("&", f"&(?:{_ENTITIES});"),
    ("**", r"\*\*[^*\n]+\*\*"),
)
#: A tag that stands for a line end or a rule: what belongs there people must say.
_BREAKS: Final = r"(?i:<(?:br|hr|p|/p|/li|/tr)\b)"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find HTML tags, HTML entities and Markdown emphasis."""
    texts = subject.everything
    for sign, pattern in _MARKUP:
        if sign not in texts.joined:
            continue
        import html  # its table of entities takes time to load, and few plans need it

        for hit in texts.hits(pattern):
            plain = {"<": "", "&": html.unescape(hit.piece).replace("\xa0", " "), "**": hit.piece[2:-2]}[sign]
            certain = hit.alone and not re.match(_BREAKS, hit.piece)
            yield Diagnostic(
                source=hit.text.source,
                message=f"「{hit.piece}」が残っています。資料にそのまま印刷されます。",
                hint=f"「{plain}」と書いてください。" if plain.strip() else "消してください。",
                phrase=hit.piece,
                replacement=plain if certain else None,
            )
