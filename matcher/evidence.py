"""What can be seen of a pair of records, as levels.

A *column* of evidence belongs to a field. Its level is 0 where either side lacks the field, else 1 (nothing agrees)
to `top` (everything does). Encoded and plain lists give the same levels: encoded ones from close-ups and tags, plain
ones from field filters and values, so that one score serves both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NAMES = "names"  # all names of a record together; every project with a name field has it

Levels = NDArray[np.int8]

# Lower ends of the levels of a similarity, after chance agreement is taken out (1 = same q-grams, 0 = unrelated).
SIMILARITY_CUTS = np.array([0.25, 0.45, 0.6, 0.75, 0.9, 0.999], np.float32)
CLOSEUP_POSITIONS = 32  # draws into the 64 bits of a close-up
CLOSEUP_FILL = 1 - (63 / 64) ** CLOSEUP_POSITIONS

FILTER_WORDS = 16  # of a plain field filter: 1,024 bits, the usual length
# Draws into a plain field filter, by kind. A record with a name, a date and a document has a fill of about 0.4.
FILTER_POSITIONS = {"name": 220, "date": 150, "document": 150, "place": 80, "category": 30}

DATE_TAGS = ("year", "month", "day", "month_day")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which close-ups and tags a list carries, from the names and kinds of its fields.

    closeups  one 64-bit close-up each: NAMES where there are several name fields, every name, document and place
    tags      (field, part): part "" is the mark "present", others are equality tags of a part
    columns   the evidence columns, one a field
    """

    fields: tuple[tuple[str, str], ...]

    @property
    def closeups(self) -> tuple[str, ...]:
        similar = [name for name, kind in self.fields if kind in ("name", "document", "place")]
        return (NAMES, *similar) if self._several_names else tuple(similar)

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """(name, kind) of the plain field filters: the close-ups first, then dates and categories."""
        kinds = {NAMES: "name", **dict(self.fields)}
        closeups = self.closeups
        return tuple((name, kinds[name]) for name in (*closeups, *(n for n, _ in self.fields if n not in closeups)))

    @property
    def record(self) -> tuple[int, ...]:
        """Which of `filters` make up the filter of a whole record: names together rather than each."""
        skipped = {name for name, kind in self.fields if kind == "name"} if self._several_names else set()
        return tuple(number for number, (name, _) in enumerate(self.filters) if name not in skipped)

    @property
    def tags(self) -> tuple[tuple[str, str], ...]:
        tags: list[tuple[str, str]] = []
        for name, kind in self.fields:
            tags.append((name, ""))
            if kind == "date":
                tags += [(name, part) for part in DATE_TAGS]
            elif kind == "category":
                tags.append((name, "whole"))
        return tuple(tags)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.fields)

    @property
    def tops(self) -> tuple[int, ...]:
        """The highest level of each column."""
        return tuple(_TOPS[kind] for _, kind in self.fields)

    @property
    def _several_names(self) -> bool:
        return sum(kind == "name" for _, kind in self.fields) > 1


_TOPS = {"name": 8, "document": 7, "place": 7, "date": 6, "category": 2}


def filter_fill(kind: str) -> float:
    """Share of bits set in a plain field filter."""
    return 1 - (1 - 1 / (64 * FILTER_WORDS)) ** FILTER_POSITIONS[kind]


def without_chance(dice: NDArray[np.float32], fill: float | NDArray[np.float64]) -> NDArray[np.float32]:
    """Dice with chance agreement taken out: 1 = same q-grams, about 0 = none in common.

    Two unrelated filters of one fill have it as their Dice coefficient.
    """
    similarity: NDArray[np.float32] = ((dice - fill) / (1 - np.asarray(fill))).astype(np.float32)
    return similarity


def levels_of(layout: Layout, similarity: NDArray[np.float32], agree: NDArray[np.bool_]) -> Levels:
    """Levels of pairs, (pairs, columns) int8.

    similarity  (pairs, closeups) float32, chance agreement taken out
    agree       (pairs, tags) bool; for a mark "present": both sides have the field
    """
    levels = np.zeros((len(agree), len(layout.fields)), np.int8)
    tag = {name: number for number, name in enumerate(layout.tags)}
    closeup = {name: number for number, name in enumerate(layout.closeups)}
    for column, (name, kind) in enumerate(layout.fields):
        if kind == "date":
            found = _date_levels(*(agree[:, tag[name, part]] for part in DATE_TAGS))
        elif kind == "category":
            found = 1 + agree[:, tag[name, "whole"]].astype(np.int8)
        else:
            found = _similarity_levels(similarity[:, closeup[name]])
            if kind == "name":
                together = similarity[:, closeup[NAMES]] if NAMES in closeup else None
                found = _name_levels(found, together)
        levels[:, column] = np.where(agree[:, tag[name, ""]], found, 0)
    return levels


def level_counts(levels: Levels, tops: Sequence[int]) -> NDArray[np.int64]:
    """(columns, highest level + 1) int64: how many pairs show each level of each column."""
    size = max(tops) + 1
    counts = [np.bincount(levels[:, column], minlength=size) for column in range(len(tops))]
    return np.array(counts, np.int64).reshape(len(tops), size)


def _similarity_levels(similarity: NDArray[np.float32]) -> Levels:
    return (1 + np.searchsorted(SIMILARITY_CUTS, similarity, side="right")).astype(np.int8)


def _name_levels(own: Levels, together: NDArray[np.float32] | None) -> Levels:
    """Level 1: this name agrees with nothing; 2: not with its own field, yet all names together do (swapped names)."""
    levels = np.where(own > 1, own + 1, 1).astype(np.int8)
    if together is not None:
        crossed = (own <= 2) & (together >= SIMILARITY_CUTS[2])
        levels[crossed] = 2
    return levels


def _date_levels(
    year: NDArray[np.bool_],
    month: NDArray[np.bool_],
    day: NDArray[np.bool_],
    swapped: NDArray[np.bool_],
) -> Levels:
    """1 nothing, 2 month or day, 3 year, 4 two parts, 5 day and month swapped, 6 all."""
    equal = year.astype(np.int8) + month + day
    levels = np.ones(len(year), np.int8)
    levels[equal == 1] = 2
    levels[(equal == 1) & year] = 3
    levels[equal == 2] = 4
    levels[year & swapped] = 5
    levels[equal == 3] = 6
    return levels
