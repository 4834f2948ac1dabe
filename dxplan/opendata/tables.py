"""Plans as tidy tables: a fact a row, a variable a column, each described by itself (docs/data.md).

Nothing in a cell is for the eye: no heading in a value, no unit beside a number, no number as text. What a plan says in
its own words (判定, 部局) is a code that the table ``codes`` explains. Blank is blank, and never zero.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from dxplan.handouts.report import make_report
from dxplan.handouts.wording import KINDS, actual_text, own_text, target_text
from dxplan.judging.indicators import Standing
from dxplan.model import Better, Counting, Novelty, Ratio
from dxplan.model.aims import better_of
from dxplan.model.own import Owner
from dxplan.model.scheme import INCOMPUTABLE, OUTSIDE, UNRECORDED, Unit
from dxplan.values.bodies import body_name
from dxplan.values.quantities import Quantity
from dxplan.values.rounding import NO_RATE
from dxplan.values.steps import Step, StepKind
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import long_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dxplan.handouts.report import Report, ReportRow
    from dxplan.judging.counts import Count, Counts
    from dxplan.judging.indicators import Judged
    from dxplan.model import Actual, Plan, Target
    from dxplan.model.own import OwnValue

Value: TypeAlias = "str | int | Decimal | None"


class Kind(Enum):
    """What stands in a column; the value is what the master of columns calls it."""

    TEXT = "文字"
    CODE = "コード"
    INTEGER = "整数"
    DECIMAL = "小数"
    FLAG = "真偽（1・0）"


class Column(NamedTuple):
    """A column: its name in files, its title, what stands in it; ``codes`` is the list that explains it, "" without one.

    ``unit`` is what its figures count, "" of what counts nothing, or where another column has the unit of each.
    """

    name: str
    title: str
    kind: Kind
    about: str = ""
    codes: str = ""
    required: bool = False
    unit: str = ""


class Table(NamedTuple):
    """A table: its name in files, its title, a row in a sentence, its columns, its rows."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


class Published(NamedTuple):
    """A plan as it is put out: in the year that it is judged for, and whose it is ("" where nobody has said)."""

    plan: Plan
    body: str


def _text(name: str, title: str, about: str = "", *, required: bool = False) -> Column:
    return Column(name, title, Kind.TEXT, about, required=required)


def _code(name: str, title: str, codes: str, about: str = "", *, required: bool = False) -> Column:
    return Column(name, title, Kind.CODE, about, codes, required)


def _integer(name: str, title: str, about: str = "", *, required: bool = False, unit: str = "") -> Column:
    return Column(name, title, Kind.INTEGER, about, required=required, unit=unit)


def _decimal(name: str, title: str, about: str = "", *, unit: str = "") -> Column:
    return Column(name, title, Kind.DECIMAL, about, unit=unit)


def _flag(name: str, title: str, about: str = "") -> Column:
    return Column(name, title, Kind.FLAG, about, unit="1か0")


def _count(name: str, title: str, about: str = "") -> Column:
    return Column(name, title, Kind.INTEGER, about, required=True, unit="件")


#: With these every table begins: whose plan it is, and of which year the row speaks.
_HEAD: Final = (
    _code("body", "全国地方公共団体コード", "body", "検査数字を含む6桁"),
    _text("plan", "計画", "計画のフォルダの名前", required=True),
    _integer("fiscal_year", "年度", "西暦。その年の4月から翌年の3月まで", required=True),
    _text("fiscal_year_ja", "年度（和暦）", "2019年度は令和元年度", required=True),
    _text("time_code", "時間軸コード", "e-Stat の形。年度は西暦4桁と100000", required=True),
)
_ITEM: Final = (_text("item_id", "項目の id", "年度が変わっても同じ", required=True),)
_INDICATOR: Final = (*_ITEM, _integer("indicator_number", "指標番号", "項目の中の順。1から", required=True))
_COUNTS: Final = (
    _count("items", "項目の数", "計画の数え方（延べか実質か、項目か指標か）による"),
    _count("achieved", "達成した数"),
    _decimal("rate", "達成の割合", "資料に載る桁。数えるものがなければ空", unit="%"),
    _count("gross_items", "項目の数（延べ）", "再掲も数える"),
    _count("gross_achieved", "達成した数（延べ）"),
    _count("net_items", "項目の数（実質）", "再掲を数えない"),
    _count("net_achieved", "達成した数（実質）"),
    _integer(
        "beside_items", "もう一方の数", "項目を数える計画では指標の、指標を数える計画では項目の数。なければ空"
    ),
    _integer("beside_achieved", "もう一方の達成した数"),
    _decimal("beside_rate", "もう一方の達成の割合", unit="%"),
)

_TABLES: Final[dict[str, tuple[str, str, tuple[Column, ...]]]] = {
    "items": (
        "項目",
        "一行が一つの項目（施策・事業）",
        (
            *_HEAD,
            *_ITEM,
            _code("direction_id", "展開方向（分野など）の id", "direction", "すぐ上の見出し", required=True),
            _integer("number", "整理番号", "番号の付かない項目では空"),
            _text("label", "番号の呼び方", "1-3 など"),
            _text("name", "名称", required=True),
            _code("kind", "種類", "kind", required=True),
            _text("repost_of", "再掲の元の id", "再掲でなければ空"),
            _code("new", "新規", "new"),
            _text("overview", "取組概要"),
            _text("goal", "指標・目標"),
        ),
    ),
    "item_departments": (
        "項目の担当",
        "一行が一つの項目の一つの担当",
        (
            *_HEAD,
            *_ITEM,
            _integer("department_number", "担当の順", "1が主な担当", required=True),
            _code("department", "担当", "department", required=True),
            _text("bureau", "部局", required=True),
            _text("section", "課", "課のない組織では空"),
        ),
    ),
    "results": (
        "実績と判定",
        "一行が一つの項目の一つの年度",
        (
            *_HEAD,
            *_ITEM,
            _code("verdict", "判定", "verdict", required=True),
            _code("computed", "数字から出る判定", "verdict", required=True),
            _flag("counted", "数えるか", "その年度の項目の数に入るか（延べ）"),
            _flag("achieved", "達成か", "達成した数に入るか"),
            _decimal("rate", "達成率", "指標をまとめたもの。方式が使わなければ空", unit="%"),
            _flag("done", "計画どおり実施", "記録がなければ空"),
            _text("achievement", "目標の達成度", "資料に載る文"),
            _text("report", "取組実績・成果等"),
            _text("reason", "理由", "未達の理由"),
            _text("override_reason", "判定を変えた理由", "変えていなければ空"),
            _text("outside_reason", "対象外・未判定の理由"),
        ),
    ),
    "indicators": (
        "指標",
        "一行が一つの指標",
        (
            *_HEAD,
            *_INDICATOR,
            _text("indicator_id", "指標の id"),
            _text("name", "指標の名前", required=True),
            _text("group_name", "まとまりの名前", "複数の値からなる指標の名前"),
            _text("unit", "単位"),
            _code("better", "よい向き", "better", required=True),
            _code("counting", "数え方", "counting"),
            _decimal("baseline", "基準値"),
            _text("baseline_text", "基準値の表記", "資料に載る形"),
            _integer("due_year", "目標の年度", "西暦", required=True),
            _flag("reference", "参考", "判定しない指標か"),
            _text("source", "出典"),
        ),
    ),
    "indicator_years": (
        "指標の年度ごとの値",
        "一行が一つの指標の一つの年度",
        (
            *_HEAD,
            *_INDICATOR,
            _text("unit", "単位", "値の単位。率は %"),
            _decimal("target", "目標値", "達する数。範囲なら下の端。段階は順の番号、期日は空"),
            _text("target_text", "目標値の表記", "資料に載る形"),
            _decimal("actual", "実績値", "集計中、測定しない、件数の組では空"),
            _text("actual_text", "実績値の表記", "資料に載る形"),
            _decimal("numerator", "分子", "実績が件数の組のとき"),
            _decimal("denominator", "分母", "実績が件数の組のとき"),
            _code("standing", "達成状況", "standing", "判定する年度だけ"),
            _decimal("rate", "達成率", "方式が計算しなければ空", unit="%"),
            _flag("provisional", "速報値"),
            _text("provisional_reason", "速報値の理由"),
        ),
    ),
    "totals": (
        "集計",
        "一行が一つの展開方向（分野、見出し）か計画全体の、一つの年度",
        (
            *_HEAD,
            _code("direction_id", "展開方向（分野など）の id", "direction", "計画全体なら空"),
            _integer("level", "段", "0が計画全体、1が展開方向、2からがその下の見出し", required=True),
            *_COUNTS,
        ),
    ),
    "total_verdicts": (
        "判定ごとの数",
        "一行が一つの展開方向（分野、見出し）か計画全体の、一つの判定の、一つの年度",
        (
            *_HEAD,
            _code("direction_id", "展開方向（分野など）の id", "direction", "計画全体なら空"),
            _code("verdict", "判定", "verdict", required=True),
            _count("count", "数"),
        ),
    ),
    "own_fields": (
        "計画の欄",
        "一行が一つの欄の一つの値",
        (
            *_HEAD,
            _text("direction_id", "展開方向（分野など）の id", "展開方向の欄なら"),
            _text("item_id", "項目の id", "項目か指標の欄なら"),
            _integer("indicator_number", "指標番号", "指標の欄なら"),
            _code("field", "欄", "field", required=True),
            _decimal("value", "値", "数と金額"),
            _text("value_text", "値の表記", required=True),
            _text("unit", "単位"),
        ),
    ),
    "columns": (
        "項目定義",
        "一行が一つの表の一つの列",
        (
            _text("table", "表", "ファイルやシートの名前", required=True),
            _text("table_title", "表の題名", required=True),
            _text("table_about", "一行の意味", required=True),
            _integer("position", "列の順", "1から", required=True),
            _text("column", "列", required=True),
            _text("title", "列の題名", required=True),
            _text("kind", "値の種類", required=True),
            _flag("required", "必ずあるか"),
            _text("unit", "単位", "数えるものの単位。行ごとに違えば空で、表の unit の列にある"),
            _text("codes", "コード表", "コードなら、codes 表の list"),
            _text("about", "説明"),
        ),
    ),
    "codes": (
        "コード表",
        "一行が一つのコード",
        (
            _text("list", "コード表の名前", required=True),
            _text("body", "全国地方公共団体コード", "計画ごとに違うコードなら、その団体"),
            _text("plan", "計画", "計画ごとに違うコードなら、その計画"),
            _text("code", "コード", "値にあるもの", required=True),
            _text("label", "意味", required=True),
            _integer("position", "順", required=True),
            _text("about", "説明"),
        ),
    ),
}
#: Names of the tables in their order, those that describe the others last.
NAMES: Final = tuple(_TABLES)
#: What stands in columns that are codes whatever the plan.
_BETTER: Final = {Better.HIGHER: "多いほどよい", Better.LOWER: "少ないほどよい", Better.EQUAL: "同じがよい"}
_COUNTING: Final = {
    Counting.YEARLY: "年度ごと",
    Counting.CUMULATIVE: "はじめからの累計を書く",
    Counting.SUM: "年度ごとに書き、足して見る",
}
_NEW: Final = {Novelty.NEW: "新規", Novelty.PARTLY: "一部新規"}


def make_tables(published: Sequence[Published]) -> tuple[Table, ...]:
    """Return all tables of some plans, one below the other in each."""
    rows: dict[str, list[tuple[Value, ...]]] = {name: [] for name in _TABLES}
    for each in published:
        for year in _years(each.plan):
            plan = each.plan.in_year(year)
            report = make_report(plan)
            of_year = _Rows(each.body, plan, report, whole=year == each.plan.fiscal_year)
            for name, made in of_year.all().items():
                rows[name] += made
    rows["columns"] = list(_column_rows())
    rows["codes"] = list(_code_rows(published))
    return tuple(
        Table(name, title, about, columns, tuple(rows[name]))
        for name, (title, about, columns) in _TABLES.items()
    )


def _years(plan: Plan) -> list[int]:
    """Return the years that tables tell of: the one that is judged, those before it, and others that say anything."""
    said = {plan.fiscal_year, *range(plan.span.first, plan.fiscal_year)}
    for row in plan.rows:
        for indicator in getattr(row, "indicators", ()):
            said |= {year for year, _ in (*indicator.targets, *indicator.actuals)}
    return sorted(year for year in said if plan.span.first <= year <= plan.span.last)


def _number(value: Target | Actual | None) -> Decimal | None:
    """Return a value as a number: of a stage its place, of a day, a quotient and what is still counted none."""
    if isinstance(value, Step):
        return None if value.kind is StepKind.DAY else value.value
    return value.value if isinstance(value, Quantity) else None


def _blank(text: str | None) -> str | None:
    """Return a text in one line; None of an empty one."""
    return " ／ ".join(filter(None, (line.strip() for line in text.split("\n")))) or None if text else None


class _Rows:
    """The rows of a plan in one year; with ``whole`` also those that are the same in all its years."""

    def __init__(self, body: str, plan: Plan, report: Report, *, whole: bool) -> None:
        self.plan, self.report, self.whole = plan, report, whole
        year = plan.fiscal_year
        self.head = (_blank(body), plan.name, year, long_year(year), f"{year}100000")

    def all(self) -> dict[str, list[tuple[Value, ...]]]:
        """Return the rows by the name of their table."""
        rows: dict[str, list[tuple[Value, ...]]] = {"indicator_years": list(self._indicator_years())}
        judged = self.whole or self.report.begun
        if judged:
            rows |= {
                "results": list(self._results()),
                "totals": list(self._totals()),
                "total_verdicts": list(self._total_verdicts()),
            }
        if self.whole:
            rows |= {
                "items": list(self._items()),
                "item_departments": list(self._departments()),
                "indicators": list(self._indicators()),
                "own_fields": list(self._own()),
            }
        return rows

    def _items(self) -> Iterator[tuple[Value, ...]]:
        for row in self.report.rows:
            found, item = row.assessment, row.item
            yield (
                *self.head, row.id, row.direction.id, found.number, _blank("" if row.label == row.id else row.label),
                item.name, item.kind.value, row.repost.of if row.repost else None,
                item.new.value if item.new else None, _blank(item.overview), _blank(item.goal),
            )  # fmt: skip

    def _departments(self) -> Iterator[tuple[Value, ...]]:
        for row in self.report.rows:
            for number, each in enumerate(row.item.departments, 1):
                yield *self.head, row.id, number, str(each), each.bureau, _blank(each.section)

    def _results(self) -> Iterator[tuple[Value, ...]]:
        for row in self.report.rows:
            found, result = row.assessment, row.result
            counted = found.item.kind.value == "project" and row.verdict not in OUTSIDE
            done = result.done if result else None
            rate = None if found.rate is None else self.plan.scheme.shown(found.rate)
            yield (
                *self.head, row.id, row.verdict.label, found.computed.label, int(counted),
                int(counted and row.verdict.achieved), rate, None if done is None else int(done), _blank(row.achievement),
                _blank(result.report if result else ""), _blank(row.reason),
                _blank(found.override.reason) if found.override else None, _blank(found.outside),
            )  # fmt: skip

    def _numbered(self) -> Iterator[tuple[ReportRow, int, Judged]]:
        for row in self.report.rows:
            if row.repost is None:
                for number, judged in enumerate(row.judged, 1):
                    yield row, number, judged

    def _indicators(self) -> Iterator[tuple[Value, ...]]:
        for row, number, judged in self._numbered():
            each = judged.indicator
            base = each.baseline
            yield (
                *self.head, row.id, number, _blank(each.id), each.name, _blank(each.group), _blank(each.unit),
                better_of(each).value, each.counting.value if each.counting else None, _number(base),
                base.show(each.unit) if base else None, each.due, int(each.reference), _blank(each.cited),
            )  # fmt: skip

    def _indicator_years(self) -> Iterator[tuple[Value, ...]]:
        year = self.plan.fiscal_year
        judged_year = self.whole or self.report.begun
        for row, number, judged in self._numbered():
            each = judged.indicator
            target, actual = each.target(year), each.actual(year)
            if target is None and actual is None:
                continue
            asked = judged.target is target and judged.aim is not None and _number(target) is not None
            ratio = actual if isinstance(actual, Ratio) else None
            reason = each.provisional
            rate = None if judged.rate is None else self.plan.scheme.shown(judged.rate)
            yield (
                *self.head, row.id, number, _blank(each.unit), judged.aim.value if asked and judged.aim else _number(target),
                _blank(target_text(judged) if judged.target is target else target.show(each.unit) if target else ""),
                _number(actual), _blank(actual_text(judged._replace(actual=actual), self.plan.rate)),
                ratio.numerator if ratio else None, ratio.denominator if ratio else None,
                judged.standing.value if judged_year else None, rate,
                int(reason is not None and actual is not None), _blank(reason) if actual is not None else None,
            )  # fmt: skip

    def _headings(self) -> Iterator[tuple[str | None, int, Counts]]:
        yield None, 0, self.report.counts
        for heading in self.report.headings:
            yield heading.id, heading.level, heading.counts

    def _totals(self) -> Iterator[tuple[Value, ...]]:
        for id_, level, counts in self._headings():
            beside = _counted(counts.beside) if counts.beside.items else (None, None, None)
            numbers = (
                number for count in (counts.gross, counts.net) for number in (count.items, count.achieved)
            )
            yield *self.head, id_, level, *_counted(counts.printed), *numbers, *beside

    def _total_verdicts(self) -> Iterator[tuple[Value, ...]]:
        for id_, _, counts in self._headings():
            found = counts.printed.verdicts or ()
            for verdict in dict.fromkeys(found):
                yield *self.head, id_, verdict.label, found.count(verdict)

    def _own(self) -> Iterator[tuple[Value, ...]]:
        for heading in self.report.headings:
            yield from self._of(Owner.DIRECTION, heading.direction.own, (heading.id, None, None))
        for row in self.report.rows:
            if row.repost is None:
                yield from self._of(Owner.ITEM, row.item.own, (None, row.id, None))
                for number, judged in enumerate(row.judged, 1):
                    yield from self._of(Owner.INDICATOR, judged.indicator.own, (None, row.id, number))

    def _of(
        self, on: Owner, values: Iterable[OwnValue], place: tuple[Value, ...]
    ) -> Iterator[tuple[Value, ...]]:
        fields = {field.id: field for field in self.plan.own_fields if field.on is on}
        for each in values:
            field, year = fields[each.field], each.year or self.plan.fiscal_year
            number = each.value if isinstance(each.value, Decimal) else None
            text = own_text(field._replace(unit=""), each.value) if number is None else f"{number:f}"
            head = (*self.head[:2], year, long_year(year), f"{year}100000")
            yield *head, *place, each.field, number, text, _blank(field.unit)


def _counted(count: Count) -> tuple[int, int, Decimal | None]:
    return count.items, count.achieved, None if count.rate == NO_RATE else Decimal(count.rate)


def _column_rows() -> Iterator[tuple[Value, ...]]:
    for name, (title, about, columns) in _TABLES.items():
        for number, each in enumerate(columns, 1):
            yield (
                name, title, about, number, each.name, each.title, each.kind.value, int(each.required),
                _blank(each.unit), _blank(each.codes), _blank(each.about),
            )  # fmt: skip


def _code_rows(published: Sequence[Published]) -> Iterator[tuple[Value, ...]]:
    """Yield what each code means: those of all plans, then those of each plan's own."""
    for number, body in enumerate(sorted({each.body for each in published if each.body}), 1):
        yield "body", None, None, body, body_name(body), number, "名称は総務省の全国地方公共団体コードの表"
    common: tuple[tuple[str, dict[str, str]], ...] = (
        ("kind", {kind.value: word for kind, word in KINDS.items()}),
        ("new", {each.value: word for each, word in _NEW.items()}),
        ("better", {each.value: word for each, word in _BETTER.items()}),
        ("counting", {each.value: word for each, word in _COUNTING.items()}),
        ("standing", {standing.value: standing.value for standing in Standing}),
    )
    for name, codes in common:
        for number, (code, label) in enumerate(codes.items(), 1):
            yield name, None, None, code, label, number, None
    told: set[tuple[str, str, str, str]] = set()
    for each in published:
        for list_, code, label, number, about in _own_codes(each.plan):
            key = list_, each.body, each.plan.name, code
            if key not in told:
                told.add(key)
                yield list_, _blank(each.body), each.plan.name, code, label, number, about


def _own_codes(plan: Plan) -> Iterator[tuple[str, str, str, int, str | None]]:
    words = (*plan.scheme.verdicts, *plan.scheme.words(Unit.INDICATOR), UNRECORDED, INCOMPUTABLE, *OUTSIDE)
    for number, verdict in enumerate(dict.fromkeys(words), 1):
        yield "verdict", verdict.label, verdict.label, number, "達成に数える" if verdict.achieved else None
    for number, heading in enumerate(plan.headings, 1):
        yield "direction", heading.id, heading.name, number, _blank(heading.theme)
    named = dict.fromkeys(each for row in plan.rows for each in getattr(row, "departments", ()))
    for number, department in enumerate(named, 1):
        yield "department", str(department), str(department), number, None
    for number, field in enumerate(plan.own_fields, 1):
        yield "field", field.id, field.heading, number, _blank(field.unit)
