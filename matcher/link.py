"""Scored pairs -> one-to-one links, best first."""

from __future__ import annotations

import numpy as np

import kernels
from matcher.encodings import Links, ScoredPairs

STRONG = 0.95  # lowest probability of a strong link; below it a person should look


def link(scored: ScoredPairs, threshold: float | None = None) -> Links:
    """Link the pairs whose score reaches the threshold (inclusive), each row once; ties by row.

    `threshold` replaces the one that the score found. Rows without a partner are in no link.
    """
    threshold = scored.threshold if threshold is None else threshold
    pairs = scored.pairs
    reach = np.flatnonzero(scored.score >= threshold)
    taken = reach[kernels.greedy_one_to_one(pairs.left[reach], pairs.right[reach], *pairs.rows)]
    everyone = kernels.greedy_one_to_one(pairs.left, pairs.right, *pairs.rows)
    probability = scored.probability[taken]
    return Links(
        left=pairs.left[taken],
        right=pairs.right[taken],
        score=scored.score[taken],
        strong=probability >= STRONG,
        evidence=pairs.levels[taken],
        columns=pairs.columns,
        tops=pairs.tops,
        threshold=threshold,
        expected_false=float((1 - probability).sum()),
        expected_matches=float(scored.probability[everyone].sum()),
    )
