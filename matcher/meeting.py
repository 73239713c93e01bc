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

from matcher.evidence import ONE_ALIKE
from matcher.ratios import Ratios

Floats = NDArray[np.float64]

GRID = 0.25  # of scores, for how many strangers have each
NEAR = 12.0  # log odds against a match down to which pairs are looked at; who is less alike is found otherwise
SURE = 6.0  # log odds for a match up to which they are
BELIEF = 5.0  # pairs' worth of belief that strangers met who are as likely as not a match
STEPS = 50  # of Newton's method; a few are enough
DIGITS = 9  # of the curve: those after them hang on the order in which pairs are summed


def log_share_met(log_odds: Floats, strangers: tuple[Floats, Floats]) -> Floats:
    """(pairs,) float64: the log of the share of strangers like each pair who meet, 0 where all do.

    log_odds   (pairs,) float64, of pairs found, that they are matches, as if all pairs had been compared
    strangers  log odds, and how many pairs of strangers have them, in two lists

    A pair counts as one of strangers by these log odds, although it is likelier a match than they say: so strangers are
    rather taken to meet too often than too seldom, and what is learned from pairs found does not raise itself.
    """
    edges = np.arange(-NEAR, SURE + 1)
    there = np.histogram(strangers[0], edges, weights=strangers[1])[0]
    met = np.minimum(np.histogram(log_odds, edges, weights=expit(-log_odds))[0], there)
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
        weight, rising = there * share * (1 - share), columns @ (met - there * share)
        step = np.linalg.solve((columns * weight) @ columns.T + 1e-9 * np.eye(2), rising)
        if np.clip(curve[1] + step[1], 0.0, 1.0) == curve[1]:  # it stays at its bound, and the level is for it
            step = np.array([rising[0] / (weight.sum() + 1e-9), 0.0])
        curve += step / max(1.0, float(np.abs(step).max()))
        curve[1] = np.clip(curve[1], 0.0, 1.0)
    level, slope = np.round(curve, DIGITS).tolist()
    return level, slope


def strangers_by_score(
    ratios: Ratios, shares: Sequence[Sequence[Floats]], single_names: Sequence[int] = ()
) -> tuple[Floats, Floats]:
    """Scores on a grid, and the share of pairs of strangers that have each, (scores,) float64 both; those of each level
    of a category one after the other.

    ratios        what each level of each column adds to a score
    shares        of each of its tables, of each column, (levels,) float64: how many strangers show it, 1 together
    single_names  columns that are 0 unless the first shows ONE_ALIKE
    """
    if ratios.category is None:
        return _scores_of(ratios.tables[0], shares[0], single_names)
    found = []
    for level, (tables, of_level) in enumerate(zip(ratios.tables, shares, strict=True)):
        there = list(of_level)
        there[ratios.category] = np.eye(len(tables[ratios.category]))[level]
        scores, share = _scores_of(tables, there, single_names)
        found.append((scores, share * shares[0][ratios.category][level]))
    every, share = (np.concatenate(side) for side in zip(*found, strict=True))
    return every, share


def _scores_of(
    tables: Sequence[Floats], shares: Sequence[Floats], single_names: Sequence[int]
) -> tuple[Floats, Floats]:
    """Scores on a grid, and the share of pairs of strangers of one level of the category that have each.

    Columns count as independent but for `single_names`. A score between two points of the grid goes to both, by how
    near it is.
    """
    lowest = sum(min(0.0, float(table.min())) for table in tables) - GRID * (1 + len(tables))
    highest = sum(max(0.0, float(table.max())) for table in tables) + GRID * (1 + len(tables))
    scores = GRID * np.arange(np.floor(lowest / GRID), np.ceil(highest / GRID) + 1)
    spread = (np.abs(scores) < GRID / 2).astype(np.float64)  # all at 0 before any column
    for column in range(1 if single_names else 0, len(tables)):
        if column not in single_names:
            spread = _added(spread, tables[column], shares[column])
    if not single_names:
        return scores, spread
    one_alike = np.zeros_like(shares[0])
    one_alike[ONE_ALIKE] = shares[0][ONE_ALIKE]
    singly = _added(spread, tables[0], one_alike)
    for column in single_names:
        singly = _added(singly, tables[column], _where_one_is_alike(shares[column], shares[0]))
    return scores, _added(spread, tables[0], shares[0] - one_alike) + singly


def _where_one_is_alike(share: Floats, of_all: Floats) -> Floats:
    """The levels of a name field among strangers of whom one is alike; where it shows none, a side lacks it."""
    shown = share[1:] / max(float(of_all[ONE_ALIKE]), float(share[1:].sum()), 1e-300)
    return np.append(1 - shown.sum(), shown)


def _added(spread: Floats, table: Floats, share: Floats) -> Floats:
    """Scores when a column adds to them: so much for each level, which so many strangers show."""
    found = np.zeros_like(spread)
    for added, of_level in zip(table / GRID, share, strict=True):
        down = int(np.floor(added))
        # What `roll` takes from one end to the other is nothing: the grid is as wide as scores go.
        found += of_level * (1 - added + down) * np.roll(spread, down)
        found += of_level * (added - down) * np.roll(spread, down + 1)
    return found
