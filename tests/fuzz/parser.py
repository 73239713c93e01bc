"""A parser under test: what it reads well, how it is called, and what it must never show."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.secret import Secret

MARK = "zzq"  # in every cell, name, word and reason of a seed
SECRET = Secret(bytes.fromhex("5ec2e7" * 10 + "5ec2"))
OF_SECRET = ("5ec2e7",)
HANDLES = tuple(f"{number:02x}" + "4a9d1e" * 5 for number in range(3))
OF_HANDLES = (MARK, "4a9d1e")
_MEMORY = Path("/dev/shm")  # a file system in memory, where there is one
FOLDER = Path(tempfile.mkdtemp(prefix="matcher-fuzz-", dir=_MEMORY if _MEMORY.is_dir() else None))


@dataclass(frozen=True, slots=True)
class Parser:
    """One parser.

    name   also of the file that it reads
    seeds  makes inputs that it reads well
    read   reads a file; the repr of what it returns may not show a mark
    made   the content of that file, of an input: a good container around it, where there is one
    marks  in any case, what no message, repr or output shows
    ready  called before the clock is started
    """

    name: str
    seeds: Callable[[], Sequence[bytes]]
    read: Callable[[Path], object]
    made: Callable[[bytes], bytes] = bytes
    marks: tuple[str, ...] = (MARK,)
    ready: Callable[[], object] = bool

    @property
    def path(self) -> Path:
        return FOLDER / self.name.replace(" ", "-").replace(",", "")

    def __call__(self, content: bytes) -> object:
        self.path.write_bytes(self.made(content))
        self.path.chmod(0o600)
        return self.read(self.path)


def lines(*texts: str) -> bytes:
    return "\n".join((*texts, "")).encode()
