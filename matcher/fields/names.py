"""Names of persons, in any script and order, to sorted Latin words.

A cell holds one person's name: all of it, or only a surname or a given name. "ZHANG, WEI", "Zhāng Wěi", "张伟" and
"張偉" have one normal form, "wei zhang". A name written twice in one cell, as "张伟 (Zhang Wei)", counts once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from typing import NamedTuple

from matcher.fields import (
    MOST_SOUNDS,
    MOST_SYLLABLES,
    Unreadable,
    Value,
    cells,
    han,
    latin,
    name_words,
    pinyin,
    relations,
    scripts,
    sinitic,
)
from matcher.fields.name_parts import NameParts
from matcher.fields.qgrams import Bigrams
from matcher.fields.scripts import korean, thai, titles

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
COMPARED: tuple[str, ...] = (
    "han",  # there where a name is written in Han characters
    "in_cantonese",  # `sinitic` in Cantonese of a name in Han characters, of another as it stands
)

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
    "|\\s*@\\s*|[,，]?\\s*(?:又名|别名|別名|化名|曾用名|原名|小名|乳名|外号|外號|绰号|綽號|昵称|暱稱)[:：]?\\s*"
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
    in_letters = _in_letters(text)
    if in_letters is not None:
        return in_letters
    cleaned = cells.clean(text, LONGEST)
    if cleaned is None:
        return None
    named = relations.strip(_ALIAS.sub(" / ", name_words.readable(cleaned)))
    if not named:
        return None
    writings = _writings(_shaped(named))
    words = _united([writing.words for writing in writings])
    if not writings:
        raise Unreadable("has no letter that can be read")
    _check_length(words)
    sounds = _in_turn([writing.sounds for writing in writings], MOST_SOUNDS)
    syllables = _in_turn([sinitic.of_syllables(writing.heard) for writing in writings], MOST_SYLLABLES)
    value = _value(words, sounds, syllables)
    if value is None or (len(writings) == 1 and writings[0].plain):
        return value
    return replace(value, parts=NameParts(words, _known(writings)))


def _in_letters(text: str) -> Value | None:
    """The value of a cell that holds nothing but the words of one name in letters A-Z; None for any other cell."""
    if len(text) > LONGEST or not _IN_LETTERS.fullmatch(text):
        return None
    found = text.lower().replace(",", " ").split()
    if not (_SAY_MORE.isdisjoint(found) and relations.ENGLISH.isdisjoint(found)):
        return None
    in_order = name_words.settled(list(map(pinyin.standard, found)))
    words = sorted(in_order)
    normal = " ".join(words)
    if not words or normal in cells.PLACEHOLDERS or " ".join(text.lower().split()) in cells.PLACEHOLDERS:
        return None
    _check_length(words)
    heard = in_order[:MOST_WORDS]
    return Value(normal, NameParts(words), Bigrams(words), sinitic.of_latin(heard), sinitic.of_syllables(heard))


def _check_length(words: Sequence[str]) -> None:
    if len(words) > MOST_WORDS:
        raise Unreadable(f"has more than {MOST_WORDS} words")


def _known(writings: Sequence[Writing]) -> Mapping[str, tuple[str, ...]]:
    """The parts that the sorted words of all writings do not tell; the first writing counts before the others."""
    codes = chain.from_iterable((sinitic.code(writing.heard), writing.in_cantonese) for writing in writings)
    in_cantonese = (writing.in_cantonese for writing in writings if writing.in_cantonese)
    return {
        "han": ("han",) if any(writing.in_cantonese is not None for writing in writings) else (),
        "sinitic": tuple(dict.fromkeys(filter(None, codes))),
        "in_cantonese": tuple(in_cantonese)[:1],
    }


def _shaped(named: str) -> str:
    """A cell with a name, without titles before it, and one sign for each thing that parts words or writings."""
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
    """One of the ways a name is written in a cell.

    words         in their order
    heard         the first of them, as pinyin spells what is heard; the same but of names in Thai
    sounds        the grams of its sound
    in_cantonese  of a name in characters, the code of its syllables; "" where one of them is not known. None of others
    """

    words: Sequence[str]
    heard: Sequence[str]
    sounds: tuple[str, ...]
    in_cantonese: str | None = None

    @property
    def plain(self) -> bool:
        """Whether its words tell all of its parts."""
        return self.in_cantonese is None and self.heard == self.words


def _writings(shaped: str) -> list[Writing]:
    """Each way the name is written in a cell: between brackets and slashes, in Han and otherwise."""
    writings: list[Writing] = []
    for piece in _HAN_TITLES.sub(" mr ", shaped).split(_ANOTHER_WRITING):
        han_runs: list[str] = []
        others: list[str] = []
        heard: list[str] = []
        for run in _RUNS.findall(piece):
            if han.has_han(run):
                han_runs.append(han.simplify(run))
            elif korean.is_hangul(run):
                syllables = korean.syllables(run, given=bool(others))
                others += map("".join, syllables)
                heard += chain.from_iterable(syllables)
            else:
                words = _latin_words(run)
                others += words
                heard += map(thai.as_mandarin, words) if thai.is_thai(run) else words
        if han_runs:
            han_runs = han.with_usual_surname(han_runs)
            words = _han_words(han_runs)
            in_cantonese = sinitic.code_in_cantonese("".join(han_runs)) or ""
            writings.append(Writing(words, words, han.sounds(han_runs), in_cantonese))
        if others:
            settled = name_words.settled(others)
            heard = (settled if heard == others else heard)[:MOST_WORDS]
            writings.append(Writing(settled, heard, sinitic.of_latin(heard)))
    return writings


def _han_words(runs: Sequence[str]) -> list[str]:
    """Characters written apart (张 晓伟, 艾力·买买提) are parted as they were; else the surname is."""
    words = han.name_words(runs[0]) if len(runs) == 1 else han.parted_name_words(runs)
    return [pinyin.standard(word) for word in words]


def _latin_words(run: str) -> Sequence[str]:
    """The words of a run without spaces. A hyphen between syllables of Chinese is none (Mei-ling, Chien-hung)."""
    pieces = run.split(_HYPHEN)
    words = list(chain.from_iterable(map(latin.words, pieces)))
    if 1 < len(words) <= len(pieces) and all(map(_is_chinese, words)):
        return [latin.letters("".join(words))]
    return words


def _is_chinese(word: str) -> bool:
    """Whether a word beside a hyphen is pinyin, or one syllable of another romanisation; Al is an article."""
    return pinyin.split(word) is not None or (word != "al" and len(sinitic.syllables.split(word) or ()) == 1)


def _united(writings: Sequence[Sequence[str]]) -> list[str]:
    """Sorted words, each as often as the writing that has it most often."""
    if len(writings) == 1:
        return sorted(writings[0])
    counts: Counter[str] = Counter()
    for words in _each_spaced_once(writings):
        counts |= Counter(words)
    return sorted(counts.elements())


def _each_spaced_once(writings: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
    """Of writings of the same letters, "王嘉海 (wangjiahai)", only the one in fewest words, but not in one."""
    found: dict[str, Sequence[str]] = {}
    for words in writings:
        letters = "".join(sorted("".join(words)))
        found[letters] = min(found.get(letters, words), words, key=_parted)
    return found.values()


def _parted(words: Sequence[str]) -> tuple[bool, int, Sequence[str]]:
    return len(words) == 1, len(words), sorted(words)


def _in_turn(writings: Sequence[tuple[str, ...]], most: int) -> tuple[str, ...]:
    """The distinct grams of all writings, as many as a name may have: of each in turn, so that none is left out."""
    if len(writings) == 1:
        return writings[0]
    turns = chain.from_iterable(zip_longest(*writings))
    return tuple(dict.fromkeys(gram for gram in turns if gram is not None))[:most]


def _value(words: Sequence[str], sounds: tuple[str, ...] = (), syllables: tuple[str, ...] = ()) -> Value | None:
    """The value of sorted words; None where there are none, or only a word that means nothing."""
    normal = " ".join(words)
    if not words or normal in cells.PLACEHOLDERS:
        return None
    return Value(normal, NameParts(words), Bigrams(words), sounds, syllables)
