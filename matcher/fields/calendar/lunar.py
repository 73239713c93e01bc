"""Dates of the Chinese lunar calendar in the Gregorian one."""

from __future__ import annotations

from datetime import date, timedelta


def span(year: int, month: int | None, day: int | None, *, leap: bool = False) -> tuple[date, date] | None:
    """First and last day of a lunar year, month or day of 1900 to 2100; None where there is no such.

    leap  the month is the second of its number (闰八月)

    By `borax`, which is right in every month of 1920 to 2025, by the majority of it and two other packages.

    >>> span(1997, 7, 1)
    (datetime.date(1997, 8, 3), datetime.date(1997, 8, 3))
    """
    from borax.calendars.lunardate import InvalidLunarDateError, LCalendars, LunarDate

    try:
        first = LunarDate(year, month or 1, day or 1, int(leap)).to_solar_date()
        days = 1 if day else LCalendars.ndays(year, month, int(leap))
    except InvalidLunarDateError:
        return None
    return first, first + timedelta(days=days - 1)
