"""The surnames behind a Latin word: Cheung is 张, Tan is 陈, Lee is 李 and hardly any other.

A surname that stands beside a Western given name is all that a Latin name tells of the one in characters. Spelled in
any of a dozen ways, it leads back to few surnames, and characters need to name their own only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from matcher.fields import readings
from matcher.fields.sinitic import spellings
from matcher.fields.tables import rows

MOST = 8  # surnames behind one word
WEIGHT = 3  # grams of a surname: as many as names have in common whose surname and one more syllable sound alike
_OF_PLACES = (3, 3, 2, 1, 1, 1, 1, 1)  # grams of the surnames behind a word, the commonest first
_BESIDE_OTHERS = 3  # surnames that count behind a word beside words that are not Chinese
_IN_FULL_NAME = 2  # surnames that count in a full name, and grams of each: given names speak, too


def grams(surname: str, count: int = WEIGHT) -> tuple[str, ...]:
    return tuple(f"{surname}{copy}" for copy in range(count))


@lru_cache(maxsize=2**14)
def of_word(word: str, alone: bool) -> tuple[str, ...]:
    """The grams of the surnames behind a word where nothing else in the name is Chinese.

    alone  whether there is nothing else at all
    """
    known = behind(word) if alone else behind(word)[:_BESIDE_OTHERS]
    return tuple(gram for surname, count in zip(known, _OF_PLACES, strict=False) for gram in grams(surname, count))


@lru_cache(maxsize=2**14)
def of_word_in_full_name(word: str) -> tuple[str, ...]:
    return tuple(gram for surname in behind(word)[:_IN_FULL_NAME] for gram in grams(surname, _IN_FULL_NAME))


def behind(word: str) -> tuple[str, ...]:
    """The surnames in simplified characters that a lower-case word may spell, those that most people bear first.

    Without those that others are written for: 萧, not 肖.

    >>> behind("cheung")[:2], behind("szeto")
    (('张', '蒋'), ('司徒',))
    """
    return _behind().get(word, ())


@cache
def _behind() -> dict[str, tuple[str, ...]]:
    customary = {surname: spelled.split() for surname, spelled in rows("surname_spellings.tsv")}
    variants = readings.surname_variants()
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for surname in dict.fromkeys((*customary, *readings.surnames())):
        for spelled in (*_romanised(surname), *customary.get(surname, ())):
            found[spelled][variants.get(surname, surname)] = None
    return {spelled: tuple(known)[:MOST] for spelled, known in found.items()}


def _romanised(surname: str) -> Iterator[str]:
    """As the romanisations spell it; one of several characters in pinyin."""
    read = readings.surnames()[surname]
    yield read
    if len(surname) == 1:
        for system in (*spellings.SYSTEMS, spellings.in_macao):
            yield from system(surname, read)
