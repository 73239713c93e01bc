"""`psi`: two owners link their lists with no linkage unit, step by step, over a folder or a socket."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.cli.asking import held_secret, own_ledger, passphrase_option, secret_files_option
from matcher.cli.kept import (
    keep_handles,
    private_files,
    problems_of,
    seen_within_budget,
    tell_gaps,
    tell_problems,
)
from matcher.cli.link_words import Found, tell_of_links, words_of, write_links
from matcher.cli.lists import read_list_and_table
from matcher.cli.talk import (
    bar,
    beside,
    check_output,
    count,
    encoding_option,
    file_argument,
    project_option,
    say,
    sheet_option,
    tell_of_compiling,
    threads_option,
)
from matcher.errors import DataError, UsageError
from matcher.tables import check_suffix

if TYPE_CHECKING:
    from matcher.evidence import Layout
    from matcher.parts import Parts
    from matcher.project import Project
    from matcher.psi.exchange import Exchange, Progress
    from matcher.records import Records
    from matcher.secret import Secret
    from matcher.tables import Table


@click.command(name="psi")
@click.argument("list_file", metavar="LIST", type=file_argument)
@project_option
@secret_files_option
@passphrase_option
@click.option("--partner", required=True, help="The other owner, by its name in your book of parties.")
@click.option("--folder", type=file_argument, required=True, help="Where the messages lie; empty at the start.")
@click.option("--identity", "identity_file", type=file_argument, required=True, help="Your identity.")
@click.option("--parties", "book_file", type=file_argument, required=True, help="The book of parties.")
@click.option("-o", "output", type=file_argument, required=True, help="Where to write the links: CSV or XLSX.")
@click.option("--listen", metavar="HOST:PORT", help="Go all the way over a line, on which your partner calls.")
@click.option("--connect", metavar="HOST:PORT", help="Go all the way over a line, on which your partner listens.")
@encoding_option
@sheet_option
@threads_option
def command(
    list_file: Path,
    project_file: Path,
    secret_files: tuple[Path, ...],
    passphrase: bool,
    partner: str,
    folder: Path,
    identity_file: Path,
    book_file: Path,
    output: Path,
    listen: str | None,
    connect: str | None,
    encoding: str | None,
    sheet: str | None,
    threads: int | None,
) -> None:
    """Link your list with another owner's, with no linkage unit; both hold the project and its secret.

    \b
    Example:  matcher psi families.xlsx --project star.toml --secret-file secret.key --partner police
                --folder stick --identity families.id --parties parties.toml -o links.csv

    Both owners run it, by turns, over a folder that both see: each call does what comes next and says what to wait
    for, until it writes the links: your handles, the partner's, band, score and evidence, for `reveal`. Beside them lie
    OUT.handles.csv and OUT.rejects.csv, as of `encode`, and until the end OUT.psi, all private.

    Or both run it once, each with a folder of its own, one with --listen and the other with --connect: the same
    messages go over a line, with TLS 1.3 unless it stays on this machine. If it breaks, both run it again.

    Your partner sees how many rows you have and, of your rows that share a key with one of its rows, what `encode`
    would show of them, which it can read, having the secret. Of your other rows it sees nothing. It can put guesses
    on its list: lists under 50 rows, or 20 times shorter than the other, are refused, and so is a run in which you
    encoded a list already, with exit code 5.
    """
    from matcher.project import read_project

    check_suffix(output)
    for path in (output, beside(output, "handles"), beside(output, "rejects"), output.with_suffix(".psi")):
        check_output(path, list_file, project_file, *secret_files, identity_file, book_file)
    private = list_file, *secret_files, identity_file, output
    exchange = _exchange(folder, output, identity_file, book_file, partner, private)
    project = read_project(project_file)
    if not project.plan or project.project.profile in ("open", "clk"):
        raise DataError(f"{project_file}: psi needs match keys, and profile standard, hardened or wide")

    def begin() -> Progress:
        secret, ledger = held_secret(secret_files, passphrase, project), own_ledger(secret_files, project_file)
        return _begin(
            exchange,
            output,
            project,
            secret,
            ledger,
            lambda: read_list_and_table(list_file, project, encoding, sheet, threads),
        )

    def advance() -> bool:
        return _step(exchange, begin, output, project.layout)

    if listen or connect:
        _over_a_line(exchange, advance, listen, connect)
    elif not advance():
        say(f"run this again when {partner} has gone on")


def _over_a_line(exchange: Exchange, advance: Callable[[], bool], listen: str | None, connect: str | None) -> None:
    from matcher.psi.turns import take_turns
    from matcher.psi.wire import calling, host_and_port, listening

    if listen and connect:
        raise UsageError("--listen and --connect: one side gives the one, the other the other")
    if listen:
        host_and_port(listen)
        say(f"waiting on {listen} for {exchange.partner.name} to call; Ctrl-C ends it")
        with listening(listen, exchange.identity, exchange.partner.keys) as line:
            take_turns(line, exchange, advance, begins=False)
    elif connect:
        with calling(connect, exchange.identity, exchange.partner.keys) as line:
            take_turns(line, exchange, advance, begins=True)


def _exchange(
    folder: Path, output: Path, identity_file: Path, book_file: Path, partner: str, private: Sequence[Path]
) -> Exchange:
    """This side of the exchange; `private` are files that the partner must not see.

    Raises MismatchError where the book gives others these roles.
    """
    from matcher.identity import read_identity
    from matcher.parties import read_book
    from matcher.psi.exchange import Exchange
    from matcher.psi.points import library

    library()
    if any(folder.resolve() == path.resolve().parent for path in private):
        raise UsageError(
            f"{folder}: your own files lie there; give a folder for the messages alone, which your partner sees"
        )
    if not folder.is_dir():
        raise DataError(f"{folder}: no such folder; give one that your partner sees too")
    identity, book = read_identity(identity_file), read_book(book_file)
    book.of(identity.public, "owner", f"{identity_file}")
    other = book.named(partner, "owner", f"{book_file}")
    if other.keys == identity.public:
        raise UsageError(f"--partner {partner}: that is yourself; give the other owner")
    return Exchange(folder, output.with_suffix(".psi"), identity, book, other)


def _begin(
    exchange: Exchange,
    output: Path,
    project: Project,
    secret: Secret,
    ledger: Path,
    read: Callable[[], tuple[Table, Records, Parts]],
) -> Progress:
    """Encode the list, as `encode` does, and say the first that there is to say."""
    from matcher.ledger import append, check_unspent, check_writable, list_digest
    from matcher.limits import check_lengths
    from matcher.pipeline import encode_list
    from matcher.secret import run_keys

    check_writable(ledger)
    table, records, parts = read()
    digest = list_digest(parts, run_keys(secret, project))
    check_unspent(ledger, project.project, digest)
    keep_handles(beside(output, "handles"))
    tell_of_compiling("fill_slots")
    with bar("encoding") as progress:
        made = encode_list(parts, project, secret, progress=progress)
    check_lengths([made.encoded.header.records])
    seen = seen_within_budget(made, records)
    problems = problems_of(records, parts, made.rows, made.repeats)
    with private_files(output, made.encoded, table, records, made.rows, problems) as private, bar("encrypting"):
        done = exchange.begin(
            made.encoded,
            lambda: append(ledger, project.project, digest, private[0], datetime.now(UTC)),
        )
    say(seen)
    say(f"{records.source}: {count(len(records), 'row')} read, {count(len(made.rows), 'row')} encoded")
    tell_gaps(parts)
    tell_problems(records, parts, problems, made.repeats)
    kept = " and ".join(path.name for path in private)
    say(f"keep for yourself: {kept}; and {exchange.state.name}, which goes when the links are there")
    return done


def _step(exchange: Exchange, begin: Callable[[], Progress], output: Path, layout: Layout) -> bool:
    """Do what comes next and say so; tells whether this side is done."""
    partner = exchange.partner.name
    if exchange.state.exists():
        with bar("comparing"):
            progress = exchange.advance()
    elif output.exists():
        if not exchange.begun:
            raise DataError(f"{output}: is there already, and nothing of yours in {exchange.folder}; give another -o")
        say(f"{output}: the links are there; this side is done")
        return True
    else:
        progress = begin()
    if progress.linked is not None:
        links, own, theirs = progress.linked
        found = Found(links, ("left_handle", "right_handle"), (own, theirs), words_of(layout))
        write_links(output, found)
        exchange.state.unlink()
        tell_of_links(links)
        say(f"{count(len(own), 'row')} of yours and {len(theirs):,} of {partner} share a key and were shown, no others")
    if progress.partner_rows is not None:
        say(f"the list of {partner} has {count(progress.partner_rows, 'row')}: is it as long as was agreed?")
    if progress.sent is not None:
        say(f"{progress.sent}: for {partner}, who goes on from it")
    if progress.linked is not None:
        say(f"{output}: your links, for `matcher reveal`; this side is done")
        return True
    if progress.sent is None:
        say(f"{exchange.folder}: nothing new of {partner} yet")
    return False
