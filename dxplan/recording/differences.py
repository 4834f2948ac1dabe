"""The difference between two versions of a file, as git shows it."""

from __future__ import annotations

from difflib import SequenceMatcher


def unified_difference(path: str, before: str, after: str) -> str:
    """Return a unified diff that ``git apply`` takes; "" if nothing differs."""
    old, new = before.splitlines(), after.splitlines()
    if old == new:
        return ""
    shown = [f"--- a/{path}", f"+++ b/{path}"]
    # difflib.unified_diff takes lines that occur often, such as [item.result], for noise and tears the hunks.
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes():
        (_, i1, _, j1, _), (_, _, i2, _, j2) = group[0], group[-1]
        shown.append(f"@@ -{i1 + 1},{i2 - i1} +{j1 + 1},{j2 - j1} @@")
        for tag, start, end, new_start, new_end in group:
            if tag == "equal":
                shown += [f" {line}" for line in old[start:end]]
            else:
                shown += [f"-{line}" for line in old[start:end]]
                shown += [f"+{line}" for line in new[new_start:new_end]]
    return "\n".join(shown)
