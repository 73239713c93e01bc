"""Text -> rows: lists with separators, quoted or not, with any line ends."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING

from matcher.tables.cells import holds_neutralised, restored
from matcher.tables.table import RawRows
from matcher.tables.text import Text
from matcher.tables.words import count_header_words

if TYPE_CHECKING:
    from _csv import Reader

SEPARATORS = {",": ",", ";": ";", "\t": "tab", "|": "|"}
LOOKED_AT = 1 << 16  # characters, to find the separator
END = "\ue000 end of the list \ue000"  # a last line of our own: where it is inside a cell, a quote was open

MANY_OPEN = 50  # rows with a quote that is never closed: from there on, no cell goes over several lines

OPEN_QUOTE = "a quote is never closed: left out"

_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)


def rows_of_text(file: Text) -> RawRows:
    """Split a decoded file into rows.

    An apostrophe that was put before a formula (`matcher.tables.cells`) is taken away. A quote that is never closed
    costs its own line only. A first line as `sep=;`, which spreadsheets obey and do not show, is obeyed.
    """
    text = file.text
    named = _SEPARATOR_LINE.match(text)
    if named:
        text = text[named.end() :]
    separator = named[1] if named else find_separator(text)
    rows, broken = _split(text, separator)
    if holds_neutralised(text):
        rows = [[restored(cell) for cell in row] for row in rows]
    kind = "TSV" if separator == "\t" else "CSV"
    return RawRows(rows, f"{kind}, {file.encoding}, separator {SEPARATORS[separator]}", broken, file.lossy)


def find_separator(text: str) -> str:
    """The separator of a list: the one that splits the header, and the rows after it, into the same number of cells.

    A list of one column has none; it counts as separated by commas.
    """
    return max(SEPARATORS, key=lambda separator: _fitness(text[:LOOKED_AT], separator))


def _fitness(text: str, separator: str) -> tuple[float, int, int]:
    """Share of rows that are as wide as the header, header words, width; all 0 where the header is not split."""
    rows = [row for row in _reader(io.StringIO(text, newline=""), separator) if any(row)]
    top = rows[:3]  # a title, one cell wide, may stand above the header
    width = max(map(len, top), default=0)
    if width < 2:
        return 0.0, 0, 0
    return sum(len(row) == width for row in rows) / len(rows), max(map(count_header_words, top)), width


def _split(text: str, separator: str) -> tuple[list[list[str]], dict[int, str]]:
    """All rows; row number -> reason for those that begin a quote which is never closed, empty among the rows."""
    rows: list[list[str]] = []
    broken: dict[int, str] = {}
    line = 0
    while len(broken) < MANY_OPEN:  # each of them has all that follows read anew
        reader = _reader(chain(islice(io.StringIO(text, newline=""), line, None), [END]), separator)
        begin = end = 0
        try:
            for row in reader:
                rows.append(row)
                begin, end = end, reader.line_num
        except csv.Error:  # a cell past the reader's limit
            begin = end
        else:
            if rows.pop() == [END]:
                return rows, broken
        rows.append([])
        broken[len(rows)] = OPEN_QUOTE
        line += begin + 1
    for alone in islice(io.StringIO(text, newline=""), line, None):
        whole = _row(alone, separator)
        rows.append(whole or [])
        if whole is None:
            broken[len(rows)] = OPEN_QUOTE
    return rows, broken


def _row(line: str, separator: str) -> list[str] | None:
    """The cells of a line by itself; None where it has a quote that is not closed."""
    try:
        row, *end = _reader([line, END], separator)
    except csv.Error:
        return None
    return row if end == [[END]] else None


def _reader(lines: Iterable[str], separator: str) -> Reader:
    return csv.reader(lines, delimiter=separator, skipinitialspace=True)
