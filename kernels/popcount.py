"""How many bits are set.

Written as the shift-and-mask form (Warren, "Hacker's Delight", 5-1), which LLVM turns into the machine's own
instruction and which also runs without the compiler.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels.jit import inlined, kernel

ODD_BITS = np.uint64(0x5555555555555555)
ODD_PAIRS = np.uint64(0x3333333333333333)
LOW_NIBBLES = np.uint64(0x0F0F0F0F0F0F0F0F)
BYTE_ONES = np.uint64(0x0101010101010101)


@inlined
def popcount(word: np.uint64) -> int:
    """Bits set in a word. Inlined into kernels."""
    word -= (word >> np.uint64(1)) & ODD_BITS
    word = (word & ODD_PAIRS) + ((word >> np.uint64(2)) & ODD_PAIRS)
    word = (word + (word >> np.uint64(4))) & LOW_NIBBLES
    return np.int64((word * BYTE_ONES) >> np.uint64(56))  # type: ignore[return-value]  # Numba's int() stays unsigned


@kernel
def popcounts(filters: NDArray[np.uint64]) -> NDArray[np.int32]:
    """Bits set in each filter. filters (rows, words) uint64; returns (rows,) int32."""
    counts = np.zeros(filters.shape[0], np.int32)
    for row in range(filters.shape[0]):
        for word in range(filters.shape[1]):
            counts[row] += popcount(filters[row, word])
    return counts
