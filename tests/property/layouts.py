"""How people may write a direction's file: sound items with headers, dots or inline, comments, line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import strategies as st


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A sound file of a direction as somebody has written it: a block of text for each item.

    ``newline`` and ``bom`` are the file's, ``indicators`` the number of indicators of each item.
    """

    blocks: tuple[str, ...]
    newline: str
    bom: bool
    indicators: tuple[int, ...]

    @property
    def text(self) -> str:
        """The file's text without byte order mark."""
        return "".join(self.blocks)

    @property
    def content(self) -> bytes:
        """The file's bytes."""
        return (b"\xef\xbb\xbf" if self.bom else b"") + self.text.encode()


_remarks = st.sampled_from(["", "", "  # 備考", "# [item.result]", ' # "引用" = {1}'])
_between = st.sampled_from(["", "\n", "\n\n# 次の項目\n", "\n  # done = true\n\n"])
_number_texts = st.sampled_from(["0", "12", "1_200", "65.0", '"約50万"', '"26億2,652万"', '"▲3"', "0x1F"])
_target_texts = _number_texts | st.sampled_from(['"99以上"', '"8〜12"', "{ R1 = 12 }", '{ "R元" = "3以下" }'])
_actual_texts = st.one_of(
    st.none(),
    _number_texts,
    st.sampled_from(
        ['"集計中"', "{ numerator = 3123, denominator = 3367 }", "{ R1 = 9 }", '{ "令和元年度" = "9" }']
    ),
)
_RESULTS = (
    "",
    "[item.result]@\n{}done = true@\n",
    '[item.result]\n{}report = """\n[item]\n・二"""@\n\n{}reason = "台風"\n',
    '\n[item.result]\n[item.result.override]@\nverdict = "未達"\nreason = "遅れ"\n',
    "[item.result.R1]\n{}done = false@\n",
    '[item.result."R元"]@\n{}done = false\n',
)
_KEYED_RESULTS = (
    "",
    "{}result.done = true@\n",
    '{}result = {{ done = false, report = "}}" }}@\n',
    "{}result={{}}@\n",
    "{}result.R1 = {{ done = true }}@\n",
)


@st.composite
def _item_blocks(draw: st.DrawFn, number: int) -> tuple[str, int]:
    """Draw an item's text with LF, ``@`` not yet drawn remarks inside; and how many indicators it has."""
    indent = draw(st.sampled_from(["", "", "  ", "\t"]))
    result = draw(st.sampled_from([*_RESULTS, *_KEYED_RESULTS]))
    keyed = result in _KEYED_RESULTS
    lines = [
        "[[item]]@",
        f'{indent}id = "item-{number}"@',
        f'{indent}name="項目{number}"',
        f'{indent}departments = [\n  "総務部 広報課",@\n]@',
    ]
    if keyed and result:
        lines.append(result.format(indent).rstrip("\n"))
    count = draw(st.integers(0, 2))
    inline = draw(st.booleans())
    indicators = []
    for index in range(count):
        target = draw(_target_texts)
        pairs = [f'name = "指標{index}"', 'unit = "件"', f"target = {target}"]
        if not re.search("[1-9]", target):  # of a target of 0, the direction must be said
            pairs.append('better = "lower"')
        actual = draw(_actual_texts)
        if actual is not None:
            pairs.append(f"actual = {actual}")
        if draw(st.booleans()):
            pairs.append('due = "R5"')
        indicators.append(pairs)
    if inline and indicators:
        rows = [f"  {{ {', '.join(pairs)} }},@" for pairs in indicators]
        lines += [f"{indent}indicator = [", *rows, "]@"]
    else:
        for pairs in indicators:
            lines += [*draw(st.sampled_from([[], [""]])), f"{indent}[[item.indicator]]@"]
            lines += [f"{indent}{pair}@" for pair in pairs]
    text = "\n".join(lines) + "\n"
    if not keyed:
        text += result.format(*[indent] * 4)
    pieces = text.split("@")
    return "".join(piece + draw(_remarks) for piece in pieces[:-1]) + pieces[-1], count


@st.composite
def written_directions(draw: st.DrawFn, min_items: int = 1) -> Written:
    """Draw a sound file of a direction in some layout."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    count = draw(st.integers(min_items, 4))
    blocks, indicators = [], []
    for number in range(count):
        block, several = draw(_item_blocks(number))
        blocks.append((draw(_between) + block).replace("\n", newline))
        indicators.append(several)
    if draw(st.booleans()):
        blocks[-1] = blocks[-1].removesuffix(newline)
    return Written(
        blocks=tuple(blocks), newline=newline, bom=draw(st.booleans()), indicators=tuple(indicators)
    )
