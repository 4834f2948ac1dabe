"""What stands at ``baseline``, ``target`` and ``actual``: quantities, blanks and counts, by fiscal year and by part."""

from __future__ import annotations

from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from dxplan.format.keys import BLANKS, PENDING, QUOTIENT
from dxplan.format.reading.fields import Fields, kind_name, quote
from dxplan.model import Actual, Counting, Ratio
from dxplan.model.findings import Diagnostic, Part
from dxplan.values.quantities import (
    MAX_DIGITS,
    POINTS,
    Form,
    Quantity,
    factor_of,
    fold,
    parse_quantity,
    quantity_from_counts,
    quantity_from_number,
)
from dxplan.values.years import short_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.model import Blank, Source, Span, Target
    from dxplan.values.steps import Ladder, Step

#: The fiscal year a value is for, 0 for a base value; the value as it stands in the file; where it stands.
Written: TypeAlias = "tuple[int, Any, Source]"


def years_label(span: Span) -> str:
    """Return the years of a plan for messages: ``R1（2019年度）``, ``R4〜R7（2022〜2025年度）``."""
    if span.first == span.last:
        return f" {short_year(span.year)}（{span.year}年度）"
    return f" {short_year(span.first)}〜{short_year(span.last)}（{span.first}〜{span.last}年度）"


def blank_of(value: object) -> Blank | None:
    """Return what a value leaves open; None if it is no blank."""
    return BLANKS.get(value) if type(value) is str else None


_year: Final = itemgetter(0)
_EXAMPLES: Final = (
    '12、65.0、"1,200"、"26億2,652万"、"約50万"、"99%以上"、"5%増"、"全件" のように書いてください。'
)
_ONE_NUMBER: Final = "いくつに達すればよいかを、一つの数で書いてください。"
#: Words of targets that are not read, and what to write for them.
_UNREAD: Final = {
    "前年|昨年": '"前年度以上"、"前年度比5%増"、"前年度比105%以上"、"前年度より10件減" のように書いてください。',
    "前回": '前回の値を baseline に書き、"基準値以上" のように書いてください。',
    "累[計積]|通算": '"累計100" のように、言葉のすぐ後に数を書いてください。',
    "^(?:[-+−▲△]|プラス|マイナス)[0-9]|[0-9%トt](?:アップ|ダウン|縮減|低減|改善|上乗せ|圧縮)": "基準値から増やすなら"
    ' "5%増" や "10件増"、減らすなら "5%減" や "10件減"、% の指標の差なら "5ポイント増" と書いてください。',
    "週[0-9]|日[0-9]|毎[週日]|毎年度?$|^年度[0-9]|上期|下期|(?:年|[かヶカケ箇]月)に[0-9]|隔年|月[0-9].*[~〜]": (
        '"年50回" のように、一年の回数で書いてください。'
    ),
    "^毎月$|四半期(?:ごと|毎)?$": '"月1回"、"四半期に1回" のように、回数も書いてください。',
    "全国平均|県平均|平均(?:以上|以下|値)": "平均の値を調べ、その数で書いてください。",
    "の(?:[0-9.]+割|半[数分])": "もとの数（定員など）から計算した数を書いてください。",
    "過半|半数|半分": '"50超" や "50以上" のように、割合の数で書いてください。',
    "(?:[RH][0-9]{1,2}|[0-9元]年度?)(?:の?実績|の?値)?(?:比|より|から|に比べ)": (
        '比べる年度の値を baseline に書き、"基準値比10%減" のように書いてください。'
    ),
    "^年度[内末中](?:まで)?$|^[0-9]{1,2}月[^0-9]{0,4}$": '期日なら "R7.3" のように、年から書いてください。',
    "までに|^年度[内中]|[0-9][かヶカケ箇]?年間?で": '目標の年度は due = "R7" のように書き、ここには数だけを書いてください。',
    "数[十百千万件回人]|[十0-9]数|[+＋]α": _ONE_NUMBER,
    "[0-9][^0-9/]{0,5}(?:中|のうち)[^0-9]{0,2}[0-9]": (
        "分かる数を { numerator = 45, denominator = 59 } のように件数の組で（% の指標）、または達すればよい数だけを書いてください。"
    ),
    "[0-9][^0-9]?[→⇒]": "もとの値は baseline に書き、ここには達すればよい数だけを書いてください。",
    "[0-9][-－‐–—ー][0-9]|[0-9][^0-9]{0,3}から[^0-9]{0,3}[0-9]": '幅のある目標なら "8〜12" のように「〜」で書いてください。',
    "(?:以上|超|超え|未満|以下)[、,]?[0-9]": '幅のある目標なら "18以上22未満" のように、下の端から書いてください。',
    "±|前後": '幅のある目標なら "20±2" や "18〜22" のように、どちらの端も数と同じ単位で書いてください。',
    "下回らない|上回らない|超えない|切らない|割らない": '下回らないなら "50以上"、超えないなら "50以下" と書いてください。',
    "[0-9][Oo]|^[Il|][0-9]": "数の中に英字（O、l など）がないか確かめ、数字で書いてください。",
    "たり|あたり|^(?:月|一?1?日|年)平均|^1日[0-9]|^実人数|^単年度|^1人|^[0-9]校[0-9]|各[^0-9]{0,5}[0-9]": (
        "何の値か（一日当たりなど）は指標の名前か単位に書き、ここには数だけを書いてください。"
    ),
    "[0-9]/[0-9]|[0-9]人に|分の": (
        "% の数で書くか、{ numerator = 3, denominator = 4 } のように件数の組で書いてください（段階なら stages に並べます）。"
    ),
    "[0-9]倍|半減以上": '増やすなら "2倍以上"、減らすなら "0.5倍以下" のように、基準値の何倍かを書いてください。',
    "なし|無し|^無|根絶": 'ないことが目標なら "ゼロ"、目標がないなら "-" と書いてください。',
    "即日|翌日|当日": '"1日以内" のように、指標の単位の数で書いてください。',
    "上位|トップ|ベスト|首位": '順位なら "全国10位以内" のように、数で書いてください。',
    "増や|減ら|伸ば|高め|改善|拡大|推進|充実|強化|向上|上昇|低下|縮小|傾向|横ばい|抑制": (
        '"増加"、"減少"、"維持"（基準値と比べる）か、達すればよい数を書いてください。'
    ),
    "随時|適宜|通年|必要に応じ|限り|最[小大]|近づけ": _ONE_NUMBER,
    "^(?:県内)?全|[0-9][^0-9]{0,6}(?:すべて|全て|全部)$": (
        '全体の数も書くか（"全59市町村"）、unit = "%" として "全件" と書いてください。'
    ),
    "[0-9]桁|[0-9][%％]?台$": '順位なら "9位以内"、ほかは "80以上" のように、数で書いてください。',
    "策定|実施|完了|整備|開始|構築|公表|検討|段階|案|レベル|ランク|^(?:有り?|あり|可|済み?|[○〇◯])$": "数でない目標なら、"
    "すべての年度の目標を「策定済」や「R7.3」のように書くか、"
    'stages = ["検討", "素案", "策定"] のように段階を順に並べてください。',
    "[一二三四五六七八九十]": (
        '数は "12回" のように算用数字で書いてください（漢数字は、"十二回" のように指標の単位が続けば読めます）。'
    ),
}


def _unread_hint(text: str, otherwise: str = _EXAMPLES) -> str:
    """Return what to write in place of a text that is no quantity, as far as its words tell what was meant."""
    import re  # a sound plan never needs it

    folded = fold(text)
    return next((hint for words, hint in _UNREAD.items() if re.search(words, folded)), otherwise)


def _day_in_quotes(value: object) -> str:
    """Return a day of TOML as it is to be written, in quotes; nothing for what is none."""
    from datetime import date  # a sound plan never needs it

    return f'"{value:%Y-%m-%d}"' if isinstance(value, date) else ""


class FigureReader:
    """Reads the figures of one indicator, which all stand in its unit.

    With ``parts`` every value is an array of so many, otherwise (0) it is one. With a ``ladder`` they are its steps and
    no numbers.
    """

    def __init__(
        self,
        fields: Fields,
        unit: str,
        span: Span,
        counting: Counting | None,
        parts: int,
        ladder: Ladder | None = None,
        factor: Decimal | None = None,
    ) -> None:
        self.fields = fields
        self.unit = unit
        self.span = span
        self.counting = counting
        self.parts = parts
        self.ladder = ladder
        self.factor = factor

    def columns(self, key: str, year: int) -> list[list[Written]]:
        """Return the cells of a key as ``cells`` does, those of each part for themselves."""
        rows = [row for cell in self.cells(key, year) if (row := self._split(key, cell))]
        return [[row[part] for row in rows] for part in range(self.parts)]

    def cells(self, key: str, year: int) -> list[Written]:
        """Return the values at a key; ``year`` is that of a single one."""
        value = self.fields.data.get(key)
        if value is None:
            return []
        if (
            type(value) is dict
            and key not in ("baseline", "last_year")
            and QUOTIENT.keys.keys().isdisjoint(value)
        ):
            return sorted(self._by_year(key, value), key=_year)
        return [(year, value, self.fields.source.child(key))]

    def _split(self, key: str, cell: Written) -> list[Written]:
        """Return a cell for each part; [] with a finding if the value has not as many."""
        year, value, where = cell
        if type(value) is list and len(value) == self.parts:
            return [(year, part, where.child(index)) for index, part in enumerate(value)]
        if type(value) is str and (value in BLANKS or value in PENDING):  # said of all parts at once
            return [cell] * self.parts
        message = (
            f"「{key}」に値が{len(value)}個ありますが、「parts」は{self.parts}個です。"
            if type(value) is list
            else f"「parts」があるので、「{key}」には値を{self.parts}個並べますが、並んでいません。"
        )
        name = key if where.key[-1] == key else f"{key} = {{ {where.key[-1]}"
        example = ", ".join(["12"] * min(self.parts, 4)) + (", …" if self.parts > 4 else "")
        hint = f"{name} = [{example}]{'' if name == key else ' }'} のように、parts の順に{self.parts}個を書いてください。"
        self._report("DX315", where, message, hint)
        return []

    def actual(self, value: Any, where: Source) -> Actual | None:  # noqa: ANN401 - any TOML value
        """Return an actual: a number, counts, or what stands in its place."""
        if type(value) is str and (pending := PENDING.get(value)):
            return pending
        if type(value) is dict and not self.ladder:
            return self._ratio(value, where)
        if blank_of(value):
            message = f"実績値に{quote(value)}は使えません。"
            hint = 'まだ実績がなければここを消し、測定しない年度なら "/"、数えているところなら "集計中" と書いてください。'
            self._report("DX207", where, message, hint)
            return None
        if self.ladder:
            return self._step(value, where, self.ladder, aimed=False)
        quantity = self.quantity("actual", value, where)
        if quantity and quantity.form is not Form.PLAIN:
            message = f"実績値{quote(value)}は一つの数ではありません。"
            hint = '12 や "約24,000" のように、実際の値を一つの数で書いてください。'
            self._report("DX312", where, message, hint)
        return quantity

    def target(self, key: str, value: Any, where: Source) -> Target | None:  # noqa: ANN401 - any TOML value
        """Return one base value or target: a number, or a step where the indicator has steps."""
        if self.ladder:
            return self._step(value, where, self.ladder, aimed=key == "target")
        if type(value) is dict:
            counts = self._ratio(value, where)
            return counts and quantity_from_counts(counts)
        return self.quantity(key, value, where)

    def _step(self, value: Any, where: Source, ladder: Ladder, *, aimed: bool) -> Step | None:  # noqa: ANN401 - any TOML value
        """Return a step; None with a finding if it is none of the indicator's."""
        text = str(value) if type(value) is int else value
        found = None
        if type(text) is str:
            found = ladder.target(text) if aimed else ladder.reached(text)
        if found is None:
            shown = quote(value) if type(text) is str else kind_name(value)
            if aimed:
                message = f"目標{shown}は「stages」にありません。"
                hint = f"stages に並べた {ladder.choices}を書いてください。"
            else:
                message = f"{shown}からは、どこまで進んだか分かりません。"
                hint = f"{ladder.choices}を書いてください。"
            if day := _day_in_quotes(value):
                hint = f"{day} のように引用符で囲んでください。{hint}"
            self._report("DX318", where, message, hint)
        return found

    def quantity(self, key: str, value: Any, where: Source) -> Quantity | None:  # noqa: ANN401 - any TOML value
        """Return one quantity; None with a finding if it cannot be read."""
        if type(value) is int or type(value) is Decimal:
            quantity = quantity_from_number(value)
        elif type(value) is str:
            quantity = parse_quantity(value, self.unit)
        else:
            message = f"「{key}」は数で書きますが、{kind_name(value)}が書いてあります。"
            hint = f'{key} = 12 や {key} = "26億2,652万" のように書いてください。'
            if type(value) is list and len(value) > 1 and not self.parts:
                hint = f'{hint}いくつもの値からなる指標なら、parts = ["国語", "算数"] のように何の値かも書いてください。'
            elif day := _day_in_quotes(value):
                hint = f"期日なら、{key} = {day} のように引用符で囲んでください。"
            self._report("DX201", where, message, hint)
            return None
        if quantity is None:
            message = (
                f"{quote(value)}を数量として読めません。"
                if type(value) is str or not Decimal(value).is_finite()
                else f"数の桁が多すぎます（整数部・小数部とも{MAX_DIGITS}桁まで）。"
            )
            hint = _unread_hint(value) if type(value) is str else _EXAMPLES
            if key == "actual":
                hint = '12、65.0、"1,200"、"26億2,652万"、"約50万" のように書いてください。まだ分からなければ "集計中" と書きます。'
            self._report("DX207", where, message, hint)
            return None
        unit = fold(self.unit)
        behind = quantity.unit.removeprefix(unit)
        if unit and behind not in ("", quantity.unit) and not behind.startswith("/"):
            message = f"{quote(value)}の{quote(behind)}を読めません。"
            instead = "消すか、「以上」「以下」「増」「減」などに直して" if key == "target" else "消して"
            hint = f"{quote(behind)}を{instead}ください。単位が違うのなら、指標と数の単位を揃えてください。"
            self._report("DX207", where, message, _unread_hint(quantity.text, hint))
            return None
        if (
            self.unit
            and quantity.unit not in ("", fold(self.unit))
            and not (quantity.relative and quantity.unit == "%")
            and not (quantity.relative and quantity.unit == POINTS and fold(self.unit) == "%")
        ):
            message = (
                f"{quote(value)}の単位は{quote(quantity.unit)}ですが、指標の単位は{quote(self.unit)}です。"
            )
            hint = f"数を{quote(self.unit)}で書き直すか、指標と数の単位を揃えてください。"
            self._report("DX310", where, message, _unread_hint(quantity.text, hint))
        elif key == "target" and (hint := self._doubt(quantity)):
            message = f"目標{quote(value)}では、いくつに達すればよいかが決まりません。"
            self._report("DX312", where, message, hint)
        of_all = Counting.CUMULATIVE, *([] if key == "actual" else [Counting.SUM])
        if self.counting in of_all and quantity.running is not None:
            return quantity._replace(value=quantity.running)
        return quantity

    def _doubt(self, target: Quantity) -> str:
        """Return what to write for a target that may mean one number or another; "" for one that says what it means."""
        text = target.text
        if target.shade:
            return '"95以上" のように、達すればよい数を書いてください。'
        if target.form in (Form.PLAIN, Form.AT_LEAST) and text[:1] in "+＋":
            number, unit = fold(text)[1:].removesuffix(self.unit), self.unit if self.unit != "%" else POINTS
            return (
                f'基準値から増やすなら "{number}{unit}増"、達すればよい数なら "{number}" と書いてください。'
            )
        if (
            target.form is Form.TIMES
            and fold(self.unit) == "%"
            and fold(text)[:1].isdecimal()
            and "分の" in text
        ):
            return f'基準値と比べるなら "基準値の{text}"、割合の目標なら {{ numerator = 2, denominator = 3 }} のように書いてください。'
        return ""

    def _ratio(self, value: dict[str, Any], where: Source) -> Ratio | None:
        quotient = Fields(value, where, self.fields.findings, QUOTIENT)
        parts: list[Decimal] = []
        for key in QUOTIENT.keys:
            part = value.get(key)
            if part is None:
                quotient.missing(key)
            elif quantity := self.quantity(key, part, where.child(key)):
                parts.append(quantity.value)
        quotient.finish()
        if len(parts) < len(QUOTIENT.keys):
            return None
        if parts[1] <= 0:
            hint = '対象がなかったのなら、actual の行を消し、[[item]] の下に excluded = "対象者がいなかった" のように書いてください。'
            quotient.report("DX311", "denominator", "分母が 0 以下なので、割合を計算できません。", hint)
            return None
        return Ratio(numerator=parts[0], denominator=parts[1], factor=self.factor or factor_of(self.unit))

    def _by_year(self, key: str, value: dict[str, Any]) -> Iterator[Written]:
        for year, name in self.fields.by_year(key, value, f"{key} = {{ R1 = 12 }}"):
            where = self.fields.source.child(key, name)
            self._check_year(key, year, where)
            yield year, value[name], where

    def _check_year(self, key: str, year: int, where: Source) -> None:
        """Report a figure of a year that is none of the plan's; targets may lie beyond its last."""
        first, last = self.span.first, self.span.last
        before = key == "target" and first != last and year < first
        if not first or (not before and (key != "actual" or first <= year <= last)):
            return  # without a first year, the plan has none, which was reported
        short, plan = short_year(self.span.year), years_label(self.span)
        if key == "actual":
            message = f"{where.key[-1]} の実績値ですが、この計画は{plan}のものです。"
            hint = f"actual = {{ {short} = 12 }} のように書くか、その年度の計画に移してください。"
        else:
            message = f"{where.key[-1]} の目標値ですが、この計画は{plan}のものです。"
            hint = "計画の始まる前の値なら、baseline = 12 のように基準値として書いてください。"
        self._report("DX306", where, message, hint, Part.KEY)

    def _report(self, code: str, where: Source, message: str, hint: str, part: Part = Part.VALUE) -> None:
        self.fields.findings.append(
            Diagnostic(code=code, source=where, message=message, hint=hint, part=part)
        )
