"""Two owners in tests of `matcher.psi`: encoded lists of invented people, and the steps between them in memory."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass

import pytest

from matcher.encodings import EncodedList
from matcher.pipeline import encode_list
from matcher.psi.messages import Message, parse_message
from matcher.psi.session import Linked, Session, answer_request, conclude, request, show, show_back
from matcher.secret import Secret
from tests.people import parts, people, project, seeded

pytest.importorskip("private_set_intersection.python", reason="no openmined-psi for this platform")

SECRET = Secret(bytes(range(32)))
PARTNER = "12345 " * 7 + "12345"


def encoded(rows, seed: int, *, secret: Secret = SECRET, made=None) -> EncodedList:
    made = made or project()
    return encode_list(parts(rows, made), made, secret, entropy=seeded(seed)).encoded


def two_lists(shared: int = 40, left: int = 70, right: int = 60) -> tuple[EncodedList, EncodedList]:
    """Lists of so many rows with so many people in common, some of them written otherwise."""
    rng = random.Random(8)
    ours = people(left)
    theirs = [
        (name.upper(), born if rng.random() < 0.8 else "", number if rng.random() < 0.8 else "", sex)
        for name, born, number, sex in ours[:shared]
    ]
    return encoded(ours, 1), encoded(theirs + people(right - shared, seed=9), 2)


def received(content: bytes) -> Message:
    return parse_message(content, "it")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass
class Played:
    """An exchange: its four messages, each side before every one of them, and what both found."""

    messages: list[bytes]
    first: list[Session]
    second: list[Session]
    links: tuple[Linked, Linked]


def play(left: EncodedList, right: EncodedList) -> Played:
    """The first owner's list, the second's."""
    one, content = request(Session(left, PARTNER))
    first, second, messages = [one.after(sha256(content))], [], [content]
    second.append(Session(right, PARTNER).after(sha256(content)))
    other, content = answer_request(second[0], received(content))
    messages.append(content)
    second.append(other.after(sha256(content)))
    first.append(first[0].after(sha256(content)))
    one, content = show(first[1], received(content))
    messages.append(content)
    first.append(one.after(sha256(content)))
    second.append(second[1].after(sha256(content)))
    content, theirs = show_back(second[2], received(content))
    messages.append(content)
    return Played(messages, first, second, (conclude(first[2], received(content)), theirs))
