from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import save

from matcher import pipeline
from matcher.encodings import EncodedFilters, EncodedList
from matcher.errors import DataError, MismatchError
from matcher.files import check_together, is_encoded, read_encoded, write_encoded
from matcher.secret import Secret
from tests.people import parts, people, project, seeded

SECRET = Secret(bytes(range(32)))


@pytest.fixture(scope="module")
def encoded() -> EncodedList:
    return pipeline.encode_list(parts(people(3)), project(), SECRET, entropy=seeded(1)).encoded


@pytest.fixture
def path(tmp_path, encoded):
    path = tmp_path / "families.enc"
    write_encoded(path, encoded)
    return path


def test_what_is_written_is_read_back(path, encoded):
    found = read_encoded(path)
    assert isinstance(found, EncodedList)
    assert found.header == encoded.header
    for name in ("tokens", "closeups", "tags"):
        assert np.array_equal(getattr(found.slots, name), getattr(encoded.slots, name))
    assert np.array_equal(found.handles, encoded.handles)
    assert np.array_equal(found.nonmatches.counts, encoded.nonmatches.counts)


def test_clks_are_read_back(tmp_path):
    made, _ = pipeline.encode_clks(parts(people(3)), project("clk"), SECRET, entropy=seeded(1))
    write_encoded(tmp_path / "a.enc", made)
    found = read_encoded(tmp_path / "a.enc")
    assert isinstance(found, EncodedFilters)
    assert np.array_equal(found.filters, made.filters)


def test_the_header_can_be_read_by_any_safetensors_reader(path):
    content = path.read_bytes()
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    assert header["__metadata__"]["format"] == "matcher-encoded-list"
    assert json.loads(header["__metadata__"]["list"])["records"] == 3


def test_a_change_of_any_byte_is_refused(path):
    content = path.read_bytes()
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1 + place % 255
        path.write_bytes(changed)
        with pytest.raises((DataError, MismatchError)):
            read_encoded(path)


def test_a_file_cut_short_anywhere_or_with_bytes_behind_is_refused(path):
    content = path.read_bytes()
    for length in range(len(content)):
        path.write_bytes(content[:length])
        with pytest.raises(DataError):
            read_encoded(path)
    path.write_bytes(content + b"\0")
    with pytest.raises(DataError):
        read_encoded(path)


@pytest.mark.parametrize(
    "change",
    [
        {"tokens": np.zeros((3, 6), np.int64)},
        {"tokens": np.zeros((2, 6), np.uint64)},
        {"closeups": np.zeros((3, 6, 9), np.uint64)},
        {"handles": np.zeros((3, 15), np.uint8)},
        {"nonmatches": np.full((3, 3, 4, 10), -1, np.int64)},
        {"more": np.zeros(3, np.uint8)},
    ],
)
def test_arrays_that_are_not_those_of_the_header_are_refused(path, encoded, change):
    forged(path, arrays_of(encoded) | change)
    with pytest.raises(DataError):
        read_encoded(path)


@pytest.mark.parametrize(
    "change",
    [
        {"records": 10**12},
        {"records": "3"},
        {"run": 0},
        {"fields": []},
        {"profile": "open"},
        {"colour": 1},
        {"run": 1e400},
    ],
)
def test_headers_that_no_encoder_writes_are_refused(path, encoded, change):
    content = path.read_bytes()
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])["__metadata__"]
    forged(path, arrays_of(encoded), json.loads(header["list"]) | change)
    with pytest.raises(DataError):
        read_encoded(path)


def arrays_of(encoded: EncodedList) -> dict[str, np.ndarray]:
    slots = encoded.slots
    arrays = {"tokens": slots.tokens, "closeups": slots.closeups, "tags": slots.tags}
    return arrays | {"handles": encoded.handles, "nonmatches": encoded.nonmatches.counts}


def forged(path, arrays, listed=None):
    """A file with a right digest and wrong content, as only an attacker would write it."""
    import hashlib

    content = path.read_bytes()
    metadata = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])["__metadata__"]
    metadata["sha256"] = "0" * 64
    if listed is not None:
        metadata["list"] = json.dumps(listed)
    made = save(arrays, metadata)
    path.write_bytes(made.replace(b"0" * 64, hashlib.sha256(made).hexdigest().encode(), 1))


def test_the_forger_of_these_tests_can_write_a_file_that_is_accepted(path, encoded):
    forged(path, arrays_of(encoded))
    assert isinstance(read_encoded(path), EncodedList)


def test_another_version_is_told_apart(path, monkeypatch, encoded):
    monkeypatch.setattr("matcher.files.VERSION", 2)
    write_encoded(path, encoded)
    monkeypatch.undo()
    with pytest.raises(MismatchError, match="version"):
        read_encoded(path)


def test_other_files_are_no_encoded_lists(tmp_path):
    for name, content in (("a", b""), ("b", b"name,birthdate\n"), ("c", b"\xff" * 9000)):
        (tmp_path / name).write_bytes(content)
        assert not is_encoded(tmp_path / name)
        with pytest.raises(DataError):
            read_encoded(tmp_path / name)
    assert not is_encoded(tmp_path)
    assert not is_encoded(tmp_path / "none")


def test_a_failed_write_leaves_nothing(tmp_path, encoded, monkeypatch):
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(DataError, match="No space left"):
        write_encoded(tmp_path / "families.enc", encoded)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"run": 2}, "run 1 and run 2"),
        ({"fingerprint": "0" * 64}, "different project files"),
        ({"key_check": "0" * 32}, "different secrets"),
    ],
)
def test_files_that_do_not_belong_together(encoded, change, words):
    check_together(encoded.header, encoded.header)
    with pytest.raises(MismatchError, match=words):
        check_together(encoded.header, replace(encoded.header, **change))
