"""A file is noise without the secret: statistics of an encoded list full of repeats, near-repeats and gaps.

The same tests must fail when one rule of the encoding is broken: ranks left out, dummies left out, a missing field
left empty, or as many positions as a name has q-grams.
"""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy import stats

import kernels
from matcher import pipeline
from matcher.audit.noise import even_bits, even_bytes, neighbours_agree, same_likeness, same_popcounts
from matcher.encode import closeup_source, random_words
from matcher.encodings import Slots
from matcher.evidence import CLOSEUP_FILL
from matcher.keys import key_values
from matcher.secret import Secret
from tests.people import parts, people, project, seeded

SECRET = Secret(bytes(range(32)))
UNLIKELY = 1e-4  # of a test on noise; the seeds are fixed, so that it passes or fails every time
IMPOSSIBLE = 1e-9  # what a broken rule must look like


def rows(count: int = 700) -> list[tuple[str, ...]]:
    """A third of the people stand there two or three times, alike or nearly; a third of the cells are empty."""
    rng = random.Random(3)
    listed = people(count // 2, seed=2)
    listed += [
        tuple(cell if rng.random() < 0.8 else cell[:-1] for cell in rng.choice(listed)) for _ in range(count // 2)
    ]
    listed += [("wang wei", "1990-01-01", "E10000001", "m")] * 20
    return [tuple("" if rng.random() < 0.33 else cell for cell in row) for row in listed]


@pytest.fixture(scope="module")
def encoded() -> Slots:
    return pipeline.encode_list(parts(rows()), project(), SECRET, entropy=seeded(1)).encoded.slots


def generator() -> np.random.Generator:
    return np.random.default_rng(5)


def test_all_tokens_of_a_file_are_distinct(encoded):
    assert len(np.unique(encoded.tokens)) == encoded.tokens.size
    assert not kernels.has_repeats(encoded.tokens)


def test_bits_and_bytes_of_tokens_are_random(encoded):
    assert even_bits(encoded.tokens, 0.5) > UNLIKELY
    assert even_bytes(encoded.tokens) > UNLIKELY


def test_tags_are_random(encoded):
    assert even_bytes(encoded.tags) > UNLIKELY
    assert neighbours_agree(encoded.tags) > UNLIKELY


def test_each_bit_of_the_closeups_is_set_equally_often(encoded):
    assert even_bits(encoded.closeups, CLOSEUP_FILL) > UNLIKELY


def test_popcounts_and_similarities_of_closeups_are_those_of_random_filters(encoded):
    assert same_popcounts(encoded.closeups, generator()) > UNLIKELY
    assert same_likeness(encoded.closeups, generator()) > UNLIKELY


def test_present_and_missing_fields_look_alike(encoded):
    """Rows that have a name and rows that have none, told apart with the truth in hand, have the same popcounts."""
    made = pipeline.encode_list(parts(rows()), project(), SECRET, entropy=seeded(1))
    missing = parts(rows()).columns["name"].codes[made.rows] < 0
    assert missing.sum() > 100
    sides = [np.bitwise_count(made.encoded.slots.closeups[side, :, 0]).ravel() for side in (missing, ~missing)]
    table = np.array([np.bincount(side, minlength=65) for side in sides])
    assert stats.chi2_contingency(table[:, table.sum(axis=0) > 50]).pvalue > UNLIKELY


def test_neighbouring_slots_hold_different_keys():
    """Slots are in random order: with the truth in hand, the first slot is no more often a dummy than the last."""
    made = project()
    sparse = [(name, born, "", "") for name, born, _, _ in people(400, seed=9)]  # two of five keys are dummies
    lists = [pipeline.encode_list(parts(sparse), made, SECRET, entropy=seeded(seed)) for seed in (1, 2)]
    shared = np.isin(lists[0].encoded.slots.tokens, lists[1].encoded.slots.tokens)
    counts = shared.sum(axis=0)
    assert counts.sum() > 400
    assert stats.chisquare(counts).pvalue > UNLIKELY


def test_two_runs_of_a_list_share_no_token_and_no_handle():
    made = project()
    later = made.model_copy(update={"project": made.project.model_copy(update={"run": 2})})
    lists = [pipeline.encode_list(parts(rows()), run, SECRET).encoded for run in (made, later)]
    assert not np.isin(lists[0].slots.tokens, lists[1].slots.tokens).any()
    assert not np.isin(lists[0].handles.view("V16"), lists[1].handles.view("V16")).any()


def test_another_secret_shares_no_token():
    lists = [pipeline.encode_list(parts(rows()), project(), secret).encoded for secret in (SECRET, Secret(bytes(32)))]
    assert not np.isin(lists[0].slots.tokens, lists[1].slots.tokens).any()


# Controls: each breaks one rule and must be seen.


def broken(seeds: np.ndarray) -> Slots:
    """Slots filled from given seeds rather than from those of `fill`."""
    from matcher.encode import fill_slots

    source = closeup_source(parts(rows()), project().layout)
    return fill_slots(seeds, random_words(seeded(4), (len(seeds), 2)), source)


def test_control_without_ranks_tokens_repeat():
    ids = key_values(parts(rows()), project().plan).ids
    by_value = random_words(seeded(2), (int(ids.max()) + 1, 2))
    seeds = np.where((ids >= 0)[:, :, None], by_value[ids], random_words(seeded(3), (*ids.shape, 2)))
    slots = broken(seeds)
    assert kernels.has_repeats(slots.tokens)
    assert neighbours_agree(np.sort(slots.tags, axis=0)) < IMPOSSIBLE


def test_control_without_dummies_tokens_repeat_and_bytes_are_uneven():
    ids = key_values(parts(rows()), project().plan).ids
    seeds = random_words(seeded(3), (*ids.shape, 2))
    seeds[ids < 0] = 0
    slots = broken(seeds)
    assert kernels.has_repeats(slots.tokens)
    assert even_bytes(slots.tokens) < IMPOSSIBLE


def test_control_a_missing_field_left_empty_is_seen(encoded):
    made = pipeline.encode_list(parts(rows()), project(), SECRET, entropy=seeded(1))
    missing = parts(rows()).columns["name"].codes[made.rows] < 0
    closeups = made.encoded.slots.closeups.copy()
    closeups[missing, :, 0] = 0
    assert same_popcounts(closeups, generator()) < IMPOSSIBLE
    assert same_likeness(closeups, generator()) < IMPOSSIBLE


def test_control_positions_that_follow_the_length_of_a_name_are_seen():
    source = closeup_source(parts(rows()), project().layout)
    lengths = np.diff(source.starts)
    key = random_words(seeded(5), (2,))
    filters = [
        kernels.fill_filters(key[0], key[1], np.array([0, n]), source.grams[start : start + n], int(3 * n), 1)
        for start, n in zip(source.starts, lengths, strict=False)
        if n
    ]
    assert same_popcounts(np.concatenate(filters), generator()) < IMPOSSIBLE


def test_the_list_has_what_would_show():
    """The list does hold repeats, and gaps in every field, so that the tests above have something to miss."""
    made = parts(rows())
    ids = key_values(made, project().plan).ids
    assert (np.bincount(ids[ids >= 0]) > 1).sum() > 100
    for column in made.columns.values():
        assert 0.2 < (column.codes < 0).mean() < 0.5
