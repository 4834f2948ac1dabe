"""Work that counts its steps, and shows them once it has taken a second."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress(total: int, label: str) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how many steps were done since; a bar appears in a terminal once the work has taken a second.

    What draws the bar is imported only then: that takes longer than to render a plan of the usual size.
    """
    started = time.monotonic()
    done = 0
    show: Callable[[int], None] | None = None
    with ExitStack() as stack:

        def step(count: int) -> None:
            nonlocal done, show
            done += count
            if show is None and sys.stderr.isatty() and time.monotonic() - started > 1:
                from dxplan.output.terminal import progress_bar

                show = stack.enter_context(progress_bar(total, label))
            if show is not None:
                show(done)

        yield step
