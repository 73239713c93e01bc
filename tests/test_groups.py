from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import groups
from matcher.groups import groups_of


def grouped(odds: dict[tuple[int, int], float], rows: int = 6, copies: dict[int, int] | None = None):
    """Groups of rows with such log odds of pairs; all others speak strongly against."""
    table = np.full((rows, rows), -20.0)
    for (a, b), value in odds.items():
        table[a, b] = table[b, a] = value
    counts = np.ones(rows, np.int64)
    for row, count in (copies or {}).items():
        counts[row] = count
    pairs = sorted({pair for pair in odds if pair[0] < pair[1]})
    left, right = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    return groups_of(left, right, counts, lambda a, b: table[a, b])


def rows_of(found):
    return [group.rows for group in found]


def test_likely_pairs_become_groups_and_unlikely_ones_do_not():
    assert rows_of(grouped({(0, 3): 4.0, (1, 2): 2.0, (4, 5): -1.0})) == [(0, 3), (1, 2)]


def test_three_rows_of_one_person_become_one_group_though_two_of_them_are_unlike():
    assert rows_of(grouped({(0, 1): 6.0, (1, 2): 5.0, (0, 2): -3.0})) == [(0, 1, 2)]


def test_one_likely_pair_does_not_chain_two_people_whom_the_others_tell_apart():
    odds = {(0, 1): 6.0, (2, 3): 6.0, (1, 2): 1.0, (0, 2): -4.0, (1, 3): -4.0, (0, 3): -5.0}
    assert rows_of(grouped(odds)) == [(0, 1), (2, 3)]


def test_a_group_says_how_surely_its_parts_were_joined_and_how_many_pairs_are_wrong():
    (group,) = grouped({(0, 1): 6.0, (1, 2): 3.0, (0, 2): 1.0})
    assert group.weakest == 2.0
    assert group.expected_false == pytest.approx(1 / (1 + np.exp(6)) + 2 / (1 + np.exp(2)))


def test_copies_are_a_group_if_they_say_enough():
    odds = {(0, 0): 5.0, (1, 1): -1.0}
    (group,) = grouped(odds, copies={0: 3, 1: 4})
    assert group.rows == (0,)
    assert group.expected_false == pytest.approx(3 / (1 + np.exp(5)))


def test_copies_count_as_so_many_rows_of_a_group():
    odds = {(0, 0): 9.0, (0, 1): -1.0, (1, 2): 8.0, (0, 2): 2.0}
    assert rows_of(grouped(odds)) == [(0, 1, 2)]  # mean of -1 and 2
    assert rows_of(grouped(odds | {(2, 2): 9.0}, copies={2: 4})) == [(0, 1, 2)]
    assert rows_of(grouped(odds | {(1, 1): 9.0}, copies={1: 4})) == [(1, 2)]


def test_a_chain_longer_than_a_group_may_be_is_cut_at_its_least_likely_pair(monkeypatch):
    monkeypatch.setattr(groups, "LARGEST", 3)
    odds = {(0, 1): 9.0, (1, 2): 5.0, (2, 3): 4.0, (3, 4): 8.0, (0, 2): 1.0, (2, 4): 1.0}
    assert rows_of(grouped(odds)) == [(0, 1, 2), (3, 4)]


def test_no_pairs_give_no_groups():
    assert grouped({}) == []


numbers = st.integers(0, 5)


@given(st.dictionaries(st.tuples(numbers, numbers), st.integers(-9, 9).map(float), max_size=15))
def test_each_row_is_in_one_group_and_each_group_holds_a_likely_pair(odds):
    odds = {pair: value for pair, value in odds.items() if pair[0] < pair[1]}
    found = rows_of(grouped(odds))
    members = [row for rows in found for row in rows]
    assert len(members) == len(set(members))
    assert all(any(odds.get(pair, -1) >= 0 for pair in combinations(rows, 2)) for rows in found)
    where = {row: number for number, rows in enumerate(found) for row in rows}
    for (a, b), value in odds.items():
        assert value < 0 or a in where or b in where
