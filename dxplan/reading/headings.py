"""Under which heading each key of a plan belongs: people write them one heading too early or too late."""

from __future__ import annotations

from typing import Final

HEADINGS: Final = {
    **dict.fromkeys(("title", "office", "fiscal_year", "label", "note", "comment"), "plan.toml の先頭"),
    **dict.fromkeys(("digits", "rounding"), "plan.toml の [rate] の下"),
    **dict.fromkeys(
        ("departments", "overview", "goal", "new", "excluded"), "[[item]] のすぐ下（次の見出しより前）"
    ),
    **dict.fromkeys(
        ("unit", "baseline", "target", "actual", "due", "better", "provisional"), "[[item.indicator]] の下"
    ),
    **dict.fromkeys(("done", "report", "reason", "wording", "published"), "[item.result] の下"),
    "verdict": "[item.result.override] の下",
}
