"""`reveal`: links and own handles -> the owner's own rows that were linked."""

from __future__ import annotations

from pathlib import Path

import click

from matcher.cli.talk import count, encoding_option, file_argument, say, sheet_option
from matcher.errors import DataError, MismatchError
from matcher.tables import Table, read_table, write_table

OTHER = {"left_handle": "right_handle", "right_handle": "left_handle"}


@click.command(name="reveal")
@click.argument("links_file", metavar="LINKS", type=file_argument)
@click.option(
    "--handles",
    "handles_file",
    type=file_argument,
    required=True,
    help="Your OUT.handles.csv of `encode`.",
)
@click.option("--list", "list_file", type=file_argument, required=True, help="Your own list, unchanged since.")
@click.option(
    "-o",
    "output",
    type=file_argument,
    required=True,
    help="Where to write the work list (CSV or XLSX).",
)
@encoding_option
@sheet_option
def command(
    links_file: Path,
    handles_file: Path,
    list_file: Path,
    output: Path,
    encoding: str | None,
    sheet: str | None,
) -> None:
    """Turn links back into rows of your own list: a work list.

    \b
    Example:  matcher reveal links.csv --handles families.handles.csv --list families.xlsx -o work.xlsx

    Writes your linked rows with the band, the score, the evidence and the other owner's handle.
    """
    links, handles = read_table(links_file), read_table(handles_file)
    own = read_table(list_file, encoding=encoding, sheet=sheet)
    side, column = _own_side(links, handles, links_file, handles_file)
    places = {number: place for place, number in enumerate(own.row_numbers)}
    rows = _rows_of(handles, handles_file)
    other = links.header.index(OTHER[side])
    details = [links.header.index(name) for name in ("band", "score", "evidence")]
    lines = []
    for link in links.rows:
        number, identity = rows[link[column]]
        place = places.get(number)
        if place is None or not (identity in own.rows[place] or identity == str(number) or identity.startswith("row ")):
            raise DataError(f"{list_file}, row {number}: not the row that was encoded; give the list as it was then")
        lines.append([*(link[detail] for detail in details), str(number), *own.rows[place], link[other]])
    write_table(
        output,
        ("band", "score", "evidence", "row", *own.header, "partner_handle"),
        lines,
        private=True,
    )
    say(f"{output}: {count(len(lines), 'row')} of {own.source} with a link")


def _own_side(links: Table, handles: Table, links_file: Path, handles_file: Path) -> tuple[str, int]:
    """Which column of the links holds handles of this owner."""
    if not OTHER.keys() <= set(links.header):
        raise DataError(f"{links_file}: not links between encoded lists; plain links hold your ids already")
    _rows_of(handles, handles_file)
    own = {row[handles.header.index("handle")] for row in handles.rows}
    for side in OTHER:
        column = links.header.index(side)
        if links.rows and all(row[column] in own for row in links.rows):
            return side, column
    if not links.rows:
        return "left_handle", links.header.index("left_handle")
    raise MismatchError(f"{links_file} and {handles_file} are not of the same run: the handles differ")


def _rows_of(handles: Table, path: Path) -> dict[str, tuple[int, str]]:
    """handle -> (row number, id)."""
    try:
        handle, identity, row = (handles.header.index(name) for name in ("handle", "id", "row"))
        return {line[handle]: (int(line[row]), line[identity]) for line in handles.rows}
    except ValueError:
        raise DataError(f"{path}: not a handles file of `matcher encode`") from None


def identities(handles: Table, path: Path) -> dict[str, str]:
    """handle -> id."""
    return {handle: identity for handle, (_, identity) in _rows_of(handles, path).items()}
