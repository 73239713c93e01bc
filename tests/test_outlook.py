from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import outlook
from matcher.encodings import Estimate

probabilities = st.lists(st.floats(0, 1), max_size=30).map(np.array)


def test_sure_pairs_leave_no_doubt():
    estimate = outlook.matches_among(np.array([1.0, 1.0, 0.0]))
    assert estimate.value == 2
    assert estimate.high - estimate.low < 1e-6


@given(probabilities)
def test_an_estimate_lies_within_its_interval_and_the_interval_among_the_pairs(probability):
    for estimate in (outlook.matches_among(probability), outlook.false_among(probability)):
        assert 0 <= estimate.low <= estimate.value + 1e-9
        assert estimate.value <= estimate.high + 1e-9
        assert estimate.high <= len(probability) + 1e-9


@given(probabilities)
def test_what_is_no_match_is_false(probability):
    matches, false = outlook.matches_among(probability), outlook.false_among(probability)
    assert matches.value + false.value == pytest.approx(len(probability))
    assert matches.low + false.high == pytest.approx(len(probability), abs=1e-6)


def test_doubtful_pairs_widen_the_interval():
    assert outlook.matches_among(np.full(10, 0.5)).high > outlook.matches_among(np.full(10, 0.5)).value + 3


def test_matches_that_share_few_tokens_tell_of_those_that_share_none():
    shared = np.repeat([1, 2, 9], [20, 30, 500])
    estimate = outlook.unfound(shared, np.ones(len(shared)))
    assert estimate.value == pytest.approx(20 * 19 / (2 * 31))
    assert 0 < estimate.low < estimate.value < estimate.high


def test_the_bound_of_chao_is_met_where_all_are_as_hard_to_find():
    shared = np.random.default_rng(1).poisson(2.0, 20_000)
    estimate = outlook.unfound(shared[shared > 0], np.ones((shared > 0).sum()))
    assert estimate.low <= (shared == 0).sum() <= estimate.high


def test_where_no_match_shares_but_one_token_none_is_known_to_be_unfound():
    assert outlook.unfound(np.array([3, 4]), np.ones(2)) == Estimate(0.0, 0.0, 0.0)


def test_a_comparison_of_all_pairs_misses_nobody_in_the_search():
    assert outlook.unfound(None, np.ones(5)) == Estimate(0.0, 0.0, 0.0)


def test_estimates_add_up():
    assert Estimate(1, 0, 3) + Estimate(2, 1, 4) == Estimate(3, 1, 7)
