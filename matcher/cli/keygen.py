"""`keygen`: make a project secret, or write one that there is in another form: words, shares, a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from matcher.atomic import writing
from matcher.cli.asking import ask_passphrase_twice, ask_words
from matcher.cli.talk import check_output, file_argument, on_terminal, refuse_existing, say
from matcher.errors import UsageError
from matcher.project import read_project
from matcher.secret import Secret, new_secret, read_secret, secret_text
from matcher.secret.shamir import MAX_SHARES
from matcher.secret.shares import share_text, split_secret
from matcher.secret.words import to_words


@click.command(name="keygen")
@click.argument("share_files", metavar="[SHARE]...", nargs=-1, type=file_argument)
@click.option("-o", "output", type=file_argument, help="Where to write the secret.")
@click.option("--words", is_flag=True, help="Show the secret as 24 words on the terminal, to read over the phone.")
@click.option("--split", metavar="K/N", help="Write N shares instead, any K of which make the secret.")
@click.option("--secret-file", type=file_argument, help="Take this secret instead of a new one.")
@click.option("--from-words", is_flag=True, help="Take the secret of 24 words, which you are asked for.")
@click.option("--from-shares", is_flag=True, help="Take the secret that the files SHARE... make.")
@click.option("--passphrase", is_flag=True, help="Take the secret that a passphrase makes in the project.")
@click.option("--project", "project_file", type=file_argument, help="With --passphrase: the project file.")
def command(
    share_files: tuple[Path, ...],
    output: Path | None,
    words: bool,
    split: str | None,
    secret_file: Path | None,
    from_words: bool,
    from_shares: bool,
    passphrase: bool,
    project_file: Path | None,
) -> None:
    """Make a project secret: 256 random bits, in a file that only you can read.

    \b
    Examples:  matcher keygen -o secret.key
               matcher keygen --words -o secret.key
               matcher keygen --from-words -o secret.key
               matcher keygen --split 2/3 -o secret.key
               matcher keygen --from-shares secret.share-1.key secret.share-3.key -o secret.key

    Give it to the other data owners by a safe way, and never to the linkage unit: who has the secret
    can find out by guessing who is on an encoded list. --words shows it as words to read over the phone,
    and --from-words makes the file of them at the other end. With --split no single person holds it.
    """
    if from_shares != bool(share_files) or passphrase != (project_file is not None):
        raise UsageError("--from-shares goes with the files of shares, and --passphrase with --project")
    sources = [secret_file is not None, from_words, from_shares, passphrase].count(True)
    _check_asked(sources, output, words, split)
    threshold, shares = _numbers(split) if split else (1, 1)
    targets = _targets(output, shares, secret_file, *share_files) if output else []
    secret = _source(secret_file, from_words, share_files, project_file)
    if split:
        _write(targets, [share_text(share) for share in split_secret(secret, threshold, shares)])
        say(f"{', '.join(path.name for path in targets)}: any {threshold} of these shares make the secret")
        say("give each to another person, and keep no other copy of the secret")
    elif output:
        _write(targets, [secret_text(secret)])
        what = "the project secret" if sources else "a new project secret"
        say(f"{output}: {what}; for the data owners only, never for the linkage unit")
    if words:
        _show(to_words(secret))


def _check_asked(sources: int, output: Path | None, words: bool, split: str | None) -> None:
    """Refuse a secret from several places, one that would be kept nowhere, and words that somebody else may find."""
    if sources > 1:
        raise UsageError("--secret-file, --from-words, --from-shares, --passphrase: a secret comes from one of them")
    if output is None and (split or not (words and sources)):
        raise UsageError("say with -o where to write the secret; --words alone shows a secret that there is")
    if words and not on_terminal():
        raise UsageError("--words shows the secret on a terminal only, so that it stands in no file by mistake")


def _numbers(split: str) -> tuple[int, int]:
    """2/3 -> (2, 3)."""
    found = re.fullmatch(r"([0-9]{1,3})/([0-9]{1,3})", split)
    threshold, shares = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 2 <= threshold <= shares <= MAX_SHARES:
        raise UsageError(f"--split takes two numbers as 2/3: so many of so many shares, from 2/2 to {MAX_SHARES}")
    return threshold, shares


def _targets(output: Path, shares: int, *inputs: Path | None) -> list[Path]:
    """secret.key -> itself, or secret.share-1.key, secret.share-2.key, ...; none of which may exist."""
    numbered = [output.with_stem(f"{output.stem}.share-{number}") for number in range(1, shares + 1)]
    targets = numbered if shares > 1 else [output]
    for path in targets:
        check_output(path, *inputs)
        refuse_existing(path)
    return targets


def _source(
    secret_file: Path | None, from_words: bool, share_files: tuple[Path, ...], project_file: Path | None
) -> Secret:
    if secret_file:
        return read_secret(secret_file)
    if from_words:
        return ask_words()
    if share_files:
        return read_secret(*share_files)
    return ask_passphrase_twice(read_project(project_file)) if project_file else new_secret()


def _write(paths: Sequence[Path], contents: Sequence[bytes]) -> None:
    """Write private files; all or none."""
    written: list[Path] = []
    try:
        for path, content in zip(paths, contents, strict=True):
            with writing(path, private=True) as file:
                file.write(content)
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _show(words: list[str]) -> None:
    """Six lines of four numbered words."""
    for first in range(0, len(words), 4):
        line = (f"{number:2} {word:<10}" for number, word in enumerate(words[first : first + 4], first + 1))
        click.echo("".join(line).rstrip())
