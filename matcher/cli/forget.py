"""`forget`: delete lists that the linkage unit has compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from matcher.cli.keeping import tell_of_log
from matcher.cli.talk import count, file_argument, say
from matcher.errors import DataError, MismatchError, UsageError


@click.command(name="forget")
@click.argument("files", metavar="FILE...", type=file_argument, nargs=-1, required=True)
@click.option("--identity", "identity_file", type=file_argument, required=True, help="The unit's identity.")
@click.option("--log", "log_file", type=file_argument, help="Its log; else the one beside the identity.")
def command(files: tuple[Path, ...], identity_file: Path, log_file: Path | None) -> None:
    """Delete lists that were compared, and log it.

    \b
    Example:  matcher forget families.sealed police.sealed --identity unit.id

    Only files that a comparison in the log used are deleted; they are known by their SHA-256, whatever their names.
    All of them are looked at before the first is deleted.
    """
    from matcher.files import sha256_of
    from matcher.identity import read_identity
    from matcher.log import MAX_FORGOTTEN, Compared, Forgotten, append, log_beside, own_log

    files = tuple(dict.fromkeys(files))
    if len(files) > MAX_FORGOTTEN:
        raise UsageError(f"{len(files)} files; give at most {MAX_FORGOTTEN} at once")
    unit, path = read_identity(identity_file), log_file or log_beside(identity_file)
    events = [line.event for line in own_log(path, unit).lines]
    compared = {file.sha256 for event in events if isinstance(event, Compared) for file in event.files}
    digests = [_digest(file, compared, path, sha256_of(file)) for file in files]
    names = _names(files) - len(files)
    deleted, fault = _delete(files, digests)
    if deleted:
        say(f"{count(len(deleted), 'file')} deleted")
        tell_of_log(path, append(path, unit, Forgotten(files=deleted), datetime.now(UTC)))
    if fault:
        raise DataError(fault)
    if names:
        say(f"these files have {count(names, 'other name')} on this disk (hard links): delete those too")
    say(
        "what may remain: copies elsewhere and backups; traces on this disk, on flash media above all, unless it is "
        "encrypted; the owners' own files; and the log, which keeps digests, numbers of rows and who was compared"
    )


def _names(files: Sequence[Path]) -> int:
    """How many names these files have on their disks, hard links among them."""
    found = [file.stat() for file in files]
    return sum({(info.st_dev, info.st_ino): info.st_nlink for info in found}.values())


def _digest(file: Path, compared: set[str], log_file: Path, digest: str) -> str:
    if file.is_symlink():
        raise UsageError(f"{file}: a link to a file; give the file itself")
    if digest not in compared:
        raise MismatchError(f"{file}: no list that stands in {log_file} as compared; nothing was deleted")
    return digest


def _delete(files: Sequence[Path], digests: Sequence[str]) -> tuple[list[str], str | None]:
    """Delete until one cannot be: the digests of those deleted, and what went wrong."""
    deleted: list[str] = []
    for file, digest in zip(files, digests, strict=True):
        try:
            file.unlink()
        except OSError as error:
            return deleted, f"{file}: cannot be deleted ({error.strerror}); the files after it are there too"
        deleted.append(digest)
    return deleted, None
