"""Kernels on threads: chunks of rows, progress, and results that depend on neither.

Kernels release the GIL, so plain threads run them side by side.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

import kernels
from matcher.errors import UsageError

Progress = Callable[[int, int], None]
Words = NDArray[np.uint64]
Rows = NDArray[np.int64]
Result = TypeVar("Result")

CHUNK_ROWS = 1024
LEFT_BITS = 1 << 17  # bits of left rows compared with one tile before the next: both stay in fast memory
CHUNKS_PER_THREAD = 4  # so that threads end at about the same time


def usable_threads() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_chunks(
    function: Callable[[int, int], Result],
    rows: int,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    chunk_rows: int = CHUNK_ROWS,
) -> list[Result]:
    """Call `function(start, stop)` for every chunk of `rows` rows, on threads; its results in the order of chunks.

    threads   default: all processors that this process may use
    progress  called with (rows done, rows), on the calling thread

    An error in a chunk, or an interrupt, drops the chunks not yet begun, waits for those under way, and is raised.
    """
    chunks = [(start, min(start + chunk_rows, rows)) for start in range(0, rows, chunk_rows)]
    done = 0
    with ThreadPoolExecutor(threads or usable_threads()) as pool:
        futures = {pool.submit(function, *chunk): chunk for chunk in chunks}
        try:
            for future in as_completed(futures):
                future.result()
                start, stop = futures[future]
                done += stop - start
                if progress:
                    progress(done, rows)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return [future.result() for future in futures]


def dice_pairs(
    left: Words,
    right: Words,
    threshold: float,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Rows, Rows, NDArray[np.float64]]:
    """Find all pairs of filters with a Dice coefficient of at least `threshold`.

    left, right  (rows, words) uint64, of equal width
    threshold    compared with the float64 nearest to the coefficient, so that 4/5 reaches 0.8
    progress     called with (rows done, rows), of the shorter list

    Returns left rows and right rows, (pairs,) int64 by left row then right row, and their Dice coefficients, (pairs,)
    float64. An empty filter is never part of a pair. Takes memory for the pairs and two more copies of the filters.

    Raises UsageError where the widths differ or the threshold is not a number.
    """
    swapped = len(right) < len(left)
    comparison = _comparison(right, left, threshold) if swapped else _comparison(left, right, threshold)
    if comparison.is_dense:
        comparison = comparison.complement()
    found = comparison.run(kernels.similar_pairs, threads, progress)
    shorter = comparison.left_rows[np.concatenate([start + rows for start, (rows, _) in found])]
    longer = np.concatenate([rows for _, (_, rows) in found])
    left_rows, right_rows = (longer, shorter) if swapped else (shorter, longer)
    order = np.lexsort((right_rows, left_rows))
    return _with_dice(left, right, left_rows[order], right_rows[order])


def dice_top_k(
    left: Words,
    right: Words,
    k: int,
    *,
    threshold: float = 0.0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Rows, Rows, NDArray[np.float64]]:
    """Find for each left row the k right rows with the highest Dice coefficients of at least `threshold`.

    Arguments, results and errors as of `dice_pairs`, but pairs stand by left row, then best first, ties by right row.
    Raises UsageError where k is below 1.
    """
    if k < 1:
        raise UsageError("k must be at least 1")
    comparison = _comparison(left, right, threshold)
    k = min(k, max(1, len(right)))
    found = comparison.run(partial(kernels.most_similar, k=k), threads, progress)
    best = np.concatenate([rows for _, rows in found])
    left_rows, right_rows = np.repeat(comparison.left_rows, k), best.ravel()
    held = right_rows >= 0
    return _with_dice(left, right, left_rows[held], right_rows[held])


def _with_dice(left: Words, right: Words, left_rows: Rows, right_rows: Rows) -> tuple[Rows, Rows, NDArray[np.float64]]:
    similarity = np.empty(len(left_rows), np.float64)
    kernels.dice_of_pairs(left, right, left_rows, right_rows, similarity)
    return left_rows, right_rows, similarity


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Two sets of filters, as the kernels for all pairs take them.

    left       (left rows, words) uint64, the filters that are not empty, and `left_rows` which rows they are
    right      (any, words) uint64
    rows       (right rows,) int64, its rows that are not empty, by increasing popcount, and their popcounts `counts`
    needed     (2 * bits + 1,) int64, shared bits that a pair needs, by the sum of its popcounts
    """

    left: Words
    left_rows: Rows
    right: Words
    rows: Rows
    counts: Rows
    needed: Rows

    @property
    def bits(self) -> int:
        return 64 * int(self.left.shape[1])

    @property
    def is_dense(self) -> bool:
        return bool(2 * self.counts.sum() > self.bits * len(self.counts))

    def complement(self) -> _Comparison:
        """The same pairs, found from the bits that filters do not have: fewer, where most are set.

        With l' = bits - l and so on, s' = bits - l - r + s, so that both what pairs share and what they need are other
        numbers, by the sum of popcounts alone.
        """
        sums = np.arange(2 * self.bits + 1)
        needed = sums - self.bits + self.needed[::-1]
        return _Comparison(
            ~self.left, self.left_rows, ~self.right, self.rows[::-1].copy(), self.bits - self.counts[::-1], needed
        )

    def run(
        self, kernel: Callable[..., Result], threads: int | None, progress: Progress | None
    ) -> list[tuple[int, Result]]:
        """Run a kernel on chunks of left rows; where each chunk starts, and its result."""
        tiles = kernels.tiles_of(self.right, self.rows)
        order = kernels.most_lacked_first(tiles)

        def compare(start: int, stop: int) -> tuple[int, Result]:
            left = self.left[start:stop]
            return start, kernel(left, self.right, self.rows, self.counts, tiles, order, self.needed)

        threads = threads or usable_threads()
        share = math.ceil(len(self.left) / (threads * CHUNKS_PER_THREAD))
        chunk_rows = max(1, min(share, LEFT_BITS // max(1, self.bits)))
        chunks = run_chunks(compare, len(self.left), threads=threads, progress=progress, chunk_rows=chunk_rows)
        return chunks or [compare(0, 0)]  # without left rows, an empty result of the right shape


def _comparison(left: Words, right: Words, threshold: float) -> _Comparison:
    if left.shape[1] != right.shape[1]:
        raise UsageError("filters of different lengths cannot be compared")
    if math.isnan(threshold):
        raise UsageError("the threshold is not a number")
    left_rows = np.flatnonzero(kernels.popcounts(left))
    counts = kernels.popcounts(right).astype(np.int64)
    rows = np.argsort(counts, kind="stable")
    rows = rows[counts[rows] > 0]
    return _Comparison(left[left_rows], left_rows, right, rows, counts[rows], _needed(threshold, 64 * left.shape[1]))


def _needed(threshold: float, bits: int) -> Rows:
    """The fewest shared bits with 2 * shared / sum >= threshold in float64, by the sum of two popcounts."""
    sums = np.arange(2 * bits + 1)
    sums[0] = 1  # two empty filters, which are never compared
    # Nothing is below 0 or above 1, so that thresholds beyond 0 and 2 are as good as these.
    threshold = min(max(threshold, 0.0), 2.0)
    needed = np.maximum(np.floor(threshold * sums / 2).astype(np.int64) - 1, 0)
    for _ in range(3):  # the product above may be off by a rounding, the quotient below is what counts
        needed += 2 * needed / sums < threshold
    return needed
