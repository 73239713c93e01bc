from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest

from matcher.pipeline import dedupe_plain
from matcher.project import Field
from tests.people import parts, people, project

MADE = project("open")


def deduped(rows, made=MADE, threads=1):
    return dedupe_plain(parts(rows, made), made, threads=threads)


def pairs(groups):
    rows: dict[int, list[int]] = {}
    for row, group in zip(groups.rows.tolist(), groups.group.tolist(), strict=True):
        rows.setdefault(group, []).append(row)
    return {pair for members in rows.values() for pair in combinations(sorted(members), 2)}


def with_repeats(count, repeated, again=1):
    """People, and of some of them rows written again with a day, a letter or a passport gone wrong."""
    rng, rows = Random(3), people(count)
    truth = set()
    for first in range(repeated):
        members = [first]
        for _ in range(again):
            name, born, passport, sex = rows[first]
            wrong = rng.randrange(3)
            members.append(len(rows))
            rows.append(
                (
                    name.replace(name[-1], "") if wrong == 0 else name,
                    f"{born[:-2]}{rng.randint(1, 28):02}" if wrong == 1 else born,
                    "" if wrong == 2 else passport,
                    sex,
                )
            )
        truth |= set(combinations(members, 2))
    return rows, truth


@pytest.mark.parametrize("again", [1, 3])
def test_rows_written_again_with_mistakes_are_found_and_strangers_are_not(again):
    rows, truth = with_repeats(200, 20, again)
    found = deduped(rows)
    assert pairs(found) == truth
    assert found.pairs == len(truth)
    assert found.expected_pairs == pytest.approx(len(truth), rel=0.1)


def test_a_list_without_repeats_has_no_groups():
    found = deduped(people(300))
    assert len(found.rows) == found.pairs == 0
    assert found.expected_pairs < 1


def test_a_list_of_one_row_has_no_groups():
    assert len(deduped(people(1)).rows) == 0


def test_equal_rows_are_one_person():
    found = deduped(people(1) * 5)
    assert found.rows.tolist() == [0, 1, 2, 3, 4]
    assert set(found.group.tolist()) == {0}
    assert (found.like != found.rows).all()


def test_ten_thousand_copies_of_a_row_cost_no_more_than_two():
    found = deduped([*people(1) * 10_000, *people(50, seed=2)])
    assert found.rows.tolist() == list(range(10_000))
    assert found.pairs == 10_000 * 9_999 // 2


def test_rows_that_say_too_little_stay_apart():
    rows = [*people(200), *[("", "", "", "m")] * 4, *[("", "", "", "")] * 4]
    assert len(deduped(rows).rows) == 0


def test_namesakes_stay_apart_where_a_list_has_only_names():
    made = MADE.model_copy(update={"field": [Field(name="name", kind="name", columns=["name"])]})
    assert len(deduped(people(500), made.with_plan([])).rows) == 0


def test_groups_do_not_depend_on_threads_or_the_order_of_rows():
    rows, _ = with_repeats(150, 30, 2)
    found, again = deduped(rows), deduped(rows, threads=2)
    assert all(
        np.array_equal(getattr(found, name), getattr(again, name)) for name in ("rows", "group", "like", "score")
    )
    order = Random(1).sample(range(len(rows)), len(rows))
    turned = deduped([rows[row] for row in order])
    assert {tuple(sorted((order[a], order[b]))) for a, b in pairs(turned)} == pairs(found)
    assert np.array_equal(np.sort(turned.score), np.sort(found.score))


def test_what_is_told_of_a_row_is_about_the_row_of_its_group_that_it_is_most_like():
    rows = people(200)
    name, born, passport, sex = rows[0]
    rows += [(name, born, "", sex), (name, "", passport, sex)]
    found = deduped(rows)
    assert found.rows.tolist() == [0, 200, 201]
    assert found.like.tolist() == [201, 0, 0]
    assert found.evidence.tolist() == [[7, 0, 7, 2], [7, 9, 0, 2], [7, 0, 7, 2]]
    assert set(found.bands) == {"strong"}


def test_best_groups_come_first():
    rows, _ = with_repeats(200, 30)
    found = deduped([*rows, rows[100]])
    assert found.group.tolist() == sorted(found.group.tolist())
    assert found.rows[:2].tolist() == [100, 230]
