"""Planes say who lacks a bit, and counting them finds who lacks too many."""

from __future__ import annotations

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kernels
from kernels import reference
from kernels.tiles import FEW, STATE_WORDS, TILE_ROWS, TILE_WORDS, lack_at_most, planes_of

pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")


@numba.njit  # not cached: the cache would keep the name of this test module
def rows_within(tile, size, starts, count, most):
    found = np.empty(TILE_ROWS, np.int64)
    return found[: lack_at_most(tile, size, starts, count, most, np.empty(STATE_WORDS, np.uint64), found)]


def random_filters(seed: int, rows: int, words: int, fill: float) -> np.ndarray:
    bits = np.random.default_rng(seed).random((rows, 64 * words)) < fill
    return np.packbits(bits, axis=1, bitorder="little").view(np.uint64)


@pytest.mark.parametrize("rows", [0, 1, 64, 65, TILE_ROWS, TILE_ROWS + 1])
def test_a_plane_says_who_lacks_its_bit(rows):
    filters = random_filters(rows, rows, 1, 0.5)
    order = np.random.default_rng(1).permutation(rows)
    tiles = kernels.tiles_of(filters, order)
    assert tiles.shape == (-(-rows // TILE_ROWS), 65, TILE_WORDS)
    for place, row in enumerate(order):
        tile, inside = divmod(place, TILE_ROWS)
        lacks = tiles[tile, :64, inside // 64] >> np.uint64(inside % 64) & np.uint64(1)
        assert lacks.tolist() == [1 - bit for bit in reference.bits(filters[row]).tolist()]
    assert not tiles[:, 64].any()


def test_rows_past_the_end_lack_every_bit():
    tiles = kernels.tiles_of(np.full((1, 1), 2**64 - 1, np.uint64), np.zeros(1, np.int64))
    assert (tiles[0, :64, 0] == np.uint64(2**64 - 2)).all()
    assert (tiles[0, :64, 1:] == np.uint64(2**64 - 1)).all()


def test_rare_bits_come_first():
    filters = np.array([[0b011], [0b001], [0b101], [0b001 | 2**63]], np.uint64)
    order = kernels.most_lacked_first(kernels.tiles_of(filters, np.arange(4)))
    assert sorted(order.tolist()) == list(range(64))
    assert order[-1] == 0
    assert set(order[-4:-1].tolist()) == {1, 2, 63}


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    rows=st.sampled_from([1, 63, 64, 65, 200]),
    words=st.sampled_from([1, 2, 5, 16, 17]),
    fill=st.sampled_from([0.0, 0.05, 0.4, 0.9, 1.0]),
    most=st.integers(0, 1100),
)
def test_no_row_within_the_limit_is_lost(seed, rows, words, fill, most):
    filters = random_filters(seed, rows, words, fill)
    tiles = kernels.tiles_of(filters, np.arange(rows))
    starts, counts = planes_of(filters[:1], kernels.most_lacked_first(tiles))
    found = rows_within(tiles[0].ravel(), rows, starts[0], int(counts[0]), most).tolist()
    mine = reference.bits(filters[0])
    within = [row for row in range(rows) if (mine & ~reference.bits(filters[row])).count() <= most]
    assert found == sorted(found)
    assert set(within) <= set(found)
    assert len(found) - len(within) <= FEW
