"""A message of one owner to the other: a line of JSON that says where in which exchange it belongs, then its body.

Everything that can be known beforehand about a body's size is checked here; nothing is parsed that has another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Setting

from matcher.encodings import SIGHTS, Header, NonMatches
from matcher.errors import DataError, LimitError, MismatchError
from matcher.evidence import Layout
from matcher.files import MAX_COUNT, check_together
from matcher.psi.points import MAX_TOKENS, POINT_BYTES, points_of

STEPS = {1: "request", 2: "answer", 3: "shown", 4: "shown"}
FIRST_OWNER = (1, 3)  # steps that are the first owner's to send
MAX_LINE = 1000
MAX_SLOTS = 1 << 10  # some 40 are usual; each is a guess to a partner who guesses

Hex64 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Said(BaseModel):
    """The line before a body.

    step              1 to 4
    fingerprint, run  of the project
    key_check         of the run
    records, slots    rows of the sender's list, and slots of each: keys that it has no field for have fewer
    before            SHA-256 of the sealed messages before this one, oldest first
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal["matcher-psi-1"] = "matcher-psi-1"
    step: int = Setting(ge=1, le=4)
    fingerprint: Hex64
    run: int = Setting(ge=1, le=2**31)
    key_check: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    records: int = Setting(ge=1, le=MAX_TOKENS)
    slots: int = Setting(ge=1, le=MAX_TOKENS)
    before: list[Hex64] = Setting(max_length=3)


class Message(NamedTuple):
    """A message read: what it says of itself, its body, and what opens a complaint about it."""

    said: Said
    body: bytes
    where: str


def message_bytes(step: int, header: Header, slots: int, before: Sequence[str], body: bytes) -> bytes:
    """A message of the owner of a list with that header and so many slots a row."""
    said = Said(
        step=step,
        fingerprint=header.fingerprint,
        run=header.run,
        key_check=header.key_check,
        records=header.records,
        slots=slots,
        before=list(before),
    )
    return said.model_dump_json().encode() + b"\n" + body


def parse_message(content: bytes, where: str) -> Message:
    """Take a message apart. Raises DataError where its line is not as `message_bytes` writes it."""
    end = content.find(b"\n", 0, MAX_LINE)
    try:
        said = Said.model_validate_json(content[: max(0, end)])
    except ValidationError:
        raise DataError(f"{where}: no message of this version of `matcher psi`; ask its sender for it again") from None
    return Message(said, content[end + 1 :], where)


def check_belongs(message: Message, step: int, own: Header, before: Sequence[str]) -> Header:
    """The header of the partner's list, as far as the message and the project tell it.

    Raises MismatchError for a message of another project, secret, run, step or exchange, LimitError for a list that is
    too long.
    """
    said = message.said
    theirs = replace(
        own, fingerprint=said.fingerprint, run=said.run, key_check=said.key_check, records=said.records, software=""
    )
    try:
        check_together(own, theirs)
    except MismatchError as error:
        raise MismatchError(f"{message.where}: {error}") from None
    if said.step != step or said.before != list(before):
        raise MismatchError(
            f"{message.where}: does not follow what was said before, so it is of another exchange; ask its sender for "
            "the message of this one"
        )
    check_size(said.records, said.slots, message.where)
    return theirs


def check_size(records: int, slots: int, whose: str) -> None:
    """Raise LimitError for a list, or rows, with more tokens than are taken; `whose` opens the message."""
    if slots > MAX_SLOTS:
        raise LimitError(
            f"{whose}: rows of {slots:,} slots, where at most {MAX_SLOTS:,} are taken; agree on a plan with fewer"
        )
    if records * slots > MAX_TOKENS:
        raise LimitError(
            f"{whose}: {records:,} rows of {slots} slots are more than {MAX_TOKENS:,} tokens, too many for `matcher "
            "psi`; link shorter lists, or by a linkage unit"
        )


def request_points(message: Message) -> bytes:
    """The body of a request. Raises DataError where it has not a point for each slot and canary."""
    return _sized(message, points_of(message.said.records * message.said.slots) * POINT_BYTES)


def answer_points(message: Message, asked: int) -> tuple[bytes, bytes]:
    """The body of an answer: the sender's points, then those of the tokens asked for and of the canaries.

    Raises DataError for another size.
    """
    theirs = message.said.records * message.said.slots * POINT_BYTES
    body = _sized(message, theirs + points_of(asked) * POINT_BYTES)
    return body[:theirs], body[theirs:]


def shown_bytes(nonmatches: NonMatches, entries: bytes) -> bytes:
    """The body of what is shown: the non-matches of the whole list, then the entries of the tokens in common."""
    return nonmatches.counts.astype("<i8").tobytes() + entries


def shown_parts(message: Message, layout: Layout) -> tuple[NonMatches, bytes]:
    """The non-matches of a body, and its entries. Raises DataError where the former are no counts."""
    shape = len(SIGHTS), *layout.counted
    size = 8 * int(np.prod(shape))
    if len(message.body) < size:
        raise _wrong_size(message)
    counts = np.frombuffer(message.body[:size], "<i8").astype(np.int64).reshape(shape)
    if (counts < 0).any() or (counts > MAX_COUNT).any():
        raise DataError(f"{message.where}: its non-matches are not counts")
    return NonMatches(counts), message.body[size:]


def _sized(message: Message, size: int) -> bytes:
    if len(message.body) != size:
        raise _wrong_size(message)
    return message.body


def _wrong_size(message: Message) -> DataError:
    return DataError(f"{message.where}: not as long as its rows make it; ask its sender for it again")
