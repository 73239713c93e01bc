"""Each way to write a name does to it what it says."""

from __future__ import annotations

import pytest

from matcher.generate import names, romanise
from tests.generate.clerks import AUNG, OUYANG, ZHANG, cells, clerk


def by_police(*always, person=ZHANG):
    return cells(lambda hand: names.by_police(person, hand), *always)


def by_ngo(*always, person=ZHANG, in_han=False):
    return cells(lambda hand: names.by_ngo(person, hand, in_han), *always)


def by_family(*always, person=ZHANG):
    """In Han only: pinyin has no relatives, aliases or look-alikes."""
    made = set()
    for seed in range(200):
        hand = clerk(*always, seed=seed)
        written = names.by_family(person, hand)
        if set(always) <= set(hand.made):
            made.add(written)
    return made


def test_police_write_pinyin_as_passports_do():
    assert by_police() == {"ZHANG WEIMING", "ZHANG, WEIMING", "ZHANG/WEIMING", "Zhang Weiming"}


def test_families_write_han_or_pinyin_or_both():
    written = by_family()
    assert {"张伟明", "Zhang Weiming", "zhang weiming"} <= written
    assert any(name.startswith("张伟明 (") for name in written)


def test_syllables_may_stand_apart_and_names_together():
    folded = {name.upper() for name in by_police("name.spacing")}
    assert {"ZHANG WEI MING", "ZHANG WEI-MING", "ZHANGWEIMING"} <= folded


def test_a_name_is_known_in_part_by_given_name_or_surname():
    assert {"WEIMING", "MR ZHANG"} <= by_police("name.part")
    assert {"伟明", "张先生"} <= by_family("name.part")


def test_an_initial_stands_for_the_given_name():
    assert {"Zhang W.", "W. Zhang"} == by_ngo("name.initials")


def test_titles_stand_before_latin_names_and_behind_han():
    assert {"Mr Zhang Weiming", "Mr Weiming Zhang"} == by_ngo("name.title")
    assert by_ngo("name.title", in_han=True) == {"张伟明先生"}
    assert all(name.startswith(("MISS ", "MRS ")) for name in by_police("name.title", person=OUYANG))


def test_a_relation_stands_around_the_name():
    assert {"我儿子张伟明", "弟弟 张伟明", "张伟明（我弟弟）"} <= by_family("name.relation")
    assert any("女" in name or "妹" in name for name in by_family("name.relation", person=OUYANG))


def test_an_alias_stands_in_brackets():
    assert {"张伟明（小名小明）", "张伟明（阿明）", "张伟明(明明)"} <= by_family("name.alias")
    assert by_ngo("name.alias", in_han=True) == {"张伟明（小明）", "张伟明（阿明）", "张伟明（明明）"}
    assert "Zhang Weiming (Ah Long)" in by_ngo("name.alias")


def test_families_of_taiwan_write_traditional_characters():
    assert "張偉明" in by_family("name.traditional")


def test_a_lookalike_is_another_character():
    written = {name for name in by_family("name.lookalike") if "(" not in name}
    assert written
    assert all(sum(a != b for a, b in zip(name, "张伟明", strict=True)) == 1 for name in written)


def test_a_homophone_is_another_character_read_the_same():
    written = {name for name in by_family("name.homophone") if "(" not in name}
    assert {"章伟明", "张维明", "张伟鸣"} <= written


def test_hong_kong_and_taiwan_spell_otherwise():
    assert by_ngo("name.hong_kong") == {"Cheung Wai Ming", "Wai Ming Cheung"}
    assert by_ngo("name.wade_giles") == {"Chang Wei-Ming", "Wei-Ming Chang"}


def test_compound_surnames_have_two_syllables():
    assert by_ngo("name.wade_giles", person=OUYANG) == {"Ou-Yang Hsueh", "Hsueh Ou-Yang"}


def test_officers_write_what_they_hear_in_thai():
    assert by_police("name.thai_script") == {"จาง เวย มิง"}


@pytest.mark.parametrize("write", [by_police, by_ngo])
def test_people_of_myanmar_are_written_in_their_script(write):
    assert write("name.own_script", person=AUNG) == {"အောင်ကို"}


def test_older_telephones_write_burmese_in_zawgyi():
    assert by_ngo("name.own_script", "name.zawgyi", person=AUNG) == {romanise.zawgyi("အောင်ကို")}


def test_mishearing_and_typing_change_letters_and_order_does_not():
    plain = sorted("zhangweiming")
    for mistake in ("name.misheard", "name.typing"):
        written = {name.lower().replace(" ", "") for name in by_ngo(mistake)}
        assert len(written) > 3
        assert "zhangweiming" not in written
    assert {"".join(sorted(name.lower().replace(" ", ""))) for name in by_ngo("name.order")} == {"".join(plain)}
    assert "WEIMING ZHANG" in by_police("name.order")
