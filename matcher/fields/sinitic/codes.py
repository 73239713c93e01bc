"""The code of a syllable of Chinese, however it is spelled: class of its initial, vowel and end.

Spellings differ in what no system agrees on: aspiration (Chang, Zhang; Tan, Dan), the glide before a vowel (Chieh,
Jie), r and l and n at the beginning, e and i and y, o and u before ng. Those are one class; the rest is told apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

_INITIALS = {
    "C": "zh ch tch ts tz dz cz tr tsz j jj q z c gi",
    "S": "s ss sh sz hs x",
    "P": "b p pp",
    "F": "f ph",
    "M": "m",
    "T": "d t tt th",
    "L": "l n r rh",
    "K": "g k kk kh gh kw gw qu",
    "H": "h hw",
    "Y": "y nh",
    "W": "w v",
    "": "ng ngh",
}
_CLASS = {spelled: sound for sound, spellings in _INITIALS.items() for spelled in spellings.split()}
_SYLLABLE = re.compile(
    f"({'|'.join(sorted(_CLASS, key=len, reverse=True))})?([aeiouvyw]+?)(?:h|re?)?(ng|nh|ch|ck?|[nmptkl])?"
)

_VOWELS = {
    "a": "a aa",
    "ai": "ai aai ay uai wai",
    "au": "au ao aau yau yao",
    "e": "e ei ey ae ie ye ea ue uye yue",
    "i": "i ee ii y",
    "ia": "ia ya",
    "io": "io yo yeo ieo",
    "iu": "iu iw iew ieu iao iau ew you eow eou iou",
    "o": "o uo wo aw eo eu oe",
    "oi": "oi oy owi",
    "ou": "ou ow",
    "u": "u v uu oo uw yu",
    "ua": "ua wa yua",
    "ui": "ui wi uei uey wei uy eoi eui",
}
_VOWEL = {spelled: vowel for vowel, spellings in _VOWELS.items() for spelled in spellings.split()}
_BEFORE_AN_END = {"ai": "a", "au": "a", "io": "o", "iu": "u", "oi": "o", "ou": "u", "ua": "a", "ui": "u"}
_ENDS = {"nh": "ng", "c": "k", "ch": "k", "ck": "k", "l": "t"}  # Vietnamese; Korean has l where Chinese had t
_AFTER_EO = ("n", "m", "p", "t")  # Korean spells Seon as Sun, too, Beom as Bum, Cheol as Chul
_NASALS = ("n", "m", "ng")

NG = "ng"  # Ng and M, the surnames without a vowel


@lru_cache(maxsize=2**13)
def fine(syllable: str) -> str:
    """The code of a syllable in letters a-z; the syllable itself where it is none of Chinese.

    >>> fine("zhang"), fine("chang"), fine("xie"), fine("hsieh")
    ('C/a/ng', 'C/a/ng', 'S/e/', 'S/e/')
    """
    if syllable in ("ng", "m"):
        return f"/{NG}/"
    found = _SYLLABLE.fullmatch(syllable)
    if found is None:
        return f"{syllable}//"
    initial, letters, end = _CLASS[found[1]] if found[1] else "", found[2], found[3] or ""
    end = _ENDS.get(end, end)
    vowel = _VOWEL.get(letters, letters)
    if end:
        vowel = "u" if end in _AFTER_EO and letters in ("eo", "yeo") else _vowel_before(vowel, end)
    if initial in ("", "Y", "W"):
        initial = _glide(initial, letters, vowel)
    return f"{initial}/{vowel}/{end}"


@lru_cache(maxsize=2**13)
def coarse(code: str) -> str:
    """Of a fine code only the class of the initial, and whether the end is nasal."""
    initial, _, end = code.split("/")
    return initial.strip("YW") + ("n" if end in _NASALS else "")


def _vowel_before(vowel: str, end: str) -> str:
    """ian is ien, ong is ung, uan is an; iang is ang."""
    if vowel == "ia":
        return "e" if end in ("n", "t") else "a"
    vowel = _BEFORE_AN_END.get(vowel, vowel)
    return "o" if vowel == "u" and end in (NG, "k") else vowel


def _glide(initial: str, letters: str, vowel: str) -> str:
    """Yi is i, wu is u, ye is e; but yang is not ang, nor wan an."""
    if initial == "Y" and vowel[:1] in ("i", "e", "u"):
        initial = ""
    if initial == "W" and vowel[:1] == "u":
        initial = ""
    if not initial and len(letters) > 1 and letters[0] in "iy" and vowel[:1] in ("a", "o", "u"):
        return "Y"
    return initial
