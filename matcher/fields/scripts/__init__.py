"""Names in any script but Han -> Latin letters, spelled so that the usual Latin spellings of the name meet them.

One module per writing system; what none of them reads is written by `anyascii`, character by character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from matcher.fields.scripts import arabic, burmese, ethiopic, indic, korean, thai, zawgyi
from matcher.fields.scripts.sounds import loose

__all__ = ["loose", "readable", "romanise", "words"]

LONGEST = 200  # characters of a word that are read

_BLOCKS = {
    "thai": "\u0e00-\u0eff",  # and Lao
    "burmese": "\u1000-\u109f",
    "indic": "\u0900-\u0dff",  # ten scripts, Devanagari to Sinhala
    "ethiopic": "\u1200-\u137f",
    "korean": korean.SYLLABLES,
    "arabic": "\u0600-\u06ff\u0750-\u077f",
}
_RUNS = re.compile(
    "|".join(f"(?P<{script}>[{block}]+)" for script, block in _BLOCKS.items())
    + "|(?P<other>[^{}]+)".format("".join(_BLOCKS.values()))
)
_MARKS = re.compile("[\u0300-\u036f]+")
_NOT_LATIN = re.compile("[^a-z]+")
_NOUGHT_FOR_WA = re.compile("(?<=[\u1000-\u103f\u1060-\u108f])၀(?![၀-၉])|(?<![၀-၉])၀(?=[\u1000-\u103f\u1060-\u108f])")


def readable(text: str) -> str:
    """A cell's text with Burmese in Unicode: Zawgyi converted, the digit nought next to letters read as the letter wa.

    To be called on the whole cell and before digits go, since a single word does not always tell its encoding.
    """
    if text.isascii() or not any("\u1000" <= character <= "\u109f" for character in text):
        return text
    text = _NOUGHT_FOR_WA.sub("ဝ", text)
    return zawgyi.to_unicode(text) if zawgyi.is_zawgyi(text) else text


@lru_cache(maxsize=2**16)
def words(word: str) -> tuple[str, ...]:
    """The Latin words, of letters a-z, of a word without spaces that is NFKC and case folded.

    One word gives one, except in Burmese, where it gives one for each syllable or known name, in Korean, where the
    surname is one, and where Arabic has the article. Empty where nothing in it can be read.
    """
    found: list[str] = []
    for run in _RUNS.finditer(readable(word[:LONGEST])):
        found += _READERS[str(run.lastgroup)](run[0])
    letters = (_NOT_LATIN.sub("", latin) for latin in found)
    return tuple(latin for latin in letters if latin)


def romanise(word: str) -> str:
    """The Latin words of a word as one."""
    return "".join(words(word))


def _other(run: str) -> list[str]:
    """Marks go (Vietnamese tones, accents), letters are written as anyascii has them."""
    from anyascii import anyascii

    plain = _MARKS.sub("", unicodedata.normalize("NFD", run))
    return [str(anyascii(unicodedata.normalize("NFC", plain))).lower()]


_READERS: dict[str, Callable[[str], list[str]]] = {
    "thai": lambda run: [thai.romanise(run)],
    "burmese": burmese.words,
    "indic": lambda run: [indic.romanise(run)],
    "ethiopic": lambda run: [ethiopic.romanise(run)],
    "arabic": arabic.words,
    "korean": korean.words,
    "other": _other,
}
