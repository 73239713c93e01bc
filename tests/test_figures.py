"""Tables of quality, worked by hand."""

from __future__ import annotations

import error_types
import figures
import labelled
import numpy as np
import pytest

from matcher.encodings import Estimate
from matcher.tables import Table

TRUTH = frozenset({(0, 0), (1, 1), (2, 2), (3, 1)})


def test_links_up_to_the_own_threshold_count_as_own():
    found = figures.quality([(0, 0), (1, 1), (5, 6), (2, 2)], 3, TRUTH)
    assert (found.precision, found.recall, found.own_f1) == (2 / 3, 2 / 4, 4 / 7)
    assert found.best_f1 == 6 / 8
    assert found.in_reach_f1 == 4 / 6
    assert found.missed == {(2, 2), (3, 1)}


def test_repeats_and_candidates_count_where_a_method_has_them():
    found = figures.quality([(0, 0), (1, 1)], 2, TRUTH, repeats=[(3, 1)], candidates=[*TRUTH, (7, 7)], rows=4)
    assert found.with_repeats_f1 == 6 / 7
    assert (found.search_recall, found.chance_per_row) == (1, 1 / 4)
    assert found.missed == {(2, 2)}


def test_what_a_method_does_not_say_is_a_dash():
    cells = figures.quality([(0, 0)], 1, TRUTH).cells()
    assert cells == ["0.4000", "-", "0.5000", "0.4000", "1.0000", "0.2500", "-", "-", "-", "4", "-", "-"]


def test_intervals_hold_the_truth_or_do_not():
    links = [(0, 0), (1, 1), (5, 6)]
    found = figures.quality(links, 3, TRUTH, false=Estimate(0.5, 0.1, 1.2), missed=Estimate(4.0, 3.0, 6.0))
    assert (found.false_inside, found.missed_inside) == (1, 0)


def test_no_links_have_no_quality():
    found = figures.quality([], 0, TRUTH)
    assert (found.own_f1, found.best_f1, found.precision, found.recall) == (0, 0, 0, 0)


def test_a_mean_is_that_of_each_figure():
    one, other = figures.quality([(0, 0)], 1, TRUTH), figures.quality([(0, 0), (1, 1)], 2, TRUTH)
    assert figures.mean([one, other]).recall == pytest.approx(0.375)
    assert np.isnan(figures.mean([one, other]).search_recall)


def test_recall_by_mistake_counts_a_pair_for_each_mistake_in_it():
    table = Table("list", ("id",), [], [], [], "written here")
    mistakes = {(0, 0): (), (1, 1): ("name.typing", "sex.wrong"), (2, 2): ("name.typing",), (3, 1): ("sex.wrong",)}
    lists = labelled.Labelled("invented", table, table, (), TRUTH, mistakes)
    lines = list(error_types.table([lists], {"open": [figures.quality([(0, 0), (1, 1)], 2, TRUTH)]}))
    assert [line.split() for line in lines[1:]] == [
        ["nothing", "wrong", "1", "1.00"],
        ["name.typing", "2", "0.50"],
        ["sex.wrong", "2", "0.50"],
    ]
