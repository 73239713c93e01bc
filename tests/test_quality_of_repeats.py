"""What `dedupe` must reach on labelled lists, at its own threshold. `python benchmarks/repeats.py` prints all."""

from __future__ import annotations

import labelled
import pytest
import repeats

needs_data = pytest.mark.skipif(not labelled.SHARED.exists(), reason="the labelled data in ../shared/data is absent")


@needs_data
@pytest.mark.parametrize(("made", "least"), [(repeats.fake_1000, 0.91), (repeats.rldata500, 0.98)])
def test_repeats_within_published_lists(made, least):
    assert repeats.measure(made()).f1 >= least


def test_repeats_within_the_families_of_star_homecoming():
    found = repeats.measure(repeats.homecoming(1))
    assert found.f1 >= 0.9
    assert found.strong_precision >= 0.98
    assert found.expected_pairs == pytest.approx(found.pairs, rel=0.2)
