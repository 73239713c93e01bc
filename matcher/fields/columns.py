"""Columns of cells -> columns of digests: each distinct cell normalised once, on as many processors as are allowed.

From here on parts and q-grams are numbers: public 64-bit digests, so that two lists name the same thing alike. What
hides them is the secret they are hashed under later.
"""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import signal
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher import fields
from matcher.evidence import SOUNDS, SYLLABLES
from matcher.fields import MOST_SOUNDS, MOST_SYLLABLES, SERVING, Unreadable, Value

MANY = 40_000  # distinct cells that repay the start of other processes
CHUNK = 1_000  # cells normalised at once

Words = NDArray[np.uint64]
Rows = NDArray[np.int64]

_NO_SOUNDS: Words = np.empty((0, MOST_SOUNDS), np.uint64)
_NO_SYLLABLES: Words = np.empty((0, MOST_SYLLABLES), np.uint64)


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

    def take(self, rows: NDArray[np.integer]) -> Column:
        """The column of some of the rows, in that order."""
        return Column(self.codes[rows], self.normals, self.parts, self.starts, self.grams, self.sounds, self.syllables)

    def part(self, name: str) -> Words:
        """(rows, SERVING) uint64: the digests of a part in each row; 0 = none. KeyError for a part of another kind."""
        if not self.normals:
            return np.zeros((len(self.codes), SERVING), np.uint64)
        return np.where(self.codes[:, None] >= 0, self.parts[name][self.codes], np.uint64(0))


class Cells(NamedTuple):
    """What `read_columns` reads: the label that parts the digests of fields, the kind of field, and the cells.

    parts  those that are digested; all of the kind where they are left out
    """

    label: str
    kind: str
    cells: Sequence[str]
    parts: tuple[str, ...] | None = None


Read = tuple[Column, Mapping[int, str]]  # and for the rows whose cell could not be used, or only in part, the reason


def read_column(label: str, kind: str, cells: Sequence[str]) -> Read:
    """Read one column. A cell that cannot be understood counts as missing, one in doubt as far as it can be used."""
    return read_columns([Cells(label, kind, cells)])[0]


def read_columns(columns: Sequence[Cells], processes: int = 1) -> list[Read]:
    """Read columns on up to so many processes, where there is enough to do."""
    distinct = [list(dict.fromkeys(column.cells)) for column in columns]
    chunks = [
        [column._replace(cells=known[start : start + CHUNK]) for start in range(0, len(known), CHUNK)]
        for column, known in zip(columns, distinct, strict=True)
    ]
    all_chunks = list(chain.from_iterable(chunks))
    shared = processes > 1 and sum(map(len, distinct)) >= MANY
    read = iter(_on_processes(all_chunks, processes) if shared else map(_read_chunk, all_chunks))
    return [
        _whole(column, known, list(islice(read, len(parted))))
        for column, known, parted in zip(columns, distinct, chunks, strict=True)
    ]


def missing(rows: int) -> Column:
    """A field that a list does not have."""
    return Column(
        np.full(rows, -1, np.int32), (), {}, np.zeros(1, np.int64), np.empty(0, np.uint64), _NO_SOUNDS, _NO_SYLLABLES
    )


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


def column_of(label: str, kind: str, values: Sequence[Value | None], parts: tuple[str, ...] | None = None) -> Column:
    """The column of normalised values, one a row. `parts` as in Cells."""
    if parts is None:
        module = fields.kind(kind)
        parts = (*module.PARTS, *module.COMPARED)
    held = [value for value in values if value is not None]
    codes = np.full(len(values), -1, np.int32)
    codes[[row for row, value in enumerate(values) if value is not None]] = np.arange(len(held))
    starts, grams = _lists([value.qgrams for value in held], f"{label}\n")
    return Column(
        codes=codes,
        normals=[value.normal for value in held],
        parts={part: _part(label, part, held) for part in parts},
        starts=starts,
        grams=grams,
        sounds=_table([value.sounds for value in held], f"{SOUNDS}\n", MOST_SOUNDS) if kind == "name" else _NO_SOUNDS,
        syllables=_table([value.syllables for value in held], f"{SYLLABLES}\n", MOST_SYLLABLES)
        if kind == "name"
        else _NO_SYLLABLES,
    )


def sounding(column: Column) -> Column:
    """The column whose q-grams are the sounds of names, MOST_SOUNDS of each.

    A name with fewer has others drawn from its normal form: names that differ have in common what they sound alike, and
    no close-up tells how many there are.
    """
    numbers = np.arange(MOST_SOUNDS, dtype=np.uint64)
    drawn = mixed(digests(f"{SOUNDS}\n", column.normals)[:, None] + numbers)
    grams = np.sort(np.where(column.sounds, column.sounds, drawn), axis=1).ravel()
    starts = np.arange(len(column.normals) + 1) * MOST_SOUNDS
    return Column(column.codes, column.normals, {}, starts, grams, _NO_SOUNDS, _NO_SYLLABLES)


def syllabic(column: Column) -> Column:
    """The column whose q-grams are the syllables of names; a name that has none is missing."""
    held = (column.syllables != 0).sum(axis=1)
    ordered = np.sort(column.syllables, axis=1)
    codes = np.where((column.codes >= 0) & (np.append(held, 0)[column.codes] > 0), column.codes, -1).astype(np.int32)
    starts = np.cumsum(np.append(0, held))
    return Column(codes, column.normals, {}, starts, ordered[ordered != 0], _NO_SOUNDS, _NO_SYLLABLES)


def merged(of_columns: Sequence[Words], codes: NDArray[np.integer]) -> Words:
    """(values, grams) uint64: the distinct grams of values of several columns, of each column in turn.

    of_columns  (values, grams) uint64 each, as `Column.sounds`
    codes       (values, columns) which value of each column; -1 = none
    """
    most = of_columns[0].shape[1]
    none = np.zeros((1, most), np.uint64)  # the last serves code -1
    tables = [np.append(grams, none, axis=0) for grams in of_columns]
    turns = np.stack([table[own] for table, own in zip(tables, codes.T, strict=True)], axis=2).reshape(len(codes), -1)
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
    merged: Words = np.minimum(np.max(found, axis=0), np.uint64(1))
    return merged


def mixed(words: Words) -> Words:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


def digest(text: str) -> int:
    """A public 64-bit name of a text, never 0: BLAKE2b (RFC 7693)."""
    return int(digests("", [text])[0])


def digests(prefix: str, texts: Sequence[str]) -> Words:
    """(texts,) uint64: `digest(prefix + text)`, each distinct text digested once."""
    distinct = dict.fromkeys(texts)
    table = _digested(prefix, distinct)
    return table if len(distinct) == len(texts) else table[_numbers(distinct, texts)]


def _digested(prefix: str, distinct: Collection[str]) -> Words:
    begun = hashlib.blake2b(prefix.encode(), digest_size=8)
    found = []
    for text in distinct:
        state = begun.copy()
        state.update(text.encode())
        found.append(state.digest())
    return np.maximum(np.frombuffer(b"".join(found), "<u8").astype(np.uint64), np.uint64(1))


def _numbers(distinct: Collection[str], texts: Sequence[str]) -> Rows:
    """(texts,) int64: the places of texts among the distinct ones."""
    places = dict(zip(distinct, range(len(distinct)), strict=True))
    return np.fromiter(map(places.__getitem__, texts), np.int64, len(texts))


def _lists(texts: Sequence[Sequence[str]], prefix: str) -> tuple[Rows, Words]:
    """(lists + 1,) int64 and (texts,) uint64: where the digests of each list start, and they in increasing order."""
    starts = np.cumsum([0, *map(len, texts)])
    every = list(chain.from_iterable(texts))
    distinct = dict.fromkeys(every)
    table = _digested(prefix, distinct)
    by_size = np.argsort(table)
    size = np.empty_like(by_size)
    size[by_size] = np.arange(len(by_size))
    # A list's number, then a digest's place among all: one number to sort by instead of two.
    order = np.repeat(np.arange(len(texts)), np.diff(starts)) * len(table) + size[_numbers(distinct, every)]
    order.sort()
    return starts, table[by_size][order % max(1, len(table))]


def _part(label: str, part: str, values: Sequence[Value]) -> Words:
    return _table([value.parts.get(part, ())[:SERVING] for value in values], f"{label}.{part}\n", SERVING)


def _table(texts: Sequence[Sequence[str]], prefix: str, width: int) -> Words:
    """(texts, width) uint64: the digests of up to so many texts each, 0 where there are fewer."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    found = np.zeros((len(texts), width), np.uint64)
    found[np.arange(width) < lengths[:, None]] = digests(prefix, list(chain.from_iterable(texts)))
    return found


def _read_chunk(chunk: Cells) -> Read:
    """The column of distinct cells."""
    normalise = fields.kind(chunk.kind).normalise
    values: list[Value | None] = []
    reasons: dict[int, str] = {}
    for number, cell in enumerate(chunk.cells):
        try:
            value = normalise(cell)
        except Unreadable as error:
            value = None
            reasons[number] = str(error)
        values.append(value)
        if value is not None and value.doubt:
            reasons[number] = value.doubt
    return column_of(chunk.label, chunk.kind, values, chunk.parts), reasons


def _whole(wanted: Cells, known: Sequence[str], chunks: Sequence[Read]) -> Read:
    """The column of all cells from those of chunks of its distinct cells `known`."""
    place = {cell: number for number, cell in enumerate(known)}
    codes = np.fromiter(map(place.__getitem__, wanted.cells), np.int64, len(wanted.cells))
    column = joined([column for column, _ in chunks]).take(codes)
    unread = {
        known[CHUNK * chunk + number]: why
        for chunk, (_, reasons) in enumerate(chunks)
        for number, why in reasons.items()
    }
    return column, {row: unread[cell] for row, cell in enumerate(wanted.cells) if cell in unread} if unread else {}


def _on_processes(chunks: Sequence[Cells], processes: int) -> list[Read]:
    """Other processes read from the first chunk on, this one from the last, until they meet."""
    context = multiprocessing.get_context("spawn")  # the one way that every system has and that threads cannot harm
    with ProcessPoolExecutor(processes - 1, context, initializer=_settle) as pool:
        try:
            begun = [pool.submit(_read_chunk, chunk) for chunk in chunks]
            own = [_read_chunk(chunk) for chunk, read in zip(chunks[::-1], begun[::-1], strict=True) if read.cancel()]
            return [read.result() for read in begun[: len(chunks) - len(own)]] + own[::-1]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _settle() -> None:
    """In a new process: interrupts are for the one that started it, and nothing it makes has cycles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
