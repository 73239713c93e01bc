"""An owner's list against itself, at home: chance pairs, likely repeats, and non-matches for the file's header.

Nothing here leaves the owner but three numbers and the shuffled level vectors of pairs that are no matches.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.candidates import by_tokens
from matcher.encode import CloseupSource, Words, fill, fill_slots, random_words
from matcher.encodings import NonMatches
from matcher.evidence import NAMES, Layout, Levels, level_counts
from matcher.keys import Ids, KeyValues, colliding_pairs, without_common
from matcher.parts import Parts, row_order
from matcher.project import Project

SPLITS = 4  # random splits in two; each finds about half of the pairs, together nearly all
SPLIT_ROWS = 20_000  # rows of a larger list are sampled: more non-matches than these teach nothing
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


def home_nonmatches(
    parts: Parts,
    ids: Ids,
    seeds: Words,
    source: CloseupSource,
    layout: Layout,
    repeats: tuple[Ids, Ids],
    key: bytes,
) -> NonMatches:
    """Split the list at random in two and link the halves as the linkage unit would; SPLITS times.

    ids      (rows, slots) key values    seeds  of `key_seeds`
    repeats  pairs of rows that are likely one person: not among the non-matches
    key      seeds the splits; drawn from the run, so that the result is the same for any order of the rows
    """
    random = np.random.default_rng(list(key))
    by_content = np.argsort(row_order(parts), kind="stable")
    same = {(min(a, b), max(a, b)) for a, b in zip(*(side.tolist() for side in repeats), strict=True)}
    found: list[Levels] = [np.empty((0, len(layout.columns)), np.int8)]
    comparisons = 0.0
    for _ in range(SPLITS if parts.rows <= SPLIT_ROWS else 1):
        shuffled = by_content[random.permutation(parts.rows)][:SPLIT_ROWS]
        halves = np.sort(shuffled[::2]), np.sort(shuffled[1::2])
        sides = [fill(without_common(ids[rows]), seeds, source.take(rows), random.bytes) for rows in halves]
        pairs = by_tokens(layout, *sides)
        a, b = halves[0][pairs.left].tolist(), halves[1][pairs.right].tolist()
        different = [(min(one, other), max(one, other)) not in same for one, other in zip(a, b, strict=True)]
        found.append(pairs.levels[np.array(different, np.bool_)])
        comparisons += len(halves[0]) * len(halves[1])
    levels = np.concatenate(found)
    usual = level_counts(_random_pairs(source.take(by_content), layout, random), layout.tops)
    return NonMatches(levels[np.lexsort(levels.T)], comparisons, usual)


def _random_pairs(source: CloseupSource, layout: Layout, random: np.random.Generator) -> Levels:
    """Levels of pairs of rows drawn at random, as if each pair shared one slot."""
    rows = source.lists.shape[0]
    left = random.integers(0, rows, RANDOM_PAIRS)
    right = (left + random.integers(1, max(2, rows), RANDOM_PAIRS)) % rows
    seeds = random_words(random.bytes, (RANDOM_PAIRS, 1, 2))
    noise = [random_words(random.bytes, (RANDOM_PAIRS, 2)) for _ in range(2)]
    sides = [fill_slots(seeds, noise[number], source.take(side)) for number, side in enumerate((left, right))]
    return by_tokens(layout, *sides).levels
