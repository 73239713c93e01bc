"""Other places' spellings of names."""

from __future__ import annotations

import pytest

from matcher.fields.scripts import zawgyi
from matcher.generate import romanise
from matcher.generate.people import GIVEN_WORDS, SURNAMES
from matcher.generate.tables import rows

SYLLABLES = sorted({word.latin for word, _ in [*SURNAMES, *GIVEN_WORDS] if len(word.han) == 1})
BURMESE = [
    word.partition("=")[2]
    for row in rows("nationalities.tsv")
    if row[0] == "MYANMAR"
    for word in "|".join(row[4:]).split("|")
]


@pytest.mark.parametrize(
    ("pinyin", "written"),
    [
        *(("zhu", "chu"), ("qian", "chien"), ("xu", "hsu"), ("cai", "tsai"), ("guo", "kuo"), ("hong", "hung")),
        *(("luo", "lo"), ("shi", "shih"), ("si", "ssu"), ("ren", "jen"), ("yan", "yen"), ("he", "ho"), ("wei", "wei")),
    ],
)
def test_taiwan_writes_wade_giles_without_apostrophes(pinyin, written):
    assert romanise.wade_giles(pinyin) == written


def test_wade_giles_has_fewer_letters():
    written = {letter for syllable in SYLLABLES for letter in romanise.wade_giles(syllable).replace("ng", "")}
    assert written.isdisjoint("bdgqvxü")


@pytest.mark.parametrize(
    ("han", "written"),
    [("陈", "chan"), ("黄", "wong"), ("国强", "kwok keung"), ("美玲", "mei ling"), ("志明", "chi ming")],
)
def test_hong_kong_writes_cantonese(han, written):
    assert romanise.hong_kong(han) == written


def test_a_name_with_a_character_that_the_table_lacks_has_no_hong_kong_spelling():
    assert romanise.hong_kong("陈鼐") is None


def test_nine_of_ten_people_have_a_hong_kong_surname():
    known = sum(weight for word, weight in SURNAMES if romanise.hong_kong(word.han) is not None)
    assert known > 0.9 * sum(weight for _, weight in SURNAMES)


@pytest.mark.parametrize(("pinyin", "written"), [("zhang", "จาง"), ("lin", "ลิน"), ("chen", "เชิน"), ("yan", "เยียน")])
def test_thai_letters_stand_around_their_consonant(pinyin, written):
    assert romanise.thai(pinyin) == written


def test_every_syllable_of_a_name_can_be_written_in_thai():
    assert all("\u0e00" < letter < "\u0e5c" for syllable in SYLLABLES for letter in romanise.thai(syllable))


@pytest.mark.parametrize("number", range(len(BURMESE)))
def test_zawgyi_turns_back_into_unicode(number):
    assert zawgyi.to_unicode(romanise.zawgyi(BURMESE[number])) == BURMESE[number]


def test_zawgyi_writes_a_vowel_before_its_letter():
    assert romanise.zawgyi("ကေ") == "ေက"
