"""Places."""

from __future__ import annotations

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
        "昆明, 云南",
        "Yunnan, Kunming",
        "KUNMING CITY, YUNNAN PROVINCE",
        "Yúnnán / Kūnmíng",
    ],
)
def test_one_place_has_one_normal_form(cell: str) -> None:
    assert read(cell).normal == "kunming yunnan"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("重庆", "chongqing"),
        ("廣州", "guangzhou"),
        ("西安", "xian"),
        ("Xi'an", "xian"),
        ("北京市朝阳区", "beijing chaoyang"),
        ("沙市", "shashi"),
        ("12 Tullaroop Street", "12 street tullaroop"),
        ("12A ถนน", "12 a thanon"),
        ("City", "city"),
        ("Москва", "moskva"),
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


def test_parts_of_a_place() -> None:
    assert read("云南省昆明市").parts == {
        "whole": ("kunming yunnan",),
        "word": ("kunming", "yunnan"),
        "first4": ("kunm", "yunn"),
        "sound": ("kunmin yunlan",),
    }


def test_qgrams_of_a_place() -> None:
    assert read("Ubon").qgrams == ("_u", "ub", "bo", "on", "n_")


@given(st.one_of(st.text(max_size=40), st.text(alphabet="省市县ab云南昆明 1,'-", max_size=30)))
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
