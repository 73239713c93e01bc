"""Parts and key values -> tokens and close-ups.

The encoding of DESIGN section 4. Rows of one list have no relation in it: every token, close-up and tag comes from a
pseudo-random function under a seed that only this row of this list has. Another list has the same seed where it has
the same key value at the same rank, and only there can two rows be compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import kernels
from matcher.encodings import Slots
from matcher.engine import Progress, run_chunks
from matcher.evidence import CLOSEUP_POSITIONS, Layout
from matcher.fields.columns import Column
from matcher.fields.digests import digest
from matcher.keys import COMMON, Ids, KeyValues, holders
from matcher.parts import Parts
from matcher.secret import RunKeys

Entropy = Callable[[int], bytes]  # so many random bytes; `os.urandom` in earnest
Words = NDArray[np.uint64]


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


def slot_seeds(
    values: KeyValues,
    place: Ids,
    keys: RunKeys,
    entropy: Entropy,
    threads: int | None = None,
) -> Words:
    """The seed of each slot, (rows, slots, 2) uint64; one that holds no key value has a fresh one.

    place  (rows, slots) int64, the rank of the row among those with the value; -1 = the slot holds none
    """
    seeds = np.empty((*place.shape, 2), np.uint64)
    dummies = place < 0
    seeds[dummies] = random_words(entropy, (int(dummies.sum()), 2))
    sip_keys = np.frombuffer(keys.seeds, "<u8").astype(np.uint64)

    def fill_key(number: int, _: int) -> None:
        columns = zip(values.digests[number], values.made_of[number].T, strict=True)
        parts = np.stack([digests[made_of] for digests, made_of in columns], axis=1)
        slots = slice(*np.searchsorted(values.key, (number, number + 1)))
        ids = values.ids[:, slots] - values.first[number]
        kernels.fill_seeds(sip_keys, number, parts, ids, place[:, slots], seeds[:, slots])

    run_chunks(fill_key, len(values.first), threads=threads, chunk_rows=1)
    return seeds


def closeup_source(parts: Parts, layout: Layout) -> CloseupSource:
    """Gather the q-grams and tag parts of a list."""
    starts, grams, lists = [np.zeros(1, np.int64)], [np.empty(0, np.uint64)], []
    total_lists = total_grams = 0
    for name in layout.closeups:
        column = parts.closeup(name)
        starts.append(total_grams + column.starts[1:])
        grams.append(column.grams)
        lists.append(np.where(column.codes >= 0, column.codes.astype(np.int64) + total_lists, -1))
        total_lists += len(column.normals)
        total_grams += len(column.grams)
    tags = [_tag_digests(parts.closeup(field), field, part) for field, part in layout.tags]
    return CloseupSource(
        lists=np.stack(lists, axis=1) if lists else np.empty((parts.rows, 0), np.int64),
        starts=np.concatenate(starts),
        grams=np.concatenate(grams),
        parts=np.stack([digests for digests, _ in tags], axis=1),
        present=np.stack([present for _, present in tags], axis=1),
    )


def _tag_digests(column: Column, field: str, part: str) -> tuple[Words, NDArray[np.bool_]]:
    """Digest of the part of each row, and whether it has one; those of marks, "" and "part?", are alike for all."""
    mark, name = part == "" or part.endswith("?"), part.removesuffix("?")
    found = column.part(name)[:, 0] if name else np.where(column.codes >= 0, np.uint64(1), np.uint64(0))
    present = found != 0
    return np.where(present, np.uint64(digest(f"{field}.{part}\n")), np.uint64(0)) if mark else found, present


def ranks(ids: Ids, shared: Ids, entropy: Entropy) -> Ids:
    """The place of each row among the rows with its key value, at random, (rows, slots) int64; -1 = no value.

    ids     (rows, slots) int64 key values
    shared  (rows, slots) int64, how many rows have the value; 0 where a slot holds none
    """
    rows, slots = np.nonzero(shared > 1)
    values = ids[rows, slots]
    by_value = np.lexsort((random_words(entropy, values.shape), values))
    counts = shared[rows, slots][by_value]
    starts = np.flatnonzero(np.r_[True, np.diff(values[by_value]) != 0]) if values.size else np.empty(0, np.int64)
    places = np.arange(values.size) - np.repeat(starts, counts[starts])
    result = np.where(shared > 0, 0, -1)
    result[rows[by_value], slots[by_value]] = places
    return result


def fill(
    values: KeyValues,
    keys: RunKeys,
    source: CloseupSource,
    entropy: Entropy,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Slots:
    """Make the slots of a list: ranks, seeds, dummies, shuffles, tokens, close-ups and tags.

    Key values that too many rows share take no part: their slots are dummies.
    """
    ids = values.ids
    shared = holders(ids)
    shared[shared > COMMON] = 0
    place = ranks(ids, shared, entropy)
    seeds = slot_seeds(values, place, keys, entropy, threads)
    _shuffle(seeds, random_words(entropy, ids.shape), threads)
    noise = random_words(entropy, (len(ids), 2))
    return fill_slots(seeds, noise, source, threads=threads, progress=progress)


def _shuffle(seeds: Words, words: Words, threads: int | None) -> None:
    """The slots of each row in the order of its random words, in place."""

    def shuffle_chunk(start: int, stop: int) -> None:
        order = np.argsort(words[start:stop], axis=1)
        seeds[start:stop] = np.take_along_axis(seeds[start:stop], order[:, :, None], axis=1)

    run_chunks(shuffle_chunk, len(seeds), threads=threads)


def fill_slots(
    seeds: Words,
    noise: Words,
    source: CloseupSource,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Slots:
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

    run_chunks(fill_chunk, rows, threads=threads, progress=progress)
    return made


def random_words(entropy: Entropy, shape: tuple[int, ...]) -> Words:
    count = int(np.prod(shape))
    return np.frombuffer(entropy(8 * count), np.uint64).reshape(shape).copy()
