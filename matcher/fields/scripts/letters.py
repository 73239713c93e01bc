"""Tables of letters under `../data/`: kind, letters of the script, Latin letters."""

from __future__ import annotations

from functools import cache

from matcher.fields.tables import rows


@cache
def letters(table: str, kind: str) -> dict[str, str]:
    """The letters of one kind in a table of three columns."""
    return {row[1]: row[2] for row in rows(table) if row[0] == kind}
