"""Chinese identity numbers. All are invented; region 110101 is the first district of Beijing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import identity


@pytest.mark.parametrize(
    ("cell", "born", "sex"),
    [
        ("110101199003071233", "1990-03-07", "m"),
        ("11010119491231002x", None, None),  # 11010519491231002X, in another region
        ("11010519491231002x", "1949-12-31", "f"),
        ("1101 0119 9003 0712 33", "1990-03-07", "m"),
        ("身份证：110101199003071233", "1990-03-07", "m"),
        ("E12345678 / 110101199003071233", "1990-03-07", "m"),
        ("11O1O1I99003071233", "1990-03-07", "m"),
        ("110101900307123", "1990-03-07", "m"),
        ("110101900307124", "1990-03-07", "f"),
        ("１１０１０１１９９００３０７１２３３", "1990-03-07", "m"),
    ],
)
def test_date_and_sex_of_a_number(cell: str, born: str | None, sex: str | None) -> None:
    assert (identity.born(cell), identity.sex(cell)) == (born, sex)


@pytest.mark.parametrize(
    ("cell", "born", "sex"),
    [
        ("110101199003******", "1990-03", None),
        ("1101011990********", "1990", None),
        ("110101199003**1233", "1990-03", "m"),
        ("110101********1224", None, "f"),
        ("110101XXXXXXXX1224", None, "f"),
        ("11010119900307****", "1990-03-07", None),
        ("1101011990030*123*", "1990-03", "m"),
        ("**************1224", None, None),  # of no region, so perhaps no such number
        ("11010119900231****", None, None),  # no such day
    ],
)
def test_a_masked_number_says_what_it_shows(cell: str, born: str | None, sex: str | None) -> None:
    assert (identity.born(cell), identity.sex(cell)) == (born, sex)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "不详",
        "E12345678",
        "110101199003071234",
        "990101199003071233",
        "110101199013071233",
        "5678",
        "1" * 300,
        "1.1E+17",
    ],
)
def test_what_is_no_such_number_says_nothing(cell: str) -> None:
    assert identity.born(cell) is None
    assert identity.sex(cell) is None


def test_machine_readable_lines_say_both() -> None:
    line = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    assert (identity.born(line), identity.sex(line)) == ("1974-08-12", "f")


def test_the_check_digit_is_that_of_the_standard() -> None:
    assert identity.check_digit("11010519491231002") == "X"
    assert identity.check_digit("44052418800101001") == "4"


def test_an_old_number_is_renewed() -> None:
    assert identity.renewed("110101900307123") == "110101199003071233"
    assert identity.renewed("110101901307123") is None
    assert identity.renewed("990101900307123") is None
    assert identity.renewed("E12345678") is None


@given(st.dates(date(1880, 1, 1), date(2100, 12, 31)), st.integers(0, 999))
def test_every_number_says_its_date_and_sex(day: date, order: int) -> None:
    digits = f"110101{day:%Y%m%d}{order:03}"
    number = digits + identity.check_digit(digits)
    assert identity.born(number) == f"{day:%Y-%m-%d}"
    assert identity.sex(number) == ("m" if order % 2 else "f")


@given(st.integers(0, 16), st.integers(1, 9))
def test_every_wrong_digit_is_noticed(place: int, more: int) -> None:
    number = "110101199003071233"
    wrong = f"{number[:place]}{(int(number[place]) + more) % 10}{number[place + 1 :]}"
    assert identity.born(wrong) is None


@given(st.text(max_size=40))
def test_no_cell_raises(cell: str) -> None:
    assert identity.sex(cell) in ("m", "f", None)
    assert isinstance(identity.born(cell), str | None)
