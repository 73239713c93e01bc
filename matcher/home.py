"""An owner's list against itself, at home: chance pairs, likely repeats, and how different people look.

Only the last leaves the owner, as a table of counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.candidates import by_tokens, evidence_of
from matcher.encode import CloseupSource, fill_slots, random_words
from matcher.encodings import NonMatches, PlainFilters
from matcher.evidence import NAMES, Levels, level_counts
from matcher.keys import Ids, KeyValues, colliding_pairs
from matcher.parts import Parts, row_order
from matcher.project import Project

SEED = 1  # of the pairs drawn from a plain list
RANDOM_PAIRS = 100_000  # drawn to see how often people who are not the same agree in a field
SIMILAR = 0.8  # Dice of q-grams from which two names or documents speak for one person


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


def likely_repeats(parts: Parts, left: Ids, right: Ids, project: Project) -> NDArray[np.bool_]:
    """Which pairs of rows look like one person written twice: two of names, dates and documents agree.

    Returns (pairs,) bool. Lists with one such kind alone have no likely repeats: namesakes are too common.
    """
    agreeing = np.zeros(len(left), np.int64)
    if project.name_fields:
        agreeing += _similar(parts, NAMES, left, right)
    for kind in ("date", "document"):
        agreed = np.zeros(len(left), np.bool_)
        for field in project.field:
            if field.kind == kind:
                agreed |= (_same_date if kind == "date" else _similar)(parts, field.name, left, right)
        agreeing += agreed
    return agreeing >= 2


def _similar(parts: Parts, name: str, left: Ids, right: Ids) -> NDArray[np.bool_]:
    column = parts.columns[name]
    result = np.zeros(len(left), np.bool_)
    for pair, (a, b) in enumerate(zip(column.codes[left], column.codes[right], strict=True)):
        if a >= 0 and b >= 0:
            one, other = set(column.values[a].qgrams), set(column.values[b].qgrams)
            result[pair] = 2 * len(one & other) >= SIMILAR * (len(one) + len(other))
    return result


def _same_date(parts: Parts, name: str, left: Ids, right: Ids) -> NDArray[np.bool_]:
    """Two of year, month and day are the same, or day and month are swapped."""
    column = parts.columns[name]
    result = np.zeros(len(left), np.bool_)
    for pair, (a, b) in enumerate(zip(column.codes[left], column.codes[right], strict=True)):
        if a >= 0 and b >= 0:
            one, other = column.values[a].parts, column.values[b].parts
            same = [one.get(part) == other.get(part) for part in ("year", "month", "day")]
            result[pair] = sum(same) >= 2 or (same[0] and one.get("month_day") == other.get("month_day"))
    return result


def collisions(parts: Parts, ids: Ids, project: Project) -> tuple[Ids, Ids, NDArray[np.bool_]]:
    """Pairs of rows that share a key value, and which of them are likely repeats."""
    left, right = colliding_pairs(ids)
    return left, right, likely_repeats(parts, left, right, project)


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


def encoded_nonmatches(parts: Parts, source: CloseupSource, project: Project, key: bytes) -> NonMatches:
    """How pairs of different rows look to the linkage unit, as if each pair shared one slot.

    key  seeds the draw; it comes from the run, so that the result is the same for any order of the rows
    """
    random = np.random.default_rng(list(key))
    left, right = _random_pairs(parts, random)
    seeds = random_words(random.bytes, (len(left), 1, 2))
    noise = [random_words(random.bytes, (len(left), 2)) for _ in range(2)]
    sides = [fill_slots(seeds, noise[number], source.take(rows)) for number, rows in enumerate((left, right))]
    return _nonmatches(by_tokens(project.layout, *sides).levels, parts, left, right, project)


def plain_nonmatches(parts: Parts, filters: PlainFilters, project: Project) -> NonMatches:
    """How pairs of different rows of a plain list look."""
    left, right = _random_pairs(parts, np.random.default_rng(SEED))
    levels = evidence_of(project.layout, filters, filters, left, right).levels
    return _nonmatches(levels, parts, left, right, project)


def _random_pairs(parts: Parts, random: np.random.Generator) -> tuple[Ids, Ids]:
    """RANDOM_PAIRS pairs of different rows; none from a list of one row."""
    by_content = np.argsort(row_order(parts), kind="stable")
    drawn = RANDOM_PAIRS if parts.rows > 1 else 0
    left = random.integers(0, parts.rows, drawn)
    right = (left + random.integers(1, max(2, parts.rows), drawn)) % parts.rows
    return by_content[left], by_content[right]


def _nonmatches(levels: Levels, parts: Parts, left: Ids, right: Ids, project: Project) -> NonMatches:
    """Count the levels of drawn pairs, likely repeats left out."""
    tops = project.layout.tops
    suspect = np.flatnonzero((levels == np.array(tops)).sum(axis=1) >= 2)  # two fields fully agree
    repeated = suspect[likely_repeats(parts, left[suspect], right[suspect], project)]
    return NonMatches(level_counts(np.delete(levels, repeated, axis=0), tops))
