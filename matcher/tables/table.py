"""What a list is once it is read: a header, rows of text, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """A row, or a cell, that could not be read.

    row      the row number a person sees in a spreadsheet; the header of most lists is row 1
    column   the header of the cell's column; empty where the whole row is concerned
    reason   why, and what became of it; never the content
    """

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """A list as text. Its repr shows counts only.

    source       file name, without folders
    header       one name per column, all different
    rows         one tuple per row, as long as the header; outer white space removed
    row_numbers  the row numbers a person sees in a spreadsheet, ascending
    problems     rows left out and cells emptied, by row
    how          how the file was read, as "CSV, GB18030, separator ;"
    unread       names of the other visible sheets of a workbook that have cells
    """

    source: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    row_numbers: list[int]
    problems: list[Problem]
    how: str
    unread: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"Table({len(self.rows)} rows, {len(self.header)} columns, {len(self.problems)} problems)"


@dataclass(frozen=True, slots=True, repr=False)
class RawRows:
    """The rows of a file before its header is known.

    rows    all rows from row 1, empty ones too, cells untouched
    broken  row number -> why that row could not be split into cells
    lossy   whether U+FFFD stands for bytes that could not be decoded
    how     as in Table, and so is `unread`
    """

    rows: Sequence[Sequence[str]]
    how: str
    broken: Mapping[int, str] = field(default_factory=dict)
    lossy: bool = False
    unread: tuple[str, ...] = ()
