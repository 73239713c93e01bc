"""Ethiopic syllables (fidel), by the names that Unicode gives them: ትግስት -> tigist."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import zip_longest

_NAME = re.compile("ETHIOPIC SYLLABLE (?:(?:GLOTTAL|PHARYNGEAL|SEBATBEIT) )*([B-DF-HJ-NP-TV-Z]*)([AEIOUWY]+)")

_CONSONANTS = {
    "HH": "h",
    "X": "h",
    "KX": "h",
    "NY": "gn",
    "SZ": "s",
    "Q": "k",
    "C": "ch",
    "TH": "t",
    "CH": "ch",
    "PH": "p",
    "TS": "ts",
    "TZ": "ts",
    "DD": "d",
    "GG": "g",
}
# The sixth order, "E", is a consonant alone or with a faint vowel.
_VOWELS = {"A": "e", "U": "u", "I": "i", "AA": "a", "EE": "e", "E": "", "O": "o", "WA": "ua", "WAA": "ua", "OA": "ua"}
_NONE = ("", "")
_SONORANT = ("l", "m", "n", "r", "s", "w", "y", "gn")  # they close a syllable before any consonant
_GUTTURAL = ("", "h")  # their first order sounds like the fourth


def romanise(word: str) -> str:
    """Latin letters; a faint vowel, `i`, stands where consonants without one could not be said."""
    syllables = [syllable for syllable in map(_syllable, word) if syllable != _NONE]
    found, open_before = "", False
    for syllable, following in zip_longest(syllables, syllables[1:]):
        consonant, vowel = syllable
        if vowel == "" and following is not None and _is_said(consonant, following, open_before):
            vowel = "i"
        found += consonant + vowel
        open_before = vowel != ""
    return found


def _is_said(consonant: str, following: tuple[str, str], open_before: bool) -> bool:
    """Whether a faint vowel is said: after a consonant without one, and between a stop and another faint vowel."""
    if not open_before:
        return True
    return following[1] == "" and consonant not in _SONORANT


@lru_cache(maxsize=1024)
def _syllable(character: str) -> tuple[str, str]:
    """Consonant and vowel of a fidel; two empty strings for any other character."""
    named = _NAME.match(unicodedata.name(character, ""))
    if named is None:
        return _NONE
    consonant = _CONSONANTS.get(named[1], named[1].lower())
    vowel = _VOWELS.get(named[2], named[2].lower())
    if named[2] == "A" and consonant in _GUTTURAL:
        vowel = "a"
    if (consonant, vowel) == _NONE:
        vowel = "e"  # እንዳለ, endale
    elif (consonant, vowel) == ("w", "e"):
        vowel = "o"  # ወርቅ, work
    return consonant, vowel
