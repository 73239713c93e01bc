"""Years of other eras, and years of two digits, as years of the Gregorian calendar."""

from __future__ import annotations

BURMESE, BUDDHIST, COMMON = "burmese", "buddhist", "common"
BIKRAM, ETHIOPIAN, HIJRI = "bikram", "ethiopian", "hijri"

# Era -> what to add to its year. The first year of 民國 is 1912, of 平成 1989; 2544 พ.ศ. is 2001.
_OFFSETS = {
    "roc": 1911,
    "taisho": 1911,
    "showa": 1925,
    "heisei": 1988,
    "reiwa": 2018,
    BUDDHIST: -543,
    COMMON: 0,
}
# Eras whose years begin in the midst of another, and whose months are no months of it: a year of theirs is two, the
# first of which is so many years later.
_FIRST_OF_TWO = {
    BURMESE: 638,  # until the new year in April one more is to be added
    BIKRAM: -57,  # from April
    ETHIOPIAN: 7,  # from September
}
OWN_MONTHS = frozenset((*_FIRST_OF_TWO, HIJRI))
ERAS = frozenset((*_OFFSETS, *OWN_MONTHS))
COUNTED_FROM_ONE = ERAS - {BUDDHIST, COMMON, *OWN_MONTHS}  # their years have one to three digits

BUDDHIST_YEARS = range(2420, 2621)  # a year in here is Buddhist though nobody says so: 1877 to 2077
BURMESE_YEARS = range(1240, 1400)  # Burmese era, of people born 1878 to 2037
_HIJRI_YEAR, _HIJRI_START = 0.970229, 621.54  # years of the sun in one of twelve moons, and where they begin

# A year of two digits is one of these: who looks for a person of 100 or more is rarer than who looks for a child.
SHORT_YEARS = range(1927, 2027)


def gregorian(year: int, era: str | None = None) -> tuple[int, ...]:
    """The years in which a year of an era lies: one, or two where it begins in their midst. No era: told by the number.

    >>> gregorian(86, "roc"), gregorian(2544), gregorian(1997), gregorian(1359, "burmese"), gregorian(1418, "hijri")
    ((1997,), (2001,), (1997,), (1997, 1998), (1997, 1998))
    """
    if era is not None and era in OWN_MONTHS:
        first = int(year * _HIJRI_YEAR + _HIJRI_START) if era == HIJRI else year + _FIRST_OF_TWO[era]
        return first, first + 1
    if era is None:
        era = BUDDHIST if year in BUDDHIST_YEARS else COMMON
    return (year + _OFFSETS[era],)


def in_full(short: int, *, buddhist: bool = False) -> int:
    """A year of two digits in full, within SHORT_YEARS. A Buddhist one, where it fits: 44 is 2544, so 2001.

    >>> in_full(97), in_full(5), in_full(44, buddhist=True), in_full(97, buddhist=True)
    (1997, 2005, 2001, 1997)
    """
    year = 2500 + short + _OFFSETS[BUDDHIST]
    if buddhist and year in SHORT_YEARS:
        return year
    return SHORT_YEARS.start + (short - SHORT_YEARS.start) % 100
