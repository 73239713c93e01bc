from __future__ import annotations

import numpy as np
import pytest

from matcher import allpairs
from matcher.allpairs import all_pairs, pairs_within
from matcher.plain import plain_filters
from tests.people import parts, people, project


def plain(*lists):
    return plain_filters([parts(rows) for rows in lists], project())


def found_pairs(left, right, threads=1):
    found = all_pairs(*plain(left, right), threads=threads, progress=None)
    return found, {(left[a], right[b]) for a, b in zip(found.left.tolist(), found.right.tolist(), strict=True)}


@pytest.fixture
def long_lists(monkeypatch):
    """Lets short lists be searched as long ones are."""
    monkeypatch.setattr(allpairs, "CANDIDATES", 1)


def test_short_lists_have_every_pair_scored():
    found, _ = found_pairs(people(150), people(220, seed=1))
    assert len(np.unique(found.left * 220 + found.right)) == 150 * 220


@pytest.mark.usefixtures("long_lists")
def test_every_true_pair_is_among_the_most_similar_also_with_missing_fields():
    rows = people(200)
    gaps = [
        (name, born if n % 3 else "", number if n % 2 else "", sex) for n, (name, born, number, sex) in enumerate(rows)
    ]
    _, pairs = found_pairs(rows, gaps)
    assert all((row, other) in pairs for row, other in zip(rows, gaps, strict=True))


@pytest.mark.usefixtures("long_lists")
def test_all_pairs_do_not_depend_on_threads_or_the_order_of_rows():
    left, right = people(150), people(220, seed=1)
    found, pairs = found_pairs(left, right)
    again, _ = found_pairs(left, right, threads=2)
    assert np.array_equal(found.left, again.left)
    assert np.array_equal(found.levels, again.levels)
    _, turned = found_pairs(left[::-1], right[::-1])
    assert turned == pairs


def test_rows_without_a_field_in_common_are_not_compared():
    found, _ = found_pairs([("wang wei", "", "", "")] * 3, [("", "1990-01-01", "", "")] * 3)
    assert len(found.left) == 0


def test_progress_reaches_the_end():
    seen = []
    all_pairs(*plain(people(30), people(20)), threads=1, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (600, 600)


@pytest.mark.usefixtures("long_lists")
def test_pairs_within_a_list_are_the_similar_ones_of_different_rows_each_once():
    rows = people(120)
    (side,) = plain([*rows, *rows[:40]])
    found = pairs_within(side, threads=1, progress=None)
    pairs = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert (found.left < found.right).all()
    assert {(row, 120 + row) for row in range(40)} <= set(pairs)
    assert 5 * 160 < len(pairs) < 20 * 160


def test_within_a_list_rows_are_found_that_lack_each_others_fields():
    rows = [(name, "", passport, "") for name, _, passport, _ in people(60)]
    rows += [(name, born, "", sex) for name, born, _, sex in people(60)]
    (side,) = plain(rows)
    found = pairs_within(side, threads=1, progress=None)
    assert {(row, 60 + row) for row in range(60)} <= set(zip(found.left.tolist(), found.right.tolist(), strict=True))


def test_a_list_of_one_row_has_no_pairs():
    (side,) = plain(people(1))
    assert len(pairs_within(side, threads=1, progress=None).left) == 0
