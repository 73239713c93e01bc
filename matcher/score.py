"""Evidence -> one score, a threshold and the expected errors, without any truth.

Fellegi and Sunter's score (1969): the sum over evidence columns of the log ratio of how often matches and non-matches
show the level seen; what either side lacks counts nothing. How often non-matches show it each owner has seen in its
own list, and who has two plain lists between them; how often matches do is learned by EM. The score plus the prior odds
of a match, less how likely strangers of that score are to be found at all, is the log odds that a pair is one, and so
says where to stop and how many links will be false.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

import kernels
from matcher.encodings import SIGHTS, CandidatePairs, ScoredPairs
from matcher.evidence import level_counts
from matcher.meeting import log_share_met, strangers_by_score
from matcher.ratios import log_ratios
from matcher.strangers import apart, between_lists, level_shares, telling

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

ROUNDS = 20  # of EM; scores stop moving well before
FEWEST = 0.1  # matches expected at least; their prior odds would not be a number without
LEAST = 0.25  # probability of a link; one that is wrong three times in four helps nobody


def score_pairs(pairs: CandidatePairs) -> ScoredPairs:
    """Score candidate pairs and find the threshold that maximises the expected F1.

    Returns them best first; ties by closeness, then left and right row. Without pairs the threshold is infinite.
    """
    if len(pairs.left) == 0:
        return ScoredPairs(pairs, np.zeros(0), np.zeros(0), np.inf)
    pairs = _reordered(pairs, np.lexsort((pairs.right, pairs.left, -pairs.closeness)))  # as ties are broken
    probability, matches = np.zeros(len(pairs.left)), min(pairs.rows) / 2
    category = telling(between_lists(pairs, probability)[0], pairs.categories)
    for _ in range(ROUNDS):
        score, by_score = _score(pairs, category, probability)
        kept = _one_to_one(pairs, _best_first(score))
        likely = expit(_log_odds(pairs, score, matches, by_score))
        probability = np.zeros(len(score))
        probability[kept] = likely[kept]
        matches = float(probability.sum())
    order = _best_first(score)
    likely = expit(_log_odds(pairs, score, matches, by_score))
    threshold = _best_threshold(score[kept], likely[kept])
    return ScoredPairs(_reordered(pairs, order), score[order], likely[order], threshold)


def _log_odds(pairs: CandidatePairs, score: Floats, matches: float, by_score: tuple[Floats, Floats]) -> Floats:
    """(pairs,) float64: the log odds that each pair is a match.

    matches   how many there are
    by_score  scores, and the share of strangers that have them
    """
    prior = _prior_log_odds(matches, pairs.rows)
    if pairs.shared is None:
        return score + prior
    at, share = by_score
    there = share * np.prod([max(1.0, side - matches) for side in pairs.rows])
    found: Floats = score + prior - log_share_met(score + prior, (at + prior, there))
    return found


def _score(pairs: CandidatePairs, category: int | None, probability: Floats) -> tuple[Floats, tuple[Floats, Floats]]:
    """(pairs,) float64: each pair by how strangers look through as many slots as its rows share; and scores with the
    share of strangers that have them, seen through one slot.
    """
    seen = level_counts(pairs.levels, pairs.tops, probability)
    others = apart(between_lists(pairs, probability), pairs.categories, category)
    ratios = [log_ratios(seen, of_sight, pairs.tops, category) for of_sight in others]
    sights = np.zeros(len(pairs.left), np.int64)
    if pairs.shared is not None:
        sights = np.searchsorted(SIGHTS[: len(others)], pairs.shared, side="right") - 1
    score = np.zeros(len(pairs.left))
    for sight, of_sight in enumerate(ratios):
        score[sights == sight] = of_sight.score(pairs.levels[sights == sight])
    return score, strangers_by_score(ratios[0], [level_shares(pairs, table) for table in others[0]], pairs.single_names)


def _prior_log_odds(matches: float, rows: tuple[int, int]) -> float:
    """Matches against the pairs of different people among which a one-to-one choice can still go wrong.

    A row that has found its match is linked to nobody else, so those are the pairs of the rows left over.
    """
    left_over = [max(1.0, side - matches) for side in rows]
    return float(np.log(max(FEWEST, matches)) - np.log(left_over[0]) - np.log(left_over[1]))


def _best_first(score: Floats) -> Rows:
    """The order of pairs that stand as ties are broken."""
    return np.argsort(-score, kind="stable")


def _one_to_one(pairs: CandidatePairs, order: Rows) -> Rows:
    """The pairs that a one-to-one choice keeps, best first."""
    return order[kernels.greedy_one_to_one(pairs.left[order], pairs.right[order], *pairs.rows)]


def _best_threshold(score: Floats, probability: Floats) -> float:
    """The score at which the expected F1, 2 TP / (N + M), is largest; pairs come best first.

    Infinite where even the best pair is less likely than LEAST.
    """
    expected_f1 = 2 * np.cumsum(probability) / (np.arange(1, len(score) + 1) + probability.sum())
    eligible = np.r_[score[1:] != score[:-1], True] & (probability >= LEAST)  # all pairs of a score, or none
    best = int(np.argmax(np.where(eligible, expected_f1, -1.0)))
    return float(score[best]) if eligible[best] else np.inf


def _reordered(pairs: CandidatePairs, order: Rows) -> CandidatePairs:
    return replace(
        pairs,
        left=pairs.left[order],
        right=pairs.right[order],
        levels=pairs.levels[order],
        closeness=pairs.closeness[order],
        shared=None if pairs.shared is None else pairs.shared[order],
    )
