"""A syllable of Vietnamese without its marks."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=2**11)
def spell(syllable: str) -> str:
    """
    >>> spell("nguyễn"), spell("đức")
    ('nguyen', 'duc')
    """
    decomposed = unicodedata.normalize("NFD", syllable.replace("đ", "d"))
    return "".join(letter for letter in decomposed if "a" <= letter <= "z")
