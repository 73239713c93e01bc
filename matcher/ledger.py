"""The ledger: what an owner has encoded with a secret, so that no run is used twice.

Two files of one run meet wherever they hold the same key value at the same rank. That is meant for two owners. Two
files of one owner in one run, even of a list that did not change, would show together what neither shows alone: ranks
are drawn anew, so rows that share a key value meet each other, and what is random because a cell is missing differs.
So `encode` writes a line for each file into a private file beside the secret, and refuses a run that has one.

The ledger guards against mistakes, not against an owner who deletes it. It holds no name and no cell, and the list's
digest is keyed, so that it tells nobody which list it was.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Setting

from matcher.errors import DataError, SpentRunError
from matcher.parts import Parts, row_order
from matcher.project import Settings
from matcher.regular import to_append
from matcher.secret import RunKeys
from matcher.secret.files import read_private

MAX_LEDGER_BYTES = 1 << 20  # some 3,500 files
_SHARE = re.compile(r"\.share-[0-9]+$")
_TIME = "%Y-%m-%dT%H:%M:%SZ"

Hex64 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Entry(BaseModel):
    """One encoded file.

    project  id of the project, 32 hex     run  its run
    list     keyed digest of what was encoded, 64 hex
    file     SHA-256 of the file, 64 hex
    time     when, in UTC, to the second: 2026-01-31T12:00:00Z
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    project: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    run: int = Setting(ge=1, le=2**31)
    list: Hex64
    file: Hex64
    time: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")]


def ledger_beside(path: Path) -> Path:
    """secret.key -> secret.ledger, and so for secret.share-2.key: whichever shares are given, the ledger is one."""
    return path.with_name(f"{_SHARE.sub('', path.stem)}.ledger")


def list_digest(parts: Parts, keys: RunKeys) -> str:
    """HMAC-SHA256 of a list's normal forms whatever the order of its rows, 64 hex."""
    rows = np.sort(row_order(parts)).astype("<u8")
    return hmac.new(keys.ledger, rows.tobytes(), "sha256").hexdigest()


def read_ledger(path: Path) -> list[Entry]:
    """The lines of a ledger, oldest first; none where there is no file yet.

    Raises DataError for a file that is no ledger, that others can read, or that is full.
    """
    if not path.exists():
        return []
    lines = read_private(path, "ledger", MAX_LEDGER_BYTES).splitlines()
    return [_parse(line, number, path) for number, line in enumerate(lines, 1)]


def check_writable(path: Path) -> None:
    """Refuse, before the work is done, a ledger that could not be written."""
    if path.is_symlink() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise DataError(f"{path}: the ledger cannot be written, or is a link; keep the secret where you may write")


def check_unspent(path: Path, settings: Settings, digest: str) -> None:
    """Raise SpentRunError where a ledger has a file of the project's run, of the list with that digest or another."""
    own = [entry for entry in read_ledger(path) if entry.project == settings.id]
    spent = next((entry for entry in own if entry.run == settings.run), None)
    if spent is None:
        return
    following = max(entry.run for entry in own) + 1
    anew = f"write `run = {following}` in both owners' project file"
    if hmac.compare_digest(spent.list, digest):
        raise SpentRunError(
            f"{path}: this list was encoded in run {settings.run} already, as the file with SHA-256 "
            f"{spent.file[:16]}...: give that one. Two files of one list in one run would show together which rows are "
            f"alike and what they lack; to encode it once more, {anew}"
        )
    raise SpentRunError(
        f"{path}: another list, or this one before a change, was encoded in run {settings.run} already; {anew}. "
        f"For another owner's list, use that owner's own copy of the secret"
    )


def append(path: Path, settings: Settings, digest: str, encoded: Path, now: datetime) -> None:
    """Add the line of an encoded file.

    Raises DataError where the ledger cannot be written, and SpentRunError where the run was used since it was checked.
    """
    check_unspent(path, settings, digest)
    with encoded.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    time = now.astimezone(UTC).strftime(_TIME)
    entry = Entry(project=settings.id, run=settings.run, list=digest, file=sha256, time=time)
    try:
        with os.fdopen(to_append(path, os.O_WRONLY), "ab") as ledger:
            ledger.write(entry.model_dump_json().encode() + b"\n")
            ledger.flush()
            os.fsync(ledger.fileno())
    except OSError as error:
        raise DataError(f"{path}: the ledger cannot be written ({error.strerror}); free it and encode again") from None


def _parse(line: bytes, number: int, path: Path) -> Entry:
    try:
        return Entry.model_validate_json(line)
    except ValidationError:
        raise DataError(f"{path}, line {number}: not a line of `matcher encode`; put back a copy of it") from None
