"""Telephone numbers. All are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import Unreadable, Value, phones


def read(cell: str) -> Value:
    value = phones.normalise(cell)
    assert value is not None
    return value


def dice(left: str, right: str) -> float:
    one, other = set(read(left).qgrams), set(read(right).qgrams)
    return 2 * len(one & other) / (len(one) + len(other))


@pytest.mark.parametrize(
    ("normal", "cells"),
    [
        (
            "013812345670",
            [
                "13812345670",
                "138 1234 5670",
                "138-1234-5670",
                "+86 138 1234 5670",
                "+8613812345670",
                "0086-13812345670",
                "8613812345670",
                "１３８１２３４５６７０",
                "13812345670.0",
                "电话：13812345670（微信同号）",
            ],
        ),
        ("0812345670", ["081-234-5670", "+66 81 234 5670", "66812345670", "+66 (0)81 234 5670", "๐๘๑๒๓๔๕๖๗๐"]),
        ("09791234560", ["09 791234560", "+95 9 791 234 560", "959791234560", "၀၉၇၉၁၂၃၄၅၆၀"]),
        ("01712345670", ["+880 1712-345670", "8801712345670", "01712345670", "00880 1712345670"]),
        ("03012345670", ["+92 301 2345670", "923012345670", "0301-2345670"]),
        ("09812345670", ["+977 981-2345670", "9779812345670", "9812345670"]),
        ("08031234560", ["+234 803 123 4560", "2348031234560", "0803 123 4560"]),
        ("0771234560", ["+256 771 234560", "256771234560", "0771234560", "+94 77 123 4560", "94771234560"]),
        ("0911234560", ["+251 911 234560", "251911234560", "0911234560"]),
        ("0901234560", ["+998 90 123 45 60", "998901234560", "901234560"]),
        ("01012345670", ["+82 10-1234-5670", "821012345670", "010-1234-5670"]),
        ("09012345670", ["+81 90-1234-5670", "819012345670", "090-1234-5670"]),
        ("011912345670", ["+55 11 91234-5670", "5511912345670", "(11) 91234-5670"]),
        ("0612345670", ["+212 612-345670", "212612345670", "0612345670"]),
        ("081234560", ["+65 8123 4560", "6581234560", "81234560"]),
        ("07011234560", ["+7 701 123 45 60", "77011234560", "8 701 123 45 60", "8 (701) 123-45-60"]),
        ("06502530001", ["+1 650 253 0001", "001 650 253 0001"]),
        ("01087654321", ["010-87654321", "010-87654321 转 12", "010-87654321 ext. 4"]),
    ],
)
def test_spellings_of_a_number_meet(normal: str, cells: list[str]) -> None:
    assert {read(cell).normal for cell in cells} == {normal}


def test_parts_are_the_last_digits() -> None:
    assert read("+66 81 234 5670").parts == {"whole": ("812345670",), "last7": ("2345670",), "last4": ("5670",)}
    assert read("138****5670").parts == {"last4": ("5670",)}
    assert read("尾号5670").parts == {"last4": ("5670",)}
    assert read("尾号70").parts == {}


@pytest.mark.parametrize("cell", ["尾号5670", "5670", "last 4: 5670", "...5670", "ends in 5670"])
def test_the_end_of_a_number_is_known_as_such(cell: str) -> None:
    assert read(cell).normal == "...5670"


@pytest.mark.parametrize(
    "cell",
    [
        "13812345670 / 0898765432",
        "13812345670, 0898765432",
        "13812345670 0898765432",
        "13812345670;0898765432;0823456789",
        "+86 138 1234 5670 +66 89 876 5432",
        "13812345670 หรือ 0898765432",
    ],
)
def test_two_numbers_serve(cell: str) -> None:
    value = read(cell)
    assert value.normal == "013812345670; 0898765432"
    assert value.parts["last4"] == ("5670", "5432")
    assert value.qgrams == read("13812345670").qgrams


def test_qgrams_are_digits_and_pairs_at_places_from_the_end() -> None:
    assert read("...670").qgrams == ("-1:0", "-2:7", "-3:6", "-1:70", "-2:67")


def test_a_masked_number_is_near_its_full_one_and_far_from_others() -> None:
    assert dice("138****5670", "13812345670") > 0.6
    assert dice("尾号5670", "13812345670") > 0.4
    assert dice("13812345671", "13812345670") > 0.8
    assert dice("13812345670", "15098761234") < 0.2


@pytest.mark.parametrize("cell", ["", "无", "不详", "N/A", "-", "000000", "0000000", "12345678", "1111111"])
def test_a_filler_is_no_number(cell: str) -> None:
    assert phones.normalise(cell) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("abc", "has no digit"),
        ("123", "fewer than 4 digits"),
        ("9" * 8 + "1" * 8, "longer than 15 digits"),
        ("138开头", "only the beginning of a number"),
        ("1***********", "only the beginning of a number"),
        ("1.38E+10", "a number in scientific notation: its last digits are lost"),
        ("1" * 201, "longer than 200 characters"),
    ],
)
def test_what_is_no_number_is_unreadable(cell: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        phones.normalise(cell)
    assert str(caught.value) == reason


@pytest.mark.parametrize("cell", ["1 " * 100, "+" * 200, "尾号" * 100, "1234567/" * 25, "转" * 200, "." * 199 + "1"])
def test_a_hostile_cell_takes_bounded_time(cell: str) -> None:
    start = time.perf_counter()
    for _ in range(10):
        try:
            phones.normalise(cell)
        except Unreadable:
            continue
    assert time.perf_counter() - start < 1


@given(
    st.one_of(
        st.text(max_size=40),
        st.text(alphabet="0123456789*+-/ .", max_size=30),
        st.lists(st.sampled_from(["+86", "138", "0812345670", "****", "尾号", "5670", " ", "/", "转"])).map("".join),
    )
)
def test_values_keep_the_contract(cell: str) -> None:
    try:
        value = phones.normalise(cell)
    except Unreadable:
        return
    if value is not None:
        assert set(value.parts) <= set(phones.PARTS)
        assert all(all(texts) and "*" not in "".join(texts) for texts in value.parts.values())
        assert len(set(value.qgrams)) == len(value.qgrams) > 0
        assert phones.normalise(value.normal) == value
