"""A sealed file: a content that its sender signed, in the age format, which its recipient alone opens. FORMAT.md 8.

age (X25519, ChaCha20-Poly1305) hides the content and shows any change, but not who sent it; the Ed25519 signature
within says that, over the content and the recipient: who opens a file cannot seal it on to another as the sender's.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import DecryptError, decrypt, encrypt, x25519

from matcher.errors import DataError, MismatchError
from matcher.identity import Identity, PublicKeys
from matcher.parties import WORDS, Book, Party, Role
from matcher.regular import read_beginning, read_regular

SUFFIX = ".sealed"
MAX_BYTES = 64 << 30  # as of an encoded list
AGE = b"age-encryption.org/v1\n"
_MAXAGE_HEADER = 4096  # bytes; one recipient and the decoys that writers add take some 300
_ENVELOPE = re.compile(rb"matcher-sealed-1\n(list|links|psi)\n([0-9a-f]{64})\n([0-9a-f]{128})\n")

Kind = Literal["list", "links", "psi"]
SENDERS: dict[Kind, Role] = {"list": "owner", "links": "unit", "psi": "owner"}


def seal(content: bytes, kind: Kind, sender: Identity, recipient: PublicKeys) -> bytes:
    """Sign a content and seal it to one recipient."""
    signature = Ed25519PrivateKey.from_private_bytes(sender.ed25519).sign(_statement(content, kind, recipient))
    envelope = f"matcher-sealed-1\n{kind}\n{sender.public.ed25519}\n{signature.hex()}\n".encode()
    return encrypt(envelope + content, [x25519.Recipient.from_str(recipient.age)])  # type: ignore[no-any-return]


def is_sealed(path: Path) -> bool:
    """Whether a file says by its name or its beginning that it is sealed."""
    return path.suffix == SUFFIX or read_beginning(path, len(AGE)) == AGE


def read_sealed(path: Path, kind: Kind, recipient: Identity, book: Book) -> tuple[bytes, Party]:
    """Open a sealed file: its content, and the party of the book that signed it.

    Raises DataError for what is no sealed file; MismatchError for one that does not open with the recipient's keys,
    holds another kind, or is signed by no party of the book whose role it is.
    """
    return open_sealed(read_regular(path, MAX_BYTES, "a sealed file"), path, kind, recipient, book)


def open_sealed(sealed: bytes, path: Path, kind: Kind, recipient: Identity, book: Book) -> tuple[bytes, Party]:
    """`read_sealed` of what is in memory; messages name the file that it came out of."""
    inside = _decrypted(sealed, recipient, path)
    envelope = _ENVELOPE.match(inside)
    if not envelope:
        raise MismatchError(f"{path}: sealed by something else than this version of matcher")
    if envelope[1].decode() != kind:
        raise MismatchError(f"{path}: not sealed {kind}, but sealed {envelope[1].decode()}")
    party = book.signer(envelope[2].decode())
    if party is None:
        raise MismatchError(f"{path}: signed by nobody in the book of parties; do not use it, and ask who sent it")
    content = inside[envelope.end() :]
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(party.ed25519))
        key.verify(bytes.fromhex(envelope[3].decode()), _statement(content, kind, recipient.public))
    except (InvalidSignature, ValueError):
        raise MismatchError(f"{path}: not as {party.name} signed it; do not use it, and ask who sent it") from None
    if party.role != SENDERS[kind]:
        raise MismatchError(f"{path}: signed by {party.name}, in the book of parties as {WORDS[party.role]}")
    return content, party


def _decrypted(sealed: bytes, recipient: Identity, path: Path) -> bytes:
    # Readers of the age format look at a header anew for each line of it: a long one would take them hours.
    if not sealed.startswith(AGE) or sealed.find(b"\n--- ", 0, _MAXAGE_HEADER) < 0:
        raise DataError(f"{path}: not a sealed file, or damaged; ask its sender for it again")
    try:
        return decrypt(sealed, [x25519.Identity.from_str(recipient.age)])  # type: ignore[no-any-return]
    except DecryptError:
        raise MismatchError(
            f"{path}: sealed to somebody else, or cut short or changed since; ask its sender for it again"
        ) from None


def _statement(content: bytes, kind: Kind, recipient: PublicKeys) -> bytes:
    """What is signed: which kind of content, to whom, and its digest."""
    return f"matcher-sealed-1\n{kind}\n{recipient.age}\n{hashlib.sha256(content).hexdigest()}\n".encode()
