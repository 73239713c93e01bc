"""Scores on invented evidence: matches agree, others do not, and nobody says which is which."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from matcher.encodings import CandidatePairs, NonMatches
from matcher.evidence import level_counts
from matcher.link import link
from matcher.score import score_pairs

TOPS = (8, 6)
MATCH = np.array([[0.01, 0.02, 0.02, 0.05, 0.05, 0.05, 0.1, 0.7], [0.02, 0.03, 0.05, 0.1, 0.1, 0.7, 0, 0]])
OTHER = np.array(
    [[0.9, 0.06, 0.02, 0.01, 0.006, 0.003, 0.0007, 0.0003], [0.85, 0.1, 0.045, 0.0045, 0.0003, 0.0002, 0, 0]]
)
ROWS = 1000
SEARCHED = 7  # levels of a pair that the search finds add up to this


def draw(random: np.random.Generator, table: np.ndarray, size: int, missing: float = 0.1) -> np.ndarray:
    levels = np.stack([1 + random.choice(8, size, p=shares) for shares in table], axis=1)
    levels[random.random(levels.shape) < missing] = 0
    return levels.astype(np.int8)


@cache
def invented(matches: int, seed: int = 1) -> CandidatePairs:
    """Two lists of ROWS rows: row i is row i's true match for i < matches; all other pairs are drawn at random."""
    random = np.random.default_rng(seed)
    levels = draw(random, OTHER, ROWS * ROWS)
    same = np.arange(matches) * (ROWS + 1)
    levels[same] = draw(random, MATCH, matches)
    found = np.flatnonzero(levels.sum(axis=1) >= SEARCHED)
    nonmatches = [
        NonMatches(level_counts(draw(random, OTHER, 100_000), TOPS, np.ones(100_000)).astype(np.int64)[None, None])
        for _ in range(2)
    ]
    left, right = np.divmod(found, ROWS)
    closeness = levels[found].mean(axis=1).astype(np.float32)
    columns = ("name", "birthdate")
    return CandidatePairs(left, right, levels[found], closeness, columns, TOPS, (ROWS, ROWS), nonmatches)


def test_the_threshold_is_nearly_the_best_there_is():
    scored = score_pairs(invented(300))
    everything, links = link(scored, -np.inf), link(scored)
    right = np.cumsum(everything.left == everything.right)
    f1 = 2 * right / (np.arange(1, len(right) + 1) + 300)
    assert f1.max() > 0.8
    assert f1[len(links.left) - 1] > f1.max() - 0.04


def test_the_estimates_are_near_the_truth():
    pairs = invented(400)
    links = link(score_pairs(pairs))
    findable = int((pairs.left == pairs.right).sum())
    false = int((links.left != links.right).sum())
    assert abs(links.matches.value - findable) < 0.1 * findable
    assert abs(links.false.value - false) < 15


def test_lists_with_nobody_in_common_give_hardly_a_link():
    links = link(score_pairs(invented(0)))
    assert len(links.left) < 10
    assert links.matches.value < 25


def test_results_do_not_depend_on_the_order_of_pairs():
    pairs = invented(200)
    order = np.random.default_rng(2).permutation(len(pairs.left))
    shuffled = replace(
        pairs,
        left=pairs.left[order],
        right=pairs.right[order],
        levels=pairs.levels[order],
        closeness=pairs.closeness[order],
    )
    one, other = link(score_pairs(pairs)), link(score_pairs(shuffled))
    assert one.left.tolist() == other.left.tolist()
    assert one.right.tolist() == other.right.tolist()
    assert one.threshold == other.threshold


def test_each_row_is_linked_once_and_best_first():
    links = link(score_pairs(invented(300)))
    assert len(set(links.left.tolist())) == len(links.left)
    assert len(set(links.right.tolist())) == len(links.right)
    assert (np.diff(links.score) <= 0).all()


def test_a_threshold_is_inclusive_and_raising_it_only_removes_links():
    scored = score_pairs(invented(300))
    everything = link(scored, -np.inf)
    middle = float(everything.score[50])
    some = link(scored, middle)
    assert some.score.min() == middle
    pairs = set(zip(some.left.tolist(), some.right.tolist(), strict=True))
    assert pairs <= set(zip(everything.left.tolist(), everything.right.tolist(), strict=True))


def test_no_candidates_no_links():
    some = invented(0)
    nothing = np.empty(0, np.int64)
    empty = replace(some, left=nothing, right=nothing, levels=some.levels[:0], closeness=some.closeness[:0])
    links = link(score_pairs(empty))
    assert len(links.left) == 0
    assert links.matches.value == links.false.value == 0


def test_without_any_nonmatch_agreeing_pairs_are_linked():
    rows, levels = np.arange(2), np.array([[8, 6], [8, 6]], np.int8)
    nothing = [NonMatches(np.zeros((1, 1, 2, 9), np.int64))]
    alone = CandidatePairs(rows, rows, levels, np.ones(2, np.float32), ("name", "birthdate"), TOPS, (2, 2), nothing)
    assert len(link(score_pairs(alone)).left) == 2


def test_what_either_side_lacks_counts_nothing():
    pairs = invented(300)
    scored = score_pairs(pairs)
    levels = scored.pairs.levels
    no_date, low_date = ((levels[:, 0] == 8) & (levels[:, 1] == level) for level in (0, 1))
    full = (levels[:, 0] == 8) & (levels[:, 1] == 6)
    assert scored.score[low_date].max() < scored.score[no_date].min() < scored.score[full].min()


def test_a_higher_level_never_lowers_the_score():
    scored = score_pairs(invented(300))
    full_name = scored.pairs.levels[:, 0] == TOPS[0]
    dates = [scored.score[full_name & (scored.pairs.levels[:, 1] == level)] for level in range(1, 7)]
    means = [scores[0] for scores in dates if len(scores)]
    assert len(means) >= 4
    assert means == sorted(means)


def test_a_pair_is_judged_by_how_strangers_look_through_as_many_slots_as_it_shares():
    pairs = invented(300)
    clear = pairs.nonmatches[0].counts[0, 0]
    chance = clear.copy()
    chance[:, 5:] += clear.sum() // 50  # what the noise of one slot makes of strangers
    sights = [NonMatches(np.stack([chance, chance, clear])[:, None])] * 2
    score = []
    for shared in (1, 4):
        met = np.full(len(pairs.left), shared)
        scored = score_pairs(replace(pairs, nonmatches=sights, shared=met))
        score.append(scored.score[(scored.pairs.levels == TOPS).all(axis=1)].max())
    assert score[0] < score[1]


def test_strangers_between_two_lists_count_more_than_those_within_each():
    pairs = invented(300)
    every = level_counts(draw(np.random.default_rng(5), OTHER, ROWS * ROWS), TOPS, np.ones(ROWS * ROWS))
    every += level_counts(pairs.levels, TOPS, (pairs.left == pairs.right).astype(float))
    crowded = NonMatches(pairs.nonmatches[0].counts * np.array([1] * 7 + [4] * 2))  # repeats within the lists
    unseen = score_pairs(replace(pairs, nonmatches=[crowded] * 2))
    seen = score_pairs(replace(pairs, nonmatches=[crowded] * 2, between=NonMatches(every.astype(np.int64)[None, None])))
    findable = (pairs.left == pairs.right).sum()
    assert abs(link(seen).matches.value - findable) < abs(link(unseen).matches.value - findable)
