"""The schema of ``[judgement]``: how indicators become verdicts."""

from __future__ import annotations

from typing import Final

from dxplan.format.schema.values import Schema, boolean, table, tables, text, words
from dxplan.format.schemes import DEFAULT, SCHEMES
from dxplan.model.formulas import COMBINES, COURSES, FORMULAS, TARGETS
from dxplan.model.scheme import Unit
from dxplan.values.rounding import Rounding


def _percent(title: str, description: str, *examples: float) -> Schema:
    return {
        "title": title,
        "description": description,
        "type": "number",
        "minimum": -1_000_000,
        "maximum": 1_000_000,
        "examples": list(examples),
    }


_VERDICT: Final = table(
    "判定",
    "判定の言葉と、それになる達成率。良いほうから順に並べる。",
    {
        "label": text("言葉", "資料に載せる判定の言葉。", "A", "順調"),
        "short": text("短い言葉", "狭い欄に載せる言葉。省くと label と同じ。", "計画どおり"),
        "from": _percent("ここから", "達成率がこの値（%）以上なら、この判定になる。", 80),
        "above": _percent("これを超えると", "達成率がこの値（%）を超えたら、この判定になる。", 0),
        "achieved": boolean("達成に数える", "true なら、達成項目の割合で達成に数える。"),
        "colour": {
            "title": "色",
            "description": "Excel の欄の色。RRGGBB の6桁。",
            "type": "string",
            "pattern": r"^\s*[0-9A-Fa-f]{6}\s*$",
            "examples": ["E3F2E1", "FBE9E7"],
        },
    },
    required=("label",),
)

JUDGEMENT: Final = table(
    "判定のしかた",
    "指標の実績からどう判定するか。名前の付いた方式と違うところだけを書けばよい。",
    {
        "scheme": words("方式", "もとにする方式の名前。", list(SCHEMES), DEFAULT),
        "formula": words(
            "達成率の式",
            'A は実績値、T は目標値、B は基準値。"compare" は届いたかどうかだけを見る。'
            '"expected" は今年度までに進んでいるはずの分に対する割合。',
            list(FORMULAS),
        ),
        "lower": words(
            "下向きの指標の式",
            'formula と違う式で測るとき。formula が "A/T" なら、省いても "2-A/T"。',
            list(FORMULAS),
        ),
        "combine": words(
            "指標のまとめ方",
            "一つの項目にいくつも指標があるとき。all はすべて、any は一つでも、mean は平均、"
            "weighted は重み付きの平均、worst は最低。",
            list(COMBINES),
        ),
        "count": words(
            "数えるもの",
            '"item" は項目、"indicator" は指標を数える。',
            [unit.value for unit in Unit],
            Unit.ITEM.value,
        ),
        "course": words(
            "進み具合の見方",
            '"targets" はその年度の目標値、"linear" は基準値と最後の目標値を結ぶ線と比べる。',
            list(COURSES),
            TARGETS.word,
        ),
        "digits": {
            "title": "達成率の小数の桁数",
            "description": "0 から 6。",
            "type": "integer",
            "minimum": 0,
            "maximum": 6,
            "default": 1,
        },
        "rounding": words(
            "達成率の端数の扱い",
            "、".join(f'"{rounding.value}" は{rounding.label}' for rounding in Rounding) + "。",
            [rounding.value for rounding in Rounding],
            Rounding.HALF_UP.value,
        ),
        "round": words(
            "いつ丸めるか",
            '"before" は丸めてから判定の区分と比べる。"after" は丸める前の値で比べ、印刷するときだけ丸める。',
            ["before", "after"],
            "before",
        ),
        "floor": _percent("達成率の下限", "指標の達成率がこれより低ければ、この値とする。", 0),
        "cap": _percent("達成率の上限", "指標の達成率がこれより高ければ、この値とする。", 100),
        "done": text("計画どおり実施した項目の判定", "数値目標のない項目で、done = true のとき。", "A"),
        "not_done": text("実施しなかった項目の判定", "done = false のとき。", "D"),
        "verdict": tables("判定", "良い判定から順に [[judgement.verdict]] を書く。", _VERDICT),
    },
)
