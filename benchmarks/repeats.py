"""How well repeats within one list are found, beside the known people: `python benchmarks/repeats.py`.

F1 over the pairs of rows of one person, at matcher's own threshold. Without ../shared/data only invented lists are
measured.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path

import labelled
from labelled import SHARED, Row

from matcher import __version__, pipeline
from matcher.cli.new import proposed_fields
from matcher.generate import star_homecoming, write
from matcher.parts import parts_of
from matcher.project import Field, new_project
from matcher.records import records_of
from matcher.tables import Table, read_table

RESULTS = Path(__file__).parent / "results" / "repeats.txt"
HEADER = ("rows", "F1", "precision", "recall", "strong right", "wrong", "expected", "true pairs", "expected")

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OneList:
    """A list, the fields to compare, and the pairs of rows, the lower first, that are one person."""

    table: Table
    fields: Sequence[Field]
    truth: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the table.

    strong_precision  of the pairs in strong groups
    wrong, pairs      pairs in groups that are no true pair, and true pairs; what `dedupe` expected of both
    """

    rows: int
    f1: float
    precision: float
    recall: float
    strong_precision: float
    wrong: int
    expected_wrong: float
    pairs: int
    expected_pairs: float

    def cells(self) -> list[str]:
        shares = (self.f1, self.precision, self.recall, self.strong_precision)
        counts = (f"{self.wrong:,}", f"{self.expected_wrong:,.1f}", f"{self.pairs:,}", f"{self.expected_pairs:,.0f}")
        return [f"{self.rows:,}", *(f"{share:.4f}" for share in shares), *counts]


def measure(one: OneList) -> Found:
    """Group the rows of a labelled list and compare with the truth."""
    rows = len(one.table.rows)
    project = new_project(
        "repeats", one.fields, profile="open", expected_rows=rows, purpose="a benchmark", id_columns=[]
    )
    # A fixed project id: it keys the plain filters.
    project = project.model_copy(update={"project": project.project.model_copy(update={"id": "0" * 32})})
    groups = pipeline.dedupe_plain(parts_of(records_of(one.table, project), project), project)
    found = _pairs_within(groups.group.tolist(), groups.rows.tolist())
    strong = _pairs_within(groups.group[groups.strong].tolist(), groups.rows[groups.strong].tolist())
    right = len(found & one.truth)
    return Found(
        rows=rows,
        f1=2 * right / max(1, len(found) + len(one.truth)),
        precision=right / max(1, len(found)),
        recall=right / max(1, len(one.truth)),
        strong_precision=len(strong & one.truth) / max(1, len(strong)),
        wrong=len(found - one.truth),
        expected_wrong=groups.expected_false,
        pairs=len(one.truth),
        expected_pairs=groups.expected_pairs,
    )


def fake_1000() -> OneList:
    """An e-mail address is free text: it is read as a place is, letter by letter, wherever they stand."""
    rows = labelled._rows(SHARED / "splink_fake_1000" / "fake_1000.csv")
    kinds = {"first_name": "name", "surname": "name", "dob": "date", "city": "place", "email": "place"}
    return _one_list(rows, kinds, (row["cluster"] for row in rows))


def rldata500() -> OneList:
    rows = labelled._rows(SHARED / "rldata500" / "rldata500.csv")
    dated = [row | {"born": f"{row['by']}-{int(row['bm']):02}-{int(row['bd']):02}"} for row in rows]
    kinds = {"fname_c1": "name", "fname_c2": "name", "lname_c1": "name", "lname_c2": "name", "born": "date"}
    return _one_list(dated, kinds, (row["ent_id"] for row in rows))


def febrl(number: int, documents: bool) -> OneList:
    rows = labelled._rows(SHARED / "febrl" / f"dataset{number}.csv", strip=True)
    kinds = {"given_name": "name", "surname": "name", "date_of_birth": "date"}
    kinds |= {"soc_sec_id": "document"} if documents else {}
    return _one_list(rows, kinds, (row["rec_id"].split("-")[1] for row in rows))


def homecoming(seed: int) -> OneList:
    """The families of star-homecoming, with the fields that `matcher new` proposes."""
    with tempfile.TemporaryDirectory() as name:
        write(star_homecoming(seed), Path(name))
        table = read_table(Path(name) / "families.xlsx")
        truth = read_table(Path(name) / "repeats_families.csv")
    place = {row[0]: number for number, row in enumerate(table.rows)}
    pairs = (sorted((place[row[0]], place[row[1]])) for row in truth.rows)
    return OneList(table, proposed_fields(table)[0], frozenset((a, b) for a, b in pairs))


def _one_list(rows: Sequence[Row], kinds: dict[str, str], people: Iterable[str]) -> OneList:
    fields = [labelled._field(column, kind) for column, kind in kinds.items()]
    return OneList(labelled._table(rows), fields, frozenset(_pairs_within(people, range(len(rows)))))


def _pairs_within(groups: Iterable[object], rows: Iterable[int]) -> set[Pair]:
    members: dict[object, list[int]] = {}
    for group, row in zip(groups, rows, strict=True):
        members.setdefault(group, []).append(row)
    return {pair for group in members.values() for pair in combinations(sorted(group), 2)}


LISTS: dict[str, Callable[[], OneList]] = {
    "fake_1000": fake_1000,
    "rldata500": rldata500,
    "FEBRL1, names + birthdate + number": partial(febrl, 1, True),
    "FEBRL1, names + birthdate": partial(febrl, 1, False),
    "FEBRL2, names + birthdate": partial(febrl, 2, False),
    "FEBRL3, names + birthdate + number": partial(febrl, 3, True),
    "FEBRL3, names + birthdate": partial(febrl, 3, False),
}
INVENTED = {f"star-homecoming {seed}, families": partial(homecoming, seed) for seed in (1, 2, 3, 4, 5)}


def main() -> None:
    started = time.monotonic()
    lists = {**(LISTS if SHARED.exists() else {}), **INVENTED}
    width = max(map(len, lists))
    lines = [
        f"matcher {__version__}: repeats within one list. F1, precision, recall over pairs of rows of one person, at",
        "the own threshold; precision in strong groups; pairs wrong and expected to be; true pairs and expected ones.",
        "`python benchmarks/repeats.py`",
        "",
        "  ".join(["list".ljust(width), *(name.rjust(12) for name in HEADER)]),
    ]
    print("\n".join(lines), flush=True)
    for name, make in lists.items():
        lines.append("  ".join([name.ljust(width), *(cell.rjust(12) for cell in measure(make()).cells())]))
        print(lines[-1], flush=True)
    RESULTS.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"\nwritten to {RESULTS.name} in {time.monotonic() - started:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
