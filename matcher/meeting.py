"""How likely strangers of a score are to meet, so that a pair found says something by being found.

Keys bring strangers together who look alike far more often than others. Among the pairs found there are then fewer
strangers of a middling score than among all pairs, and a match of such a score is likelier than it would be there. How
many pairs of strangers of each score two lists have follows from how strangers look; how many of them met is seen. The
share is fitted as a logistic curve: the strangers' part of the pairs found tells how strangers are found, as an
empirical null does (Efron 2004).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]

GRID = 0.25  # of scores, for how many strangers have each
NEAR = 12.0  # log odds against a match down to which pairs are looked at; who is less alike is found otherwise
SURE = 6.0  # log odds for a match up to which they are
BELIEF = 5.0  # pairs' worth of belief that strangers met who are as likely as not a match
STEPS = 50  # of Newton's method; a few are enough
DIGITS = 9  # of the curve: those after them hang on the order in which pairs are summed


def log_share_met(log_odds: Floats, likely: Floats, strangers: tuple[Floats, Floats]) -> Floats:
    """(pairs,) float64: the log of the share of strangers like each pair who meet, 0 where all do.

    log_odds   (pairs,) float64, of pairs found, that they are matches, as if all pairs had been compared
    likely     (pairs,) float64, the probability that they are
    strangers  log odds, and how many pairs of strangers have them, in two lists
    """
    edges = np.arange(-NEAR, SURE + 1)
    there = np.histogram(strangers[0], edges, weights=strangers[1])[0]
    met = np.minimum(np.histogram(log_odds, edges, weights=1 - likely)[0], there)
    level, slope = _logistic((edges[:-1] + edges[1:]) / 2, met, there)
    share: Floats = -np.logaddexp(0, -(level + slope * log_odds))
    return share


def _logistic(at: Floats, met: Floats, there: Floats) -> tuple[float, float]:
    """The curve expit(level + slope * at) of which so many of those there met is likeliest; it does not fall.

    With a slope over 1 who looks more like a match would be less likely one.
    """
    at, met, there = np.append(at, 0.0), np.append(met, BELIEF), np.append(there, BELIEF)
    curve = np.array([0.0, 0.5])
    columns = np.stack([np.ones_like(at), at])
    for _ in range(STEPS):
        share = expit(curve @ columns)
        weight = there * share * (1 - share)
        step = np.linalg.solve((columns * weight) @ columns.T + 1e-9 * np.eye(2), columns @ (met - there * share))
        curve += step / max(1.0, float(np.abs(step).max()))
        curve[1] = np.clip(curve[1], 0.0, 1.0)
    level, slope = np.round(curve, DIGITS).tolist()
    return level, slope


def strangers_by_score(tables: Sequence[Floats], shares: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Scores on a grid, and the share of pairs of strangers that have each, (scores,) float64 both.

    tables  per column, (levels,) float64: what each level adds to a score
    shares  per column, (levels,) float64: how many strangers show it, 1 together

    Columns count as independent. A score between two points of the grid goes to both, by how near it is.
    """
    lowest = sum(min(0.0, float(table.min())) for table in tables) - GRID * (1 + len(tables))
    highest = sum(max(0.0, float(table.max())) for table in tables) + GRID * (1 + len(tables))
    scores = GRID * np.arange(np.floor(lowest / GRID), np.ceil(highest / GRID) + 1)
    spread = (np.abs(scores) < GRID / 2).astype(np.float64)  # all at 0 before any column
    for table, share in zip(tables, shares, strict=True):
        moved = np.zeros_like(spread)
        for added, of_level in zip(table / GRID, share, strict=True):
            down = int(np.floor(added))
            moved += of_level * (1 - added + down) * _shifted(spread, down)
            moved += of_level * (added - down) * _shifted(spread, down + 1)
        spread = moved
    return scores, spread


def _shifted(spread: Floats, places: int) -> Floats:
    """Moved up by so many places; what leaves the array is none, since it is as wide as scores go."""
    return np.roll(spread, places)
