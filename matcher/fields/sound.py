"""How a Latin word sounds: one code for spellings that are easily taken for each other.

Pinyin has its own code, in lower case: zh~z, ch~c, sh~s, n~l, ang~an, eng~en, ing~in, ü~u. Other words get the
primary code of Double Metaphone (Philips 2000), in capitals, so that the two never meet.
"""

from __future__ import annotations

from functools import lru_cache

import phonetics

from matcher.fields import pinyin

_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l"}


@lru_cache(maxsize=2**16)
def code(word: str) -> str:
    """The sound code of a word of letters a-z; never empty for a word that is not.

    A word that Double Metaphone finds no sound in ("hwa") stands for itself, behind "=".
    """
    syllables = pinyin.split(word)
    if syllables is not None:
        return "".join(map(_tolerant, syllables))
    if not (word.isascii() and word.isalpha()):
        return f"={word}" if word else ""
    primary = str(phonetics.dmetaphone(word)[0])
    return primary or f"={word}"


@lru_cache(maxsize=1024)
def _tolerant(syllable: str) -> str:
    initial, final = pinyin.initial_and_final(pinyin.standard(syllable))
    if final in ("ang", "eng", "ing", "iang", "uang"):
        final = final[:-1]
    return _INITIALS.get(initial, initial) + final.replace("v", "u")
