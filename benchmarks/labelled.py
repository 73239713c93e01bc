"""Labelled lists: two lists and their true pairs, from ../shared/data and from the generator.

SETS names what is measured; each is one pair of lists, or several of one making that stand together as their mean.
"""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from matcher.cli.new import proposed_fields
from matcher.generate import star_homecoming, write
from matcher.project import Field
from matcher.tables import Table, read_table

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
SEED = 1  # of every random split
KEPT = 0.1  # of FEBRL4's entities stay on both lists where partners are removed
UNDATED = 0.3  # of the rows have no birthdate where dates are removed
SEEDS = (1, 2, 3, 4, 5)  # of the invented lists
FEWER_SEEDS = 2  # are enough for the short list of the NGO

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Two lists, the fields to compare, the pairs of rows that are one person, and what is wrong in them if known."""

    name: str
    left: Table
    right: Table
    fields: Sequence[Field]
    truth: frozenset[tuple[int, int]]
    mistakes: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WithRepeats:
    """One list, the fields to compare, and whom each row is of."""

    name: str
    rows: Sequence[Row]
    fields: Sequence[Field]
    entities: Sequence[str]

    def in_two(self) -> Labelled:
        """The list split at random in two."""
        rng = random.Random(SEED)
        sides: tuple[list[int], list[int]] = ([], [])
        for place in range(len(self.rows)):
            sides[rng.randrange(2)].append(place)
        tables = [_table([self.rows[place] for place in side]) for side in sides]
        truth = _truth(*([self.entities[place] for place in side] for side in sides))
        return Labelled(f"{self.name}, split in two", *tables, self.fields, truth)


def febrl4(number: bool, kept: float | None = None, undated: float = 0.0) -> Labelled:
    """FEBRL4 by names and birthdate, with or without the number.

    `kept` removes the partners of all other entities; `undated` is the share of rows that lose their birthdate.
    """
    lists = [_rows(SHARED / "febrl" / f"dataset4{side}.csv", strip=True) for side in "ab"]
    entities = [[row["rec_id"].split("-")[1] for row in rows] for rows in lists]
    if kept is not None:
        sides = _sides(sorted(set(entities[0])), kept)
        for side in (0, 1):
            keep = [place for place, entity in enumerate(entities[side]) if sides[entity] in ("both", side)]
            lists[side] = [lists[side][place] for place in keep]
            entities[side] = [entities[side][place] for place in keep]
    if undated:
        rng = random.Random(SEED)
        lists = [[row | {"date_of_birth": ""} if rng.random() < undated else row for row in rows] for rows in lists]
    name = "FEBRL4, names + birthdate" + " + number" * number + ", a tenth in common" * bool(kept)
    name += ", 30 % of dates missing" * bool(undated)
    return Labelled(name, *map(_table, lists), _febrl_fields(number), _truth(*entities))


def febrl(number: int) -> WithRepeats:
    """FEBRL 1 to 3, lists with repeats, by names and birthdate."""
    rows = _rows(SHARED / "febrl" / f"dataset{number}.csv", strip=True)
    entities = [row["rec_id"].split("-")[1] for row in rows]
    return WithRepeats(f"FEBRL{number}, names + birthdate", rows, _febrl_fields(number=False), entities)


def _febrl_fields(number: bool) -> list[Field]:
    fields = [_field("given_name", "name"), _field("surname", "name"), _field("birthdate", "date", "date_of_birth")]
    return [*fields, _field("number", "document", "soc_sec_id")] if number else fields


def _sides(entities: Sequence[str], kept: float) -> dict[str, str | int]:
    rng = random.Random(SEED)
    return {entity: "both" if rng.random() < kept else rng.randrange(2) for entity in entities}


def fake_1000() -> WithRepeats:
    rows = _rows(SHARED / "splink_fake_1000" / "fake_1000.csv")
    fields = [
        _field("first_name", "name"),
        _field("surname", "name"),
        _field("birthdate", "date", "dob"),
        _field("city", "place"),
        _field("email", "place"),
    ]
    return WithRepeats("fake_1000", rows, fields, [row["cluster"] for row in rows])


def rldata500() -> WithRepeats:
    rows = _rows(SHARED / "rldata500" / "rldata500.csv")
    dated = [row | {"born": f"{row['by']}-{int(row['bm']):02}-{int(row['bd']):02}"} for row in rows]
    names = ("fname_c1", "fname_c2", "lname_c1", "lname_c2")
    fields = [*(_field(name, "name") for name in names), _field("birthdate", "date", "born")]
    return WithRepeats("rldata500", dated, fields, [row["ent_id"] for row in rows])


TRUTHS = {
    ("families", "police"): "truth.csv",
    ("families", "ngo"): "truth_families_ngo.csv",
    ("police", "ngo"): "truth_police_ngo.csv",
}


def homecoming(seed: int, left: str = "families", right: str = "police") -> Labelled:
    """Two lists of star-homecoming, with the fields that `matcher new` proposes for the left one."""
    scenario = star_homecoming(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(scenario, folder)
        tables = [read_table(folder / scenario.lists[side].file_name) for side in (left, right)]
    truth = scenario.truths[TRUTHS[left, right]]
    places = [{row[0]: place for place, row in enumerate(table.rows)} for table in tables]
    pairs = [(places[0][a], places[1][b]) for a, b in truth]
    return Labelled(
        f"star-homecoming {seed}, {left} x {right}",
        *tables,
        proposed_fields(tables[0])[0],
        frozenset(pairs),
        dict(zip(pairs, scenario.mistakes(truth), strict=True)),
    )


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


def _one(make: Callable[[], Labelled]) -> Callable[[], list[Labelled]]:
    return lambda: [make()]


def _homecomings(left: str, right: str) -> list[Labelled]:
    seeds = SEEDS if right == "police" else SEEDS[:FEWER_SEEDS]
    return [homecoming(seed, left, right) for seed in seeds]


FILED: Mapping[str, Callable[[], list[Labelled]]] = {
    "FEBRL4, names + birthdate + number": _one(partial(febrl4, True)),
    "FEBRL4, names + birthdate": _one(partial(febrl4, False)),
    "FEBRL4 with number, a tenth in common": _one(partial(febrl4, True, KEPT)),
    "FEBRL4 with number, a tenth in common, 30 % of dates missing": _one(partial(febrl4, True, KEPT, UNDATED)),
    "FEBRL4, names + birthdate, a tenth in common": _one(partial(febrl4, False, KEPT)),
    "FEBRL1 split in two": _one(lambda: febrl(1).in_two()),
    "FEBRL2 split in two": _one(lambda: febrl(2).in_two()),
    "FEBRL3 split in two": _one(lambda: febrl(3).in_two()),
    "fake_1000 split in two": _one(lambda: fake_1000().in_two()),
    "rldata500 split in two": _one(lambda: rldata500().in_two()),
}
INVENTED: Mapping[str, Callable[[], list[Labelled]]] = {
    f"star-homecoming, {left} x {right}": partial(_homecomings, left, right) for left, right in TRUTHS
}
SETS = {**(FILED if SHARED.exists() else {}), **INVENTED}
