"""Synthetic plans, the same on every machine: 8 text keys and 1 to 3 indicators an item, all recorded.

Run as ``python synthetic.py KIND FOLDER SIZE``, so that what it takes in memory is not counted to what is measured:
``plan`` is one plan, ``years`` are ten of them with the same items as far as they go on, ``kpi`` is one of four years
with two indicators an item. ``forms`` is a plan for which more sections answer the larger it is, ``unanswered`` the
same before they have.
"""

from __future__ import annotations

import random
import re
import sys
from itertools import count
from pathlib import Path

FISCAL_YEAR = 2019
YEARS = range(2016, 2026)
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
    files = {}
    for number, direction in enumerate(DIRECTIONS):
        share = items // len(DIRECTIONS) + (number < items % len(DIRECTIONS))
        files[direction] = [_item(chance, f"{direction}-{row}") for row in range(1, share + 1)]
    _write(folder, [f"fiscal_year = {FISCAL_YEAR}"], files)


def write_forms_plan(folder: Path, items: int) -> None:
    """Write a plan of ``items`` items for which 40 sections answer, or with 10,000 items 400 of them."""
    write_plan(folder, items)
    share = max(1, items // 1_000)
    numbers = count()
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(?<=課)(?=\"[\],])", lambda _: f"{next(numbers) % share + 1}係", text)
        path.write_text(text, encoding="utf-8", newline="\n")


def write_unanswered_plan(folder: Path, items: int) -> None:
    """Write the plan of ``write_forms_plan`` without anything that sections tell."""
    write_forms_plan(folder, items)
    for path in sorted(folder.glob("*.toml")):
        text = re.sub(r"(?m)^actual = .*\n", "", path.read_text(encoding="utf-8"))
        text = re.sub(r"(?ms)^\[item\.result\]\n.*?^wording = [^\n]*\n", "", text)
        path.write_text(text, encoding="utf-8", newline="\n")


def write_years(folder: Path, items: int) -> None:
    """Write plans of ten years into folders in ``folder``, each with ``items`` items.

    Every year one in fifty ends and another begins, one in a hundred moves to another direction, and one in five is
    missed; a section has another name from the sixth year on.
    """
    for place, year in enumerate(YEARS):
        files: dict[str, list[str]] = {direction: [] for direction in DIRECTIONS}
        first = items // 50 * place
        for number in range(first, first + items):
            moved = number % 100 <= place
            direction = DIRECTIONS[(number + moved) % len(DIRECTIONS)]
            missed = random.Random(number * len(YEARS) + place).random() < 0.2  # noqa: S311 - as above
            files[direction].append(_item(random.Random(number), f"item-{number}", missed=missed))  # noqa: S311
        _write(folder / str(year), [f"fiscal_year = {year}"], files)
    renamed = f'old = "総務部 情報政策課"\nnew = "総務部 デジタル変革課"\nsince = {YEARS[5]}\n'
    listed = '[[department]]\nbureau = "総務部"\nsections = ["広報課"]\n'
    table = f"{listed}\n[[renamed]]\n{renamed}"
    (folder / "departments.toml").write_text(table, encoding="utf-8", newline="\n")


def write_kpi_plan(folder: Path, indicators: int) -> None:
    """Write a plan of four years with ``indicators`` indicators, judged by 実績値÷目標値."""
    chance = random.Random(indicators)  # noqa: S311 - as above
    head = ["fiscal_year = 2025", 'years = ["R4", "R7"]', 'handouts = ["KPI一覧"]']
    files: dict[str, list[str]] = {direction: [] for direction in DIRECTIONS}
    for number in range(indicators // 2):
        direction = DIRECTIONS[number * len(DIRECTIONS) * 2 // indicators]
        files[direction].append(_kpi_item(chance, f"item-{number}"))
    _write(folder, head, files, '\n[judgement]\nscheme = "abcd-100-80-50"')


def _write(folder: Path, head: list[str], files: dict[str, list[str]], judgement: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = ['title = "アクションプラン"', 'office = "情報政策課"', *head]
    lines += ['comment = ["全体の８割以上の項目で目標を達成した。"]', judgement]
    # Every item has a reason, so that there is something to print in each column.
    lines += ["", "[checks]", 'ignore = ["DX439"]']
    for number, (direction, rows) in enumerate(files.items()):
        lines += ["", "[[direction]]", f'id = "{direction}"', f'name = "展開方向その{number + 1}"']
        lines += ['theme = "ICT利活用の推進"', 'points = ["各事業とも概ね計画どおり実施した。"]']
        (folder / f"{direction}.toml").write_text("\n".join(rows), encoding="utf-8", newline="\n")
    (folder / "plan.toml").write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")


def _kpi_item(chance: random.Random, name: str) -> str:
    lines = _heading(chance, name)
    for indicator in chance.sample(_INDICATORS, 2):
        base = chance.randint(10, 20_000)
        targets = [base + base * step // 10 for step in range(1, 5)]
        actuals = [target * chance.randint(70, 110) // 100 for target in targets]
        lines += ["[[item.indicator]]", f'name = "{indicator}"', f'unit = "{chance.choice(_UNITS)}"']
        lines += [f"baseline = {base}", f"target = {_by_year(targets)}", f"actual = {_by_year(actuals)}", ""]
    return "\n".join([*lines, "[item.result.R7]", f'report = "{_sentence(chance)}"', ""])


def _by_year(values: list[int]) -> str:
    return f"{{ {', '.join(f'R{year} = {value}' for year, value in enumerate(values, 4))} }}"


def _heading(chance: random.Random, name: str) -> list[str]:
    lines = [
        "[[item]]",
        f'id = "{name}"',
        f'name = "{"".join(chance.sample(_WORDS, 4))}システム{chance.choice(_WORDS)}事業"',
    ]
    bodies = [
        f'"{chance.choice(_BUREAUS)} {chance.choice(_SECTIONS)}"' for _ in range(chance.choice((1, 1, 1, 2)))
    ]
    lines += [f"departments = [{', '.join(bodies)}]", f'overview = "{_sentence(chance)}"']
    return [*lines, f'goal = "{_sentence(chance)}"', ""]


def _item(chance: random.Random, name: str, *, missed: bool | None = None) -> str:
    lines = _heading(chance, name)
    drawn = chance.random() < 0.2
    missed = drawn if missed is None else missed
    for number, indicator in enumerate(chance.sample(_INDICATORS, chance.randint(1, 3))):
        target, unit = chance.randint(10, 20_000), chance.choice(_UNITS)
        beyond = chance.randint(0, target // 2)
        actual = target * 4 // 5 if missed else target + beyond
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
    kinds = {
        "plan": write_plan,
        "years": write_years,
        "kpi": write_kpi_plan,
        "forms": write_forms_plan,
        "unanswered": write_unanswered_plan,
    }
    write = kinds[sys.argv[1]]
    write(Path(sys.argv[2]), int(sys.argv[3]))
