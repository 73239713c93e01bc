"""Strangers between two lists, and the category that tells how they look else."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.encodings import CandidatePairs, NonMatches
from matcher.evidence import counts_among
from matcher.link import link
from matcher.score import score_pairs
from matcher.strangers import apart, between_lists, telling

COLUMNS, TOPS, CATEGORIES = ("name", "birthdate", "nationality", "sex"), (4, 4, 2, 2), (2, 3)
ROWS, SHARED = 400, 60
NAMES_ABROAD, NAMES_AT_HOME = (0.97, 0.02, 0.005, 0.005), (0.4, 0.2, 0.2, 0.2)
DATES, OF_MATCHES = (0.96, 0.03, 0.005, 0.005), (0.02, 0.08, 0.2, 0.7)


def strangers(random: np.random.Generator, size: int) -> np.ndarray:
    """Levels of pairs of different people, of whom a tenth are of one nation, where names are often alike."""
    nation = 1 + (random.random(size) < 0.1)
    names = [1 + random.choice(4, size, p=shares) for shares in (NAMES_ABROAD, NAMES_AT_HOME)]
    columns = [np.where(nation == 2, names[1], names[0]), 1 + random.choice(4, size, p=DATES), nation]
    return np.stack([*columns, 1 + random.integers(0, 2, size)], axis=1).astype(np.int8)


def counted(levels: np.ndarray) -> np.ndarray:
    return counts_among(levels, TOPS, np.ones(len(levels)), CATEGORIES)


def pairs_of(seed: int, shared: int = SHARED) -> CandidatePairs:
    """All pairs of two lists; row i is row i's match for i < shared."""
    random = np.random.default_rng(seed)
    levels = strangers(random, ROWS * ROWS)
    same = np.arange(shared) * (ROWS + 1)
    levels[same] = 2
    levels[same, :2] = 1 + random.choice(4, (shared, 2), p=OF_MATCHES)
    left, right = np.divmod(np.arange(ROWS * ROWS), ROWS)
    home = [NonMatches(counted(strangers(random, 100_000)).astype(np.int64)[None]) for _ in range(2)]
    between = NonMatches(counted(levels).astype(np.int64)[None])
    closeness = random.random(len(left)).astype(np.float32)
    return CandidatePairs(
        left, right, levels, closeness, COLUMNS, TOPS, (ROWS, ROWS), home, between=between, categories=CATEGORIES
    )


def test_counts_of_pairs_that_differ_and_agree_in_a_category_make_up_those_of_all_that_have_it():
    levels = strangers(np.random.default_rng(1), 5_000)
    levels[::7, 2] = 0
    every, *by_category = counted(levels)
    of_nations, of_sexes = by_category[:2], by_category[2:]
    assert np.array_equal(sum(of_sexes), every)
    assert np.array_equal(sum(of_nations), counted(levels[levels[:, 2] > 0])[0])
    assert of_nations[0][2].tolist() == [0, every[2, 1], 0, 0, 0]
    assert of_nations[1][2].tolist() == [0, 0, every[2, 2], 0, 0]


def test_the_category_on_which_looks_hang_tells_most():
    levels = strangers(np.random.default_rng(2), 50_000)
    assert telling(counted(levels), CATEGORIES) == 2
    assert telling(counted(levels[:, [0, 1, 3, 2]]), CATEGORIES) == 3


def test_a_category_on_which_hardly_anything_hangs_is_left_alone():
    levels = strangers(np.random.default_rng(3), 50_000)
    levels[:, 2] = 1 + np.random.default_rng(4).integers(0, 2, len(levels))
    assert telling(counted(levels), CATEGORIES) is None
    assert telling(counted(levels)[:1], ()) is None
    assert telling(np.zeros((5, 4, 5)), CATEGORIES) is None


def test_strangers_of_one_nation_have_their_own_counts_and_that_nation_those_of_all():
    counts = counted(strangers(np.random.default_rng(5), 50_000))
    missing, different, same = apart(counts, CATEGORIES, 2)
    share = same[0, 1:] / same[0, 1:].sum()
    np.testing.assert_allclose(share, NAMES_AT_HOME, atol=0.03)
    assert (different[0, 1:] / different[0, 1:].sum())[0] == pytest.approx(0.97, abs=0.01)
    assert np.array_equal(missing, counts[0])
    assert np.array_equal(same[2], counts[0, 2])
    assert np.array_equal(apart(counts, CATEGORIES, None), counts[:1])


def test_strangers_between_lists_are_all_pairs_less_the_matches():
    pairs = pairs_of(6)
    found = between_lists(pairs, (pairs.left == pairs.right).astype(np.float64))[0, 0]
    others = counted(pairs.levels[pairs.left != pairs.right])[0]
    assert np.array_equal(found[0], others[0])


def test_people_of_one_nation_are_not_linked_for_being_of_one_nation():
    wrong = []
    for categories in ((), CATEGORIES):
        pairs = pairs_of(7)
        if not categories:
            apart_no_more = [NonMatches(source.counts[:, :1]) for source in (*pairs.nonmatches, pairs.between)]
            pairs = CandidatePairs(
                *(pairs.left, pairs.right, pairs.levels, pairs.closeness, COLUMNS, TOPS, pairs.rows, apart_no_more[:2]),
                between=apart_no_more[2],
            )
        links = link(score_pairs(pairs))
        wrong.append(int((links.left != links.right).sum()))
    assert wrong[1] < wrong[0] / 2
