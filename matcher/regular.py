"""Files that a stranger may have put there: read whole, if regular and not too large; never through a pipe."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from matcher.errors import DataError


def read_regular(path: Path, limit: int, what: str, *, private: bool = False) -> bytes:
    """Read a file of at most `limit` bytes; `what` names in messages what it should be.

    With `private` a file that others than its owner may read is refused. Raises DataError.
    """
    try:
        with open(path, "rb", opener=without_waiting) as file:
            info = os.fstat(file.fileno())
            if not stat.S_ISREG(info.st_mode):
                raise DataError(f"{path}: not a regular file, so not {what}")
            if private and os.name == "posix" and info.st_mode & 0o077:
                raise DataError(f"{path}: others can read this file; close it with `chmod 600`")
            if info.st_size > limit:
                raise DataError(f"{path}: too large for {what}")
            return file.read(info.st_size)
    except FileNotFoundError:
        raise DataError(f"{path}: no such file; needed is {what}") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None


def read_beginning(path: Path, count: int) -> bytes:
    """The first bytes of a file; none of what is not regular or cannot be read."""
    try:
        with open(path, "rb", opener=without_waiting) as file:
            return file.read(count) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
    except OSError:
        return b""


def without_waiting(path: str, flags: int) -> int:
    """An opener for `open`: a named pipe would wait for a writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def to_append(path: Path, flags: int) -> int:
    """Open a private file to add to its end; made (mode 0600) if there is none. Raises OSError.

    Not through a link, which another may have put into a shared folder to have a file of ours written to.
    """
    wanted = flags | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    return os.open(path, wanted | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o600)
