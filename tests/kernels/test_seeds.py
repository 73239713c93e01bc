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
    found = np.empty((len(ranks), 2), np.uint64)
    table = np.array(parts, np.uint64).reshape(len(ranks), len(parts[0]) if parts else 1, 2)
    kernels.fill_seeds(np.array(keys, np.uint64), number, table, np.array(ranks, np.int64), found)
    return [tuple(map(int, seed)) for seed in found]


@settings(deadline=None)  # the first call compiles
@given(
    st.lists(words, min_size=4, max_size=4),
    st.integers(0, 2**32),
    st.lists(st.tuples(words, words), min_size=1, max_size=3),
    st.integers(0, 255),
)
def test_seeds_equal_the_reference(keys, number, parts, rank):
    assert seeds(keys, number, [parts], [rank]) == [reference.seed(keys, number, parts, rank)]


def test_key_number_rank_and_every_part_change_both_words():
    known = seeds(KEYS, 5, [[(1, 2), (3, 4)]], [0])[0]
    others = [
        seeds(KEYS, 6, [[(1, 2), (3, 4)]], [0])[0],
        seeds(KEYS, 5, [[(1, 2), (3, 4)]], [1])[0],
        seeds(KEYS, 5, [[(1, 2), (3, 5)]], [0])[0],
        seeds(KEYS, 5, [[(1, 2)]], [0])[0],
        seeds(KEYS, 5, [[(3, 4), (1, 2)]], [0])[0],
    ]
    for other in others:
        assert other[0] != known[0]
        assert other[1] != known[1]


def test_no_entries_give_no_seeds():
    assert seeds(KEYS, 0, [], []) == []
