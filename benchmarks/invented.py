"""Filters of invented people for the benchmarks, the same in every run.

Encoded as clkhash would, each field giving a fixed number of draws to its bigrams, though under SipHash: DRAWS into
1,024 bits. That makes a fill of 0.36, and a mean Dice coefficient of 0.43 between strangers.
"""

from __future__ import annotations

import hashlib
import re

import numpy as np

import kernels

SYLLABLES = re.findall(
    "[a-z]+", "ba chen da fei gao hu jin kai li min na pei qi ran shu tao wei xin yan zhu mo lo ri te an"
)
DRAWS = {"given name": 110, "surname": 110, "born": 110, "document": 80, "town": 30, "sex": 10}
WORDS = 16


def invented_filters(rows: int, seed: int = 1, shared: float = 0.2) -> tuple[np.ndarray, np.ndarray]:
    """Two lists of `rows` filters, (rows, 16) uint64 each; a share of the people is on both, with typing errors."""
    rng = np.random.default_rng(seed)
    left = [_person(rng) for _ in range(rows)]
    right = [_person(rng) for _ in range(rows)]
    for row in range(int(rows * shared)):
        right[row] = {field: _mistyped(rng, value) for field, value in left[row].items()}
    order = rng.permutation(rows)
    return _filters(left), _filters([right[row] for row in order])


def _person(rng: np.random.Generator) -> dict[str, str]:
    def name(most: int) -> str:
        # A few syllables are common, as a few names are.
        places = (len(SYLLABLES) * rng.random(rng.integers(2, most + 1)) ** 2).astype(int)
        return "".join(SYLLABLES[place] for place in places)

    return {
        "given name": name(3),
        "surname": name(4),
        "born": f"{rng.integers(1965, 2010)}{rng.integers(1, 13):02}{rng.integers(1, 29):02}",
        "document": "".join(map(str, rng.integers(0, 10, 9))),
        "town": SYLLABLES[rng.integers(8)] + SYLLABLES[rng.integers(8)],
        "sex": "f" if rng.random() < 0.3 else "m",
    }


def _mistyped(rng: np.random.Generator, value: str) -> str:
    if rng.random() > 0.15:
        return value
    place = rng.integers(len(value))
    return value[:place] + value[rng.integers(len(value))] + value[place + 1 :]


def _filters(people: list[dict[str, str]]) -> np.ndarray:
    filters = np.zeros((len(people), WORDS), np.uint64)
    for field, draws in DRAWS.items():
        lists = [_bigrams(field, person[field]) for person in people]
        starts = np.cumsum([0] + [len(grams) for grams in lists])
        grams = np.array([_digest(gram) for grams in lists for gram in grams], np.uint64)
        filters |= kernels.fill_filters(np.uint64(1), np.uint64(2), starts, grams, draws, WORDS)
    return filters


def _bigrams(field: str, value: str) -> list[str]:
    padded = f" {value} "
    digits = field in ("born", "document")  # by position, as clkhash has it for numbers
    grams = [f"{place if digits else ''} {padded[place : place + 2]}" for place in range(len(padded) - 1)]
    return sorted({f"{field} {gram}" for gram in grams})


def _digest(gram: str) -> int:
    return int.from_bytes(hashlib.blake2b(gram.encode(), digest_size=8).digest(), "little")
