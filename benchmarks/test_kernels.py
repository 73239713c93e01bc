"""How long the kernels take: all pairs, the slots of an encoded list, the join of tokens.

pytest benchmarks --benchmark-only
"""

from __future__ import annotations

import numpy as np
import pytest
from invented import invented_filters

import kernels
from matcher.engine import dice_pairs, dice_top_k


@pytest.fixture(scope="module")
def lists():
    return invented_filters(4000)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("threshold", [0.85, 0.6])
def test_dice_pairs(benchmark, lists, threshold, threads):
    benchmark(dice_pairs, *lists, threshold, threads=threads)


def test_dice_top_k(benchmark, lists):
    benchmark(dice_top_k, *lists, 10, threads=1)


def test_dice_of_a_million_listed_pairs(benchmark, lists):
    rows = np.random.default_rng(1).integers(0, 4000, (2, 1_000_000))
    benchmark(kernels.dice_of_pairs, *lists, *rows, np.empty(1_000_000))


def test_fill_slots_of_1000_rows(benchmark):
    """32 slots, 3 columns of 7 to 13 q-grams and 32 draws, 8 tags."""
    rng = np.random.default_rng(1)
    rows, slots, columns, tags = 1000, 32, 3, 8
    starts = np.concatenate(([0], np.cumsum(rng.integers(7, 14, rows * columns))))

    def words(*shape: int) -> np.ndarray:
        return rng.integers(0, 2**64, shape, dtype=np.uint64)

    benchmark(
        kernels.fill_slots,
        words(rows, slots, 2),
        words(rows, 2),
        np.arange(rows * columns).reshape(rows, columns),
        starts,
        words(starts[-1]),
        np.full(columns, 32),
        words(rows, tags),
        rng.random((rows, tags)) < 0.9,
        np.empty((rows, slots), np.uint64),
        np.empty((rows, slots, columns), np.uint64),
        np.empty((rows, slots, tags), np.uint8),
    )


@pytest.mark.parametrize("turned", [False, True])
def test_join_of_1800_and_100_000_rows(benchmark, turned):
    rng = np.random.default_rng(1)
    short, long = (rng.integers(0, 2**64, (rows, 32), dtype=np.uint64) for rows in (1800, 100_000))
    long[:900, :4] = short[900:, 8:12]
    benchmark(kernels.join_tokens, *((long, short) if turned else (short, long)))


def test_repeats_among_3_million_tokens(benchmark):
    benchmark(kernels.has_repeats, np.random.default_rng(1).integers(0, 2**64, (100_000, 32), dtype=np.uint64))
