"""One-to-one choice among pairs that come best first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kernels.jit import kernel


@kernel
def greedy_one_to_one(
    left: NDArray[np.int64], right: NDArray[np.int64], left_rows: int, right_rows: int
) -> NDArray[np.bool_]:
    """Take each pair whose two rows are both still free.

    left, right  (pairs,) int64 rows, best pair first
    Returns (pairs,) bool, the pairs taken.
    """
    left_taken = np.zeros(left_rows, np.bool_)
    right_taken = np.zeros(right_rows, np.bool_)
    taken = np.zeros(len(left), np.bool_)
    for pair in range(len(left)):
        if not left_taken[left[pair]] and not right_taken[right[pair]]:
            left_taken[left[pair]] = True
            right_taken[right[pair]] = True
            taken[pair] = True
    return taken
