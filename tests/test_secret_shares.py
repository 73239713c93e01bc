"""Share files: any k of a split make the secret; too few, mixed, changed and damaged ones are refused in one line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import DataError, MatcherError, MismatchError
from matcher.secret import Secret, new_secret, read_secret
from matcher.secret.shares import Share, is_share, join_shares, parse_share, share_text, split_secret

SECRET = Secret(bytes(range(32)))


def counted(length: int) -> bytes:
    return bytes(range(7, 7 + length))


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32), st.integers(2, 5), st.data())
def test_any_k_shares_read_back_from_their_files_make_the_secret(value, threshold, data):
    shares = split_secret(Secret(value), threshold, threshold + 2)
    read = [parse_share(share_text(share), "a.key") for share in shares]
    assert read == shares
    chosen = data.draw(st.permutations(read))[: data.draw(st.integers(threshold, len(read)))]
    assert join_shares(chosen).value == value


def test_a_share_file_says_what_it_is_and_not_for_what():
    text = share_text(split_secret(SECRET, 2, 3, counted)[1]).decode()
    lines = text.splitlines()
    assert lines[0] == "matcher-share-1"
    assert lines[1].startswith("set 0708090a0b0c0d0e")
    assert lines[2] == "share 2, any 2 make the secret"
    assert re.fullmatch("value [0-9a-f]{64}", lines[3])
    assert re.fullmatch("checksum [0-9a-f]{16}", lines[4])
    assert len(lines) == 5
    assert SECRET.value.hex() not in text


def test_fewer_shares_than_needed_are_refused():
    shares = split_secret(SECRET, 3, 5)
    for few in (shares[:1], shares[1:3]):
        with pytest.raises(MismatchError, match=f"{len(few)} of the 3 shares"):
            join_shares(few)


def test_shares_of_two_splits_are_refused_also_of_one_secret():
    for other in (SECRET, new_secret()):
        mixed = [split_secret(SECRET, 2, 2)[0], split_secret(other, 2, 2)[1]]
        with pytest.raises(MismatchError, match="different secrets or splits"):
            join_shares(mixed)


def test_one_share_given_twice_is_no_two_shares():
    share = split_secret(SECRET, 2, 2)[0]
    with pytest.raises(MismatchError, match="twice"):
        join_shares([share, share])


def test_a_share_that_its_holder_changed_is_found_out():
    one, two = split_secret(SECRET, 2, 2)
    forged = Share(two.set_id, two.number, two.threshold, bytes(32))
    with pytest.raises(MismatchError, match="was changed"):
        join_shares([one, parse_share(share_text(forged), "b.key")])


def test_a_split_that_one_person_could_undo_is_refused():
    with pytest.raises(ValueError, match="threshold"):
        split_secret(SECRET, 1, 3)


def test_a_change_of_any_byte_and_a_file_cut_short_anywhere_are_refused():
    text = share_text(split_secret(SECRET, 2, 3)[0])
    spoiled = [
        text[:place] + bytes([text[place] ^ bit]) + text[place + 1 :] for place in range(len(text)) for bit in (1, 32)
    ]
    for content in [*spoiled, *(text[:length] for length in range(len(text))), text + b"\n"]:
        with pytest.raises(DataError, match=r"^a\.key: not a share"):
            parse_share(content, "a.key")


@given(st.binary(max_size=300).map(lambda tail: b"matcher-share-1\n" + tail))
def test_whatever_else_follows_the_first_line_is_refused(content):
    assert is_share(content)
    with pytest.raises(DataError, match="not a share"):
        parse_share(content, "a.key")


@pytest.mark.parametrize("share", [Share("0" * 32, 256, 2, bytes(32)), Share("0" * 32, 1, 1, bytes(32))])
def test_numbers_that_no_split_has_are_refused(share):
    with pytest.raises(DataError, match="no split has"):
        parse_share(share_text(share), "a.key")


def test_files_of_shares_are_read_as_the_secret(tmp_path):
    paths = []
    for share in split_secret(SECRET, 2, 3):
        paths.append(tmp_path / f"{share.number}.key")
        paths[-1].write_bytes(share_text(share))
        paths[-1].chmod(0o600)
    assert read_secret(paths[2], paths[0]) == SECRET
    with pytest.raises(MismatchError, match="1 of the 2"):
        read_secret(paths[1])
    paths[0].chmod(0o640)
    with pytest.raises(MatcherError, match="chmod 600"):
        read_secret(paths[2], paths[0])


def test_a_share_shows_nothing_in_a_repr():
    share = split_secret(SECRET, 2, 2)[0]
    assert repr(share) == "Share(number 1, any 2)"
