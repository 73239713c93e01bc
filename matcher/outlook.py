"""What to expect of links, without any truth: how many are wrong, and how many matches are in none.

The probabilities of pairs say what they say if the evidence of different fields came about independently. It does
not quite: who mistook a name has mistaken more. So every estimate comes with an interval in which the odds of all
pairs together may be off by as much as DOUBT either way. `make quality` prints how often the intervals hold the truth:
that of false links does; missed matches are often more than theirs says, so that it is a bound from below.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from matcher.encodings import Estimate, Rows

Probabilities = NDArray[np.float64]

DOUBT = np.log(10)  # judgement: tenfold
NINE_IN_TEN = 1.645  # standard deviations of a normal distribution
FEW = 100  # matches; with fewer, every estimate is rough


def matches_among(probability: Probabilities) -> Estimate:
    """How many of pairs with these probabilities are matches."""
    odds = logit(np.clip(probability, 1e-15, 1 - 1e-15))
    chance = NINE_IN_TEN * float(np.sqrt((probability * (1 - probability)).sum()))
    low, high = (float(expit(odds + shift).sum()) for shift in (-DOUBT, DOUBT))
    return Estimate(float(probability.sum()), max(0.0, low - chance), min(float(len(odds)), high + chance))


def false_among(probability: Probabilities) -> Estimate:
    """How many of pairs with these probabilities are none."""
    return matches_among(1 - probability)


def unfound(shared: Rows | None, probability: Probabilities) -> Estimate:
    """How many matches the search cannot have found, since they share no token; at least so many.

    Told from those that share one and two, as species that nobody saw are from those seen once and twice: the lower
    bound of Chao (1987), bias-corrected, with his interval. Where all pairs were compared there are none.
    """
    if shared is None:
        return Estimate(0.0, 0.0, 0.0)
    once, twice = (float(probability[shared == times].sum()) for times in (1, 2))
    bound = max(0.0, once * (once - 1) / (2 * (twice + 1)))
    if bound == 0:
        return Estimate(0.0, 0.0, once)
    variance = (
        bound
        + once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    spread = float(np.exp(NINE_IN_TEN * np.sqrt(np.log1p(variance / bound**2))))
    return Estimate(bound, bound / spread, bound * spread)
