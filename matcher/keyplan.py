"""Which match keys: recall under simulated errors against chance pairs.

Keys are chosen greedily on the owner's own list. What a key is worth is seen on noisy copies of its rows; what it
costs is seen on pairs of different rows that it lets meet, scaled to `expected_rows`. The plan goes into the project
file and serves all owners.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher import fields
from matcher.errors import DataError
from matcher.evidence import NAMES
from matcher.fields import Column
from matcher.home import likely_repeats
from matcher.keys import Ids, colliding_pairs, values_of_key, without_common
from matcher.parts import Parts, pooled, row_order
from matcher.project import MatchKey, Project
from matcher.simulate import noisy_copies

MAX_SLOTS = 32
PLANNING_ROWS = 4000  # rows of a larger list are sampled
COPIES = 2  # noisy copies of each row
SEED = 1
MISS_AGAIN = 0.35  # a pair found by k keys counts as missed with this to the k: several ways are better than one
ROOM = 0.8  # of the budget is planned, so that other owners' lists have room
SMALL_KINDS = ("category", "place")


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
    keys: Sequence[PlannedKey]
    recall: float
    chance_pairs_per_row: float
    slots: int


@dataclass(frozen=True, slots=True)
class _Trial:
    """A key tried on the list.

    found       (copies,) chance that the key lets a noisy copy meet its row
    collisions  numbers of the pairs of different rows that it lets meet, left * rows + right
    """

    key: MatchKey
    slots: int
    usable: float
    found: NDArray[np.float64]
    collisions: Ids


def plan_keys(parts: Parts, project: Project) -> Plan:
    """Plan the keys of a project on a list.

    Raises DataError where the list has too little to plan on, and for profiles that use no keys.
    """
    if project.budget is None:
        raise DataError(f"profile {project.project.profile} uses no match keys, so there is nothing to plan")
    sample = _sample(parts)
    copies = _with_copies(sample, project)
    trials = [_try(key, copies, sample.rows) for key in _possible_keys(project)]
    trials = _without_repeats(trials, sample, project)
    per_pair = project.project.expected_rows / (sample.rows * (sample.rows - 1) / 2)
    plan = _choose(trials, project.budget * ROOM / per_pair, per_pair, sample.rows)
    if not plan.keys:
        raise DataError("no match key fits the budget: the list has too few fields, or `expected_rows` is too large")
    return plan


def _sample(parts: Parts) -> Parts:
    if parts.rows < 2:
        raise DataError("a list of one row is too short to plan keys on")
    return parts.take(np.argsort(row_order(parts), kind="stable")[:PLANNING_ROWS])


def _possible_keys(project: Project) -> list[MatchKey]:
    """All single parts, pairs and triples of parts of different fields; of all name fields together."""
    names = [NAMES] if project.name_fields else []
    others = [field for field in project.field if field.kind != "name"]
    parts = {name: project.parts_of(name) or () for name in (*names, *(field.name for field in others))}
    small = {field.name for field in others if field.kind in SMALL_KINDS}
    keys: list[MatchKey] = []
    for size in (1, 2, 3):
        for chosen in itertools.combinations(parts, size):
            if not set(chosen) <= small:
                combined = itertools.product(*(parts[name] for name in chosen))
                keys += [MatchKey(tuple(zip(chosen, names_of_parts, strict=True))) for names_of_parts in combined]
    return keys


def _with_copies(parts: Parts, project: Project) -> Parts:
    """The list followed by COPIES noisy copies of each row."""
    generator = random.Random(SEED)
    kinds = {field.name: field.kind for field in project.field}
    plain = {
        name: [None if code < 0 else parts.columns[name].values[code].normal for code in parts.columns[name].codes]
        for name in kinds
    }
    noisy = [
        noisy_copies({name: (kinds[name], cells) for name, cells in plain.items()}, generator) for _ in range(COPIES)
    ]
    columns: dict[str, Column] = {}
    for name, kind in kinds.items():
        cells = ["" if text is None else text for copy in noisy for text in copy[name]]
        column, _ = fields.read_column(fields.kind(kind).normalise, cells)
        columns[name] = _joined(parts.columns[name], column)
    if project.name_fields:
        columns[NAMES] = pooled([columns[name] for name in project.name_fields])
    return Parts(parts.rows * (1 + COPIES), columns, ())


def _joined(first: Column, second: Column) -> Column:
    later = np.where(second.codes >= 0, second.codes + len(first.values), -1).astype(np.int32)
    return Column(np.concatenate([first.codes, later]), [*first.values, *second.values])


def _try(key: MatchKey, copies: Parts, rows: int) -> _Trial:
    ids, _ = values_of_key(copies, key)
    own = without_common(ids[:rows])
    counts = np.bincount(own[own >= 0], minlength=int(ids.max(initial=0)) + 1)
    found = np.zeros((COPIES, rows))
    for copy in range(COPIES):
        theirs = ids[(1 + copy) * rows : (2 + copy) * rows]
        for slot in range(ids.shape[1]):
            for other in range(ids.shape[1]):
                same = (own[:, slot] == theirs[:, other]) & (own[:, slot] >= 0)
                # Of `count` rows with the value, each list gives its ranks at random.
                found[copy][same] = np.maximum(found[copy][same], 1.0 / counts[own[same, slot]])
    left, right = colliding_pairs(own)
    return _Trial(
        key,
        ids.shape[1],
        float((ids[:rows] >= 0).any(axis=1).mean()),
        found.ravel(),
        left * rows + right,
    )


def _without_repeats(trials: Sequence[_Trial], parts: Parts, project: Project) -> list[_Trial]:
    """Two rows of one person are no chance pair."""
    # A pair that a costly key lets meet is looked at only if a key that could be planned lets it meet too.
    affordable = [trial for trial in trials if len(trial.collisions) <= _most_pairs(parts.rows, project)]
    pairs = np.unique(np.concatenate([trial.collisions for trial in affordable] or [np.empty(0, np.int64)]))
    repeats = pairs[likely_repeats(parts, pairs // parts.rows, pairs % parts.rows, project)]
    return [
        _Trial(
            trial.key,
            trial.slots,
            trial.usable,
            trial.found,
            np.setdiff1d(trial.collisions, repeats),
        )
        for trial in affordable
        if trial.found.any()
    ]


def _most_pairs(rows: int, project: Project) -> float:
    budget = project.budget or 0.0
    return 2 * rows + budget / project.project.expected_rows * rows * (rows - 1) / 2


def _choose(trials: Sequence[_Trial], budget: float, per_pair: float, rows: int) -> Plan:
    """Greedy: again and again the key that finds most per chance pair it adds, while slots and budget last.

    budget    chance pairs of the list that the plan may let meet
    per_pair  chance pairs per row, at expected_rows, that one pair of the list stands for
    """
    missed = np.ones(COPIES * rows)  # belief that a copy is missed; shrinks with each way that finds it
    unfound = np.ones(COPIES * rows)  # chance that no key so far finds it
    met: Ids = np.empty(0, np.int64)
    slots = 0
    planned: list[PlannedKey] = []
    left = list(trials)
    while left:
        gains, costs = [], []
        for trial in left:
            gains.append(float((missed * (1 - MISS_AGAIN) * trial.found).sum()))
            costs.append(len(trial.collisions) - len(np.intersect1d(trial.collisions, met, assume_unique=True)))
        fits = [
            slots + trial.slots <= MAX_SLOTS and len(met) + cost <= budget
            for trial, cost in zip(left, costs, strict=True)
        ]
        if not any(fits):
            break
        # One pair more than counted: a key seen to cost nothing may still cost a little.
        worth = [
            gain / ((1 + cost) * trial.slots) ** 0.5 if fit else -1.0
            for trial, gain, cost, fit in zip(left, gains, costs, fits, strict=True)
        ]
        best = int(np.argmax(worth))
        trial, cost = left.pop(best), costs[best]
        if gains[best] < 0.5:
            break
        adds = float((unfound * trial.found).mean())
        missed *= 1 - (1 - MISS_AGAIN) * trial.found
        unfound *= 1 - trial.found
        met = np.union1d(met, trial.collisions)
        slots += trial.slots
        planned.append(PlannedKey(trial.key, trial.usable, adds, cost * per_pair))
    return Plan(planned, float(1 - unfound.mean()), len(met) * per_pair, slots)
