"""新旧対照表: what a plan says now beside what it said before, with the parts that changed underlined.

Headings and items stand in the order of the new plan, what is no more where it stood; what did not change is folded
(２～５　略). Texts, targets and indicators belong to it, results do not.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeVar

from dxplan.comparing.texts import Mark, pieces, tokens
from dxplan.format.keys.items import INDICATOR, ITEM
from dxplan.format.keys.plan import HEAD
from dxplan.handouts.handout import Column, Layout, RichText, Role, Row, RowRole, Run, Sheet, Table, Text
from dxplan.handouts.report import DirectionReport, ReportRow, department_lines, handout_of, make_report
from dxplan.handouts.wording import figure_text
from dxplan.model.handouts import COMPARISON
from dxplan.values.dates import long_date
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import handout_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.comparing.indicators import IndicatorChange
    from dxplan.comparing.plans import Comparison, RowChange
    from dxplan.format.blocks import Block
    from dxplan.handouts.handout import Handout
    from dxplan.model import Indicator, Item, Plan
    from dxplan.model.changes import Change

_NEW: Final = "（新設）"
_GONE: Final = "（削る）"
_MOVED: Final = "（移動）"
_INDICATOR: Final = "指標"
_LEFT_OUT: Final = "　略"
#: The heads of a plan that say how it is judged, and that no item tells.
_RULES: Final = ("scheme", "rate", "span")
#: Texts of an item that are of the plan and not of its results.
_TEXTS: Final = ("departments", "overview", "goal")
#: What of an indicator its text tells, and what is of its results.
_IN_TEXT: Final = frozenset({"name", "unit", "group", "part", "reference"})
_OF_RESULTS: Final = frozenset({"provisional", "outlooks", "unjudged"})
#: So many tokens that stayed between two parts that changed are underlined with them: nobody reads a line of dots.
_SHORT: Final = 2
_TEXT_WIDTH: Final = 54.0
_REMARK_WIDTH: Final = 24.0
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
#: What stands in no file under that key.
_PLACES: Final = {
    "span": "年度",
    "scheme": "判定の方式",
    "editions": "資料ごとの決めごと",
    "all_corrections": "公表した数の訂正",
    "own_fields": "計画の欄",
    "own": "計画の欄",
    "milestones": "半期の予定と進み具合",
    "ignored": "照査の除外",
    "group": "KPI の名前",
    "part": "値の名前",
    "outlooks": "期末見込み",
}
_Each = TypeVar("_Each", bound=DirectionReport | ReportRow)


def title_of(key: str, block: Block) -> str:
    """Return what people call a field of the model: the title of its key."""
    titles = (each.title for each in block.keys.values() if key == (each.field or each.name))
    return next(titles, _PLACES.get(key, key))


def marked(before: str, after: str) -> tuple[str, str]:
    """Return two texts, the parts of each marked that the other has not."""
    if before == after:
        return before, after
    old, new = [], []
    found = pieces(before, after)
    for number, (mark, text) in enumerate(found):
        between = mark is Mark.BOTH and 0 < number < len(found) - 1 and "\n" not in text
        changed = mark is not Mark.BOTH or (between and len(tokens(text)) <= _SHORT)
        if mark is not Mark.NEW:
            old.append(Run(text, changed))
        if mark is not Mark.OLD:
            new.append(Run(text, changed))
    return RichText(old), RichText(new)


def make(found: Comparison, label: str) -> Handout | None:
    """Return the handout; None where no text, target or indicator of the plan changed."""
    rule, report = found.after.comparison, make_report(found.after)
    lines = [*_Sides(found, make_report(found.before).directions, report.directions).lines()]
    rules = [title_of(key, HEAD) for key in _RULES if key in found.head]
    if not lines and not rules:
        return None
    columns = [Column(heading=rule.after, width=_TEXT_WIDTH), Column(heading=rule.before, width=_TEXT_WIDTH)]
    order = [1, 0] if rule.before_first else [0, 1]
    if rule.has_remarks:
        columns.append(Column(heading=rule.remarks, width=_REMARK_WIDTH))
        order.append(2)
    rows = (
        Row(tuple((line.after, line.before, line.remark or None)[place] for place in order), line.role)
        for line in lines
    )
    table = Table(
        columns=tuple(columns[place] for place in order),
        rows=tuple(rows),
        notes=(f"※ほかに、{'、'.join(rules)}を改めた。",) if rules else (),
    )
    title = report.plan.edition(COMPARISON).title or f"{report.plan.title}　{COMPARISON}"
    notes = (Text(Role.NOTE, f"（{note}）") for note in rule.notes)
    sheet = Sheet(
        name=COMPARISON,
        layout=Layout.LIST,
        top=(Text(Role.TITLE, title), Text(Role.OFFICE, report.plan.office)),
        parts=((*notes, table),),
        repeats=False,
    )
    return handout_of(report, COMPARISON, label, title=title, sheets=(sheet,))


class _Line(NamedTuple):
    """A row of the table."""

    before: str
    after: str
    remark: str = ""
    role: RowRole = RowRole.MORE


class _Part(NamedTuple):
    """A heading or an item in both plans. ``labels`` are what it is called, old and new, where it did not change."""

    lines: tuple[_Line, ...]
    labels: tuple[int | str, int | str] | None


class _Field(NamedTuple):
    """What an item said and says under a title."""

    title: str
    before: str
    after: str
    remark: str = ""

    @property
    def same(self) -> bool:
        """Whether nothing of it changed."""
        return self.before == self.after and not self.remark

    @property
    def line(self) -> _Line:
        """It as a row of the table."""
        both = (f"（{self.title}）{text}" if text else "" for text in (self.before, self.after))
        return _line(*both, remark=self.remark)


class _Sides:
    """Two versions of a plan: ``old`` and ``new`` are their headings."""

    def __init__(
        self, found: Comparison, old: Sequence[DirectionReport], new: Sequence[DirectionReport]
    ) -> None:
        self.plans = found.before, found.after
        self.tops = old, new
        self.old_rows, self.new_rows = (
            {row.id: row for top in tops for row in top.rows} for tops in self.tops
        )
        self.fold = found.after.comparison.fold
        self.changes = {change.row.id: change for change in found.rows if _of_plan(change)}

    def lines(self) -> Iterator[_Line]:
        """Yield all lines; none where nothing changed."""
        titles = [plan.title for plan in self.plans]
        head = [] if titles[0] == titles[1] else [_Part((_line(*titles, role=RowRole.HEADING),), None)]
        parts = [*head, *self._headings(*self.tops)]
        if any(part.labels is None for part in parts):
            yield from self._folded(parts)

    def _folded(self, parts: Iterable[_Part]) -> Iterator[_Line]:
        """Yield the lines of what changed, and one for all that did not between two of these."""
        for (same, role), group in groupby(
            parts, key=lambda part: (part.labels is not None, part.lines[0].role)
        ):
            found = [*group]
            if same and self.fold:
                old, new = zip(*(part.labels for part in found if part.labels), strict=True)
                yield _line(f"{_numbers(old)}{_LEFT_OUT}", f"{_numbers(new)}{_LEFT_OUT}", role=role)
            else:
                yield from (line for part in found for line in part.lines)

    def _headings(self, old: Sequence[DirectionReport], new: Sequence[DirectionReport]) -> Iterator[_Part]:
        return (self._heading(*pair) for pair in _merged(old, new))

    def _heading(self, before: DirectionReport | None, after: DirectionReport | None) -> _Part:
        own = _merged(before.own if before else (), after.own if after else ())
        below = self._headings(before.parts if before else (), after.parts if after else ())
        parts = [*(self._row(*pair) for pair in own), *below]
        old, new = (each.titled.removeprefix(each.number).strip() if each else "" for each in (before, after))
        names = (_named(before.number, old) if before else "", _named(after.number, new) if after else "")
        lines = (_line(*names, role=RowRole.HEADING), *self._folded(parts))
        if before and after and old == new and all(part.labels for part in parts):
            return _Part(lines, (before.number or f"「{before.name}」", after.number or f"「{after.name}」"))
        return _Part(lines, None)

    def _row(self, before: ReportRow | None, after: ReportRow | None) -> _Part:
        """Return an item that stands here now, or stood here."""
        if before and not after and before.id in self.new_rows:
            now, name = self.new_rows[before.id], _named(before.number, before.name)
            to = f"移動（「{now.direction.name}」の{_named(now.number, '')}へ）"
            return _Part((_Line(_whole(name), _MOVED, to, RowRole.PLAIN),), None)
        before = self.old_rows.get(after.id) if after else before
        if before is None or after is None:
            return _Part(tuple(self._alone(before, after)), None)
        change = self.changes.get(after.id)
        names = _named(before.number, before.name), _named(after.number, after.name)
        head = _line(*names, role=RowRole.PLAIN)
        fields = [] if before.repost or after.repost else [*self._fields(before.item, after.item, change)]
        if change is None:
            numbers = (before.number or f"「{before.name}」", after.number or f"「{after.name}」")
            return _Part((head, *(field.line for field in fields)), numbers)
        if change.moved:
            of = "" if before.direction.id == after.direction.id else f"「{before.direction.name}」の"
            head = head._replace(remark=f"移動（{of}{_named(before.number, '')}から）")
        return _Part((head, *self._changed(fields)), None)

    def _alone(self, before: ReportRow | None, after: ReportRow | None) -> Iterator[_Line]:
        """Yield the lines of an item that is in one of the plans only."""
        yield _line(
            *(_named(row.number, row.name) if row else "" for row in (before, after)), role=RowRole.PLAIN
        )
        for row, plan in zip((before, after), self.plans, strict=True):
            if row and not row.repost:
                told = [(title_of(key, ITEM), _text(row.item, key)) for key in _TEXTS]
                told += [(_INDICATOR, _indicator(each, plan)) for each in row.item.indicators]
                whole = [_whole(f"（{title}）{text}") for title, text in told if text]
                yield from (_Line("", text) if after else _Line(text, "") for text in whole)

    def _fields(self, before: Item, after: Item, change: RowChange | None) -> Iterator[_Field]:
        """Yield what an item of both says under its titles, what it says of its indicators last."""
        for key in _TEXTS:
            old, new = _text(before, key), _text(after, key)
            if old or new:
                yield _Field(title_of(key, ITEM), old, new)
        found = filter(_is_of_plan, change.indicators) if change else ()
        changed = [(each, _remark(each, change.reasons_of(each))) for each in found] if change else []
        for indicator in after.indicators:
            now = _indicator(indicator, self.plans[1])
            told, remark = next((each for each in changed if each[0].after == indicator), (None, ""))
            was = now if told is None else _indicator(told.before, self.plans[0]) if told.before else ""
            yield _Field(_INDICATOR, was, now, remark)
        for told, remark in changed:
            if told.before and not told.after:
                yield _Field(_INDICATOR, _indicator(told.before, self.plans[0]), "", remark)

    def _changed(self, fields: Iterable[_Field]) -> Iterator[_Line]:
        """Yield the fields of an item that changed, and one line for all that did not between two of these."""
        for same, group in groupby(fields, key=lambda field: field.same):
            found = [*group]
            if same and self.fold:
                names = dict.fromkeys(field.title for field in found)
                yield _line(*[f"（{'、'.join(names)}）{_LEFT_OUT}"] * 2)
                continue
            yield from (field.line for field in found)


def _of_plan(change: RowChange) -> bool:
    """Whether something of the plan itself changed in a row of both, and not only of its results."""
    texts = any(text.year is None and text.key in ("name", *_TEXTS) for text in change.texts)
    return change.moved or texts or any(map(_is_of_plan, change.indicators))


def _is_of_plan(change: IndicatorChange) -> bool:
    """Whether something of the plan itself changed in an indicator, and not only of its results."""
    figures = any(figure.what != "実績値" for figure in change.figures)
    return bool(change.moves) or figures or not _OF_RESULTS.issuperset(change.others)


def _remark(change: IndicatorChange, reasons: Iterable[Change]) -> str:
    """Return what is said of a changed indicator: how and why its goalposts were moved, and what its text does not tell."""
    why = {each.kind: f"：{each.reason}（{long_date(each.on)}）" for each in reasons}
    moves = [f"{move.value}{why.get(move, '')}" for move in dict.fromkeys((*change.moves, *why))]
    others = [
        f"{title_of(key, INDICATOR)}の変更" for key in change.others if key not in _IN_TEXT | _OF_RESULTS
    ]
    return "\n".join([*moves, *others])


def _text(item: Item, key: str) -> str:
    return department_lines(item.departments) if key == "departments" else str(getattr(item, key))


def _named(number: int | str, name: str) -> str:
    """Return number and name as official texts print them: ``３　広報事業``."""
    return f"{str(number).translate(_FULL_WIDTH)}　{name}".strip()


def _indicator(indicator: Indicator, plan: Plan) -> str:
    """Return an indicator as the plan asks for it: ``研修の開催回数：12回（基準値5回）``."""
    said = {**dict(indicator.targets), **{year: blank for year, blank in indicator.blanks if year}}
    several = plan.span.first != plan.span.last
    targets = []
    for year in sorted(said):
        of_year = f"{handout_year(year)}年度" if several or year != plan.fiscal_year else ""
        target = indicator.target(year)
        blank = indicator.blank(year)
        shown = figure_text(target, indicator.unit) if target else blank.word if blank else ""
        targets.append(f"{of_year} {shown}".strip())
    notes = [f"基準値{figure_text(indicator.baseline, indicator.unit)}"] if indicator.baseline else []
    if indicator.due not in (*said, plan.fiscal_year):
        notes.append(f"{handout_year(indicator.due)}年度まで")
    if indicator.reference:
        notes.append("参考")
    told = f"{indicator.name}：{'、'.join(targets)}" if targets else indicator.name
    return f"{told}（{'、'.join(notes)}）" if notes else told


def _line(before: str, after: str, *, remark: str = "", role: RowRole = RowRole.MORE) -> _Line:
    """Return a line of two texts; one that is not there is said to be new, or to go."""
    if not before:
        return _Line(_NEW, _whole(after), remark, role)
    if not after:
        return _Line(_whole(before), _GONE, remark, role)
    return _Line(*marked(before, after), remark, role)


def _whole(text: str) -> str:
    return RichText((Run(text, changed=True),))


def _numbers(labels: Iterable[int | str]) -> str:
    """Return what is folded by its numbers, ``２～５、７``, or by its names where it has none."""
    runs: list[list[int | str]] = []
    for label in labels:
        each = int(label) if str(label).isdecimal() else label
        last = runs[-1][-1] if runs else None
        if (isinstance(last, str) and isinstance(each, str)) or (isinstance(last, int) and each == last + 1):
            runs[-1].append(each)
        else:
            runs.append([each])
    shown = "、".join(f"{run[0]}～{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return shown.translate(_FULL_WIDTH)


def _merged(old: Sequence[_Each], new: Sequence[_Each]) -> list[tuple[_Each | None, _Each | None]]:
    """Return what stands in both or in one, in the new order; what is only in the old one behind what it stood behind."""
    before, after = {each.id: each for each in old}, {each.id: each for each in new}
    gone: dict[str, list[tuple[_Each | None, _Each | None]]] = {"": []}
    last = ""
    for id_, each in before.items():
        last = id_ if id_ in after else last
        if id_ not in after:
            gone.setdefault(last, []).append((each, None))
    found = gone[""]
    for id_, each in after.items():
        found += [(before.get(id_), each), *gone.get(id_, ())]
    return found
