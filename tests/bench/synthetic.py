"""Synthetic plans, the same on every machine: 8 text keys and 1 to 3 indicators an item, all recorded.

Run as ``python synthetic.py FOLDER ITEMS``, so that what it takes in memory is not counted to what is measured.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

FISCAL_YEAR = 2019
DIRECTIONS = ("fukko", "anzen", "sangyo", "kyoiku", "denshi")
_WORDS = (
    "情報", "防災", "医療", "教育", "農業", "観光", "産業", "地域", "行政", "電子", "申請", "遠隔",
    "会議", "研修", "広報", "統計", "地図", "気象", "河川", "道路", "橋梁", "森林", "水産", "畜産",
    "果樹", "商業", "金融", "雇用", "移住", "定住", "交流", "文化", "歴史", "健康", "福祉", "介護",
    "保育", "学習", "図書", "美術", "体育", "環境", "電力", "水素", "放射", "復興", "避難", "消防",
    "警察", "交通", "港湾", "空港", "鉄道", "住宅", "都市", "税務", "財務", "人事", "契約", "入札",
    "監査", "議会", "選挙", "消費", "食品", "衛生", "薬局", "病院", "看護", "相談",
)  # fmt: skip
_DEEDS = (
    "研修会を開き",
    "実証実験を行い",
    "利用者の声を集め",
    "専門家を派遣し",
    "手引を改め",
    "広報誌で紹介し",
    "試験運用を始め",
)
_ENDS = (
    "効率を高めた。",
    "利用を広げる。",
    "技能を高める。",
    "分かりやすく届ける。",
    "負担を減らした。",
    "連携を強める。",
)
_INDICATORS = (
    "研修の開催回数",
    "年間アクセス件数",
    "導入した市町村数",
    "アプリのダウンロード数",
    "参加者数",
    "登録者数",
)
_UNITS = ("回", "件", "市町村", "人")
_BUREAUS = (
    "総務部",
    "企画調整部",
    "生活環境部",
    "保健福祉部",
    "商工労働部",
    "農林水産部",
    "土木部",
    "教育庁",
)
_SECTIONS = ("情報政策課", "広報課", "災害対策課", "地域医療課", "産業創出課")


def write_plan(folder: Path, items: int) -> None:
    """Write a plan of ``items`` items into ``folder``, one file per direction."""
    chance = random.Random(items)  # noqa: S311 - the same plan every time is the point
    folder.mkdir(parents=True, exist_ok=True)
    head = [
        f'title = "アクションプラン{FISCAL_YEAR}"',
        'office = "情報政策課"',
        f"fiscal_year = {FISCAL_YEAR}",
    ]
    head.append('comment = ["全体の８割以上の項目で目標を達成した。"]')
    for number, direction in enumerate(DIRECTIONS):
        head += ["", "[[direction]]", f'id = "{direction}"', f'name = "展開方向その{number + 1}"']
        head += ['theme = "ICT利活用の推進"', 'points = ["各事業とも概ね計画どおり実施した。"]']
        share = items // len(DIRECTIONS) + (number < items % len(DIRECTIONS))
        rows = [_item(chance, f"{direction}-{row}") for row in range(1, share + 1)]
        (folder / f"{direction}.toml").write_text("\n".join(rows), encoding="utf-8", newline="\n")
    (folder / "plan.toml").write_text("\n".join([*head, ""]), encoding="utf-8", newline="\n")


def _item(chance: random.Random, name: str) -> str:
    lines = [
        "[[item]]",
        f'id = "{name}"',
        f'name = "{"".join(chance.sample(_WORDS, 4))}システム{chance.choice(_WORDS)}事業"',
    ]
    bodies = [
        f'"{chance.choice(_BUREAUS)} {chance.choice(_SECTIONS)}"' for _ in range(chance.choice((1, 1, 1, 2)))
    ]
    lines += [f"departments = [{', '.join(bodies)}]", f'overview = "{_sentence(chance)}"']
    lines += [f'goal = "{_sentence(chance)}"', ""]
    missed = chance.random() < 0.2
    for number, indicator in enumerate(chance.sample(_INDICATORS, chance.randint(1, 3))):
        target, unit = chance.randint(10, 20_000), chance.choice(_UNITS)
        actual = target * 4 // 5 if missed else target + chance.randint(0, target // 2)
        lines += ["[[item.indicator]]", f'name = "{indicator}"', f'unit = "{unit}"']
        lines += [f"target = {target}", f"actual = {actual}", ""]
        if not number:
            wording = f"目標{target:,}{unit}に対し、実績{actual:,}{unit}"
    lines += ["[item.result]", "done = true", 'report = """']
    lines += [f"・{_sentence(chance)}" for _ in range(chance.randint(1, 3))]
    lines[-1] += '"""'
    lines += [f'reason = "{_sentence(chance)}"', f'wording = "{wording}"', ""]
    return "\n".join(lines)


def _sentence(chance: random.Random) -> str:
    first, second, third, fourth, fifth = chance.sample(_WORDS, 5)
    deed = f"{first}{second}の{chance.randint(1, 99)}団体を対象に{third}アプリの{chance.choice(_DEEDS)}"
    return f"{deed}、{fourth}{fifth}の{chance.choice(_ENDS)}"


if __name__ == "__main__":
    write_plan(Path(sys.argv[1]), int(sys.argv[2]))
