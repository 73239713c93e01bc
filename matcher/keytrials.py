"""Possible match keys -> what each finds and costs on an owner's list.

What a key is worth is seen on noisy copies of the list's rows; what it costs is seen on pairs of different rows that
it lets meet. A key that lets too many meet is tried again for rare values alone.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.encode import closeup_source
from matcher.evidence import NAMES
from matcher.fields.columns import Column, joined
from matcher.fields.reading import read_column
from matcher.home import SMALL_KINDS, seen_in_closeups
from matcher.keys import Ids, KeyReader, colliding_pairs, is_rare, rarest_in_common, without_common
from matcher.parts import Parts, pooled
from matcher.project import MatchKey, Project
from matcher.simulate import noisy_copies

PARTS_PER_KEY = 3
COPIED_ROWS = 3_000  # of a list, of which noisy copies are made
# Kinds of fields that the other list lacks, in each noisy copy: keys must not lean on what few lists have.
LACKING: Sequence[tuple[str, ...]] = ((), ("place",), SMALL_KINDS)
COPIES = len(LACKING)  # noisy copies of each row
SEED = 1  # of the copies that keys are chosen on
CROWDED = 3.0  # pairs a row that a key may let meet for repeats to be sought among them
LEFT_OVER = 0.1  # likely repeats a row that may still be among the pairs of a key
# Strangers that a row may expect to meet in a list of `expected_rows` rows by a key kept for rare values.
STRANGERS = (1.0, 0.3, 0.1, 0.03, 0.01)


@dataclass(frozen=True, slots=True)
class Trial:
    """A key tried on the list.

    slots       that it takes of a row
    usable      share of rows that have a value of it
    found       (copies,) float32, chance that the key lets a noisy copy meet its row
    collisions  numbers of the pairs of different rows that it lets meet, left * rows + right; sorted
    """

    key: MatchKey
    slots: int
    usable: float
    found: NDArray[np.float32]
    collisions: Ids


def trials(listed: Parts, project: Project, budget: float) -> list[Trial]:
    """Try all keys of up to PARTS_PER_KEY parts of different fields, names counting as one field.

    listed  one row a person, as `one_row_each` leaves them
    budget  pairs of the list that a key may let meet; those that by themselves cost more are left out

    A key with a part more than a key that lets nobody meet by chance finds less and saves nothing: not tried.
    """
    parts = _parts_to_join(project)
    reader = KeyReader(_with_copies(listed, project), listed.rows)
    at_first = budget + LEFT_OVER * listed.rows
    free: set[frozenset[tuple[str, str]]] = set()
    tried: list[Trial] = []
    for size in range(1, PARTS_PER_KEY + 1):
        for chosen in itertools.combinations(parts, size):
            for names in itertools.product(*(parts[field] for field in chosen)):
                key = MatchKey(tuple(zip(chosen, names, strict=True)))
                if any(frozenset(some) in free for n in range(1, size) for some in _choices(key, n)):
                    continue
                for trial in _graded(key, reader, listed.rows, project.project.expected_rows):
                    if len(trial.collisions) <= at_first and trial.found.any():
                        tried.append(trial)
                    if trial.key == key and not len(trial.collisions) and trial.found.any():
                        free.add(frozenset(key.parts))
    tried = _without_repeats(tried, listed, project)
    return [trial for trial in tried if len(trial.collisions) <= budget]


def trials_of(keys: Sequence[MatchKey], listed: Parts, project: Project, seed: int) -> list[Trial]:
    """Try these keys and no other, whatever they cost, all on the same noisy copies.

    listed  one row a person, as `one_row_each` leaves them
    seed    of the copies; with another than SEED they are not those that a plan was chosen on
    """
    reader = KeyReader(_with_copies(listed, project, seed), listed.rows)
    tried = [_OfAllValues(key, reader, listed.rows).only(key.one_in) for key in keys]
    return _without_repeats(tried, listed, project)


def one_row_each(listed: Parts, project: Project) -> Parts:
    """The list without the rows that likely repeat another: what people have in common says nothing of strangers.

    Sought among rows that share parts of two fields, as long as not too many do.
    """
    parts = _parts_to_join(project)
    reader = KeyReader(listed)
    shared = [np.empty(0, np.int64)]
    for fields in itertools.combinations(parts, min(2, len(parts))):
        for names in itertools.product(*(parts[field] for field in fields)):
            left, right = colliding_pairs(reader.values(MatchKey(tuple(zip(fields, names, strict=True))))[0])
            if len(left) <= CROWDED * listed.rows:
                shared.append(left * listed.rows + right)
    pairs = np.unique(np.concatenate(shared))
    again = pairs[_likely_repeats(pairs, listed, project)] % listed.rows
    return listed.take(np.setdiff1d(np.arange(listed.rows), again))


def _choices(key: MatchKey, count: int) -> Iterator[tuple[tuple[str, str], ...]]:
    return itertools.combinations(key.parts, count)


def _parts_to_join(project: Project) -> Mapping[str, tuple[str, ...]]:
    others = [field.name for field in project.field if field.kind != "name"]
    joined = [NAMES, *others] if project.name_fields else others
    return {name: project.parts_of(name) or () for name in joined}


def _with_copies(parts: Parts, project: Project, seed: int = SEED) -> Parts:
    """The list followed by COPIES noisy copies of its first COPIED_ROWS rows."""
    generator = random.Random(seed)
    kinds = {field.name: field.kind for field in project.field}
    rows = min(parts.rows, COPIED_ROWS)
    cells = {name: (kinds[name], parts.columns[name].take(np.arange(rows)).normal_forms()) for name in kinds}
    copies = [noisy_copies(cells, generator) for _ in range(COPIES)]
    if not all(kind in SMALL_KINDS for kind in kinds.values()):
        for copy, lacking in zip(copies, LACKING, strict=True):
            copy |= {name: [None] * rows for name, kind in kinds.items() if kind in lacking}
    columns: dict[str, Column] = {}
    for name, kind in kinds.items():
        noisy = [text or "" for copy in copies for text in copy[name]]
        column, _ = read_column(project.label(name), kind, noisy)
        columns[name] = joined([parts.columns[name], column])
    if project.name_fields:
        columns[NAMES] = pooled([columns[name] for name in project.name_fields])
    return Parts(parts.rows + COPIES * rows, columns, ())


def _graded(key: MatchKey, reader: KeyReader, rows: int, expected_rows: int) -> Iterator[Trial]:
    """The key for all values, and as long as that lets different people meet, for rarer and rarer ones."""
    tried = _OfAllValues(key, reader, rows)
    before: int | None = None
    for one_in in (None, *(round(expected_rows / strangers) for strangers in STRANGERS)):
        met = len(tried.met(one_in))
        if met == before:
            continue
        before = met
        yield tried.only(one_in)
        if not before:
            return


class _OfAllValues:
    """What a key does on the first `rows` rows of a reader, for all values; of which each rarity keeps a part."""

    def __init__(self, key: MatchKey, reader: KeyReader, rows: int) -> None:
        self._parts = key.parts
        ids, _ = reader.values(MatchKey(key.parts))
        own = without_common(ids[:rows])
        self._has = ids[:rows] >= 0
        self._shares = reader.shares(key)[:rows]
        self._pairs, self._rarest = rarest_in_common(own, reader.shares(key, beside=1)[:rows])
        self._found = _found_by_slot(ids, own)

    def met(self, one_in: int | None) -> Ids:
        """The pairs of rows that meet by a value rarer than one in so many people, by any where None."""
        return self._pairs if one_in is None else self._pairs[is_rare(self._rarest, one_in)]

    def only(self, one_in: int | None) -> Trial:
        """The trial of the key for those values only."""
        served = np.ones(self._shares.shape, np.bool_) if one_in is None else is_rare(self._shares, one_in)
        usable = float((self._has & served).any(axis=1).mean())
        finds = np.where(served[: self._found.shape[1]], self._found, 0).max(axis=2).ravel()
        return Trial(MatchKey(self._parts, one_in), self._has.shape[1], usable, finds, self.met(one_in))


def _found_by_slot(ids: Ids, own: Ids) -> NDArray[np.float32]:
    """(COPIES, copied rows, slots) float32: the chance that a copy, behind `own` in `ids`, has a row's value."""
    copies = ids[len(own) :].reshape(COPIES, -1, ids.shape[1])
    copied = own[: copies.shape[1]]
    counts = np.bincount(own[own >= 0], minlength=int(ids.max(initial=0)) + 1)
    # Of so many rows with the value, each list ranks its own at random.
    met_by_rank = np.where(copied >= 0, 1.0 / np.maximum(1, counts[copied]), 0.0).astype(np.float32)
    same = np.zeros(copies.shape, np.bool_)
    for slot in range(ids.shape[1]):
        same |= copied == copies[:, :, slot : slot + 1]
    return np.where(same, met_by_rank, np.float32(0))


def _without_repeats(tried: Sequence[Trial], listed: Parts, project: Project) -> list[Trial]:
    """Two rows of one person are no chance pair; some are seen only by other keys than those that find most."""
    pairs = np.unique(np.concatenate([trial.collisions for trial in tried] or [np.empty(0, np.int64)]))
    repeats = pairs[_likely_repeats(pairs, listed, project)]
    return [
        Trial(trial.key, trial.slots, trial.usable, trial.found, np.setdiff1d(trial.collisions, repeats))
        for trial in tried
    ]


def _likely_repeats(pairs: Ids, listed: Parts, project: Project) -> NDArray[np.bool_]:
    """Which pairs of rows, left * rows + right, are likely one person."""
    own = seen_in_closeups(listed, closeup_source(listed, project.layout), project, [SEED])
    return own.likely_repeats(pairs // listed.rows, pairs % listed.rows)
