"""Reading a list for a verb: table, records, parts."""

from __future__ import annotations

from pathlib import Path

from matcher.parts import Parts, parts_of
from matcher.project import Project
from matcher.records import Records, records_of
from matcher.tables import read_table


def read_list(
    path: Path, project: Project, encoding: str | None = None, sheet: str | None = None
) -> tuple[Records, Parts]:
    """Read a list as the project sees it. Raises DataError where it cannot be read."""
    records = records_of(read_table(path, encoding=encoding, sheet=sheet), project)
    return records, parts_of(records, project)
