"""Seeds of slots."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kernels
from kernels import reference

pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")

KEYS = (1, 2, 3, 4)
words = st.integers(0, 2**64 - 1)


def seeds(keys, number, parts, ranks):
    """The seeds of key values made of `parts`, one a row, at their ranks; (0, 0) where the rank is -1."""
    found = np.zeros((len(ranks), 1, 2), np.uint64)
    table = np.array(parts, np.uint64).reshape(len(ranks), len(parts[0]) if parts else 1)
    values = np.arange(len(ranks))[:, None]
    kernels.fill_seeds(np.array(keys, np.uint64), number, table, values, np.array(ranks, np.int64)[:, None], found)
    return [tuple(map(int, seed)) for seed in found[:, 0]]


@settings(deadline=None)  # the first call compiles
@given(
    st.lists(words, min_size=4, max_size=4),
    st.integers(0, 2**32),
    st.lists(words, min_size=1, max_size=3),
    st.integers(0, 255),
)
def test_seeds_equal_the_reference(keys, number, parts, rank):
    assert seeds(keys, number, [parts], [rank]) == [reference.seed(keys, number, parts, rank)]


def test_key_number_rank_and_every_part_change_both_words():
    known = seeds(KEYS, 5, [[1, 3]], [0])[0]
    others = [
        seeds(KEYS, 6, [[1, 3]], [0])[0],
        seeds(KEYS, 5, [[1, 3]], [1])[0],
        seeds(KEYS, 5, [[1, 4]], [0])[0],
        seeds(KEYS, 5, [[1]], [0])[0],
        seeds(KEYS, 5, [[3, 1]], [0])[0],
    ]
    for other in others:
        assert other[0] != known[0]
        assert other[1] != known[1]


def test_no_entries_give_no_seeds():
    assert seeds(KEYS, 0, [], []) == []


def test_slots_of_one_value_differ_by_rank_and_slots_without_one_keep_their_seed():
    parts, values = np.array([[1], [3]], np.uint64), np.array([[1, -1, 0], [1, 1, -1]])
    ranks, found = np.array([[0, -1, 2], [1, 0, -1]]), np.full((2, 5, 2), 7, np.uint64)
    kernels.fill_seeds(np.array(KEYS, np.uint64), 3, parts, values, ranks, found[:, 1:4])
    for row, slot in np.ndindex(2, 3):
        value, rank = values[row, slot], ranks[row, slot]
        expected = reference.seed(KEYS, 3, parts[value].tolist(), rank) if rank >= 0 else (7, 7)
        assert tuple(map(int, found[row, slot + 1])) == expected
    assert (found[:, [0, 4]] == 7).all()
