"""The roles in a comparison: who has the secret does not compare; the unit opens what owners sealed to it, and seals
to each what is its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.atomic import writing
from matcher.cli.talk import resolved, say
from matcher.errors import MismatchError, RoleError, UsageError
from matcher.regular import read_beginning

if TYPE_CHECKING:
    from matcher.encodings import Band, EncodedFilters, EncodedList
    from matcher.identity import Identity
    from matcher.log import Mark
    from matcher.parties import Party
    from matcher.reply import Reply

_SECRETS = (b"matcher-secret-", b"matcher-share-")  # how files of the secret, or of shares of it, begin


def refuse_beside_secret(paths: Iterable[Path]) -> None:
    """Raise RoleError where a project secret lies in the working folder or beside one of these files."""
    folders = {Path.cwd()}
    for path in paths:
        folders |= {path.absolute().parent, resolved(path).parent}
    for folder in sorted(folders):
        for path in _files(folder):
            if is_secret(path):
                raise RoleError(
                    f"{path}: here is a project secret, with which other owners' lists can be read; compare them where "
                    "it is not (--same-machine-test is for demos)"
                )


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return []  # a folder that is closed to us holds no secret that we have


def is_secret(path: Path) -> bool:
    """Whether a file begins as a secret does, or a share of one."""
    return read_beginning(path, 64).lstrip().startswith(_SECRETS)


@dataclass(frozen=True, slots=True)
class Unit:
    """The linkage unit at work: the two lists that owners sealed to it, and who they are, left and right."""

    identity_file: Path
    identity: Identity
    owners: tuple[Party, Party]
    lists: tuple[EncodedList | EncodedFilters, EncodedList | EncodedFilters]

    def outputs(self, output: Path) -> list[Path]:
        """links.sealed -> links.families.sealed and links.police.sealed."""
        return [output.with_name(f"{output.stem}.{owner.name}{output.suffix}") for owner in self.owners]


def open_lists(left: Path, right: Path, identity_file: Path | None, book_file: Path | None) -> Unit:
    """Open two sealed lists with the unit's identity, each signed by an owner in the book.

    Raises MismatchError where roles or signatures are not those of the book.
    """
    from matcher.files import parse_encoded
    from matcher.identity import read_identity
    from matcher.parties import read_book
    from matcher.sealed import read_sealed

    if identity_file is None or book_file is None:
        raise UsageError("sealed lists need --identity, your own, and --parties, the book of public keys")
    identity, book = read_identity(identity_file), read_book(book_file)
    book.of(identity.public, "unit", f"{identity_file}")
    (first, one), (second, other) = (read_sealed(path, "list", identity, book) for path in (left, right))
    if one == other:
        raise MismatchError(f"{left} and {right}: both are from {one.name}; give one of each owner")
    return Unit(identity_file, identity, (one, other), (parse_encoded(first, left), parse_encoded(second, right)))


def seal_links(
    unit: Unit, outputs: Sequence[Path], links: Sequence[tuple[str, str, Band]], logged: Mark | None
) -> None:
    """Seal to each owner its view of the links (left handle, right handle, band); both files or none.

    logged  how far the unit's log goes with this comparison; None of a test on one machine
    """
    from matcher.reply import OwnLink, Reply, reply_bytes
    from matcher.sealed import seal

    header = unit.lists[0].header
    views = (
        [OwnLink(left, right, band) for left, right, band in links],
        [OwnLink(right, left, band) for left, right, band in links],
    )
    written: list[Path] = []
    try:
        for owner, path, view in zip(unit.owners, outputs, views, strict=True):
            reply = Reply(
                fingerprint=header.fingerprint,
                run=header.run,
                same_machine_test=logged is None,
                log=logged,
                links=view,
            )
            with writing(path) as file:
                file.write(seal(reply_bytes(reply), "links", unit.identity, owner.keys))
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    for owner, path in zip(unit.owners, outputs, strict=True):
        say(f"{path}: for {owner.name} alone, who opens it with `matcher reveal`")


def open_reply(path: Path, identity_file: Path | None, book_file: Path | None) -> Reply:
    """Open the links that the unit sealed to an owner, with that owner's identity."""
    from matcher.identity import read_identity
    from matcher.parties import read_book
    from matcher.reply import parse_reply
    from matcher.sealed import read_sealed

    if identity_file is None or book_file is None:
        raise UsageError(f"{path}: sealed; give --identity, your own, and --parties, the book of public keys")
    content, _ = read_sealed(path, "links", read_identity(identity_file), read_book(book_file))
    reply = parse_reply(content, f"{path}")
    if reply.same_machine_test:
        say(f"{path}: made by a test on one machine (--same-machine-test)")
    return reply
