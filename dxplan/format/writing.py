"""The model as the data of new files, and those as texts in canonical form.

What is read from them is the plan they were made of, where it was written aside.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from dxplan.format import keys
from dxplan.format.keys.ledger import LEDGER, QUERY, SAID, SENT_FORM, TAKEN_FILE
from dxplan.format.keys.publication import FIGURE, FILE, PUBLICATION
from dxplan.format.layout import dump
from dxplan.format.reading.judgement import counterpart, named_scheme
from dxplan.format.schemes import DEFAULT as DEFAULT_SCHEME
from dxplan.model import Blank, Indicator, Item, Pending, Ratio, Repost
from dxplan.model.formulas import RATE
from dxplan.model.handouts import DEFAULT as DEFAULT_HANDOUTS
from dxplan.model.plan import GIVEN
from dxplan.values.quantities import Quantity, quantity_from_number
from dxplan.values.steps import Step
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dxplan.format.blocks import Block, Key
    from dxplan.model import Actual, Before, Direction, Plan, Result, Span
    from dxplan.model.departments import DepartmentTable
    from dxplan.model.ledger import Ledger
    from dxplan.model.own import OwnField, OwnValue
    from dxplan.model.publications import Correction, Publication
    from dxplan.model.scheme import Axis, Band, Scheme, Verdict

Data = dict[str, Any]

HEAD_FILE: Final = "plan.toml"


def write_plan(plan: Plan) -> dict[str, str]:
    """Return the files of a plan: their names (``plan.toml``, ``fukko.toml``) and texts."""
    head, items = (keys.with_own(block, plan.own_fields) for block in (keys.HEAD, keys.ITEMS))
    texts = {HEAD_FILE: dump(_head(plan), head)}
    for direction in plan.directions:
        if direction.totals is None:
            texts[f"{direction.id}.toml"] = dump(_items(direction, plan.span), items)
    return texts


def write_departments(table: DepartmentTable) -> str:
    """Return the text of ``departments.toml``; names that changes bring are not listed once more."""
    data: Data = {"department": [], "renamed": []}
    for (bureau, alone, since), names in groupby(table.listed, _body):
        sections = [] if alone else [name.partition(" ")[2] for name, _ in names]
        data["department"].append(
            {"bureau": bureau}
            | ({"sections": sections} if sections else {})
            | ({"since": short_year(since)} if since else {})
        )
    for change in table.changes:
        new = list(change.new) if len(change.new) > 1 else change.new[0]
        data["renamed"].append({"old": change.old, "new": new, "since": short_year(change.since)})
    return dump(data, keys.DEPARTMENTS)


def write_publication(publication: Publication) -> str:
    """Return the text of what was published."""
    data = _encode(PUBLICATION, publication) | {
        "year": short_year(publication.year),
        "handout": [_encode(FILE, file) for file in publication.files],
        "figure": [_encode(FIGURE, figure) for figure in publication.figures],
    }
    return dump(data, PUBLICATION)


def write_ledger(ledger: Ledger) -> str:
    """Return the text of the 回収簿."""
    parts = {
        "form": (SENT_FORM, ledger.forms),
        "file": (TAKEN_FILE, ledger.files),
        "said": (SAID, ledger.said),
        "query": (QUERY, ledger.queries),
    }
    data = {
        name: [_encode(block, each) for each in things] for name, (block, things) in parts.items() if things
    }
    return dump(data, LEDGER)


def _body(listed: tuple[str, int]) -> tuple[str, bool, int]:
    """Return a name's 部局, whether it has no 課, and its year."""
    bureau, _, section = listed[0].partition(" ")
    return bureau, not section, listed[1]


def _encode(block: Block, thing: object, **others: Any) -> Data:  # noqa: ANN401 - any TOML values
    """Return the data of a block: fields of the model that say something, and ``others`` that are not None."""
    data = {}
    for key in block.keys.values():
        value = others.get(key.name)
        if key.field and key.name not in others:
            value = getattr(thing, key.field)
            value = _plain(key, value) if key.required or value != key.default else None
        if value is not None:
            data[key.name] = value
    return data


def _plain(key: Key, value: Any) -> Any:  # noqa: ANN401 - a field of the model as a TOML value
    if key.shape == "choice":
        return next(word for word, meaning in key.choices.items() if meaning == value)
    if isinstance(value, Decimal):
        return _number(value)
    return list(value) if isinstance(value, tuple) else value


def _number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


# plan.toml


def _head(plan: Plan) -> Data:
    span = plan.span
    years = [short_year(span.first), short_year(span.last)] if span.first != span.last else None
    return _encode(
        keys.HEAD,
        plan,
        fiscal_year=span.year,
        years=years,
        base_year=short_year(span.base) if span.base != span.first - 1 else None,
        midterm=short_year(span.midterm) if span.midterm else None,
        judgement=_judgement(plan.scheme) or None,
        numbering=_encode(keys.NUMBERING, plan.numbering, headings=_headings(plan)) or None,
        handouts=list(plan.handouts) if plan.handouts != DEFAULT_HANDOUTS else None,
        rate=_encode(keys.RATE, plan.rate) or None,
        checks=_encode(keys.CHECKS, plan.checks) or None,
        comparison=_encode(keys.COMPARISON, plan.comparison) or None,
        published=plan.published and _encode(keys.PUBLISHED, plan.published),
        correction=[_correction(each, span) for each in plan.all_corrections] or None,
        handout=[_encode(keys.HANDOUT, edition) for edition in plan.editions] or None,
        field=[_field(field) for field in plan.own_fields] or None,
        direction=[_direction(direction, span) for direction in plan.directions],
    )


def _correction(correction: Correction, span: Span) -> Data:
    year = None if correction.year == span.year else short_year(correction.year)
    return _encode(keys.CORRECTION, correction, on=correction.on.isoformat(), year=year)


def _headings(plan: Plan) -> list[str] | None:
    headings = plan.numbering.headings
    return list(headings) if headings != keys.NUMBERING.keys["headings"].default else None


def _field(field: OwnField) -> Data:
    return _encode(keys.FIELD, field, handouts=list(field.handouts) or None)


def _own(values: Iterable[OwnValue], span: Span) -> Data | None:
    """Return what stands in own fields; of a plan of several years by year where it is kept so."""
    data: Data = {}
    for field, year, value, _ in values:
        plain = _number(value) if isinstance(value, Decimal) else value
        if year is None or span.first == span.last:
            data[field] = plain
        else:
            data.setdefault(field, {})[short_year(year)] = plain
    return data or None


def _direction(direction: Direction, span: Span) -> Data:
    totals = direction.totals
    return _encode(
        keys.DIRECTION,
        direction,
        items=totals and totals.items,
        achieved=totals and totals.achieved,
        published=direction.published and _encode(keys.PUBLISHED_OF_DIRECTION, direction.published),
        fields=_own(direction.own, span),
    )


def _judgement(scheme: Scheme) -> Data:
    """Return what a scheme has beyond the one whose name it bears."""
    base = named_scheme(scheme.name)
    data: Data = {} if scheme.name == DEFAULT_SCHEME else {"scheme": scheme.name}
    for key in keys.JUDGEMENT.keys.values():
        if key.field not in ("", "name", "lower"):
            value = getattr(scheme, key.field)
            if value != getattr(base, key.field) and value is not None:
                data[key.name] = _plain(key, value)
    lower = base.lower
    if "formula" in data:  # the other direction follows the formula, not the named scheme
        lower = counterpart(scheme.formula)
    if scheme.lower is not lower:
        data["lower"] = scheme.lower.word
    own = scheme.verdicts != base.verdicts
    if own or scheme.done != base.done:
        data["done"] = scheme.done.label
    if own or scheme.not_done != base.not_done:
        data["not_done"] = scheme.not_done.label
    if scheme.axes:
        data["axis"] = [_axis(axis, scheme) for axis in scheme.axes]
    if scheme.whole:
        data["direction"] = _encode(keys.WHOLE, scheme.whole) | {
            "verdict": [
                _encode(
                    keys.WHOLE_VERDICT,
                    verdict,
                    short=verdict.short if verdict.short != verdict.label else None,
                    **_band(verdict.band, None),
                )
                for verdict in scheme.whole.verdicts
            ]
        }
    if own:
        bands = [verdict.band for verdict in scheme.verdicts]
        better_bands = [None, *bands[:-1]]
        data["verdict"] = [
            _encode(
                keys.VERDICT,
                verdict,
                short=verdict.short if verdict.short != verdict.label else None,
                **_band(verdict.band, better),
            )
            for verdict, better in zip(scheme.verdicts, better_bands, strict=True)
        ]
    return data


def _axis(axis: Axis, scheme: Scheme) -> Data:
    """Return the keys of an axis; what it has of the plan's scheme goes without saying."""
    own, bands = axis.scheme, [verdict.band for verdict in axis.scheme.verdicts]
    gives: tuple[tuple[Verdict, ...] | None, ...] = axis.gives or (None,) * len(bands)
    formula = own.formula.word if own.formula is not scheme.formula else None
    usual = counterpart(own.formula) if formula else scheme.lower
    return _encode(
        keys.AXIS,
        axis,
        formula=formula,
        lower=own.lower.word if own.lower is not usual else None,
        combine=own.combine.word if own.combine is not scheme.combine else None,
        verdict=[
            _encode(
                keys.AXIS_VERDICT,
                verdict,
                short=verdict.short if verdict.short != verdict.label else None,
                gives=[each.label for each in row] if row else None,
                **_band(verdict.band, better),
            )
            for verdict, better, row in zip(own.verdicts, [None, *bands[:-1]], gives, strict=True)
        ],
    )


def _band(band: Band | None, better: Band | None) -> Data:
    """Return the keys of a band; with the same distance above the value in the ``better`` one, it is a tolerance."""
    if band is None:
        return {}
    named = {} if band.measure is RATE else {"measure": band.measure.word}
    if band.points:
        named["unit"] = "ポイント"
    if band.edge is None:
        return named
    if better == band._replace(edge=-band.edge, above=True):
        return {"within": _number(-band.edge), **named}
    return {"above" if band.above else "from": _number(band.edge), **named}


# A direction's file


def _items(direction: Direction, span: Span) -> Data:
    headings, rows = [], []
    for heading, parent in _walk(direction, ""):
        under = heading.id if parent else None
        if parent:
            published = heading.published and _encode(keys.PUBLISHED_OF_HEADING, heading.published)
            above = parent if parent != direction.id else None
            own = _own(heading.own, span)
            headings.append(_encode(keys.HEADING, heading, parent=above, published=published, fields=own))
        rows += [_row(entry, under, span) for entry in heading.entries]
    return {"direction": headings or None, "item": rows or None}


def _walk(heading: Direction, parent: str) -> Iterator[tuple[Direction, str]]:
    """Yield a direction and the headings under it, each with the id of the one above."""
    yield heading, parent
    for part in heading.parts:
        yield from _walk(part, heading.id)


def _row(entry: Item | Repost, under: str | None, span: Span) -> Data:
    if isinstance(entry, Repost):
        printed = dict(entry.printed) or None
        return _encode(keys.REPOST, entry, direction=under, repost_of=entry.of, printed=printed)
    return _encode(
        keys.ITEM,
        entry,
        direction=under,
        departments=[str(department) for department in entry.departments] or None,
        indicator=[_indicator(parts, span) for parts in _tables(entry.indicators)] or None,
        milestone=[
            _encode(keys.MILESTONE, milestone, half=f"{short_year(milestone.year)}{milestone.half.value}")
            for milestone in entry.milestones
        ]
        or None,
        change=[_encode(keys.CHANGE, each, on=each.on.isoformat()) for each in entry.changes] or None,
        result=_results(entry.results, span),
        ignore=[_encode(keys.IGNORE, ignored) for ignored in entry.ignored] or None,
        fields=_own(entry.own, span),
    )


def _results(results: Sequence[Result], span: Span) -> Data | None:
    """Return the result of a plan's only year, or those of each year."""
    if not results:
        return None
    data = {short_year(result.year): _result(result) for result in results}
    return data[short_year(span.year)] if span.first == span.last else data


def _result(result: Result) -> Data:
    override = result.override
    return _encode(
        keys.RESULT,
        result,
        state=result.state and result.state.label,
        override=override and {"verdict": override.verdict.label, "reason": override.reason},
    )


def _tables(indicators: Iterable[Indicator]) -> Iterator[list[Indicator]]:
    """Yield what stands in one table: an indicator, or those of its parts."""
    for (_, group, of, _), parts in groupby(
        indicators, lambda i: (i.source, i.group, i.repost_of, i.name if not i.group else "")
    ):
        if group or of:
            yield list(parts)
        else:
            yield from ([part] for part in parts)


def _indicator(parts: Sequence[Indicator], span: Span) -> Data:
    one = parts[0]
    if one.repost_of:
        return {"repost_of": one.repost_of}
    targets = {year: _cell([p.target(year) or p.blank(year) for p in parts]) for year in _target_years(parts)}
    actuals = {year: _cell([p.actual(year) for p in parts]) for year, _ in one.actuals}
    outlooks = {year: _cell([p.outlook(year) for p in parts]) for year, _ in one.outlooks}
    target, due = _by_year(targets, one.due, span), span.last
    if isinstance(target, dict) and targets:
        meant = [year for year, value in targets.items() if keys.BLANKS.get(_word(value)) in _MEANT]
        due = max(meant or targets)
    if target is None and not one.reference:  # a target that says nothing is one all the same
        target = {}
    return _encode(
        keys.INDICATOR,
        one,
        name=one.group or one.name,
        parts=[part.part for part in parts] if one.group else None,
        baseline=_cell([part.baseline or part.blank(None) for part in parts]),
        target=target,
        last_year=_cell([_given(part.before) for part in parts]),
        actual=_by_year(actuals, span.year, span),
        outlook=_by_year(outlooks, span.year, span),
        due=short_year(one.due) if one.due != due else None,
        unjudged=_by_year(dict(one.unjudged), span.year, span),
        fields=_own(one.own, span),
    )


def _given(before: Before | None) -> Quantity | Ratio | None:
    """Return last year's value as far as the file gives it."""
    return before.value if before and before.where == GIVEN else None


#: What of a target given by years says in which year it is due: a quantity, or one still open.
_MEANT: Final = (None, Blank.UNDECIDED)


def _target_years(parts: Sequence[Indicator]) -> list[int]:
    years = {year for part in parts for year, _ in (*part.targets, *part.blanks)}
    return sorted(year for year in years if year is not None)


def _by_year(values: Mapping[int, Any], year: int, span: Span) -> Any:  # noqa: ANN401 - a TOML value
    """Return the value of the only year as it is in a plan of one year, else values by year; None without any."""
    if span.first == span.last and list(values) == [year]:
        return values[year]
    return {short_year(when): value for when, value in values.items()} or None


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _cell(parts: Sequence[Actual | Blank | None]) -> Any:  # noqa: ANN401 - a TOML value
    """Return a figure, or those of each part; None where there is none. What is left open of all is said once."""
    first, *others = parts
    if not others or (isinstance(first, (Blank, Pending)) and all(other == first for other in others)):
        return figure_data(first)
    return None if first is None else [figure_data(part) for part in parts]


def figure_data(value: Actual | Blank | None) -> Any:  # noqa: ANN401 - a TOML value
    """Return a figure as it was written; a number of the file is one again."""
    match value:
        case None:
            return None
        case Ratio(numerator, denominator):
            return {"numerator": _number(numerator), "denominator": _number(denominator)}
        case Quantity(counts=Ratio(numerator, denominator)) if value.note:
            return {"numerator": _number(numerator), "denominator": _number(denominator)}
        case Quantity():
            return _quantity(value)
        case Step():
            return value.text
        case _:
            return value.value


def _quantity(quantity: Quantity) -> int | Decimal | str:
    try:
        number = Decimal(quantity.text.replace(",", ""))
    except InvalidOperation:
        return quantity.text
    same = quantity_from_number(number) if number.is_finite() else None
    if same is None or same != quantity or same.text != quantity.text:
        return quantity.text
    return number if "." in quantity.text else int(number)
