"""One loose code for the ways a name is spelled in Latin letters, whatever language it comes from.

Consonants fall into classes of what is often written for each other: ht, th, dh, d; ph, bh, b; ky, ch, j; ts, sh, z.
At the end of a word fewer are told apart, as in Thai and Burmese. Vowels, which Arabic, Ethiopian and Indian names
spell in every way, are left out of words with two consonants or more, unless the word is one syllable: there, as in
Burmese, they are half of what is heard.

The rules come from the romanisations that are in use (RTGS and its rivals, MLC and common Burmese spelling, ALA-LC,
French, Russian and English habits). Which of them to keep (final consonants, r, vowels of short words) was chosen by
what they gained and cost on the lists of `benchmarks/names.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST = 40  # letters of a word that count

_SPELLINGS = {
    "T": "tth tt th ht dth dh dd t d",
    "P": "pph php pp ph hp bh bb p b",
    "K": "ckh ck kkh kk kh ggh gg gh qq k g q",
    "C": "tsch tch dzh cch ch djh dj jh ky kj gy gj zh j",
    "S": "sch ssh ss sh hs zz tz ts s z",
    "M": "hm mm m",
    "N": "hny hng hn ngkh ngk ngg ngh nkh ng nk ny gn nn n",
    "L": "hl ll l",
    "R": "rrh rr rh r",
    "W": "hw wh vv v w",
    "F": "ff f",
    "KS": "x",
}
_CLASS = {spelling: sound for sound, spellings in _SPELLINGS.items() for spelling in spellings.split()}
_LONGEST_FIRST = "|".join(sorted(_CLASS, key=len, reverse=True))

# A vowel takes in the y before it and the y or w after it; an h that no consonant has, or a y, parts two vowels.
_SOUND = re.compile(
    f"(?P<vowel>(?:(?<=[^aeiouhy])y)?(?:[aeiou]|[yw](?![aeiouy])|y(?=e$))+|(?<!^)y(?![aeiou]))|(?P<spelled>{_LONGEST_FIRST})"
    "|(?P<soft>c(?=[eiy]))|(?P<hard>cc?)|(?P<first>^[hy])|(?P<between>[hy])"
)
# Of words of several syllables: Yevgeni as Evgeni; Iuliia, as passports have Юлия, as Yuliya; Alaoui as Alawi.
_ONE_WAY = tuple(
    (re.compile(spelled), one)
    for spelled, one in (
        ("^ye(?=[^aeiouy].*[aeiouy])", "e"),
        ("^i(?=[aou].*[^aeiouy].*[aeiou])", "y"),
        ("(?:^|(?<=[aeiou]))ou(?=[aei])", "w"),
    )
)
_LIKELY = re.compile("^ye|^i[aou]|ou[aei]")
_STOPPED = ("T", "S", "C", "KS")
_NASAL = ("N", "M", "L")
_AT_END = {**dict.fromkeys(_STOPPED, "T"), "W": "F"}
_BEFORE_SILENT_E = ("N", "K", "T", "P")
_GLIDE = re.compile("^[iy](?=[aou])")
_LONG = {"a": "e", "i": "e", "o": "o", "u": "u"}
_VOWELS = {
    **dict.fromkeys(("a", "aa"), "a"),
    **dict.fromkeys(("i", "y", "ee", "ii", "ie", "ea"), "i"),
    **dict.fromkeys(("u", "oo", "ou", "uu"), "u"),
    **dict.fromkeys(("o", "oe", "oa", "aw", "au", "ao", "ow"), "o"),
}


@lru_cache(maxsize=2**16)
def loose(word: str) -> str:
    """The code of a word of letters a-z: consonant classes in capitals, classes of vowels in small letters.

    It is empty only for an empty word; letters behind the fortieth do not count.
    """
    sounds = _without_silent_e(_sounds(_one_way(word[:LONGEST])))
    vowels = sum(map(str.islower, sounds))
    sounds = _neutral_end(sounds, of_one_syllable=vowels == 1)
    if vowels == 1:
        return "".join([_heard(sound) if sound.islower() else sound for sound in sounds])
    if len(sounds) - vowels < 2:
        return "".join([_coarse(sound) if sound.islower() else sound for sound in sounds])
    return "a" * sounds[0].islower() + "".join(filter(str.isupper, sounds))


def _one_way(word: str) -> str:
    if _LIKELY.search(word):
        for spelled, one in _ONE_WAY:
            word = spelled.sub(one, word)
    return word


def _sounds(word: str) -> list[str]:
    """Classes of consonants in capitals, vowels as they are spelled."""
    found = []
    for match in _SOUND.finditer(word):
        kind, letters = match.lastgroup, match[0]
        if kind == "vowel":
            found.append(letters)
        elif kind == "spelled":
            found.append(_CLASS[letters])
        elif kind != "between":
            found.append({"soft": "S", "hard": "K"}.get(str(kind), letters.upper()))
    return found


def _without_silent_e(sounds: list[str]) -> list[str]:
    """Khine, Phone, Nate: one syllable, whose vowel the last e lengthens."""
    vowels = sum(map(str.islower, sounds))
    if (
        vowels != 2
        or len(sounds) < 3
        or sounds[-1] != "e"
        or sounds[-2] not in _BEFORE_SILENT_E
        or sounds[-3] not in _LONG
    ):
        return sounds
    return [*sounds[:-3], _LONG[sounds[-3]], sounds[-2]]


def _neutral_end(sounds: list[str], *, of_one_syllable: bool) -> list[str]:
    """The last consonants as they are heard: Myint as Myin, Porn as Pon, Nopadol as Nopadon, Prayuth as Prayut."""
    if len(sounds) < 2 or sounds[-1].islower():
        return sounds
    *before, last = sounds
    if last == "R" and of_one_syllable and before[-1].islower():
        return before
    if last in _STOPPED and before[-1] == "N":
        return before
    if last in _NASAL:
        return [*(before[:-1] if before[-1] == "R" else before), "N"]
    return [*before, _AT_END.get(last, last)]


def _heard(vowel: str) -> str:
    """The class of the only vowel of a word, with the glide before it."""
    rest = _GLIDE.sub("", vowel)
    glide = "y" * (rest != vowel)
    rest = rest.removeprefix("y") or rest
    return glide + _VOWELS.get(rest, "e" if rest[0] in "ae" or rest[-1] in "iye" else rest[0])


def _coarse(vowel: str) -> str:
    """One of three classes: e with i, o with u."""
    if vowel[0] == "a":
        return "i" if vowel[-1] in "iye" else "a"
    return "i" if vowel[0] in "eiy" and vowel[-1] not in "ou" else "u"
