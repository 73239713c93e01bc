"""Parts -> match keys: the value that each row has for each key of the plan.

A key joins parts of different fields. Where a part has several values (the words of a name) each may serve, and the
key takes as many slots of a row. Rows with the same key value are what the tokens will let meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.fields import SERVING
from matcher.fields.columns import Column
from matcher.parts import Parts
from matcher.project import MatchKey

COMMON = 4  # a key value that more rows of a list share is not used: the chance that a true pair meets fades

Ids = NDArray[np.int64]
Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, repr=False)
class KeyValues:
    """The key values of a list.

    ids      (rows, slots) int64, which key value a row has in a slot; -1 = none. Values of different keys differ
    key      (slots,) int64, the number of the key in the plan that a slot belongs to
    first    (keys,) int64, the lowest id of each key's values
    made_of  per key, (values, parts) int64: which of its parts' digests each value is made of
    digests  per key and part, (digests,) uint64
    """

    ids: Ids
    key: Ids
    first: Ids
    made_of: Sequence[Ids]
    digests: Sequence[Sequence[Words]]

    def __repr__(self) -> str:
        return f"KeyValues({self.ids.shape[0]} rows, {self.ids.shape[1]} slots)"


def key_values(parts: Parts, plan: Sequence[MatchKey]) -> KeyValues:
    """The values of all keys of a plan. Raises KeyError for a field that `parts` lacks."""
    reader = KeyReader(parts)
    read = [reader.values(key) for key in plan]
    sizes = np.array([len(made_of) for _, made_of in read], np.int64)
    first = np.cumsum(sizes) - sizes
    ids = [np.where(values >= 0, values + start, -1) for (values, _), start in zip(read, first, strict=True)]
    widths = [values.shape[1] for values in ids]
    return KeyValues(
        ids=np.concatenate([np.empty((parts.rows, 0), np.int64), *ids], axis=1),
        key=np.repeat(np.arange(len(plan)), widths),
        first=first,
        made_of=[made_of for _, made_of in read],
        digests=[[reader.part(field, part)[1] for field, part in key.parts] for key in plan],
    )


class KeyReader:
    """Reads the key values of a list; the values of each part are numbered once for all keys."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._numbered: dict[tuple[str, str], tuple[Ids, Words]] = {}

    def values(self, key: MatchKey) -> tuple[Ids, Ids]:
        """One key: (rows, slots) ids of its distinct values, -1 where a part is missing, and what they are made of.

        The second array, (values, parts) int64, points into the digests of each part.
        """
        rows = self._parts.rows
        combined, present = np.zeros((rows, 1), np.int64), np.ones((rows, 1), np.bool_)
        sizes = []
        for field, part in key.parts:
            ids, digests = self.part(field, part)
            sizes.append(max(1, len(digests)))
            combined = (combined[:, :, None] * sizes[-1] + np.maximum(ids, 0)[:, None, :]).reshape(rows, -1)
            present = (present[:, :, None] & (ids >= 0)[:, None, :]).reshape(rows, -1)
        distinct, inverse = np.unique(combined[present], return_inverse=True)
        values = np.full(combined.shape, -1, np.int64)
        values[present] = inverse
        return _without_repeats(values), np.stack(np.unravel_index(distinct, sizes), axis=1)

    def part(self, field: str, part: str) -> tuple[Ids, Words]:
        """(rows, width) ids of a part's digests, -1 where there is none, and the digests."""
        known = self._numbered.get((field, part))
        if known is None:
            known = self._numbered[field, part] = _part_ids(self._parts.columns[field], part)
        return known


def _part_ids(column: Column, part: str) -> tuple[Ids, Words]:
    """Number the digests of a part: (rows, width) ids, as wide as they need; and the digests."""
    table = column.parts[part] if column.normals else np.zeros((0, SERVING), np.uint64)
    width = max(1, int((table != 0).any(axis=0).sum()))
    digests, ids = np.unique(table[:, :width], return_inverse=True)
    none = int((digests[:1] == 0).sum())
    ids = np.append(ids.reshape(-1, width) - none, np.full((1, width), -1), axis=0)  # the last serves code -1
    return ids[column.codes], digests[none:]


def _without_repeats(values: Ids) -> Ids:
    """A value that a row has twice (two words that begin alike) takes one slot."""
    for slot in range(1, values.shape[1]):
        twice = (values[:, :slot] == values[:, slot : slot + 1]).any(axis=1)
        values[twice, slot] = -1
    return values


def holders(ids: Ids) -> Ids:
    """(rows, slots) int64: how many rows of the list have the key value of a slot; 0 where there is none."""
    counts = np.bincount(ids[ids >= 0], minlength=1)
    return np.where(ids >= 0, counts[ids], 0)


def without_common(ids: Ids) -> Ids:
    """Key values that more than COMMON rows share are dropped (-1)."""
    return np.where(holders(ids) <= COMMON, ids, -1)


def colliding_pairs(ids: Ids) -> tuple[Ids, Ids]:
    """The distinct pairs of rows (left < right) that share a key value, sorted; none for common values."""
    shared = holders(ids)
    rows, slots = np.nonzero((shared > 1) & (shared <= COMMON))
    values = ids[rows, slots]
    order = np.lexsort((rows, values))
    rows, values = rows[order], values[order]
    left: list[Ids] = []
    right: list[Ids] = []
    for step in range(1, COMMON):
        same = values[step:] == values[:-step]
        left.append(rows[:-step][same])
        right.append(rows[step:][same])
    one, other = np.concatenate(left), np.concatenate(right)
    pairs = np.unique((one * len(ids) + other)[one < other])
    return np.divmod(pairs, max(1, len(ids)))
