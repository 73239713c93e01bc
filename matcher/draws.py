"""Pairs of rows drawn to see how often people who are not the same agree: at random, and of those alike in a field.

Strangers of one name or one birthdate are few, but links go wrong on them: drawn at random alone, how many there are
would hang on a handful of pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.fields.columns import Column
from matcher.fields.digests import Words
from matcher.keys import Ids
from matcher.parts import Parts

RANDOM_PAIRS = 100_000  # drawn of all
PAIRS_ALIKE = 40_000  # more, of those that have the whole of a field in common
OFTEN = 0.01  # share of all pairs alike in a field, past which random pairs show enough of them


@dataclass(frozen=True, slots=True)
class DrawnPairs:
    """Pairs of rows, (pairs,) each, and how many of all pairs each stands for."""

    left: Ids
    right: Ids
    weight: NDArray[np.float64]

    def take(self, which: NDArray[np.bool_]) -> DrawnPairs:
        return DrawnPairs(self.left[which], self.right[which], self.weight[which])


def draw_within(parts: Parts, order: Ids, seed: Sequence[int]) -> DrawnPairs:
    """Pairs of different rows of a list, drawn by places in `order`; none from a list of one row."""
    random = np.random.default_rng(seed)
    rows = parts.rows
    every = rows * (rows - 1) / 2
    if rows < 2:
        return _NONE
    fields = [_Alike(whole, whole, within=True) for whole in _wholes(parts, order)]
    left = random.integers(0, rows, RANDOM_PAIRS)
    right = (left + random.integers(1, rows, RANDOM_PAIRS)) % rows
    drawn = _drawn(fields, left, right, every, random)
    return DrawnPairs(order[drawn.left], order[drawn.right], drawn.weight)


def draw_between(left: Parts, right: Parts, orders: tuple[Ids, Ids], seed: Sequence[int]) -> DrawnPairs:
    """Pairs of a row of each of two lists, drawn by places in their orders; none where a list has no row."""
    random = np.random.default_rng(seed)
    every = float(left.rows * right.rows)
    if not every:
        return _NONE
    sides = zip(_wholes(left, orders[0]), _wholes(right, orders[1]), strict=True)
    fields = [_Alike(one, other, within=False) for one, other in sides]
    a, b = (random.integers(0, side.rows, RANDOM_PAIRS) for side in (left, right))
    drawn = _drawn(fields, a, b, every, random)
    return DrawnPairs(orders[0][drawn.left], orders[1][drawn.right], drawn.weight)


_NONE = DrawnPairs(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


def _wholes(parts: Parts, order: Ids) -> list[Words]:
    """Of each field the (rows,) digests of all of a value, in an order; 0 where a row has none."""
    columns = {id(column): column for column in parts.columns.values()}  # the only name is all names together too
    return [_whole(column)[order] for column in columns.values()]


def _whole(column: Column) -> Words:
    return column.part("full" if "full" in column.parts else "whole")[:, 0]


def _drawn(fields: Sequence[_Alike], left: Ids, right: Ids, every: float, random: np.random.Generator) -> DrawnPairs:
    """Random pairs and those alike in the fields in which few are; a pair counts with the field in which fewest are."""
    few = sorted((field for field in fields if 0 < field.pairs <= OFTEN * every), key=lambda field: field.pairs)
    drawn = [field.draw(random, PAIRS_ALIKE // len(few)) for field in few]
    drawn.append(DrawnPairs(left, right, np.full(len(left), every / len(left))))
    counted = [pairs.take(~_alike_in_any(few[:number], pairs)) for number, pairs in enumerate(drawn)]
    return DrawnPairs(*(np.concatenate([getattr(pairs, name) for pairs in counted]) for name in DrawnPairs.__slots__))


def _alike_in_any(fields: Sequence[_Alike], pairs: DrawnPairs) -> NDArray[np.bool_]:
    alike = np.zeros(len(pairs.left), np.bool_)
    for field in fields:
        alike |= (field.left[pairs.left] == field.right[pairs.right]) & (field.left[pairs.left] != 0)
    return alike


class _Alike:
    """The pairs of rows that have the whole of a field in common.

    left, right  (rows,) uint64 digests, 0 = none; the same of one list with itself
    pairs        how many pairs there are
    """

    def __init__(self, left: Words, right: Words, *, within: bool) -> None:
        self.left, self.right, self._within = left, right, within
        sides = [_ByValue.of(side) for side in ((left,) if within else (left, right))]
        common = sides[0].values if within else np.intersect1d(sides[0].values, sides[-1].values, assume_unique=True)
        self._sides = [side.only(common[common != 0]) for side in sides]
        one, other = self._sides[0].sizes, self._sides[-1].sizes
        self._up_to = np.cumsum(one * (one - 1) / 2 if within else one * other)
        self.pairs = float(self._up_to[-1]) if len(self._up_to) else 0.0

    def draw(self, random: np.random.Generator, count: int) -> DrawnPairs:
        """So many pairs, each as likely as any other."""
        value = np.searchsorted(self._up_to, random.random(count) * self.pairs, side="right")
        value = value.clip(max=len(self._up_to) - 1)
        one, other = self._sides[0], self._sides[-1]
        sizes = one.sizes[value]
        first = random.integers(0, sizes)
        second = (first + random.integers(1, sizes)) % sizes if self._within else random.integers(0, other.sizes[value])
        left, right = one.order[one.starts[value] + first], other.order[other.starts[value] + second]
        return DrawnPairs(left, right, np.full(count, self.pairs / count))


@dataclass(frozen=True, slots=True)
class _ByValue:
    """The rows of a list by what they have.

    order          (rows,) int64
    values         (values,) uint64 digests, in increasing order
    starts, sizes  (values,) int64, where in `order` the rows with each value are
    """

    order: Ids
    values: Words
    starts: Ids
    sizes: Ids

    @staticmethod
    def of(side: Words) -> _ByValue:
        order = np.argsort(side, kind="stable")
        ordered = side[order]
        starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
        return _ByValue(order, ordered[starts], starts, np.diff(np.append(starts, len(ordered))))

    def only(self, values: Words) -> _ByValue:
        """Of these values, all of which there are."""
        which = np.searchsorted(self.values, values)
        return _ByValue(self.order, values, self.starts[which], self.sizes[which])
