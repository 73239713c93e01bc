"""One-to-one choice: the best free pair first."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import kernels
from kernels import reference


def taken(pairs):
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T.copy()
    return kernels.greedy_one_to_one(left, right, 6, 6).tolist()


def test_a_later_pair_gives_way():
    assert taken([(0, 1), (0, 2), (3, 1), (3, 2)]) == [True, False, False, True]


def test_no_pairs_give_no_choice():
    assert taken([]) == []


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5))))
def test_choice_equals_the_reference(pairs):
    assert taken(pairs) == reference.greedy_one_to_one(pairs)
