"""Chinese identity numbers: region, birthdate, order and a check digit (GB 11643-1999).

Their date and the sex of their bearer fill cells that a list leaves empty; so do those of machine-readable lines.
What a mask hides is left out, and a number whose check digit is wrong says nothing.
"""

from __future__ import annotations

import re
from datetime import date

from matcher.fields import Unreadable, cells, fragments, mrz

LONGEST = 200  # characters in a cell
_SHORTEST = 15  # a number as it was until 1999

# Provinces, then Hong Kong, Macao and Taiwan (as regions, and on residence permits), then foreigners.
_REGION = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)"
_PLACES = re.compile(rf"{_REGION}[0-9*]{{15}}[0-9X*]")
_OLD_PLACES = re.compile(rf"{_REGION}[0-9]{{13}}")
_YEARS = range(1880, 2101)
_WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))
_DATE_AT, _SEX_AT = 6, 16


def check_digit(number: str) -> str:
    """The last character of a number whose first 17 digits are given: ISO 7064, MOD 11-2.

    >>> check_digit("11010519491231002")
    'X'
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=True))
    return "10X98765432"[total % 11]


def renewed(number: str) -> str | None:
    """A number of 15 digits, as they were until 1999, in 18; None where it is none."""
    if not _OLD_PLACES.fullmatch(number):
        return None
    longer = f"{number[:6]}19{number[6:]}"
    return longer + check_digit(longer) if _date(longer[_DATE_AT : _DATE_AT + 8]) else None


def born(text: str) -> str | None:
    """The birthdate that an identity number or machine-readable lines in a cell hold, ISO 8601; None for none.

    Of a masked number as much as it shows: 1990-03-07, 1990-03 or 1990.
    """
    return _read(text)[0]


def sex(text: str) -> str | None:
    """`m` or `f` where an identity number or machine-readable lines in a cell say so, else None."""
    return _read(text)[1]


def _read(text: str) -> tuple[str | None, str | None]:
    if len(text) < _SHORTEST:
        return None, None
    try:
        cleaned = cells.clean(text, LONGEST)
    except Unreadable:
        return None, None
    if cleaned is None:
        return None, None
    written = fragments.decimal(cleaned.upper())
    zone = mrz.read(written)
    if zone is not None:
        return zone.born, zone.sex
    for number in fragments.numbers(written):
        number = renewed(number) or number.translate(fragments.LOOK_ALIKES)
        if _is_identity(number):
            return _date(number[_DATE_AT : _DATE_AT + 8]), _sex(number[_SEX_AT])
    return None, None


def _is_identity(number: str) -> bool:
    """Of 18 places in a known region, and where all are known with the right check digit."""
    if not _PLACES.fullmatch(number):
        return False
    return fragments.MASK in number or check_digit(number[:17]) == number[17]


def _date(digits: str) -> str | None:
    """The date that eight places show, as far as they do; None where there is none."""
    shown = digits.partition(fragments.MASK)[0]
    size = next((size for size in (8, 6, 4) if len(shown) >= size), 0)
    if size == 0:
        return None
    parts = [part for part in (shown[:4], shown[4:6], shown[6:8]) if part][: (size - 2) // 2]
    if int(parts[0]) not in _YEARS:
        return None
    try:
        date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError:
        return None
    return "-".join(parts)


def _sex(digit: str) -> str | None:
    return None if digit == fragments.MASK else "fm"[int(digit) % 2]
