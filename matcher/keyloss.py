"""What a plan made on another owner's list loses on this one, beside a plan made on this list.

Each owner checks on its own list; no list is shown to anybody. Both plans look for the same noisy copies, on which
neither was made. The figure knows nothing of the other list: a field that only this list has helps its own plan here,
and finds nobody between the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.encodings import Estimate
from matcher.home import chance_pairs
from matcher.keyplan import Plan, budget_of, chosen, people_of, plan_of
from matcher.keytrials import COPIES, Trial, trials_of
from matcher.outlook import NINE_IN_TEN
from matcher.parts import Parts
from matcher.project import Project

SEED = 2  # of the copies looked for; the planner has another
WORTH = 0.002  # recall that a key must regain to be asked for


@dataclass(frozen=True, slots=True)
class Loss:
    """Two plans on one list, and what is between them.

    given   the plan of the project, in its order
    own     the plan made on the list
    joined  the plan of the project, and behind it keys of the own one that regain most, as far as the budget goes
    recall  share of the copies that the own plan finds and the given one does not; below 0 where the given one finds
            more
    over    whether the given plan is over budget on this list, as `encode` judges it
    """

    given: Plan
    own: Plan
    joined: Plan
    recall: Estimate
    over: bool


def loss_of(parts: Parts, project: Project) -> Loss:
    """Try the project's plan on a list, whose parts were read for a project without a plan: of all kinds of parts.

    The project must have a plan. Raises DataError where the list has too little to plan on, and for profiles that use
    no keys.
    """
    people = people_of(parts, project)
    own_keys = [trial.key for trial in chosen(people, project)]
    keys = list(dict.fromkeys([*project.plan, *own_keys]))
    tried = dict(zip(keys, trials_of(keys, people, project, SEED), strict=True))
    given, own = ([tried[key] for key in plan] for plan in (project.plan, own_keys))
    met = np.unique(np.concatenate([trial.collisions for trial in given]))
    joined = _joined(given, [trial for trial in own if trial.key not in project.plan], people, project)
    return Loss(
        given=plan_of(given, people, project),
        own=plan_of(own, people, project),
        joined=plan_of(joined, people, project),
        recall=_between(_missed(given), _missed(own)),
        over=chance_pairs(len(met), people.rows, project).over,
    )


def _joined(given: Sequence[Trial], others: Sequence[Trial], people: Parts, project: Project) -> Sequence[Trial]:
    """The given keys, and behind them again and again that of the others with which most is found."""
    budget = budget_of(project)
    joined, recall = list(given), plan_of(given, people, project).recall
    while True:
        plans = [(plan_of([*joined, trial], people, project), trial) for trial in others]
        within = [(plan.recall, trial) for plan, trial in plans if plan.chance_pairs_per_row <= budget]
        best, trial = max(within, key=lambda each: each[0], default=(0.0, None))
        if trial is None or best < recall + WORTH:
            return joined
        joined, recall = [*joined, trial], best


def _missed(plan: Sequence[Trial]) -> NDArray[np.float64]:
    """(copied rows,) the chance that a copy of a row is missed, as the mean of its copies."""
    missed = np.ones(plan[0].found.shape)
    for trial in plan:
        missed *= 1 - trial.found
    of_rows: NDArray[np.float64] = missed.reshape(COPIES, -1).mean(axis=0)
    return of_rows


def _between(given: NDArray[np.float64], own: NDArray[np.float64]) -> Estimate:
    """The mean difference of a row, with the interval that its spread over the rows leaves."""
    lost = given - own
    chance = NINE_IN_TEN * float(lost.std(ddof=1)) / np.sqrt(len(lost))
    return Estimate(float(lost.mean()), float(lost.mean() - chance), float(lost.mean() + chance))
