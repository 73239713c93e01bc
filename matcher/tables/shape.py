"""Rows of text -> a Table: fit the rows to the header, and set aside what cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.errors import DataError
from matcher.tables.cells import lost_digits, zeroed_rows
from matcher.tables.header import column_names, find_header
from matcher.tables.table import Problem, RawRows, Table

MAX_ROWS = 20_000_000
MAX_CELL = 10_000  # characters

DIGITS_LOST = "the digits of a long number were lost in a spreadsheet: cell emptied; import the column as text"
TOO_MANY_CELLS = "more cells than the header: left out; is a separator not quoted?"
HAS_NUL = "a NUL character: left out"
TOO_LONG = f"a cell of more than {MAX_CELL:,} characters: left out; is a quote not closed?"
UNDECODABLE = "bytes that are not text in the list's encoding: left out"


def table_of(raw: RawRows, source: str, *, allow_empty: bool = False) -> Table:
    """Make a Table of the rows of a file.

    Empty rows are skipped. Short rows are filled up; rows with more cells than the header, a NUL, an endless cell or
    bytes that could not be decoded are left out; cells with numbers that have lost digits are emptied.

    Raises DataError where there is no header, or no row (unless `allow_empty`), or too many; where no row can be
    read; and where most cannot be decoded.
    """
    if len(raw.rows) > MAX_ROWS:
        raise DataError(f"{source}: more than {MAX_ROWS:,} rows; split the list")
    place = find_header(raw.rows)
    if place is None:
        raise DataError(f"{source}: the list is empty; it needs a header and rows")
    where = f"{source}, row {place + 1}"
    if any(number <= place + 1 for number in raw.broken):
        raise DataError(f"{source}, row {min(raw.broken)}: the header cannot be read; is a quote not closed?")
    if raw.lossy and any("\ufffd" in cell for cell in raw.rows[place]):
        raise DataError(f"{where}: the header is not text in the encoding supposed; give the right one with --encoding")
    header = column_names(raw.rows, place, where)
    rows, numbers, problems = _rows(raw, place, header)
    _check_rows(source, rows, problems, allow_empty, raw.unread)
    for column, cells in enumerate(zip(*rows, strict=True)):
        for row in zeroed_rows(cells):
            rows[row] = _without(rows[row], column)
            problems.append(Problem(numbers[row], header[column], DIGITS_LOST))
    problems.sort(key=lambda problem: problem.row)
    return Table(source, header, rows, numbers, problems, raw.how, raw.unread)


def _rows(raw: RawRows, place: int, header: tuple[str, ...]) -> tuple[list[tuple[str, ...]], list[int], list[Problem]]:
    """Rows below the header that can be read, their numbers, and problems."""
    width = len(header)
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    problems = [Problem(number, "", reason) for number, reason in raw.broken.items()]
    for number, uncut in enumerate(raw.rows[place + 1 :], place + 2):
        cells = tuple(map(str.strip, uncut))
        text = "".join(cells)
        if not text:
            continue
        if len(cells) != width:
            extra, cells = cells[width:], cells[:width] + ("",) * (width - len(cells))
            if any(extra):
                problems.append(Problem(number, "", _fault(text, cells, raw.lossy) or TOO_MANY_CELLS))
                continue
        if "\0" in text or "E+" in text or "e+" in text or raw.lossy or len(text) > MAX_CELL:
            reason = _fault(text, cells, raw.lossy)
            if reason:
                problems.append(Problem(number, "", reason))
                continue
            for column, cell in enumerate(cells):
                if lost_digits(cell):
                    problems.append(Problem(number, header[column], DIGITS_LOST))
                    cells = _without(cells, column)
        rows.append(cells)
        numbers.append(number)
    return rows, numbers, problems


def _fault(text: str, cells: tuple[str, ...], lossy: bool) -> str | None:
    """Why a row must be left out, if it must."""
    if "\0" in text:
        return HAS_NUL
    if lossy and "\ufffd" in text:
        return UNDECODABLE
    if max(map(len, cells)) > MAX_CELL:
        return TOO_LONG
    return None


def _without(cells: tuple[str, ...], column: int) -> tuple[str, ...]:
    return (*cells[:column], "", *cells[column + 1 :])


def _check_rows(
    source: str, rows: Sequence[object], problems: Sequence[Problem], allow_empty: bool, unread: Sequence[str]
) -> None:
    left_out = [problem for problem in problems if not problem.column]
    if sum(problem.reason == UNDECODABLE for problem in left_out) > len(rows):
        raise DataError(
            f"{source}: most rows are not text in the encoding supposed; give the right one with --encoding"
        )
    if not rows and left_out:
        first = left_out[0]
        raise DataError(f"{source}: none of its {len(left_out):,} rows can be read; row {first.row}: {first.reason}")
    if not rows and not allow_empty:
        elsewhere = "; read another sheet with --sheet" if unread else ""
        raise DataError(f"{source}: the list has a header but no rows{elsewhere}")
