"""Numbers read at once are as if each were read by itself. All are invented."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.fields import columns, documents
from matcher.fields.columns import Cells, column_of
from matcher.fields.plain_numbers import PlainNumbers, plain
from matcher.fields.reading import read_columns

digits = st.from_regex(r"[A-Za-z]{0,3}[0-9OIX]{5,18}", fullmatch=True)
cells = st.one_of(digits, st.text(alphabet="EGXOI0123456789*. -ｅ", max_size=20))


def one_by_one(written: list[str]) -> columns.Column:
    values = []
    for cell in written:
        try:
            values.append(documents.normalise(cell))
        except documents.Unreadable:
            values.append(None)
    return column_of("d", "document", values)


@settings(deadline=None)  # the first call reads tables
@given(st.lists(cells, max_size=20, unique=True))
def test_a_column_is_the_same_however_its_numbers_are_read(written):
    [(read, _)] = read_columns([Cells("d", "document", written)])
    expected = one_by_one(written)
    assert read.codes.tolist() == expected.codes.tolist()
    assert list(read.normals) == list(expected.normals)
    assert read.starts.tolist() == expected.starts.tolist()
    assert read.grams.tolist() == expected.grams.tolist()
    for part in (*documents.PARTS, *documents.COMPARED):
        assert np.array_equal(read.part(part), expected.part(part))


def test_plain_numbers_are_found_by_their_length():
    found = plain(["e12345678", "E12 345678", "", "87654321", "E12345670"])
    assert found == {9: {0: "E12345678", 4: "E12345670"}, 8: {3: "87654321"}}


@pytest.mark.parametrize(
    "cell",
    [
        "11111111",  # a filler
        "123456789",  # and another
        "last5678",  # a word before it
        "E12345",  # so short that it is a part of a number
        "E123456782",  # with the check digit behind it
        "H1234567801",  # a permit, and how often it was renewed
        "110105491231002",  # an identity number as it was until 1999
        "１２３４５６７８",  # another way of writing digits
    ],
)
def test_a_number_that_is_more_than_itself_is_no_plain_one(cell):
    assert plain([cell]) == {}


def test_look_alikes_are_read_as_digits():
    one, other = (PlainNumbers([number]).part("", "whole").tolist() for number in ("SO123456", "50123456"))
    assert one == other
