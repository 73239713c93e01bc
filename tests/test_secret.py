"""The secret file, and the keys of a run derived from the secret."""

from __future__ import annotations

import hmac
import os
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import DataError
from matcher.project import Field, MatchKey, Project, new_project
from matcher.secret import Secret, new_secret, read_secret, run_keys, secret_text
from matcher.secret.files import MAX_SECRET_BYTES, read_private


def project(run: int = 1) -> Project:
    fields = [Field(name="name", kind="name", columns=["name"])]
    made = new_project("t", fields, profile="standard", expected_rows=10, purpose="p", id_columns=[])
    return made.model_copy(update={"project": made.project.model_copy(update={"run": run, "id": "0" * 32})})


def write(path, content: bytes, mode: int = 0o600):
    path.write_bytes(content)
    path.chmod(mode)
    return path


def test_what_is_written_is_read_back(tmp_path):
    secret = new_secret()
    assert read_secret(write(tmp_path / "secret.key", secret_text(secret))) == secret


def test_a_secret_that_others_can_read_is_refused(tmp_path):
    path = write(tmp_path / "secret.key", secret_text(new_secret()), 0o644)
    with pytest.raises(DataError, match="chmod 600"):
        read_secret(path)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"matcher-secret-1\nzz\n", b"matcher-secret-1\n" + b"a" * 62, b"\xff" * 100]
)
def test_what_is_no_secret_is_refused_without_showing_it(tmp_path, content):
    with pytest.raises(DataError) as caught:
        read_secret(write(tmp_path / "secret.key", content))
    assert "not a secret file" in str(caught.value)


@given(content=st.binary(max_size=120).map(lambda tail: b"matcher-secret-1\n" + tail))
def test_whatever_else_follows_the_first_line_is_refused(tmp_path_factory, content):
    with pytest.raises(DataError, match="not a secret file"):
        read_secret(write(tmp_path_factory.getbasetemp() / "fuzzed.key", content))


def test_a_folder_is_no_secret(tmp_path):
    with pytest.raises(DataError):
        read_secret(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "secret.key", 0o600)
    with pytest.raises(DataError, match="not a regular file"):
        read_secret(tmp_path / "secret.key")


def test_a_file_larger_than_any_secret_is_refused(tmp_path):
    path = write(tmp_path / "secret.key", secret_text(new_secret()) + b" " * MAX_SECRET_BYTES)
    with pytest.raises(DataError, match="too large for a secret file"):
        read_secret(path)
    assert len(read_private(write(tmp_path / "whole", b"x" * 100), "file", 100)) == 100


def test_two_secret_files_are_not_one_secret(tmp_path):
    paths = [write(tmp_path / name, secret_text(new_secret())) for name in ("a.key", "b.key")]
    with pytest.raises(DataError, match="one secret file, or several shares"):
        read_secret(*paths)


def test_keys_are_the_same_on_both_sides_and_differ_by_run_and_secret():
    secret = Secret(bytes(range(32)))
    keys = run_keys(secret, project())
    assert keys == run_keys(secret, project())
    others = [run_keys(secret, project(run=2)), run_keys(Secret(bytes(32)), project())]
    for other in others:
        assert set(astuple(other)).isdisjoint(astuple(keys))


def test_keys_are_bound_to_the_purpose_and_the_plan():
    secret = Secret(bytes(range(32)))
    made = project()
    settings = made.project.model_copy(update={"purpose": "another"})
    others = [
        made.model_copy(update={"project": settings}),
        made.with_plan([MatchKey.parse("names.letters + name.word")]),
    ]
    for other in others:
        assert set(astuple(run_keys(secret, other))).isdisjoint(astuple(run_keys(secret, made)))


def test_the_key_check_is_an_hmac_under_a_key_of_its_own():
    secret, made = Secret(bytes(range(32))), project()
    salt, info = bytes.fromhex(made.project.id), f"matcher/check\n1\n{made.fingerprint}\np".encode()
    key = hmac.digest(hmac.digest(salt, secret.value, "sha256"), info + b"\x01", "sha256")  # RFC 5869, one block
    expected = hmac.digest(key, f"key check\n{made.fingerprint}".encode(), "sha256")[:16]
    assert run_keys(secret, made).check == expected.hex()


def test_nothing_shows_in_a_repr():
    secret = Secret(b"\xabsecret-secret-secret-secret-sec")
    keys = run_keys(secret, project())
    for shown in (repr(secret), repr(keys)):
        assert "secret-" not in shown
        assert keys.check not in shown
        assert keys.seeds.hex() not in shown
