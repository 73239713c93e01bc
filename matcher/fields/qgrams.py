"""Padded bigrams of words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

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


def bigrams_of(words: Sequence[str]) -> tuple[str, ...]:
    """The bigrams of several words, repeated ones numbered by `counted`."""
    return counted(list(chain.from_iterable(map(bigrams, words))))
