"""Places: provinces, cities, counties, addresses, in any script, to sorted Latin words and the levels they have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from matcher.fields import Unreadable, Value, cells, gazetteer, han, latin, sound
from matcher.fields.gazetteer import Place
from matcher.fields.qgrams import Bigrams

PARTS: tuple[str, ...] = (
    "whole",  # the sorted words
    "word",  # each word, the longest first
    "first4",  # their first four letters
    "sound",  # the sorted sound codes of all words
    "province",  # also that of a city that is known
    "city",
    "county",
)
COMPARED: tuple[str, ...] = ()

LONGEST = 300  # characters in a cell
MOST_WORDS = 40
WORDS_SERVING = 3
SEPARATOR = ", "  # between the words of a normal form

# What a place is, behind its name; "" where another list would not say it.
_LEVEL_WORDS = {
    **dict.fromkeys(("province", "prov", "state", "sheng"), "province"),
    **dict.fromkeys(("city", "municipality"), "city"),
    **dict.fromkeys(("county", "district"), "county"),
    **dict.fromkeys(("township", "town", "village", "region", "park", "compound", "yuanqu"), ""),
}
_AUTONOMOUS = re.compile(r"(?:(?:zhuang|hui|uyghur|uygur) )?autonomous (?:region|prefecture|county)")


def _form(text: str) -> re.Pattern[str]:
    return re.compile(unicodedata.normalize("NFKC", text))


# The same where it is written together with the name: before it in Thai, behind it in Burmese.
_AFFIXES = (
    (_form("^จังหวัด|ပြည်နယ်$|တိုင်း(?:ဒေသကြီး)?$"), "province"),
    (_form("^(?:อำเภอ|เขต)|မြို့နယ်$|ခရိုင်$"), "county"),
    (_form("^(?:เมือง|เทศบาล)|မြို့$"), "city"),
    (_form("^(?:ตำบล|แขวง|หมู่บ้าน)|ကျေးရွာ$"), ""),
)

_JOINERS = "-‐‑–."  # they part words, not places: Mae-Sot
_RUNS = re.compile(rf"[{han.CHARACTERS}]+|\d+|[^\d{han.CHARACTERS}]+")


def normalise(text: str) -> Value | None:
    """The place in a cell; None where the cell holds none.

    Characters are cut behind 省, 市, 县 and their like, and behind names that are known. Places are in no order and
    have one name each, so that "Yunnan, Kunming", "云南昆明", "云南省昆明市" and "Kunming City, Yunnan Province" have
    one normal form. A word in it says the level where the name alone would not. Raises Unreadable where it is too
    long or cannot be read.
    """
    cleaned = cells.clean(text, LONGEST)
    if cleaned is None:
        return None
    shaped = "".join(map(_shape, _AUTONOMOUS.sub("", cleaned)))
    found = [place for piece in shaped.split(SEPARATOR[0]) for place in _in_piece(piece)]
    if not found:
        raise Unreadable("has no letter that can be read")
    if len(found) > MOST_WORDS:
        raise Unreadable(f"has more than {MOST_WORDS} words")
    return _value(_telling(_with_levels(found)))


def _shape(character: str) -> str:
    if character in latin.APOSTROPHES:
        return ""
    if character in _JOINERS or character == " ":
        return " "
    return character if unicodedata.category(character)[0] in "LMN" else SEPARATOR[0]


def _in_piece(piece: str) -> list[Place]:
    """The places of words that follow each other without a comma."""
    found: list[Place] = []
    waiting: list[str] = []  # Latin words that may make up one name
    for run in (run for word in piece.split() for run in _RUNS.findall(word)):
        if run.isdecimal() or han.has_han(run) or run in _LEVEL_WORDS:
            found += map(Place, gazetteer.from_words(waiting))
            waiting.clear()
            _take(found, run)
            continue
        bare, said = (run, None) if run.isascii() else _without_affix(run)
        name = None if run.isascii() else gazetteer.spelled(bare)
        if name:
            found.append(Place(name))
        elif said:
            found += [Place(name, said) for name in gazetteer.from_words([latin.letters(bare)])]
        else:
            waiting.append(latin.letters(run))
    found += map(Place, gazetteer.from_words(waiting))
    return [place for place in found if place.name]


def _take(found: list[Place], run: str) -> None:
    """Put a number, a run of characters, or a word that may say the level of the place before it."""
    if run.isdecimal():
        found.append(Place(str(int(run))))
    elif run not in _LEVEL_WORDS:
        found += gazetteer.from_han(han.simplify(run))
    elif found and found[-1].level is None and found[-1].name.isalpha() and found[-1].name not in _LEVEL_WORDS:
        found[-1] = Place(found[-1].name, _LEVEL_WORDS[run] or None)
    else:
        found.append(Place(run))


def _without_affix(word: str) -> tuple[str, str | None]:
    for form, level in _AFFIXES:
        bare = form.sub("", word)
        if bare != word:
            return bare, level or None
    return word, None


def _with_levels(places: Sequence[Place]) -> list[Place]:
    """Each place once, at the level it is said to have, else at the first that a place of its name may still have."""
    settled: dict[Place, None] = {}
    for place in sorted(places, key=lambda place: place.level is None):
        name, level = place
        if name in _LEVEL_WORDS or (level == "city" and name in gazetteer.CITY_PROVINCES):
            level = None
        if level is None:
            known = gazetteer.levels(name)
            free = (level for level in known if Place(name, level) not in settled)
            level = next(free, known[0] if known else None)
        settled[Place(name, level)] = None
    return list(settled)


def _telling(places: Sequence[Place]) -> list[Place]:
    """Sorted, without countries and words for levels where anything else is left."""
    left = [place for place in places if place.level != "country" and place.name not in _LEVEL_WORDS]
    return sorted(left or places, key=lambda place: (place.name, place.level or ""))


def _value(places: Sequence[Place]) -> Value | None:
    words = [place.name for place in places]
    normal = SEPARATOR.join(map(_written, places))
    if normal in cells.PLACEHOLDERS:
        return None
    parts: dict[str, tuple[str, ...]] = {
        "whole": (" ".join(words),),
        "sound": (" ".join(sorted(map(sound.code, words))),),
    }
    longest = sorted((word for word in dict.fromkeys(words) if len(word) > 1), key=len, reverse=True)
    if longest:
        serving = longest[:WORDS_SERVING]
        parts["word"] = tuple(serving)
        parts["first4"] = tuple(dict.fromkeys(word[:4] for word in serving))
    return Value(normal, parts | _levels(places), tuple(Bigrams(words)))


def _written(place: Place) -> str:
    """With its level where its name alone would not say it."""
    usual = next(iter(gazetteer.levels(place.name)), None)
    return place.name if place.level in (usual, None) else f"{place.name} {place.level}"


def _levels(places: Sequence[Place]) -> dict[str, tuple[str, ...]]:
    """The places at each level; where no province is named, those that its cities lie in."""
    at = {level: [place.name for place in places if place.level == level] for level in ("province", "city", "county")}
    over = [above for city in at["city"] for above in gazetteer.above(city, "city")]
    provinces = at["province"] or [name for name in over if "province" in gazetteer.levels(name)]
    cities = [*at["city"], *(name for name in at["province"] if name in gazetteer.CITY_PROVINCES)]
    found = {"province": provinces, "city": cities, "county": at["county"]}
    return {level: tuple(dict.fromkeys(names)) for level, names in found.items() if names}
