"""What roles forbid, and sealed files that are not what they should be: one line, an exit code, nothing written."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from matcher import sealed
from matcher.identity import read_identity
from tests.commands import (
    call,
    contents,
    done,
    enrol,
    forget_runs,
    refused,
    rows_of,
    spoilable,
    write_csv,
    write_project,
)
from tests.people import HEADER, people, project

USAGE, BAD_DATA, MISMATCH, ROLE = 2, 3, 4, 5
PLAN = ("names.letters + birthdate.year",)
PARTIES = {"unit": "unit", "ours": "owner", "theirs": "owner"}


def seal(folder, name, output=None, **files):
    """The arguments to encode and seal an owner's list, in a run that is known to nobody."""
    forget_runs(folder / "secrets")
    files = {"to": "unit.pub", "identity": f"{name}.id", "parties": "parties.toml"} | files
    return (
        *("encode", folder / f"{name}.csv", "--project", folder / "star.toml"),
        *("--secret-file", folder / "secrets" / "secret.key", "-o", folder / (output or f"{name}.sealed")),
        *(word for option, file in files.items() if file for word in (f"--{option}", folder / file)),
    )


def compare(folder, left="ours.sealed", right="theirs.sealed", *options, **files):
    files = {"identity": "unit.id", "parties": "parties.toml"} | files
    given = (word for option, file in files.items() if file for word in (f"--{option}", folder / file))
    return ("compare", folder / left, folder / right, *given, "-o", folder / "new.sealed", *options)


def reveal(folder, links="links.ours.sealed", **files):
    files = {"identity": "ours.id", "parties": "parties.toml", "handles": "ours.handles.csv"} | files
    given = (word for option, file in files.items() if file for word in (f"--{option}", folder / file))
    return ("reveal", folder / links, "--list", folder / "ours.csv", *given, "-o", folder / "work.csv")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """All three parties' files in one folder; the secret in one below it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "secrets").mkdir()
    write_project(folder / "star.toml", project(plan=PLAN))
    done("keygen", "-o", folder / "secrets" / "secret.key")
    write_csv(folder / "ours.csv", [HEADER, *((str(n), *row) for n, row in enumerate(people(60)))])
    write_csv(folder / "theirs.csv", [HEADER, *((str(n), *row) for n, row in enumerate(people(90)[30:]))])
    enrol(folder, PARTIES)
    for name in ("ours", "theirs"):
        done(*seal(folder, name))
        done(*seal(folder, name, f"open-{name}.enc", to=None, identity=None, parties=None))
    done(*compare(folder)[:-1], folder / "links.sealed")
    (folder / "unit.log").unlink()  # as if nothing had been compared
    done("identity", "-o", folder / "stranger.id")
    return folder


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    """A copy of `made`, to spoil; the working folder is another, without a secret."""
    return spoilable(made, tmp_path, monkeypatch)


# Identities and the book


def test_an_identity_is_private_and_its_public_keys_are_not(folder):
    assert stat.S_IMODE((folder / "ours.id").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "ours.pub").stat().st_mode) & 0o044


def test_an_identity_is_not_overwritten(folder):
    assert "exists already" in refused(USAGE, "identity", "-o", folder / "ours.id", folder=folder)
    (folder / "ours.id").unlink()
    assert "exists already" in refused(USAGE, "identity", "-o", folder / "ours.id", folder=folder)
    assert "looks public" in refused(USAGE, "identity", "-o", folder / "new.pub", folder=folder)


def test_all_show_one_fingerprint(folder):
    [listed] = [line for line in done("parties", "list", folder / "parties.toml").out.splitlines() if "ours" in line]
    fingerprint = done("describe", folder / "ours.pub").out.split("fingerprint")[1].strip()
    assert fingerprint in listed
    made = done("identity", "-o", folder / "more.id").err
    assert done("describe", folder / "more.pub").out.split("fingerprint")[1].strip() in made


def test_the_book_of_a_project_is_made_beside_it(folder):
    done("parties", "add", folder / "star.toml", folder / "unit.pub", "--role", "unit", "--name", "unit")
    by_project, by_book = (done("parties", "list", folder / name).out for name in ("star.toml", "star.parties.toml"))
    assert by_project == by_book
    assert "unit" in by_book


def test_a_book_is_changed_by_good_keys_and_names_alone(folder):
    book = folder / "parties.toml"
    add = ("parties", "add", book, folder / "stranger.pub", "--role", "owner", "--name")
    assert "in the book already" in refused(USAGE, *add, "ours", folder=folder)
    assert "letters, digits" in refused(USAGE, *add, "a/b", folder=folder)
    refused(BAD_DATA, "parties", "add", book, folder / "ours.csv", "--role", "owner", "--name", "x", folder=folder)
    refused(BAD_DATA, "parties", "add", folder / "ours.csv", *add[3:], "x", folder=folder)
    refused(USAGE, "parties", "remove", book, "nobody", folder=folder)
    done("parties", "remove", book, "ours")
    assert "signed by nobody" in refused(MISMATCH, *compare(folder), folder=folder)


# Sealing


@pytest.mark.parametrize(
    ("output", "files", "words"),
    [
        ("new.enc", {}, "go together"),
        ("new.sealed", {"to": None}, "go together"),
        ("new.enc", {"to": None}, "are for sealing"),
        ("new.sealed", {"identity": None}, "--to needs --identity"),
        ("new.sealed", {"to": "ours.pub", "parties": None}, "your own public keys"),
    ],
)
def test_options_of_sealing_go_together(folder, output, files, words):
    assert words in refused(USAGE, *seal(folder, "ours", output, **files), folder=folder)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"to": "theirs.pub"}, "as a data owner, not as a linkage unit"),
        ({"to": "stranger.pub"}, "not in the book"),
        ({"identity": "stranger.id"}, "not in the book"),
    ],
)
def test_a_list_is_sealed_to_the_unit_of_the_book_and_by_an_owner_in_it(folder, files, words):
    assert words in refused(MISMATCH, *seal(folder, "ours", "new.sealed", **files), folder=folder)


def test_an_output_replaces_no_keys(folder):
    for name in ("unit.pub", "ours.id", "parties.toml"):
        refused(USAGE, *seal(folder, "ours", name), folder=folder)


def test_a_sealed_list_holds_neither_handles_nor_header_in_the_clear(folder):
    content = (folder / "ours.sealed").read_bytes()
    assert b"matcher" not in content
    assert not any(bytes.fromhex(row["handle"]) in content for row in rows_of(folder / "ours.handles.csv"))


# Comparing


@pytest.mark.parametrize("place", ["beside the lists", "beside the book", "in the working folder", "as a share"])
def test_nobody_compares_where_the_secret_lies(folder, tmp_path, place):
    secret = (folder / "secrets" / "secret.key").read_bytes()
    files = {}
    if place == "beside the book":
        shutil.move(folder / "parties.toml", folder / "secrets")
        files["parties"] = "secrets/parties.toml"
    elif place == "in the working folder":
        (tmp_path / "elsewhere" / "anything.txt").write_bytes(secret)
    else:
        (folder / "x").write_bytes(secret if place == "beside the lists" else b"matcher-share-1\n")
    assert "project secret" in refused(ROLE, *compare(folder, **files), folder=folder)
    unsealed = ("compare", folder / "open-ours.enc", folder / "open-theirs.enc", "--unsealed", "-o", folder / "new.csv")
    if place != "beside the book":
        assert "project secret" in refused(ROLE, *unsealed, folder=folder)
    done(*compare(folder, **files), "--same-machine-test")


def test_a_secret_on_the_command_line_is_refused_whatever_it_is_given_as(folder):
    for arguments in (
        compare(folder, "secrets/secret.key"),
        compare(folder, "ours.sealed", "secrets/secret.key"),
        compare(folder, identity="secrets/secret.key"),
        compare(folder, parties="secrets/secret.key"),
        (*compare(folder), "--project", folder / "secrets" / "secret.key"),
    ):
        assert "project secret" in refused(ROLE, *arguments, folder=folder)


def test_a_secret_behind_a_link_to_a_list_is_found(folder, tmp_path):
    shutil.move(folder / "ours.sealed", folder / "secrets")
    (folder / "ours.sealed").symlink_to(folder / "secrets" / "ours.sealed")
    assert "project secret" in refused(ROLE, *compare(folder), folder=folder)


@pytest.mark.parametrize(
    ("left", "files", "code", "words"),
    [
        ("ours.sealed", {"identity": None}, USAGE, "need --identity"),
        ("ours.sealed", {"parties": None}, USAGE, "need --identity"),
        ("ours.sealed", {"identity": "stranger.id"}, MISMATCH, "not in the book"),
        ("ours.sealed", {"identity": "theirs.id"}, MISMATCH, "as a data owner, not as a linkage unit"),
        ("open-ours.enc", {}, USAGE, "one file is sealed and the other is not"),
        ("ours.csv", {}, USAGE, "one file is encoded and the other is not"),
        ("links.ours.sealed", {}, MISMATCH, "sealed to somebody else"),
        ("none.sealed", {}, BAD_DATA, "no such file"),
    ],
)
def test_the_unit_opens_what_owners_sealed_to_it_and_nothing_else(folder, left, files, code, words):
    assert words in refused(code, *compare(folder, left, **files), folder=folder)


def test_two_lists_of_one_owner_are_not_compared(folder):
    shutil.copy(folder / "ours.csv", folder / "other.csv")
    done(*seal(folder, "other", identity="ours.id"))
    line = refused(MISMATCH, *compare(folder, "ours.sealed", "other.sealed"), folder=folder)
    assert "both are from ours" in line


def test_links_of_sealed_lists_are_sealed_and_others_are_not(folder):
    sealed, unsealed = compare(folder), ("compare", folder / "open-ours.enc", folder / "open-theirs.enc", "--unsealed")
    for arguments in ((*sealed[:-1], folder / "new.csv"), (*unsealed, "-o", folder / "new.sealed")):
        assert "links of sealed lists go into" in refused(USAGE, *arguments, folder=folder)


def test_lists_that_nobody_sealed_are_compared_when_asked_for(folder):
    arguments = ("compare", folder / "open-ours.enc", folder / "open-theirs.enc", "-o", folder / "new.csv")
    assert "--unsealed" in refused(USAGE, *arguments, folder=folder)
    done(*arguments, "--unsealed")
    assert "same_machine_test" not in rows_of(folder / "new.csv")[0]
    done(*arguments, "--same-machine-test")
    assert {row["same_machine_test"] for row in rows_of(folder / "new.csv")} == {"yes"}


def test_a_full_disk_leaves_the_links_of_neither_owner(folder, monkeypatch):
    replace = os.replace

    def full(source, target):
        if str(target).endswith(".theirs.sealed"):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr("matcher.atomic.os.replace", full)
    before = contents(folder)
    called = call(*compare(folder))
    assert called.code == BAD_DATA
    assert "No space left" in called.err
    assert {name: content for name, content in contents(folder).items() if name != Path("unit.log")} == before


# Damage


def test_a_change_of_any_byte_is_refused(folder):
    write_csv(folder / "tiny.csv", [HEADER, ("1", *people(1)[0])])
    done(*seal(folder, "tiny", identity="ours.id"))
    whole = (folder / "tiny.sealed").read_bytes()
    arguments = compare(folder, "spoiled.sealed", "theirs.sealed", "--same-machine-test")
    (folder / "spoiled.sealed").write_bytes(whole)
    done(*arguments)
    for place in range(0, len(whole), 7):  # tests/test_sealed.py has every one
        changed = bytearray(whole)
        changed[place] ^= 1 + place % 255
        assert_refused(folder / "spoiled.sealed", changed, arguments)
    for length in range(0, len(whole), 17):
        assert_refused(folder / "spoiled.sealed", whole[:length], arguments)
    assert_refused(folder / "spoiled.sealed", whole + b"\n", arguments)


def assert_refused(path, content, arguments):
    path.write_bytes(content)
    called = call(*arguments)
    assert called.code in (BAD_DATA, MISMATCH)
    assert (called.out, called.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("content", [b"", b"not a list", bytes(5000), b"{}", b'{"links": [["a", "b", "strong"]]}'])
def test_what_is_well_sealed_and_signed_and_holds_something_else_is_refused(folder, content):
    unit, ours = read_identity(folder / "unit.id"), read_identity(folder / "ours.id")
    (folder / "list.sealed").write_bytes(sealed.seal(content, "list", ours, unit.public))
    (folder / "links.sealed").write_bytes(sealed.seal(content, "links", unit, ours.public))
    assert "list.sealed: " in refused(BAD_DATA, *compare(folder, "list.sealed"), folder=folder)
    assert "holds no links" in refused(BAD_DATA, *reveal(folder, "links.sealed"), folder=folder)


# Links


@pytest.mark.parametrize(
    ("links", "files", "code", "words"),
    [
        ("links.ours.sealed", {"identity": None}, USAGE, "give --identity"),
        ("links.ours.sealed", {"parties": None}, USAGE, "give --identity"),
        ("links.ours.sealed", {"handles": "theirs.handles.csv"}, MISMATCH, "not of the same run"),
        ("links.theirs.sealed", {}, MISMATCH, "sealed to somebody else"),
        ("ours.sealed", {"identity": "unit.id"}, MISMATCH, "not sealed links, but sealed list"),
    ],
)
def test_links_are_revealed_to_the_owner_that_they_are_for(folder, links, files, code, words):
    assert words in refused(code, *reveal(folder, links, **files), folder=folder)


def test_a_work_list_has_the_surest_links_first_and_is_private(folder):
    assert "a test" not in done(*reveal(folder)).err
    work = rows_of(folder / "work.csv")
    bands = [("strong", "possible", "repeat").index(row["band"]) for row in work]
    assert len(work) >= 4
    assert bands == sorted(bands)
    assert stat.S_IMODE((folder / "work.csv").stat().st_mode) == 0o600


def test_describe_says_that_a_file_is_sealed_and_opens_nothing(folder):
    assert "only its recipient can open it" in done("describe", folder / "ours.sealed").out
    refused(BAD_DATA, "describe", folder / "none.sealed", folder=folder)
