"""Single cells: numbers that a spreadsheet has damaged, and text that a spreadsheet would run as a formula."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

EXACT_DIGITS = 15  # a spreadsheet keeps 15 significant digits of a number; an ID card has 18

_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,](\d*))?[Ee]\+(\d{1,3})")
_LONG_NUMBER = re.compile(r"[0-9]{16,19}")

# What Excel, LibreOffice and Google Sheets take for a formula (OWASP, "CSV Injection"), full width forms included.
# A plain signed number, as a negative score or a telephone number, runs nothing and stays readable.
_FORMULA = r"(?! *[+-][\d ]*(?:\.\d+)?$)(?:\s*[=+\-@＝＋－＠]|[\t\r\n])"
_RUNS = re.compile(f"'*{_FORMULA}", re.ASCII)
_NEUTRALISED = re.compile(f"'{_FORMULA}", re.ASCII)


def lost_digits(cell: str) -> bool:
    """Whether a cell is a long number in scientific notation, fewer digits than the number had.

    >>> [lost_digits(cell) for cell in ("1.10101E+17", "1.25E+02", "110101199001011234", "E12345678")]
    [True, False, False, False]
    """
    found = _SCIENTIFIC.fullmatch(cell)
    return found is not None and len(found[1] or "") < int(found[2])


def zeroed_rows(column: Sequence[str]) -> list[int]:
    """Rows of a column whose long numbers have lost their end, where a spreadsheet has filled up with zeros.

    18-digit numbers in a sheet come out as 15 digits and 000. Numbers that end so by chance are told apart by the
    whole column: all of its numbers of 16 to 19 digits must end so, and by chance that must be one in a million.
    """
    if max(map(len, column), default=0) <= EXACT_DIGITS:
        return []
    rows = [row for row, cell in enumerate(column) if _LONG_NUMBER.fullmatch(cell)]
    ends = [column[row][EXACT_DIGITS:] for row in rows]
    zeroed = sum(map(len, ends)) >= 6 and not any(end.strip("0") for end in ends)
    return rows if zeroed else []


def number_text(number: float) -> str:
    """A number of a sheet as text: 5.0 is "5"; past 15 digits, where digits are lost, in scientific notation.

    >>> number_text(5.0), number_text(36.6), number_text(110101199001011234)
    ('5', '36.6', '1.10101199001011E+17')
    """
    if not math.isfinite(number):
        return ""
    if number != int(number):
        return f"{number:.{EXACT_DIGITS}g}"
    return str(int(number)) if abs(number) < 10**EXACT_DIGITS else f"{number:.{EXACT_DIGITS - 1}E}"


def neutralised(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula; `restored` takes it away again.

    >>> neutralised("=1+1"), neutralised("-0.5"), neutralised("Aung")
    ("'=1+1", '-0.5', 'Aung')
    """
    return f"'{cell}" if _RUNS.match(cell) else cell


def holds_neutralised(text: str) -> bool:
    """Whether any cell of a text may have to be restored; a quick look before all of them are."""
    return _NEUTRALISED.search(text) is not None


def restored(cell: str) -> str:
    """Undo `neutralised`, for every text: restored(neutralised(cell)) == cell."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell, 1) else cell
