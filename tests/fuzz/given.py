"""Parsers of what goes from party to party: encoded and sealed lists, sealed links, keys, the book, and the log."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pyrage

from matcher import pipeline
from matcher.encodings import EncodedList
from matcher.errors import DataError
from matcher.files import check_together, encoded_bytes, parse_encoded, read_encoded
from matcher.identity import identity_text, new_identity, public_text, read_identity, read_public
from matcher.log import Compared, Event, Forgotten, LinkCounts, ListFile, Mark, append, read_log
from matcher.parties import Book, book_text, read_book
from matcher.reply import OwnLink, Reply, parse_reply, reply_bytes
from matcher.sealed import read_sealed, seal
from tests.fuzz.containers import in_age, redigested, signed_lines, with_header
from tests.fuzz.parser import FOLDER, HANDLES, OF_HANDLES, SECRET, Parser
from tests.people import parts, people, project, seeded

UNIT, FAMILIES, POLICE = (new_identity() for _ in range(3))
BOOK = (
    Book()
    .with_party("unit", "unit", UNIT.public)
    .with_party("families", "owner", FAMILIES.public)
    .with_party("police", "owner", POLICE.public)
)
OF_UNIT = (UNIT.age[20:40].casefold(), UNIT.ed25519.hex()[8:32])
_PLAN = ("names.letters + birthdate.year",)
_NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@cache
def encoded(chance: int = 1) -> bytes:
    """A small encoded list."""
    made = pipeline.encode_list(parts(people(2)), project(plan=_PLAN), SECRET, entropy=seeded(chance))
    return encoded_bytes(made.encoded)


@cache
def clks() -> bytes:
    made, _ = pipeline.encode_clks(parts(people(2)), project("clk", _PLAN), SECRET, entropy=seeded(1))
    return encoded_bytes(made)


def both() -> list[bytes]:
    return [encoded(), clks()]


def header_of(content: bytes) -> bytes:
    return content[8 : 8 + int.from_bytes(content[:8], "little")]


def _listed() -> list[bytes]:
    return [json.loads(header_of(content))["__metadata__"]["list"].encode() for content in both()]


def relisted(listed: bytes) -> bytes:
    """The small encoded list with another `list` in its header."""
    header = json.loads(header_of(encoded()))
    header["__metadata__"]["list"] = listed.decode("utf-8", "replace")
    return with_header(encoded(), json.dumps(header, separators=(",", ":")).encode())


def _compared(path: Path) -> object:
    partner = parse_encoded(encoded(2), Path("partner"))
    found = read_encoded(path)
    check_together(found.header, partner.header)
    if not isinstance(found, EncodedList) or not isinstance(partner, EncodedList):
        raise DataError(f"{path}: CLKs")
    return pipeline.compare_encoded(found, partner)


def _opened_list(path: Path) -> object:
    content, _ = read_sealed(path, "list", UNIT, BOOK)
    return parse_encoded(content, path)


def _opened_links(path: Path) -> None:
    content, _ = read_sealed(path, "links", FAMILIES, BOOK)
    parse_reply(content, f"{path}")


def _sealed(content: bytes) -> bytes:
    return seal(content, "list", FAMILIES, UNIT.public)


def _envelopes() -> list[bytes]:
    key = pyrage.x25519.Identity.from_str(UNIT.age)
    return [bytes(pyrage.decrypt(_sealed(content), [key])) for content in (encoded(), b"zzq")]


def _replies() -> list[bytes]:
    links = [OwnLink(own, partner, "strong") for own, partner in zip(HANDLES, HANDLES[::-1], strict=True)]
    return [
        reply_bytes(Reply(fingerprint="ab" * 32, run=1, same_machine_test=mark is None, log=mark, links=links))
        for mark in (Mark(3, "ab" * 32), None)
    ]


def _reply(path: Path) -> None:
    parse_reply(path.read_bytes(), f"{path}")


def _identity(path: Path) -> None:
    read_identity(path)


def _public(path: Path) -> None:
    read_public(path)


def _book(path: Path) -> None:
    read_book(path)


def _events() -> tuple[Event, ...]:
    left, right = (ListFile(signer=owner.public.fingerprint, sha256="ab" * 32, rows=60) for owner in (FAMILIES, POLICE))
    made = Compared(fingerprint="ab" * 32, run=1, files=(left, right), links=LinkCounts(strong=4), again="zzq lost it")
    return made, Forgotten(files=["cd" * 32])


@cache
def log() -> bytes:
    """A log of two lines."""
    path = FOLDER / "unit.log"
    for event in _events():
        append(path, UNIT, event, _NOON)
    return path.read_bytes()


def _unsigned() -> list[bytes]:
    return [b"\n".join(line[: line.rindex(b',"signature"')] for line in log().splitlines())]


def _log(path: Path) -> object:
    return read_log(path, UNIT.public).mark


PARSERS = (
    Parser("encoded list", both, read_encoded),
    Parser("encoded list, digest right", both, read_encoded, redigested),
    Parser(
        "encoded list, its header",
        lambda: [header_of(content) for content in both()],
        read_encoded,
        lambda header: with_header(encoded(), header),
    ),
    Parser("encoded list, its metadata", _listed, read_encoded, relisted),
    Parser("encoded list, compared", lambda: [encoded()], _compared, redigested),
    Parser("sealed list", lambda: [_sealed(encoded())], _opened_list, marks=OF_UNIT),
    Parser("sealed list, its envelope", _envelopes, _opened_list, lambda inside: in_age(inside, UNIT.public), OF_UNIT),
    Parser("sealed list, well signed", both, _opened_list, _sealed, OF_UNIT),
    Parser(
        "sealed links, well signed",
        _replies,
        _opened_links,
        lambda content: seal(content, "links", UNIT, FAMILIES.public),
        OF_HANDLES,
    ),
    Parser("links of a reply", _replies, _reply, marks=OF_HANDLES),
    Parser("identity", lambda: [identity_text(UNIT)], _identity, marks=OF_UNIT),
    Parser("public keys", lambda: [public_text(UNIT.public)], _public),
    Parser("book of parties", lambda: [book_text(BOOK)], _book),
    Parser("log", lambda: [log()], _log),
    Parser("log, well signed", _unsigned, _log, lambda bodies: signed_lines(bodies, UNIT)),
)
