"""Han characters -> pinyin words: traditional to simplified, surnames read as surnames."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, cast

from matcher.fields import MOST_SOUNDS, pinyin, sinitic
from matcher.fields.tables import lines, mapping

# 々, 〇, the ideographs of planes 0, 2 and 3, and their compatibility forms.
CHARACTERS = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{CHARACTERS}]")

LONGEST_NAME = 6  # characters that are read as a Chinese name
LONGEST_GIVEN_NAME = 3  # characters after a surname; longer runs are names of other peoples, written by sound


def has_han(text: str) -> bool:
    return not text.isascii() and _HAN.search(text) is not None


def simplify(text: str) -> str:
    """Traditional characters to simplified. 乾 stays: it is 干 only where it means dry, in names never."""
    if not has_han(text):
        return text
    convert = _converter().convert
    return "乾".join(cast(str, convert(piece)) for piece in text.split("乾"))


def name_words(run: str) -> tuple[str, ...]:
    """A simplified run of characters that holds a whole name -> surname and given name; one word if only either.

    >>> name_words("曾晓伟"), name_words("欧阳娜"), name_words("晓伟")
    (('zeng', 'xiaowei'), ('ouyang', 'na'), ('xiaowei',))
    """
    size = _surname_length(run)
    if size == 0:
        return _words(given_name(run))
    return _words(_surnames()[run[:size]], given_name(run[size:]))


def parted_name_words(runs: Sequence[str]) -> tuple[str, ...]:
    """Simplified runs that were written apart, each one part of a name; the first may be the surname."""
    first, *others = runs
    return _words(_surnames().get(first) or given_name(first), *map(given_name, others))


def sounds(runs: Sequence[str]) -> tuple[str, ...]:
    """The grams of the sound of a name, `matcher.fields.sinitic`, from the simplified runs of its cell.

    A name too long for a Chinese one, and one that no surname begins, may be foreign, and is read so first.
    """
    characters = "".join(runs)
    size = _surname_length(characters)
    if len(runs) > 1 and runs[0] not in _surnames():
        size = 0
    surname = pinyin.split(_surnames()[characters[:size]]) if size else ()
    if surname is None or len(surname) != size:
        surname = tuple(map(_reading, characters[:size]))
    read = (*surname, *map(_given_syllable, characters[size:]))
    found = sinitic.of_han(characters, read, size > 0) if len(characters) <= LONGEST_NAME else ()
    if len(characters) - size < LONGEST_GIVEN_NAME:
        return found
    foreign = sinitic.of_foreign(tuple(map(given_name, runs)))
    return tuple(dict.fromkeys((*foreign, *found)))[:MOST_SOUNDS]


def given_name(run: str) -> str:
    """The syllables of a given name, joined; characters without a known reading are left out."""
    return "".join(map(_given_syllable, run))


def place_name(run: str) -> str:
    """The syllables of a place, joined; characters are read as their neighbours ask (重庆 -> chongqing)."""
    from pypinyin import lazy_pinyin

    known = _place_readings().get(run)
    return known or "".join(map(_plain, lazy_pinyin(run, errors="ignore")))


def _surname_length(run: str) -> int:
    """How many characters of a run are its surname; 0 where it does not begin with one or goes on too long."""
    surnames = _surnames()
    for size in (4, 2):
        if run[:size] in surnames:
            return size
    return 1 if run[0] in surnames and len(run) <= 1 + LONGEST_GIVEN_NAME else 0


def _words(*words: str) -> tuple[str, ...]:
    return tuple(filter(None, words))


@lru_cache(maxsize=2**16)
def _given_syllable(character: str) -> str:
    return _given_readings().get(character) or _reading(character)


def _reading(character: str) -> str:
    """The first reading of a character, without tone; empty where none is known."""
    readings = _dictionary().get(ord(character), "")
    return _plain(readings.partition(",")[0])


def _plain(syllable: str) -> str:
    """A syllable in plain pinyin: lǚ -> lv, zhāng -> zhang."""
    decomposed = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in decomposed if "a" <= letter <= "z")


@cache
def _surnames() -> dict[str, str]:
    """Surname -> how it is read."""
    readings = {character: _reading(character) for line in lines("surnames.txt") for character in line}
    return readings | mapping("surname_readings.tsv")


@cache
def _given_readings() -> dict[str, str]:
    return mapping("given_readings.tsv")


@cache
def _place_readings() -> dict[str, str]:
    return mapping("place_readings.tsv")


@cache
def _dictionary() -> dict[int, str]:
    """Code point -> readings, the usual first. Imported late: it takes 0.4 s."""
    from pypinyin.constants import PINYIN_DICT

    readings: dict[int, str] = PINYIN_DICT
    return readings


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
