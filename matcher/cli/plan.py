"""`plan`: plan the match keys of a project on a list, or check what its plan loses there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.atomic import writing
from matcher.cli.lists import read_list
from matcher.cli.loss_words import loss_in_words
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
from matcher.errors import DataError
from matcher.project import Project, read_project, write_toml

if TYPE_CHECKING:
    from matcher.keyplan import Plan


@click.command(name="plan")
@click.argument("project_file", metavar="PROJECT.toml", type=file_argument)
@click.argument("list_file", metavar="LIST", type=file_argument)
@click.option("--check", is_flag=True, help="Change nothing; say what the plan of the project loses on this list.")
@encoding_option
@sheet_option
def command(project_file: Path, list_file: Path, check: bool, encoding: str | None, sheet: str | None) -> None:
    """Plan the match keys anew on a list, and write them into the project file.

    \b
    Examples:  matcher plan star.toml families.xlsx
               matcher plan star.toml police.csv --check

    Keys are chosen by what they find of the list's rows under simulated errors, within the profile's budget of
    chance pairs. Another plan is another agreement: give the file to the other owner again.

    With --check the owner of another list sees what the project's plan finds of its rows, beside a plan made on them,
    and what to do if much is lost. Neither owner needs the other's list for it.
    """
    if check:
        click.echo(_check(read_project(project_file), project_file, list_file, encoding, sheet))
        return
    check_output(project_file, list_file)
    project = plan_on(read_project(project_file), list_file, encoding, sheet)
    with writing(project_file) as file:
        file.write(write_toml(project).encode())
    say(f"{project_file}: planned; both owners must hold this same file")
    say(f"`matcher plan {project_file} LIST --check` shows the other owner what it loses on their list")


def plan_on(project: Project, list_file: Path, encoding: str | None, sheet: str | None) -> Project:
    """The project with a plan made on a list; prints the table of keys."""
    _, parts = read_list(list_file, project.with_plan(()), encoding, sheet)  # all parts, not those of an older plan
    from matcher.keyplan import plan_keys

    tell_of_compiling("fill_slots")
    with bar("planning"):
        plan = plan_keys(parts, project)
    click.echo(show_plan(plan, project))
    return project.with_plan([planned.key for planned in plan.keys])


def _check(project: Project, project_file: Path, list_file: Path, encoding: str | None, sheet: str | None) -> str:
    """What the project's plan loses on a list, in words."""
    if not project.plan:
        raise DataError(f"{project_file}: no match keys yet; plan them with `matcher plan {project_file} {list_file}`")
    _, parts = read_list(list_file, project.with_plan(()), encoding, sheet)  # all parts, for another plan too
    from matcher.keyloss import loss_of

    tell_of_compiling("fill_slots")
    with bar("planning"):
        loss = loss_of(parts, project)
    lacking = [field.name for field in project.field if (parts.columns[field.name].codes < 0).all()]
    return loss_in_words(loss, project, lacking, project_file, list_file)


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
