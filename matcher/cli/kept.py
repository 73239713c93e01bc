"""What an owner keeps of an encoding, handles and rejects: written, told, and read back for its links."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from matcher.cli.lists import read_whole, unread
from matcher.cli.talk import beside, count, say
from matcher.encodings import EncodedFilters, EncodedList, Rows
from matcher.errors import DataError, OverBudgetError, UsageError
from matcher.parts import Parts
from matcher.records import Records
from matcher.tables import Problem, Table, write_table

if TYPE_CHECKING:
    from matcher.pipeline import Encoding

HANDLES = ("handle", "id", "row", "check")  # the columns of OUT.handles.csv
SHOWN = 5  # likely repeats named on the terminal; all of them stand in the rejects


class Owned(NamedTuple):
    """What an owner knows of a handle: the row of its list, the id of that row, and a check of its cells."""

    row: int
    id: str
    check: str

    def __repr__(self) -> str:
        return f"Owned(row {self.row})"


def keep_handles(path: Path) -> None:
    """Refuse to replace handles: without them the links of their file can never be revealed."""
    if path.exists():
        raise UsageError(
            f"{path}: exists already; keep it until the links of its file are revealed, and choose another name with -o"
        )


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


def row_check(cells: Sequence[str]) -> str:
    """Four hex digits of a row as it stands in a list: they show that it is another, and are too few to tell whose."""
    return hashlib.sha256("\x1f".join(cells).encode(errors="replace")).hexdigest()[:4]


def read_handles(path: Path) -> dict[str, Owned]:
    """handle -> row and id. Raises DataError for what is no handles file."""
    handles = read_whole(path, *HANDLES)
    handle, identity, row, check = (handles.header.index(name) for name in HANDLES)
    try:
        return {line[handle]: Owned(int(line[row]), line[identity], line[check]) for line in handles.rows}
    except ValueError:
        raise DataError(f"{path}: not a handles file of `matcher encode`") from None


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
