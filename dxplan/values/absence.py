"""The words that stand where no value can: one for each reason, in handouts, on the screen, in lists and in JSON texts.

Docs/format.md has the table for people. A cell that nobody has said anything about stays empty.
"""

from typing import Final

#: There is nothing: no such thing, nothing to be counted, a value that is not set.
NOTHING: Final = "－"
#: Not yet: nobody has recorded it.
UNRECORDED: Final = "未記録"
#: The section has answered, the figure is still being counted.
PENDING: Final = "集計中"
#: It is not measured, and no figure will follow.
NOT_MEASURED: Final = "測定しない"
#: It is still to be decided.
UNDECIDED: Final = "未定"
