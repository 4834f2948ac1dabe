"""Forms that were damaged at random: no figure is lost without a word, put elsewhere, or made up."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.collecting.damaged_forms import Year


@given(st.integers(0, 2**32))
@example(20562)  # no stamps, and one column slipped inside an item
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_figure_is_lost_without_a_word_misplaced_or_made_up(seed: int) -> None:
    wrong = Year.small().damaged(seed).faults()
    assert not wrong
