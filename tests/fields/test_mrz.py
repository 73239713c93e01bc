"""Machine-readable lines. The examples are the specimens of ICAO Doc 9303, parts 3 to 6, and invented ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import mrz

PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
LARGE_CARD = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"


def read(written: str) -> tuple[str, str | None, str | None]:
    zone = mrz.read(written)
    assert zone is not None
    return zone.number, zone.born, zone.sex


@pytest.mark.parametrize(("lines", "number"), [(PASSPORT, "L898902C3"), (CARD, "D23145890"), (LARGE_CARD, "D23145890")])
def test_specimens_are_read(lines: str, number: str) -> None:
    assert read(lines) == (number, "1974-08-12", "f")
    assert read(lines.replace("\n", " ")) == (number, "1974-08-12", "f")


def test_one_line_is_enough() -> None:
    assert read(PASSPORT.split()[1]) == ("L898902C3", "1974-08-12", "f")
    assert read(CARD.split()[0]) == ("D23145890", None, None)


def test_a_line_without_its_end_is_enough() -> None:
    assert read("L898902C36UTO7408122F1204159") == ("L898902C3", "1974-08-12", "f")
    assert read("L898902C36UTO") == ("L898902C3", None, None)
    assert mrz.read("L898902C35UTO") is None  # a wrong check digit, and nothing else to go by


def test_a_number_longer_than_its_place_goes_on() -> None:
    assert read("I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2")[0] == "D23145890734"


def test_letters_read_for_digits_are_read_back() -> None:
    assert read("L898902C36UTO74O8I22F12O4159<<<<<<<<<<<<<<<0") == ("L898902C3", "1974-08-12", "f")


def test_fillers_on_keyboards_without_them_are_read() -> None:
    assert read("L898902C36UTO7408122F1204159««««««««") == ("L898902C3", "1974-08-12", "f")


def test_a_birthdate_with_a_wrong_check_digit_is_not_read() -> None:
    assert read("L898902C36UTO7408112F1204159<<<<<<<<<<<<<<00") == ("L898902C3", None, "f")


@pytest.mark.parametrize(
    ("born", "told"), [("74<<<<", "1974"), ("7408<<", "1974-08"), ("110812", "2011-08-12"), ("741312", None)]
)
def test_a_birthdate_is_told_as_far_as_it_is_known(born: str, told: str | None) -> None:
    check = mrz.check_digit(born)
    assert read(f"L898902C36UTO{born}{check}F1204159<<<<<<<<<<<<<<00")[1] == told


def test_check_digits() -> None:
    assert [mrz.check_digit(field) for field in ("520727", "AB2134<<<", "HA672242<", "")] == [3, 5, 6, 0]


def test_a_check_digit_behind_a_number_is_dropped() -> None:
    assert mrz.without_check_digit("L898902C36") == "L898902C3"
    assert mrz.without_check_digit("L898902C37") == "L898902C37"
    assert mrz.without_check_digit("L898902C3") == "L898902C3"


@pytest.mark.parametrize(
    "written", ["", "E12345678", "110101199003071233", "PASSPORT E12345678 ID 110101199003071233", "<" * 44]
)
def test_other_numbers_are_no_such_lines(written: str) -> None:
    assert mrz.read(written) is None


def test_the_repr_shows_nothing() -> None:
    assert repr(mrz.read(PASSPORT)) == "Zone(...)"


@given(st.text(alphabet="ACIP<0189MFXO", max_size=130))
def test_no_text_raises(written: str) -> None:
    zone = mrz.read(written)
    assert zone is None or len(zone.number) >= 5
