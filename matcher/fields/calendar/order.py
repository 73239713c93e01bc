"""The tokens of a date -> the date: which number is the year, which the month, which the day.

Of two numbers that could each be the month, the first is the day: 03/08/1997 is the third of August.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from matcher.fields import Unreadable
from matcher.fields.calendar import eras
from matcher.fields.calendar.partial import PartialDate
from matcher.fields.calendar.words import MONTH, NOT_A_DATE, NUMBER, UNKNOWN, YEARS, Token

NO_SUCH_DATE = "not a date that exists"
UNCLEAR = "a number that could be more than one unit of a date"

# What spreadsheets, databases and people write where there is no date: year in full, month, day; 0 = struck out.
EMPTY = frozenset(
    (
        (1900, 0, 0),
        (1900, 1, 0),
        (1900, 1, 1),
        (1899, 12, 30),
        (1899, 12, 31),
        (1753, 1, 1),
        (1111, 11, 11),
        (1, 1, 1),
        (9999, 12, 31),
        (9999, 99, 99),
    )
)

# Day 60 of a spreadsheet is 29 February 1900, which never was: counted from here, every later day is right.
_SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(10_000, 60_001)  # days that are birthdates: 1927 to 2064

LAST_DAY = 31  # of a month
_UNITS = ("year", "month", "day")
_BEFORE = {"year follows": "year", "month follows": "month", "day follows": "day", "first days": "day"}


class Written(NamedTuple):
    """The numbers of a date; 0 = not known."""

    year: Token
    month: int
    day: int


_NO_YEAR = Token(UNKNOWN)
_Places = dict[str, Token]  # year, month, day -> its token


def dates_of(tokens: Sequence[Token], *, thai: bool, burmese: bool, lunar: bool) -> list[PartialDate] | None:
    """The dates that tokens may state, the likeliest first: one, or two of six digits. Empty where no number is there.

    thai, burmese  the cell has such letters: their eras need no word
    lunar          the date is not a Gregorian one; whether it exists is not asked here

    None for numbers that stand for no date. Of a date that does not exist what is sure of it. Raises Unreadable where
    that is nothing, or the numbers have no order known here.
    """
    numbers = [token for token in tokens if token.meaning in (NUMBER, MONTH, YEARS, UNKNOWN)]
    if not numbers:
        return []
    if not any(token.value or token.years for token in numbers):
        return None
    era = next((token.meaning for token in tokens if token.meaning in eras.ERAS), None)
    ways = _ways(tokens, era)
    if any(way.year.size == 4 and (way.year.value, way.month, way.day) in EMPTY for way in ways):
        return None
    dates = [_date(way, era, thai, burmese) for way in ways]
    existing = [stated for stated in dates if stated and (lunar or stated.exists)]
    if existing:
        return existing
    named = era in eras.COUNTED_FROM_ONE or any(token.meaning in ("year", "year follows") for token in tokens)
    return [_left_of([known for way, known in zip(ways, dates, strict=True) if named or _is_no_day(way.year)])]


def _left_of(dates: Sequence[PartialDate]) -> PartialDate:
    """The year of a date that does not exist in any of these ways, and the month where it is one.

    Of 1996-13-05 only the year: nobody knows which of the others is wrong. Raises Unreadable where the ways differ in
    the year, or no list has it.
    """
    dates = [known for known in dates if known.years and PartialDate(known.years).exists]
    years = {known.years for known in dates}
    if len(years) != 1:
        raise Unreadable(NO_SUCH_DATE)
    months = {known.month for known in dates if known.month and PartialDate((), known.month).exists}
    return PartialDate(years.pop(), months.pop() if len(months) == 1 else None, spoilt=True)


def _is_no_day(year: Token) -> bool:
    """Whether the number of a year can be nothing else."""
    return year.size != 2 or year.value > LAST_DAY


def _date(way: Written, era: str | None, thai: bool, burmese: bool) -> PartialDate:
    year = way.year
    if era is None and burmese and year.value in eras.BURMESE_YEARS:
        era = eras.BURMESE
    if era in eras.OWN_MONTHS:
        return PartialDate(_years(year, era, thai))
    return PartialDate(_years(year, era, thai), way.month or None, way.day or None)


def _years(year: Token, era: str | None, thai: bool) -> tuple[int, ...]:
    if year.meaning == YEARS:
        return tuple(sorted({one for of_era in year.years for one in eras.gregorian(of_era, era)}))
    if not year.value and (year.meaning == UNKNOWN or year.size == 4):
        return ()
    if year.size == 3 and era is None:
        era = "roc"  # 086/08/03
    if year.size == 2 and era in (None, eras.COMMON, eras.BUDDHIST):
        return (eras.in_full(year.value, buddhist=era == eras.BUDDHIST or (thai and era is None)),)
    if year.size < 4 and era not in eras.COUNTED_FROM_ONE:
        raise Unreadable(NOT_A_DATE)
    return eras.gregorian(year.value, era)


def _ways(tokens: Sequence[Token], era: str | None) -> list[Written]:
    places, free = _labelled(tokens)
    if not places and len(free) == 1 and free[0].size > 4:
        return _compact(free[0], era)
    _place(places, free, era, year_last=_is_last(places.get("year"), free, tokens))
    month, day = (places[unit].value if unit in places else 0 for unit in ("month", "day"))
    return [Written(places.get("year", _NO_YEAR), month, day)]


def _labelled(tokens: Sequence[Token]) -> tuple[_Places, list[Token]]:
    """Numbers whose place a unit or a word tells, and the other numbers in their order."""
    places: _Places = {}
    free: list[Token] = []
    for place, token in enumerate(tokens):
        unit = _unit(tokens, place)
        if unit in places:
            raise Unreadable(NOT_A_DATE)
        if unit:
            places[unit] = token
        elif token.meaning in (NUMBER, UNKNOWN):
            free.append(token)
    month = places.get("month")
    if len(places) == len(free) == 1 and month is not None and month.meaning == MONTH:
        _refuse_unclear(tokens, month, free[0])
    return places, free


def _unit(tokens: Sequence[Token], place: int) -> str:
    token = tokens[place]
    if token.meaning == YEARS:
        return "year"
    if token.meaning == MONTH:
        return "month"
    if token.meaning not in (NUMBER, UNKNOWN):
        return ""
    after = tokens[place + 1].meaning if place + 1 < len(tokens) else ""
    before = tokens[place - 1].meaning if place else ""
    return after if after in _UNITS else _BEFORE.get(before, "")


def _refuse_unclear(tokens: Sequence[Token], month: Token, number: Token) -> None:
    """Aug 05 may be a day or a year; 5 Aug, Aug 5 and Aug 97 can be one only."""
    if number.size == 2 and 0 < number.value <= LAST_DAY and tokens.index(month) < tokens.index(number):
        raise Unreadable(UNCLEAR)


def _is_last(year: Token | None, free: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Whether a year that a word tells stands behind all other numbers: 03.08.1997 г.р."""
    order = [id(token) for token in tokens]
    return bool(year is not None and free) and order.index(id(year)) > order.index(id(free[-1]))


def _place(places: _Places, free: list[Token], era: str | None, *, year_last: bool) -> None:
    """Give the other numbers their places."""
    if len(free) + len(places) > 3 or any(token.size > 4 for token in free):
        raise Unreadable(NOT_A_DATE)
    if "year" not in places and free:
        place = _place_of_year(places, free, era)
        if place is not None:
            if place not in (0, len(free) - 1):
                raise Unreadable(NOT_A_DATE)
            year_last = place > 0
            places["year"] = free.pop(place)
    missing = [unit for unit in ("month", "day") if unit not in places]
    if len(free) > len(missing) or any(token.size > 2 for token in free):
        raise Unreadable(NOT_A_DATE)
    if len(free) == 2 and year_last:
        free = _month_first(*free)
    places |= dict(zip(missing, free, strict=False))


def _place_of_year(places: _Places, free: Sequence[Token], era: str | None) -> int | None:
    """Which of the free numbers is the year: the one of four digits, else one that can be nothing else."""
    for place, token in enumerate(free):
        if token.size == 4:
            return place
    if era in eras.COUNTED_FROM_ONE or (len(free) == 3 == free[0].size):
        return 0
    is_whole = len(free) + len(places) == 3
    if is_whole or (len(free) + len(places) == 2 and max(token.value for token in free) > LAST_DAY):
        return 0 if free[0].value > LAST_DAY or free[-1].size == 1 else len(free) - 1  # 05.8.3
    if not places and era is not None and len(free) == 1:
        return 0
    if not places:
        raise Unreadable(UNCLEAR)
    return None


def _month_first(first: Token, second: Token) -> list[Token]:
    """The month, then the day, of numbers before a year; one struck out is the day, as nobody knows a day alone."""
    if second.value > 12 >= first.value or not second.value:
        return [first, second]
    return [second, first]


def _compact(number: Token, era: str | None) -> list[Written]:
    """The ways to read 19970803, 03081997, 199708, 970803, 030897, 0860803 and the day 35645 of a spreadsheet.

    Of eight digits never two are right: the middle of a year, 18 to 26, is no month. Of six the first two that exist
    are kept: 030805 may be of 2003 or of 2005. All where none exists.
    """
    digits = f"{number.value:0{number.size}}"
    if number.size == 5 and number.value in SERIALS:
        day = _SERIAL_ZERO + timedelta(days=number.value)
        return [_split(f"{day:%Y%m%d}", 4, "md")]
    if number.size == 7 or (number.size == 6 and era in eras.COUNTED_FROM_ONE):
        return [_split(digits, number.size - 4, "md")]
    if number.size == 8:
        ways = [_split(digits, 4, "md"), _split(digits, -4, "dm"), _split(digits, -4, "md")]
        return [*islice(filter(_may_exist, ways), 1)] or ways
    if number.size == 6:
        first = [_split(digits, 4, "m"), _split(digits, 2, "md")]
        second = [_split(digits, -2, "dm"), _split(digits, -2, "md")]
        ways = [way for way in (next(filter(_may_exist, order), None) for order in (first, second)) if way]
        return ways or [*first, *second]
    raise Unreadable(NOT_A_DATE)


def _split(digits: str, size: int, order: str) -> Written:
    """A year of so many digits at the start, or at the end, and two digits each for the units beside it."""
    year, rest = (digits[:size], digits[size:]) if size > 0 else (digits[size:], digits[:size])
    found = dict(zip(order, (int(rest[:2]), int(rest[2:] or 0)), strict=False))
    return Written(Token(NUMBER, int(year), len(year)), found["m"], found.get("d", 0))


def _may_exist(way: Written) -> bool:
    years = _years(way.year, None, thai=False)
    return bool(way.month or not way.day) and PartialDate(years, way.month or None, way.day or None).exists
