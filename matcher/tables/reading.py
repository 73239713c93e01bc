"""`read_table`: a list of any of the formats, told by its content."""

from __future__ import annotations

import stat
from pathlib import Path

from matcher.errors import DataError
from matcher.tables.csv_lists import rows_of_text
from matcher.tables.shape import table_of
from matcher.tables.table import Table
from matcher.tables.text import decode
from matcher.tables.workbooks import is_workbook, rows_of_workbook

MAX_BYTES = 2 << 30


def read_table(
    path: Path, *, encoding: str | None = None, sheet: str | None = None, allow_empty: bool = False
) -> Table:
    """Read a list.

    path         CSV or TSV in any usual encoding, or a workbook; the content decides, not the suffix
    encoding     of a text; found out when not given; workbooks need none
    sheet        of a workbook; the first visible one that has cells when not given; texts have none
    allow_empty  whether a list with a header and no rows is one

    Rows and cells that cannot be read are left out and become problems. Raises DataError where that is the whole
    list, and for files that are missing, not regular, or past the limits; UsageError for an unknown encoding.
    """
    _check_file(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None
    if is_workbook(raw):
        rows = rows_of_workbook(raw, path.name, sheet)
    else:
        rows = rows_of_text(decode(raw, path.name, encoding))
    return table_of(rows, path.name, allow_empty=allow_empty)


def _check_file(path: Path) -> None:
    """Look before opening: a named pipe would wait for ever."""
    try:
        found = path.stat()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None
    if not stat.S_ISREG(found.st_mode):
        raise DataError(f"{path}: not a file; give a list as CSV or XLSX")
    if found.st_size > MAX_BYTES:
        raise DataError(f"{path}: larger than {MAX_BYTES >> 30} GiB; split the list")
    if found.st_size == 0:
        raise DataError(f"{path}: the file is empty; a list needs a header and rows")
