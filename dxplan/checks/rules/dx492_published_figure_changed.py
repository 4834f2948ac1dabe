"""公表した数が、訂正を書かずに変わっている

dxplan publish で公表した数が、いまの計画では違う数になっています。誤って書き換えたのなら元に戻し、正しく直したのなら
[[correction]] に 誤・正・理由を書きます。書いた訂正は正誤表に載り、資料のその項目にも示されます。
項目の数を訂正すれば、それで変わる判定、件数、割合には要りません。

悪い例（公表した実績値は12回）:

    actual = 11

良い例: plan.toml に訂正を書く

    [[correction]]
    on = "2020-07-10"
    item = "cms-training"
    indicator = "CMS研修の開催回数"
    figure = "実績値"
    before = "12回"
    after = "11回"
    reason = "二度数えた回があったため"

配る前に差し替えたのなら、項目に書きます:

    ignore = [{ code = "DX492", reason = "差し替えてから配った" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.model.publications import FigureName
from dxplan.values.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.ERROR
_COUNTED: Final = (FigureName.ITEMS, FigureName.ACHIEVED, FigureName.RATE)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find published figures that are others now, and that no correction speaks of."""
    publication, plan = subject.publication, subject.plan
    if publication is None or publication.year != plan.fiscal_year:
        return
    from dxplan.checks.corrected import NOTHING_LEFT, figures_now, same, shown_place  # few plans come so far

    now = figures_now(subject)
    corrected = {correction.place for correction in plan.corrections}
    items = {correction.item for correction in plan.corrections}
    for figure in publication.figures:
        value, source, unit = now.get(figure.place, (NOTHING_LEFT, plan.source, ""))
        if same(value, figure.value, unit) or figure.place in corrected:
            continue
        if figure.indicator:
            items.add(figure.item)
        if figure.name is FigureName.VERDICT and figure.item in items:
            continue  # it follows from what was corrected
        if (
            figure.name in _COUNTED
        ):  # DX404 tells of these, until something is corrected from which they follow
            continue
        place = shown_place(subject, figure.place)
        owner = f'item = "{figure.item}"' + (
            f'、indicator = "{figure.indicator}"' if figure.indicator else ""
        )
        yield Diagnostic(
            source=source,
            message=f"{place}は、{long_date(publication.on)}に「{figure.value}」と公表しましたが、いまは「{value}」です。",
            hint=f'元に戻すか、plan.toml の [[correction]] に {owner}、figure = "{figure.name.value}"、'
            f'before = "{figure.value}"、after = "{value}" と、on（日付）、reason（理由）を書いてください。',
        )
