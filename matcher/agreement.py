"""Levels of dates, documents and places that may be known only in part: they agree as far as both sides know them.

Every function takes what the tags of a field say of pairs, (pairs,) bool each in the order of `evidence.TAGS`, and
gives their levels, (pairs,) int8. What only one side has is compared with nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.int8]
Flags = NDArray[np.bool_]


def date_levels(
    even: Flags,
    odd: Flags,
    month: Flags,
    day: Flags,
    either_order: Flags,
    has_even: Flags,
    has_odd: Flags,
    has_month: Flags,
    has_day: Flags,
) -> Levels:
    """Of dates as far as both sides know them; 0 where they know no part in common.

    1 nothing agrees, 2 month or day, 3 the year and not the rest, 4 the year and no more is known, 5 two of three,
    6 day and month swapped, 7 the year one off, 8 two of two, 9 all.
    """
    even, odd, month, day = even & has_even, odd & has_odd, month & has_month, day & has_day
    has_year, some_year = has_even & has_odd, has_even | has_odd
    year = (even | ~has_even) & (odd | ~has_odd) & some_year
    full = has_year & has_month & has_day
    known = some_year.astype(np.int8) + has_month + has_day
    equal = year.astype(np.int8) + month + day
    cases: list[tuple[Flags, int]] = [
        (known == 0, 0),
        (full & (equal == 3), 9),
        (full & year & either_order, 6),
        (full & month & day & (even != odd), 7),
        (full & (equal == 2), 5),
        (~full & (equal == known) & (known >= 2), 8),
        (~full & (equal == known) & year, 4),
        (year, 3),
        (equal >= 1, 2),
    ]
    return np.select([case for case, _ in cases], [level for _, level in cases], 1).astype(np.int8)


def document_levels(
    alike: Levels,
    start: Flags,
    end: Flags,
    has_start: Flags,
    has_end: Flags,
) -> Levels:
    """Of numbers as far as both sides know them; 0 where they know neither end in common.

    alike  (pairs,) levels of a similarity

    Those of the similarity, but at least 5 where both ends are the same; where both sides know one end alone, 4 if it
    is the same, else 1.
    """
    start, end = start & has_start, end & has_end
    cases = [
        (has_start & has_end, np.maximum(alike, np.where(start & end, 5, 0))),
        (has_start | has_end, np.where(start | end, 4, 1)),
    ]
    return np.select([case for case, _ in cases], [level for _, level in cases], 0).astype(np.int8)


def place_levels(
    alike: Levels,
    present: Flags,
    province: Flags,
    city: Flags,
    has_province: Flags,
    has_city: Flags,
) -> Levels:
    """Of places as far as both sides know them.

    alike  (pairs,) levels of a similarity

    Those of the similarity, but at least 3 in another city of the same province, 4 where the province is the same and
    a side knows no more, 5 in the same city.
    """
    province, city = province & has_province, city & has_city
    by_level = np.select([city & (province | ~has_province), province & ~has_city, province], [5, 4, 3], 0)
    return np.where(present, np.maximum(by_level, alike), 0).astype(np.int8)
