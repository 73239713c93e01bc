"""The project secret, and what is derived from it for one run.

By HKDF-SHA256 (RFC 5869) bound to project id, run, purpose and fingerprint: the run key, which turns key values into
tokens, and the key check, which shows that two files were made with the same secret without showing it.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from matcher.project import Project

SECRET_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """The project secret, 32 bytes; its repr shows nothing."""

    value: bytes

    def __repr__(self) -> str:
        return "Secret(...)"


@dataclass(frozen=True, slots=True, repr=False)
class RunKeys:
    """What one run of one project uses, each derived on its own.

    seeds   32 bytes, two SipHash keys that turn key values and ranks into seeds
    home    32 bytes, seeds what an owner draws from its own list
    clk     16 bytes, keys plain CLKs
    ledger  32 bytes, keys the digest of a list in the owner's ledger
    check   32 hex, the same in every file made with this secret for this run
    """

    seeds: bytes
    home: bytes
    clk: bytes
    ledger: bytes
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

    checked = f"key check\n{project.fingerprint}".encode()
    return RunKeys(
        seeds=derive("seeds", 32),
        home=derive("home", 32),
        clk=derive("clk", 16),
        ledger=derive("ledger", 32),
        check=hmac.digest(derive("check", 32), checked, "sha256")[:16].hex(),
    )
