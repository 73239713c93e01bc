"""An identity: the private keys of one party, and the public keys by which others know it.

Two key pairs that do one thing each: an age key (X25519) opens what is sealed to the party, an Ed25519 key signs what
the party seals. Public keys have a fingerprint in groups of digits, to be read over the phone in any language.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import IdentityError, RecipientError, x25519

from matcher.errors import DataError
from matcher.regular import read_beginning, read_regular

AGE = r"age1[02-9ac-hj-np-z]{58}"
ED25519 = r"[0-9a-f]{64}"
GROUPS = 8  # of five digits: 132 bits, so that nobody makes other keys with the same fingerprint
_MAX_BYTES = 1000  # of an identity or of public keys
_PRIVATE_BEGINS, _PUBLIC_BEGINS = "# matcher-identity-", "matcher-public-"
_PRIVATE = re.compile(rf"# matcher-identity-1\n# ({ED25519}) ([0-9a-f]{{8}})\n(AGE-SECRET-KEY-1[0-9A-Z]{{58}})\n")
_PUBLIC = re.compile(rf"matcher-public-1\n({AGE}) ({ED25519}) ([0-9a-f]{{8}})\n")


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others may know of a party.

    age      recipient of the age format: age1...
    ed25519  hex of the key that verifies signatures
    """

    age: str
    ed25519: str

    @property
    def fingerprint(self) -> str:
        """Eight groups of five digits."""
        digest = hashlib.sha256(f"matcher-public-1\n{self.age} {self.ed25519}\n".encode()).digest()
        digits = f"{int.from_bytes(digest) % 10 ** (5 * GROUPS):0{5 * GROUPS}}"
        return " ".join(digits[place : place + 5] for place in range(0, len(digits), 5))


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Private keys: AGE-SECRET-KEY-1..., and the 32 bytes of an Ed25519 key. The repr shows nothing."""

    age: str
    ed25519: bytes

    def __repr__(self) -> str:
        return "Identity(...)"

    @property
    def public(self) -> PublicKeys:
        signing = Ed25519PrivateKey.from_private_bytes(self.ed25519)
        return PublicKeys(
            age=str(x25519.Identity.from_str(self.age).to_public()),
            ed25519=signing.public_key().public_bytes_raw().hex(),
        )


def new_identity() -> Identity:
    return Identity(str(x25519.Identity.generate()), Ed25519PrivateKey.generate().private_bytes_raw())


def identity_text(identity: Identity) -> bytes:
    """An identity file's content; the tool `age` takes it too, as `age -d -i`."""
    signing = identity.ed25519.hex()
    return f"# matcher-identity-1\n# {signing} {_checksum(identity.age, signing)}\n{identity.age}\n".encode()


def public_text(public: PublicKeys) -> bytes:
    """Two lines: what the file is, then both keys and a checksum against slips of the pen."""
    checksum = _checksum(public.age, public.ed25519)
    return f"matcher-public-1\n{public.age} {public.ed25519} {checksum}\n".encode()


def read_identity(path: Path) -> Identity:
    """Read an identity file. Raises DataError if it is none, is damaged, or others than its owner may read it."""
    found = _PRIVATE.fullmatch(_text(path, "an identity of `matcher identity`", private=True))
    try:
        if not found or _checksum(found[3], found[1]) != found[2]:
            raise ValueError
        x25519.Identity.from_str(found[3])
    except (ValueError, IdentityError):
        raise DataError(f"{path}: not an identity of `matcher identity`, or damaged") from None
    return Identity(found[3], bytes.fromhex(found[1]))


def read_public(path: Path) -> PublicKeys:
    """Read public keys. Raises DataError if they are none, or damaged."""
    text = _text(path, "public keys of `matcher identity`")
    if text.startswith(_PRIVATE_BEGINS):
        raise DataError(f"{path}: PRIVATE keys, which nobody else may have; give the public ones, NAME.pub")
    found = _PUBLIC.fullmatch(text)
    if not found or _checksum(found[1], found[2]) != found[3] or not is_recipient(found[1]):
        raise DataError(f"{path}: not public keys of `matcher identity`, or damaged; ask their owner for them again")
    return PublicKeys(found[1], found[2])


def is_recipient(age: str) -> bool:
    try:
        x25519.Recipient.from_str(age)
    except RecipientError:
        return False
    return True


def _text(path: Path, what: str, *, private: bool = False) -> str:
    if private and read_beginning(path, len(_PUBLIC_BEGINS)) == _PUBLIC_BEGINS.encode():
        raise DataError(f"{path}: public keys; give your identity, NAME.id")
    text = read_regular(path, _MAX_BYTES, what, private=private).decode("ascii", "replace")
    return text.replace("\r\n", "\n")  # as a mail program may have it


def _checksum(*keys: str) -> str:
    return hashlib.sha256(" ".join(keys).encode()).hexdigest()[:8]
