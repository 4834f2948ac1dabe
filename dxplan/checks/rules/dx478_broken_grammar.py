"""語の続き方の誤り

書き換えの途中で残った、文にならない続き方です。

悪い例:

    overview = "システムの導入し、運用した。"
    report = "連携を図られた。"
    report = "研修を実施すす。"

良い例:

    overview = "システムを導入し、運用した。"
    report = "連携が図られた。"
    report = "研修を実施する。"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
_DEEDS: Final = (
    "導入|実施|開催|整備|推進|促進|支援|活用|構築|設置|作成|配布|公開|運用|更新|拡充|強化|提供|募集|検討|周知|普及|育成|養成|管理|改修|"
    "開発|策定|配信|発信|収集|調査|登録|交付|補助"
)
#: A quick look, what is wrong, what is said of it, and what to write.
_SLIPS: Final = (
    (
        "のを?[^ぁ-ん]{2}し、",
        rf"[一-鿿ァ-ヺー]の(?:{_DEEDS})し、",
        "は、動作の相手が「の」になっています",
        lambda piece: piece.replace("の", "を", 1),
    ),
    ("を図られ", "を図られ(?=た|る|て|、)", "は、「が図られ」か「を図」です", lambda _: "が図られ"),
    (
        "すす",
        rf"(?:{_DEEDS})すす(?![むめみ])",
        "は、「する」の打ち間違いのようです",
        lambda piece: piece[:-1] + "る",
    ),
    (
        "たし",
        rf"(?:{_DEEDS})たし(?=[一-鿿。、])",
        "は、「した」の打ち間違いのようです",
        lambda piece: piece[:-2] + "した",
    ),
    (
        "しした|したた|するる|ししま|すするる?",
        rf"(?:{_DEEDS})(?:しした|したた|するる|すする)",
        "は、字が重なっています",
        None,
    ),
    ("を進め", "(?:推進|促進)を進め", "は、同じことを二度言っています", lambda piece: piece[:2] + "し"),
    (
        "を(?:進め|行|図|実施)",
        "(?:取り組む|進める|行う|図る|実施する|支援する|目指す|活用する|推進する)を(?:進め|行|図|実施)",
        "は、動詞の後に「を」があります",
        None,
    ),
    ("必要のため", "必要のため", "は、「必要なため」です", lambda _: "必要なため"),
    (
        "に取り組み",
        "に取り組み(?=市町村|団体|企業|事業者|学校|職員|課)",
        "は、「に取り組む」です",
        lambda _: "に取り組む",
    ),
    (
        "いまた|しまた|ましす|でしす",
        "(?:し|い|り)また(?=。|、)|ましす|でしす",
        "は、打ち間違いのようです",
        None,
    ),
    (
        "をが|がを|をに|のを、|はが",
        "[一-鿿](?:をが|がを|をは|はを|でを|をで)(?=[一-鿿])",
        "は、助詞が続いています",
        None,
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find words that no sentence has in this order."""
    texts = subject.written
    for perhaps, pattern, what, corrected in _SLIPS:
        if not any(texts.matches(perhaps)):
            continue
        for hit in texts.hits(pattern):
            right = corrected(hit.piece) if corrected else ""
            yield Diagnostic(
                source=hit.text.source,
                message=f"「{hit.piece}」{what}。",
                hint=f"「{right}」のように書いてください。" if right else "書き直してください。",
                phrase=hit.piece,
            )
