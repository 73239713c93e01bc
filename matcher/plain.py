"""Parts -> plain field filters: both lists on one machine, nothing leaves, nothing is hidden.

Also the CLK of a record (Schnell, Bachteler and Reiher 2011), the one filter that everyone else makes of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

import kernels
from matcher.encode import closeup_source
from matcher.encodings import PlainFilters
from matcher.evidence import FILTER_POSITIONS, FILTER_WORDS
from matcher.parts import Parts, row_order
from matcher.project import Project


def plain_filters(parts: Sequence[Parts], project: Project) -> list[PlainFilters]:
    """Field filters of several lists, so that they can be compared on this machine.

    Nothing leaves it, so that the key may be public: it is drawn from the project, and results are the same every time.
    """
    layout = project.layout
    key = np.frombuffer(bytes.fromhex(project.fingerprint)[:16], np.uint64)
    sides = []
    for side in parts:
        source = closeup_source(side, layout)
        values = np.where(source.present, source.parts, np.uint64(0))
        sides.append(PlainFilters(layout, field_filters(side, project, key), values, row_order(side)))
    return sides


def field_filters(parts: Parts, project: Project, key: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """(rows, layout.filters, FILTER_WORDS) uint64: one filter a field, each distinct value filled once."""
    layout = project.layout
    filters = np.zeros((parts.rows, len(layout.filters), FILTER_WORDS), np.uint64)
    for number, (name, kind) in enumerate(layout.filters):
        column = parts.closeup(name)
        table = np.zeros((len(column.normals) + 1, FILTER_WORDS), np.uint64)
        table[:-1] = kernels.fill_filters(
            key[0], key[1], column.starts, column.grams, FILTER_POSITIONS[kind], FILTER_WORDS
        )
        filters[:, number] = table[column.codes]
    return filters


def clks(parts: Parts, project: Project, key: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """(rows, FILTER_WORDS) uint64: the q-grams of all fields in one filter."""
    merged: NDArray[np.uint64] = np.bitwise_or.reduce(
        field_filters(parts, project, key)[:, list(project.layout.record)], axis=1
    )
    return merged
