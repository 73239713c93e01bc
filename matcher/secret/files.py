"""Private files: read by their owner alone, or refused. The secret file is one, shares and the ledger are others."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from matcher.errors import DataError
from matcher.secret.derived import SECRET_BYTES, Secret
from matcher.secret.shares import is_share, join_shares, parse_share

MAX_SECRET_BYTES = 1000
_FIRST_LINE = "matcher-secret-1"


def secret_text(secret: Secret) -> bytes:
    """A secret file's content: a line that says what it is, and the secret in hex."""
    return f"{_FIRST_LINE}\n{secret.value.hex()}\n".encode()


def read_secret(*paths: Path) -> Secret:
    """Read the secret from its file, or from the files of enough of its shares.

    Raises DataError for a file that is no secret or share, that others than its owner may read, or that is missing,
    and MismatchError for shares that do not make one secret together.
    """
    contents = [(path, read_private(path, "secret file", MAX_SECRET_BYTES)) for path in paths]
    if not all(is_share(content) for _, content in contents):
        if len(contents) > 1:
            raise DataError(f"{contents[0][0]}: give one secret file, or several shares of one secret")
        return _parse_secret(contents[0][1], contents[0][0])
    return join_shares([parse_share(content, str(path)) for path, content in contents])


def read_private(path: Path, what: str, most: int) -> bytes:
    """The bytes of a file of at most `most` bytes that its owner alone can read.

    Raises DataError where it is larger, missing, not a regular file, or open to others.
    """
    try:
        # Without O_NONBLOCK a named pipe would hold the program until somebody writes into it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            info = os.fstat(file.fileno())
            if not stat.S_ISREG(info.st_mode):
                raise DataError(f"{path}: not a regular file, so not a {what}")
            if os.name == "posix" and info.st_mode & 0o077:
                raise DataError(f"{path}: others can read this {what}; close it with `chmod 600`")
            content = file.read(most + 1)
    except FileNotFoundError:
        raise DataError(f"{path}: no such {what}; make one with `matcher keygen`") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None
    if len(content) > most:
        raise DataError(f"{path}: larger than any {what}")
    return content


def _parse_secret(content: bytes, path: Path) -> Secret:
    lines = content.split()
    try:
        if len(lines) != 2 or lines[0].decode() != _FIRST_LINE or len(lines[1]) != 2 * SECRET_BYTES:
            raise ValueError
        return Secret(bytes.fromhex(lines[1].decode()))
    except ValueError:
        raise DataError(f"{path}: not a secret file of `matcher keygen`, or damaged") from None
