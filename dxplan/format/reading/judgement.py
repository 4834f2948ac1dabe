"""``[judgement]``: a named scheme, the plan's own, or a named one with changes."""

from __future__ import annotations

import difflib
import itertools
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import tomli

from dxplan.format.keys import JUDGEMENT
from dxplan.format.reading.fields import Fields, did_you_mean, quote
from dxplan.format.schemes import DEFAULT, SCHEMES
from dxplan.model import Better, Source
from dxplan.model.findings import Part
from dxplan.model.formulas import ALL, COMPARE, FORMULAS, RATE, PointsOf, RateOf
from dxplan.model.scheme import INCOMPUTABLE, OUTSIDE, UNRECORDED, Axis, Band, Scheme, Verdict, WholeRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.model.findings import Diagnostic
    from dxplan.model.formulas import Formula

_RESERVED: Final = frozenset(v.label for v in (UNRECORDED, INCOMPUTABLE, *OUTSIDE))


def read_judgement(table: Fields | None) -> Scheme:
    """Return the scheme of a plan. Keys that the plan writes stand in place of the named scheme's."""
    if table is None:
        return named_scheme(DEFAULT)
    name = table.data.get("scheme", DEFAULT)
    if (
        type(name) is not str or name not in SCHEMES
    ):  # the one that was meant, so that its words elsewhere in the plan are not reported too
        name = difflib.get_close_matches(str(name), SCHEMES, 1, cutoff=0)[0]
    return _read_scheme(name, _Judgement(table, _base(name)))


def named_scheme(name: str) -> Scheme:
    """Return one of the schemes that come with the program."""
    findings: list[Diagnostic] = []
    return _read_scheme(name, _Judgement(Fields({}, Source(name), findings, JUDGEMENT), _base(name)))


def counterpart(formula: Formula) -> Formula:
    """Return the formula for 下向き indicators where a scheme names only that for the others."""
    return FORMULAS[formula.mirror] if formula.better is Better.HIGHER else formula


def _base(name: str) -> dict[str, Any]:
    return tomli.loads(SCHEMES[name], parse_float=Decimal)


class _Judgement:
    """The keys of ``[judgement]`` over those of the scheme that it names.

    Findings name keys that the plan writes: one about the named scheme's would have no place in the plan's file.
    """

    def __init__(self, written: Fields, base: dict[str, Any]) -> None:
        self.written = written
        kept = {key: value for key, value in base.items() if key not in written.data}
        if "formula" in written.data:  # the other direction follows the formula, not the named scheme
            kept.pop("lower", None)
        self.table = Fields({**kept, **written.data}, written.source, written.findings, written.block)

    def report(self, keys: tuple[str, ...], message: str, hint: str) -> None:
        """Report what is wrong with the values together, at the first of the keys that the plan writes."""
        key = next((key for key in keys if key in self.written.data), None)
        self.written.report("DX320", key, message, hint, Part.KEY if key is None else Part.VALUE)


def _read_scheme(name: str, judgement: _Judgement) -> Scheme:
    table = judgement.table
    values = table.values()
    formula = values["formula"] or COMPARE
    lower = values["lower"] or counterpart(formula)
    values |= {"name": name, "formula": formula, "lower": lower, "combine": values["combine"] or ALL}
    axes = table.tables("axis")
    verdicts = _read_words(table) if axes else _read_verdicts(table)
    known = verdicts or named_scheme(name).verdicts  # those of the plan could not be read
    bands = [v for v in known if v.total is not None] or [v for v in known if v.band] or list(known)
    scheme = Scheme(
        **values,
        verdicts=known,
        done=_named(judgement, "done", verdicts, _as_planned(bands)),
        not_done=_named(judgement, "not_done", verdicts, bands[-1]),
        whole=_read_whole(table.table("direction")),
    )
    if axes:
        scheme = scheme._replace(axes=_read_axes(axes, scheme, judgement))
        _check_achieved(scheme, judgement)
    elif verdicts:
        _check(scheme, judgement)
        _check_points(scheme, judgement)
    table.finish()
    return scheme


def _check(scheme: Scheme, judgement: _Judgement) -> None:
    """Report what formulas, limits and verdicts mean together."""
    formula, lower = scheme.formula, scheme.lower
    if formula.better is Better.LOWER:
        message = f"「{formula.word}」は下向きの指標の式で、上向きの指標では悪いほど高くなります。"
        hint = f'formula = "{formula.mirror}"、lower = "{formula.word}" と書いてください。'
        if counterpart(FORMULAS[formula.mirror]) is formula:
            hint = f'formula = "{formula.mirror}" と書いてください。下向きの指標には、それだけで {formula.word} が使われます。'
        judgement.report(("formula",), message, hint)
    if lower.better is Better.HIGHER:
        message = f"「{lower.word}」は、下向きの指標では悪いほど高くなります。"
        judgement.report(("lower",), message, f'lower = "{lower.mirror}" と書いてください。')
    if scheme.floor is not None and scheme.cap is not None and scheme.floor > scheme.cap:
        message = "達成率の下限（floor）が上限（cap）より大きくなっています。"
        judgement.report(("floor", "cap"), message, "floor = 0、cap = 100 のように書いてください。")
    best = scheme.bands[0]
    if scheme.cap is not None and best.band and best.band.measure is RATE and not best.band.holds(scheme.cap):
        message = f"達成率の上限（cap）が{scheme.cap:f}なので、判定{quote(best.label)}には届きません。"
        hint = "cap を大きくするか、判定の境目を小さくしてください。"
        judgement.report(("cap", "verdict"), message, hint)
    if scheme.measures and isinstance(scheme.combine, RateOf):
        message = f'指標のまとめ方（combine = "{scheme.combine.word}"）は達成率のまとめ方で、ほかの値との差で決める区分には使えません。'
        hint = 'combine = "all"（いちばん低い区分）か "any"（いちばん高い区分）と書いてください。'
        judgement.report(("combine", "verdict"), message, hint)
    _check_achieved(scheme, judgement)


def _check_achieved(scheme: Scheme, judgement: _Judgement) -> None:
    if not any(verdict.achieved for verdict in scheme.verdicts):
        message = "達成に数える判定がありません。達成項目の割合がいつも 0 になります。"
        hint = "達成に数える [[judgement.verdict]] に achieved = true と書いてください。"
        judgement.report(("verdict",), message, hint)


def _read_axes(tables: list[Fields], scheme: Scheme, judgement: _Judgement) -> tuple[Axis, ...]:
    """Return the two axes; () with a finding where they give items no verdicts."""
    if len(tables) != 2:
        message = f"[[judgement.axis]] が{len(tables)}つあります。"
        judgement.report(
            ("axis",),
            message,
            "二つの軸を書いてください。一つで足りるなら [[judgement.verdict]] に区分を書きます。",
        )
        return ()
    before = len(tables[0].findings)
    first, second = (_read_axis(each, scheme) for each in tables)
    if not (first.numbers or second.numbers):
        tables[1].report(
            "DX320",
            "by",
            "どちらの軸も実施状況（state）を見ます。",
            'by = "indicator" の軸を一つは書いてください。',
        )
    gives = _read_gives(tables[0], second, scheme)
    for verdict in tables[1].tables("verdict"):
        if "gives" in verdict.data:
            verdict.report(
                "DX320", "gives", "「gives」は、一つ目の軸の判定に書きます。", "この行を消してください。"
            )
    return (first._replace(gives=gives), second) if len(tables[0].findings) == before else ()


def _read_axis(table: Fields, scheme: Scheme) -> Axis:
    values = table.values()
    verdicts = _read_verdicts(table) if values["numbers"] else _read_words(table)
    formula = table.value("formula") or scheme.formula
    lower = table.value("lower") or (counterpart(formula) if "formula" in table.data else scheme.lower)
    table.finish()
    known = verdicts or scheme.verdicts
    own = scheme._replace(
        formula=formula,
        lower=lower,
        combine=table.value("combine") or scheme.combine,
        verdicts=known,
        done=known[0],
        not_done=known[-1],
        whole=None,
    )
    if own.measures and isinstance(own.combine, RateOf):
        message = f'指標のまとめ方（combine = "{own.combine.word}"）は達成率のまとめ方で、ほかの値との差で決める区分には使えません。'
        table.report("DX320", None, message, 'combine = "all" か "any" と書いてください。')
    return Axis(values["name"], values["numbers"], own)


def _read_gives(table: Fields, second: Axis, scheme: Scheme) -> tuple[tuple[Verdict, ...], ...]:
    """Return the verdicts of items by those on both axes; none of them may be worse for a better one."""
    wanted, rows = len(second.scheme.verdicts), []
    for each in table.tables("verdict"):
        labels = each.value("gives")
        found = [scheme.verdict(label) for label in labels]
        unknown = [label for label, verdict in zip(labels, found, strict=True) if verdict is None]
        if unknown or len(labels) != wanted:
            message = (
                f"「gives」の{quote(unknown[0])}という判定はありません。"
                if unknown
                else f"「gives」には、{quote(second.name)}の判定の順に{wanted}個を並べますが、{len(labels)}個です。"
            )
            names = "、".join(verdict.label for verdict in scheme.verdicts)
            each.report(
                "DX320",
                "gives" if "gives" in each.data else None,
                message,
                f"項目の判定（{names}）を並べてください。",
            )
        rows.append(tuple(verdict for verdict in found if verdict))
    if any(len(row) != wanted for row in rows):
        return ()
    ranks = [[scheme.verdicts.index(verdict) for verdict in row] for row in rows]
    down = [list(column) for column in zip(*ranks, strict=True)]
    if any(list(line) != sorted(line) for line in (*ranks, *down)):
        message = "軸の判定が良くなると、項目の判定が悪くなる組み合わせがあります。"
        table.report(
            "DX320",
            "verdict",
            message,
            "gives を、軸の判定が良いほど項目の判定も良くなるように並べてください。",
        )
    return tuple(rows)


def _read_words(table: Fields) -> tuple[Verdict, ...]:
    """Return verdicts that nothing measured gives: those of an axis that people fill in, or of a table."""
    tables = table.tables("verdict")
    before = len(table.findings)
    verdicts = tuple(_read_verdict(each) for each in tables)
    if len(tables) < 2:
        message = "判定の言葉が二つ以上ありません。"
        table.report("DX320", "verdict", message, "良いほうから順に、label を書いた判定を並べてください。")
        return ()
    for verdict, where in zip(verdicts, tables, strict=True):
        if verdict.band:
            key = next(key for key in ("from", "above", "within", "measure") if key in where.data)
            message = f"判定{quote(verdict.label)}は、達成率からは出ません。"
            where.report("DX320", key, message, '指標を見る軸（by = "indicator"）の判定に書いてください。')
    _check_words(verdicts, tables)
    return verdicts if len(table.findings) == before else ()


def _check_points(scheme: Scheme, judgement: _Judgement) -> None:
    """Report what is wrong with points that are to be added up, of items or of whole directions."""
    adds = isinstance(scheme.combine, PointsOf)
    totals = [verdict.total for verdict in scheme.verdicts if verdict.total is not None]
    if adds and len(totals) < 2:
        message = (
            f'combine = "{scheme.combine.word}" ですが、点の合計（total）のある判定が二つ以上ありません。'
        )
        judgement.report(
            ("combine", "verdict"), message, "項目の判定に、total = 6、total = 0 のように書いてください。"
        )
    if totals and not adds:
        message = "点の合計（total）のある判定がありますが、combine が点を足すものではありません。"
        judgement.report(
            ("verdict", "combine"),
            message,
            'combine = "points"（合計）か "mean_points"（平均）と書いてください。',
        )
    if any(lower >= higher for higher, lower in itertools.pairwise(totals)):
        message = "点の合計（total）が、良い判定から順に小さくなっていません。"
        judgement.report(("verdict",), message, "良い判定から順に、total を小さくしていってください。")
    whole = scheme.whole
    scales = [scheme.bands] if adds else []
    if whole and isinstance(whole.by, PointsOf):
        scales.append(scheme.words(whole.of))
    for scale in dict.fromkeys(scales):
        known = [verdict.points for verdict in scale if verdict.points is not None]
        if len(known) < len(scale):
            names = "、".join(verdict.label for verdict in scale if verdict.points is None)
            message = f"点（points）のない判定があります（{names}）。"
            judgement.report(("verdict",), message, "足し合わせる判定のすべてに points を書いてください。")
        elif any(lower > higher for higher, lower in itertools.pairwise(known)):
            message = "悪い判定の点（points）が、良い判定の点より大きくなっています。"
            judgement.report(("verdict",), message, "良い判定から順に、points を小さくしていってください。")


def _read_whole(table: Fields | None) -> WholeRule | None:
    """Return how directions are judged; None where they are not."""
    if table is None:
        return None
    values, verdicts = table.values(), []
    for each in table.tables("verdict"):
        named = each.values()
        named["short"] = named["short"] or named["label"]
        edge, above = each.value("from"), each.value("above")
        band = Band(above if edge is None else edge, above=edge is None and above is not None)
        verdicts.append(Verdict(**named, band=band))
        each.finish()
    if "verdict" in table.data and len(verdicts) < 2:
        message = "[judgement.direction] の判定が二つ以上ありません。"
        table.report(
            "DX320", "verdict", message, "良いほうから順に [[judgement.direction.verdict]] を書いてください。"
        )
    edges = [verdict.band for verdict in verdicts if verdict.band]
    for (higher, lower), where in zip(itertools.pairwise(edges), table.tables("verdict")[1:], strict=True):
        if higher.edge is None or (lower.edge is not None and lower.edge >= higher.edge):
            message = f"判定{quote(where.data.get('label', ''))}の境目が、その上の判定より低くありません。"
            hint = "良い判定から順に from か above を小さくしていき、省くのはいちばん下だけにしてください。"
            where.report("DX320", "label", message, hint)
    labels = [verdict.label for verdict in verdicts]
    for label, where in zip(labels, table.tables("verdict"), strict=True):
        if label in _RESERVED or labels.count(label) > 1:
            why = "は、どの方式にもある別の意味の言葉です" if label in _RESERVED else "が二つあります"
            where.report("DX320", "label", f"判定{quote(label)}{why}。", "別の言葉にしてください。")
    if "verdict" not in table.data:
        table.missing("verdict", "[[judgement.direction.verdict]]")
    table.finish()
    return WholeRule(**values, verdicts=tuple(verdicts)) if verdicts else None


def _as_planned(bands: Sequence[Verdict]) -> Verdict:
    """Return the verdict of what was done as planned where nobody names one: that of a rate of 100 %, else the best.

    Were it always the best, a target reached early with 100 % would be worse than one not reached yet.
    """
    for verdict in bands[:-1]:
        band = verdict.band if verdict.total is None else None
        if band and band.measure is RATE and band.holds(Decimal(100), 0):
            return verdict
    return bands[0]


def _named(judgement: _Judgement, key: str, verdicts: tuple[Verdict, ...], otherwise: Verdict) -> Verdict:
    """Return the verdict that ``done`` or ``not_done`` names; ``otherwise`` where nobody names one."""
    label = judgement.table.value(key) or otherwise.label
    found = next((verdict for verdict in verdicts if verdict.label == label), None)
    if verdicts and found is None and key in judgement.written.data:
        labels = [verdict.label for verdict in verdicts]
        hint = f"{did_you_mean(label, labels)}{'、'.join(labels)} のどれかを書いてください。"
        judgement.table.report("DX204", key, f"「{key}」の{quote(label)}という判定はありません。", hint)
    return found or otherwise


def _read_verdicts(table: Fields) -> tuple[Verdict, ...]:
    """Return the verdicts, best first; () with a finding where they make no scale."""
    before = len(table.findings)
    tables = table.tables("verdict")
    verdicts = tuple(_read_verdict(each) for each in tables)
    bands = [
        (verdict.band, verdict.label, each)
        for verdict, each in zip(verdicts, tables, strict=True)
        if verdict.band
    ]
    if len(table.findings) > before:  # what they mean together cannot be said yet
        return verdicts if len(bands) > 1 else ()
    if len(bands) < 2:
        message = "判定の区分（from か above のある [[judgement.verdict]]）が二つ以上ありません。"
        hint = '良いほうから順に、label = "達成"、from = 100 と、label = "未達"、from = 0 のように書いてください。'
        table.report("DX320", "verdict", message, hint)
        return ()
    _check_order(bands)
    _check_words(verdicts, tables)
    return verdicts


def _check_order(bands: Sequence[tuple[Band, str, Fields]]) -> None:
    """Report edges that do not fall from band to band."""
    for (higher, above, _), (lower, label, where) in itertools.pairwise(bands):
        if higher.edge is None:
            message = f"判定{quote(above)}に境目がないのに、その下に{quote(label)}があります。"
            hint = "from、above、within のない区分は、残りすべてになります。いちばん下だけに書いてください。"
            where.report("DX320", "label", message, hint)
        elif "within" in where.data and (lower.measure, lower.points) == (higher.measure, higher.points):
            if lower.edge is None or higher != lower._replace(edge=-lower.edge, above=True):
                message = f"判定{quote(label)}の前後の幅と、その上の{quote(above)}の境目が合いません。"
                hint = f"{quote(above)}に、above = {where.data['within']} と書いてください。"
                where.report("DX320", "within", message, hint)
        elif (lower.measure, lower.points) != (higher.measure, higher.points) or lower.edge is None:
            continue
        elif (lower.edge, lower.above) >= (higher.edge, higher.above):
            message = f"判定{quote(label)}の境目が、その上の{quote(above)}より低くありません。"
            hint = (
                "良い判定から順に、from（その値以上）か above（その値を超える）を小さくしていってください。"
            )
            where.report("DX320", "from" if "from" in where.data else "above", message, hint)


def _check_words(verdicts: Sequence[Verdict], tables: Sequence[Fields]) -> None:
    """Report words that stand twice, and keys that do not belong together."""
    seen: set[str] = set()
    for verdict, where in zip(verdicts, tables, strict=True):
        edges = [key for key in ("from", "above", "within") if key in where.data]
        if len(edges) > 1:
            message = f"判定{quote(verdict.label)}に {edges[0]} と {edges[1]} の両方があります。"
            hint = "その値を含むなら from、含まないなら above、前後の幅なら within だけを書いてください。"
            where.report("DX320", edges[1], message, hint)
        if "within" in edges and (verdict.band is None or verdict.band.measure is RATE):
            message = f"判定{quote(verdict.label)}の within（前後の幅）が、何の前後か分かりません。"
            hint = 'measure = "baseline"（基準値）のように、比べるものを書いてください。'
            where.report("DX320", "within", message, hint)
        if "unit" in where.data and (verdict.band is None or verdict.band.measure is RATE):
            message = f"判定{quote(verdict.label)}の unit は、measure のある区分だけに書けます。"
            where.report("DX320", "unit", message, "達成率の境目は % で書きます。unit を消してください。")
        if verdict.label in seen or verdict.label in _RESERVED:
            why = "が二つあります" if verdict.label in seen else "は、どの方式にもある別の意味の言葉です"
            where.report("DX320", "label", f"判定{quote(verdict.label)}{why}。", "別の言葉にしてください。")
        seen.add(verdict.label)


def _read_verdict(table: Fields) -> Verdict:
    values = table.values()
    values["short"] = values["short"] or values["label"]
    verdict = Verdict(**values, band=_read_band(table))
    table.finish()
    return verdict


def _read_band(table: Fields) -> Band | None:
    """Return what gives a verdict; None for a word that nothing measured gives."""
    edge, above, within = (table.value(key) for key in ("from", "above", "within"))
    measure, points = table.value("measure") or RATE, table.value("unit") or False
    if edge is None and above is None and within is None and measure is RATE:
        return None
    if edge is None and above is not None:
        return Band(above, above=True, measure=measure, points=points)
    return Band(edge if within is None else -within, measure=measure, points=points)
