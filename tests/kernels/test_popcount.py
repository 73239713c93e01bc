"""Counting bits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import kernels
from kernels import reference

# Without the compiler, NumPy warns of the wrapping arithmetic that is meant.
pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")

WORDS = st.integers(0, 2**64 - 1)


def test_bits_of_hand_made_filters_are_counted():
    filters = np.array([[0, 0], [1, 2**63], [2**64 - 1, 3]], np.uint64)
    assert kernels.popcounts(filters).tolist() == [0, 2, 66]


def test_popcounts_are_int32():
    assert kernels.popcounts(np.zeros((3, 2), np.uint64)).dtype == np.int32


def test_no_rows_give_no_popcounts():
    assert kernels.popcounts(np.zeros((0, 4), np.uint64)).shape == (0,)


@given(arrays(np.uint64, st.tuples(st.integers(1, 3), st.integers(1, 17)), elements=WORDS))
def test_popcounts_equal_the_reference(filters):
    assert kernels.popcounts(filters).tolist() == [reference.bits(row).count() for row in filters]
