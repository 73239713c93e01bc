"""How people mistype, mishear and leave out, and how often on each kind of list.

Mistakes are named "field.mistake". Some are wrong ("name.homophone"), some are gaps: `missing`, `part` and `masked`
say that the writer did not know, or did not tell. Nobody has measured such lists, so the rates are guesses. Census data
are modelled with 1 % of cells for each kind of mistake (pseudopeople's default); these lists were written under stress,
by ear and from memory, mostly not by the person: two entries of one person have about one thing wrong between them.
The rates were set before any linkage was run on the lists, and are not to be tuned to one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import TypeVar

from matcher import typing_errors
from matcher.generate.people import GIVEN_WORDS, PROVINCES, SURNAMES, Name, Word
from matcher.generate.tables import Weighted

T = TypeVar("T")
Rates = Mapping[str, float]

GAPS = ("missing", "part", "masked")

# A fifth of the entries are written in a hurry, so that mistakes come in company; the paces have the mean 1.
HURRIED = 0.2
HURRIED_PACE = 2.5
CALM_PACE = (1 - HURRIED * HURRIED_PACE) / (1 - HURRIED)

# Relatives, who know the person but may never have seen the passport.
FAMILIES: Rates = {
    "name.homophone": 0.14,  # another relative or a volunteer types what is said on the telephone
    "name.typing": 0.15,  # pinyin without a passport to copy from
    "name.misheard": 0.12,  # pinyin as it sounds at home: many families speak southern Mandarin
    "name.order": 0.05,  # pinyin with the given name first, as on foreign forms
    "name.part": 0.01,  # only the given name
    "sex.wrong": 0.005,  # the wrong row of a menu
    "sex.missing": 0.02,
    "birthdate.year": 0.10,  # told by age, which the Chinese way counts one or two years higher
    "birthdate.digit": 0.06,  # typed on a telephone
    "birthdate.swap": 0.04,  # some families live abroad, where the day or the month stands first
    "birthdate.missing": 0.08,
    "birthdate.part": 0.03,  # only the year, or year and month
    "passport.digit": 0.07,  # read from a photo
    "passport.letter": 0.04,  # O for 0
    "passport.part": 0.15,  # the beginning or the end, as remembered or told
    "passport.missing": 0.45,  # families rarely have a copy
    "origin.wrong": 0.05,  # registered in one province, grown up in another
    "origin.missing": 0.08,
}

# Officers, who type many people a day, mostly from the passport where it was found.
POLICE: Rates = {
    "name.typing": 0.14,  # by officers who do not know the language
    "name.misheard": 0.07,  # the compound kept the passport, an interpreter says the name
    "name.order": 0.08,  # surname and given name in each other's boxes
    "sex.wrong": 0.005,
    "birthdate.digit": 0.06,  # many entries a day
    "birthdate.swap": 0.07,  # stations that write the day first beside others that do not
    "birthdate.year": 0.03,  # Buddhist years turned into ours by head
    "birthdate.missing": 0.04,
    "passport.digit": 0.06,  # as in the date
    "passport.letter": 0.02,  # O for 0
    "passport.masked": 0.35,  # what may be shown of a number outside the station
    "passport.missing": 0.15,  # taken by the compound and not found
}

# Volunteers in shelters, who ask the person, often through somebody else.
NGO: Rates = {
    "name.homophone": 0.14,  # as families, by ear
    "name.typing": 0.15,
    "name.misheard": 0.12,
    "name.part": 0.03,  # people are afraid to say all of it
    "sex.wrong": 0.01,
    "sex.missing": 0.08,
    "birthdate.digit": 0.06,
    "birthdate.swap": 0.05,  # day first in English, last in Chinese
    "birthdate.year": 0.08,  # asked for their age
    "birthdate.missing": 0.20,  # not asked at once
    "birthdate.part": 0.05,
    "passport.digit": 0.06,  # known by heart, or from a photo
    "passport.letter": 0.03,
    "passport.part": 0.10,
    "passport.missing": 0.50,  # most arrive without papers
    "origin.wrong": 0.05,  # home, or where they lived last
    "origin.missing": 0.25,
}


class Clerk:
    """Whoever writes one entry; `made` are the mistakes that show in it, in the order of writing."""

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

    def lacks(self, gap: str) -> bool:
        """Whether the entry has this gap; hurry makes none."""
        if self.rng.random() >= self._rates.get(gap, 0.0):
            return False
        self.made.append(gap)
        return True


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


def letter_for_digit(passport: str, rng: Random) -> str:
    """The letter O for the first 0; a number without one stays."""
    return passport.replace("0", "O", 1)


def other_province(province: str, rng: Random) -> str:
    return Weighted([(other, weight) for other, weight in PROVINCES if other != province]).draw(rng)


def other_sex(sex: str, rng: Random) -> str:
    return "F" if sex == "M" else "M"


def misdated(born: date, clerk: Clerk) -> date:
    """The date as the clerk has it, with all that may be wrong in it."""
    born = clerk.perhaps("birthdate.year", typing_errors.year_off, born)
    born = clerk.perhaps("birthdate.digit", typing_errors.wrong_date_digit, born)
    return clerk.perhaps("birthdate.swap", typing_errors.day_month_swapped, born)


def _in_one_word(slip: typing_errors.TextSlip, name: LatinName, rng: Random) -> LatinName:
    """The slip in surname or given name, each as often as it has letters."""
    first, second = name
    if rng.random() * (len(first) + len(second)) < len(first):
        return slip(first, rng), second
    return first, slip(second, rng)


def _alike(place: int, word: Word) -> list[tuple[Word, float]]:
    words = GIVEN_WORDS if place else SURNAMES
    return [(other, weight) for other, weight in words if other.latin == word.latin and other.han != word.han]
