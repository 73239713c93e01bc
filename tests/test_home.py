from __future__ import annotations

import numpy as np
import pytest

from matcher.draws import draw_within
from matcher.encode import closeup_source
from matcher.home import OwnList, chance_pairs, keys_to_drop, seen_in_closeups, seen_plainly
from matcher.keys import colliding_pairs, key_values
from matcher.plain import plain_filters
from tests.people import parts, people, project

ONE = ("wang xiaoming", "1990-03-05", "E12345678", "m")


def own_lists(rows) -> tuple[OwnList, OwnList]:
    """A list as the linkage unit sees it, and plainly."""
    made, listed = project(), parts(rows)
    source = closeup_source(listed, made.layout)
    filters = plain_filters([listed], made)[0]
    return seen_in_closeups(listed, source, made, [1]), seen_plainly(listed, filters, made)


def repeats(one, other) -> list[bool]:
    """Whether two rows look like one person in a list of 1,500 others: in close-ups, and plainly."""
    left, right = np.array([0]), np.array([1])
    return [bool(own.likely_repeats(left, right)[0]) for own in own_lists([one, other, *people(1500)])]


@pytest.mark.parametrize(
    "other",
    [
        ONE,
        ("wang xiaoming", "1990-05-03", "", "m"),  # day and month swapped
        ("wang xiaoming", "1991-03-05", "E12345678", ""),
        ("wang xiaomin", "1990-03-05", "", ""),
    ],
)
def test_a_person_written_twice_is_a_likely_repeat(other):
    assert repeats(ONE, other) == [True, True]


@pytest.mark.parametrize(
    "other",
    [
        ("wang xiaoming", "1971-11-20", "E87654321", "m"),  # a namesake
        ("wang xiaoming", "", "", "m"),
        ("wang li", "1990-03-05", "", "m"),  # a twin
        ("", "", "", "m"),
    ],
)
def test_people_who_share_a_name_or_a_birthday_are_none(other):
    assert repeats(ONE, other) == [False, False]


def test_two_missing_fields_never_agree():
    assert repeats(("wang xiaoming", "", "", ""), ("wang xiaoming", "", "", "")) == [False, False]


def test_chance_pairs_by_hand():
    made = project(expected_rows=1000)  # 100 rows are 4,950 pairs; a pair in 4,950 is a fifth of a pair in 1,000 rows
    assert chance_pairs(1, 100, made).per_row == pytest.approx(1000 / 4950)
    assert not chance_pairs(1, 100, made).over
    assert chance_pairs(5, 100, made).over  # usual: 1.5 pairs, and twice the root of that more


def test_profiles_that_hide_nothing_have_no_budget():
    chance = chance_pairs(10**6, 2000, project("open"))
    assert chance.allowed is None
    assert not chance.over


def test_a_list_of_one_row_has_no_chance_pairs():
    assert chance_pairs(0, 1, project()).per_row == 0


def test_keys_to_drop_bring_the_list_within_budget():
    plan = ("passport.whole", "birthdate.year + sex.whole", "names.initials + sex.whole")
    made, rows = project(plan=plan, expected_rows=2000), parts(people(60))
    values = key_values(rows, made.plan)
    nothing = (np.empty(0, np.int64), np.empty(0, np.int64))
    dropped = keys_to_drop(values, nothing, rows.rows, made)
    assert 0 < len(dropped) < 3
    kept = made.with_plan([key for number, key in enumerate(made.plan) if number not in dropped])
    left, _ = colliding_pairs(key_values(rows, kept.plan).ids)
    assert not chance_pairs(len(left), rows.rows, kept).over


def counts(rows):
    return [own.nonmatches.counts for own in own_lists(rows)]


def test_nonmatches_of_a_plain_list_do_not_depend_on_the_order_of_rows():
    rows = people(50)
    (_, one), (_, other) = counts(rows), counts(rows[::-1])
    assert np.array_equal(one, other)


def test_nonmatches_seen_through_closeups_are_nearly_those_seen_plainly():
    encoded, plain = (side[0, 0] / side[0, 0].sum(axis=1, keepdims=True) for side in counts(people(200)))
    difference = np.abs(encoded - plain)
    assert difference[[1, 3]].max() < 0.01  # date and sex
    assert difference[[0, 2], -2:].max() < 0.01  # full agreement of names and passports; below it close-ups are coarser


def test_likely_repeats_are_no_nonmatches():
    rows = people(30)
    twice, once = counts(rows + rows), counts(rows)
    for with_repeats, without in zip(twice, once, strict=True):
        assert with_repeats[0, 0, 2, 7] == without[0, 0, 2, 7] == 0  # no two different people share a passport


def test_a_person_written_again_with_an_error_is_hardly_a_namesake():
    rows = people(1500)
    again = [(name, f"{int(born[:4]) + 1}{born[4:]}", "", sex) for name, born, _, sex in rows[:60]]
    for with_repeats, without in zip(counts(rows + again), counts(rows), strict=True):
        same_name = slice(7, None)
        assert with_repeats[-1, 0, 0, same_name].sum() < without[-1, 0, 0, same_name].sum() * (1560 / 1500) ** 2 + 15


def test_where_a_name_is_all_there_is_namesakes_are_strangers():
    rows = [(name, "", "", sex) for name, _, _, sex in people(300)]
    twice = [seen[-1, 0, 0, 7] for seen in counts([*rows, *rows])]
    assert min(twice) >= 300


def test_a_list_of_one_row_has_no_nonmatches():
    assert all(side.sum() == 0 for side in counts(people(1)))


def test_strangers_alike_in_a_rare_field_are_counted_exactly_however_many_are_alike_in_another():
    rows = [(name, born, passport, "m") for name, born, passport, _ in people(300)]
    rows[1] = (rows[0][0], *rows[1][1:])
    rows[2] = (rows[0][0], *rows[2][1:])
    listed = parts(rows)
    drawn = draw_within(listed, np.arange(300), [1])
    names = np.array([listed.columns["name"].normals[code] for code in listed.columns["name"].codes])
    alike = names[drawn.left] == names[drawn.right]
    counts = np.unique(names, return_counts=True)[1]
    assert drawn.weight[alike].sum() == pytest.approx((counts * (counts - 1) / 2).sum())
    assert drawn.weight.sum() == pytest.approx(300 * 299 / 2, rel=0.01)
    assert (drawn.left != drawn.right).all()


def test_a_list_of_one_row_has_no_pairs_to_draw():
    assert len(draw_within(parts(people(1)), np.arange(1), [1]).left) == 0
