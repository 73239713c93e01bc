"""Each way to tell a birthdate does to it what it says."""

from __future__ import annotations

from datetime import date

import pytest

from matcher.generate import dates
from matcher.generate.mistakes import as_lunar
from matcher.generate.tables import Weighted
from tests.generate.clerks import cells

BORN = date(1997, 8, 3)
NOTHING = Weighted([("", 1)])


def told(ways, *always, born=BORN):
    return cells(lambda hand: dates.birthdate(born, hand, dates.iso, ways, NOTHING), *always)


def test_a_date_is_told_in_the_form_of_the_list():
    assert told(dates.FAMILIES_WAYS) == {"1997-08-03"}


@pytest.mark.parametrize(
    ("ways", "way", "cells_told"),
    [
        (dates.FAMILIES_WAYS, "part", {"1997年", "1997年8月", "约1997年"}),
        (dates.FAMILIES_WAYS, "age", {"27岁", "27岁（2025年1月）", "虚岁28"}),
        (dates.FAMILIES_WAYS, "zodiac", {"属牛", "属牛, 27岁", "8月生，属牛"}),
        (dates.FAMILIES_WAYS, "lunar", {"农历1997年七月初一", "农历1997年七月初一生"}),
        (dates.FAMILIES_WAYS, "era", {"民國86年8月3日"}),
        (dates.FAMILIES_WAYS, "short", {"97年8月3日", "97.8.3"}),
        (dates.POLICE_WAYS, "era", {"03/08/2540"}),
        (dates.POLICE_WAYS, "short", {"03/08/97"}),
        (dates.NGO_WAYS, "part", {"1997", "Aug 1997", "about 1997"}),
        (dates.NGO_WAYS, "age", {"27 years old", "27 (Jan 2025)", "age 27"}),
        (dates.NGO_WAYS, "short", {"3 Aug 97"}),
    ],
)
def test_a_date_is_told_otherwise(ways, way, cells_told):
    assert told(ways, f"birthdate.{way}") == cells_told


def test_a_year_of_age_is_completed_on_the_birthday():
    assert [dates.age(date(2000, 1, day)) for day in (14, 15, 16)] == [25, 25, 24]


def test_the_zodiac_is_that_of_the_lunar_year():
    assert [dates.animal(day) for day in (date(1997, 2, 6), date(1997, 2, 7))] == ["鼠", "牛"]


def test_leap_months_say_so():
    assert dates.lunar(date(2004, 3, 25)) == "农历2004年闰二月初五"


def test_a_lunar_date_may_pass_for_one_of_ours():
    assert told({}, "birthdate.lunar_unsaid") == {"1997-07-01"}
    assert as_lunar(date(1990, 3, 26), None) == date(1990, 3, 26)  # 30 February


@pytest.mark.parametrize(("mistake", "expected"), [("swap", "1997-03-08"), ("missing", "")])
def test_a_date_is_swapped_or_missing(mistake, expected):
    assert told({}, f"birthdate.{mistake}") == {expected}


def test_a_wrong_year_or_digit_leaves_the_rest():
    assert all(cell[5:] == "08-03" and cell[:4] != "1997" for cell in told({}, "birthdate.year"))
    assert all(
        sum(a != b for a, b in zip(cell, "1997-08-03", strict=True)) == 1 for cell in told({}, "birthdate.digit")
    )
