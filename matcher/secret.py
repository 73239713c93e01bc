"""The project secret and what is derived from it.

One random 256-bit secret, held by the owners and never by the linkage unit. From it, by HKDF-SHA256 (RFC 5869) bound
to project, run, purpose and fingerprint: the run key, which turns key values into tokens, and the key check, which
shows that two files were made with the same secret without showing it.
"""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from matcher.errors import DataError
from matcher.project import Project

SECRET_BYTES = 32
_FIRST_LINE = "matcher-secret-1"


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """The project secret; its repr shows nothing."""

    value: bytes

    def __repr__(self) -> str:
        return "Secret(...)"


@dataclass(frozen=True, slots=True, repr=False)
class RunKeys:
    """What one run of one project uses, each derived on its own.

    seeds   32 bytes, two SipHash keys that turn key values and ranks into seeds
    home    32 bytes, seeds what an owner draws from its own list
    clk     16 bytes, keys plain CLKs
    check   hex, the same in every file made with this secret for this run
    """

    seeds: bytes
    home: bytes
    clk: bytes
    check: str

    def __repr__(self) -> str:
        return "RunKeys(...)"


def new_secret() -> Secret:
    return Secret(secrets.token_bytes(SECRET_BYTES))


def run_keys(secret: Secret, project: Project) -> RunKeys:
    """Derive the keys of the project's current run."""
    context = "\n".join([str(project.project.run), project.fingerprint, project.project.purpose]).encode()

    def derive(label: str, length: int) -> bytes:
        salt = bytes.fromhex(project.project.id)
        return HKDF(SHA256(), length, salt, b"matcher/" + label.encode() + b"\n" + context).derive(secret.value)

    return RunKeys(
        seeds=derive("seeds", 32),
        home=derive("home", 32),
        clk=derive("clk", 16),
        check=derive("check", 16).hex(),
    )


def secret_text(secret: Secret) -> bytes:
    """A secret file's content: a line that says what it is, and the secret in hex."""
    return f"{_FIRST_LINE}\n{secret.value.hex()}\n".encode()


def read_secret(path: Path) -> Secret:
    """Read a secret file. Raises DataError if it is not one, or if others than its owner may read it."""
    try:
        with path.open("rb") as file:
            info = os.fstat(file.fileno())
            if not stat.S_ISREG(info.st_mode):
                raise DataError(f"{path}: not a regular file, so not a secret file")
            if os.name == "posix" and info.st_mode & 0o077:
                raise DataError(f"{path}: others can read this secret file; close it with `chmod 600`")
            text = file.read(1000)
    except FileNotFoundError:
        raise DataError(f"{path}: no such secret file; make one with `matcher keygen`") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None
    lines = text.split()
    try:
        if len(lines) != 2 or lines[0].decode() != _FIRST_LINE or len(lines[1]) != 2 * SECRET_BYTES:
            raise ValueError
        return Secret(bytes.fromhex(lines[1].decode()))
    except ValueError:
        raise DataError(f"{path}: not a secret file of `matcher keygen`, or damaged") from None
