"""Han names and their Latin spellings in any language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import MOST_SOUNDS, han, names, pinyin, readings
from matcher.fields.sinitic import (
    codes,
    japanese,
    macao,
    of_latin,
    skeleton,
    spellings,
    surnames,
    syllables,
    wade_giles,
)
from matcher.fields.tables import rows


def sounds(cell: str) -> set[str]:
    value = names.normalise(cell)
    assert value is not None
    return set(value.sounds)


def without_surnames(grams: set[str]) -> set[str]:
    return {gram for gram in grams if gram.isascii()}


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
    assert len(without_surnames(sounds(latin)) - sounds(han)) <= 1


@pytest.mark.parametrize(("han", "other"), [("张伟文", "Li Guoqiang"), ("谢国强", "Lim Siew Lan")])
def test_names_of_others_have_few_sounds_in_common(han: str, other: str) -> None:
    assert len(sounds(han) & sounds(other)) <= 1


def test_a_western_given_name_leaves_the_surname_to_speak() -> None:
    surname = set(surnames.grams("张"))
    assert surname <= sounds("Leslie Cheung") & sounds("张荣")
    assert surname <= sounds("Leslie Chang")
    assert not surname & sounds("Leslie Chan")


def test_beside_a_given_name_the_surname_speaks_less_and_in_pinyin_not_at_all() -> None:
    assert surnames.grams("张", 2) == tuple(gram for gram in surnames.grams("张") if gram in sounds("Cheung Wai Man"))
    assert not without_surnames(sounds("Zhang Weiwen")) ^ sounds("Zhang Weiwen")


def test_a_western_given_name_behind_a_surname_is_a_chinese_one() -> None:
    assert codes.fine("dan") in sounds("Zhang Dan")
    assert codes.fine("dan") not in sounds("Dan Zhang")


@pytest.mark.parametrize(
    ("surname", "spelled"),
    [
        ("陈", "tan chan chin ting tran"),
        ("黄", "wong ng wee ooi oei hwang hoang huynh vong"),
        ("吴", "goh ng ngo"),
        ("郑", "tay teh cheng cheang jung chung trinh"),
        ("李", "lee li lei ly rhee yi"),
        ("张", "cheung teo chong cheong jang truong"),
        ("徐", "tsui chui hsu seo suh"),
        ("杨", "yeung yeo young ieong duong"),
        ("邵", "shaw shao siu"),
        ("郭", "kwok kuok quek kwek quach"),
        ("司徒", "szeto situ"),
    ],
)
def test_the_spellings_of_a_surname_lead_back_to_it(surname: str, spelled: str) -> None:
    assert [word for word in spelled.split() if surname not in surnames.behind(word)] == []


def test_the_surname_that_most_people_bear_comes_first() -> None:
    assert [surnames.behind(word)[0] for word in ("lee", "wong", "tan", "cheung")] == ["李", "王", "陈", "张"]


@pytest.mark.parametrize("surname", [row[0] for row in rows("surname_spellings.tsv")])
def test_every_surname_of_the_table_is_known_as_one(surname: str) -> None:
    assert surname in readings.surnames()


@pytest.mark.parametrize(
    ("jyutping", "spelled"),
    [("joeng", "ieong"), ("gwok", "kuok"), ("wong", "vong"), ("jyun", "un"), ("jim", "im"), ("zau", "chao")],
)
def test_macao_spells_by_portuguese_ears(jyutping: str, spelled: str) -> None:
    assert macao.spell(jyutping) == spelled


@pytest.mark.parametrize(
    ("han", "latin"),
    [
        ("山田太郎", "YAMADA Tarō"),
        ("山田 太郎", "Taro Yamada"),
        ("高橋秀樹", "Takahasi Hideki"),
        ("澤田健一", "Sawada Kenichi"),
        ("沢田健一", "Sawada Ken'ichi"),
        ("渡邊広子", "Watanabe Hiroko"),
        ("佐藤誠", "Satoh Makoto"),
    ],
)
def test_japanese_names_meet_their_readings(han: str, latin: str) -> None:
    assert len(sounds(han) & sounds(latin)) >= japanese.WEIGHT + 2


def test_a_japanese_surname_alone_is_less_than_the_whole_name() -> None:
    assert len(sounds("山田太郎") & sounds("Yamada Hideki")) < len(sounds("山田太郎") & sounds("Yamada Taro"))


def test_a_chinese_name_that_begins_like_a_japanese_one_keeps_its_chinese_sounds() -> None:
    assert len(sounds("田中军") & sounds("Tian Zhongjun")) >= 5


@pytest.mark.parametrize("surname", [row[0] for row in rows("japanese_surnames.tsv")])
def test_surnames_of_the_table_are_written_as_a_cell_is_read(surname: str) -> None:
    assert han.simplify(surname) == surname


@pytest.mark.parametrize(("han", "latin"), [("乔恩·泰斯塔", "Jon Testa"), ("马可波罗", "Marco Polo")])
def test_foreign_names_keep_their_consonants(han: str, latin: str) -> None:
    kept = {gram for gram in sounds(latin) if gram.startswith("~")}
    assert len(kept & sounds(han)) >= len(kept) - 2


@pytest.mark.parametrize(("pinyin", "latin"), [("kade", "card"), ("deerman", "derman")])
def test_an_r_that_closes_a_syllable_may_be_written_or_not(pinyin: str, latin: str) -> None:
    consonants = {gram for gram in skeleton.of_pinyin(pinyin) if gram.isupper()}
    assert consonants <= set(skeleton.of_latin(latin))


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


def test_a_skeleton_has_the_consonants_in_order_and_the_vowel_behind_each() -> None:
    assert skeleton.of_latin("tester") == ("~^T", "~TS", "~ST", "~TL", "~Te")
    assert skeleton.of_pinyin("taisite") == ("~^T", "~TS", "~ST", "~Ta", "~Te")
    assert skeleton.of_latin("aeiou") == ("~a",)


@pytest.mark.parametrize("written", ["Zhang Wei", "Chang Wei", "WEI ZHANG", "Zhangwei", "จาง เหว่ย"])
def test_a_name_in_characters_has_the_syllables_of_its_mandarin_spellings(written: str) -> None:
    han, other = names.normalise("张伟"), names.normalise(written)
    assert han is not None
    assert other is not None
    assert set(han.syllables) == set(other.syllables) != set()


def test_a_name_in_characters_tells_its_cantonese_spelling_and_no_other() -> None:
    han, cantonese, mandarin = (names.normalise(text) for text in ("张伟", "Cheung Wai", "Zhang Wei"))
    assert han is not None
    assert cantonese is not None
    assert mandarin is not None
    assert han.parts["in_cantonese"] == cantonese.parts["in_cantonese"] != mandarin.parts["in_cantonese"]


def test_a_western_name_has_no_syllables() -> None:
    value = names.normalise("Robert Smith")
    assert value is not None
    assert value.syllables == ()
