"""Numbers of documents. All are invented."""

from __future__ import annotations

import time

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


def shared_parts(left: str, right: str) -> set[str]:
    one, other = read(left).parts, read(right).parts
    return {name for name in one.keys() & other.keys() if set(one[name]) & set(other[name])}


@pytest.mark.parametrize(
    "cell",
    [
        "E12345678",
        "e12345678",
        "E 1234 5678",
        "E-1234-5678",
        "Ｅ１２３４５６７８",
        "E12345678\u200b",
        "(E12345678)",
        "E12345678?",
        "E๑๒๓๔๕๖๗๘",
        "E၁၂၃၄၅၆၇၈",
        "护照号：E12345678",
        "passport no. E12345678",
        "E12345678 (copy)",
        "E123456782CHN9001011M2501017<<<<<<<<<<<<<<04",
        "P<CHNWANG<<XIAOMING<<<<<<<<<<<<<<<<<<<<<<<<<\nE123456782CHN9001011M2501017<<<<<<<<<<<<<<04",
        "E123456782CHN",
        "E123456782",
    ],
)
def test_one_number_has_one_normal_form(cell: str) -> None:
    assert read(cell).normal == "E12345678"


@pytest.mark.parametrize(
    "beside",
    [
        "exp 2026",
        "exp. 12/2026",
        "(valid until 12.05.2026)",
        "expires 2026-05-12",
        "有效期至2026年",
        "issued 2016 exp 2026",
        "expiry date: 01 Jan 2026",
        "EXP 20261231",
        "DOE 12 MAY 26",
        "lost in 2023",
        "被扣 2024年5月",
        "expired 2019",
    ],
)
def test_when_a_document_ends_is_no_part_of_its_number(beside: str) -> None:
    assert read(f"P1234567A {beside}").normal == "P1234567A"


@pytest.mark.parametrize(
    "cell",
    ["passport seized", "applied for", "not with her", "with police", "seized 12/05/2024", "lost in 2023", "扣 2024年"],
)
def test_words_about_a_document_are_no_number(cell: str) -> None:
    with pytest.raises(Unreadable, match=r"^has no digit$"):
        documents.normalise(cell)


@pytest.mark.parametrize("cell", ["12345679.0", "12345679"])
def test_a_number_read_as_a_quantity_loses_its_fraction(cell: str) -> None:
    assert read(cell).normal == "12345679"


@pytest.mark.parametrize(
    "cell",
    ["E12***678", "E12###678", "E12•••678", "E12＊＊＊678", "e12 ___ 678", "E12???678", "E12XXX678", "e12xxx678"],
)
def test_every_mask_is_the_same(cell: str) -> None:
    assert read(cell).normal == "E12***678"


@pytest.mark.parametrize(
    ("cell", "normal"),
    [
        ("尾号5678", "...5678"),
        ("last four 5678", "...5678"),
        ("ends in 5678", "...5678"),
        ("...5678", "...5678"),
        ("…5678", "...5678"),
        ("5678", "...5678"),
        ("45678", "...45678"),
        ("E12开头", "E12..."),
        ("E1234", "E1234..."),
        ("E12开头，678结尾", "E12...678"),
        ("E12...678", "E12...678"),
    ],
)
def test_a_part_of_a_number_says_where_it_stands(cell: str, normal: str) -> None:
    assert read(cell).normal == normal


def test_a_digit_read_as_a_letter_does_not_make_an_end_a_beginning() -> None:
    assert read("O5678").normal == "...O5678"


@pytest.mark.parametrize(
    ("cell", "normal"),
    [
        ("110101 19900307 1233", "110101199003071233"),
        ("11010119491231002x", "11010119491231002X"),
        ("110101900307123", "110101199003071233"),  # fifteen digits, as until 1999
        ("H1234567801", "H12345678"),  # renewed once
        ("H12345678(01)", "H12345678"),
        ("A123456(3)", "A1234563"),
        ("၁၂/ကမန(နိုင်)၁၂၃၄၅၇", "12N123457"),
        ("12/KaMaNa(N)123457", "12N123457"),
    ],
)
def test_cards_and_permits_have_one_form(cell: str, normal: str) -> None:
    assert read(cell).normal == normal


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
        ("kept at home", "has no digit"),
        ("没有带", "has no digit"),
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
        "last6": ("345678",),
        "ends": ("E12678",),
        "start": ("E12",),
        "end": ("678",),
    }


def test_a_part_with_a_masked_place_is_left_out() -> None:
    assert read("E12***678").parts == {"ends": ("E12678",), "start": ("E12",), "end": ("678",)}
    assert read("110101199******").parts == {
        "head": ("1101011",),
        "first4": ("1101",),
        "start": ("110",),
    }


def test_parts_of_fragments() -> None:
    assert read("尾号345678").parts == {"last4": ("5678",), "last6": ("345678",), "end": ("678",)}
    assert read("E1234").parts == {"first4": ("E123",), "start": ("E12",)}
    assert read("尾号78").parts == {}


def test_a_fragment_has_a_part_in_common_with_its_number() -> None:
    assert shared_parts("尾号5678", "E12345678") == {"last4", "end"}
    assert shared_parts("E1234", "E12345678") == {"first4", "start"}
    assert shared_parts("E12***678", "E12345678") == {"ends", "start", "end"}


@pytest.mark.parametrize(("left", "right"), [("尾号1212", "E12开头"), ("E12***", "****2E12"), ("**3***", "E1...")])
def test_fragments_that_do_not_overlap_have_nothing_to_compare(left: str, right: str) -> None:
    one, other = read(left), read(right)
    assert set(one.qgrams).isdisjoint(other.qgrams)
    assert one.parts.keys().isdisjoint(other.parts)


@pytest.mark.parametrize("cell", ["EO1234S78", "EOI234578", "e0i2345 7b", "E0123457B"])
def test_look_alikes_have_the_same_parts_and_qgrams(cell: str) -> None:
    digits = read("E01234578")
    assert (read(cell).parts, read(cell).qgrams) == (digits.parts, digits.qgrams)


@pytest.mark.parametrize(
    "cell",
    [
        "EJ7654321 / E12345678",
        "EJ7654321; E12345678",
        "EJ7654321 E12345678",
        "新护照EJ7654321 旧护照E12345678",
        "E12345678(旧) EJ7654321(新)",
        "old E12345678, new EJ7654321",
    ],
)
def test_an_old_passport_serves_beside_the_new_one(cell: str) -> None:
    value = read(cell)
    assert value.normal == "EJ7654321; E12345678"
    assert value.parts["whole"] == ("EJ7654321", "E12345678")
    assert value.parts["last4"] == ("4321", "5678")
    assert value.parts["end"] == ("321",)


def test_a_second_number_does_not_lower_the_agreement_of_the_first() -> None:
    assert dice("EJ7654321 / E12345678", "EJ7654321") == 1


def test_a_number_is_read_from_a_machine_readable_card() -> None:
    assert read("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6").normal == "D23145890"


def test_qgrams_are_characters_and_pairs_at_places_from_the_nearer_end() -> None:
    assert read("E1*4578").qgrams == (
        *("E:0", "1:1", "4:3", "E1:0"),
        *("8:-1", "7:-2", "5:-3", "4:-4", "78:-1", "57:-2", "45:-3"),
    )
    assert read("尾号78").qgrams == ("8:-1", "7:-2", "78:-1")
    assert read("E1开头").qgrams == ("E:0", "1:1", "E1:0")


def test_a_masked_number_is_near_its_full_one_and_far_from_others() -> None:
    assert dice("E12***678", "E12345678") > 0.7
    assert dice("E12*678", "E12345678") > 0.7  # a mask of the wrong length
    assert dice("E12***678", "E90317452") < 0.2
    assert dice("110101********1234", "110101199003071234") > 0.6
    assert dice("尾号5678", "E12345678") > 0.5


def test_one_wrong_character_or_one_too_many_stays_near() -> None:
    assert dice("E12345678", "E12345978") > 0.75
    assert dice("E12345678", "E123456778") > 0.6
    assert dice("E12345678", "E1234678") > 0.6


@pytest.mark.parametrize(
    "cell", ["尾号" * 99, "E1" * 20 + "." * 150, "(旧)1 " * 40, "1/2" * 60, "X" * 199 + "1", "P<CHN" * 24]
)
def test_a_hostile_cell_takes_bounded_time(cell: str) -> None:
    start = time.perf_counter()
    for _ in range(10):
        try:
            documents.normalise(cell)
        except Unreadable:
            continue
    assert time.perf_counter() - start < 1


@given(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet="E0123456789*#-_. x", max_size=30),
        st.lists(
            st.sampled_from(["尾号", "last 4", "E12", "5678", "E12345678", "开头", "旧", "/", ", ", "...", "XXX", " "])
        ).map("".join),
    )
)
def test_values_keep_the_contract(cell: str) -> None:
    try:
        value = documents.normalise(cell)
    except Unreadable:
        return
    if value is not None:
        assert set(value.parts) <= {*documents.PARTS, *documents.COMPARED}
        assert all(all(texts) and "*" not in "".join(texts) for texts in value.parts.values())
        assert len(set(value.qgrams)) == len(value.qgrams) > 0
        if value.normal.isalnum() and "XXX" not in value.normal:  # one number, all of it known
            assert documents.normalise(value.normal) == value
