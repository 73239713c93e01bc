"""The rows of one plain list that are one person: the list compared with itself, on its owner's machine.

Rows are taken in the order of what they hold, equal ones together, so that the same rows give the same groups in
whatever order they stand, and a thousand copies of a row cost no more than two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from matcher.allpairs import Progress, evidence_of, pairs_within
from matcher.draws import draw_within
from matcher.encodings import Groups, Rows
from matcher.evidence import Levels
from matcher.groups import Group, groups_of
from matcher.home import SEED
from matcher.link import STRONG
from matcher.odds import Floats, Odds, WeighedPairs, learn
from matcher.parts import Parts, row_order
from matcher.plain import plain_filters
from matcher.project import Project

See = Callable[[Rows, Rows], Levels]  # the levels of pairs of distinct rows


@dataclass(frozen=True, slots=True, repr=False)
class _Distinct:
    """The distinct rows of a list.

    order   (rows,) the rows of the list, equal ones together, ties by row
    first   (distinct,) place in `order` where each begins
    number  (rows,) which distinct row each row of the list is
    copies  (distinct,) how many rows each stands for
    """

    order: Rows
    first: Rows
    number: Rows
    copies: Rows

    @classmethod
    def of(cls, parts: Parts) -> _Distinct:
        content = row_order(parts)
        order = np.argsort(content, kind="stable")
        begins = np.r_[True, np.diff(content[order]) != 0]
        first = np.flatnonzero(begins)
        number = np.empty(parts.rows, np.int64)
        number[order] = np.cumsum(begins) - 1
        return cls(order, first, number, np.diff(np.append(first, parts.rows)))

    def rows(self, distinct: int) -> Rows:
        """The rows of the list that one stands for, in increasing order."""
        return self.order[self.first[distinct] : self.first[distinct] + self.copies[distinct]]


def find_repeats(parts: Parts, project: Project, *, threads: int | None, progress: Progress | None) -> Groups:
    """Group the rows of a list that are likely one person. Rows without a value are in no group."""
    distinct = _Distinct.of(parts)
    side = plain_filters([parts.take(distinct.order[distinct.first])], project)[0]

    def see(left: Rows, right: Rows) -> Levels:
        return evidence_of(project.layout, side, side, left, right).levels

    found = pairs_within(side, threads=threads, progress=progress)
    copies = distinct.copies
    copied = np.flatnonzero((copies > 1) & side.filters.any(axis=(1, 2)))
    similar = WeighedPairs(
        np.concatenate([found.levels, see(copied, copied)]),
        np.concatenate([copies[found.left] * copies[found.right], copies[copied] * (copies[copied] - 1) / 2]),
    )
    drawn = draw_within(parts, distinct.order, SEED)
    others = WeighedPairs(see(distinct.number[drawn.left], distinct.number[drawn.right]), drawn.weight)
    odds = learn(similar, others, parts.rows, project.layout.tops, project.layout.categories)
    groups = groups_of(found.left, found.right, copies, lambda a, b: odds.score(see(a, b)) + odds.prior)
    return _told(groups, distinct, see, odds, project.layout.columns)


def _told(groups: Sequence[Group], distinct: _Distinct, see: See, odds: Odds, columns: tuple[str, ...]) -> Groups:
    """What is told of each row of each group: best groups first, ties by their first row; rows in their order."""
    rows_of = {group: np.sort(np.concatenate([distinct.rows(number) for number in group.rows])) for group in groups}
    best = sorted(groups, key=lambda group: (-group.weakest, rows_of[group][0]))
    sizes = np.array([len(rows_of[group]) for group in best], np.int64)
    rows = np.concatenate([np.empty(0, np.int64), *(rows_of[group] for group in best)])
    numbers = distinct.number[rows]
    partner, score = _most_alike(groups, distinct.copies, see, odds)
    first = distinct.order[distinct.first]
    second = distinct.order[distinct.first + np.minimum(distinct.copies, 2) - 1]
    like = first[partner[numbers]]
    weakest = np.array([group.weakest for group in best])
    return Groups(
        rows=rows,
        group=np.repeat(np.arange(len(best)), sizes),
        like=np.where(like == rows, second[numbers], like),
        evidence=see(numbers, partner[numbers]),
        score=score[numbers],
        strong=np.repeat(expit(weakest) >= STRONG, sizes),
        columns=columns,
        pairs=int((sizes * (sizes - 1) // 2).sum()),
        expected_false=sum(group.expected_false for group in groups),
        expected_pairs=odds.matches,
    )


def _most_alike(groups: Sequence[Group], copies: Rows, see: See, odds: Odds) -> tuple[Rows, Floats]:
    """Of each distinct row of a group: the one of the group that its copies are most like, itself if it has several
    and they are; and the mean score of one of them and all other rows of the group. Of others -1 and 0.
    """
    pairs = [np.stack(np.meshgrid(group.rows, group.rows), axis=-1).reshape(-1, 2) for group in groups]
    one, other = np.concatenate([np.empty((0, 2), np.int64), *pairs]).T
    weight = copies[other] - (one == other)
    one, other, weight = one[weight > 0], other[weight > 0], weight[weight > 0]
    score = odds.score(see(one, other))
    order = np.lexsort((other, -score, one))
    found, place = np.unique(one[order], return_index=True)
    partner = np.full(len(copies), -1, np.int64)
    partner[found] = other[order][place]
    total = np.bincount(one, score * weight, len(copies)) / np.maximum(1, np.bincount(one, weight, len(copies)))
    return partner, total
