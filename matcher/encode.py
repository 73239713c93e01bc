"""Parts and key values -> tokens and close-ups.

The encoding of DESIGN section 4. Rows of one list have no relation in it: every token, close-up and tag comes from a
pseudo-random function under a seed that only this row of this list has. Another list has the same seed where it has
the same key value at the same rank, and only there can two rows be compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import kernels
from matcher.encodings import Slots
from matcher.engine import run_chunks
from matcher.evidence import Layout
from matcher.fields import Column, Value
from matcher.keys import COMMON, Ids, KeyValues
from matcher.parts import Parts, digest
from matcher.project import MatchKey

Entropy = Callable[[int], bytes]  # so many random bytes; `os.urandom` in earnest
Words = NDArray[np.uint64]

CLOSEUP_POSITIONS = 32  # draws into 64 bits: a fill of 1 - (63/64)^32 = 0.40


@dataclass(frozen=True, slots=True, repr=False)
class CloseupSource:
    """What the close-ups of a list are filled from.

    lists    (rows, closeups) int64, number of a row's q-gram list; -1 = missing
    starts   (lists + 1,) int64 and grams (q-grams,) uint64: the lists, as public 64-bit digests in increasing order
    parts    (rows, tags) uint64, digest of the part behind each tag
    present  (rows, tags) bool
    """

    lists: Ids
    starts: Ids
    grams: Words
    parts: Words
    present: NDArray[np.bool_]

    def take(self, rows: Ids) -> CloseupSource:
        return CloseupSource(self.lists[rows], self.starts, self.grams, self.parts[rows], self.present[rows])


def key_seeds(values: KeyValues, plan: Sequence[MatchKey], run_key: bytes) -> Words:
    """The seeds of every key value at every rank, (values, COMMON, 2) uint64.

    One keyed BLAKE2b-512 (RFC 7693) a value gives the 128-bit seeds of all four ranks.
    """
    digests: list[bytes] = []
    for key, messages in zip(plan, values.messages, strict=True):
        text = str(key).encode()
        keyed = hashlib.blake2b(len(text).to_bytes(4, "little") + text, key=run_key, person=b"matcher token 1")
        for message in messages:
            state = keyed.copy()
            state.update(message)
            digests.append(state.digest())
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64).reshape(-1, COMMON, 2)


def closeup_source(parts: Parts, layout: Layout) -> CloseupSource:
    """Digest the q-grams and tag parts of a list, each distinct value once."""
    starts, grams, lists = [np.zeros(1, np.int64)], [np.empty(0, np.uint64)], []
    total_lists = total_grams = 0
    for name in layout.closeups:
        column = parts.columns[name]
        ends, found = qgram_lists(name, column.values)
        starts.append(total_grams + ends[1:])
        grams.append(found)
        lists.append(np.where(column.codes >= 0, column.codes.astype(np.int64) + total_lists, -1))
        total_lists += len(column.values)
        total_grams += len(found)
    tags = [_tag_digests(parts.columns[field], field, part) for field, part in layout.tags]
    return CloseupSource(
        lists=np.stack(lists, axis=1) if lists else np.empty((parts.rows, 0), np.int64),
        starts=np.concatenate(starts),
        grams=np.concatenate(grams),
        parts=np.stack([digests for digests, _ in tags], axis=1),
        present=np.stack([present for _, present in tags], axis=1),
    )


def qgram_lists(name: str, values: Sequence[Value]) -> tuple[Ids, Words]:
    """The q-gram digests of values, one list after the other: where each starts (and the last ends), and the digests.

    Sorted within a list, so that long lists are cut alike on both sides where positions run out.
    """
    known: dict[str, int] = {}
    digests: list[int] = []
    starts = [0]
    for value in values:
        found = []
        for qgram in value.qgrams:
            number = known.get(qgram)
            if number is None:
                number = known[qgram] = digest(f"{name}\n{qgram}")
            found.append(number)
        digests += sorted(found)
        starts.append(len(digests))
    return np.array(starts, np.int64), np.array(digests, np.uint64)


def _tag_digests(column: Column, field: str, part: str) -> tuple[Words, NDArray[np.bool_]]:
    """Digest of the part of each row, and whether it has one; part "" is the mark "present", alike for all."""
    texts = ["" if part == "" else next(iter(value.parts.get(part, ())), None) for value in column.values]
    table = np.array(
        [0 if text is None else digest(f"{field}.{part}\n{text}") for text in texts] + [0],
        np.uint64,
    )
    held = np.array([text is not None for text in texts] + [False])
    return table[column.codes], held[column.codes]


def ranks(ids: Ids, order: Words) -> Ids:
    """The place of each row among the rows with its key value, (rows, slots) int64; -1 = no value.

    order  (rows, slots) uint64, lowest first
    """
    rows, slots = np.nonzero(ids >= 0)
    values = ids[rows, slots]
    by_value = np.lexsort((order[rows, slots], values))
    sorted_values = values[by_value]
    starts = np.flatnonzero(np.r_[True, sorted_values[1:] != sorted_values[:-1]]) if values.size else np.empty(0, int)
    places = np.arange(values.size) - np.repeat(starts, np.diff(np.r_[starts, values.size]))
    result = np.full(ids.shape, -1, np.int64)
    result[rows[by_value], slots[by_value]] = places
    return result


def fill(ids: Ids, seeds: Words, source: CloseupSource, entropy: Entropy, *, threads: int | None = None) -> Slots:
    """Make the slots of a list: ranks, shuffles, dummies, tokens, close-ups and tags.

    ids    (rows, slots) int64 key values, common ones already dropped (-1)
    seeds  of `key_seeds`
    """
    rows, slots = ids.shape
    place = ranks(ids, random_words(entropy, ids.shape))
    row_seeds = random_words(entropy, (rows, slots, 2))  # dummies keep these
    held = place >= 0
    row_seeds[held] = seeds[ids[held], place[held]]
    shuffle = np.argsort(random_words(entropy, ids.shape), axis=1)
    row_seeds = np.take_along_axis(row_seeds, shuffle[:, :, None], axis=1)
    return fill_slots(row_seeds, random_words(entropy, (rows, 2)), source, threads=threads)


def fill_slots(seeds: Words, noise: Words, source: CloseupSource, *, threads: int | None = None) -> Slots:
    """Run the kernel over chunks of rows. Shapes as in `kernels.fill_slots`."""
    rows, slots, _ = seeds.shape
    closeups, tags = source.lists.shape[1], source.parts.shape[1]
    made = Slots(
        tokens=np.empty((rows, slots), np.uint64),
        closeups=np.empty((rows, slots, closeups), np.uint64),
        tags=np.empty((rows, slots, tags), np.uint8),
    )
    positions = np.full(closeups, CLOSEUP_POSITIONS, np.int64)

    def fill_chunk(start: int, stop: int) -> None:
        kernels.fill_slots(
            seeds[start:stop],
            noise[start:stop],
            source.lists[start:stop],
            source.starts,
            source.grams,
            positions,
            source.parts[start:stop],
            source.present[start:stop],
            made.tokens[start:stop],
            made.closeups[start:stop],
            made.tags[start:stop],
        )

    run_chunks(fill_chunk, rows, threads=threads)
    return made


def random_words(entropy: Entropy, shape: tuple[int, ...]) -> Words:
    count = int(np.prod(shape))
    return np.frombuffer(entropy(8 * count), np.uint64).reshape(shape).copy()
