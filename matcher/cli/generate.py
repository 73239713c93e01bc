"""`generate`: make invented lists to try everything on."""

from __future__ import annotations

from pathlib import Path

import click

from matcher.cli.talk import count, file_argument, refuse_existing, say
from matcher.errors import DataError


@click.command(name="generate")
@click.argument("scenario", type=click.Choice(["star-homecoming"]))
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other people.")
@click.option("-o", "folder", type=file_argument, required=True, help="Folder to write into.")
def command(scenario: str, seed: int, folder: Path) -> None:
    """Make invented lists with known truth.

    \b
    Example:  matcher generate star-homecoming --seed 1 -o demo

    star-homecoming: families.xlsx (1,800 people looked for, Chinese), police.csv and ngo.csv, which share
    about 8 % of their people, and truth.csv, which says who is who and what is wrong or written otherwise
    between the two. Nobody on them exists. The same seed gives the same lists.
    """
    from matcher.generate import star_homecoming, write

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"{folder}: cannot be made ({error.strerror}); choose another folder with -o") from None
    made = star_homecoming(seed)
    for name in made.file_names:
        refuse_existing(folder / name)
    written = write(made, folder)
    say(f"{folder}: {count(len(written), 'file')} of invented people: {', '.join(path.name for path in written)}")
