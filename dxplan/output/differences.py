"""What differs between two versions of a plan: lines for the screen and for Markdown, and JSON with its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dxplan.comparing.texts import Mark, pieces, tokens
from dxplan.format.keys.items import INDICATOR, ITEM, RESULT
from dxplan.format.keys.plan import DIRECTION, HEAD
from dxplan.handouts.old_and_new import title_of
from dxplan.handouts.wording import figure_text
from dxplan.model import Blank, Pending, Ratio
from dxplan.model.changes import Move
from dxplan.output.contracts import (
    CONTRACT,
    FLAG,
    INTEGER,
    TEXT,
    Shape,
    document,
    one_of,
    optional,
    record,
    several,
)
from dxplan.values.dates import long_date
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import handout_year, long_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dxplan.comparing.indicators import Figure, IndicatorChange
    from dxplan.comparing.plans import Comparison, HeadingChange, RowChange, TextChange
    from dxplan.comparing.sides import ChangedByBoth
    from dxplan.model.findings import Diagnostic

#: Tokens that are shown on either side of what changed in a long text.
_AROUND: Final = 12


def difference_lines(comparison: Comparison, shown: tuple[str, str]) -> Iterator[str]:
    """Yield what is printed on a screen; ``shown`` is what the two versions are called."""
    yield from _lines(comparison, shown, ("■ ", "  "), lambda text: text, ("［-", "-］"), ("｛+", "+｝"))


def difference_markdown(comparison: Comparison, shown: tuple[str, str], escape: Callable[[str], str]) -> str:
    """Return it as Markdown, with the old parts struck out and the new ones underlined."""
    marks = ("<del>", "</del>"), ("<ins>", "</ins>")
    return "\n".join(_lines(comparison, shown, ("\n### ", "- "), escape, *marks)).lstrip("\n") + "\n"


class MergedPlan(NamedTuple):
    """What several sides of a merge have changed of a plan: what it and the sides are called, and the items."""

    shown: str
    sides: tuple[str, ...]
    items: tuple[ChangedByBoth, ...]


def merge_lines(merged: MergedPlan) -> Iterator[str]:
    """Yield what is printed on a screen of a plan after a merge."""
    yield from _merge_lines(merged, ("■ ", "  ", "    "), str, ("［-", "-］"), ("｛+", "+｝"))


def merge_markdown(merged: MergedPlan, escape: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines of it as Markdown."""
    begin = ("### ", "- ", "  - ")
    yield from _merge_lines(merged, begin, escape, ("<del>", "</del>"), ("<ins>", "</ins>"))


def _merge_lines(
    merged: MergedPlan,
    begin: tuple[str, str, str],
    quote: Callable[[str], str],
    old: tuple[str, str],
    new: tuple[str, str],
) -> Iterator[str]:
    count = f"{len(merged.items)}つあります" if merged.items else "ありません"
    yield f"{quote(merged.shown)}: マージした両方で変わった項目は{count}。"
    for each in merged.items:
        first = next(change for change in each.changes if change)
        yield ""
        yield f"{begin[0]}{_heading(first, quote)}"
        for side, change in zip(merged.sides, each.changes, strict=True):
            if change:
                yield f"{begin[1]}{quote(side)}"
                yield from (f"{begin[2]}{line}" for line in _of_row(change, quote, old, new))


def merge_json(found: Iterable[MergedPlan]) -> dict[str, Any]:
    """Return what several sides of a merge have changed for other programs, in the shape of ``MERGES``."""
    return {
        "contract": CONTRACT,
        "plans": [
            {
                "plan": merged.shown,
                "items": [
                    {
                        "id": each.id,
                        "sides": [
                            {"side": side, "change": _row_json(change) if change else None}
                            for side, change in zip(merged.sides, each.changes, strict=True)
                        ],
                    }
                    for each in merged.items
                ],
            }
            for merged in found
        ],
    }


def _lines(
    found: Comparison,
    shown: tuple[str, str],
    begin: tuple[str, str],
    quote: Callable[[str], str],
    old: tuple[str, str],
    new: tuple[str, str],
) -> Iterator[str]:
    years = [long_year(plan.fiscal_year) for plan in (found.before, found.after)]
    yield f"{quote(shown[0])}（{years[0]}）→ {quote(shown[1])}（{years[1]}）"
    if not found.differs:
        yield "違いはありません。"
        return
    changed = [row for row in found.rows if row.before and row.after]
    yield ""
    yield (
        f"新規 {len(found.new)}、廃止 {len(found.ended)}、継続 {found.continued}"
        f"（変更 {len(changed)}、移動 {sum(row.moved for row in changed)}）"
    )
    if found.moves:
        yield "指標と目標: " + "、".join(f"{move.value} {count}" for move, count in found.moves.items())
    if found.head:
        yield "計画の決めごと: " + "、".join(quote(title_of(key, HEAD)) for key in found.head)
    if found.headings:
        named = (f"{each.name}（{_of_heading(each)}）" for each in found.headings)
        yield f"{quote(found.after.direction_word)}と見出し: " + "、".join(map(quote, named))
    for change in found.rows:
        yield ""
        yield f"{begin[0]}{_heading(change, quote)}"
        for line in _of_row(change, quote, old, new):
            yield f"{begin[1]}{line}"


def _of_heading(change: HeadingChange) -> str:
    if not change.keys:
        return "新規" if change.new else "廃止"
    return "、".join(title_of(key, DIRECTION) for key in change.keys)


def _heading(change: RowChange, quote: Callable[[str], str]) -> str:
    row, repost = change.row, "（再掲）" if change.row.repost else ""
    kind = "新規 " if change.before is None else "廃止 " if change.after is None else ""
    return f"{kind}{quote(f'{row.label} {row.item.name}')}{repost}"


def told(change: RowChange) -> str:
    """Return in one line what changed in a row: 判定 未記録 → 目標達成、R元年度の取組実績・成果等."""
    if change.before is None or change.after is None:
        return "新規" if change.before is None else "廃止"
    verdicts = [f"判定 {change.verdicts[0].label} → {change.verdicts[1].label}"] if change.verdicts else []
    named = (*map(_label, change.texts), *(f"指標「{each.name}」" for each in change.indicators))
    others = (title_of(key, ITEM) for key in change.others)
    return "、".join(dict.fromkeys((*verdicts, *(["移動"] if change.moved else []), *named, *others)))


def _of_row(
    change: RowChange, quote: Callable[[str], str], old: tuple[str, str], new: tuple[str, str]
) -> Iterator[str]:
    if change.before is None or change.after is None:
        yield f"id: {quote(change.row.id)}"
        return
    if change.moved:
        places = [f"{row.direction.name} {row.label}" for row in (change.before, change.after)]
        yield f"移動: {quote(places[0])} → {quote(places[1])}"
    for text in change.texts:
        yield f"{quote(_label(text))}: {_marked(text, quote, old, new)}"
    for indicator in change.indicators:
        yield _indicator_line(indicator, quote)
        for reason in change.reasons_of(indicator):
            yield quote(f"理由（{long_date(reason.on)}、{reason.kind.value}）: {reason.reason}")
    if change.others:
        yield "ほかに変わったもの: " + "、".join(quote(title_of(key, ITEM)) for key in change.others)
    if change.verdicts:
        yield f"判定: {quote(change.verdicts[0].label)} → {quote(change.verdicts[1].label)}"
    if change.by_old_goal and change.by_old_goal != change.after.verdict:
        now = change.after.verdict.label
        yield f"前の目標のままなら: {quote(change.by_old_goal.label)}（いまの目標では {quote(now)}）"


def _label(text: TextChange) -> str:
    if text.year is None:
        return title_of(text.key, ITEM)
    return f"{handout_year(text.year)}年度の{title_of(text.key, RESULT)}"


def _marked(text: TextChange, quote: Callable[[str], str], old: tuple[str, str], new: tuple[str, str]) -> str:
    """Return a text with its old and new parts marked, and what is far from them left out."""
    parts = pieces(text.before, text.after)
    shown = []
    for place, piece in enumerate(parts):
        if piece.mark is Mark.BOTH:
            kept = tokens(piece.text)
            head = [] if place == 0 else kept[:_AROUND]
            tail = [] if place == len(parts) - 1 else kept[-_AROUND:]
            whole = len(kept) <= len(head) + len(tail) + 1
            shown.append(quote(piece.text if whole else f"{''.join(head)}…{''.join(tail)}"))
        else:
            mark = old if piece.mark is Mark.OLD else new
            shown.append(f"{mark[0]}{quote(piece.text)}{mark[1]}")
    return "".join(shown).replace("\n", "⏎")


def _indicator_line(change: IndicatorChange, quote: Callable[[str], str]) -> str:
    told = [move.value for move in change.moves]
    told += [_figure_line(figure, change) for figure in change.figures]
    if change.before and change.after and change.before.name != change.after.name:
        told.append(f"もとは「{change.before.name}」")
    others = [title_of(key, INDICATOR) for key in change.others if key != "name"]
    if others:
        told.append(f"{'と'.join(others)}の変更")
    return quote(f"指標「{change.name}」: {'、'.join(told)}")


def _figure_line(figure: Figure, change: IndicatorChange) -> str:
    year = f"（{handout_year(figure.year)}年度）" if figure.year else ""
    old, new = _figures(figure, change)
    return f"{figure.what}{year} {old or 'なし'} → {new or 'なし'}"


def _figures(figure: Figure, change: IndicatorChange) -> tuple[str | None, str | None]:
    units = (change.before.unit if change.before else ""), (change.after.unit if change.after else "")
    old, new = (
        written(value, unit) for value, unit in zip((figure.before, figure.after), units, strict=True)
    )
    return old, new


def written(value: Any, unit: str) -> str | None:  # noqa: ANN401 - whatever stands in place of a figure
    """Return a target, base or actual in words; None where there is none."""
    if value is None:
        return None
    if isinstance(value, (Pending, Blank)):
        return value.word
    if isinstance(value, Ratio):
        return f"{value.numerator}/{value.denominator}"
    return figure_text(value, unit)


def difference_json(
    comparison: Comparison, shown: tuple[str, str], unread: Iterable[Diagnostic] = ()
) -> dict[str, Any]:
    """Return what differs for other programs, in the shape of ``DIFFERENCES``; ``unread`` is why files were left out."""
    return {
        "contract": CONTRACT,
        "before": shown[0],
        "after": shown[1],
        "differs": comparison.differs,
        "continued": comparison.continued,
        "plan": list(comparison.head),
        "headings": [each.id for each in comparison.headings],
        "items": [_row_json(change) for change in comparison.rows],
        "unread": [{"path": each.source.path, "line": each.line, "message": each.message} for each in unread],
    }


def _row_json(change: RowChange) -> dict[str, Any]:
    rows = (change.before, change.after)
    places = [
        row and {"direction": row.path[0].id, "heading": row.direction.id, "number": row.number}
        for row in rows
    ]
    verdicts = change.verdicts
    return {
        "id": change.row.id,
        "name": change.row.item.name,
        "change": "new" if rows[0] is None else "ended" if rows[1] is None else "changed",
        "moved": change.moved,
        "before": places[0],
        "after": places[1],
        "texts": [
            {
                "key": text.key,
                "year": text.year,
                "pieces": [
                    {"in": piece.mark.value, "text": piece.text} for piece in pieces(text.before, text.after)
                ],
            }
            for text in change.texts
        ],
        "indicators": [_indicator_json(each, change) for each in change.indicators],
        "others": list(change.others),
        "verdicts": None if verdicts is None else [verdict.label for verdict in verdicts],
        "by_old_goal": change.by_old_goal.label if change.by_old_goal else None,
    }


def _indicator_json(change: IndicatorChange, row: RowChange) -> dict[str, Any]:
    values = [(figure, *_figures(figure, change)) for figure in change.figures]
    return {
        "before": change.before.name if change.before else None,
        "after": change.after.name if change.after else None,
        "moves": [move.value for move in change.moves],
        "figures": [{"what": f.what, "year": f.year, "before": old, "after": new} for f, old, new in values],
        "others": list(change.others),
        "reasons": [
            {"on": each.on.isoformat(), "kind": each.kind.value, "reason": each.reason}
            for each in row.reasons_of(change)
        ],
    }


_PLACE: Final = optional(record(direction=TEXT, heading=TEXT, number=optional(INTEGER)))
_PIECE: Final = record(**{"in": one_of(*(mark.value for mark in Mark)), "text": TEXT})
_FIGURE: Final = record(
    what=one_of("目標値", "基準値", "実績値"),
    year=optional(INTEGER),
    before=optional(TEXT),
    after=optional(TEXT),
)
_INDICATOR: Final = record(
    before=optional(TEXT),
    after=optional(TEXT),
    moves=several(one_of(*(move.value for move in Move))),
    figures=several(_FIGURE),
    others=several(TEXT),
    reasons=several(record(on=TEXT, kind=one_of(*(move.value for move in Move)), reason=TEXT)),
)
_ROW: Final = record(
    id=TEXT,
    name=TEXT,
    change=one_of("new", "ended", "changed"),
    moved=FLAG,
    before=_PLACE,
    after=_PLACE,
    texts=several(record(key=TEXT, year=optional(INTEGER), pieces=several(_PIECE))),
    indicators=several(_INDICATOR),
    others=several(TEXT),
    verdicts=optional(several(TEXT)),
    by_old_goal=optional(TEXT),
)
DIFFERENCES: Final[Shape] = document(
    "dxplan diff --json",
    before=TEXT,
    after=TEXT,
    differs=FLAG,
    continued=INTEGER,
    plan=several(TEXT),
    headings=several(TEXT),
    items=several(_ROW),
    unread=several(record(path=TEXT, line=INTEGER, message=TEXT)),
)
MERGES: Final[Shape] = document(
    "dxplan diff --merge --json",
    plans=several(
        record(
            plan=TEXT,
            items=several(
                record(id=TEXT, sides=several(record(side=TEXT, change=optional({"$ref": "#/$defs/row"}))))
            ),
        )
    ),
) | {"$defs": {"row": _ROW}}
