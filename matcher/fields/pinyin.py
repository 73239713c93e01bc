"""Words in plain pinyin, cut into syllables; `v` stands for ü."""

from __future__ import annotations

from functools import cache, lru_cache

from matcher.fields.tables import mapping

LONGEST_SYLLABLE = 6  # zhuang
LONGEST_WORD = 40  # letters; a longer word is not taken for pinyin

# ü after l and n as passports, keyboards and MRZ lines have it. "lue" and "nue" are ü rather than üe, which no
# usual name holds.
_SPELLINGS = {"lyu": "lv", "nyu": "nv", "lue": "lv", "nue": "nv", "lyue": "lve", "nyue": "nve"}
_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")


@cache
def syllables() -> frozenset[str]:
    """All syllables of Mandarin, about 410."""
    found = set()
    for initial, finals in mapping("pinyin.tsv").items():
        found |= {initial.strip("-") + final for final in finals.split()}
    return frozenset(found)


@cache
def _spelled() -> frozenset[str]:
    return syllables() | _SPELLINGS.keys()


@lru_cache(maxsize=2**16)
def split(word: str) -> tuple[str, ...] | None:
    """The syllables of a lower-case word, or None where it is not pinyin throughout.

    Of several ways the one an apostrophe would not be needed for (fan-gan, not fang-an), then the shortest, then the
    one with fewest other spellings of ü (xin-yu, not xi-nyu).
    """
    if not word or len(word) > LONGEST_WORD:
        return None
    known = _spelled()
    best: list[tuple[int, int, int, tuple[str, ...]] | None] = [(0, 0, 0, ()), *[None] * len(word)]
    for start, before in enumerate(best):
        if before is None:
            continue
        apostrophes, count, spelled, found = before
        if start > 0 and word[start : start + 1] in ("a", "e", "o"):
            apostrophes += 1
        for end in range(start + 1, min(start + LONGEST_SYLLABLE, len(word)) + 1):
            syllable = word[start:end]
            if syllable in known:
                way = apostrophes, count + 1, spelled + (syllable in _SPELLINGS), (*found, syllable)
                other = best[end]
                best[end] = way if other is None else min(way, other)
    last = best[-1]
    return None if last is None else last[3]


@lru_cache(maxsize=2**16)
def standard(word: str) -> str:
    """The word with ü after l and n as `v`, where it is pinyin: lyu, lue -> lv. Other words stay."""
    if "yu" not in word and "ue" not in word:
        return word
    return "".join(_SPELLINGS.get(syllable, syllable) for syllable in split(word) or (word,))


def initial_and_final(syllable: str) -> tuple[str, str]:
    """zhang -> zh, ang; an -> "", an."""
    for initial in _INITIALS:
        if syllable.startswith(initial):
            return initial, syllable[len(initial) :]
    return "", syllable
