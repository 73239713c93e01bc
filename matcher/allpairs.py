"""Which pairs of rows are worth a score where all can be compared: plain lists on one machine, and CLKs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations_with_replacement, product

import numpy as np
from numpy.typing import NDArray

import kernels
from matcher.candidates import Found, found_pairs
from matcher.encodings import EncodedFilters, NonMatches, PlainFilters, Rows, Words
from matcher.engine import dice_pairs
from matcher.errors import DataError
from matcher.evidence import Layout, filter_fill, level_counts, without_chance

Progress = Callable[[int, int], None]
Group = tuple[tuple[bool, ...], Rows]  # which fields rows have, and the rows

CANDIDATES = 400_000  # pairs at least, of plain lists: seconds of scoring, and short lists lack no pair
CANDIDATES_PER_ROW = 20  # of the shorter list, at least
SAMPLE_ROWS = 700  # of each list, to find the similarity that so many pairs reach
CLK_LEVELS = 12


def all_pairs(left: PlainFilters, right: PlainFilters, *, threads: int | None, progress: Progress | None) -> Found:
    """The most similar pairs of two plain lists: CANDIDATES, or CANDIDATES_PER_ROW of the shorter one if that is more.

    Rows are grouped by the fields they have, and two groups compared on the fields both have, so that a missing field
    neither helps nor hurts.
    """
    one, other = (_by_presence(side.filters[:, list(left.layout.record)]) for side in (left, right))
    a, b = _similar(left, right, list(product(one, other)), threads, progress)
    order = np.lexsort((b, a))
    return evidence_of(left.layout, left, right, a[order], b[order])


def pairs_within(side: PlainFilters, *, threads: int | None, progress: Progress | None) -> Found:
    """The most similar pairs of different rows of one plain list, left < right; as `all_pairs`."""
    groups = _by_presence(side.filters[:, list(side.layout.record)])
    a, b = _similar(side, side, list(combinations_with_replacement(groups, 2)), threads, progress)
    pairs = np.unique(np.stack([np.minimum(a, b), np.maximum(a, b)], axis=1)[a != b], axis=0)
    return evidence_of(side.layout, side, side, pairs[:, 0], pairs[:, 1])


def _similar(
    left: PlainFilters,
    right: PlainFilters,
    rectangles: Sequence[tuple[Group, Group]],
    threads: int | None,
    progress: Progress | None,
) -> tuple[Rows, Rows]:
    """The similar pairs of groups of rows, left rows and right rows, in the order of the rectangles."""
    thresholds: dict[tuple[bool, ...], float] = {}
    found: list[tuple[Rows, Rows]] = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    done, total = 0, sum(len(one[1]) * len(other[1]) for one, other in rectangles)
    for (left_mask, left_rows), (right_mask, right_rows) in rectangles:
        common = tuple(a and b for a, b in zip(left_mask, right_mask, strict=True))
        if any(common):
            if common not in thresholds:
                thresholds[common] = _threshold(left, right, common)
            a, b, _ = dice_pairs(
                _merged(left, common, left_rows),
                _merged(right, common, right_rows),
                thresholds[common],
                threads=threads,
            )
            found.append((left_rows[a], right_rows[b]))
        done += len(left_rows) * len(right_rows)
        if progress:
            progress(done, total)
    one, other = (np.concatenate([pair[side] for pair in found]) for side in (0, 1))
    return one, other


def evidence_of(layout: Layout, left: PlainFilters, right: PlainFilters, a: Rows, b: Rows) -> Found:
    """Evidence on listed pairs of plain rows, from their field filters and values."""
    count = len(layout.closeups)
    similarity = np.zeros((len(a), count), np.float32)
    for column in range(count):
        left_filters = np.ascontiguousarray(left.filters[:, column])
        right_filters = np.ascontiguousarray(right.filters[:, column])
        kernels.dice_of_pairs(left_filters, right_filters, a, b, similarity[:, column])
    similarity = without_chance(similarity, np.array([filter_fill(kind) for _, kind in layout.filters[:count]]))
    values = left.values[a], right.values[b]
    agree = (values[0] == values[1]) & (values[0] != 0)
    return found_pairs(layout, a, b, similarity, agree)


def _by_presence(filters: Words) -> Sequence[Group]:
    """Group rows by which of their filters hold anything: (mask, rows) each, masks in increasing order."""
    present = filters.any(axis=2)
    masks, inverse = np.unique(present, axis=0, return_inverse=True)
    inverse = inverse.reshape(-1)
    return [(tuple(map(bool, mask)), np.flatnonzero(inverse == number)) for number, mask in enumerate(masks)]


def _merged(side: PlainFilters, mask: Sequence[bool], rows: Rows) -> Words:
    """One filter a row: the bits of its field filters under the mask."""
    merged: Words = np.bitwise_or.reduce(side.filters[rows][:, _fields(side.layout, mask)], axis=1)
    return merged


def _fields(layout: Layout, mask: Sequence[bool]) -> Rows:
    """The numbers of the filters under a mask over the record's fields."""
    return np.array(layout.record, np.int64)[np.array(mask, np.bool_)]


def _threshold(left: PlainFilters, right: PlainFilters, mask: Sequence[bool]) -> float:
    """The Dice coefficient that a wanted share of random pairs reaches, from a sample drawn by content."""
    sides = []
    for side in (left, right):
        present = np.any(side.filters[:, _fields(left.layout, mask)], axis=2)
        rows = np.flatnonzero(np.all(present, axis=1))
        rows = rows[np.argsort(side.order[rows], kind="stable")][:SAMPLE_ROWS]
        sides.append(_merged(side, mask, rows))
    shorter, longer = sorted((left.filters.shape[0], right.filters.shape[0]))
    share = max(CANDIDATES_PER_ROW / longer, CANDIDATES / (shorter * longer))
    return _reached_by(sides[0], sides[1], share, within=left is right)


def _reached_by(left: Words, right: Words, share: float, *, within: bool = False) -> float:
    """The Dice coefficient that a share of the pairs reaches; `within` one list, of the pairs of different rows.

    Without such pairs, and where all shall reach it, it is 0.
    """
    if share >= 1:
        return 0.0
    a, b = np.triu_indices(len(left), 1) if within else (side.ravel() for side in np.indices((len(left), len(right))))
    if not len(a):
        return 0.0
    dice = np.empty(len(a), np.float32)
    kernels.dice_of_pairs(left, right, a, b, dice)
    return float(np.quantile(dice, max(0.0, 1.0 - share)))


def by_filters(
    left: EncodedFilters, right: EncodedFilters, *, threads: int | None, progress: Progress | None
) -> tuple[Found, list[NonMatches], int]:
    """The most similar pairs of two lists of CLKs, how pairs within each list look, and the highest level.

    Levels cut the Dice coefficient evenly from the lowest of a candidate (level 2) to 1.
    """
    if left.filters.shape[1] != right.filters.shape[1]:
        raise DataError("encoded lists: their filters have different lengths")
    order = [np.lexsort(side.filters.T) for side in (left, right)]
    samples = [side.filters[_spread(rows)] for side, rows in zip((left, right), order, strict=True)]
    share = CANDIDATES_PER_ROW / max(len(left.filters), len(right.filters))
    threshold = _reached_by(samples[0], samples[1], share)
    cuts = np.linspace(threshold, 1.0, CLK_LEVELS)[1:-1]

    def found(a: Words, b: Words, report: Progress | None) -> Found:
        rows_a, rows_b, dice = dice_pairs(a, b, threshold, threads=threads, progress=report)
        levels = (2 + np.searchsorted(cuts, dice, side="right")).astype(np.int8)[:, None]
        return Found(rows_a, rows_b, levels, dice.astype(np.float32))

    nonmatches = []
    for side, rows in zip((left, right), order, strict=True):
        halves = side.filters[rows[::2]], side.filters[rows[1::2]]
        levels = found(*halves, None).levels
        counts = level_counts(levels, (CLK_LEVELS,), np.ones(len(levels)))
        counts[0, 1] = len(halves[0]) * len(halves[1]) - counts.sum()
        nonmatches.append(NonMatches(_falling_ever_faster(counts)[None, None]))
    return found(left.filters, right.filters, progress), nonmatches, CLK_LEVELS


def _falling_ever_faster(counts: NDArray[np.float64]) -> Rows:
    """Take out the bump that repeats within a list make among its most similar pairs.

    The tail of a sum of many small agreements is log-concave: from level 2 up, no step may fall less than one before.
    """
    tail = counts[0].copy()
    steepest = 1.0
    for level in range(3, len(tail)):
        tail[level] = min(tail[level], steepest * tail[level - 1])
        if tail[level - 1] > 0:
            steepest = min(steepest, tail[level] / tail[level - 1])
    kept: Rows = np.floor(tail).astype(np.int64)
    return kept[None, :]


def _spread(rows: Rows) -> Rows:
    return rows[:: max(1, len(rows) // SAMPLE_ROWS)]
