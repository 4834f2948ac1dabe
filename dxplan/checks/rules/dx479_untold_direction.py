"""少ないほどよさそうな指標の、よい向きが書かれていない

待ち時間、事故、苦情、被害、滞納などの数は、ふつう少ないほどよいものです。よい向き（better）も、向きを言う目標の言葉
（以下、未満、減など）も、基準値もなければ、dxplan は大きいほどよいものとして判定します。

悪い例:

    name = "窓口の待ち時間"
    unit = "分"
    target = 15

良い例: 向きを書く。目標を "15以下" と書いてもよい。大きいほどよいのなら better = "higher" と書く。

    name = "窓口の待ち時間"
    unit = "分"
    target = 15
    better = "lower"

正しければ、項目に書きます:

    ignore = [{ code = "DX479", reason = "処理した件数なので、多いほどよい" }]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.model.findings import Diagnostic, Severity
from dxplan.values.patterns import regex
from dxplan.values.quantities import Form, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.checks.subject import Subject

SEVERITY: Final = Severity.WARNING
#: What nobody wants more of.
_UNWANTED: Final = (
    *("待ち時間", "待機児童", "待機者", "事故", "苦情", "クレーム", "被害", "未収金", "未収", "滞納", "離職"),
    *("死者", "死亡", "死傷", "負傷", "火災", "犯罪", "違反", "不登校", "いじめ", "虐待", "自殺"),
    *(
        "漏えい",
        "漏洩",
        "紛失",
        "誤送付",
        "誤発送",
        "障害発生",
        "残業",
        "超過勤務",
        "時間外勤務",
        "時間外労働",
    ),
    *("遅延", "失業", "未処理", "所要時間", "所要日数", "処理時間", "処理日数"),
    *("紙使用", "紙の使用", "印刷枚数", "ごみ", "廃棄物", "廃棄", "温室効果ガス排出", "CO2排出"),
    *(
        "不具合",
        "故障",
        "誤り",
        "エラー",
        "手戻り",
        "システム障害",
        "通信障害",
        "インシデント",
        "不正アクセス",
    ),
    *("停止時間", "応答時間", "復旧時間", "欠席", "キャンセル", "渋滞", "未納", "赤字", "コスト"),
    *("不登校児童", "不登校児童生徒", "未整備地区", "不通話地区", "不感地区", "耕作放棄地"),
)
#: The same with the words that count it. A name that goes on (苦情対応件数, 事故防止教室) is of something else.
_COUNTED: Final = regex(
    rf"(?:{'|'.join(_UNWANTED)})"
    r"の?(?:発生|認知|排出|総|年間|平均)?の?(?:件数|者数|人数|回数|日数|時間数?|枚数|面積|残高|率|割合|額|量|数)?"
)
#: What was won against it: 削減した残業時間.
_WON: Final = regex(r"削減|減ら|減少|抑制|縮減|短縮|節減|防止|防い|解決|解消|なくし")
_BRACKETS: Final = regex(r"\([^()]*\)")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Find indicators of something unwanted of which nothing says that fewer is better."""
    for assessment in subject.items:
        for indicator in assessment.item.indicators:
            if indicator.reference or not indicator.numbers or indicator.baseline is not None:
                continue
            plain = all(target.form is Form.PLAIN for _, target in indicator.numbers)
            if not plain or indicator.better is not None:
                continue
            name = _BRACKETS.sub("", fold(indicator.group or indicator.name))
            if not any(word in name for word in _UNWANTED) or _WON.search(name):
                continue
            if any(found.end() == len(name) for found in _COUNTED.finditer(name)):
                yield Diagnostic(
                    source=indicator.source.child("target"),
                    message=f"「{indicator.name}」は、大きいほどよい指標として判定されます。",
                    hint='小さいほどよいなら better = "lower"、大きいほどよいなら better = "higher" と書いてください。',
                )
