"""Links against known truth: recall, precision and F1 with their counts, and the pairs missed and wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Counts of pairs, and the pairs themselves by id."""

    right: int
    missed: tuple[Pair, ...]
    wrong: tuple[Pair, ...]

    @property
    def recall(self) -> float:
        """Share of the true matches that were linked; 1 if there are none."""
        true = self.right + len(self.missed)
        return self.right / true if true else 1.0

    @property
    def precision(self) -> float:
        """Share of the links that are true matches; 1 if there are none."""
        linked = self.right + len(self.wrong)
        return self.right / linked if linked else 1.0

    @property
    def f1(self) -> float:
        """2 right / (linked + true); 1 if there is neither."""
        both = 2 * self.right + len(self.missed) + len(self.wrong)
        return 2 * self.right / both if both else 1.0


def evaluate(links: Iterable[Pair], truth: Iterable[Pair]) -> Evaluation:
    """Compare links with true matches, both as (left id, right id); repeated pairs count once.

    >>> result = evaluate([("a", "1"), ("b", "9")], [("a", "1"), ("c", "3")])
    >>> result.recall, result.precision, result.f1
    (0.5, 0.5, 0.5)
    """
    linked, true = set(links), set(truth)
    return Evaluation(len(linked & true), tuple(sorted(true - linked)), tuple(sorted(linked - true)))
