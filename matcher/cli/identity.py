"""`identity`: make a party's private keys and its public keys."""

from __future__ import annotations

from pathlib import Path

import click

from matcher.atomic import writing
from matcher.cli.talk import check_output, file_argument, refuse_existing, say
from matcher.errors import UsageError

PUBLIC = ".pub"


@click.command(name="identity")
@click.option("-o", "output", type=file_argument, required=True, help="Where to write the private keys: NAME.id.")
def command(output: Path) -> None:
    """Make your identity: private keys in NAME.id, which only you can read, and public keys in NAME.pub.

    \b
    Example:  matcher identity -o families.id

    Files are sealed to you by your public keys, and only NAME.id opens them; NAME.id also signs what you seal. Give
    NAME.pub to the others, who put it in their book with `matcher parties`, and read them the fingerprint over the
    phone: it shows that nobody exchanged the file on its way.
    """
    from matcher.identity import identity_text, new_identity, public_text

    if output.suffix == PUBLIC:
        raise UsageError(f"{output}: private keys in a file that looks public; give -o NAME.id")
    public = output.with_suffix(PUBLIC)
    for path in (output, public):
        refuse_existing(path)
        check_output(path)
    identity = new_identity()
    with writing(output, private=True) as file:
        file.write(identity_text(identity))
    with writing(public) as file:
        file.write(public_text(identity.public))
    say(f"{output}: a new identity, for you alone; give {public.name} to the others")
    say(f"fingerprint, to read to them over the phone: {identity.public.fingerprint}")
