"""One encoded file by itself: is it noise? Statistics of its numbers, each the chance that noise looks so.

The same statistics must find plain CLKs to be none: they are computed on those too, every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import stats

import kernels
from matcher.encodings import Slots
from matcher.evidence import CLOSEUP_FILL, CLOSEUP_POSITIONS

Bits = NDArray[np.uint8]
Words = NDArray[np.uint64]

REFERENCE = 200_000  # random filters that close-ups are compared with
PAIRS = 200_000  # of close-ups compared for likeness
COLUMNS = 2_000  # bit columns at most in which bits that stand together are sought
RELATED = 1_000  # pairs of rows at most whose sums are compared with rows and with each other


def of_file(slots: Slots, seed: int) -> Mapping[str, float]:
    """What is looked for -> the p-value that a file of noise shows as much of it."""
    random = np.random.default_rng(seed)
    rows = row_bits(slots)
    return {
        "a token twice": 0.0 if kernels.has_repeats(slots.tokens) else 1.0,
        "uneven bits of tokens": even_bits(slots.tokens, 0.5),
        "uneven bytes of tokens": even_bytes(slots.tokens),
        "uneven bytes of tags": even_bytes(slots.tags),
        "tags alike in neighbouring rows, slots or fields": neighbours_agree(slots.tags),
        "uneven bits of close-ups": even_bits(slots.closeups, CLOSEUP_FILL),
        "close-ups with more or fewer bits": same_popcounts(slots.closeups, random),
        "close-ups alike within the file": same_likeness(slots.closeups, random),
        "an order of slots": even_slots(slots.tokens),
        **of_bits(rows, random),
    }


def of_bits(rows: Bits, random: np.random.Generator) -> Mapping[str, float]:
    """The same for files of which only the bits of rows are known; each column is taken by its own share of ones."""
    kept = rows[:, random.permutation(rows.shape[1])[:COLUMNS]].astype(np.float32)
    spread = kept.std(axis=0)
    standard = (kept[:, spread > 0] - kept[:, spread > 0].mean(axis=0)) / spread[spread > 0]
    return {
        "bits that stand together (patterns)": _largest(standard.T @ standard / len(standard), len(standard)),
        "rows whose sum is small: pairs, triples, quadruples (homomorphism)": related(standard),
    }


def row_bits(slots: Slots) -> Bits:
    """(rows, bits): all bits of a row, slot after slot."""
    parts = [slots.tokens, slots.closeups, slots.tags]
    flat = [np.ascontiguousarray(part).view(np.uint8).reshape(len(slots.tokens), -1) for part in parts]
    return np.unpackbits(np.concatenate(flat, axis=1), axis=1, bitorder="little")


def even_bits(words: Words, share: float) -> float:
    """That each of the 64 bits is set in this share of the words: chi-square."""
    bits = (words.ravel()[:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
    ones, n = bits.sum(axis=0, dtype=np.int64), words.size
    return float(stats.chi2.sf((((ones - n * share) ** 2) / (n * share * (1 - share))).sum(), 64))


def even_bytes(array: NDArray[np.unsignedinteger]) -> float:
    """That all byte values are equally frequent: chi-square."""
    counts = np.bincount(np.frombuffer(array.tobytes(), np.uint8), minlength=256)
    return float(stats.chisquare(counts).pvalue)


def even_slots(tokens: Words) -> float:
    """That low tokens stand in any slot equally often: chi-square."""
    low = (tokens < np.median(tokens)).sum(axis=0)
    return float(stats.chisquare(low).pvalue) if tokens.shape[1] > 1 else 1.0


def neighbours_agree(tags: NDArray[np.uint8]) -> float:
    """That tags of neighbouring rows, slots and fields agree once in 256: binomial."""
    pairs = [(tags[1:], tags[:-1]), (tags[:, 1:], tags[:, :-1]), (tags[:, :, 1:], tags[:, :, :-1])]
    same = sum(int((one == other).sum()) for one, other in pairs)
    return float(stats.binomtest(same, max(1, sum(one.size for one, _ in pairs)), 1 / 256).pvalue)


def random_filters(count: int, random: np.random.Generator) -> Words:
    """Filters of CLOSEUP_POSITIONS draws of random numbers: what a close-up must look like."""
    draws = random.integers(0, 64, (count, CLOSEUP_POSITIONS)).astype(np.uint64)
    filters: Words = np.bitwise_or.reduce(np.uint64(1) << draws, axis=1)
    return filters


def same_popcounts(filters: Words, random: np.random.Generator) -> float:
    """That popcounts are distributed as those of random filters: chi-square of two samples."""
    both = [np.bitwise_count(side.ravel()) for side in (filters, random_filters(REFERENCE, random))]
    table = np.array([np.bincount(side, minlength=65) for side in both])
    usual = table[:, table.sum(axis=0) > 50]
    return float(stats.chi2_contingency(usual).pvalue) if usual.shape[1] > 1 and usual.sum(axis=1).all() else 0.0


def same_likeness(filters: Words, random: np.random.Generator) -> float:
    """That pairs within the file are as alike as random filters: Kolmogorov and Smirnov."""
    flat = filters.ravel()
    likeness = [_dice_of_pairs(side, random) for side in (flat, random_filters(min(len(flat), PAIRS), random))]
    return float(stats.ks_2samp(*likeness).pvalue)


def related(standard: NDArray[np.float32]) -> float:
    """That no two, three or four rows add up to nearly nothing; rows standardised by column."""
    rows, bits = standard.shape
    pairs = _correlated_most(standard)
    sums = standard[pairs[:, 0]] * standard[pairs[:, 1]]
    sums = (sums - sums.mean(axis=1, keepdims=True)) / np.maximum(sums.std(axis=1, keepdims=True), 1e-9)
    apart = (pairs[:, :, None] != pairs.T[None]).all(axis=1)
    found = [
        _largest(standard @ standard.T / bits, bits),
        _p_of(np.abs(sums @ standard.T / bits).max(initial=0), bits, len(sums) * rows),
        _p_of(np.abs((sums @ sums.T / bits)[apart]).max(initial=0), bits, len(sums) ** 2 / 2),
    ]
    return min(1.0, 3 * min(found))


def _correlated_most(standard: NDArray[np.float32]) -> NDArray[np.int64]:
    """(pairs, 2) int64: the RELATED pairs of rows that agree most."""
    every = np.stack(np.triu_indices(len(standard), 1), axis=1)
    alike = (standard @ standard.T)[every[:, 0], every[:, 1]]
    count = min(RELATED, len(every))
    return every[np.argpartition(-alike, count - 1)[:count]]


def _largest(correlation: NDArray[np.float32], of: int) -> float:
    upper = correlation[np.triu_indices(len(correlation), 1)]
    return _p_of(float(np.abs(upper).max(initial=0)), of, len(upper))


def _p_of(correlation: float, of: int, tries: float) -> float:
    """That among so many correlations of `of` random numbers the largest is as large."""
    return float(
        min(1.0, tries * 2 * stats.norm.sf(np.arctanh(min(float(correlation), 1 - 1e-7)) * np.sqrt(max(1, of - 3))))
    )


def _dice_of_pairs(filters: Words, random: np.random.Generator) -> NDArray[np.float64]:
    drawn = random.permutation(filters)[: min(len(filters) // 2, PAIRS) * 2]
    a, b = drawn.reshape(2, -1)
    set_bits = np.bitwise_count(a).astype(np.int64) + np.bitwise_count(b)
    likeness: NDArray[np.float64] = 2 * np.bitwise_count(a & b) / np.maximum(set_bits, 1)
    return likeness


def worst(found: Iterable[float]) -> float:
    """The smallest of several p-values, with that as many were tried."""
    values = list(found)
    return min(1.0, len(values) * min(values, default=1.0))
