"""Reading lists for a verb: a plain list as the project sees it, and lists that matcher itself wrote."""

from __future__ import annotations

from pathlib import Path

from matcher.cli.talk import bar, count, say
from matcher.errors import DataError
from matcher.parts import Parts, parts_of
from matcher.project import Project
from matcher.records import Records, records_of
from matcher.tables import Table, read_table


def read_list(
    path: Path,
    project: Project,
    encoding: str | None = None,
    sheet: str | None = None,
    threads: int | None = None,
) -> tuple[Records, Parts]:
    """Read a list as the project sees it, on so many processors. Raises DataError where it cannot be read."""
    _, records, parts = read_list_and_table(path, project, encoding, sheet, threads)
    return records, parts


def read_list_and_table(
    path: Path,
    project: Project,
    encoding: str | None = None,
    sheet: str | None = None,
    threads: int | None = None,
) -> tuple[Table, Records, Parts]:
    """`read_list`, with the rows as they stand in the file."""
    from matcher.engine import usable_threads

    with bar(f"reading {path.name}"):
        table = read_table(path, encoding=encoding, sheet=sheet)
        records = records_of(table, project)
        parts = parts_of(records, project, threads or usable_threads())
    if sheet is None:
        tell_of_unread(table)
    for field in records.by_meaning:
        say(f'{table.source}: {field} is read from "{records.headers[field]}", a header that the project does not name')
    return table, records, parts


def tell_of_unread(table: Table) -> None:
    if table.unread:
        names = ", ".join(f'"{name}"' for name in table.unread)
        say(f"{table.source}: read as {table.how}; not read: {names}; each is read with --sheet")


def tell_of_reading(records: Records, parts: Parts) -> None:
    said = [f"{count(len(records), 'row')} read"]
    said += unread(len(records.problems) + len(parts.problems) - parts.in_part, parts.in_part)
    say(f"{records.source}: {', '.join(said)}")
    absent = [field for field, gaps in parts.gaps.items() if not gaps.header]
    if absent:
        say(f"{records.source}: no column of {', '.join(absent)}; if there is one, add its header to the project file")


def unread(whole: int, in_part: int) -> list[str]:
    """In words: rows and cells that could not be read, and cells of which only a part could be used."""
    said = [f"{count(whole, 'row or cell', 'rows and cells')} could not be read"] if whole else []
    return said + ([f"{count(in_part, 'cell')} could be used only in part"] if in_part else [])


def read_whole(path: Path, *columns: str) -> Table:
    """Read links, handles or truth, without rows too. Raises DataError where a column or any row is missing."""
    table = read_table(path, allow_empty=True)
    lacking = [column for column in columns if column not in table.header]
    if lacking:
        raise DataError(f"{path}, row 1: needs the column{'s' * (len(lacking) > 1)} {' and '.join(lacking)}")
    if table.problems:
        first = table.problems[0]
        raise DataError(f"{path}, row {first.row}: damaged since it was written; {first.reason}")
    return table
