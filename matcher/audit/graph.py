"""Naming rows by how similar they are to each other: the graph attack that breaks ordinary encodings.

The attacker knows whom a list may hold, in plain, and how rows are encoded, but not the key. Similarities between the
rows of the file are a graph, those between the people another; laying one on the other names the rows (Vidanage,
Christen, Ranbaduge and Schnell 2020; Schaefer, Armknecht and Heng 2024). Written from that description: a start from
each row's sorted similarities, compared with those of the attacker's own copy; then rows named surely are landmarks,
and every row is named by how similar it is to them. Several kinds of similarity are used jointly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Similarities = NDArray[np.float32]
Rows = NDArray[np.int64]

NEIGHBOURS = 60  # largest similarities of a row that describe it at first
QUANTILES = 40  # and how the others are spread
NEARNESS = 3  # power of the similarities by which a row's neighbours describe it
NEIGHBOURHOODS = 2  # times that descriptions are passed on to neighbours
LANDMARKS = 60  # rows at first by which all others are named, and as many more each time
ROUNDS = 15
FEWEST_LANDMARKS = 5


@dataclass(frozen=True, slots=True)
class View:
    """One kind of similarity; all (rows, rows) float32 and symmetric, of which only differences count.

    file      between the rows of the attacked file
    copy      between the rows of the attacker's own copy of the people, encoded under another key
    expected  between the people, as they would be without chance
    """

    file: Similarities
    copy: Similarities
    expected: Similarities


def name_rows(views: Sequence[View]) -> Rows:
    """(rows,) int64: which person each row of the file is named as, each person once."""
    alike = sum(_alike(_described(view.file), _described(view.copy)) for view in views)
    ours = [_standard(view.file) for view in views]
    theirs = [_standard(view.expected) for view in views]
    named = np.asarray(alike, np.float32)
    for round_number in range(ROUNDS):
        landmarks, people = _surest(named, LANDMARKS * (1 + round_number))
        if len(landmarks) < FEWEST_LANDMARKS:
            break
        seen, known = (
            np.concatenate([_rows_standard(side[:, which]) for side in every], axis=1)
            for every, which in ((ours, landmarks), (theirs, people))
        )
        named = seen @ known.T
    return np.asarray(linear_sum_assignment(-named)[1], np.int64)


def _surest(named: Similarities, count: int) -> tuple[Rows, Rows]:
    """The rows and people who are each other's best, those first who are so by most."""
    best = named.argmax(axis=1)
    mutual = np.flatnonzero(named.argmax(axis=0)[best] == np.arange(len(best)))
    two_best = np.partition(named, -2, axis=1)[:, -2:]
    margin = two_best[:, 1] - two_best[:, 0]
    rows = mutual[np.argsort(-margin[mutual], kind="stable")][:count]
    return rows, best[rows]


def _described(similarities: Similarities) -> Similarities:
    """(rows, features): the sorted similarities of each row, then the same of its neighbours, weighted by nearness."""
    standard = _standard(similarities)
    ordered = -np.sort(-standard, axis=1)
    places = np.linspace(0, len(ordered) - 2, QUANTILES).astype(np.int64)
    features = [_columns_standard(np.concatenate([ordered[:, :NEIGHBOURS], ordered[:, places]], axis=1))]
    near = np.maximum(standard, 0) ** NEARNESS
    near /= np.maximum(near.sum(axis=1, keepdims=True), 1e-9)
    for _ in range(NEIGHBOURHOODS):
        features.append(_columns_standard(near @ features[-1]))
    return np.concatenate(features, axis=1)


def _alike(one: Similarities, other: Similarities) -> Similarities:
    """(rows, people): minus the squared distance of descriptions."""
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1)[None]
    alike: Similarities = (2 * one @ other.T - squares) / np.float32(one.shape[1])
    return alike


def _standard(similarities: Similarities) -> Similarities:
    """Off the diagonal with mean 0 and variance 1, on it 0."""
    values = similarities[~np.eye(len(similarities), dtype=np.bool_)]
    standard: Similarities = ((similarities - values.mean()) / max(1e-9, float(values.std()))).astype(np.float32)
    np.fill_diagonal(standard, 0)
    return standard


def _columns_standard(table: Similarities) -> Similarities:
    standard: Similarities = ((table - table.mean(axis=0)) / (table.std(axis=0) + 1e-6)).astype(np.float32)
    return standard


def _rows_standard(table: Similarities) -> Similarities:
    return _columns_standard(table.T).T
