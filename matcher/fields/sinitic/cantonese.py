"""A syllable of Jyutping as people of Hong Kong, Macao and Malaysia spell it in their names.

By the habits of the Hong Kong government since 1888 (Eitel's and Meyer and Wempe's letters without marks) and by those
of families, which is why most finals have several.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SYLLABLE = re.compile("(ng|gw|kw|[bpmfdtnlgkhwzcsj])?(.+)")
_INITIALS = {"b": "p", "d": "t", "g": "k", "gw": "kw", "j": "y"}
_SEVERAL_INITIALS = {"z": ("ts", "ch"), "c": ("ts", "ch"), "s": ("s", "sh")}
_FINALS = {
    "aa": "a ah ar",
    "aai": "ai",
    "aau": "au ao",
    "aak": "ak ark",
    "au": "au ow",
    "am": "am um",
    "an": "an un",
    "ang": "ang ung",
    "ap": "ap up",
    "at": "at ut",
    "eng": "eng ing",
    "ei": "ei i ee ay",
    "i": "i ee",
    "iu": "iu iew",
    "o": "o oh or aw",
    "oi": "oi oy",
    "ou": "o ou",
    "u": "u oo",
    "un": "un oon",
    "oe": "eu",
    "oeng": "eung eong",
    "oek": "euk",
    "eoi": "ui",
    "eon": "un",
    "eot": "ut",
    "yu": "u yu",
    "yun": "uen un",
    "yut": "uet ut",
}
_LONG_A = re.compile("^aa(?=.)")


@lru_cache(maxsize=2**11)
def spell(jyutping: str) -> tuple[str, ...]:
    """The ways a syllable of Jyutping without its tone is spelled.

    >>> spell("zoeng"), spell("lei"), spell("ng")
    (('tseung', 'tseong', 'cheung', 'cheong'), ('lei', 'li', 'lee', 'lay'), ('ng',))
    """
    initial, final = initial_and_final(jyutping)
    if not final:
        return ("ng",)
    if final == "i" and initial in ("z", "c"):
        return "chi", "chee", "tsze"
    if final == "i" and initial == "s":
        return "si", "see", "sze"
    finals = _FINALS.get(final, _LONG_A.sub("a", final)).split()
    return tuple(f"{i}{f}" for i in _SEVERAL_INITIALS.get(initial, (_INITIALS.get(initial, initial),)) for f in finals)


def initial_and_final(jyutping: str) -> tuple[str, str]:
    """zoeng -> z, oeng; aa -> "", aa; ng and m have no final."""
    found = None if jyutping in ("ng", "m") else _SYLLABLE.fullmatch(jyutping)
    return (found[1] or "", found[2]) if found else (jyutping, "")
