"""A word of any script but Han -> Latin letters a-z, with ü after l and n as `v` where the word is pinyin."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from matcher.fields import pinyin, scripts

APOSTROPHES = "'’‘ʼʻʹ`"  # Xi'an, O'Brien, Ch'en: they part no words

_MARKS = re.compile("[\u0300-\u036f]+")
_UMLAUT = re.compile("(?<=[ln])u(?=[\u0300-\u036f]*\u0308)")
_OTHERS = re.compile("[^a-z]+")


@lru_cache(maxsize=2**16)
def letters(word: str) -> str:
    """The letters a-z of a word that is NFKC and case folded; empty where it has none that can be written so.

    Tones and accents go; ü after l or n becomes `v` in pinyin (lü, lyu, lue -> lv), else `u`. Other scripts are
    written by sound.
    """
    if word.isascii():
        return pinyin.standard(_OTHERS.sub("", word))
    decomposed = unicodedata.normalize("NFD", word)
    with_v = _MARKS.sub("", _UMLAUT.sub("v", decomposed))
    if with_v.isascii():
        with_v = _OTHERS.sub("", with_v)
        if pinyin.split(with_v) is not None:
            return pinyin.standard(with_v)
    plain = _MARKS.sub("", decomposed)
    latin = plain if plain.isascii() else scripts.romanise(word)
    return pinyin.standard(_OTHERS.sub("", latin))


@lru_cache(maxsize=2**16)
def words(word: str) -> tuple[str, ...]:
    """The Latin words of a word without spaces: one, but in some scripts several; none where nothing can be read."""
    decomposed = word if word.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", word))
    if decomposed.isascii():
        found = letters(word)
        return (found,) if found else ()
    return tuple(map(pinyin.standard, scripts.words(word)))
