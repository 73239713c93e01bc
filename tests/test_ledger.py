"""The ledger: a run serves one file of an owner, and what the ledger says tells nobody which list it was."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import pipeline
from matcher.errors import DataError, SpentRunError
from matcher.ledger import (
    MAX_LEDGER_BYTES,
    append,
    check_unspent,
    check_writable,
    ledger_beside,
    list_digest,
    read_ledger,
)
from matcher.secret import Secret, run_keys
from tests.people import parts, people, project, seeded

SECRET = Secret(bytes(range(32)))
NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
MADE = project()
SETTINGS = MADE.project
LINE = {"project": SETTINGS.id, "run": 1, "list": "a" * 64, "file": "b" * 64, "time": "2026-01-31T12:00:00Z"}


def in_run(run: int):
    return SETTINGS.model_copy(update={"run": run})


def digest(rows, made=MADE, secret=SECRET) -> str:
    return list_digest(parts(rows), run_keys(secret, made))


@pytest.fixture
def ledger(tmp_path):
    """A ledger with one line, of run 1."""
    (tmp_path / "list.enc").write_bytes(b"encoded")
    append(tmp_path / "secret.ledger", SETTINGS, digest(people(5)), tmp_path / "list.enc", NOON)
    return tmp_path / "secret.ledger"


def private(path, content: bytes):
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def test_a_line_says_project_run_digests_and_time_and_is_read_back(ledger):
    [entry] = read_ledger(ledger)
    assert json.loads(ledger.read_text()) == entry.model_dump()
    assert (entry.project, entry.run, entry.time) == (SETTINGS.id, 1, "2026-01-31T12:00:00Z")
    assert entry.file == hashlib.sha256(b"encoded").hexdigest()
    assert ledger.stat().st_mode & 0o777 == 0o600


def test_lines_are_kept_in_order_with_times_in_utc(ledger):
    there = NOON.astimezone(timezone(timedelta(hours=8)))
    append(ledger, in_run(2), "c" * 64, ledger.parent / "list.enc", there)
    assert [(entry.run, entry.time) for entry in read_ledger(ledger)] == [
        (1, "2026-01-31T12:00:00Z"),
        (2, "2026-01-31T12:00:00Z"),
    ]


def test_without_a_file_nothing_was_encoded(tmp_path):
    assert read_ledger(tmp_path / "none.ledger") == []
    check_unspent(tmp_path / "none.ledger", SETTINGS, "a" * 64)


def test_a_run_is_refused_for_another_list_and_the_next_is_named(ledger):
    with pytest.raises(SpentRunError, match=r"another list, .* write `run = 2` in both") as caught:
        check_unspent(ledger, SETTINGS, digest(people(6)))
    assert caught.value.exit_code == 5


def test_a_run_is_refused_for_the_same_list_and_its_file_is_named(ledger):
    with pytest.raises(SpentRunError, match=r"this list was encoded in run 1 already") as caught:
        check_unspent(ledger, SETTINGS, digest(people(5)))
    assert hashlib.sha256(b"encoded").hexdigest()[:16] in str(caught.value)
    assert "`run = 2`" in str(caught.value)


def test_the_run_that_is_named_is_one_past_all_that_were_used(ledger):
    append(ledger, in_run(7), "c" * 64, ledger.parent / "list.enc", NOON)
    with pytest.raises(SpentRunError, match="`run = 8`"):
        check_unspent(ledger, SETTINGS, "d" * 64)


def test_a_run_that_was_used_since_it_was_checked_is_not_recorded(ledger):
    before = ledger.read_bytes()
    with pytest.raises(SpentRunError, match="`run = 2`"):
        append(ledger, SETTINGS, "c" * 64, ledger.parent / "list.enc", NOON)
    assert ledger.read_bytes() == before


def test_another_run_and_another_project_are_free(ledger):
    check_unspent(ledger, in_run(2), digest(people(5)))
    check_unspent(ledger, MADE.renewed().project, digest(people(5)))


@settings(deadline=None)
@given(st.permutations(range(6)))
def test_a_digest_does_not_depend_on_the_order_of_rows(order):
    rows = people(6)
    assert digest([rows[place] for place in order]) == digest(rows)


def test_a_digest_depends_on_every_cell_on_how_often_a_row_stands_and_on_secret_and_run():
    rows = people(4)
    others = [digest(rows[:3]), digest([*rows, rows[0]]), digest(rows, secret=Secret(bytes(32)))]
    others.append(digest(rows, MADE.model_copy(update={"project": in_run(2)})))
    for row in range(4):
        for cell in range(len(rows[row])):
            changed = [list(cells) for cells in rows]
            changed[row][cell] = ""
            others.append(digest([tuple(cells) for cells in changed]))
    emptied = sum(bool(cell) for row in rows for cell in row)
    assert len({digest(rows), *others}) == 1 + 4 + emptied


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"{" * 1000,
        json.dumps({**LINE, "run": 0}).encode(),
        json.dumps({**LINE, "run": "1"}).encode(),
        json.dumps({**LINE, "project": "ours"}).encode(),
        json.dumps({**LINE, "list": "A" * 64}).encode(),
        json.dumps({**LINE, "time": "yesterday"}).encode(),
        json.dumps({**LINE, "name": "zzqmark"}).encode(),
    ],
)
def test_a_line_that_encode_does_not_write_is_named_and_not_shown(tmp_path, line):
    path = private(tmp_path / "secret.ledger", json.dumps(LINE).encode() + b"\n" + line + b"\n")
    with pytest.raises(DataError) as caught:
        read_ledger(path)
    assert str(caught.value).startswith(f"{path}, line 2: ")
    assert "zzqmark" not in str(caught.value)


@given(content=st.binary(min_size=1, max_size=200))
def test_whatever_else_stands_in_a_ledger_is_refused(tmp_path_factory, content):
    path = private(tmp_path_factory.getbasetemp() / "fuzzed.ledger", content)
    with pytest.raises(DataError, match=r"^\S+, line \d+: not a line"):
        read_ledger(path)


def test_a_ledger_that_others_can_read_or_that_is_too_large_is_refused(ledger):
    ledger.chmod(0o644)
    with pytest.raises(DataError, match="others can read this file"):
        read_ledger(ledger)
    private(ledger, b"\n" * (MAX_LEDGER_BYTES + 1))
    with pytest.raises(DataError, match="too large for a ledger"):
        read_ledger(ledger)


def test_a_ledger_that_cannot_be_written_is_named_before_the_work(tmp_path, monkeypatch):
    monkeypatch.setattr("matcher.ledger.os.access", lambda *_: False)
    with pytest.raises(DataError, match="the ledger cannot be written"):
        check_writable(tmp_path / "secret.ledger")


def test_it_lies_beside_the_secret(tmp_path):
    assert ledger_beside(tmp_path / "secret.key") == tmp_path / "secret.ledger"


@pytest.mark.parametrize("number", [1, 2, 255])
def test_all_shares_of_a_secret_have_one_ledger(tmp_path, number):
    assert ledger_beside(tmp_path / f"secret.share-{number}.key") == tmp_path / "secret.ledger"


def test_two_files_of_one_list_in_one_run_would_show_what_rows_lack():
    """Why a list that did not change is refused as well: a slot is the same in both files, or was drawn at random."""
    rows = [(*row[:2], "", row[3]) if number % 2 else row for number, row in enumerate(people(40))]
    first, second = (pipeline.encode_list(parts(rows), MADE, SECRET, entropy=seeded(seed)) for seed in (1, 2))
    common = np.isin(first.encoded.slots.tokens, second.encoded.slots.tokens).sum(axis=1)
    lacking = np.array([rows[row][2] == "" for row in first.rows.tolist()])
    assert common[~lacking].min() > common[lacking].max()
