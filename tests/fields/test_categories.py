"""Sex, nationality and other fields of a few words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import Unreadable, categories
from matcher.fields.tables import rows


def code(cell: str) -> str | None:
    value = categories.normalise(cell)
    return value and value.normal


@pytest.mark.parametrize(
    ("sex", "cells"),
    [
        ("m", ["M", "m", "male", "Male", "MALE ", "Ｍ", "man", "男", "男性", "ชาย", "เพศชาย", "ကျား", "Nam", "1"]),
        ("m", ["男/Male", "男 (M)", "性别：男", "Mr."]),
        ("f", ["F", "female", "woman", "女", "女性", "หญิง", "မ", "Nữ", "2", "Female/女"]),
    ],
)
def test_spellings_of_a_sex_meet(sex: str, cells: list[str]) -> None:
    assert {code(cell) for cell in cells} == {sex}


@pytest.mark.parametrize(
    ("nationality", "cells"),
    [
        (
            "chn",
            ["中国", "中國", "中国籍", "中国人", "China", "CHINESE", "PRC", "P.R. China", "CN", "CHN", "Trung Quốc"],
        ),
        ("chn", ["จีน", "สัญชาติจีน", "တရုတ်", "People's Republic of China", "中国/China", "Chinese (China)"]),
        ("mmr", ["缅甸", "緬甸", "Myanmar", "Burma", "Burmese", "MMR", "พม่า", "เมียนมา", "မြန်မာ", "မြန်မာနိုင်ငံသား"]),
        ("tha", ["泰国", "泰国籍", "Thai", "Thailand", "TH", "ไทย", "คนไทย", "Thái Lan", "Kingdom of Thailand"]),
        ("vnm", ["越南", "Vietnam", "Viet Nam", "VIETNAMESE", "VN", "เวียดนาม", "người Việt Nam"]),
        ("khm", ["柬埔寨", "Cambodia", "Cambodian", "Khmer", "กัมพูชา", "KHM", "Campuchia"]),
        ("lao", ["老挝", "寮國", "Laos", "Lao PDR", "ลาว"]),
        ("eth", ["Ethiopia", "Ethiopian", "埃塞俄比亚", "ET"]),
        ("hkg", ["Hong Kong", "中国香港", "香港", "HK"]),
        ("twn", ["Taiwan", "台灣", "台湾", "TW", "Taiwanese"]),
        ("gbr", ["UK", "United Kingdom", "British", "英国", "GBR"]),
        ("cod", ["DRC", "刚果（金）", "Congo Kinshasa"]),
        ("cog", ["刚果（布）", "Congo Brazzaville"]),
    ],
)
def test_spellings_of_a_nationality_meet(nationality: str, cells: list[str]) -> None:
    assert {code(cell) for cell in cells} == {nationality}


def test_a_code_means_itself() -> None:
    for table in categories._TABLES:
        for own, _ in rows(table):
            assert code(own) == own


def test_most_spellings_mean_one_country() -> None:
    meanings: dict[str, set[str]] = {}
    for table in categories._TABLES:
        for own, spellings in rows(table):
            for spelling in spellings.split("|"):
                meanings.setdefault(spelling, set()).add(own)
    several = {spelling for spelling, codes in meanings.items() if len(codes) > 1}
    assert several == {"mr", "ms", "nu", "nga"}  # titles and Vietnamese words that are codes of other countries


@pytest.mark.parametrize("cell", ["", " ", "-", "unknown", "未知", "不详", "NA", "nan"])
def test_a_placeholder_is_no_category(cell: str) -> None:
    assert categories.normalise(cell) is None


def test_other_words_are_their_own_category() -> None:
    value = categories.normalise("  Cook\tor Cleaner ")
    assert value is not None
    assert (value.normal, value.parts, value.qgrams) == (
        "cook or cleaner",
        {"whole": ("cook or cleaner",)},
        ("cook or cleaner",),
    )


def test_two_meanings_are_neither() -> None:
    assert code("male/female") == "male/female"
    assert code("China/Thailand") == "china/thailand"


def test_traditional_characters_are_folded() -> None:
    assert categories.normalise("已獲救") == categories.normalise("已获救")


def test_too_long_is_unreadable() -> None:
    with pytest.raises(Unreadable, match=r"^longer than 100 characters$"):
        categories.normalise("a" * 101)


@given(
    st.one_of(
        st.text(max_size=50),
        st.lists(st.sampled_from(["男", "china", "中国", "人", "籍", "/", " ", "the "])).map("".join),
    )
)
def test_a_normal_form_is_its_own(cell: str) -> None:
    try:
        value = categories.normalise(cell)
    except Unreadable:
        return
    if value is not None and len(value.normal) <= categories.LONGEST:
        assert categories.normalise(value.normal) == value
