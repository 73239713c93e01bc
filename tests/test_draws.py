"""Pairs drawn within a list and between two stand for all pairs, those alike in a field counted exactly."""

import numpy as np
import pytest

from matcher.draws import draw_between, draw_within
from tests.people import parts, people

EVERY = 40


def rows(count: int, first: int = 0) -> list[tuple[str, ...]]:
    return people(first + count)[first:]


def sides(left, right):
    return parts(left), parts(right), (np.arange(len(left)), np.arange(len(right)))


def test_pairs_between_two_lists_stand_for_all():
    left, right, orders = sides(rows(EVERY), rows(30, EVERY))
    drawn = draw_between(left, right, orders, [1])
    assert drawn.weight.sum() == pytest.approx(EVERY * 30, rel=0.02)
    assert drawn.left.max() < EVERY
    assert drawn.right.max() < 30


def test_those_alike_in_a_field_are_counted_exactly():
    left, right = rows(300), rows(300, 300)
    right[7] = (left[3][0], *right[7][1:])
    right[8] = (left[3][0], *right[8][1:])
    one, other, orders = sides(left, right)
    drawn = draw_between(one, other, orders, [1])
    names = one.columns["names"], other.columns["names"]
    alike = names[0].part("whole")[drawn.left, 0] == names[1].part("whole")[drawn.right, 0]
    known = {(a, b) for a, b in zip(drawn.left[alike].tolist(), drawn.right[alike].tolist(), strict=True)}
    assert {(3, 7), (3, 8)} <= known
    assert drawn.weight[alike].sum() == pytest.approx(len(known))


def test_the_places_are_those_of_the_orders():
    left, right, (one, other) = sides(rows(20), rows(20))
    some = draw_between(left, right, (one[:1].repeat(20), other[1:2].repeat(20)), [1])
    assert set(some.left.tolist()) == {0}
    assert set(some.right.tolist()) == {1}


def test_a_list_without_rows_meets_nobody():
    left, right, (one, other) = sides(rows(5), rows(5))
    nobody = right.take(other[:0])
    assert len(draw_between(left, nobody, (one, other[:0]), [1]).left) == 0
    assert len(draw_within(parts(rows(1)), np.arange(1), [1]).left) == 0
