"""What the links must reach on labelled lists, at matcher's own threshold. `make quality` prints the whole table."""

from __future__ import annotations

import labelled
import pytest
import quality

needs_data = pytest.mark.skipif(not labelled.SHARED.exists(), reason="the labelled data in ../shared/data is absent")


@needs_data
@pytest.mark.parametrize(("profile", "least"), [("standard", 0.99), ("open", 0.995)])
def test_febrl4_by_names_birthdate_and_number(profile, least):
    assert quality.measure(labelled.febrl4(number=True), profile).own_f1 >= least


@pytest.mark.parametrize(("profile", "least"), [("standard", 0.88), ("open", 0.9)])
def test_families_and_police_of_star_homecoming(profile, least):
    found = quality.measure(labelled.homecoming(1), profile)
    assert found.own_f1 >= least
    assert not found.over_budget


def test_the_estimated_number_of_matches_is_near_the_truth():
    found = quality.measure(labelled.homecoming(1), "open")
    assert abs(found.estimated - found.true) < 0.15 * found.true


def test_figures_are_the_same_every_time():
    lists = labelled.homecoming(2, right="ngo")
    assert quality.measure(lists, "standard") == quality.measure(lists, "standard")
