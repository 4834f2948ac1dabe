"""公表した数が、訂正を書かずに変わっている

dxplan publish で公表した数が、いまの計画では違う数になっています。誤って書き換えたのなら元に戻し、正しく直したのなら
[[correction]] に 誤・正・理由を書きます。書いた訂正は正誤表に載り、資料のその項目にも示されます。
指標の数を訂正すれば、それで変わる判定、件数、割合には要りません。項目を足した、動かしたなど、判定の変わらないことで
変わった件数と割合には要ります。

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
from dxplan.values.dates import long_date
from dxplan.values.years import long_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.model.publications import Publication

SEVERITY: Final = Severity.ERROR


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find published figures that are others now, that no correction speaks of, and that follow from none of the others."""
    published, span = subject.publication, subject.plan.span
    for year in published.years if published else ():
        publication = published.of(year) if published and span.first <= year <= span.last else None
        if publication:
            yield from _changed(subject, publication)


def _changed(subject: Subject, publication: Publication) -> Iterator[Diagnostic]:
    from dxplan.checks.corrected import judged_in, shown_place, source_of  # few plans come so far
    from dxplan.handouts.figures import changed_figures

    plan, rows = judged_in(subject, publication.year)
    earlier = publication.year != subject.plan.fiscal_year
    corrected = {correction.place for correction in plan.corrections}
    for place, before, after, follows in changed_figures(publication.figures, plan, rows):
        if follows or place in corrected:
            continue
        owner = "".join(
            f'{key} = "{id_}"、' for key, id_ in zip(place._fields, place[:3], strict=False) if id_
        )
        owner += f'year = "{short_year(publication.year)}"、' if earlier else ""
        shown = f"{long_year(publication.year)}の" * earlier + shown_place(plan, place)
        yield Diagnostic(
            source=source_of(plan, place),
            message=f"{shown}は、{long_date(publication.on)}に「{before}」と公表しましたが、いまは「{after}」です。",
            hint=f'元に戻すか、plan.toml の [[correction]] に {owner}figure = "{place.name.value}"、'
            f'before = "{before}"、after = "{after}" と、on（日付）、reason（理由）を書いてください。',
        )
