"""Every parser of the package, named once.

    a hostile input ─► a good container around it, where there is one ─► a file ─► the parser ─► a value, or one of
                                                                                    matcher's own errors

The tests try each (`test_parsers.py`), and `make fuzz` does with a guide to the code that an input reaches (`run.py`).
"""

from __future__ import annotations

from pathlib import Path

from matcher.cli import describe, roles
from matcher.files import is_encoded
from matcher.identity import public_text
from matcher.sealed import is_sealed
from matcher.secret.files import secret_text
from tests.fuzz import cells, exchanged, given, kept, lists
from tests.fuzz.parser import MARK, OF_SECRET, SECRET, Parser


def _told(path: Path) -> None:
    """What tells one kind of file from another."""
    for tells in (is_encoded, is_sealed, roles.is_secret):
        tells(path)


def _described(path: Path) -> None:
    describe.command.main([str(path)], standalone_mode=False)


def _anything() -> list[bytes]:
    kept_files = [secret_text(SECRET), public_text(given.UNIT.public), *kept.projects()]
    return [*given.both(), *lists.texts()[:3], given.log(), *kept_files]


PARSERS: tuple[Parser, ...] = (
    *lists.PARSERS,
    *cells.PARSERS,
    *kept.PARSERS,
    *given.PARSERS,
    *exchanged.PARSERS,
    Parser("what a file is", _anything, _told),
    Parser("describe", _anything, _described, marks=(MARK, *OF_SECRET)),
)
