"""The schemes that plans can name, in the words of ``[judgement]`` itself.

Each is what a government declares in its published results (docs/judgement.md has a worked example for each).
"""

from __future__ import annotations

from typing import Final

#: Where a plan says nothing: the three verdicts of 福島県.
DEFAULT: Final = "fukushima"

SCHEMES: Final = {
    "fukushima": """\
formula = "compare"      # 目標値に達したかどうかだけを見る
combine = "all"          # 指標のすべてが達して、目標達成
done = "計画どおり実施"    # 今年度の数値目標がなく、計画どおり実施した
not_done = "未達"

[[verdict]]
label = "目標達成"
from = 100
achieved = true

[[verdict]]
label = "計画どおり実施"
short = "計画どおり"
achieved = true

[[verdict]]
label = "未達"
from = 0
""",
    "abcd-100-80-50": """\
formula = "A/T"          # 実績値÷目標値
lower = "2-A/T"          # 下向きの指標
combine = "mean"         # 達成率の平均
done = "A"
not_done = "D"

[[verdict]]
label = "A"
from = 100
achieved = true
colour = "E3F2E1"

[[verdict]]
label = "B"
from = 80
achieved = true

[[verdict]]
label = "C"
from = 50
colour = "FFF8E1"

[[verdict]]
label = "D"
from = 0
colour = "FBE9E7"
""",
    "s-a-b-c-baseline": """\
formula = "(A-B)/(T-B)"  # 基準値から目標値までのうち、どれだけ進んだか
combine = "worst"        # いちばん低い指標で決める
done = "A"
not_done = "C"

[[verdict]]
label = "S"
from = 100
achieved = true
colour = "E3F2E1"

[[verdict]]
label = "A"
from = 50
achieved = true

[[verdict]]
label = "B"
above = 0                # 基準値より良くなった

[[verdict]]
label = "C"
from = 0                 # 基準値のまま、または悪くなった
colour = "FBE9E7"
""",
    "progress-4": """\
formula = "expected"     # 今年度までに進んでいるはずの分のうち、どれだけ進んだか
combine = "worst"
done = "順調"
not_done = "大幅遅れ"

[[verdict]]
label = "順調"
from = 100
achieved = true

[[verdict]]
label = "やや遅れ"
from = 70
colour = "FFF8E1"

[[verdict]]
label = "大幅遅れ"
above = 0
colour = "FBE9E7"

[[verdict]]
label = "未着手"
from = 0
colour = "F2F2F2"
""",
    "index-100": """\
formula = "A/T"          # 目標値を100とする指数
lower = "2-A/T"
combine = "weighted"     # 指標の重み（weight）を付けた平均
cap = 100                # 一つの指標が目標を大きく超えても、ほかの遅れを隠さない
done = "達成"
not_done = "遅れ"

[[verdict]]
label = "達成"
from = 100
achieved = true
colour = "E3F2E1"

[[verdict]]
label = "おおむね達成"
short = "おおむね"
from = 80

[[verdict]]
label = "遅れ"
from = 0
colour = "FBE9E7"
""",
}
