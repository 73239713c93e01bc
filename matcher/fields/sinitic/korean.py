"""A syllable of Hangul as Koreans spell it in their names: the Revised Romanisation (2000) and older habits."""

from __future__ import annotations

from functools import lru_cache

_LEADS, _VOWELS, _ENDS = (
    letters.split()
    for letters in (
        "g kk n d tt r m b pp s ss - j jj ch k t p h",
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
        "- k k k n n n t l k m p l l p l m p p t t ng t t k t p h",  # as heard
    )
)
_FIRST = ord("가")
_LAST = ord("힣")
_HABITS = {"yeo": ("you", "yu"), "eo": ("u",), "eu": ("u",), "u": ("oo",), "o": ("oh",)}


@lru_cache(maxsize=2**11)
def spell(hangul: str) -> tuple[str, ...]:
    """The ways one syllable is spelled; an r at its beginning may fall away or turn into n, as in the South.

    >>> spell("정"), spell("리"), spell("로")
    (('jeong', 'jung'), ('ri', 'i'), ('ro', 'roh', 'no', 'noh'))
    """
    if not _FIRST <= ord(hangul) <= _LAST:
        return ()
    lead, rest = divmod(ord(hangul) - _FIRST, len(_VOWELS) * len(_ENDS))
    vowel, end = divmod(rest, len(_ENDS))
    initial, vowels, final = _LEADS[lead].strip("-"), _VOWELS[vowel], _ENDS[end].strip("-")
    initials = ("r", "" if vowels[0] in "yi" else "n") if initial == "r" else (initial,)
    return tuple(i + v + final for i in initials for v in (vowels, *_HABITS.get(vowels, ())))
