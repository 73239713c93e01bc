"""All pairs: exact at the threshold, whatever the fill, the width, the tiles and the threads."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kernels
from kernels import reference
from matcher.engine import dice_pairs, dice_top_k, run_chunks
from matcher.errors import UsageError

ALL = 2**64 - 1


def random_filters(rng: np.random.Generator, rows: int, words: int, fill: float) -> np.ndarray:
    bits = rng.random((rows, 64 * words)) < fill
    return np.packbits(bits, axis=1, bitorder="little").view(np.uint64).reshape(rows, words)


def lists_with_relatives(seed: int, left_rows: int, right_rows: int, words: int, fill: float):
    """Two lists where some right rows are left rows with a few bits changed, and some are empty or full."""
    rng = np.random.default_rng(seed)
    left = random_filters(rng, left_rows, words, fill)
    right = random_filters(rng, right_rows, words, fill)
    for row in range(0, min(left_rows, right_rows), 2):
        right[-1 - row] = left[row] ^ random_filters(rng, 1, words, 0.1 * rng.random())[0]
    if left_rows > 5 and right_rows > 5:
        left[4], right[5] = 0, 0
        left[5] = ALL
    return left, right


def rows_of(found) -> list[tuple[int, int]]:
    return list(zip(found[0].tolist(), found[1].tolist(), strict=True))


LISTS = st.builds(
    lists_with_relatives,
    seed=st.integers(0, 2**32),
    left_rows=st.integers(0, 9),
    right_rows=st.integers(0, 70),
    words=st.integers(1, 17),
    fill=st.sampled_from([0.0, 0.1, 0.4, 0.6, 0.9, 1.0]),
)
THRESHOLDS = st.sampled_from([-1.0, 0.0, 0.5, 2 / 3, 0.8, 0.85, 1.0, 1.5]) | st.floats(0, 1)


def test_pairs_of_hand_made_filters():
    left = np.array([[0b0111], [0b1000]], np.uint64)
    right = np.array([[0b0011], [0b1000], [0b0111]], np.uint64)
    left_rows, right_rows, similarity = dice_pairs(left, right, 0.8)
    assert left_rows.tolist() == [0, 0, 1]
    assert right_rows.tolist() == [0, 2, 1]
    assert similarity.tolist() == [0.8, 1.0, 1.0]


def test_the_threshold_is_inclusive():
    left, right = np.array([[0b0111]], np.uint64), np.array([[0b0011]], np.uint64)
    assert rows_of(dice_pairs(left, right, 0.8)) == [(0, 0)]
    assert rows_of(dice_pairs(left, right, np.nextafter(0.8, 1))) == []


def test_at_threshold_0_all_pairs_of_filters_that_are_not_empty_are_found():
    left = np.array([[0], [1]], np.uint64)
    right = np.array([[2], [0], [1]], np.uint64)
    assert rows_of(dice_pairs(left, right, 0.0)) == [(1, 0), (1, 2)]


def test_above_1_there_is_no_pair():
    filters = np.array([[ALL]], np.uint64)
    assert rows_of(dice_pairs(filters, filters, 1.0)) == [(0, 0)]
    assert rows_of(dice_pairs(filters, filters, np.nextafter(1.0, 2))) == []


@settings(max_examples=120, deadline=None)
@given(LISTS, THRESHOLDS, st.integers(1, 3))
def test_pairs_equal_the_reference(lists, threshold, threads):
    left, right = lists
    found = dice_pairs(left, right, threshold, threads=threads)
    assert rows_of(found) == reference.dice_pairs(left, right, threshold)
    for row, other, similarity in zip(*found, strict=True):
        exact = reference.dice(reference.bits(left[row]), reference.bits(right[other]))
        assert similarity == float(exact)


@settings(max_examples=60, deadline=None)
@given(LISTS, st.data())
def test_a_pair_is_found_just_at_its_own_similarity(lists, data):
    left, right = lists
    pairs = reference.dice_pairs(left, right, 0.0)
    if pairs:
        row, other = data.draw(st.sampled_from(pairs))
        at = float(reference.dice(reference.bits(left[row]), reference.bits(right[other])))
        assert (row, other) in rows_of(dice_pairs(left, right, at))
        assert (row, other) not in rows_of(dice_pairs(left, right, np.nextafter(at, 2)))


@settings(max_examples=60, deadline=None)
@given(LISTS, THRESHOLDS)
def test_sides_can_be_swapped(lists, threshold):
    left, right = lists
    mirrored = sorted((row, other) for other, row in rows_of(dice_pairs(right, left, threshold)))
    assert rows_of(dice_pairs(left, right, threshold)) == mirrored


@settings(max_examples=80, deadline=None)
@given(LISTS, THRESHOLDS, st.integers(1, 80), st.integers(1, 3))
def test_the_best_k_equal_the_reference(lists, threshold, k, threads):
    left, right = lists
    found = dice_top_k(left, right, k, threshold=threshold, threads=threads)
    assert rows_of(found) == reference.dice_top_k(left, right, k, threshold)


@pytest.mark.parametrize("rows", [1023, 1024, 1025, 2600])
@pytest.mark.parametrize("fill", [0.35, 0.65])
def test_tile_edges_change_nothing(rows, fill):
    left, right = lists_with_relatives(rows, 40, rows, 16, fill)
    left[::3] = right[: len(left[::3])]
    for threshold in (0.75, 0.9, 1.0):
        found = dice_pairs(left, right, threshold)
        left_rows, right_rows = np.indices((40, rows)).reshape(2, -1)
        all_dice = np.empty(len(left_rows))
        kernels.dice_of_pairs(left, right, left_rows, right_rows, all_dice)
        assert rows_of(found) == rows_of((left_rows[all_dice >= threshold], right_rows[all_dice >= threshold]))
        best = dice_top_k(left, right, 3, threshold=threshold)
        expected = []
        for row in range(40):
            own = sorted((-dice, other) for other, dice in enumerate(all_dice.reshape(40, rows)[row]))
            expected += [(row, other) for dice, other in own[:3] if -dice >= threshold and left[row].any()]
        assert rows_of(best) == expected


def test_threads_change_nothing():
    left, right = lists_with_relatives(3, 300, 1500, 4, 0.4)
    one, three = dice_pairs(left, right, 0.6, threads=1), dice_pairs(left, right, 0.6, threads=3)
    assert len(one[0]) > 100
    for a, b in zip(one, three, strict=True):
        assert a.tolist() == b.tolist()


def test_many_pairs_outgrow_the_first_buffer():
    filters = random_filters(np.random.default_rng(1), 80, 1, 0.5)
    assert len(dice_pairs(filters, filters, 0.0)[0]) == 6400


def test_progress_counts_up_to_all_rows():
    seen = []
    left, right = lists_with_relatives(4, 50, 60, 2, 0.4)
    dice_pairs(left, right, 0.9, threads=2, progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert seen[-1][0] == seen[-1][1]


def test_different_widths_are_refused():
    with pytest.raises(UsageError, match="different lengths"):
        dice_pairs(np.zeros((1, 1), np.uint64), np.zeros((1, 2), np.uint64), 0.8)


def test_a_threshold_that_is_not_a_number_is_refused():
    with pytest.raises(UsageError, match="not a number"):
        dice_pairs(np.zeros((1, 1), np.uint64), np.zeros((1, 1), np.uint64), float("nan"))


def test_the_best_0_are_refused():
    with pytest.raises(UsageError, match="at least 1"):
        dice_top_k(np.zeros((1, 1), np.uint64), np.zeros((1, 1), np.uint64), 0)


def test_chunks_cover_all_rows_in_order():
    seen = []
    results = run_chunks(
        lambda start, stop: (start, stop), 10, threads=3, chunk_rows=4, progress=lambda *p: seen.append(p)
    )
    assert results == [(0, 4), (4, 8), (8, 10)]
    assert seen[-1] == (10, 10)
    assert run_chunks(lambda start, stop: (start, stop), 0) == []


def test_an_interrupt_drops_the_chunks_not_yet_begun():
    begun = []
    ready = threading.Event()

    def work(start, stop):
        begun.append(start)
        ready.wait(30)

    def interrupt(done, total):
        threading.Timer(0.5, ready.set).start()  # what has begun goes on after what has not is dropped
        raise KeyboardInterrupt

    def first(start, stop):
        if start == 0:
            begun.append(start)
        else:
            work(start, stop)

    with pytest.raises(KeyboardInterrupt):
        run_chunks(first, 1000, threads=2, chunk_rows=1, progress=interrupt)
    assert len(begun) < 10


def test_an_error_in_a_chunk_is_raised():
    def fail(start, stop):
        raise UsageError("one line")

    with pytest.raises(UsageError, match="one line"):
        run_chunks(fail, 5)
