"""Parsers of what two owners say to each other with no linkage unit, and of what each keeps between its steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from matcher.pipeline import encode_list
from matcher.psi.messages import Message, parse_message
from matcher.psi.session import Session, answer_request, conclude, request, show, show_back
from matcher.psi.state import read_state, write_state
from tests.fuzz.parser import FOLDER, SECRET, Parser
from tests.people import parts, people, project, seeded

_PLAN = ("names.letters + birthdate.year",)
_ROWS = 50  # the fewest that are no probe
_PARTNER = "12345 " * 7 + "12345"
_SHA256S = tuple(f"{number:064x}" for number in range(3))  # of the messages sealed, which nobody checks here


Step = Callable[[Session, Message], object]


@cache
def _exchange() -> tuple[list[bytes], list[Session]]:
    """The four messages, and the session of who gets each."""
    made = project(plan=_PLAN)
    lists = [
        encode_list(parts(people(_ROWS + spare)[spare:], made), made, SECRET, entropy=seeded(1 + spare)).encoded
        for spare in (0, 20)
    ]
    asked, one = request(Session(lists[0], _PARTNER), seeded(5))
    second = Session(lists[1], _PARTNER).after(_SHA256S[0])
    answered, two = answer_request(second, _message(one))
    first = asked.after(_SHA256S[0]).after(_SHA256S[1])
    shown, three = show(first, _message(two))
    answered = answered.after(_SHA256S[1]).after(_SHA256S[2])
    four, _ = show_back(answered, _message(three), seeded(6))
    return [one, two, three, four], [second, first, answered, shown.after(_SHA256S[2])]


def _message(content: bytes, where: str = "it") -> Message:
    return parse_message(content, where)


def _parser(name: str, number: int, step: Step) -> Parser:
    def take(path: Path) -> None:
        step(_exchange()[1][number], _message(path.read_bytes(), f"{path}"))

    return Parser(name, lambda: [_exchange()[0][number]], take)


def _states() -> list[bytes]:
    path = FOLDER / "kept.psi"
    texts = []
    for session in _exchange()[1]:
        write_state(path, session)
        texts.append(path.read_bytes())
    return texts


PARSERS = (
    (
        _parser("psi, a request", 0, answer_request),
        _parser("psi, an answer", 1, show),
        _parser("psi, what the first shows", 2, show_back),
        _parser("psi, what the second shows", 3, conclude),
        Parser("psi, the state between steps", _states, read_state),
    )
    if find_spec("private_set_intersection")
    else ()
)
