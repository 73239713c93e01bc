"""The sound of Han names and of their Latin spellings, in grams that both have, whatever language spelled them.

张爱玲 is Zhang Ailing, Chang Ai-ling, Cheung Oi Ling, Jang Ae-ryeong and, as people knew her, Eileen Chang. Characters
are spelled as Mandarin, Cantonese, Hokkien, Korean and Vietnamese have them; each spelled syllable has a code; and a
name's grams are the codes of its syllables, of each two neighbours of one language, and of its surname alone, which is
all that a Latin name with a Western given name tells. Foreign names written in characters keep their consonants.

Characters have more grams than any one spelling of theirs: what counts is how many of the spelling's they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from matcher.fields import MOST_SOUNDS
from matcher.fields.sinitic import codes, skeleton, spellings, syllables


def of_han(characters: str, pinyin: Sequence[str], surname: bool) -> tuple[str, ...]:
    """The grams of a name in simplified characters, with the pinyin of each; at most MOST_SOUNDS.

    surname  whether the name begins with one
    """
    coded = list(map(_coded, characters, pinyin))
    found = dict.fromkeys(_surnames(characters[0], pinyin[0]) if surname else ())
    for of_system in zip(*coded, strict=True):  # the first that fill the grams will do
        found |= dict.fromkeys(chain(*of_system, *map(_pairs, of_system, of_system[1:])))
        if len(of_system) == 2:
            found |= dict.fromkeys(_wholes(*of_system))
        if len(found) >= MOST_SOUNDS:
            break
    return tuple(found)[:MOST_SOUNDS]


@lru_cache(maxsize=2**16)
def of_foreign(words: tuple[str, ...]) -> tuple[str, ...]:
    """The grams of a foreign name in characters, from the pinyin of its words."""
    return _first(chain.from_iterable(map(skeleton.of_pinyin, words)))


def of_latin(words: Sequence[str]) -> tuple[str, ...]:
    """The grams of Latin words, in the order of the name; words of one letter say nothing."""
    words = [word for word in words if len(word) > 1]
    sinitic = [coded for coded in map(_codes_of_word, words) if coded]
    found = _grams(list(chain.from_iterable(sinitic)))
    others = len(sinitic) < len(words)
    if others or len(found) == 1:
        found += [_surname(end[0]) for end in (*sinitic[:1], *sinitic[-1:]) if len(end) == 1]
    if others:
        # Any of the words may be no Chinese name after all.
        found += chain.from_iterable(map(skeleton.of_latin, words))
    return _first(found)


def code(words: Sequence[str]) -> str | None:
    """One code of the Latin words of a name, in any order; None where one of them is not Chinese.

    >>> code(["chang", "wei"]) == code(["wei", "zhang"])
    True
    """
    coded = list(map(_codes_of_word, words))
    return " ".join(sorted(chain.from_iterable(coded))) if all(coded) else None


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


@lru_cache(maxsize=2**12)
def _surnames(character: str, syllable: str) -> tuple[str, ...]:
    """The codes of a character that begins a surname, in all systems, and what they are beside a Western name."""
    found = list(chain.from_iterable(_coded(character, syllable)))
    return tuple(dict.fromkeys([*found, *map(_surname, found)]))


@lru_cache(maxsize=2**16)
def _codes_of_word(word: str) -> tuple[str, ...]:
    """The codes of the syllables of a Latin word; none where it is no Chinese name."""
    return tuple(map(codes.fine, syllables.split(word) or ()))


def _grams(coded: Sequence[str]) -> list[str]:
    """Of the codes of a Latin name's syllables."""
    pairs = [f"{one}-{other}" for one, other in pairwise(map(codes.coarse, coded))]
    return [*coded, *pairs, *(["+".join(coded)] if len(coded) == 2 else [])]


@lru_cache(maxsize=2**15)
def _pairs(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Each code of a character with each of the next, coarse."""
    ends = list(map(codes.coarse, other))
    return tuple(dict.fromkeys(f"{codes.coarse(code)}-{end}" for code in one for end in ends))


@lru_cache(maxsize=2**15)
def _wholes(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Each code with each of the other character: a name of two syllables would say too little else."""
    return tuple(f"{code}+{end}" for code in one for end in other)


def _surname(code: str) -> str:
    return f"{codes.coarse(code)}."


def _first(grams: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(grams))[:MOST_SOUNDS]
