"""What goes wrong when people write somebody down, and the clerk who does it, as often as `rates` says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from random import Random
from typing import TypeVar

from borax.calendars.lunardate import LunarDate

from matcher import typing_errors
from matcher.generate.people import GIVEN_WORDS, PROVINCES, SURNAMES, Name, Word
from matcher.generate.rates import CALM_PACE, HURRIED, HURRIED_PACE, Rates
from matcher.generate.tables import Weighted, rows

T = TypeVar("T")


class Clerk:
    """Whoever writes one entry; `made` is what shows in it of the rates, in the order of writing."""

    def __init__(self, rates: Rates, rng: Random) -> None:
        self.rng = rng
        self.made: list[str] = []
        self._rates = rates
        self._pace = HURRIED_PACE if rng.random() < HURRIED else CALM_PACE

    def perhaps(self, mistake: str, slip: Callable[[T, Random], T], value: T) -> T:
        """The value, with the slip in it as often as the list's rate for the mistake says; 0 where it has none."""
        if self.rng.random() >= self._rates.get(mistake, 0.0) * self._pace:
            return value
        slipped = slip(value, self.rng)
        if slipped != value:
            self.made.append(mistake)
        return slipped

    def does(self, habit: str) -> bool:
        """Whether the entry has this gap, or is written this way; hurry changes neither."""
        if self.rng.random() >= self._rates.get(habit, 0.0):
            return False
        self.made.append(habit)
        return True


_LOOKALIKES: defaultdict[str, list[str]] = defaultdict(list)
for _one, _other in rows("lookalikes.tsv"):
    _LOOKALIKES[_one].append(_other)
    _LOOKALIKES[_other].append(_one)

LatinName = tuple[str, str]
"""Surname and given name, or the other way round, in small letters."""


def homophone(name: Name, rng: Random) -> Name:
    """One character as another that is read the same, tones aside. The surname, which is known well, half as often."""
    words = (name.surname, *name.given)
    choices = [place for place, word in enumerate(words) for _ in range(2 if place else 1) if _alike(place, word)]
    if not choices:
        return name
    place = rng.choice(choices)
    written = Weighted(_alike(place, words[place])).draw(rng)
    if place == 0:
        return Name(written, name.given)
    return Name(name.surname, (*name.given[: place - 1], written, *name.given[place:]))


def mistyped(name: LatinName, rng: Random) -> LatinName:
    return _in_one_word(rng.choice(typing_errors.TYPING_SLIPS), name, rng)


def misheard(name: LatinName, rng: Random) -> LatinName:
    return _in_one_word(typing_errors.misheard, name, rng)


def swapped(name: LatinName, rng: Random) -> LatinName:
    """The given name first. People without a surname have no order."""
    return (name[1], name[0]) if all(name) else name


_LETTERS = {"0": "O", "1": "I", "8": "B"}


def letter_for_digit(passport: str, rng: Random) -> str:
    """A letter for the first digit that looks like one, 0, 1 or 8; a number without such stays."""
    for place, digit in enumerate(passport):
        if digit in _LETTERS:
            return passport[:place] + _LETTERS[digit] + passport[place + 1 :]
    return passport


def lookalike(han: str, rng: Random) -> str:
    """One character as another that looks like it; a text without such stays."""
    places = [place for place, character in enumerate(han) if character in _LOOKALIKES]
    if not places:
        return han
    place = rng.choice(places)
    return han[:place] + rng.choice(_LOOKALIKES[han[place]]) + han[place + 1 :]


def as_lunar(born: date, rng: Random) -> date:
    """The lunar date as if it were of our calendar; one that ours has not (30 February) stays."""
    lunar = LunarDate.from_solar(born)
    try:
        return date(lunar.year, lunar.month, lunar.day)
    except ValueError:
        return born


def other_province(province: str, rng: Random) -> str:
    return Weighted([(other, weight) for other, weight in PROVINCES if other != province]).draw(rng)


def other_sex(sex: str, rng: Random) -> str:
    return "F" if sex == "M" else "M"


def misdated(born: date, clerk: Clerk) -> date:
    """The date as the clerk has it, with all that may be wrong in it."""
    born = clerk.perhaps("birthdate.year", typing_errors.year_off, born)
    born = clerk.perhaps("birthdate.digit", typing_errors.wrong_date_digit, born)
    born = clerk.perhaps("birthdate.swap", typing_errors.day_month_swapped, born)
    return clerk.perhaps("birthdate.lunar_unsaid", as_lunar, born)


def _in_one_word(slip: typing_errors.TextSlip, name: LatinName, rng: Random) -> LatinName:
    """The slip in surname or given name, each as often as it has letters."""
    first, second = name
    if rng.random() * (len(first) + len(second)) < len(first):
        return slip(first, rng), second
    return first, slip(second, rng)


def _alike(place: int, word: Word) -> list[tuple[Word, float]]:
    words = GIVEN_WORDS if place else SURNAMES
    return [(other, weight) for other, weight in words if other.latin == word.latin and other.han != word.han]
