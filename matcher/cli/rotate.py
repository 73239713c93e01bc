"""`rotate`: a project begins anew, with another id and secret; the files made so far are dead."""

from __future__ import annotations

from pathlib import Path

import click

from matcher.atomic import writing
from matcher.cli.asking import held_secret, own_ledger, passphrase_option, secret_files_option
from matcher.cli.talk import check_output, count, file_argument, refuse_existing, say
from matcher.ledger import read_ledger
from matcher.project import read_project, write_toml
from matcher.secret import new_secret, secret_text


@click.command(name="rotate")
@click.argument("project_file", metavar="PROJECT.toml", type=file_argument)
@secret_files_option
@passphrase_option
@click.option("-o", "output", type=file_argument, required=True, help="Where to write the new secret.")
def command(project_file: Path, secret_files: tuple[Path, ...], passphrase: bool, output: Path) -> None:
    """Give a project a new id and a new secret, and say which encoded files are now dead.

    \b
    Example:  matcher rotate star.toml --secret-file secret.key -o new.key

    For when a secret was lost, was seen, or its holder leaves. Fields and match keys stay, the run is 1 again.
    No file made before can be compared with one made after; it stays readable by guessing for whoever has the old
    secret, so have every copy deleted. The ledger beside the old secret knows the files that you made.
    """
    refuse_existing(output)
    ledger = own_ledger(secret_files, project_file)
    check_output(output, project_file, ledger, *secret_files)
    check_output(project_file)
    project = read_project(project_file)
    held_secret(secret_files, passphrase, project)  # who does not have it is not to end the project
    dead = [entry for entry in read_ledger(ledger) if entry.project == project.project.id]
    with writing(output, private=True) as file:
        file.write(secret_text(new_secret()))
    try:
        with writing(project_file) as file:
            file.write(write_toml(project.renewed()).encode())
    except BaseException:
        output.unlink(missing_ok=True)
        raise
    say(f"{project_file}: a new project id, run 1; give this file to the other owners")
    say(f"{output}: the new project secret; for the data owners only, never for the linkage unit")
    for entry in dead:
        say(f"dead: the file of run {entry.run}, made {entry.time}, SHA-256 {entry.file}")
    what = count(len(dead), "file") if dead else "no file"
    say(f"{ledger} knows {what} of yours under the old id; delete every copy of such files, and the old secret")
