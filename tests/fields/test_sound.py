"""Sound codes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.fields import sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zhang", "zan"),
        ("zhong", "zong"),
        ("chen", "cen"),
        ("shi", "si"),
        ("ning", "lin"),
        ("cheng", "chen"),
        ("liang", "lian"),
        ("huang", "huan"),
        ("lv", "lu"),
        ("xiaoming", "xiaomin"),
        ("smith", "smyth"),
        ("catherine", "kathryn"),
    ],
)
def test_words_that_are_taken_for_each_other_sound_alike(one: str, other: str) -> None:
    assert sound.code(one) == sound.code(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("wei", "wu"), ("zhang", "wang"), ("hu", "fu"), ("dong", "dou"), ("li", "ri"), ("smith", "jones")],
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert sound.code(one) != sound.code(other)


@pytest.mark.parametrize("word", ["h", "w", "hh", "www", "hwa", "12", "ü", "张", "wright", "o'brien"])
def test_a_word_without_a_sound_stands_for_itself_at_least(word: str) -> None:
    assert sound.code(word)


def test_words_without_a_sound_differ() -> None:
    assert len({sound.code(word) for word in ("h", "w", "hh", "www", "12", "张", "伟", "")}) == 8


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=40))
@example("h")
@example("gh" * 20)
def test_every_word_has_a_code_of_its_family(word: str) -> None:
    code = sound.code(word)
    assert code
    assert code.startswith("=") or code.isupper() or code.islower() or code == "0"


@given(st.text(max_size=20))
def test_no_text_raises(word: str) -> None:
    assert bool(sound.code(word)) == bool(word)
