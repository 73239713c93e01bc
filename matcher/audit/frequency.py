"""Naming rows by how often their codes stand in the file: the oldest attack (Christen and others 2017)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


def name_rows(codes: NDArray[np.uint8], people: NDArray[np.uint8]) -> Rows:
    """(rows,) int64: whom each row is named as, the commonest code as the commonest record and so on; -1 = nobody.

    codes   (rows, bits) of the file
    people  (people, bits), the same of the attacker's own copy, of which only equality counts

    A code that stands there once says nothing. Where several are as common, any may be meant: the first is taken.
    """
    sides = [_by_frequency(side) for side in (codes, people)]
    named = np.full(len(codes), -1)
    for of_code, of_record in zip(*sides, strict=False):
        named[of_code] = np.resize(of_record, len(of_code))
    return named


def _by_frequency(codes: NDArray[np.uint8]) -> list[Rows]:
    """The rows with each code that several have, the commonest first."""
    _, which, counts = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    order = np.argsort(which.ravel(), kind="stable")
    rows = np.split(order, np.cumsum(counts)[:-1])
    return [rows[code] for code in np.argsort(-counts, kind="stable") if counts[code] > 1]
