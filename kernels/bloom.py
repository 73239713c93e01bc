"""Bloom filters of q-grams: the slots of an encoded list, and plain filters under one key.

Both draw positions by one rule. A list of n q-grams shares P draws: with q, r = divmod(P, n), each of its first r
q-grams has q + 1 draws and each other one q. SipHash-2-4 of (q-gram, block number) gives four draws a block, from its
four 16-bit parts, lowest first; a part stands for the position `part * bits >> 16`. Draws are with replacement.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels.jit import inlined, kernel
from kernels.siphash import siphash_two_words, siphash_word

Words = NDArray[np.uint64]

ONE = np.uint64(1)
TWO = np.uint64(2)
ZERO = np.uint64(0)
LOW_6 = np.uint64(63)
LOW_8 = np.uint64(0xFF)
LOW_16 = np.uint64(0xFFFF)

# What is hashed, in the bits above the numbers of column, part and slot.
COLUMN = 32
TAG = np.uint64(1 << 40)
MISSING_TAG = np.uint64(1 << 62)
MISSING_LIST = np.uint64(1 << 63)


@inlined
def _bits_of(hashed: np.uint64, draws: int) -> np.uint64:
    """The bits of a 64-bit filter that the first one to four draws of a block set."""
    bits = ONE << ((hashed >> np.uint64(10)) & LOW_6)
    if draws > 1:
        bits |= ONE << ((hashed >> np.uint64(26)) & LOW_6)
    if draws > 2:
        bits |= ONE << ((hashed >> np.uint64(42)) & LOW_6)
    if draws > 3:
        bits |= ONE << (hashed >> np.uint64(58))
    return bits


# The loops over slots below are innermost and walk over whole arrays, so that LLVM hashes several slots at once.


@inlined
def _fill_known(keys: Words, gram: np.uint64, column: int, draws: int, filters: Words) -> None:
    """Draw the positions of one q-gram in every slot. keys (2, slots), filters (slots,), both uint64."""
    for block in range((draws + 3) // 4):
        tweak = np.uint64(column << COLUMN | block)
        for slot in range(filters.shape[0]):
            hashed = siphash_two_words(keys[0, slot], keys[1, slot], gram, tweak)
            filters[slot] |= _bits_of(hashed, draws - 4 * block)


@inlined
def _fill_missing(noise: Words, column: int, draws: int, filters: Words) -> None:
    """Draw positions at random, as many as a present field has. noise (2,), filters (slots,), both uint64."""
    for block in range((draws + 3) // 4):
        for slot in range(filters.shape[0]):
            place = MISSING_LIST | np.uint64(slot << COLUMN | column)
            hashed = siphash_two_words(noise[0], noise[1], place, np.uint64(block))
            filters[slot] |= _bits_of(hashed, draws - 4 * block)


@inlined
def _hash_tag(keys: Words, noise: Words, part: np.uint64, present: bool, tag: int, hashes: Words) -> None:
    """Hash the part behind a tag in every slot. keys (2, slots), noise (2,), hashes (slots,), all uint64."""
    if present:
        for slot in range(hashes.shape[0]):
            hashes[slot] = siphash_two_words(keys[0, slot], keys[1, slot], part, TAG | np.uint64(tag))
    else:
        for slot in range(hashes.shape[0]):
            place = MISSING_TAG | np.uint64(slot << COLUMN | tag)
            hashes[slot] = siphash_two_words(noise[0], noise[1], place, ZERO)


@kernel
def fill_slots(
    seeds: Words,
    noise: Words,
    lists: NDArray[np.int64],
    starts: NDArray[np.int64],
    grams: Words,
    positions: NDArray[np.int64],
    parts: Words,
    present: NDArray[np.bool_],
    tokens: Words,
    closeups: Words,
    tags: NDArray[np.uint8],
) -> None:
    """Write the slots of rows: their tokens, close-ups and tags.

    seeds      (rows, slots, 2)            uint64  the 128-bit seed of each slot, random for dummies
    noise      (rows, 2)                   uint64  a fresh random key a row, for what the row lacks
    lists      (rows, columns)             int64   which list of q-grams a row has; -1 = none, as is an empty list
    starts     (lists + 1,)                int64   where each list starts in `grams`
    grams      (total,)                    uint64  digests of q-grams, distinct within a list
    positions  (columns,)                  int64   draws of each column's filter, whatever the row holds
    parts      (rows, tag columns)         uint64  digest of the part behind each tag
    present    (rows, tag columns)         bool    whether the row has that part
    tokens     (rows, slots)               uint64  written: SipHash of 0 under the seed
    closeups   (rows, slots, columns)      uint64  written: a 64-bit filter a column
    tags       (rows, slots, tag columns)  uint8   written: equal under one key where the part is equal

    Filters and tags are keyed by SipHash of 1 and of 2 under the seed. Cost: about slots * (q-grams + tags) SipHashes a
    row.
    """
    rows, slots = tokens.shape
    keys = np.empty((2, slots), np.uint64)
    words = np.empty(slots, np.uint64)
    for row in range(rows):
        for slot in range(slots):
            k0, k1 = seeds[row, slot, 0], seeds[row, slot, 1]
            tokens[row, slot] = siphash_word(k0, k1, ZERO)
            keys[0, slot] = siphash_word(k0, k1, ONE)
            keys[1, slot] = siphash_word(k0, k1, TWO)
        for column in range(lists.shape[1]):
            words[:] = ZERO
            start = stop = 0
            if lists[row, column] >= 0:
                start, stop = starts[lists[row, column]], starts[lists[row, column] + 1]
            if start == stop:
                _fill_missing(noise[row], column, positions[column], words)
            else:
                each, more = divmod(positions[column], stop - start)
                for gram in range(start, stop):
                    draws = each + 1 if gram - start < more else each
                    _fill_known(keys, grams[gram], column, draws, words)
            closeups[row, :, column] = words
        for tag in range(parts.shape[1]):
            _hash_tag(keys, noise[row], parts[row, tag], present[row, tag], tag, words)
            for slot in range(slots):
                tags[row, slot, tag] = np.uint8(words[slot] & LOW_8)


@kernel
def fill_filters(
    k0: np.uint64, k1: np.uint64, starts: NDArray[np.int64], grams: Words, positions: int, words: int
) -> Words:
    """Fill one filter a list of q-grams, under one key.

    k0, k1     the 128-bit key
    starts     (lists + 1,) int64, where each list starts in `grams`
    grams      (total,) uint64, digests of q-grams, distinct within a list
    positions  draws of each filter, whatever the length of its list
    words      64-bit words of each filter, 1 to 1,024

    Returns (lists, words) uint64. An empty list sets no bit.
    """
    filters = np.zeros((starts.shape[0] - 1, words), np.uint64)
    for row in range(filters.shape[0]):
        size = starts[row + 1] - starts[row]
        if size == 0:
            continue
        each, more = divmod(positions, size)
        for gram in range(size):
            draws = each + 1 if gram < more else each
            for draw in range(draws):
                if draw % 4 == 0:
                    hashed = siphash_two_words(k0, k1, grams[starts[row] + gram], np.uint64(draw // 4))
                position = (hashed >> np.uint64(draw % 4 * 16) & LOW_16) * np.uint64(words) >> np.uint64(10)
                filters[row, position >> np.uint64(6)] |= ONE << (position & LOW_6)
    return filters
