"""The header of a list: where it is, and what it calls the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from matcher.errors import DataError
from matcher.tables.words import count_header_words

MAX_COLUMNS = 1_000
MAX_NAME = 200  # characters of a column name
TITLE_ROWS = 10  # how far below the first row with content a header is looked for

# Zero-width and direction marks, controls: nothing a column name needs, and a terminal may act on them.
_INVISIBLE = re.compile("[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

# Values, not names of columns: a date, or a number with up to two letters as passports have.
_VALUE = re.compile(r"[A-Z]{0,2}\d{6,}[\dXx]?|\d{4}[-/.年]\s*\d{1,2}[-/.月]\s*\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """The place of the header: the first row with content, or one below a title; None where all rows are empty.

    A title is one cell, alone in its row, and has fewer words that headers use than the wider row below it.
    """
    filled = (place for place, row in enumerate(rows) if any(map(str.strip, row)))
    first = next(filled, None)
    if first is None or _width(rows[first]) > 1:
        return first
    for place in filled:
        if place > first + TITLE_ROWS:
            break
        if _width(rows[place]) > 1:
            return place if count_header_words(rows[place]) > count_header_words(rows[first]) else first
    return first


def _width(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def column_names(rows: Sequence[Sequence[str]], place: int, where: str) -> tuple[str, ...]:
    """Names of the columns, all different, from the header at `place`.

    Nameless columns become "column 3", those at the end only where a row has a cell in them; repeated names become
    "NAME (2)". Raises DataError, beginning with `where`, for a header that is none.
    """
    names = [_INVISIBLE.sub("", " ".join(cell.split())).strip() for cell in rows[place]]
    if any(map(_VALUE.fullmatch, names)):
        raise DataError(f"{where}: a value where a column name should be; put a header above the rows")
    if max(map(len, names)) > MAX_NAME:
        raise DataError(f"{where}: a column name of more than {MAX_NAME} characters; put a header above the rows")
    if not all(names):
        del names[_used_columns(rows[place:], len(names)) :]
    if len(names) > MAX_COLUMNS:
        raise DataError(f"{where}: {len(names):,} columns, at most {MAX_COLUMNS:,} can be read; remove some")
    used: set[str] = set()
    repeats: Counter[str] = Counter()
    for column, name in enumerate(names):
        names[column] = _free_name(name or f"column {column + 1}", used, repeats)
        used.add(names[column])
    return tuple(names)


def _used_columns(rows: Sequence[Sequence[str]], width: int) -> int:
    """How many columns are left when those at the end that are empty in every row are cut off."""
    return max(
        next((place for place in range(min(width, len(row)), 0, -1) if row[place - 1].strip()), 0) for row in rows
    )


def _free_name(name: str, used: set[str], repeats: Counter[str]) -> str:
    """A name that is not used; `repeats` has how often each was given."""
    free = name
    while free in used:
        repeats[name] += 1
        free = f"{name} ({repeats[name] + 1})"
    return free
