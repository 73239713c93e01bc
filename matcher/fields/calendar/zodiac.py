"""The animals of the Chinese zodiac, which change at the lunar new year: between 21 January and 21 February."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.fields.calendar.eras import SHORT_YEARS

SIGNS = ("rat", "ox", "tiger", "rabbit", "dragon", "snake", "horse", "goat", "monkey", "rooster", "dog", "pig")

_A_RAT = 1924


def sign(year: int) -> str:
    """The animal of a lunar year.

    >>> sign(1997), sign(2024)
    ('ox', 'dragon')
    """
    return SIGNS[(year - _A_RAT) % 12]


def signs(years: Sequence[int], month: int | None) -> tuple[str, ...]:
    """The animals of those born in a month of some years; each born before the new year has that of the year before.

    Of several years without a month only the animal of each, though one in ten has that of the year before.

    >>> signs([1997], 8), signs([1997], 1), signs([1997], None), signs([1996, 1997], None)
    (('ox',), ('ox', 'rat'), ('ox', 'rat'), ('rat', 'ox'))
    """
    found = [sign(year) for year in years]
    if month in (1, 2) or (month is None and len(years) == 1):
        found += [sign(year - 1) for year in years]
    return tuple(dict.fromkeys(found))


def years_of(animal: str) -> tuple[int, ...]:
    """The lunar years of an animal within SHORT_YEARS.

    >>> years_of("ox")
    (1937, 1949, 1961, 1973, 1985, 1997, 2009, 2021)
    """
    return tuple(year for year in SHORT_YEARS if sign(year) == animal)
