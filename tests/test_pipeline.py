"""The whole path on small invented lists."""

from __future__ import annotations

import random

import numpy as np
import pytest

from matcher import pipeline
from matcher.encodings import Links
from matcher.errors import DataError
from matcher.secret import Secret
from tests.people import parts, people, project, seeded

SECRET = Secret(bytes(range(32)))
SHARED = 60


def two_lists():
    """100 rows each, SHARED people on both; on the right some of them with a gap or a slip. Row i is row i."""
    rng = random.Random(4)
    left, others = people(100), people(40, seed=9)
    right = []
    for name, born, number, sex in left[:SHARED]:
        slip = rng.random()
        if slip < 0.2:
            born = ""
        elif slip < 0.4:
            number = ""
        elif slip < 0.6:
            name = name[:-1]
        right.append((name.upper(), born, number, sex))
    return left, right + others


def pairs(links: Links, left_rows=None, right_rows=None) -> set[tuple[int, int]]:
    left = links.left if left_rows is None else left_rows[links.left]
    right = links.right if right_rows is None else right_rows[links.right]
    return set(zip(left.tolist(), right.tolist(), strict=True))


def encoded(rows, secret=SECRET, seed=1, **options):
    return pipeline.encode_list(parts(rows), project(), secret, entropy=seeded(seed), **options)


def compare(left, right):
    one, other = encoded(left), encoded(right, seed=2)
    return pairs(pipeline.compare_encoded(one.encoded, other.encoded), one.rows, other.rows)


TRUTH = {(row, row) for row in range(SHARED)}


def test_encoded_lists_are_linked():
    found = compare(*two_lists())
    assert len(found & TRUTH) >= 0.9 * SHARED
    assert len(found - TRUTH) <= 1


def test_plain_lists_are_linked():
    left, right = two_lists()
    found = pairs(pipeline.compare_plain(parts(left), parts(right), project()))
    assert len(found & TRUTH) >= 0.95 * SHARED
    assert len(found - TRUTH) <= 1


def test_clks_are_linked():
    left, right = two_lists()
    (one, left_rows), (other, right_rows) = (
        pipeline.encode_clks(parts(rows), project("clk"), SECRET, entropy=seeded(1)) for rows in (left, right)
    )
    found = pairs(pipeline.compare_clks(one, other), left_rows, right_rows)
    assert len(found & TRUTH) >= 0.8 * SHARED
    assert len(found - TRUTH) <= 3


def test_plain_links_do_not_depend_on_threads_or_the_order_of_rows():
    left, right = two_lists()
    made = [pipeline.compare_plain(parts(left), parts(right), project(), threads=threads) for threads in (1, 2)]
    assert pairs(made[0]) == pairs(made[1])
    turned = pipeline.compare_plain(parts(left[::-1]), parts(right[::-1]), project())
    assert {(99 - a, 99 - b) for a, b in pairs(turned)} == pairs(made[0])
    assert turned.matches.value == pytest.approx(made[0].matches.value)


def test_an_encoded_list_does_not_depend_on_threads():
    rows = people(3000)
    one, other = (encoded(rows, threads=threads).encoded for threads in (1, 2))
    for name in ("tokens", "closeups", "tags"):
        assert np.array_equal(getattr(one.slots, name), getattr(other.slots, name))


def test_lists_with_nobody_in_common_give_no_links():
    assert compare(people(80, seed=1), people(80, seed=2)) == set()


def test_every_row_with_a_value_is_encoded_and_rows_without_are_left_out():
    made = encoded([*people(5), ("", "", "", ""), ("", "", "", "m")])
    assert sorted(made.rows.tolist()) == [0, 1, 2, 3, 4, 6]
    assert made.encoded.header.records == 6


def test_a_list_of_one_row_is_encoded_and_linked():
    row = people(1)
    one, other = encoded(row), encoded(row, seed=2)
    links = pipeline.compare_encoded(one.encoded, other.encoded)
    assert len(links.left) <= 1
    assert one.chance.per_row == 0


def test_a_list_of_identical_rows_is_encoded():
    made = encoded([("wang xiaoming", "1990-03-05", "E12345678", "m")] * 30)
    assert len(np.unique(made.encoded.slots.tokens)) == made.encoded.slots.tokens.size


def test_likely_repeats_are_named_by_row():
    rows = [*people(20), people(20)[3]]
    assert encoded(rows).repeats == [(3, 20)]


def test_without_a_plan_nothing_is_encoded():
    with pytest.raises(DataError, match="matcher plan"):
        pipeline.encode_list(parts(people(5)), project(plan=[]), SECRET)


def test_without_any_value_nothing_is_encoded():
    with pytest.raises(DataError, match="no row has a value"):
        encoded([("", "", "", "")] * 3)


def test_over_budget_the_keys_to_drop_are_named():
    rows = people(200)
    made = project(
        plan=["passport.whole", "birthdate.year + sex.whole", "names.initials + sex.whole"], expected_rows=9000
    )
    over = pipeline.encode_list(parts(rows), made, SECRET)
    assert over.chance.over
    kept = made.with_plan([key for key in made.plan if key not in over.to_drop])
    assert not pipeline.encode_list(parts(rows), kept, SECRET).chance.over


def test_all_the_same_dates_and_sexes_do_not_confuse_the_score():
    rows = [(name, "1990-01-01", "", "m") for name, *_ in people(60)]
    links = pipeline.compare_plain(parts(rows), parts(rows), project())
    assert pairs(links) == {(row, row) for row in range(60)}
