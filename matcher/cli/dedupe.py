"""`dedupe`: a list -> its rows that are the same person, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from matcher.cli.link_words import evidence_text, words_of
from matcher.cli.lists import read_list_and_table, tell_of_reading
from matcher.cli.talk import (
    bar,
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
from matcher.encodings import Groups
from matcher.evidence import Layout
from matcher.records import Records
from matcher.tables import Table, check_suffix, write_table

COLUMNS = ("group", "band", "score", "evidence", "like_row", "row", "id")


@click.command(name="dedupe")
@click.argument("list_file", metavar="LIST", type=file_argument)
@project_option
@click.option(
    "-o", "output", type=file_argument, required=True, help="Where to write the groups (CSV or XLSX); personal data."
)
@encoding_option
@sheet_option
@threads_option
def command(
    list_file: Path,
    project_file: Path,
    output: Path,
    encoding: str | None,
    sheet: str | None,
    threads: int | None,
) -> None:
    """Group the rows of your own list that are one person. Nothing is encoded and nothing leaves this machine.

    \b
    Example:  matcher dedupe families.xlsx --project star.toml -o repeats.xlsx

    Writes your rows that are in a group, group by group, the surest first: the group's number and band (strong, or
    possible: a person should look), how well the row fits the rest of its group (score), the row of the group that
    it is most like, and the evidence of the two by field, as far as both have it.
    """
    from matcher.project import read_project

    check_suffix(output)
    check_output(output, list_file, project_file)
    project = read_project(project_file)
    table, records, parts = read_list_and_table(list_file, project, encoding, sheet, threads)
    from matcher import pipeline

    tell_of_reading(records, parts)
    tell_of_compiling("similar_pairs")
    with bar("comparing") as progress:
        groups = pipeline.dedupe_plain(parts, project, threads=threads, progress=progress)
    write_table(output, (*COLUMNS, *table.header), _lines(groups, records, table, project.layout), private=True)
    _summary(groups, records, output)


def _lines(groups: Groups, records: Records, table: Table, layout: Layout) -> list[Sequence[str]]:
    words, numbers = words_of(layout), records.row_numbers
    return [
        (
            str(group + 1),
            band,
            f"{score:.2f}",
            evidence_text(groups.columns, evidence, words),
            str(numbers[like]),
            str(numbers[row]),
            records.ids[row],
            *table.rows[row],
        )
        for row, group, like, evidence, score, band in zip(
            groups.rows.tolist(),
            groups.group.tolist(),
            groups.like.tolist(),
            groups.evidence,
            groups.score,
            groups.bands,
            strict=True,
        )
    ]


def _summary(groups: Groups, records: Records, output: Path) -> None:
    bands = dict(zip(groups.group.tolist(), groups.bands, strict=True))
    shown = ", ".join(f"{list(bands.values()).count(band):,} {band}" for band in ("strong", "possible"))
    people = len(records) - len(groups.rows) + len(bands)
    say(
        f"{output}: {count(len(bands), 'group')} of rows that are one person ({shown}), with "
        f"{count(len(groups.rows), 'row')}: {count(len(records), 'row')} are about {count(people, 'person', 'people')}"
    )
    say(
        f"expected: {groups.expected_false:.1f} wrong of {count(groups.pairs, 'pair')} of rows in one group, "
        f"{groups.expected_pairs:.0f} pairs of one person in the list"
    )
