"""Numbers as people tell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import Unreadable, fragments


@pytest.mark.parametrize(
    "written",
    [
        *("尾号5678", "后四位5678", "最后4位：5678", "末4位是5678", "5678结尾", "ลงท้ายด้วย 5678", "...5678", "5678"),
        *("LAST FOUR DIGITS 5678", "LAST 4: 5678", "5678 (LAST 4)", "ENDS WITH 5678", "ENDING IN 5678"),
    ],
)
def test_what_is_known_of_the_end(written: str) -> None:
    assert fragments.numbers(written) == ["...5678"]


@pytest.mark.parametrize(
    "written",
    ["E123开头", "前四位E123", "开头是E123", "STARTS WITH E123", "FIRST FOUR E123", "E123...", "ขึ้นต้นด้วย E123", "E123"],
)
def test_what_is_known_of_the_start(written: str) -> None:
    assert fragments.numbers(written) == ["E123..."]


@pytest.mark.parametrize(
    "written",
    ["E12开头，678结尾", "前三位E12后三位678", "FIRST 3 E12, LAST 3 678", "E12...678", "E12--678", "E12.....678"],
)
def test_both_ends_make_one_number(written: str) -> None:
    assert fragments.numbers(written.replace("，", ",")) == ["E12...678"]


@pytest.mark.parametrize("written", ["E12#678", "E12?678", "E12_678", "E12*678", "E12●678"])
def test_masks_have_one_sign(written: str) -> None:
    assert fragments.numbers(written) == ["E12*678"]
    assert fragments.numbers("E12XXX678") == ["E12***678"]
    assert fragments.numbers("E12X678") == ["E12X678"]


def test_old_numbers_come_last() -> None:
    assert fragments.numbers("旧E12345678 新EJ1234567") == ["EJ1234567", "E12345678"]
    assert fragments.numbers("E12345678 (EXPIRED) EJ1234567") == ["EJ1234567", "E12345678"]
    assert fragments.numbers("E12345678/EJ1234567") == ["E12345678", "EJ1234567"]


def test_a_number_written_in_groups_is_one() -> None:
    assert fragments.numbers("110101 19900307 1233") == ["110101199003071233"]
    assert fragments.numbers("PASSPORT NO EA 1234567") == ["EA1234567"]


def test_what_stands_between_two_gaps_is_left_out() -> None:
    assert fragments.numbers("E12...45...678") == ["E12...678"]
    assert fragments.numbers("E12**...**678") == ["E12...678"]


def test_what_a_spreadsheet_did_to_a_number() -> None:
    assert fragments.as_text("12345679.0") == "12345679"
    assert fragments.as_text("1.5") == "1.5"
    with pytest.raises(Unreadable, match=r"^a number in scientific notation: its last digits are lost$"):
        fragments.as_text("1.1E+17")


@pytest.mark.parametrize(
    ("number", "filler"), [("00000", True), ("12345", True), ("1234", False), ("0", False), ("E11", False)]
)
def test_fillers(number: str, filler: bool) -> None:
    assert fragments.is_filler(number) is filler


def test_digits_of_all_scripts_are_one() -> None:
    assert fragments.decimal("๑၂३٤5") == "12345"


@given(st.text(max_size=60))
def test_every_number_has_a_digit_and_one_gap_at_most(text: str) -> None:
    for number in fragments.numbers(fragments.decimal(text.upper())):
        assert any(map(str.isdecimal, number))
        assert number.count(fragments.GAP) <= 1
