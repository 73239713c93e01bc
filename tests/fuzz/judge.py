"""One input, judged: read or refused, else a crash, a leak or a hang."""

from __future__ import annotations

import io
import time
import traceback
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import MatcherError
from tests.fuzz.parser import Parser

SLOW = 1.0  # seconds
AGAIN = 3  # times that what is slow is read, as the machine may be busy, or a reader starting
_CONTAINERS = (bytes, str, int, list, tuple, dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`read`, `refused`, `crash`, `leak` or `hang`; where, for the last three; and the seconds it took."""

    kind: str
    where: str
    seconds: float

    @property
    def is_fault(self) -> bool:
        return self.kind not in ("read", "refused")


def judge(parser: Parser, content: bytes) -> Verdict:
    """Let a parser read an input."""
    for _ in range(AGAIN):
        verdict = _judged(parser, content)
        if verdict.kind != "hang":
            break
    return verdict


def _judged(parser: Parser, content: bytes) -> Verdict:
    parser.ready()
    said, started = io.StringIO(), time.perf_counter()
    kind, where, texts = "read", "", []
    with redirect_stdout(said), redirect_stderr(said):
        try:
            value = parser(content)
            texts = [] if value is None or isinstance(value, _CONTAINERS) else [repr(value)]
        except MatcherError as error:
            kind, texts = "refused", [str(error), repr(error)]
            if "\n" in str(error) or not _ends_its_chain(error):
                kind, where = "leak", f"{_place(error)}: a cause or a second line"
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of Rust is no Exception
            kind, where = "crash", f"{type(error).__name__} in {_place(error)}"
    seconds = time.perf_counter() - started
    if not where and _shows(parser.marks, [said.getvalue(), *texts]):
        kind, where = "leak", f"a mark after it was {kind}"
    if not where and seconds > SLOW:
        kind, where = "hang", f"{seconds:.1f} s"
    return Verdict(kind, where, seconds)


def _shows(marks: Iterable[str], texts: Iterable[str]) -> bool:
    return any(mark in text.casefold() for text in texts for mark in marks)


def _ends_its_chain(error: BaseException) -> bool:
    """Whether a traceback would stop here: what an error was raised from may quote a cell."""
    return error.__cause__ is None and (error.__context__ is None or error.__suppress_context__)


def _place(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}, line {last.lineno}"
