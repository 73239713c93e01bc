"""Which match keys: recall under simulated errors against chance pairs.

Keys are chosen greedily on the owner's own list. What a key is worth is seen on noisy copies of its rows; what it
costs is seen on pairs of different rows that it lets meet, scaled to `expected_rows`. The plan goes into the project
file and serves all owners.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.encode import closeup_source
from matcher.errors import DataError
from matcher.evidence import NAMES
from matcher.fields.columns import Column, joined, read_column
from matcher.home import SMALL_KINDS, seen_in_closeups
from matcher.keys import Ids, KeyReader, colliding_pairs, without_common
from matcher.parts import Parts, pooled, row_order
from matcher.project import MatchKey, Project
from matcher.simulate import noisy_copies

MAX_SLOTS = 32
PARTS_PER_KEY = 3
COUNTED_ROWS = 100_000  # of a larger list, on which chance pairs are counted
COPIED_ROWS = 3_000  # of these, of which noisy copies are made
COPIES = 2  # noisy copies of each row; the second as if the other list had no small field, as often happens
SEED = 1
MISS_AGAIN = 0.3  # a copy found by k keys counts as missed with this to the k: real errors are not the simulated ones
ROOM = 0.8  # of the budget is planned, so that other owners' lists have room
CROWDED = 0.1  # a list may hold so many likely repeats a row before they crowd out good keys


@dataclass(frozen=True, slots=True)
class PlannedKey:
    """A row of the table that `plan` prints.

    usable  share of rows that have the key
    adds    simulated recall it adds to the keys before it
    costs   chance pairs per row it adds, at `expected_rows`
    """

    key: MatchKey
    usable: float
    adds: float
    costs: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The keys in the order they were chosen, and what they do together."""

    keys: Sequence[PlannedKey]
    recall: float
    chance_pairs_per_row: float
    slots: int


@dataclass(frozen=True, slots=True)
class _Trial:
    """A key tried on the list.

    found       (copies,) chance that the key lets a noisy copy meet its row
    collisions  numbers of the pairs of different rows that it lets meet, left * rows + right; sorted
    """

    key: MatchKey
    slots: int
    usable: float
    found: NDArray[np.float32]
    collisions: Ids


def plan_keys(parts: Parts, project: Project) -> Plan:
    """Plan the keys of a project on a list.

    Raises DataError where the list has too little to plan on, and for profiles that use no keys.
    """
    if project.budget is None:
        raise DataError(f"profile {project.project.profile} uses no match keys, so there is nothing to plan")
    counted = _sample(parts)
    per_pair = project.project.expected_rows / (counted.rows * (counted.rows - 1) / 2)
    budget = project.budget * ROOM / per_pair
    plan = _choose(_trials(counted, project, budget), budget, per_pair)
    if not plan.keys:
        raise DataError("no match key fits the budget: the list has too few fields, or `expected_rows` is too large")
    return plan


def _sample(parts: Parts) -> Parts:
    """Some of the rows, drawn by content, so that their order does not matter."""
    if parts.rows < 2:
        raise DataError("a list of one row is too short to plan keys on")
    return parts.take(np.argsort(row_order(parts), kind="stable")[:COUNTED_ROWS])


def _with_copies(parts: Parts, project: Project) -> Parts:
    """The list followed by COPIES noisy copies of its first COPIED_ROWS rows."""
    generator = random.Random(SEED)
    kinds = {field.name: field.kind for field in project.field}
    rows = min(parts.rows, COPIED_ROWS)
    cells = {name: (kinds[name], _normal_forms(parts.columns[name], rows)) for name in kinds}
    copies = [noisy_copies(cells, generator) for _ in range(COPIES)]
    if not all(kind in SMALL_KINDS for kind in kinds.values()):
        copies[-1] |= {name: [None] * rows for name, kind in kinds.items() if kind in SMALL_KINDS}
    columns: dict[str, Column] = {}
    for name, kind in kinds.items():
        noisy = [text or "" for copy in copies for text in copy[name]]
        column, _ = read_column(project.label(name), kind, noisy)
        columns[name] = joined([parts.columns[name], column])
    if project.name_fields:
        columns[NAMES] = pooled([columns[name] for name in project.name_fields])
    return Parts(parts.rows + COPIES * rows, columns, ())


def _normal_forms(column: Column, rows: int) -> list[str | None]:
    return [None if code < 0 else column.normals[code] for code in column.codes[:rows]]


def _trials(counted: Parts, project: Project, budget: float) -> list[_Trial]:
    """Try all keys of up to PARTS_PER_KEY parts of different fields, names counting as one field.

    A key with a part more than a key that already lets nobody meet by chance finds less and saves nothing: not tried.
    Nor are those kept that by themselves cost more than the budget.
    """
    parts = _parts_to_join(project)
    free: set[frozenset[tuple[str, str]]] = set()
    trials: list[_Trial] = []
    reader = KeyReader(_with_copies(counted, project))
    most = budget + CROWDED * counted.rows
    for size in range(1, PARTS_PER_KEY + 1):
        for chosen in itertools.combinations(parts, size):
            for names in itertools.product(*(parts[field] for field in chosen)):
                key = MatchKey(tuple(zip(chosen, names, strict=True)))
                if any(
                    frozenset(some) in free for n in range(1, size) for some in itertools.combinations(key.parts, n)
                ):
                    continue
                trial = _try(key, reader, counted.rows)
                if len(trial.collisions) <= most and trial.found.any():
                    if not len(trial.collisions):
                        free.add(frozenset(key.parts))
                    trials.append(trial)
    trials = _without_repeats(trials, counted, project)
    return [trial for trial in trials if len(trial.collisions) <= budget]


def _parts_to_join(project: Project) -> Mapping[str, tuple[str, ...]]:
    others = [field.name for field in project.field if field.kind != "name"]
    joined = [NAMES, *others] if project.name_fields else others
    return {name: project.parts_of(name) or () for name in joined}


def _try(key: MatchKey, reader: KeyReader, rows: int) -> _Trial:
    """Try a key on `rows` rows, which the reader's list has first, and on the copies behind them."""
    ids, _ = reader.values(key)
    own = without_common(ids[:rows])
    counts = np.bincount(own[own >= 0], minlength=int(ids.max(initial=0)) + 1)
    copies = ids[rows:].reshape(COPIES, -1, ids.shape[1])
    copied = own[: copies.shape[1]]
    found = np.zeros(copies.shape[:2], np.float32)
    for slot, other in itertools.product(range(ids.shape[1]), repeat=2):
        same = (copied[:, slot] == copies[:, :, other]) & (copied[:, slot] >= 0)
        # Of so many rows with the value, each list ranks its own at random.
        met_by_rank = 1.0 / np.maximum(1, counts[copied[:, slot]])
        found = np.maximum(found, np.where(same, met_by_rank, 0.0)).astype(np.float32)
    left, right = colliding_pairs(own)
    usable = float((ids[:rows] >= 0).any(axis=1).mean())
    return _Trial(key, ids.shape[1], usable, found.ravel(), left * rows + right)


def _without_repeats(trials: Sequence[_Trial], counted: Parts, project: Project) -> list[_Trial]:
    """Two rows of one person are no chance pair."""
    rows = counted.rows
    pairs = np.unique(np.concatenate([trial.collisions for trial in trials] or [np.empty(0, np.int64)]))
    own = seen_in_closeups(counted, closeup_source(counted, project.layout), project, [SEED])
    repeats = pairs[own.likely_repeats(pairs // rows, pairs % rows)]
    return [
        _Trial(trial.key, trial.slots, trial.usable, trial.found, np.setdiff1d(trial.collisions, repeats))
        for trial in trials
    ]


def _choose(trials: Sequence[_Trial], budget: float, per_pair: float) -> Plan:
    """Greedy: again and again the key that finds most per slot and chance pair it adds, while slots and budget last.

    budget    chance pairs of the list that the plan may let meet
    per_pair  chance pairs per row, at expected_rows, that one pair of the list stands for
    """
    everyone = np.unique(np.concatenate([trial.collisions for trial in trials] or [np.empty(0, np.int64)]))
    places = {trial.key: np.searchsorted(everyone, trial.collisions) for trial in trials}
    met = np.zeros(len(everyone), np.bool_)
    copies = len(trials[0].found) if trials else 1
    missed = np.ones(copies, np.float32)  # belief that a copy is missed; shrinks with each way that finds it
    unfound = np.ones(copies, np.float32)  # chance that no key so far finds it
    slots = 0
    planned: list[PlannedKey] = []
    left = list(trials)
    while left:
        costs = [int(np.count_nonzero(~met[places[trial.key]])) for trial in left]
        left, costs = _affordable(left, costs, MAX_SLOTS - slots, budget - np.count_nonzero(met))
        gains = [float(missed @ trial.found) for trial in left]
        # One pair more than counted: a key seen to cost nothing may still cost a little.
        worth = [g / ((1 + c) * t.slots) ** 0.5 for t, g, c in zip(left, gains, costs, strict=True)]
        if not left or max(gains) < 0.5:
            break
        best = int(np.argmax(worth))
        trial = left.pop(best)
        planned.append(
            PlannedKey(trial.key, trial.usable, float((unfound * trial.found).mean()), costs[best] * per_pair)
        )
        missed *= 1 - (1 - MISS_AGAIN) * trial.found
        unfound *= 1 - trial.found
        met[places[trial.key]] = True
        slots += trial.slots
        left = [other for other in left if not set(trial.key.parts) <= set(other.key.parts)]
    return Plan(planned, float(1 - unfound.mean()), float(np.count_nonzero(met) * per_pair), slots)


def _affordable(
    trials: Sequence[_Trial], costs: Sequence[int], slots: int, budget: float
) -> tuple[list[_Trial], list[int]]:
    fits = [(t, c) for t, c in zip(trials, costs, strict=True) if t.slots <= slots and c <= budget]
    return [trial for trial, _ in fits], [cost for _, cost in fits]
