"""Likely pairs of rows of one list -> groups of rows that are one person.

Two groups become one while the mean of the log odds over all pairs between them speaks for it, the surest first
(average linkage, Sokal and Michener 1958): one likely pair does not chain two people whom all the other pairs tell
apart. Knows numbers of rows and log odds only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
LogOdds = Callable[[Rows, Rows], Floats]

LARGEST = 200  # distinct rows that may become one group; more are cut where the odds are lowest


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that are one person.

    rows            in increasing order
    weakest         lowest mean log odds at which two parts of it were joined
    expected_false  how many of its pairs are expected to be wrong
    """

    rows: tuple[int, ...]
    weakest: float
    expected_false: float


def groups_of(left: Rows, right: Rows, copies: Rows, log_odds: LogOdds) -> list[Group]:
    """Group rows of a list.

    left, right  (pairs,) the pairs that may be one person, left < right
    copies       (rows,) how many equal rows each stands for
    log_odds     gives the log odds that listed pairs of rows are one person; of a row with itself, of its copies

    Gives the groups of two rows and more, copies counted, by their lowest row. Copies that say too little to be one
    person stay apart and in no group. Ties go to the lower row.
    """
    several = np.flatnonzero(copies > 1)
    own = np.full(len(copies), np.inf)
    own[several] = log_odds(several, several)
    odds = log_odds(left, right)
    likely = (odds >= 0) & (own[left] >= 0) & (own[right] >= 0)
    pieces = _pieces(left[likely], right[likely], odds[likely])
    found = [
        group
        for piece, odds in zip(pieces, _odds_inside(pieces, log_odds), strict=True)
        for group in _average_linkage(piece, odds, copies, own)
    ]
    joined = {row for group in found for row in group.rows}
    found += [_of_copies(row, copies, own) for row in several.tolist() if own[row] >= 0 and row not in joined]
    return sorted(found, key=lambda group: group.rows)


def _odds_inside(pieces: Sequence[Rows], log_odds: LogOdds) -> Sequence[Floats]:
    """Of all pairs of rows of each piece, in the order of `triu_indices`; asked for at once."""
    inside = [np.triu_indices(len(piece), 1) for piece in pieces]
    of_pieces = [(piece[a], piece[b]) for piece, (a, b) in zip(pieces, inside, strict=True)]
    left, right = (np.concatenate([np.empty(0, np.int64), *(pair[side] for pair in of_pieces)]) for side in (0, 1))
    odds = log_odds(left, right)
    ends = np.cumsum([len(first) for first, _ in inside], dtype=np.int64)
    return [odds[end - len(first) : end] for end, (first, _) in zip(ends, inside, strict=True)]


def _of_copies(row: int, copies: Rows, own: Floats) -> Group:
    pairs = copies[row] * (copies[row] - 1) / 2
    return Group((row,), float(own[row]), float(pairs * expit(-own[row])))


def _pieces(left: Rows, right: Rows, odds: Floats) -> list[Rows]:
    """Rows that chains of likely pairs tie together, at most LARGEST, each sorted: what groups are cut from.

    Pairs are taken best first (Kruskal 1956), so that a chain too long is cut at its least likely pairs.
    """
    piece: dict[int, list[int]] = {}
    for pair in np.lexsort((right, left, -odds)).tolist():
        a, b = int(left[pair]), int(right[pair])
        one, other = piece.setdefault(a, [a]), piece.setdefault(b, [b])
        if one is not other and len(one) + len(other) <= LARGEST:
            small, large = sorted((one, other), key=len)
            large += small
            piece.update(dict.fromkeys(small, large))
    return [np.array(sorted(rows)) for rows in {id(rows): rows for rows in piece.values()}.values() if len(rows) > 1]


def _average_linkage(rows: Rows, odds: Floats, copies: Rows, own: Floats) -> Iterator[Group]:
    """The groups of the rows of a piece.

    odds  (pairs,) of all pairs, in the order of `triu_indices`
    """
    mean = np.full((len(rows), len(rows)), -np.inf)
    mean[np.triu_indices(len(rows), 1)] = odds
    mean = np.maximum(mean, mean.T)
    size = copies[rows].astype(np.float64)
    parts = [[row] for row in rows.tolist()]
    weakest, wrong = own[rows].copy(), np.zeros(len(rows))
    wrong[size > 1] = (size * (size - 1) / 2 * expit(-weakest))[size > 1]
    while True:
        a, b = divmod(int(np.argmax(mean)), len(rows))
        if mean[a, b] < 0:
            break
        weakest[a] = min(weakest[a], weakest[b], mean[a, b])
        wrong[a] += wrong[b] + size[a] * size[b] * expit(-mean[a, b])
        joined = (size[a] * mean[a] + size[b] * mean[b]) / (size[a] + size[b])
        mean[a], mean[:, a] = joined, joined
        mean[a, a] = mean[b] = mean[:, b] = -np.inf
        size[a] += size[b]
        parts[a] += parts[b]
        parts[b] = []
    for part, low, false in zip(parts, weakest, wrong, strict=True):
        if len(part) > 1:
            yield Group(tuple(sorted(part)), float(low), float(false))
