from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.encodings import CandidatePairs, ScoredPairs
from matcher.link import link


def scored(pairs: list[tuple[int, int, float]], threshold: float = 0.0) -> ScoredPairs:
    """Pairs (left, right, score) of lists of ten rows, in the order of ScoredPairs."""
    ordered = sorted(set(pairs), key=lambda pair: (-pair[2], pair[0], pair[1]))
    left, right = (np.array([pair[side] for pair in ordered], np.int64) for side in (0, 1))
    score = np.array([pair[2] for pair in ordered], np.float64)
    levels = np.ones((len(ordered), 1), np.int8)
    closeness = np.zeros(len(ordered), np.float32)
    candidates = CandidatePairs(left, right, levels, closeness, ("name",), (8,), (10, 10), [])
    return ScoredPairs(candidates, score, np.clip(score / 10, 0, 1), threshold)


def test_best_first_and_each_row_once():
    links = link(scored([(0, 0, 9.0), (0, 1, 8.0), (1, 1, 7.0), (2, 0, 3.0)]))
    assert list(zip(links.left.tolist(), links.right.tolist(), strict=True)) == [(0, 0), (1, 1)]


def test_rows_left_over_that_look_like_a_linked_person_are_repeats():
    links = link(scored([(0, 0, 30.0), (1, 0, 20.0), (0, 2, 19.0), (3, 3, 18.0), (4, 3, 2.0), (1, 3, 15.0)]))
    pairs = list(zip(links.left.tolist(), links.right.tolist(), links.bands, strict=True))
    assert pairs == [(0, 0, "strong"), (3, 3, "strong"), (1, 0, "repeat"), (0, 2, "repeat")]


def test_ties_go_to_the_lower_row():
    links = link(scored([(1, 5, 3.0), (0, 5, 3.0), (0, 4, 3.0)]))
    assert list(zip(links.left.tolist(), links.right.tolist(), strict=True)) == [(0, 4), (1, 5)]


def test_bands_and_false_links_come_from_the_probability():
    links = link(scored([(0, 0, 10.0), (1, 1, 6.0)]))
    assert links.strong.tolist() == [True, False]
    assert links.false.value == 0.4


rows = st.integers(0, 9)


@given(st.lists(st.tuples(rows, rows, st.integers(-3, 10).map(float)), max_size=40))
def test_no_pair_is_left_out_that_could_still_be_linked(pairs):
    links = link(scored(pairs))
    left, right = set(links.left.tolist()), set(links.right.tolist())
    once = ~links.repeat
    assert len(set(links.left[once].tolist())) == len(set(links.right[once].tolist())) == once.sum()
    for a, b in zip(links.left[~once].tolist(), links.right[~once].tolist(), strict=True):
        assert (a in links.left[once]) != (b in links.right[once])
    for a, b, score in pairs:
        assert score < 0 or a in left or b in right
