from __future__ import annotations

from dataclasses import astuple

import pytest

from matcher.errors import DataError
from matcher.project import Field, Project, new_project
from matcher.secret import Secret, new_secret, read_secret, run_keys, secret_text


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


def test_a_folder_is_no_secret(tmp_path):
    with pytest.raises(DataError):
        read_secret(tmp_path)


def test_keys_are_the_same_on_both_sides_and_differ_by_run_and_secret():
    secret = Secret(bytes(range(32)))
    keys = run_keys(secret, project())
    assert keys == run_keys(secret, project())
    others = [run_keys(secret, project(run=2)), run_keys(Secret(bytes(32)), project())]
    for other in others:
        assert set(astuple(other)).isdisjoint(astuple(keys))


def test_nothing_shows_in_a_repr():
    secret = Secret(b"\xabsecret-secret-secret-secret-sec")
    keys = run_keys(secret, project())
    for shown in (repr(secret), repr(keys)):
        assert "secret-" not in shown
        assert keys.check not in shown
        assert keys.seeds.hex() not in shown
