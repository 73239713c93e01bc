"""The sound of Han names and of their Latin spellings, in grams that both have, whatever language spelled them.

张爱玲 is Zhang Ailing, Chang Ai-ling, Cheung Oi Ling, Jang Ae-ryeong and, as people knew her, Eileen Chang. Characters
are spelled as Mandarin, Cantonese, Hokkien, Korean and Vietnamese have them; each spelled syllable has a code; and a
name's grams are the codes of its syllables and of each two neighbours of one language, and its surname itself, to which
the Latin spellings lead back: it is all that a Latin name with a Western given name tells. Japanese names have readings
of their own, and foreign ones written in characters keep their consonants and vowels.

Characters have more grams than any one spelling of theirs: what counts is how many of the spelling's they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from matcher.fields import MOST_SOUNDS, MOST_SYLLABLES, pinyin
from matcher.fields.sinitic import codes, japanese, skeleton, spellings, surnames, syllables


def of_han(characters: str, readings: Sequence[str], surname: int) -> tuple[str, ...]:
    """The grams of a name in simplified characters, with the pinyin of each; at most MOST_SOUNDS.

    surname  how many characters at the beginning are one
    """
    coded = list(map(_coded, characters, readings))
    coarse = list(map(_coarse, characters, readings))
    found = dict.fromkeys(surnames.grams(characters[:surname]) if surname else ())
    for of_system, their in zip(zip(*coded, strict=True), zip(*coarse, strict=True), strict=True):
        found |= dict.fromkeys(chain(*of_system, *map(_pairs, their, their[1:])))
        if len(of_system) == 2:
            found |= dict.fromkeys(_wholes(*of_system))
        if len(found) >= MOST_SOUNDS:
            break  # the first that fill the grams will do
    return tuple(found)[:MOST_SOUNDS]


def of_japanese(characters: str) -> tuple[str, ...]:
    """The grams of a name in simplified characters that begins with a Japanese surname of several; else none."""
    return _first(japanese.of_characters(characters))


@lru_cache(maxsize=2**16)
def of_foreign(words: tuple[str, ...]) -> tuple[str, ...]:
    """The grams of a foreign name in characters, from the pinyin of its words."""
    return _first(chain.from_iterable(map(skeleton.of_pinyin, words)))


def of_latin(words: Sequence[str]) -> tuple[str, ...]:
    """The grams of Latin words, in the order of the name; words of one letter say nothing."""
    heard = [_heard(word) for word in words if len(word) > 1]
    if len(heard) == 2 and heard[0].codes and not heard[1].codes:
        # A Western given name that comes last, after a surname, is a Chinese one: Zhang Dan, but Dan Zhang.
        heard[1] = _heard_as_given(heard[1].word)
    sinitic = [word for word in heard if word.codes]
    found = _grams(sinitic)
    if any(word.is_japanese for word in heard):
        found = [*japanese.of_words([word.word for word in heard]), *found]
    if len(sinitic) == 1:
        found += surnames.of_word(sinitic[0].word, alone=len(heard) == 1)
    elif not all(word.is_pinyin for word in sinitic):
        # What is in pinyin is compared letter by letter.
        for end in sinitic[0], sinitic[-1]:
            found += surnames.of_word_in_full_name(end.word)
    if len(sinitic) < len(heard):
        # Any of the words may be no Chinese name after all.
        for word in heard:
            found += skeleton.of_latin(word.word)
    return _first(found)


def of_syllables(words: Sequence[str]) -> tuple[str, ...]:
    """The grams of the syllables of Latin words, in the order of the name; none of words that are not Chinese.

    Two spellings of one name in any romanisation of Mandarin have the same, and so has the name in characters.
    """
    coded = [code for word in words if len(word) > 1 for code in _heard(word).codes]
    pairs = [f"{one}+{other}" if one <= other else f"{other}+{one}" for one, other in pairwise(coded)]
    return tuple(dict.fromkeys(coded + pairs))[:MOST_SYLLABLES]


class _Heard(NamedTuple):
    """What a Latin word of several letters sounds like.

    codes        of its syllables; none where it is no Chinese name
    coarse       the coarse codes of these
    is_pinyin    whether all of its syllables are spelled in pinyin
    is_japanese  whether it is a Japanese surname
    """

    word: str
    codes: tuple[str, ...]
    coarse: tuple[str, ...]
    is_pinyin: bool
    is_japanese: bool


@lru_cache(maxsize=2**16)
def _heard(word: str) -> _Heard:
    """A surname of one character is one syllable, though it could be cut (Cheang)."""
    known = surnames.behind(word)
    surname = known and len(known[0]) == 1 and not syllables.is_western(word)
    return _of_syllables(word, (word,) if surname else syllables.split(word) or ())


@lru_cache(maxsize=2**14)
def _heard_as_given(word: str) -> _Heard:
    """Of a word that can only be a given name, whatever Western name it looks like."""
    return _of_syllables(word, syllables.cut(word) or ())


def _of_syllables(word: str, cut: Sequence[str]) -> _Heard:
    fine = tuple(map(codes.fine, cut))
    is_pinyin = pinyin.syllables().issuperset(cut)
    return _Heard(word, fine, tuple(map(codes.coarse, fine)), is_pinyin, bool(japanese.behind(word)))


def code(words: Sequence[str]) -> str | None:
    """One code of the Latin words of a name, in any order; None where one of more than a letter is not Chinese.

    >>> code(["chang", "wei"]) == code(["wei", "zhang"])
    True
    """
    coded = [_heard(word).codes for word in words if len(word) > 1]
    return " ".join(sorted(chain.from_iterable(coded))) if coded and all(coded) else None


def code_in_cantonese(characters: str) -> str | None:
    """That code of a Cantonese spelling of simplified characters; None where one of them has none."""
    coded = [_code_in_cantonese(character) for character in characters]
    return " ".join(sorted(filter(None, coded))) if all(coded) else None


@lru_cache(maxsize=2**14)
def _code_in_cantonese(character: str) -> str | None:
    spelled = spellings.in_cantonese(character, "")
    return codes.fine(spelled[0]) if spelled else None


@lru_cache(maxsize=2**14)
def _coded(character: str, syllable: str) -> tuple[tuple[str, ...], ...]:
    """The codes of a character in each system."""
    return tuple(tuple(dict.fromkeys(map(codes.fine, system(character, syllable)))) for system in spellings.SYSTEMS)


@lru_cache(maxsize=2**14)
def _coarse(character: str, syllable: str) -> tuple[tuple[str, ...], ...]:
    """Its coarse codes."""
    return tuple(tuple(dict.fromkeys(map(codes.coarse, of_one))) for of_one in _coded(character, syllable))


def _grams(words: Sequence[_Heard]) -> list[str]:
    """Of the syllables of a Latin name."""
    coded = [code for word in words for code in word.codes]
    coarse = [code for word in words for code in word.coarse]
    pairs = [f"{one}-{other}" for one, other in pairwise(coarse)]
    return [*coded, *pairs, *(["+".join(coded)] if len(coded) == 2 else [])]


@lru_cache(maxsize=2**15)
def _pairs(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Each coarse code of a syllable with each of the next."""
    return tuple(f"{code}-{end}" for code in one for end in other)


@lru_cache(maxsize=2**15)
def _wholes(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Each code with each of the other character: a name of two syllables would say too little else."""
    return tuple(f"{code}+{end}" for code in one for end in other)


def _first(grams: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(grams))[:MOST_SOUNDS]
