"""Labelled lists: two lists and their true pairs, from ../shared/data and from the generator."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.cli.new import proposed_fields
from matcher.generate import star_homecoming, write
from matcher.project import Field
from matcher.tables import Table, read_table

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
SEED = 1  # of every random split
KEPT = 0.1  # of FEBRL4's entities stay on both lists where partners are removed

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Two lists, the fields to compare, and the pairs of rows that are one person."""

    name: str
    left: Table
    right: Table
    fields: Sequence[Field]
    truth: frozenset[tuple[int, int]]

    @property
    def one_to_one(self) -> int:
        """How many true pairs one-to-one links can reach: fewer where a person stands twice in a list."""
        left, right = (np.array(side) for side in zip(*self.truth, strict=True))
        shape = len(self.left.rows), len(self.right.rows)
        pairs = coo_array((np.ones(len(left)), (left, right)), shape).tocsr()
        return int((maximum_bipartite_matching(pairs) >= 0).sum())


def febrl4(number: bool, kept: float | None = None) -> Labelled:
    """FEBRL4 by names and birthdate, with or without the number; `kept` removes the other entities' partners."""
    lists = [_rows(SHARED / "febrl" / f"dataset4{side}.csv", strip=True) for side in "ab"]
    entities = [[row["rec_id"].split("-")[1] for row in rows] for rows in lists]
    if kept is not None:
        sides = _sides(sorted(set(entities[0])), kept)
        for side in (0, 1):
            keep = [place for place, entity in enumerate(entities[side]) if sides[entity] in ("both", side)]
            lists[side] = [lists[side][place] for place in keep]
            entities[side] = [entities[side][place] for place in keep]
    fields = [_field("given_name", "name"), _field("surname", "name"), _field("birthdate", "date", "date_of_birth")]
    if number:
        fields.append(_field("number", "document", "soc_sec_id"))
    name = "FEBRL4, names + birthdate" + (" + number" if number else "") + (", a tenth in common" if kept else "")
    return Labelled(name, *map(_table, lists), fields, _truth(*entities))


def _sides(entities: Sequence[str], kept: float) -> dict[str, str | int]:
    rng = random.Random(SEED)
    return {entity: "both" if rng.random() < kept else rng.randrange(2) for entity in entities}


def fake_1000() -> Labelled:
    rows = _rows(SHARED / "splink_fake_1000" / "fake_1000.csv")
    fields = [
        _field("first_name", "name"),
        _field("surname", "name"),
        _field("birthdate", "date", "dob"),
        _field("city", "place"),
        _field("email", "place"),
    ]
    return _split("fake_1000, split in two", rows, fields, "cluster")


def rldata500() -> Labelled:
    rows = _rows(SHARED / "rldata500" / "rldata500.csv")
    dated = [row | {"born": f"{row['by']}-{int(row['bm']):02}-{int(row['bd']):02}"} for row in rows]
    names = ("fname_c1", "fname_c2", "lname_c1", "lname_c2")
    fields = [*(_field(name, "name") for name in names), _field("birthdate", "date", "born")]
    return _split("rldata500, split in two", dated, fields, "ent_id")


def homecoming(seed: int, partner: str = "police") -> Labelled:
    """star-homecoming, families beside another list, with the fields that `matcher new` proposes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(star_homecoming(seed), folder)
        left, right = read_table(folder / "families.xlsx"), read_table(folder / f"{partner}.csv")
        truth = read_table(folder / ("truth.csv" if partner == "police" else f"truth_families_{partner}.csv"))
    places = [{row[0]: place for place, row in enumerate(side.rows)} for side in (left, right)]
    pairs = frozenset((places[0][a], places[1][b]) for a, b in truth.rows)
    return Labelled(f"star-homecoming {seed}, families x {partner}", left, right, proposed_fields(left)[0], pairs)


def _split(name: str, rows: Sequence[Row], fields: Sequence[Field], entity: str) -> Labelled:
    """Split one list at random in two."""
    rng = random.Random(SEED)
    sides: tuple[list[Row], list[Row]] = ([], [])
    for row in rows:
        sides[rng.randrange(2)].append(row)
    return Labelled(name, *map(_table, sides), fields, _truth(*([row[entity] for row in side] for side in sides)))


def _rows(path: Path, strip: bool = False) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {key.strip(): value.strip() for key, value in row.items()}
            for row in csv.DictReader(file, skipinitialspace=strip)
        ]


def _table(rows: Sequence[Row]) -> Table:
    header = tuple(rows[0])
    cells = [tuple(row[name] for name in header) for row in rows]
    return Table("list", header, cells, list(range(2, len(cells) + 2)), [], "labelled data")


def _field(name: str, kind: str, column: str | None = None) -> Field:
    return Field.model_validate({"name": name, "kind": kind, "columns": [column or name]})


def _truth(left: Iterable[str], right: Iterable[str]) -> frozenset[tuple[int, int]]:
    places: dict[str, list[int]] = {}
    for place, entity in enumerate(right):
        places.setdefault(entity, []).append(place)
    return frozenset((a, b) for a, entity in enumerate(left) for b in places.get(entity, ()))
