"""Which pairs of rows of two encoded lists are worth a score, and the evidence on them: those with equal tokens.

This is the one door to the kernels for arrays that came from a file: shapes are checked here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import kernels
from matcher.encodings import CandidatePairs, NonMatches, Rows, Slots
from matcher.errors import DataError
from matcher.evidence import CLOSEUP_FILL, Layout, Levels, levels_of, without_chance


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs found, with their evidence; as CandidatePairs."""

    left: Rows
    right: Rows
    levels: Levels
    closeness: NDArray[np.float32]
    shared: Rows | None = None


@dataclass(frozen=True, slots=True)
class SeenPairs:
    """Pairs of rows and all that is seen of them.

    left, right  (pairs,) int64, by left, then right row
    similarity   (pairs, closeups) float32, chance agreement taken out
    agree        (pairs, tags) bool
    shared       (pairs,) int64, how many slots they share
    """

    left: Rows
    right: Rows
    similarity: NDArray[np.float32]
    agree: NDArray[np.bool_]
    shared: Rows


def by_tokens(layout: Layout, left: Slots, right: Slots) -> Found:
    """The pairs of rows that share a token.

    Similarities are means over the slots that a pair shares; a tag agrees if it does in all of them.
    Raises DataError where the arrays do not fit the layout or a token stands twice in one list.
    """
    return _with_levels(layout, seen_by_tokens(layout, left, right))


def seen_by_tokens(layout: Layout, left: Slots, right: Slots) -> SeenPairs:
    """All that the two lists tell of pairs of rows that share a token, as for `by_tokens`."""
    for slots in (left, right):
        _check_slots(layout, slots)
    places = kernels.join_tokens(left.tokens, right.tokens)
    return _seen(left, right, places, kernels.pair_starts(places[0], places[2]))


def row_by_row(layout: Layout, left: Slots, right: Slots) -> Found:
    """The pairs of a row of one list and the same row of the other, by slots that were made under the same seeds."""
    rows, slots = left.tokens.shape
    row, slot = np.divmod(np.arange(rows * slots), max(1, slots))
    return _with_levels(layout, _seen(left, right, (row, slot, row, slot), np.arange(rows + 1) * slots))


def _seen(left: Slots, right: Slots, places: tuple[Rows, Rows, Rows, Rows], starts: Rows) -> SeenPairs:
    """Pairs by the slots that they share.

    places  left rows, left slots, right rows and right slots, (shared,) each, pair after pair
    starts  (pairs + 1,) where those of each pair begin
    """
    left_row, left_slot, right_row, right_slot = places
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
    first = starts[:-1]
    return SeenPairs(left_row[first], right_row[first], without_chance(dice, CLOSEUP_FILL), agree, np.diff(starts))


def _with_levels(layout: Layout, seen: SeenPairs) -> Found:
    return found_pairs(layout, seen.left, seen.right, seen.similarity, seen.agree, seen.shared)


def found_pairs(
    layout: Layout,
    left: Rows,
    right: Rows,
    similarity: NDArray[np.float32],
    agree: NDArray[np.bool_],
    shared: Rows | None = None,
) -> Found:
    """Give pairs their levels. Shapes as in `evidence.levels_of`."""
    levels = levels_of(layout, similarity, agree)
    closeness = similarity.mean(axis=1, dtype=np.float32) if similarity.shape[1] else np.zeros(len(left), np.float32)
    return Found(left.astype(np.int64), right.astype(np.int64), levels, closeness, shared)


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


def candidate_pairs(
    found: Found,
    columns: tuple[str, ...],
    tops: tuple[int, ...],
    rows: tuple[int, int],
    nonmatches: Sequence[NonMatches],
    between: NonMatches | None = None,
    single_names: tuple[int, ...] = (),
    categories: tuple[int, ...] = (),
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
        found.shared,
        between,
        single_names,
        categories,
    )
