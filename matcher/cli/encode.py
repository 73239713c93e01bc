"""`encode`: a list -> an encoded file, its private handles, and the rows with problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.atomic import writing
from matcher.cli.asking import held_secret, own_ledger, passphrase_option, secret_files_option
from matcher.cli.envelope import Envelope, envelope_for
from matcher.cli.lists import HANDLES, read_list_and_table, row_check, unread
from matcher.cli.talk import (
    bar,
    beside,
    check_output,
    count,
    encoding_option,
    file_argument,
    identity_option,
    parties_option,
    say,
    sheet_option,
    tell_of_compiling,
    threads_option,
)
from matcher.encodings import EncodedFilters, EncodedList, Rows
from matcher.errors import DataError, OverBudgetError, UsageError
from matcher.parts import Parts
from matcher.project import Project
from matcher.records import Records
from matcher.tables import Problem, Table, write_table

if TYPE_CHECKING:
    from matcher.pipeline import Encoding

SHOWN = 5  # likely repeats named on the terminal; all of them stand in the rejects


@click.command(name="encode")
@click.argument("list_file", metavar="LIST", type=file_argument)
@click.option("--project", "project_file", type=file_argument, required=True, help="The project file.")
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
    _keep_handles(beside(output, "handles"))
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


def _keep_handles(path: Path) -> None:
    """Refuse to replace handles: without them the links of their file can never be revealed."""
    if path.exists():
        raise UsageError(
            f"{path}: exists already; keep it until the links of its file are revealed, and choose another name with -o"
        )


def _check_profile(project: Project, path: Path, unsafe_clk: bool) -> None:
    profile = project.project.profile
    if profile == "open":
        raise UsageError(f"{path}: profile open encodes nothing; give both plain lists to `matcher compare`")
    if (profile == "clk") != unsafe_clk:
        raise UsageError(
            f"{path}: profile clk and --unsafe-clk go together; without any key, attacks name the rows of CLKs"
        )


def seen_within_budget(made: Encoding, records: Records) -> str:
    """The chance pairs of a list in words. Raises OverBudgetError where they are too many."""
    chance = made.chance
    seen = (
        f"{records.source}: {chance.per_row:.2f} chance pairs a row at the expected rows, "
        f"{chance.allowed:g} allowed ({count(chance.pairs, 'pair')} of different rows share a key in this list)"
    )
    if chance.over:
        drop = ", ".join(f'"{key}"' for key in made.to_drop)
        raise OverBudgetError(f"{seen}; drop from `plan` in both owners' project file: {drop}")
    return seen


def problems_of(records: Records, parts: Parts, rows: Rows, repeats: Sequence[tuple[int, int]]) -> list[Problem]:
    """Everything an owner should look at, by row."""
    numbers = records.row_numbers
    left_out = set(range(len(records))) - set(rows.tolist())
    problems = [*records.problems, *parts.problems]
    problems += [Problem(numbers[row], "", "no field has a value: left out") for row in left_out]
    problems += [
        Problem(
            numbers[max(pair)],
            "",
            f"likely the same person as row {numbers[min(pair)]} of this list",
        )
        for pair in repeats
    ]
    return sorted(problems, key=lambda problem: (problem.row, problem.column, problem.reason))


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


@contextmanager
def private_files(
    output: Path,
    encoded: EncodedList | EncodedFilters,
    table: Table,
    records: Records,
    rows: Rows,
    problems: Sequence[Problem],
) -> Iterator[list[Path]]:
    """Write which row has which handle, and the rejects, beside the output; they go again if the block does not end
    well. Gives the files written.
    """
    handles, rejects = beside(output, "handles"), beside(output, "rejects")
    written = [handles]
    try:
        lines = [
            (handle.tobytes().hex(), records.ids[row], str(records.row_numbers[row]), row_check(table.rows[row]))
            for handle, row in zip(encoded.handles, rows.tolist(), strict=True)
        ]
        write_table(handles, HANDLES, sorted(lines, key=lambda line: int(line[2])), private=True)
        if problems:
            written.append(rejects)
            told = [(str(problem.row), problem.column, problem.reason) for problem in problems]
            write_table(rejects, ("row", "column", "reason"), told, private=True)
        yield written
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    if not problems:
        rejects.unlink(missing_ok=True)  # of an earlier run


def tell_gaps(parts: Parts) -> None:
    for field, gaps in parts.gaps.items():
        if gaps:
            say(f"{field}: {gaps}")


def tell_problems(
    records: Records, parts: Parts, problems: Sequence[Problem], repeats: Sequence[tuple[int, int]]
) -> None:
    said = unread(len(problems) - len(repeats) - parts.in_part, parts.in_part)
    if said:
        say(f"{', '.join(said)}: see the rejects")
    if repeats:
        numbers = records.row_numbers
        pairs = [f"{numbers[min(pair)]} and {numbers[max(pair)]}" for pair in sorted(repeats)[:SHOWN]]
        more = ", ..." if len(repeats) > SHOWN else ""
        what = count(len(repeats), "likely repeat")
        say(f"{what} within the list (rows {', '.join(pairs)}{more}): the rejects name all")
