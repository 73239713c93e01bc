"""The limits of the linkage unit: what it refuses to compare unless a person gives a reason, which is logged.

A list of few rows is a probe: what links it has tell about those few people, one by one. So is a list much shorter than
the other, one in which a person stands many times in variations, and a run compared twice with something changed in
between. Variations show only in the links, as the rows of one file have no relation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from matcher.errors import LimitError
from matcher.log import Compared, Line

FEWEST_ROWS = 50
TIMES_SHORTER = 20
VARIATIONS = 10  # rows of a list that are linked to one row; of families, three or four report one person


def check_probe(event: Compared) -> None:
    """Raise LimitError where a list is a probe and no reason is given."""
    if event.allow_probe is None:
        check_lengths([file.rows for file in event.files], ", or give --allow-probe REASON, which is logged")


def check_lengths(rows: Sequence[int], otherwise: str = "") -> None:
    """Raise LimitError where a list of so many rows is a probe; `otherwise` ends the message.

    rows  of one list or of two
    """
    fewest, most = min(rows), max(rows)
    if fewest < FEWEST_ROWS:
        raise LimitError(
            f"a list of {fewest} rows is a probe: its links would tell about few people one by one; ask its owner "
            f"for {FEWEST_ROWS} rows or more{otherwise}"
        )
    if fewest * TIMES_SHORTER <= most:
        raise LimitError(
            f"a list of {fewest:,} rows is a probe of one of {most:,}, {TIMES_SHORTER} times as long or more; ask "
            f"its owner why{otherwise}"
        )


def check_variations(links: Iterable[tuple[str, str]], event: Compared) -> None:
    """Raise LimitError where so many rows of one list look like one row of the other, and no reason is given.

    links  (left handle, right handle) each
    """
    if event.allow_probe is None:
        check_people(links, ("left", "right"), ", and give --allow-probe REASON, which is logged")


def check_people(links: Iterable[tuple[object, object]], sides: tuple[str, str], otherwise: str = "") -> None:
    """Raise LimitError where so many rows of one list look like one row of the other; `otherwise` ends the message.

    links  (left row, right row) each, in any form   sides  what the two lists are called
    """
    for side, rows in zip(reversed(sides), zip(*links, strict=True), strict=False):
        most = max(Counter(rows).values(), default=0)
        if most >= VARIATIONS:
            raise LimitError(
                f"{most} rows of the {side} list look like one person of the other: variations are a probe; "
                f"ask its owner why{otherwise}"
            )


def check_once(lines: Sequence[Line], event: Compared) -> None:
    """Raise LimitError where a log has both owners' lists of the run already and no reason is given."""
    if event.again is not None:
        return
    for line in lines:
        if isinstance(line.event, Compared) and _occasion(line.event) == _occasion(event):
            raise LimitError(
                f"these two owners' lists of run {event.run} were compared at {line.time} already, line {line.number} "
                "of the log; have both encoded for another run, or give --again REASON, which is logged"
            )


def _occasion(event: Compared) -> tuple[str, int, frozenset[str]]:
    """The project, its run, and both owners in any order."""
    return event.fingerprint, event.run, frozenset(file.signer for file in event.files)
