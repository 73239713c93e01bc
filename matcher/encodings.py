"""The values that pass between the stages after encoding. None holds personal data.

EncodedList ─► CandidatePairs ─► ScoredPairs ─► Links, all frozen columns of arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from matcher.evidence import Layout, Levels

Rows = NDArray[np.int64]
Words = NDArray[np.uint64]
Band = Literal["strong", "possible", "repeat"]
BANDS: tuple[Band, ...] = get_args(Band)


@dataclass(frozen=True, slots=True)
class Header:
    """What an encoded file says of itself.

    fingerprint  of the project, hex          run      number of the run
    key_check    hex, shows the same secret   profile  of the project
    fields       (name, kind) of each field   records  number of rows
    software     version that wrote it
    """

    fingerprint: str
    run: int
    key_check: str
    profile: str
    fields: tuple[tuple[str, str], ...]
    records: int
    software: str

    @property
    def layout(self) -> Layout:
        return Layout(self.fields)


# Slots through which a pair of encoded rows is seen: the more its rows share, the less is chance in its similarities.
SIGHTS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class NonMatches:
    """How different people look: seen by an owner in pairs of rows of its own list, drawn at random.

    counts  (sights, tables, columns, highest level + 1) int64, how many of the pairs show each level of each column,
            through so many slots as SIGHTS says; of plain lists, where nothing is left to chance, there is one sight.
            The first table is of all pairs; then, for each category, one of those that differ in it and one of those
            that agree
    """

    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, repr=False)
class Slots:
    """What is told of each row, slot by slot.

    tokens      (rows, slots) uint64, all distinct
    closeups    (rows, slots, closeups) uint64
    tags        (rows, slots, tags) uint8
    """

    tokens: Words
    closeups: Words
    tags: NDArray[np.uint8]

    def first(self, count: int) -> Slots:
        """The first slots of each row."""
        cut = np.ascontiguousarray
        return Slots(cut(self.tokens[:, :count]), cut(self.closeups[:, :count]), cut(self.tags[:, :count]))

    def __repr__(self) -> str:
        return f"Slots({self.tokens.shape[0]} rows, {self.tokens.shape[1]} slots)"


@dataclass(frozen=True, slots=True, repr=False)
class EncodedList:
    """An encoded list: noise without the secret.

    handles     (rows, 16) uint8, fresh random names of the rows
    slots       tokens, close-ups and tags of the rows
    nonmatches  how different people of this list look
    """

    header: Header
    handles: NDArray[np.uint8]
    slots: Slots
    nonmatches: NonMatches

    def __repr__(self) -> str:
        return f"EncodedList({self.slots!r})"


@dataclass(frozen=True, slots=True, repr=False)
class EncodedFilters:
    """A list as plain CLKs, (rows, words) uint64: what everyone else makes, and what the attacks name.

    `nonmatches` is not needed: rows of one file can be compared, by anyone.
    """

    header: Header
    handles: NDArray[np.uint8]
    filters: Words

    def __repr__(self) -> str:
        return f"EncodedFilters({self.filters.shape[0]} rows, {64 * self.filters.shape[1]} bits)"


@dataclass(frozen=True, slots=True, repr=False)
class PlainFilters:
    """A plain list on its own machine, ready for the all-pairs kernel; never written to a file.

    filters   (rows, closeups, words) uint64, one filter a field, all zero where missing
    values    (rows, tags) uint64, digest of the part behind each tag; 0 = missing
    order     (rows,) uint64, a number drawn from each row's values: to sample rows whatever their order
    """

    layout: Layout
    filters: Words
    values: Words
    order: Words

    def __repr__(self) -> str:
        return f"PlainFilters({self.filters.shape[0]} rows)"

    def take(self, rows: Rows) -> PlainFilters:
        return PlainFilters(self.layout, self.filters[rows], self.values[rows], self.order[rows])


@dataclass(frozen=True, slots=True)
class CandidatePairs:
    """Pairs of rows worth a score, sorted by left, then right row.

    left, right   (pairs,) int64
    levels        (pairs, columns) int8
    closeness     (pairs,) float32, finer than levels: breaks ties between equal scores
    columns       names of the evidence columns
    tops          highest level of each
    rows          (left rows, right rows) of the two lists
    nonmatches    of both lists
    shared        (pairs,) int64, how many tokens the rows share; None where all pairs were compared
    between       how all pairs of the two lists look, matches too; None where nobody can see that
    single_names  which columns are 0 unless the first shows ONE_ALIKE (`matcher.evidence`)
    categories    which columns are categories, by which strangers are counted apart
    """

    left: Rows
    right: Rows
    levels: Levels
    closeness: NDArray[np.float32]
    columns: tuple[str, ...]
    tops: tuple[int, ...]
    rows: tuple[int, int]
    nonmatches: Sequence[NonMatches]
    shared: Rows | None = None
    between: NonMatches | None = None
    single_names: tuple[int, ...] = ()
    categories: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """Candidate pairs with a score, best first; ties by closeness, then row.

    score        (pairs,) float64, log odds without the prior: sum of log ratios
    probability  (pairs,) float64, estimated share of true matches among one-to-one pairs of that score
    threshold    lowest score of a link
    """

    pairs: CandidatePairs
    score: NDArray[np.float64]
    probability: NDArray[np.float64]
    threshold: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number that is not known: what is expected of it, and between which two it likely lies (`matcher.outlook`)."""

    value: float
    low: float
    high: float

    def __add__(self, other: Estimate) -> Estimate:
        return Estimate(self.value + other.value, self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True)
class Links:
    """Our decision: one-to-one links, best first, then repeats.

    left, right     (links,) int64 rows
    score           (links,) float64
    strong          (links,) bool, else possible
    repeat          (links,) bool: a row of it looks like the person of a row in a link before
    evidence        (links, columns) int8 levels
    false           how many of them are wrong
    matches         how many true matches there are, in links or not, among all pairs found by the search
    missed          how many true matches are in no link, or more: found and not linked, and those that the search
                    cannot have found
    """

    left: Rows
    right: Rows
    score: NDArray[np.float64]
    strong: NDArray[np.bool_]
    repeat: NDArray[np.bool_]
    evidence: Levels
    columns: tuple[str, ...]
    tops: tuple[int, ...]
    threshold: float
    false: Estimate
    matches: Estimate
    missed: Estimate

    @property
    def bands(self) -> list[Band]:
        """For each link."""
        return [
            "repeat" if repeat else "strong" if strong else "possible"
            for repeat, strong in zip(self.repeat, self.strong, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Groups:
    """Our decision on one list: rows that are one person, group by group, best groups first.

    rows            (rows,) int64, each row once
    group           (rows,) int64, number of its group, from 0
    like            (rows,) int64, the row of its group that it is most like
    evidence        (rows, columns) int8 levels of the two
    score           (rows,) float64, mean score of it and each other row of its group
    strong          (rows,) bool, the same for all rows of a group; else possible
    pairs           how many pairs of rows the groups hold
    expected_false  how many of them are expected to be wrong
    expected_pairs  how many pairs of one person are expected in the list, among those found by the search
    """

    rows: Rows
    group: Rows
    like: Rows
    evidence: Levels
    score: NDArray[np.float64]
    strong: NDArray[np.bool_]
    columns: tuple[str, ...]
    pairs: int
    expected_false: float
    expected_pairs: float

    @property
    def bands(self) -> list[str]:
        """strong or possible, for each row."""
        return ["strong" if strong else "possible" for strong in self.strong]
