from __future__ import annotations

import pytest

from matcher.evidence import NAMES
from matcher.project import Field, MatchKey
from matcher.survival import survival
from tests.people import parts, people, project


def of(plan, rows=None):
    """(field, error) -> what becomes of the rows under a plan."""
    made = project().with_plan([MatchKey.parse(text) for text in plan])
    return {(each.field, each.error): each for each in survival(parts(rows or people(200), made), made)}


def test_rows_as_they_are_are_found_and_a_key_survives_errors_in_other_fields():
    found = of(["passport.whole"])
    assert found["", "no error"].found == 1
    assert all(each.found == 1 for (field, _), each in found.items() if field in ("name", "birthdate", "sex"))
    assert all(each.found == 0 for (field, _), each in found.items() if field == "passport" and each.rows)


def test_a_key_survives_the_errors_that_its_parts_do_not_show():
    found = of(["birthdate.year + passport.last4"])
    assert found["birthdate", "day and month swapped"].found > 0.98  # two rows may share the key value
    assert found["birthdate", "only the year known"].found > 0.98
    assert found["birthdate", "a year or two off"].found == 0
    assert found["passport", "only the last 4 known"].found > 0.98
    assert found["birthdate", "missing"].found == found["passport", "missing"].found == 0


def test_with_more_wrong_fewer_rows_are_found():
    found = of(["names.letters + birthdate.full", "passport.whole"])
    assert all(each.worse <= each.found for each in found.values())
    assert found["", "no error"].worse < 1


def test_rows_in_which_an_error_cannot_be_made_are_not_counted():
    rows = [(name, "1990", "", sex) for name, _, _, sex in people(50)]
    found = of(["names.letters + birthdate.year"], rows)
    assert found["birthdate", "a day off"].rows == found["passport", "missing"].rows == 0
    assert found["birthdate", "missing"].rows == 50


def test_without_a_plan_nothing_is_found():
    assert all(each.found == each.worse == 0 for each in of([]).values())


def test_of_rows_with_one_key_value_the_rank_decides():
    rows = [("wang wei", "1990-01-01", "", "m")] * 2
    assert of(["names.letters + birthdate.full"], rows)["sex", "missing"].found == pytest.approx(0.5)


def test_names_may_stand_in_each_others_field():
    made = project()
    two = [Field(name="family", kind="name", columns=["name"]), Field(name="given", kind="name", columns=["passport"])]
    made = made.model_copy(update={"field": two, "keys": None})
    rows = [(name.split()[0], "", name.split()[1], "") for name, *_ in people(50)]
    swapped = survival(parts(rows, made), made.with_plan([MatchKey.parse("names.letters")]))[-1]
    assert (swapped.field, swapped.error) == (NAMES, "in each other's field")
    assert swapped.rows == 50
    assert swapped.found > 0.9


def test_figures_do_not_depend_on_the_order_of_rows():
    rows, plan = people(80), ["names.word + birthdate.year"]
    assert of(plan, rows) == of(plan, rows[::-1])
