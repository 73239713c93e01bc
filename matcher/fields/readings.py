"""How a single character of a name is read in Mandarin, alone and as a surname."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from matcher.fields.tables import lines, mapping


@cache
def surnames() -> dict[str, str]:
    """Surname in simplified characters -> how it is read, in plain pinyin."""
    read = {character: reading(character) for line in lines("surnames.txt") for character in line}
    return read | mapping("surname_readings.tsv")


@cache
def surname_variants() -> dict[str, str]:
    """Surname in simplified characters -> the one that more families write in its stead: 肖 -> 萧."""
    return mapping("surname_variants.tsv")


@lru_cache(maxsize=2**16)
def in_given_name(character: str) -> str:
    """The syllable of a character in a given name; empty where none is known."""
    return _given_readings().get(character) or reading(character)


def reading(character: str) -> str:
    """The first reading of a character, without tone; empty where none is known."""
    readings = _dictionary().get(ord(character), "")
    return plain(readings.partition(",")[0])


def plain(syllable: str) -> str:
    """A syllable in plain pinyin: lǚ -> lv, zhāng -> zhang."""
    decomposed = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in decomposed if "a" <= letter <= "z")


@cache
def _given_readings() -> dict[str, str]:
    return mapping("given_readings.tsv")


@cache
def _dictionary() -> dict[int, str]:
    """Code point -> readings, the usual first. Imported late: it takes 0.4 s."""
    from pypinyin.constants import PINYIN_DICT

    readings: dict[int, str] = PINYIN_DICT
    return readings
