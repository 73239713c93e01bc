"""Encoded files to accept and to refuse, for other readers of FORMAT.md: `tests/vectors/encoded.json`.

Where the file says nothing else its digest is right, so that a reader must look at what the digest covers.
`python -m tests.test_encoded_vectors` makes them anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load, save

from matcher import pipeline
from matcher.encodings import EncodedList
from matcher.errors import DataError, MismatchError
from matcher.files import encoded_bytes, parse_encoded
from matcher.project import Field
from matcher.secret import Secret
from tests.fuzz.containers import redigested, with_header
from tests.people import parts, project, seeded

FILE = Path(__file__).parent / "vectors" / "encoded.json"
SOURCE = Path("vector")

# What is wrong with a file, and the words in which matcher says so.
REASONS = {
    "empty": "not a file of",
    "cut short by a byte": "changed",
    "cut within the header": "not a file of",
    "a byte behind": "changed",
    "a byte of a token changed": "changed",
    "a byte of the header changed": "changed",
    "header of 2^63 bytes": "not a file of",
    "header longer than the file": "not a file of",
    "header that is no JSON": "header cannot be read",
    "header nested too deeply": "header cannot be read",
    "header with a key twice": "header cannot be read",
    "another format": "not a file of",
    "another version": "version",
    "list with an unknown key": "header says",
    "list with a key twice": "header says",
    "list without run": "header says",
    "run 0": "header says",
    "run as text": "header says",
    "profile that encodes nothing": "header says",
    "no fields": "header says",
    "field of an unknown kind": "header says",
    "fingerprint in capitals": "header says",
    "a million million records": "header says",
    "more records than rows": "not those of its header",
    "a tensor missing": "not those of its header",
    "a tensor too many": "not those of its header",
    "tokens with a sign": "not those of its header",
    "tokens of another width than the close-ups": "not those of its header",
    "handles of 15 bytes": "not those of its header",
    "tensors that overlap": "arrays cannot be read",
    "tensor beyond the end": "arrays cannot be read",
    "a count below 0": "not counts",
    "a count above 10^12": "not counts",
    "a token that stands twice": "a token stands there twice",
}


@pytest.fixture(scope="module")
def known():
    return json.loads(FILE.read_text("utf-8"))


def accepted(known) -> EncodedList:
    found = parse_encoded(bytes.fromhex(known["accepted"]), SOURCE)
    assert isinstance(found, EncodedList)
    return found


def test_the_file_to_accept_is_read_and_compared(known):
    found = accepted(known)
    assert found.header.records == 2
    assert len(pipeline.compare_encoded(found, found).score) >= 1


@pytest.mark.parametrize(("why", "words"), REASONS.items())
def test_every_file_to_refuse_is_refused_for_its_reason(known, why, words):
    with pytest.raises((DataError, MismatchError), match=words) as caught:
        pipeline.compare_encoded(accepted(known), parse_encoded(bytes.fromhex(known["refused"][why]), SOURCE))
    assert "\n" not in str(caught.value)


def test_every_file_to_refuse_has_its_reason(known):
    assert known["refused"].keys() == REASONS.keys()


def small() -> bytes:
    """An encoded list of two rows and one match key, with a close-up and tags."""
    fields = [
        Field(name="name", kind="name", columns=["name"]),
        Field(name="birthdate", kind="date", columns=["birthdate"]),
    ]
    made = project(plan=("birthdate.year",)).model_copy(update={"field": fields})
    rows = [("zhang wei", "1990-01-02", "", ""), ("li min", "1991-03-04", "", "")]
    return encoded_bytes(
        pipeline.encode_list(parts(rows, made), made, Secret(bytes(range(32))), entropy=seeded(1)).encoded
    )


def vectors() -> dict[str, object]:
    whole = small()
    size = int.from_bytes(whole[:8], "little")
    head, arrays = json.loads(whole[8 : 8 + size]), load(whole)
    metadata = head["__metadata__"]

    def header(change: Callable[[bytes], bytes]) -> bytes:
        return with_header(whole, change(whole[8 : 8 + size]))

    def described(**change: object) -> bytes:
        listed = {key: value for key, value in (json.loads(metadata["list"]) | change).items() if value is not None}
        return save(arrays, metadata | {"list": json.dumps(listed), "sha256": "0" * 64})

    def tensors(**change: np.ndarray | None) -> bytes:
        changed = {name: np.ascontiguousarray(array) for name, array in (arrays | change).items() if array is not None}
        return save(changed, metadata | {"sha256": "0" * 64})

    def placed(name: str, *ends: int) -> bytes:
        changed = {**head, name: head[name] | {"data_offsets": list(ends)}}
        return with_header(whole, json.dumps(changed, separators=(",", ":")).encode())

    def flipped(place: int) -> bytes:
        return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]

    listed = json.dumps(metadata["list"]).encode()
    twice = np.full_like(arrays["tokens"], 7)
    negative, many = arrays["nonmatches"].copy(), arrays["nonmatches"].copy()
    negative[0, 0, 0], many[0, 0, 0] = -1, 10**12 + 1
    start = head["tokens"]["data_offsets"][0]
    spoiled = {
        "header that is no JSON": header(lambda text: text.rstrip()[:-1] + b")"),
        "header nested too deeply": header(lambda text: text[:-1] + b',"a":' + b"[" * 3_000 + text[-1:]),
        "header with a key twice": header(lambda text: text.replace(b'"version":"1"', b'"version":"1","version":"1"')),
        "another format": header(lambda text: text.replace(b"matcher-encoded-list", b"matcher-encoded-tile")),
        "another version": header(lambda text: text.replace(b'"version":"1"', b'"version":"2"')),
        "list with an unknown key": described(colour=1),
        "list with a key twice": header(lambda text: text.replace(listed, listed.replace(b"{", b'{\\"run\\":1,', 1))),
        "list without run": described(run=None),
        "run 0": described(run=0),
        "run as text": described(run="1"),
        "profile that encodes nothing": described(profile="open"),
        "no fields": described(fields=[]),
        "field of an unknown kind": described(fields=[["name", "colour"]]),
        "fingerprint in capitals": described(fingerprint="AB" * 32),
        "a million million records": described(records=10**12),
        "more records than rows": described(records=3),
        "a tensor missing": tensors(tags=None),
        "a tensor too many": tensors(more=np.zeros(1, np.uint8)),
        "tokens with a sign": tensors(tokens=arrays["tokens"].astype(np.int64)),
        "tokens of another width than the close-ups": tensors(tokens=np.zeros((2, 2), np.uint64)),
        "handles of 15 bytes": tensors(handles=arrays["handles"][:, :15]),
        "tensors that overlap": placed("tokens", start - 8, start + 8),
        "tensor beyond the end": placed("tokens", start, start + (1 << 40)),
        "a count below 0": tensors(nonmatches=negative),
        "a count above 10^12": tensors(nonmatches=many),
        "a token that stands twice": tensors(tokens=twice),
    }
    refused = {
        "empty": b"",
        "cut short by a byte": whole[:-1],
        "cut within the header": whole[:100],
        "a byte behind": whole + b"\0",
        "a byte of a token changed": flipped(8 + size + start),
        "a byte of the header changed": flipped(whole.index(b"key_check")),
        "header of 2^63 bytes": bytes(7) + b"\x80" + whole[8:],
        "header longer than the file": len(whole).to_bytes(8, "little") + whole[8:],
        **{why: redigested(content) for why, content in spoiled.items()},
    }
    return {"accepted": whole.hex(), "refused": {why: refused[why].hex() for why in REASONS}}


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), indent=1) + "\n", "utf-8")
