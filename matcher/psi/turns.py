"""The same exchange between two folders that are far from each other: by turns each side hands over what it has said.

Every message goes over the line again after a line that broke, so that both sides go on from where they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from matcher.errors import MismatchError
from matcher.psi.exchange import MAX_MESSAGE_BYTES, Exchange
from matcher.psi.messages import STEPS

GO_ON, DONE = 0, 9  # how a turn ends: whether its side has its links
TURNS = 2 * len(STEPS)  # of the partner; more are never needed


class Line(Protocol):
    """What carries frames: a number below 256, and bytes."""

    def send(self, number: int, content: bytes = b"") -> None: ...

    def receive(self, limit: int) -> tuple[int, bytes]: ...


def take_turns(line: Line, exchange: Exchange, advance: Callable[[], bool], *, begins: bool) -> None:
    """Hand over and take messages until both sides are done.

    advance  does what comes next in the folder, and tells whether this side is done
    begins   whether this side has the first turn

    Raises what `advance` and the line raise, and MismatchError where neither side can go on.
    """
    done = their_done = False
    handed: set[int] = set()
    if begins:
        done = advance()
        _hand_over(line, exchange, handed, done)
    for _ in range(TURNS):
        their_done = _take(line, exchange)
        if done and their_done:
            return
        done = advance()
        _hand_over(line, exchange, handed, done)
        if done and their_done:
            return
    raise MismatchError(
        f"{exchange.folder}: neither side can go on from here; end this run, and agree with {exchange.partner.name} on "
        "another"
    )


def _hand_over(line: Line, exchange: Exchange, handed: set[int], done: bool) -> None:
    """A turn of this side: the messages in the folder that this line has not carried yet."""
    for step in STEPS:
        sealed = None if step in handed else exchange.sent(step)
        if sealed is not None:
            line.send(step, sealed)
            handed.add(step)
    line.send(DONE if done else GO_ON)


def _take(line: Line, exchange: Exchange) -> bool:
    """A turn of the partner: its messages into the folder. Tells whether it is done."""
    for _ in range(len(STEPS) + 1):
        number, content = line.receive(MAX_MESSAGE_BYTES)
        if number in (GO_ON, DONE) and not content:
            return number == DONE
        if number not in STEPS:
            break
        exchange.take(number, content)
    raise MismatchError(f"{exchange.partner.name}: what came over the line is not of `matcher psi`")
