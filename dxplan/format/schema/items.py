"""The schema of a direction's file: items, indicators, results, reposts."""

from __future__ import annotations

from typing import Final

from dxplan.format.schema.headings import HEADING
from dxplan.format.schema.values import (
    HALF_PATTERN,
    QUANTITY,
    YEAR_PATTERN,
    Schema,
    array,
    boolean,
    by_year,
    identifier,
    ignored_code,
    part,
    reference,
    table,
    tables,
    text,
    texts,
    words,
    year,
)
from dxplan.model import Better, Counting, ItemKind, Novelty, Pending, Progress
from dxplan.model.formulas import COMBINES, FORMULAS

_QUOTIENT: Final = table(
    "割合",
    "割り算の結果ではなく、もとの件数を書く。割合は dxplan が計算する。",
    {
        "numerator": reference("quantity") | {"title": "分子", "description": "該当した件数。"},
        "denominator": reference("quantity")
        | {"title": "分母", "description": "全体の件数。0 にはできない。"},
    },
    required=("numerator", "denominator"),
)

_BLANK: Final = words(
    "値のない欄",
    '"-" は設定しない、"/" は測定しない、"未定" はまだ決まっていない。',
    ["-", "－", "/", "／", "未定"],
)
_PLANNED: Final[list[Schema]] = [reference("quantity"), _BLANK]
_COMPOSITE: Final = "parts があれば、その順に [ ] で並べる。"
_ACTUAL: Final[list[Schema]] = [
    {"const": Pending.PENDING.value, "title": "集計中", "description": "まだ数えている。達成には数えない。"},
    words("測定しない年度", "この年度は測らない。", [Pending.NOT_MEASURED.value, "／"]),
    reference("quantity"),
    reference("quotient"),
]


def _figures(each: list[Schema], *of_year: Schema) -> list[Schema]:
    """Return what a figure may be: one, one for each part, or those by fiscal year."""
    return [*each, array({"anyOf": each}), *of_year]


_INDICATOR_KEYS: Final[dict[str, Schema]] = {
    "id": identifier("指標の id", "再掲の元になる指標に付ける。計画全体で一つだけ。", "kpi-29"),
    "name": text("指標の名前", "一つの項目の中で同じ名前は使えない。", "研修の開催回数"),
    "unit": text("単位", "目標値があれば書く。", "回"),
    "parts": texts(
        "複数の値からなる指標の内訳",
        "基準値・目標値・実績値は、この順に [ ] で並べる。",
        "小学校国語",
        "小学校算数",
        least=1,
    ),
    "counting": words(
        "数え方",
        '"yearly" はその年度の数、"cumulative" は累計。',
        [counting.value for counting in Counting],
    ),
    "baseline": {
        "title": "基準値",
        "description": f'「5%増」などのもとになる値。"-" なら設定しない。{_COMPOSITE}',
        "anyOf": _figures(_PLANNED),
        "examples": [525, "73.5%"],
    },
    "target": {
        "title": "目標値",
        "description": '目標の数量。参考の指標でなければ必須。年度ごとなら { R4 = "110万", R5 = "250万" }。'
        f'"-" なら設定しない、"未定" ならまだ決まっていない。{_COMPOSITE}',
        "anyOf": _figures(
            _PLANNED, by_year("年度ごとの目標値", "年度をキーにして書く。", {"anyOf": _figures(_PLANNED)})
        ),
        "examples": [12, "24億以上", "5%増"],
    },
    "actual": {
        "title": "実績値",
        "description": '実績の数量。割合は { numerator = 3123, denominator = 3367 }、まだなら "集計中"、'
        f'測定しない年度なら "/"。年度ごとなら {{ R4 = 12 }}。{_COMPOSITE}',
        "anyOf": _figures(
            _ACTUAL,
            by_year("年度ごとの実績値", "計画の年度をキーにして書く。", {"anyOf": _figures(_ACTUAL)}),
        ),
        "examples": [12, "約24,000"],
    },
    "due": year("目標の年度", "省くと、年度ごとの目標の最後の年度、または計画の最後の年度。"),
    "better": words(
        "よい向き",
        '"higher" は大きいほどよい、"lower" は小さいほどよい、"equal" はちょうど。',
        [better.value for better in Better],
        Better.HIGHER.value,
    ),
    "weight": {
        "title": "重み",
        "description": "KPI の指数を出すときの重み。省くと 1。",
        "type": "number",
        "minimum": 0.001,
        "maximum": 1000,
        "default": 1,
    },
    "formula": words(
        "達成率の式",
        "計画の判定の方式と違う式で測る指標に書く。",
        list(FORMULAS),
    ),
    "kpi": boolean("KPI 番号", "false なら、KPI一覧で KPI 番号を付けない。"),
    "reference": boolean("参考", "true なら参考として示すだけ。目標値は要らず、判定に使わない。"),
    "provisional": text("速報値である理由", "実績に「速報値」と添えて載せる。", "確定値は8月に公表"),
    "repost_of": text("再掲の元の指標の id", "再掲の指標にはこのキーだけを書く。内容は元と同じ。", "kpi-29"),
}
_NO_ARRAY: Final[Schema] = {"not": {"type": "array"}}
_INDICATOR: Final[Schema] = table(
    "指標", "数で測る目標。期限の来た指標から、項目の判定が決まる。", _INDICATOR_KEYS
) | {
    "if": part(required=["repost_of"]),
    "then": part(properties={key: False for key in _INDICATOR_KEYS if key != "repost_of"}),
    "else": part(
        required=["name"],
        **{
            "if": part(required=["reference"], properties={"reference": {"const": True}}),
            "else": part(required=["target"]),
        },
    ),
    "allOf": [
        {
            "if": part(required=["parts"]),
            "else": part(
                properties={
                    key: {**_NO_ARRAY, "additionalProperties": _NO_ARRAY}
                    for key in ("baseline", "target", "actual")
                }
            ),
        }
    ],
}

_OVERRIDE: Final = table(
    "判定の変更",
    "数字から出る判定と違う判定にするとき。classify の最後に、理由とともに必ず示される。",
    {
        "verdict": text("判定", "数字に代えて使う判定。計画の方式にある言葉で書く。", "未達"),
        "reason": text("理由", "判定を変えた理由。", "雇用者数が3年間の目標を大きく下回る見込み"),
    },
    required=("verdict", "reason"),
)

_REPORT: Final = ("取組実績・成果等", "研修会を開き、担当職員の技能を高めた。")
_WORDING: Final = ("達成度の言い方", "目標2,000人に対し、1,157人")

_RESULT_KEYS: Final[dict[str, Schema]] = {
    "done": boolean("計画どおり実施したか", "したなら true、しなかったなら false。"),
    "state": text(
        "実施状況",
        "実施状況を計画の判定の言葉で書く。指標がなければこれが判定になり、あれば低いほうが判定になる。",
        "やや遅れ",
    ),
    "report": text(_REPORT[0], "行ったことの文。指標の実績値は自動で下に載る。", _REPORT[1]),
    "reason": text("未達の理由", "未達なのに書かないと警告になる。", "台風により来館者が減ったため"),
    "wording": text(_WORDING[0], "未達のとき「目標の達成度」に載せる。省くと数字から作る。", _WORDING[1]),
    "published": text(
        "公表した達成度",
        "公表済みの資料の「目標の達成度」の文。計算した判定と違えば、dxplan validate が知らせる。",
        "目標達成",
    ),
    "override": _OVERRIDE,
}
_RESULT_OF_YEAR: Final = table("一年度の実績", "その年度に何をしたか。", _RESULT_KEYS)
# Either the keys themselves or years, never both. The keys stand here once more for editors that complete them.
_RESULT: Final[Schema] = {
    "title": "実績",
    "description": "その年度に何をしたか。なければ「未記録」になる。年度ごとなら [item.result.R1] のように書く。",
    "type": "object",
    **part(properties=_RESULT_KEYS),
    "if": part(patternProperties={YEAR_PATTERN: False}),
    "then": reference("result_of_year"),
    "else": by_year("年度ごとの実績", "計画の年度をキーにして書く。", reference("result_of_year")),
}

_MILESTONE: Final = table(
    "半期の予定",
    "半年ごとの予定、進捗、状態。dxplan record --half で記録し、ロードマップに載る。",
    {
        "half": {
            "title": "半期",
            "description": "年度と、上期か下期。年度を省くと計画の年度。",
            "type": "string",
            "pattern": HALF_PATTERN,
            "examples": ["R6上期", "R6下期"],
        },
        "plan": text("予定", "その半期に行う予定のこと。", "要件をまとめ、業者を選ぶ。"),
        "progress": text("進捗", "その半期に実際に行ったこと。", "要件をまとめた。"),
        "state": words("状態", "書かなければ「未記録」になる。", [state.value for state in Progress]),
    },
    required=("half",),
)

_NAME: Final = ("施策（事業）名称", "インターネット広報広聴事業")
_OVERVIEW: Final = ("取組概要", "職員研修により、県公式ホームページを見やすくする。")
_GOAL: Final = ("指標・目標", "職員を対象とした研修を開く。")

_IGNORE: Final = tables(
    "知らせない照査",
    "この項目では知らせない照査と、その理由。",
    table(
        "知らせない照査",
        "見たうえでそのままにすると決めたもの。",
        {
            "code": ignored_code("照査のコード。"),
            "reason": text("理由", "そのままにする理由。", "公表済みの数のとおり"),
        },
        required=("code", "reason"),
    ),
)

_PRINTED: Final = table(
    "印刷されていた文",
    "取り込んだ資料の再掲の行にあった文。元の項目と違えば、dxplan validate が知らせる。",
    {
        "name": text(_NAME[0], "再掲の行の名称。", _NAME[1]),
        "overview": text(_OVERVIEW[0], "再掲の行の取組概要。", _OVERVIEW[1]),
        "goal": text(_GOAL[0], "再掲の行の指標・目標。", _GOAL[1]),
        "report": text(_REPORT[0], "再掲の行の取組実績・成果等。", _REPORT[1]),
        "wording": text(_WORDING[0], "再掲の行の目標の達成度。", _WORDING[1]),
    },
)

#: What a 再掲 may say; the rest it has from its original.
_REPOST_KEYS: Final = ("id", "direction", "repost_of", "printed")

_ITEM_KEYS: Final[dict[str, Schema]] = {
    "id": identifier(
        "項目の id", "計画全体で一つだけ。年度・調査票・差分を結ぶので、変えない。", "cms-training"
    ),
    "name": text(_NAME[0], "公表する名称。", _NAME[1]),
    "kind": words(
        "項目の種類",
        "省くと事業（project）。参考事業は reference、中間指標を束ねる KPI は kpi、基本目標は goal。",
        [kind.value for kind in ItemKind],
    ),
    "direction": text("見出しの id", "この展開方向の中の、どの見出しの下に載せるか。", "fukko-1"),
    "also": texts("ほかの見出しの id", "同じ行を、ほかの見出しの下でも挙げるとき。", "fukko-2"),
    "combine": words(
        "指標のまとめ方",
        "この項目だけ、計画の方式と違うまとめ方で判定するとき。",
        list(COMBINES),
    ),
    "new": words("新規", '今年度からの項目は "○"、一部が新しければ "一部"。', [n.value for n in Novelty]),
    "departments": texts(
        "担当部局・課",
        "「部局 課」を半角の空白で区切って書く。課のない組織は名前だけ。",
        "総務部 広報課",
    ),
    "overview": text(_OVERVIEW[0], "何をする取組か。", _OVERVIEW[1]),
    "goal": text(_GOAL[0], "目標の文。指標の数字は自動で下に載る。", _GOAL[1]),
    "indicator": tables("指標", "要るだけ [[item.indicator]] を書く。", reference("indicator")),
    "milestone": tables("半期の予定", "要るだけ [[item.milestone]] を書く。一つの半期に一つ。", _MILESTONE),
    "result": reference("result"),
    "excluded": text(
        "対象外とする理由", "書くと、項目数にも割合にも入らない。", "制度の廃止により実施しなかった"
    ),
    "ignore": _IGNORE,
    "repost_of": text(
        "再掲の元の項目の id", "別の展開方向にもう一度載せる項目。内容も判定も元と同じ。", "robot-rd"
    ),
    "printed": _PRINTED,
}
_ITEM: Final[Schema] = table(
    "項目",
    "施策（事業）。並べた順が整理番号になる。再掲は id と repost_of だけを書く。",
    _ITEM_KEYS,
    required=("id",),
) | {
    "if": part(required=["repost_of"]),
    "then": part(properties={key: False for key in _ITEM_KEYS if key not in _REPOST_KEYS}),
    "else": part(required=["name"], properties={"printed": False}),
}

ITEMS: Final[Schema] = table(
    "展開方向の項目",
    "一つの展開方向の項目を、並べる順に書く。",
    {
        "direction": tables("見出し", "展開方向の下の見出しを、並べる順に書く。", HEADING),
        "item": tables("項目", "施策（事業）。再掲は id と repost_of だけを書く。", reference("item")),
    },
) | {
    "$defs": {
        "item": _ITEM,
        "indicator": _INDICATOR,
        "result": _RESULT,
        "result_of_year": _RESULT_OF_YEAR,
        "quantity": QUANTITY,
        "quotient": _QUOTIENT,
    }
}
