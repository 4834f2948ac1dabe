"""Plans of any shape and in any letters, in every handout and format; a thousand more by ``python -m tests.bench.pages``."""

from __future__ import annotations

import pytest

from tests.rendering.random_plans import random_plan
from tests.rendering.whole_pages import faults


@pytest.mark.parametrize("seed", [0, 5])
def test_no_text_is_cut_and_no_page_is_empty(seed: int) -> None:
    assert [*faults(random_plan(seed))] == []
