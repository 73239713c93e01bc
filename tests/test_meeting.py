"""Strangers who meet: how many there are of each score, and what share of them a search found."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from matcher.meeting import GRID, NEAR, SURE, log_share_met, strangers_by_score
from matcher.ratios import Ratios

TABLES = [np.array([0.0, -3.1, 0.7, 6.05]), np.array([0.0, -2.2, 4.4])]
SHARES = [np.array([0.1, 0.8, 0.08, 0.02]), np.array([0.3, 0.69, 0.01])]


def test_every_score_has_the_share_of_the_levels_that_make_it():
    scores, share = strangers_by_score(Ratios([TABLES]), [SHARES])
    assert share.sum() == pytest.approx(1)
    for one, other in itertools.product(range(4), range(3)):
        score, chance = TABLES[0][one] + TABLES[1][other], SHARES[0][one] * SHARES[1][other]
        assert share[np.abs(scores - score) <= 2 * GRID].sum() >= chance - 1e-12


@given(
    st.lists(
        st.lists(st.tuples(st.floats(-20, 20), st.floats(0.01, 1)), min_size=1, max_size=9), min_size=1, max_size=6
    )
)
def test_the_mean_of_the_scores_is_that_of_the_levels_added_up(columns):
    tables = [np.array([added for added, _ in column]) for column in columns]
    shares = [np.array([share for _, share in column]) for column in columns]
    shares = [share / share.sum() for share in shares]
    scores, share = strangers_by_score(Ratios([tables]), [shares])
    assert share.min() >= 0
    assert share.sum() == pytest.approx(1)
    mean = sum(float(table @ of_level) for table, of_level in zip(tables, shares, strict=True))
    assert float(scores @ share) == pytest.approx(mean, abs=1e-6)


def found(level, slope, there=40_000, seed=1):
    """Log odds of the strangers that meet, where so many of each score up to -2 do; and of those that are there."""
    at = np.repeat(np.arange(-NEAR, -2) + 0.5, there)
    met = np.random.default_rng(seed).random(len(at)) < expit(level + slope * at)
    return at[met], (np.unique(at), np.full(int(NEAR) - 2, float(there)))


@pytest.mark.parametrize(("level", "slope"), [(0.0, 0.6), (-1.0, 0.8), (-2.0, 0.3)])
def test_the_share_that_met_is_found_again(level, slope):
    log_odds, strangers = found(level, slope)
    share = log_share_met(log_odds, strangers)
    np.testing.assert_allclose(share, np.log(expit(level + slope * log_odds)), atol=0.2)


@pytest.mark.parametrize(("slope", "bound"), [(-0.3, 0.0), (1.6, 1.0)])
def test_where_the_slope_would_leave_its_bounds_the_level_is_the_likeliest_for_the_bound(slope, bound):
    at, there = np.arange(-NEAR, -2) + 0.5, np.full(int(NEAR) - 2, 1e6)
    met = there * expit(-1.0 + slope * at)
    log_odds = np.repeat(at, np.rint(met).astype(np.int64))
    share = log_share_met(log_odds, (at, there))
    level = np.log(np.expm1(-share[0]) ** -1) - bound * log_odds[0]
    expected = there @ expit(level + bound * at)
    assert expected == pytest.approx((expit(-log_odds)).sum(), rel=0.01)


def test_who_looks_like_a_match_is_hardly_counted_as_a_stranger():
    log_odds, strangers = found(-3.0, 0.3)
    matches = np.full(1_000, 5.5)
    among_matches = log_share_met(np.append(log_odds, matches), strangers)[: len(log_odds)]
    np.testing.assert_allclose(among_matches, log_share_met(log_odds, strangers), atol=0.01)


@given(st.lists(st.floats(-40, 40), max_size=30), st.integers(0, 10**6))
def test_who_looks_more_like_a_match_stays_likelier_to_be_one(log_odds, there):
    at = np.sort(np.array(log_odds))
    share = log_share_met(at, (np.arange(-NEAR, SURE) + 0.5, np.full(int(NEAR + SURE), float(there))))
    assert (share <= 0).all()
    assert (np.diff(at - share) >= -1e-9).all()


def test_without_pairs_who_is_as_likely_as_not_a_match_is_believed_to_have_met():
    share = log_share_met(np.array([0.0]), (np.array([0.0]), np.array([0.0])))
    assert share[0] > np.log(0.9)


def test_columns_of_single_names_count_only_where_one_is_alike():
    together = np.array([0.0, -4, -1, 1, 2, 3, 4, 5])
    given_name, shares = np.array([0.0, -1, 2]), np.array([0.0, 0.6, 0.1, 0.2, 0.1, 0, 0, 0])
    singly = np.array([0.9, 0.08, 0.02])  # half of those with one alike show a level of this one
    scores, share = strangers_by_score(
        Ratios([[together, given_name, TABLES[1]]]), [[shares, singly, SHARES[1]]], single_names=(1,)
    )
    mean = together @ shares + 0.08 * -1 + 0.02 * 2 + TABLES[1] @ SHARES[1]
    assert share.sum() == pytest.approx(1)
    assert float(scores @ share) == pytest.approx(mean)
    assert share[scores > 1 + 2 + 4.4 + 3 * GRID].sum() == pytest.approx(0)  # not all alike and a single one as well


def test_strangers_of_each_level_of_a_category_have_their_own_scores():
    category, shares = np.array([0.0, -2, 3]), np.array([0.2, 0.7, 0.1])
    names = [np.array([0.0, -1, 4]), np.array([0.0, -1.5, 5]), np.array([0.0, -0.5, 2])]
    alike = [np.array([0.0, 0.9, 0.1]), np.array([0.0, 0.95, 0.05]), np.array([0.0, 0.5, 0.5])]
    ratios = Ratios([[each, category] for each in names], category=1)
    scores, share = strangers_by_score(ratios, [[each, shares] for each in alike])
    assert share.sum() == pytest.approx(1)
    mean = sum(shares[level] * (names[level] @ alike[level] + category[level]) for level in range(3))
    assert float(scores @ share) == pytest.approx(mean)
    assert share[scores > 4.5].sum() == pytest.approx(0.1 * 0.5, rel=0.1)  # the same in both: 3 + 2
