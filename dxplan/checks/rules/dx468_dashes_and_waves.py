"""波線とダッシュの取り違え

「～」「〜」「~」は別の文字です。期間や範囲に混ぜて使うと、検索にも置換にも掛かりません。
長音の「ー」とハイフン「-」「－」の取り違えも同じです。

悪い例（一つの計画に両方がある）:

    report = "H31.4～R2.2に実施した。"
    report = "H31.4〜R2.3に実施した。"
    report = "第2ー5号の資料にまとめた。"
    report = "サ－バーを更新した。"

良い例:

    report = "H31.4～R2.2に実施した。"
    report = "H31.4～R2.3に実施した。"
    report = "第2-5号の資料にまとめた。"
    report = "サーバーを更新した。"

正しければ、項目に書きます:

    ignore = [{ code = "DX468", reason = "番号の書き方は要綱のとおり" }]
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.letters import KATAKANA
from dxplan.checks.prose.misreadings import DASHES, read_as_katakana
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose.texts import Hit, Passages
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING

#: With as many of each, the one that stands first is right.
_WAVES: Final = "～〜~"
_HYPHENS: Final = "-－−‐–"
_RANGE: Final = (
    r"(?m)(?P<sign>[～〜~])(?:(?<=[0-9A-Za-z０-９.年月日度末元時分％%人件名回円].)|(?<=[0-9A-Za-z０-９.年月日度末元時分％%人件名回円] .))"
    r"(?= ?[0-9０-９RHS令平昭元約]|[)）」、。]|$)"
)
_LOPSIDED: Final = r"[〜～~] (?<=[0-9A-Za-z.年月日度末].{2})(?=[0-9RHS令平])| [〜～~](?<=[0-9A-Za-z.年月日度末].{2})(?=[0-9RHS令平])"
_LOPSIDED_WAVES: Final = ("〜 ", " 〜", "～ ", " ～", "~ ", " ~")
_PERIOD: Final = "0-9A-Za-z０-９.:：年月日度末元時分％%人件名回円"
_HYPHENED: Final = rf"(?P<sign>[{_HYPHENS}])(?<=[0-9].)(?=[0-9])"
_NUMBER: Final = f"0-9A-Za-z{_HYPHENS[1:]}-"
_LONG_VOWEL: Final = (
    "ー(?<=[0-9０-９A-Za-zＡ-Ｚａ-ｚ].)(?:(?<=[0-9０-９].)|(?=[0-9０-９A-Za-zＡ-Ｚａ-ｚァ-ヺ]))"
)
_LETTERS: Final = "0-9０-９A-Za-zＡ-Ｚａ-ｚ"
_DASHED: Final = f"[{DASHES}](?<=[ァ-ヺー].)"
_KATAKANA: Final = f"ァ-ヺー{DASHES}"
_FULL_WIDTH: Final = "[０-９Ａ-Ｚａ-ｚ]"
_HALF: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LETTERS_AND_FIGURES: Final = _HALF + "".join(chr(ord(each) + 0xFEE0) for each in _HALF)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find waves and hyphens that are not those of the plan, and ー and － taken for each other."""
    prose = subject.written
    names = subject.names
    yield from _minority(prose, _WAVES, _RANGE, _PERIOD, "波線")
    yield from _minority(prose, _HYPHENS, _HYPHENED, _NUMBER, "ハイフン")
    if any(map(prose.count, _LOPSIDED_WAVES)):
        for hit in prose.hits(_LOPSIDED, _PERIOD):
            yield _finding(hit, hit.piece.replace(" ", ""), "波線の片側だけに空白があります。")
    if prose.holds_pair(_LETTERS_AND_FIGURES, "ー"):
        for hit in prose.hits(_LONG_VOWEL, _LETTERS):
            if hit.piece not in names:
                sign = "－" if re.search(_FULL_WIDTH, hit.piece) else "-"
                yield _finding(hit, hit.piece.replace("ー", sign), "「ー」は長音の記号です。")
    texts = subject.everything
    if texts.holds_pair(KATAKANA, DASHES):
        for hit in texts.hits(_DASHED, _KATAKANA):
            right = read_as_katakana(hit.piece)
            if right != hit.piece:
                yield _finding(hit, right, "中の長音がダッシュになっています。")


def _minority(prose: Passages, signs: str, pattern: str, around: str, kind: str) -> Iterator[Diagnostic]:
    if len(prose.characters.intersection(signs)) < 2:
        return
    counts = Counter(match["sign"] for match in prose.matches(pattern))
    right = max(signs, key=lambda sign: (counts[sign], -signs.index(sign)))
    for hit in prose.hits(pattern, around):
        corrected = "".join(right if character in signs else character for character in hit.piece)
        if corrected != hit.piece:
            yield _finding(hit, corrected, f"{kind}が、この計画で主に使われている「{right}」ではありません。")


def _finding(hit: Hit, right: str, what: str) -> Diagnostic:
    return Diagnostic(
        source=hit.text.source,
        message=f"「{hit.piece}」の{what}",
        hint=f"「{right}」と書いてください。",
        phrase=hit.piece,
        replacement=right if hit.alone else None,
    )
