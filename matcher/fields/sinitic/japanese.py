"""Japanese names: surnames by table, as no rule tells how they are read, and what characters say in given names.

安倍晋三 is Abe Shinzo: 安倍 has one reading of its own, 晋 and 三 have a few each. In Latin letters long vowels count
as short ones (Satō, Satou, Satoh), and both ways of spelling are one (Huzi, Fuji).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from matcher.fields.sinitic import surnames
from matcher.fields.tables import rows

LONGEST_SURNAME = 4  # characters
WEIGHT = 4  # grams of a surname: few people bear one of several characters
MOST_BEHIND = 3  # surnames that count behind one word
LONGEST_WORD = 20  # letters of a given name that count

_SPELLINGS = tuple(
    (re.compile(spelled), plain)
    for spelled, plain in (
        ("sy", "sh"),
        ("ty", "ch"),
        ("[zj]y", "j"),
        ("si", "shi"),
        ("ti", "chi"),
        ("tu", "tsu"),
        ("(?<![sct])hu", "fu"),
        ("zi", "ji"),
        ("m(?=[bpm])", "n"),
        ("o[ou]|oh(?![aeiou])", "o"),
        ("uu", "u"),
    )
)
_OTHERWISE = re.compile("|".join(f"(?:{spelled.pattern})" for spelled, _ in _SPELLINGS))
_AFTER_A_SYLLABLE = re.compile("(?<=[aeioun])")


@lru_cache(maxsize=2**14)
def plain(word: str) -> str:
    """One spelling of a lower-case word.

    >>> plain("satoh"), plain("huzimoto"), plain("nambu")
    ('sato', 'fujimoto', 'nanbu')
    """
    if _OTHERWISE.search(word):
        for spelled, one in _SPELLINGS:
            word = spelled.sub(one, word)
    return word


def surname(characters: str) -> str:
    """The surname of two or more simplified characters that a name begins with; empty where there is none."""
    known = _surnames()
    sizes = range(min(LONGEST_SURNAME, len(characters)), 1, -1)
    return next((characters[:size] for size in sizes if characters[:size] in known), "")


def words(characters: str) -> tuple[str, ...]:
    """Surname and given name of simplified characters as they are read first; none without a Japanese surname.

    A character that no table has in given names leaves the given name out.

    >>> words("田中健太")
    ('tanaka', 'kenta')
    """
    family = surname(characters)
    if not family:
        return ()
    read = [_given(character)[:1] for character in characters[len(family) :]]
    given = "".join(first for found in read for first in found) if all(read) else ""
    return (_surnames()[family][0], given) if given else (_surnames()[family][0],)


def behind(word: str) -> tuple[str, ...]:
    """The surnames in simplified characters that a lower-case word may spell.

    >>> behind("katoh"), behind("itou")
    (('加藤',), ('伊藤', '伊东'))
    """
    return _behind().get(plain(word), ())


@lru_cache(maxsize=2**14)
def of_characters(characters: str) -> tuple[str, ...]:
    """The grams of simplified characters that begin with a surname: that, and how the given name begins and ends."""
    family = surname(characters)
    if not family:
        return ()
    given = characters[len(family) :]
    begun = [f"^{read}" for first in given[:1] for read in _given(first)]
    ended = [f"{read}$" for last in given[-1:] for read in _given(last)]
    return (*surnames.grams(family, WEIGHT), *begun, *ended)


def of_words(words: Sequence[str]) -> list[str]:
    """Those of Latin words of which one is a surname, in either order."""
    families = [word for word in words if behind(word)]
    if not families:
        return []
    given = [word for word in words if word not in families] if len(families) == 1 else words
    found = [
        gram
        for family in families
        for surname in behind(family)[:MOST_BEHIND]
        for gram in surnames.grams(surname, WEIGHT)
    ]
    return found + [end for word in given for end in ends(word)]


@lru_cache(maxsize=2**14)
def ends(word: str) -> tuple[str, ...]:
    """How a given name begins and ends, cut after each of its syllables.

    >>> ends("hideki")
    ('^hi', 'deki$', '^hide', 'ki$', '^hideki', 'hideki$')
    """
    word = plain(word[:LONGEST_WORD])
    cuts = [found.start() for found in _AFTER_A_SYLLABLE.finditer(word) if found.start() < len(word)]
    return (*(end for cut in cuts for end in (f"^{word[:cut]}", f"{word[cut:]}$")), f"^{word}", f"{word}$")


def _given(character: str) -> tuple[str, ...]:
    return _given_names().get(character, ())


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    return _plain_rows("japanese_surnames.tsv")


@cache
def _given_names() -> dict[str, tuple[str, ...]]:
    return _plain_rows("japanese_given.tsv")


@cache
def _behind() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, spelled in _surnames().items():
        for word in spelled:
            found[word].append(name)
    return {word: tuple(names) for word, names in found.items()}


def _plain_rows(name: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(map(plain, read.split()))) for key, read in rows(name)}
