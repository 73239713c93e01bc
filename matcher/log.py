"""The log of the linkage unit: what it compared and deleted, in lines that are chained and signed. FORMAT.md 10.

Each line has its number and the SHA-256 of the line before, and the unit's Ed25519 signature over both and its event:
who changes a line, leaves one out, doubles or moves it is found. Lines cut off at the end leave a log that is whole in
itself; only who has noted its length or last digest finds that, so each owner gets both with its links.

A log holds no handle and no name. It does say who was compared with whom, and how long their lists are.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO, Literal, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic import Field as Setting

from matcher.errors import DataError, MismatchError
from matcher.identity import Identity, PublicKeys
from matcher.regular import read_regular, to_append

MAX_BYTES = 16 << 20  # some 15,000 lines, whose signatures take some two seconds to check
MAX_FORGOTTEN = 100  # files in one line
_NOTHING = "0" * 64  # the digest before the first line
_DOMAIN = b"matcher-log-1\n"
_LINE = re.compile(rb'(\{.{1,16000}),"signature":"([0-9a-f]{128})"\}')
_WHAT = "a log of the linkage unit"

Hex64 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Reason = Annotated[str, StringConstraints(pattern=r"^[^\p{C}\p{Z}][^\p{C}\p{Zl}\p{Zp}]{0,199}$")]
Count = Annotated[int, Setting(ge=0, le=10**9)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ListFile(_Strict):
    """A sealed list: the fingerprint of the keys that signed it, the SHA-256 of the file, and its rows."""

    signer: Annotated[str, StringConstraints(pattern=r"^[0-9]{5}( [0-9]{5}){7}$")]
    sha256: Hex64
    rows: Annotated[int, Setting(ge=1, le=10**9)]


class LinkCounts(_Strict):
    """Links of each band."""

    strong: Count = 0
    possible: Count = 0
    repeat: Count = 0


class Compared(_Strict):
    """Two lists were compared.

    fingerprint, run    of the project, as in both lists
    files               left, right
    links               how many were found
    again, allow_probe  the reasons that a person gave to pass a limit
    """

    kind: Literal["compared"] = "compared"
    fingerprint: Hex64
    run: int = Setting(ge=1, le=2**31)
    files: tuple[ListFile, ListFile]
    links: LinkCounts = LinkCounts()
    again: Reason | None = None
    allow_probe: Reason | None = None


class Forgotten(_Strict):
    """Files of lists were deleted: their SHA-256."""

    kind: Literal["forgotten"] = "forgotten"
    files: list[Hex64] = Setting(min_length=1, max_length=MAX_FORGOTTEN)


Event = Compared | Forgotten


class Line(_Strict):
    """A line: its number from 1, the time in UTC by the unit's clock, the SHA-256 of the line before, and the event."""

    number: int = Setting(ge=1)
    time: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")]
    before: Hex64
    event: Event = Setting(discriminator="kind")


class Mark(NamedTuple):
    """How far a log went: its lines, and the SHA-256 of the last. Who notes it finds whatever is cut off before it."""

    lines: Annotated[int, Setting(ge=0, le=MAX_BYTES)]
    sha256: Hex64


class Log(NamedTuple):
    """The lines of a log, and the SHA-256 of each."""

    lines: list[Line]
    digests: list[str]

    @property
    def mark(self) -> Mark:
        return Mark(len(self.lines), self.digests[-1] if self.digests else _NOTHING)


def is_reason(text: str) -> bool:
    """Whether a text can stand in a line: at most 200 characters, none of them a control character or a new line."""
    try:
        TypeAdapter(Reason).validate_python(text, strict=True)
    except ValidationError:
        return False
    return True


def log_beside(identity_file: Path) -> Path:
    """unit.id -> unit.log."""
    return identity_file.with_suffix(".log")


def is_log(path: Path) -> bool:
    """Whether a file says by its name that it is a log."""
    return path.suffix == ".log"


def unverified(path: Path) -> Mark:
    """How far a log goes by what it says, whoever signed it. Raises DataError for what is no log."""
    lines = _lines(read_regular(path, MAX_BYTES, _WHAT), path)
    for number, line in enumerate(lines, 1):
        if not _LINE.fullmatch(line):
            raise _no_line(path, number)
    return Mark(len(lines), hashlib.sha256(lines[-1]).hexdigest() if lines else _NOTHING)


def read_log(path: Path, unit: PublicKeys, *, private: bool = False) -> Log:
    """Read and verify a log; with `private` one that others can read is refused.

    Raises DataError for what is no log, and MismatchError where it is not as the unit signed it.
    """
    return _verified(read_regular(path, MAX_BYTES, _WHAT, private=private), unit, path)


def own_log(path: Path, unit: Identity) -> Log:
    """The unit's own log, empty where there is no file yet. Raises also DataError where it could not be written."""
    if path.is_symlink() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise DataError(f"{path}: the log cannot be written, or is a link; give another place with --log")
    return read_log(path, unit.public, private=True) if path.exists() else Log([], [])


def append(
    path: Path, unit: Identity, event: Event, now: datetime, check: Callable[[Sequence[Line]], None] | None = None
) -> Mark:
    """Add a line to a log, which is made if there is none; `check` sees the lines before while nobody else adds one.

    Raises what `check` and `own_log` raise, and DataError where the line cannot be written: then the log is as it was.
    """
    own_log(path, unit)
    try:
        with os.fdopen(to_append(path, os.O_RDWR), "r+b") as file:
            _lock(file)
            log = _verified(file.read(MAX_BYTES + 1), unit.public, path)
            if check is not None:
                check(log.lines)
            line = _signed(log.mark, event, unit, now)
            _add(file, line + b"\n", path)
    except OSError as error:
        raise DataError(f"{path}: the log cannot be written ({error.strerror}); free it and begin again") from None
    return Mark(log.mark.lines + 1, hashlib.sha256(line).hexdigest())


def _lock(file: BinaryIO) -> None:
    with suppress(ImportError):  # Windows has no such lock, and one unit at work at a time
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def _signed(before: Mark, event: Event, unit: Identity, now: datetime) -> bytes:
    time = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    line = Line(number=before.lines + 1, time=time, before=before.sha256, event=event)
    body = line.model_dump_json().encode().removesuffix(b"}")
    signature = Ed25519PrivateKey.from_private_bytes(unit.ed25519).sign(_DOMAIN + body)
    return body + f',"signature":"{signature.hex()}"}}'.encode()


def _add(file: BinaryIO, line: bytes, path: Path) -> None:
    """Write a whole line to the disk, or nothing."""
    size = file.seek(0, os.SEEK_END)
    if size + len(line) > MAX_BYTES:
        raise DataError(f"{path}: the log is full; keep it, and begin another with --log")
    try:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        os.ftruncate(file.fileno(), size)
        raise


def _verified(content: bytes, unit: PublicKeys, path: Path) -> Log:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(unit.ed25519))
    log = Log([], [])
    for line in _lines(content, path):
        log.lines.append(_parse(line, key, log.mark, path))
        log.digests.append(hashlib.sha256(line).hexdigest())
    return log


def _lines(content: bytes, path: Path) -> list[bytes]:
    *lines, rest = content.split(b"\n")
    if rest:
        raise DataError(
            f"{path}, line {len(lines) + 1}: cut short, or no line of a log; keep the file to show it, and begin "
            "another with --log"
        )
    return lines


def _no_line(path: Path, number: int) -> DataError:
    return DataError(f"{path}, line {number}: not a line of a log; ask the linkage unit for it again")


def _parse(line: bytes, key: Ed25519PublicKey, before: Mark, path: Path) -> Line:
    where = f"{path}, line {before.lines + 1}"
    parts = _LINE.fullmatch(line)
    if not parts:
        raise _no_line(path, before.lines + 1)
    try:
        key.verify(bytes.fromhex(parts[2].decode()), _DOMAIN + parts[1])
        found = Line.model_validate_json(parts[1] + b"}")
    except InvalidSignature:
        raise MismatchError(f"{where}: not as this linkage unit signed it: changed, or of another unit") from None
    except ValidationError:
        raise DataError(f"{where}: of another version of matcher; use the one that wrote it") from None
    if (found.number, found.before) != (before.lines + 1, before.sha256):
        raise MismatchError(f"{where}: does not follow what stands before it: a line is left out, doubled or moved")
    return found
