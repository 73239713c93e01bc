"""Star Homecoming: three invented lists, who is on which, and the files with the truth.

Overlap, sizes and layout follow what is known of such lists: real lists of trafficked people share 5-10 % of their
people (counts published with the R package SparseMSE), and relatives report one person more than once.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from random import Random

from matcher.atomic import writing
from matcher.generate import lists
from matcher.generate.mistakes import Clerk
from matcher.generate.people import Inventor, Person
from matcher.generate.rates import FAMILIES, NGO, POLICE, Rates
from matcher.tables import write_table

# Entries on the lists; on police and NGO lists everybody stands once.
FAMILIES_ENTRIES, POLICE_ENTRIES, NGO_ENTRIES = 1800, 2000, 600
REPORTED_TWICE, REPORTED_THRICE = 80, 5  # people: 5 % of the families' entries repeat somebody

# People on several lists, about 8 % of the smaller one of each two.
ON_ALL = 12
FAMILIES_AND_POLICE, FAMILIES_AND_NGO, POLICE_AND_NGO = 145 - ON_ALL, 48 - ON_ALL, 48 - ON_ALL

FOREIGN = 0.12  # of those whom no Chinese family looks for
FOREIGN_SHARED = 0.4  # of those on the lists of police and NGO, who are the only shared ones not from China

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list; `mistakes` are what its writer did of all that `generate.rates` names, in order of writing."""

    id: str
    cells: tuple[str, ...]
    mistakes: tuple[str, ...]

    @property
    def row(self) -> tuple[str, ...]:
        return (self.id, *self.cells)


@dataclass(frozen=True, slots=True)
class InventedList:
    """A list as it will be written. `encoding` is that of a CSV file, empty for a workbook."""

    file_name: str
    encoding: str
    header: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Lists and what is true of them.

    lists   by name: families, police, ngo
    truths  file name -> the pairs of ids that are one person, sorted; left and right as the file name says, for
            `truth.csv` families and police, for `repeats_families.csv` both from the families
    """

    lists: Mapping[str, InventedList]
    truths: Mapping[str, Sequence[Pair]]

    @property
    def file_names(self) -> list[str]:
        """Of what `write` writes."""
        return [*(invented.file_name for invented in self.lists.values()), *self.truths]

    def mistakes(self, pairs: Sequence[Pair]) -> list[tuple[str, ...]]:
        """For each pair all that stands between its two entries: what the left one's writer did, then the right one's.

        Raises KeyError for an id that no list has.
        """
        made = {entry.id: entry.mistakes for invented in self.lists.values() for entry in invented.entries}
        return [made[left] + made[right] for left, right in pairs]


def star_homecoming(seed: int) -> Scenario:
    """Families, police and an NGO who look for, or found, people taken to scam compounds; all invented.

    The same seed gives the same lists.
    """
    rng = Random(seed)
    inventor = Inventor(rng)
    on_all = inventor.people(ON_ALL)
    families_and_police = inventor.people(FAMILIES_AND_POLICE)
    families_and_ngo = inventor.people(FAMILIES_AND_NGO)
    police_and_ngo = inventor.people(POLICE_AND_NGO, FOREIGN_SHARED)

    reported = _filled([*on_all, *families_and_police, *families_and_ngo], _reported_people(), 0.0, inventor)
    registered = _filled([*on_all, *families_and_police, *police_and_ngo], POLICE_ENTRIES, FOREIGN, inventor)
    sheltered = _filled([*on_all, *families_and_ngo, *police_and_ngo], NGO_ENTRIES, FOREIGN, inventor)
    again = rng.sample(reported, REPORTED_TWICE + REPORTED_THRICE)
    again += again[:REPORTED_THRICE]

    families = _Written("F", [*reported, *again], lists.families, FAMILIES, rng)
    police = _Written("P", registered, lists.police, POLICE, rng)
    ngo = _Written("N", sheltered, lists.ngo, NGO, rng)
    return Scenario(
        {
            "families": InventedList("families.xlsx", "", lists.FAMILIES_HEADER, families.entries),
            "police": InventedList("police.csv", "gb18030", lists.POLICE_HEADER, police.entries),
            "ngo": InventedList("ngo.csv", "utf-8", lists.NGO_HEADER, ngo.entries),
        },
        {
            "truth.csv": _same_people(families, police),
            "truth_families_ngo.csv": _same_people(families, ngo),
            "truth_police_ngo.csv": _same_people(police, ngo),
            "repeats_families.csv": _repeats(families),
        },
    )


def write(scenario: Scenario, folder: Path) -> list[Path]:
    """Write lists and truths into a folder that exists; gives the files, lists first.

    A truth names the mistakes between two entries in a third column, parted by spaces.
    Raises DataError where a file cannot be written.
    """
    written = []
    for invented in scenario.lists.values():
        path = folder / invented.file_name
        rows = [entry.row for entry in invented.entries]
        if invented.encoding:
            _write_csv(path, invented.header, rows, invented.encoding)
        else:
            write_table(path, invented.header, rows)
        written.append(path)
    for name, pairs in scenario.truths.items():
        mistakes = [" ".join(made) for made in scenario.mistakes(pairs)]
        rows = [(*pair, made) for pair, made in zip(pairs, mistakes, strict=True)]
        write_table(folder / name, ("left_id", "right_id", "mistakes"), rows)
        written.append(folder / name)
    return written


def _reported_people() -> int:
    return FAMILIES_ENTRIES - REPORTED_TWICE - 2 * REPORTED_THRICE


def _filled(people: Sequence[Person], count: int, foreign: float, inventor: Inventor) -> list[Person]:
    """These people, and new ones until there are `count`."""
    return [*people, *inventor.people(count - len(people), foreign)]


class _Written:
    """A list of people written down by many clerks, in no order; knows which entries are whose."""

    def __init__(
        self,
        initial: str,
        people: Sequence[Person],
        writer: Callable[[Person, Clerk], tuple[str, ...]],
        rates: Rates,
        rng: Random,
    ) -> None:
        self.ids: defaultdict[Person, list[str]] = defaultdict(list)
        entries = []
        for number, person in enumerate(rng.sample(people, len(people)), 1):
            clerk = Clerk(rates, rng)
            entry = Entry(f"{initial}{number:04}", writer(person, clerk), tuple(clerk.made))
            self.ids[person].append(entry.id)
            entries.append(entry)
        self.entries = tuple(entries)


def _same_people(left: _Written, right: _Written) -> list[Pair]:
    shared = [person for person in left.ids if person in right.ids]
    return sorted(pair for person in shared for pair in product(left.ids[person], right.ids[person]))


def _repeats(written: _Written) -> list[Pair]:
    return sorted(pair for ids in written.ids.values() for pair in combinations(ids, 2))


def _write_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]], encoding: str) -> None:
    """A list in an encoding that other programs wrote it in, which `write_table` never does."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([header, *rows])
    with writing(path) as file:
        file.write(text.getvalue().encode(encoding))
