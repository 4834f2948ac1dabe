"""A zip whose bytes are the same every time: workbooks and documents are zips."""

from __future__ import annotations

import zipfile
from typing import Any, Final

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class StillZip(zipfile.ZipFile):
    """A zip without times, and stored: compression differs between zlib versions, stored bytes do not."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:  # noqa: ANN401 - as in zipfile
        """Put a file into it."""
        super().writestr(zipfile.ZipInfo(str(zinfo_or_arcname), _EPOCH), data)
