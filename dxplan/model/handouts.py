"""The handouts that can be made of a plan: their names, and the modules that make them."""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple


class Needs(Enum):
    """What must be recorded before a handout can be final; with ``--draft`` nothing must."""

    EVERYTHING = "every item has a result"
    ALL_OR_NOTHING = "every item has a result, or none has"
    NOTHING = "nothing"


class Handout(NamedTuple):
    """What makes a handout.

    ``rendering/excel/<module>.py`` makes the workbook, ``rendering/contexts/<module>.py`` with ``templates/<template>``
    the Markdown.
    """

    module: str
    template: str
    needs: Needs


HANDOUTS: Final = {
    "実施結果": Handout("results", "results.md.j2", Needs.EVERYTHING),
    "KPI一覧": Handout("kpi_list", "kpi-list.md.j2", Needs.ALL_OR_NOTHING),
    "成果指標": Handout("outcomes", "outcomes.md.j2", Needs.NOTHING),
    "ロードマップ": Handout("roadmap", "roadmap.md.j2", Needs.NOTHING),
    "目次": Handout("contents", "contents.md.j2", Needs.NOTHING),
}
#: What is made of a plan that names none.
DEFAULT: Final = ("実施結果",)
