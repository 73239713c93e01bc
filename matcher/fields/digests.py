"""Public 64-bit names of texts, so that two lists name the same thing alike. No secret goes into them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Rows = NDArray[np.int64]


def digest(text: str) -> int:
    """A public 64-bit name of a text, never 0: BLAKE2b (RFC 7693)."""
    return int(digests("", [text])[0])


def digests(prefix: str, texts: Sequence[str]) -> Words:
    """(texts,) uint64: `digest(prefix + text)`, each distinct text digested once."""
    distinct = dict.fromkeys(texts)
    known = _of_distinct(prefix, distinct)
    return known if len(distinct) == len(texts) else known[numbers(distinct, texts)]


def table(prefix: str, texts: Sequence[Sequence[str]], width: int) -> Words:
    """(texts, width) uint64: the digests of up to so many texts each, 0 where there are fewer."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    found = np.zeros((len(texts), width), np.uint64)
    found[np.arange(width) < lengths[:, None]] = digests(prefix, list(chain.from_iterable(texts)))
    return found


def lists(prefix: str, texts: Sequence[Sequence[str]]) -> tuple[Rows, Words]:
    """(lists + 1,) int64 and (texts,) uint64: where the digests of each list start, and they in increasing order."""
    starts = np.cumsum([0, *map(len, texts)])
    every = list(chain.from_iterable(texts))
    distinct = dict.fromkeys(every)
    return starts, in_order(starts, numbers(distinct, every), _of_distinct(prefix, distinct))


def in_order(starts: Rows, which: Rows, known: Words) -> Words:
    """The digests `known[which]` of lists that begin at `starts`, those of each list in increasing order."""
    by_size = np.argsort(known)
    size = np.empty_like(by_size)
    size[by_size] = np.arange(len(by_size))
    # A list's number, then a digest's place among all: one number to sort by instead of two.
    order = np.repeat(np.arange(len(starts) - 1), np.diff(starts)) * len(known) + size[which]
    order.sort()
    in_each: Words = known[by_size][order % max(1, len(known))]
    return in_each


def numbers(distinct: Collection[str], texts: Sequence[str]) -> Rows:
    """(texts,) int64: the places of texts among the distinct ones."""
    places = dict(zip(distinct, range(len(distinct)), strict=True))
    return np.fromiter(map(places.__getitem__, texts), np.int64, len(texts))


def mixed(words: Words) -> Words:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014)."""
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return words ^ (words >> np.uint64(31))


def _of_distinct(prefix: str, distinct: Collection[str]) -> Words:
    begun = hashlib.blake2b(prefix.encode(), digest_size=8)
    found = []
    for text in distinct:
        state = begun.copy()
        state.update(text.encode())
        found.append(state.digest())
    return np.maximum(np.frombuffer(b"".join(found), "<u8").astype(np.uint64), np.uint64(1))
