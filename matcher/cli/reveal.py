"""`reveal`: links and own handles -> the owner's own rows that were linked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import click

from matcher.cli.lists import read_whole
from matcher.cli.talk import check_output, count, encoding_option, file_argument, say, sheet_option
from matcher.errors import DataError, MismatchError
from matcher.tables import Table, check_suffix, read_table, write_table

OTHER = {"left_handle": "right_handle", "right_handle": "left_handle"}
DETAILS = ("band", "score", "evidence")


class Owned(NamedTuple):
    """What an owner knows of a handle: the row of its list, and the id of that row."""

    row: int
    id: str


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
    check_suffix(output)
    check_output(output, links_file, handles_file, list_file)
    links, handles = _read_links(links_file), read_handles(handles_file)
    own = read_table(list_file, encoding=encoding, sheet=sheet)
    side = _own_side(links, handles, links_file, handles_file)
    column, other = links.header.index(side), links.header.index(OTHER[side])
    details = [links.header.index(name) for name in DETAILS]
    places = {number: place for place, number in enumerate(own.row_numbers)}
    named_by_row = all(owned.id == str(owned.row) for owned in handles.values())
    lines = []
    for link in links.rows:
        owned = handles[link[column]]
        place = places.get(owned.row)
        without_id = named_by_row or owned.id == f"row {owned.row}"
        if place is None or not (without_id or owned.id in own.rows[place]):
            raise DataError(f"{list_file}, row {owned.row}: not the row that was encoded; give the list as it was then")
        lines.append([*(link[detail] for detail in details), str(owned.row), *own.rows[place], link[other]])
    write_table(output, (*DETAILS, "row", *own.header, "partner_handle"), lines, private=True)
    say(f"{output}: {count(len(lines), 'row')} of {own.source} with a link")


def _read_links(path: Path) -> Table:
    links = read_whole(path)
    if "left_id" in links.header:
        raise DataError(f"{path}: not links between encoded lists; plain links hold your ids already")
    return read_whole(path, *OTHER, *DETAILS)


def _own_side(links: Table, handles: Mapping[str, Owned], links_file: Path, handles_file: Path) -> str:
    """Which column of the links holds handles of this owner; the first where there is no link."""
    for side in OTHER:
        column = links.header.index(side)
        if all(row[column] in handles for row in links.rows):
            return side
    raise MismatchError(f"{links_file} and {handles_file} are not of the same run: the handles differ")


def read_handles(path: Path) -> dict[str, Owned]:
    """handle -> row and id. Raises DataError for what is no handles file."""
    handles = read_whole(path, "handle", "id", "row")
    handle, identity, row = (handles.header.index(name) for name in ("handle", "id", "row"))
    try:
        return {line[handle]: Owned(int(line[row]), line[identity]) for line in handles.rows}
    except ValueError:
        raise DataError(f"{path}: not a handles file of `matcher encode`") from None
