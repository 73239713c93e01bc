"""What `encode` seals a list with: the sender's identity and the linkage unit's public keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.errors import UsageError

if TYPE_CHECKING:
    from matcher.identity import Identity, PublicKeys


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom, to whom; and what the sender is called, by its book of parties."""

    sender: Identity
    recipient: PublicKeys
    signer: str

    def around(self, content: bytes) -> bytes:
        from matcher.sealed import seal

        return seal(content, "list", self.sender, self.recipient)


def envelope_for(
    output: Path, recipient_file: Path | None, identity_file: Path | None, book_file: Path | None
) -> Envelope | None:
    """The envelope that the options describe; None where nothing is to be sealed.

    Raises UsageError for options that do not go together, MismatchError where the book gives others these roles.
    """
    from matcher.identity import read_identity, read_public
    from matcher.parties import read_book
    from matcher.sealed import SUFFIX

    if (recipient_file is not None) != (output.suffix == SUFFIX):
        raise UsageError(f"{output}: --to and a name that ends in {SUFFIX} go together")
    if recipient_file is None:
        if identity_file is not None or book_file is not None:
            raise UsageError("--identity and --parties are for sealing; give --to, the linkage unit's public keys")
        return None
    if identity_file is None:
        raise UsageError("--to needs --identity, your own, to sign with; make one with `matcher identity`")
    sender, recipient = read_identity(identity_file), read_public(recipient_file)
    if sender.public == recipient:
        raise UsageError(f"{recipient_file}: your own public keys; a list is sealed to the linkage unit")
    if book_file is None:
        return Envelope(sender, recipient, "you")
    book = read_book(book_file)
    book.of(recipient, "unit", f"{recipient_file}")
    return Envelope(sender, recipient, book.of(sender.public, "owner", f"{identity_file}").name)
