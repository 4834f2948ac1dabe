"""部局・課の名前の揺れ

調査票の配布も部局別の集計も、部局と課の名前で行います。同じ課が二通りに書かれていると、別の課として数えられます。
「部局 課」の間には半角の空白を一つ入れます。

悪い例:

    departments = ["保健福祉部地域医療課"]    # ほかの欄では「保健福祉部 地域医療課」
    departments = ["保健福祉部 こども・青少年政策課"]    # ほかの欄では「子ども・青少年政策課」
    departments = ["総務部 災害対策課"]    # ほかの欄では「危機管理部 災害対策課」

良い例:

    departments = ["保健福祉部 地域医療課"]
    departments = ["保健福祉部 子ども・青少年政策課"]
    departments = ["危機管理部 災害対策課"]

正しければ、項目に書きます:

    ignore = [{ code = "DX471", reason = "公表されたときの書き方" }]
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.texts import TextKind
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.prose.texts import SourceText
    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
SAFE: Final = True

_FOLDED: Final = (
    ("こども", "子ども"),
    ("子供", "子ども"),
    ("障害", "障がい"),
    ("ヶ", "ケ"),
    ("ー", ""),
    (" ", ""),
)
_TWO_SECTIONS: Final = regex(r".{2,}[課室].{2,}[課室局所]")
_SECTION_ENDS: Final = regex(r"(?:課|室|局|所|館|校|院|場|班|係|署|園|センター)(?:[（(].*)?\Z")
#: Names that several 部局 may have: 総務課, 企画課, 経理課.
_SHARED_LENGTH: Final = 4
_STEM: Final = 2
#: So many times more often under one 部局 than under the other.
_CLEARLY: Final = 3


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find names of 部局 and 課 that the plan mostly writes another way."""
    texts = [text for text in subject.texts if text.kind is TextKind.DEPARTMENT and text.item]
    counts = Counter(text.text for text in texts)
    known = frozenset(subject.departments.names) if subject.departments else frozenset[str]()
    right = _right_names(counts, known)
    bureaus = {name.partition(" ")[0] for name in (*counts, *known) if " " in name}
    homes = _homes(counts)
    for text in texts:
        name = text.text
        if name in known:
            continue
        same = right[_fold(name)]
        bureau = _bureau(name, bureaus)
        section = name.removeprefix(bureau)
        if same != name:
            yield _finding(text, f"ほかでは「{same}」と書かれています。", same)
        elif bureau and _TWO_SECTIONS.fullmatch(section):
            yield _finding(text, "二つの課が続けて書かれています。")
        elif bureau:
            yield _finding(text, "部局と課の間に空白がありません。", f"{bureau} {section}")
        elif name in homes:
            yield _finding(text, f"この課は、ほかでは「{homes[name]}」とされています。")


def _fold(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name)
    for written, same in _FOLDED:
        folded = folded.replace(written, same)
    return folded


def _right_names(counts: Counter[str], known: frozenset[str]) -> dict[str, str]:
    """Map each folded name to the way to write it: that of the table, else with a blank, else the most frequent."""
    candidates: defaultdict[str, set[str]] = defaultdict(set)
    for name in (*counts, *known):
        candidates[_fold(name)].add(name)
    return {
        folded: max(sorted(names), key=lambda name: (name in known, " " in name, counts[name]))
        for folded, names in candidates.items()
    }


def _bureau(name: str, bureaus: set[str]) -> str:
    """Return the known 部局 that a name without a blank begins with, the longest; "" if none."""
    if " " in name or not _SECTION_ENDS.search(name):
        return ""
    return max(
        (bureau for bureau in bureaus if name.startswith(bureau) and name != bureau), key=len, default=""
    )


def _homes(counts: Counter[str]) -> dict[str, str]:
    """Map names of sections under the wrong 部局 to the right ones, where that can be told."""
    under: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, count in counts.items():
        bureau, _, section = name.partition(" ")
        if len(section) > _SHARED_LENGTH:
            under[section][bureau] += count
    homes = {}
    for section, bureaus in under.items():
        if len(bureaus) != 2:  # a name that more 部局 have is one that several may have
            continue
        home, other = sorted(
            bureaus, key=lambda bureau: (bureau[:_STEM] in section, bureaus[bureau]), reverse=True
        )
        if home[:_STEM] in section or bureaus[home] >= bureaus[other] * _CLEARLY:
            homes[f"{other} {section}"] = f"{home} {section}"
    return homes


def _finding(text: SourceText, what: str, right: str | None = None) -> Diagnostic:
    return Diagnostic(
        source=text.source,
        message=f"担当「{text.text}」: {what}",
        hint=f'"{right}" と書いてください。' if right else "担当を確かめ、部局と課を課ごとに書いてください。",
        phrase=text.text,
        replacement=right,
    )
