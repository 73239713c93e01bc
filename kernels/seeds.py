"""The seeds of slots: SipHash-2-4 of a key value and a rank, twice, for 128 bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels.jit import kernel
from kernels.siphash import absorb, finish, start

Words = NDArray[np.uint64]
Rows = NDArray[np.int64]


@kernel
def fill_seeds(keys: Words, number: int, parts: Words, values: Rows, ranks: Rows, seeds: Words) -> None:
    """Write the seeds of the slots of a match key: each one's two words are hashes of one message under two keys.

    keys    (4,) uint64, two 128-bit keys
    number  of the match key in the plan, below 2^56
    parts   (values, parts) uint64, digests of the parts of each key value
    values  (rows, slots) int64, the key value in a slot
    ranks   (rows, slots) int64, from 0 to 255; -1 = the slot holds no value and keeps its seed
    seeds   (rows, slots, 2) uint64

    The message is the words number * 256 + rank, then the digests of the parts.
    """
    length = np.uint64(8 * (1 + parts.shape[1])) << np.uint64(56)
    for row in range(values.shape[0]):
        for slot in range(values.shape[1]):
            if ranks[row, slot] < 0:
                continue
            head = np.uint64(number << 8 | ranks[row, slot])
            for half in range(2):
                state = absorb(start(keys[2 * half], keys[2 * half + 1]), head)
                for part in range(parts.shape[1]):
                    state = absorb(state, parts[values[row, slot], part])
                seeds[row, slot, half] = finish(absorb(state, length))
