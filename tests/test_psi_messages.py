"""Messages and entries are read back as they were written, and nothing else is read at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.encodings import Header
from matcher.errors import DataError, LimitError, MismatchError
from matcher.psi.entries import entries_of, entry_type, list_of, places_of, read_entries
from matcher.psi.messages import MAX_LINE, MAX_SLOTS, check_belongs, message_bytes, parse_message
from tests.people import project, seeded
from tests.psi import two_lists

LAYOUT = project().layout
HEADER = Header("f" * 64, 1, "c" * 32, "standard", LAYOUT.fields, 60, "0")
LIST, _ = two_lists()
ROWS, SLOTS = LIST.slots.tokens.shape
PLACES = st.sets(st.integers(0, ROWS * SLOTS - 1), max_size=60).map(sorted).map(lambda found: np.array(found, np.int64))


@given(st.integers(1, 4), st.binary(max_size=200), st.integers(1, 1000))
def test_a_message_is_read_as_it_was_written(step, body, slots):
    before = [f"{number:064x}" for number in range(step - 1)]
    message = parse_message(message_bytes(step, HEADER, slots, before, body), "it")
    assert (message.body, message.said.slots) == (body, slots)
    assert check_belongs(message, step, HEADER, before).records == HEADER.records


@given(st.binary(max_size=2 * MAX_LINE))
def test_other_bytes_are_no_message(content):
    with pytest.raises(DataError, match="no message"):
        parse_message(content, "it")


@given(st.integers(0, 400), st.binary(min_size=1, max_size=3))
def test_a_changed_line_is_no_message_or_does_not_belong_or_says_the_same(place, other):
    whole = message_bytes(1, HEADER, 3, [], b"")
    changed = whole[:place] + other + whole[place + len(other) :]
    try:
        message = parse_message(changed, "it")
        theirs = check_belongs(message, 1, HEADER, [])
    except (DataError, MismatchError, LimitError):
        return
    assert (theirs.fingerprint, theirs.run, theirs.key_check) == (HEADER.fingerprint, HEADER.run, HEADER.key_check)


@given(PLACES)
def test_entries_are_read_as_they_were_written_and_tell_where_they_stand(places):
    entries = entries_of(LIST, places)
    again = read_entries(entries.tobytes(), LAYOUT, ROWS, SLOTS, "it")
    assert np.array_equal(entries, again)
    assert np.array_equal(places_of(again, LIST.slots.tokens, "it"), places)


@given(PLACES)
def test_a_list_of_entries_has_the_rows_and_slots_of_the_whole_list(places):
    made = list_of(LIST.header, LIST.nonmatches, entries_of(LIST, places), SLOTS, seeded(7))
    rows, slots = np.divmod(places, SLOTS)
    kept = np.unique(rows)
    assert np.array_equal(made.handles, LIST.handles[kept])
    place = np.searchsorted(kept, rows), slots
    for own, whole in zip(_arrays(made), _arrays(LIST), strict=True):
        assert np.array_equal(own[place], whole[rows, slots])
    others = np.ones(made.slots.tokens.shape, np.bool_)
    others[place] = False
    assert not np.isin(made.slots.tokens[others], LIST.slots.tokens).any()


def _arrays(encoded):
    return encoded.slots.tokens, encoded.slots.closeups, encoded.slots.tags


@given(st.binary(max_size=400))
def test_other_bytes_are_no_entries_or_entries_of_one_list(content):
    try:
        entries = read_entries(content, LAYOUT, ROWS, SLOTS, "it")
    except DataError:
        return
    assert len(entries) * entry_type(LAYOUT).itemsize == len(content)
    assert len(np.unique(entries["token"])) == len(entries)


def test_a_list_with_too_many_tokens_is_refused():
    message = parse_message(message_bytes(1, replace(HEADER, records=10**7), 2, [], b""), "it")
    with pytest.raises(LimitError, match="too many"):
        check_belongs(message, 1, HEADER, [])


def test_a_list_whose_rows_have_room_for_more_than_a_thousand_guesses_each_is_refused():
    most, more = (parse_message(message_bytes(1, HEADER, MAX_SLOTS + above, [], b""), "it") for above in (0, 1))
    assert check_belongs(most, 1, HEADER, []).records == HEADER.records
    with pytest.raises(LimitError, match="rows of 1,025 slots"):
        check_belongs(more, 1, HEADER, [])
