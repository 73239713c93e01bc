"""Words of plain pinyin, cut into syllables."""

from __future__ import annotations

import random
import unicodedata

import pytest

from matcher.fields import pinyin


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("wei", ("wei",)),
        ("xiaowei", ("xiao", "wei")),
        ("xian", ("xian",)),
        ("fangan", ("fan", "gan")),
        ("jianan", ("jia", "nan")),
        ("tianan", ("tian", "an")),
        ("zhuangzhuang", ("zhuang", "zhuang")),
        ("aixinjueluo", ("ai", "xin", "jue", "luo")),
    ],
)
def test_words_are_cut_where_no_apostrophe_is_needed(word: str, syllables: tuple[str, ...]) -> None:
    assert pinyin.split(word) == syllables


@pytest.mark.parametrize("word", ["", "smith", "hsieh", "v", "zhangx", "lú", "an" * 21])
def test_other_words_are_not_cut(word: str) -> None:
    assert pinyin.split(word) is None


@pytest.mark.parametrize(
    ("word", "standard"),
    [
        ("lyu", "lv"),
        ("lue", "lv"),
        ("lv", "lv"),
        ("lu", "lu"),
        ("nyu", "nv"),
        ("nue", "nv"),
        ("lyue", "lve"),
        ("xiaolyu", "xiaolv"),
        ("blue", "blue"),
        ("nguyen", "nguyen"),
        ("manuel", "manuel"),
        ("yue", "yue"),
        ("jue", "jue"),
        ("xinyu", "xinyu"),
        ("wenyuan", "wenyuan"),
    ],
)
def test_spellings_of_u_umlaut_meet(word: str, standard: str) -> None:
    assert pinyin.standard(word) == standard


def test_the_standard_spelling_is_final() -> None:
    generator = random.Random(0)
    syllables = [*sorted(pinyin.syllables()), *["lue", "nue", "lyu", "nyu"] * 40]
    for _ in range(5000):
        once = pinyin.standard("".join(generator.choices(syllables, k=generator.randint(1, 4))))
        assert pinyin.standard(once) == once


def test_every_run_of_syllables_can_be_cut() -> None:
    generator = random.Random(1)
    syllables = sorted(pinyin.syllables())
    for _ in range(5000):
        word = "".join(generator.choices(syllables, k=generator.randint(1, 4)))
        assert "".join(pinyin.split(word) or ()) == word


def test_the_table_has_the_usual_syllables_of_the_dictionary() -> None:
    from pypinyin.constants import PINYIN_DICT

    usual = set()
    for code in range(0x4E00, 0x9FA6):
        first = unicodedata.normalize("NFD", PINYIN_DICT.get(code, "").partition(",")[0]).replace("u\u0308", "v")
        usual.add("".join(letter for letter in first if "a" <= letter <= "z"))
    interjections_and_the_like = {"", "m", "n", "hm", "fiao"}
    assert usual - pinyin.syllables() == interjections_and_the_like
    assert pinyin.syllables() - usual == {"shei", "dei", "zhei", "dia", "kei"}


def test_initial_and_final() -> None:
    assert pinyin.initial_and_final("zhang") == ("zh", "ang")
    assert pinyin.initial_and_final("an") == ("", "an")
    assert pinyin.initial_and_final("lv") == ("l", "v")
