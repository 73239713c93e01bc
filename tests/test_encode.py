"""Ranks, seeds, dummies and the source of close-ups."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import reference
from matcher.encode import closeup_source, fill, random_words, ranks, slot_seeds
from matcher.evidence import HAN
from matcher.fields import documents
from matcher.fields.digests import digest
from matcher.keys import COMMON, holders, key_values
from matcher.secret import Secret, run_keys
from tests.people import parts, people, project, seeded

SECRET = Secret(bytes(32))


def test_rows_with_one_key_value_have_distinct_ranks_from_0():
    ids = np.array([[7], [7], [3], [7], [-1]])
    place = ranks(ids, holders(ids), seeded(1))[:, 0]
    assert sorted(place[[0, 1, 3]]) == [0, 1, 2]
    assert place[2] == 0
    assert place[4] == -1


def test_ranks_are_random():
    ids = np.zeros((2, 1), np.int64)
    first = [int(ranks(ids, holders(ids), seeded(seed))[0, 0]) for seed in range(60)]
    assert 15 < sum(first) < 45


def test_ranks_of_a_list_without_key_values():
    ids = np.full((3, 2), -1)
    assert (ranks(ids, holders(ids), seeded(1)) == -1).all()


@pytest.fixture(scope="module")
def listed():
    """30 people, the first of them on the list twice, and their key values."""
    rows = people(30)
    made, read = project(), parts([*rows, rows[0]])
    return made, read, key_values(read, made.plan)


def test_the_seed_of_a_slot_is_that_of_its_key_value_and_rank(listed):
    made, _, values = listed
    place = ranks(values.ids, holders(values.ids), seeded(1))
    keys = run_keys(SECRET, made)
    seeds = slot_seeds(values, place, keys, seeded(2))
    words = np.frombuffer(keys.seeds, "<u8").tolist()
    for row in (0, 30):
        for slot in range(values.ids.shape[1]):
            number, value = int(values.key[slot]), int(values.ids[row, slot] - values.first[values.key[slot]])
            if place[row, slot] < 0:
                continue
            made_of = values.made_of[number][value]
            message = [int(known[one]) for known, one in zip(values.digests[number], made_of, strict=True)]
            expected = reference.seed(words, number, message, int(place[row, slot]))
            assert tuple(map(int, seeds[row, slot])) == expected


def test_slots_without_a_key_value_have_fresh_seeds(listed):
    made, _, values = listed
    place = ranks(values.ids, holders(values.ids), seeded(1))
    place[:, 1] = -1
    keys = run_keys(SECRET, made)
    one, other = (slot_seeds(values, place, keys, seeded(seed)) for seed in (1, 2))
    held = place >= 0
    assert np.array_equal(one[held], other[held])
    assert not (one[~held] == other[~held]).any()


def test_threads_change_nothing(listed):
    made, read, values = listed
    source, keys = closeup_source(read, made.layout), run_keys(SECRET, made)
    one, other = (fill(values, keys, source, seeded(1), threads=threads) for threads in (1, 3))
    for name in ("tokens", "closeups", "tags"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


def test_common_key_values_take_no_part():
    rows = [people(1)[0]] * (COMMON + 1)
    made, read = project(), parts(rows)
    values, keys = key_values(read, made.plan), run_keys(SECRET, made)
    source = closeup_source(read, made.layout)
    one, other = (fill(values, keys, source, seeded(seed)) for seed in (1, 2))
    assert not np.isin(one.tokens, other.tokens).any()  # every slot is a dummy
    fewer = parts(rows[:COMMON])
    values, source = key_values(fewer, made.plan), closeup_source(fewer, made.layout)
    one, other = (fill(values, keys, source, seeded(seed)) for seed in (1, 2))
    assert np.isin(one.tokens, other.tokens).sum() == (values.ids >= 0).sum()


def test_the_source_holds_qgrams_and_tags_of_each_row(listed):
    made, read, _ = listed
    source = closeup_source(read, made.layout)
    for row in (0, 5, 30):
        for column, (name, label) in enumerate((("name", "names"), ("passport", "passport"))):
            number = source.lists[row, column]
            grams = source.grams[source.starts[number] : source.starts[number + 1]]
            held = read.columns[name]
            code = held.codes[row]
            assert np.array_equal(grams, held.grams[held.starts[code] : held.starts[code + 1]])
            if name == "passport":
                known = documents.normalise(held.normals[code])
                assert known is not None
                assert sorted(digest(f"{label}\n{qgram}") for qgram in known.qgrams) == grams.tolist()
    assert all(source.present.all(axis=0) | np.array([part == HAN for _, part in made.layout.tags]))
    month = made.layout.tags.index(("birthdate", "month"))
    assert source.parts[0, month] == digest(f"birthdate.month\n{people(1)[0][1][5:7]}")


def test_a_missing_field_has_neither_qgrams_nor_tags():
    made, read = project(), parts([("wang wei", "", "", "m")])
    source = closeup_source(read, made.layout)
    assert source.lists.tolist() == [[0, -1, 1, 2]]
    shown = dict(zip(made.layout.tags, source.present[0].tolist(), strict=True))
    assert shown["name", ""]
    assert shown["sex", "whole"]
    assert not any(held for (field, _), held in shown.items() if field in ("birthdate", "passport"))


def test_random_words_have_their_shape_and_use_all_their_bytes():
    words = random_words(seeded(1), (100, 3))
    assert words.shape == (100, 3)
    assert len(np.unique(words)) == 300
    assert int(np.bitwise_or.reduce(words.ravel())) == 2**64 - 1
