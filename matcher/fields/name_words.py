"""Words of names in one of the ways they are written: short or in full (Md), together or apart (Abdul Rahman), once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from matcher.fields.scripts import burmese, titles
from matcher.fields.sinitic import syllables
from matcher.fields.tables import rows

LONGEST_JOINED = 2  # words of a part that is joined to a neighbour (de la)
SHORTEST_DOUBLED = 5  # letters of a name that stands twice because a form asks for a surname

# Abdelaziz, Abdurrahman, Abdukerim: the article takes on the next consonant, or is not heard.
_SERVANT = re.compile(r"^abd(?:(?:[aeiou]|ou|oo)(?:l|([rsndtz])(?=\1))|u)(?=[a-z]{3})")
# Noureddine, Salah Eldin, Nizamudin.
_OF_THE_FAITH = re.compile(r"(?<=[a-z]{3})(?:[aeou]{1,2}dd|u{1,2}d|[aeu]ld)[ie]{1,2}nn?e?$")
_VOWELS = re.compile("[aeiou]+")
_WITH_SLASH = re.compile(r"(?<!\w)([gwhtk])\s?/\s?(?=[a-z]{3})")  # G/Michael
_TITLE_WITH_SLASH = re.compile(r"(?<!\w)w/(?:ro|rt|t)(?!\w)\.?")  # Weizero, Weizerit
_FIRST_HALVES = {"g": "gebre", "w": "wolde", "h": "haile", "t": "tekle", "k": "kidane"}
_MARIA, _IN_FULL = "ma", "maria"


def readable(text: str) -> str:
    """A cleaned cell with short forms in full that only show as they are written: G/Michael, মোঃ."""
    if "/" in text:
        text = _WITH_SLASH.sub(lambda found: _FIRST_HALVES[found[1]], _TITLE_WITH_SLASH.sub(" ", text))
    return text if text.isascii() else _as_written().sub(lambda found: f" {_forms('cell')[found[0]]} ", text)


def settled(words: Sequence[str]) -> list[str]:
    """The words of a name in their order, each in its one form, without titles.

    >>> settled(["md", "abdur", "rahman"]), settled(["juan", "de", "la", "cruz"]), settled(["suparman", "suparman"])
    (['muhammad', 'abdulrahman'], ['juan', 'delacruz'], ['suparman'])
    """
    found = _joined(_in_full(list(map(_one_form, words))))
    return _once(titles.drop(found))


@lru_cache(maxsize=2**16)
def _one_form(word: str) -> str:
    known = _forms("any").get(word)
    if known is not None:
        return known
    word = _SERVANT.sub("abdul", word) if word not in _parts() else word
    return _OF_THE_FAITH.sub("uddin", word)


def _in_full(words: list[str]) -> list[str]:
    short = _forms("front")
    if len(words) == 1 or short.keys().isdisjoint(words[:-1]):
        return _with_maria(words)
    return _with_maria([*(short.get(word, word) for word in words[:-1]), words[-1]])


def _with_maria(words: list[str]) -> list[str]:
    """Ma. Cristina Reyes; not Ma Khin Aye, who is Burmese, nor Ma Xiao Ming."""
    if len(words) < 3 or words[0] != _MARIA:
        return words
    others = words[1:]
    if any(map(burmese.is_like, others)) or syllables.split(words[1]):
        return words
    return [_IN_FULL, *others]


def _joined(words: list[str]) -> list[str]:
    if len(words) == 1 or _beginnings().isdisjoint(words) or all(map(syllables.is_one, words)):
        return words
    found: list[str] = []
    held = ""  # what waits for the next word
    place = 0
    while place < len(words):
        size, kind, form = _part_at(words, place)
        follows = _part_at(words, place + size)[1] if place + size < len(words) else "nothing"
        if kind == "behind" and found and not held:
            found[-1] += form
        elif not follows and _joins_next(kind, words, place):
            held = form
        else:
            found.append(held + (_holy().get(words[place], words[place]) if held else words[place]))
            held, size = "", 1
        place += size
    return found


def _joins_next(kind: str, words: Sequence[str], place: int) -> bool:
    if kind == "before holy":
        return words[place + 1] in _holy()
    return kind == "before" or (kind == "between" and place > 0)


def _part_at(words: Sequence[str], place: int) -> tuple[int, str, str]:
    """How many words from a place are the longest part that is joined, its kind and its form; no kind for none."""
    for size in range(LONGEST_JOINED, 0, -1):
        known = _parts().get(" ".join(words[place : place + size]))
        if known is not None and place + size <= len(words):
            return size, *known
    return 1, "", ""


def _once(words: list[str]) -> list[str]:
    """A name of one long word that stands twice, once; Moe Moe and Aung Aung stay, as a syllable is doubled."""
    if len(words) != 2 or words[0] != words[1] or len(words[0]) < SHORTEST_DOUBLED:
        return words
    one_syllable = len(_VOWELS.findall(words[0])) < 2 or burmese.is_syllable(words[0])
    return words if one_syllable else words[:1]


@cache
def _forms(where: str) -> dict[str, str]:
    return {spelling: form for spelling, form, there in rows("name_spellings.tsv") if there == where}


@cache
def _as_written() -> re.Pattern[str]:
    longest_first = sorted(_forms("cell"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})\.?(?=[\s\w])")


@cache
def _parts() -> dict[str, tuple[str, str]]:
    return {part: (kind, form) for part, kind, form in rows("joined_words.tsv") if kind != "holy"}


@cache
def _holy() -> dict[str, str]:
    return {part: form for part, kind, form in rows("joined_words.tsv") if kind == "holy"}


@cache
def _beginnings() -> frozenset[str]:
    """The first words of parts."""
    return frozenset(part.split()[0] for part in _parts())
