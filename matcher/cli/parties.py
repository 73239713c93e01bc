"""`parties`: the book of who takes part, as what, and by which public keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.atomic import writing
from matcher.cli.talk import check_output, file_argument, say, table

if TYPE_CHECKING:
    from matcher.parties import Book, Role

book_argument = click.argument("book_file", metavar="BOOK", type=file_argument)


@click.group(name="parties")
def command() -> None:
    """Keep the public keys of who takes part, each with a name and a role: unit or owner.

    \b
    Examples:  matcher parties add parties.toml unit.pub --role unit --name unit
               matcher parties list parties.toml
               matcher parties remove parties.toml unit

    BOOK is a small public file, or the project file: then it is the file beside it, PROJECT.parties.toml. Only keys in
    the book are trusted, so compare every fingerprint with its owner by another way than the keys came.
    """


@command.command(name="add")
@book_argument
@click.argument("public_file", metavar="NAME.pub", type=file_argument)
@click.option("--role", type=click.Choice(["unit", "owner"]), required=True, help="Linkage unit, or data owner.")
@click.option("--name", required=True, help="Its name, which becomes part of the names of files.")
def add(book_file: Path, public_file: Path, role: Role, name: str) -> None:
    """Put public keys into the book, which is made if there is none."""
    from matcher.identity import read_public
    from matcher.parties import Book, book_path, read_book

    path = book_path(book_file)
    check_output(path, public_file)
    keys = read_public(public_file)
    book = (read_book(path) if path.exists() else Book()).with_party(name, role, keys)
    _write(path, book)
    say(f"{path}: {name} ({role}), {keys.fingerprint}")
    say("read this fingerprint to them over the phone before you rely on it")


@command.command(name="list")
@book_argument
def list_parties(book_file: Path) -> None:
    """Show all parties with their fingerprints."""
    from matcher.parties import read_book

    parties = read_book(book_file).party
    rows = [(party.name, party.role, party.keys.fingerprint) for party in parties]
    click.echo(table(("party", "role", "fingerprint"), rows))


@command.command(name="remove")
@book_argument
@click.argument("name")
def remove(book_file: Path, name: str) -> None:
    """Take a party out of the book: what it signs is refused from then on."""
    from matcher.parties import book_path, read_book

    path = book_path(book_file)
    _write(path, read_book(path).without(name))
    say(f"{path}: without {name}")


def _write(path: Path, book: Book) -> None:
    from matcher.parties import book_text

    with writing(path) as file:
        file.write(book_text(book))
