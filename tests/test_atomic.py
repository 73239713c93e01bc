from __future__ import annotations

import os

import pytest

from matcher.atomic import writing
from matcher.errors import DataError


def test_a_file_appears_when_the_block_ends_well(tmp_path):
    path = tmp_path / "a.txt"
    with writing(path) as file:
        file.write(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_nothing_is_left_and_the_old_file_stays_when_it_does_not(tmp_path, error):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail_midway():
        with writing(path) as file:
            file.write(b"half")
            raise error

    with pytest.raises(error):
        fail_midway()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_private_files_can_be_read_by_their_owner_alone(tmp_path):
    with writing(tmp_path / "secret", private=True):
        pass
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_other_files_follow_the_umask(tmp_path):
    before = os.umask(0o027)
    try:
        with writing(tmp_path / "open"):
            pass
    finally:
        os.umask(before)
    assert (tmp_path / "open").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name != "posix", reason="modes")
def test_a_link_put_in_the_place_of_the_unfinished_file_opens_nothing_to_others(tmp_path):
    secret = tmp_path / "secret"
    secret.touch(0o600)
    shared = tmp_path / "shared"
    shared.mkdir()
    with writing(shared / "a.txt"):
        (unfinished,) = shared.iterdir()
        unfinished.unlink()
        unfinished.symlink_to(secret)
    assert secret.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_does_not_exist_is_a_clear_error(tmp_path):
    with pytest.raises(DataError, match="cannot be written"), writing(tmp_path / "none" / "a.txt"):
        pass
