"""Two versions of a file that come from one, merged: what each side changed, field by field, and the text that says it.

Lines are merged by git, here a function that is given; what it makes is taken wherever it says what it should. Only
where it does not, or where git sees a conflict, the text is put together from the statements of both sides: a heading
or a ``key = value``, with the comments above and behind it. A field that both have changed to something else, and what
one has changed and the other taken out, stay conflicts. Which side is ours makes no difference to what is made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from dxplan.format import keys
from dxplan.format.comments import find_comments
from dxplan.format.layout import format_value
from dxplan.format.statements import Statement, StatementFile, at_path, parse, read_statements
from dxplan.values.tuples import NamedTuple
from dxplan.values.years import parse_fiscal_year

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence


#: Merges three texts line by line, as git does: base, ours, theirs to the text, and whether there is no conflict in it.
MergeLines: TypeAlias = "Callable[[str, str, str], tuple[str, bool]]"


class Merged(NamedTuple):
    """A merged text, whether it is without conflicts, and what stands in the way of that, said to people where it is known."""

    text: str
    clean: bool
    contested: tuple[str, ...] = ()


class _Conflict(NamedTuple):
    """What is written on each side, and what is said about it."""

    ours: str
    theirs: str
    about: str


_Three: TypeAlias = "tuple[Statement | None, Statement | None, Statement | None]"
#: The names of the tables that one is in, of an element of an array with what it is called.
_Way: TypeAlias = "tuple[tuple[str, str], ...]"
#: The data of a table as it is if all conflicts are decided for ours, and for theirs.
_Decided: TypeAlias = "tuple[dict[str, Any], dict[str, Any]]"


def merge(base: str, ours: str, theirs: str, merge_lines: MergeLines, *, marker_size: int = 7) -> Merged:
    """Return two texts that come from ``base`` merged; what git makes of their lines where one of them is no TOML."""
    newlines = [_newline(text) for text in (base, ours, theirs)]
    newline = _picked(newlines[0] if base else newlines[1], newlines[1], newlines[2]) or "\n"
    if len(set(newlines)) > 1:
        base, ours, theirs = (
            text.replace("\r\n", "\n").replace("\n", newline) for text in (base, ours, theirs)
        )
    plain = Merged(*merge_lines(base, ours, theirs))
    merging = _Merging(merge_lines)
    try:
        merging.files(*(read_statements(text, newline) for text in (base, ours, theirs)))
        if plain.clean and merging.is_said_by(plain.text):
            return plain
        sound = merging.is_sound([_comments(text) for text in (base, ours, theirs)], newline)
    except (RecursionError, ValueError, ArithmeticError):  # no TOML is a ValueError
        return plain
    if sound:
        return Merged(merging.text(newline, marker_size), not merging.contested, merging.contested)
    if not plain.clean:
        return plain
    whole = _Conflict(ours, theirs, "ファイル全体を、合わせられません。")
    return Merged(_marked(whole, newline, marker_size), clean=False, contested=(whole.about,))


def _newline(text: str) -> str:
    return "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"


def _picked(base: Any, ours: Any, theirs: Any) -> Any:  # noqa: ANN401 - whatever it is, of one kind
    """Return what one side has changed something to, or both alike; None where each has changed it to something else."""
    if theirs in (ours, base):
        return ours
    return theirs if ours == base else None


def _comments(text: str) -> Counter[str]:
    return Counter(line for attached in find_comments(text).values() for line in attached.lines())


# Statements of three texts, each with its like ------------------------------------------------------------------------

#: What tells an element of an array from the others; an id alone does.
_TELLING: Final = (
    "name",
    "part",
    "label",
    "code",
    "half",
    "on",
    "item",
    "indicator",
    "direction",
    "figure",
    "row",
)


def _keys(statements: Sequence[Statement]) -> list[Hashable]:
    """Return what each statement is known by among those beside it."""
    known: list[Hashable] = []
    seen: Counter[Hashable] = Counter()
    for each in statements:
        key: Hashable = each.name
        if each.array:
            value = each.value
            told = {name: value[name] for name in _TELLING if name in value}
            key = (each.name, repr(value.get("id", told or value)), each.array)
        seen[key] += 1
        known.append((key, seen[key]))
    return known


def _keys_by(base: Sequence[Statement], side: Sequence[Statement]) -> list[Hashable]:
    """Return what the statements of a side are known by: where one was only renamed since, as it was.

    An element that has no name is what stands in the same place.
    """
    known, of_base = _keys(side), _keys(base)
    there = set(known) & set(of_base)
    for old, new in zip(_runs(of_base, there), _runs(known, there), strict=False):
        if len(old) != len(new):
            continue
        for a, b in zip(old, new, strict=True):
            one, other = base[a], side[b]
            if one.array and other.array and one.name == other.name and _is_like(one.value, other.value):
                known[b] = of_base[a]
    return known


def _runs(known: Sequence[Hashable], there: set[Hashable]) -> list[list[int]]:
    """Return the places of those that are not ``there``: before the first that is, between the others, behind the last."""
    runs: list[list[int]] = [[]]
    for number, key in enumerate(known):
        if key in there:
            runs.append([])
        else:
            runs[-1].append(number)
    return runs


def _is_like(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if "id" in one or "id" in other:
        return False
    return not any(name in one for name in _TELLING) or {**one, "name": ""} == {**other, "name": ""}


def _ordered(known: Sequence[list[Hashable]], rank: Callable[[Hashable], Any]) -> tuple[list[Hashable], bool]:
    """Return the keys of both sides in one order, and whether it is that of both, who may have moved the same elsewhere.

    What one side has put or moved behind something goes there; what both have, in the order of ``rank``.
    """
    there = set.intersection(*map(set, known))
    base, ours, theirs = ([key for key in of_one if key in there] for of_one in known)
    moved = [_moved(base, ours), _moved(base, theirs)]
    settled = ours == theirs or not moved[0] & moved[1]
    common = there - moved[0] - moved[1]
    behind: list[dict[Hashable, list[Hashable]]] = []
    for of_side, of_other in zip(known[1:], reversed(moved), strict=True):
        at: Hashable = None
        behind.append({})
        for key in of_side:
            if key in common:
                at = key
            elif key not in of_other or key in moved[0] & moved[1]:
                behind[-1].setdefault(at, []).append(key)
    order: dict[Hashable, None] = {}
    for at in (None, *(key for key in base if key in common)):
        if at is not None:
            order[at] = None
        runs = sorted((side.get(at, []) for side in behind), key=lambda run: [rank(key) for key in run])
        order.update(dict.fromkeys(key for run in runs for key in run if key not in order))
    return list(order), settled


def _moved(base: Sequence[Hashable], side: Sequence[Hashable]) -> set[Hashable]:
    """Return the fewest that a side must have moved: all outside the longest run that stands in its old order."""
    places = {key: place for place, key in enumerate(base)}
    runs: list[list[Hashable]] = []  # of each length the one that ends first
    for key in side:
        at = bisect_left(runs, places[key], key=lambda run: places[run[-1]])
        runs[at : at + 1] = [[*(runs[at - 1] if at else ()), key]]
    return set(side).difference(runs[-1] if runs else ())


# The merge ------------------------------------------------------------------------------------------------------------


class _Merging:
    """The pieces of the text that is made, and the data that it is to say, by which it is held."""

    def __init__(self, merge_lines: MergeLines) -> None:
        self._merge_lines = merge_lines
        self._pieces: list[str | _Conflict] = []
        self._decided: _Decided = ({}, {})
        self._in_order = True

    @property
    def contested(self) -> tuple[str, ...]:
        """What is said of the conflicts."""
        return tuple(piece.about for piece in self._pieces if isinstance(piece, _Conflict))

    def files(self, base: StatementFile, ours: StatementFile, theirs: StatementFile) -> None:
        """Merge three files."""
        self._pieces.append(_texts_of_both(base.head, ours.head, theirs.head))
        self._below((base.statements, ours.statements, theirs.statements), self._decided, ())
        self._pieces.append(_texts_of_both(base.tail, ours.tail, theirs.tail))

    def is_said_by(self, text: str) -> bool:
        """Tell whether a text says just this; where rows were moved on both sides, in some order."""
        return not self.contested and self._says(text, 0)

    def is_sound(self, comments: Sequence[Counter[str]], newline: str) -> bool:
        """Tell whether the text says what it is to say, whichever side is taken, and no comment is lost."""
        if not self._in_order:
            return False
        texts = [self._side(side, newline) for side in (0, 1)]
        if not all(self._says(text, side) for side, text in enumerate(texts)):
            return False
        base, ours, theirs = comments
        made = [_comments(text) for text in texts]
        return all(
            max(each[line] for each in made)
            >= (min if min(ours[line], theirs[line]) < base[line] else max)(ours[line], theirs[line])
            for line in ours | theirs
        )

    def text(self, newline: str, marker_size: int) -> str:
        """Return the text, with the markers of git around what conflicts and nothing else."""
        joined: list[str | _Conflict] = []
        for piece in self._pieces:
            if not piece:
                continue
            before = joined[-1] if joined else None
            if isinstance(piece, _Conflict) and isinstance(before, _Conflict):
                joined[-1] = _Conflict(before.ours + piece.ours, before.theirs + piece.theirs, "")
            else:
                joined.append(piece)
        made = (piece if isinstance(piece, str) else _marked(piece, newline, marker_size) for piece in joined)
        return self._whole(made, newline)

    def _side(self, side: int, newline: str) -> str:
        return self._whole(
            (piece if isinstance(piece, str) else piece[side] for piece in self._pieces), newline
        )

    def _whole(self, pieces: Iterable[str], newline: str) -> str:
        text = "".join(pieces)
        return text if self._pieces[0] else text.removeprefix(newline)

    def _says(self, text: str, side: int) -> bool:
        try:
            said = parse(text)
        except ValueError:
            return False
        return _told(said, self._in_order) == _told(self._decided[side], self._in_order)

    def _below(self, three: _Three, into: _Decided, way: _Way) -> None:
        """Merge what stands under a heading: first its keys, then its tables."""
        for pair in self._lined_up([each.pairs if each else [] for each in three], way):
            self._take(pair, into, way, self._pair)
        for table in self._lined_up([each.tables if each else [] for each in three], way):
            self._take(table, into, way, self._table)

    def _lined_up(self, three: Sequence[Sequence[Statement]], way: _Way) -> Iterator[_Three]:
        """Yield the statements that are about the same, in the order in which they are to stand."""
        known = [_keys(three[0]), *(_keys_by(three[0], side) for side in three[1:])]
        found = [
            dict(zip(of_one, statements, strict=True))
            for of_one, statements in zip(known, three, strict=True)
        ]
        names = tuple(name for name, _ in way)

        def rank(key: Hashable) -> Any:  # noqa: ANN401 - what can be compared
            statement = found[1].get(key) or found[2][key]
            order = keys.key_order((*names, statement.name[0]), ())
            return order.index(statement.name[0]) if order else len(order), repr(key)

        order, settled = _ordered(known, rank)
        self._in_order &= settled or not any(each.array for each in three[1])
        for key in order:
            yield found[0].get(key), found[1].get(key), found[2].get(key)

    def _take(
        self,
        three: _Three,
        into: _Decided,
        way: _Way,
        both: Callable[[Statement | None, Statement, Statement, _Decided, _Way], None],
    ) -> None:
        """Take a statement from the side that has it, or from both; not what one has taken out and the other left."""
        base, ours, theirs = three
        if ours and theirs:
            both(base, ours, theirs, into, way)
            return
        there = ours or theirs
        if there is None or (base and base.text.strip() == there.text.strip()):
            return
        if base is None:
            self._pieces.append(there.text)
            for data in into:
                _put(data, there)
            return
        about = f"{_about(way, there)}を、片方が消し、もう片方が変えています。"
        self._pieces.append(_Conflict(ours.text if ours else "", theirs.text if theirs else "", about))
        _put(into[0] if ours else into[1], there)

    def _table(
        self,
        base: Statement | None,
        ours: Statement,
        theirs: Statement,
        into: _Decided,
        way: _Way,
    ) -> None:
        self._between(base, ours, theirs, "above")
        code: str = _picked(base.code if base else "", ours.code, theirs.code) or min(ours.code, theirs.code)
        self._pieces.append(code)
        self._between(base, ours, theirs, "behind")
        tables: _Decided = ({}, {})
        for data, table in zip(into, tables, strict=True):
            _put(data, ours, table)
        self._below((base, ours, theirs), tables, _within(way, ours))

    def _pair(
        self,
        base: Statement | None,
        ours: Statement,
        theirs: Statement,
        into: _Decided,
        way: _Way,
    ) -> None:
        self._between(base, ours, theirs, "above")
        old, mine, other = (_told(each.value) if each else None for each in (base, ours, theirs))
        taken: tuple[str, Any] | None
        if mine == other:
            code = _picked(base.code if base else "", ours.code, theirs.code)
            taken = code or min(ours.code, theirs.code), ours.value
        elif old in (mine, other):
            side = theirs if old == mine else ours
            taken = side.code, side.value
        else:
            taken = self._joined(base, ours, theirs)
        if taken is None:
            self._pieces.append(
                _Conflict(ours.line, theirs.line, f"{_about(way, ours)}を、両方が別の値に変えています。")
            )
            for data, side in zip(into, (ours, theirs), strict=True):
                _put(data, side)
            return
        self._pieces.append(taken[0])
        self._between(base, ours, theirs, "behind")
        for data in into:
            _put(data, ours, taken[1])

    def _between(self, base: Statement | None, ours: Statement, theirs: Statement, part: str) -> None:
        """Take the comments and blank lines above or behind a statement: what one side has added is kept."""
        self._pieces.append(
            _texts_of_both(getattr(base, part, ""), getattr(ours, part), getattr(theirs, part))
        )

    def _joined(self, base: Statement | None, ours: Statement, theirs: Statement) -> tuple[str, Any] | None:
        """Return a value that both have changed where each has changed another part of it: a year, a line of a text."""
        if base is None and not isinstance(ours.value, dict):
            return None
        old = base.value if base else {}
        if all(isinstance(value, dict) for value in (old, ours.value, theirs.value)) and "#" not in (
            ours.code + theirs.code
        ):
            value = {}
            for key in sorted(
                {*ours.value, *theirs.value}, key=lambda key: (parse_fiscal_year(key) or 0, key)
            ):
                parts = [_told(each.get(key)) for each in (old, ours.value, theirs.value)]
                if _picked(*parts) is None:
                    return None
                part = (ours if _picked(*parts) == parts[1] else theirs).value.get(key)
                if part is not None:
                    value[key] = part
            start = ours.code.index("=") + 1
            return f"{ours.code[:start]} {format_value(value)}", value
        if base is None or "\n" not in ours.code + theirs.code:
            return None
        newline = "\r\n" if "\r\n" in ours.code + theirs.code else "\n"
        code, clean = self._merge_lines(*(f"{each.code}{newline}" for each in (base, ours, theirs)))
        if not clean:
            return None
        try:
            return code.removesuffix(newline), at_path(parse(code), ours.name)
        except (ValueError, LookupError, TypeError):
            return None


def _texts_of_both(base: str, ours: str, theirs: str) -> str:
    """Return comments and blank lines of both sides: as one has changed them, or what each has written."""
    picked: str | None = _picked(base, ours, theirs)
    if picked is not None:
        return picked
    first, second = (text.splitlines(keepends=True) for text in sorted((ours, theirs)))
    return "".join((*first, *(line for line in second if line.strip() and line not in first)))


def _put(data: dict[str, Any], statement: Statement, value: Any = None) -> None:  # noqa: ANN401 - TOML data
    """Put what a statement says into the data of the table that it stands in."""
    value = statement.value if value is None else value
    *way, last = statement.name
    for step in way:
        data = data.setdefault(step, {})
    if statement.array:
        data.setdefault(last, []).append(value)
    elif isinstance(value, dict) and isinstance(data.get(last), dict):
        data[last].update(value)
    else:
        data[last] = value


def _told(value: Any, in_order: bool = True) -> str:  # noqa: ANN401, FBT001, FBT002 - TOML data
    """Return a value as a text that is the same for the same: kinds tell, the order of keys does not."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {_told(value[key], in_order)}' for key in sorted(value))}}}"
    if isinstance(value, list):
        parts = [_told(part, in_order) for part in value]
        return f"[{', '.join(parts if in_order else sorted(parts))}]"
    return repr(value)


def _marked(conflict: _Conflict, newline: str, size: int) -> str:
    """Return a conflict as git marks it; lines that both sides begin or end with are none."""
    ours, theirs = (text.splitlines(keepends=True) for text in conflict[:2])
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False))))
    above, ours, theirs = ours[:same], ours[same:], theirs[same:]
    pairs = zip(reversed(ours), reversed(theirs), strict=False)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    below = ours[len(ours) - same :]
    ours, theirs = ours[: len(ours) - same], theirs[: len(theirs) - same]
    marks = (f"{'<' * size} ours{newline}", f"{'=' * size}{newline}", f"{'>' * size} theirs{newline}")
    return "".join((*above, marks[0], *ours, marks[1], *theirs, marks[2], *below))


def _within(way: _Way, statement: Statement) -> _Way:
    """Return the way into the table of a heading."""
    *outer, last = statement.name
    value = statement.value
    called = next((str(value[name]) for name in ("id", *_TELLING) if name in value), "")
    return (*way, *((name, "") for name in outer), (last, called if statement.array else ""))


def _about(way: _Way, statement: Statement) -> str:
    """Return what a statement is: 「cms-training」の「研修の回数」の目標値."""
    whole = (
        _within(way, statement)
        if isinstance(statement.value, dict)
        else (*way, *((name, "") for name in statement.name))
    )
    words = []
    for number, (name, called) in enumerate(whole):
        if called:
            words.append(f"「{called}」")
        elif number >= len(way) or parse_fiscal_year(name):
            key = keys.key_at((step for step, _ in whole[:number]), name)
            words.append(key.title if key else name)
    return "の".join(words)
