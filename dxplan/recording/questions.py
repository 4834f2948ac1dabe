"""The questions of ``dxplan record``, item by item, as a conversation without a console.

It yields what is to be said, a text, or asked, a Question, and is sent the line that was typed, None where nobody is
there any more. After each answer it yields what was typed so far, a Draft, so that nothing typed is ever lost.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from dxplan.handouts.report import department_lines
from dxplan.handouts.wording import BESIDE, actual_text, outlook_text, own_text, target_text
from dxplan.judging.items import judge_plan
from dxplan.model import Pending, Ratio
from dxplan.model.findings import DxplanError, InvalidPlan
from dxplan.model.own import Filler, Owner, own_value
from dxplan.model.scheme import UNJUDGED, UNRECORDED
from dxplan.recording.answers import Answer
from dxplan.recording.changes import consequences, redirections
from dxplan.recording.typed import CALLED, read_actual, read_own_value
from dxplan.values.characters import in_short
from dxplan.values.quantities import fold
from dxplan.values.steps import Step
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Generator, Iterable, Iterator, Mapping, Sequence
    from typing import TypeAlias, TypeVar

    from dxplan.judging.indicators import Judged
    from dxplan.judging.items import Assessment
    from dxplan.model import Actual, Indicator, Plan
    from dxplan.model.own import OwnField, OwnWritten
    from dxplan.recording.changes import Change

    _T = TypeVar("_T")
    Talk: TypeAlias = Generator["str | Question | Draft", str | None, _T]

_YES: Final = ("y", "yes", "はい", "ｙ")
_NO: Final = ("n", "no", "いいえ", "ｎ")
_QUIT: Final = ("q", "ｑ")
_SKIP: Final = ("s", "ｓ")
_BACK: Final = ("b", "ｂ")
_ERASE: Final = ("x", "ｘ")
_UNJUDGED: Final = ("u", "ｕ")
#: What the letters do, for who may have meant a choice that is written so.
_DOES: Final = (
    (_QUIT, "ここでやめる"),
    (_SKIP, "この項目を後にする"),
    (_BACK, "一つ前に戻る"),
    (_ERASE, "打った答えを消す"),
    (_UNJUDGED, "この年度は判定しない"),
)
#: A line of this alone ends a text. A blank line does not: it stands between paragraphs that were pasted.
_ENDS: Final = (".", "．", "。")


class Question(NamedTuple):
    """What is asked; the line that is typed behind it, or several pasted ones, is the answer."""

    text: str


class Unfinished(str):
    """What stood behind a question when the person wanted to stop there: kept, and offered again the next time."""

    __slots__ = ()


class Draft(NamedTuple):
    """What was typed about an item so far, by question; nothing any more once it is recorded. It wants to be kept."""

    item: str
    typed: Mapping[str, str]


class LastYear(NamedTuple):
    """What an item told of the year before: actuals as printed, by the names of its indicators, and the report."""

    actuals: Mapping[str, str]
    report: str


class _Leave(Exception):  # noqa: N818 - not an error
    """The person wants to stop here."""


class _Skip(Exception):  # noqa: N818 - not an error
    """The person wants to leave this item out."""


class _Back(Exception):  # noqa: N818 - not an error
    """The person wants to see the question before again."""


def unrecorded(rows: Iterable[Assessment], departments: Container[str] | None) -> list[Assessment]:
    """Return the rows to ask for: those with nothing recorded, of some departments or of all."""
    return [
        row for row in rows if row.verdict == UNRECORDED and not row.repost and _belongs(row, departments)
    ]


def shared(rows: Iterable[Assessment], departments: Container[str]) -> list[Assessment]:
    """Return the rows that are recorded already, and are the work of these departments and of others too."""
    return [
        row
        for row in rows
        if row.verdict != UNRECORDED
        and not row.repost
        and _belongs(row, departments)
        and any(str(department) not in departments for department in row.item.departments)
    ]


def _belongs(row: Assessment, departments: Container[str] | None) -> bool:
    return departments is None or any(str(each) in departments for each in row.item.departments)


def told_last_year(plan: Plan | None) -> dict[str, LastYear]:
    """Return what the items of last year's plan told, by id; nothing where there is no such plan."""
    if plan is None:
        return {}
    return {
        row.id: LastYear(
            {judged.indicator.name: actual_text(judged, plan.rate) for judged in row.judged if judged.actual},
            row.result.report if row.result else "",
        )
        for row in judge_plan(plan)
    }


def ask(
    rows: Sequence[Assessment],
    plan: Plan,
    prepare: Callable[[Answer], Change],
    keep: Callable[[Change], object],
    drafts: Mapping[str, Mapping[str, str]] | None = None,
    last_year: Mapping[str, LastYear] | None = None,
) -> Talk[int]:
    """Ask for each of the rows; return how many answers were kept.

    ``prepare`` makes the change of an answer, ``keep`` takes one that the person agreed to, before the next item.
    ``drafts`` are what was typed and not recorded the time before.
    """
    yield (
        "Enter だけなら飛ばす（前に打った答えがあれば、そのまま）、b で一つ前に戻る、x で答えを消す、"
        "s でこの項目を後にする、q でやめる。"
    )
    kept = 0
    for number, row in enumerate(rows, 1):
        typed = dict((drafts or {}).get(row.item.id, {}))
        talk = _Asked(row, plan, typed, prepare, (last_year or {}).get(row.item.id, LastYear({}, "")))
        try:
            change = yield from talk.ask(f"［{number}/{len(rows)}］")
        except _Skip:
            continue
        except (_Leave, KeyboardInterrupt):
            yield "\n打った答えは残してあります。続きは同じコマンドで始められます。" if typed else ""
            break
        if change is not None:
            keep(change)
            yield Draft(row.item.id, {})
            kept += 1
    return kept


def _is_foreseen(indicator: Indicator, plan: Plan) -> bool:
    """Whether it is asked what an indicator will be at the end: of a plan with a 中間評価, as long as it is not due."""
    return bool(plan.span.midterm) and not indicator.reference and indicator.due > plan.fiscal_year


class _Asked:
    """The questions about one row. What is typed stands in ``typed`` by question, and only there."""

    def __init__(
        self,
        row: Assessment,
        plan: Plan,
        typed: dict[str, str],
        prepare: Callable[[Answer], Change],
        last_year: LastYear,
    ) -> None:
        self.row, self.typed, self.prepare, self.last_year = row, typed, prepare, last_year
        self.year, self.last = plan.fiscal_year, plan.span.last
        self.ways = tuple(verdict.label for verdict in plan.scheme.ways)
        self.how = "state" if self.ways else "done"  # by which of them it is said how the item went
        self.own = tuple(_open_fields(row, plan))
        self.foreseen = [judged for judged in row.judged if _is_foreseen(judged.indicator, plan)]
        for judged in row.judged:
            for kind in ("actual", "outlook"):  # a draft that can no longer be read is asked for again
                self._typed_value(kind, judged.indicator)

    def ask(self, position: str) -> Talk[Change | None]:
        """Ask until the person agrees to a change or has nothing to say; return the change, if any."""
        row = self.row
        departments = department_lines(row.item.departments).replace("\n", "、")
        named = f"{row.label} {row.item.name}"
        yield f"\n{position} {named}（{departments}）" if departments else f"\n{position} {named}"
        if row.item.goal:
            yield f"  目標: {row.item.goal}"
        if self.typed:
            yield "  前に打って、まだ記録していない答えがあります。"
        steps: list[Callable[[], Talk[None]]] = [
            *(partial(self._ask_value, judged) for judged in row.judged),
            self._ask_missing,
            *(partial(self._ask_outlook, judged) for judged in self.foreseen),
            self._ask_how,
            self._ask_report,
            *(partial(self._ask_own, name, field) for name, field in self.own),
        ]
        at = 0
        while True:
            try:
                while at < len(steps):
                    yield from steps[at]()
                    at += 1
                if not self._answer().of_the_year:
                    return None
                change, agreed = yield from self._conclude()
            except _Back:
                at = max(at - 1, 0)
                if steps[at] == self._ask_missing:  # asks only sometimes
                    at = max(at - 1, 0)
                continue
            if agreed:
                return change
            yield "  打った答えは残してあります。もう一度、順に尋ねます（やめるなら q、後にするなら s）。"
            at = 0

    def _answer(self) -> Answer:
        told: dict[str, dict[str, Actual]] = {
            kind: {
                each.indicator.name: typed
                for each in self.row.judged
                if (typed := self._typed_value(kind, each.indicator)) is not None
            }
            for kind in ("actual", "outlook")
        }
        how, result = self.typed.get(self.how), self.row.result
        unjudged = self.typed.get("unjudged") if how == _UNJUDGED[0] else None
        # Who says how it went has it judged after all.
        judged_after_all = bool(how and unjudged is None and result and result.unjudged)
        return Answer(
            item=self.row.item.id,
            actuals=told["actual"],
            outlooks=told["outlook"],
            done=how == "y" if how in ("y", "n") else None,
            state=how if how in self.ways else None,
            report=self.typed.get("report"),
            unjudged=unjudged,
            cleared=frozenset({"unjudged"} if judged_after_all else ()),
            own={
                (name, field.id): value
                for name, field in self.own
                if (value := self._own(name, field)) is not None
            },
        )

    def _own(self, name: str, field: OwnField) -> OwnWritten | None:
        """Return the value of an own field that was typed; what cannot be read is forgotten."""
        key = f"own {name} {field.id}"
        try:
            return read_own_value(self.typed[key], field) if key in self.typed else None
        except DxplanError:
            del self.typed[key]
            return None

    def _ask_own(self, name: str, field: OwnField) -> Talk[None]:
        """Ask for what stands in one of the plan's own fields until it can be read."""
        owner = f"{name}の" if name else ""
        words = f"（{_numbered(field.choices)}）" if field.choices else ""
        key = f"own {name} {field.id}"
        while True:
            line = yield from self._read(key, f"  {owner}{field.titled}{words}", choices=field.choices)
            if line is None:
                return
            line = _chosen(line, field.choices) or line
            try:
                value = read_own_value(line, field)
            except DxplanError as error:
                yield f"    {error.message} {error.hint}"
                continue
            if (understood := own_text(field, value)) != line:
                yield f"    → {understood} と読みました。"
            yield self._kept(key, line)
            return

    def _typed_value(self, kind: str, indicator: Indicator) -> Actual | None:
        """Return the actual or outlook that was typed; what cannot be read is forgotten."""
        key = f"{kind} {indicator.name}"
        try:
            return read_actual(self.typed[key], indicator) if key in self.typed else None
        except DxplanError:
            del self.typed[key]
            return None

    def _conclude(self) -> Talk[tuple[Change | None, bool]]:
        """Show what follows from the answers; return the change, and whether the person agrees to it."""
        row, answer = self.row, self._answer()
        yield from redirections(row, answer)
        try:
            change = self.prepare(answer)
            recorded = change.recorded[0].after
            if not recorded.verdict.achieved and recorded.verdict not in BESIDE:
                told = recorded.result.reason if recorded.result else ""
                yield from self._ask_text("reason", "未達の理由", told)
                if self.typed.get("reason"):
                    change = self.prepare(replace(answer, reason=self.typed["reason"]))
        except DxplanError as error:
            yield f"  {error.message} {error.hint}"
            return None, False
        except InvalidPlan as invalid:
            yield from (f"  {finding.message} {finding.hint}" for finding in invalid.findings)
            return None, False
        if change.recorded[0].before.item != row.item:
            yield "  この項目は、尋ね始めてから別の人に書き換えられています。"
        yield from consequences(change.recorded[0], change.plan)
        if change.overwrites:
            return change, (
                yield from _choose("  記録のある値が変わります。書き換えますか [y/N]: ", default=False)
            )
        return change, (yield from _choose("  この内容で記録しますか [Y/n]: ", default=True))

    def _ask_value(self, judged: Judged) -> Talk[None]:
        """Ask for the actual of an indicator until it can be read."""
        indicator = judged.indicator
        notes = [f"目標 {target_text(judged)}"] if judged.target else ["参考"]
        if indicator.ladder:
            notes.append(indicator.ladder.choices)
        if indicator.baseline:
            notes.append(f"基準値 {indicator.baseline.show(indicator.unit)}")
        if before := self.last_year.actuals.get(indicator.name):
            notes.append(f"前年度 {before}")
        if judged.recorded is not None:
            notes.append(f"いまの記録 {_recorded(judged.recorded, indicator)}")
        yield from self._read_value("actual", indicator, f"  {indicator.name}（{'、'.join(notes)}）")

    def _ask_outlook(self, judged: Judged) -> Talk[None]:
        """Ask what an indicator will be at the end of the plan."""
        indicator = judged.indicator
        due = indicator.last_target
        notes = [f"{short_year(self.last)}の目標 {due[1].show(indicator.unit)}"] if due else []
        if expected := indicator.outlook(self.year):
            notes.append(f"いまの記録 {outlook_text(indicator, expected)}")
        asked = f"  {indicator.name}の期末見込み（{'、'.join(notes)}）"
        yield from self._read_value("outlook", indicator, asked)

    def _read_value(self, kind: str, indicator: Indicator, question: str) -> Talk[None]:
        key = f"{kind} {indicator.name}"
        while True:
            steps = indicator.ladder.words if indicator.ladder else ()
            line = yield from self._read(key, question, choices=steps)
            if line is None:
                return
            try:
                actual = read_actual(line, indicator, CALLED[kind])
            except DxplanError as error:
                yield f"    {error.message} {error.hint}"
                continue
            if not isinstance(actual, Pending):
                yield f"    → {_recorded(actual, indicator)} と読みました。"
            yield self._kept(key, line)
            return

    def _ask_missing(self) -> Talk[None]:
        """Ask again for what was passed over of a KPI of several values: either all or none stand in the file."""
        judged = {each.indicator.name: each for each in self.row.judged}
        told = {each.indicator.source for name, each in judged.items() if f"actual {name}" in self.typed}
        for name, each in judged.items():
            indicator = each.indicator
            wanted = indicator.part and each.actual is None and indicator.source in told
            if wanted and f"actual {name}" not in self.typed:
                yield f"    「{indicator.group}」は、すべての値が揃わないと書けません。"
                pending = Pending.PENDING.value
                yield from self._read_value(
                    "actual", indicator, f"  {name}（Enter だけなら {pending} とする）"
                )
                if f"actual {name}" not in self.typed:
                    yield self._kept(f"actual {name}", pending)

    def _ask_how(self) -> Talk[None]:
        """Ask how the item went: as planned or not, or in a word of the plan; or why it is not judged this year."""
        words = _numbered(self.ways)
        asked = f"実施状況（{words}）" if words else "計画どおり実施しましたか [y/n]"
        hint = "番号か言葉で答えてください" if words else "y（はい）か n（いいえ）で答えてください"
        now = f"いまの記録 {recorded}、" if (recorded := self._recorded_how()) else ""
        while True:
            line = yield from self._read(
                self.how, f"  {asked}（{now}この年度は判定しないなら u）", choices=self.ways
            )
            if line is None:
                return
            if line.lower() in _UNJUDGED and line not in self.ways:
                told = self.row.result.unjudged if self.row.result else ""
                yield from self._ask_text("unjudged", "判定しない理由", told)
                if "unjudged" in self.typed or told:
                    yield self._kept(self.how, _UNJUDGED[0])
                    return
                yield "    判定しないときは、その理由を書いてください。"
            elif (said := self._how(line)) is not None:
                yield self._kept(self.how, said)
                return
            else:
                yield f"    {hint}（判定しないなら u）。"

    def _how(self, line: str) -> str | None:
        """Return what a line says of how the item went: y or n, or one of the plan's words; None where it says neither."""
        if line.lower() in (*_YES, *_NO):
            return "y" if line.lower() in _YES else "n"
        return _chosen(line, self.ways)

    def _recorded_how(self) -> str:
        result = self.row.result
        if result is None:
            return ""
        if result.unjudged:
            return f"{UNJUDGED.label}（{in_short(result.unjudged)}）"
        if result.state:
            return result.state.label
        return "" if result.done is None else "y" if result.done else "n"

    def _ask_report(self) -> Talk[None]:
        if self.last_year.report:
            yield f"  前年度の実績: {in_short(self.last_year.report, 200)}"
        yield from self._ask_text(
            "report", "取組実績・成果等", self.row.result.report if self.row.result else ""
        )

    def _ask_text(self, key: str, label: str, recorded: str) -> Talk[None]:
        """Ask for a text of any number of lines and paragraphs; a line with a dot alone ends it."""
        yield f"  {label}（何行でも、空の行があってもよい。. だけの行で終わり。Enter だけなら飛ばす）:"
        if recorded:
            yield f"    （いまの記録: {in_short(recorded)}）"
        line = yield from self._read(key, "    > ", shown=False)
        if line is None:
            return
        lines: list[str] = []
        while True:
            pasted = line.splitlines() or [""]
            ended = next((at for at, each in enumerate(pasted) if each.strip() in _ENDS), None)
            lines += pasted[:ended]
            kept = self._kept(key, "\n".join(lines).strip())
            if ended is not None:
                break
            yield kept
            line = yield Question("    > ")
            if isinstance(line, Unfinished):
                yield self._kept(key, "\n".join([*lines, line]).strip())
            if line is None or isinstance(line, Unfinished):
                raise _Leave
        if not self.typed[key]:
            del self.typed[key]
        yield Draft(self.row.item.id, dict(self.typed))

    def _read(
        self, key: str, question: str, *, shown: bool = True, choices: Sequence[str] = ()
    ) -> Talk[str | None]:
        """Read a line; None for Enter alone, which leaves what was typed before as it is, and for ``x``, which forgets it.

        A letter that one of the ``choices`` is written with too may mean either: it is asked which.
        """
        before = self.typed.get(key)
        if before is not None and not shown:
            yield f"    （前に打った答え: {in_short(before)}）"
        mark = f"［{in_short(before)}］: " if before is not None else ": "
        while True:
            line = yield Question(question + mark if shown else question)
            if isinstance(line, Unfinished):
                if line.strip() and key != self.how:  # half a yes is none
                    yield self._kept(key, line.strip())
                raise _Leave
            if shown and line is not None and "\n" in line:
                yield "    一行で答えてください。"
                continue
            if line is not None and (choice := _letter(line, choices)):
                does = next(does for letters, does in _DOES if line.strip().lower() in letters)
                asked = f"    選択肢の「{choice}」ですか（n なら、{does}） [Y/n]: "
                if (yield from _choose(asked, default=True)):
                    return choice
            line = _command(line)
            if not line:
                return None
            if line.lower() in _ERASE:
                self.typed.pop(key, None)
                yield Draft(self.row.item.id, dict(self.typed))
                return None
            return line

    def _kept(self, key: str, line: str) -> Draft:
        self.typed[key] = line
        return Draft(self.row.item.id, dict(self.typed))


def _open_fields(row: Assessment, plan: Plan) -> Iterator[tuple[str, OwnField]]:
    """Yield the fields that the section fills in and that are open, each with the indicator that has it, or ""."""
    tables = {judged.indicator.source: judged.indicator for judged in row.judged}
    for field in plan.own_fields:
        owners = [("", row.item.own)] if field.on is Owner.ITEM else []
        if field.on is Owner.INDICATOR:
            owners = [(indicator.name, indicator.own) for indicator in tables.values()]
        for name, own in owners if field.by is Filler.SECTION else ():
            if own_value(own, field, plan.fiscal_year) is None:
                yield name, field


def _recorded(actual: Actual, indicator: Indicator) -> str:
    """Return an actual as it was understood."""
    if isinstance(actual, Pending):
        return actual.word
    if isinstance(actual, Step):
        return actual.text
    if isinstance(actual, Ratio):
        return f"{actual.denominator:,}のうち{actual.numerator:,}"
    return f"{actual.value:,f}{indicator.unit}"


def _numbered(choices: Sequence[str]) -> str:
    """Return choices as they are shown, each with the number that may be typed for it, unless some are numbers."""
    if any(fold(word).isdecimal() for word in choices):
        return "・".join(choices)
    return "・".join(f"{number} {word}" for number, word in enumerate(choices, 1))


def _chosen(line: str, choices: Sequence[str]) -> str | None:
    """Return the choice that a line names, by its word or its number; None if it names none."""
    folded = fold(line)
    numbers = {str(number): word for number, word in enumerate(choices, 1)}
    if any(fold(word).isdecimal() for word in choices):
        numbers = {}
    return next((word for word in choices if fold(word) == folded), None) or numbers.get(folded)


def _letter(line: str, choices: Sequence[str]) -> str:
    """Return the choice that is written with a letter which also says where to go; "" where a line can mean but one."""
    says = any(line.strip().lower() in letters for letters, _ in _DOES)
    return next((word for word in choices if fold(word).lower() == fold(line).lower()), "") if says else ""


def _choose(question: str, *, default: bool) -> Talk[bool]:
    while True:
        line = _command((yield Question(question))).lower()
        if not line:
            return default
        if line in _YES or line in _NO:
            return line in _YES
        yield "    y（はい）か n（いいえ）で答えてください。"


def _command(line: str | None) -> str:
    """Return a line without the blanks around it, unless it says where to go."""
    if line is None or isinstance(line, Unfinished):
        raise _Leave
    line = line.strip()
    if line.lower() in _QUIT:
        raise _Leave
    if line.lower() in _SKIP:
        raise _Skip
    if line.lower() in _BACK:
        raise _Back
    return line
