"""The Dice coefficient of two filters: 2 * shared bits / (left bits + right bits).

Two empty filters score 0. An empty filter is similar to none, whatever the threshold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels.jit import inlined, kernel
from kernels.popcount import popcount
from kernels.tiles import STATE_WORDS, TILE_ROWS, Planes, lack_at_most, planes_of

Words = NDArray[np.uint64]
Rows = NDArray[np.int64]


@inlined
def _dice(shared: int, set_bits: int) -> float:
    return 2.0 * shared / set_bits if set_bits else 0.0


@kernel
def dice_of_pairs(left: Words, right: Words, left_rows: Rows, right_rows: Rows, out: NDArray[np.floating]) -> None:
    """Write the Dice coefficient of each listed pair.

    left, right            (rows, words)  uint64, of equal width
    left_rows, right_rows  (pairs,)       int64
    out                    (pairs,)       float32 or float64, written
    """
    for pair in range(out.shape[0]):
        shared, set_bits = 0, 0
        for word in range(left.shape[1]):
            a, b = left[left_rows[pair], word], right[right_rows[pair], word]
            shared += popcount(a & b)
            set_bits += popcount(a) + popcount(b)
        out[pair] = _dice(shared, set_bits)


@kernel
def dice_of_slots(
    left_closeups: Words,
    right_closeups: Words,
    left_tags: NDArray[np.uint8],
    right_tags: NDArray[np.uint8],
    left_row: Rows,
    left_slot: Rows,
    right_row: Rows,
    right_slot: Rows,
    starts: Rows,
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Gather what the slots shared by each pair of rows say.

    closeups   (rows, slots, columns)  uint64, a 64-bit filter each
    tags       (rows, slots, tags)     uint8
    rows and slots  (joined,)          int64, as `join_tokens` gives them
    starts     (pairs + 1,)            int64, as `pair_starts` gives them

    Returns the mean Dice coefficient of each column over the slots that the pair shares, (pairs, columns) float32, and
    whether each tag is equal in all of them, (pairs, tags) bool.
    """
    pairs, columns, tags = starts.shape[0] - 1, left_closeups.shape[2], left_tags.shape[2]
    dice = np.empty((pairs, columns), np.float32)
    equal = np.ones((pairs, tags), np.bool_)
    for pair in range(pairs):
        joined = range(starts[pair], starts[pair + 1])
        for column in range(columns):
            total = 0.0
            for place in joined:
                a = left_closeups[left_row[place], left_slot[place], column]
                b = right_closeups[right_row[place], right_slot[place], column]
                total += _dice(popcount(a & b), popcount(a) + popcount(b))
            dice[pair, column] = total / len(joined)
        for place in joined:
            for tag in range(tags):
                a_tag = left_tags[left_row[place], left_slot[place], tag]
                if a_tag != right_tags[right_row[place], right_slot[place], tag]:
                    equal[pair, tag] = False
    return dice, equal


@inlined
def _shared(left: Words, right: Words) -> int:
    shared = 0
    for word in range(left.shape[0]):
        shared += popcount(left[word] & right[word])
    return shared


@kernel
def similar_pairs(
    left: Words,
    right: Words,
    rows: Rows,
    counts: Rows,
    tiles: Words,
    order: Planes,
    needed: Rows,
) -> tuple[Rows, Rows]:
    """Find the pairs of rows that share as many bits as they need to.

    left    (left rows, words)         uint64
    right   (any, words)               uint64
    rows    (right rows,)              int64, which rows of `right`, by increasing popcount
    counts  (right rows,)              int64, their popcounts
    tiles   (tiles, planes, words)     uint64, `tiles_of(right, rows)`
    order   (bits,)                    uint32, in which planes are looked at; changes no result
    needed  (2 * bits + 1,)            int64, shared bits that a pair needs, by the sum of its popcounts. It may grow by
                                       at most one from sum to sum, and not fall

    Returns rows of `left` and of `right`, (pairs,) int64, in no order to rely on.
    """
    planes, left_counts = planes_of(left, order)
    state, near = np.empty(STATE_WORDS, np.uint64), np.empty(TILE_ROWS, np.int64)
    found = np.empty((2, 1024), np.int64)
    pairs = 0
    for tile in range(tiles.shape[0]):
        first = tile * TILE_ROWS
        last = min(first + TILE_ROWS, rows.shape[0]) - 1
        tile_planes = tiles[tile].ravel()
        for left_row in range(left.shape[0]):
            count = left_counts[left_row]
            # The lightest right row of a tile needs least; the heaviest exceeds what it needs by most.
            most = count - needed[count + counts[first]]
            if most < 0 or counts[last] < needed[count + counts[last]]:
                continue
            size = lack_at_most(tile_planes, last + 1 - first, planes[left_row], count, most, state, near)
            for number in range(size):
                place = first + near[number]
                if _shared(left[left_row], right[rows[place]]) >= needed[count + counts[place]]:
                    if pairs == found.shape[1]:
                        found = np.concatenate((found, np.empty_like(found)), axis=1)
                    found[0, pairs], found[1, pairs] = left_row, rows[place]
                    pairs += 1
    return found[0, :pairs].copy(), found[1, :pairs].copy()


@kernel
def most_similar(
    left: Words,
    right: Words,
    rows: Rows,
    counts: Rows,
    tiles: Words,
    order: Planes,
    needed: Rows,
    k: int,
) -> Rows:
    """Find the k right rows most similar to each left row, among those that share as many bits as they need to.

    k      1 or more
    other arguments as in `similar_pairs`

    Returns (left rows, k) int64, rows of `right`, best first, ties by row; -1 where there are fewer.
    """
    planes, left_counts = planes_of(left, order)
    state, near = np.empty(STATE_WORDS, np.uint64), np.empty(TILE_ROWS, np.int64)
    best = np.full((left.shape[0], k), -1)
    # Shared bits of the best and the sum of their popcounts. 0 of 1 until there are k, which every pair reaches.
    shares, sums = np.zeros((left.shape[0], k), np.int64), np.ones((left.shape[0], k), np.int64)
    for tile in range(tiles.shape[0]):
        first = tile * TILE_ROWS
        last = min(first + TILE_ROWS, rows.shape[0]) - 1
        tile_planes = tiles[tile].ravel()
        for left_row in range(left.shape[0]):
            count = left_counts[left_row]
            worst_share, worst_sum = shares[left_row, k - 1], sums[left_row, k - 1]
            low, high = count + counts[first], count + counts[last]
            most = count - max(needed[low], _as_similar(worst_share, worst_sum, low))
            if most < 0 or counts[last] < max(needed[high], _as_similar(worst_share, worst_sum, high)):
                continue
            size = lack_at_most(tile_planes, last + 1 - first, planes[left_row], count, most, state, near)
            for number in range(size):
                place = first + near[number]
                share, total = _shared(left[left_row], right[rows[place]]), count + counts[place]
                if share >= needed[total]:
                    _keep_best(share, total, rows[place], shares[left_row], sums[left_row], best[left_row])
    return best


@inlined
def _as_similar(share: int, total: int, other_total: int) -> int:
    """How many bits a pair with another sum of popcounts must share to be as similar."""
    return (share * other_total + total - 1) // total


@inlined
def _keep_best(share: int, total: int, row: int, shares: Rows, sums: Rows, best: Rows) -> None:
    """Insert a row into the best ones, all (k,) int64, unless they are full of better ones."""
    place = best.shape[0]
    while place > 0:
        mine, theirs = share * sums[place - 1], shares[place - 1] * total
        if best[place - 1] >= 0 and (mine < theirs or (mine == theirs and row > best[place - 1])):
            break
        place -= 1
    for later in range(best.shape[0] - 1, place, -1):
        shares[later], sums[later], best[later] = shares[later - 1], sums[later - 1], best[later - 1]
    if place < best.shape[0]:
        shares[place], sums[place], best[place] = share, total, row
