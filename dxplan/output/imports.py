"""What came of an imported list, on the screen: how it was read, what is proposed, what a person has to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import Column, Kind, RowRole
from dxplan.output.tables import ScreenRow, print_table
from dxplan.output.terminal import console, print_sentence
from dxplan.values.characters import in_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from dxplan.importing.outcome import Outcome

_SHOWN: Final = 70
_COLUMNS: Final = ("行", "項目", "指標", "要確認", "ずれた行")
#: Of a document that has counts alone.
_TOTALS: Final = ("実施事業項目", "目標達成項目")


def print_import(outcome: Outcome) -> None:
    """Print what was read of each direction, then the columns, then all that is in doubt, with its place."""
    out, draft = console(), outcome.draft
    listing = draft.listing
    print_sentence(out, f"{draft.head['title']}（{draft.head['fiscal_year']}年度）", "bold")
    _print_counts(out, outcome)
    known = [f"{' '.join(words.split())}＝{role.value}" for words, role in listing.columns.items() if role]
    own = [" ".join(words.split()) for words, role in listing.columns.items() if role is None]
    if known:
        print_sentence(out, f"読んだ列: {'、'.join(known)}")
    if own:
        print_sentence(out, f"言葉から分からない見出し: {'、'.join(own)}（--map で教えられます）")
    print_sentence(
        out,
        f"読んだ行 {listing.rows}、くり返しの行 {listing.repeated}、"
        f"公表の数の行 {len(draft.published)}、読めなかった行 {len(listing.unread)}、置き場所のない行 {len(draft.remarks)}（remarks.txt）",
    )
    _print_doubts(out, outcome)
    _print_list(
        out, "読めなかった行", [f"{place}: {in_short(text, _SHOWN)}" for place, text in listing.unread]
    )
    _print_list(out, "公表と合わないもの", outcome.against)
    if draft.own_words:
        words = "、".join(f"{word} {count}件" for word, count in draft.own_words.items())
        out.print()
        print_sentence(
            out,
            f"達成度の欄の言葉（{words}）は、この計画の判定の言葉ではないので、計画の欄に残し、判定とは比べていません。"
            "同じ言葉で判定するには、判定の方式を plan.toml に書きます（docs/judgement.md）。",
        )
    _print_list(out, "公表の達成度はあるが、実績の数がなく判定できない項目", outcome.unrecorded)


def _print_counts(out: Console, outcome: Outcome) -> None:
    """Print how many rows of each direction were read and what came of them; of counts alone, the counts."""
    headings: tuple[str, ...] = _COLUMNS
    rows = [ScreenRow((each.name, *each[1:])) for each in outcome.counts]
    totals = [sum(numbers) for numbers in zip(*(each[1:] for each in outcome.counts), strict=True)]
    if not rows:
        headings = _TOTALS
        for direction in outcome.plan.directions:
            counts = direction.totals
            rows.append(ScreenRow((direction.name, counts and counts.items, counts and counts.achieved)))
        totals = [sum(d.totals[n] for d in outcome.plan.directions if d.totals) for n in range(len(headings))]
    word = outcome.plan.direction_word
    columns = (Column(heading=word), *(Column(heading=word, kind=Kind.FIGURE) for word in headings))
    print_table(out, columns, [*rows, ScreenRow(("計", *totals), RowRole.TOTAL)], lambda _: "")
    out.print()


def _print_doubts(out: Console, outcome: Outcome) -> None:
    lines, derived = [], []
    for drafted in outcome.draft.all_items():
        where = drafted.entry.row.place
        if drafted.entry.shift:
            lines.append(f"{where} {drafted.data.get('name', '')}: {drafted.entry.shift}")
        for indicator in drafted.indicators:
            name = indicator.data.get("name") or drafted.data.get("name", "")
            if indicator.doubts:
                lines.append(f"{where} {name}: {'。'.join(indicator.doubts)}")
            elif indicator.derived:
                derived.append(f"{where} {name}: {indicator.derived}")
    title = (
        "要確認（--accept なので、年度の分かるものは書いています）"
        if outcome.accepted
        else "要確認（コメントにしています）"
    )
    _print_list(out, "目標の年度を文から決めたもの（確かめてください）", derived)
    _print_list(out, title, lines)


def _print_list(out: Console, title: str, lines: Sequence[str]) -> None:
    if lines:
        out.print()
        print_sentence(out, f"{title} {len(lines)}件", "bold")
        for line in lines:
            print_sentence(out, f"  {line}")
