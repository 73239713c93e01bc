"""Which cells give no value, and why."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import cells
from matcher.gaps import FILLERS, Gaps, gaps_of
from tests.people import parts

ROW = ("wang wei", "1990-05-17", "E12345678", "m")


def gaps(field: str, *written: str) -> Gaps:
    place = ("name", "birthdate", "passport", "sex").index(field)
    return parts([(*ROW[:place], cell, *ROW[place + 1 :]) for cell in written]).gaps[field]


def test_cells_that_say_nothing_are_counted_by_their_word() -> None:
    found = gaps("birthdate", "不详", "1990-05-17", "N/A", " 不详 ", "", "1900-01-01")
    assert (found.header, found.rows, found.empty, found.unreadable) == ("birthdate", 6, 1, [])
    assert list(found.nothing.items()) == [("不详", 2), (FILLERS, 1), ("n/a", 1)]
    assert str(found) == "1 of 6 empty, 4 say nothing (不详 2, fillers 1, n/a 1)"


@pytest.mark.parametrize("filler", ["000000", "999999", "---", "?", "123456", "*****"])
def test_fillers_of_a_document_are_counted_together(filler: str) -> None:
    assert sum(gaps("passport", filler, "E12345678").nothing.values()) == 1


def test_impossible_dates_are_named_by_row_and_not_guessed() -> None:
    found = gaps("birthdate", "1990-05-17", "1990-02-30", "31.04.1991", "1990-13-13", "31-04-05")
    assert (found.in_part, found.unreadable) == ([3, 4, 5], [6])
    assert str(found) == "1 cannot be read (row 6), 3 can be used only in part (rows 3, 4, 5)"


def test_a_cell_used_in_part_is_a_gap_beside_values() -> None:
    assert gaps("birthdate", "1990-02-30")


def test_a_column_without_gaps_says_so() -> None:
    found = gaps("sex", "m", "f")
    assert not found
    assert str(found) == "a value in all 2 rows"


def test_a_field_without_a_column_says_so() -> None:
    from matcher.parts import parts_of
    from matcher.records import records_of
    from matcher.tables import Table
    from tests.people import project

    made = parts_of(records_of(Table("l", ("name",), [("wang wei",)] * 2, [2, 3], [], ""), project()), project())
    assert str(made.gaps["passport"]) == "no such column"


def test_no_more_than_five_rows_are_named() -> None:
    assert str(gaps("birthdate", *["31-02-05"] * 7)) == "7 cannot be read (rows 2, 3, 4, 5, 6, ...)"


@given(st.lists(st.one_of(st.text(max_size=8), st.sampled_from(sorted(cells.PLACEHOLDERS))), max_size=6))
def test_words_show_no_cell_but_those_of_the_table(written: list[str]) -> None:
    rows = len(written)
    found = gaps_of("h", written, np.ones(rows, np.bool_), {}, range(2, 2 + rows))
    assert set(found.nothing) <= {*cells.PLACEHOLDERS, FILLERS}
    assert found.empty + sum(found.nothing.values()) == rows
