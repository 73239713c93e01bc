"""Han characters read as names and places."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from matcher.fields import han, names, pinyin
from matcher.fields.tables import lines, mapping

SURNAMES = Path(__file__).parents[3] / "shared/data/chinese_romanization/cedict_surnames.tsv"

OLDER_IN_DICTIONARY = {"郗"}  # chi, today xi

READINGS = {
    "曾": "zeng",
    "单": "shan",
    "仇": "qiu",
    "查": "zha",
    "解": "xie",
    "翟": "zhai",
    "区": "ou",
    "朴": "piao",
    "缪": "miao",
    "员": "yun",
    "盖": "ge",
    "召": "shao",
    "卜": "bu",
    "薄": "bo",
    "覃": "qin",
    "种": "chong",
    "乐": "yue",
    "阚": "kan",
    "郇": "xun",
    "吕": "lv",
    "张": "zhang",
    "任": "ren",
    "华": "hua",
    "宁": "ning",
    "石": "shi",
    "沈": "shen",
    "贾": "jia",
    "车": "che",
    "谌": "chen",
    "尹": "yin",
    "尉迟": "yuchi",
    "万俟": "moqi",
    "长孙": "zhangsun",
    "令狐": "linghu",
    "欧阳": "ouyang",
    "司马": "sima",
    "诸葛": "zhuge",
    "上官": "shangguan",
    "澹台": "tantai",
    "单于": "chanyu",
    "闾丘": "lvqiu",
}


@pytest.mark.parametrize(("surname", "reading"), READINGS.items())
def test_a_surname_is_read_as_one(surname: str, reading: str) -> None:
    assert han.name_words(surname) == (reading,)
    assert han.name_words(f"{surname}伟") == (reading, "wei")
    assert han.name_words(f"{surname}晓伟") == (reading, "xiaowei")


@pytest.mark.parametrize(
    ("given_name", "reading"),
    [("长江", "changjiang"), ("乐", "le"), ("晟", "sheng"), ("琢", "zhuo"), ("吕", "lv"), ("单", "dan"), ("𠮷", "ji")],
)
def test_a_given_name_has_its_own_readings(given_name: str, reading: str) -> None:
    assert han.name_words(f"王{given_name}") == ("wang", reading)


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("晓伟", ("xiaowei",)),
        ("阿依古丽", ("ayiguli",)),
        ("马哈茂德江", ("mahamaodejiang",)),
        ("欧阳", ("ouyang",)),
        ("欧阳娜娜", ("ouyang", "nana")),
        ("爱新觉罗溥仪", ("aixinjueluo", "puyi")),
    ],
)
def test_the_surname_is_parted_where_there_is_one(run: str, words: tuple[str, ...]) -> None:
    assert han.name_words(run) == words


def test_what_was_written_apart_stays_apart() -> None:
    assert han.parted_name_words(["曾", "晓伟"]) == ("zeng", "xiaowei")
    assert han.parted_name_words(["张", "乐"]) == ("zhang", "le")
    assert han.parted_name_words(["买买提", "艾力"]) == ("maimaiti", "aili")


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [("張偉", "张伟"), ("陳乾", "陈乾"), ("葉", "叶"), ("乾隆乾", "乾隆乾"), ("Wei", "Wei")],
)
def test_traditional_characters_become_simplified(traditional: str, simplified: str) -> None:
    assert han.simplify(traditional) == simplified


@pytest.mark.parametrize(
    ("place", "reading"),
    [("重庆", "chongqing"), ("朝阳", "chaoyang"), ("厦门", "xiamen"), ("六安", "luan"), ("西藏", "xizang")],
)
def test_a_place_is_read_as_one(place: str, reading: str) -> None:
    assert han.place_name(place) == reading


def test_a_character_without_reading_is_left_out() -> None:
    assert han.name_words("张\U0003134f") == ("zhang",)
    assert han.given_name("\U0003134f") == ""


def test_the_tables_are_in_order() -> None:
    characters = "".join(lines("surnames.txt"))
    assert len(set(characters)) == len(characters)
    assert han.simplify(characters) == characters
    readings = mapping("surname_readings.tsv") | mapping("given_readings.tsv") | mapping("place_readings.tsv")
    assert [reading for reading in readings.values() if pinyin.split(reading) is None] == []


def test_surnames_agree_with_a_dictionary() -> None:
    if not SURNAMES.exists():
        pytest.skip("the list of surnames of CC-CEDICT is not here")
    known: dict[str, set[str]] = {}
    with SURNAMES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            known.setdefault(row["simplified"], set()).add(_plain(row["pinyin_num"]))
    wrong = {
        surname
        for surname in set("".join(lines("surnames.txt"))) & known.keys()
        if "".join(han.name_words(surname)) not in known[surname]
    }
    assert wrong == OLDER_IN_DICTIONARY


def _plain(numbered: str) -> str:
    return "".join(syllable.rstrip("12345") for syllable in numbered.lower().replace("u:", "v").split())


@pytest.mark.parametrize(("variant", "usual"), mapping("surname_variants.tsv").items())
def test_families_who_write_their_surname_otherwise_meet_in_every_language(variant, usual):
    one, other = names.normalise(f"{variant}晓伟"), names.normalise(f"{usual}晓伟")
    assert one == other
    assert one.normal.count(" ") == 1
    assert (one.sounds, one.syllables) == (other.sounds, other.syllables)


def test_only_a_surname_is_one_that_families_write_otherwise():
    assert han.with_usual_surname(["兰英"]) == ["兰英"]
    assert han.with_usual_surname(["晓兰"]) == ["晓兰"]
    assert han.with_usual_surname(["芦田爱菜"]) == ["芦田爱菜"]  # Japanese: Ashida
    assert han.with_usual_surname(["兰", "英"]) == ["蓝", "英"]
    assert han.with_usual_surname(["肖"]) == ["萧"]


@pytest.mark.parametrize(("form", "simplified"), mapping("variant_forms.tsv").items())
def test_old_forms_are_simplified(form, simplified):
    assert han.simplify(form) == han.simplify(simplified) == simplified


@pytest.mark.parametrize(("written", "usual"), [("曺淸煕", "曹清熙"), ("呉寛", "吴宽"), ("衞𠮷", "卫吉")])
def test_names_in_old_forms_meet_those_in_usual_ones(written, usual):
    assert names.normalise(written) == names.normalise(usual)
