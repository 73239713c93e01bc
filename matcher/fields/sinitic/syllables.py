"""Latin words cut into syllables of Chinese, in any romanisation."""

from __future__ import annotations

from functools import cache

from matcher.fields import pinyin
from matcher.fields.sinitic import spellings
from matcher.fields.tables import lines

LONGEST_SYLLABLE = 7  # letters: truong and cheuung, and one to spare
MOST_SYLLABLES = 3  # of a word: a longer one is no Chinese name
LONGEST_WORD = LONGEST_SYLLABLE * MOST_SYLLABLES

Way = tuple[int, int, tuple[str, ...]]  # syllables; how many of them are odd; the syllables


def split(word: str) -> tuple[str, ...] | None:
    """The syllables of a lower-case word, or None where it is no Chinese name.

    Of several ways the one with fewest syllables, then the one with fewest that are not pinyin or begin with a vowel
    inside the word.

    >>> split("chiang"), split("xiaowei"), split("kaishek"), split("bruce")
    (('chiang',), ('xiao', 'wei'), ('kai', 'shek'), None)
    """
    return None if is_western(word) else cut(word)


def cut(word: str) -> tuple[str, ...] | None:
    """The same of a word that may be a Western name."""
    if len(word) > LONGEST_WORD:
        return None
    known, mandarin = spellings.syllables(), pinyin.syllables()
    best: dict[int, Way] = {0: (0, 0, ())}
    for start in range(len(word)):
        if start not in best:
            continue
        count, odd, found = best[start]
        for end in range(start + 1, min(start + LONGEST_SYLLABLE, len(word)) + 1):
            syllable = word[start:end]
            if syllable in known:
                strange = (syllable not in mandarin) + (start > 0 and syllable[0] in "aeo")
                way = (count + 1, odd + strange, (*found, syllable))
                best[end] = min(best.get(end, way), way)
    whole = best.get(len(word))
    return whole[2] if whole and whole[0] <= MOST_SYLLABLES else None


def is_one(word: str) -> bool:
    """Whether a lower-case word is one syllable of Chinese in any romanisation, as Ben is, too."""
    return word in spellings.syllables()


def is_western(word: str) -> bool:
    """Whether it is a Western given name that could be cut."""
    return word in _western()


@cache
def _western() -> frozenset[str]:
    """Western given names that could be cut into syllables of Chinese: Jason, Anita."""
    return frozenset(word for line in lines("western_names.txt") for word in line.split())
