"""How a verb comes by the project secret: from files, or typed unseen on a terminal; never from its arguments."""

from __future__ import annotations

import getpass
import warnings
from collections.abc import Sequence
from pathlib import Path

import click

from matcher.cli.talk import file_argument, say
from matcher.errors import UsageError
from matcher.ledger import ledger_beside
from matcher.project import Project
from matcher.secret import Secret, read_secret
from matcher.secret.passphrase import secret_of_passphrase
from matcher.secret.words import WORDS, from_words, whole_word

secret_files_option = click.option(
    "--secret-file",
    "secret_files",
    type=file_argument,
    multiple=True,
    help="The project secret of `keygen`; several times for shares of it.",
)
passphrase_option = click.option(
    "--passphrase", is_flag=True, help="Ask for the passphrase that makes the project secret."
)


def held_secret(secret_files: Sequence[Path], passphrase: bool, project: Project) -> Secret:
    """The secret of the files given, or of a passphrase asked for. Raises UsageError unless it is one of them."""
    if bool(secret_files) == passphrase:
        raise UsageError("give the project secret with --secret-file, or --passphrase to be asked for it")
    return secret_of_passphrase(ask_unseen("passphrase"), project) if passphrase else read_secret(*secret_files)


def own_ledger(secret_files: Sequence[Path], project_file: Path) -> Path:
    """Where an owner's ledger lies: beside the secret or its shares, and with a passphrase beside the project."""
    return ledger_beside(secret_files[0] if secret_files else project_file)


def ask_unseen(what: str) -> str:
    """Ask for what nobody must read over a shoulder. Raises UsageError without a terminal that can hide it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"{what}: ")
        except (getpass.GetPassWarning, EOFError):
            raise UsageError(f"asks for the {what} on a terminal, where it leaves no trace; there is none") from None


def ask_passphrase_twice(project: Project) -> Secret:
    """Ask for a new passphrase and for it again. Raises UsageError where the two differ or it is easily guessed."""
    first = ask_unseen("passphrase")
    secret = secret_of_passphrase(first, project)
    if ask_unseen("passphrase again") != first:
        raise UsageError("the two passphrases differ; nothing was written")
    return secret


def ask_words() -> Secret:
    """Ask for the words of a secret, one or more at a time; a wrong one is asked for again by its place."""
    words: list[str] = []
    while len(words) < WORDS:
        for word in ask_unseen(f"word {len(words) + 1} of {WORDS}").split():
            if whole_word(word) is None:
                say(f"word {len(words) + 1} is not in the list of words; once more from there")
                break
            words.append(word)
    return from_words(words)
