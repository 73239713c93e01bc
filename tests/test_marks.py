"""Marks in cells, ids, secrets, private keys and handles: no command shows one, whatever it is given, nor any repr.

Only the files that are meant to hold them do, and of these each only its own.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from random import Random

import pytest

from matcher import fields, pipeline
from matcher.fields.columns import Cells
from matcher.identity import read_identity
from matcher.keys import key_values
from matcher.parties import read_book
from matcher.parts import parts_of
from matcher.project import read_project
from matcher.records import records_of
from matcher.reply import parse_reply
from matcher.sealed import read_sealed
from matcher.secret import read_secret, run_keys
from matcher.secret.shares import split_secret
from matcher.tables import read_table
from tests import world
from tests.commands import Called, call, forget_runs
from tests.fuzz.mutate import mutated

# What files are meant to hold: all else holds nothing of anybody.
HOLDS = {
    "ours.csv": {"cell", "id"},
    "theirs.csv": {"cell", "id"},
    "truth.csv": {"id"},
    "plain.csv": {"id"},
    "outcome.csv": {"id"},
    "repeats.csv": {"cell", "id"},
    "ours.handles.csv": {"id", "handle"},
    "theirs.handles.csv": {"id", "handle"},
    "work.csv": {"cell", "id", "handle"},
    "secret.key": {"secret"},
    "again.key": {"secret"},
    "unit.id": {"unit's"},
    "ours.id": {"ours's"},
    "theirs.id": {"theirs's"},
}
SHOWN = {"evaluate": {"id"}, "evaluate sealed": {"id"}}  # the pairs that it names for their owner
SLOW = {
    "plan",
    "new",
    "describe errors",
    "compare lists",
    "encode theirs",
    "audit",
    "audit both",
}  # which read what others read, as they do
READING = [name for name in world.commands(Path()) if name not in {"forget", *SLOW}]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return world.build(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def marks(made):
    return world.marks(made)


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    """A copy to spoil."""
    monkeypatch.chdir(tmp_path)
    return forgetful(shutil.copytree(made, tmp_path / "case"))


def forgetful(folder: Path) -> Path:
    forget_runs(folder / "private")
    return folder


def shown(text: str, marks: dict[str, str]) -> set[str]:
    """The kinds of marks in a text."""
    text = text.lower()
    return {what.split(" ")[0] for what, mark in marks.items() if mark in text}


def said(called: Called) -> str:
    return called.out + called.err


@pytest.fixture(scope="module")
def ran(made, tmp_path_factory):
    """Every command, one after the other: what it said, and the place with the folders that it could write into."""
    place = tmp_path_factory.mktemp("ran")
    for name in ("here", "temporary"):
        (place / name).mkdir()
    folder = forgetful(shutil.copytree(made, place / "case"))
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(place / "here")
        patched.setattr(tempfile, "tempdir", str(place / "temporary"))
        said = {}
        for name, arguments in world.commands(folder).items():
            if name.startswith("encode"):
                forgetful(folder)
                (folder / f"{name.split()[1]}.handles.csv").unlink()
            if name == "reveal":
                (folder / "work.csv").unlink()
            said[name] = call(*arguments)
        return said, place


@pytest.mark.parametrize("name", world.commands(Path()))
def test_a_command_that_ends_well_shows_no_mark(ran, marks, name):
    called = ran[0][name]
    assert called.code == 0, called.err
    assert shown(called.out, marks) <= SHOWN.get(name, set())
    assert shown(called.err, marks) == set()


def test_marks_are_in_the_files_that_are_meant_to_hold_them_alone(ran, marks):
    place = ran[1]
    for path in place.rglob("*"):
        assert shown(path.name, marks) == set()
        if path.is_file():
            found = shown(path.read_bytes().decode("utf-8", "replace"), marks)
            assert found <= HOLDS.get(path.name, set()), path.name
    assert list((place / "temporary").iterdir()) == []
    assert list((place / "here").iterdir()) == []


@pytest.mark.parametrize("name", READING)
def test_a_command_given_any_other_file_shows_no_mark(folder, marks, name):
    """As by mistake: the secret as the project, a list as the secret, handles as links ..."""
    arguments = world.commands(folder)[name]
    others = ("ours.csv", "ours.handles.csv", "plain.csv", "star.toml", "ours.id", "unit.log", "ours.sealed")
    for place in world.inputs(arguments):
        for other in (*others, "private/secret.key", "private/secret.share-2.key"):
            kept = arguments[place].read_bytes()
            given = (*arguments[:place], folder / other, *arguments[place + 1 :])
            called = call(*given)
            arguments[place].write_bytes(kept)
            assert shown(called.out, marks) <= SHOWN.get(name, set()), other
            assert shown(called.err, marks) == set(), other


@pytest.mark.parametrize("name", READING)
def test_a_command_given_a_spoiled_file_shows_no_mark(folder, marks, name):
    arguments = world.commands(folder)[name]
    for place in world.inputs(arguments):
        kept = arguments[place].read_bytes()
        for chance in range(3):
            arguments[place].write_bytes(mutated([kept], Random(chance)))
            called = call(*arguments)
            assert called.code in range(6), called.err
            assert "unexpected" not in called.err, (name, place, chance, called.err)
            assert shown(called.out, marks) <= SHOWN.get(name, set()), chance
            assert shown(called.err, marks) == set(), chance
        arguments[place].write_bytes(kept)


def test_a_passphrase_is_in_no_message(folder, monkeypatch):
    for phrase in (world.PASSPHRASE, "zzqmark"):
        monkeypatch.setattr("getpass.getpass", lambda _prompt, phrase=phrase: phrase)
        monkeypatch.setattr("matcher.secret.passphrase.MEMORY_KIB", 1 << 10)
        for arguments in (
            ("keygen", "--passphrase", "--project", folder / "star.toml", "-o", folder / "of-phrase.key"),
            ("encode", folder / "ours.csv", "--project", folder / "star.toml", "--passphrase", "-o", folder / "a.enc"),
        ):
            assert "otters" not in said(call(*arguments))


def test_no_repr_of_a_value_shows_a_mark(folder, marks):
    agreed, identity = read_project(folder / "star.toml"), read_identity(folder / "ours.id")
    secret = read_secret(folder / "private" / "secret.key")
    table = read_table(folder / "ours.csv")
    records = records_of(table, agreed)
    parts = parts_of(records, agreed)
    content, _ = read_sealed(folder / "links.ours.sealed", "links", identity, read_book(folder / "parties.toml"))
    encoding = pipeline.encode_list(parts, agreed, secret)
    values = [
        *(agreed, identity, secret, table, records, parts, parse_reply(content, "links"), encoding, encoding.encoded),
        *(run_keys(secret, agreed), *split_secret(secret, 2, 3), *parts.columns.values(), *parts.gaps.values()),
        *(key_values(parts, agreed.plan), Cells("", "name", records.cells["name"], ())),
        *(fields.kind(field.kind).normalise(records.cells[field.name][0]) for field in agreed.field),
    ]
    for value in values:
        assert shown(repr(value), marks) == set(), type(value)
