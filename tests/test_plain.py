from __future__ import annotations

import numpy as np

from matcher.evidence import FILTER_POSITIONS, FILTER_WORDS, SOUNDS, SYLLABLES
from matcher.plain import clks, field_filters, plain_filters
from tests.people import parts, people, project

KEY = np.array([1, 2], np.uint64)


def fill(words):
    return np.bitwise_count(words).sum(axis=-1) / (64 * FILTER_WORDS)


def test_one_filter_a_field_and_none_for_a_missing_one():
    made = project()
    filters = field_filters(parts([("wang wei", "1990-01-01", "", "m")]), made, KEY)
    assert [name for name, _ in made.layout.filters] == ["name", "passport", SYLLABLES, SOUNDS, "birthdate", "sex"]
    assert filters.shape == (1, 6, FILTER_WORDS)
    assert filters.any(axis=2).tolist() == [[True, False, True, True, True, True]]


def test_the_same_value_has_the_same_filter_and_another_value_another():
    filters = field_filters(
        parts([("wang wei", "", "", ""), ("WANG, WEI", "", "", ""), ("wang li", "", "", "")]), project(), KEY
    )
    assert np.array_equal(filters[0], filters[1])
    assert not np.array_equal(filters[0], filters[2])


def test_a_record_with_name_date_and_document_fills_about_four_tenths():
    filled = fill(clks(parts(people(100)), project(), KEY))
    assert 0.3 < filled.mean() < 0.45
    assert FILTER_POSITIONS["name"] > FILTER_POSITIONS["category"]


def test_a_clk_holds_the_bits_of_all_fields_and_changes_with_the_key():
    rows = parts(people(20))
    filters = field_filters(rows, project(), KEY)
    assert np.array_equal(
        clks(rows, project(), KEY), np.bitwise_or.reduce(filters[:, list(project().layout.record)], axis=1)
    )
    assert not np.array_equal(clks(rows, project(), KEY), clks(rows, project(), KEY + np.uint64(1)))


def test_values_of_both_lists_have_the_same_codes():
    left, right = plain_filters([parts([("", "1990-03-05", "", "m")]), parts([("", "05/03/1990", "", "")])], project())
    tags = project().layout.tags
    agree = dict(zip(tags, (left.values[0] == right.values[0]) & (left.values[0] != 0), strict=True))
    assert agree["birthdate", "even_years"]
    assert agree["birthdate", "month_day"]
    assert not agree["sex", "whole"]
    assert not agree["name", ""]
