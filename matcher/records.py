"""Records: the plain values of a list, in columns.

The only value on the path that holds personal data, together with the parts made of it; neither leaves the owner.
Its repr shows counts only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.errors import DataError
from matcher.fields.headers import fold, propose
from matcher.project import Project
from matcher.tables import Problem, Table


@dataclass(frozen=True, slots=True, repr=False)
class Records:
    """The rows of one list, as far as the project knows its columns.

    source       file name of the list
    ids          (rows,) how the owner names its rows: its id column, else the row number
    row_numbers  (rows,) the row numbers a person sees in a spreadsheet
    cells        field name -> (rows,) cells as written; only fields that the list has
    headers      field name -> the header it was found under
    by_meaning   the fields found under a header that the project does not name, but that is usual for them
    problems     rows and cells that could not be read
    """

    source: str
    ids: Sequence[str]
    row_numbers: Sequence[int]
    cells: Mapping[str, Sequence[str]]
    headers: Mapping[str, str]
    by_meaning: Sequence[str]
    problems: Sequence[Problem]

    def __len__(self) -> int:
        return len(self.row_numbers)

    def __repr__(self) -> str:
        return f"Records({len(self)} rows, {len(self.cells)} fields)"


def records_of(table: Table, project: Project) -> Records:
    """Pick the project's fields out of a table.

    Raises DataError where the header has none of them, where the list is empty, or where two rows have the same id.
    """
    place = {fold(header): number for number, header in reversed(list(enumerate(table.header)))}

    def find(columns: Sequence[str]) -> int | None:
        return next((place[folded] for folded in map(fold, columns) if folded in place), None)

    found = {field.name: find(field.columns) for field in project.field}
    named = {name: number for name, number in found.items() if number is not None}
    usual = _by_meaning(table.header, project, named, find(project.project.id_columns))
    columns = named | usual
    if not columns:
        raise DataError(f"{table.source}, row 1: no header that the project knows; add the list's headers to `columns`")
    if not table.rows:
        raise DataError(f"{table.source}: the list has a header but no rows")
    id_column = find(project.project.id_columns)
    if id_column is None:
        ids = [str(number) for number in table.row_numbers]
    else:
        ids = [row[id_column] or f"row {number}" for row, number in zip(table.rows, table.row_numbers, strict=True)]
        _refuse_repeated_ids(ids, table)
    return Records(
        source=table.source,
        ids=ids,
        row_numbers=table.row_numbers,
        cells={name: [row[number] for row in table.rows] for name, number in columns.items()},
        headers={name: table.header[number] for name, number in columns.items()},
        by_meaning=list(usual),
        problems=list(table.problems),
    )


def _by_meaning(
    header: Sequence[str], project: Project, known: Mapping[str, int], id_column: int | None
) -> dict[str, int]:
    """The columns of fields without one of their headers, where one header of the list is usual for the same meaning.

    A meaning that several fields of the project have tells none of them.
    """
    meanings = {field.name: _meaning(field.columns) for field in project.field}
    counts = Counter(meanings.values())
    taken = {*known.values(), id_column}
    free: dict[tuple[str, str], int] = {}
    for number, text in enumerate(header):
        suggestion = propose(text)
        if suggestion is not None and not suggestion.is_id and number not in taken:
            free.setdefault((suggestion.field, suggestion.kind), number)
    found = {
        field.name: free.get((meaning, field.kind))
        for field in project.field
        if field.name not in known and (meaning := meanings[field.name]) and counts[meaning] == 1
    }
    return {name: number for name, number in found.items() if number is not None}


def _meaning(columns: Sequence[str]) -> str:
    """The usual field that the first of its usual headers means; empty where none is usual."""
    known = (suggestion for suggestion in map(propose, columns) if suggestion is not None and not suggestion.is_id)
    return next((suggestion.field for suggestion in known), "")


def _refuse_repeated_ids(ids: Sequence[str], table: Table) -> None:
    first: dict[str, int] = {}
    for name, number in zip(ids, table.row_numbers, strict=True):
        if name in first:
            raise DataError(
                f"{table.source}, rows {first[name]} and {number}: the same id; ids must differ (see `id_columns`)"
            )
        first[name] = number
