"""Names of persons, in any script and order, to sorted Latin words.

A cell holds one person's name: all of it, or only a surname or a given name. "ZHANG, WEI", "Zhāng Wěi", "张伟" and
"張偉" have one normal form, "wei zhang". A name written twice in one cell, as "张伟 (Zhang Wei)", counts once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from typing import NamedTuple

from matcher.fields import MOST_SOUNDS, Unreadable, Value, cells, han, latin, pinyin, relations, scripts, sinitic
from matcher.fields.name_parts import NameParts
from matcher.fields.qgrams import Bigrams
from matcher.fields.scripts import titles

PARTS: tuple[str, ...] = (
    "letters",  # all letters sorted: the same however the words are ordered and spaced
    "whole",  # the sorted words
    "sound",  # the sorted sound codes of the words
    "loose",  # the sorted codes of the words, in which the spellings of one name in any language meet
    "sinitic",  # the sorted codes of the syllables of a Chinese name: romanisations meet; a Han name has two
    "word",  # each word
    "word_sound",  # the sound code of each word
    "first3",  # the first three letters of each word
    "last3",  # the last three
    "initials",  # the first letters of all words, sorted
    "first3s",  # the first three letters of all words, sorted
    "last3s",  # the last three
    "outlines",  # the first and the last letter of all words, sorted
    "word_initials",  # each word, with the first letters of all
    "sound_initials",  # the sound code of each word, with the first letters of all
)
COMPARED: tuple[str, ...] = ("han",)  # there where a name is written in Han characters

# Parts of a whole name, and the part of each word from whose frequencies that of the whole can be told.
OF_EACH_WORD = {
    "letters": "word",
    "whole": "word",
    "sound": "word_sound",
    "loose": "word_sound",
    "first3s": "first3",
    "last3s": "last3",
}

LONGEST = 200  # characters in a cell
MOST_WORDS = 12  # in one name

_HAN_TITLES = re.compile(f"(?:先生|女士|小姐|太太)(?![{han.CHARACTERS}])")

# Or is a surname of Hong Kong, too: it joins two names only between them.
_ALIAS = re.compile(
    r"(?<=\S)[,，]?\s+(?:or|alias|aka|a\.k\.a\.?|also known as|formerly|née)(?=[\s:]):?\s*"
    "|[,，]?\\s*(?:又名|别名|別名|化名|曾用名|原名)[:：]?\\s*"
)

# Most cells of many lists: Latin words with nothing between them but commas. Other cells take three times as long.
_IN_LETTERS = re.compile("[A-Za-z, ]+")
_SAY_MORE = frozenset(("or", "alias", "aka", "also", "formerly"))

_RUNS = re.compile(rf"[{han.CHARACTERS}]+|[^\s{han.CHARACTERS}]+")
_APART, _HYPHEN, _ANOTHER_WRITING = " ", "-", "\n"


def normalise(text: str) -> Value | None:
    """The name in a cell; None where the cell holds none.

    Raises Unreadable where it is too long for a name or has no letter that can be read.
    """
    writings = _in_letters(text)
    if writings is None:
        cleaned = cells.clean(text, LONGEST)
        if cleaned is None:
            return None
        writings = _writings(_shaped(cleaned))
    words = titles.drop(_united([writing.words for writing in writings]))
    if not writings:
        raise Unreadable("has no letter that can be read")
    if len(words) > MOST_WORDS:
        raise Unreadable(f"has more than {MOST_WORDS} words")
    value = _value(words, _first_sounds([writing.sounds for writing in writings]))
    if value is None or not any(writing.han for writing in writings):
        return value
    codes = tuple(writing.code for writing in writings if writing.code)
    return replace(value, parts=NameParts(words, {"han": ("han",), "sinitic": codes}))


def _in_letters(text: str) -> list[Writing] | None:
    """The one writing of a cell that holds nothing but the words of a name in letters A-Z; None for any other cell."""
    if len(text) > LONGEST or not _IN_LETTERS.fullmatch(text):
        return None
    written = text.lower()
    found = written.replace(",", " ").split()
    if not (_SAY_MORE.isdisjoint(found) and relations.ENGLISH.isdisjoint(found)):
        return None
    if not found or " ".join(written.split()) in cells.PLACEHOLDERS:
        return None
    words = list(map(pinyin.standard, found))
    return [Writing(words, sinitic.of_latin(words[:MOST_WORDS]))]


def _shaped(cleaned: str) -> str:
    """A cleaned cell without what is no part of a name, and one sign for each thing that parts words or writings."""
    named = relations.strip(_ALIAS.sub(" / ", cleaned))
    return titles.strip(scripts.readable(named)).replace("u:", "ü").translate(_SHAPES)


def pool(normals: Sequence[str]) -> Value | None:
    """All names of a record together, from their normal forms: each word as often as the name that has it most often.

    So a full name and its surname in another column add up to the full name. None for no names.
    """
    return _value(_united([normal.split() for normal in normals]))


class _Shapes(dict[int, str]):
    """What a character does to a name: a letter stays; any other parts words, parts writings, or vanishes."""

    def __missing__(self, code: int) -> str:
        shape = self[code] = self._shape(chr(code))
        return shape

    @staticmethod
    def _shape(character: str) -> str:
        if character in latin.APOSTROPHES:
            return ""
        if character in "-‐‑‒–":
            return _HYPHEN
        if character in "()[]{}/;、|":
            return _ANOTHER_WRITING
        category = unicodedata.category(character)
        if category[0] in "LM" or han.has_han(character):
            return character
        # Digits are tones (zhang1), or they number people of one name.
        return "" if category[0] == "N" else _APART


_SHAPES = _Shapes()


class Writing(NamedTuple):
    """One of the ways a name is written in a cell: its words in their order, and the grams of its sound."""

    words: Sequence[str]
    sounds: tuple[str, ...]
    han: bool = False
    code: str | None = None  # in Cantonese


def _writings(shaped: str) -> list[Writing]:
    """Each way the name is written in a cell: between brackets and slashes, in Han and otherwise."""
    writings: list[Writing] = []
    for piece in _HAN_TITLES.sub(" mr ", shaped).split(_ANOTHER_WRITING):
        han_runs: list[str] = []
        others: list[str] = []
        for run in _RUNS.findall(piece):
            if han.has_han(run):
                han_runs.append(han.simplify(run))
            else:
                others += _latin_words(run)
        if han_runs:
            code = sinitic.code_in_cantonese("".join(han_runs))
            writings.append(Writing(_han_words(han_runs), han.sounds(han_runs), han=True, code=code))
        if others:
            writings.append(Writing(others, sinitic.of_latin(others[:MOST_WORDS])))
    return writings


def _han_words(runs: Sequence[str]) -> list[str]:
    """Characters written apart (张 晓伟, 艾力·买买提) are parted as they were; else the surname is."""
    words = han.name_words(runs[0]) if len(runs) == 1 else han.parted_name_words(runs)
    return [pinyin.standard(word) for word in words]


def _latin_words(run: str) -> Sequence[str]:
    """The words of a run without spaces. A hyphen between syllables of pinyin is none (Mei-ling)."""
    words = list(chain.from_iterable(map(latin.words, run.split(_HYPHEN))))
    if len(words) > 1 and all(map(pinyin.split, words)):
        return [latin.letters("".join(words))]
    return words


def _united(writings: Sequence[Sequence[str]]) -> list[str]:
    """Sorted words, each as often as the writing that has it most often."""
    if len(writings) == 1:
        return sorted(writings[0])
    counts: Counter[str] = Counter()
    for words in writings:
        counts |= Counter(words)
    return sorted(counts.elements())


def _first_sounds(writings: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The distinct grams of all writings, as many as a name may have: of each in turn, so that none is left out."""
    if len(writings) == 1:
        return writings[0]
    turns = chain.from_iterable(zip_longest(*writings))
    return tuple(dict.fromkeys(gram for gram in turns if gram is not None))[:MOST_SOUNDS]


def _value(words: Sequence[str], sounds: tuple[str, ...] = ()) -> Value | None:
    """The value of sorted words; None where there are none, or only a word that means nothing."""
    normal = " ".join(words)
    if not words or normal in cells.PLACEHOLDERS:
        return None
    return Value(normal, NameParts(words), Bigrams(words), sounds)
