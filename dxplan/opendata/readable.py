"""Whether tables can be read by machines: every rule of 総務省's 統一ルール, and what has been asked beside them since.

Source: 「統計表における機械判読可能なデータの表記方法の統一ルール」（総務省、令和2年12月18日）, whose numbers the findings have. What
the newer guides ask beside it (空白と0、色、非表示、コード表) has no number there, and is called 追-1 to 追-4 here.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from dxplan.cells.book import Kind, column_letters
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.cells.book import Book, Cell, Sheet

#: The rules by their numbers, in the words of their source.
RULES: Final = {
    "1-1": "ファイル形式は Excel か CSV となっているか",
    "1-2": "1セル1データとなっているか",
    "1-3": "数値データは数値属性とし、文字列を含まないこと",
    "1-4": "セルの結合をしていないか",
    "1-5": "スペースや改行等で体裁を整えていないか",
    "1-6": "項目名等を省略していないか",
    "1-7": "数式を使用している場合は、数値データに修正しているか",
    "1-8": "オブジェクトを使用していないか",
    "1-9": "データの単位を記載しているか",
    "1-10": "機種依存文字を使用していないか",
    "1-11": "e-Stat の時間軸コードの表記、西暦表記又は和暦に西暦の併記がされているか",
    "1-12": "地域コード又は地域名称が表記されているか",
    "1-13": "数値データの同一列内に特殊記号（秘匿等）が含まれる場合",
    "2-1": "データが分断されていないか",
    "2-2": "1シートに複数の表が掲載されていないか",
    "追-1": "空白と0が区別できるか",
    "追-2": "色で意味を示していないか",
    "追-3": "行・列・シートを非表示にしていないか",
    "追-4": "コードにコード表が付いているか",
}


class Finding(NamedTuple):
    """What breaks a rule: its number, the file, the sheet ("" of a CSV), the cell ("" of a whole sheet), what to do."""

    rule: str
    file: str
    sheet: str
    cell: str
    message: str


class Source(NamedTuple):
    """A file by its name, and its cells."""

    name: str
    book: Book


#: A figure, with a sign and a unit perhaps.
_FIGURE: Final = regex(r"[▲△+\-－−]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?")
_NUMBER: Final = regex(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WITH_UNIT: Final = regex(
    r"[約▲△+\-－−]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?\s*(?:[万億千百]*[円人件回社校箇所%％‰ポイント団体台か月日時間ha㎡km]*)"
)
_SEVERAL: Final = regex(
    r"[\d０-９][\d０-９,，.]*\s*[^\d０-９\s]{0,3}\s*[/／、・~〜～(（]\s*[\d０-９][\d０-９,，.]*\s*[^\d０-９\s]{0,3}[)）]?"
)
_DAY: Final = regex(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}")
#: What stands in place of a figure.
_SYMBOLS: Final = frozenset("-－―‐–—…‥*＊×xXχ▲△・／/〃")
_WORDS: Final = frozenset(
    ("***", "＊＊＊", "ー", "不詳", "不明", "秘匿", "N/A", "n/a", "NA", "なし", "該当なし", "集計中", "未定")
)
_REPEATED: Final = frozenset(("〃", "同上", "″", '"', "々", "ditto"))
_ERA: Final = regex(
    r"(?:明治|大正|昭和|平成|令和)\s*(?:元|[\d０-９]+)\s*年|(?<![A-Za-z])[MTSHR](?:元|\d{1,2})(?:年|年度)?(?![A-Za-z\d])"
)
_WESTERN: Final = regex(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)|(?<!\d)\d{4}\d{6}(?!\d)")
_TIME_HEADING: Final = regex("年|年度|時点|期間|年月|時間軸|year|time|date", 2)
_AREA_HEADING: Final = regex(
    "地域|団体|都道府県|市区町村|市町村|自治体|県名|市名|所在地|area|region|body|prefecture", 2
)
_UNIT: Final = regex("[（(【［].*[)）】］]|単位|unit|rate|percent|％|%", 2)
#: Figures that count nothing: numbers of things, years, places.
_NO_QUANTITY: Final = regex(
    "コード|番号|年|月|日|順|段|ID|No|code|year|number|position|level|level|id$|緯度|経度|電話", 2
)
_CODE: Final = regex("コード|code", 2)
_STANDARD: Final = regex("団体コード|地域コード|時間軸|法人番号|郵便|JIS|time_code|電話|バーコード", 2)
#: What every system of today converts by itself, although the tables of Shift_JIS differ.
_CONVERTED: Final = frozenset("～－—∥￠￡￢〜−")
#: Findings of one rule that are told of a sheet; of the rest only their number is.
MOST: Final = 20
#: Most of the cells of a column of figures are figures.
_MOSTLY: Final = 0.6
#: Most letters of a cell that is no running text.
_SHORT: Final = 30


@dataclass(frozen=True)
class _Table:
    """A sheet as a table: below the row of its headings stand the rows of its data.

    ``kinds`` is what a column master says of its columns, by their headings.
    """

    file: str
    sheet: Sheet
    kinds: Mapping[str, tuple[str, str]]
    coded: bool

    @cached_property
    def head(self) -> int:
        """The row of the headings: the first that is nearly as wide as the widest; 0 where there are no cells."""
        most = max((len(cells) for cells in self.sheet.rows.values()), default=0)
        wide = (row for row, cells in sorted(self.sheet.rows.items()) if len(cells) * 5 >= most * 3)
        return next(wide, 0)

    @cached_property
    def headings(self) -> dict[int, str]:
        """The headings by their columns."""
        cells = self.sheet.rows.get(self.head, {})
        return {column: cell.content for column, cell in sorted(cells.items())}

    @cached_property
    def columns(self) -> dict[int, dict[int, Cell]]:
        """The cells below the headings, by column and row."""
        found: dict[int, dict[int, Cell]] = {}
        for row, cells in sorted(self.sheet.rows.items()):
            if row > self.head:
                for column, cell in cells.items():
                    found.setdefault(column, {})[row] = cell
        return found

    @cached_property
    def last(self) -> int:
        """The last row that has anything in it."""
        return max(self.sheet.rows, default=0)

    def kind(self, column: int) -> str:
        """Return what the column master says that a column holds; "" where there is none."""
        return self.kinds.get(self.headings.get(column, ""), ("", ""))[0]

    def unit(self, column: int) -> str:
        """Return the unit that the column master gives a column."""
        return self.kinds.get(self.headings.get(column, ""), ("", ""))[1]

    @cached_property
    def figures(self) -> tuple[int, ...]:
        """The columns of figures: said to be, or most of whose cells are."""
        found = []
        for column, cells in sorted(self.columns.items()):
            if self.kind(column):
                numbers = self.kind(column) in ("整数", "小数", "真偽（1・0）")
            elif _CODE.search(self.headings.get(column, "")) or _STANDARD.search(
                self.headings.get(column, "")
            ):
                numbers = False
            else:
                like = sum(_is_figure(cell) for cell in cells.values())
                numbers = like >= _MOSTLY * len(cells)
            if numbers:
                found.append(column)
        return tuple(found)

    def at(self, rule: str, row: int, column: int, message: str) -> Finding:
        """Return a finding of a cell."""
        return Finding(rule, self.file, self.sheet.name, f"{column_letters(column)}{row}", message)

    def whole(self, rule: str, message: str) -> Finding:
        """Return a finding of the sheet."""
        return Finding(rule, self.file, self.sheet.name, "", message)


def _is_figure(cell: Cell) -> bool:
    if cell.kind in (Kind.NUMBER, Kind.SHARE):
        return True
    text = cell.content.strip()
    return cell.kind is Kind.TEXT and len(text) < _SHORT and bool(_WITH_UNIT.fullmatch(text))


def find_breaches(sources: Sequence[Source]) -> tuple[Finding, ...]:
    """Return what in some files breaks a rule, file by file, rule by rule.

    A table of columns (項目定義: table, column, kind, unit) and one of codes (コード表: list, code, label) among them say what
    the others hold.
    """
    masters: dict[str, dict[str, tuple[str, str]]] = {}
    coded = False
    for source in sources:
        for sheet in source.book.sheets:
            rows = _records(sheet)
            if rows and {"table", "column", "kind"} <= rows[0].keys():
                for row in rows:
                    masters.setdefault(row["table"], {})[row["column"]] = row["kind"], row.get("unit", "")
            coded = coded or bool(rows and {"code", "label"} <= rows[0].keys())
            coded = coded or "コード表" in f"{sheet.name}{source.name}"
    found: list[Finding] = []
    for source in sources:
        for sheet in source.book.sheets:
            name = sheet.name or source.name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
            table = _Table(source.name, sheet, masters.get(name, {}), coded)
            for check in _CHECKS:
                found += check(table)
    order = list(RULES)
    files = [source.name for source in sources]
    return tuple(sorted(found, key=lambda each: (files.index(each.file), order.index(each.rule))))


def shortened(found: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
    """Yield the first findings of each rule in a sheet; behind the last that is told, how many more there are."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for each in found:
        groups.setdefault((each.rule, each.file, each.sheet), []).append(each)
    for group in groups.values():
        for number, each in enumerate(group[:MOST], 1):
            yield each, max(0, len(group) - MOST) if number == min(MOST, len(group)) else 0


def _records(sheet: Sheet) -> list[dict[str, str]]:
    """Return the rows of a sheet by the headings in its first row."""
    rows = sorted(sheet.rows.items())
    if not rows:
        return []
    names = {column: cell.content for column, cell in rows[0][1].items()}
    return [
        {name: cells[column].content if column in cells else "" for column, name in names.items()}
        for _, cells in rows[1:]
    ]


def _several(table: _Table) -> Iterator[Finding]:
    for column, cells in table.columns.items():
        if table.kind(column) in ("文字", "コード"):
            continue
        for row, cell in cells.items():
            text = cell.content.strip()
            if cell.kind is Kind.TEXT and _SEVERAL.fullmatch(text) and not _DAY.fullmatch(text):
                yield table.at("1-2", row, column, f"「{text}」は、一つずつ別の列に分けてください。")


def _numbers(table: _Table) -> Iterator[Finding]:
    csv = not table.sheet.name
    for column in table.figures:
        for row, cell in table.columns[column].items():
            text = cell.content.strip()
            if cell.kind is not Kind.TEXT or _is_symbol(text):
                continue
            if not (csv and _NUMBER.fullmatch(text)):
                hint = (
                    "文字として入っています。数値にしてください。"
                    if _FIGURE.fullmatch(text)
                    else "数だけにし、単位や注は別の列に書いてください。"
                )
                yield table.at("1-3", row, column, f"「{text[:_SHORT]}」: {hint}")


def _is_symbol(text: str) -> bool:
    return bool(text) and (text in _WORDS or all(letter in _SYMBOLS for letter in text))


def _merged(table: _Table) -> Iterator[Finding]:
    for area in table.sheet.merged:
        last = f"{column_letters(area.right)}{area.bottom}"
        yield table.at(
            "1-4", area.top, area.left, f"{last} までの結合を解き、それぞれのセルに値を入れてください。"
        )


def _blanks(table: _Table) -> Iterator[Finding]:
    for row, cells in sorted(table.sheet.rows.items()):
        for column, cell in sorted(cells.items()):
            text = cell.content
            if cell.kind is not Kind.TEXT:
                continue
            if "\n" in text:
                yield table.at("1-5", row, column, "セルの中で改行しています。改行をなくしてください。")
            elif text != text.strip():
                yield table.at("1-5", row, column, f"「{text[:_SHORT]}」の前か後に空白があります。")
            elif len(text) < _SHORT and ("  " in text or "\u3000\u3000" in text or _spread(text)):
                yield table.at("1-5", row, column, f"「{text}」は、空白で体裁を整えています。")


def _spread(text: str) -> bool:
    """Whether the letters of a word are set apart: 人　口."""
    parts = text.replace("\u3000", " ").split(" ")
    return len(parts) > 1 and all(len(part) == 1 and not part.isascii() for part in parts[:-1])


def _omitted(table: _Table) -> Iterator[Finding]:
    for column in table.columns:
        if not table.headings.get(column, "").strip():
            yield table.at("1-6", table.head, column, "項目名がありません。")
    named: dict[str, int] = {}
    for column, heading in table.headings.items():
        if heading in named:
            yield table.at(
                "1-6",
                table.head,
                column,
                f"項目名「{heading}」が {column_letters(named[heading])} 列と同じです。",
            )
        named.setdefault(heading, column)
    for column, cells in table.columns.items():
        for row, cell in cells.items():
            if cell.content.strip() in _REPEATED:
                yield table.at("1-6", row, column, f"「{cell.content}」で省かず、値を書いてください。")


def _formulas(table: _Table) -> Iterator[Finding]:
    for row, cells in sorted(table.sheet.rows.items()):
        for column, cell in sorted(cells.items()):
            if cell.computed:
                yield table.at(
                    "1-7", row, column, "数式です。値に直してください（コピーして、値の貼り付け）。"
                )
            elif cell.kind is Kind.ERROR:
                yield table.at("1-7", row, column, f"「{cell.content}」は数式の誤りです。")


def _objects(table: _Table) -> Iterator[Finding]:
    if table.sheet.dress and table.sheet.dress.objects:
        yield table.whole(
            "1-8", "図・グラフ・テキストボックスなどがあります。データとは別のファイルにしてください。"
        )


def _units(table: _Table) -> Iterator[Finding]:
    beside = any(regex("単位|unit", 2).search(heading) for heading in table.headings.values())
    for column in table.figures:
        heading = table.headings.get(column, "")
        if beside or table.unit(column) or _UNIT.search(heading) or _NO_QUANTITY.search(heading):
            continue
        shares = any(cell.kind is Kind.SHARE for cell in table.columns[column].values())
        if not shares:
            yield table.at(
                "1-9",
                table.head,
                column,
                f"「{heading}」の単位が分かりません。項目名に（人）のように書くか、単位の列を足してください。",
            )


def _letters(table: _Table) -> Iterator[Finding]:
    for row, cells in sorted(table.sheet.rows.items()):
        for column, cell in sorted(cells.items()):
            strange = [letter for letter in dict.fromkeys(cell.content) if _is_dependent(letter)]
            if strange:
                yield table.at(
                    "1-10",
                    row,
                    column,
                    f"機種依存文字「{''.join(strange[:_MANY])}」を、ほかの書き方にしてください。",
                )


_MANY: Final = 8


@cache
def _is_dependent(letter: str) -> bool:
    if letter.isascii() or letter in _CONVERTED or unicodedata.category(letter) in ("Cc", "Zs"):
        return False
    try:
        letter.encode("shift_jis")
    except UnicodeEncodeError:
        return True
    return "\uff61" <= letter <= "\uff9f"  # katakana of half width


def _times(table: _Table) -> Iterator[Finding]:
    """Find years of an era, in columns of time and in headings, where the western year stands nowhere beside them."""
    western = any(
        _TIME_HEADING.search(heading)
        and column in table.columns
        and all(_WESTERN.search(cell.content) for cell in table.columns[column].values())
        for column, heading in table.headings.items()
    )
    if western:
        return
    for column, heading in table.headings.items():
        if _ERA.search(heading) and not _WESTERN.search(heading):
            yield table.at(
                "1-11", table.head, column, f"「{heading}」に西暦を添えてください（令和2年（2020年））。"
            )
        if not _TIME_HEADING.search(heading) or table.kind(column) == "文字":
            continue
        for row, cell in table.columns.get(column, {}).items():
            if _ERA.search(cell.content) and not _WESTERN.search(cell.content):
                yield table.at(
                    "1-11",
                    row,
                    column,
                    f"「{cell.content[:_SHORT]}」に西暦を添えるか、西暦の列を足してください。",
                )


def _areas(table: _Table) -> Iterator[Finding]:
    if not table.figures or table.kinds.keys() & {"table", "code"}:
        return
    found = [column for column, heading in table.headings.items() if _AREA_HEADING.search(heading)]
    if not found:
        yield table.whole(
            "1-12", "地域コードか地域名称の列がありません。全国地方公共団体コードの列を足してください。"
        )
    elif not any(table.columns.get(column) for column in found):
        yield table.at("1-12", table.head, found[0], "地域の列に値がありません。")


def _symbols(table: _Table) -> Iterator[Finding]:
    for column in table.figures:
        for row, cell in table.columns[column].items():
            if cell.kind is Kind.TEXT and _is_symbol(cell.content.strip()):
                yield table.at(
                    "1-13",
                    row,
                    column,
                    f"数の列に「{cell.content.strip()}」があります。空白にし、理由は別の列に書いてください。",
                )


def _parts(table: _Table) -> Iterator[Finding]:
    """Find rows and columns without anything inside of the table: it is in two parts, or two tables."""
    rows = (
        [row for row in range(table.head + 1, table.last) if row not in table.sheet.rows]
        if table.last - table.head < _LONG
        else []
    )
    for row in rows:
        below = min(each for each in table.sheet.rows if each > row)
        if row - 1 not in table.sheet.rows and row - 1 > table.head:
            continue  # the gap is told of once
        cells = table.sheet.rows[below]
        if (
            len(cells) > 1
            and all(cell.kind is Kind.TEXT and not _is_figure(cell) for cell in cells.values())
            and table.figures
        ):
            yield table.at(
                "2-2", below, min(cells), "ここから別の表が始まっています。シートを分けてください。"
            )
        else:
            yield table.at("2-1", row, 1, "表の途中に空の行があります。")
    used = sorted(table.columns.keys() | table.headings.keys())
    for column in range(used[0] + 1, used[-1]) if used else ():
        if column not in used and column - 1 in used:
            yield table.at(
                "2-1",
                table.head,
                column,
                "表の途中に空の列があります。右も別の表なら、シートを分けてください。",
            )


#: Rows of a sheet of which gaps are looked for one by one.
_LONG: Final = 1_100_000


def _zeros(table: _Table) -> Iterator[Finding]:
    for column in table.figures:
        if table.kind(column):
            continue  # the master tells
        empty = sum(column not in cells for row, cells in table.sheet.rows.items() if row > table.head)
        if empty:
            yield table.at(
                "追-1",
                table.head,
                column,
                f"「{table.headings.get(column, '')}」に空白が{empty}個あります。0か値がないのかを、注の列に書いてください。",
            )


def _colours(table: _Table) -> Iterator[Finding]:
    colours = table.sheet.dress.colours if table.sheet.dress else {}
    shown = {row: cells for row, cells in colours.items() if table.head < row <= table.last}
    told = {colour for cells in shown.values() for colour in cells.values()}
    everywhere = (
        all(
            colours.get(row, {}).get(column, "") == colours.get(table.head + 1, {}).get(column, "")
            for row in range(table.head + 1, table.last + 1)
            for column in table.headings
        )
        if told
        else True
    )
    if told and not everywhere:
        row = min(shown)
        yield table.at(
            "追-2",
            row,
            min(shown[row]),
            "色の違うセルがあります。色で示していることを、別の列に書いてください。",
        )


def _hidden(table: _Table) -> Iterator[Finding]:
    if table.sheet.hidden:
        yield table.whole("追-3", "シートが非表示です。表示するか、消してください。")
    if dress := table.sheet.dress:
        for row in dress.hidden_rows:
            if row <= table.last:
                yield table.at("追-3", row, 1, "行が非表示です。")
        used = max((*table.columns, *table.headings), default=0)
        for column in dress.hidden_columns:
            if column <= used:
                yield table.at("追-3", max(1, table.head), column, "列が非表示です。")


def _codes(table: _Table) -> Iterator[Finding]:
    if table.coded:
        return
    for column, heading in table.headings.items():
        if (_CODE.search(heading) or table.kind(column) == "コード") and not _STANDARD.search(heading):
            yield table.at(
                "追-4",
                table.head,
                column,
                f"「{heading}」のコード表がありません。コードと意味の表を添えてください。",
            )


_CHECKS: Final = (
    _several, _numbers, _merged, _blanks, _omitted, _formulas, _objects, _units, _letters, _times, _areas, _symbols,
    _parts, _zeros, _colours, _hidden, _codes,
)  # fmt: skip
