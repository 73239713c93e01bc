from __future__ import annotations

import os

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import DataError
from matcher.identity import identity_text, new_identity, public_text, read_identity, read_public

IDENTITY = new_identity()


@pytest.fixture
def private(tmp_path):
    path = tmp_path / "families.id"
    path.write_bytes(identity_text(IDENTITY))
    path.chmod(0o600)
    return path


@pytest.fixture
def public(tmp_path):
    path = tmp_path / "families.pub"
    path.write_bytes(public_text(IDENTITY.public))
    return path


def test_what_is_written_is_read_back(private, public):
    assert read_identity(private) == IDENTITY
    assert read_public(public) == IDENTITY.public


def test_public_keys_are_read_as_a_mail_program_may_have_saved_them(public):
    public.write_bytes(public.read_bytes().replace(b"\n", b"\r\n"))
    assert read_public(public) == IDENTITY.public


def test_a_change_of_any_byte_is_refused(private, public):
    for path, read in ((private, read_identity), (public, read_public)):
        content = path.read_bytes()
        for place in range(len(content)):
            changed = bytearray(content)
            changed[place] ^= 1
            path.write_bytes(changed)
            with pytest.raises(DataError):
                read(path)


def test_files_that_are_none_are_refused(tmp_path, private):
    for content in (b"", b"matcher-public-1\n", bytes(range(256)), b"x" * 5000):
        (tmp_path / "other").write_bytes(content)
        for read in (read_identity, read_public):
            (tmp_path / "other").chmod(0o600)
            with pytest.raises(DataError):
                read(tmp_path / "other")
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(DataError):
            read_public(path)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_one_line(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.id"
    for beginning, read in ((b"# matcher-identity-1\n# ", read_identity), (b"matcher-public-1\n", read_public)):
        path.write_bytes(beginning + content)
        path.chmod(0o600)
        with pytest.raises(DataError) as caught:
            read(path)
        assert "\n" not in str(caught.value)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.pub")
    with pytest.raises(DataError, match="not a regular file"):
        read_public(tmp_path / "pipe.pub")


def test_an_identity_that_others_can_read_is_refused(private):
    private.chmod(0o640)
    with pytest.raises(DataError, match="chmod 600"):
        read_identity(private)


def test_a_fingerprint_is_eight_groups_of_five_digits_and_of_these_keys_only():
    found = IDENTITY.public.fingerprint
    assert [len(group) for group in found.split()] == [5] * 8
    assert found.replace(" ", "").isdigit()
    assert new_identity().public.fingerprint != found


def test_the_age_tool_reads_an_identity_file_as_its_own(private):
    keys = [line for line in private.read_text().splitlines() if not line.startswith("#")]
    assert len(keys) == 1
    assert str(pyrage.x25519.Identity.from_str(keys[0]).to_public()) == IDENTITY.public.age


def test_the_repr_shows_no_key():
    assert repr(IDENTITY) == "Identity(...)"
