"""Which pairs of rows are worth a score, and the evidence on them.

Encoded lists meet where they have equal tokens. Plain lists on one machine, and CLKs, are compared all with all by the
Dice kernel. This is the one door to the kernels for arrays that came from a file: shapes are checked here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import kernels
from matcher.encodings import (
    CandidatePairs,
    EncodedFilters,
    NonMatches,
    PlainFilters,
    Rows,
    Slots,
    Words,
)
from matcher.engine import dice_pairs
from matcher.errors import DataError
from matcher.evidence import Layout, Levels, level_counts, levels_of

Progress = Callable[[int, int], None]

CANDIDATES_PER_ROW = 20  # of the shorter list, where all pairs are compared
SAMPLE_ROWS = 700  # of each list, to find the similarity that so many pairs reach
CLK_LEVELS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs found, with their evidence; as CandidatePairs."""

    left: Rows
    right: Rows
    levels: Levels
    closeness: NDArray[np.float32]


def by_tokens(layout: Layout, left: Slots, right: Slots) -> Found:
    """The pairs of rows that share a token.

    Similarities are means over the slots that a pair shares; a tag agrees if it does in all of them.
    Raises DataError where the arrays do not fit the layout or a token stands twice in one list.
    """
    for slots in (left, right):
        _check_slots(layout, slots)
    left_row, left_slot, right_row, right_slot = kernels.join_tokens(left.tokens, right.tokens)
    starts = kernels.pair_starts(left_row, right_row)
    dice, agree = kernels.dice_of_slots(
        left.closeups,
        right.closeups,
        left.tags,
        right.tags,
        left_row,
        left_slot,
        right_row,
        right_slot,
        starts,
    )
    unrelated = np.float32(_unrelated_dice(left.closeups))
    similarity = (dice - unrelated) / (1 - unrelated)
    first = starts[:-1]
    return _found(layout, left_row[first], right_row[first], similarity, agree)


def _found(
    layout: Layout,
    left: Rows,
    right: Rows,
    similarity: NDArray[np.float32],
    agree: NDArray[np.bool_],
) -> Found:
    levels = levels_of(layout, similarity, agree)
    closeness = similarity.mean(axis=1, dtype=np.float32) if similarity.shape[1] else np.zeros(len(left), np.float32)
    return Found(left.astype(np.int64), right.astype(np.int64), levels, closeness)


def _check_slots(layout: Layout, slots: Slots) -> None:
    """What the kernels trust: they check nothing."""
    rows, count = slots.tokens.shape
    expected = (
        (slots.tokens, (rows, count), np.uint64),
        (slots.closeups, (rows, count, len(layout.closeups)), np.uint64),
        (slots.tags, (rows, count, len(layout.tags)), np.uint8),
    )
    if not all(a.shape == shape and a.dtype == dtype and a.flags.c_contiguous for a, shape, dtype in expected):
        raise DataError("encoded list: its arrays do not have the shapes that its fields ask for")
    if kernels.has_repeats(slots.tokens):
        raise DataError("encoded list: a token stands there twice, so it was not written by `matcher encode`")


def _unrelated_dice(closeups: Words) -> float:
    """Dice of unrelated filters = the mean fill, since both are random subsets of the same bits."""
    if closeups.size == 0:
        return 0.0
    return float(kernels.popcounts(closeups[:1].reshape(-1, 1)).mean()) / 64


def all_pairs(left: PlainFilters, right: PlainFilters, *, threads: int | None, progress: Progress | None) -> Found:
    """The most similar pairs of two plain lists, about CANDIDATES_PER_ROW for each row of the shorter one.

    Rows are grouped by the fields they have, and two groups compared on the fields both have, so that a missing field
    neither helps nor hurts.
    """
    layout = left.layout
    groups = [_by_presence(side.filters[:, list(layout.record)]) for side in (left, right)]
    thresholds: dict[tuple[bool, ...], float] = {}
    pairs: list[tuple[Rows, Rows]] = []
    done, total = 0, left.filters.shape[0] * right.filters.shape[0]
    for left_mask, left_rows in groups[0]:
        for right_mask, right_rows in groups[1]:
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
                pairs.append((left_rows[a], right_rows[b]))
            done += len(left_rows) * len(right_rows)
            if progress:
                progress(done, total)
    rows = [np.concatenate(side) if pairs else np.empty(0, np.int64) for side in zip(*pairs, strict=True)] or [
        np.empty(0, np.int64)
    ] * 2
    order = np.lexsort((rows[1], rows[0]))
    return evidence_of(layout, left, right, rows[0][order], rows[1][order])


def evidence_of(layout: Layout, left: PlainFilters, right: PlainFilters, a: Rows, b: Rows) -> Found:
    """Evidence on listed pairs of plain rows, from their field filters and values."""
    count = len(layout.closeups)
    similarity = np.zeros((len(a), count), np.float32)
    for column in range(count):
        left_filters = np.ascontiguousarray(left.filters[:, column])
        right_filters = np.ascontiguousarray(right.filters[:, column])
        kernels.dice_of_pairs(left_filters, right_filters, a, b, similarity[:, column])
    values = left.values[a], right.values[b]
    agree = (values[0] == values[1]) & (values[0] != 0)
    return _found(layout, a, b, similarity, agree)


def _by_presence(filters: Words) -> Sequence[tuple[tuple[bool, ...], Rows]]:
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
    return _reached_by(sides[0], sides[1], CANDIDATES_PER_ROW / max(left.filters.shape[0], right.filters.shape[0]))


def _reached_by(left: Words, right: Words, share: float) -> float:
    a, b = (side.ravel() for side in np.indices((len(left), len(right))))
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
        counts = level_counts(found(*halves, None).levels, (CLK_LEVELS,))
        counts[0, 1] = len(halves[0]) * len(halves[1]) - counts.sum()
        nonmatches.append(NonMatches(_falling_ever_faster(counts)))
    return found(left.filters, right.filters, progress), nonmatches, CLK_LEVELS


def _falling_ever_faster(counts: Rows) -> Rows:
    """Take out the bump that repeats within a list make among its most similar pairs.

    The tail of a sum of many small agreements is log-concave: from level 2 up, no step may fall less than one before.
    """
    tail = counts[0].astype(np.float64)
    steepest = 1.0
    for level in range(3, len(tail)):
        tail[level] = min(tail[level], steepest * tail[level - 1])
        if tail[level - 1] > 0:
            steepest = min(steepest, tail[level] / tail[level - 1])
    kept: Rows = np.floor(tail).astype(np.int64)
    return kept[None, :]


def _spread(rows: Rows) -> Rows:
    return rows[:: max(1, len(rows) // SAMPLE_ROWS)]


def candidate_pairs(
    found: Found,
    columns: tuple[str, ...],
    tops: tuple[int, ...],
    rows: tuple[int, int],
    nonmatches: Sequence[NonMatches],
) -> CandidatePairs:
    return CandidatePairs(
        found.left,
        found.right,
        found.levels,
        found.closeness,
        columns,
        tops,
        rows,
        list(nonmatches),
    )
