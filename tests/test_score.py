"""Scores on invented evidence: matches agree, others do not, and nobody says which is which."""

from __future__ import annotations

import numpy as np

from matcher.encodings import CandidatePairs, NonMatches
from matcher.evidence import level_counts
from matcher.link import link
from matcher.score import score_pairs

TOPS = (8, 6)
MATCH = np.array([[0.01, 0.02, 0.02, 0.05, 0.05, 0.05, 0.1, 0.7], [0.02, 0.03, 0.05, 0.1, 0.1, 0.7, 0, 0]])
OTHER = np.array([[0.6, 0.1, 0.1, 0.1, 0.05, 0.03, 0.01, 0.01], [0.6, 0.3, 0.05, 0.03, 0.01, 0.01, 0, 0]])


def draw(random: np.random.Generator, table: np.ndarray, size: int, missing: float = 0.1) -> np.ndarray:
    levels = np.stack([1 + random.choice(8, size, p=shares) for shares in table], axis=1)
    levels[random.random(levels.shape) < missing] = 0
    return levels.astype(np.int8)


def invented(matches: int, others: int, rows: int = 1000, seed: int = 1) -> CandidatePairs:
    """Row i is row i's true match for i < matches; the other pairs are drawn at random."""
    random = np.random.default_rng(seed)
    left = np.r_[np.arange(matches), random.integers(0, rows, others)]
    right = np.r_[np.arange(matches), random.integers(0, rows, others)]
    levels = np.concatenate([draw(random, MATCH, matches), draw(random, OTHER, others)])
    _, first = np.unique(left * rows + right, return_index=True)
    usual = level_counts(draw(random, OTHER, 20_000), TOPS)
    nonmatches = [NonMatches(draw(random, OTHER, others // 2), rows * rows / 2, usual) for _ in range(2)]
    closeness = levels[first].mean(axis=1).astype(np.float32)
    return CandidatePairs(
        left[first], right[first], levels[first], closeness, ("name", "birthdate"), TOPS, (rows, rows), nonmatches
    )


def test_most_matches_are_linked_and_few_others():
    links = link(score_pairs(invented(300, 3000)))
    right = int((links.left == links.right).sum())
    assert right > 0.85 * 300
    assert len(links.left) - right < 0.05 * len(links.left)


def test_the_estimates_are_near_the_truth():
    links = link(score_pairs(invented(400, 3000)))
    false = int((links.left != links.right).sum())
    assert abs(links.expected_matches - 400) < 0.1 * 400
    assert abs(links.expected_false - false) < 15


def test_lists_with_nobody_in_common_give_hardly_a_link():
    links = link(score_pairs(invented(0, 3000)))
    assert len(links.left) < 10
    assert links.expected_matches < 25


def test_results_do_not_depend_on_the_order_of_pairs():
    pairs = invented(200, 2000)
    order = np.random.default_rng(2).permutation(len(pairs.left))
    shuffled = CandidatePairs(
        pairs.left[order],
        pairs.right[order],
        pairs.levels[order],
        pairs.closeness[order],
        pairs.columns,
        pairs.tops,
        pairs.rows,
        pairs.nonmatches,
    )
    one, other = link(score_pairs(pairs)), link(score_pairs(shuffled))
    assert one.left.tolist() == other.left.tolist()
    assert one.right.tolist() == other.right.tolist()
    assert one.threshold == other.threshold


def test_each_row_is_linked_once_and_best_first():
    links = link(score_pairs(invented(300, 5000)))
    assert len(set(links.left.tolist())) == len(links.left)
    assert len(set(links.right.tolist())) == len(links.right)
    assert (np.diff(links.score) <= 0).all()


def test_a_threshold_is_inclusive_and_raising_it_only_removes_links():
    scored = score_pairs(invented(300, 3000))
    everything = link(scored, -np.inf)
    middle = float(everything.score[50])
    some = link(scored, middle)
    assert some.score.min() == middle
    pairs = set(zip(some.left.tolist(), some.right.tolist(), strict=True))
    assert pairs <= set(zip(everything.left.tolist(), everything.right.tolist(), strict=True))


def test_no_candidates_no_links():
    empty = invented(0, 0)
    links = link(score_pairs(empty))
    assert len(links.left) == 0
    assert links.expected_matches == links.expected_false == 0


def test_without_any_nonmatch_all_pairs_are_taken():
    usual = np.zeros((2, 9), np.int64)
    levels = np.array([[8, 6], [8, 6]], np.int8)
    rows = np.arange(2)
    alone = CandidatePairs(
        rows,
        rows,
        levels,
        np.ones(2, np.float32),
        ("name", "birthdate"),
        TOPS,
        (2, 2),
        [NonMatches(levels[:0], 0.0, usual)],
    )
    assert len(link(score_pairs(alone)).left) == 2
