"""Records -> parts of fields: each distinct cell normalised once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from matcher.bearer import told
from matcher.evidence import NAMES, SOUNDS, SYLLABLES
from matcher.fields.columns import (
    Cells,
    Column,
    column_of,
    merged,
    merged_han,
    missing,
    sounding,
    syllabic,
)
from matcher.fields.digests import digests, mixed
from matcher.fields.reading import Read, read_columns
from matcher.gaps import Gaps, gaps_of
from matcher.project import Project
from matcher.records import Records
from matcher.tables import Problem

_OF_NAMES = {SYLLABLES: syllabic, SOUNDS: sounding}


@dataclass(frozen=True, slots=True, repr=False)
class Parts:
    """The normalised columns of a list.

    rows      number of rows
    columns   field name -> Column; every field of the project has one, and NAMES is all names of a record together
    problems  cells that could not be understood, which count as missing, or only in part
    gaps      field name -> which cells of its column give no value, or only part of one
    """

    rows: int
    columns: Mapping[str, Column]
    problems: Sequence[Problem]
    gaps: Mapping[str, Gaps] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Parts({self.rows} rows, {len(self.columns)} columns)"

    @property
    def in_part(self) -> int:
        """How many of the problems are cells of which a part is used."""
        return sum(len(gaps.in_part) for gaps in self.gaps.values())

    def take(self, rows: NDArray[np.int64]) -> Parts:
        """The parts of some of the rows, in that order."""
        columns = {name: column.take(rows) for name, column in self.columns.items()}
        return Parts(len(rows), columns, ())

    def closeup(self, name: str) -> Column:
        """The column behind a close-up or tag: of a field, of NAMES, or of their SYLLABLES or SOUNDS."""
        make = _OF_NAMES.get(name)
        return make(self.columns[NAMES]) if make else self.columns[name]

    def empty_rows(self) -> NDArray[np.int64]:
        """The rows in which every field is missing."""
        missing = np.ones(self.rows, np.bool_)
        for column in self.columns.values():
            missing &= column.codes < 0
        return np.flatnonzero(missing)


def parts_of(records: Records, project: Project, processes: int = 1) -> Parts:
    """Normalise every field of the project; a field that the list lacks is missing in all rows.

    A birthdate or sex that is missing or in doubt is filled where a document of the row tells it. A long list is shared
    among so many processes. With more than one, the program's entry must be guarded by `if __name__ == "__main__"`, as
    `multiprocessing` asks.
    """
    columns: dict[str, Column] = {wanted.name: missing(len(records)) for wanted in project.field}
    problems: list[Problem] = []
    gaps = {wanted.name: Gaps("", len(records), len(records), {}, ()) for wanted in project.field}
    odd: dict[str, Mapping[int, str]] = {}
    for name, (column, reasons) in _read(records, project, processes).items():
        columns[name], odd[name] = column, reasons
        header = records.headers[name]
        problems += [Problem(records.row_numbers[row], header, reason) for row, reason in reasons.items()]
        gaps[name] = gaps_of(header, records.cells[name], column.codes < 0, reasons, records.row_numbers)
    for wanted in project.field:
        name = wanted.name
        columns[name], filled = told(project, wanted, columns[name], odd.get(name, ()), records.cells)
        gaps[name] = replace(gaps[name], filled=filled)
    if project.name_fields:
        columns[NAMES] = pooled([columns[name] for name in project.name_fields], project.parts_read(NAMES))
    return Parts(len(records), columns, problems, gaps)


def _read(records: Records, project: Project, processes: int) -> dict[str, Read]:
    """The columns of the fields that the list has."""
    held = [wanted for wanted in project.field if wanted.name in records.cells]
    cells = [
        Cells(project.label(wanted.name), wanted.kind, records.cells[wanted.name], project.parts_read(wanted.name))
        for wanted in held
    ]
    return dict(zip((wanted.name for wanted in held), read_columns(cells, processes), strict=True))


def pooled(columns: Sequence[Column], parts: tuple[str, ...] | None = None) -> Column:
    """All names of a record together, each distinct combination pooled once. `parts` as in `fields.columns.Cells`."""
    if len(columns) == 1:
        return columns[0]
    from matcher.fields import names

    codes = np.stack([column.codes for column in columns], axis=1)
    combinations, inverse = np.unique(codes, axis=0, return_inverse=True)
    values = [
        names.pool([column.normals[code] for column, code in zip(columns, combination, strict=True) if code >= 0])
        for combination in combinations
    ]
    column = column_of(NAMES, "name", values, parts)
    named = combinations[(combinations >= 0).any(axis=1)]
    if not len(named):
        return column.take(inverse.reshape(-1))
    return replace(
        column,
        sounds=merged([column.sounds for column in columns], named),
        syllables=merged([column.syllables for column in columns], named),
        parts={**column.parts, "han": merged_han(columns, named)},
    ).take(inverse.reshape(-1))


def row_order(parts: Parts) -> NDArray[np.uint64]:
    """A number for each row, drawn from its values: to order or sample rows whatever order they came in."""
    order = np.zeros(parts.rows, np.uint64)
    for name, column in parts.columns.items():
        of_values = np.append(digests(f"{name}\n", column.normals), np.uint64(0))  # the last serves code -1
        order = mixed(order * np.uint64(0x9E3779B97F4A7C15) + of_values[column.codes])
    return order
