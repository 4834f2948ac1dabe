"""Under which heading each key of a plan belongs: people write them one heading too early or too late."""

from __future__ import annotations

from typing import Final

HEADINGS: Final = {
    **dict.fromkeys(("title", "office", "fiscal_year", "label", "note", "comment"), "plan.toml の先頭"),
    **dict.fromkeys(("digits", "rounding"), "plan.toml の [rate] の下"),
    **dict.fromkeys(
        ("departments", "overview", "goal", "new", "excluded"), "[[item]] のすぐ下（次の見出しより前）"
    ),
    **dict.fromkeys(("unit", "parts", "baseline", "target", "actual", "due"), "[[item.indicator]] の下"),
    **dict.fromkeys(("better", "counting", "weight", "kpi", "provisional"), "[[item.indicator]] の下"),
    **dict.fromkeys(("done", "state", "report", "reason", "wording", "published"), "[item.result] の下"),
    **dict.fromkeys(("lower", "round", "floor", "cap", "not_done"), "plan.toml の [judgement] の下"),
    **dict.fromkeys(("short", "from", "above", "colour"), "plan.toml の [[judgement.verdict]] の下"),
    **dict.fromkeys(("half", "progress"), "[[item.milestone]] の下"),
    "verdict": "[item.result.override] の下",
    "parent": "展開方向のファイルの [[direction]] の下",
    "also": "[[item]] のすぐ下（次の見出しより前）",
    "headings": "plan.toml の [numbering] の下",
}
