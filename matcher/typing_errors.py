"""Single slips of the hand, the ear and the eye: what invented lists and simulated copies go wrong by.

Each slip takes a value and a random generator and gives the value with that one slip in it; where it cannot happen
(two letters to transpose in a text of one), the value as it was. Only ASCII letters and digits slip, and sounds only
in small letters. How often is not said here: `generate.mistakes` and `simulate` each have rates of their own.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date
from random import Random

TextSlip = Callable[[str, Random], str]
DateSlip = Callable[[date, Random], date]

# Keys that touch on a QWERTY keyboard; of the digits those beside.
_TOUCHING = """
    q:wa w:qase e:wsdr r:edft t:rfgy y:tghu u:yhji i:ujko o:iklp p:ol
    a:qwsz s:awedxz d:serfcx f:drtgvc g:ftyhbv h:gyujnb j:huikmn k:jiolm l:kop
    z:asx x:zsdc c:xdfv v:cfgb b:vghn n:bhjm m:njk
    1:2 2:13 3:24 4:35 5:46 6:57 7:68 8:79 9:80 0:9
"""
NEIGHBOURS = dict(keys.split(":") for keys in _TOUCHING.split())

# Sounds that many speakers of Mandarin do not part, in pinyin, and what is made of ü; the form, and what it becomes.
_CONFUSED = (
    ("zh", "z"),
    ("z(?!h)", "zh"),
    ("ch", "c"),
    ("c(?!h)", "ch"),
    ("sh", "s"),
    ("s(?!h)", "sh"),
    (r"\bn", "l"),
    (r"\bl", "n"),
    ("ang", "an"),
    ("(?<![iu])an(?!g)", "ang"),
    ("eng", "en"),
    ("en(?!g)", "eng"),
    ("ing", "in"),
    ("in(?!g)", "ing"),
    ("(?<=[ln])[vü]", "u"),
    ("(?<=[ln])yu", "u"),
)
_SOUNDS = [(re.compile(form), becomes) for form, becomes in _CONFUSED]


def neighbour_key(text: str, rng: Random) -> str:
    """A key beside the right one: zhang, zhamg."""
    places = _keys(text)
    if not places:
        return text
    place = rng.choice(places)
    return text[:place] + rng.choice(_beside(text[place])) + text[place + 1 :]


def left_out(text: str, rng: Random) -> str:
    """A key not struck: zhang, zhng. A text of one key stays."""
    places = _keys(text)
    if len(places) < 2:
        return text
    place = rng.choice(places)
    return text[:place] + text[place + 1 :]


def inserted(text: str, rng: Random) -> str:
    """A key struck twice, or one beside it struck too: zhang, zhaang, zhsang."""
    places = _keys(text)
    if not places:
        return text
    place = rng.choice(places)
    return text[:place] + rng.choice(text[place] + _beside(text[place])) + text[place:]


def transposed(text: str, rng: Random) -> str:
    """Two keys in the wrong order: zhang, zhnag."""
    keys = set(_keys(text))
    places = [place for place in sorted(keys) if place + 1 in keys and text[place] != text[place + 1]]
    if not places:
        return text
    place = rng.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


TYPING_SLIPS: tuple[TextSlip, ...] = (neighbour_key, left_out, inserted, transposed)


def misheard(text: str, rng: Random) -> str:
    """A sound of Mandarin written as one close to it, in pinyin: zhang, zang or zhan."""
    heard = [(found, becomes) for form, becomes in _SOUNDS for found in form.finditer(text)]
    if not heard:
        return text
    found, becomes = rng.choice(heard)
    return text[: found.start()] + becomes + text[found.end() :]


def wrong_digit(text: str, rng: Random) -> str:
    """One digit read or copied as another: 4711, 4771."""
    places = [place for place, character in enumerate(text) if character in "0123456789"]
    if not places:
        return text
    place = rng.choice(places)
    return text[:place] + rng.choice("0123456789".replace(text[place], "")) + text[place + 1 :]


def day_month_swapped(day: date, rng: Random) -> date:
    """3 August as 8 March; a day past the 12th stays."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else day


def wrong_date_digit(day: date, rng: Random) -> date:
    """One digit of the day, the month or the last one of the year; still a date. Others would be noticed."""
    written = day.isoformat()
    dates = [
        _date_or_none(written[:place] + digit + written[place + 1 :])
        for place in (3, 5, 6, 8, 9)
        for digit in "0123456789"
        if digit != written[place]
    ]
    return rng.choice([other for other in dates if other is not None])


def year_off(day: date, rng: Random) -> date:
    """A year early or late, sometimes two: an age counted in the Chinese way, or remembered wrongly."""
    return _nearest(day.year + rng.choice((-2, -1, -1, -1, 1, 1, 1, 2)), day.month, day.day)


def month_off(day: date, rng: Random) -> date:
    """The month before or after, within the year."""
    months = [month for month in (day.month - 1, day.month + 1) if 1 <= month <= 12]
    return _nearest(day.year, rng.choice(months), day.day)


def day_off(day: date, rng: Random) -> date:
    """The day before or after, within the month."""
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=rng.choice([other for other in (day.day - 1, day.day + 1) if 1 <= other <= last]))


def _keys(text: str) -> list[int]:
    return [place for place, character in enumerate(text) if character.lower() in NEIGHBOURS]


def _beside(key: str) -> str:
    """The keys beside this one, in its case."""
    beside = NEIGHBOURS[key.lower()]
    return beside.upper() if key.isupper() else beside


def _date_or_none(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _nearest(year: int, month: int, day: int) -> date:
    """The date, or the last of its month where that is shorter."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
