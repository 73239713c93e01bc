"""The table of `make plans`, worked by hand."""

from __future__ import annotations

import figures
import plans
import pytest

from matcher.encodings import Estimate

TRUTH = frozenset((row, row) for row in range(10))


def linked(found: int, chance_pairs: int = 0, over_budget: bool = False) -> figures.Quality:
    pairs = [(row, row) for row in range(found)]
    by_chance = [(row, row + 1) for row in range(chance_pairs)]
    return figures.quality(
        pairs, found, TRUTH, repeats=[], candidates=[*pairs, *by_chance], rows=10, over_budget=over_budget
    )


def test_the_loss_of_the_left_plan_is_what_the_right_one_finds_beyond_it():
    assert plans.Served([linked(8), linked(9), linked(10)], Estimate(0, 0, 0)).loss == pytest.approx(0.1)
    assert plans.Served([linked(9), linked(8), linked(9)], Estimate(0, 0, 0)).loss == pytest.approx(-0.1)


def test_a_line_has_each_plan_the_true_loss_and_what_was_said_of_it_as_means():
    served = [
        plans.Served([linked(8), linked(9, 2), linked(10)], Estimate(0.2, 0.1, 0.3)),
        plans.Served([linked(10), linked(10), linked(10, 1, over_budget=True)], Estimate(0, 0, 0)),
    ]
    name, *cells = plans._line("standard", served).split()
    assert name == "standard"
    assert cells[:3] == ["0.9000", "0.9500", "1.0000"]
    assert cells[6:9] == ["0.000", "0.100", "0.050*"]
    assert cells[9:] == ["+0.0500", "+0.1000", "+0.0500", "+0.1500"]
