"""The steps of two owners who link their lists, each from what one side has and has got to what it says next.

No files and no printing: contents in, contents out. A side that cannot go on raises, and has shown nothing more.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from matcher.encode import Entropy
from matcher.encodings import EncodedList, Header, Links, Rows
from matcher.errors import MismatchError
from matcher.limits import check_lengths, check_people
from matcher.pipeline import compare_encoded
from matcher.psi.entries import Entries, entries_of, list_of, places_of, read_entries
from matcher.psi.messages import (
    Message,
    answer_points,
    check_belongs,
    check_size,
    message_bytes,
    request_points,
    shown_bytes,
    shown_parts,
)
from matcher.psi.points import Asking, answer, ask, in_common


@dataclass(frozen=True, slots=True, repr=False)
class Session:
    """What one side keeps between its steps; the repr shows nothing of it.

    encoded  its own list
    partner  fingerprint of the partner's public keys
    before   SHA-256 of the sealed messages so far, oldest first
    asking   what it asked with, if it was the first to speak
    size     rows of the partner's list and slots of each; None as long as it has not said
    common   (tokens,) int64, what it has shown: row * slots + slot
    """

    encoded: EncodedList
    partner: str
    before: tuple[str, ...] = ()
    asking: Asking | None = None
    size: tuple[int, int] | None = None
    common: Rows | None = None

    def __repr__(self) -> str:
        return f"Session({len(self.before)} messages)"

    @property
    def slots(self) -> int:
        return int(self.encoded.slots.tokens.shape[1])

    def after(self, sha256: str) -> Session:
        """Once a sealed message was sent or taken."""
        return replace(self, before=(*self.before, sha256))


class Linked(NamedTuple):
    """Links as one side sees them, its own rows left, and the handles of the rows on both sides."""

    links: Links
    own: list[str]
    partner: list[str]


def request(session: Session, entropy: Entropy = os.urandom) -> tuple[Session, bytes]:
    """1, the first owner: all its tokens, encrypted. Raises LimitError where they are too many."""
    check_size(session.encoded.header.records, session.slots, "your list")
    asking, points = ask(session.encoded.slots.tokens.ravel(), entropy)
    return replace(session, asking=asking), _says(session, 1, points)


def answer_request(session: Session, message: Message) -> tuple[Session, bytes]:
    """2, the second owner: the first's tokens encrypted once more, and its own.

    Raises LimitError where a list is a probe or too long.
    """
    theirs = _belongs(session, message, 1)
    check_size(session.encoded.header.records, session.slots, "your list")
    check_lengths([session.encoded.header.records, theirs.records])
    points = answer(session.encoded.slots.tokens.ravel(), request_points(message), message.where)
    return replace(session, size=_size(message)), _says(session, 2, b"".join(points))


def show(session: Session, message: Message) -> tuple[Session, bytes]:
    """3, the first owner: what it has under the tokens in common."""
    assert session.asking is not None
    theirs = _belongs(session, message, 2)
    own = session.encoded.header
    check_lengths([own.records, theirs.records])
    setup, response = answer_points(message, session.encoded.slots.tokens.size)
    common = in_common(session.asking, setup, response, message.where)
    shown = _shown(session, entries_of(session.encoded, common))
    return replace(session, size=_size(message), common=common, asking=None), _says(session, 3, shown)


def show_back(session: Session, message: Message, entropy: Entropy = os.urandom) -> tuple[bytes, Linked]:
    """4, the second owner: the same of its own, and the links.

    Raises LimitError where many rows of one list look like one row of the other: variations, with which one guesses.
    """
    theirs, partner = _their_list(session, message, 3, entropy)
    common = places_of(theirs, session.encoded.slots.tokens, message.where)
    own = _own_list(session, common, entropy)
    shown = _shown(session, entries_of(session.encoded, common))
    links = compare_encoded(partner, own)
    check_people(zip(links.left.tolist(), links.right.tolist(), strict=True), ("partner's", "own"))
    return _says(session, 4, shown), _seen_from_right(links, partner, own)


def conclude(session: Session, message: Message, entropy: Entropy = os.urandom) -> Linked:
    """Last, the first owner: the links. Raises MismatchError where other tokens come back than it has shown."""
    assert session.common is not None
    theirs, partner = _their_list(session, message, 4, entropy)
    shown = session.encoded.slots.tokens.ravel()[session.common]
    if not np.array_equal(np.sort(theirs["token"]), np.sort(shown)):
        raise MismatchError(f"{message.where}: shows other tokens than those in common; end here, and ask its sender")
    own = _own_list(session, session.common, entropy)
    return Linked(compare_encoded(own, partner), _handles(own), _handles(partner))


def _says(session: Session, step: int, body: bytes) -> bytes:
    return message_bytes(step, session.encoded.header, session.slots, session.before, body)


def _belongs(session: Session, message: Message, step: int) -> Header:
    """The header of the partner's list. Raises MismatchError for a message of another exchange, or list."""
    header = check_belongs(message, step, session.encoded.header, session.before[: step - 1])
    if session.size not in (None, _size(message)):
        raise MismatchError(f"{message.where}: its sender's list has another size than before; end here, and ask it")
    return header


def _size(message: Message) -> tuple[int, int]:
    return message.said.records, message.said.slots


def _shown(session: Session, entries: Entries) -> bytes:
    return shown_bytes(session.encoded.nonmatches, entries.tobytes())


def _their_list(session: Session, message: Message, step: int, entropy: Entropy) -> tuple[Entries, EncodedList]:
    header = _belongs(session, message, step)
    nonmatches, content = shown_parts(message, header.layout)
    entries = read_entries(content, header.layout, *_size(message), message.where)
    return entries, list_of(header, nonmatches, entries, message.said.slots, entropy)


def _own_list(session: Session, common: Rows, entropy: Entropy) -> EncodedList:
    encoded = session.encoded
    return list_of(encoded.header, encoded.nonmatches, entries_of(encoded, common), session.slots, entropy)


def _seen_from_right(links: Links, left: EncodedList, right: EncodedList) -> Linked:
    return Linked(replace(links, left=links.right, right=links.left), _handles(right), _handles(left))


def _handles(encoded: EncodedList) -> list[str]:
    return [handle.tobytes().hex() for handle in encoded.handles]
