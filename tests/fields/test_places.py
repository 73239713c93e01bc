"""Places."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.fields import Unreadable, Value, places


def read(cell: str) -> Value:
    value = places.normalise(cell)
    assert value is not None
    return value


@pytest.mark.parametrize(
    "cell",
    [
        "云南省昆明市",
        "雲南省 昆明市",
        "云南昆明",
        "中国云南省昆明市",
        "昆明, 云南",
        "Yunnan, Kunming",
        "KUNMING CITY, YUNNAN PROVINCE",
        "Yúnnán / Kūnmíng",
        "Yunnansheng, Kunmingshi",
        "Yun Nan, Kun Ming",
        "yunnankunming",
        "ยูนนาน คุนหมิง",
        "昆明 Kunming, 云南 Yunnan",
    ],
)
def test_one_place_has_one_normal_form(cell: str) -> None:
    assert read(cell).normal == "kunming, yunnan"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("重庆", "chongqing"),
        ("廣州", "guangzhou"),
        ("Canton", "guangzhou"),
        ("Peking", "beijing"),
        ("西安", "xian"),
        ("Xi'an", "xian"),
        ("陕西", "shaanxi"),
        ("北京市朝阳区", "beijing, chaoyang county"),
        ("朝阳", "chaoyang"),
        ("吉林省吉林市", "jilin city, jilin"),
        ("Inner Mongolia", "neimenggu"),
        ("广西壮族自治区", "guangxi"),
        ("Guangxi Zhuang Autonomous Region", "guangxi"),
        ("Urumqi", "wulumuqi"),
        ("Hong Kong", "xianggang"),
        ("KK园区", "kk"),
        ("KK Park", "kk"),
        ("Huanya compound", "huanya"),
        ("Park", "park"),
        ("沙市", "shashi"),
        ("湄索", "maesot"),
        ("Mae-Sot", "maesot"),
        ("จังหวัดตาก อำเภอแม่สอด", "maesot, tak"),
        ("Myawaddy, Myanmar", "myawaddy"),
        ("မြဝတီမြို့", "myawaddy"),
        ("Hà Nội", "hanoi"),
        ("Nan Province", "nan province"),
        ("China", "china"),
        ("12 Tullaroop Street", "12, street, tullaroop"),
        ("12A Road", "12, a, road"),
        ("City", "city"),
        ("Тверь", "tver"),
    ],
)
def test_normal_forms(cell: str, expected: str) -> None:
    assert read(cell).normal == expected


@pytest.mark.parametrize("cell", ["", "-", "不详", "N/A"])
def test_a_placeholder_is_no_place(cell: str) -> None:
    assert places.normalise(cell) is None


@pytest.mark.parametrize(
    ("cell", "reason"), [("a" * 301, "longer than 300 characters"), ("a " * 41, "has more than 40 words")]
)
def test_what_is_no_place_is_unreadable(cell: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        places.normalise(cell)


@pytest.mark.parametrize(
    ("normal", "cells"),
    [
        ("penang", ["槟城", "檳城", "Penang", "Pulau Pinang", "槟城, 马来西亚"]),
        ("osaka", ["大阪", "Osaka", "오사카", "大阪市"]),
        ("kowloon", ["九龙", "九龍", "Kowloon"]),
        ("casablanca", ["Casablanca", "الدار البيضاء", "卡萨布兰卡"]),
        ("kochi", ["Kochi", "Cochin", "കൊച്ചി"]),
        ("bengaluru", ["Bengaluru", "Bangalore", "ಬೆಂಗಳೂರು", "Bangalore, India"]),
        ("mumbai", ["Mumbai", "Bombay", "मुंबई"]),
        ("kolkata", ["Kolkata", "Calcutta", "কলকাতা"]),
        ("chennai", ["Chennai", "Madras", "சென்னை"]),
        ("yangon", ["Yangon", "Rangoon", "仰光"]),
        ("vientiane", ["Vientiane", "ວຽງຈັນ", "万象"]),
        ("colombo", ["Colombo", "කොළඹ", "கொழும்பு"]),
        ("lucknow", ["Lucknow", "लखनऊ"]),
        ("moscow", ["Moscow", "Москва", "莫斯科"]),
        ("chongqing, jiulongpo county", ["重庆市九龙坡区", "Jiulongpo District, Chongqing"]),
    ],
)
def test_names_of_a_place_in_other_languages_and_times_meet(normal: str, cells: list[str]) -> None:
    assert {read(cell).normal for cell in cells} == {normal}


def test_parts_of_a_place() -> None:
    assert read("云南省昆明市").parts == {
        "whole": ("kunming yunnan",),
        "word": ("kunming", "yunnan"),
        "first4": ("kunm", "yunn"),
        "sound": (read("Yunnan Kunming").parts["sound"][0],),
        "province": ("yunnan",),
        "city": ("kunming",),
    }


@pytest.mark.parametrize(
    ("cell", "province", "city", "county"),
    [
        ("云南省昆明市官渡区春城路12号", ("yunnan",), ("kunming",), ("guandu",)),
        ("Guandu District, Kunming", ("yunnan",), ("kunming",), ("guandu",)),
        ("昆明", ("yunnan",), ("kunming",), ()),
        ("Suzhou", ("jiangsu", "anhui"), ("suzhou",), ()),
        ("江苏苏州", ("jiangsu",), ("suzhou",), ()),
        ("北京市朝阳区", ("beijing",), ("beijing",), ("chaoyang",)),
        ("海南省", ("hainan",), (), ()),
        ("海南藏族自治州", ("qinghai",), ("hainan",), ()),
        ("云南德宏州瑞丽市", ("yunnan",), ("dehong", "ruili"), ()),
        ("Myawaddy", ("kayin",), ("myawaddy",), ()),
        ("Bangkok", (), ("bangkok",), ()),
        ("Tullaroop", (), (), ()),
    ],
)
def test_levels_are_told_by_what_is_said_and_by_what_is_known(
    cell: str, province: tuple[str, ...], city: tuple[str, ...], county: tuple[str, ...]
) -> None:
    parts = read(cell).parts
    assert tuple(parts.get(level, ()) for level in ("province", "city", "county")) == (province, city, county)


@pytest.mark.parametrize(
    "cell", ["族" * 300, "土家族" * 100, "省" * 300, "云南" * 150, "a" * 300, "hong " * 40, "จังหวัด" * 40]
)
def test_a_hostile_cell_takes_bounded_time(cell: str) -> None:
    start = time.perf_counter()
    with contextlib.suppress(Unreadable):
        places.normalise(cell)
    assert time.perf_counter() - start < 1


def test_qgrams_of_a_place() -> None:
    assert read("Ubon").qgrams == ("_u", "ub", "bo", "on", "n_")


_WORDS = [
    "云南",
    "吉林",
    "市",
    "县",
    "jilin",
    "city",
    "province",
    "town",
    "hong",
    "kong",
    " ",
    ",",
    "12",
    "xinyu",
    "shi",
    "ตาก",
    "中国",
]
_MIXED = st.lists(st.sampled_from(_WORDS), max_size=8).map("".join)


@given(st.one_of(st.text(max_size=40), st.text(alphabet="省市县ab云南昆明 1,'-", max_size=30), _MIXED))
@example("省")
@example("unk'nown")
def test_values_keep_the_contract(cell: str) -> None:
    try:
        value = places.normalise(cell)
    except Unreadable:
        return
    if value is not None:
        assert set(value.parts) <= set(places.PARTS)
        assert all(texts and all(texts) for texts in value.parts.values())
        assert len(set(value.qgrams)) == len(value.qgrams) > 0
        assert places.normalise(value.normal) == value
