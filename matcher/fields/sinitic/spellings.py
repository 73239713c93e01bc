"""How a character of a name is spelled in Latin letters, language by language."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import chain
from typing import NamedTuple

from matcher.fields import pinyin
from matcher.fields.sinitic import cantonese, korean, macao, vietnamese, wade_giles
from matcher.fields.tables import rows

System = Callable[[str, str], tuple[str, ...]]  # a character and its pinyin -> spellings, none where unknown


class Readings(NamedTuple):
    """What the dictionary says of a character: each without tone, several parted by a space."""

    jyutping: str
    hangul: str
    vietnamese: str


NONE = Readings("", "", "")


def in_mandarin(character: str, syllable: str) -> tuple[str, ...]:
    return (syllable, wade_giles.spell(syllable)) if syllable else ()


def in_cantonese(character: str, syllable: str) -> tuple[str, ...]:
    read = _readings().get(character, NONE).jyutping
    return cantonese.spell(read) if read else ()


def in_macao(character: str, syllable: str) -> tuple[str, ...]:
    """Surnames."""
    read = _readings().get(character, NONE).jyutping
    return (macao.spell(read),) if read else ()


def in_korean(character: str, syllable: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(map(korean.spell, _readings().get(character, NONE).hangul.split())))


def in_hokkien(character: str, syllable: str) -> tuple[str, ...]:
    """And Teochew and Hakka, as in Malaysia and Singapore."""
    return _hokkien().get(character, ())


def in_vietnamese(character: str, syllable: str) -> tuple[str, ...]:
    usual = _vietnamese().get(character)
    if usual:
        return usual
    read = _readings().get(character, NONE).vietnamese
    return (vietnamese.spell(read),) if read else ()


SYSTEMS: tuple[System, ...] = (in_mandarin, in_cantonese, in_korean, in_hokkien, in_vietnamese)


@cache
def syllables() -> frozenset[str]:
    """Every syllable that some system spells, about 2,500."""
    found = set(map(wade_giles.spell, pinyin.syllables())) | pinyin.syllables()
    for character in _readings().keys() | _hokkien().keys():
        for system in SYSTEMS[1:]:
            found.update(system(character, ""))
    return frozenset(found)


@cache
def _readings() -> dict[str, Readings]:
    return {character: Readings(*columns) for character, *columns in rows("han_readings.tsv")}


@cache
def _hokkien() -> dict[str, tuple[str, ...]]:
    return _spelled("hokkien.tsv")


@cache
def _vietnamese() -> dict[str, tuple[str, ...]]:
    return _spelled("vietnamese.tsv")


def _spelled(name: str) -> dict[str, tuple[str, ...]]:
    return {character: tuple(spelled.split()) for character, spelled in rows(name)}
