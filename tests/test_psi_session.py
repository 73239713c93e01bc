"""Two owners without a third come to the links that a linkage unit would, and show nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.encodings import BANDS
from matcher.errors import DataError, LimitError, MismatchError
from matcher.pipeline import compare_encoded
from matcher.psi.entries import entry_type
from matcher.psi.messages import shown_parts
from matcher.psi.session import Session, answer_request, conclude, request, show, show_back
from matcher.secret import Secret
from tests.people import people, project
from tests.psi import PARTNER, encoded, play, received, sha256, two_lists


@pytest.fixture(scope="module")
def lists():
    return two_lists()


@pytest.fixture(scope="module")
def played(lists):
    return play(*lists)


def named(linked):
    links, own, partner = linked
    return [(own[a], partner[b], band) for a, b, band in zip(links.left, links.right, links.bands, strict=True)]


def handles(encoded):
    return [handle.tobytes().hex() for handle in encoded.handles]


def entries_in(message, encoded):
    said = received(message)
    return np.frombuffer(shown_parts(said, encoded.header.layout)[1], entry_type(encoded.header.layout))


def test_both_owners_have_exactly_the_links_of_a_linkage_unit(lists, played):
    links = compare_encoded(*lists)
    unit = named((links, handles(lists[0]), handles(lists[1])))
    ours, theirs = (named(linked) for linked in played.links)
    assert len(unit) > 30
    assert {band for *_, band in unit} <= set(BANDS)
    assert ours == unit
    assert theirs == [(right, left, band) for left, right, band in unit]


def test_scores_evidence_and_estimates_are_those_of_a_linkage_unit(lists, played):
    links, (ours, *_), (theirs, *_) = compare_encoded(*lists), *played.links
    for side in (ours, theirs):
        assert np.array_equal(side.score, links.score)
        assert np.array_equal(side.evidence, links.evidence)
        assert (side.threshold, side.false, side.matches, side.missed) == (
            links.threshold,
            links.false,
            links.matches,
            links.missed,
        )


def test_either_owner_may_be_the_first(lists):
    right, left = lists
    links = compare_encoded(left, right)
    ours, _ = play(left, right).links
    assert named(ours) == named((links, handles(left), handles(right)))


def test_only_what_is_told_of_tokens_in_common_is_shown(lists, played):
    common = set(lists[0].slots.tokens.ravel().tolist()) & set(lists[1].slots.tokens.ravel().tolist())
    for message, side in zip(played.messages[2:], lists, strict=True):
        entries = entries_in(message, side)
        assert set(entries["token"].tolist()) == common
        rows = np.flatnonzero(np.isin(side.slots.tokens, list(common)).any(axis=1))
        assert 0 < len(rows) < side.header.records
        others = np.setdiff1d(np.arange(side.header.records), rows)
        assert not any(side.handles[row].tobytes() in message for row in others)


def test_the_first_two_messages_hold_no_token(lists, played):
    for message in played.messages[:2]:
        for side in lists:
            for token in side.slots.tokens.ravel()[::7]:
                assert token.tobytes() not in message
                assert f"{token:016x}".encode() not in message


def test_messages_of_lists_of_one_size_have_one_size():
    sizes = [
        [len(message) for message in play(encoded(people(50, seed), 1), encoded(people(50, seed), 2)).messages[:2]]
        for seed in (3, 4)
    ]
    assert sizes[0] == sizes[1]


def test_lists_with_nobody_in_common_have_no_links():
    played = play(encoded(people(50, seed=3), 1), encoded(people(50, seed=4), 2))
    assert [len(linked.links.left) for linked in played.links] == [0, 0]


def test_two_exchanges_of_the_same_lists_have_no_point_in_common(lists):
    bodies = [received(request(Session(lists[0], PARTNER))[1]).body for _ in range(2)]
    points = [{body[place : place + 33] for place in range(0, len(body), 33)} for body in bodies]
    assert len(points[0]) == len(points[1]) > lists[0].slots.tokens.size
    assert not points[0] & points[1]


def test_a_list_that_is_a_probe_is_refused_before_anything_is_said_of_it():
    probe, whole = encoded(people(49), 1), encoded(people(60), 2)
    _, asked = request(Session(probe, PARTNER))
    with pytest.raises(LimitError, match="a probe"):
        answer_request(Session(whole, PARTNER).after(sha256(asked)), received(asked))


def test_the_second_owner_shows_nothing_where_too_many_rows_look_like_one_person(lists, monkeypatch):
    monkeypatch.setattr("matcher.limits.VARIATIONS", 1)  # as if a link of one row with one were too many
    with pytest.raises(LimitError, match="1 rows of the own list look like one person"):
        play(*lists)


@pytest.mark.parametrize("other", ["run", "secret", "project"])
def test_a_request_of_another_run_secret_or_project_is_refused(lists, other):
    made, secret = project(), Secret(bytes(32)) if other == "secret" else Secret(bytes(range(32)))
    if other == "run":
        made = made.model_copy(update={"project": made.project.model_copy(update={"run": 2})})
    if other == "project":
        made = project(plan=["names.letters + birthdate.year"])
    _, asked = request(Session(encoded(people(60), 1, secret=secret, made=made), PARTNER))
    with pytest.raises(MismatchError, match=r"run 2|different secrets|different project files"):
        answer_request(Session(lists[1], PARTNER).after(sha256(asked)), received(asked))


@pytest.mark.parametrize("step", [2, 3, 4])
def test_messages_of_another_exchange_are_refused(lists, played, step):
    again = play(*lists)
    with pytest.raises(MismatchError, match="of another exchange"):
        take(played, step, received(again.messages[step - 1]))


def test_a_message_of_another_step_is_refused(played):
    with pytest.raises(MismatchError, match="of another exchange"):
        take(played, 2, received(played.messages[0]))


def tampered(message: bytes, change) -> bytes:
    """A message with other entries: `change` gets a copy of them and gives the new ones."""
    said = received(message)
    line = message[: len(message) - len(said.body)]
    layout = project().layout
    nonmatches, content = shown_parts(said, layout)
    entries = change(np.frombuffer(content, entry_type(layout)).copy())
    return line + nonmatches.counts.tobytes() + entries.tobytes()


def with_token(entries, token):
    entries["token"][0] = token
    return entries


def test_a_token_that_i_do_not_hold_is_refused(played):
    message = tampered(played.messages[2], lambda entries: with_token(entries, 12345))
    with pytest.raises(MismatchError, match="a token that your list does not have"):
        show_back(played.second[2], received(message))


def test_an_answer_that_shows_more_or_less_than_the_tokens_in_common_is_refused(lists, played):
    unseen = np.setdiff1d(lists[0].slots.tokens, entries_in(played.messages[2], lists[0])["token"])[0]
    for change in (lambda entries: entries[1:], lambda entries: with_token(entries, unseen)):
        with pytest.raises(MismatchError, match="other tokens than those in common"):
            conclude(played.first[2], received(tampered(played.messages[3], change)))


def _swap(entries):
    return entries[::-1]


def _doubled(entries):
    return entries[np.r_[0, np.arange(len(entries))]]


def _set(name, value):
    def change(entries):
        entries[name][0] = value
        return entries

    return change


def _handle_of_another(entries):
    entries["handle"][0] = entries["handle"][-1]
    return entries


def _token_of_another(entries):
    return with_token(entries, entries["token"][-1])


@pytest.mark.parametrize(
    "change",
    [_swap, _doubled, _set("row", 70), _set("slot", 60), _handle_of_another, _token_of_another],
)
def test_entries_that_are_not_of_one_list_are_refused(played, change):
    with pytest.raises(DataError, match="not of one list"):
        show_back(played.second[2], received(tampered(played.messages[2], change)))


@pytest.mark.parametrize("step", [1, 2, 3, 4])
@pytest.mark.parametrize("change", [lambda body: body[:-1], lambda body: body + b"\0", lambda body: b""])
def test_a_body_of_another_size_is_refused(played, step, change):
    message = received(played.messages[step - 1])
    broken = message._replace(body=change(message.body))
    with pytest.raises(DataError, match=r"not as long as|not of one list"):
        take(played, step, broken)


def take(played, step, message):
    """Give a side the message of a step."""
    return (
        lambda: answer_request(played.second[0], message),
        lambda: show(played.first[1], message),
        lambda: show_back(played.second[2], message),
        lambda: conclude(played.first[2], message),
    )[step - 1]()


def test_counts_of_strangers_that_are_none_are_refused(played):
    message = received(played.messages[2])
    with pytest.raises(DataError, match="not counts"):
        take(played, 3, message._replace(body=b"\xff" * 8 + message.body[8:]))


def test_a_partner_whose_list_changes_its_size_is_refused(played):
    message = received(played.messages[2])
    said = message.said.model_copy(update={"records": message.said.records + 1})
    with pytest.raises(MismatchError, match="another size than before"):
        take(played, 3, message._replace(said=said))


def test_nothing_of_a_session_shows_in_its_repr(played):
    assert repr(played.first[0]) == "Session(1 messages)"
    assert repr(played.first[0].asking) == "Asking(...)"
