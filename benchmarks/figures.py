"""What a table of quality shows of links beside the truth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matcher.encodings import Estimate

Pair = tuple[int, int]
HEADER = (
    *("F1 own", "+ repeats", "in reach", "F1 best", "precision", "recall", "search", "chance/row", "estimated", "true"),
    *("false in", "missed in"),
)


@dataclass(frozen=True, slots=True)
class Quality:
    """A row of the table, as HEADER has it; nan where the method does not say.

    in_reach_f1  of one-to-one links beside as many true pairs as these can reach: each person once
    false_inside, missed_inside  1 where the method's interval holds how many links are false, and how many true pairs
                                 are in none; else 0
    missed  true pairs that are in no one-to-one link of the own threshold, nor repeats
    """

    own_f1: float
    with_repeats_f1: float
    in_reach_f1: float
    best_f1: float
    precision: float
    recall: float
    search_recall: float
    chance_per_row: float
    estimated: float
    true: float
    false_inside: float
    missed_inside: float
    over_budget: bool = False
    missed: frozenset[Pair] = frozenset()

    def cells(self) -> list[str]:
        """The figures as they are printed, a dash where there is none."""
        shown = [getattr(self, field.name) for field in fields(self)[: len(HEADER)]]
        forms = [".4f"] * 7 + [".3f", ".0f", ".0f", ".2f", ".2f"]
        return ["-" if np.isnan(figure) else f"{figure:{form}}" for figure, form in zip(shown, forms, strict=True)]


def quality(
    once: Sequence[Pair],
    own: int,
    truth: frozenset[Pair],
    *,
    repeats: Sequence[Pair] | None = None,
    expected: float = np.nan,
    false: Estimate | None = None,
    missed: Estimate | None = None,
    candidates: Sequence[Pair] | None = None,
    rows: int = 0,
    over_budget: bool = False,
) -> Quality:
    """Figures of one-to-one links, best first, of which `own` reach the own threshold; `repeats` stand behind them.

    `candidates` are the pairs that the search found, in lists of which the shorter has `rows`.
    """
    right = np.array([pair in truth for pair in once], np.bool_)
    linked, found = set(once[:own]), int(right[:own].sum())
    with_repeats = linked | set(repeats or ())
    f1_with_repeats = 2 * len(with_repeats & truth) / (len(with_repeats) + len(truth))
    f1_at = 2 * np.cumsum(right) / (np.arange(1, len(right) + 1) + len(truth))
    true_candidates = np.nan if candidates is None else len(truth & set(candidates))
    return Quality(
        own_f1=2 * found / (own + len(truth)),
        with_repeats_f1=np.nan if repeats is None else f1_with_repeats,
        in_reach_f1=2 * found / (own + in_reach(truth)),
        best_f1=float(f1_at.max(initial=0.0)),
        precision=found / max(1, own),
        recall=found / len(truth),
        search_recall=true_candidates / len(truth),
        chance_per_row=np.nan if candidates is None else (len(candidates) - true_candidates) / rows,
        estimated=expected,
        true=len(truth),
        false_inside=_inside(len(with_repeats - truth), false),
        missed_inside=_inside(len(truth - with_repeats), missed),
        over_budget=over_budget,
        missed=truth - with_repeats,
    )


def in_reach(truth: Iterable[Pair]) -> int:
    """How many true pairs one-to-one links can reach: fewer where a person stands twice in a list."""
    left, right = np.array(sorted(truth), np.int64).T
    pairs = coo_array((np.ones(len(left)), (left, right))).tocsr()
    return int((maximum_bipartite_matching(pairs) >= 0).sum())


def _inside(number: int, estimate: Estimate | None) -> float:
    """Whether a number lies in an interval, whose ends are counted in whole pairs."""
    return np.nan if estimate is None else float(round(estimate.low) <= number <= round(estimate.high))


def mean(found: Sequence[Quality]) -> Quality:
    """The mean of each figure; of one, itself."""
    averages = [float(np.mean([getattr(one, field.name) for one in found])) for field in fields(Quality)[: len(HEADER)]]
    return Quality(*averages, over_budget=any(one.over_budget for one in found))
