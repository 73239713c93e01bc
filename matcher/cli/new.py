"""`new`: write a project file; with a list, propose its fields and plan its keys."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from matcher.atomic import writing
from matcher.cli.plan import plan_on
from matcher.cli.talk import check_output, encoding_option, file_argument, refuse_existing, say, sheet_option
from matcher.errors import DataError
from matcher.fields import headers
from matcher.project import Field, Profile, new_project, write_toml
from matcher.tables import Table, read_table

MAIN_NAMES = {"name", "surname", "given_name"}  # fields that name a person; an alias alone does not


@click.command(name="new")
@click.argument("project_file", metavar="PROJECT.toml", type=file_argument)
@click.option("--from", "list_file", type=file_argument, help="A list whose headers and rows to start from.")
@click.option(
    "--expected-rows",
    type=click.IntRange(1, 10**8),
    default=5000,
    show_default=True,
    help="Rows of the largest list.",
)
@click.option(
    "--profile",
    type=click.Choice(get_args(Profile)),
    default="standard",
    show_default=True,
    help="How much two files may show.",
)
@click.option("--name", help="Name of the project; else the file's.")
@click.option(
    "--purpose",
    default="find the same people on both lists",
    show_default=True,
    help="What the linkage is for.",
)
@click.option("--consent", help="Who agreed to it, and how: a note for your own file.")
@encoding_option
@sheet_option
def command(
    project_file: Path,
    list_file: Path | None,
    expected_rows: int,
    profile: Profile,
    name: str | None,
    purpose: str,
    consent: str | None,
    encoding: str | None,
    sheet: str | None,
) -> None:
    """Write a project file, the agreement that both owners hold.

    \b
    Example:  matcher new star.toml --from families.xlsx --expected-rows 5000

    With a list, its headers are read (those of many languages are known), fields are proposed, and the
    match keys are planned on its rows. Edit the file, then give the same one to the other owner.
    """
    refuse_existing(project_file)
    check_output(project_file)
    if list_file is None:
        fields, id_columns = _usual_fields(), list(headers.ID_COLUMNS)
    else:
        table = read_table(list_file, encoding=encoding, sheet=sheet)
        fields, id_columns = proposed_fields(table)
    project = new_project(
        name or project_file.stem,
        fields,
        profile=profile,
        expected_rows=expected_rows,
        purpose=purpose,
        consent=consent,
        id_columns=id_columns,
    )
    if list_file is not None and project.budget is not None:
        project = plan_on(project, list_file, encoding, sheet)
    with writing(project_file) as file:
        file.write(write_toml(project).encode())
    say(f"{project_file}: {', '.join(f'{field.name} ({field.kind})' for field in project.field)}")
    if list_file is None and project.budget is not None:
        say(f"no match keys yet: `matcher plan {project_file} LIST` plans them on a list")


def _usual_fields() -> list[Field]:
    return [Field(name=name, kind=kind, columns=list(columns)) for name, kind, columns in headers.USUAL_FIELDS]


def proposed_fields(table: Table) -> tuple[list[Field], list[str]]:
    """Fields and id columns from a list's headers; says what it did not understand."""
    fields: dict[str, Field] = {}
    id_columns: list[str] = []
    unknown: list[str] = []
    for header in table.header:
        suggestion = headers.propose(header)
        if suggestion is None:
            unknown.append(header)
        elif suggestion.is_id:
            id_columns.append(header)
        elif suggestion.field in fields:
            say(f"{table.source}: a second column for {suggestion.field} is left aside ({header})")
        else:
            columns = list(dict.fromkeys([header, *headers.synonyms(suggestion.field)]))
            fields[suggestion.field] = Field(name=suggestion.field, kind=suggestion.kind, columns=columns)
    if not fields:
        other = " or read another sheet with --sheet" if table.unread else ""
        raise DataError(f"{table.source}, row 1: no header is known here; write the project file by hand{other}")
    if not MAIN_NAMES & fields.keys():
        say(f"{table.source}: no column of names was found; add its header to `columns` of a field of kind name")
    if unknown:
        say(f"{table.source}: not understood and left aside: {', '.join(unknown)}")
    return list(fields.values()), list(dict.fromkeys([*id_columns, *headers.ID_COLUMNS]))
