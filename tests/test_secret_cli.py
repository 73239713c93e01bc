"""The secret on the command line: words, shares, passphrases, the ledger of runs, rotation; nothing of it shows."""

from __future__ import annotations

import hashlib
import os
import pty
import re
import shutil
import subprocess
import sys

import pytest

from matcher.cli import main
from matcher.project import read_project
from matcher.secret import Secret, passphrase, secret_text
from matcher.secret.words import to_words
from tests.commands import call, done, python_m_matcher, refused, write_csv, write_project
from tests.people import HEADER, people, project

USAGE, BAD_DATA, MISMATCH, SPENT = 2, 3, 4, 5
SECRET = Secret(bytes(range(32)))
WORDS = to_words(SECRET)
PASSPHRASE = "ocean travel maple window brother bridge"


@pytest.fixture
def folder(tmp_path):
    """What an owner has: a project, the secret, and a list with a second version of it."""
    write_project(tmp_path / "star.toml", project(plan=["names.letters + birthdate.year"]))
    (tmp_path / "secret.key").write_bytes(secret_text(SECRET))
    (tmp_path / "secret.key").chmod(0o600)
    rows = [(str(number), *row) for number, row in enumerate(people(12))]
    write_csv(tmp_path / "list.csv", [HEADER, *rows])
    write_csv(tmp_path / "changed.csv", [HEADER, *rows[1:]])
    return tmp_path


@pytest.fixture
def typed(monkeypatch):
    """Answers to what is asked for unseen, in order; the list of what was asked comes back."""

    def prepare(*answers: str) -> list[str]:
        asked: list[str] = []
        waiting = iter(answers)

        def answer(prompt: str) -> str:
            asked.append(prompt)
            return next(waiting)

        monkeypatch.setattr("getpass.getpass", answer)
        return asked

    return prepare


@pytest.fixture
def on_terminal(monkeypatch):
    monkeypatch.setattr("matcher.cli.keygen.on_terminal", lambda: True)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(passphrase, "MEMORY_KIB", 8 * passphrase.LANES)


def encoding(folder, *secret, name="list.csv", output="list.enc"):
    return ("encode", folder / name, "--project", folder / "star.toml", *secret, "-o", folder / output)


def key_check(path) -> str:
    return re.search("key check +([0-9a-f]{32})", done("describe", path).out)[1]


# Words


def test_words_are_shown_on_a_terminal_when_asked_for_and_make_the_same_file(folder, typed, on_terminal):
    called = done("keygen", "--secret-file", folder / "secret.key", "--words")
    shown = re.findall(r"[0-9]+ ([a-z]+)", called.out)
    assert shown == WORDS
    typed(" ".join(shown))
    done("keygen", "--from-words", "-o", folder / "copy.key")
    assert (folder / "copy.key").read_bytes() == (folder / "secret.key").read_bytes()
    assert (folder / "copy.key").stat().st_mode & 0o777 == 0o600


def test_a_new_secret_is_shown_as_words_and_written(tmp_path, on_terminal):
    shown = re.findall(r"[0-9]+ ([a-z]+)", done("keygen", "--words", "-o", tmp_path / "secret.key").out)
    value = bytes.fromhex((tmp_path / "secret.key").read_text().split()[1])
    assert shown == to_words(Secret(value))


def test_words_are_not_shown_where_they_would_end_in_a_file(folder):
    line = refused(USAGE, "keygen", "--secret-file", folder / "secret.key", "--words", folder=folder)
    assert "on a terminal only" in line
    assert "terminal only" in refused(USAGE, "keygen", "--words", "-o", folder / "new.key", folder=folder)


def test_words_are_asked_for_one_by_one_and_a_wrong_one_again_by_its_place(tmp_path, typed):
    asked = typed(
        WORDS[0], f"{WORDS[1][:4]} {WORDS[2]}", "zzqmark", " ".join([WORDS[3], "zzqmark", *WORDS[5:]]), *WORDS[4:]
    )
    called = done("keygen", "--from-words", "-o", tmp_path / "secret.key")
    assert (tmp_path / "secret.key").read_bytes() == secret_text(SECRET)
    assert asked[:5] == [f"word {number} of 24: " for number in (1, 2, 4, 4, 5)]
    assert "word 4 is not in the list" in called.err
    assert "word 5 is not in the list" in called.err


def test_words_that_make_no_secret_leave_no_file(tmp_path, typed):
    typed(" ".join([WORDS[1], WORDS[0], *WORDS[2:]]))
    assert "another place" in refused(
        BAD_DATA, "keygen", "--from-words", "-o", tmp_path / "secret.key", folder=tmp_path
    )


def test_words_and_passphrases_are_asked_for_on_a_terminal_only(folder):
    """In a session of its own a program has no terminal to ask on."""
    for arguments in (("keygen", "--from-words", "-o", folder / "new.key"), encoding(folder, "--passphrase")):
        ended = subprocess.run(
            python_m_matcher(*arguments), input=" ".join(WORDS), text=True, capture_output=True, start_new_session=True
        )
        assert ended.returncode == USAGE, ended.stderr
        assert "on a terminal" in ended.stderr
        assert WORDS[5] not in ended.stderr + ended.stdout
        assert ended.stderr.count("\n") == 1


def test_words_typed_on_a_terminal_are_not_shown_there(tmp_path):
    pid, terminal = pty.fork()
    if pid == 0:  # the program, with the other end for its terminal
        os.execv(sys.executable, python_m_matcher("keygen", "--from-words", "-o", tmp_path / "secret.key"))
    seen = b""
    while b"word 1 of 24: " not in seen:
        seen += os.read(terminal, 1000)
    os.write(terminal, " ".join(WORDS).encode() + b"\n")
    try:
        while more := os.read(terminal, 1000):
            seen += more
    except OSError:
        pass  # Linux says so when the program has ended
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    os.close(terminal)
    assert (tmp_path / "secret.key").read_bytes() == secret_text(SECRET)
    assert not any(word in seen.decode().split() for word in WORDS)


# Shares


def test_any_two_of_three_shares_make_the_secret_and_encode_with_it(folder):
    done("keygen", "--secret-file", folder / "secret.key", "--split", "2/3", "-o", folder / "parted.key")
    shares = [folder / f"parted.share-{number}.key" for number in (1, 2, 3)]
    assert not (folder / "parted.key").exists()
    assert all(share.stat().st_mode & 0o777 == 0o600 for share in shares)
    done("keygen", "--from-shares", shares[2], shares[0], "-o", folder / "whole.key")
    assert (folder / "whole.key").read_bytes() == secret_text(SECRET)
    done(*encoding(folder, "--secret-file", folder / "secret.key"))
    done(*encoding(folder, "--secret-file", shares[1], "--secret-file", shares[2], output="again.enc"))
    assert key_check(folder / "list.enc") == key_check(folder / "again.enc")


def test_too_few_and_mixed_shares_are_refused(folder):
    for name in ("a", "b"):
        done("keygen", "--split", "2/2", "-o", folder / f"{name}.key")
    a, b = (folder / f"{name}.share-1.key" for name in "ab")
    for shares, words in (((a,), "1 of the 2"), ((a, b), "different secrets"), ((a, a), "twice")):
        line = refused(MISMATCH, "keygen", "--from-shares", *shares, "-o", folder / "new.key", folder=folder)
        assert words in line
    refused(MISMATCH, *encoding(folder, "--secret-file", a), folder=folder)


@pytest.mark.parametrize("split", ["1/3", "3/2", "2", "2/256", "0/0", "two/three", "-1/2", "2/3/4"])
def test_a_split_that_cannot_be_is_refused(tmp_path, split):
    line = refused(USAGE, "keygen", f"--split={split}", "-o", tmp_path / "secret.key", folder=tmp_path)
    assert "two numbers as 2/3" in line


def test_shares_are_written_all_or_none(tmp_path):
    (tmp_path / "secret.share-2.key").write_text("somebody's")
    assert "exists already" in refused(
        USAGE, "keygen", "--split", "2/3", "-o", tmp_path / "secret.key", folder=tmp_path
    )


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--words",),
        ("--secret-file", "secret.key", "--split", "2/3"),
        ("--from-shares", "-o", "new.key"),
        ("a.key", "-o", "new.key"),
        ("--passphrase", "-o", "new.key"),
        ("--project", "star.toml", "-o", "new.key"),
        ("--from-words", "--secret-file", "secret.key", "-o", "new.key"),
    ],
)
def test_a_keygen_that_makes_no_sense_is_refused(folder, monkeypatch, arguments):
    monkeypatch.chdir(folder)
    refused(USAGE, "keygen", *arguments, folder=folder)


# Passphrases


def test_a_passphrase_is_asked_for_twice_and_encodes_as_its_file_does(folder, typed, quick):
    asked = typed(PASSPHRASE, PASSPHRASE, PASSPHRASE)
    done("keygen", "--passphrase", "--project", folder / "star.toml", "-o", folder / "said.key")
    assert asked == ["passphrase: ", "passphrase again: "]
    done(*encoding(folder, "--secret-file", folder / "said.key"))
    done(*encoding(folder, "--passphrase", output="again.enc"))
    assert key_check(folder / "list.enc") == key_check(folder / "again.enc")
    assert (folder / "star.ledger").exists()  # with no secret file it lies beside the project


def test_two_passphrases_that_differ_and_one_that_is_easily_guessed_are_refused(folder, typed, quick):
    arguments = ("keygen", "--passphrase", "--project", folder / "star.toml", "-o", folder / "new.key")
    typed(PASSPHRASE, PASSPHRASE.upper() + "!")
    assert "differ" in refused(USAGE, *arguments, folder=folder)
    for command in (arguments, encoding(folder, "--passphrase")):
        typed("zzqmark")
        assert "too easily guessed" in refused(USAGE, *command, folder=folder)


def test_encode_wants_the_secret_in_one_way(folder):
    for secret in ((), ("--passphrase", "--secret-file", folder / "secret.key")):
        assert "--secret-file, or --passphrase" in refused(USAGE, *encoding(folder, *secret), folder=folder)


# The ledger


def test_a_run_serves_one_list_and_the_next_run_another(folder):
    secret = ("--secret-file", folder / "secret.key")
    done(*encoding(folder, *secret))
    changed = encoding(folder, *secret, name="changed.csv", output="changed.enc")
    assert "`run = 2`" in refused(SPENT, *changed, folder=folder)
    path = folder / "star.toml"
    path.write_text(path.read_text("utf-8").replace("run = 1 ", "run = 2 "), "utf-8")
    done(*changed)
    assert len((folder / "secret.ledger").read_text().splitlines()) == 2


def test_the_same_list_is_not_encoded_twice_in_a_run_in_whatever_order(folder):
    done(*encoding(folder, "--secret-file", folder / "secret.key"))
    lines = (folder / "list.csv").read_text().splitlines()
    (folder / "list.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]))
    line = refused(SPENT, *encoding(folder, "--secret-file", folder / "secret.key", output="new.enc"), folder=folder)
    assert "this list was encoded in run 1 already" in line


def test_an_owner_with_a_copy_of_the_secret_has_a_ledger_of_its_own(folder):
    shutil.copy(folder / "secret.key", folder / "other.key")
    done(*encoding(folder, "--secret-file", folder / "secret.key"))
    done(*encoding(folder, "--secret-file", folder / "other.key", name="changed.csv", output="changed.enc"))


def test_what_could_not_be_recorded_is_not_written(folder, monkeypatch):
    opened = os.open

    def full(path, *options, **named):
        if str(path).endswith(".ledger"):
            raise OSError(28, "No space left on device")
        return opened(path, *options, **named)

    monkeypatch.setattr("os.open", full)
    line = refused(BAD_DATA, *encoding(folder, "--secret-file", folder / "secret.key"), folder=folder)
    assert "the ledger cannot be written (No space left on device)" in line


def test_a_ledger_that_is_none_is_refused_and_not_written_over(folder):
    (folder / "secret.ledger").write_text("zzqmark\n")
    (folder / "secret.ledger").chmod(0o600)
    line = refused(BAD_DATA, *encoding(folder, "--secret-file", folder / "secret.key"), folder=folder)
    assert "secret.ledger, line 1" in line


# Rotation


def rotating(folder, output="new.key"):
    return ("rotate", folder / "star.toml", "--secret-file", folder / "secret.key", "-o", folder / output)


def test_rotate_begins_a_project_anew_and_names_the_dead_files(folder):
    done(*encoding(folder, "--secret-file", folder / "secret.key"))
    before = read_project(folder / "star.toml")
    called = done(*rotating(folder))
    after = read_project(folder / "star.toml")
    assert after.project.id != before.project.id
    assert after.plan == before.plan
    assert after.field == before.field
    sha256 = hashlib.sha256((folder / "list.enc").read_bytes()).hexdigest()
    assert "dead: the file of run 1, made 20" in called.err
    assert f"SHA-256 {sha256}" in called.err
    assert (folder / "new.key").stat().st_mode & 0o777 == 0o600
    done(*encoding(folder, "--secret-file", folder / "new.key", output="new.enc"))
    together = call("compare", folder / "list.enc", folder / "new.enc", "--same-machine-test", "-o", folder / "l.csv")
    assert together.code == MISMATCH


def test_rotate_sets_the_run_to_1_and_knows_no_file_where_there_is_no_ledger(folder):
    path = folder / "star.toml"
    path.write_text(path.read_text("utf-8").replace("run = 1 ", "run = 9 "), "utf-8")
    assert "knows no file of yours" in done(*rotating(folder)).err
    assert read_project(path).project.run == 1


def test_rotate_works_with_shares_and_with_a_passphrase(folder, typed, quick):
    done("keygen", "--secret-file", folder / "secret.key", "--split", "2/2", "-o", folder / "old.key")
    shares = (folder / "old.share-1.key", folder / "old.share-2.key")
    done(*encoding(folder, "--secret-file", shares[0], "--secret-file", shares[1]))
    typed(PASSPHRASE, PASSPHRASE)
    done(*encoding(folder, "--passphrase", output="second.enc"))
    given = [word for share in reversed(shares) for word in ("--secret-file", share)]
    before = (folder / "star.toml").read_bytes()
    assert "knows 1 file" in done("rotate", folder / "star.toml", *given, "-o", folder / "a.key").err
    (folder / "star.toml").write_bytes(before)
    assert "knows 1 file" in done("rotate", folder / "star.toml", "--passphrase", "-o", folder / "b.key").err
    line = refused(MISMATCH, "rotate", folder / "star.toml", *given[:2], "-o", folder / "c.key", folder=folder)
    assert "1 of the 2 shares" in line


def test_rotate_changes_nothing_where_it_cannot_end(folder, monkeypatch):
    assert "exists already" in refused(USAGE, *rotating(folder, "secret.key"), folder=folder)

    def broken(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("matcher.cli.rotate.write_toml", broken)
    refused(130, *rotating(folder), folder=folder)
    (folder / "secret.key").chmod(0o644)
    assert "chmod 600" in refused(BAD_DATA, *rotating(folder), folder=folder)


# The process


def test_a_command_leaves_no_core_dump():
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_CORE)
    try:
        main(["--help"])
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] <= 1
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
