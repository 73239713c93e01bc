"""Attacks as tests: each profile stays within its limits on invented lists, and the controls fall."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from matcher.audit.trial import CONTROL_FALLS, FEWEST, SURE, Attack, Audit, audit, stratified
from matcher.errors import DataError
from matcher.parts import row_order
from tests.audit.lists import planned, strangers
from tests.people import parts, project, seeded

ROWS = 600
# What a unit names beyond the rows linked, with both lists in plain and with 1, 5 and 20 % of the handles known: not
# all of it within the profile's limits, on lists as alike as these. Plans within one budget differ by a third, and any
# change in how names are read makes another plan; nothing may make it more than that.
MEASURED = {"standard": (0.17, 0.01, 0.022, 0.07), "hardened": (0.15, 0.006, 0.017, 0.065)}


def heard(_: str) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module", params=["strangers", "families"])
def lists(request) -> str:
    return request.param


@pytest.fixture(scope="module", params=["standard", "hardened"])
def found(request, lists) -> Audit:
    return audit(*planned(lists, ROWS, request.param), None, heard, seeded(1))


def test_controls_fall(found):
    assert all(control.share > CONTROL_FALLS for control in found.controls)
    assert all(p < SURE for p in found.control_noise.values())


def test_one_file_is_noise_and_names_nobody(found):
    assert found.is_noise
    assert all(attack.within for attack in found.one_file)


def test_two_files_name_no_more_than_was_measured(found):
    for attack, measured in zip(found.two_files, MEASURED[found.profile], strict=True):
        assert attack.share <= measured, attack.name


def test_verdicts():
    named = {count: Attack("", count, 1000, 0.003) for count in (0, 2, 30)}
    base = audit(*planned("strangers", 100, "standard"), None, heard, seeded(1))
    fallen = {"controls": [Attack("", 990, 1000)], "control_noise": {"": 0.0}, "noise": {"": 0.5}}
    good = dataclasses.replace(base, **fallen, one_file=[named[2]], two_files=[named[0]])
    assert good.verdict == "PASS"
    assert dataclasses.replace(good, one_file=[named[30]]).verdict == "FAIL"
    assert dataclasses.replace(good, noise={"": 1e-9}).verdict == "FAIL"
    assert dataclasses.replace(good, controls=[Attack("", 700, 1000)]).verdict == "INCONCLUSIVE"
    assert dataclasses.replace(good, control_noise={"": 0.5}).verdict == "INCONCLUSIVE"


def test_an_interval_stands_beside_each_share():
    assert Attack("", 0, 300).up_to == pytest.approx(0.00994, abs=1e-4)  # about three of 300
    assert Attack("", 5, 5).up_to == 1.0


def test_short_lists_and_projects_without_a_plan_are_refused():
    listed, made = planned("strangers", 100, "standard")
    with pytest.raises(DataError, match="too short"):
        audit(parts(strangers(FEWEST - 1)), made, None, heard)
    with pytest.raises(DataError, match="plan"):
        audit(listed, project(plan=()), None, heard)


def test_a_sample_has_its_share_of_rows_without_a_field_and_does_not_hang_on_their_order():
    rows = [
        (name, born if n % 5 else "", passport, sex) for n, (name, born, passport, sex) in enumerate(strangers(500))
    ]
    sample, again = stratified(parts(rows), 200), stratified(parts(rows[::-1]), 200)
    assert sample.rows == 200
    assert int((sample.columns["birthdate"].codes < 0).sum()) == 40
    assert np.array_equal(np.sort(row_order(sample)), np.sort(row_order(again)))
    assert stratified(parts(rows), 500).rows == 500
