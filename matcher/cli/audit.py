"""`audit`: attack what would leave, before it leaves."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.atomic import writing
from matcher.cli.lists import read_list, tell_of_reading
from matcher.cli.talk import check_output, encoding_option, file_argument, say, sheet_option
from matcher.errors import OverBudgetError, UsageError
from matcher.project import read_project

if TYPE_CHECKING:
    from matcher.audit.trial import Audit


@click.command(name="audit")
@click.argument("path", metavar="LIST", type=file_argument)
@click.option("--project", "project_file", type=file_argument, required=True, help="The project file, with its plan.")
@click.option("--partner", "partner_file", type=file_argument, help="A list like the partner's; else one is made up.")
@click.option("--json", "as_json", is_flag=True, help="Print figures as JSON.")
@click.option("--language", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Of the report.")
@click.option(
    "-o", "output", type=file_argument, help="Write the report as a page (HTML) for the data-protection file."
)
@encoding_option
@sheet_option
def command(
    path: Path,
    project_file: Path,
    partner_file: Path | None,
    as_json: bool,
    language: str,
    output: Path | None,
    encoding: str | None,
    sheet: str | None,
) -> None:
    """Attack what `encode` would write of a list, without the secret, and report how many rows were named.

    No name is shown, and nothing written but the page, where one is asked for. The same attacks run on plain and on
    diffused CLKs of the same rows, which must fall: else the audit is INCONCLUSIVE. All but PASS ends with exit code 5.

    \b
    Example:  matcher audit families.xlsx --project star.toml -o audit.html
    """
    from matcher.audit.trial import audit  # the kernels take a moment to load
    from matcher.cli import audit_page, audit_words

    if output is not None:
        if output.suffix.lower() not in (".html", ".htm"):
            raise UsageError(f"{output}: the page is written as HTML; give a name that ends in .html")
        check_output(output, path, project_file, partner_file)
    project = read_project(project_file)
    records, parts = read_list(path, project, encoding, sheet)
    tell_of_reading(records, parts)
    partner = None
    if partner_file is not None:
        others, partner = read_list(partner_file, project, encoding, sheet)
        tell_of_reading(others, partner)
    found = audit(parts, project, partner, say)
    click.echo(audit_words.as_json(found) if as_json else audit_words.report(found, language))
    if output is not None:
        with writing(output) as file:
            file.write(audit_page.page(found, project, language, datetime.now(UTC)).encode())
        say(f"{output}: the report as a page; it has figures and no names")
    _refuse(found)


def _refuse(found: Audit) -> None:
    if found.fails_by_two_files_alone:
        raise OverBudgetError("the audit failed: do not give the file to a unit that could have such lists in plain")
    if found.verdict == "FAIL":
        raise OverBudgetError("the audit failed: see what is marked in the report, and do not give the file away")
    if found.verdict == "INCONCLUSIVE":
        raise OverBudgetError("the audit is inconclusive: a control that must fall did not, so it shows nothing")
