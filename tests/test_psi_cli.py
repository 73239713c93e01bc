"""`matcher psi` with both owners played, each at home, and no unit: over a folder, and over a line."""

from __future__ import annotations

import csv
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.commands import ID_MARK, MARK, call, contents, done, python_m_matcher, refused, rows_of, two_lists, write_csv

pytest.importorskip("private_set_intersection.python", reason="no openmined-psi for this platform")

LISTS = {"families": "families.xlsx", "police": "police.csv"}
OTHER = {"families": "police", "police": "families"}


def prepare(place):
    """Two homes that agreed on a project and its secret, and a folder that both see."""
    truth = two_lists(place, people=90, shared=30)
    write_csv(place / "truth.csv", [("left_id", "right_id"), *sorted(truth)])
    (place / "stick").mkdir()
    for name, list_file in LISTS.items():
        home = place / name
        home.mkdir()
        shutil.move(place / list_file, home)
        done("identity", "-o", home / "me.id")
        done("parties", "add", place / "parties.toml", home / "me.pub", "--role", "owner", "--name", name)
    families, police = (place / name for name in LISTS)
    done("new", place / "star.toml", "--from", families / "families.xlsx", "--expected-rows", 300)
    done("keygen", "-o", families / "secret.key")
    shutil.copy2(families / "secret.key", police)
    return place


@pytest.fixture(scope="module")
def agreed(tmp_path_factory):
    return prepare(tmp_path_factory.mktemp("agreed"))


@pytest.fixture
def place(agreed, tmp_path):
    """A fresh copy of what was agreed."""
    return shutil.copytree(agreed, tmp_path / "place")


def command(place, name, folder="stick", **other):
    options = {
        "--project": place / "star.toml",
        "--secret-file": place / name / "secret.key",
        "--partner": OTHER[name],
        "--folder": place / folder,
        "--identity": place / name / "me.id",
        "--parties": place / "parties.toml",
        "-o": place / name / "links.csv",
    } | {f"--{option}": value for option, value in other.items()}
    words = (word for option in options.items() if option[1] is not None for word in option)
    return "psi", place / name / LISTS[name], *words


def walk(place) -> Iterator[tuple[str, str]]:
    """All calls that it takes, by turns."""
    for name in ("families", "police", "families", "police", "families"):
        yield name, done(*command(place, name)).err


@pytest.fixture(scope="module")
def walked(agreed, tmp_path_factory):
    place = shutil.copytree(agreed, tmp_path_factory.mktemp("walked") / "place")
    return place, list(walk(place))


def pairs(path):
    return {
        (row["left_handle"], row["right_handle"], row["band"], row["score"], row["evidence"]) for row in rows_of(path)
    }


def test_each_call_says_what_was_sent_and_what_to_wait_for(walked):
    _, said = walked
    for (_, text), step in zip(said, ("psi-1-request", "psi-2-answer", "psi-3-shown", "psi-4-shown"), strict=False):
        assert step in text
    assert [bool(re.search("run this again when", text)) for _, text in said] == [True, True, True, False, False]
    assert ["this side is done" in text for _, text in said] == [False, False, False, True, True]


def test_both_owners_have_the_same_links_each_with_its_own_handles_left(walked):
    place, _ = walked
    ours, theirs = (pairs(place / name / "links.csv") for name in LISTS)
    assert len(ours) > 15
    assert ours == {(left, right, *rest) for right, left, *rest in theirs}
    own = {row["handle"] for row in rows_of(place / "families" / "links.handles.csv")}
    assert {left for left, *_ in ours} <= own


def test_links_are_revealed_and_measured_as_after_compare(walked, tmp_path):
    place, _ = walked
    measured = done(
        *("evaluate", place / "families" / "links.csv", "--truth", place / "truth.csv"),
        *("--left-handles", place / "families" / "links.handles.csv"),
        *("--right-handles", place / "police" / "links.handles.csv"),
    ).out
    assert f1(measured) > 0.8
    for name in LISTS:
        done(
            *("reveal", place / name / "links.csv", "--handles", place / name / "links.handles.csv"),
            *("--list", place / name / LISTS[name], "-o", tmp_path / f"{name}.csv"),
        )
        assert len(rows_of(tmp_path / f"{name}.csv")) == len(rows_of(place / name / "links.csv"))


def f1(text):
    return float(re.search(r"^F1 +([0-9.]+)", text, re.MULTILINE)[1])


def test_f1_is_that_of_a_comparison_by_a_unit(walked, tmp_path):
    """Close-ups of missing cells are random, so the two may differ by a pair at the threshold."""
    place, _ = walked
    for name in LISTS:
        secret = shutil.copy2(place / name / "secret.key", tmp_path / f"{name}.key")
        done(
            *("encode", place / name / LISTS[name], "--project", place / "star.toml"),
            *("--secret-file", secret, "-o", tmp_path / f"{name}.enc"),
        )
    unit = tmp_path / "unit.csv"
    done("compare", tmp_path / "families.enc", tmp_path / "police.enc", "--unsealed", "--same-machine-test", "-o", unit)
    measured = []
    for links, folders in ((unit, (tmp_path, tmp_path)), (place / "families" / "links.csv", None)):
        left, right = (
            (folders[side] / f"{name}.handles.csv") if folders else (place / name / "links.handles.csv")
            for side, name in enumerate(LISTS)
        )
        options = ("--truth", place / "truth.csv", "--left-handles", left, "--right-handles", right)
        measured.append(f1(done("evaluate", links, *options).out))
    assert abs(measured[0] - measured[1]) <= 0.05


def test_what_lies_at_home_is_private_and_only_sealed_messages_lie_between(walked):
    place, _ = walked
    assert {path.suffix for path in (place / "stick").iterdir()} == {".sealed"}
    assert len(list((place / "stick").iterdir())) == 4
    for name in LISTS:
        assert not (place / name / "links.psi").exists()
        assert os.name != "posix" or (place / name / "links.handles.csv").stat().st_mode & 0o077 == 0


def test_a_side_that_is_done_says_so_and_changes_nothing(walked):
    place, _ = walked
    before = contents(place)
    assert "this side is done" in done(*command(place, "families")).err
    assert contents(place) == before


def test_links_of_another_exchange_are_not_taken_for_those_of_this_one(place):
    (place / "families" / "links.csv").write_text("of last year")
    assert "give another -o" in refused(3, *command(place, "families"), folder=place)


def test_a_list_is_used_once_a_run(walked, tmp_path):
    place = shutil.copytree(walked[0], tmp_path / "place")
    shutil.rmtree(place / "stick")
    (place / "stick").mkdir()
    (place / "families" / "links.csv").unlink()
    assert "encoded in run 1 already" in refused(5, *command(place, "families"), folder=place)


def test_a_probe_is_refused_before_it_says_anything(place):
    header, *rows = (place / "police" / "police.csv").read_bytes().splitlines(keepends=True)
    (place / "police" / "police.csv").write_bytes(header + b"".join(rows[:40]))
    assert "is a probe" in refused(5, *command(place, "police"), folder=place)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"partner": "nobody"}, 4, "no party nobody"),
        ({"partner": "families"}, 2, "that is yourself"),
        ({"folder": "nowhere"}, 3, "no such folder"),
        ({"listen": "127.0.0.1:1", "connect": "127.0.0.1:1"}, 2, "one side gives the one"),
        ({"listen": "here"}, 2, "HOST:PORT"),
        ({"project": "families/secret.key"}, 3, "secret.key"),
        ({"secret-file": None}, 2, "give the project secret"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(place, change, code, words):
    change = {name: place / value if name == "project" else value for name, value in change.items()}
    assert words in refused(code, *command(place, "families", **change), folder=place)


def test_an_identity_that_is_not_an_owners_is_refused(place):
    done("identity", "-o", place / "families" / "other.id")
    text = refused(4, *command(place, "families", identity=place / "families" / "other.id"), folder=place)
    assert "not in the book" in text


def test_a_message_of_another_run_is_refused(place):
    done(*command(place, "families"))
    project = place / "star.toml"
    project.write_text(re.sub(r"^run = 1", "run = 2", project.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert "run 2 and run 1" in refused(4, *command(place, "police"), folder=place)


def test_without_the_library_one_line_says_how_to_install_it(place, monkeypatch):
    monkeypatch.setitem(sys.modules, "private_set_intersection.python", None)
    assert "pip install 'matcher-pprl[psi]'" in refused(2, *command(place, "families"), folder=place)


def test_no_cell_leaves_the_list(place):
    """Ids are in the handles, which are private; no other cell is anywhere."""
    header, *lines = csv.reader((place / "police" / "police.csv").read_text("gb18030").splitlines())
    number = header.index("Passport No")
    rows = [
        (f"{ID_MARK}{row}", *line[1:number], f"{row:04}{MARK}{line[number]}", *line[number + 1 :])
        for row, line in enumerate(lines)
    ]
    write_csv(place / "police" / "police.csv", [header, *rows])
    before = contents(place)
    done(*command(place, "police"))
    written = {path: content for path, content in contents(place).items() if before.get(path) != content}
    assert {path.name for path in written} >= {"links.psi", "links.handles.csv", "secret.ledger"}
    assert not any(MARK.encode() in content for content in written.values())
    assert {path.name for path, content in written.items() if ID_MARK.encode() in content} == {"links.handles.csv"}


@pytest.fixture
def address():
    """A place on this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_where_nobody_listens_nothing_is_begun(place, address):
    assert "Connection refused" in refused(3, *command(place, "families", connect=address), folder=place)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_over_a_line_each_owner_runs_it_once(place, address):
    for name in LISTS:
        (place / f"own-{name}").mkdir()
    listener = subprocess.Popen(
        python_m_matcher(*command(place, "families", "own-families", listen=address)), text=True, stderr=subprocess.PIPE
    )
    for _ in range(600):  # until it listens
        called = call(*command(place, "police", "own-police", connect=address))
        if "Connection refused" not in called.err:
            break
        time.sleep(0.1)
    assert called.code == 0, called.err
    assert listener.wait(120) == 0
    assert "this side is done" in called.err
    assert "this side is done" in listener.stderr.read()
    ours, theirs = (pairs(place / name / "links.csv") for name in LISTS)
    assert len(ours) > 15
    assert ours == {(left, right, *rest) for right, left, *rest in theirs}
    assert contents(place / "own-families") == contents(place / "own-police")
