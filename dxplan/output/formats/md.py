"""A handout as Markdown, by the template for this one or the general one for any.

The general template prints a handout block by block; an office may write one for a handout of its own, in the names
that the handout has for it (docs/templates.md).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dxplan.handouts.handout import Layout, runs_of
from dxplan.output.flow import Flow
from dxplan.output.look import legend, marks_of
from dxplan.output.sandbox import render
from dxplan.values.characters import visible
from dxplan.values.patterns import regex

if TYPE_CHECKING:
    from dxplan.handouts.handout import Handout
    from dxplan.output.formats import Listener, Templates

_GENERAL: Final = "handout.md.j2"
_INLINE: Final = regex(r"[\\`*_\[\]<|~]|&(?=#?\w+;)")
_BLOCK: Final = regex(r"^(\s*)([#>+=-]|\d+(?=[.)]))", re.MULTILINE)
_LINE_END: Final = regex(r"\r\n|\r|\n")


def escape(text: str) -> str:
    """Return a text that stays one piece of plain text in a GitHub table cell, heading or paragraph."""
    quoted = _INLINE.sub(
        lambda match: {"<": "&lt;", "&": "&amp;"}.get(match[0], f"\\{match[0]}"), visible(text)
    )
    quoted = _BLOCK.sub(
        lambda match: match[1] + (match[2] if match[2].isdigit() else f"\\{match[2]}"), quoted
    )
    return _LINE_END.sub("<br>", quoted)


def _underlined(text: str) -> str:
    """Return a text escaped, what changed in it underlined: in the tag that every reader of Markdown shows so."""
    return "".join(
        f"<ins>{escape(run.text)}</ins>" if run.changed else escape(run.text) for run in runs_of(text)
    )


def write(handout: Handout, templates: Templates, listener: Listener) -> bytes | None:
    """Return what the template for a handout makes of it, or the one for all; None of data, which nobody reads."""
    if all(sheet.layout is Layout.DATA for sheet in handout.sheets):
        listener.step(handout.size)
        return None
    own = [handout.template] if handout.template else []
    path, template = templates.text(*own, _GENERAL)
    marks = marks_of(handout.badges, templates.look())
    names = {
        "heading": handout.heading,
        "office": handout.office,
        "label": handout.label,
        "draft": handout.draft,
        "year": handout.year,
        "marks": marks,
        "legend": legend(marks),
        "notes": handout.notes,
        "standing": handout.standing,
        "blocks": Flow(handout, marks),
    }
    written = render({**names, **handout.names}, path, template, _underlined).encode()
    listener.step(handout.size)
    return written
