"""Places known by name: how else they are spelled, at which level they lie, and below what.

Names are those of `places.tsv`, in Latin letters. Levels are "country", "province", "city" and "county"; a place of
which nobody said the level, and that the table lacks, has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from matcher.fields import cells, han, latin
from matcher.fields.tables import rows

LONGEST_HAN = 7  # characters of the longest spelling in Han
LONGEST_SPELLING = 40  # characters
MOST_WORDS = 4  # of a name written apart: mya wa ddy

# Municipalities and their like: provinces that are cities too.
CITY_PROVINCES = frozenset(("beijing", "shanghai", "tianjin", "chongqing", "xianggang", "aomen"))

_PINYIN_ENDINGS = ("sheng", "shi", "xian", "qu")  # Yunnansheng, Kunmingshi
_PEOPLES = r"(?:维吾尔|[^省市县区州]{1,24}?族)?"  # 双江拉祜族佤族布朗族傣族自治县
_ENDINGS = {
    "province": rf"省|{_PEOPLES}自治区|特别行政区",
    "city": rf"市|地区|盟|{_PEOPLES}自治州",
    "county": rf"{_PEOPLES}自治[县旗]|新区|[区县旗]",
    "": "街道|[镇乡村]",
}
_ENDING = re.compile("|".join(f"(?P<{level or 'none'}>{form})" for level, form in _ENDINGS.items()))
_PREFECTURE = re.compile("州")  # 德宏州; only behind a name that is known, since 杭州 ends so too
_ROAD = re.compile("[东西南北中]?[一二三]?[路街道巷]")  # 南京东路 lies elsewhere
_PEOPLE = re.compile("(?<=..)[人籍]$")  # 湖南人


class Place(NamedTuple):
    """A place in a cell: its name and the level it is said to have, None where nobody said."""

    name: str
    level: str | None = None


def spelled(spelling: str) -> str | None:
    """The name of a place from one of its spellings: letters written together, simplified Han, or another script."""
    return _spellings().get(spelling)


def levels(name: str) -> list[str]:
    """The levels that places of a name have, the best known place first; none for a name that the table lacks."""
    return list(dict.fromkeys(level for level, _ in _table().get(name, ())))


def above(name: str, level: str) -> tuple[str, ...]:
    """The places that lie right above those of that name and level."""
    found = [over for known, over in _table().get(name, ()) if known == level and over]
    return tuple(dict.fromkeys(found))


def from_words(words: Sequence[str]) -> list[str]:
    """Latin words that follow each other, with the names among them joined (Mae Sot) or parted (Yunnankunming)."""
    found: list[str] = []
    start = 0
    while start < len(words):
        for size in range(min(MOST_WORDS, len(words) - start), 0, -1):
            name = spelled("".join(words[start : start + size]))
            if name:
                found.append(name)
                break
        else:
            size = 1
            found += _parted(words[start])
        start += size
    return found


def from_han(run: str) -> list[Place]:
    """A simplified run of characters, cut behind names that are known and behind 省, 市, 县 and their like."""
    run = _PEOPLE.sub("", run)
    found: list[Place] = []
    start = place = 0
    while place < len(run):
        size = _known_size(run, place)
        if size == 0 and place - start < 2:  # 沙市 and 城区 keep their last character
            place += 1
            continue
        if size and place > start:
            found += _unknown(run[start:place], None)
        end = place + size
        ending = _ENDING.match(run, end) or (_PREFECTURE.match(run, end) if size else None)
        if not (size or ending):
            place += 1
            continue
        said = None if ending is None else "city" if ending.re is _PREFECTURE else ending.lastgroup
        said = None if said == "none" else said
        found += [Place(_spellings()[run[place:end]], said)] if size else _unknown(run[start:place], said)
        start = place = ending.end() if ending else end
    return found + _unknown(run[start:], None)


def _unknown(run: str, said: str | None) -> list[Place]:
    """A run that no table has, read aloud; what it sounds like may be known."""
    read = latin.letters(han.place_name(run))
    return [Place(name, said) for name in from_words([read])] if read else []


def _known_size(run: str, place: int) -> int:
    for size in range(LONGEST_HAN, 1, -1):
        if run[place : place + size] in _spellings() and place + size <= len(run):
            return 0 if _ROAD.match(run, place + size) else size
    return 0


def _parted(word: str) -> list[str]:
    for ending in _PINYIN_ENDINGS:
        name = spelled(word.removesuffix(ending)) if word.endswith(ending) else None
        if name:
            return [name]
    for size in range(3, len(word) - 2):
        first, second = spelled(word[:size]), spelled(word[size:])
        if first and second:
            return [first, second]
    return [word]


@cache
def _spellings() -> dict[str, str]:
    known: dict[str, str] = {}
    for name, _, _, spellings in rows("places.tsv"):
        known.setdefault(name, name)
        known.setdefault(latin.letters(name), name)
        for spelling in spellings.split("|"):
            written = cells.clean(spelling, LONGEST_SPELLING) or spelling
            known.setdefault(written, name)
            if any("a" <= letter <= "z" for letter in written):
                known.setdefault("".join(map(latin.letters, written.split())), name)
    return known


@cache
def _table() -> dict[str, list[tuple[str, str]]]:
    """Name -> level and place above of every place that has it, in the order of the table."""
    known: dict[str, list[tuple[str, str]]] = {}
    for name, level, over, _ in rows("places.tsv"):
        known.setdefault(name, []).append((level, over))
    return known
