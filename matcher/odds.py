"""How likely two rows of one list are one person: matches and non-matches both learned from the list itself.

Fellegi and Sunter's score, as in `score`, but for one list there is no other side: any two rows may be one person, and
a person may have many rows. EM over all pairs of rows learns how often matches and how often others show each level.
Matches are looked for among the most similar pairs; others are counted on drawn pairs, each as far as it is no match.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from matcher.evidence import Levels, counts_among, level_counts
from matcher.ratios import Ratios, log_ratios
from matcher.score import FEWEST
from matcher.strangers import apart, telling

Floats = NDArray[np.float64]

REPEATS = 0.05  # pairs of one person that a row is expected to have, before the list has been seen
ROUNDS = 30  # of EM; odds stop moving well before
AGREEING = 2  # fields that must speak for a pair before it is taken from the others


@dataclass(frozen=True, slots=True)
class WeighedPairs:
    """Levels of pairs of rows, (pairs, columns) int8, and how many pairs of the list each stands for, (pairs,)."""

    levels: Levels
    weight: Floats


@dataclass(frozen=True, slots=True)
class Odds:
    """What was learned of a list.

    ratios   what each level of each column says
    prior    log odds that any two rows are one person
    matches  expected among the most similar pairs
    """

    ratios: Ratios
    prior: float
    matches: float

    def score(self, levels: Levels) -> Floats:
        """(pairs,) float64: log odds without the prior."""
        return self.ratios.score(levels)

    def speaking(self, levels: Levels, columns: Sequence[int]) -> NDArray[np.int64]:
        """(pairs,) int64: how many of these columns speak for a match."""
        return self.ratios.speaking(levels, columns)


def learn(
    similar: WeighedPairs, drawn: WeighedPairs, rows: int, tops: Sequence[int], categories: Sequence[int] = ()
) -> Odds:
    """Learn from the most similar pairs of a list and from pairs drawn of all.

    At first those drawn pairs count as matches that agree in AGREEING fields wholly: in a list of one person written
    often, few pairs are others. Later a pair in which fewer fields speak for a match stays among the others whatever
    its odds: where all that a list has is a name, namesakes would otherwise make each other matches.

    As in `score`, others are counted apart by the category that tells most. Without pairs, only what is believed of
    every list.
    """
    every = max(1.0, rows * (rows - 1) / 2)
    matches, likely = REPEATS * rows, np.zeros(len(similar.levels))
    unlike = drawn.weight * ((drawn.levels == np.array(tops)).sum(axis=1) < AGREEING)
    for _ in range(ROUNDS):
        others = counts_among(drawn.levels, tops, unlike, categories)
        category = telling(others, categories)
        seen = level_counts(similar.levels, tops, likely * similar.weight)
        ratios = log_ratios(seen, apart(others, categories, category), tops, category)
        prior = float(np.log(max(FEWEST, matches)) - np.log(max(1.0, every - matches)))
        odds = Odds(ratios, prior, matches)
        likely = expit(odds.score(similar.levels) + prior)
        matches = float(likely @ similar.weight)
        speaking = odds.speaking(drawn.levels, range(len(tops)))
        matched = np.where(speaking >= AGREEING, expit(odds.score(drawn.levels) + prior), 0.0)
        unlike = drawn.weight * (1 - matched)
    return Odds(ratios, prior, matches)
