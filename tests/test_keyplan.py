from __future__ import annotations

import pytest

from matcher import pipeline
from matcher.errors import DataError
from matcher.keyplan import MAX_SLOTS, plan_keys
from matcher.secret import Secret
from tests.people import parts, people, project


def plan(rows, profile="standard", expected_rows=600):
    return plan_keys(parts(rows), project(profile, plan=[], expected_rows=expected_rows))


def test_a_plan_finds_nearly_everybody_and_stays_within_budget_and_slots():
    planned = plan(people(300))
    assert planned.recall > 0.9
    assert planned.chance_pairs_per_row <= 0.3
    assert planned.slots <= MAX_SLOTS


def test_the_plan_costs_on_the_list_what_it_says():
    rows = people(300)
    planned = plan(rows)
    made = project(plan=[str(key.key) for key in planned.keys], expected_rows=600)
    chance = pipeline.encode_list(parts(rows), made, Secret(bytes(32))).chance
    assert not chance.over
    assert chance.per_row == pytest.approx(planned.chance_pairs_per_row, abs=0.06)  # some four pairs


def test_a_tighter_budget_gives_fewer_chance_pairs_and_no_more_recall():
    rows = people(400)
    hardened, wide = plan(rows, "hardened", 20_000), plan(rows, "wide", 20_000)
    assert hardened.chance_pairs_per_row <= 0.1 < wide.chance_pairs_per_row <= 3
    assert hardened.recall <= wide.recall


def test_no_key_of_a_plan_adds_only_a_part_to_an_earlier_one_that_serves_all_values():
    keys = [planned.key for planned in plan(people(300)).keys]
    for place, key in enumerate(keys):
        assert not any(set(earlier.parts) < set(key.parts) for earlier in keys[:place] if earlier.one_in is None)


def test_no_key_of_a_plan_is_there_for_two_rarities():
    keys = [planned.key.parts for planned in plan(people(300)).keys]
    assert len(set(keys)) == len(keys)


def test_keys_that_let_too_many_meet_serve_rare_values():
    planned = plan(people(600), "hardened", 20_000)
    assert any(key.key.one_in for key in planned.keys)


def test_the_plan_does_not_depend_on_the_order_of_rows():
    rows = people(200)
    assert plan(rows) == plan(rows[::-1])


def test_some_keys_need_no_small_field():
    planned = plan(people(300))
    assert sum("sex" not in dict(key.key.parts) for key in planned.keys) >= 5


@pytest.mark.parametrize("profile", ["open", "clk"])
def test_profiles_without_keys_are_not_planned(profile):
    with pytest.raises(DataError, match="uses no match keys"):
        plan(people(20), profile)


def test_a_list_too_short_or_too_poor_is_refused():
    with pytest.raises(DataError, match="too short"):
        plan(people(1))
    with pytest.raises(DataError, match="no match key fits"):
        plan([("", "", "", "m")] * 50)
