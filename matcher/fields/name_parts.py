"""The parts of a name, each made when it is asked for: a plan names a few of them, and lists are long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from matcher.fields import scripts, sinitic, sound

WORDS_SERVING = 3  # of a name with more words, the longest serve as `word`

Texts = tuple[str, ...]
OfWord = Callable[[str], str]


class NameParts(Mapping[str, Texts]):
    """Part -> its values, for a name of sorted words. A part that the name does not have is not there.

    given    parts that the words do not tell, instead of what they would
    serving  the distinct words of two letters or more, longest first, ties in the order of the alphabet

    A word of one letter counts for `initials` only, as does a name of one letter.
    """

    __slots__ = ("_given", "_makers", "serving", "words")

    def __init__(self, words: Sequence[str], given: Mapping[str, Texts] | None = None) -> None:
        self.words, self._given = words, given
        self._makers = _OF_AN_INITIAL if len(words) == 1 == len(words[0]) else _MAKERS
        longest = sorted([word for word in distinct(words) if len(word) > 1], key=len, reverse=True)
        self.serving: Texts = tuple(longest[:WORDS_SERVING])

    def __repr__(self) -> str:
        return f"NameParts({len(self)})"

    def __getitem__(self, part: str) -> Texts:
        made: Texts = self.get(part, ())
        if not made:
            raise KeyError(part)
        return made

    def get(self, part: str, default: Any = None) -> Any:
        if self._given and part in self._given:
            return self._given[part] or default
        make = self._makers.get(part)
        return (make(self) if make is not None else ()) or default

    def __iter__(self) -> Iterator[str]:
        return (part for part in dict.fromkeys((*self._makers, *(self._given or ()))) if self.get(part))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def distinct(texts: Sequence[str]) -> Texts:
    return tuple(texts) if len(set(texts)) == len(texts) else tuple(dict.fromkeys(texts))


_FIRST = itemgetter(0)
_FIRST_3: OfWord = itemgetter(slice(3))
_LAST_3: OfWord = itemgetter(slice(-3, None))


def _initials(name: NameParts) -> Texts:
    return ("".join(map(_FIRST, name.words)),)


def _sinitic(name: NameParts) -> Texts:
    code = sinitic.code(name.words)
    return (code,) if code else ()


def _joined(of_word: OfWord) -> Callable[[NameParts], Texts]:
    """What is made of each word, sorted."""
    return lambda name: (" ".join(sorted(map(of_word, name.words))),)


def _of_several(of_word: OfWord) -> Callable[[NameParts], Texts]:
    """The same of a name that has several words."""
    return lambda name: (" ".join(sorted(map(of_word, name.words))),) if len(name.words) > 1 else ()


def _each(of_word: OfWord) -> Callable[[NameParts], Texts]:
    """What is made of each word that serves."""
    return lambda name: distinct(tuple(map(of_word, name.serving)))


def _each_with_initials(of_word: OfWord) -> Callable[[NameParts], Texts]:
    each = _each(of_word)
    return lambda name: tuple(f"{_initials(name)[0]} {made}" for made in each(name)) if len(name.words) > 1 else ()


_MAKERS: Mapping[str, Callable[[NameParts], Texts]] = {
    "initials": _initials,
    "letters": lambda name: ("".join(sorted("".join(name.words))),),
    "whole": lambda name: (" ".join(name.words),),
    "sound": _joined(sound.code),
    "loose": _joined(scripts.loose),
    "sinitic": _sinitic,
    "in_cantonese": _sinitic,
    "word": lambda name: name.serving,
    "word_sound": _each(sound.code),
    "first3": _each(_FIRST_3),
    "last3": _each(_LAST_3),
    "first3s": _of_several(_FIRST_3),
    "last3s": _of_several(_LAST_3),
    "outlines": _of_several(lambda word: word[0] + word[-1]),
    "word_initials": _each_with_initials(lambda word: word),
    "sound_initials": _each_with_initials(sound.code),
}
_OF_AN_INITIAL = {"initials": _initials}
