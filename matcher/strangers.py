"""How often pairs of different people show each level of evidence: strangers, as the score knows them.

Each owner has counted them in its own list, and who has two plain lists between them. People of one nation have names
and come from places of that nation: strangers who agree in a category look more alike in all else, and if that were
not known, each field in turn would pay for the nation again. So they are counted apart by each category, and a pair is
judged by strangers that agree or differ as it does in the category on which their looks hang most: a tree-augmented
naive Bayes classifier (Friedman, Geiger and Goldszmidt 1997) in which all columns have one parent.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.encodings import CandidatePairs
from matcher.evidence import counts_among
from matcher.ratios import believed

Floats = NDArray[np.float64]

LEAST_AT_HOME = 0.25  # of the strangers alike that two lists have within them are at least between them
LEAST_TOLD = 0.005  # nats a pair: nations tell some .02, sexes at most .003, and to count those apart adds but noise
ALIKE_IN_ALL = 1e-3  # of all strangers, as many that agree in the category as if nothing hung on it, are believed in


def between_lists(pairs: CandidatePairs, probability: Floats) -> Floats:
    """(sights, tables, columns, highest level + 1) float64: strangers between two lists, counted as NonMatches are.

    probability  (pairs,) that each is a match

    Where all pairs of the two lists could be seen, those less the likely matches: but no fewer than LEAST_AT_HOME of
    what the owners saw of their own lists, since where a name is all there is, every namesake would be a match.
    """
    home = _met([source.counts for source in pairs.nonmatches])
    if pairs.between is None:
        return home
    matches = counts_among(pairs.levels, pairs.tops, probability, pairs.categories)
    compared = pairs.between.counts[..., 1:].sum(axis=-1, keepdims=True)
    fewest: Floats = LEAST_AT_HOME * compared / np.maximum(1, home.sum(axis=-1, keepdims=True)) * home
    return np.maximum(pairs.between.counts - matches, fewest)


def telling(counts: Floats, categories: Sequence[int]) -> int | None:
    """The column, of `categories`, that tells most about how strangers look else; None where none tells LEAST_TOLD.

    counts  (tables, columns, highest level + 1), as of `counts_among`
    """
    told = [_information(counts[1 + 2 * number : 3 + 2 * number], column) for number, column in enumerate(categories)]
    every = counts[0].sum(axis=-1).max(initial=0)
    return categories[int(np.argmax(told))] if told and max(told) > LEAST_TOLD * every else None


def apart(counts: Floats, categories: Sequence[int], column: int | None) -> Floats:
    """The same counts by the level of a pair in a column of `categories`: missing, for which those of all strangers
    stand, different, the same. Without a column, of all strangers.

    counts  (..., tables, columns, highest level + 1), as of `counts_among`
    """
    of_all = counts[..., :1, :, :]
    if column is None:
        return of_all
    first = 1 + 2 * categories.index(column)
    by_level = counts[..., first : first + 2, :, :] + ALIKE_IN_ALL * of_all
    by_level[..., column, :] = of_all[..., column, :]
    return np.concatenate([of_all, by_level], axis=-3)


def level_shares(pairs: CandidatePairs, others: Floats) -> list[Floats]:
    """Per column, (levels,) float64: the share of strangers that show each level, 0 where either lacks the field.

    others  (columns, highest level + 1) of `apart`
    """
    counts = [source.counts[0, 0] for source in pairs.nonmatches]
    totals = [np.maximum(1, table.sum(axis=-1)) for table in counts]
    both = np.sqrt(np.prod([1 - table[:, 0] / total for table, total in zip(counts, totals, strict=True)], axis=0))
    shares = []
    for column, top in enumerate(pairs.tops):
        compared = believed(others[column, 1 : top + 1])
        shares.append(np.append(1 - both[column], both[column] * compared / compared.sum()))
    return shares


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


def _information(apart: Floats, column: int) -> float:
    """What it tells of all other columns whether strangers differ or agree in one, in nats: a field that few have tells
    little, however much of those.

    apart  (2, columns, highest level + 1), how many of either show each level
    """
    others = np.delete(apart, column, axis=1)[..., 1:]
    either = others.sum(axis=0)
    expected = others.sum(axis=-1, keepdims=True) * either / np.maximum(1e-300, either.sum(axis=-1, keepdims=True))
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.where(others > 0, others * np.log(others / expected), 0.0).sum()
    return float(told)
