"""Handouts that a plan names, and what it says of its own ones (``[[handout]]``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.format.reading.fields import did_you_mean, quote
from dxplan.model.findings import Part
from dxplan.model.handouts import DEFAULT, Edition, handout_modules, printed_names

if TYPE_CHECKING:
    from dxplan.format.reading.fields import Fields

_KPI_LIST: Final = "KPI一覧"
#: Keys that one handout alone has a place for.
_ONLY_IN: Final = {
    **dict.fromkeys(("purpose", "points_heading"), DEFAULT[0]),
    **dict.fromkeys(("over_headings", "over_projects", "over_kpis"), _KPI_LIST),
}


def read_handouts(table: Fields, *also: str) -> tuple[str, ...]:
    """Return the handouts that a key ``handouts`` names, each once: those of ``render``, and ``also`` others."""
    names: tuple[str, ...] = table.value("handouts")
    for number, name in enumerate(names):
        known = (*handout_modules(), *also)
        if name not in known:
            hint = f"{did_you_mean(name, known)}{'、'.join(known)} から選んでください。"
            message = f"「handouts」の{number + 1}番目の「{name}」という資料はありません。"
            table.report("DX204", "handouts", message, hint)
    return tuple(dict.fromkeys(names))


def read_editions(head: Fields) -> tuple[Edition, ...]:
    """Return how a plan wants its handouts, in the order of its head."""
    editions: dict[str, Edition] = {}
    for table in head.tables("handout"):
        edition = Edition(**table.values())
        table.finish()
        known = printed_names()
        if edition.name and edition.name not in known:
            hint = f"{did_you_mean(edition.name, known)}{'、'.join(known)} から選んでください。"
            table.report("DX204", "name", f"{quote(edition.name)}という資料はありません。", hint)
        elif edition.name in editions:
            hint = "一つの [[handout]] にまとめてください。"
            table.report("DX335", "name", f"資料{quote(edition.name)}の決めごとが二つあります。", hint)
        else:
            _check_places(table, edition.name)
        editions.setdefault(edition.name, edition)
    return tuple(editions.values())


def _check_places(table: Fields, name: str) -> None:
    """Report what the handout has no place for."""
    for key, only in _ONLY_IN.items():
        if name and key in table.data and name != only:
            message = f"「{key}」は、資料{quote(name)}には載りません。"
            hint = f'「{key}」が載るのは {only} です。name = "{only}" の [[handout]] に書いてください。'
            table.report("DX335", key, message, hint, Part.KEY)
