"""Columns of digests, each distinct cell once.

From here on parts and q-grams are numbers: public digests. What hides them is the secret they are hashed under later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from matcher import fields
from matcher.evidence import SOUNDS, SYLLABLES
from matcher.fields import MOST_SOUNDS, MOST_SYLLABLES, SERVING, Value
from matcher.fields.digests import Rows, Words, digests, lists, mixed, table

_NO_SOUNDS: Words = np.empty((0, MOST_SOUNDS), np.uint64)
_NO_SYLLABLES: Words = np.empty((0, MOST_SYLLABLES), np.uint64)
_NOTHING_HEARD = (_NO_SOUNDS, _NO_SYLLABLES)


@dataclass(frozen=True, slots=True, repr=False)
class Column:
    """A field of a list, each distinct cell once. A value is what one distinct cell holds.

    codes    (rows,) int32, which value a row has; -1 = missing
    normals  normal forms of the values; two cells may have the same
    parts    part -> (values, SERVING) uint64, digests of the values of that part; 0 = none
    starts   (values + 1,) int64 and grams (q-grams,) uint64: digests of each value's q-grams, in increasing order, so
             that long lists are cut alike on both sides where positions run out
    sounds   (values, MOST_SOUNDS) uint64, of names: digests of the grams of each value's sound; 0 = none. (0,
             MOST_SOUNDS) for other kinds
    syllables  (values, MOST_SYLLABLES) uint64, likewise of its syllables
    """

    codes: NDArray[np.int32]
    normals: Sequence[str]
    parts: Mapping[str, Words]
    starts: Rows
    grams: Words
    sounds: Words
    syllables: Words

    def __repr__(self) -> str:
        return f"Column({len(self.codes)} rows, {len(self.normals)} distinct values)"

    def normal_forms(self) -> list[str | None]:
        """The normal form of each row; None where it has none."""
        return [None if code < 0 else self.normals[code] for code in self.codes.tolist()]

    def take(self, rows: NDArray[np.integer]) -> Column:
        """The column of some of the rows, in that order."""
        return replace(self, codes=self.codes[rows])

    def part(self, name: str) -> Words:
        """(rows, SERVING) uint64: the digests of a part in each row; 0 = none. KeyError for a part of another kind."""
        if not self.normals:
            return np.zeros((len(self.codes), SERVING), np.uint64)
        return np.where(self.codes[:, None] >= 0, self.parts[name][self.codes], np.uint64(0))


class Cells(NamedTuple):
    """What a column is made of: the label that parts the digests of fields, the kind of field, and the cells.

    parts  those that are digested; all of the kind where they are left out
    sense  of a column of categories: what all its cells together say that they are (`categories.sense_of`)
    """

    label: str
    kind: str
    cells: Sequence[str]
    parts: tuple[str, ...] | None = None
    sense: str = ""

    def __repr__(self) -> str:
        return f"Cells({len(self.cells)} of kind {self.kind})"


def missing(rows: int) -> Column:
    """A field that a list does not have."""
    nothing = np.zeros(1, np.int64), np.empty(0, np.uint64)
    return Column(np.full(rows, -1, np.int32), (), {}, *nothing, *_NOTHING_HEARD)


def joined(columns: Sequence[Column]) -> Column:
    """Columns of one field, one below the other."""
    held = [column for column in columns if column.normals]
    if not held:
        return missing(sum(len(column.codes) for column in columns))
    codes: list[NDArray[np.int32]] = []
    lengths = [np.zeros(1, np.int64)]
    values = 0
    for column in columns:
        codes.append(np.where(column.codes >= 0, column.codes + values, -1).astype(np.int32))
        lengths.append(np.diff(column.starts))
        values += len(column.normals)
    return Column(
        codes=np.concatenate(codes),
        normals=list(chain.from_iterable(column.normals for column in columns)),
        parts={part: np.concatenate([column.parts[part] for column in held]) for part in held[0].parts},
        starts=np.cumsum(np.concatenate(lengths)),
        grams=np.concatenate([column.grams for column in columns]),
        sounds=np.concatenate([column.sounds for column in held]),
        syllables=np.concatenate([column.syllables for column in held]),
    )


def in_order(column: Column) -> Column:
    """The same column with its values in the order of its rows, each of which has a value of its own or none."""
    held = column.codes >= 0
    order = column.codes[held]
    sizes = np.diff(column.starts)[order]
    starts = np.append(0, np.cumsum(sizes))
    return Column(
        codes=np.where(held, np.cumsum(held) - 1, -1).astype(np.int32),
        normals=[column.normals[value] for value in order.tolist()],
        parts={part: words[order] for part, words in column.parts.items()},
        starts=starts,
        grams=column.grams[np.arange(starts[-1]) + np.repeat(column.starts[order] - starts[:-1], sizes)],
        sounds=column.sounds,
        syllables=column.syllables,
    )


class Source(Protocol):
    """Where the digests of several values come from: parts, (values, SERVING), and q-grams as `Column` has them."""

    def part(self, prefix: str, part: str) -> Words: ...

    def grams(self, prefix: str) -> tuple[Rows, Words]: ...


def column_of(label: str, kind: str, values: Sequence[Value | None], parts: tuple[str, ...] | None = None) -> Column:
    """The column of normalised values, one a row. `parts` as in Cells."""
    held = [value for value in values if value is not None]
    codes = np.full(len(values), -1, np.int32)
    codes[[row for row, value in enumerate(values) if value is not None]] = np.arange(len(held))
    normals = [value.normal for value in held]
    heard = _heard(held) if kind == "name" else _NOTHING_HEARD
    return column_from(Cells(label, kind, normals, parts), codes, _source(kind, held), heard)


def column_from(
    values: Cells, codes: NDArray[np.int32], source: Source, heard: tuple[Words, Words] = _NOTHING_HEARD
) -> Column:
    """The column whose values have the normal forms in `values.cells`; sounds and syllables in `heard`."""
    wanted = values.parts
    if wanted is None:
        module = fields.kind(values.kind)
        wanted = (*module.PARTS, *module.COMPARED)
    parts = {part: source.part(f"{values.label}.{part}\n", part) for part in wanted}
    return Column(codes, values.cells, parts, *source.grams(f"{values.label}\n"), *heard)


def _heard(names: Sequence[Value]) -> tuple[Words, Words]:
    sounds = table(f"{SOUNDS}\n", [name.sounds for name in names], MOST_SOUNDS)
    return sounds, table(f"{SYLLABLES}\n", [name.syllables for name in names], MOST_SYLLABLES)


def _source(kind: str, values: Sequence[Value]) -> Source:
    if kind == "name":
        # Late: the tables behind names take a moment to load.
        from matcher.fields.many_names import ManyNames
        from matcher.fields.name_parts import NameParts

        names = [value.parts for value in values if isinstance(value.parts, NameParts)]
        if len(names) == len(values):
            return ManyNames(names)
    return _Values(values)


class _Values:
    """Values one by one."""

    def __init__(self, values: Sequence[Value]) -> None:
        self._values = values

    def part(self, prefix: str, part: str) -> Words:
        return table(prefix, [value.parts.get(part, ())[:SERVING] for value in self._values], SERVING)

    def grams(self, prefix: str) -> tuple[Rows, Words]:
        return lists(prefix, [value.qgrams for value in self._values])


def sounding(column: Column) -> Column:
    """The column whose q-grams are the sounds of names, MOST_SOUNDS of each.

    A name with fewer has others drawn from its normal form: names that differ have in common what they sound alike, and
    no close-up tells how many there are.
    """
    numbers = np.arange(MOST_SOUNDS, dtype=np.uint64)
    drawn = mixed(digests(f"{SOUNDS}\n", column.normals)[:, None] + numbers)
    grams = np.sort(np.where(column.sounds, column.sounds, drawn), axis=1).ravel()
    starts = np.arange(len(column.normals) + 1) * MOST_SOUNDS
    return Column(column.codes, column.normals, {}, starts, grams, *_NOTHING_HEARD)


def syllabic(column: Column) -> Column:
    """The column whose q-grams are the syllables of names; a name that has none is missing."""
    held = (column.syllables != 0).sum(axis=1)
    ordered = np.sort(column.syllables, axis=1)
    codes = np.where((column.codes >= 0) & (np.append(held, 0)[column.codes] > 0), column.codes, -1).astype(np.int32)
    starts = np.append(0, np.cumsum(held))
    return Column(codes, column.normals, {}, starts, ordered[ordered != 0], *_NOTHING_HEARD)


def merged(of_columns: Sequence[Words], codes: NDArray[np.integer]) -> Words:
    """(values, grams) uint64: the distinct grams of values of several columns, of each column in turn.

    of_columns  (values, grams) uint64 each, as `Column.sounds`
    codes       (values, columns) which value of each column; -1 = none
    """
    most = of_columns[0].shape[1]
    none = np.zeros((1, most), np.uint64)  # the last serves code -1
    tables = [np.append(grams, none, axis=0) for grams in of_columns]
    turns = np.stack([held[own] for held, own in zip(tables, codes.T, strict=True)], axis=2).reshape(len(codes), -1)
    order = np.argsort(turns, axis=1, kind="stable")
    by_value = np.take_along_axis(turns, order, axis=1)
    by_value[:, 1:][by_value[:, 1:] == by_value[:, :-1]] = 0
    distinct = np.empty_like(turns)
    np.put_along_axis(distinct, order, by_value, axis=1)
    held_first = np.argsort(distinct == 0, axis=1, kind="stable")
    return np.take_along_axis(distinct, held_first, axis=1)[:, :most]


def merged_han(columns: Sequence[Column], codes: NDArray[np.integer]) -> Words:
    """(values, SERVING) uint64: the part `han` of values of several columns: there where one of them has it."""
    tables = [column.parts["han"] for column in columns if column.normals]
    held = codes[:, [bool(column.normals) for column in columns]].T
    found = [np.where(own[:, None] >= 0, table[own], np.uint64(0)) for table, own in zip(tables, held, strict=True)]
    in_any: Words = np.minimum(np.max(found, axis=0), np.uint64(1))
    return in_any
