"""An owner's list against itself, at home: chance pairs, likely repeats, and how different people look.

Only the last leaves the owner, as a table of counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from matcher.allpairs import evidence_of
from matcher.candidates import row_by_row
from matcher.draws import DrawnPairs, draw_between, draw_within
from matcher.encode import CloseupSource, fill_slots, random_words
from matcher.encodings import SIGHTS, NonMatches, PlainFilters
from matcher.evidence import Layout, Levels, counts_among
from matcher.keys import Ids, KeyValues, colliding_pairs
from matcher.odds import AGREEING, WeighedPairs, learn
from matcher.parts import Parts, row_order
from matcher.project import Project
from matcher.ratios import Floats, log_ratios
from matcher.strangers import apart, telling

SEED = (1,)  # of the pairs drawn from a plain list
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


See = Callable[[Ids, Ids, int], Sequence[Levels]]  # the levels of pairs of rows, in each of so many sights


class OwnList:
    """A list as its owner can see it: pair by pair.

    nonmatches  how pairs of different people look
    """

    nonmatches: NonMatches

    def __init__(self, rows: int, layout: Layout, see: See, sights: int, drawn: DrawnPairs) -> None:
        self._see, self._rows, self._tops, self._categories = see, rows, layout.tops, layout.categories
        seen = see(drawn.left, drawn.right, sights)
        different = drawn.weight * (1 - _probably_one_person(seen[-1], drawn.weight, rows, layout))
        counts = [counts_among(levels, self._tops, different, layout.categories) for levels in seen]
        self.nonmatches = NonMatches(np.rint(counts).astype(np.int64))

    def likely_repeats(self, left: Ids, right: Ids) -> NDArray[np.bool_]:
        """Which pairs of rows look like one person written twice, (pairs,) bool.

        Their evidence is more likely than not to be that of a match, if REPEATS of the rows are repeats.
        """
        levels = self._see(left, right, 1)[0]
        categories, counts = self._categories, self.nonmatches.counts[0].astype(np.float64)
        category = telling(counts, categories)
        ratios = log_ratios(np.zeros_like(counts[0]), apart(counts, categories, category), self._tops, category)
        repeated: NDArray[np.bool_] = ratios.score(levels) > np.log(self._rows / (2 * REPEATS))
        return repeated


def _probably_one_person(levels: Levels, weight: Floats, rows: int, layout: Layout) -> Floats:
    """How likely drawn pairs of rows are repeats, (pairs,): as learned from all of them, where two fields at least that
    tell one person from another speak for it. Where a name is all there is, namesakes are different people.
    """
    kinds, which = np.unique(levels, axis=0, return_inverse=True)
    stands_for = np.bincount(which.ravel(), weight, len(kinds)).astype(np.float64)
    weighed = WeighedPairs(kinds, stands_for)
    odds = learn(weighed, weighed, rows, layout.tops, layout.categories)
    telling = [column for column, (_, kind) in enumerate(layout.evidence) if kind not in SMALL_KINDS]
    likely = np.where(odds.speaking(kinds, telling) >= AGREEING, expit(odds.score(kinds) + odds.prior), 0.0)
    return likely[which.ravel()]


def seen_in_closeups(parts: Parts, source: CloseupSource, project: Project, seed: Sequence[int]) -> OwnList:
    """A list as the linkage unit sees it, through as many slots as SIGHTS says. Its rows stand in random order."""
    random = np.random.default_rng(seed)

    def see(left: Ids, right: Ids, sights: int) -> Sequence[Levels]:
        seeds = random_words(random.bytes, (len(left), SIGHTS[sights - 1], 2))
        noise = [random_words(random.bytes, (len(left), 2)) for _ in range(2)]
        sides = [fill_slots(seeds, noise[number], source.take(rows)) for number, rows in enumerate((left, right))]
        return [row_by_row(project.layout, *(side.first(slots) for side in sides)).levels for slots in SIGHTS[:sights]]

    return OwnList(parts.rows, project.layout, see, len(SIGHTS), draw_within(parts, np.arange(parts.rows), seed))


def seen_plainly(parts: Parts, filters: PlainFilters, project: Project) -> OwnList:
    """A plain list on its own machine."""

    def see(left: Ids, right: Ids, sights: int) -> Sequence[Levels]:
        return [evidence_of(project.layout, filters, filters, left, right).levels]

    by_content = np.argsort(row_order(parts), kind="stable")
    return OwnList(parts.rows, project.layout, see, 1, draw_within(parts, by_content, SEED))


def seen_between(left: Parts, right: Parts, filters: Sequence[PlainFilters], project: Project) -> NonMatches:
    """How all pairs of a row of each of two plain lists look, those of one person among them."""
    orders = np.argsort(row_order(left), kind="stable"), np.argsort(row_order(right), kind="stable")
    drawn = draw_between(left, right, orders, SEED)
    levels = evidence_of(project.layout, filters[0], filters[1], drawn.left, drawn.right).levels
    counts = counts_among(levels, project.layout.tops, drawn.weight, project.layout.categories)
    return NonMatches(np.rint(counts).astype(np.int64)[None])
