"""Birthdates and sexes that documents tell. All numbers are invented."""

from __future__ import annotations

import pytest

from matcher.fields.identity import check_digit
from matcher.parts import Parts, parts_of
from matcher.project import Field, Project, new_project
from matcher.records import records_of
from matcher.tables import Table

FIRST = "53011119900517842"
NUMBER = FIRST + check_digit(FIRST)  # a woman's
LINES = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"  # ICAO 9303


def project(*fields: tuple[str, str]) -> Project:
    made = [Field(name=name, kind=kind, columns=[name]) for name, kind in fields]
    return new_project("t", made, profile="standard", expected_rows=10, purpose="p", id_columns=[])


USUAL = project(("birthdate", "date"), ("sex", "category"), ("passport", "document"), ("id_card", "document"))


def read(agreed: Project, header: tuple[str, ...], *rows: tuple[str, ...]) -> Parts:
    table = Table("list", header, list(rows), list(range(2, len(rows) + 2)), [], "")
    return parts_of(records_of(table, agreed), agreed)


def normals(parts: Parts, field: str) -> list[str | None]:
    column = parts.columns[field]
    return [column.normals[code] if code >= 0 else None for code in column.codes]


HEADER = ("birthdate", "sex", "passport", "id_card")


def test_an_identity_number_fills_what_is_missing() -> None:
    made = read(USUAL, HEADER, ("", "", "", NUMBER), ("不详", "", NUMBER, ""), ("", "", "E12345678", ""))
    assert normals(made, "birthdate") == ["1990-05-17", "1990-05-17", None]
    assert normals(made, "sex") == ["f", "f", None]
    assert made.gaps["birthdate"].filled == made.gaps["sex"].filled == 2
    assert str(made.gaps["sex"]) == "3 of 3 empty, 2 of these cells told by a document of the same row"


def test_it_never_overrides_what_a_cell_says() -> None:
    made = read(USUAL, HEADER, ("1988-01-02", "男", "", NUMBER))
    assert normals(made, "birthdate") == ["1988-01-02"]
    assert normals(made, "sex") == ["m"]
    assert made.gaps["birthdate"].filled == 0


def test_what_is_filled_agrees_with_what_is_written() -> None:
    told = read(USUAL, HEADER, ("", "", "", NUMBER))
    written = read(USUAL, HEADER, ("17.5.1990", "女", "", NUMBER))
    for field in ("birthdate", "sex"):
        for part in written.columns[field].parts:
            assert told.columns[field].part(part).tolist() == written.columns[field].part(part).tolist()


def test_a_masked_number_tells_what_it_shows() -> None:
    made = read(USUAL, HEADER, ("", "", "", NUMBER[:10] + "*" * 7 + NUMBER[-1]), ("", "", "", NUMBER[:12] + "*" * 6))
    assert normals(made, "birthdate") == ["1990", "1990-05"]
    assert normals(made, "sex") == [None, None]


def test_machine_readable_lines_tell_both() -> None:
    made = read(USUAL, HEADER, ("", "", LINES, ""))
    assert (normals(made, "birthdate"), normals(made, "sex")) == (["1974-08-12"], ["f"])


def test_a_date_that_cannot_be_read_or_only_in_part_is_told_of_and_filled() -> None:
    made = read(USUAL, HEADER, ("1990-05-17-02", "", "", NUMBER), ("1990-02-30", "", "", NUMBER))
    assert normals(made, "birthdate") == ["1990-05-17", "1990-05-17"]
    assert (made.gaps["birthdate"].unreadable, made.gaps["birthdate"].in_part) == ([2], [3])
    assert made.gaps["birthdate"].filled == len(made.problems) == 2


def test_fields_that_the_list_lacks_are_filled() -> None:
    made = read(USUAL, ("id_card",), (NUMBER,))
    assert (normals(made, "birthdate"), normals(made, "sex")) == (["1990-05-17"], ["f"])


@pytest.mark.parametrize("digit", [place for place in "0123456789X" if place != NUMBER[-1]])
def test_a_number_with_a_wrong_check_digit_tells_nothing(digit: str) -> None:
    assert normals(read(USUAL, HEADER, ("", "", "", NUMBER[:-1] + digit)), "birthdate") == [None]


def test_other_dates_and_categories_stay_as_they_are() -> None:
    other = project(("missing_since", "date"), ("compound", "category"), ("id_card", "document"))
    made = read(other, ("missing_since", "compound", "id_card"), ("", "", NUMBER))
    assert normals(made, "missing_since") == normals(made, "compound") == [None]
