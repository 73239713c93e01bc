"""A date as far as it is known."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace

from matcher.fields.calendar import zodiac

YEARS = range(1880, 2101)


@dataclass(frozen=True, slots=True, repr=False)
class PartialDate:
    """What is known of a date.

    years   the years it may lie in, ascending; none where the year is not known
    month   1 to 12; None = not known
    day     1 to 31; None = not known
    sign    of the zodiac, where it is stated
    spoilt  whether it is what is left of a date that does not exist
    """

    years: tuple[int, ...] = ()
    month: int | None = None
    day: int | None = None
    sign: str | None = None
    spoilt: bool = False

    def __repr__(self) -> str:
        return f"PartialDate({len(self.years)} years)"

    def __bool__(self) -> bool:
        return bool(self.years or self.month or self.day)

    @property
    def exists(self) -> bool:
        """Whether the calendar has it, in one of its years; without a year 29 February exists."""
        if self.years and not (self.years[0] in YEARS and self.years[-1] in YEARS):
            return False
        if self.month is None:
            return self.day is None or 1 <= self.day <= 31
        if not 1 <= self.month <= 12:
            return False
        if self.day is None or 1 <= self.day <= 28:
            return True
        return 1 <= self.day <= max(calendar.monthrange(year, self.month)[1] for year in self.years or (2000,))

    @property
    def signs(self) -> tuple[str, ...]:
        """The signs of the zodiac it may have."""
        return zodiac.signs(self.years, self.month) if self.sign is None else (self.sign,)

    @property
    def normal(self) -> str:
        """In the manner of ISO 8601-2: 1997-08-03, 1997-08, 1997, 1996/1997, [1985,1997], XXXX-08-03, 1997-XX-03."""
        years = _years(self.years, alone=self.month is self.day is None)
        if self.day is not None:
            return f"{years}-{_two_digits(self.month)}-{self.day:02}"
        return years if self.month is None else f"{years}-{self.month:02}"

    def about(self) -> PartialDate:
        """What is sure of it when it is a guess: not its smallest unit; a year may be the one before or after."""
        if self.day is not None:
            return replace(self, day=None)
        if self.month is not None:
            return replace(self, month=None)
        if len(self.years) == 1:
            return replace(self, years=tuple(range(self.years[0] - 1, self.years[0] + 2)))
        return self


def _years(years: tuple[int, ...], alone: bool) -> str:
    """Years that follow each other as a range, where neither month nor day goes with them; others as a set."""
    if not years:
        return "XXXX"
    if len(years) == 1:
        return f"{years[0]:04}"
    if alone and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]:04}/{years[-1]:04}"
    return f"[{','.join(map(str, years))}]"


def _two_digits(number: int | None) -> str:
    return "XX" if number is None else f"{number:02}"
