"""Plans that are sound and hard on whoever prints them: any number of anything, of any length, in any letters.

The same number gives the same plan on every machine.
"""

from __future__ import annotations

import random
import tomllib
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import tomli_w

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

#: Words as plans have them, and such as break what prints them: no place to break, marks that belong to the letter
#: before, letters beyond the first plane, right to left, markup, what formulas and lists begin with, control characters.
WORDS: Final = (
    *(
        "デジタル技術",
        "行政手続",
        "オンライン申請",
        "市町村",
        "県民",
        "データ",
        "ICT",
        "AI・RPA",
        "令和6年度",
        "２０％",
    ),
    *(
        "Society5.0",
        "https://www.example.lg.jp/a/b?c=d&e=f",
        "(案)",
        "「窓口」",
        "①②③",
        "㈱",
        "〜",
        "‐",
        "…",
        "％",
    ),
    *("𠮷野家", "髙﨑", "葛󠄀城市", "𩸽", "辻󠄁", "か゚き゚", "が", "é", "ﾊﾟｿｺﾝ", "🎉", "👨‍👩‍👧‍👦", "🇯🇵", "1️⃣"),
    *("Ünïcödé", "Привет", "한국어", "ไทย", "\u200b", "\u00ad", "\u2028", "\t", "\u0007", "\ufffe"),
    *(
        "<b>太字</b>",
        "a|b",
        "# 見出し",
        "*強調*",
        "`code`",
        "$x$",
        "=1+1",
        "+81",
        "-1",
        "@here",
        "&amp;",
        "{year}",
        "\\n",
        "#ref",
    ),
)
LONG: Final = (
    "A" * 500,
    "あ" * 500,
    "1234567890" * 50,
    "🎉" * 100,
    "が" * 250,
    "W-" * 250,
    "長い名前の事業" * 70,
)
_UNITS: Final = ("件", "人", "%", "千円", "団体", "回/年", "㎡", "とても長い名前の単位")
_NUMBERS: Final = ("1,200", "26億2,652万", "約50万", "▲3", "99以上", "0.001", "123,456,789,012")
_BUREAUS: Final = ("総務部", "企画調整部", "保健福祉部")
_SECTIONS: Final = ("広報課", "情報政策課", "長い名前の課" * 8)
_SCHEMES: Final = ("fukushima", "abcd-100-80-50", "s-a-b-c-baseline", "progress-4", "index-100")


def random_plan(seed: int) -> dict[str, str]:
    """Return the files of a plan by their names, each a text."""
    return _Maker(random.Random(seed)).plan()  # noqa: S311 - nothing is secret


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.ids = count()
        #: How hostile the letters of this plan are, and how often a thing is there that may be left out.
        self.hostile, self.full = chance.choice((0.0, 0.1, 0.5)), chance.choice((0.1, 0.5, 0.9))
        self.years = chance.choice((None, None, ("R4", "R7"), ("R5", "R6")))
        self.scheme = chance.choice((None, None, "two-axes", "points", *_SCHEMES))
        self.own = [self._own_field(n) for n in range(chance.choice((0, 0, 1, 4)))]

    def maybe(self, make: Callable[[], Any]) -> Any:
        return make() if self.chance.random() < self.full else None

    def text(self, words: int = 8, *, lines: bool = False) -> str:
        chosen = [
            self.chance.choice(WORDS if self.chance.random() < self.hostile else WORDS[:8])
            for _ in range(self.chance.randint(1, words))
        ]
        if self.chance.random() < self.hostile / 5:
            chosen.append(self.chance.choice(LONG))
        ends = ("", "、", "の", "。", "\n・", "\n\n") if lines else ("", "、", "の", " ", "　")
        made = "".join(word + self.chance.choice(ends) for word in chosen).strip()
        return made or "文"

    def texts(self, most: int = 4) -> list[str]:
        return [self.text(30) for _ in range(self.chance.randint(0, most))]

    def plan(self) -> dict[str, str]:
        year = 2024 if self.years else 2019
        head: dict[str, Any] = {
            "title": self.text(),
            "office": self.text(3),
            "fiscal_year": year,
            "years": list(self.years) if self.years else None,
            "label": self.maybe(lambda: self.text(2)),
            "note": self.maybe(lambda: self.text(40)),
            "comment": self.maybe(self.texts),
            "review": self.maybe(self.texts),
            "direction_word": self.maybe(lambda: self.text(2)),
            "rate": {"digits": self.chance.randint(0, 3), "reposts": self.chance.choice(("count", "skip"))},
            "judgement": self._judgement(),
            "field": self.own or None,
            "handout": self.maybe(self._editions),
            "checks": {"ignore": ["DX308"]},
        }
        shapes = [self.chance.choice((0, 1, 3, 12)) for _ in range(self.chance.choice((1, 1, 2, 5)))]
        if self.chance.random() < 0.04:
            shapes[-1] = 300
        files, directions = {}, []
        for number, items in enumerate(shapes):
            directions.append(
                _without_none(
                    {
                        "id": f"d{number}",
                        "name": self.text(6),
                        "theme": self.maybe(lambda: self.text(12)),
                        "points": self.maybe(self.texts),
                        "review": self.maybe(self.texts),
                    }
                )
            )
            headings = [
                {"id": f"d{number}h{n}", "name": self.text(5)} for n in range(self.chance.choice((0, 0, 2)))
            ]
            for n, heading in enumerate(headings[1:], 1):
                if self.chance.random() < 0.5:
                    heading["parent"] = f"d{number}h{n - 1}"
            places = [None, *(heading["id"] for heading in headings)]
            rows = [self._item(self.chance.choice(places)) for _ in range(items)]
            rows += [
                {"id": f"again{next(self.ids)}", "repost_of": row["id"]}
                for row in rows[:5]
                if self.chance.random() < 0.1
            ]
            files[f"d{number}.toml"] = tomli_w.dumps(
                _without_none({"direction": headings or None, "item": rows or None})
            )
        files["plan.toml"] = tomli_w.dumps(_without_none(head | {"direction": directions}))
        return files

    def _judgement(self) -> Any:
        if self.scheme in ("two-axes", "points"):
            example = (ROOT / "docs" / "examples" / self.scheme / "plan.toml").read_text(encoding="utf-8")
            return tomllib.loads(example)["judgement"]
        return {"scheme": self.scheme} if self.scheme else None

    def _states(self) -> tuple[str, ...]:
        return {
            "two-axes": ("実施済", "未着手"),
            "progress-4": ("順調", "やや遅れ", "大幅遅れ", "未着手"),
        }.get(str(self.scheme), ())

    def _own_field(self, number: int) -> dict[str, Any]:
        kind = self.chance.choice(("text", "money", "number", "choice", "link", "date"))
        made: dict[str, Any] = {
            "id": f"ran{number}",
            "heading": f"欄{number}{self.text(3)}".replace("\n", "")[:60],
            "kind": kind,
            "handouts": self.chance.sample(
                ["実施結果", "KPI一覧", "ロードマップ", "総括"], self.chance.randint(0, 4)
            ),
        }
        if kind == "choice":
            made["choices"] = ["拡充", "継続", "縮小"]
        if kind in ("money", "number"):
            made |= {"unit": "千円" if kind == "money" else "人", "total": self.chance.random() < 0.5}
        return made

    def _own_value(self, kind: str) -> Any:
        match kind:
            case "money":
                return self.chance.choice((0, 1200, "120万円", 10**9))
            case "number":
                return self.chance.randint(0, 10**6)
            case "choice":
                return self.chance.choice(("拡充", "継続", "縮小"))
            case "link":
                return "https://www.example.jp/" + "path/" * self.chance.randint(0, 30)
            case "date":
                return "R8.3.31"
            case _:
                return self.text(10)

    def _editions(self) -> list[dict[str, Any]]:
        names = self.chance.sample(["実施結果", "KPI一覧", "ロードマップ", "概要", "目次", "成果指標"], 2)
        return [
            {
                "name": name,
                "title": self.text(12),
                "paper": self.chance.choice(("A3", "A4")),
                "notes": [self.text(20) for _ in range(self.chance.randint(1, 3))],
            }
            for name in names
        ]

    def _item(self, place: str | None) -> dict[str, Any]:
        indicators = [self._indicator(n) for n in range(self.chance.choice((0, 0, 1, 2, 5)))]
        result = self.maybe(self._result)
        return _without_none(
            {
                "id": f"item{next(self.ids)}",
                "direction": place,
                "name": self.text(10),
                "departments": [
                    f"{self.chance.choice(_BUREAUS)} {self.chance.choice(_SECTIONS)}"
                    for _ in range(self.chance.randint(1, 3))
                ],
                "new": self.maybe(lambda: self.chance.choice(("○", "一部"))),
                "overview": self.maybe(lambda: self.text(40, lines=True)),
                "goal": self.maybe(lambda: self.text(30, lines=True)),
                "excluded": self.text() if self.chance.random() < 0.03 else None,
                "fields": {
                    f["id"]: self._own_value(f["kind"]) for f in self.own if self.chance.random() < self.full
                }
                or None,
                "indicator": indicators or None,
                "result": {self._year: result} if result and self.years else result,
            }
        )

    @property
    def _year(self) -> str:
        return "R6" if self.years else "R1"

    def _result(self) -> dict[str, Any]:
        states = self._states()
        judged = {"state": self.chance.choice(states)} if states else {"done": self.chance.random() < 0.7}
        override = (
            {"verdict": "未達", "reason": self.text()}
            if self.scheme is None and self.chance.random() < 0.1
            else None
        )
        return judged | _without_none(
            {
                "report": self.maybe(lambda: self.text(60, lines=True)),
                "reason": self.text(15),
                "wording": self.maybe(lambda: self.text(12, lines=True)),
                "override": override,
            }
        )

    def _indicator(self, number: int) -> dict[str, Any]:
        def figure() -> Any:
            return self.chance.choice(
                (self.chance.randint(1, 10 ** self.chance.randint(1, 9)), self.chance.choice(_NUMBERS))
            )

        def plain() -> int:
            return self.chance.randint(1, 10**6)

        years = {None: ["R1"], ("R4", "R7"): ["R4", "R5", "R6", "R7"], ("R5", "R6"): ["R5", "R6"]}[self.years]
        until = [year for year in years if year <= self._year]
        actual: Any = {year: plain() for year in until if self.chance.random() < 0.8}
        return _without_none(
            {
                "name": f"{number}{self.text(6)}",
                "unit": self.chance.choice(_UNITS),
                "baseline": self.maybe(plain),
                "target": {year: figure() for year in years} if self.years else figure(),
                "actual": actual if self.years else next(iter(actual.values()), None),
                "provisional": self.text(3) if actual and self.chance.random() < 0.05 else None,
            }
        )


def _without_none(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value not in (None, [], {})}
