"""Tiles of filters stored bit by bit, and which of their rows lack too many bits of one filter.

A tile holds 1,024 rows as *planes*: for each bit of the filters one bit a row, so that a word speaks for 64 rows.
Adding planes up with the logic of full adders counts for 64 rows at once; see the counter of Harley and Seal in
Warren, "Hacker's Delight", 5-2, and Muła, Kurz and Lemire, "Faster population counts using AVX2 instructions", 2018.

A plane says which rows *lack* its bit. A row that shares s of the l bits of a filter lacks l - s of them. Unrelated
rows soon lack more than a threshold allows: most planes are never looked at, and yet no pair is missed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels.jit import inlined, kernel
from kernels.popcount import popcount

Words = NDArray[np.uint64]
Planes = NDArray[np.uint32]

TILE_WORDS = 16
TILE_ROWS = 64 * TILE_WORDS
GROUP = 16  # planes added between two looks at the count
FEW = 4  # rows of a tile that are sooner compared one by one than by another group of planes

ONE = np.uint64(1)
NONE = np.uint64(0)
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@kernel
def tiles_of(filters: Words, rows: NDArray[np.int64]) -> Words:
    """Store rows of filters as tiles of planes.

    filters  (any, words)  uint64
    rows     (rows,)       int64, which filters, in the order of the tiles

    Returns (tiles, 64 * words + 1, TILE_WORDS) uint64: bit r of word w of plane p says whether row 64 * w + r of the
    tile lacks bit p. Rows past the end lack every bit. Nobody lacks the last plane.
    """
    count, words = rows.shape[0], filters.shape[1]
    tiles = np.zeros(((count + TILE_ROWS - 1) // TILE_ROWS, 64 * words + 1, TILE_WORDS), np.uint64)
    square = np.empty(64, np.uint64)
    for tile in range(tiles.shape[0]):
        for place in range(TILE_WORDS):
            first = tile * TILE_ROWS + 64 * place
            for word in range(words):
                for row in range(64):
                    square[row] = ~filters[rows[first + row], word] if first + row < count else ALL
                _transpose(square)
                for bit in range(64):
                    tiles[tile, 64 * word + bit, place] = square[bit]
    return tiles


@inlined
def _transpose(square: Words) -> None:
    """Swap rows and columns of 64 words of 64 bits, in place (Warren, "Hacker's Delight", 7-3)."""
    half = 32
    mask = ALL >> np.uint64(half)
    while half:
        shift = np.uint64(half)
        for start in range(0, 64, 2 * half):
            for row in range(start, start + half):
                swapped = ((square[row] >> shift) ^ square[row + half]) & mask
                square[row] ^= swapped << shift
                square[row + half] ^= swapped
        half //= 2
        mask ^= mask << np.uint64(half)


def most_lacked_first(tiles: Words) -> Planes:
    """Order the bits so that those come first that most rows lack, (bits,) uint32."""
    return np.argsort(-_lacking(tiles), kind="stable").astype(np.uint32)


@kernel
def _lacking(tiles: Words) -> NDArray[np.int64]:
    counts = np.zeros(tiles.shape[1] - 1, np.int64)
    for tile in range(tiles.shape[0]):
        for plane in range(counts.shape[0]):
            for word in range(TILE_WORDS):
                counts[plane] += popcount(tiles[tile, plane, word])
    return counts


@kernel
def planes_of(filters: Words, order: Planes) -> tuple[Planes, NDArray[np.int64]]:
    """List the planes of the bits that each filter has.

    filters  (rows, words)  uint64
    order    (bits,)        uint32, of `most_lacked_first`

    Returns where each plane starts in a flat tile, in that order, (rows, bits + GROUP) uint32, filled up with the plane
    that nobody lacks; and how many bits each filter has, (rows,) int64.
    """
    rows, bits = filters.shape[0], order.shape[0]
    starts = np.empty((rows, bits + GROUP), np.uint32)
    counts = np.empty(rows, np.int64)
    for row in range(rows):
        count = np.int64(0)
        for bit in order:
            starts[row, count] = bit * TILE_WORDS
            count += np.int64((filters[row, bit >> 6] >> np.uint64(bit & 63)) & ONE)
        starts[row, count : count + GROUP] = bits * TILE_WORDS
        counts[row] = count
    return starts, counts


# Where the words of the counters stand in `state`: digits of 1, 2, 4; two carries; overflow; digits of 8, 16, 32, ...
TWOS, FOURS = TILE_WORDS, 2 * TILE_WORDS
CARRY, SECOND_CARRY, OVERFLOW = 3 * TILE_WORDS, 4 * TILE_WORDS, 5 * TILE_WORDS
EIGHTS = 6 * TILE_WORDS
STATE_WORDS = 64 * TILE_WORDS
DIGITS = 8  # of every counter; more where it must count beyond 255


@inlined
def lack_at_most(
    tile: Words, size: int, starts: Planes, count: int, most: int, state: Words, found: NDArray[np.int64]
) -> int:
    """Find the rows of a tile that lack at most `most` of the bits of a filter.

    tile    (planes * TILE_WORDS,)  uint64, one of `tiles_of`, flat
    size    how many rows the tile has
    starts  (count + GROUP,)        uint32, one row of `planes_of`
    count   how many bits the filter has
    most    0 or more
    state   (STATE_WORDS,)          uint64, overwritten
    found   (TILE_ROWS,)            int64, written: rows of the tile, in order. The last FEW may lack more than that

    Returns how many were found.
    """
    if most >= count:
        for row in range(size):
            found[row] = row
        return size
    # Counts start so high that they overflow at most + 1. An overflow stays.
    digits = max(DIGITS, _digits(most))
    _start_counts((1 << digits) - 1 - most, digits, state)
    remaining = TILE_ROWS
    at = 0
    while at < count and remaining > FEW:
        _add_eight(tile, starts, at, state, CARRY)
        _add_eight(tile, starts, at + 8, state, SECOND_CARRY)
        _carry_on(state, digits)
        at += GROUP
        if at > most:
            remaining = 0
            for word in range(TILE_WORDS):
                remaining += popcount(~state[OVERFLOW + word])
    return _list_rows(state, size, found)


@inlined
def _list_rows(state: Words, size: int, found: NDArray[np.int64]) -> int:
    """List the rows whose count has not overflowed."""
    listed = 0
    for word in range(TILE_WORDS):
        rows = ~state[OVERFLOW + word]
        while rows:
            row = 64 * word + popcount(~rows & (rows - ONE))  # the number of the lowest bit
            rows &= rows - ONE
            if row < size:
                found[listed] = row
                listed += 1
    return listed


@inlined
def _digits(number: int) -> int:
    """How many binary digits a number has."""
    digits = 0
    while number >> digits:
        digits += 1
    return digits


@inlined
def _start_counts(start: int, digits: int, state: Words) -> None:
    state[OVERFLOW : OVERFLOW + TILE_WORDS] = NONE
    for digit in range(digits):
        place = digit * TILE_WORDS if digit < 3 else EIGHTS + (digit - 3) * TILE_WORDS
        state[place : place + TILE_WORDS] = ALL if start >> digit & 1 else NONE


@inlined
def _add(a: np.uint64, b: np.uint64, c: np.uint64) -> tuple[np.uint64, np.uint64]:
    """A full adder in each of 64 bits: sum and carry."""
    either = a ^ b
    return either ^ c, (a & b) | (either & c)


@inlined
def _add_eight(tile: Words, starts: Planes, at: int, state: Words, carry_place: int) -> None:
    """Add eight planes to the digits of 1, 2 and 4, and leave the carry."""
    # Eight is as many as LLVM will check for overlap with `state`, which it must before it makes vector code of this.
    p0, p1, p2, p3 = starts[at], starts[at + 1], starts[at + 2], starts[at + 3]
    p4, p5, p6, p7 = starts[at + 4], starts[at + 5], starts[at + 6], starts[at + 7]
    for word in range(TILE_WORDS):
        ones, twos_a = _add(state[word], tile[p0 + word], tile[p1 + word])
        ones, twos_b = _add(ones, tile[p2 + word], tile[p3 + word])
        twos, fours_a = _add(state[TWOS + word], twos_a, twos_b)
        ones, twos_a = _add(ones, tile[p4 + word], tile[p5 + word])
        ones, twos_b = _add(ones, tile[p6 + word], tile[p7 + word])
        twos, fours_b = _add(twos, twos_a, twos_b)
        fours, carry = _add(state[FOURS + word], fours_a, fours_b)
        state[word] = ones
        state[TWOS + word] = twos
        state[FOURS + word] = fours
        state[carry_place + word] = carry


@inlined
def _carry_on(state: Words, digits: int) -> None:
    """Add the two carries to the digit of 8, and what comes out to the higher ones, up to the overflow."""
    for word in range(TILE_WORDS):
        eights, carry = _add(state[EIGHTS + word], state[CARRY + word], state[SECOND_CARRY + word])
        state[EIGHTS + word] = eights
        carry = _add_carry(state, EIGHTS + 1 * TILE_WORDS + word, carry)
        carry = _add_carry(state, EIGHTS + 2 * TILE_WORDS + word, carry)
        carry = _add_carry(state, EIGHTS + 3 * TILE_WORDS + word, carry)
        state[CARRY + word] = _add_carry(state, EIGHTS + 4 * TILE_WORDS + word, carry)
    for digit in range(DIGITS, digits):  # seldom any: for wide filters and low thresholds
        for word in range(TILE_WORDS):
            state[CARRY + word] = _add_carry(state, EIGHTS + (digit - 3) * TILE_WORDS + word, state[CARRY + word])
    for word in range(TILE_WORDS):
        state[OVERFLOW + word] |= state[CARRY + word]


@inlined
def _add_carry(state: Words, place: int, carry: np.uint64) -> np.uint64:
    """Add a carry to a digit; the next carry."""
    digit = state[place]
    state[place] = digit ^ carry
    return digit & carry
