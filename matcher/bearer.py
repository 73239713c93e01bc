"""What documents say of their bearers: birthdate and sex, where a list leaves them empty or in doubt.

Chinese identity numbers and machine-readable lines hold both. They never override what a cell says for certain.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from matcher.fields import headers, identity
from matcher.fields.columns import Cells, Column, joined
from matcher.fields.reading import read_columns
from matcher.project import Field, Project

# (meaning, kind) of a field that is filled -> what reads it out of the cell of a document
_READERS: Mapping[tuple[str, str], Callable[[str], str | None]] = {
    ("birthdate", "date"): identity.born,
    ("sex", "category"): identity.sex,
}


def told(
    project: Project, field: Field, column: Column, odd: Collection[int], cells: Mapping[str, Sequence[str]]
) -> tuple[Column, int]:
    """The column of a field, missing and odd cells filled by the documents of the same row, and how many were.

    odd    rows of cells that could not be understood, or only in part
    cells  field -> (rows,) cells as written

    Fields are known by their headers: any date but a birthdate, and any category but the sex, stays as it is.
    """
    read = _READERS.get((_meaning(field), field.kind))
    documents = [cells[other.name] for other in project.field if other.kind == "document" and other.name in cells]
    wanting = {*np.flatnonzero(column.codes < 0).tolist(), *odd}
    if read is None or not documents or not wanting:
        return column, 0
    found = [""] * len(column.codes)
    for row in wanting:
        found[row] = next(filter(None, (read(written[row]) for written in documents)), "")
    wanted = Cells(project.label(field.name), field.kind, found, project.parts_read(field.name))
    [(filling, _)] = read_columns([wanted])
    rows = np.arange(len(column.codes))
    filled = filling.codes >= 0
    return joined([column, filling]).take(np.where(filled, rows + len(rows), rows)), int(filled.sum())


def _meaning(field: Field) -> str:
    """What a field is by the usual headers: "birthdate", "sex", ...; empty where none of its headers is usual."""
    known = map(headers.propose, (*field.columns, field.name))
    return next((suggestion.field for suggestion in known if suggestion is not None), "")
