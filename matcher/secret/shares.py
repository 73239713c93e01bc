"""Share files: the project secret in n parts for n people, any k of whom have it together.

A share is a private file of five lines. Its set, which all shares of one split have, is 8 random bytes and 8 bytes of
an HMAC under the secret, by which shares that were joined show that they made what was split. It names no project.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matcher.errors import DataError, MismatchError
from matcher.secret import shamir
from matcher.secret.derived import Secret

_FIRST_LINE = b"matcher-share-1\n"
_SALT_BYTES = 8
_LINES = re.compile(
    rb"matcher-share-1\n"
    rb"set ([0-9a-f]{32})\n"
    rb"share ([1-9][0-9]{0,2}), any ([1-9][0-9]{0,2}) make the secret\n"
    rb"value ([0-9a-f]{64})\n"
    rb"checksum ([0-9a-f]{16})\n"
)


@dataclass(frozen=True, slots=True, repr=False)
class Share:
    """One person's part of a secret.

    set_id     32 hex, the same for all shares that were split together
    number     1 to 255
    threshold  how many of them make the secret, 2 to 255
    value      32 bytes
    """

    set_id: str
    number: int
    threshold: int
    value: bytes

    def __repr__(self) -> str:
        return f"Share(number {self.number}, any {self.threshold})"


def split_secret(
    secret: Secret, threshold: int, shares: int, entropy: Callable[[int], bytes] = os.urandom
) -> list[Share]:
    """Split a secret. Raises ValueError unless 2 <= threshold <= shares <= 255: one share alone is no secret."""
    if threshold < 2:
        raise ValueError("a threshold of 1 would make every share the secret")
    set_id = _set_id(secret, entropy(_SALT_BYTES))
    values = shamir.split(secret.value, threshold, shares, entropy)
    return [Share(set_id, number, threshold, value) for number, value in enumerate(values, 1)]


def join_shares(shares: Sequence[Share]) -> Secret:
    """The secret that shares make. More than the threshold are welcome.

    Raises MismatchError for shares of different sets, one twice, too few, or values that are not those of the split.
    """
    first = shares[0]
    if any((share.set_id, share.threshold) != (first.set_id, first.threshold) for share in shares):
        raise MismatchError("the shares are of different secrets or splits; give shares that were made together")
    values = {share.number: share.value for share in shares}
    if len(values) < len(shares):
        raise MismatchError("the same share is given twice; give different ones")
    if len(values) < first.threshold:
        raise MismatchError(f"{len(values)} of the {first.threshold} shares that make the secret; give more of them")
    secret = Secret(shamir.join(values))
    if not hmac.compare_digest(_set_id(secret, bytes.fromhex(first.set_id)[:_SALT_BYTES]), first.set_id):
        raise MismatchError("the shares do not make the secret that was split; one of them was changed")
    return secret


def share_text(share: Share) -> bytes:
    """A share file's content."""
    lines = (
        f"set {share.set_id}\nshare {share.number}, any {share.threshold} make the secret\nvalue {share.value.hex()}\n"
    )
    text = _FIRST_LINE + lines.encode()
    return text + b"checksum " + _checksum(text) + b"\n"


def is_share(content: bytes) -> bool:
    return content.startswith(_FIRST_LINE)


def parse_share(content: bytes, where: str) -> Share:
    """Read a share file's content; `where` opens the message of a DataError if it is none, or was damaged."""
    found = _LINES.fullmatch(content)
    if found is None or not hmac.compare_digest(_checksum(content[: found.start(5) - len(b"checksum ")]), found[5]):
        raise DataError(f"{where}: not a share of `matcher keygen --split`, or damaged")
    share = Share(found[1].decode(), int(found[2]), int(found[3]), bytes.fromhex(found[4].decode()))
    if max(share.number, share.threshold) > shamir.MAX_SHARES or share.threshold < 2:
        raise DataError(f"{where}: a share with a number or threshold that no split has")
    return share


def _set_id(secret: Secret, salt: bytes) -> str:
    return (salt + hmac.digest(secret.value, b"matcher/shares\n" + salt, "sha256")[:8]).hex()


def _checksum(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest()[:16].encode()
