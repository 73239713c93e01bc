"""The consonants of foreign names: what Chinese characters keep of them. 泰斯塔, taisita, Tester: t s t."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

LONGEST = 40  # letters of a word that count

_CLASSES = {
    "P": "b p bb pp",
    "F": "f ff ph",
    "W": "w v wh",
    "T": "t d tt dd dt",
    "S": "s ss sh sch x z zz th ts tz ce ci",
    "C": "ch tch j q zh dj dge ge gi",
    "K": "k g c ck kk cc gg gh kh qu",
    "L": "l r ll rr",
    "M": "m mm",
    "N": "n nn ng gn",
    "H": "h",
}
_CLASS = {spelled: sound for sound, spellings in _CLASSES.items() for spelled in spellings.split()}
_LATIN = re.compile("|".join(sorted(_CLASS, key=len, reverse=True)))
_MANDARIN = re.compile("zh|ch|sh|ng|[bpmfdtnlgkhjqxrzcsw]")
_AS_HEARD = {"x": "S", "c": "S", "z": "S", "zh": "C", "ch": "C", "sh": "S", "j": "C", "q": "C", "g": "K", "r": "L"}


@lru_cache(maxsize=2**15)
def of_latin(word: str) -> tuple[str, ...]:
    """The grams of a lower-case Latin word: its first consonant, and each two neighbours."""
    return _grams([_CLASS[spelled] for spelled in _LATIN.findall(word[:LONGEST])])


@lru_cache(maxsize=2**15)
def of_pinyin(word: str) -> tuple[str, ...]:
    """The grams of syllables of pinyin, joined.

    >>> of_pinyin("taisita") == of_latin("testa")
    True
    """
    found = _MANDARIN.findall(word[:LONGEST])
    return _grams([_AS_HEARD.get(spelled) or _CLASS[spelled] for spelled in found])


def _grams(sounds: list[str]) -> tuple[str, ...]:
    return tuple(f"~{one}{other}" for one, other in pairwise(["^", *sounds]))
