"""`write_table`: rows out, as CSV, TSV or XLSX by the suffix of the file."""

from __future__ import annotations

import datetime
import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from matcher.atomic import writing
from matcher.errors import DataError, UsageError
from matcher.tables.cells import neutralised

SEPARATOR_OF = {".csv": ",", ".tsv": "\t"}
SUFFIXES = (*SEPARATOR_OF, ".xlsx")

XLSX_ROWS = 1_048_576
XLSX_CELL = 32_767  # characters
WIDEST = 40  # of a column, in narrow characters
LOOKED_AT = 1_000  # rows, to find the widths of columns

_QUOTED = re.compile(r'[,;\t|"\r\n]')  # any separator: a reader must not take one inside a cell for the list's


def check_suffix(path: Path) -> None:
    """Refuse a name that `write_table` would refuse, before the work is done. Raises UsageError."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path}: the name of a list ends in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}")


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], *, private: bool = False) -> None:
    """Write a list, whole or not at all; with `private` for its owner alone (mode 0600).

    CSV and TSV are UTF-8 with a byte order mark, without which Excel shows Chinese as garbage, and "\\n" line ends.
    A cell that a spreadsheet would run as a formula (`=`, `+`, `-`, `@` ...) gets an apostrophe in front, which
    `read_table` takes away; plain signed numbers stay. In XLSX every cell is text, and runs nothing anyway.

    Raises UsageError for another suffix, DataError where the file cannot be written or XLSX cannot hold the rows.
    """
    check_suffix(path)
    suffix = path.suffix.lower()
    with writing(path, private=private) as file:
        if suffix == ".xlsx":
            _write_xlsx(file, path.name, header, rows)
        else:
            file.write(b"\xef\xbb\xbf")
            file.writelines(_lines(header, rows, SEPARATOR_OF[suffix]))


def write_to_stdout(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a list to stdout as CSV, as `write_table` does but without a byte order mark."""
    sys.stdout.flush()
    sys.stdout.buffer.writelines(_lines(header, rows, ","))
    sys.stdout.buffer.flush()


def _lines(header: Sequence[str], rows: Iterable[Sequence[str]], separator: str) -> Iterator[bytes]:
    for row in chain([header], rows):
        # "replace": half a surrogate pair, which no file holds, must not end in a message that quotes it.
        yield f"{separator.join(map(_quoted, row))}\n".encode(errors="replace")


def _quoted(cell: str) -> str:
    if cell.isalnum():  # most cells, at once
        return cell
    cell = neutralised(cell)
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _write_xlsx(file: BinaryIO, source: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """One sheet, header bold and in sight, columns as wide as they need."""
    import xlsxwriter

    # In memory: otherwise rows lie in temporary files, and stay there when the run is interrupted.
    packed = io.BytesIO()
    workbook = xlsxwriter.Workbook(packed, {"in_memory": True})
    workbook.set_properties({"created": datetime.datetime(2000, 1, 1)})  # the same rows give the same bytes
    sheet = workbook.add_worksheet()
    bold = workbook.add_format({"bold": True})
    widths = [0] * len(header)
    for number, row in enumerate(chain([header], rows)):
        if number >= XLSX_ROWS:
            raise DataError(f"{source}: more than the {XLSX_ROWS:,} rows that XLSX can hold; write CSV")
        for column, cell in enumerate(row):
            if len(cell) > XLSX_CELL:
                raise DataError(f"{source}, row {number + 1}: a cell too long for XLSX; write CSV")
            sheet.write_string(number, column, cell, None if number else bold)
            if number < LOOKED_AT:
                widths[column] = max(widths[column], min(WIDEST, _shown_width(cell)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 2)
    sheet.freeze_panes(1, 0)
    workbook.close()
    file.write(packed.getbuffer())


def _shown_width(text: str) -> int:
    """In narrow characters: from U+2E80 on, mostly Chinese, Japanese and Korean, they are twice as wide."""
    return sum(1 + (character >= "\u2e80") for character in text)
