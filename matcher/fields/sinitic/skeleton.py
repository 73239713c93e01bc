"""What Chinese characters keep of foreign names: the consonants in their order, and the vowel behind each.

泰斯塔, taisita, Testa: the consonants t s t, and t with e, t with a.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise

from matcher.fields import pinyin

LONGEST = 40  # letters of a word that count

Sound = tuple[str, str]  # the class of a consonant, the vowels that may be heard behind it; either may be empty

_CLASSES = {
    "P": "b p bb pp",
    "F": "f ff ph",
    "W": "w v wh",
    "T": "t d tt dd dt th",
    "S": "s ss sh sch x z zz ts tz ce ci",
    "C": "ch tch j q zh dj dge ge gi",
    "K": "k g c ck kk cc gg gh kh qu",
    "L": "l r ll rr",
    "M": "m mm",
    "N": "n nn ng gn",
    "H": "h",
}
_CLASS = {spelled: sound for sound, spellings in _CLASSES.items() for spelled in spellings.split()}
_LATIN = re.compile(f"({'|'.join(sorted(_CLASS, key=len, reverse=True))})|[aeiouy]+")

_INITIALS = {"x": "S", "c": "S", "z": "S", "zh": "C", "ch": "C", "sh": "S", "j": "C", "q": "C", "g": "K", "r": "L"}
_FINALS = {
    "a": "a ia ua uai",
    "ae": "ai",
    "e": "e ei ie ue ve",
    "i": "i",
    "ie": "ui",
    "o": "o ou uo io iao",
    "oa": "ao",
    "u": "u iu v",
}
_VOWELS = {final: vowels for vowels, finals in _FINALS.items() for final in finals.split()}
_BUZZES = ("zh", "ch", "sh", "r", "z", "c", "s")  # an i after them is no vowel: 斯, si, is an s


@lru_cache(maxsize=2**15)
def of_latin(word: str) -> tuple[str, ...]:
    """The grams of a lower-case Latin word, also without the r and l that close its syllables: 卡德, Kade, is Card."""
    sounds: list[Sound] = []
    for found in _LATIN.finditer(word[:LONGEST]):
        if found[1]:
            sounds.append((_CLASS[found[1]], ""))
        else:
            before = sounds.pop()[0] if sounds else ""
            sounds.append((before, found[0][0].replace("y", "i")))
    open_ones = [sound for place, sound in enumerate(sounds) if place == 0 or sound != ("L", "")]
    return tuple(dict.fromkeys((*_grams(sounds), *_grams(open_ones))))


@lru_cache(maxsize=2**15)
def of_pinyin(word: str) -> tuple[str, ...]:
    """The grams of syllables of pinyin, joined.

    >>> of_pinyin("taisita") == ("~^T", "~TS", "~ST", "~Ta", "~Te")
    True
    >>> set(of_latin("testa")) <= set(of_pinyin("taisita"))
    True
    """
    syllables = pinyin.split(word[:LONGEST]) or ()
    return _grams(list(chain.from_iterable(map(_of_syllable, syllables))))


@lru_cache(maxsize=2**9)
def _of_syllable(syllable: str) -> tuple[Sound, ...]:
    if syllable == "er":
        return (("L", ""),)
    initial, final = pinyin.initial_and_final(syllable)
    vowels = final.rstrip("ng")
    heard = "" if initial in _BUZZES and vowels == "i" else _VOWELS.get(vowels, "")
    begun = _INITIALS.get(initial) or _CLASS.get(initial, ""), heard
    return (begun, ("N", "")) if vowels != final else (begun,)


def _grams(sounds: Sequence[Sound]) -> tuple[str, ...]:
    """The first consonant, each two neighbours, and each with the vowels behind it."""
    consonants = [consonant for consonant, _ in sounds if consonant]
    neighbours = [f"~{one}{other}" for one, other in pairwise(["^", *consonants])]
    open_ones = [f"~{consonant}{vowel}" for consonant, vowels in sounds for vowel in vowels]
    return tuple(dict.fromkeys((*neighbours, *open_ones)))
