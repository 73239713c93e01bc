"""`keygen`: make a project secret."""

from __future__ import annotations

from pathlib import Path

import click

from matcher.atomic import writing
from matcher.cli.talk import check_output, file_argument, refuse_existing, say
from matcher.secret import new_secret, secret_text


@click.command(name="keygen")
@click.option("-o", "output", type=file_argument, required=True, help="Where to write the secret.")
def command(output: Path) -> None:
    """Make a project secret: 256 random bits, in a file that only you can read.

    \b
    Example:  matcher keygen -o secret.key

    Give it to the other data owners by a safe way, and never to the linkage unit: who has the secret
    can find out by guessing who is on an encoded list.
    """
    refuse_existing(output)
    check_output(output)
    with writing(output, private=True) as file:
        file.write(secret_text(new_secret()))
    say(f"{output}: a new project secret; for the data owners only, never for the linkage unit")
