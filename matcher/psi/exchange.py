"""Messages in a folder that both owners see, and what a side does next by those that lie there.

Who begins is the first to speak. If both have begun, as where each had the folder for itself, the one whose public keys
have the lower fingerprint is; the other puts its request aside and answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from matcher.atomic import writing
from matcher.encodings import EncodedList
from matcher.errors import DataError, MatcherError, MismatchError
from matcher.identity import Identity, PublicKeys
from matcher.parties import Book, Party
from matcher.psi.messages import STEPS, Message, check_belongs, parse_message
from matcher.psi.session import Linked, Session, answer_request, conclude, request, show, show_back
from matcher.psi.state import read_state, write_state
from matcher.regular import read_regular
from matcher.sealed import AGE, SUFFIX, open_sealed, seal

MAX_MESSAGE_BYTES = 1 << 30
_WHAT = "a message of `matcher psi`"


class Received(NamedTuple):
    """A message of the partner, and the SHA-256 of the sealed file it came in."""

    message: Message
    sha256: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What a side has just said, if anything, how long the partner's list is once that is known, and its links."""

    sent: Path | None = None
    partner_rows: int | None = None
    linked: Linked | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One side of an exchange.

    folder    where the messages lie         state    its private file between steps
    identity  one's own, in `book`           partner  the other owner, in `book`
    """

    folder: Path
    state: Path
    identity: Identity
    book: Book
    partner: Party

    def name(self, step: int, sender: PublicKeys) -> Path:
        """psi-1-request-45338-18270.sealed: the step, and how the sender's fingerprint begins."""
        return self.folder / f"psi-{step}-{STEPS[step]}-{'-'.join(sender.fingerprint.split()[:2])}{SUFFIX}"

    def mine(self, step: int) -> Path:
        return self.name(step, self.identity.public)

    def theirs(self, step: int) -> Path:
        return self.name(step, self.partner.keys)

    @property
    def begun(self) -> bool:
        """Whether a message of mine lies in the folder."""
        return any(self.mine(step).exists() for step in STEPS)

    def begin(self, encoded: EncodedList, record: Callable[[], None]) -> Progress:
        """Ask first, or answer where the partner has asked.

        `record` is called before the state is there, so that nobody goes on from what is not recorded; if it fails, all
        is undone.

        Raises DataError and MismatchError for a request that is none or of another project, LimitError for probes.
        """
        if self.begun:
            raise DataError(
                f"{self.folder}: has a message of yours already, of another exchange; take a folder that is empty"
            )
        session, received = Session(encoded, self.partner.keys.fingerprint), self._receive(1)
        if received is not None:
            return self._answer(session, received, record)
        session, content = request(session)
        return self._say(session, 1, content, record)

    def advance(self) -> Progress:
        """Having begun, do what comes next; nothing where the partner has to speak first.

        Raises MismatchError for a message of another exchange. One of this exchange that is not what it should be, by
        DataError, MismatchError or LimitError, ends it: the state is deleted, so that nobody gets a second guess.
        """
        session = read_state(self.state)
        if session.partner != self.partner.keys.fingerprint:
            raise MismatchError(f"{self.state}: of an exchange with somebody else; finish that, or give another -o")
        if session.asking is not None:
            return self._go_on(session)
        return self._receive_shown(session, 4 if session.common is not None else 3)

    def sent(self, step: int) -> bytes | None:
        """The sealed message that this side has sent, if it has.

        Raises DataError for what is no sealed file: another may have put it there, to have a file of mine sent.
        """
        path = self.mine(step)
        if not path.exists():
            return None
        sealed = read_regular(path, MAX_MESSAGE_BYTES, _WHAT)
        if not sealed.startswith(AGE):
            raise DataError(f"{path}: not a sealed file, so not of yours; take it away, and look who can write there")
        return sealed

    def take(self, step: int, sealed: bytes) -> None:
        """Put a message that came another way into the folder; once there, it stays as it is.

        Raises as `advance` for one that the partner did not seal to me, and MismatchError where another lies there.
        """
        path = self.theirs(step)
        self._open(path, sealed)
        if not path.exists():
            with writing(path) as file:
                file.write(sealed)
        elif read_regular(path, MAX_MESSAGE_BYTES, _WHAT) != sealed:
            raise MismatchError(f"{path}: is there already, and another one came; take a folder that is empty")

    def _go_on(self, session: Session) -> Progress:
        """Having asked: answer instead where the partner has asked too and comes first, or show what is in common."""
        asked = self._receive(1)
        if asked is not None and self.partner.keys.fingerprint < self.identity.public.fingerprint:
            return self._answer(Session(session.encoded, session.partner), asked)
        received = self._receive(2)
        if received is None:
            return Progress()
        with self._ending_if_foul(session, received, 2):
            session, content = show(session.after(received.sha256), received.message)
        return self._say(session, 3, content)

    def _receive_shown(self, session: Session, step: int) -> Progress:
        """Link, once the partner has shown what is in common; the second owner shows its own first."""
        received = self._receive(step)
        if received is None:
            return Progress()
        with self._ending_if_foul(session, received, step):
            if step == 4:
                return Progress(linked=conclude(session, received.message))
            content, linked = show_back(session.after(received.sha256), received.message)
        return Progress(self._send(4, content)[0], linked=linked)

    @contextmanager
    def _ending_if_foul(self, session: Session, received: Received, step: int) -> Iterator[None]:
        """Delete the state where a message that belongs to this exchange is refused."""
        check_belongs(received.message, step, session.encoded.header, session.before[: step - 1])
        try:
            yield
        except MatcherError:
            self.state.unlink()
            raise

    def _answer(self, session: Session, received: Received, record: Callable[[], None] | None = None) -> Progress:
        session, content = answer_request(session.after(received.sha256), received.message)
        return self._say(session, 2, content, record)

    def _say(self, session: Session, step: int, content: bytes, record: Callable[[], None] | None = None) -> Progress:
        """Send a message, record it and keep the session; all or nothing, and no session that is not recorded."""
        path, sha256 = self._send(step, content)
        try:
            write_state(self.state, session.after(sha256), record)
        except BaseException:
            path.unlink(missing_ok=True)
            if record is not None:
                self.state.unlink(missing_ok=True)
            raise
        return Progress(path, session.size[0] if session.size else None)

    def _send(self, step: int, content: bytes) -> tuple[Path, str]:
        """What was sent before a crash, or before the links could not be written, stays: the partner may have it."""
        path, sealed = self.mine(step), self.sent(step)
        if sealed is None:
            sealed = seal(content, "psi", self.identity, self.partner.keys)
            with writing(path) as file:
                file.write(sealed)
        return path, hashlib.sha256(sealed).hexdigest()

    def _receive(self, step: int) -> Received | None:
        """The partner's message, if it lies there."""
        path = self.theirs(step)
        return self._open(path, read_regular(path, MAX_MESSAGE_BYTES, _WHAT)) if path.exists() else None

    def _open(self, path: Path, sealed: bytes) -> Received:
        """Raises MismatchError where another party signed it than the partner."""
        content, party = open_sealed(sealed, path, "psi", self.identity, self.book)
        if party != self.partner:
            raise MismatchError(f"{path}: signed by {party.name}, not by {self.partner.name}")
        return Received(parse_message(content, f"{path}"), hashlib.sha256(sealed).hexdigest())
