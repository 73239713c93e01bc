"""Evidence -> one score, a threshold and the expected errors, without any truth.

Fellegi and Sunter's score (1969): the sum over evidence columns of the log ratio of how often matches and non-matches
show the level seen; what either side lacks counts nothing. How often non-matches show it each owner has seen in its
own list, and who has two plain lists between them; how often matches do is learned by EM. The score plus the prior odds
of a match, less how likely strangers of that score are to be found at all, is the log odds that a pair is one, and so
says where to stop and how many links will be false.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression
from scipy.special import expit

import kernels
from matcher.encodings import SIGHTS, CandidatePairs, ScoredPairs
from matcher.evidence import Levels, level_counts
from matcher.meeting import log_share_met, strangers_by_score

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

ROUNDS = 20  # of EM; scores stop moving well before
DIGITS = 9  # of a log ratio: those after them hang on the order in which pairs are summed
LEAST_AT_HOME = 0.25  # of the strangers alike that two lists have within them are at least between them
FEWEST = 0.1  # matches expected at least; their prior odds would not be a number without
LEAST = 0.25  # probability of a link; one that is wrong three times in four helps nobody
PRIOR_MATCHES = 5.0  # matches' worth of belief in a table where full agreement is usual
PRIOR_NONMATCHES = 2.0  # pairs' worth of belief in its mirror image, so that no level is impossible


def score_pairs(pairs: CandidatePairs) -> ScoredPairs:
    """Score candidate pairs and find the threshold that maximises the expected F1.

    Returns them best first; ties by closeness, then left and right row. Without pairs the threshold is infinite.
    """
    if len(pairs.left) == 0:
        return ScoredPairs(pairs, np.zeros(0), np.zeros(0), np.inf)
    pairs = _reordered(pairs, np.lexsort((pairs.right, pairs.left, -pairs.closeness)))  # as ties are broken
    probability, matches = np.zeros(len(pairs.left)), min(pairs.rows) / 2
    for _ in range(ROUNDS):
        score, strangers = _score(pairs, probability)
        kept = _one_to_one(pairs, _best_first(score))
        likely = expit(_log_odds(pairs, score, matches, strangers))
        probability = np.zeros(len(score))
        probability[kept] = likely[kept]
        matches = float(probability.sum())
    order = _best_first(score)
    likely = expit(_log_odds(pairs, score, matches, strangers))
    threshold = _best_threshold(score[kept], likely[kept])
    return ScoredPairs(_reordered(pairs, order), score[order], likely[order], threshold)


def _log_odds(pairs: CandidatePairs, score: Floats, matches: float, strangers: tuple[Floats, Floats]) -> Floats:
    """(pairs,) float64: the log odds that each pair is a match.

    matches    how many there are
    strangers  scores, and the share of strangers that have them
    """
    prior = _prior_log_odds(matches, pairs.rows)
    if pairs.shared is None:
        return score + prior
    at, share = strangers
    there = share * np.prod([max(1.0, side - matches) for side in pairs.rows])
    found: Floats = score + prior - log_share_met(score + prior, (at + prior, there))
    return found


def _score(pairs: CandidatePairs, probability: Floats) -> tuple[Floats, tuple[Floats, Floats]]:
    """(pairs,) float64: each pair by how strangers look through as many slots as its rows share; and scores with the
    share of strangers that have them, seen through one slot.
    """
    strangers = _strangers(pairs, probability)
    sights = np.zeros(len(pairs.left), np.int64)
    if pairs.shared is not None:
        sights = np.searchsorted(SIGHTS[: len(strangers)], pairs.shared, side="right") - 1
    score = np.zeros(len(pairs.left))
    for sight, others in enumerate(strangers):
        seen = sights == sight
        tables = log_ratios(pairs.levels, probability, others, pairs.tops)
        score[seen] = score_levels(pairs.levels[seen], tables)
        if sight == 0:
            by_score = strangers_by_score(tables, _level_shares(pairs, others), pairs.single_names)
    return score, by_score


def _level_shares(pairs: CandidatePairs, strangers: Floats) -> list[Floats]:
    """Per column, (levels,) float64: the share of strangers that show each level, 0 where either lacks the field."""
    counts = [source.counts[0] for source in pairs.nonmatches]
    totals = [np.maximum(1, table.sum(axis=-1)) for table in counts]
    both = np.sqrt(np.prod([1 - table[:, 0] / total for table, total in zip(counts, totals, strict=True)], axis=0))
    shares = []
    for column, top in enumerate(pairs.tops):
        compared = _believed(strangers[column, 1 : top + 1])
        shares.append(np.append(1 - both[column], both[column] * compared / compared.sum()))
    return shares


def _strangers(pairs: CandidatePairs, probability: Floats) -> Floats:
    """(sights, columns, highest level + 1) float64: how many pairs of different people show each level.

    Where all pairs of the two lists could be seen, those less the likely matches: but no fewer than LEAST_AT_HOME of
    what the owners saw of their own lists, since where a name is all there is, every namesake would be a match.
    """
    home = _met([source.counts for source in pairs.nonmatches])
    if pairs.between is None:
        return home
    every: Floats = pairs.between.counts - level_counts(pairs.levels, pairs.tops, probability)
    scale = np.prod(pairs.rows) / np.maximum(1, home.sum(axis=-1, keepdims=True))
    fewest: Floats = LEAST_AT_HOME * scale * home
    return np.maximum(every, fewest)


def _met(counts: Sequence[NDArray[np.int64]]) -> Floats:
    """How many pairs of a row of each of two lists show each level, from the pairs within each: the geometric mean of
    their shares, which is the most that values can meet between them (Cauchy and Schwarz), as if of all pairs counted.

    A level that a list never showed counts for half a pair. A field that one list lacks is as in the other.
    """
    compared = [table[..., 1:] for table in counts]
    pairs = [table.sum(axis=-1, keepdims=True) for table in compared]
    shares = [(table + 0.5) / (total + 0.5 * table.shape[-1]) for table, total in zip(compared, pairs, strict=True)]
    logs = sum(np.where(total > 0, np.log(share), 0.0) for share, total in zip(shares, pairs, strict=True))
    together = np.exp(logs / np.maximum(1, sum(total > 0 for total in pairs))) * sum(pairs)
    return np.concatenate([np.zeros_like(together[..., :1]), together], axis=-1)


def _prior_log_odds(matches: float, rows: tuple[int, int]) -> float:
    """Matches against the pairs of different people among which a one-to-one choice can still go wrong.

    A row that has found its match is linked to nobody else, so those are the pairs of the rows left over.
    """
    left_over = [max(1.0, side - matches) for side in rows]
    return float(np.log(max(FEWEST, matches)) - np.log(left_over[0]) - np.log(left_over[1]))


def log_ratios(levels: Levels, probability: Floats, nonmatches: Floats, tops: Sequence[int]) -> list[Floats]:
    """Log ratio of every level of every column; entry 0, for a missing field, is 0.

    levels       (pairs, columns) int8, of pairs that may be matches
    probability  (pairs,) float64, that each is one
    nonmatches   (columns, highest level + 1) float64, counts of levels among pairs of different people
    """
    tables = []
    for column, top in enumerate(tops):
        seen = np.bincount(levels[:, column], probability, top + 1)[1:]
        matches, others = seen + PRIOR_MATCHES * _rising(top), _believed(nonmatches[column, 1 : top + 1])
        tables.append(np.concatenate([[0.0], np.round(_monotone_log_ratio(matches, others), DIGITS)]))
    return tables


def _rising(top: int) -> Floats:
    """A table of levels where full agreement is usual."""
    rising = 2.0 ** np.arange(top, dtype=np.float64)
    table: Floats = rising / rising.sum()
    return table


def _believed(nonmatches: Floats) -> Floats:
    """Counts of the levels of different people, with what is believed before any was seen."""
    believed: Floats = nonmatches + PRIOR_NONMATCHES * _rising(len(nonmatches))[::-1]
    return believed


def _monotone_log_ratio(matches: Floats, others: Floats) -> Floats:
    """log(share among matches / share among others), made to rise with the level."""
    m, u = matches / matches.sum(), others / others.sum()
    risen = isotonic_regression(m / (m + u), weights=m + u).x
    ratio: Floats = np.log(risen) - np.log1p(-risen)
    return ratio


def score_levels(levels: Levels, tables: Sequence[Floats]) -> Floats:
    """(pairs,) float64: the sum of the log ratios of a pair's levels."""
    total = np.zeros(len(levels))
    for column, table in enumerate(tables):
        total += table[levels[:, column]]
    return total


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
