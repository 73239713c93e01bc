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
from matcher.engine import Progress, run_chunks
from matcher.evidence import CLOSEUP_POSITIONS, Layout
from matcher.fields import Column, Value
from matcher.keys import COMMON, Ids, KeyValues, holders
from matcher.parts import Parts, digest
from matcher.project import MatchKey
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


def part_digests(strings: Sequence[str], field: str, part: str, key: bytes) -> Words:
    """(strings, 2) uint64: keyed BLAKE2b-128 (RFC 7693) of the strings of a part, each once."""
    keyed = hashlib.blake2b(f"{field}.{part}\n".encode(), digest_size=16, key=key, person=b"matcher part 1")
    digests = []
    for text in strings:
        state = keyed.copy()
        state.update(text.encode())
        digests.append(state.digest())
    return np.frombuffer(b"".join(digests), "<u8").astype(np.uint64).reshape(-1, 2)


def slot_seeds(values: KeyValues, place: Ids, plan: Sequence[MatchKey], keys: RunKeys, seeds: Words) -> None:
    """Write the seed of each slot that holds a key value; the others keep what they have.

    place  (rows, slots) int64, the rank of the row among those with the value; -1 = the slot holds none
    seeds  (rows, slots, 2) uint64
    """
    digests: dict[tuple[str, str], Words] = {}
    sip_keys = np.frombuffer(keys.seeds, "<u8").astype(np.uint64)
    for number, key in enumerate(plan):
        for (field, part), strings in zip(key.parts, values.strings[number], strict=True):
            if (field, part) not in digests:
                digests[field, part] = part_digests(strings, field, part, keys.parts)
        made_of = values.made_of[number]
        of_value = np.stack([digests[name][made_of[:, place]] for place, name in enumerate(key.parts)], axis=1)
        slots = np.flatnonzero(values.key == number)
        held = place[:, slots] >= 0
        found = np.empty((int(held.sum()), 2), np.uint64)
        of_entry = of_value[values.ids[:, slots][held] - values.first[number]]
        kernels.fill_seeds(sip_keys, number, of_entry, place[:, slots][held], found)
        of_key = seeds[:, slots]
        of_key[held] = found
        seeds[:, slots] = of_key


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
    known = _QgramDigests(name)
    digests: list[int] = []
    starts = [0]
    for value in values:
        digests += sorted([known[qgram] for qgram in value.qgrams])
        starts.append(len(digests))
    return np.array(starts, np.int64), np.array(digests, np.uint64)


class _QgramDigests(dict[str, int]):
    """q-gram -> digest, each worked out once."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __missing__(self, qgram: str) -> int:
        found = self[qgram] = digest(f"{self._name}\n{qgram}")
        return found


def _tag_digests(column: Column, field: str, part: str) -> tuple[Words, NDArray[np.bool_]]:
    """Digest of the part of each row, and whether it has one; part "" is the mark "present", alike for all."""
    if part == "":
        present = column.codes >= 0
        return np.where(present, np.uint64(digest(f"{field}.\n")), np.uint64(0)), present
    texts = [next(iter(value.parts.get(part, ())), None) for value in column.values]
    known = {text: digest(f"{field}.{part}\n{text}") for text in set(texts) if text is not None}
    table = np.array([0 if text is None else known[text] for text in texts] + [0], np.uint64)
    held = np.array([text is not None for text in texts] + [False])
    return table[column.codes], held[column.codes]


def ranks(ids: Ids, shared: Ids, order: Words) -> Ids:
    """The place of each row among the rows with its key value, (rows, slots) int64; -1 = no value.

    ids     (rows, slots) int64 key values
    shared  (rows, slots) int64, how many rows have the value; 0 where a slot holds none
    order   (rows, slots) uint64, lowest first
    """
    rows, slots = np.nonzero(shared > 1)
    values = ids[rows, slots]
    by_value = np.lexsort((order[rows, slots], values))
    counts = shared[rows, slots][by_value]
    starts = np.flatnonzero(np.r_[True, np.diff(values[by_value]) != 0]) if values.size else np.empty(0, np.int64)
    places = np.arange(values.size) - np.repeat(starts, counts[starts])
    result = np.where(shared > 0, 0, -1)
    result[rows[by_value], slots[by_value]] = places
    return result


def fill(
    values: KeyValues,
    plan: Sequence[MatchKey],
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
    place = ranks(ids, shared, random_words(entropy, ids.shape))
    seeds = random_words(entropy, (*ids.shape, 2))  # a dummy keeps this
    slot_seeds(values, place, plan, keys, seeds)
    shuffle = np.argsort(random_words(entropy, ids.shape), axis=1)
    seeds = np.take_along_axis(seeds, shuffle[:, :, None], axis=1)
    noise = random_words(entropy, (len(ids), 2))
    return fill_slots(seeds, noise, source, threads=threads, progress=progress)


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
