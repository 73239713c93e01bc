"""What the pairs of two files show: naming rows by a unit that already holds both lists, or one and some handles.

The unit sees, of every two rows that share a token, how alike each field is. Holding the plain lists it can tell which
people would be seen as such a pair, and lay the one graph of pairs on the other. Written from the descriptions of
seeded and of unseeded graph attacks, with all that a pair shows: close-ups averaged over the slots shared, tags, and
how many slots there are. What people would show is learned by encoding their lists under secrets of the attacker's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array

from matcher.candidates import SeenPairs

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

TRIALS = 8  # encodings of both lists under the attacker's own secrets
SLOT_VARIANCE = 0.035  # of a similarity seen through one slot
SAME_TAG = 1 / 256  # chance that tags of different parts agree in a slot
MISTAKEN = 1e-5  # chance that a tag which should agree does not: rows known to have it otherwise
NOT_EXPECTED = 1e-4  # weight of people of whom no such pair is expected
LIKELIEST = 400  # people's pairs that are kept for a pair seen
ROUNDS = 15  # of passing beliefs on
DAMPING = 0.5


@dataclass(frozen=True, slots=True)
class ExpectedPairs:
    """Pairs of people that the keys may let meet, and how they look.

    left, right  (pairs,) int64 rows of the plain lists
    chance       (pairs,) that such a pair meets at all
    similarity, agree, shared  as seen, on average, where it does; `slots` of them in all
    """

    left: Rows
    right: Rows
    chance: Floats
    similarity: Floats
    agree: NDArray[np.bool_]
    shared: Floats
    slots: Floats


def expect(encode_and_see: Callable[[], SeenPairs], people: int) -> ExpectedPairs:
    """Learn how people look.

    encode_and_see  encodes both plain lists under a fresh secret; gives pairs by rows of the plain lists
    people          rows of the right list
    """
    trials = [encode_and_see() for _ in range(TRIALS)]
    numbers = np.concatenate([seen.left * people + seen.right for seen in trials])
    pairs, which = np.unique(numbers, return_inverse=True)
    shared = np.concatenate([seen.shared for seen in trials]).astype(np.float64)
    times = np.bincount(which, minlength=len(pairs))
    slots = np.bincount(which, shared, len(pairs)).astype(np.float64)

    def summed(values: NDArray[np.generic], weight: Floats) -> Floats:
        columns = [np.bincount(which, column * weight, len(pairs)) for column in np.asarray(values, np.float64).T]
        return np.stack(columns, axis=1) if columns else np.empty((len(pairs), 0))

    similarity = summed(np.concatenate([seen.similarity for seen in trials]), shared) / np.maximum(slots, 1)[:, None]
    agree = summed(np.concatenate([seen.agree for seen in trials]), np.ones(len(which))) > times[:, None] / 2
    return ExpectedPairs(
        pairs // max(1, people), pairs % max(1, people), times / TRIALS, similarity, agree, slots / times, slots
    )


def seen_together(seen: Sequence[SeenPairs], rows: Sequence[int]) -> SeenPairs:
    """The pairs of one left list with several right ones, as with one that has their rows, one list after the other."""
    shifted = [pairs.right + offset for pairs, offset in zip(seen, _offsets(rows), strict=True)]
    left, right = np.concatenate([pairs.left for pairs in seen]), np.concatenate(shifted)
    order = np.lexsort((right, left))
    similarity, agree, shared = (
        np.concatenate(columns)[order]
        for columns in zip(*((pairs.similarity, pairs.agree, pairs.shared) for pairs in seen), strict=True)
    )
    return SeenPairs(left[order], right[order], similarity, agree, shared)


def expected_together(expected: Sequence[ExpectedPairs], rows: Sequence[int]) -> ExpectedPairs:
    """The same of pairs of people."""
    shifted = [
        replace(pairs, right=pairs.right + offset) for pairs, offset in zip(expected, _offsets(rows), strict=True)
    ]
    return ExpectedPairs(
        *(np.concatenate([getattr(pairs, field.name) for pairs in shifted]) for field in fields(ExpectedPairs))
    )


def _offsets(rows: Sequence[int]) -> Sequence[int]:
    return [sum(rows[:number]) for number in range(len(rows))]


def likelihoods(seen: SeenPairs, expected: ExpectedPairs) -> Floats:
    """(pairs seen, pairs expected) float64: log likelihood that the one is the other, but for a constant."""
    agree, should = seen.agree.astype(np.float64), expected.agree.astype(np.float64)
    by_chance = agree @ (1 - should.T) * seen.shared[:, None]
    log = by_chance * np.log(SAME_TAG) + (1 - agree) @ should.T * np.log(MISTAKEN) + np.log(expected.chance)
    for one, other in zip(seen.similarity.T, expected.similarity.T, strict=True):
        variance = SLOT_VARIANCE * (1 / seen.shared[:, None] + 1 / expected.slots[None, :])
        log -= ((one[:, None] - other[None, :]) ** 2 / variance + np.log(variance)) / 2
    spread = 1 + 0.15 * expected.shared
    found: Floats = log - ((seen.shared[:, None] - expected.shared) ** 2 / spread + np.log(spread)) / 2
    return found


def bits_shown(log: Floats) -> Floats:
    """(pairs seen,) float64: how many bits a pair shows of who it is, among all expected pairs; 0 where none is."""
    if not log.size:
        return np.zeros(len(log))
    chance = np.exp(log - log.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    entropy = -(chance * np.log2(np.maximum(chance, 1e-300))).sum(axis=1)
    shown: Floats = np.log2(max(1, log.shape[1])) - entropy
    return shown


def name_by_known(seen: SeenPairs, expected: ExpectedPairs, known: Rows, people: int) -> dict[int, int]:
    """Left row -> the person it is named as, by its pairs with known right rows.

    known   (right rows,) int64, the person of each right row; -1 = not known
    people  rows of the left list, all of whom the attacker knows
    """
    log = likelihoods(seen, expected)
    beliefs: dict[int, Floats] = {}
    for pair in np.flatnonzero(known[seen.right] >= 0).tolist():
        weight = np.full(people, NOT_EXPECTED)
        its = np.flatnonzero(expected.right == known[seen.right[pair]])
        if len(its):
            likely = np.exp(log[pair, its] - log[pair, its].max())
            np.maximum.at(weight, expected.left[its], likely)
        row = int(seen.left[pair])
        beliefs[row] = beliefs.get(row, np.zeros(people)) + np.log(weight)
    return {row: int(belief.argmax()) for row, belief in beliefs.items()}


def name_by_propagation(seen: SeenPairs, expected: ExpectedPairs, rows: tuple[int, int]) -> dict[int, int]:
    """Left row -> the person it is named as, by belief propagation over all pairs, with no handle known.

    rows  of both lists; every person of them is known
    """
    if not len(seen.left) or not len(expected.left):
        return {}
    graph = _Graph(seen, expected, rows)
    for _ in range(ROUNDS):
        graph.pass_on()
    touched = np.unique(seen.left)
    _, people = linear_sum_assignment(-graph.beliefs[0][touched])
    return dict(zip(touched.tolist(), people.tolist(), strict=True))


class _Graph:
    """Beliefs who each row is, (rows, people) of both sides as logarithms, and what each pair adds to them."""

    def __init__(self, seen: SeenPairs, expected: ExpectedPairs, rows: tuple[int, int]) -> None:
        log = likelihoods(seen, expected)
        kept = np.argsort(-log, axis=1, kind="stable")[:, :LIKELIEST]
        self._weight = np.exp(np.take_along_axis(log, kept, axis=1) - log.max(axis=1, keepdims=True))
        self._people = expected.left[kept], expected.right[kept]
        self._rows = rows
        pairs = np.arange(len(log))
        self._incidence = [
            csr_array((np.ones(len(log)), (side, pairs)), shape=(count, len(log)))
            for side, count in zip((seen.left, seen.right), rows, strict=True)
        ]
        self._of_pair = seen.left, seen.right
        self._messages = [np.zeros((len(log), count)) for count in rows]
        self.beliefs = [np.zeros((count, count)) for count in rows]

    def pass_on(self) -> None:
        """Every pair tells each of its rows whom the other row lets it be."""
        heard = [self._heard(side) for side in (0, 1)]
        for side in (0, 1):
            weight = self._weight * heard[1 - side]
            weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1e-300)
            told = self._summed(self._people[side], weight, self._rows[side]) + NOT_EXPECTED
            self._messages[side] = DAMPING * self._messages[side] + (1 - DAMPING) * np.log(told)
        for side in (0, 1):
            self.beliefs[side] = _each_person_once(self._incidence[side] @ self._messages[side])

    def _heard(self, side: int) -> Floats:
        """(pairs, kept): what the row on this side believes of each kept pair's person without this pair's word."""
        others = self.beliefs[side][self._of_pair[side]] - self._messages[side]
        others -= others.max(axis=1, keepdims=True)
        return np.exp(np.take_along_axis(others, self._people[side], axis=1))

    @staticmethod
    def _summed(people: Rows, weight: Floats, count: int) -> Floats:
        flat = np.arange(len(people))[:, None] * count + people
        summed = np.bincount(flat.ravel(), weight.ravel(), len(people) * count).astype(np.float64)
        return summed.reshape(len(people), count)


def _each_person_once(beliefs: Floats) -> Floats:
    """Beliefs in a person whom several rows would be are lowered."""
    chance = np.exp(beliefs - beliefs.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    lowered: Floats = beliefs - 0.5 * np.log(np.maximum(chance.sum(axis=0), 1))[None, :]
    return lowered
