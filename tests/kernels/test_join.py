"""Equal tokens are found once, in order, and hostile lists cost no more than honest ones."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kernels
from kernels import reference

pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")


def joined(left, right) -> list[tuple[int, ...]]:
    return list(zip(*(column.tolist() for column in kernels.join_tokens(left, right)), strict=True))


def test_a_hand_made_join():
    left = np.array([[1, 2], [3, 4]], np.uint64)
    right = np.array([[9, 3], [2, 4], [8, 1]], np.uint64)
    assert joined(left, right) == [(0, 1, 1, 0), (0, 0, 2, 1), (1, 0, 0, 1), (1, 1, 1, 1)]


def test_tokens_0_and_all_ones_are_tokens_like_others():
    ends = np.array([[0, 2**64 - 1]], np.uint64)
    assert joined(ends, ends[:, ::-1].copy()) == [(0, 0, 0, 1), (0, 1, 0, 0)]


def test_lists_without_rows_join_nothing():
    empty, full = np.zeros((0, 4), np.uint64), np.arange(8, dtype=np.uint64).reshape(2, 4)
    assert joined(empty, full) == joined(full, empty) == joined(empty, empty) == []


@given(st.integers(0, 2**32), st.integers(0, 30), st.integers(0, 30), st.integers(1, 9), st.integers(1, 9))
def test_join_equals_the_reference(seed, left_rows, right_rows, left_slots, right_slots):
    rng = np.random.default_rng(seed)
    left = rng.permutation(600)[: left_rows * left_slots].astype(np.uint64).reshape(-1, left_slots)
    right = rng.permutation(600)[: right_rows * right_slots].astype(np.uint64).reshape(-1, right_slots)
    assert joined(left, right) == reference.equal_tokens(left, right)


def test_many_equal_tokens_outgrow_the_first_buffer():
    tokens = np.random.default_rng(1).permutation(6000).astype(np.uint64).reshape(-1, 3)
    assert joined(tokens, tokens[::-1].copy()) == reference.equal_tokens(tokens, tokens[::-1].copy())


def test_a_list_of_one_repeated_token_is_joined_in_linear_time():
    same = np.full((2000, 5), 7, np.uint64)
    kernels.join_tokens(same[:2], same[:2])
    began = time.perf_counter()
    left_row, *_ = kernels.join_tokens(same, same)
    assert len(left_row) == same.size
    assert time.perf_counter() - began < 2  # a quadratic join takes 10^8 steps


@pytest.mark.parametrize(
    ("tokens", "repeats"),
    [([[1, 2], [3, 4]], False), ([[1, 2], [3, 1]], True), ([[5, 5]], True), ([[7]], False)],
)
def test_repeats_are_found(tokens, repeats):
    assert kernels.has_repeats(np.array(tokens, np.uint64)) is repeats


def test_no_tokens_have_no_repeats():
    assert not kernels.has_repeats(np.zeros((0, 32), np.uint64))


def test_pair_starts_part_the_joined_slots():
    left_row, right_row = np.array([0, 0, 0, 2, 2]), np.array([1, 1, 4, 4, 4])
    assert kernels.pair_starts(left_row, right_row).tolist() == [0, 2, 3, 5]


def test_nothing_joined_has_no_pairs():
    empty = np.zeros(0, np.int64)
    assert kernels.pair_starts(empty, empty).tolist() == [0]
