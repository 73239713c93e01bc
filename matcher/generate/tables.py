"""The small tables under `data/`, and drawing from them by weight."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def rows(name: str) -> list[list[str]]:
    """The rows of a table whose columns are parted by tabs, without lines that begin with `# `."""
    text = files("matcher.generate").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("# ")]


class Weighted(Generic[T]):
    """Values to draw from, each as often as its weight says.

    >>> from random import Random
    >>> Weighted([("never", 0), ("always", 3)]).draw(Random(1))
    'always'
    """

    def __init__(self, weights: Sequence[tuple[T, float]]) -> None:
        self.values = [value for value, weight in weights if weight > 0]
        self._sums = list(accumulate(weight for _, weight in weights if weight > 0))

    def draw(self, rng: Random) -> T:
        return rng.choices(self.values, cum_weights=self._sums)[0]
