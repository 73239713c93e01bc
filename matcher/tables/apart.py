"""Reading what may kill its reader: in a process of its own, with bounded memory and time, which answers in JSON.

Workbooks are read by a large library in another language. A file that is made to do harm can end it in ways that no
`except` catches, let it look for hours, or let it print what it was looking at. Here it is another process that ends,
with its output closed; the next file finds a new one.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

MEMORY = 128 << 20  # bytes of address space above what the process has anyhow, where the system tells that, and
MEMORY_A_BYTE = 500  # more for each byte of a file
SECONDS = 5.0
SECONDS_A_BYTE = 2e-5  # 20 seconds for each MB
STARTING = 60.0  # seconds, on the slowest machine

Work = Callable[[bytes, str, str | None], dict[str, Any]]  # a content, where it is from, and an option -> what is JSON

_ONE_AT_A_TIME = Lock()


class Died(Exception):
    """The process that read ended without an answer, or was ended because it gave none."""


class NotStarted(Died):
    """No such process can be started here."""


class _Reader:
    """A process that does one kind of work, again and again, until it dies of it."""

    def __init__(self, work: Work) -> None:
        context = multiprocessing.get_context("spawn")  # the one way that every system has and that threads cannot harm
        questions, self._ask = context.Pipe(duplex=False)
        self._answers, answer = context.Pipe(duplex=False)
        self._process = context.Process(target=_serve, args=(work, questions, answer), daemon=True)
        with _without_main():
            self._process.start()
        questions.close()
        answer.close()
        try:
            self.receive(STARTING)
        except Died:
            raise NotStarted from None

    def send(self, *parts: bytes) -> None:
        try:
            for part in parts:
                self._ask.send_bytes(part)
        except OSError:  # it died meanwhile
            self.end()
            raise Died from None

    def receive(self, seconds: float) -> bytes:
        try:
            if self._answers.poll(seconds):
                return self._answers.recv_bytes()
        except (EOFError, OSError):
            pass
        self.end()
        raise Died

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._ask.close()
        self._answers.close()


@contextmanager
def _without_main() -> Iterator[None]:
    """Let a process start that does not run the program again that this one runs: its work needs nothing of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def done_apart(work: Work, content: bytes, source: str, option: str | None) -> dict[str, Any]:
    """The answer of `work`, a function of a module other than the program's. Raises Died where there is none."""
    with _ONE_AT_A_TIME:
        try:
            reader = _reader(work)
            reader.send(json.dumps([source, option, len(content)]).encode(), content)
            answer: dict[str, Any] = json.loads(reader.receive(SECONDS + SECONDS_A_BYTE * len(content)))
        except BaseException:  # an interrupt, too, leaves an answer that belongs to no question
            _reader.cache_clear()
            raise
        return answer


@cache
def _reader(work: Work) -> _Reader:
    return _Reader(work)


def _serve(work: Work, questions: Connection, answers: Connection) -> None:
    _keep_quiet()
    answers.send_bytes(b"ready")
    while True:
        try:
            source, option, size = json.loads(questions.recv_bytes())
            _bound_memory(_address_space() + MEMORY + MEMORY_A_BYTE * size)  # the content before had another bound
            content = questions.recv_bytes()
        except EOFError:
            return
        answers.send_bytes(json.dumps(work(content, source, option)).encode())


def _keep_quiet() -> None:
    """Interrupts are for the process that started this one; what a library says of a file may quote it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)


def _address_space() -> int:
    """Bytes of it that this process has; where the system does not tell, what it has at most."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 512 << 20
    return pages * os.sysconf("SC_PAGE_SIZE")


def _bound_memory(most: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows has no such bound
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))
