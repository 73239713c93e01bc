"""`plan`: plan the match keys of a project on a list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.atomic import writing
from matcher.cli.lists import read_list
from matcher.cli.plan_words import plan_in_words
from matcher.cli.talk import (
    bar,
    check_output,
    encoding_option,
    file_argument,
    say,
    sheet_option,
    table,
    tell_of_compiling,
)
from matcher.project import Project, read_project, write_toml

if TYPE_CHECKING:
    from matcher.keyplan import Plan


@click.command(name="plan")
@click.argument("project_file", metavar="PROJECT.toml", type=file_argument)
@click.argument("list_file", metavar="LIST", type=file_argument)
@encoding_option
@sheet_option
def command(project_file: Path, list_file: Path, encoding: str | None, sheet: str | None) -> None:
    """Plan the match keys anew on a list, and write them into the project file.

    \b
    Example:  matcher plan star.toml families.xlsx

    Keys are chosen by what they find of the list's rows under simulated errors, within the profile's budget of
    chance pairs. Another plan is another agreement: give the file to the other owner again.
    """
    check_output(project_file, list_file)
    project = plan_on(read_project(project_file), list_file, encoding, sheet)
    with writing(project_file) as file:
        file.write(write_toml(project).encode())
    say(f"{project_file}: planned; both owners must hold this same file")


def plan_on(project: Project, list_file: Path, encoding: str | None, sheet: str | None) -> Project:
    """The project with a plan made on a list; prints the table of keys."""
    _, parts = read_list(list_file, project.with_plan(()), encoding, sheet)  # all parts, not those of an older plan
    from matcher.keyplan import plan_keys

    tell_of_compiling("fill_slots")
    with bar("planning"):
        plan = plan_keys(parts, project)
    click.echo(show_plan(plan, project))
    return project.with_plan([planned.key for planned in plan.keys])


def show_plan(plan: Plan, project: Project) -> str:
    """The table of keys: how often usable, simulated recall added, chance pairs it costs; and the plan in words."""
    rows = [
        (str(planned.key), f"{planned.usable:.0%}", f"{planned.adds:.4f}", f"{planned.costs:.4f}")
        for planned in plan.keys
    ]
    rows.append(("together", "", f"{plan.recall:.4f}", f"{plan.chance_pairs_per_row:.4f}"))
    words = (
        f"Of people written twice with simulated errors, these {len(plan.keys)} keys ({plan.slots} slots a row) find "
        f"{plan.recall:.1%}.\nA row meets {plan.chance_pairs_per_row:.2f} rows of other people by chance in a list of "
        f"{project.project.expected_rows:,}; profile {project.project.profile} allows {project.budget:g}."
    )
    in_words = plan_in_words([planned.key for planned in plan.keys], project)
    return "\n\n".join([table(("match key", "usable", "recall added", "chance pairs"), rows), words, in_words])
