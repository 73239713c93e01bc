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

Syllables = Sequence[tuple[str, ...]]  # how each syllable of a name may be spelled in one language


@lru_cache(maxsize=2**16)
def of_han(characters: str, pinyin: tuple[str, ...], surname: bool) -> tuple[str, ...]:
    """The grams of a name in simplified characters, with the pinyin of each; at most MOST_SOUNDS.

    surname  whether the name begins with one
    """
    by_system: list[Syllables] = []
    for system in spellings.SYSTEMS:
        spelled = [system(character, syllable) for character, syllable in zip(characters, pinyin, strict=True)]
        by_system.append([tuple(dict.fromkeys(map(codes.fine, ways))) for ways in spelled])
    found = [code for coded in by_system for code in coded[0]] if surname else []
    found += [_surname(code) for code in found]
    return _first(chain(found, chain.from_iterable(map(_grams, by_system))))


@lru_cache(maxsize=2**16)
def of_foreign(words: tuple[str, ...]) -> tuple[str, ...]:
    """The grams of a foreign name in characters, from the pinyin of its words."""
    return _first(chain.from_iterable(map(skeleton.of_pinyin, words)))


@lru_cache(maxsize=2**16)
def of_latin(words: tuple[str, ...]) -> tuple[str, ...]:
    """The grams of Latin words, in the order of the name; words of one letter say nothing."""
    spelled = [(word, syllables.split(word)) for word in words if len(word) > 1]
    sinitic = [found for _, found in spelled if found]
    others = [word for word, found in spelled if not found]
    coded = [(codes.fine(syllable),) for syllable in chain.from_iterable(sinitic)]
    found = _grams(coded)
    if others:
        ends = [word[0] for word in (sinitic[:1] + sinitic[-1:]) if len(word) == 1]
        found += [_surname(codes.fine(end)) for end in ends]
        # Any of the words may be no Chinese name after all.
        found += chain.from_iterable(skeleton.of_latin(word) for word, _ in spelled)
    return _first(found)


def code(words: Sequence[str]) -> str | None:
    """One code of the Latin words of a name, in any order; None where one of them is not Chinese.

    >>> code(["chang", "wei"]) == code(["wei", "zhang"])
    True
    """
    cut = [syllables.split(word) for word in words]
    if not all(cut):
        return None
    return " ".join(sorted(codes.fine(syllable) for found in cut for syllable in found or ()))


def code_in_cantonese(characters: str) -> str | None:
    """That code of a Cantonese spelling of simplified characters; None where one of them has none."""
    spelled = [spellings.in_cantonese(character, "") for character in characters]
    return " ".join(sorted(codes.fine(ways[0]) for ways in spelled)) if all(spelled) else None


def _grams(coded: Syllables) -> list[str]:
    pairs = [
        f"{codes.coarse(one)}-{codes.coarse(other)}"
        for ways, next_ways in pairwise(coded)
        for one in ways
        for other in next_ways
    ]
    whole = [f"{one}+{other}" for one in coded[0] for other in coded[1]] if len(coded) == 2 else []
    return [*chain.from_iterable(coded), *pairs, *whole]


def _surname(code: str) -> str:
    return f"{codes.coarse(code)}."


def _first(grams: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(grams))[:MOST_SOUNDS]
