from __future__ import annotations

import pytest

from matcher.encodings import Estimate
from matcher.errors import DataError
from matcher.keyloss import loss_of
from matcher.keyplan import people_of, plan_keys, plan_of
from matcher.keytrials import SEED, trials_of
from matcher.project import MatchKey
from tests.people import parts, people, project

ROWS = people(150)


def loss(plan, rows=ROWS, profile="standard"):
    return loss_of(parts(rows), project(profile, plan=plan, expected_rows=600))


@pytest.fixture(scope="module")
def own_plan():
    return plan_keys(parts(ROWS), project(plan=[], expected_rows=600))


@pytest.fixture(scope="module")
def of_a_poor_plan():
    return loss(["passport.whole"])


def test_a_plan_loses_nothing_on_the_list_that_it_was_made_on(own_plan):
    found = loss([str(planned.key) for planned in own_plan.keys])
    assert found.recall == Estimate(0, 0, 0)
    assert found.given == found.own == found.joined
    assert not found.over
    assert found.given.recall == pytest.approx(own_plan.recall, abs=0.05)  # on other copies
    assert found.given.chance_pairs_per_row == own_plan.chance_pairs_per_row


def test_the_keys_of_a_plan_tried_alone_on_the_same_copies_do_what_the_planner_saw(own_plan):
    made = project(plan=[], expected_rows=600)
    listed = people_of(parts(ROWS), made)
    again = trials_of([planned.key for planned in own_plan.keys], listed, made, SEED)
    assert plan_of(again, listed, made) == own_plan


def test_what_a_poor_plan_loses_is_what_the_own_one_finds_beyond_it(of_a_poor_plan):
    found = of_a_poor_plan
    assert found.recall.value == pytest.approx(found.own.recall - found.given.recall, abs=1e-5)
    assert 0.2 < found.recall.low < found.recall.value < found.recall.high
    assert [planned.key for planned in found.given.keys] == [MatchKey.parse("passport.whole")]


def test_keys_of_the_own_plan_behind_a_poor_one_regain_most_of_the_loss_within_the_budget(of_a_poor_plan):
    found = of_a_poor_plan
    assert found.joined.keys[:1] == found.given.keys
    assert {planned.key for planned in found.joined.keys[1:]} <= {planned.key for planned in found.own.keys}
    assert found.joined.recall > found.own.recall - 0.02
    assert found.joined.chance_pairs_per_row <= 0.3


def test_keys_of_a_field_that_the_list_lacks_find_nobody_and_cost_nothing():
    found = loss(["passport.whole", "names.letters + birthdate.year"], [(*row[:2], "", row[3]) for row in ROWS])
    of_passport, of_name = found.given.keys
    assert (of_passport.usable, of_passport.adds, of_passport.costs) == (0, 0, 0)
    assert found.given.recall == pytest.approx(of_name.adds)


def test_to_a_plan_over_budget_no_key_is_added():
    found = loss(["names.word + sex.whole"])
    assert found.over
    assert found.given.chance_pairs_per_row > 0.3
    assert found.joined == found.given


def test_the_loss_does_not_depend_on_the_order_of_rows(of_a_poor_plan):
    assert loss(["passport.whole"], ROWS[::-1]) == of_a_poor_plan


def test_lists_too_short_and_profiles_without_keys_are_refused():
    with pytest.raises(DataError, match="too short"):
        loss(["passport.whole"], ROWS[:1])
    with pytest.raises(DataError, match="uses no match keys"):
        loss(["passport.whole"], profile="open")
