from __future__ import annotations

import numpy as np

from matcher.audit.pairs import (
    TRIALS,
    bits_shown,
    expect,
    expected_together,
    likelihoods,
    name_by_known,
    name_by_propagation,
    seen_together,
)
from matcher.candidates import SeenPairs


def seen(pairs: list[tuple[int, int]], looks: list[float]) -> SeenPairs:
    left, right = np.array(pairs, np.int64).T
    similarity = np.array(looks, np.float32)[:, None]
    agree = similarity > 0.5
    return SeenPairs(left, right, similarity, agree, np.full(len(pairs), 3))


PAIRS = [(0, 1), (1, 0), (2, 2), (3, 0)]
LOOKS = [0.9, 0.1, 0.5, 0.3]


def expected():
    return expect(lambda: seen(PAIRS, LOOKS), 4)


def test_what_is_always_seen_is_expected_as_it_is_seen():
    found = expected()
    assert list(zip(found.left.tolist(), found.right.tolist(), strict=True)) == PAIRS
    assert found.chance.tolist() == [1.0] * 4
    np.testing.assert_allclose(found.similarity[:, 0], LOOKS, rtol=1e-6)
    assert found.slots.tolist() == [3.0 * TRIALS] * 4


def test_a_pair_is_likeliest_the_one_that_looks_like_it():
    assert likelihoods(seen(PAIRS, LOOKS), expected()).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_pairs_that_all_look_alike_show_nothing_and_one_that_is_unlike_all_shows_everything():
    alike = expect(lambda: seen(PAIRS, [0.9] * 4), 4)
    assert bits_shown(likelihoods(seen(PAIRS, [0.9] * 4), alike)).max() < 0.01
    apart = expect(lambda: seen(PAIRS, [0.9, -3.0, -6.0, -9.0]), 4)
    assert bits_shown(likelihoods(seen(PAIRS, [0.9, -3.0, -6.0, -9.0]), apart)).min() > 1.9


def test_a_known_handle_names_those_it_meets():
    known = np.array([-1, 1, -1, -1])
    assert name_by_known(seen(PAIRS, LOOKS), expected(), known, 4) == {0: 0}


def test_propagation_names_rows_under_handles_in_another_order():
    left, right = np.array([2, 0, 3, 1]), np.array([1, 3, 0, 2])  # the handle of each person
    shuffled = seen([(left[a], right[b]) for a, b in PAIRS], LOOKS)
    named = name_by_propagation(shuffled, expected(), (4, 4))
    assert named == {left[person]: person for person in range(4)}


def test_a_second_partner_tells_apart_who_looks_alike_to_the_first():
    each_one = [(n, n) for n in range(4)]
    alike, apart = [0.9] * 4, [0.9, -3.0, -6.0, -9.0]
    own, of_first, of_second = np.array([[2, 0, 3, 1], [1, 3, 0, 2], [0, 2, 1, 3]])  # the handle of each person

    def by_handle(right, looks):
        order = np.argsort(own)
        return seen([(own[n], right[n]) for n in order], [looks[n] for n in order])

    parts = [by_handle(of_first, alike), by_handle(of_second, apart)]
    learned = [expect(lambda looks=looks: seen(each_one, looks), 4) for looks in (alike, apart)]
    together = seen_together(parts, (4, 4))
    assert together.left.tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert sorted(together.right.tolist()) == list(range(8))
    truth = {own[person]: person for person in range(4)}
    assert name_by_propagation(together, expected_together(learned, (4, 4)), (4, 8)) == truth
    assert name_by_propagation(parts[0], learned[0], (4, 4)) != truth


def test_without_pairs_nobody_is_named():
    nothing = SeenPairs(
        *(np.empty(0, np.int64),) * 2, np.empty((0, 1), np.float32), np.empty((0, 1), np.bool_), np.empty(0)
    )
    assert name_by_propagation(nothing, expected(), (4, 4)) == {}
    assert name_by_known(nothing, expected(), np.arange(4), 4) == {}
    assert bits_shown(likelihoods(nothing, expect(lambda: nothing, 4))).tolist() == []
