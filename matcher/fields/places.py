"""Places: provinces, cities, addresses, in any script, to sorted Latin words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from matcher.fields import Unreadable, Value, cells, han, latin, pinyin, sound
from matcher.fields.qgrams import bigrams_of

PARTS: tuple[str, ...] = (
    "whole",  # the sorted words
    "word",  # each word, the longest first
    "first4",  # their first four letters
    "sound",  # the sorted sound codes of all words
)
COMPARED: tuple[str, ...] = ()

LONGEST = 300  # characters in a cell
MOST_WORDS = 40
WORDS_SERVING = 3

# What a place is; left out where other words say which.
_GENERIC = frozenset(("province", "prov", "city", "county", "district", "township", "town", "village"))
_SUFFIX = "自治区|特别行政区|[省市区县镇乡村]"
_HAN_PLACES = re.compile(f".+?(?:{_SUFFIX}|$)")
_HAN_SUFFIX = re.compile(f"(?<=..)(?:{_SUFFIX})$")  # 沙市 and 城区 keep theirs

_RUNS = re.compile(rf"[{han.CHARACTERS}]+|\d+|[^\d{han.CHARACTERS}]+")


def normalise(text: str) -> Value | None:
    """The place in a cell; None where the cell holds none.

    Characters are cut after 省, 市, 县 and their like. Words are in no order, so that "Yunnan, Kunming", "云南省昆明市"
    and "Kunming, Yunnan Province" have one normal form. Raises Unreadable where it is too long or cannot be read.
    """
    cleaned = cells.clean(text, LONGEST)
    if cleaned is None:
        return None
    shaped = "".join(map(_shape, cleaned))
    runs = [run for word in shaped.split() for run in _RUNS.findall(word)]
    found = sorted(word for run in runs for word in _words(run) if word)
    if not found:
        raise Unreadable("has no letter that can be read")
    if len(found) > MOST_WORDS:
        raise Unreadable(f"has more than {MOST_WORDS} words")
    return _value([word for word in found if word not in _GENERIC] or found)


def _shape(character: str) -> str:
    if character in latin.APOSTROPHES:
        return ""
    return character if unicodedata.category(character)[0] in "LMN" else " "


def _words(run: str) -> list[str]:
    if han.has_han(run):
        places = _HAN_PLACES.findall(han.simplify(run))
        return [pinyin.standard(han.place_name(_HAN_SUFFIX.sub("", place))) for place in places]
    return [str(int(run)) if run.isdecimal() else latin.letters(run)]


def _value(words: Sequence[str]) -> Value | None:
    normal = " ".join(words)
    if normal in cells.PLACEHOLDERS:
        return None
    parts: dict[str, tuple[str, ...]] = {
        "whole": (normal,),
        "sound": (" ".join(sorted(map(sound.code, words))),),
    }
    longest = sorted((word for word in dict.fromkeys(words) if len(word) > 1), key=len, reverse=True)
    if longest:
        serving = longest[:WORDS_SERVING]
        parts["word"] = tuple(serving)
        parts["first4"] = tuple(dict.fromkeys(word[:4] for word in serving))
    return Value(normal, parts, bigrams_of(words))
