from __future__ import annotations

import numpy as np
import pytest

from matcher import pipeline
from matcher.candidates import by_tokens, row_by_row
from matcher.encode import closeup_source, fill_slots, random_words
from matcher.encodings import Slots
from matcher.errors import DataError
from matcher.secret import Secret
from tests.people import parts, people, project, seeded

SECRET = Secret(bytes(range(32)))
LAYOUT = project().layout


def slots(rows, seed=1):
    made = pipeline.encode_list(parts(rows), project(), SECRET, entropy=seeded(seed))
    return made.encoded.slots, made.rows


def test_the_same_person_meets_and_agrees_in_everything():
    one, other = people(40)[:30], people(40)[10:]
    (left, left_rows), (right, right_rows) = slots(one), slots(other, 2)
    found = by_tokens(LAYOUT, left, right)
    pairs = {
        (a, b + 10): levels
        for a, b, levels in zip(left_rows[found.left], right_rows[found.right], found.levels, strict=True)
    }
    for row in range(10, 30):
        assert pairs[row, row].tolist() == list(LAYOUT.tops)


def test_pairs_come_once_by_left_then_right_row():
    found = by_tokens(LAYOUT, slots(people(40))[0], slots(people(40), 2)[0])
    pairs = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert pairs == sorted(set(pairs))


def test_lists_under_other_secrets_do_not_meet():
    left = slots(people(40))[0]
    right = pipeline.encode_list(parts(people(40)), project(), Secret(bytes(32))).encoded.slots
    assert len(by_tokens(LAYOUT, left, right).left) == 0


def test_a_field_that_a_side_lacks_is_missing_in_the_evidence():
    full = ("wang xiaoming", "1990-03-05", "E12345678", "m")
    left, right = slots([full])[0], slots([("wang xiaoming", "1990-03-05", "", "m")], 2)[0]
    found = by_tokens(LAYOUT, left, right)
    assert found.levels.tolist() == [[7, 9, 0, 2]]


def test_rows_made_under_the_same_seeds_are_compared_row_by_row_as_by_their_tokens():
    source = closeup_source(parts(people(40)), LAYOUT)
    seeds = random_words(seeded(1), (20, 3, 2))
    sides = [
        fill_slots(seeds, random_words(seeded(2), (20, 2)), source.take(np.arange(20) + first)) for first in (0, 7)
    ]
    met, seen = by_tokens(LAYOUT, *sides), row_by_row(LAYOUT, *sides)
    for name in ("left", "right", "levels", "closeness", "shared"):
        np.testing.assert_array_equal(getattr(seen, name), getattr(met, name))
    assert len(seen.left) == 20


@pytest.mark.parametrize("array", ["tokens", "closeups", "tags"])
def test_arrays_of_the_wrong_shape_or_type_do_not_reach_a_kernel(array):
    good = slots(people(5))[0]
    for wrong in (getattr(good, array)[:, :2], getattr(good, array).astype(np.float64)):
        bad = Slots(
            **{name: wrong if name == array else getattr(good, name) for name in ("tokens", "closeups", "tags")}
        )
        with pytest.raises(DataError, match="shapes"):
            by_tokens(LAYOUT, good, bad)


def test_a_token_that_stands_twice_is_refused():
    good = slots(people(5))[0]
    tokens = good.tokens.copy()
    tokens[1] = tokens[0]
    with pytest.raises(DataError, match="twice"):
        by_tokens(LAYOUT, good, Slots(tokens, good.closeups, good.tags))
