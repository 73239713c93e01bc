"""`describe`: say what a file is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from matcher.cli.lists import read_list
from matcher.cli.plan_words import plan_in_words
from matcher.cli.talk import bar, count, encoding_option, file_argument, sheet_option, table
from matcher.encodings import EncodedList
from matcher.errors import DataError
from matcher.evidence import NAMES
from matcher.fields import headers
from matcher.fields.columns import Cells
from matcher.fields.reading import read_columns
from matcher.files import is_encoded, read_encoded
from matcher.gaps import gaps_of
from matcher.identity import read_public
from matcher.log import is_log, unverified
from matcher.project import read_project
from matcher.regular import read_beginning
from matcher.sealed import is_sealed
from matcher.tables import Table, read_table

if TYPE_CHECKING:
    from matcher.survival import Survival

_WORDS = re.compile(r"[^\d,;\t|\"`]{1,40}")
OWN_HEADERS = {  # of lists that matcher writes
    *("left_id", "right_id", "left_handle", "right_handle", "partner_handle", "handle", "id", "row", "group"),
    *("check", "band", "score", "evidence", "same_machine_test", "outcome", "column", "reason"),
}


@click.command(name="describe")
@click.argument("path", metavar="FILE", type=file_argument)
@click.option("--project", "project_file", type=file_argument, help="For a plain list: the project file.")
@encoding_option
@sheet_option
def command(path: Path, project_file: Path | None, encoding: str | None, sheet: str | None) -> None:
    """Say what a file is: an encoded or sealed list, public keys, a unit's log, a project file, or a plain list. Never
    shows a cell.

    Of a plain list it says which cells of the usual columns are empty, say nothing (不详, N/A, 000000) or cannot be
    read, with their row numbers.

    \b
    Examples:  matcher describe families.enc
               matcher describe families.xlsx --project star.toml

    Of a plain list and a project it shows which errors its rows would survive: for each kind of error in each
    field, made in every row, the share of rows that the project's match keys still find.
    """
    if project_file is not None:
        click.echo(_survival(path, project_file, encoding, sheet))
        return
    if is_sealed(path):
        lines = [("file", "sealed: only its recipient can open it"), ("bytes", f"{_size(path):,}")]
    elif path.suffix == ".pub":
        lines = [("file", "public keys"), ("fingerprint", read_public(path).fingerprint)]
    elif kept := _kept(path):
        lines = [("file", f"{kept}; nothing of it is shown")]
    elif is_log(path):
        lines = _log(path)
    elif is_encoded(path):
        lines = _encoded(path)
    elif path.suffix == ".toml":
        lines = _project(path)
    else:
        lines = _list(path, encoding, sheet)
    width = max(len(name) for name, _ in lines)
    for name, text in lines:
        click.echo(f"{name.ljust(width)}  {text}")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None


_KEPT = {  # how files begin that their owner keeps, or that other commands show
    b"matcher-secret-": "the secret of a project, for its owners alone",
    b"matcher-share-": "a share of a project's secret, for one owner alone",
    b"# matcher-identity-": "an identity: private keys, for oneself alone",
    b"# Who takes part, ": "a book of parties, which `matcher parties list` shows",
    b'{"project":"': "a ledger of what was encoded, for its owner alone",
}


def _kept(path: Path) -> str | None:
    """What a file is that `describe` does not open; None for others."""
    begins = read_beginning(path, max(map(len, _KEPT)))
    return next((what for mark, what in _KEPT.items() if begins.startswith(mark)), None)


def _log(path: Path) -> list[tuple[str, str]]:
    mark = unverified(path)
    return [
        ("file", "log of a linkage unit, here not verified: `matcher log verify`"),
        ("lines", f"{mark.lines:,}"),
        ("SHA-256 of the last", mark.sha256),
    ]


def _encoded(path: Path) -> list[tuple[str, str]]:
    encoded = read_encoded(path)
    header = encoded.header
    lines = [
        ("file", "encoded list"),
        ("records", f"{header.records:,}"),
        ("bytes a record", f"{path.stat().st_size / header.records:,.0f}"),
        ("profile", header.profile),
        ("fields", ", ".join(f"{name} ({kind})" for name, kind in header.fields)),
        ("run", str(header.run)),
        ("project fingerprint", header.fingerprint),
        ("key check", header.key_check),
        ("written by", f"matcher {header.software}"),
    ]
    if isinstance(encoded, EncodedList):
        lines.insert(3, ("slots a record", str(encoded.slots.tokens.shape[1])))
    return lines


def _project(path: Path) -> list[tuple[str, str]]:
    project = read_project(path)
    settings = project.project
    budget = f" (at most {project.budget:g} chance pairs a row)" if project.budget else ""
    return [
        ("file", "project"),
        ("name", settings.name),
        ("purpose", settings.purpose),
        ("profile", settings.profile + budget),
        ("run", str(settings.run)),
        ("expected rows", f"{settings.expected_rows:,}"),
        ("fields", ", ".join(f"{field.name} ({field.kind})" for field in project.field)),
        ("match keys", "; ".join(map(str, project.plan)) or "not planned yet: `matcher plan`"),
        ("fingerprint", project.fingerprint),
    ]


def _survival(path: Path, project_file: Path, encoding: str | None, sheet: str | None) -> str:
    """The table of errors, and the plan in words."""
    project = read_project(project_file)
    if not project.plan:
        raise DataError(f"{project_file}: no match keys yet; plan them with `matcher plan {project_file} {path}`")
    records, parts = read_list(path, project, encoding, sheet)
    from matcher.survival import survival

    with bar("making errors"):
        made = [errors for errors in survival(parts, project) if errors.rows]
    rows = [
        (f"{_label(errors)}{errors.error}", f"{errors.rows:,}", f"{errors.found:.0%}", f"{errors.worse:.0%}")
        for errors in made
    ]
    words = (
        f"One error at a time, in {made[0].rows:,} of {count(len(records), 'row')}: the share of rows that the match\n"
        "keys still find with all else as it is, and with other fields as often wrong or missing as is usual."
    )
    header = ("error", "rows", "still found", "with usual errors")
    return "\n\n".join([words, table(header, rows), plan_in_words(project.plan, project)])


def _label(errors: Survival) -> str:
    return f"{'name' if errors.field == NAMES else errors.field}: " if errors.field else ""


def _list(path: Path, encoding: str | None, sheet: str | None) -> list[tuple[str, str]]:
    table = read_table(path, encoding=encoding, sheet=sheet, allow_empty=True)
    # Only headers that are known: what stands in the first row of a damaged list, or of one without them, is somebody.
    known = [header for header in table.header if header in OWN_HEADERS or _is_known(header)]
    others = len(table.header) - len(known)
    shown = (
        ", ".join(known + [f"{others:,} not known"] * (others > 0))
        if known
        else f"{others:,} columns, none of them known"
    )
    return [
        ("file", f"list ({table.how})"),
        ("rows", f"{len(table.rows):,}"),
        ("headers", shown),
        ("problems", f"{len(table.problems):,}"),
        *_columns(table),
    ]


def _is_known(header: str) -> bool:
    """Whether a header is one of the usual; no longer one, in which cells may have run together."""
    return _WORDS.fullmatch(header) is not None and headers.propose(header) is not None


def _columns(table: Table) -> list[tuple[str, str]]:
    """What each column with a known header holds, and which of its cells give no value."""
    lines = []
    for number, header in enumerate(table.header):
        known = headers.propose(header)
        if known is not None and not known.is_id:
            written = [row[number] for row in table.rows]
            [(column, unread)] = read_columns([Cells("", known.kind, written, ())])
            gaps = gaps_of(header, written, column.codes < 0, unread, table.row_numbers)
            lines.append((known.field, f"{known.kind}: {gaps}"))
    return lines
