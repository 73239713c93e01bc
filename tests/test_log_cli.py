"""The linkage unit's log and limits at the command line: what is logged, refused, shown and forgotten."""

from __future__ import annotations

import hashlib
import os
import shutil

import pytest

from matcher.identity import read_identity
from matcher.log import Compared, Forgotten, read_log
from tests.commands import call, contents, done, enrol, forget_runs, refused, spoilable, write_csv, write_project
from tests.people import HEADER, people, project

USAGE, BAD_DATA, MISMATCH, LIMIT = 2, 3, 4, 5
PARTIES = {"unit": "unit", "ours": "owner", "theirs": "owner", "few": "owner"}
LISTS = {"ours": people(60), "theirs": people(90)[30:], "few": people(12)}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What the unit has when three owners, one with twelve rows, have sealed their lists to it."""
    place = tmp_path_factory.mktemp("made")
    write_project(place / "star.toml", project(plan=("names.letters + birthdate.year",)))
    done("keygen", "-o", place / "secret.key")
    folder = place / "unit"
    folder.mkdir()
    enrol(folder, PARTIES)
    for name, rows in LISTS.items():
        write_csv(place / f"{name}.csv", [HEADER, *((str(n), *row) for n, row in enumerate(rows))])
        forget_runs(place)
        done(
            *("encode", place / f"{name}.csv", "--project", place / "star.toml", "--secret-file", place / "secret.key"),
            *("--to", folder / "unit.pub", "--identity", folder / f"{name}.id", "-o", folder / f"{name}.sealed"),
        )
    return folder


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    return spoilable(made, tmp_path, monkeypatch)


def compare(folder, left="ours", right="theirs", *options):
    keys = ("--identity", folder / "unit.id", "--parties", folder / "parties.toml", "-o", folder / "links.sealed")
    return ("compare", folder / f"{left}.sealed", folder / f"{right}.sealed", *keys, *options)


def forget(folder, *names):
    return ("forget", *(folder / name for name in names), "--identity", folder / "unit.id")


def verify(folder, *options):
    return ("log", "verify", folder / "unit.log", "--pub", folder / "unit.pub", *options)


def events(folder):
    return [line.event for line in read_log(folder / "unit.log", read_identity(folder / "unit.id").public).lines]


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_comparison_is_logged_with_what_was_compared_and_found(folder):
    said = done(*compare(folder)).err
    [event] = events(folder)
    assert isinstance(event, Compared)
    assert [file.sha256 for file in event.files] == [sha256(folder / f"{name}.sealed") for name in ("ours", "theirs")]
    assert [file.rows for file in event.files] == [60, 60]
    counts = event.links
    assert f"{counts.strong} strong, {counts.possible} possible, {counts.repeat} repeat" in said
    assert counts.strong + counts.possible >= 20
    assert (folder / "unit.log").stat().st_mode & 0o777 == 0o600


def test_unit_and_owner_are_told_the_last_digest_of_the_log(folder, made):
    last = sha256_of_last_line(folder, done(*compare(folder)).err)
    assert last in done(*verify(folder)).out
    own = (
        "--identity",
        folder / "ours.id",
        "--parties",
        folder / "parties.toml",
        "--handles",
        made / "ours.handles.csv",
    )
    said = done(
        "reveal", folder / "links.ours.sealed", *own, "--list", made.parent / "ours.csv", "-o", folder / "work.csv"
    )
    assert f"1 line; SHA-256 of the last: {last}" in said.err


def sha256_of_last_line(folder, said):
    digest = hashlib.sha256((folder / "unit.log").read_bytes().splitlines()[-1]).hexdigest()
    assert digest in said
    return digest


def test_a_run_is_compared_once_unless_a_reason_is_given(folder):
    done(*compare(folder))
    for left, right in (("ours", "theirs"), ("theirs", "ours")):
        assert "line 1 of the log" in refused(LIMIT, *compare(folder, left, right), folder=folder)
    done(*compare(folder, "ours", "theirs", "--again", "the links were lost"))
    assert [event.again for event in events(folder)] == [None, "the links were lost"]


def test_a_list_of_variations_is_neither_logged_nor_given_out(folder, monkeypatch):
    monkeypatch.setattr("matcher.limits.VARIATIONS", 1)
    said = refused(LIMIT, *compare(folder), folder=folder)
    assert "1 rows of the left list look like one person of the other" in said or "of the right list" in said
    done(*compare(folder, "ours", "theirs", "--allow-probe", "one link is none"))
    assert [event.allow_probe for event in events(folder)] == ["one link is none"]


def test_a_probe_is_refused_unless_a_reason_is_given(folder):
    assert "a list of 12 rows is a probe" in refused(LIMIT, *compare(folder, "ours", "few"), folder=folder)
    done(*compare(folder, "ours", "few", "--allow-probe", "all whom one village misses"))
    assert [event.allow_probe for event in events(folder)] == ["all whom one village misses"]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201, "two\nlines"])
def test_a_reason_is_one_line_of_text(folder, reason):
    for option in ("--again", "--allow-probe"):
        assert option in refused(USAGE, *compare(folder, "ours", "theirs", option, reason), folder=folder)


def test_in_a_test_on_one_machine_limits_do_not_hold_and_nothing_is_logged(folder):
    for _ in range(2):
        done(*compare(folder, "ours", "few", "--same-machine-test"))
    assert not (folder / "unit.log").exists()


@pytest.mark.parametrize("option", [("--again", "x"), ("--allow-probe", "x"), ("--log", "x.log")])
def test_options_of_the_log_are_for_sealed_lists(folder, option):
    test = compare(folder, "ours", "theirs", "--same-machine-test", *option)
    plain = (*("compare", folder.parent / "ours.csv", folder.parent / "theirs.csv"), *option)
    for name in ("ours", "theirs"):
        write_csv(folder.parent / f"{name}.csv", [HEADER, ("1", *LISTS[name][0])])
    for arguments in (test, plain):
        assert "are for sealed lists" in refused(USAGE, *arguments, folder=folder)


def test_nothing_is_given_out_where_the_log_cannot_be_written(folder, monkeypatch):
    log = folder / "none" / "unit.log"
    assert "cannot be written" in refused(BAD_DATA, *compare(folder, "ours", "theirs", "--log", log), folder=folder)

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("matcher.log.os.fsync", full)
    called = call(*compare(folder))
    assert called.code == BAD_DATA
    assert not list(folder.glob("links*"))


@pytest.mark.parametrize("spoil", ["a changed byte", "a line left out", "open to others", "no log"])
def test_nothing_is_given_out_where_the_log_is_spoiled(folder, spoil):
    done(*compare(folder, "ours", "few", "--allow-probe", "a pilot"))
    done(*compare(folder))
    for links in folder.glob("links*"):
        links.unlink()
    log = folder / "unit.log"
    whole = log.read_bytes()
    spoiled = {
        "a changed byte": whole.replace(b"1", b"2", 1),
        "a line left out": whole.splitlines(keepends=True)[1],
        "no log": b"a list\n",
    }
    log.write_bytes(spoiled.get(spoil, whole))
    log.chmod(0o644 if spoil == "open to others" else 0o600)
    called = call(*compare(folder, "ours", "theirs", "--again", "once more"))
    assert called.code in (BAD_DATA, MISMATCH)
    assert called.err.count("\n") == 1
    assert "unit.log" in called.err
    assert not list(folder.glob("links*"))


# Verify and show


def test_verify_counts_the_lines_and_finds_a_change(folder):
    done(*compare(folder))
    done(*compare(folder, "ours", "few", "--allow-probe", "a pilot"))
    whole = (folder / "unit.log").read_bytes()
    assert done(*verify(folder)).out.startswith("2 lines, all as signed")
    for place in range(0, len(whole), 97):
        changed = bytearray(whole)
        changed[place] ^= 1
        (folder / "unit.log").write_bytes(changed)
        called = call(*verify(folder))
        assert called.code in (BAD_DATA, MISMATCH)
        assert (called.out, called.err.count("\n")) == ("", 1)


def test_lines_that_were_cut_off_are_found_by_what_was_noted(folder):
    done(*compare(folder))
    first = sha256_of_last_line(folder, done(*verify(folder)).out)
    done(*compare(folder, "ours", "few", "--allow-probe", "a pilot"))
    second = sha256_of_last_line(folder, done(*verify(folder)).out)
    done(*verify(folder, "--noted", first, "--noted", second.upper()))
    log = folder / "unit.log"
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])
    assert "(--noted)" in done(*verify(folder)).err
    assert "cut off" in refused(MISMATCH, *verify(folder, "--noted", first, "--noted", second), folder=folder)


def test_verify_wants_the_units_own_public_keys(folder):
    done(*compare(folder))
    arguments = ("log", "verify", folder / "unit.log", "--pub", folder / "ours.pub")
    assert "not as this linkage unit signed it" in refused(MISMATCH, *arguments, folder=folder)
    assert "no such file" in refused(BAD_DATA, "log", "show", folder / "none.log", *verify(folder)[3:], folder=folder)


def test_a_copy_that_others_can_read_is_verified_as_well(folder):
    done(*compare(folder))
    (folder / "unit.log").chmod(0o644)
    done(*verify(folder))


def test_show_has_a_row_an_event_and_no_name(folder):
    done(*compare(folder, "ours", "few", "--allow-probe", "a pilot"))
    done(*forget(folder, "few.sealed"))
    lines = done("log", "show", folder / "unit.log", "--pub", folder / "unit.pub").out.splitlines()
    assert [line.split()[0] for line in lines] == ["line", "1", "2"]
    assert "60 + 12" in lines[1]
    assert "probe: a pilot" in lines[1]
    assert "1 file deleted" in lines[2]
    assert not any(name in "\n".join(lines) for name in ("ours", "theirs", "few"))


# Forget


def test_forget_deletes_what_was_compared_logs_it_and_says_what_remains(folder):
    done(*compare(folder))
    digests = [sha256(folder / f"{name}.sealed") for name in ("theirs", "ours")]
    shutil.move(folder / "ours.sealed", folder / "renamed")
    said = done(*forget(folder, "theirs.sealed", "renamed")).err
    assert not (folder / "theirs.sealed").exists()
    assert not (folder / "renamed").exists()
    assert events(folder)[1] == Forgotten(files=digests)
    for word in ("backups", "flash", "the log"):
        assert word in said


def test_forget_deletes_nothing_where_one_file_was_not_compared(folder):
    done(*compare(folder))
    for name in ("few.sealed", "unit.id", "parties.toml"):
        assert "nothing was deleted" in refused(MISMATCH, *forget(folder, "ours.sealed", name), folder=folder)
    assert "cannot be read" in refused(BAD_DATA, *forget(folder, "ours.sealed", "none.sealed"), folder=folder)


def test_forget_follows_no_link_and_tells_of_other_names(folder):
    done(*compare(folder))
    (folder / "link").symlink_to(folder / "ours.sealed")
    assert "a link to a file" in refused(USAGE, *forget(folder, "link"), folder=folder)
    os.link(folder / "ours.sealed", folder / "copy.sealed")
    os.link(folder / "theirs.sealed", folder / "more.sealed")
    assert "1 other name" in done(*forget(folder, "ours.sealed")).err
    assert "other name" not in done(*forget(folder, "theirs.sealed", "more.sealed", "more.sealed")).err


def test_a_file_that_cannot_be_deleted_is_named_and_those_before_are_logged(folder, monkeypatch):
    done(*compare(folder))
    unlink = type(folder).unlink

    def held(path, *arguments, **options):
        if path.name == "theirs.sealed":
            raise OSError(16, "Device or resource busy")
        unlink(path, *arguments, **options)

    digest = sha256(folder / "ours.sealed")
    monkeypatch.setattr(type(folder), "unlink", held)
    called = call(*forget(folder, "ours.sealed", "theirs.sealed"))
    assert called.code == BAD_DATA
    assert "theirs.sealed: cannot be deleted" in called.err
    assert events(folder)[1:] == [Forgotten(files=[digest])]
    assert "theirs.sealed" in {path.name for path in contents(folder)}
