"""`encode`: a list -> an encoded file, its private handles, and the rows with problems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from matcher.atomic import writing
from matcher.cli.asking import held_secret, own_ledger, passphrase_option, secret_files_option
from matcher.cli.envelope import Envelope, envelope_for
from matcher.cli.kept import (
    keep_handles,
    private_files,
    problems_of,
    seen_within_budget,
    tell_gaps,
    tell_problems,
)
from matcher.cli.lists import read_list_and_table
from matcher.cli.talk import (
    bar,
    beside,
    check_output,
    count,
    encoding_option,
    file_argument,
    identity_option,
    parties_option,
    project_option,
    say,
    sheet_option,
    tell_of_compiling,
    threads_option,
)
from matcher.encodings import EncodedFilters, EncodedList, Rows
from matcher.errors import DataError, UsageError
from matcher.project import Project
from matcher.records import Records
from matcher.tables import Problem, Table


@click.command(name="encode")
@click.argument("list_file", metavar="LIST", type=file_argument)
@project_option
@secret_files_option
@passphrase_option
@click.option("-o", "output", type=file_argument, required=True, help="Where to write the encoded list.")
@click.option("--to", "recipient_file", type=file_argument, help="Seal it to the linkage unit: its public keys.")
@identity_option
@parties_option
@click.option("--unsafe-clk", is_flag=True, help="Allow profile clk, whose rows published attacks name.")
@encoding_option
@sheet_option
@threads_option
def command(
    list_file: Path,
    project_file: Path,
    secret_files: tuple[Path, ...],
    passphrase: bool,
    output: Path,
    recipient_file: Path | None,
    identity_file: Path | None,
    book_file: Path | None,
    unsafe_clk: bool,
    encoding: str | None,
    sheet: str | None,
    threads: int | None,
) -> None:
    """Encode a list, so that it can be compared and not read.

    \b
    Example:  matcher encode families.xlsx --project star.toml --secret-file secret.key --to unit.pub
                --identity families.id --parties parties.toml -o families.sealed

    Writes the encoded list, sealed to the linkage unit and signed by you, beside it OUT.handles.csv (private:
    which row has which handle) and, where there are any, OUT.rejects.csv (rows and cells with problems). Refuses,
    with exit code 5, a list with more chance pairs than the profile allows, and a run in which you encoded a list
    already: the ledger beside the secret (with a passphrase, beside the project) knows.
    """
    from matcher.ledger import append, check_unspent, check_writable, list_digest
    from matcher.limits import FEWEST_ROWS
    from matcher.project import read_project
    from matcher.secret import run_keys

    envelope = envelope_for(output, recipient_file, identity_file, book_file)
    ledger = own_ledger(secret_files, project_file)
    read = list_file, project_file, *secret_files, ledger, recipient_file, identity_file, book_file
    for path in (output, beside(output, "handles"), beside(output, "rejects")):
        check_output(path, *read)
    project = read_project(project_file)
    _check_profile(project, project_file, unsafe_clk)
    if not project.plan and not unsafe_clk:
        raise DataError(f"{project_file}: no match keys yet; plan them with `matcher plan {project_file} {list_file}`")
    secret = held_secret(secret_files, passphrase, project)
    check_writable(ledger)
    table, records, parts = read_list_and_table(list_file, project, encoding, sheet, threads)
    digest = list_digest(parts, run_keys(secret, project))
    check_unspent(ledger, project.project, digest)
    keep_handles(beside(output, "handles"))
    if envelope and len(records) < FEWEST_ROWS:
        say(f"{records.source}: under {FEWEST_ROWS} rows it is a probe, which a unit compares only for a logged reason")
    from matcher import pipeline

    tell_of_compiling("fill_filters" if unsafe_clk else "fill_slots")
    encoded: EncodedList | EncodedFilters
    repeats: Sequence[tuple[int, int]] = ()
    seen: str | None = None
    if unsafe_clk:
        with bar("encoding"):
            encoded, rows = pipeline.encode_clks(parts, project, secret)
    else:
        with bar("encoding") as progress:
            made = pipeline.encode_list(parts, project, secret, threads=threads, progress=progress)
        seen = seen_within_budget(made, records)
        encoded, rows, repeats = made.encoded, made.rows, made.repeats
    problems = problems_of(records, parts, rows, repeats)

    def record() -> None:
        append(ledger, project.project, digest, output, datetime.now(UTC))

    written = _write(output, encoded, envelope, table, records, rows, problems, record)
    if seen:
        say(seen)
    say(f"{records.source}: {count(len(records), 'row')} read, {count(len(rows), 'row')} encoded into {output}")
    tell_gaps(parts)
    say(f"keep for yourself: {' and '.join(path.name for path in written)}; give away only {output.name}")
    if envelope:
        say(
            f"{output.name} is signed by {envelope.signer}, and opens only with the keys of "
            f"{envelope.recipient.fingerprint}"
        )
    else:
        say(f"{output.name} is not sealed: whoever gets it can compare it; --to seals it to the linkage unit")
    tell_problems(records, parts, problems, repeats)


def _check_profile(project: Project, path: Path, unsafe_clk: bool) -> None:
    profile = project.project.profile
    if profile == "open":
        raise UsageError(f"{path}: profile open encodes nothing; give both plain lists to `matcher compare`")
    if (profile == "clk") != unsafe_clk:
        raise UsageError(
            f"{path}: profile clk and --unsafe-clk go together; without any key, attacks name the rows of CLKs"
        )


def _write(
    output: Path,
    encoded: EncodedList | EncodedFilters,
    envelope: Envelope | None,
    table: Table,
    records: Records,
    rows: Rows,
    problems: Sequence[Problem],
    record: Callable[[], None],
) -> list[Path]:
    """Write handles, rejects and the encoded list, and record it; all or none. Returns the private ones."""
    from matcher.files import encoded_bytes

    with private_files(output, encoded, table, records, rows, problems) as private:
        content = encoded_bytes(encoded)
        with writing(output) as file:
            file.write(envelope.around(content) if envelope else content)
        try:
            record()
        except BaseException:
            output.unlink()
            raise
    return private
