"""Each way to fill the other cells does to them what it says."""

from __future__ import annotations

import re

import pytest

from matcher.fields.cells import clean
from matcher.generate import cells as written
from matcher.generate.tables import Weighted
from tests.generate.clerks import AUNG, ZHANG, cells

NOTHING = Weighted([("", 1)])


def passports(*always, tails=written.TAILS_IN_CHINESE):
    return cells(lambda hand: written.passport(ZHANG, hand, NOTHING, tails), *always)


def origins(*always, in_han=True, person=ZHANG):
    return cells(lambda hand: written.origin(person, hand, in_han, NOTHING), *always)


def test_a_passport_is_masked_in_the_middle():
    assert passports("passport.masked") == {"E10***344"}


def test_the_beginning_or_the_end_of_a_passport_is_known():
    known = passports("passport.part")
    assert {"尾号3344", "后4位3344", "3344", "*****3344", "E102", "E102*****"} <= known
    assert {"last 4: 3344", "ends in 203344"} <= passports("passport.part", tails=written.TAILS_IN_ENGLISH)


def test_the_passport_before_stands_beside_it():
    assert all(re.fullmatch(r"E10203344(（旧护照G\d{8}）| / G\d{8})", cell) for cell in passports("passport.two"))


def test_a_letter_stands_for_a_digit_that_it_looks_like():
    assert passports("passport.letter") == {"EI0203344"}


def test_a_digit_is_wrong():
    assert all(sum(a != b for a, b in zip(cell, "E10203344", strict=True)) == 1 for cell in passports("passport.digit"))


def test_a_place_is_told_at_different_levels():
    assert origins() == {"云南", "云南省", "云南昆明市", "云南省昆明市"}
    assert origins(in_han=False) == {"Yunnan", "Kunming, Yunnan"}
    assert origins("origin.city") == {"昆明"}
    assert origins("origin.city", in_han=False) == {"Kunming"}


def test_a_wrong_province_has_no_city_of_the_right_one():
    wrong = origins("origin.wrong")
    assert len(wrong) > 5
    assert not any("云南" in cell or "昆明" in cell for cell in wrong)


def test_people_from_elsewhere_have_no_origin():
    assert origins(person=AUNG) == {""}


def test_sex_is_wrong_or_missing():
    words = {"M": "男", "F": "女"}
    assert cells(lambda hand: written.sex(ZHANG, hand, words, NOTHING), "sex.wrong") == {"女"}
    assert cells(lambda hand: written.sex(ZHANG, hand, words, NOTHING), "sex.missing") == {""}


@pytest.mark.parametrize("blanks", [written.CHINESE_BLANKS, written.ENGLISH_BLANKS, written.POLICE_BLANKS])
def test_what_stands_for_nothing_is_read_as_nothing(blanks):
    assert len(blanks.values) > 1
    assert {clean(blank, 20) for blank in blanks.values} == {None}
