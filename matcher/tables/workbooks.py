"""Workbooks -> rows: XLSX, XLSB, XLS and ODS, every cell as text."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from matcher.errors import DataError
from matcher.tables.apart import Died, NotStarted, done_apart
from matcher.tables.cells import number_text
from matcher.tables.table import RawRows

ZIP = b"PK\x03\x04"  # XLSX, XLSB, ODS
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # XLS, and any workbook with a password
MAX_UNPACKED = 1 << 30  # bytes
MAX_CELLS = 100_000_000  # in the rectangle around all cells; the reader keeps it whole, at 32 bytes a cell
SPARSE_CELLS = 1 << 18  # in that rectangle, in any workbook, and
SPARSE_CELLS_A_BYTE = 10  # more for each byte of its file: one with cells all filled has less than one
SHOWN = 5  # names of sheets in a message
MOST_SHEETS = 20  # other than the one read that are looked at
_STRAY = "{}: {:,} columns and {:,} rows; delete stray cells far from the list"
_LOCKED = "{}: has a password; save a copy without one"
_DAMAGED = "{}: a damaged workbook; open it in a spreadsheet and save it as XLSX or CSV"

_NO_READER = "{}: no process could be started to read workbooks; save it as CSV"

_KINDS = {"xl/workbook.xml": "XLSX", "xl/workbook.bin": "XLSB", "content.xml": "ODS"}
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds a workbook with a password
# A place is at most XFD1048576; what goes beyond, or does not end, must not cost its length for each of its beginnings.
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]{1,3}[0-9]{1,7}:([A-Z]{1,3})([0-9]{1,7})"')
_FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*(?<!/)>')


def is_workbook(raw: bytes) -> bool:
    """Whether a file is a workbook, whatever its name says."""
    return raw.startswith((ZIP, OLE))


def rows_of_workbook(raw: bytes, source: str, sheet: str | None = None) -> RawRows:
    """Read a sheet: the one named, else the first visible one that has cells.

    Whole numbers have no ".0", dates are ISO (with the time unless it is midnight), booleans TRUE and FALSE. Numbers
    of more than 15 digits, which have lost some, come in scientific notation. A cell merged over several rows counts
    in each of them. Formulas give the value saved with them, errors nothing.

    Raises DataError for a workbook that is damaged, has a password, is too large, or lacks the sheet.
    """
    try:
        kind = _checked_kind(raw, source)
    except PasswordError:
        raise DataError(_LOCKED.format(source)) from None
    except _ZIP_ERRORS:
        raise DataError(_DAMAGED.format(source)) from None
    try:
        read = done_apart(sheet_of, raw, source, sheet)
    except NotStarted:
        raise DataError(_NO_READER.format(source)) from None
    except Died:
        raise DataError(_DAMAGED.format(source)) from None
    if "fault" in read:
        raise DataError(read["fault"])
    return RawRows(read["rows"], f'{kind}, sheet "{read["name"]}"', unread=tuple(read["unread"]))


def sheet_of(raw: bytes, source: str, sheet: str | None) -> dict[str, Any]:
    """The `name` of a sheet, its `rows` and the `unread` other sheets, or the `fault` that is told of it."""
    try:
        _check_xml(raw)
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as workbook:
            found = _sheet(workbook, source, sheet)
            if found.height * found.width > SPARSE_CELLS + SPARSE_CELLS_A_BYTE * len(raw):
                return {"fault": _STRAY.format(source, found.width, found.height)}
            rows = [[_TEXT[type(cell)](cell) for cell in row] for row in found.iter_rows()]
            _fill_merged(rows, found)
            return {"name": found.name, "rows": rows, "unread": _unread(workbook, found.name)}
    except DataError as error:
        return {"fault": str(error)}
    except PasswordError:
        return {"fault": _LOCKED.format(source)}
    except (CalamineError, expat.ExpatError, *_ZIP_ERRORS):
        return {"fault": _DAMAGED.format(source)}


def _check_xml(raw: bytes) -> None:
    """Refuse parts that are no XML, at whose end the reader may look on for ever, and those that define entities."""
    if not raw.startswith(ZIP):
        return
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                parser = expat.ParserCreate()
                parser.StartDoctypeDeclHandler = _refuse_entities
                with packed.open(name) as part:
                    parser.ParseFile(part)


def _refuse_entities(*_: object) -> None:
    raise expat.ExpatError


def _checked_kind(raw: bytes, source: str) -> str:
    """The kind of a workbook. Refuses what would not fit into memory, before the reader unpacks it."""
    if raw.startswith(OLE):
        if _ENCRYPTED in raw:
            raise PasswordError
        return "XLS"
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
            raise DataError(f"{source}: more than {MAX_UNPACKED >> 30} GiB when unpacked; save the list as CSV")
        names = packed.namelist()
        if len(set(names)) < len(names):  # it would be checked, and read, as often as it stands there
            raise zipfile.BadZipFile
        for name in names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _check_extent(packed, name, source)
    return next((kind for part, kind in _KINDS.items() if part in names), "workbook")


def _check_extent(packed: zipfile.ZipFile, name: str, source: str) -> None:
    """Refuse a sheet with a stray cell far from the list: it has a billion cells, and the reader would die of it.

    The extent that a sheet states counts cells with a format alone, so the filled ones are looked for if it is large.
    """
    with packed.open(name) as part:
        stated = _DIMENSION.search(part.read(1 << 12))
        if stated is None or _column_number(stated[1]) * int(stated[2]) <= MAX_CELLS:
            return
    filled = [(_column_number(found[1]), int(found[2])) for found in _FILLED_CELL.finditer(packed.read(name))]
    columns, rows = (max(place) for place in zip(*filled, strict=True)) if filled else (0, 0)
    if columns * rows > MAX_CELLS:
        raise DataError(_STRAY.format(source, columns, rows))


def _column_number(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _visible(workbook: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _unread(workbook: CalamineWorkbook, read: str) -> list[str]:
    others = [name for name in _visible(workbook) if name != read][:MOST_SHEETS]
    return [name for name in others if workbook.get_sheet_by_name(name).height]


def _sheet(workbook: CalamineWorkbook, source: str, name: str | None) -> CalamineSheet:
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if name is not None and all(sheet.name != name for sheet in sheets):
        shown = ", ".join(f'"{sheet.name}"' for sheet in sheets[:SHOWN]) + (", ..." if len(sheets) > SHOWN else "")
        raise DataError(f"{source}: no sheet of the name given with --sheet; it has {shown}")
    for found in map(workbook.get_sheet_by_name, _visible(workbook) if name is None else [name]):
        if found.height:
            return found
    which = "all visible sheets are" if name is None else "the sheet is"
    raise DataError(f"{source}: {which} empty; name another with --sheet")


def _fill_merged(rows: list[list[str]], sheet: CalamineSheet) -> None:
    """Repeat the value of a cell merged over several rows in each of them that holds anything else."""
    left = (sheet.start or (0, 0))[1]  # columns to the left of the first filled one are not among the cells
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        place = column - left
        if first < len(rows) and 0 <= place < len(rows[first]):
            for row in rows[first + 1 : last + 1]:
                if any(row):
                    row[place] = rows[first][place]


def _datetime_text(moment: datetime.datetime) -> str:
    if moment.time() == datetime.time():
        return moment.date().isoformat()
    return moment.isoformat(sep=" ", timespec="seconds")


def _duration_text(duration: datetime.timedelta) -> str:
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


_TEXT: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda truth: "TRUE" if truth else "FALSE",
    int: number_text,
    float: number_text,
    datetime.date: datetime.date.isoformat,
    datetime.datetime: _datetime_text,
    datetime.time: datetime.time.isoformat,
    datetime.timedelta: _duration_text,
}
