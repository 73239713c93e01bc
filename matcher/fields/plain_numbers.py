"""Numbers of documents that are plainly written, many at once: what `documents.normalise` makes of each, in arrays.

Most numbers of most lists are letters and digits without anything between them, and of few lengths. All of one length
are cut alike; where, tell the parts and q-grams of the number that has its own places for characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.fields import SERVING, documents, fragments
from matcher.fields.digests import Rows, Words, digests

_PLAIN = re.compile("[A-Za-z]{0,2}[0-9]{6,17}[0-9Xx]")
_PLACES = "abcdefghijklmnopqrst"  # as long as the longest plain number
_CODES = 128  # of characters
_FOLDED = np.array([ord(chr(code).translate(fragments.LOOK_ALIKES)) for code in range(_CODES)], np.uint8)

Signs = NDArray[np.uint8]


class Cut(NamedTuple):
    """How numbers of one length are cut.

    parts  part -> the places of its characters
    grams  of each q-gram the places of its one or two characters, and what stands behind them
    """

    parts: Mapping[str, Sequence[int]]
    grams: Sequence[tuple[Sequence[int], str]]


def plain(cells: Sequence[str]) -> dict[int, dict[int, str]]:
    """Length -> which cells hold a number of that length that is plainly written, and its normal form."""
    found: dict[int, dict[int, str]] = {}
    for row, cell in enumerate(cells):
        if _PLAIN.fullmatch(cell):
            number = cell.upper()
            if not fragments.is_filler(number) and documents.usual(number) == number:
                found.setdefault(len(number), {})[row] = number
    return found


class PlainNumbers:
    """Numbers of one length that `plain` found. `signs` are their characters, look-alikes as digits."""

    def __init__(self, numbers: Sequence[str]) -> None:
        self.size = len(numbers[0])
        written = np.frombuffer("".join(numbers).encode("ascii"), np.uint8)
        self.signs: Signs = _FOLDED[written].reshape(-1, self.size)

    def part(self, prefix: str, part: str) -> Words:
        """(numbers, SERVING) uint64: the digests of a part, of which each number has one; 0 = none."""
        places = _cut(self.size).parts[part]
        text = self.signs[:, places].tobytes().decode("ascii")
        width = len(places)
        found = np.zeros((len(self.signs), SERVING), np.uint64)
        found[:, 0] = digests(prefix, [text[start : start + width] for start in range(0, len(text), width)])
        return found

    def grams(self, prefix: str) -> tuple[Rows, Words]:
        """(numbers + 1,) int64 and (q-grams,) uint64: where those of each start, and they in increasing order."""
        found = np.empty((len(self.signs), len(_cut(self.size).grams)), np.uint64)
        for number, (places, behind) in enumerate(_cut(self.size).grams):
            codes = _numbers(self.signs[:, places])
            held = np.flatnonzero(np.bincount(codes))
            texts = [_text(code, len(places)) + behind for code in held.tolist()]
            known = np.zeros(held[-1] + 1, np.uint64)
            known[held] = digests(prefix, texts)
            found[:, number] = known[codes]
        found.sort(axis=1)
        return np.arange(len(found) + 1) * found.shape[1], found.ravel()


@cache
def _cut(size: int) -> Cut:
    places = _PLACES[:size]
    parts, grams = documents.parts_of([places]), [gram.partition(":") for gram in documents.qgrams(places)]
    return Cut(
        {part: [*map(_PLACES.index, text)] for part, (text,) in parts.items()},
        [([*map(_PLACES.index, signs)], f":{behind}") for signs, _, behind in grams],
    )


def _numbers(signs: Signs) -> Rows:
    """(numbers,) int64: one number for the characters in a row."""
    numbers = np.zeros(len(signs), np.int64)
    for column in signs.T:
        numbers = numbers * _CODES + column
    return numbers


def _text(number: int, size: int) -> str:
    return "".join(chr(number // _CODES**place % _CODES) for place in reversed(range(size)))
