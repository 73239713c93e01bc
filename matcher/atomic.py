"""Files appear whole or not at all.

`writing` gives a temporary file beside the target; it is renamed when the block ends well and removed when it
does not, so that a failed or interrupted run leaves nothing half-written.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from matcher.errors import DataError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def writing(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Open `path` for writing bytes, atomically.

    With `private` the file can be read by its owner alone (mode 0600). A link at that place is replaced, and not what
    it leads to. Raises DataError where the folder does not exist or cannot be written, and where a device, a pipe or a
    folder is in the place of the file.
    """
    refuse_special(path)
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".matcher-", suffix=".part")
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error.strerror}); choose another place with -o") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            if not private and os.chmod in os.supports_fd:  # not by name: another may have put a link there
                os.chmod(file.fileno(), 0o666 & ~_umask())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.replace(temporary, path)
        except OSError as error:
            raise DataError(f"{path}: cannot be written ({error.strerror}); choose another place with -o") from None
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise DataError(
                f"{path}: cannot be written ({error.strerror}); make room, or choose another place"
            ) from None
        raise


def refuse_special(path: Path) -> None:
    """Raise DataError where something stands that is neither a file nor a link to one: a device, a pipe, a folder."""
    if path.exists() and not path.is_file():
        raise DataError(f"{path}: a folder, a device or a pipe; give the name of a file")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
