from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.typing_errors import (
    NEIGHBOURS,
    TYPING_SLIPS,
    day_month_swapped,
    day_off,
    inserted,
    left_out,
    misheard,
    month_off,
    neighbour_key,
    transposed,
    wrong_date_digit,
    wrong_digit,
    year_off,
)

seeds = st.integers(0, 2**32)
dates = st.dates(date(1900, 1, 1), date(2100, 12, 31))
words = st.text("abcdefghijklmnopqrstuvwxyz0123456789 -张伟*", max_size=12)


def outcomes(slip, value, tries=300):
    return {slip(value, Random(seed)) for seed in range(tries)}


def test_neighbours_touch_each_other():
    assert all(key in NEIGHBOURS[other] for key, others in NEIGHBOURS.items() for other in others)
    assert set(NEIGHBOURS) == set("abcdefghijklmnopqrstuvwxyz0123456789")


def test_each_typing_slip_by_hand():
    assert outcomes(neighbour_key, "a") == {"q", "w", "s", "z"}
    assert outcomes(left_out, "abc") == {"bc", "ac", "ab"}
    assert outcomes(inserted, "p") == {"pp", "op", "lp"}
    assert outcomes(transposed, "abca") == {"baca", "acba", "abac"}


def test_a_slip_keeps_capitals():
    assert outcomes(neighbour_key, "P") == {"O", "L"}


@pytest.mark.parametrize("slip", [left_out, transposed])
def test_one_letter_cannot_be_left_out_or_transposed(slip):
    assert slip("a", Random(1)) == "a"


@pytest.mark.parametrize("slip", [*TYPING_SLIPS, misheard, wrong_digit])
@pytest.mark.parametrize("text", ["", "张伟", "--"])
def test_text_without_letters_and_digits_stays(slip, text):
    assert slip(text, Random(1)) == text


@given(words, seeds)
def test_a_typing_slip_changes_the_length_by_one_at_most(text, seed):
    for slip in TYPING_SLIPS:
        assert abs(len(slip(text, Random(seed))) - len(text)) <= 1


@given(words, seeds)
def test_transposing_keeps_the_letters(text, seed):
    assert sorted(transposed(text, Random(seed))) == sorted(text)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("zhou", {"zou"}),
        ("zou", {"zhou"}),
        ("lin", {"nin", "ling"}),
        ("ning", {"ling", "nin"}),
        ("chang", {"cang", "chan"}),
        ("tian", set()),
        ("lv", {"lu", "nv"}),
    ],
)
def test_sounds_that_are_confused(said, written):
    assert outcomes(misheard, said) == (written or {said})


@given(st.text("0123456789E*", min_size=1), seeds)
def test_a_wrong_digit_is_one_digit(number, seed):
    wrong = wrong_digit(number, Random(seed))
    changed = [(old, new) for old, new in zip(number, wrong, strict=True) if old != new]
    assert len(changed) == any(character.isdigit() for character in number)
    assert all(old.isdigit() and new.isdigit() for old, new in changed)


def test_day_and_month_change_places_where_they_can():
    assert day_month_swapped(date(1997, 8, 3), Random(1)) == date(1997, 3, 8)
    assert day_month_swapped(date(1997, 8, 13), Random(1)) == date(1997, 8, 13)


@given(dates, seeds)
def test_a_wrong_date_digit_is_one_digit(day, seed):
    wrong = wrong_date_digit(day, Random(seed))
    assert sum(old != new for old, new in zip(day.isoformat(), wrong.isoformat(), strict=True)) == 1


@given(dates, seeds)
def test_steps_in_time_are_small(day, seed):
    assert 1 <= abs(year_off(day, Random(seed)).year - day.year) <= 2
    assert abs(month_off(day, Random(seed)).month - day.month) == 1
    assert abs((day_off(day, Random(seed)) - day).days) == 1


def test_a_step_onto_a_day_that_is_not_gives_the_last_of_the_month():
    assert outcomes(year_off, date(2000, 2, 29)) == {date(year, 2, 28) for year in (1998, 1999, 2001, 2002)}
    assert outcomes(month_off, date(2001, 1, 31)) == {date(2001, 2, 28)}
