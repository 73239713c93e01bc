"""Private files: read by their owner alone, or refused. The secret file is one, shares and the ledger are others."""

from __future__ import annotations

from pathlib import Path

from matcher.errors import DataError
from matcher.regular import read_regular
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
    contents = [(path, read_private(path, "secret file of `matcher keygen`", MAX_SECRET_BYTES)) for path in paths]
    if not all(is_share(content) for _, content in contents):
        if len(contents) > 1:
            raise DataError(f"{contents[0][0]}: give one secret file, or several shares of one secret")
        return _parse_secret(contents[0][1], contents[0][0])
    return join_shares([parse_share(content, str(path)) for path, content in contents])


def read_private(path: Path, what: str, most: int) -> bytes:
    """The bytes of a file of at most `most` bytes that its owner alone can read.

    Raises DataError where it is larger, missing, not a regular file, or open to others.
    """
    return read_regular(path, most, f"a {what}", private=True)


def _parse_secret(content: bytes, path: Path) -> Secret:
    lines = content.split()
    try:
        if len(lines) != 2 or lines[0].decode() != _FIRST_LINE or len(lines[1]) != 2 * SECRET_BYTES:
            raise ValueError
        return Secret(bytes.fromhex(lines[1].decode()))
    except ValueError:
        raise DataError(f"{path}: not a secret file of `matcher keygen`, or damaged") from None
