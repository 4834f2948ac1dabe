"""指標と同じ数が、別の単位で書かれている

文の数は指標の値と同じですが、単位が違います（268人と268回）。どちらかの単位の書き間違いです。

悪い例:

    unit = "人"
    actual = 268
    report = "講座を268回が受けた。"

良い例:

    report = "講座を268人が受けた。"

たまたま同じ数なら、項目に書きます:

    ignore = [{ code = "DX437", reason = "講座の回数と受講者数が同じ数" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose import normal_unit, same_unit
from dxplan.judging.indicators import Standing
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.quantities import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: Counters that are taken for one another; 日 and 円 are not.
_COUNTERS: Final = frozenset(
    (
        "人",
        "名",
        "回",
        "件",
        "社",
        "校",
        "台",
        "か所",
        "施設",
        "事業所",
        "団体",
        "市町村",
        "店舗",
        "世帯",
        "戸",
        "棟",
        "本",
        "冊",
        "枚",
        "課",
        "地区",
        "企業",
        "者",
        "事業者",
        "講座",
        "コース",
    )
)
#: Who or what an indicator in 件 may count: 17校への補助 is 17件.
_CASES: Final = frozenset(
    ("校", "社", "施設", "事業所", "団体", "市町村", "店舗", "企業", "事業者", "台", "か所", "棟", "戸")
)
#: A smaller number is often the same by chance.
_LEAST: Final = 10


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find the value of an indicator in a goal or report with another counter, where its own stands nowhere."""
    for assessment in subject.items:
        item, result = assessment.item, assessment.result
        known = {value for judged in assessment.judged for value in _values(judged.target, judged.actual)}
        units = [judged.indicator.unit for judged in assessment.judged]
        texts = [(item.source.child("goal"), 0)]
        if result is not None:
            texts.append((result.source.child("report"), 1))
        if not known:
            continue
        for source, which in texts:
            numbers = subject.reading(source).numbers
            for judged in assessment.judged:
                value = _values(judged.target, judged.actual)[which]
                unit = judged.indicator.unit
                if value is None or value < _LEAST or normal_unit(unit) not in _COUNTERS:
                    continue
                if judged.standing is Standing.REFERENCE or any(same_unit(n.unit, unit) for n in numbers):
                    continue
                for number in numbers:
                    other = number.value == value and number.unit in _COUNTERS and number.exact
                    if normal_unit(unit) == "件" and number.unit in _CASES:
                        continue
                    if other and not any(same_unit(number.unit, each) for each in units):
                        yield Diagnostic(
                            source=source,
                            message=f"「{number.text}」とありますが、指標「{judged.indicator.name}」の単位は「{unit}」です。",
                            hint="文と指標の単位のどちらが正しいか確かめてください。",
                            phrase=number.text,
                        )
                        break


def _values(*figures: object) -> list[Decimal | None]:
    return [figure.value if isinstance(figure, Quantity) else None for figure in figures]
