"""Years, fiscal years and dates in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.checks.prose.letters import is_kanji, is_katakana
from dxplan.values.patterns import regex
from dxplan.values.tuples import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence


class YearMention(NamedTuple):
    """A year, fiscal year or date.

    ``year`` is the western year it names, ``number`` the year of the ``era`` (``""`` and the western year if
    there is none). ``pair`` is the same year in the other notation, where both stand as one expression:
    ``令和３（2022）年度`` is one mention of 2021 whose pair says 2022.
    """

    start: int
    end: int
    text: str
    year: int
    number: int
    era: str = ""
    fiscal: bool = False
    month: int | None = None
    day: int | None = None
    pair: YearMention | None = None

    @property
    def fiscal_year(self) -> int | None:
        """The fiscal year it falls in; None for a whole calendar year, which falls in two."""
        if self.fiscal:
            return self.year
        if self.month is None:
            return None
        return self.year if self.month >= 4 else self.year - 1

    @property
    def as_fiscal_year(self) -> int:
        """The fiscal year it falls in; for a whole calendar year the one of the same number."""
        return self.year if self.fiscal_year is None else self.fiscal_year


#: The year before the first of each era, so that adding the era's year gives the western one.
_BEFORE: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}
_LETTERS: Final = {"R": "令和", "H": "平成", "S": "昭和"}
#: Western years that prose of our users can mean; 1000年 and 2500年 are no dates.
_FIRST, _LAST = 1900, 2199

_ATOM = regex(
    r"(?:(?P<long>令和|平成|昭和)\s*|(?<![A-Za-z0-9])(?P<short>[RHS])(?: (?=[0-9]{1,2} ?年))?)"
    r"(?P<number>元|[0-9]{1,2})(?![0-9])"
    r"|(?<![0-9])(?<![0-9][,.])(?P<western>[0-9]{4})(?![0-9]|,[0-9])"
)
# In brackets a line break may cut the year: 「令和元（２０／１９）年度」 in 福島県 総括.
_BROKEN = regex(r"(?P<western>[0-9](?:\s*[0-9]){3})(?=\s*[)年])")
_DAY = r"3[01]|[12][0-9]|0?[1-9]"
_MONTH = r"1[0-2]|0?[1-9]"
_MONTH_TAIL = rf"\s*(?P<month>{_MONTH})\s*月(?!間)(?:\s*(?P<day>{_DAY})\s*日(?!間))?"
_TAIL = regex(rf"\s*年(?P<fiscal>\s?度)?(?!間|代|目(?!標|的)|[0-9]+回)(?:{_MONTH_TAIL})?")
_AFTER_PAIR = regex(_MONTH_TAIL)
# 「R1.5倍」 and 「R2.1版」 are no months.
_POINTS = regex(
    rf"\.(?P<month>{_MONTH})(?![0-9])(?:\.(?P<day>{_DAY})(?![0-9]))?月?(?!\.?[0-9]|[A-Za-z%倍版]|ポイント)"
)
_FULL_DATE = regex(rf"(?P<sign>[./-])(?P<month>{_MONTH})(?P=sign)(?P<day>{_DAY})(?![0-9])")
_SLASHES = regex(rf"/(?P<month>{_MONTH})/(?P<day>{_DAY})(?![0-9])")
_OPEN = regex(r"\s*[(\[]\s*")
_CLOSE = regex(r"\s*[)\]]")
_SLASH = regex(r"\s*[/=]\s*")
# 「令和4～6年度」, 「R4・5・6年度」, 「2019～21年度」; a bare number only in a list that ends in 年 or to the end.
_MORE = regex(
    r"\s*(?P<join>[~、・,-])\s*(?P<number>[0-9]{1,2})"
    r"(?:\s*(?P<year>年)(?P<fiscal>度)?(?!間|代|目(?!標|的)|ぶり|[0-9]+回)|(?=(?P<list>(?:[、・,][0-9]{1,2}){1,9}年)|[)、。]|$))"
)
_JOIN = regex(r"\s*(?:~|-|から|[・、,/→]|\s)\s*")
# A particle or word behind a bare R5 or 令和5 that shows it to be a year.
_WEAK = regex(
    r"\s*(?:から|まで|より|の|末|は|に|比|時点|現在|以降|以後|以前|実績|実施|予定|目標|当初|上期|下期|[):~]|$)|\s*[\n\t]"
)
_NO_YEAR_IN_BRACKETS = regex(r"[A-Za-z0-9-]|指定|歳|以上")


class _Piece(NamedTuple):
    """A year as far as it is read; ``sure`` once 年, a date, 元 or its pair has shown it to be one."""

    start: int
    end: int
    era: str
    number: int
    letter: bool
    fiscal: bool = False
    month: int | None = None
    day: int | None = None
    bare: bool = True
    sure: bool = False
    pair: _Piece | None = None

    @property
    def year(self) -> int:
        return _BEFORE.get(self.era, 0) + self.number


def years_in(text: str, folded: str) -> tuple[YearMention, ...]:
    """Return the years a text names (see ``Reading.years``)."""
    pieces: list[_Piece] = []
    position = 0
    while match := _ATOM.search(folded, position):
        piece = _expression(folded, match)
        if piece is None:
            position = match.end()
            continue
        pieces.append(piece)
        position = piece.end
        while more := _continuation(folded, pieces[-1]):
            pieces[-1] = pieces[-1]._replace(sure=True, fiscal=pieces[-1].fiscal or more.fiscal)
            pieces.append(more)
            position = more.end
    return tuple(_mention(text, piece) for piece in _accepted(folded, pieces))


def _expression(folded: str, match: re.Match[str]) -> _Piece | None:
    """Read one year with its date and the other notation beside it."""
    piece = _piece(folded, match)
    if piece is None:
        return None
    if opening := _OPEN.match(folded, piece.end):
        other = _atom_at(folded, opening.end())
        closing = _CLOSE.match(folded, other.end) if other else None
        if other and closing and _is_pair(folded, piece, other, closing.end()):
            return _paired(folded, piece, other, closing.end())
    elif slash := _SLASH.match(folded, piece.end):
        other = _atom_at(folded, slash.end())
        if other and other.sure and _same_kind(piece, other):
            return _paired(folded, piece, other, other.end)
    elif not piece.era and piece.bare:
        # 「2019令和元年度」
        other = _atom_at(folded, piece.end)
        if other and other.sure and other.era:
            return _paired(folded, piece, other, other.end)
    return piece


def _atom_at(folded: str, position: int) -> _Piece | None:
    match = _ATOM.match(folded, position) or _BROKEN.match(folded, position)
    return _piece(folded, match) if match else None


def _piece(folded: str, match: re.Match[str]) -> _Piece | None:
    groups = match.groupdict()
    if western := groups["western"]:
        piece = _Piece(
            start=match.start("western"),
            end=match.end("western"),
            era="",
            number=int("".join(western.split())),
            letter=False,
        )
        tail = _FULL_DATE.match(folded, piece.end) or _TAIL.match(folded, piece.end)
    else:
        number = groups["number"]
        piece = _Piece(
            start=match.start(),
            end=match.end(),
            era=groups["long"] or _LETTERS[groups["short"]],
            number=1 if number == "元" else int(number),
            letter=bool(groups["short"]),
            sure=number == "元",
        )
        tail = (
            _TAIL.match(folded, piece.end)
            or _POINTS.match(folded, piece.end)
            or _SLASHES.match(folded, piece.end)
        )
        if tail is None and _decimal(folded, piece.end):
            return None
    if not piece.number or not _FIRST <= piece.year <= _LAST:
        return None
    return _with_tail(piece, tail) if tail else piece


def _decimal(folded: str, position: int) -> bool:
    return folded[position : position + 1] in (".", ",") and folded[position + 1 : position + 2].isdigit()


def _with_tail(piece: _Piece, tail: re.Match[str]) -> _Piece:
    groups = tail.groupdict()
    month, day = groups["month"], groups["day"]
    return piece._replace(
        end=tail.end(),
        bare=False,
        sure=True,
        fiscal=piece.fiscal or bool(groups.get("fiscal")),
        month=int(month) if month else piece.month,
        day=int(day) if day else piece.day,
    )


def _is_pair(folded: str, piece: _Piece, other: _Piece, end: int) -> bool:
    if not _same_kind(piece, other):
        return False
    if not piece.bare or piece.era or other.bare or _TAIL.match(folded, end):
        return True
    # 「未来フェア2019（令和元年度）」: a name, and a year of its own in the brackets.
    previous = folded[piece.start - 1 : piece.start]
    return not (is_kanji(previous) or is_katakana(previous) or (previous.isascii() and previous.isalpha()))


def _same_kind(piece: _Piece, other: _Piece) -> bool:
    """Return whether two years can be the same one in two notations, as far as months go."""
    if piece.era == other.era:
        return False
    if piece.month is None:
        return other.month is None
    return other.month == piece.month or not (other.month or other.fiscal)


def _paired(folded: str, piece: _Piece, other: _Piece, end: int) -> _Piece:
    """Return the expression; 年度 and month may stand behind the bracket, or only inside it."""
    whole = piece._replace(end=end)
    tail = (_TAIL if piece.bare else _AFTER_PAIR).match(folded, end)
    if tail and piece.month is None:
        whole = _with_tail(whole, tail)
    whole = whole._replace(sure=True, fiscal=whole.fiscal or other.fiscal)
    shared = other._replace(fiscal=whole.fiscal, month=whole.month, day=whole.day) if other.bare else other
    return whole._replace(pair=shared)


def _continuation(folded: str, last: _Piece) -> _Piece | None:
    """Return the 6年度 of 「令和4～6年度」, where it follows."""
    if last.pair or last.month:
        return None
    match = _MORE.match(folded, last.end)
    if match is None or (not last.bare and match["join"] != "~"):
        return None
    bare = match["year"] is None
    number = int(match["number"])
    if not last.era:
        number += last.number // 100 * 100
    if bare and not match["list"] and (match["join"] != "~" or not last.bare):
        return None
    if not last.number < number <= last.number + 30:
        return None
    return last._replace(
        start=match.start("number"),
        end=match.end(),
        number=number,
        bare=bare,
        sure=True,
        fiscal=bool(match["fiscal"]),
    )


def _accepted(folded: str, pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces that are years, those joined to a year among them; 年度 of the last holds for all."""
    found: list[_Piece] = []
    following: _Piece | None = None
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        joined = following is not None and _joined(folded, piece, following)
        if joined and following and piece.bare and not piece.pair:
            piece = piece._replace(sure=True, fiscal=following.fiscal)
        before = pieces[index - 1] if index else None
        if piece.sure or _shown_by_context(folded, piece, before):
            found.append(piece)
            following = piece
        else:
            following = None
    return found[::-1]


def _joined(folded: str, piece: _Piece, following: _Piece) -> bool:
    match = _JOIN.fullmatch(folded, piece.end, following.start)
    if match is None or bool(piece.era) != bool(following.era):
        return False
    # Numbers in a row (2019, 2020年) are often amounts; only a range makes a year of the first.
    return bool(piece.era) or match[0].strip() in ("~", "-", "から")


def _shown_by_context(folded: str, piece: _Piece, before: _Piece | None) -> bool:
    after_year = before is not None and _joined(folded, before, piece)
    if not piece.era:
        return bool(after_year and before and before.sure and _WEAK.match(folded, piece.end))
    if piece.letter and not after_year:
        previous = folded[piece.start - 1 : piece.start]
        if previous in ("-", "_", "/", "."):
            return False
        limit = {"令和": 1, "平成": 10, "昭和": 20}[piece.era]
        if piece.number < limit:
            return False
        if previous == "(" and not _NO_YEAR_IN_BRACKETS.match(folded, piece.end):
            return True
    return _WEAK.match(folded, piece.end) is not None


def _mention(text: str, piece: _Piece) -> YearMention:
    return YearMention(
        start=piece.start,
        end=piece.end,
        text=text[piece.start : piece.end],
        year=piece.year,
        era=piece.era,
        number=piece.number,
        fiscal=piece.fiscal,
        month=piece.month,
        day=piece.day,
        pair=_mention(text, piece.pair) if piece.pair else None,
    )
