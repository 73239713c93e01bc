"""Filters are drawn by the rule, whatever the lengths of lists and filters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kernels
from kernels import reference

pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")


def words(rng: np.random.Generator, *shape: int) -> np.ndarray:
    return rng.integers(0, 2**64, shape, dtype=np.uint64)


def slots_of(rng, *, rows=2, slots=3, sizes=((3, 0), (-1, 5)), positions=(32, 7), tags=2):
    """Fill slots; sizes[row][column] q-grams, -1 = missing. Returns the arguments and what was written."""
    columns = len(positions)
    lists = np.full((rows, columns), -1, np.int64)
    lengths = []
    for row in range(rows):
        for column in range(columns):
            if sizes[row % len(sizes)][column] >= 0:
                lists[row, column] = len(lengths)
                lengths.append(sizes[row % len(sizes)][column])
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    given_arrays = {
        "seeds": words(rng, rows, slots, 2),
        "noise": words(rng, rows, 2),
        "lists": lists,
        "starts": starts,
        "grams": words(rng, starts[-1]),
        "positions": np.array(positions, np.int64),
        "parts": words(rng, rows, tags),
        "present": rng.random((rows, tags)) < 0.5,
    }
    return given_arrays, fill(given_arrays)


def fill(given_arrays):
    rows, slots, _ = given_arrays["seeds"].shape
    columns, tags = given_arrays["lists"].shape[1], given_arrays["parts"].shape[1]
    tokens = np.zeros((rows, slots), np.uint64)
    closeups = np.full((rows, slots, columns), 77, np.uint64)
    tag_bytes = np.full((rows, slots, tags), 77, np.uint8)
    kernels.fill_slots(*given_arrays.values(), tokens, closeups, tag_bytes)
    return tokens, closeups, tag_bytes


def expected_slot(arrays, row, slot):
    """The token, close-ups and tags of one slot, by the rule."""
    seed, noise = arrays["seeds"][row, slot], arrays["noise"][row]
    key = [reference.siphash_words(seed, 1), reference.siphash_words(seed, 2)]
    closeups = []
    for column, draws in enumerate(arrays["positions"]):
        number = arrays["lists"][row, column]
        grams = [] if number < 0 else arrays["grams"][arrays["starts"][number] : arrays["starts"][number + 1]].tolist()
        if grams:
            filled = reference.filled_filter(key, grams, column, int(draws), 64)
        else:
            filled = reference.missing_filter(noise, slot, column, int(draws))
        closeups.append(int(reference.words(filled)[0]))
    tags = [
        reference.tag(key, noise, slot, column, int(part) if arrays["present"][row, column] else None)
        for column, part in enumerate(arrays["parts"][row])
    ]
    return reference.siphash_words(seed, 0), closeups, tags


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    rows=st.integers(0, 3),
    slots=st.integers(1, 9),
    sizes=st.lists(st.tuples(st.integers(-1, 40), st.integers(-1, 3)), min_size=1, max_size=3),
    positions=st.tuples(st.integers(0, 40), st.integers(0, 9)),
    tags=st.integers(0, 3),
)
def test_slots_equal_the_reference(seed, rows, slots, sizes, positions, tags):
    arrays, (tokens, closeups, tag_bytes) = slots_of(
        np.random.default_rng(seed), rows=rows, slots=slots, sizes=sizes, positions=positions, tags=tags
    )
    for row in range(rows):
        for slot in range(slots):
            written = int(tokens[row, slot]), closeups[row, slot].tolist(), tag_bytes[row, slot].tolist()
            assert written == expected_slot(arrays, row, slot)


def test_missing_and_present_fields_fill_alike():
    rng = np.random.default_rng(1)
    _, (_, closeups, _) = slots_of(rng, rows=60, slots=8, sizes=((9, -1),), positions=(32, 32))
    fill_of = kernels.popcounts(closeups.reshape(-1, 2)[:, :1].copy()).mean()
    fill_missing = kernels.popcounts(closeups.reshape(-1, 2)[:, 1:].copy()).mean()
    assert fill_of == pytest.approx(64 * (1 - (63 / 64) ** 32), abs=0.5)
    assert fill_missing == pytest.approx(fill_of, abs=0.5)


def test_equal_seeds_and_values_give_equal_slots_in_two_rows():
    arrays, _ = slots_of(np.random.default_rng(2), rows=2, sizes=((4, 4),))
    for name in ("seeds", "lists", "parts"):
        arrays[name][1] = arrays[name][0]
    arrays["present"][:] = True
    for written in fill(arrays):
        assert (written[0] == written[1]).all()


def test_other_noise_changes_only_what_is_missing():
    arrays, before = slots_of(np.random.default_rng(3), sizes=((4, -1),))
    arrays["present"][:] = [True, False]
    before = fill(arrays)
    arrays["noise"] = arrays["noise"] ^ np.uint64(1)
    after = fill(arrays)
    assert (before[0] == after[0]).all()
    for old, new in zip(before[1:], after[1:], strict=True):
        assert (old[..., 0] == new[..., 0]).all()
        assert (old[..., 1] != new[..., 1]).any()


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    sizes=st.lists(st.integers(0, 12), max_size=4),
    positions=st.integers(0, 60),
    width=st.sampled_from([1, 2, 3, 16, 17, 1024]),
)
def test_plain_filters_equal_the_reference(seed, sizes, positions, width):
    rng = np.random.default_rng(seed)
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    grams, key = words(rng, int(starts[-1])), words(rng, 2)
    filters = kernels.fill_filters(key[0], key[1], starts, grams, positions, width)
    assert filters.shape == (len(sizes), width)
    for row, filled in enumerate(filters):
        own = grams[starts[row] : starts[row + 1]].tolist()
        assert reference.bits(filled) == reference.filled_filter(key.tolist(), own, 0, positions, 64 * width)


def test_an_empty_list_sets_no_bit():
    filters = kernels.fill_filters(np.uint64(1), np.uint64(2), np.zeros(2, np.int64), np.zeros(0, np.uint64), 50, 4)
    assert filters.tolist() == [[0, 0, 0, 0]]


def test_the_widest_filter_is_used_to_its_ends():
    starts, grams = np.array([0, 2000]), np.arange(2000, dtype=np.uint64)
    filters = kernels.fill_filters(np.uint64(1), np.uint64(2), starts, grams, 60_000, 1024)
    assert filters[0, 0] != 0
    assert filters[0, -1] != 0
