"""Records -> parts of fields: each distinct cell normalised once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher import fields
from matcher.evidence import NAMES
from matcher.fields import Column, Value
from matcher.project import Project
from matcher.records import Records
from matcher.tables import Problem


@dataclass(frozen=True, slots=True, repr=False)
class Parts:
    """The normalised columns of a list.

    rows      number of rows
    columns   field name -> Column; every field of the project has one, and NAMES is all names of a record together
    problems  cells that could not be understood; they count as missing
    """

    rows: int
    columns: Mapping[str, Column]
    problems: Sequence[Problem]

    def __repr__(self) -> str:
        return f"Parts({self.rows} rows, {len(self.columns)} columns)"

    def take(self, rows: NDArray[np.int64]) -> Parts:
        """The parts of some of the rows, in that order."""
        columns = {name: Column(column.codes[rows], column.values) for name, column in self.columns.items()}
        return Parts(len(rows), columns, ())

    def empty_rows(self) -> NDArray[np.int64]:
        """The rows in which every field is missing."""
        missing = np.ones(self.rows, np.bool_)
        for column in self.columns.values():
            missing &= column.codes < 0
        return np.flatnonzero(missing)


def parts_of(records: Records, project: Project) -> Parts:
    """Normalise every field of the project; a field that the list lacks is missing in all rows."""
    columns: dict[str, Column] = {}
    problems: list[Problem] = []
    for field in project.field:
        cells = records.cells.get(field.name)
        if cells is None:
            columns[field.name] = Column(np.full(len(records), -1, np.int32), ())
            continue
        columns[field.name], reasons = fields.read_column(fields.kind(field.kind).normalise, cells)
        header = records.headers[field.name]
        problems += [Problem(records.row_numbers[row], header, reason) for row, reason in reasons.items()]
    if project.name_fields:
        columns[NAMES] = pooled([columns[name] for name in project.name_fields])
    return Parts(len(records), columns, problems)


def pooled(columns: Sequence[Column]) -> Column:
    """All names of a record together, each distinct combination pooled once."""
    if len(columns) == 1:
        return columns[0]
    from matcher.fields import names

    codes = np.stack([column.codes for column in columns], axis=1)
    combinations, inverse = np.unique(codes, axis=0, return_inverse=True)
    values: list[Value] = []
    pooled = np.full(len(combinations), -1, np.int32)
    for number, combination in enumerate(combinations):
        held = [column.values[code] for column, code in zip(columns, combination, strict=True) if code >= 0]
        value = names.pool(held) if held else None
        if value is not None:
            pooled[number] = len(values)
            values.append(value)
    return Column(pooled[inverse.reshape(-1)], values)


def digest(text: str) -> int:
    """A public 64-bit name of a q-gram or part; what hides it is the seed it is hashed under."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def row_order(parts: Parts) -> NDArray[np.uint64]:
    """A number for each row, drawn from its values: to order or sample rows whatever order they came in."""
    order = np.zeros(parts.rows, np.uint64)
    for name, column in parts.columns.items():
        digests = np.array([digest(f"{name}\n{value.normal}") for value in column.values] + [0], np.uint64)
        order = _mixed(order * np.uint64(0x9E3779B97F4A7C15) + digests[column.codes])
    return order


def _mixed(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))
