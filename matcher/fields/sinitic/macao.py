"""A syllable of Jyutping as Macao spells surnames: by the ear of Portuguese (the government's syllabary of 1985)."""

from __future__ import annotations

from functools import lru_cache

from matcher.fields.sinitic import cantonese

_INITIALS = {"b": "p", "d": "t", "g": "k", "gw": "ku", "kw": "ku", "z": "ch", "c": "ch", "j": "i", "w": "v"}
_FINALS = {
    "aau": "ao",
    "au": "ao",
    "iu": "io",
    "ing": "eng",
    "ik": "ek",
    "ung": "ong",
    "uk": "ok",
    "oe": "eu",
    "oeng": "eong",
    "oek": "eok",
    "eoi": "oi",
    "eon": "on",
    "eot": "ot",
    "yu": "u",
    "yun": "un",
    "yut": "ut",
}


@lru_cache(maxsize=2**11)
def spell(jyutping: str) -> str:
    """
    >>> spell("joeng"), spell("gwok"), spell("wong"), spell("jyu"), spell("zoeng")
    ('ieong', 'kuok', 'vong', 'u', 'cheong')
    """
    initial, final = cantonese.initial_and_final(jyutping)
    spelled = _FINALS.get(final, final.replace("aa", "a"))
    # A vowel that begins like its initial takes it in: jim is im, jyu is u, wu is u.
    if initial == "j" and final[0] in "iy":
        return "i" + spelled[1:] if final[0] == "i" and spelled[0] == "i" else spelled
    return _INITIALS.get(initial, initial) + spelled
