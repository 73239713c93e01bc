"""Lists in and out: the only place that reads and writes CSV, TSV and workbooks.

    a file ─► text (`text`) ─► rows (`csv_lists`)  ─┐
    a file ─► cells of a sheet (`workbooks`)       ─┴─► header, rows and problems (`shape`) ─► Table

Every cell is text: leading zeros stay, nothing is guessed into a number or a date. What cannot be read becomes a
Problem that names the row and the column and never quotes the cell.
"""

from __future__ import annotations

from matcher.tables.reading import read_table
from matcher.tables.table import Problem, Table
from matcher.tables.writing import check_suffix, write_table, write_to_stdout

__all__ = ["Problem", "Table", "check_suffix", "read_table", "write_table", "write_to_stdout"]
