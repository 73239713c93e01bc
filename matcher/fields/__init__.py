"""What people write in cells, and what can be compared of it.

Each kind of field has a file: `names`, `dates`, `documents`, `categories`, `places`. Each promises the same:

    PARTS                           names of the parts it gives, in the order of the docs
    normalise(text) -> Value | None a value's normal form, parts and q-grams; None where the cell holds nothing

A missing value gives None: it has no part and no q-gram, so that two missing values can never agree.
A cell that cannot be understood raises Unreadable with a reason that does not quote it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray


class Unreadable(ValueError):
    """A cell that is not what its field should hold; the message is the reason, never the content."""


@dataclass(frozen=True, slots=True)
class Value:
    """One normalised value.

    normal   the normal form, for equality
    parts    part name -> the values of that part (several where any of them may serve, as the words of a name);
             a part that this value does not have is left out
    qgrams   distinct q-grams; a repeated one is numbered ("an", "an#2"), so that no two are equal
    """

    normal: str
    parts: Mapping[str, tuple[str, ...]]
    qgrams: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Value({len(self.parts)} parts, {len(self.qgrams)} q-grams)"


class Kind(Protocol):
    """What a module of this package promises."""

    PARTS: tuple[str, ...]

    def normalise(self, text: str) -> Value | None: ...


_MODULES = {
    "name": "names",
    "date": "dates",
    "document": "documents",
    "category": "categories",
    "place": "places",
}


def kind(name: str) -> Kind:
    """The module of a kind, imported when first asked for: the tables behind names take a moment to load."""
    return cast(Kind, importlib.import_module(f"{__name__}.{_MODULES[name]}"))


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a list: each distinct value once.

    codes    (rows,) int32, index into `values`; -1 = missing
    values   the distinct values
    """

    codes: NDArray[np.int32]
    values: Sequence[Value]

    def __repr__(self) -> str:
        return f"Column({len(self.codes)} rows, {len(self.values)} distinct values)"


def counted(qgrams: Sequence[str]) -> tuple[str, ...]:
    """Number repeated q-grams, so that all are distinct.

    >>> counted(["an", "na", "an"])
    ('an', 'na', 'an#2')
    """
    if len(set(qgrams)) == len(qgrams):
        return tuple(qgrams)
    seen: dict[str, int] = {}
    result = []
    for qgram in qgrams:
        count = seen[qgram] = seen.get(qgram, 0) + 1
        result.append(qgram if count == 1 else f"{qgram}#{count}")
    return tuple(result)


def read_column(normalise: Callable[[str], Value | None], cells: Sequence[str]) -> tuple[Column, dict[int, str]]:
    """Normalise a column of cells, each distinct cell once.

    Returns the column and, for the rows whose cell could not be understood, the reason. Such a cell counts as missing.
    """
    by_cell: dict[str, int] = {}
    by_normal: dict[str, int] = {}
    unreadable: dict[str, str] = {}
    values: list[Value] = []
    codes = np.empty(len(cells), np.int32)
    for row, cell in enumerate(cells):
        code = by_cell.get(cell)
        if code is None:
            code = -1
            try:
                value = normalise(cell)
            except Unreadable as error:
                unreadable[cell] = str(error)
            else:
                if value is not None:
                    code = by_normal.setdefault(value.normal, len(values))
                    if code == len(values):
                        values.append(value)
            by_cell[cell] = code
        codes[row] = code
    problems = {row: unreadable[cell] for row, cell in enumerate(cells) if cell in unreadable}
    return Column(codes, values), problems
