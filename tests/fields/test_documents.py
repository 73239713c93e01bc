"""Numbers of documents. All are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import Unreadable, Value, documents


def read(cell: str) -> Value:
    value = documents.normalise(cell)
    assert value is not None
    return value


def dice(left: str, right: str) -> float:
    one, other = set(read(left).qgrams), set(read(right).qgrams)
    return 2 * len(one & other) / (len(one) + len(other))


@pytest.mark.parametrize(
    "cell",
    ["E12345678", "e12345678", "E 1234 5678", "E-1234-5678", "Ｅ１２３４５６７８", "E12345678\u200b", "(E12345678)"],
)
def test_one_number_has_one_normal_form(cell: str) -> None:
    assert read(cell).normal == "E12345678"


@pytest.mark.parametrize("cell", ["12345679.0", "12345679"])
def test_a_number_read_as_a_quantity_loses_its_fraction(cell: str) -> None:
    assert read(cell).normal == "12345679"


@pytest.mark.parametrize("cell", ["E12***678", "E12###678", "E12•••678", "E12＊＊＊678", "e12 ___ 678", "E12???678"])
def test_every_mask_is_the_same(cell: str) -> None:
    assert read(cell).normal == "E12***678"


@pytest.mark.parametrize(
    "cell",
    ["", "无", "none", "N/A", "-", "*****", "000000", "0000-0000", "12345", "123456", "1234567890"],
)
def test_a_filler_is_no_number(cell: str) -> None:
    assert documents.normalise(cell) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1" + "A" * 40, "longer than 40 characters"),
        ("A1" * 101, "longer than 200 characters"),
        ("lost", "has no digit"),
        ("1.10101E+17", "a number in scientific notation: its last digits are lost"),
    ],
)
def test_what_is_no_number_is_unreadable(cell: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        documents.normalise(cell)
    assert str(caught.value) == reason


def test_parts_of_a_number() -> None:
    assert read("E12345678").parts == {
        "whole": ("E12345678",),
        "head": ("E123",),
        "tail": ("45678",),
        "first4": ("E123",),
        "last4": ("5678",),
    }


def test_a_part_with_a_masked_place_is_left_out() -> None:
    assert read("1101**********1234").parts == {"first4": ("1101",), "last4": ("1234",)}
    assert read("110101199******").parts == {"head": ("1101011",), "first4": ("1101",)}
    assert read("E12***678").parts == {}


def test_a_short_number_has_no_parts() -> None:
    assert read("5678").parts == {}


def test_masked_places_give_no_qgrams() -> None:
    assert read("E1*78").qgrams == ("_E", "E1", "78", "8_", "0:E", "1:1", "3:7", "4:8")


def test_repeated_pairs_are_numbered() -> None:
    assert read("E00007").qgrams[:7] == ("_E", "E0", "00", "00#2", "00#3", "07", "7_")


def test_a_masked_number_is_near_its_full_one_and_far_from_others() -> None:
    assert dice("E12***678", "E12345678") > 0.7
    assert dice("E12*678", "E12345678") > 0.5
    assert dice("E12***678", "E90317452") < 0.2
    assert dice("110101********1234", "110101199003071234") > 0.6


def test_one_wrong_character_or_one_too_many_stays_near() -> None:
    assert dice("E12345678", "E12345978") > 0.75
    assert dice("E12345678", "E123456778") > 0.75


@given(st.one_of(st.text(max_size=60), st.text(alphabet="E0123456789*#-_. x", max_size=30)))
def test_values_keep_the_contract(cell: str) -> None:
    try:
        value = documents.normalise(cell)
    except Unreadable:
        return
    if value is not None:
        assert set(value.parts) <= set(documents.PARTS)
        assert all(all(texts) and "*" not in "".join(texts) for texts in value.parts.values())
        assert len(set(value.qgrams)) == len(value.qgrams) > 0
        assert documents.normalise(value.normal) == value
