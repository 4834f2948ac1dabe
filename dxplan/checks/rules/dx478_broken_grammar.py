"""語の続き方の誤り

書き換えの途中で残った、文にならない続き方です。

悪い例:

    overview = "システムの導入し、運用した。"
    report = "連携を図られた。"
    report = "研修を実施すす。"
    report = "支援に係る経費に係る補助を行った。"
    report = "計画基づく工事を行った。"

良い例:

    overview = "システムを導入し、運用した。"
    report = "連携が図られた。"
    report = "研修を実施する。"
    report = "支援に係る経費の補助を行った。"
    report = "計画に基づく工事を行った。"

正しければ、項目に書きます:

    ignore = [{ code = "DX478", reason = "引用した文の原文のまま" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.letters import HIRAGANA, KANJI, KANJI_OR_KATAKANA
from dxplan.checks.prose.wordlists import DEEDS
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dxplan.checks.prose.texts import Passages
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: Who does it: 「県の実施する研修」, 「事業者の提供する情報」 are right.
_NOBODY: Final = r"(?<![県国市町村課部局室庁省者員人社校所団体会業機関等大学])"
#: What is done, and what is done to something.
_DEEDS: Final = tuple(DEEDS.split("|"))
_DEEDS_OF: Final = tuple(f"の{deed}" for deed in _DEEDS)
#: Kana before which っ is never written: 「行っいる」 lacks a letter, 「まっふ」 has another one than ぷ.
_NEVER_AFTER_SOKUON: Final = "あいうえおなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
#: What fingers make of について, において, ことにより, できるように, とともに, とおり, おける and に基づき.
_FUNCTION_WORDS: Final = (
    *("についのて", "ついのて", "につてい", "においけ", "におるけ", "おるける", "ことにり", "ことよにり"),
    *("できよるう", "できるうに", "でるきよう", "よるうに", "とにもと", "とととも", "のとりおり", "とおおり"),
    *("にもとづづ", "基づづ", "むけけ", "対しして", "とししての", "しまたし", "しましす", "いまたし"),
)


class _Slip(NamedTuple):
    """Letters of which one stands in every such slip, what is wrong, what is said of it, and how to write it.

    ``behind`` are the words of which one stands right before the letters, ``never_behind`` those that never do.
    """

    letters: tuple[str, ...]
    pattern: str
    what: str
    corrected: Callable[[str], str] | None = None
    behind: tuple[str, ...] = ("",)
    never_behind: tuple[str, ...] = ()

    def may_stand(self, texts: Passages) -> bool:
        """Take a quick look before the pattern is compiled."""
        return any(
            texts.stands(piece, before=self.behind, never_before=self.never_behind) for piece in self.letters
        )


_SLIPS: Final = (
    _Slip(
        ("し、", "していく", "するため", "するとと"),
        rf"{KANJI_OR_KATAKANA}{_NOBODY}の(?:{DEEDS})(?:し、|していく(?=こと|。)|するために|するとともに)",
        "は、動作の相手が「の」になっています",
        lambda piece: piece.replace("の", "を", 1),
        behind=_DEEDS_OF,
    ),
    _Slip(
        tuple("っ" + kana for kana in _NEVER_AFTER_SOKUON),
        rf"(?:{KANJI}|[ぁ-ゖ])っ(?=[{_NEVER_AFTER_SOKUON}])",
        "の「っ」の後に、字が抜けているか、違う字があります",
        never_behind=("あ", "え", "や", "わ"),
    ),
    _Slip(
        ("せいる", "めいる", "けいる", "げいる", "せいた", "めいた", "けいた", "げいた"),
        rf"(?<![恐攻分聞]){KANJI}[らか]?[せめけげ]い(?:る(?=こと|ため|が|と|、|。)|た(?=。|が、))",
        "は、「て」が抜けています",
        lambda piece: f"{piece[:-2]}て{piece[-2:]}",
    ),
    _Slip(
        ("るる",),
        r"[きけげせてべめれえ]るる(?=[こもよとのた、。])",
        "は、字が重なっています",
        lambda piece: piece[:-1],
        behind=tuple("きけげせてべめれえ"),
    ),
    _Slip(
        _FUNCTION_WORDS,
        f"(?!とにもと[づの]|いまたしか)(?:{'|'.join(_FUNCTION_WORDS)})",  # 「ことにもとづき」
        "は、字の抜けか入れ替わりのようです",
    ),
    _Slip(("を図られ",), "を図られ(?=た|る|て|、)", "は、「が図られ」か「を図」です", lambda _: "が図られ"),
    _Slip(
        ("すす",),
        rf"(?:{DEEDS})すす(?![むめみ])",
        "は、「する」の打ち間違いのようです",
        lambda piece: piece[:-1] + "る",
        behind=_DEEDS,
    ),
    _Slip(
        ("たし",),
        rf"(?:{DEEDS})たし(?={KANJI}|[。、])",
        "は、「した」の打ち間違いのようです",
        lambda piece: piece[:-2] + "した",
        behind=_DEEDS,
    ),
    _Slip(
        ("しし", "したた", "するる", "すする"),
        rf"(?:{DEEDS})(?:しし[た、て]|したた|するる|すする)",
        "は、字が重なっています",
        behind=_DEEDS,
    ),
    _Slip(
        ("見える化",),
        "が見える化(?=し|する)",
        "は、「を見える化」か「が見える化され」です",
        lambda _: "を見える化",
    ),
    _Slip(
        ("など", "等"),
        "を(?:向上|強化|改善|推進|促進|拡充|充実)(?:など|等)(?=、)",
        "は、「の…など」か「を…するなど」です",
        lambda piece: "の" + piece[1:],
    ),
    _Slip(
        ("ードと", "ールと", "ックと", "ートと", "ローと"),
        f"を(?:アップロード|ダウンロード|インストール|チェック|サポート|フォロー)と(?={KANJI_OR_KATAKANA})",
        "は、動作の相手が「を」になっています",
        lambda piece: "の" + piece[1:],
    ),
    _Slip(
        (
            *("推進を進め", "促進を進め", "前進を進め", "進展が進", "進行が進", "進捗が進", "進歩が進"),
            *("増加が増え", "減少が減", "強化を強", "改善を改善"),
        ),
        "(?:推進|促進|前進)を進め|(?:進展|進行|進捗|進歩)が進[みんむ]|増加が増え|減少が減[りっ]|強化を強[めく化]|改善を改善",
        "は、同じことを二度言っています",
    ),
    _Slip(
        ("を進め", "を行", "を図", "を実施"),
        "(?!図るを図|進めるを進|行うを行)(?:取り組む|進める|行う|図る|実施する|支援する|目指す|活用する|推進する)を(?:進め|行|図|実施)",
        "は、動詞の後に「を」があります",
        behind=(
            "取り組む",
            "進める",
            "行う",
            "図る",
            "実施する",
            "支援する",
            "目指す",
            "活用する",
            "推進する",
        ),
    ),
    _Slip(
        ("に係る", "に関する", "に対する", "における", "に向けた"),
        r"(?P<link>に係る|に関する|に対する|における|に向けた)[^\W0-9ぁ-ゖ_]{1,8}(?P=link)",
        "は、同じつなぎの言葉が続いています",
    ),
    _Slip(
        ("基づ", "おける", "伴"),
        rf"(?:{KANJI_OR_KATAKANA}|[）」])(?:基づ[くきい]|おける(?={KANJI_OR_KATAKANA})|伴う)",
        "は、「に」が抜けています",
        lambda piece: f"{piece[0]}に{piece[1:]}",
        never_behind=("に", "を", "も"),
    ),
    _Slip(("起因",), "を起因(?=と|に)", "は、「に起因」です", lambda _: "に起因"),
    _Slip(
        ("後押し、", "底上げ、", "下支え、", "手助け、", "橋渡し、"),
        "を(?:後押し|底上げ|下支え|手助け|橋渡し)、",
        "は、「し」が抜けています",
        lambda piece: piece[:-1] + "し、",
    ),
    _Slip(("必要のため",), "必要のため", "は、「必要なため」です", lambda _: "必要なため"),
    _Slip(
        ("に取り組み", "を取り扱い"),
        "に取り組み(?=市町村|団体|企業|事業者|学校|職員|課)",
        "は、「に取り組む」です",
        lambda _: "に取り組む",
    ),
    _Slip(
        ("に取り組み", "を取り扱い"),
        "(?:に取り組み|を取り扱い)(?=[「『ァ-ヺ])",
        "は、後に読点がありません",
        lambda piece: piece + "、",
    ),
    _Slip(
        ("しまた", "いまた", "りまた", "ましす", "でしす"),
        "(?:し|い|り)また(?=。|、)|ましす|でしす",
        "は、打ち間違いのようです",
    ),
    _Slip(
        ("をが", "がを", "をは", "はを", "でを", "をで", "をの", "をに", "にを", "がは", "はが"),
        f"{KANJI}(?:をが|がを|をは|はを|でを|をで|をの|をに|にを|がは|はが)(?={KANJI})",
        "は、助詞が続いています",
    ),
    _Slip(
        ("、を", "、が", "、へ"),
        f"{KANJI_OR_KATAKANA}、[をがへ](?={KANJI_OR_KATAKANA})",
        "は、読点が余分です",
        lambda piece: piece.replace("、", ""),
    ),
    _Slip(
        ("の、",),
        rf"(?m)(?:^|(?<=。)){KANJI}{{2,4}}の、(?={KANJI}(?:{KANJI}|[ぁ-ゖ]){{1,4}}[をがに])",
        "は、読点が余分です",
        lambda piece: piece.replace("、", ""),
        never_behind=tuple(HIRAGANA),
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find words that no sentence has in this order."""
    texts = subject.written_and_names
    for slip in _SLIPS:
        for hit in texts.hits(slip.pattern) if slip.may_stand(texts) else ():
            right = slip.corrected(hit.piece) if slip.corrected else ""
            yield Diagnostic(
                source=hit.text.source,
                message=f"「{hit.piece}」{slip.what}。",
                hint=f"「{right}」のように書いてください。" if right else "書き直してください。",
                phrase=hit.piece,
            )
