"""`log`: verify and show what the linkage unit has done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.cli.talk import count, file_argument, say, table
from matcher.errors import MismatchError

if TYPE_CHECKING:
    from matcher.log import Line, Log

HEADER = ("line", "time", "event", "project", "run", "owners", "rows", "links", "reason")


def _log_and_pub(command: Callable[..., None]) -> Callable[..., None]:
    pub = click.option("--pub", "public_file", type=file_argument, required=True, help="The unit's public keys.")
    return click.argument("log_file", metavar="LOG", type=file_argument)(pub(command))


@click.group(name="log")
def command() -> None:
    """Check the log of the linkage unit, as the unit itself or an owner who was given a copy.

    \b
    Examples:  matcher log verify unit.log --pub unit.pub
               matcher log show unit.log --pub unit.pub

    `compare` and `forget` write it: one signed line an event, with no name and no handle.
    """


@command.command(name="verify")
@_log_and_pub
@click.option("--noted", multiple=True, metavar="SHA256", help="A last line's SHA-256 that you noted; repeatable.")
def verify(log_file: Path, public_file: Path, noted: tuple[str, ...]) -> None:
    """Find any change: every line is as the unit signed it, and follows the one before.

    Lines cut off at the end are found only with --noted: `compare` and `reveal` tell what to note.
    """
    log = _read(log_file, public_file)
    for digest in noted:
        if digest.lower() not in log.digests:
            raise MismatchError(f"{log_file}: has no line with that SHA-256; lines were cut off, or it is another log")
    click.echo(f"{count(log.mark.lines, 'line')}, all as signed; SHA-256 of the last: {log.mark.sha256}")
    if not noted:
        say("whether lines were cut off at the end shows only beside what was noted before (--noted)")


@command.command(name="show")
@_log_and_pub
def show(log_file: Path, public_file: Path) -> None:
    """Verify a log and show it as a table; owners by the first groups of their fingerprints."""
    click.echo(table(HEADER, [_cells(line) for line in _read(log_file, public_file).lines]))


def _read(log_file: Path, public_file: Path) -> Log:
    from matcher.identity import read_public
    from matcher.log import read_log

    return read_log(log_file, read_public(public_file))


def _cells(line: Line) -> tuple[str, ...]:
    from matcher.log import Compared

    start, event = (str(line.number), line.time, line.event.kind), line.event
    if not isinstance(event, Compared):
        return (*start, "", "", "", "", "", f"{count(len(event.files), 'file')} deleted")
    links = event.links
    reasons = {"again": event.again, "probe": event.allow_probe}
    return (
        *start,
        event.fingerprint[:8],
        str(event.run),
        " + ".join(file.signer[:11] for file in event.files),
        " + ".join(f"{file.rows:,}" for file in event.files),
        f"{links.strong:,} + {links.possible:,} + {links.repeat:,}",
        "; ".join(f"{limit}: {reason}" for limit, reason in reasons.items() if reason),
    )
