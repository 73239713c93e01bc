"""Runs anonlink and faiss in their own environment, for `engines.py`.

Reads the two lists named on the command line, then engine names from standard input, one a line. Answers each with a
line, the seconds that the call alone took, and leaves the pairs beside the lists, in ENGINE.npy.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import faiss
import numpy as np
from anonlink.similarities import dice_coefficient_accelerated
from bitarray import bitarray


def anonlink_pairs(left, right, threshold: float) -> tuple[float, np.ndarray]:
    sides = [_bitarrays(left), _bitarrays(right)]
    began = time.perf_counter()
    _, rows = dice_coefficient_accelerated(sides, threshold)
    return time.perf_counter() - began, np.stack([np.asarray(side, np.int64) for side in rows], axis=1)


def _bitarrays(filters) -> list[bitarray]:
    rows = []
    for row in filters:
        bits = bitarray(endian="little")
        bits.frombytes(row.tobytes())
        rows.append(bits)
    return rows


def faiss_pairs(left, right, threshold: float) -> tuple[float, np.ndarray]:
    """All pairs within the Hamming distance that a pair of the threshold can have at most, then those that reach it."""
    counts = [np.bitwise_count(side).sum(axis=1, dtype=np.int64) for side in (left, right)]
    radius = int((1 - threshold) * (counts[0].max() + counts[1].max())) + 1  # faiss wants less than the radius
    sides = [side.view(np.uint8) for side in (left, right)]
    began = time.perf_counter()
    index = faiss.IndexBinaryFlat(64 * left.shape[1])
    index.add(sides[1])
    ends, distances, right_rows = index.range_search(sides[0], radius)
    left_rows = np.repeat(np.arange(len(left)), np.diff(ends.astype(np.int64)))
    sums = counts[0][left_rows] + counts[1][right_rows]
    reached = (sums - distances) / sums >= threshold  # 2 * shared = sum - distance
    return time.perf_counter() - began, np.stack([left_rows[reached], right_rows[reached]], axis=1)


ENGINES = {"anonlink": anonlink_pairs, "faiss": faiss_pairs}


def main(folder: Path, threshold: float) -> None:
    faiss.omp_set_num_threads(1)
    left, right = np.load(folder / "left.npy"), np.load(folder / "right.npy")
    for line in sys.stdin:
        name = line.strip()
        seconds, pairs = ENGINES[name](left, right, threshold)
        np.save(folder / f"{name}.npy", pairs)
        print(seconds, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
