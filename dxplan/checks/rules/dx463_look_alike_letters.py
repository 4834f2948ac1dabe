"""見た目の似た別の文字

OCR や PDF からの貼り付けでは、よく似た別の文字が入ります。目では気付きにくく、検索にも並べ替えにも掛かりません。
キリル文字の「й」「д」、簡体字の「术」、旧字体の「勸」、片仮名のヘ、漢数字の〇などです。

悪い例:

    name = "デジタルデバйд対策事業"
    name = "マイナ保険証利用勸奨事業"
    name = "ヘキ地オンライン診療支援対策事業"
    overview = "革新的な技术を実証する。"
    report = "〇 システムを更新した。"
    reason = "R元年度未で終了した。"

良い例:

    name = "デジタルデバイド対策事業"
    name = "マイナ保険証利用勧奨事業"
    name = "へき地オンライン診療支援対策事業"
    overview = "革新的な技術を実証する。"
    report = "○ システムを更新した。"
    reason = "R元年度末で終了した。"

正しければ、項目に書きます:

    ignore = [{ code = "DX463", reason = "固有の名称の文字" }]
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import misreadings as known
from dxplan.checks.prose.letters import KATAKANA, is_kanji
from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose.texts import Hit, Passages
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING

_KATAKANA: Final = "ァ-ヺー"
# From the beginning of a run only: to look from each of its letters on takes the square of a long one.
_CYRILLIC: Final = (
    r"(?<![\u0400-\u04ff])[\u0400-\u04ff]+(?=[A-Za-zぁ-ゖァ-ヺー])|(?<=[A-Za-zぁ-ゖァ-ヺー])[\u0400-\u04ff]+"
)
_GREEK: Final = r"(?<![ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο])[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]+(?=[A-Za-z])|(?<=[A-Za-z])[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]+"
#: Radicals in place of kanji, and kana in two characters (か + U+3099), as PDF files and file names of macOS give them.
_DECOMPOSED: Final = "[\u2e80-\u2fdf]+|[か-ほカ-ホうウ][\u3099\u309a]"
_BULLET: Final = "(?m)^〇(?![〇一二三四五六七八九十百千年月日])"
#: Latin o between katakana, or before a Latin word that does not begin with it.
_LATIN_O: Final = (
    f"[oO](?<=[{_KATAKANA}].)(?=[{_KATAKANA}])|o(?<=[{_KATAKANA}].)(?=project|system|data|plan|app|web|lab)"
)
_WORD: Final = f"{_KATAKANA}A-Za-z"
_LIKE_KANA: Final = f"[{known.KANJI_LIKE_KANA}](?:(?<=[{_KATAKANA}].)|(?=[{_KATAKANA}]))"
_LIKE_KATAKANA: Final = _KATAKANA + known.KANJI_LIKE_KANA
#: 年度未 for 年度末, and not 年度未達成.
_NOT_YET: Final = (
    r"(?m)(?:年度|[0-9０-９]月|期|週)未(?=現在|時点|残高|見込|実績|まで|[にのではも（(）)、。：:]|$)"
)
_HE_PARTICLE: Final = "ヘ(?<=[一-鿿ぁ-ゖ].)(?=[のともは、])"
_BE_IN_KATAKANA: Final = f"[べぺ](?<=[{_KATAKANA}].)(?=[{_KATAKANA}])"
_KANA: Final = f"{_KATAKANA}べぺ"
_KANJI_WORDS: Final = known.KANJI_WORDS | known.SHAPED_WORDS
_ANY_KANJI_WORD: Final = "|".join(_KANJI_WORDS)
_ONE_KATAKANA: Final = f"[{_KATAKANA}]"
_COUNTED: Final = tuple("所月年国")
_ENDS: Final = tuple("度月年期週端")
_VOICED, _HALF_VOICED = "バビブベボ", "パピプペポ"
_FLIPPED: Final = str.maketrans(_VOICED + _HALF_VOICED, _HALF_VOICED + _VOICED)
#: Shorter words become others: バス and パス, ビル and ピル.
_SHORT: Final = 4
_TO_KATAKANA: Final = str.maketrans("べぺ", "ベペ")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find letters that are taken for others of the same shape, in names too."""
    texts = subject.everything
    for find in (_foreign, _chinese, _folded, _marks, _in_katakana, _in_kanji):
        for hit, right, what in find(texts):
            hint = f"「{right}」と書いてください。" if right else "正しい文字に書き直してください。"
            yield Diagnostic(
                source=hit.text.source,
                message=f"「{hit.piece}」の{what}",
                hint=hint,
                phrase=hit.piece,
                replacement=(right or None) if hit.alone else None,
            )


def _foreign(texts: Passages) -> Iterator[tuple[Hit, str, str]]:
    if any("\u0400" <= character <= "\u04ff" for character in texts.characters):
        for hit in texts.hits(_CYRILLIC):
            kana = texts.joined[hit.start - 1 : hit.start] > "ぁ"
            right = hit.piece.translate(known.CYRILLIC_KANA if kana else known.CYRILLIC_LATIN)
            yield hit, right if not re.search(_CYRILLIC, f"ア{right}ア") else "", "文字はキリル文字です。"
    if texts.characters.intersection("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"):
        for hit in texts.hits(_GREEK):
            yield hit, hit.piece.translate(known.GREEK_LATIN), "文字はギリシャ文字です。"


def _chinese(texts: Passages) -> Iterator[tuple[Hit, str, str]]:
    for table, what in (
        (known.SIMPLIFIED, "字体は中国語の簡体字です。"),
        (known.OLD_FORMS, "字体は旧字体です。"),
    ):
        for hit in texts.characters_in(chr(code) for code in table):
            if table is known.SIMPLIFIED or not texts.quoted(hit.start):
                yield hit, hit.piece.translate(table), what


def _folded(texts: Passages) -> Iterator[tuple[Hit, str, str]]:
    if any("\u2e80" <= c <= "\u2fdf" or c in "\u3099\u309a" for c in texts.characters):
        for hit in texts.hits(_DECOMPOSED):
            right = unicodedata.normalize("NFKC", hit.piece).translate(known.RADICALS)
            yield hit, right, "文字は、見た目が同じ別の符号です。"


def _marks(texts: Passages) -> Iterator[tuple[Hit, str, str]]:
    if "〇" in texts.characters:
        for hit in texts.hits(_BULLET):
            yield hit, "○", "文字は漢数字のゼロ（U+3007）です。"
    if texts.holds_pair(KATAKANA, "oO"):
        for hit in texts.hits(_LATIN_O, _WORD):
            yield hit, "", "中に英字の o があります。"


def _in_katakana(texts: Passages) -> Iterator[tuple[Hit, str, str]]:
    if texts.characters.intersection(known.KANJI_LIKE_KANA):
        for hit in texts.hits(_LIKE_KANA, _LIKE_KATAKANA):
            after = texts.joined[hit.start + len(hit.piece) : hit.start + len(hit.piece) + 1]
            # サーバ一式, データ一元化: what a kanji follows is a kanji.
            run = hit.piece.rstrip(known.KANJI_LIKE_KANA) if "一" <= after <= "鿿" else hit.piece
            right = known.read_as_katakana(run)
            if right != run:
                alone = hit.alone and (run == hit.piece or hit.text.text.count(run) == 1)
                yield hit._replace(piece=run, alone=alone), right, "中に片仮名と似た漢字があります。"
    flipped = _flipped()
    if texts.holds(*flipped):
        for hit in texts.hits("|".join(flipped)):
            yield hit, flipped[hit.piece], "中で、濁点と半濁点が入れ替わっています。"
    if texts.holds_pair(KATAKANA, "べぺ"):
        for hit in texts.hits(_BE_IN_KATAKANA, _KANA):
            yield hit, hit.piece.translate(_TO_KATAKANA), "中に平仮名があります。"


def _flipped() -> dict[str, str]:
    """Return the longer katakana words with ブ for プ or the other way round in one place: マイナンパー, ブログラム."""
    return {
        word[:at] + word[at].translate(_FLIPPED) + word[at + 1 :]: word
        for word in known.KATAKANA_WORDS
        if len(word) > _SHORT
        for at in range(len(word))
        if word[at] in _VOICED + _HALF_VOICED
    }


def _in_kanji(texts: Passages) -> Iterator[tuple[Hit, str, str]]:
    what = "「{}」は、見た目の似た別の文字です。"
    if texts.holds("度未", "月未", "期未", "週未"):
        for hit in texts.hits(_NOT_YET):
            yield hit, hit.piece.replace("未", "末"), what.format("未")
    if "ヘ" in texts.characters:
        for hit in texts.hits(_HE_PARTICLE):
            yield hit, "へ", what.format("ヘ")
    for hit in texts.hits(_ANY_KANJI_WORD) if texts.holds(*_KANJI_WORDS) else ():
        end = hit.start + len(hit.piece)
        if _is_own_word(hit.piece, texts.before(hit.start), texts.joined[end : end + 1]):
            right = _KANJI_WORDS[hit.piece]
            character = next(c for c, other in zip(hit.piece, right, strict=True) if c != other)
            yield hit, right, what.format(character)


def _is_own_word(piece: str, before: str, after: str) -> bool:
    """Not エ事 in アトリエ事業, not 入カ in 導入カメラ, not 末達成 in 年度末達成, not 計側 in 設計側."""
    if piece in known.SHAPED_WORDS and is_kanji(before):
        return False
    if re.match(_ONE_KATAKANA, piece) and re.match(_ONE_KATAKANA, before):
        return False
    if re.match(_ONE_KATAKANA, piece[-1]) and (re.match(_ONE_KATAKANA, after) or after in _COUNTED):
        return False
    return not (piece[0] == "末" and before in _ENDS)
