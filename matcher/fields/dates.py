"""Birthdates as far as they are known, in the forms people write them, to ISO 8601.

`calendar` reads what is written; here are the parts and q-grams of it. A range agrees with what lies in it: it shares a
part with every year that it holds, as long as two values of one part are enough for that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from matcher.fields import SERVING, Value, cells
from matcher.fields.calendar.order import EMPTY, NO_SUCH_DATE
from matcher.fields.calendar.partial import PartialDate
from matcher.fields.calendar.reading import dates_in

PARTS: tuple[str, ...] = (
    "full",
    "year",
    "month",
    "day",
    "year_month",
    "year_day",
    "month_day",  # the two numbers in either order
    "year_near",  # two neighbouring years: years that are one apart share one, and so do up to four years and each
    "decade_half",  # 1995 to 1999: so do up to ten years, as 90后
    "zodiac",  # the animal of the lunar year
)
COMPARED: tuple[str, ...] = (
    "even_years",  # 1996 with 1997: the one pair of neighbours that begins with an even year, and
    "odd_years",  # the one that begins with an odd one; of two years in a row, the one that holds both
)

LONGEST = 80  # characters in a cell

# Most cells of most lists: a full date in numbers. What reads the other forms takes ten times as long.
_IN_NUMBERS = re.compile(r"(\d{4})[-/.年](\d\d?)[-/.月](\d\d?)日?|(\d\d?)[-/.](\d\d?)[-/.](\d{4})", re.ASCII)


def normalise(text: str) -> Value | None:
    """The date in a cell; None where the cell holds none, or one that stands for none (0000-00-00, 1900-01-01).

    Of a date that does not exist (1996-02-30) the year, and the month where it is one, in doubt. Raises Unreadable
    where not even the year is sure, for a number that could be several things, an age without the date it was told at,
    and for any other text.
    """
    known = _in_numbers(text)
    if known is not None:
        return _value((known,))
    cleaned = cells.clean(text, LONGEST)
    stated = None if cleaned is None else dates_in(cleaned)
    return None if stated is None else _value(stated)


def _in_numbers(text: str) -> PartialDate | None:
    found = _IN_NUMBERS.fullmatch(text)
    if found is None:
        return None
    if found[1]:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        day, month, year = int(found[4]), int(found[5]), int(found[6])
        if month > 12 >= day:
            day, month = month, day
    known = PartialDate((year,), month, day)
    return known if known.exists and (year, month, day) not in EMPTY else None


def _value(stated: Sequence[PartialDate]) -> Value:
    """The likeliest date; in the parts that it has also the values of another."""
    known = stated[0]
    parts = _parts(known)
    for other in stated[1:]:
        also = _parts(other)
        parts = {name: tuple(dict.fromkeys(has + also.get(name, ())))[:SERVING] for name, has in parts.items()}
    return Value(known.normal, parts, _qgrams(known), doubt=_doubt(known) if known.spoilt else "")


def _doubt(known: PartialDate) -> str:
    return f"{NO_SUCH_DATE}; only its year {'and month ' if known.month else ''}can be used"


def _parts(known: PartialDate) -> dict[str, tuple[str, ...]]:
    """The parts of what is known, in the order of PARTS."""
    month, day = _two_digits(known.month), _two_digits(known.day)
    years, shared = _of_years(known.years, known.month, known.sign)
    parts: dict[str, tuple[str, ...]] = {}
    if years and month and day:
        parts["full"] = tuple([f"{year}-{month}-{day}" for year in years])
    if years:
        parts["year"] = years
    if month:
        parts["month"] = (month,)
    if day:
        parts["day"] = (day,)
    if years and month:
        parts["year_month"] = tuple([f"{year}-{month}" for year in years])
    if years and day:
        parts["year_day"] = tuple([f"{year}-{day}" for year in years])
    if month and day:
        parts["month_day"] = (f"{month}-{day}" if month < day else f"{day}-{month}",)
    parts |= shared
    return parts


@lru_cache(4096)
def _of_years(
    years: tuple[int, ...], month: int | None, sign: str | None
) -> tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    """The values of `year`, none where they are too many, and the parts that several years share."""
    known = PartialDate(years, month, None, sign)
    shared = {"year_near": _near(years), "decade_half": _halves(years), "zodiac": known.signs}
    if years and years[-1] - years[0] < SERVING:
        shared |= {"even_years": _pairs(years, 0), "odd_years": _pairs(years, 1)}
    return (
        tuple(map(str, years)) if len(years) <= SERVING else (),
        {name: values for name, values in shared.items() if 0 < len(values) <= (1 if name in COMPARED else SERVING)},
    )


def _pairs(years: tuple[int, ...], odd: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str((year + odd) // 2) for year in years))


def _near(years: tuple[int, ...]) -> tuple[str, ...]:
    """Both pairs of neighbours that a year is in; of several years in a row, pairs that hold each of them."""
    if not years or years[-1] - years[0] != len(years) - 1:
        return ()
    first, last = years[0], years[-1]
    pairs = (first - 1, first) if first == last else (*range(first, last - 1, 2), last - 1)
    return tuple(f"{year}/{year + 1}" for year in pairs)


def _halves(years: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"{5 * half}/{5 * half + 4}" for half in dict.fromkeys(year // 5 for year in years))


def _qgrams(known: PartialDate) -> tuple[str, ...]:
    """The digits of YYYYMMDD at their places, those of the year as far as all its years have them, and whole units."""
    years = [str(year) for year in known.years]
    month, day = _two_digits(known.month), _two_digits(known.day)
    digits = f"{_common(years)}{month or '--'}{day or '--'}"
    grams = [f"{place}:{digit}" for place, digit in enumerate(digits) if digit != "-"]
    if len(years) <= SERVING:
        grams += [f"y{year}" for year in years]
    if month:
        grams.append(f"m{month}")
    if day:
        grams.append(f"d{day}")
    return tuple(grams)


def _common(years: Sequence[str]) -> str:
    if len(years) == 1:
        return years[0]
    return "".join(digits[0] if len(set(digits)) == 1 else "-" for digits in zip(*years, strict=True)) or "----"


def _two_digits(number: int | None) -> str:
    return f"{number:02}" if number else ""
