"""Titles and particles that are no part of a name, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from matcher.fields import pinyin
from matcher.fields.scripts import burmese
from matcher.fields.sinitic import syllables
from matcher.fields.tables import rows

WORDS_LEFT = 2  # that a word which may be a name leaves behind, or it stays
_LETTERS_LEFT = 2  # characters that must follow a title written without a space


def strip(text: str) -> str:
    """A cell without titles in other scripts than Latin before a name, in Thai, Lao and Khmer often without a space.

    The text is NFKC and case folded. A cell that is nothing but a title stays.
    """
    return text if text.isascii() else _prefixes().sub("", text)


def drop(words: Sequence[str]) -> list[str]:
    """The words of a name in their order, without titles and particles.

    A word that is also a name (U, Ma, Ko, Haji) goes only where at least two others remain, where it is not doubled
    (Ko Ko Aung), and not from what may be a Chinese name (Ma Xiao Ming, Tran Bin Van).
    """
    kept = list(words)
    if _all_kinds().isdisjoint(kept):
        return kept
    kept = [word for word in kept if word not in _kind("title")]
    kept = _without_honours(kept)
    kept = _without_particles(kept)
    while kept and _is_title_in_front(kept):
        kept = kept[1:]
    return kept


def _without_honours(words: list[str]) -> list[str]:
    left = [word for word in words if word not in _kind("honour")]
    return left if len(left) >= WORDS_LEFT else words


def _without_particles(words: list[str]) -> list[str]:
    """A particle stands between two names (Ali bin Omar), an article before one (Al Assad)."""
    particles, articles = _kind("particle"), _kind("article")
    last = len(words) - 1
    left = [
        word
        for place, word in enumerate(words)
        if not ((word in particles and 0 < place < last) or (word in articles and place < last))
    ]
    goes = len(left) >= WORDS_LEFT or particles.isdisjoint(words)
    return left if goes and not all(map(syllables.is_one, left)) else words


def _is_title_in_front(words: Sequence[str]) -> bool:
    first, *others = words
    if first not in _kind("maybe") or first in others or len(others) < WORDS_LEFT:
        return False
    if first in _burmese():
        return all(map(burmese.is_like, others)) and not all(map(_is_pinyin, words))
    return not all(map(syllables.is_one, others))


def _is_pinyin(word: str) -> bool:
    """Whether it is, without an apostrophe: xiaoming; not mo'e, as Moe would be."""
    found = pinyin.split(word)
    return found is not None and all(syllable[0] not in "aeo" for syllable in found[1:])


@cache
def _all_kinds() -> frozenset[str]:
    return frozenset().union(*map(_kind, ("title", "honour", "particle", "article", "maybe")))


@cache
def _kind(kind: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFKC", row[1]) for row in rows("titles.tsv") if row[2] == kind)


@cache
def _burmese() -> frozenset[str]:
    return frozenset(row[1] for row in rows("titles.tsv") if row[0] == "burmese")


@cache
def _prefixes() -> re.Pattern[str]:
    before_space = [f"{title} " for title in _kind("title") if not title.isascii()]
    longest_first = sorted([*_kind("prefix"), *before_space], key=len, reverse=True)
    titles = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:(?:{titles})\s*)+(?=\S{{{_LETTERS_LEFT}}})")
