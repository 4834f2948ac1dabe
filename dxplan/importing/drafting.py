"""What a file lists to a plan as data: items with ids, indicators with their doubts, and what was done with each row."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from dxplan.format import keys
from dxplan.format.writing import figure_data
from dxplan.importing.draft import Draft, Drafted, Indicator
from dxplan.importing.figures import propose
from dxplan.importing.headings import Role, direction_word
from dxplan.importing.listing import repost_number
from dxplan.importing.publication import published_of
from dxplan.importing.sections import departments_of
from dxplan.importing.series import OF_ZERO, indicator_of
from dxplan.importing.tables import key_of, repost_key
from dxplan.importing.titles import title_of
from dxplan.values.characters import in_short
from dxplan.values.patterns import regex
from dxplan.values.quantities import Form
from dxplan.values.years import handout_year, parse_fiscal_year, short_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dxplan.importing.aims import Proposed
    from dxplan.importing.listing import Entry, Figures, Heading_, Listing
    from dxplan.values.quantities import Quantity

Data = dict[str, Any]

#: The verdicts that documents print; the second ask for no figure.
MET: Final = ("目標達成",)
DONE: Final = ("計画どおり実施", "計画通り実施")
#: Words of other ways to judge that say that the work was done, or was not; others say neither for sure.
_WELL: Final = frozenset(
    {*"◎○〇◯ASＡＳ", "順調", "概ね順調", "おおむね順調", "達成", "概ね達成", "おおむね達成"}
    | {"実施", "実施済", "実施済み", "完了", "計画どおり", "計画通り", "予定どおり", "予定通り"}
)
_ILL: Final = frozenset(["×", "✕", "未達", "未達成", "未実施", "未着手", "遅れ", "大幅遅れ", "中止"])
#: What is longer, or tells figures, is no word of a verdict but a text.
_WORD: Final = regex(r"[^0-9０-９。、\n]{1,8}")
_TITLE: Final = regex(r"(?:プラン|計画|戦略|方針|一覧)")
_OF_RESULTS: Final = regex(
    r"\A[(（][0-9０-９]{1,2}[)）]|の?(?:実施結果|取組結果|総括)(?:について)?(?:\s*（案）)?\s*\Z|について\s*\Z"
)
_OF_MEETING: Final = regex(r"委員会|会議|第[0-9０-９]+回|次第|議事|策定|推進方向")
_OFFICE: Final = regex(r"(?:.*[\s　])?(\S{2,12}(?:課|室))")
_MARK: Final = regex(r"[【\[][^】\]]*[】\]]")
_YEAR: Final = regex(r"(?:令和|平成)\s*(?:元|[0-9０-９]{1,2})\s*年度")
#: A plan of several years: 「令和7～9年度」; its first year is the one a list of it is of.
_SPAN: Final = regex(
    r"(?P<first>(?:令和|平成)\s*(?:元|[0-9]{1,2}))(?:\s*年度?)?\s*[~〜-]\s*(?:令和|平成)?\s*[0-9]{1,2}\s*年度?"
)
_NEW: Final = {"○": "○", "〇": "○", "◯": "○", "新規": "○", "新": "○", "一部": "一部", "一部新規": "一部"}
_LONGEST: Final = 90
#: Where one name of several in a cell ends: at a line end, or a blank between Japanese words.
_NAMES: Final = regex(r"\n|(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f]|\()")
REMARKS: Final = "remarks"


def draft_of(
    listing: Listing, *, name: str, stem: str, year: int | None, known: Mapping[str, list[str]] | None = None
) -> Draft | None:
    """Return the plan that a file lists; None where nobody can tell its year.

    ``name`` is the folder's, ``stem`` the file's; ``known`` gives ids by name (see ``key_of``), in the order in which
    the names stand in the list.
    """
    year = year or _year(listing, name)
    return _Drafter(listing, stem, year, known or {}).draft() if year else None


def _year(listing: Listing, name: str) -> int | None:
    """Return the fiscal year of a file: that of its results, of its title, or of the folder's name."""
    told = set(listing.report_years)
    if len(told) == 1:
        return told.pop()
    for line in listing.lines[:40]:
        text = unicodedata.normalize("NFKC", line.text)
        if match := _SPAN.search(text):
            return parse_fiscal_year(match["first"].replace(" ", ""))
        if match := _YEAR.search(text):
            return parse_fiscal_year(match[0].replace(" ", ""))
    return parse_fiscal_year(name)


class _Drafter:
    """Makes a draft of a listing. ``first`` and ``last`` are the years of the plan, the same for a plan of one."""

    def __init__(self, listing: Listing, stem: str, year: int, known: Mapping[str, list[str]]) -> None:
        self.listing = listing
        self.stem = stem
        self.year = year
        self.known = {key: [*ids] for key, ids in known.items()}
        years = {year, *listing.figure_years}
        self.first, self.last = min(years), max(years)
        self.ids: set[str] = set()
        self.heading_ids: dict[int, str] = {}
        self.kpis: dict[str, Data] = {}
        #: The ids of the office's own columns by their words, as they come.
        self.columns: dict[str, str] = {}
        entries = [entry for _, entry in listing.entries()]
        figures = [figures for entry in entries for figures in entry.figures]
        self.numbered = any(each.texts.get(Role.KPI_NUMBER) for each in figures)
        self.based = any(heading.role is Role.BASE for each in figures for heading, _ in each.values)
        self.based_in = set(listing.base_years)
        #: What a list calls its column of verdicts, and how often each word stands there that this plan has not.
        self.verdict_words = next((w for w, role in listing.columns.items() if role is Role.VERDICT), "")
        said = [word for entry in entries for word in _words(entry.texts.get(Role.VERDICT, ""))]
        ours = (*MET, *DONE, "未達")
        self.new_words = next((w for w, role in listing.columns.items() if role is Role.NEW), "")
        self.own_words = Counter(word for word in said if _WORD.fullmatch(word) and word not in ours)
        #: Whether rows that are shown again have a mark in place of a number; whether numbers go on over directions.
        self.marks = any("再掲" in entry.texts.get(Role.NUMBER, "") for entry in entries)
        self.through = self._through()
        #: Whether headings have numbers of their own, which no counting gives.
        tops = listing.headings
        self.deep = any(heading.parts for heading in tops)
        self.counted = not self.deep and all(top.number == str(n) for n, top in enumerate(tops, 1))

    @property
    def many(self) -> bool:
        """Whether it is a plan of several years."""
        return self.first != self.last

    def draft(self) -> Draft:
        """Return the draft."""
        published, rest = published_of(self.listing.lines, [h.name for h in self.listing.headings])
        head = self._head(published.plan)
        headings: dict[str, list[Data]] = {}
        head["direction"] = []
        for place, top in enumerate(self.listing.headings, 1):
            data, below = self._direction(top, place, published.directions.get(top.name, {}))
            head["direction"].append(data)
            headings[data["id"]] = below
        items = self._items([data["id"] for data in head["direction"]])
        if self.columns:
            head["field"] = [{"id": id_, "heading": words[:40]} for words, id_ in self.columns.items()]
        draft = Draft(
            head=head,
            headings=headings,
            items=items,
            published=[line for line in self.listing.lines if line not in rest],
            remarks=rest,
            listing=self.listing,
            comments=self._comments(head),
            own_words=dict(self.own_words),
        )
        _repost(draft)
        return draft

    def _head(self, published: Data) -> Data:
        head: Data = {"title": self._title(), "office": self._office(), "fiscal_year": self.year}
        word = direction_word(self.listing.columns) or self.listing.word
        head["direction_word"] = "" if word == keys.HEAD.keys["direction_word"].default else word
        if self.many:
            head["years"] = [short_year(self.first), short_year(self.last)]
        if self.based and len(self.based_in) == 1 and max(self.based_in) < self.first:
            head["base_year"] = short_year(*self.based_in)
        numbering: Data = {}
        if self.through:
            numbering["items"] = "plan"
        if self.marks:
            numbering["reposts"] = "mark"
        if not self.counted:
            numbering["headings"] = [""] * (2 if self.deep else 1)
        head |= {"numbering": numbering, "published": published}
        return {key: value for key, value in head.items() if value}

    def _comments(self, head: Data) -> list[str]:
        comments = []
        if self.based and (len(self.based_in) > 1 or max(self.based_in, default=0) >= self.first):
            years = "、".join(map(short_year, sorted(self.based_in)))
            comments.append(
                f"# 資料の基準値の年度は {years}。計画の base_year は、計画の始まる前の一つの年度なので、確かめて書く。"
            )
        elif self.many and self.based and not self.based_in:
            before = handout_year(self.first - 1)
            comments.append(
                f"# 基準値の年度は資料にない。最初の年度の前（{before}年度）とした。違えば base_year に書く。"
            )
        if head["office"] == _NOBODY:
            comments.append("# とりまとめる課は資料に見つからなかった。office を書き直す。")
        return comments

    def _direction(self, top: Heading_, place: int, published: Data) -> tuple[Data, list[Data]]:
        """Return a direction, and the headings under it."""
        id_ = self._id(key_of(top.name), f"hoko-{place}")
        data: Data = {"id": id_, "name": top.name}
        if top.number and not self.counted:
            data["number"] = top.number
        data |= published
        if top.items is not None:
            references = sum(entry.reference for under in top.walk() for entry in under.entries)
            more = {"references": references} if references else {}
            data["published"] = {"items": top.items, **more}
        below = []
        for number, part in enumerate(top.parts, 1):
            inner = self._id(key_of(part.name), f"{id_}-{number}")
            self.heading_ids[id(part)] = inner
            shown = {"number": part.number} if part.number not in ("", part.name) else {}
            below.append({"id": inner, "name": part.name, **shown})
        return data, below

    def _items(self, directions: Sequence[str]) -> dict[str, list[Drafted]]:
        items: dict[str, list[Drafted]] = {}
        number = kpis = 0
        for place, (id_, top) in enumerate(zip(directions, self.listing.headings, strict=True), 1):
            number = number if self.through else 0
            items[id_] = []
            for under in top.walk():
                for entry in under.entries:
                    marked = self.marks and entry.repost
                    number += not (marked or entry.kpi)
                    kpis += entry.kpi
                    wanted = f"jigyo-{number}" if self.through else f"jigyo-{place}-{number}"
                    wanted = f"kpi-{id_}-{kpis}" if entry.kpi else f"{wanted}-saikei" if marked else wanted
                    items[id_].append(self._item(entry, under, wanted, number))
        return items

    def _title(self) -> str:
        """Return what the plan is called: the first line that names a plan."""
        for line in self.listing.lines[:40]:
            bare = _OF_RESULTS.sub("", _MARK.sub("", line.text)).strip()
            if _OF_MEETING.search(bare):
                continue
            if len(bare) <= 60 and _TITLE.search(bare) and not regex(r"[。、:：]").search(bare):
                return str(bare)
        first = next((line.text.strip() for line in self.listing.lines[:3]), "")
        return first if 8 <= len(first) <= 60 and "。" not in first and title_of(first) is None else self.stem

    def _office(self) -> str:
        """Return who has made a list: 「令和7年6月　企画財政課」."""
        lines = (line.text.strip() for line in self.listing.lines[:40] if len(line.text) <= 30)
        return next((match[1] for text in lines if (match := _OFFICE.fullmatch(text))), _NOBODY)

    def _through(self) -> bool:
        """Whether the numbers of the items go on from one direction to the next."""
        firsts = []
        for top in self.listing.headings:
            entries = (entry for under in top.walk() for entry in under.entries)
            numbers = (unicodedata.normalize("NFKC", e.texts.get(Role.NUMBER, "")) for e in entries)
            if first := next((int(text) for text in numbers if text.isdecimal()), 0):
                firsts.append(first)
        return len(firsts) > 1 and all(one < other for one, other in pairwise(firsts))

    def _id(self, key: str, wanted: str) -> str:
        """Return an id: the one that is known for a name, else the one wanted, which no other has or shall have."""
        if ids := self.known.get(key):
            id_ = ids.pop(0)
            if id_ not in self.ids:
                self.ids.add(id_)
                return id_
        number, id_ = 1, wanted
        while id_ in self.ids or any(id_ in ids for ids in self.known.values()):
            number += 1
            id_ = f"{wanted}-{number}"
        self.ids.add(id_)
        return id_

    def _item(self, entry: Entry, under: Heading_, wanted: str, number: int) -> Drafted:
        texts = entry.texts
        key = repost_key(entry.name) if entry.repost else key_of(entry.name)
        name = " ".join(entry.name.split()) or entry.figures[0].texts.get(Role.INDICATOR, "")
        indicators = self._indicators(entry)
        also = [self.heading_ids[id(each)] for each in entry.also if id(each) in self.heading_ids]
        departments = departments_of(
            texts.get(Role.BUREAU, ""), texts.get(Role.SECTION, ""), texts.get(Role.DEPARTMENT, "")
        )
        data: Data = {
            "id": self._id(key, wanted),
            "name": name,
            "kind": "kpi" if entry.kpi else "reference" if entry.reference else "",
            "direction": self.heading_ids.get(id(under), ""),
            "also": [id_ for id_ in dict.fromkeys(also) if id_ != self.heading_ids.get(id(under))],
            "new": _NEW.get(texts.get(Role.NEW, "").strip(), ""),
            "departments": departments,
            "overview": texts.get(Role.OVERVIEW, ""),
            "goal": texts.get(Role.GOAL, ""),
            "result": self._result(entry, indicators),
            "fields": self._fields(entry),
        }
        comments = []
        if entry.shift:
            comments.append(f"# 要確認（{entry.row.place}）: {entry.shift}")
        printed = unicodedata.normalize("NFKC", texts.get(Role.NUMBER, ""))
        if printed and "再掲" not in printed and not _is_number(printed, number):
            comments.append(f"# 資料の番号は {printed}")
        data = {key: value for key, value in data.items() if value}
        return Drafted(entry=entry, data=data, indicators=indicators, comments=comments)

    def _fields(self, entry: Entry) -> Data:
        """Return what stands in columns of the office's own, and what has no column, in that for remarks."""
        others = {words: text for words, text in entry.others.items() if words not in ("", "備考")}
        for role, words, text in (
            (Role.NEW, self.new_words, entry.texts.get(Role.NEW, "").strip()),
            (Role.VERDICT, self.verdict_words, entry.texts.get(Role.VERDICT, "")),
        ):
            if text and (self._is_own(text) if role is Role.VERDICT else text not in _NEW):
                others.setdefault(" ".join(words.split()) or role.value, text)
        remarks = [
            entry.others.get("備考", ""),
            entry.texts.get(Role.REMARKS, ""),
            entry.others.get("", ""),
        ]
        if told := "\n".join(filter(None, remarks)):
            others["備考"] = told
        return {self._column(words): text for words, text in others.items()}

    def _is_own(self, verdict: str) -> bool:
        """Whether a verdict is in the words of another way to judge; a project may have one for each indicator."""
        words = _words(verdict)
        return bool(words) and all(word in self.own_words for word in words)

    def _column(self, words: str) -> str:
        """Return the id of a column of the office's own."""
        wanted = REMARKS if words == "備考" else f"ran-{len(self.columns) + 1}"
        return self.columns.setdefault(words, wanted)

    def _result(self, entry: Entry, indicators: Sequence[Indicator]) -> Data:
        report, verdict = entry.texts.get(Role.REPORT, ""), entry.texts.get(Role.VERDICT, "")
        if not report and not verdict:
            return {}
        result: Data = {}
        word = "".join(verdict.split())
        own = self._is_own(verdict)
        measured = any(each.data.get("actual") is not None for each in indicators)
        if word in (*MET, *DONE) or measured or (own and _WELL.issuperset(_words(verdict))):
            result["done"] = True
        elif verdict and (not own or word in _ILL):
            result["done"] = False
        if report:
            result["report"] = report
        if verdict and not own:
            if word not in (*MET, *DONE, "未達"):
                result["wording"] = verdict
            result["published"] = word if word in (*MET, *DONE) else verdict
        if not result:
            return {}
        if self.many:
            return {short_year(self.year): result}
        return result

    def _indicators(self, entry: Entry) -> list[Indicator]:
        if entry.kpi:
            return [each for figures in entry.figures for each in _made_up_of(figures)]
        found = [each for figures in entry.figures for each in self._of_figures(figures, entry)]
        if entry.repost:
            return found
        texts = entry.texts
        proposed = propose(
            texts.get(Role.GOAL, ""),
            texts.get(Role.VERDICT, ""),
            texts.get(Role.REPORT, ""),
            year=self.year,
            goal_year=entry.goal_year,
            name=entry.name,
            words=DONE,
        )
        if entry.figures:
            return found  # the goal says in words what the figures say
        return [*found, *(self._of_text(each, entry) for each in proposed)]

    def _of_figures(self, figures: Figures, entry: Entry) -> Iterator[Indicator]:
        number = unicodedata.normalize("NFKC", figures.texts.get(Role.KPI_NUMBER, "")).strip()
        name = " ".join(figures.texts.get(Role.INDICATOR, "").split())
        again = repost_number(name) if "再掲" in number or "再掲" in name else ""
        made = indicator_of(figures, entry.texts.get(Role.GOAL, ""), self.year, (self.first, self.last))
        if made is None:
            return
        data, doubts, comments, open_ = made
        if figures.row.shift and not open_:
            doubts = (*doubts, figures.row.shift)
        if "name" in data:
            data["name"] = data["name"] or entry.name
        if again and (original := self.kpis.get(f"kpi-{again}")) is not None:
            same = original.get("target") == data.get("target") and original.get("baseline") == data.get(
                "baseline"
            )
            if same:
                yield Indicator(data={"repost_of": f"kpi-{again}"}, comments=[])
                return
            doubts = (*doubts, f"再掲の元（No{again}）と値が違う")
        if number.isdecimal() and f"kpi-{number}" not in self.ids:
            data = {"id": f"kpi-{number}", **data}
            self.ids.add(f"kpi-{number}")
            self.kpis[f"kpi-{number}"] = data
        elif self.numbered and not again:
            data = {**data, "kpi": False}
        if number and not number.isdecimal() and "再掲" not in number:
            comments = [*comments, f"# 資料のKPI番号は {number}"]
        if doubts:
            comments = [f"# 要確認（{figures.row.place}）: {'。'.join(doubts)}", *comments]
        yield Indicator(data=data, doubts=doubts, comments=comments, open=open_)

    def _of_text(self, each: Proposed, entry: Entry) -> Indicator:
        doubts = [*each.doubts]
        if each.target is not None and not each.unit:
            doubts.append("単位が分からない")
        if each.target is not None and self.many and each.year is None:
            doubts.append("何年度の目標か、文にない")
        if entry.shift:
            doubts.append(entry.shift)
        # A list that has columns for figures says by an empty one that it counts a goal in words as no indicator.
        in_words = entry.columned and not entry.figures
        if in_words:
            doubts.append("指標の列は空で、一覧は指標としていない")
        when = each.year or self.year
        data: Data = {
            "name": each.name,
            "unit": each.unit or None,
            "baseline": figure_data(each.baseline),
            "target": self._by_year(figure_data(each.target), when),
            "actual": self._by_year(figure_data(each.actual), self.year),
            "better": "lower" if each.lower or _is_zero(each.target) else None,
            "due": short_year(when) if when != self.year and not self.many else None,
            "reference": each.reference or None,
        }
        level = f"要確認: {'。'.join(doubts)}" if doubts else "読み取り"
        comments = [f"# {level}（{entry.row.place}）「{in_short(each.source, _LONGEST)}」"]
        if each.told and each.told != each.source:
            comments.append(f"# 実績「{in_short(each.told, _LONGEST)}」")
        if data.get("better"):
            comments.append(f"# 小さいほどよい（{each.lower or OF_ZERO}）")
        if each.derived:
            comments.append(f"# {each.derived}")
        if each.note:
            comments.append(f"# {each.note}")
        if each.actual is None and not each.reference:
            comments.append("# 実績の数は文に見つからない")
        return Indicator(
            data={key: value for key, value in data.items() if value is not None},
            doubts=tuple(doubts),
            comments=comments,
            open=in_words or (not each.reference and (each.target is None or not each.unit)),
            derived=each.derived,
        )

    def _by_year(self, value: Any, year: int) -> Any:  # noqa: ANN401 - a TOML value
        """Return a figure of a year as a plan has it: of several years with the year."""
        return {short_year(year): value} if self.many and value is not None else value


def _words(verdict: str) -> list[str]:
    return [word for line in verdict.split("\n") if (word := "".join(line.split()))]


def _is_number(printed: str, number: int) -> bool:
    """Whether a printed number is the one that the place in a plan gives: 3, 1-3, 3."""
    match = regex(r"(?:[0-9]+[-ー.])?([0-9]+)[.)]?").fullmatch(printed)
    return match is not None and int(match[1]) == number


def _is_zero(target: Quantity | None) -> bool:
    return target is not None and not target.value and target.form is Form.PLAIN


def _made_up_of(figures: Figures) -> Iterator[Indicator]:
    """Yield the 中間指標 of a KPI, which a cell lists behind one another; their targets are set elsewhere."""
    text = figures.texts.get(Role.INDICATOR, "")
    names = [part.strip().removesuffix("など").strip() for part in _NAMES.split(text)]
    comments = [f"# 資料の書き方（{figures.row.place}）「{text}」"]
    for name in filter(None, names):
        yield Indicator(data={"name": name, "reference": True}, comments=comments)
        comments = []


def _repost(draft: Draft) -> None:
    """Make rows that are shown again of those they are shown again from, with what they print otherwise."""
    originals = {
        key_of(drafted.data["name"]): drafted for drafted in draft.all_items() if not drafted.entry.repost
    }
    by_number = {
        each.entry.texts.get(Role.NUMBER, ""): each for each in draft.all_items() if not each.entry.repost
    }
    for drafted in draft.all_items():
        if not drafted.entry.repost:
            continue
        original = originals.get(key_of(drafted.data["name"])) or by_number.get(drafted.entry.again)
        if original is None:
            drafted.comments.append("# 要確認: 再掲とあるが、元の項目が見つからない")
            continue
        data, first = drafted.data, original.data
        told = {key: data.get(key) for key in ("name", "overview", "goal")}
        told |= {key: (data.get("result") or {}).get(key) for key in ("report", "wording")}
        of_first = {key: first.get(key) for key in ("name", "overview", "goal")}
        of_first |= {key: (first.get("result") or {}).get(key) for key in ("report", "wording")}
        printed = {
            key: text
            for key, text in told.items()
            if text and key_of(text) != key_of(of_first.get(key) or "")
        }
        drafted.comments += _unlike(drafted.entry, original.entry)
        drafted.data = {"id": data["id"], "repost_of": first["id"]}
        if "direction" in data:
            drafted.data["direction"] = data["direction"]
        if printed:
            drafted.data["printed"] = printed
        drafted.indicators = []


def _unlike(entry: Entry, original: Entry) -> Iterator[str]:
    """Yield what a row that is shown again says otherwise than its original, and a repost has no key for."""
    texts = {role.value: text for role, text in original.texts.items()} | original.others
    kept = {role.value: text for role, text in entry.texts.items() if role in _KEPT} | entry.others
    for words, text in kept.items():
        if text and key_of(text) != key_of(texts.get(words, "")):
            yield f"# 再掲の行の{words or '備考'}: {' '.join(text.split())}"
    values, before = ([text for each in row.figures for _, text in each.values] for row in (entry, original))
    if values and values != before:
        yield f"# 再掲の行の値: {'、'.join(values)}"


#: What a repost has from its original, whatever its own row says.
_KEPT: Final = frozenset({Role.NEW, Role.VERDICT, Role.DEPARTMENT, Role.BUREAU, Role.SECTION, Role.REMARKS})
_NOBODY: Final = "とりまとめ課"
