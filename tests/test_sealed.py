"""Sealed files: what their recipient opens is what their sender signed, to that recipient; all else is refused."""

from __future__ import annotations

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import DataError, MatcherError, MismatchError
from matcher.identity import new_identity
from matcher.parties import Book
from matcher.sealed import is_sealed, read_sealed, seal

UNIT, FAMILIES, POLICE, STRANGER = (new_identity() for _ in range(4))
BOOK = (
    Book()
    .with_party("unit", "unit", UNIT.public)
    .with_party("families", "owner", FAMILIES.public)
    .with_party("police", "owner", POLICE.public)
)
CONTENT = b"handles and tokens"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "families.sealed"


def opened(path, sealed, kind="list", recipient=UNIT, book=BOOK):
    path.write_bytes(sealed)
    return read_sealed(path, kind, recipient, book)


def refused(path, sealed, words, **opening):
    with pytest.raises(MismatchError, match=words) as caught:
        opened(path, sealed, **opening)
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is None


def inside(sealed, recipient=UNIT):
    return pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(recipient.age)])


def sealed_anew(envelope, recipient=UNIT):
    """An envelope of one's own making, sealed to a recipient: anyone can do that."""
    return pyrage.encrypt(envelope, [pyrage.x25519.Recipient.from_str(recipient.public.age)])


@given(st.binary(max_size=5000))
def test_what_is_sealed_is_opened(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.sealed"
    found, party = opened(path, seal(content, "list", FAMILIES, UNIT.public))
    assert (found, party.name) == (content, "families")


def test_two_seals_of_one_content_have_nothing_in_common():
    one, other = (seal(CONTENT, "list", FAMILIES, UNIT.public) for _ in range(2))
    assert one[-len(CONTENT) :] != other[-len(CONTENT) :]
    assert CONTENT not in one


def test_a_change_of_any_byte_is_refused(path):
    sealed = seal(CONTENT, "list", FAMILIES, UNIT.public)
    for place in range(len(sealed)):
        for change in (1, 0x20, 0x80, 1 + place % 255):
            changed = bytearray(sealed)
            changed[place] ^= change
            with pytest.raises((DataError, MismatchError)):
                opened(path, changed)


def test_a_file_cut_short_anywhere_or_with_bytes_behind_is_refused(path):
    sealed = seal(CONTENT, "list", FAMILIES, UNIT.public)
    for length in range(len(sealed)):
        with pytest.raises((DataError, MismatchError)):
            opened(path, sealed[:length])
    for more in (b"\0", b"\n", sealed):
        with pytest.raises((DataError, MismatchError)):
            opened(path, sealed + more)


def test_only_the_recipient_opens_it(path):
    sealed = seal(CONTENT, "list", FAMILIES, UNIT.public)
    for other in (FAMILIES, POLICE, STRANGER):
        refused(path, sealed, "sealed to somebody else", recipient=other)


def test_what_nobody_in_the_book_signed_is_refused(path):
    refused(path, seal(CONTENT, "list", STRANGER, UNIT.public), "signed by nobody")
    refused(path, seal(CONTENT, "list", FAMILIES, UNIT.public), "signed by nobody", book=BOOK.without("families"))


def test_a_list_comes_from_an_owner_and_links_from_the_unit(path):
    refused(path, seal(CONTENT, "list", UNIT, UNIT.public), "unit, in the book of parties as a linkage unit")
    sealed = seal(CONTENT, "links", POLICE, FAMILIES.public)
    refused(path, sealed, "police, in the book of parties as a data owner", kind="links", recipient=FAMILIES)


def test_a_list_is_not_taken_for_links(path):
    refused(path, seal(CONTENT, "list", FAMILIES, UNIT.public), "not sealed links", kind="links")


def test_the_name_of_another_under_ones_own_signature_is_refused(path):
    envelope = inside(seal(CONTENT, "list", FAMILIES, UNIT.public))
    forged = envelope.replace(FAMILIES.public.ed25519.encode(), POLICE.public.ed25519.encode())
    assert forged != envelope
    refused(path, sealed_anew(forged), "not as police signed it")


def test_the_signature_of_another_file_is_refused(path):
    one, other = (inside(seal(content, "list", FAMILIES, UNIT.public)) for content in (CONTENT, b"others"))
    head = len(one) - len(CONTENT)
    refused(path, sealed_anew(other[:head] + CONTENT), "not as families signed it")
    assert opened(path, sealed_anew(one[:head] + CONTENT))[0] == CONTENT  # so it is the signature that was wrong


def test_who_opened_a_list_cannot_seal_it_on_as_its_owners(path):
    envelope = inside(seal(CONTENT, "list", FAMILIES, UNIT.public))
    other = new_identity()
    book = BOOK.without("unit").with_party("unit", "unit", other.public)
    refused(path, sealed_anew(envelope, other), "not as families signed it", recipient=other, book=book)


def test_a_signature_for_links_is_none_for_a_list(path):
    envelope = inside(seal(CONTENT, "links", FAMILIES, UNIT.public))
    refused(path, sealed_anew(envelope.replace(b"\nlinks\n", b"\nlist\n")), "not as families signed it")


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda more: b"matcher-sealed-1\nlist\n" + more)))
def test_any_envelope_is_refused_in_one_line(tmp_path_factory, envelope):
    refused(tmp_path_factory.getbasetemp() / "any.sealed", sealed_anew(envelope), r"any\.sealed: ")


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_one_line(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.sealed"
    for sealed in (content, b"age-encryption.org/v1\n" + content, b"age-encryption.org/v1\n-> X25519 " + content):
        with pytest.raises(MatcherError) as caught:
            opened(path, sealed)
        assert "\n" not in str(caught.value)


def test_a_header_without_end_is_refused_before_it_is_looked_at(path):
    endless = b"age-encryption.org/v1\n" + b"-> X25519 AAAA\nAAAA\n" * 300_000
    with pytest.raises(DataError, match="not a sealed file"):
        opened(path, endless)


def test_a_file_is_sealed_by_its_name_or_its_beginning(tmp_path):
    (tmp_path / "other.bin").write_bytes(seal(CONTENT, "list", FAMILIES, UNIT.public))
    (tmp_path / "plain.csv").write_bytes(b"name\n")
    assert is_sealed(tmp_path / "other.bin")
    assert is_sealed(tmp_path / "none.sealed")
    assert not is_sealed(tmp_path / "plain.csv")
    assert not is_sealed(tmp_path)
