"""Next year's plan: this year's items with their ids, goals and comments, without what was recorded and published.

It is made of the files as they stand, so that the words people wrote, and their comments, come with the items; the new
files have the canonical form.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dxplan.format import keys
from dxplan.format.comments import Attached, find_comments
from dxplan.format.editing import edit_document
from dxplan.format.layout import Writer
from dxplan.format.reading import read_plan
from dxplan.format.reading.head import HEAD_FILE
from dxplan.handouts.wording import figure_text
from dxplan.judging.items import judge_plan
from dxplan.model import Better, Item, Progress, Ratio, Source
from dxplan.model.findings import DxplanError, InvalidPlan
from dxplan.model.own import Owner
from dxplan.values.characters import in_short
from dxplan.values.quantities import Quantity
from dxplan.values.steps import Step
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import handout_year, long_year, parse_fiscal_year, short_year
from dxplan.versions.years import moved_on, texts_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dxplan.format.blocks import Block
    from dxplan.format.comments import Comments
    from dxplan.format.document import Document
    from dxplan.format.reading import PlanText
    from dxplan.judging.items import Assessment
    from dxplan.model import Indicator, KeyPath, Plan

#: So much of a text is told.
_SHOWN: Final = 40
#: What was recorded, published or said of the year, and is not carried on.
_OF_THE_HEAD: Final = ("comment", "review", "published", "correction")
_OF_A_HEADING: Final = ("points", "review", "published")
_OF_A_DIRECTION: Final = (*_OF_A_HEADING, "items", "achieved")
_OF_AN_ITEM: Final = ("new", "change", "result", "printed")
_OF_AN_INDICATOR: Final = ("actual", "provisional", "unjudged")
_OF_A_MILESTONE: Final = ("progress", "state")


class Told(NamedTuple):
    """A line of the new plan, and what is said of it."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextYear:
    """Next year's plan: its files by name, what they say, and what people are to know and to do.

    ``left_out`` are the rows that were left out, with the reason; ``moved`` the texts in which the year was moved on,
    ``years`` those in which others stay; ``reached`` the targets that this year's actual has reached already;
    ``to_write`` what is still to be written.
    """

    texts: Mapping[str, str]
    content: PlanText
    carried: int
    left_out: tuple[str, ...]
    moved: tuple[Told, ...]
    years: tuple[Told, ...]
    reached: tuple[Told, ...]
    to_write: tuple[Told, ...]

    def report(self) -> Iterator[str]:
        """Yield what people are to know, in words: a heading, and a line for each place below it."""
        without = f"、{len(self.left_out)}項目を除きました" if self.left_out else "ました"
        yield f"{self.carried}項目を引き継ぎ{without}。"
        yield from (f"  {line}" for line in self.left_out)
        yield from self._part("年度を移した文（合っているか確かめてください）", self.moved)
        yield from self._part("年度がそのままの文（要れば書き直してください）", self.years)
        yield from self._part("もう達している目標（見直してください）", self.reached)
        yield from self._part("これから書くところ", self.to_write)

    def _part(self, heading: str, told: Sequence[Told]) -> Iterator[str]:
        if told:
            yield ""
            yield f"{heading} {len(told)}か所"
        for each in told:
            yield f"  {each.path}:{each.line} {each.text}"


def candidates(rows: Iterable[Assessment], year: int) -> Iterator[tuple[Assessment, str]]:
    """Yield the rows that may have come to their end, each with the sign of it."""
    for row in rows:
        item = row.item
        states = [milestone.state for milestone in item.milestones]
        if row.repost:
            continue
        if item.excluded is not None:
            yield row, f"対象外: {item.excluded}"
        elif states and all(state in (Progress.DONE, Progress.CANCELLED) for state in states):
            yield row, "半期の予定がすべて完了か中止"
        elif item.indicators and all(_written_due(i, year) and row.verdict.achieved for i in item.indicators):
            yield row, "指標の期限が来て、達成した"


def _written_due(indicator: Indicator, year: int) -> bool:
    """Tell whether an indicator has come to the end of targets of several years."""
    return indicator.due <= year and len(indicator.targets) > 1


def roll_over(
    content: PlanText,
    to: tuple[str, str],
    dropped: Collection[str] = (),
    *,
    move_bases: bool = False,
    last_year: bool = False,
) -> NextYear:
    """Return the plan of the year after that of a sound plan of one year; ``to`` are its name and its folder as shown.

    ``dropped`` are the ids of rows that are left out. With ``move_bases`` this year's actuals become base values, with
    ``last_year`` they are written down as last year's values. Raises InvalidPlan where the new plan would not be sound.
    """
    if content.plan is None:
        raise InvalidPlan(content.findings, content.texts)
    _refuse(content.plan)
    made = _Rollover(content, content.plan, dropped, move_bases=move_bases, last_year=last_year)
    return made.plan(to)


class NextOfSpan(NamedTuple):
    """A plan of several years that has come to its next one: the texts of its files that change, by path as shown.

    ``taken_out`` are the keys of what was said of the year before alone, ``years`` the texts in which that year stays.
    """

    texts: Mapping[str, str]
    taken_out: tuple[str, ...]
    years: tuple[Told, ...]

    def report(self, year: int) -> Iterator[str]:
        """Yield what people are to know, in words."""
        yield f"{handout_year(year)}年度の計画にしました。前の年度の目標と実績は残っています。"
        if self.taken_out:
            yield f"  除いたもの: {'、'.join(self.taken_out)}（前の年度だけのこと）"
        for each in self.years:
            yield f"  年度を確かめてください: {each.path}:{each.line} {each.text}"


def has_next(plan: Plan) -> bool:
    """Tell whether a plan goes on in the next year as it is: one of several years, before its last."""
    return plan.span.first < plan.span.last and plan.fiscal_year < plan.span.last


def go_on(content: PlanText, plan: Plan) -> NextOfSpan:
    """Return a plan of several years in the next of them: what it holds stays, what was said of the year alone goes.

    It stays one plan in one folder, whose history and ids a copy would cut off.
    """
    head = content.documents[plan.source.path]
    year = plan.fiscal_year + 1
    now = short_year(plan.fiscal_year)
    written = short_year(year) if isinstance(head.data["fiscal_year"], str) else year
    edits: dict[str, list[tuple[KeyPath, Any]]] = {head.path: [(("fiscal_year",), written)]}
    out: dict[str, None] = {}
    for source in (plan.source, *(each.source for each in plan.headings)):
        table = _table_at(content, source)
        for name in _OF_THE_HEAD if source == plan.source else _OF_A_HEADING:
            if name == "correction":  # of what was published, which stays; they are of its year
                edits[head.path] += [
                    ((name, number, "year"), now)
                    for number, each in enumerate(table.get(name, ()))
                    if "year" not in each
                ]
            elif name in table:
                out[name] = None
                edits.setdefault(source.path, []).append(((*source.key, name), None))
    texts = {path: edit_document(content.documents[path], asked).text for path, asked in edits.items()}
    _refuse_undated(content, plan, texts)
    years = tuple(
        _told(content, Source(head.path, path), in_short(text, _SHOWN))
        for path, text in texts_in(head.data)
        if not any(name in _OF_THE_HEAD or name in _OF_A_HEADING for name in path)
        and moved_on(text, plan.fiscal_year).text != text
    )
    return NextOfSpan(texts, tuple(out), years)


def _refuse_undated(content: PlanText, plan: Plan, texts: Mapping[str, str]) -> None:
    """Refuse where something that was written without its year would be of the next one."""
    files = {**{path: document.text for path, document in content.documents.items()}, **texts}
    folder = plan.source.path.rpartition("/")[0]
    again = read_plan(
        plan.name, folder, {path.rpartition("/")[2]: text.encode() for path, text in files.items()}
    )
    if again.plan is None:
        raise InvalidPlan(again.findings, again.texts)
    items = {row.id: row for row in again.plan.rows if isinstance(row, Item)}
    undated = [
        row.name for row in plan.rows if isinstance(row, Item) and _of_years(row) != _of_years(items[row.id])
    ]
    if undated:
        year = short_year(plan.fiscal_year)
        raise DxplanError(
            f"年度のない目標や実績のある項目が{len(undated)}件あります（{undated[0]} など）。"
            "次の年度のものになってしまうので、何も書き込んでいません。",
            f"target と actual は {{ {year} = … }}、実績は [item.result.{year}]、"
            f'半期は half = "{year}上期" のように、年度を書いてください。',
        )


def _of_years(item: Item) -> tuple[object, ...]:
    """Return what an item says of fiscal years."""
    dated = (
        (each.targets, each.actuals, each.outlooks, each.unjudged, each.blanks, each.own)
        for each in item.indicators
    )
    return (item.results, item.milestones, item.own, *dated)


def _table_at(content: PlanText, source: Source) -> Mapping[str, Any]:
    found: Any = content.documents[source.path].data
    for step in source.key:
        found = found[step]
    return found if isinstance(found, dict) else {}


def _refuse(plan: Plan) -> None:
    """Refuse a plan that has nothing to be carried on."""
    span = plan.span
    if span.first != span.last:
        years = f"{short_year(span.first)}から{short_year(span.last)}"
        raise DxplanError(
            f"{years}の計画の最後の年度なので、次の年度はありません。",
            "次の期間の計画は目標から作り直すので、フォルダを写して years と目標値を書き直してください。",
        )
    if not any(isinstance(row, Item) for row in plan.rows):
        raise DxplanError(
            f"{long_year(plan.fiscal_year)}の計画には、引き継ぐ項目がありません。",
            "件数だけの計画です。項目を書いた年度の計画から引き継いでください。",
        )


class _Sheet:
    """One file on its way: its data, its comments, and the places that are taken out of it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.data: dict[str, Any] = deepcopy(document.data)
        self._comments = find_comments(document.text)
        self._gone: set[KeyPath] = set()
        self._elements: dict[KeyPath, list[int]] = defaultdict(list)
        self.told: list[tuple[KeyPath, str, str]] = []
        self.orphans: list[str] = []

    def is_gone(self, path: KeyPath) -> bool:
        """Tell whether something, or what it stands in, is taken out."""
        return any(path[:end] in self._gone for end in range(1, len(path) + 1))

    def take_out(self, path: KeyPath, table: Mapping[str, Any], names: Iterable[str]) -> None:
        """Take keys out of a table; their comments stay in it."""
        self._gone.update((*path, name) for name in names if name in table)

    def leave_out(self, path: KeyPath) -> None:
        """Leave an element of an array out, with its comments."""
        self._gone.add(path)
        self._elements[path[:-1]].append(int(path[-1]))

    def tell(self, kind: str, path: KeyPath, text: str) -> None:
        """Keep in mind what is to be said of a place, which moves with what is left out before it."""
        self.told.append((path, kind, text))

    def place(self, path: KeyPath) -> KeyPath:
        """Return where a place is once everything is taken out."""
        moved: list[str | int] = []
        for end, step in enumerate(path):
            before = self._elements.get(path[:end], ()) if isinstance(step, int) else ()
            moved.append(
                step - bisect_left(sorted(before), step) if isinstance(step, int) and before else step
            )
        return tuple(moved)

    def text(self, block: Block) -> str:
        data = self._kept(self.data, ())
        return Writer(self._kept_comments(), ()).file(data, block)

    def _kept(self, value: Any, path: KeyPath) -> Any:  # noqa: ANN401 - any TOML value
        if isinstance(value, dict):
            kept = {
                name: self._kept(v, (*path, name))
                for name, v in value.items()
                if (*path, name) not in self._gone
            }
            return {n: v for n, v in kept.items() if v not in ({}, []) or value[n] in ({}, [])}
        if isinstance(value, list):
            return [self._kept(v, (*path, i)) for i, v in enumerate(value) if (*path, i) not in self._gone]
        return value

    def _kept_comments(self) -> Comments:
        kept: Comments = {}
        for path, attached in self._comments.items():
            gone = next((path[:end] for end in range(1, len(path) + 1) if path[:end] in self._gone), None)
            if gone is None:
                here = kept.setdefault(self.place(path), Attached())
                here.before, here.behind, here.after = attached.before, attached.behind, attached.after
                here.tail = [*attached.tail, *here.tail]
            elif isinstance(gone[-1], str):  # what was said of this year's record stays with the item
                table = self.place(gone[:-1])
                lines = [*attached.lines()]
                kept.setdefault(table, Attached()).tail += lines
                self.orphans += lines
        return kept


class _Rollover:
    """The work on all files of one plan."""

    def __init__(
        self, content: PlanText, plan: Plan, dropped: Collection[str], *, move_bases: bool, last_year: bool
    ) -> None:
        self._old, self._content = plan, content
        self._year = plan.fiscal_year
        self._dropped = dropped
        self._move_bases, self._last_year = move_bases, last_year
        self._indicators: dict[Source, list[Indicator]] = defaultdict(list)
        for row in plan.rows:
            for indicator in row.indicators if isinstance(row, Item) else ():
                self._indicators[indicator.source].append(indicator)
        lost = [row for row in plan.rows if isinstance(row, Item) and row.id in dropped]
        self._lost_items = {row.id for row in lost}
        self._lost_indicators = {i.id for row in lost for i in row.indicators if i.id and not i.repost_of}
        self._left_out: list[str] = []

    def plan(self, to: tuple[str, str]) -> NextYear:
        name, folder = to
        head_path = f"{self._content_folder()}/{HEAD_FILE}"
        sheets = {path: _Sheet(document) for path, document in self._content.documents.items()}
        for path, sheet in sheets.items():
            (self._head if path == head_path else self._items)(sheet)
        blocks = [keys.with_own(block, self._old.own_fields) for block in (keys.HEAD, keys.ITEMS)]
        texts = {
            path.rpartition("/")[2]: _like(sheet.text(blocks[path != head_path]), sheet.document.text)
            for path, sheet in sheets.items()
        }
        for direction in self._old.directions:
            texts.setdefault(f"{direction.id}.toml", "")
        new = read_plan(name, folder, {file: text.encode() for file, text in texts.items()})
        if new.plan is None:
            raise InvalidPlan(
                new.findings, new.texts, "引き継いだ計画に誤りが残るので、何も書き込んでいません。"
            )
        told: dict[str, list[Told]] = defaultdict(list)
        for path, sheet in sheets.items():
            file = f"{folder}/{path.rpartition('/')[2]}"
            for place, kind, text in sheet.told:
                told[kind].append(_told(new, Source(file, sheet.place(place)), text))
            lines = new.documents[file].text.splitlines()
            for comment in sheet.orphans:
                at = next(number for number, line in enumerate(lines, 1) if line == comment)
                told["write"].append(Told(file, at, f"前年度の記録に付いていたコメント: {comment}"))
        for direction in new.plan.directions:
            if not direction.rows:
                text = f"{direction.name}: 項目がない。{direction.id}.toml に [[item]] を書く。"
                told["write"].append(_told(new, direction.source, text))
        told["reached"] += [_told(new, source, text) for source, text in self._reached(new.plan)]
        moved, years, reached, to_write = (
            tuple(sorted(told[kind])) for kind in ("moved", "years", "reached", "write")
        )
        return NextYear(
            texts=texts,
            content=new,
            carried=len(new.plan.rows),
            left_out=tuple(self._left_out),
            moved=moved,
            years=years,
            reached=reached,
            to_write=to_write,
        )

    def _content_folder(self) -> str:
        return self._old.source.path.rpartition("/")[0]

    def _head(self, sheet: _Sheet) -> None:
        data = sheet.data
        old = data["fiscal_year"]
        data["fiscal_year"] = old + 1 if isinstance(old, int) else short_year(self._year + 1)
        if "base_year" in data and self._move_bases:
            data["base_year"] = short_year(self._year)
        sheet.take_out((), data, (*_OF_THE_HEAD, "years"))  # of a plan of one year these are that year
        for number, direction in enumerate(data["direction"]):
            path = ("direction", number)
            sheet.take_out(path, direction, _OF_A_DIRECTION)
            self._own(sheet, path, direction, Owner.DIRECTION, direction["name"])
        self._texts(sheet, bare=True)

    def _items(self, sheet: _Sheet) -> None:
        for number, heading in enumerate(sheet.data.get("direction", ())):
            path = ("direction", number)
            sheet.take_out(path, heading, _OF_A_DIRECTION)
            self._own(sheet, path, heading, Owner.DIRECTION, heading["name"])
        for number, item in enumerate(sheet.data.get("item", ())):
            path = ("item", number)
            if item["id"] in self._dropped or item.get("repost_of") in self._lost_items:
                of_lost = "元の項目を除いたので、再掲も除いた" if item["id"] not in self._dropped else ""
                self._left_out.append(f"{item.get('name', item['id'])}{f'（{of_lost}）' if of_lost else ''}")
                sheet.leave_out(path)
                continue
            sheet.take_out(path, item, _OF_AN_ITEM)
            if "repost_of" in item:
                continue
            for place, indicator in enumerate(item.get("indicator", ())):
                self._indicator(sheet, (*path, "indicator", place), indicator, item["name"])
            self._milestones(sheet, path, item)
            self._own(sheet, path, item, Owner.ITEM, item["name"])
            if "excluded" in item:
                text = f"{item['name']}: 対象外（{item['excluded']}）のまま引き継いだ。続けるなら excluded を消す。"
                sheet.tell("write", (*path, "excluded"), text)
        self._texts(sheet)

    def _indicator(self, sheet: _Sheet, path: KeyPath, data: dict[str, Any], item: str) -> None:
        if data.get("repost_of"):
            if data["repost_of"] in self._lost_indicators:
                sheet.leave_out(path)
                self._left_out.append(f"{item}の、除いた項目の指標の再掲")
            return
        parts = self._indicators[Source(sheet.document.path, path)]
        actual = _of_the_year(data.get("actual"), self._year)
        numbers = all(isinstance(part.actual(self._year), (Quantity, Ratio)) for part in parts)
        known = numbers or all(isinstance(part.actual(self._year), Step) for part in parts)
        if actual is not None and numbers and (self._last_year or "last_year" in data):
            data["last_year"] = actual
        else:
            sheet.take_out(path, data, ("last_year",))
        if actual is not None and known and self._move_bases and "baseline" in data:
            data["baseline"] = actual
        sheet.take_out(path, data, _OF_AN_INDICATOR)
        name = f"{item}「{data.get('name', '')}」"
        if parse_fiscal_year(data.get("due", "")) == self._year:
            sheet.take_out(path, data, ("due",))
        data |= {"target": _next_targets(data["target"], self._year)} if "target" in data else {}
        if any(keys.BLANKS.get(word) for word in _words(data.get("target"))):
            sheet.tell("write", (*path, "target"), f"{name}: 目標値が決まっていない。")
        self._own(sheet, path, data, Owner.INDICATOR, name)

    def _milestones(self, sheet: _Sheet, path: KeyPath, item: dict[str, Any]) -> None:
        """Carry the plans of half years over to the same halves a year later, unless these have their own."""
        milestones = item.get("milestone", ())
        years = [_half(milestone["half"]) for milestone in milestones]
        for number, (milestone, (year, half)) in enumerate(zip(milestones, years, strict=True)):
            place = (*path, "milestone", number)
            sheet.take_out(place, milestone, _OF_A_MILESTONE)
            if year is None or year > self._year:
                continue
            if (self._year + 1, half) in years:
                sheet.leave_out(place)
                continue
            milestone["half"] = f"{short_year(self._year + 1)}{half}"
        for number, milestone in enumerate(milestones):
            if not sheet.is_gone((*path, "milestone", number)):
                sheet.tell(
                    "write",
                    (*path, "milestone", number),
                    f"{item['name']}: {milestone['half']}の予定を見直す。",
                )

    def _own(self, sheet: _Sheet, path: KeyPath, data: Mapping[str, Any], on: Owner, name: str) -> None:
        """Carry the values of own fields over as they are declared."""
        values = data.get("fields", {})
        for field in self._old.own_fields:
            if field.on is not on or field.id not in values:
                continue
            place = (*path, "fields", field.id)
            if not field.carried:
                sheet.take_out((*path, "fields"), values, (field.id,))
                sheet.tell(
                    "write", path, f"{name}: {field.titled}（前年度は {_shown(values[field.id])}）を書く。"
                )
            elif field.dated:
                sheet.tell("write", place, f"{name}: {field.titled} {_shown(values[field.id])} を確かめる。")

    def _texts(self, sheet: _Sheet, *, bare: bool = False) -> None:
        """Move the year on in all texts that stay."""
        for path, text in [*texts_in(sheet.data)]:
            if sheet.is_gone(path):
                continue
            new, left = moved_on(text, self._year, bare=bare)
            if new != text:
                table: Any = sheet.data
                for step in path[:-1]:
                    table = table[step]
                table[path[-1]] = new
                sheet.tell("moved", path, f"{_around(text, new)} → {_around(new, text)}")
            if left:
                sheet.tell("years", path, f"{'、'.join(dict.fromkeys(left))}: {in_short(new, _SHOWN)}")

    def _reached(self, plan: Plan) -> Iterator[tuple[Source, str]]:
        """Yield the targets of the new plan that the actuals of this year have reached already."""
        before = {
            (row.id, i.name, i.part): i
            for row in self._old.rows
            if isinstance(row, Item)
            for i in row.indicators
        }
        year = f"{handout_year(self._year)}年度"
        for row in judge_plan(plan):
            for judged in row.judged if not row.repost else ():
                indicator = judged.indicator
                old = before.get((row.item.id, indicator.name, indicator.part))
                actual = old.actual(self._year) if old else None
                target, aim = indicator.last_target, judged.aim
                if (
                    not isinstance(actual, (Quantity, Ratio))
                    or aim is None
                    or target is None
                    or indicator.reference
                ):
                    continue
                if aim.better is Better.EQUAL or indicator.repost_of or not aim.is_met(actual):
                    continue
                shown = (
                    figure_text(actual, indicator.unit)
                    if isinstance(actual, Quantity)
                    else f"{actual.numerator:,f}÷{actual.denominator:,f}"
                )
                wanted = figure_text(target[1], indicator.unit)
                yield (
                    indicator.source.child("target"),
                    f"{row.label} {row.item.name}「{indicator.name}」: 目標{wanted}、{year}の実績{shown}",
                )


def _told(content: PlanText, source: Source, text: str) -> Told:
    return Told(source.path, content.line(source), text)


def _like(text: str, old: str) -> str:
    """Return a text with the line ends of the file that it was made of."""
    return text.replace("\n", "\r\n") if 2 * old.count("\r\n") > old.count("\n") else text


def _of_the_year(value: Any, year: int) -> Any:  # noqa: ANN401 - any TOML value
    """Return the figure of a year, of those given by years; the only one there is otherwise."""
    if isinstance(value, dict) and value and all(map(parse_fiscal_year, value)):
        return next((figure for name, figure in value.items() if parse_fiscal_year(name) == year), None)
    return value


def _next_targets(target: Any, year: int) -> Any:  # noqa: ANN401 - any TOML value
    """Return the targets of a plan a year later: those of years to come or, where there are none, the one of the year."""
    if not isinstance(target, dict) or not target or not all(map(parse_fiscal_year, target)):
        return target
    to_come = {name: figure for name, figure in target.items() if (parse_fiscal_year(name) or 0) > year}
    last = [figure for name, figure in target.items() if parse_fiscal_year(name) == year]
    return to_come or ({short_year(year + 1): last[0]} if last else target)


def _words(value: Any) -> Iterator[str]:  # noqa: ANN401 - any TOML value
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words(part)


def _half(text: str) -> tuple[int | None, str]:
    """Return the year of a half, None where it is the plan's, and the half."""
    return parse_fiscal_year(text[:-2]) if text[:-2].strip() else None, text[-2:]


def _shown(value: object) -> str:
    return in_short(str(value), _SHOWN)


def _around(text: str, other: str) -> str:
    """Return the part of a text in which it differs from another, with a little of what stands around."""
    start = next(
        (at for at, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other))
    )
    begin = max(0, start - 12)
    return f"{'…' if begin else ''}{' '.join(text[begin : start + 12].split())}{'…' if start + 12 < len(text) else ''}"
