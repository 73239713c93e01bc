"""What each level of evidence says for a match: the log ratio of how often matches and strangers show it.

Fellegi and Sunter's weights (1969), made to rise with the level.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from matcher.evidence import Levels

Floats = NDArray[np.float64]

DIGITS = 9  # of a log ratio: those after them hang on the order in which pairs are summed
PRIOR_MATCHES = 5.0  # matches' worth of belief in a table where full agreement is usual
PRIOR_STRANGERS = 2.0  # pairs' worth of belief in its mirror image, so that no level is impossible


@dataclass(frozen=True, slots=True)
class Ratios:
    """What levels add to a score, by the level of a pair in one category, where there is one.

    tables    of each level of the category (one table without), of each column, (levels,) float64
    category  its column; None without
    """

    tables: Sequence[Sequence[Floats]]
    category: int | None = None

    def score(self, levels: Levels) -> Floats:
        """(pairs,) float64: the sum of the log ratios of a pair's levels."""
        return self._added_up(levels, range(levels.shape[1]), lambda ratio: ratio)

    def speaking(self, levels: Levels, columns: Sequence[int]) -> NDArray[np.int64]:
        """(pairs,) int64: how many of these columns speak for a match."""
        return self._added_up(levels, columns, lambda ratio: ratio > 0).astype(np.int64)

    def _added_up(self, levels: Levels, columns: Sequence[int], told: Callable[[Floats], NDArray[Any]]) -> Floats:
        total = np.zeros(len(levels))
        for level, tables in enumerate(self.tables):
            here = slice(None) if self.category is None else levels[:, self.category] == level
            for column in columns:
                total[here] += told(tables[column])[levels[here, column]]
        return total


def log_ratios(matches: Floats, strangers: Floats, tops: Sequence[int], category: int | None = None) -> Ratios:
    """Log ratio of every level of every column; that of level 0, for a missing field, is 0.

    matches    (columns, highest level + 1) float64, how many likely matches show each level
    strangers  (tables, columns, highest level + 1) float64, of pairs of different people, by the level of a category
    category   its column; None with one table
    """
    tables = []
    for counts in strangers:
        columns = []
        for column, top in enumerate(tops):
            seen = matches[column, 1 : top + 1] + PRIOR_MATCHES * _rising(top)
            ratio = _monotone_log_ratio(seen, believed(counts[column, 1 : top + 1]))
            columns.append(np.concatenate([[0.0], np.round(ratio, DIGITS)]))
        tables.append(columns)
    return Ratios(tables, category)


def believed(strangers: Floats) -> Floats:
    """Counts of the levels of strangers, (levels,), with what is believed before any was seen."""
    counts: Floats = strangers + PRIOR_STRANGERS * _rising(len(strangers))[::-1]
    return counts


def _rising(top: int) -> Floats:
    """A table of levels where full agreement is usual."""
    powers = 2.0 ** np.arange(top, dtype=np.float64)
    table: Floats = powers / powers.sum()
    return table


def _monotone_log_ratio(matches: Floats, others: Floats) -> Floats:
    """log(share among matches / share among others), made to rise with the level."""
    m, u = matches / matches.sum(), others / others.sum()
    risen = isotonic_regression(m / (m + u), weights=m + u).x
    ratio: Floats = np.log(risen) - np.log1p(-risen)
    return ratio
