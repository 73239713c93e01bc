"""Dice coefficients of listed pairs, of joined slots and of all pairs; more on these in test_engine.py."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import kernels
from kernels import reference

pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")

WORDS = st.sampled_from([0, 1, 2**63, 2**64 - 1]) | st.integers(0, 2**64 - 1)


def dice_of(left, right, pairs, dtype=np.float64):
    left_rows, right_rows = np.array(pairs, np.int64).reshape(-1, 2).T
    out = np.full(len(pairs), -1, dtype)
    kernels.dice_of_pairs(left, right, left_rows.copy(), right_rows.copy(), out)
    return out.tolist()


def test_dice_of_hand_made_filters():
    filters = np.array([[0b0111], [0b0011], [0b1000], [0]], np.uint64)
    assert dice_of(filters, filters, [(0, 0), (0, 1), (1, 2), (0, 3)]) == [1.0, 0.8, 0.0, 0.0]


def test_two_empty_filters_score_0():
    assert dice_of(np.zeros((1, 2), np.uint64), np.zeros((1, 2), np.uint64), [(0, 0)]) == [0.0]


def test_dice_can_be_written_as_float32():
    filters = np.array([[0b0111], [0b0011]], np.uint64)
    assert dice_of(filters, filters, [(0, 1)], np.float32) == [np.float32(0.8)]


@given(
    st.integers(1, 17).flatmap(
        lambda words: st.tuples(*(arrays(np.uint64, (2, words), elements=WORDS) for _ in range(2)))
    )
)
def test_dice_of_pairs_equals_the_reference(sides):
    left, right = sides
    pairs = [(i, j) for i in range(2) for j in range(2)]
    expected = [float(reference.dice(reference.bits(left[i]), reference.bits(right[j]))) for i, j in pairs]
    assert dice_of(left, right, pairs) == pytest.approx(expected, abs=1e-15)


def test_evidence_is_the_mean_over_the_slots_that_a_pair_shares():
    closeups = np.array([[[0b0111], [0b0011]]], np.uint64)
    tags = np.array([[[5, 6], [5, 7]]], np.uint8)
    rows, slots = np.zeros(2, np.int64), np.array([0, 1])
    swapped = np.array([0, 0])
    dice, equal = kernels.dice_of_slots(closeups, closeups, tags, tags, rows, slots, rows, swapped, np.array([0, 2]))
    assert dice.tolist() == [[pytest.approx((1.0 + 0.8) / 2)]]
    assert equal.tolist() == [[True, False]]


def test_evidence_on_no_pairs_keeps_its_columns():
    none, start = np.zeros(0, np.int64), np.zeros(1, np.int64)
    closeups, tags = np.zeros((1, 2, 3), np.uint64), np.zeros((1, 2, 4), np.uint8)
    dice, equal = kernels.dice_of_slots(closeups, closeups, tags, tags, none, none, none, none, start)
    assert dice.shape == (0, 3)
    assert equal.shape == (0, 4)


@given(st.integers(0, 2**32), st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_evidence_equals_the_reference(seed, shared_slots):
    rng = np.random.default_rng(seed)
    closeups = [rng.integers(0, 2**64, (3, 4, 2), dtype=np.uint64) for _ in range(2)]
    tags = [rng.integers(0, 2, (3, 4, 3), dtype=np.uint8) for _ in range(2)]
    starts = np.concatenate(([0], np.cumsum(shared_slots))).astype(np.int64)
    left_row, right_row = rng.integers(0, 3, (2, starts[-1]))
    left_slot, right_slot = rng.integers(0, 4, (2, starts[-1]))
    dice, equal = kernels.dice_of_slots(*closeups, *tags, left_row, left_slot, right_row, right_slot, starts)
    for pair, (start, stop) in enumerate(pairwise(starts)):
        for column in range(2):
            scores = [
                reference.dice(
                    reference.bits(closeups[0][left_row[place], left_slot[place], column : column + 1]),
                    reference.bits(closeups[1][right_row[place], right_slot[place], column : column + 1]),
                )
                for place in range(start, stop)
            ]
            assert dice[pair, column] == pytest.approx(float(sum(scores) / len(scores)), abs=1e-6)
        same = [
            tags[0][left_row[place], left_slot[place]] == tags[1][right_row[place], right_slot[place]]
            for place in range(start, stop)
        ]
        assert equal[pair].tolist() == np.all(same, axis=0).tolist()


def two_lists(seed: int, fill: float) -> tuple[np.ndarray, np.ndarray]:
    bits = np.random.default_rng(seed).random((45, 128)) < fill
    bits[5:10] = bits[:5] ^ (np.random.default_rng(seed + 1).random((5, 128)) < 0.05)
    filters = np.packbits(bits, axis=1, bitorder="little").view(np.uint64)
    return filters[:5], filters[5:]


@settings(max_examples=20, deadline=None)
@given(
    st.integers(0, 2**32),
    st.sampled_from([0.3, 0.7]),
    st.sampled_from([0.0, 0.25, 0.75, 0.875, 1.0]),
    st.integers(1, 4),
)
def test_all_pairs_and_the_best_k_equal_the_reference(seed, fill, threshold, k):
    left, right = two_lists(seed, fill)
    counts = kernels.popcounts(right).astype(np.int64)
    rows = np.argsort(counts, kind="stable")
    tiles = kernels.tiles_of(right, rows)
    needed = np.array([int(np.ceil(threshold * total / 2)) for total in range(257)])
    arguments = left, right, rows, counts[rows], tiles, kernels.most_lacked_first(tiles), needed
    found = kernels.similar_pairs(*arguments)
    assert sorted(zip(*(side.tolist() for side in found), strict=True)) == reference.dice_pairs(left, right, threshold)
    best = kernels.most_similar(*arguments, k)
    kept = [(row, int(other)) for row in range(len(left)) for other in best[row] if other >= 0]
    assert kept == reference.dice_top_k(left, right, k, threshold)
