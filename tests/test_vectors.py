"""Secret + project + row -> hex: FORMAT.md followed step by step with the standard library, beside what matcher makes.

`tests/vectors/encoding.json` holds the outcome, for other implementations to check themselves. After a change of the
encoding (a new version of the format), write it anew with `python -m tests.test_vectors`.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kernels.reference import siphash
from matcher import evidence, fields, pipeline
from matcher.project import Project
from matcher.secret import Secret
from tests.people import parts, project, seeded

FILE = Path(__file__).parent / "vectors" / "encoding.json"
SECRET = bytes(range(32))
ROWS = (
    ("张伟", "1997年8月3日", "E12345678", "男"),
    ("Lü, Xiaomei", "31/12/1984", "E12***678", "F"),
    ("Wang Fang", "", "EA0000017", ""),
    ("", "2001-02-03", "G55667788", "m"),
)
KINDS = {"name": "name", "birthdate": "date", "passport": "document", "sex": "category"}
CLOSEUPS = ("name", "passport", "syllables", "sounds")
LABELS = {"name": "names", "passport": "passport"}  # the only name field has the label of all names together
TAGS = (
    *(("name", "han?"), ("name", "in_cantonese"), ("syllables", "")),
    *((field, part) for field, kind in KINDS.items() for part in evidence.TAGS[kind]),
)


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 with SHA-256."""
    key = hmac.digest(salt, secret, "sha256")
    blocks, block = b"", b""
    while len(blocks) < length:
        block = hmac.digest(key, block + info + bytes([len(blocks) // 32 + 1]), "sha256")
        blocks += block
    return blocks[:length]


def run_key(made: Project, label: str, length: int) -> bytes:
    settings = made.project
    info = f"matcher/{label}\n{settings.run}\n{made.fingerprint}\n{settings.purpose}".encode()
    return hkdf(SECRET, bytes.fromhex(settings.id), info, length)


def words(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(8, "little") for number in numbers)


def public_digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def slot_seed(made: Project, number: int, values: Sequence[str], rank: int) -> bytes:
    message = words(number << 8 | rank)
    for (field, part), value in zip(made.plan[number].parts, values, strict=True):
        message += words(public_digest(f"{field}.{part}\n{value}"))
    keys = run_key(made, "seeds", 32)
    return words(siphash(keys[:16], message), siphash(keys[16:], message))


def mixed(number: int) -> int:
    """The finaliser of SplitMix64."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        number = (number ^ number >> shift) * factor % 2**64
    return number ^ number >> 31


def grams(values: dict, name: str) -> list[int]:
    """The digests that fill a close-up."""
    if name == "syllables":
        return [public_digest(f"syllables\n{gram}") for gram in values[name].syllables]
    if name != "sounds":
        return [public_digest(f"{LABELS[name]}\n{qgram}") for qgram in values[name].qgrams]
    sounds = [public_digest(f"sounds\n{gram}") for gram in values["names"].sounds]
    drawn = public_digest(f"sounds\n{values['names'].normal}")
    return sounds + [mixed(drawn + number) for number in range(len(sounds), 20)]


def closeup(seed: bytes, column: int, digests: Sequence[int]) -> int:
    key = words(siphash(seed, words(1)), siphash(seed, words(2)))
    digests = sorted(digests)
    each, more = divmod(32, len(digests))
    bits = 0
    for place, digest in enumerate(digests):
        for draw in range(each + (place < more)):
            block = siphash(key, words(digest, column << 32 | draw // 4))
            bits |= 1 << ((block >> 16 * (draw % 4) & 0xFFFF) * 64 >> 16)
    return bits


def tag(seed: bytes, number: int, field: str, part: str, value: str) -> int:
    key = words(siphash(seed, words(1)), siphash(seed, words(2)))
    return siphash(key, words(public_digest(f"{field}.{part}\n{value}"), 1 << 40 | number)) & 0xFF


def vectors() -> dict[str, object]:
    made = project()
    rows = []
    for cells in ROWS:
        read = {
            field.name: fields.kind(field.kind).normalise(cell) for field, cell in zip(made.field, cells, strict=True)
        }
        values = {name: value for name, value in read.items() if value is not None}
        values |= dict.fromkeys(("names", "sounds"), values["name"]) if "name" in values else {}
        values |= {"syllables": values["name"]} if "name" in values and values["name"].syllables else {}
        slots = []
        for number, key in enumerate(made.plan):
            held = [values[field].parts.get(part, ()) if field in values else () for field, part in key.parts]
            if not all(held):
                continue
            several = max(range(len(held)), key=lambda place: len(held[place]))
            for one in held[several][:2]:
                chosen = [one if place == several else texts[0] for place, texts in enumerate(held)]
                slots.append(slot(made, number, chosen, values))
        rows.append({"cells": cells, "slots": slots})
    return {
        "secret": SECRET.hex(),
        "project": {"id": made.project.id, "run": made.project.run, "purpose": made.project.purpose},
        "fingerprint": made.fingerprint,
        "key_check": hmac.digest(run_key(made, "check", 32), f"key check\n{made.fingerprint}".encode(), "sha256").hex()[
            :32
        ],
        "plan": [str(key) for key in made.plan],
        "rows": rows,
    }


def slot(made: Project, number: int, chosen: Sequence[str], values: dict) -> dict[str, object]:
    """One slot at rank 0; null stands for what is random because the field is missing."""
    seed = slot_seed(made, number, chosen, rank=0)
    tags: list[str | None] = []
    for field, part in TAGS:
        held = values[field].parts.get(part.removesuffix("?")) if field in values else None
        text = "" if part == "" or part.endswith("?") else held[0] if held else None
        known = field in values and text is not None and (part == "" or held is not None)
        label = LABELS.get(field, field) if part == "in_cantonese" else field
        tags.append(f"{tag(seed, len(tags), label, part, text):02x}" if known else None)
    return {
        "key": number,
        "parts": list(chosen),
        "seed": seed.hex(),
        "token": f"{siphash(seed, words(0)):016x}",
        "closeups": [
            f"{closeup(seed, column, grams(values, name)):016x}" if name in values else None
            for column, name in enumerate(CLOSEUPS)
        ],
        "tags": tags,
    }


def test_the_vectors_are_those_of_the_format():
    assert json.loads(FILE.read_text("utf-8")) == json.loads(json.dumps(vectors()))


@pytest.fixture(scope="module")
def encoded():
    return pipeline.encode_list(parts(ROWS), project(), Secret(SECRET), entropy=seeded(1))


def test_the_key_check_is_the_one_of_the_vectors(encoded):
    known = json.loads(FILE.read_text("utf-8"))
    assert encoded.encoded.header.key_check == known["key_check"]
    assert encoded.encoded.header.fingerprint == known["fingerprint"]


@pytest.mark.parametrize("row", range(len(ROWS)))
def test_every_slot_of_the_vectors_is_in_the_encoded_list(encoded, row):
    known = json.loads(FILE.read_text("utf-8"))["rows"][row]["slots"]
    slots = encoded.encoded.slots
    place = encoded.rows.tolist().index(row)
    tokens = [f"{int(token):016x}" for token in slots.tokens[place]]
    assert len(known) >= 1
    for wanted in known:
        found = tokens.index(wanted["token"])
        closeups = [f"{int(filter_):016x}" for filter_ in slots.closeups[place, found]]
        tags = [f"{int(byte):02x}" for byte in slots.tags[place, found]]
        for made, expected in zip([*closeups, *tags], [*wanted["closeups"], *wanted["tags"]], strict=True):
            assert expected in (None, made)


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", "utf-8")
