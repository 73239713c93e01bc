"""Titles and particles that are no part of a name, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from matcher.fields import pinyin
from matcher.fields.tables import rows

WORDS_LEFT = 2  # that a word which may be a name leaves behind, or it stays
_LETTERS_LEFT = 2  # characters that must follow a title written without a space


def strip(text: str) -> str:
    """A cell without titles in other scripts than Latin before a name, in Thai, Lao and Khmer often without a space.

    The text is NFKC and case folded. A cell that is nothing but a title stays.
    """
    return text if text.isascii() else _prefixes().sub("", text)


def drop(words: Sequence[str]) -> list[str]:
    """The words of a name, without titles and particles.

    A word that is also a name (U, Ma, Ko, Saw) goes only where at least two others remain, where it is not doubled
    (Ko Ko Aung), and not from what may be a Chinese name (Ma Xiao Ming). Wherever it stands, since names come sorted
    too.
    """
    title, maybe = _sure(), _kind("maybe")
    if title.isdisjoint(words) and maybe.isdisjoint(words):
        return list(words)
    kept = [word for word in words if word not in title]
    sure = [word for word in kept if word not in maybe or kept.count(word) > 1]
    if len(sure) >= WORDS_LEFT and not all(map(pinyin.split, kept)):
        kept = sure
    return kept


@cache
def _sure() -> frozenset[str]:
    return _kind("title") | _kind("particle")


@cache
def _kind(kind: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFKC", row[1]) for row in rows("titles.tsv") if row[2] == kind)


@cache
def _prefixes() -> re.Pattern[str]:
    before_space = [f"{title} " for title in _kind("title") if not title.isascii()]
    longest_first = sorted([*_kind("prefix"), *before_space], key=len, reverse=True)
    titles = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:(?:{titles})\s*)+(?=\S{{{_LETTERS_LEFT}}})")
