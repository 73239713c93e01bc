"""Han characters -> pinyin words: traditional to simplified, surnames read as surnames."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from matcher.fields import MOST_SOUNDS, pinyin, readings, sinitic
from matcher.fields.tables import mapping

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
    return "乾".join(cast(str, convert(piece)) for piece in text.translate(_other_forms()).split("乾"))


def with_usual_surname(runs: Sequence[str]) -> list[str]:
    """The simplified runs of a name with its surname as more families write it: 肖 as 萧. A Japanese one stays.

    Of two characters that stand alone the first is a surname only where `surnames.txt` has it: 兰英 is a given name.
    """
    first, *others = runs
    usual = readings.surname_variants().get(first[0])
    if usual is None or sinitic.of_japanese("".join(runs)):
        return [*runs]
    is_surname = first[0] in readings.surnames() or len(first) == 3 or (len(first) == 1 and others)
    return [usual + first[1:] if is_surname else first, *others]


def name_words(run: str) -> tuple[str, ...]:
    """A simplified run of characters that holds a whole name -> surname and given name; one word if only either.

    One of four characters or more that begins with a Japanese surname, but not with a Chinese one of two, is Japanese.

    >>> name_words("曾晓伟"), name_words("欧阳娜"), name_words("晓伟")
    (('zeng', 'xiaowei'), ('ouyang', 'na'), ('xiaowei',))
    """
    size = _surname_length(run)
    if len(run) > LONGEST_GIVEN_NAME and size < 2 and (japanese := sinitic.japanese.words(run)):
        return japanese
    if size == 0:
        return _words(given_name(run))
    return _words(readings.surnames()[run[:size]], given_name(run[size:]))


def parted_name_words(runs: Sequence[str]) -> tuple[str, ...]:
    """Simplified runs that were written apart, each one part of a name; the first may be the surname."""
    first, *others = runs
    if first not in readings.surnames() and sinitic.japanese.surname(first) == first:
        return sinitic.japanese.words("".join(runs))
    return _words(readings.surnames().get(first) or given_name(first), *map(given_name, others))


def sounds(runs: Sequence[str]) -> tuple[str, ...]:
    """The grams of the sound of a name, `matcher.fields.sinitic`, from the simplified runs of its cell.

    One that begins with a Japanese surname is read as Japanese first. One that no surname begins may be foreign, and
    one too long for a Chinese name is read so first.
    """
    characters = "".join(runs)
    size = _surname_length(characters)
    if len(runs) > 1 and runs[0] not in readings.surnames():
        size = 0
    long = len(characters) - size >= LONGEST_GIVEN_NAME
    japanese = sinitic.of_japanese(characters)
    chinese = _chinese(characters, size) if len(characters) <= LONGEST_NAME else ()
    foreign = _foreign(runs) if not japanese and (long or not size) else ()
    found = (*japanese, *foreign, *chinese) if long else (*japanese, *chinese, *foreign)
    return tuple(dict.fromkeys(found))[:MOST_SOUNDS]


def _chinese(characters: str, size: int) -> tuple[str, ...]:
    """The grams of a Chinese name, of which so many characters are the surname."""
    surname = pinyin.split(readings.surnames()[characters[:size]]) if size else ()
    if surname is None or len(surname) != size:
        surname = tuple(map(readings.reading, characters[:size]))
    return sinitic.of_han(characters, (*surname, *map(readings.in_given_name, characters[size:])), size)


def _foreign(runs: Sequence[str]) -> tuple[str, ...]:
    return sinitic.of_foreign(tuple(map(given_name, runs)))


def given_name(run: str) -> str:
    """The syllables of a given name, joined; characters without a known reading are left out."""
    return "".join(map(readings.in_given_name, run))


def place_name(run: str) -> str:
    """The syllables of a place, joined; characters are read as their neighbours ask (重庆 -> chongqing)."""
    from pypinyin import lazy_pinyin

    known = _place_readings().get(run)
    return known or "".join(map(readings.plain, lazy_pinyin(run, errors="ignore")))


def _surname_length(run: str) -> int:
    """How many characters of a run are its surname; 0 where it does not begin with one or goes on too long."""
    surnames = readings.surnames()
    for size in (4, 2):
        if run[:size] in surnames:
            return size
    return 1 if run[0] in surnames and len(run) <= 1 + LONGEST_GIVEN_NAME else 0


def _words(*words: str) -> tuple[str, ...]:
    return tuple(filter(None, words))


@cache
def _place_readings() -> dict[str, str]:
    return mapping("place_readings.tsv")


@cache
def _other_forms() -> dict[int, str]:
    """沢, where Chinese has 澤 and 泽, and 淸, where it has 清."""
    forms = mapping("japanese_forms.tsv") | mapping("variant_forms.tsv")
    return {ord(form): simplified for form, simplified in forms.items()}


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
