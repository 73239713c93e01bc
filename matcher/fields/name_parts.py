"""The parts of a name, each made when it is asked for: a plan names a few of them, and lists are long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.fields import scripts, sinitic, sound

CODED = ("sinitic", "in_cantonese")  # parts that are the code of the syllables, unless they are given
WORDS_SERVING = 3  # of a name with more words, the longest serve as `word`

_PATRONYMIC = re.compile("[a-z](?:[oe]v[iy]ch|[oei]vna|[iy]chna|uly|uulu|k[iy]zy|qizi|ogl[yi]|ugli)$")

Texts = tuple[str, ...]
OfWord = Callable[[str], str]


class NameParts(Mapping[str, Texts]):
    """Part -> its values, for a name of sorted words. A part that the name does not have is not there.

    given  parts that the words do not tell, instead of what they would

    A word of one letter counts for `initials` only, as does a name of one letter.
    """

    __slots__ = ("given", "words")

    def __init__(self, words: Sequence[str], given: Mapping[str, Texts] | None = None) -> None:
        self.words, self.given = words, given or {}

    def __repr__(self) -> str:
        return f"NameParts({len(self)})"

    def __getitem__(self, part: str) -> Texts:
        made: Texts = self.get(part, ())
        if not made:
            raise KeyError(part)
        return made

    def get(self, part: str, default: Any = None) -> Any:
        if part in self.given:
            return self.given[part] or default
        make = PARTS.get(part)
        return (make(self) if make is not None and (part == "initials" or not self.is_initial) else ()) or default

    def __iter__(self) -> Iterator[str]:
        return (part for part in dict.fromkeys((*PARTS, *self.given)) if self.get(part))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def is_initial(self) -> bool:
        """Whether the name is one letter."""
        return len(self.words) == 1 == len(self.words[0])

    @property
    def coded(self) -> Texts:
        """The code of its syllables; none where it is no Chinese name, or one letter."""
        code = None if self.is_initial else sinitic.code(self.words)
        return (code,) if code else ()

    @property
    def serving(self) -> Texts:
        """The distinct words of two letters or more, longest first, ties in the order of the alphabet."""
        longest = sorted([word for word in distinct(self.words) if len(word) > 1], key=len, reverse=True)
        return tuple(longest[:WORDS_SERVING])


@dataclass(frozen=True, slots=True)
class Joined:
    """A part of a whole name: what is made of each word, sorted; where `of_several`, of names with several words.

    of_core  whether only the words count that other lists hardly leave out
    """

    of_word: OfWord
    between: str = " "
    of_several: bool = False
    of_core: bool = False

    def __call__(self, name: NameParts) -> Texts:
        if self.of_several and len(name.words) == 1:
            return ()
        words = core(name.words) if self.of_core else name.words
        return (self.between.join(sorted(map(self.of_word, words))),)


@dataclass(frozen=True, slots=True)
class Each:
    """A part of words: what is made of each that serves."""

    of_word: OfWord

    def __call__(self, name: NameParts) -> Texts:
        return distinct(tuple(map(self.of_word, name.serving)))


@dataclass(frozen=True, slots=True)
class EachWithInitials:
    """The same, beside the first letters of all words, of names with several words."""

    of_word: OfWord

    def __call__(self, name: NameParts) -> Texts:
        if len(name.words) == 1:
            return ()
        initials = _INITIALS(name)[0]
        return tuple(f"{initials} {made}" for made in Each(self.of_word)(name))


def core(words: Sequence[str]) -> Sequence[str]:
    """The words of a name without those that other lists leave out: initials and patronymics (Petrovna).

    A patronymic goes from beside two others only, and an initial not where only one word, which may be a Chinese
    surname, would be left: Wang is not Wang J.
    """
    longer = [word for word in words if len(word) > 1]
    found = longer if len(longer) > 1 or (longer and sinitic.code(longer) is None) else words
    left = [word for word in found if not _PATRONYMIC.search(word)]
    return left if len(left) > 1 else found


def may_leave_out(word: str) -> bool:
    """Whether `core` may leave it out."""
    return len(word) == 1 or _PATRONYMIC.search(word) is not None


def distinct(texts: Sequence[str]) -> Texts:
    return tuple(texts) if len(set(texts)) == len(texts) else tuple(dict.fromkeys(texts))


def _letters(name: NameParts) -> Texts:
    return ("".join(sorted("".join(name.words))),)


def _coded(name: NameParts) -> Texts:
    return name.coded


def _first3(word: str) -> str:
    return word[:3]


def _last3(word: str) -> str:
    return word[-3:]


_INITIALS = Joined(lambda word: word[0], between="")

PARTS: Mapping[str, Callable[[NameParts], Texts]] = {
    "initials": _INITIALS,
    "letters": _letters,
    "whole": Joined(str),
    "sound": Joined(sound.code),
    "loose": Joined(scripts.loose, of_core=True),
    **dict.fromkeys(CODED, _coded),
    "word": Each(str),
    "word_sound": Each(sound.code),
    "first3": Each(_first3),
    "last3": Each(_last3),
    "first3s": Joined(_first3, of_several=True),
    "last3s": Joined(_last3, of_several=True),
    "outlines": Joined(lambda word: word[0] + word[-1], of_several=True),
    "word_initials": EachWithInitials(str),
    "sound_initials": EachWithInitials(sound.code),
}
