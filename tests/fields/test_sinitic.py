"""Han names and their Latin spellings in any language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import MOST_SOUNDS, names, pinyin
from matcher.fields.sinitic import codes, of_latin, skeleton, spellings, syllables, wade_giles


def sounds(cell: str) -> set[str]:
    value = names.normalise(cell)
    assert value is not None
    return set(value.sounds)


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("张伟文", "Zhang Weiwen"),
        ("张伟文", "Chang Wei-wen"),
        ("張偉文", "Cheung Wai Man"),
        ("张伟文", "Jang Wi-mun"),
        ("陈明德", "Tan Beng Teck"),
        ("陈明德", "Chan Ming Tak"),
        ("谢国强", "Hsieh Kuo-chiang"),
        ("李荣浩", "Lee Wing Ho"),
        ("阮文明", "Nguyen Van Minh"),
        ("朴智勇", "Park Ji-yong"),
    ],
)
def test_a_name_holds_nearly_all_sounds_of_each_spelling(han: str, latin: str) -> None:
    assert len(sounds(latin) - sounds(han)) <= 1


@pytest.mark.parametrize(("han", "other"), [("张伟文", "Li Guoqiang"), ("谢国强", "Lim Siew Lan")])
def test_names_of_others_have_few_sounds_in_common(han: str, other: str) -> None:
    assert len(sounds(han) & sounds(other)) <= 1


def test_a_western_given_name_leaves_the_surname_to_speak() -> None:
    surname = codes.coarse(codes.fine("cheung")) + "."
    assert surname in sounds("Leslie Cheung")
    assert surname in sounds("张荣")
    assert surname not in sounds("Cheung Kwok")


@pytest.mark.parametrize(("han", "latin"), [("乔恩·泰斯塔", "Jon Testa"), ("马可波罗", "Marco Polo")])
def test_foreign_names_keep_their_consonants(han: str, latin: str) -> None:
    kept = {gram for gram in sounds(latin) if gram.startswith("~")}
    assert len(kept & sounds(han)) >= len(kept) - 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhang", "chang"), ("xie", "hsieh"), ("lee", "li"), ("cheong", "cheung"), ("jung", "jeong"), ("lian", "lien")],
)
def test_spellings_of_a_syllable_have_one_code(one: str, other: str) -> None:
    assert codes.fine(one) == codes.fine(other)


@pytest.mark.parametrize(("one", "other"), [("lin", "lim"), ("wang", "wong"), ("chan", "chen"), ("ming", "min")])
def test_other_syllables_have_other_codes(one: str, other: str) -> None:
    assert codes.fine(one) != codes.fine(other)


def test_every_syllable_that_is_spelled_has_a_code() -> None:
    uncoded = [syllable for syllable in spellings.syllables() if codes.fine(syllable) == f"{syllable}//"]
    assert len(uncoded) < 20


def test_pinyin_and_wade_giles_have_one_code_but_where_they_write_another_vowel() -> None:
    same = [codes.fine(syllable) == codes.fine(wade_giles.spell(syllable)) for syllable in sorted(pinyin.syllables())]
    assert sum(same) / len(same) > 0.85


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=60))
def test_any_word_is_cut_into_itself_or_not_at_all(word: str) -> None:
    found = syllables.split(word)
    assert found is None or "".join(found) == word


@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=30), max_size=12))
def test_a_name_has_so_many_grams_at_most_and_none_twice(words: list[str]) -> None:
    grams = of_latin(tuple(words))
    assert len(set(grams)) == len(grams) <= MOST_SOUNDS


def test_a_skeleton_begins_with_the_first_consonant() -> None:
    assert skeleton.of_latin("tester") == ("~^T", "~TS", "~ST", "~TL")
    assert skeleton.of_latin("aeiou") == ()
