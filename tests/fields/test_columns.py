"""Columns: each distinct cell once."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.fields import Value, columns, names
from matcher.fields.columns import column_of, joined, missing
from matcher.fields.digests import digest
from matcher.fields.reading import read_column

CELLS = ["Wang Wei", "", "Li Na", "1", "Wang Wei", "王伟"]


def test_a_column_names_parts_and_qgrams_by_their_digests():
    column, reasons = read_column("names", "name", CELLS)
    assert column.codes.tolist() == [0, -1, 1, -1, 0, 2]
    assert column.normals == ["wang wei", "li na", "wang wei"]
    assert reasons == {3: "has no letter that can be read"}
    for value in range(3):
        read = names.normalise(CELLS[column.codes.tolist().index(value)])
        assert read is not None
        known = sorted(digest(f"names\n{qgram}") for qgram in read.qgrams)
        assert column.grams[column.starts[value] : column.starts[value + 1]].tolist() == known
        for part, texts in read.parts.items():
            found = column.parts[part][value]
            assert found[found != 0].tolist() == [digest(f"names.{part}\n{text}") for text in texts[: columns.SERVING]]


def test_a_part_in_each_row_is_0_where_there_is_none():
    column = column_of("d", "date", [Value("a", {"year": ("1990",)}, ()), None, Value("b", {}, ())])
    assert column.part("year").tolist() == [[digest("d.year\n1990"), 0], [0, 0], [0, 0]]
    assert column.part("month").tolist() == [[0, 0]] * 3
    assert missing(2).part("year").tolist() == [[0, 0]] * 2


@settings(deadline=None)  # the first call reads tables
@given(st.lists(st.lists(st.sampled_from(["", "Wang Wei", "Li Na", "An", "?"]), max_size=5), max_size=4))
def test_joined_columns_are_those_of_all_their_cells(lists):
    whole = joined([read_column("n", "name", cells)[0] for cells in lists])
    cells = [cell for several in lists for cell in several]
    expected = read_column("n", "name", cells)[0]
    assert len(whole.codes) == len(cells)
    found, known = (
        [column.normals[code] if code >= 0 else None for code in column.codes] for column in (whole, expected)
    )
    assert found == known
    assert np.array_equal(whole.part("sound"), expected.part("sound"))


def test_the_repr_shows_counts_only():
    assert repr(read_column("n", "name", CELLS)[0]) == "Column(6 rows, 3 distinct values)"
