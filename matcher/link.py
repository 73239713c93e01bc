"""Scored pairs -> links: one to one, best first, and the rows that repeat a linked one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

import kernels
from matcher.encodings import Links, Rows, ScoredPairs
from matcher.outlook import false_among, matches_among, unfound

STRONG = 0.95  # lowest probability of a strong link; below it a person should look
REPEATED = 0.5  # lowest probability of a repeat
REPEATS = 0.05  # repeats that a linked row has, where nothing speaks for more or fewer
BELIEF = 20  # linked rows' worth of belief in that
ROUNDS = 10  # of estimating it


def link(scored: ScoredPairs, threshold: float | None = None) -> Links:
    """Link the pairs whose score reaches the threshold (inclusive), each row once; ties by row.

    Behind them come repeats: rows left over that look like the person of a row already linked, as where two relatives
    have reported one person. Each is in one.

    `threshold` replaces the one that the score found. Rows without a partner are in no link.
    """
    threshold = scored.threshold if threshold is None else threshold
    pairs = scored.pairs
    reach = np.flatnonzero(scored.score >= threshold)
    once = reach[kernels.greedy_one_to_one(pairs.left[reach], pairs.right[reach], *pairs.rows)]
    everyone = np.flatnonzero(kernels.greedy_one_to_one(pairs.left, pairs.right, *pairs.rows))
    repeats, repeated = _repeats(scored, reach, once)
    taken = np.concatenate([once, repeats])
    probability = np.concatenate([scored.probability[once], repeated])
    return Links(
        left=pairs.left[taken],
        right=pairs.right[taken],
        score=scored.score[taken],
        strong=probability >= STRONG,
        repeat=np.arange(len(taken)) >= len(once),
        evidence=pairs.levels[taken],
        columns=pairs.columns,
        tops=pairs.tops,
        threshold=threshold,
        false=false_among(probability),
        matches=matches_among(scored.probability[everyone]) + matches_among(repeated),
        missed=matches_among(scored.probability[np.setdiff1d(everyone, once)])
        + unfound(None if pairs.shared is None else pairs.shared[everyone], scored.probability[everyone]),
    )


def _repeats(scored: ScoredPairs, reach: Rows, once: Rows) -> tuple[Rows, NDArray[np.float64]]:
    """The pairs of a linked row and one left over that are likely one person, best first, and their probabilities.

    A row left over has as many chances to be a stranger of a linked row as there are rows left over.
    """
    pairs = scored.pairs
    found: list[Rows] = []
    probabilities: list[NDArray[np.float64]] = []
    for side, other, rows in ((pairs.left, pairs.right, pairs.rows[0]), (pairs.right, pairs.left, pairs.rows[1])):
        second = reach[~np.isin(side[reach], side[once]) & np.isin(other[reach], other[once])]
        second = second[np.sort(np.unique(side[second], return_index=True)[1])]  # the best of each row left over
        left_over = max(1, rows - len(once))
        repeats = REPEATS
        for _ in range(ROUNDS):
            probability = expit(scored.score[second] + np.log(repeats / left_over))
            repeats = (probability.sum() + REPEATS * BELIEF) / (len(once) + BELIEF)
        likely = probability >= REPEATED
        found.append(second[likely])
        probabilities.append(probability[likely])
    return np.concatenate(found), np.concatenate(probabilities)
