"""What commands show on the screen: ``classify``, ``list``, ``review``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.breakdowns import other_rate, shares, shares_note, shown_verdicts
from dxplan.handouts.handout import Cell, Column, Kind, RowRole
from dxplan.handouts.own import own_lines, totals_of
from dxplan.handouts.wording import UNITS, actual_text, target_text
from dxplan.judging.counts import other_unit
from dxplan.model import ItemKind
from dxplan.model.own import Owner
from dxplan.model.scheme import Tone
from dxplan.output.tables import Piece, ScreenRow, print_table
from dxplan.output.terminal import console, print_sentence
from dxplan.values.absence import NOTHING
from dxplan.values.rounding import in_percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from rich.console import Console

    from dxplan.handouts.report import Report, ReportRow
    from dxplan.handouts.review import DirectionCourse, Review, YearCell
    from dxplan.judging.counts import Breakdown, Count
    from dxplan.judging.items import Assessment
    from dxplan.model import Plan
    from dxplan.model.scheme import Badge, Scheme, Verdict
    from dxplan.values.rounding import Rounding

#: Cells that a year takes in a table, and that names take at least.
_YEAR_CELLS: Final = 21
_COUNT_CELLS: Final = 12
_NAME_CELLS: Final = 16


def painter(scheme: Scheme) -> Callable[[Badge], str]:
    """Return what colours the words of a scheme: green and cyan what counts as achieved, red the lowest."""
    best, worst = scheme.results[0].badge, scheme.results[-1].badge

    def paint(badge: Badge) -> str:
        if badge.tone is Tone.NONE:
            return "dim"
        if badge.tone is Tone.GOOD:
            return "green" if badge == best else "cyan"
        return "red" if badge == worst else "yellow"

    return paint


def figure(heading: str, badge: Badge | None = None) -> Column:
    """Return a column of figures."""
    return Column(heading=heading, kind=Kind.FIGURE, badge=badge)


def verdict_column(verdict: Verdict) -> Column:
    """Return a narrow column, its heading on two lines where it is longer than three letters."""
    word = verdict.short or verdict.label
    return figure(f"{word[:2]}\n{word[2:]}" if len(word) > 3 else word, verdict.badge)._replace(full=word)


def number_of(line: Breakdown, verdict: Verdict) -> int | str:
    """Return how many rows of a line have a verdict, － where nobody knows."""
    number = line.number(verdict)
    return NOTHING if number is None else number


def marker(out: Console, marks: Mapping[str, str]) -> Callable[[Verdict], str]:
    """Return what says a verdict so that it stands out without colour: its mark and its word.

    A mark that the console has no letter for is left out: the word says the same.
    """
    shown = {word: f"{mark} {word}" for word, mark in marks.items() if mark != word and _can_show(out, mark)}
    return lambda verdict: shown.get(verdict.label, verdict.label)


def _can_show(out: Console, mark: str) -> bool:
    try:
        mark.encode(out.encoding)
    except UnicodeEncodeError:
        return False
    return True


def print_classification(report: Report, marks: Mapping[str, str]) -> None:
    """Print the table per direction, gross and net, then the overrules and what is not recorded.

    ``marks`` are those of the verdicts by their words, here and below.
    """
    out, plan = console(), report.plan
    marked = marker(out, marks)
    print_sentence(out, f"{plan.title}（{report.year}）", "bold")
    _print_counts(out, report, marked)
    if note := shares_note([_shares(report)], plan.rate):
        print_sentence(out, f"  {note}。")
    reposts = report.counts.gross.items - report.counts.net.items
    if reposts:
        unit = UNITS[plan.scheme.unit]
        for label, counted in (("延べ", report.counts.gross), ("実質", report.counts.net)):
            mark = "（資料に載せる数）" if counted == report.counts.printed else ""
            print_sentence(
                out, f"  {label}: {counted.achieved}/{counted.items}{unit}、{counted.percent}{mark}"
            )
        print_sentence(
            out, f"  再掲 {reposts}{unit}。割合は{_rule_label(plan.rate.digits, plan.rate.rounding)}。"
        )
    if (beside := report.counts.beside).items:
        word = UNITS[other_unit(plan.scheme.unit)]
        print_sentence(out, f"  別に、{word}の割合: {beside.achieved}/{beside.items}{word}、{beside.percent}")
    for tally in report.counts.axes:
        print_sentence(out, f"  {tally.name}: {tally.words or NOTHING}")
    _print_totals(out, report)
    _print_overruled(out, report.overruled, marked)
    projects = [row for row in report.unrecorded if row.item.kind is ItemKind.PROJECT]
    others = [row for row in report.unrecorded if row.item.kind is not ItemKind.PROJECT]
    _print_names(out, "未記録の項目", projects, marked)
    _print_names(out, "未記録の参考事業・KPI・基本目標", others, marked)


def _print_totals(out: Console, report: Report) -> None:
    """Print what the plan's own fields add up to, per direction and in all."""
    lines = totals_of(report)
    if not lines:
        return
    fields = [total.field for total in lines[0][2]]
    columns = (
        Column(heading=report.plan.direction_word),
        *(figure(f"{field.heading}\n（{field.unit}）" if field.unit else field.heading) for field in fields),
    )
    rows = [
        ScreenRow(
            (heading, *(total.figure for total in totals)),
            RowRole.PLAIN if level else RowRole.TOTAL,
            level or 1,
        )
        for heading, level, totals in lines
    ]
    out.print()
    print_table(out, columns, rows, painter(report.plan.scheme))


def _rule_label(digits: int, rounding: Rounding) -> str:
    return f"小数第{digits}位まで{rounding.label}" if digits else f"整数に{rounding.label}"


def _print_counts(out: Console, report: Report, marked: Callable[[Verdict], str]) -> None:
    scheme, shown = report.plan.scheme, shown_verdicts(report)
    other = other_rate(report)
    headings = [UNITS[scheme.unit], "達成", "割合", *([other] if other else [])]
    judged = any(line.whole for line in report.by_direction)
    rows = []
    for line in (*report.by_direction, report.total):
        printed = line.counts.printed
        numbers = (number_of(line, verdict) for verdict in shown)
        whole = [marked(line.whole.verdict) if line.whole else ""] if judged else []
        beside = [line.counts.beside.percent] if other else []
        cells = (line.label, printed.items, printed.achieved, printed.percent, *beside, *numbers, *whole)
        rows.append(ScreenRow(cells, RowRole.TOTAL if line is report.total else RowRole.PLAIN, line.level))
    found = _shares(report)
    if any(share != NOTHING for share in found):
        rows.append(ScreenRow(("構成比（%）", *[""] * len(headings), *found, *([""] if judged else []))))
    columns = (
        Column(heading=report.plan.direction_word),
        *(figure(name.replace("の", "の\n"))._replace(full=name) for name in headings),
        *map(verdict_column, shown),
        *([Column(heading="判定", kind=Kind.WORD)] if judged else []),
    )
    print_table(out, columns, rows, painter(scheme))


def _shares(report: Report) -> tuple[str, ...]:
    return shares(report.total, shown_verdicts(report), report.plan.rate)


def _print_overruled(out: Console, rows: Sequence[ReportRow], marked: Callable[[Verdict], str]) -> None:
    if not rows:
        return
    out.print()
    print_sentence(out, f"人が判定を変えた項目（{len(rows)}件）", "bold yellow")
    for row in rows:
        if row.override is None:
            continue
        numbers, word = row.assessment.computed, marked(row.override.verdict)
        same = numbers == row.override.verdict
        changed = f"{word}（数字と同じ）" if same else f"数字では {marked(numbers)} → {word}"
        print_sentence(out, f"  {row.label} {row.name}: {changed}")
        print_sentence(out, f"      理由: {row.override.reason}")


def _print_names(
    out: Console, heading: str, rows: Sequence[ReportRow], marked: Callable[[Verdict], str]
) -> None:
    if not rows:
        return
    out.print()
    print_sentence(out, f"{heading}（{len(rows)}件）", "bold yellow")
    for row in rows:
        print_sentence(out, f"  {row.label} {row.name}{in_brackets(row.departments)}")
        if waiting := row.assessment.waiting:
            word = marked(waiting.verdict)
            print_sentence(out, f"      判定の変更（{word}）は、実績が記録されるまで数えません。")


def in_brackets(departments: str) -> str:
    """Return 部局 and sections as they stand behind a name; "" of none."""
    return f"（{departments}）".replace("\n", "、") if departments else ""


def print_listing(rows: Sequence[Assessment], plan: Plan, marks: Mapping[str, str]) -> None:
    """Print items with their indicators."""
    from dxplan.handouts.report import department_lines, row_name

    out = console()
    marked = marker(out, marks)
    columns = (
        Column(heading="番号", kind=Kind.NUMBER),
        Column(heading="施策（事業）名称・指標", width=50),
        Column(heading="担当", width=20),
        Column(heading="判定", kind=Kind.WORD),
    )
    lines = []
    of_items, of_indicators = (
        [field for field in plan.own_fields if field.on is on] for on in (Owner.ITEM, Owner.INDICATOR)
    )
    for row in rows:
        said: list[str] = []
        for judged in row.judged:
            actual = actual_text(judged, plan.rate) or NOTHING
            said.append(f"・{judged.indicator.name} {target_text(judged) or NOTHING} → {actual}")
            said += (f"　{line}" for line in own_lines(of_indicators, judged.indicator.own, plan.fiscal_year))
        said += (f"　{line}" for line in own_lines(of_items, row.item.own, plan.fiscal_year))
        name = (Piece(row_name(row)), Piece("\n".join([f" [{row.id}]", *said]), "dim"))
        on_axes = "".join(f"\n（{marked(ruling.verdict)}）" for ruling in row.axes)
        verdict = Cell(f"{marked(row.verdict)}{on_axes}", badge=row.verdict.badge)
        lines.append(ScreenRow((row.label, name, department_lines(row.item.departments), verdict)))
    print_table(out, columns, lines, painter(plan.scheme))
    console(stderr=True).print(f"{len(rows)}項目")


def print_review(review: Review, marks: Mapping[str, str], *, sections: bool = False) -> None:
    """Print counts and rates of each direction over the years, then what changed in the items.

    ``sections`` adds what each section counts.
    """
    from dxplan.handouts.review_tables import notes_of, remarks

    out = console()
    marked = marker(out, marks)
    print_sentence(out, f"{review.heading}（{review.span}）", "bold")
    for years in _pages(out, len(review.years), _YEAR_CELLS):
        _print_years(out, review, years, marked)
    for remark in remarks(review):
        print_sentence(out, f"  {remark}")
    for line in (*review.lines, review.whole):
        for note in notes_of(review, line):
            print_sentence(out, f"  {line.name} {note}", "yellow")
    _print_courses(out, review, marked)
    if sections:
        _print_sections(out, review)


def _pages(out: Console, years: int, cells: int) -> Iterator[range]:
    """Yield the years of each table, as even as can be: one screen holds only so many."""
    most = max(1, (out.width - _NAME_CELLS) // cells)
    tables = -(-years // most)
    for number in range(tables):
        yield range(years * number // tables, years * (number + 1) // tables)


def _print_years(
    out: Console, review: Review, years: Sequence[int], marked: Callable[[Verdict], str]
) -> None:
    from dxplan.handouts.review_tables import beside, in_other_unit, title_of

    def otherwise(
        counted: Iterable[tuple[str, tuple[Count | None, ...]]], level: int = 0
    ) -> Iterator[ScreenRow]:
        for label, counts in counted:
            cells = (text for year in years for text in _counted(counts[year]))
            yield ScreenRow((label.replace("（", "\n（"), *cells), level=level)

    columns = [Column(heading=review.direction_word)]
    for year in years:
        columns += [figure(f"{review.years[year]}\n達成/項目"), figure("\n割合")]
    rows = []
    for number, direction in enumerate(review.directions, 1):
        heading = title_of(direction, number, "{}.")
        for line, label in ((direction, heading), *((part, part.heading) for part in direction.below)):
            rows.append(ScreenRow((label, *_cells(line, years, marked)), level=line.level))
            rows += otherwise(in_other_unit(review, line), line.level + 1)
    rows.append(ScreenRow(("全体", *_cells(review.whole, years, marked)), RowRole.TOTAL))
    outside = [cell.count.outside if cell else "" for cell in review.whole.cells]
    if any(outside):
        texts = (text for year in years for text in (outside[year] or NOTHING, ""))
        rows.append(ScreenRow(("ほかに", *texts)))
    rows += otherwise(beside(review, review.whole))
    print_table(out, columns, rows, lambda _: "")


def _cells(line: DirectionCourse, years: Sequence[int], marked: Callable[[Verdict], str]) -> list[str]:
    return [text for year in years for text in _cell(line.cells[year], marked)]


def _counted(count: Count | None) -> tuple[str, str]:
    return (f"{count.achieved}/{count.items}", count.percent) if count else (NOTHING, NOTHING)


def _cell(cell: YearCell | None, marked: Callable[[Verdict], str]) -> tuple[str, str]:
    if cell is None:
        return _counted(None)
    achieved, rate = _counted(cell.count)
    other = f"\n({in_percent(cell.other_rate)})" if cell.other_rate else ""
    whole = f"\n{marked(cell.whole.verdict)}" if cell.whole else ""
    return f"{'※' if cell.differs else ''}{achieved}", f"{rate}{other}{whole}"


def _print_courses(out: Console, review: Review, marked: Callable[[Verdict], str]) -> None:
    changed = [course for course in review.courses if course.notes or course.figures]
    if not changed:
        return
    out.print()
    print_sentence(out, f"推移のあった項目（{len(changed)}件）", "bold")
    for course in changed:
        verdicts = "→".join(marked(verdict) if verdict else NOTHING for verdict in course.verdicts)
        print_sentence(out, f"  {course.name}: {verdicts}　{'、'.join(course.notes)}".rstrip())
        for line in course.figures:
            print_sentence(out, f"    {line}")


def _print_sections(out: Console, review: Review) -> None:
    if not review.sections:
        console(stderr=True).print("担当課別の推移は、項目のある年度が二つ以上あるときに出ます。")
        return
    for years in _pages(out, len(review.years), _COUNT_CELLS):
        columns = (Column(heading="担当課（達成/項目）"), *(figure(review.years[year]) for year in years))
        rows = [
            ScreenRow((line.label, *(line.texts[year] for year in years)), level=2 if line.split else 1)
            for line in review.sections
        ]
        print_table(out, columns, rows, lambda _: "")
