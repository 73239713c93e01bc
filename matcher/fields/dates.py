"""Full dates, in the forms people write them, to ISO 8601.

Of two numbers that could each be the month, the first is the day: 03/08/1997 is the third of August.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from matcher.fields import Unreadable, Value, cells

PARTS: tuple[str, ...] = (
    "full",
    "year",
    "month",
    "day",
    "year_month",
    "year_day",
    "month_day",  # the two numbers in either order
)

LONGEST = 60  # characters in a cell
YEARS = range(1880, 2101)
EMPTY = date(1900, 1, 1)  # what spreadsheets and databases write where there is no date

NOT_A_DATE = "not a date in a form known here"
NO_SUCH_DATE = "not a date that exists"
PARTIAL = "only part of a date"
SHORT_YEAR = "a year of two digits"

_NAMES = "january february march april may june july august september october november december"
_MONTHS = {
    name[:size]: number
    for number, name in enumerate(_NAMES.split(), 1)
    for size in (3, 4, len(name))  # "sep" and "sept"
}

_YEAR, _SHORT = r"(?P<year>\d{4})", r"\d{2}"
_MONTH = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NUMBERS = r"(?P<first>\d{1,2})[-/. ](?P<second>\d{1,2})"

_FULL = (
    rf"{_YEAR}[-/. ](?P<month>\d{{1,2}})[-/. ](?P<day>\d{{1,2}})",
    rf"{_YEAR}年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号號]?",
    rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})",
    rf"{_NUMBERS}[-/. ]{_YEAR}",
    rf"{_DAY}(?: of )?[-/. ]?{_MONTH}[-/., ]{{0,2}}{_YEAR}",
    rf"{_MONTH}[. ]{{0,2}}{_DAY}[, ]{{1,2}}{_YEAR}",
    rf"{_YEAR}[-/. ]{_MONTH}[-/. ]{_DAY}",
)
_PART = (
    rf"{_YEAR}年?",
    rf"{_YEAR}[-/. 年]\d{{1,2}}月?",
    r"(?:18[89]|19\d|20\d)\d(?:0\d|1[0-2])",
    rf"\d{{1,2}}[-/. ]{_YEAR}",
    rf"{_MONTH}[-/., ]{{0,2}}{_YEAR}",
    rf"{_YEAR}[-/. ]{_MONTH}",
    r"\d{1,2}月(?:\d{1,2}[日号號]?)?",
)
_SHORTENED = (
    rf"\d{{1,2}}[-/. ]\d{{1,2}}[-/. ]{_SHORT}",
    rf"{_SHORT}年\d{{1,2}}月(?:\d{{1,2}}[日号號]?)?",
    rf"{_DAY}[-/. ]?{_MONTH}[-/., ]{{0,2}}{_SHORT}",
    rf"{_MONTH}[. ]{{0,2}}{_DAY}[, ]{{1,2}}{_SHORT}",
    r"\d{6}",
)
_FORMS = tuple(re.compile(form) for form in _FULL)
_REFUSED = tuple(
    (re.compile(form), reason) for forms, reason in ((_PART, PARTIAL), (_SHORTENED, SHORT_YEAR)) for form in forms
)

_CLOCK = re.compile(
    r"(?<=[\d日号號])[t ] ?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]m)?(?: ?(?:z|[+-]\d{2}:?\d{2}))?$"
)
_SPACES = re.compile(r" *([-/.,年月日号號]) *")
_TENS = re.compile("([一二三]?)十([一二三四五六七八九]?)")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def normalise(text: str) -> Value | None:
    """The date in a cell; None where the cell holds none, or one that stands for none (0000-00-00, 1900-01-01).

    Raises Unreadable for a date that does not exist, for part of a date and for any other text.
    """
    cleaned = cells.clean(text, LONGEST)
    if cleaned is None:
        return None
    written = _plainly(cleaned)
    for form in _FORMS:
        found = form.fullmatch(written)
        if found is not None:
            day = _date(found.groupdict())
            return None if day is None or day == EMPTY else _value(day)
    for form, reason in _REFUSED:
        if form.fullmatch(written):
            raise Unreadable(reason)
    raise Unreadable(NOT_A_DATE)


def _plainly(cleaned: str) -> str:
    """Without the time of day and spaces beside separators; numbers in digits."""
    dated = _CLOCK.sub("", cleaned)
    digits = _TENS.sub(lambda tens: f"{tens[1] or '一'}{tens[2] or '〇'}", dated)
    return _SPACES.sub(r"\1", digits.translate(_NUMERALS)).rstrip(".,")


def _date(found: Mapping[str, str]) -> date | None:
    """The date that a form found; None for all zeros."""
    year = int(found["year"])
    if "first" in found:
        day, month = _day_and_month(int(found["first"]), int(found["second"]))
    else:
        day = int(found["day"])
        month = _MONTHS[found["name"]] if "name" in found else int(found["month"])
    if year == month == day == 0:
        return None
    if year not in YEARS:
        raise Unreadable(NO_SUCH_DATE)
    if 0 in (month, day):
        raise Unreadable(PARTIAL)
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(NO_SUCH_DATE) from None


def _day_and_month(first: int, second: int) -> tuple[int, int]:
    return (second, first) if second > 12 >= first else (first, second)


def _value(day: date) -> Value:
    year, month, number = f"{day:%Y-%m-%d}".split("-")
    parts = {
        "full": f"{year}-{month}-{number}",
        "year": year,
        "month": month,
        "day": number,
        "year_month": f"{year}-{month}",
        "year_day": f"{year}-{number}",
        "month_day": "-".join(sorted((month, number))),
    }
    digits = tuple(f"{place}:{digit}" for place, digit in enumerate(year + month + number))
    return Value(
        normal=parts["full"],
        parts={name: (text,) for name, text in parts.items()},
        qgrams=(*digits, f"y{year}", f"m{month}", f"d{number}"),
    )
