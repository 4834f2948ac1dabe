"""dxplan: results of a municipality's ICT/DX action plan, judged and handed out.

For notebooks and scripts (docs/python.md)::

    import dxplan

    plan = dxplan.read("plans/2019")
    judged = dxplan.judge(plan)
    judged.total.achieved, judged.to_records()
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, whose import would take longer than all that --version does
if TYPE_CHECKING:
    from dxplan.model import Plan
    from dxplan.records import JudgedPlan

__version__ = "0.1.0"
__all__ = ["judge", "read"]

# What is needed is imported inside: ``dxplan --version`` comes through here too.


def read(folder: str, year: str | None = None) -> Plan:
    """Return the plan of a folder such as ``plans/2019``, to be judged for ``year`` (``R5``, by default its own).

    Raises ``dxplan.model.findings.InvalidPlan``, whose text has all findings, and DxplanError where there is no plan.
    """
    from dxplan.workspace.opening import open_plan

    return open_plan(folder, year)[0]


def judge(plan: Plan) -> JudgedPlan:
    """Return the plan judged for its fiscal year: items, verdicts and counts as plain values."""
    from dxplan.records import judge as judged

    return judged(plan)
