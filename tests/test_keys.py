from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import Value
from matcher.fields.columns import Column, column_of
from matcher.fields.digests import digest
from matcher.keys import COMMON, KeyReader, colliding_pairs, key_values, rarest_in_common, without_common
from matcher.parts import Parts
from matcher.project import MatchKey


def column(kind: str, *cells: dict[str, tuple[str, ...]] | None) -> Column:
    values = [None if cell is None else Value(str(number), cell, ()) for number, cell in enumerate(cells)]
    return column_of("", kind, values)


def parts(**columns: Column) -> Parts:
    return Parts(len(next(iter(columns.values())).codes), columns, ())


NAMES = column("name", {"word": ("wang", "wei")}, {"word": ("wei", "li")}, {"word": ("li",)}, None)
DATES = column("date", {"month": ("8",)}, {"month": ("8",)}, {}, {"month": ("8",)})
KEY = MatchKey.parse("names.word + birthdate.month")


def values_of_key(made: Parts, key: MatchKey) -> tuple[np.ndarray, np.ndarray]:
    return KeyReader(made).values(key)


def test_rows_with_a_part_in_common_have_the_same_key_value():
    ids, made_of = values_of_key(parts(names=NAMES, birthdate=DATES), KEY)
    assert ids.shape == (4, 2)
    assert ids[0, 1] == ids[1, 0]  # "wei" of either
    assert len(made_of) == 3  # wang 8, wei 8, li 8


def test_a_missing_part_gives_no_key_value():
    ids, _ = values_of_key(parts(names=NAMES, birthdate=DATES), KEY)
    assert (ids[2] == -1).all()  # no month
    assert (ids[3] == -1).all()  # no name


def test_a_value_that_a_row_has_twice_takes_one_slot():
    twice = parts(names=column("name", {"first3": ("xia", "xia")}))
    ids, _ = values_of_key(twice, MatchKey.parse("names.first3"))
    assert ids.tolist() == [[0, -1]]


def test_values_say_which_digests_they_are_made_of():
    values = key_values(parts(names=NAMES, birthdate=DATES), [KEY])
    words, months = values.digests[0]
    made = [(words[word], months[month]) for word, month in values.made_of[0]]
    august = digest(".month\n8")
    assert sorted(made) == sorted((digest(f".word\n{word}"), august) for word in ("li", "wang", "wei"))
    assert made[values.ids[0, 0]] == (digest(".word\nwang"), august)


def test_values_of_different_keys_differ():
    both = [KEY, MatchKey.parse("names.word")]
    values = key_values(parts(names=NAMES, birthdate=DATES), both)
    assert values.key.tolist() == [0, 0, 1, 1]
    first, second = values.ids[:, :2], values.ids[:, 2:]
    assert set(first[first >= 0]).isdisjoint(second[second >= 0])
    assert sum(map(len, values.made_of)) == len(set(values.ids[values.ids >= 0]))


PEOPLE = parts(
    names=column(
        "name",
        *[{"word": ("li",), "letters": (f"il{number}",)} for number in range(3)],
        {"word": ("ouyang",), "letters": ("agnouy",)},
    ),
    birthdate=column("date", *[{"month": ("8",)}] * 2, *[{"month": ("9",)}] * 2),
)


def test_the_share_of_people_with_a_key_value_is_the_product_of_those_of_its_parts():
    shares = KeyReader(PEOPLE).shares(KEY)
    assert shares[:, 0].tolist() == [3 / 8, 3 / 8, 3 / 8, 1 / 8]


def test_a_whole_name_is_as_frequent_as_its_words():
    shares = KeyReader(PEOPLE).shares(MatchKey.parse("names.letters"))
    assert shares.ravel().tolist() == [3 / 4, 3 / 4, 3 / 4, 1 / 4]


def test_a_key_for_rare_values_leaves_out_the_others():
    ids, _ = values_of_key(PEOPLE, MatchKey.parse("names.word + birthdate.month, rarer than 1 in 8"))
    assert (ids[:3] == -1).all()
    assert ids[3, 0] >= 0


def test_shares_are_those_among_the_first_people():
    shares = KeyReader(PEOPLE, 2).shares(MatchKey.parse("names.word"))
    assert shares[:, 0].tolist() == [1, 1, 1, 1 / 2]  # who is not among them counts as one


def test_pairs_come_with_the_share_of_the_rarest_value_they_have_in_common():
    ids = np.array([[0, 1], [0, 1], [0, 2], [3, -1]])
    shares = np.array([[0.5, 0.1], [0.5, 0.2], [0.5, 0.1], [0.1, 1.0]])
    pairs, rarest = rarest_in_common(ids, shares)
    assert pairs.tolist() == [0 * 4 + 1, 0 * 4 + 2, 1 * 4 + 2]
    assert rarest.tolist() == [0.2, 0.5, 0.5]


@given(st.lists(st.lists(st.integers(-1, 6), min_size=3, max_size=3), min_size=1, max_size=30))
def test_the_pairs_with_a_rarest_value_are_the_colliding_ones(rows):
    ids = np.array(rows)
    left, right = colliding_pairs(ids)
    pairs, _ = rarest_in_common(ids, np.ones(ids.shape))
    assert pairs.tolist() == (left * len(ids) + right).tolist()


def test_a_list_without_any_value_has_no_key_values():
    values = key_values(parts(names=column("name", None, None), birthdate=column("date", None, None)), [KEY])
    assert (values.ids == -1).all()


def test_an_unknown_field_is_an_error():
    with pytest.raises(KeyError):
        values_of_key(parts(names=NAMES), KEY)


def test_common_values_are_dropped():
    ids = np.array([[7]] * COMMON + [[8]] * (COMMON + 1))
    kept = without_common(ids)
    assert (kept[:COMMON] == 7).all()
    assert (kept[COMMON:] == -1).all()


@given(st.lists(st.lists(st.integers(-1, 6), min_size=2, max_size=2), max_size=12))
def test_colliding_pairs_are_those_that_share_a_value(rows):
    ids = np.array(rows, np.int64).reshape(-1, 2)
    kept = without_common(ids)
    left, right = colliding_pairs(ids)
    expected = [
        (a, b)
        for a in range(len(rows))
        for b in range(a + 1, len(rows))
        if set(kept[a][kept[a] >= 0]) & set(kept[b][kept[b] >= 0])
    ]
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == expected
