"""Hangul: names cut into surname and given name, and spelled as most Koreans spell theirs: 박준형 -> park junhyung."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.fields.scripts.letters import letters
from matcher.fields.sinitic import korean

SYLLABLES = "\uac00-\ud7a3"
LONGEST_NAME = 4  # syllables; a longer run is no Korean name
_HANGUL = re.compile(f"[{SYLLABLES}]+")


def is_hangul(run: str) -> bool:
    return _HANGUL.fullmatch(run) is not None


def words(run: str) -> list[str]:
    """The Latin words of a run of syllables that may hold a whole name.

    >>> words("박준형"), words("남궁민"), words("민수"), words("김")
    (['park', 'junhyung'], ['namgung', 'min'], ['minsoo'], ['kim'])
    """
    return ["".join(word) for word in syllables(run)]


def syllables(run: str, *, given: bool = False) -> list[list[str]]:
    """The Latin syllables of each word of a run.

    given  whether the run can only be a given name, as it stands behind a surname
    """
    size = 0 if given else _surname_length(run)
    surname = [[letters("korean.tsv", "surname")[run[:size]]]] if size else []
    rest = [spelled for syllable in run[size:] if (spelled := _spelled(syllable))]
    return [*surname, rest] if rest else surname


def _surname_length(run: str) -> int:
    """How many syllables of a run are its surname; of two syllables most are a given name (지영, not 지 and 영)."""
    known = letters("korean.tsv", "surname")
    if run[:2] in known and len(run) <= LONGEST_NAME:
        return 2
    if run[:1] not in known or len(run) > LONGEST_NAME - 1:
        return 0
    return 1 if len(run) != 2 or run[0] in letters("korean.tsv", "hardly given") else 0


@lru_cache(maxsize=2**11)
def _spelled(syllable: str) -> str:
    known = letters("korean.tsv", "syllable").get(syllable)
    return known or next(iter(korean.spell(syllable)), "")
