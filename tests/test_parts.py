from __future__ import annotations

import numpy as np

from matcher.evidence import NAMES
from matcher.parts import parts_of, row_order
from matcher.project import Field, new_project
from matcher.records import records_of
from matcher.tables import Table
from tests.people import parts, people, project, table


def test_each_distinct_cell_stands_once():
    made = parts([("Wang Wei", "", "", ""), ("Wang Wei", "", "", ""), ("Li Na", "", "", "")])
    assert made.columns["name"].codes.tolist() == [0, 0, 1]
    assert made.columns["name"].normals == ["wang wei", "li na"]


def test_a_missing_cell_and_a_field_that_the_list_lacks_have_code_minus_1():
    made = parts_of(records_of(Table("l", ("name",), [("wang wei",), ("",)], [2, 3], [], ""), project()), project())
    assert made.columns["name"].codes.tolist() == [0, -1]
    assert made.columns["passport"].codes.tolist() == [-1, -1]


def test_a_cell_that_cannot_be_understood_is_a_problem_and_counts_as_missing():
    made = parts([("wang wei", "1990-05-17-02", "", "")])
    assert made.columns["birthdate"].codes.tolist() == [-1]
    assert [(problem.row, problem.column) for problem in made.problems] == [(2, "birthdate")]
    assert "1990" not in made.problems[0].reason
    assert made.in_part == 0


def test_a_cell_in_doubt_is_a_problem_and_counts_as_far_as_it_goes():
    made = parts([("wang wei", "1990-02-30", "", ""), ("li na", "1990-02", "", "")])
    year_month = made.columns["birthdate"].part("year_month")
    assert year_month[0].any()
    assert np.array_equal(year_month[0], year_month[1])
    assert [(problem.row, problem.column) for problem in made.problems] == [(2, "birthdate")]
    assert "1990" not in made.problems[0].reason
    assert made.in_part == 1


def test_names_of_several_fields_are_pooled():
    fields = [Field(name=name, kind="name", columns=[name]) for name in ("surname", "given_name")]
    both = new_project("t", fields, profile="standard", expected_rows=10, purpose="p", id_columns=[])
    rows = [("Wang", "Wei"), ("Wei", "Wang"), ("Wang", ""), ("", "")]
    made = parts_of(records_of(Table("l", ("surname", "given_name"), rows, [2, 3, 4, 5], [], ""), both), both)
    column = made.columns[NAMES]
    assert [column.normals[code] if code >= 0 else None for code in column.codes] == [
        "wang wei",
        "wang wei",
        "wang",
        None,
    ]


def test_a_list_that_has_none_of_the_name_columns_has_rows_without_names():
    fields = [Field(name=name, kind="name", columns=[name]) for name in ("name", "alias")]
    fields.append(Field(name="sex", kind="category", columns=["sex"]))
    both = new_project("t", fields, profile="standard", expected_rows=10, purpose="p", id_columns=[])
    made = parts_of(records_of(Table("l", ("sex",), [("f",), ("m",)], [2, 3], [], ""), both), both)
    assert made.columns[NAMES].codes.tolist() == [-1, -1]


def test_with_a_plan_only_parts_of_its_keys_and_of_tags_are_read():
    plan = ["names.letters + birthdate.year, rarer than 1 in 1000", "names.initials + sex.whole"]
    planned, unplanned = project(plan=plan), project(plan=[])
    some, every = (parts_of(records_of(table(people(3)), made), made) for made in (planned, unplanned))
    words = "word"  # they tell how rare it is
    assert set(some.columns["name"].parts) == {"letters", words, "initials", "whole", "han", "in_cantonese"}
    assert {"year", "month", "full", "odd_years"} <= set(some.columns["birthdate"].parts)
    assert set(some.columns["passport"].parts) == {"start", "end", "whole"}
    for name, column in some.columns.items():
        assert set(column.parts) < set(every.columns[name].parts) or name == "sex"
        for part in column.parts:
            assert np.array_equal(column.part(part), every.columns[name].part(part))


def test_empty_rows_are_those_without_any_value():
    assert parts([("", "", "", ""), ("wang wei", "", "", ""), ("-", "", "不详", "")]).empty_rows().tolist() == [0, 2]


def test_row_order_follows_the_values_and_not_their_order():
    rows = people(30)
    forwards, backwards = row_order(parts(rows)), row_order(parts(rows[::-1]))
    assert np.array_equal(forwards, backwards[::-1])
    assert len(set(forwards.tolist())) == 30


def test_repr_shows_counts_only():
    made = parts_of(records_of(table(people(3)), project()), project())
    assert repr(made) == "Parts(3 rows, 5 columns)"
    assert repr(made.columns["name"]) == "Column(3 rows, 3 distinct values)"
