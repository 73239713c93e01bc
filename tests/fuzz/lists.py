"""Parsers of lists: text and workbooks, whole and from within."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from matcher.parts import parts_of
from matcher.records import records_of
from matcher.tables import read_table
from matcher.tables.apart import Died, done_apart
from matcher.tables.workbooks import sheet_of
from tests.fuzz.containers import biff, ods_of, packed, workbook_parts, xls_of, xlsx_with
from tests.fuzz.parser import Parser
from tests.people import project

_ROWS = (
    ("id", "name", "birthdate", "passport", "sex"),
    ("1", "zzqmark wei", "1990-01-01", "E1234zzq9", "m"),
    ("2", "张 zzqmark", "3/8/1991", "", "女"),
)
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_PROJECT = project(plan=("names.letters + birthdate.year",))


def texts() -> list[bytes]:
    """A list with every separator, in several encodings, with either line end."""
    made = ["".join(separator.join(row) + "\n" for row in _ROWS) for separator in ",;\t|"]
    encodings = [made[0].encode(codec) for codec in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le")]
    more = [*made[1:], f"sep=;\n{made[1]}", 'id,name\n1,"zzq ""a"", b\nc"\n', made[0].replace("\n", "\r\n")]
    return [*encodings, *(text.encode() for text in more)]


def _table(path: Path) -> object:
    return read_table(path, allow_empty=True)


def _normalised(path: Path) -> object:
    return parts_of(records_of(read_table(path), _PROJECT), _PROJECT)


def content_xml() -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = '<table:table-row table:number-rows-repeated="1">{}</table:table-row>'
    rows = "".join(row.format("".join(map(cell.format, texts))) for texts in _ROWS)
    numbers = (
        '<table:table-cell table:number-columns-repeated="3"/><table:table-cell office:value-type="float" '
        'office:value="5"/><table:table-cell office:value-type="date" office:date-value="1990-01-01"/>'
    )
    return (
        f'<?xml version="1.0"?><office:document-content {_SPACES}><office:body><office:spreadsheet>'
        f'<table:table table:name="people">{rows}{row.format(numbers)}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    ).encode()


def _records() -> bytes:
    return biff(*((row, column, text) for row, cells in enumerate(_ROWS) for column, text in enumerate(cells)))


def _reader_runs() -> None:
    """The reader of workbooks is a process, which the input before may have killed: a new one takes its time."""
    with suppress(Died):
        done_apart(sheet_of, b"", "nothing", None)


def _workbook(name: str, seed: Callable[[], bytes], made: Callable[[bytes], bytes] = bytes) -> Parser:
    return Parser(name, lambda: [seed()], _table, made, ready=_reader_runs)


def _part_of_xlsx(name: str) -> Parser:
    label = f"xlsx, {Path(name).name}"
    return _workbook(label, lambda: workbook_parts()[name], lambda content: xlsx_with(name, content))


PARSERS = (
    Parser("list as text", texts, _table),
    Parser("list, normalised", texts, _normalised),
    _workbook("xlsx", lambda: packed(workbook_parts())),
    _part_of_xlsx("xl/worksheets/sheet1.xml"),
    _part_of_xlsx("xl/sharedStrings.xml"),
    _part_of_xlsx("xl/workbook.xml"),
    _part_of_xlsx("xl/styles.xml"),
    _part_of_xlsx("xl/_rels/workbook.xml.rels"),
    _workbook("ods", lambda: ods_of(content_xml())),
    _workbook("ods, content.xml", content_xml, ods_of),
    _workbook("xls", lambda: xls_of(_records())),
    _workbook("xls, its records", _records, xls_of),
)
