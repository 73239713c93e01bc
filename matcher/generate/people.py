"""Persons who do not exist: names, dates of birth and passports drawn by chance.

Sex and age are those reported of the families' list of January 2025 ("Star Homecoming"): 93 % men, mean age 27, most
between 15 and 45. Nobody on that list, or any other, was used: only these three figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from matcher.generate.tables import Weighted, rows

AS_OF = date(2025, 1, 15)
MEN = 0.93
YOUNGEST = 14.5  # years
AGE_SHAPE, AGE_SCALE = 2.6, 5.0  # of the gamma distribution above it: mean 27.5, 27 in completed years; 2 % past 45
ONE_CHARACTER = 0.2  # of Chinese given names

# E and eight digits until 2017, then E, a letter other than I and O, and seven digits.
LETTERED_PASSPORT = 0.6
_PASSPORT_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"

CHINA, MYANMAR = "CHINA", "MYANMAR"


@dataclass(frozen=True, slots=True)
class Word:
    """A surname, or one part of a given name; `latin` in small letters.

    `han` is empty where it is not Chinese, `own` where it is not of a language with a script of its own.
    """

    han: str
    latin: str
    own: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A surname and one or two parts of a given name; the surname is empty where people have none (Myanmar)."""

    surname: Word
    given: tuple[Word, ...]

    @property
    def han(self) -> str:
        return self.surname.han + "".join(word.han for word in self.given)

    @property
    def own(self) -> str:
        """The name in the script of its country; empty where that is Latin or Chinese."""
        return " ".join(word.own for word in (*self.given, self.surname) if word.own)

    @property
    def without_surname(self) -> Name:
        return Name(Word("", ""), self.given)

    @property
    def without_given(self) -> Name:
        return Name(self.surname, ())

    @property
    def given_latin(self) -> str:
        return "".join(word.latin for word in self.given)


@dataclass(frozen=True, slots=True)
class Person:
    """What is true of somebody, however lists write it. `province` and `city` are empty outside China."""

    name: Name
    sex: Literal["M", "F"]
    born: date
    passport: str
    nationality: str
    province: str
    city: str


@dataclass(frozen=True, slots=True)
class _Nationality:
    name: str
    passport: str
    surnames: tuple[Word, ...]
    men: tuple[Word, ...]
    women: tuple[Word, ...]


SURNAMES = [(Word(han, latin), float(weight)) for han, latin, weight in rows("surnames.tsv")]
_GIVEN = [(Word(han, latin), float(men), float(women)) for han, latin, men, women in rows("given_characters.tsv")]
GIVEN_WORDS = [(word, men + women) for word, men, women in _GIVEN]
PROVINCES = [(province, float(weight)) for province, _, _, weight in rows("provinces.tsv")]

_SURNAMES = Weighted(SURNAMES)
_MENS_WORDS = Weighted([(word, men) for word, men, _ in _GIVEN])
_WOMENS_WORDS = Weighted([(word, women) for word, _, women in _GIVEN])
_PROVINCES = Weighted(PROVINCES)
_CITIES = {province: [city for other, city, _ in rows("cities.tsv") if other == province] for province, _ in PROVINCES}


def _words(cell: str) -> tuple[Word, ...]:
    parts = (word.partition("=") for word in cell.split("|"))
    return tuple(Word("", latin, own) for latin, _, own in parts)


_NATIONALITIES = Weighted(
    [
        (_Nationality(name, passport, _words(surnames), _words(men), _words(women)), float(weight))
        for name, weight, passport, surnames, men, women in rows("nationalities.tsv")
    ]
)


class Inventor:
    """Invents persons, no two with the same passport, nor with the same name and date of birth."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: set[object] = set()

    def people(self, count: int, foreign: float = 0.0) -> list[Person]:
        """So many new persons, of whom the share `foreign` is of other nationalities."""
        return [self._new(self._rng.random() < foreign) for _ in range(count)]

    def _new(self, foreign: bool) -> Person:
        while True:
            person = _foreigner(self._rng) if foreign else _chinese(self._rng)
            # As a list without tones would show the name.
            shown = (person.name.surname.latin, person.name.given_latin, person.born)
            if shown not in self._taken and person.passport not in self._taken:
                self._taken.update((shown, person.passport))
                return person


def _chinese(rng: Random) -> Person:
    sex = _sex(rng)
    words = _MENS_WORDS if sex == "M" else _WOMENS_WORDS
    given = tuple(words.draw(rng) for _ in range(1 if rng.random() < ONE_CHARACTER else 2))
    letter = rng.choice(_PASSPORT_LETTERS) if rng.random() < LETTERED_PASSPORT else "#"
    passport = _number(f"E{letter}#######", rng)
    name, born, province = Name(_SURNAMES.draw(rng), given), _born(rng), _PROVINCES.draw(rng)
    return Person(name, sex, born, passport, CHINA, province, rng.choice(_CITIES[province]))


def _foreigner(rng: Random) -> Person:
    sex = _sex(rng)
    country = _NATIONALITIES.draw(rng)
    name = Name(rng.choice(country.surnames), (rng.choice(country.men if sex == "M" else country.women),))
    return Person(name, sex, _born(rng), _number(country.passport, rng), country.name, "", "")


def _sex(rng: Random) -> Literal["M", "F"]:
    return "M" if rng.random() < MEN else "F"


def _born(rng: Random) -> date:
    age = YOUNGEST + rng.gammavariate(AGE_SHAPE, AGE_SCALE)
    return AS_OF - timedelta(days=round(age * 365.2425))


def _number(form: str, rng: Random) -> str:
    return "".join(rng.choice("0123456789") if character == "#" else character for character in form)
