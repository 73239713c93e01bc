"""How well the plan of one owner's list serves the other's, on labelled lists: `make plans`.

    python benchmarks/plans.py [--only TEXT]

The same two lists are linked with the plan made on the left list, with that of the right one, and with both: the
left plan and the keys that `plan --check` on the right list would add. Owners never have both lists, so beside the true
loss of the left plan stands what `plan --check` says of it. A whole run is written to `results/plans.txt`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import labelled
import numpy as np
from figures import Quality
from quality import measure_planned, project_of, records_in

from matcher import __version__
from matcher.encodings import Estimate
from matcher.keyloss import loss_of
from matcher.keyplan import Plan, plan_keys
from matcher.parts import parts_of
from matcher.project import Profile, Project

RESULTS = Path(__file__).parent / "results" / "plans.txt"
PROFILES: tuple[Profile, ...] = ("standard", "hardened")
PLANS = ("left", "right", "both")
INTRODUCTION = f"""\
matcher {__version__}: search recall, F1 of one-to-one links at the own threshold and chance pairs a row, with the plan
of the left list, with that of the right one, and with both. Loss: search recall with the plan of the right list, less
that with the plan of the left one; and what `plan --check` on the right list says of it, under simulated errors. Means
over {labelled.FEWER_SEEDS} seeds where there are several. * = a list is over budget. `make plans`"""


@dataclass(frozen=True, slots=True)
class Served:
    """Two lists linked with each of PLANS, and the loss of the left plan as the owner of the right list sees it."""

    linked: Sequence[Quality]
    said: Estimate

    @property
    def loss(self) -> float:
        left, right, _ = self.linked
        return right.search_recall - left.search_recall


def measure(lists: labelled.Labelled, profile: Profile) -> Served:
    project = project_of(lists, profile)
    parts = [parts_of(records, project) for records in records_in(lists, project)]
    of_left = _with(project, plan_keys(parts[0], project))
    seen = loss_of(parts[1], of_left)
    plans = of_left, _with(project, seen.own), _with(project, seen.joined)
    return Served([measure_planned(lists, parts, planned) for planned in plans], seen.recall)


def _with(project: Project, plan: Plan) -> Project:
    return project.with_plan([planned.key for planned in plan.keys])


def table(only: str) -> Iterator[str]:
    """The lines, as each is done."""
    groups = ("search recall", "F1 own", "chance pairs a row")
    yield "\n" + " " * 10 + "".join(f"{group:>27}" for group in groups) + f"{'loss of the left plan':>36}"
    shown = [f"{name:>9}" for _ in groups for name in PLANS] + [f"{name:>9}" for name in ("true", "said", "from", "to")]
    yield " " * 10 + "".join(shown)
    for name, make in labelled.SETS.items():
        if only.lower() not in name.lower():
            continue
        lists = make()[: labelled.FEWER_SEEDS]
        yield "\n" + name
        for profile in PROFILES:
            yield _line(profile, [measure(each, profile) for each in lists])


def _line(profile: Profile, served: Sequence[Served]) -> str:
    linked = [[each.linked[plan] for each in served] for plan in range(len(PLANS))]
    cells = [
        f"{np.mean([getattr(one, figure) for one in ones]):{form}}"
        for figure, form in (("search_recall", ".4f"), ("own_f1", ".4f"), ("chance_per_row", ".3f"))
        for ones in linked
    ]
    over = ["*" * any(one.over_budget for one in ones) for ones in linked]
    cells[-len(PLANS) :] = [cell + mark for cell, mark in zip(cells[-len(PLANS) :], over, strict=True)]
    said = [np.mean([getattr(each.said, end) for each in served]) for end in ("value", "low", "high")]
    cells += [f"{loss:+.4f}" for loss in (np.mean([each.loss for each in served]), *said)]
    return f"{profile:<10}" + "".join(f"{cell:>9}" for cell in cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="sets whose names contain this")
    only = parser.parse_args().only
    started = time.monotonic()
    lines = [INTRODUCTION]
    print(INTRODUCTION)
    for line in table(only):
        print(line, flush=True)
        lines.append(line)
    taken = f"{time.monotonic() - started:.0f} s"
    if only:
        print(f"\nin {taken}; not written, as it is a part", file=sys.stderr)
    else:
        RESULTS.write_text("\n".join(lines) + "\n", "utf-8")
        print(f"\nwritten to {RESULTS.name} in {taken}", file=sys.stderr)


if __name__ == "__main__":
    main()
