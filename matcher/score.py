"""Evidence -> one score, a threshold and the expected errors, without any truth.

Fellegi and Sunter's score (1969): the sum over evidence columns of the log ratio of how often matches and non-matches
show the level seen; what either side lacks counts nothing. How often non-matches show it is known from each list
compared with itself; how often matches do is learned by EM. The same non-matches say how many of the one-to-one pairs
of a score are false, and so where to stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

import kernels
from matcher.encodings import CandidatePairs, NonMatches, ScoredPairs
from matcher.evidence import Levels

Floats = NDArray[np.float64]

ROUNDS = 15  # of EM; scores stop moving well before
PRIOR_MATCHES = 5.0  # matches' worth of belief in a table where full agreement is usual
PRIOR_NONMATCHES = 2.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the non-matches say of a set of one-to-one pairs.

    probability  (pairs,) of being a true match; isotonic in the score
    matches      expected true matches among all of them
    """

    probability: Floats
    matches: float


def score_pairs(pairs: CandidatePairs) -> ScoredPairs:
    """Score candidate pairs and find the threshold that maximises the expected F1.

    Returns them best first; ties by closeness, then left and right row. Without pairs the threshold is infinite.
    """
    if len(pairs.left) == 0:
        return ScoredPairs(pairs, np.zeros(0), np.zeros(0), np.inf)
    nonmatches, weights = _pooled(pairs)
    usual = sum(
        (source.usual for source in pairs.nonmatches),
        np.zeros((len(pairs.tops), max(pairs.tops) + 1)),
    )
    tables = _learned_tables(pairs, np.zeros(len(pairs.left)), usual)
    matches = 0.0
    for _ in range(ROUNDS):
        score, order, kept = _ranked(pairs, tables)
        scale = max(0.0, 1.0 - matches / min(pairs.rows))
        calibration = _calibrate(score[kept], _score(nonmatches, tables), weights * scale)
        matches = calibration.matches
        probability = np.zeros(len(score))
        probability[kept] = calibration.probability
        tables = _learned_tables(pairs, probability, usual)
    score, order, kept = _ranked(pairs, tables)
    scale = max(0.0, 1.0 - matches / min(pairs.rows))
    calibration = _calibrate(score[kept], _score(nonmatches, tables), weights * scale)
    threshold = _best_threshold(score[kept], calibration)
    probability = np.interp(score, score[kept][::-1], calibration.probability[::-1])
    return ScoredPairs(_reordered(pairs, order), score[order], probability[order], threshold)


def _pooled(pairs: CandidatePairs) -> tuple[Levels, Floats]:
    """All non-matches, and how many of the pairs of this comparison each of them stands for."""
    sources: Sequence[NonMatches] = [source for source in pairs.nonmatches if source.comparisons > 0]
    comparisons = sum(source.comparisons for source in sources)
    levels = [source.levels for source in sources] or [np.empty((0, pairs.levels.shape[1]), np.int8)]
    together = np.concatenate(levels)
    share = pairs.rows[0] * pairs.rows[1] / comparisons if comparisons else 0.0
    return together, np.full(len(together), share)


def _prior_table(top: int, reverse: bool) -> Floats:
    """A table over levels 1..top in which each level is twice as usual as the one below it (or above it)."""
    shares = 2.0 ** np.arange(top)
    shares /= shares.sum()
    return shares[::-1] if reverse else shares


def _learned_tables(pairs: CandidatePairs, probability: Floats, usual: Floats) -> list[Floats]:
    """Log ratio of every level of every column; entry 0, for a missing field, is 0."""
    tables = []
    for column, top in enumerate(pairs.tops):
        matches = np.bincount(pairs.levels[:, column], probability, top + 1)[1:]
        matches += PRIOR_MATCHES * _prior_table(top, False)
        others = usual[column, 1 : top + 1] + PRIOR_NONMATCHES * _prior_table(top, True)
        tables.append(np.concatenate([[0.0], _monotone_log_ratio(matches, others)]))
    return tables


def _monotone_log_ratio(matches: Floats, others: Floats) -> Floats:
    """log(share among matches / share among others), made to rise with the level."""
    m, u = matches / matches.sum(), others / others.sum()
    risen = isotonic_regression(m / (m + u), weights=m + u).x
    risen = np.clip(risen, 1e-6, 1 - 1e-6)
    return np.log(risen / (1 - risen))


def _score(levels: Levels, tables: Sequence[Floats]) -> Floats:
    total = np.zeros(len(levels))
    for column, table in enumerate(tables):
        total += table[levels[:, column]]
    return total


def _ranked(pairs: CandidatePairs, tables: Sequence[Floats]) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """Scores in the order of the pairs, the pairs' order best first, and those kept one to one, best first."""
    score = _score(pairs.levels, tables)
    order = np.lexsort((pairs.right, pairs.left, -pairs.closeness, -score))
    taken = kernels.greedy_one_to_one(pairs.left[order], pairs.right[order], *pairs.rows)
    return score, order, order[taken]


def _calibrate(score: Floats, nonmatch_score: Floats, weights: Floats) -> Calibration:
    """Isotonic share of true matches among one-to-one pairs, against the non-matches expected at the same score.

    If of the pairs around a score, found or expected false, the share p was found, 1 - p of them is expected false:
    the false ones are (1 - p) / p of those found.
    """
    both = np.concatenate([score, nonmatch_score])
    found = np.concatenate([np.ones(len(score)), np.zeros(len(nonmatch_score))])
    weight = np.concatenate([np.ones(len(score)), np.maximum(weights, 1e-9)])
    _, inverse = np.unique(both, return_inverse=True)
    total = np.bincount(inverse, weight)
    share = np.bincount(inverse, weight * found) / total
    risen = isotonic_regression(share, weights=total).x
    probability = np.clip(2.0 - 1.0 / np.maximum(risen, 1e-9), 0.0, 1.0)[inverse[: len(score)]]
    return Calibration(probability, float(probability.sum()))


def _best_threshold(score: Floats, calibration: Calibration) -> float:
    """The score at which 2 TP / (N + M) is largest; pairs come best first."""
    true = np.cumsum(calibration.probability)
    expected_f1 = 2 * true / (np.arange(1, len(score) + 1) + calibration.matches)
    last_of_score = np.r_[score[1:] != score[:-1], True]
    best = int(np.argmax(np.where(last_of_score, expected_f1, -1.0)))
    return float(score[best]) if expected_f1[best] > 0 else np.inf


def _reordered(pairs: CandidatePairs, order: NDArray[np.int64]) -> CandidatePairs:
    return CandidatePairs(
        pairs.left[order],
        pairs.right[order],
        pairs.levels[order],
        pairs.closeness[order],
        pairs.columns,
        pairs.tops,
        pairs.rows,
        pairs.nonmatches,
    )
