from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from math import prod
from operator import getitem

import numpy as np
import pytest

from matcher.odds import Odds, WeighedPairs, learn

Levels = tuple[int, ...]

TOPS = (7, 7, 2)
SAME = (7, 7, 2)


def weighed(pairs: Mapping[Levels, float]) -> WeighedPairs:
    return WeighedPairs(np.array(list(pairs), np.int8).reshape(-1, 3), np.array(list(pairs.values())))


def strangers(pairs: float) -> dict[Levels, float]:
    """Of whom one in a hundred share a name, as many a birthdate, half the sex."""
    shares = ({1: 0.99, 7: 0.01}, {1: 0.99, 7: 0.01}, {1: 0.5, 2: 0.5})
    return {levels: pairs * prod(map(getitem, shares, levels)) for levels in product(*shares)}


def list_with(matches: float) -> Odds:
    """What is learned of 1,000 rows with so many pairs of one person, who agree in everything."""
    pairs = strangers(499_500 - matches)
    pairs[SAME] += matches
    similar = {levels: weight for levels, weight in pairs.items() if 7 in levels}
    return learn(weighed(similar), weighed(pairs), 1000, TOPS)


def test_pairs_that_agree_in_everything_are_matches_and_those_of_namesakes_are_not():
    odds = list_with(matches=400)
    same, namesakes, others = odds.score(np.array([SAME, (7, 1, 2), (1, 1, 2)], np.int8)) + odds.prior
    assert same > 1 > -3 > namesakes > others
    assert odds.matches == pytest.approx(400, rel=0.1)


def test_what_a_side_lacks_says_nothing():
    assert list_with(matches=400).score(np.zeros((1, 3), np.int8)).tolist() == [0.0]


def test_namesakes_do_not_make_each_other_matches_where_there_is_only_a_name():
    namesakes = {(7, 0, 0): 60.0}
    odds = learn(weighed(namesakes), weighed({(1, 0, 0): 499_440.0} | namesakes), 1000, TOPS)
    assert odds.score(np.array([(7, 0, 0)], np.int8))[0] + odds.prior < 0


def test_in_a_list_of_one_person_all_pairs_are_matches():
    everyone = weighed({SAME: 45.0})
    odds = learn(everyone, everyone, 10, TOPS)
    assert odds.matches == pytest.approx(45, abs=1)


def test_without_pairs_odds_are_what_is_believed_of_every_list():
    odds = learn(weighed({}), weighed({}), 1, TOPS)
    assert odds.matches == 0
    alike, unlike = odds.score(np.array([SAME, (1, 1, 1)], np.int8))
    assert alike > 0 > unlike
