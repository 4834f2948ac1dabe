"""名簿にない部局・課

plans/departments.toml に部局と課の名簿があるときは、そこにない名前を知らせます。調査票の送り先が分からなくなるためです。
組織改正の後の年度に旧名があれば、新しい名前を示します。改正前の年度の計画では旧名が正しい名前です。分かれた課の旧名には、分かれた先の名前をすべて示します。

悪い例（令和3年度に情報政策課がデジタル変革課になった）:

    fiscal_year = 2021
    departments = ["企画調整部 情報政策課"]
    departments = ["総務部 広法課"]

良い例:

    fiscal_year = 2021
    departments = ["企画調整部 デジタル変革課"]
    departments = ["総務部 広報課"]

正しければ、項目に書きます:

    ignore = [{ code = "DX472", reason = "市町村の組織" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.texts import TextKind
from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject
    from dxplan.model.departments import DepartmentTable, Lineage

SEVERITY: Final = Severity.WARNING

#: What is said beside a name: 環境共生課（環境創造センター）.
_REMARK: Final = regex(r"[（(][^（）()]*[）)]\Z")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find departments that the table does not have, and names that were given up before the plan's year."""
    table = subject.departments
    if table is None:
        return
    from dxplan.model.departments import Lineage  # only where there is a table

    together = {name.replace(" ", "") for name in table.names}
    lineage = Lineage(table)
    answers: dict[str, tuple[str, str, str | None] | None] = {}
    for text in subject.texts:
        if text.kind is not TextKind.DEPARTMENT or text.item is None:
            continue
        name = text.text
        if name not in answers:
            answers[name] = _answer(name, table, lineage, together, subject.plan.fiscal_year)
        answer = answers[name]
        if answer:
            message, hint, replacement = answer
            yield Diagnostic(
                source=text.source, message=message, hint=hint, phrase=name, replacement=replacement
            )


def _answer(
    name: str, table: DepartmentTable, lineage: Lineage, together: set[str], year: int
) -> tuple[str, str, str | None] | None:
    """Return message, hint and replacement for a name; None if it is right, or DX471 speaks of its blank."""
    ended = lineage.given_up(name, year)
    if ended:
        names = lineage.became(name, year, year).names
        now = "か".join(f"「{new}」" for new in names)
        way = (
            ""
            if names == ended.new
            else f"{'と'.join(f'「{new}」' for new in ended.new)}になり、{long_year(year)}は"
        )
        message = f"担当「{name}」は{long_year(ended.since)}から{way}{now}です。"
        hint = " か ".join(f'"{new}"' for new in names)
        return message, f"{hint} と書いてください。", names[0] if len(names) == 1 else None
    old = {change.old for change in table.changes}
    if (
        name in table.names
        or name in old
        or _REMARK.sub("", name) in table.names
        or name.replace(" ", "") in together
    ):
        return None
    from dxplan.format.reading.fields import did_you_mean

    known = [*table.names, *old]
    hint = f"{did_you_mean(name, sorted(known))}名前を直すか、plans/departments.toml に加えてください。"
    return f"担当「{name}」は、部局・課の名簿（plans/departments.toml）にありません。", hint, None
