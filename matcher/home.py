"""An owner's list against itself, at home: chance pairs, likely repeats, and how different people look.

Only the last leaves the owner, as a table of counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.allpairs import evidence_of
from matcher.candidates import by_tokens
from matcher.encode import CloseupSource, fill_slots, random_words
from matcher.encodings import NonMatches, PlainFilters
from matcher.evidence import Layout, Levels, level_counts
from matcher.fields.columns import Column
from matcher.fields.digests import Words
from matcher.keys import Ids, KeyValues, colliding_pairs
from matcher.parts import Parts, row_order
from matcher.project import Project
from matcher.score import log_ratios, score_levels

SEED = (1,)  # of the pairs drawn from a plain list
RANDOM_PAIRS = 100_000  # drawn to see how often people who are not the same agree in a field
PAIRS_ALIKE = 40_000  # more, of those alike in a field
OFTEN = 0.01  # share of all pairs alike in a field, past which random pairs show enough of them
REPEATS = 0.05  # share of the rows of a list that are expected to repeat another one
SMALL_KINDS = ("category", "place")  # say too little of a person to tell one from another


@dataclass(frozen=True, slots=True)
class ChancePairs:
    """Pairs of different people whom the keys let meet, counted on the owner's list.

    pairs    distinct pairs of rows of the list, likely repeats left out
    per_row  chance partners a row is expected to meet in a list of `expected_rows` rows
    allowed  the profile's budget; None = no limit
    over     whether the count is past the budget by more than its own chance error
    """

    pairs: int
    per_row: float
    allowed: float | None
    over: bool


def chance_pairs(count: int, rows: int, project: Project) -> ChancePairs:
    """Judge a count of colliding pairs: an average row of the list meets `count / all pairs` of any other row."""
    all_pairs = rows * (rows - 1) / 2
    expected_rows = project.project.expected_rows
    per_row = count / all_pairs * expected_rows if all_pairs else 0.0
    budget = project.budget
    if budget is None:
        return ChancePairs(count, per_row, None, False)
    usual = budget / expected_rows * all_pairs
    return ChancePairs(count, per_row, budget, count > usual + 2 * np.sqrt(usual))


def keys_to_drop(values: KeyValues, repeats: tuple[Ids, Ids], rows: int, project: Project) -> list[int]:
    """Numbers of the keys to drop until the list is within budget: first those that let most pairs meet."""
    same = repeats[0] * rows + repeats[1]
    met: dict[int, Ids] = {}
    for key in range(len(project.plan)):
        left, right = colliding_pairs(values.ids[:, values.key == key])
        met[key] = np.setdiff1d(left * rows + right, same)
    dropped: list[int] = []
    while met and chance_pairs(len(np.unique(np.concatenate(list(met.values())))), rows, project).over:
        dropped.append(max(met, key=lambda key: len(met[key])))
        del met[dropped[-1]]
    return dropped


class OwnList:
    """A list as its owner can see it: pair by pair.

    nonmatches  how pairs of different people look
    """

    nonmatches: NonMatches

    def __init__(self, rows: int, layout: Layout, see: Callable[[Ids, Ids], Levels], drawn: DrawnPairs) -> None:
        """`see` gives the levels of pairs of rows."""
        self._see, self._rows, self._tops = see, rows, layout.tops
        levels = see(drawn.left, drawn.right)
        telling = [kind not in SMALL_KINDS for _, kind in layout.evidence]
        different = ((levels == np.array(self._tops)) & telling).sum(axis=1) < 2
        counts = level_counts(levels[different], self._tops, drawn.weight[different])
        self.nonmatches = NonMatches(np.rint(counts).astype(np.int64))

    def likely_repeats(self, left: Ids, right: Ids) -> NDArray[np.bool_]:
        """Which pairs of rows look like one person written twice, (pairs,) bool.

        Their evidence is more likely than not to be that of a match, if REPEATS of the rows are repeats.
        """
        levels = self._see(left, right)
        counts = self.nonmatches.counts.astype(np.float64)
        tables = log_ratios(levels[:0], np.zeros(0), counts, self._tops)
        repeated: NDArray[np.bool_] = score_levels(levels, tables) > np.log(self._rows / (2 * REPEATS))
        return repeated


def seen_in_closeups(parts: Parts, source: CloseupSource, project: Project, seed: Sequence[int]) -> OwnList:
    """A list as the linkage unit sees it, as if every pair shared one slot. Its rows stand in random order."""
    random = np.random.default_rng(seed)

    def see(left: Ids, right: Ids) -> Levels:
        seeds = random_words(random.bytes, (len(left), 1, 2))
        noise = [random_words(random.bytes, (len(left), 2)) for _ in range(2)]
        sides = [fill_slots(seeds, noise[number], source.take(rows)) for number, rows in enumerate((left, right))]
        return by_tokens(project.layout, *sides).levels

    return OwnList(parts.rows, project.layout, see, draw_pairs(parts, np.arange(parts.rows), seed))


def seen_plainly(parts: Parts, filters: PlainFilters, project: Project) -> OwnList:
    """A plain list on its own machine."""

    def see(left: Ids, right: Ids) -> Levels:
        return evidence_of(project.layout, filters, filters, left, right).levels

    by_content = np.argsort(row_order(parts), kind="stable")
    return OwnList(parts.rows, project.layout, see, draw_pairs(parts, by_content, SEED))


@dataclass(frozen=True, slots=True)
class DrawnPairs:
    """Pairs of different rows, (pairs,) each, and how many of all pairs of the list each stands for."""

    left: Ids
    right: Ids
    weight: NDArray[np.float64]

    def take(self, which: NDArray[np.bool_]) -> DrawnPairs:
        return DrawnPairs(self.left[which], self.right[which], self.weight[which])


def draw_pairs(parts: Parts, order: Ids, seed: Sequence[int]) -> DrawnPairs:
    """RANDOM_PAIRS pairs, and PAIRS_ALIKE of those that have the whole of a field in common, where few have.

    Strangers of one name or one birthdate are few, but links go wrong on them: drawn at random alone, how many there
    are would hang on a handful of pairs. Drawn by places in `order`; none from a list of one row.
    """
    random = np.random.default_rng(seed)
    rows = parts.rows
    if rows < 2:
        return DrawnPairs(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    every = rows * (rows - 1) / 2
    columns = {id(column): column for column in parts.columns.values()}  # the only name is all names together too
    fields = sorted((_Alike(_whole(column)[order]) for column in columns.values()), key=lambda field: field.pairs)
    fields = [field for field in fields if 0 < field.pairs <= OFTEN * every]
    left = random.integers(0, rows, RANDOM_PAIRS)
    right = (left + random.integers(1, rows, RANDOM_PAIRS)) % rows
    drawn = [field.draw(random, PAIRS_ALIKE // len(fields)) for field in fields]
    drawn.append(DrawnPairs(left, right, np.full(RANDOM_PAIRS, every / RANDOM_PAIRS)))
    counted = [pairs.take(~_alike_in_any(fields[:number], pairs)) for number, pairs in enumerate(drawn)]
    left, right, weight = (np.concatenate([getattr(pairs, name) for pairs in counted]) for name in DrawnPairs.__slots__)
    return DrawnPairs(order[left], order[right], weight)


def _whole(column: Column) -> Words:
    """(rows,) uint64: the digest of all of a value; 0 where a row has none."""
    return column.part("full" if "full" in column.parts else "whole")[:, 0]


def _alike_in_any(fields: Sequence[_Alike], pairs: DrawnPairs) -> NDArray[np.bool_]:
    """Which pairs are alike in one of the fields: a pair is counted with the field in which fewest are."""
    alike = np.zeros(len(pairs.left), np.bool_)
    for field in fields:
        alike |= (field.values[pairs.left] == field.values[pairs.right]) & (field.values[pairs.left] != 0)
    return alike


class _Alike:
    """The pairs of rows that have the whole of a field in common.

    values  (rows,) uint64, 0 = none
    pairs   how many pairs there are
    """

    def __init__(self, values: Words) -> None:
        self.values = values
        self._by_value = np.argsort(values, kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(values[self._by_value]) != 0])
        sizes = np.diff(np.append(starts, len(values)))
        held = (values[self._by_value[starts]] != 0) & (sizes > 1)
        self._starts, self._sizes = starts[held], sizes[held]
        self._up_to = np.cumsum(self._sizes * (self._sizes - 1) / 2)
        self.pairs = float(self._up_to[-1]) if len(self._up_to) else 0.0

    def draw(self, random: np.random.Generator, count: int) -> DrawnPairs:
        """So many pairs, each as likely as any other."""
        value = np.searchsorted(self._up_to, random.random(count) * self.pairs, side="right")
        value = value.clip(max=len(self._up_to) - 1)
        sizes, starts = self._sizes[value], self._starts[value]
        first = random.integers(0, sizes)
        second = (first + random.integers(1, sizes)) % sizes
        places = self._by_value[starts + first], self._by_value[starts + second]
        return DrawnPairs(*places, np.full(count, self.pairs / count))
