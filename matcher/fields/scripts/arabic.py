"""Arabic letters: Arabic, Persian, Urdu, and Uyghur, which alone writes its vowels.

Common names have their vowels from a table; in others `a` stands where a vowel must be, so that the consonants meet.
"""

from __future__ import annotations

import re
from functools import cache

from matcher.fields.scripts.letters import letters
from matcher.fields.tables import mapping

_ONE_WAY = str.maketrans(
    {
        **dict.fromkeys("ىیېۍ", "ي"),
        **dict.fromkeys("ةہھەۀۂۃ", "ه"),
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("کڪ", "ك"),
        "ۇ": "و",
        "ـ": None,  # a stroke that only stretches
    }
)
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
_ARTICLE = "ال"
_MAQSURA = "ى"  # an `a` at the end: muna
_SHORTEST_AFTER_ARTICLE = 3

_LONG = {"ا": "a", "ؤ": "u", "ئ": "i", "ے": "e", "ۓ": "e"}
_CARRIED = re.compile("ا[وي][^اويه]")  # i, u at the beginning, with a mute letter: iraj
_OF_A_FAMILY = re.compile("(?<=..)وي$")  # awi: alawi, musawi
_FINAL_A = re.compile("(?<=[^اه])ه$")  # sara, not shah
_WEAK = {"و": ("w", "u"), "ي": ("y", "i")}  # a consonant next to a vowel and at the beginning, else a vowel

_AIN = "@"  # a consonant that is heard as a vowel
_VOWELS = ("a", "e", "i", "o", "u", _AIN)

_UYGHUR_ONLY = re.compile("[ەېۈۋڭۆ]|ئ[اوۇى]")


def words(word: str) -> list[str]:
    """The Latin words of a word: the article, al, and the rest; hasan, al hasan."""
    if _UYGHUR_ONLY.search(word):
        return ["".join(letters("letters.tsv", "uyghur").get(letter, "") for letter in word)]
    plain = _one_way(word)
    if plain in _names():
        return [_names()[plain]]
    rest = plain.removeprefix(_ARTICLE)
    if rest != plain and len(rest) >= _SHORTEST_AFTER_ARTICLE:
        return ["al", _names().get(rest) or _spelled(rest)]
    if word.endswith(_MAQSURA):
        plain = f"{plain[:-1]}ا"
    return [_spelled(plain)]


def _one_way(word: str) -> str:
    return _MARKS.sub("", word).translate(_ONE_WAY)


@cache
def _names() -> dict[str, str]:
    return {_one_way(name): latin for name, latin in mapping("arabic_names.tsv").items()}


def _spelled(word: str) -> str:
    """A word by its letters."""
    sounds: list[str] = []
    carried = _CARRIED.match(word) is not None
    word = _FINAL_A.sub("ا", word.removeprefix("ا") if carried else word)
    if _OF_A_FAMILY.search(word):
        return f"{_spelled(word[:-2])}awi"
    for place, letter in enumerate(word):
        if letter in _WEAK:
            consonant, vowel = _WEAK[letter]
            before = sounds[-1] if sounds else ""
            beside = before in ("a", _AIN) or word[place + 1 : place + 2] == "ا" or (place == 0 and not carried)
            sounds.append(consonant if beside else vowel)
        else:
            sounds.append(_LONG.get(letter) or letters("letters.tsv", "arabic").get(letter, ""))
    return _with_vowels([sound for sound in sounds if sound])


def _with_vowels(sounds: list[str]) -> str:
    """Sounds with `a` after the first consonant, and wherever the next would leave three consonants or end in two."""
    found, consonants = "", 0
    for place, sound in enumerate(sounds):
        if sound in _VOWELS:
            found += "" if sound == _AIN and found.endswith("a") else sound
            consonants = 0
            continue
        followed_by_vowel = place + 1 < len(sounds) and sounds[place + 1] in _VOWELS
        if consonants and (place == 1 or not followed_by_vowel):
            found += "a"
            consonants = 0
        found += sound
        consonants += 1
    return found.replace("aa", "a").replace(_AIN, "a")
