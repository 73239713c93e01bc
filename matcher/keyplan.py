"""Which match keys: recall under simulated errors against chance pairs.

Keys are chosen on the owner's own list among those that `keytrials` tries. The plan goes into the project file and
serves all owners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matcher.errors import DataError
from matcher.keys import Ids
from matcher.keytrials import Trial, one_row_each, trials
from matcher.parts import Parts, row_order
from matcher.project import MatchKey, Project

MAX_SLOTS = 40  # of a row: each makes the file longer, and more find hardly anybody else
COUNTED_ROWS = 100_000  # of a larger list, on which chance pairs are counted
MISS_AGAIN = 0.3  # a copy found by k keys counts as missed with this to the k: real errors are not the simulated ones
ROOM = 0.8  # of the budget is planned, so that other owners' lists have room
PRICES = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98)  # of all slots, against that of the whole budget, tried when choosing keys
FEWEST = 0.5  # copies that a key must find anew


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


def plan_keys(parts: Parts, project: Project) -> Plan:
    """Plan the keys of a project on a list, whose parts were read for a project without a plan: of all kinds of parts.

    Raises DataError where the list has too little to plan on, and for profiles that use no keys.
    """
    people = people_of(parts, project)
    return plan_of(chosen(people, project), people, project)


def people_of(parts: Parts, project: Project) -> Parts:
    """One row a person of the list, on which keys are tried. Raises DataError where there are too few."""
    budget_of(project)
    people = one_row_each(_sample(parts), project)
    if people.rows < 2:
        raise DataError("all rows of the list look like one person: too little to plan keys on")
    return people


def chosen(people: Parts, project: Project) -> list[Trial]:
    """The keys of a plan, the first chosen first. Raises DataError where none fits the budget."""
    budget = budget_of(project) * ROOM / _per_pair(people, project)
    tried = trials(people, project, budget)
    best = _Choice(tried, budget).best() if tried else []
    if not best:
        raise DataError("no match key fits the budget: the list has too few fields, or `expected_rows` is too large")
    return best


def budget_of(project: Project) -> float:
    """Chance pairs per row that the profile allows. Raises DataError for profiles that use no keys."""
    if project.budget is None:
        raise DataError(f"profile {project.project.profile} uses no match keys, so there is nothing to plan")
    return project.budget


def _per_pair(people: Parts, project: Project) -> float:
    """Chance pairs per row at `expected_rows` that one pair of the people stands for."""
    return project.project.expected_rows / (people.rows * (people.rows - 1) / 2)


def _sample(parts: Parts) -> Parts:
    """Some of the rows, drawn by content, so that their order does not matter."""
    if parts.rows < 2:
        raise DataError("a list of one row is too short to plan keys on")
    return parts.take(np.argsort(row_order(parts), kind="stable")[:COUNTED_ROWS])


class _Choice:
    """A choice of keys that finds most copies within MAX_SLOTS slots and the budget.

    Greedy (for a submodular gain under two budgets no other rule is known to do better in reasonable time): again and
    again the key that finds most for its price, which is its share of the slots and of the budget. What the one is
    worth against the other is not known beforehand, so that several PRICES are tried.
    """

    def __init__(self, tried: Sequence[Trial], budget: float) -> None:
        self._tried, self._budget = tried, budget
        self._found = np.stack([trial.found for trial in tried])
        self._slots = np.array([trial.slots for trial in tried])
        self._meets = _incidence([trial.collisions for trial in tried])
        # What a key of one part costs on other lists a short list may not show: one pair more than it does.
        self._unseen = np.array([float(len(trial.key.parts) == 1) for trial in tried])
        self._parts = [frozenset(trial.key.parts) for trial in tried]

    def best(self) -> list[Trial]:
        """The keys of the price at which fewest copies are likely to be missed, the first chosen first."""
        choices = [self._at_price(price) for price in PRICES]
        missed = [missed for missed, _ in choices]
        return [self._tried[number] for number in choices[int(np.argmin(missed))][1]]

    def _at_price(self, of_slots: float) -> tuple[float, list[int]]:
        """How many copies are likely missed, and the keys chosen, by number."""
        found, copies = self._found, self._found.shape[1]
        open_ = np.ones(len(found), np.bool_)
        missed = np.ones(copies, np.float32)  # belief that a copy is missed; shrinks with each way that finds it
        unmet = np.ones(self._meets.shape[1], np.float32)
        chosen: list[int] = []
        slots = spent = 0.0
        while True:
            gains = (1 - MISS_AGAIN) * (found @ missed)
            costs = self._meets @ unmet + self._unseen
            open_ &= (gains >= FEWEST) & (self._slots + slots <= MAX_SLOTS) & (costs + spent <= self._budget)
            if not open_.any():
                return float(missed.sum()), chosen
            # One pair more than counted: a key seen to cost nothing may still cost a little.
            price = of_slots * self._slots / MAX_SLOTS + (1 - of_slots) * (costs + 1) / self._budget
            number = int(np.argmax(np.where(open_, gains / price, -1.0)))
            chosen.append(number)
            missed *= 1 - (1 - MISS_AGAIN) * found[number]
            unmet[self._meets.indices[self._meets.indptr[number] : self._meets.indptr[number + 1]]] = 0
            slots, spent = slots + self._slots[number], spent + costs[number]
            open_ &= ~self._idle_beside(number)

    def _idle_beside(self, number: int) -> NDArray[np.bool_]:
        """Which keys find nobody whom this one does not: those of its parts and more, and its own for other values."""
        parts = self._parts[number]
        if self._tried[number].key.one_in is not None:
            return np.array([parts == others for others in self._parts])
        return np.array([parts <= others for others in self._parts])


def _incidence(collisions: Sequence[Ids]) -> csr_array:
    """(keys, distinct pairs): 1 where a key lets a pair meet."""
    _, pairs = np.unique(np.concatenate(collisions), return_inverse=True)
    starts = np.cumsum([0, *map(len, collisions)])
    shape = len(collisions), int(pairs.max(initial=-1)) + 1
    return csr_array((np.ones(len(pairs), np.float32), pairs, starts), shape=shape)


def plan_of(tried: Sequence[Trial], people: Parts, project: Project) -> Plan:
    """What keys, tried on the same people, do together and each after those before it. At least one key."""
    per_pair = _per_pair(people, project)
    unfound: NDArray[np.float32] = np.ones(len(tried[0].found), np.float32)  # chance that no key so far finds it
    met = np.empty(0, np.int64)
    planned: list[PlannedKey] = []
    for trial in tried:
        new = np.setdiff1d(trial.collisions, met)
        adds = float((unfound * trial.found).mean())
        planned.append(PlannedKey(trial.key, trial.usable, adds, len(new) * per_pair))
        unfound = unfound * (1 - trial.found)
        met = np.concatenate([met, new])
    return Plan(planned, float(1 - unfound.mean()), len(met) * per_pair, sum(trial.slots for trial in tried))
