"""The seeds of slots: SipHash-2-4 of a key value and a rank, twice, for 128 bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels.jit import kernel
from kernels.siphash import absorb, finish, start

Words = NDArray[np.uint64]


@kernel
def fill_seeds(keys: Words, number: int, parts: Words, ranks: NDArray[np.int64], seeds: Words) -> None:
    """Write the seed of each entry: its two words are hashes of one message under two keys.

    keys    (4,) uint64, two 128-bit keys
    number  of the match key in the plan, below 2^56
    parts   (entries, parts, 2) uint64, 128-bit digests of the key value's parts
    ranks   (entries,) int64, from 0 to 255
    seeds   (entries, 2) uint64, overwritten

    The message is the words number * 256 + rank, then those of the parts.
    """
    length = np.uint64(8 * (1 + 2 * parts.shape[1])) << np.uint64(56)
    for entry in range(parts.shape[0]):
        head = np.uint64(number << 8 | ranks[entry])
        for half in range(2):
            state = absorb(start(keys[2 * half], keys[2 * half + 1]), head)
            for part in range(parts.shape[1]):
                state = absorb(state, parts[entry, part, 0])
                state = absorb(state, parts[entry, part, 1])
            seeds[entry, half] = finish(absorb(state, length))
