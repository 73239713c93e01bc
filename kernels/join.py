"""Where two encoded lists have equal tokens.

Tokens are pseudo-random and distinct within a list. A list that was made to do harm is not: `has_repeats` finds it
out, and the join takes linear time and memory all the same.
"""

from __future__ import annotations

import secrets

import numpy as np
from numpy.typing import NDArray

from kernels.jit import inlined, kernel

Words = NDArray[np.uint64]
Places = NDArray[np.int64]

FREE = np.int64(-1)


def has_repeats(tokens: Words) -> bool:
    """Whether a token stands twice in an array of uint64, of any shape."""
    ordered = np.sort(tokens, axis=None)
    return bool((ordered[1:] == ordered[:-1]).any())


def join_tokens(left: Words, right: Words) -> tuple[Places, Places, Places, Places]:
    """Find the equal tokens of two lists.

    left, right  (rows, slots) uint64, distinct within each; the number of slots may differ

    Returns left rows, left slots, right rows and right slots, each (joined,) int64, by left row, then right row, then
    left slot. Of a token that stands several times in the shorter list only the first place is found.
    """
    swapped = left.size > right.size
    table, probes = (right, left) if swapped else (left, right)
    # A fresh key, so that nobody can write tokens that fall on each other in the table. It changes no result.
    in_table, in_probes = _equal_tokens(table.ravel(), probes.ravel(), np.uint64(secrets.randbits(64)))
    places = (in_probes, in_table) if swapped else (in_table, in_probes)
    left_row, left_slot = np.divmod(places[0], max(1, left.shape[1]))
    right_row, right_slot = np.divmod(places[1], max(1, right.shape[1]))
    order = np.lexsort((left_slot, right_row, left_row))
    return left_row[order], left_slot[order], right_row[order], right_slot[order]


def pair_starts(left_row: Places, right_row: Places) -> Places:
    """Where each pair of rows starts among joined slots, and where the last one ends.

    left_row, right_row  (joined,) int64, in the order of `join_tokens`

    Returns (pairs + 1,) int64.
    """
    joined = left_row.shape[0]
    differs = np.ones(joined + 1, np.bool_)
    differs[1:joined] = (left_row[1:] != left_row[:-1]) | (right_row[1:] != right_row[:-1])
    return np.flatnonzero(differs) if joined else np.zeros(1, np.int64)


@inlined
def _mix(token: np.uint64, key: np.uint64) -> np.uint64:
    """Spread a token over 64 bits: the finaliser of MurmurHash3 (Austin Appleby, public domain), keyed."""
    token ^= key
    token = (token ^ (token >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    token = (token ^ (token >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return token ^ (token >> np.uint64(33))


@kernel
def _equal_tokens(table: Words, probes: Words, key: np.uint64) -> tuple[Places, Places]:
    """Places of equal tokens in two flat arrays, (joined,) int64 each, in the order of `probes`.

    A table of open addresses, at most a quarter full, holds the places of `table`; each probe finds at most one.
    """
    bits = 1
    while (1 << bits) < 4 * table.shape[0]:
        bits += 1
    shift = np.uint64(64 - bits)
    last = (1 << bits) - 1
    held = np.full(1 << bits, FREE)
    for place in range(table.shape[0]):
        cell = np.int64(_mix(table[place], key) >> shift)
        while held[cell] != FREE and table[held[cell]] != table[place]:
            cell = (cell + 1) & last
        if held[cell] == FREE:
            held[cell] = place
    in_table, in_probes = np.empty(1024, np.int64), np.empty(1024, np.int64)
    joined = 0
    for place in range(probes.shape[0]):
        cell = np.int64(_mix(probes[place], key) >> shift)
        while held[cell] != FREE and table[held[cell]] != probes[place]:
            cell = (cell + 1) & last
        if held[cell] != FREE:
            if joined == in_table.shape[0]:
                in_table = np.concatenate((in_table, np.empty_like(in_table)))
                in_probes = np.concatenate((in_probes, np.empty_like(in_probes)))
            in_table[joined], in_probes[joined] = held[cell], place
            joined += 1
    return in_table[:joined].copy(), in_probes[:joined].copy()
