"""Words of any script in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import latin


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("zhāng", "zhang"),
        ("wěi", "wei"),
        ("lǚ", "lv"),
        ("lü", "lv"),
        ("lyu", "lv"),
        ("lue", "lv"),
        ("lu", "lu"),
        ("nǚ", "nv"),
        ("lüe", "lve"),
        ("yü", "yu"),
        ("müller", "muller"),
        ("lübke", "lubke"),
        ("nguyễn", "nguyen"),
        ("đức", "duc"),
        ("łukasz", "lukasz"),
        ("иванов", "ivanov"),
        ("김민수", "kimminsoo"),
        ("محمد", "muhammad"),
        ("zhang3", "zhang"),
        ("123", ""),
    ],
)
def test_words_in_letters(word: str, letters: str) -> None:
    assert latin.letters(word) == letters


@given(st.text(max_size=30))
def test_only_letters_come_out_and_stay(word: str) -> None:
    once = latin.letters(word)
    assert once == "" or (once.isascii() and once.isalpha() and once.islower())
    assert latin.letters(once) == once
