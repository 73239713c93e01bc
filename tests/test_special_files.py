"""Pipes, devices, folders and planted links where a file is read or written: told in one line, never waited for."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from pathlib import Path

import pytest

from matcher.atomic import writing
from matcher.errors import DataError
from tests import world
from tests.commands import call, contents

READERS = [name for name in world.commands(Path()) if name not in {"encode theirs", "describe errors"}]
PATIENCE = 20  # seconds


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return world.build(tmp_path_factory.mktemp("world"))


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return shutil.copytree(made, tmp_path / "case")


@pytest.fixture(autouse=True)
def impatience():
    """A test that waits for a pipe is ended."""

    def waited(*_):
        raise AssertionError("waited for a file")

    before = signal.signal(signal.SIGALRM, waited)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def pipe(path):
    os.mkfifo(path)


def endless(path):
    path.symlink_to("/dev/zero")


def folder_at(path):
    path.mkdir()


def loop(path):
    path.symlink_to(path.name)


def huge(path):
    with path.open("wb") as file:
        file.truncate(70 << 30)  # a file with holes takes no room


SPECIAL = {"pipe": pipe, "endless device": endless, "folder": folder_at, "link to itself": loop, "70 GiB": huge}


@pytest.mark.parametrize("special", SPECIAL)
@pytest.mark.parametrize("name", READERS)
def test_a_special_file_in_the_place_of_an_input_is_told(folder, name, special):
    arguments = world.commands(folder)[name]
    for place in world.inputs(arguments):
        path = arguments[place]
        kept = path.rename(folder / "kept")
        SPECIAL[special](path)
        called = call(*arguments)
        assert called.code in (2, 3, 4, 5), (path.name, called.err)
        assert called.out == ""
        path.rmdir() if special == "folder" else path.unlink()
        kept.rename(path)


@pytest.mark.parametrize("special", ["pipe", "endless device", "folder"])
@pytest.mark.parametrize("name", [name for name in READERS if "-o" in world.commands(Path())[name]])
def test_a_special_file_in_the_place_of_an_output_is_left_as_it_is(folder, name, special):
    if name == "compare":
        pytest.skip("writes beside the name that is given")
    arguments = world.commands(folder)[name]
    output = arguments[arguments.index("-o") + 1]
    output.unlink(missing_ok=True)
    SPECIAL[special](output)
    called = call(*arguments)
    assert called.code in (2, 3), called.err
    assert not stat.S_ISREG(output.stat().st_mode)


def test_an_output_replaces_a_link_and_not_what_it_leads_to(tmp_path):
    (tmp_path / "other").write_bytes(b"of another")
    for make in (Path.symlink_to, Path.hardlink_to):
        make(tmp_path / "out", tmp_path / "other")
        with writing(tmp_path / "out") as file:
            file.write(b"ours")
        assert (tmp_path / "other").read_bytes() == b"of another"
        assert (tmp_path / "out").read_bytes() == b"ours"
        (tmp_path / "out").unlink()


def test_nothing_is_written_onto_a_device_or_a_pipe(tmp_path):
    pipe(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null"), tmp_path):
        with pytest.raises(DataError, match="a folder, a device or a pipe"), writing(path):
            pass
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.parametrize("name", ["encode ours", "compare"])
def test_no_ledger_or_log_is_written_through_a_planted_link(folder, name):
    """Who can write into a shared folder must not have a line added to a file elsewhere, nor one made."""
    planted = folder / ("unit.log" if name == "compare" else "private/secret.ledger")
    planted.unlink(missing_ok=True)
    planted.symlink_to(folder / "elsewhere")
    before = contents(folder)
    called = call(*world.commands(folder)[name])
    assert called.code == 3, called.err
    assert not (folder / "elsewhere").exists()
    assert contents(folder) == before
