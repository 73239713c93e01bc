"""Padded bigrams of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from matcher.fields import counted

PAD = "_"


@lru_cache(maxsize=2**16)
def bigrams(word: str) -> tuple[str, ...]:
    """Padded bigrams, so that the first and the last letter weigh as much as the others.

    >>> bigrams("wei")
    ('_w', 'we', 'ei', 'i_')
    """
    padded = f"{PAD}{word}{PAD}"
    return tuple(padded[place : place + 2] for place in range(len(padded) - 1))


class Bigrams(Sequence[str]):
    """The bigrams of several words, repeated ones numbered by `counted`; made when they are asked for.

    >>> list(Bigrams(["an", "an"]))
    ['_a', 'an', 'n_', '_a#2', 'an#2', 'n_#2']
    """

    __slots__ = ("_words",)

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def __repr__(self) -> str:
        return f"Bigrams({len(self)})"

    def __len__(self) -> int:
        return sum(map(len, self._words)) + len(self._words)

    def __iter__(self) -> Iterator[str]:
        return iter(counted(list(chain.from_iterable(map(bigrams, self._words)))))

    def __getitem__(self, place: Any) -> Any:
        return tuple(self)[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bigrams) and list(self._words) == list(other._words)

    __hash__ = None  # type: ignore[assignment]
