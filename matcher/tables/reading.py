"""`read_table`: a list of any of the formats, told by its content."""

from __future__ import annotations

from pathlib import Path

from matcher.errors import DataError
from matcher.regular import read_regular
from matcher.tables.csv_lists import rows_of_text
from matcher.tables.shape import table_of
from matcher.tables.table import Table
from matcher.tables.text import decode
from matcher.tables.workbooks import is_workbook, rows_of_workbook

MAX_BYTES = 2 << 30  # a longer list is split
OFFICE_LOCK = "~$"  # begins the name of a file that Office keeps beside one that is open


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
    if path.name.startswith(OFFICE_LOCK):
        raise DataError(f"{path}: tells that the list is open in a spreadsheet; give the one without {OFFICE_LOCK}")
    raw = read_regular(path, MAX_BYTES, "a list")
    if not raw:
        raise DataError(f"{path}: the file is empty; a list needs a header and rows")
    if is_workbook(raw):
        rows = rows_of_workbook(raw, path.name, sheet)
    else:
        rows = rows_of_text(decode(raw, path.name, encoding))
    return table_of(rows, path.name, allow_empty=allow_empty)
