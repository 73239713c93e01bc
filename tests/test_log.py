"""The log: what the unit signed in order is what is read, and every change of it is found."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from matcher import log
from matcher.errors import DataError, LimitError, MatcherError, MismatchError
from matcher.identity import new_identity
from matcher.limits import check_once
from matcher.log import Compared, Forgotten, LinkCounts, ListFile, Mark, append, is_reason, own_log, read_log

UNIT, STRANGER, FAMILIES, POLICE = (new_identity() for _ in range(4))
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def compared(run=1, rows=(1800, 2000), **change):
    signers = (FAMILIES.public.fingerprint, POLICE.public.fingerprint)
    files = tuple(
        ListFile(signer=signer, sha256=f"{run:02x}" * 32, rows=count)
        for signer, count in zip(signers, rows, strict=True)
    )
    made = Compared(fingerprint="ab" * 32, run=run, files=files, links=LinkCounts(strong=4, possible=1))
    return made.model_copy(update=change)


EVENTS = (compared(1), compared(2, again="the disk was full"), Forgotten(files=["01" * 32]))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The bytes of a log of three lines, and its mark."""
    path = tmp_path_factory.mktemp("log") / "unit.log"
    marks = [append(path, UNIT, event, NOON) for event in EVENTS]
    return path.read_bytes(), marks[-1]


@pytest.fixture
def path(written, tmp_path):
    path = tmp_path / "unit.log"
    path.write_bytes(written[0])
    path.chmod(0o600)
    return path


def found(path, content):
    """Whether a change of a log is found, in one line that shows nothing of it."""
    path.write_bytes(content)
    said = None
    try:
        read_log(path, UNIT.public)
    except MatcherError as error:
        said = str(error)
    assert said is None or (said.startswith(f"{path}, line ") and "\n" not in said)
    return said is not None


def test_what_is_written_is_read_back_in_order(path, written):
    read = read_log(path, UNIT.public, private=True)
    assert tuple(line.event for line in read.lines) == EVENTS
    assert [line.number for line in read.lines] == [1, 2, 3]
    assert read.mark == written[1]


def test_a_log_is_private_and_its_times_are_in_utc(tmp_path):
    path = tmp_path / "unit.log"
    append(path, UNIT, EVENTS[0], datetime(2026, 1, 31, 20, tzinfo=timezone(timedelta(hours=8))))
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_log(path, UNIT.public).lines[0].time == "2026-01-31T12:00:00Z"


def test_a_line_holds_digests_counts_and_fingerprints_and_no_name(written):
    line = json.loads(written[0].splitlines()[0])
    assert line.keys() == {"number", "time", "before", "event", "signature"}
    assert line["event"] == {
        "kind": "compared",
        "fingerprint": "ab" * 32,
        "run": 1,
        "files": [
            {"signer": FAMILIES.public.fingerprint, "sha256": "01" * 32, "rows": 1800},
            {"signer": POLICE.public.fingerprint, "sha256": "01" * 32, "rows": 2000},
        ],
        "links": {"strong": 4, "possible": 1, "repeat": 0},
        "again": None,
        "allow_probe": None,
    }


def test_a_log_is_verified_by_following_the_page(written):
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(UNIT.public.ed25519))
    before = "0" * 64
    for number, line in enumerate(written[0].split(b"\n")[:-1], 1):
        said = json.loads(line)
        assert (said["number"], said["before"]) == (number, before)
        assert said["event"]["kind"] in ("compared", "forgotten")
        key.verify(bytes.fromhex(said["signature"]), b"matcher-log-1\n" + line[: line.rindex(b',"signature"')])
        before = hashlib.sha256(line).hexdigest()
    assert written[1] == (number, before)


# Changes


def test_a_change_of_any_byte_is_found(path, written):
    whole = written[0]
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 + place % 255
        assert found(path, bytes(changed)), place


def test_a_byte_that_is_left_out_or_put_in_is_found(path, written):
    whole = written[0]
    for place in range(0, len(whole), 3):
        assert found(path, whole[:place] + whole[place + 1 :]), place
        assert found(path, whole[:place] + b" " + whole[place:]), place


def test_a_line_left_out_doubled_or_moved_is_found(path, written):
    one, two, three = written[0].splitlines(keepends=True)
    for lines in ((two, three), (one, three), (one, one, two, three), (one, two, three, three), (two, one, three)):
        assert found(path, b"".join(lines))
    assert found(path, b"".join((one, two, three, b"\n")))


def test_lines_cut_off_at_the_end_are_found_by_who_noted_the_last_digest(path, written):
    one, two, _ = written[0].splitlines(keepends=True)
    assert not found(path, one + two)
    assert written[1].sha256 not in read_log(path, UNIT.public).digests
    assert found(path, (one + two)[:-1])


def test_a_line_of_another_log_of_the_unit_does_not_follow(path, written):
    other = path.with_name("other.log")
    for event in (compared(3), compared(4)):
        append(other, UNIT, event, NOON)
    one, *_ = written[0].splitlines(keepends=True)
    assert found(path, one + other.read_bytes().splitlines(keepends=True)[1])


def test_a_log_of_another_unit_is_refused(path):
    with pytest.raises(MismatchError, match="line 1: not as this linkage unit signed it"):
        read_log(path, STRANGER.public)
    before = path.read_bytes()
    with pytest.raises(MismatchError):
        append(path, STRANGER, EVENTS[0], NOON)
    assert path.read_bytes() == before


def test_what_the_unit_signed_for_another_use_is_no_line(path, monkeypatch):
    path.unlink()
    with monkeypatch.context() as patched:
        patched.setattr(log, "_DOMAIN", b"matcher-sealed-1\n")
        append(path, UNIT, EVENTS[0], NOON)
    with pytest.raises(MismatchError):
        read_log(path, UNIT.public)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: f'{{"number":1{text}'.encode())))
def test_any_bytes_are_a_log_of_no_lines_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.log"
    assert found(path, content) == bool(content)


def test_a_line_that_is_well_signed_and_says_something_else_is_refused(path):
    path.unlink()
    append(path, UNIT, EVENTS[0].model_copy(update={"run": 0}), NOON)  # which checks nothing
    with pytest.raises(DataError, match="line 1: of another version"):
        read_log(path, UNIT.public)


# Writing


@given(st.lists(st.sampled_from(EVENTS), max_size=4))
def test_each_line_follows_the_one_before_and_the_mark_is_the_last(tmp_path_factory, events):
    path = tmp_path_factory.mktemp("any") / "unit.log"
    marks = [append(path, UNIT, event, NOON) for event in events]
    read = own_log(path, UNIT)
    assert [line.before for line in read.lines] == ["0" * 64, *read.digests][: len(events)]
    assert marks == [Mark(number, digest) for number, digest in enumerate(read.digests, 1)]
    assert [line.event for line in read.lines] == events


def test_a_log_that_others_can_read_or_that_cannot_be_written_is_refused_by_the_unit(path, tmp_path):
    path.chmod(0o640)
    with pytest.raises(DataError, match="others can read"):
        append(path, UNIT, EVENTS[0], NOON)
    with pytest.raises(DataError, match="cannot be written"):
        own_log(tmp_path / "none" / "unit.log", UNIT)


def test_a_full_disk_or_a_full_log_leaves_the_log_as_it_was(path, written, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("matcher.log.os.fsync", full)
        with pytest.raises(DataError, match="No space left"):
            append(path, UNIT, EVENTS[0], NOON)
    assert path.read_bytes() == written[0]
    monkeypatch.setattr(log, "MAX_BYTES", len(written[0]) + 10)
    with pytest.raises(DataError, match="full"):
        append(path, UNIT, EVENTS[0], NOON)
    assert path.read_bytes() == written[0]


def test_of_comparisons_of_one_run_at_once_one_is_logged(tmp_path):
    path, refused = tmp_path / "unit.log", []

    def compare():
        try:
            append(path, UNIT, EVENTS[0], NOON, lambda lines: check_once(lines, EVENTS[0]))
        except LimitError as error:
            refused.append(error)

    threads = [Thread(target=compare) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(own_log(path, UNIT).lines), len(refused)) == (1, 3)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("the disk was full", True),
        ("磁盘已满", True),
        ("x" * 200, True),
        ("x" * 201, False),
        ("", False),
        (" ", False),
        ("two\nlines", False),
        ("two\u2028lines", False),
        ("\x1b[31mred", False),
        ("\udc80", False),
    ],
)
def test_a_reason_is_one_line_of_text(text, fits):
    assert is_reason(text) == fits
