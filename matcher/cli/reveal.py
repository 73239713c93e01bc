"""`reveal`: links and own handles -> the owner's own rows that were linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from matcher.cli.kept import Owned, read_handles, row_check
from matcher.cli.lists import read_whole
from matcher.cli.roles import open_reply
from matcher.cli.talk import (
    check_output,
    count,
    encoding_option,
    file_argument,
    identity_option,
    parties_option,
    refuse_existing,
    say,
    sheet_option,
)
from matcher.encodings import BANDS
from matcher.errors import DataError, MismatchError
from matcher.sealed import is_sealed
from matcher.tables import Table, check_suffix, read_table, write_table

OTHER = {"left_handle": "right_handle", "right_handle": "left_handle"}
DETAILS = ("band", "score", "evidence")


@click.command(name="reveal")
@click.argument("links_file", metavar="LINKS", type=file_argument)
@click.option(
    "--handles",
    "handles_file",
    type=file_argument,
    required=True,
    help="Your OUT.handles.csv of `encode`.",
)
@identity_option
@parties_option
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
    identity_file: Path | None,
    book_file: Path | None,
    encoding: str | None,
    sheet: str | None,
) -> None:
    """Turn links back into rows of your own list: a work list.

    \b
    Example:  matcher reveal links.families.sealed --identity families.id --parties parties.toml
                --handles families.handles.csv --list families.xlsx -o work.xlsx

    Writes your linked rows with the band and the other owner's handle; of links that are not sealed also the score
    and the evidence.
    """
    check_suffix(output)
    check_output(output, links_file, handles_file, list_file, identity_file, book_file)
    handles = read_handles(handles_file)
    links = (
        _sealed_links(links_file, handles, handles_file, identity_file, book_file)
        if is_sealed(links_file)
        else _open_links(links_file, handles, handles_file)
    )
    own = read_table(list_file, encoding=encoding, sheet=sheet)
    places = {number: place for place, number in enumerate(own.row_numbers)}
    lines = []
    for handle, partner, details in links.lines:
        owned = handles[handle]
        place = places.get(owned.row)
        if place is None or row_check(own.rows[place]) != owned.check:
            raise DataError(f"{list_file}, row {owned.row}: not the row that was encoded; give the list as it was then")
        lines.append([*details, str(owned.row), *own.rows[place], partner])
    refuse_existing(output)  # in which people have noted what they found
    write_table(output, (*links.details, "row", *own.header, "partner_handle"), lines, private=True)
    say(f"{output}: {count(len(lines), 'row')} of {own.source} with a link")


class OwnLinks(NamedTuple):
    """Links as an owner sees them: what is said of each, and (own handle, partner's handle, what is said) each."""

    details: Sequence[str]
    lines: Sequence[tuple[str, str, Sequence[str]]]


def _sealed_links(
    path: Path,
    handles: Mapping[str, Owned],
    handles_file: Path,
    identity_file: Path | None,
    book_file: Path | None,
) -> OwnLinks:
    """Links that the unit sealed to this owner, the surest band first, then by row."""
    reply = open_reply(path, identity_file, book_file)
    if not all(link.own in handles for link in reply.links):
        raise _of_another_run(path, handles_file)
    if reply.log is not None:
        lines = count(reply.log.lines, "line")
        say(f"note of the unit's log, for `matcher log verify`: {lines}; SHA-256 of the last: {reply.log.sha256}")
    links = sorted(reply.links, key=lambda link: (BANDS.index(link.band), handles[link.own].row))
    return OwnLinks(("band",), [(link.own, link.partner, (link.band,)) for link in links])


def _open_links(path: Path, handles: Mapping[str, Owned], handles_file: Path) -> OwnLinks:
    links = _read_links(path)
    side = _own_side(links, handles, path, handles_file)
    column, other = links.header.index(side), links.header.index(OTHER[side])
    details = [links.header.index(name) for name in DETAILS]
    return OwnLinks(DETAILS, [(row[column], row[other], [row[detail] for detail in details]) for row in links.rows])


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
    raise _of_another_run(links_file, handles_file)


def _of_another_run(links_file: Path, handles_file: Path) -> MismatchError:
    return MismatchError(f"{links_file} and {handles_file} are not of the same run: the handles differ")
