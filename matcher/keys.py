"""Parts -> match keys: the value that each row has for each key of the plan.

A key joins parts of different fields. Where a part has several values (the words of a name) each may serve, and the
key takes as many slots of a row. Rows with the same key value are what the tokens will let meet.

How rare a value is tells the owner's own list, as if parts were independent: a key value is as frequent as the product
of the shares of rows that have its parts, and a name as that of its words. So a value that stands once in the list may
still be known to be a common one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.engine import run_chunks
from matcher.evidence import NAMES
from matcher.fields import SERVING, names
from matcher.fields.columns import Column
from matcher.parts import Parts
from matcher.project import MatchKey

COMMON = 4  # a key value that more rows of a list share is not used: the chance that a true pair meets fades

Ids = NDArray[np.int64]
Words = NDArray[np.uint64]
Shares = NDArray[np.float64]


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


def key_values(parts: Parts, plan: Sequence[MatchKey], threads: int | None = None) -> KeyValues:
    """The values of all keys of a plan. Raises KeyError for a field that `parts` lacks."""
    reader = KeyReader(parts)
    read = run_chunks(lambda key, _: reader.values(plan[key]), len(plan), threads=threads, chunk_rows=1)
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
    """Reads the key values of a list; the values of each part are numbered once for all keys.

    Shares are those among the first `people` rows, all where not given.
    """

    def __init__(self, parts: Parts, people: int | None = None) -> None:
        self._parts = parts
        self._people = parts.rows if people is None else people
        self._numbered: dict[tuple[str, str], tuple[Ids, Words]] = {}
        self._shared: dict[tuple[str, str, int], Shares] = {}

    def values(self, key: MatchKey) -> tuple[Ids, Ids]:
        """One key: (rows, slots) ids of its distinct values and what they are made of.

        An id is -1 where a part is missing and where the value is more frequent than the key allows. The second array,
        (values, parts) int64, points into the digests of each part.
        """
        values, made_of = self._values(key)
        if key.one_in is not None:
            values = np.where(is_rare(self.shares(key), key.one_in), values, -1)
        return values, made_of

    def shares(self, key: MatchKey, beside: int = 0) -> Shares:
        """(rows, slots) float64: the share of people that have a key value, by the shares of its parts.

        beside  so many of those that have a part are not counted: with 1, two rows of a list with a value in common
                tell the share that each would if it stood in a list of its own
        """
        shares = np.ones((self._parts.rows, 1))
        for field, part in key.parts:
            of_part = self._part_shares(field, part, beside)
            shares = (shares[:, :, None] * of_part[:, None, :]).reshape(len(shares), -1)
        return shares

    def _values(self, key: MatchKey) -> tuple[Ids, Ids]:
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

    def _part_shares(self, field: str, part: str, beside: int) -> Shares:
        """(rows, width) float64: the share of people that have a part's value; of a whole name, of all its words."""
        known = self._shared.get((field, part, beside))
        if known is None:
            ids, digests = self.part(field, names.OF_EACH_WORD.get(part, part) if field == NAMES else part)
            people = ids[: self._people]
            counts = np.bincount(people[people >= 0], minlength=max(1, len(digests)))
            known = np.where(ids >= 0, np.maximum(1, counts[ids] - beside), max(1, self._people))
            known = known / max(1, self._people)
            if field == NAMES and part in names.OF_EACH_WORD:
                known = known.prod(axis=1, keepdims=True)
            self._shared[field, part, beside] = known
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


def is_rare(shares: Shares, one_in: int) -> NDArray[np.bool_]:
    """Where no more than one in so many people have a value."""
    rare: NDArray[np.bool_] = shares * one_in <= 1
    return rare


def holders(ids: Ids) -> Ids:
    """(rows, slots) int64: how many rows of the list have the key value of a slot; 0 where there is none."""
    held = ids + 1
    counts = np.bincount(held.ravel(), minlength=1)
    counts[0] = 0
    return counts[held]


def without_common(ids: Ids) -> Ids:
    """Key values that more than COMMON rows share are dropped (-1)."""
    return np.where(holders(ids) <= COMMON, ids, -1)


def colliding_pairs(ids: Ids) -> tuple[Ids, Ids]:
    """The distinct pairs of rows (left < right) that share a key value, sorted; none for common values."""
    one, other = _meetings(ids)
    one, other = one // ids.shape[1], other // ids.shape[1]
    pairs = np.unique((one * len(ids) + other)[one < other])
    return np.divmod(pairs, max(1, len(ids)))


def rarest_in_common(ids: Ids, shares: Shares) -> tuple[Ids, Shares]:
    """The pairs of `colliding_pairs` as left * rows + right, and the share of people with the rarest value of each.

    Where the two rows tell different shares of a value, the larger.
    """
    one, other = _meetings(ids)
    share = np.maximum(shares.ravel()[one], shares.ravel()[other])
    one, other = one // ids.shape[1], other // ids.shape[1]
    numbers, share = (one * len(ids) + other)[one < other], share[one < other]
    by_pair = np.lexsort((share, numbers))
    pairs, first = np.unique(numbers[by_pair], return_index=True)
    return pairs, share[by_pair][first]


def _meetings(ids: Ids) -> tuple[Ids, Ids]:
    """Two and two places in `ids.ravel()` with a value in common, the lower first; none for common values."""
    shared = holders(ids).ravel()
    places = np.flatnonzero((shared > 1) & (shared <= COMMON))
    values = ids.ravel()[places]
    order = np.argsort(values, kind="stable")
    places, values = places[order], values[order]
    left: list[Ids] = []
    right: list[Ids] = []
    for step in range(1, COMMON):
        same = values[step:] == values[:-step]
        left.append(places[:-step][same])
        right.append(places[step:][same])
    return np.concatenate(left), np.concatenate(right)
