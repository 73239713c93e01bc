from __future__ import annotations

import pytest

from matcher.errors import DataError
from matcher.records import records_of
from matcher.tables import Problem, Table
from tests.people import people, project, table


def listed(header, *rows, problems=()):
    return Table(
        "list.csv", tuple(header), [tuple(row) for row in rows], list(range(2, len(rows) + 2)), list(problems), ""
    )


def test_columns_are_found_whatever_the_case_and_spacing_of_their_headers():
    records = records_of(
        listed(["ID", " Name ", "BIRTHDATE", "pass port"], ["7", "wang wei", "1990-01-01", "E1"]), project()
    )
    assert list(records.cells) == ["name", "birthdate", "passport"]
    assert records.ids == ["7"]


def test_a_list_without_an_id_column_names_rows_by_their_number():
    records = records_of(listed(["name"], ["wang wei"], ["li na"]), project())
    assert records.ids == ["2", "3"]


def test_an_empty_id_is_named_by_its_row():
    assert records_of(listed(["id", "name"], ["", "wang wei"]), project()).ids == ["row 2"]


def test_the_same_id_twice_is_refused_with_both_rows_and_without_the_id():
    with pytest.raises(DataError, match="rows 2 and 4: the same id") as caught:
        records_of(listed(["id", "name"], ["ZZ9", "a"], ["B", "b"], ["ZZ9", "c"]), project())
    assert "ZZ9" not in str(caught.value)


def test_a_header_without_any_known_field_is_refused():
    with pytest.raises(DataError, match="row 1: no header that the project knows"):
        records_of(listed(["colour", "size"], ["red", "8"]), project())


def test_a_usual_header_for_a_field_serves_where_none_of_its_own_is_there():
    held = listed(["Name of missing person", "Mother's name", "Năm sinh"], ["wang wei", "li na", "1990"])
    read = records_of(held, project())
    assert read.headers == {"name": "Name of missing person", "birthdate": "Năm sinh"}
    assert read.by_meaning == ["name", "birthdate"]


def test_a_column_serves_one_field_and_its_own_header_first():
    held = listed(["Full name", "name", "DOB"], ["a", "wang wei", "1990"])
    read = records_of(held, project())
    assert read.headers == {"name": "name", "birthdate": "DOB"}
    assert read.by_meaning == ["birthdate"]


def test_a_list_without_rows_is_refused():
    with pytest.raises(DataError, match="no rows"):
        records_of(listed(["name"]), project())


def test_problems_of_the_table_are_kept():
    problem = Problem(5, "", "more cells than the header has")
    assert records_of(listed(["name"], ["wang wei"], problems=[problem]), project()).problems == [problem]


def test_repr_shows_counts_only():
    rows = people(3)
    shown = repr(records_of(table(rows), project()))
    assert shown == "Records(3 rows, 4 fields)"
