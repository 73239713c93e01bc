"""Noisy copies of records: what a second writer might make of the same people.

The planner asks which match keys survive in them. Errors are made in normalised values, the normal forms of
`matcher.fields`: of a name lower-case words ("wei zhang"), of a date ISO 8601, of a document capitals and digits, of
a phone digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from matcher.fields import pinyin
from matcher.fields.sinitic import wade_giles
from matcher.typing_errors import (
    DateSlip,
    TextSlip,
    day_month_swapped,
    day_off,
    inserted,
    left_out,
    misheard,
    month_off,
    neighbour_key,
    transposed,
    wrong_date_digit,
    wrong_digit,
    year_off,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rates:
    """Of the cells of one kind, the share that the copy lacks, and those with one error and with two."""

    missing: float
    one_error: float
    two_errors: float


# Judgement: about one error a record of five fields. Census data are modelled with far less (pseudopeople's default is
# 1 % of cells for each kind of error), but lists of missing people are written under stress, in foreign scripts.
RATES: Mapping[str, Rates] = {
    "name": Rates(0.02, 0.25, 0.06),  # who writes a list knows a name, but romanises or mistypes it
    "date": Rates(0.08, 0.18, 0.03),  # often not known to who reports, or told by age
    "document": Rates(0.30, 0.15, 0.02),  # taken away, or known only in part
    "category": Rates(0.05, 0.02, 0.0),  # a tick in the wrong box
    "place": Rates(0.15, 0.20, 0.04),  # spelled freely
    "phone": Rates(0.30, 0.08, 0.01),  # often another one, or none; copied from a screen
}
NAMES_SWAPPED = 0.05  # where a record has several name fields: surname and given name change places
END_KNOWN = 4  # characters of a document of which only the end is remembered
ENDS_KNOWN = 3  # characters at each end of a masked one: E12***678

_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def corrupt(kind: str, text: str, rng: Random, seen: Sequence[str] = ()) -> str:
    """A normalised value with one error in it.

    kind  of the field: name, date, document, category, place or phone
    seen  the values of the field, in order: a category becomes another of them

    The value as it was comes back only where nothing can go wrong with it (a category without another, part of a date).
    """
    if kind == "category":
        others = [value for value in seen if value != text]
        return rng.choice(others) if others else text
    errors = [error for said, error in ERRORS[kind].items() for _ in range(OFTENER.get(said, 1))]
    return _one_of(errors, text, rng)


def noisy_copies(columns: Mapping[str, tuple[str, Sequence[str | None]]], rng: Random) -> dict[str, list[str | None]]:
    """One noisy copy of each record.

    columns  field -> its kind and the (rows,) normalised values, None where a record has none

    Gives field -> (rows,) values. Each cell gets no error, one or two, or goes missing, by the RATES of its kind;
    of several names of one record two may change places.
    """
    copies = {field: _noisy_column(kind, values, rng) for field, (kind, values) in columns.items()}
    names = [field for field, (kind, _) in columns.items() if kind == "name"]
    if len(names) > 1:
        _swap_some(copies, names, rng)
    return copies


def _noisy_column(kind: str, values: Sequence[str | None], rng: Random) -> list[str | None]:
    seen = sorted({value for value in values if value is not None})
    return [None if value is None else _noisy(kind, value, rng, seen) for value in values]


def _noisy(kind: str, value: str, rng: Random, seen: Sequence[str]) -> str | None:
    rates = RATES[kind]
    draw = rng.random()
    if draw < rates.missing:
        return None
    draw -= rates.missing
    errors = 2 if draw < rates.two_errors else 1 if draw < rates.two_errors + rates.one_error else 0
    for _ in range(errors):
        value = corrupt(kind, value, rng, seen)
    return value


def _swap_some(copies: dict[str, list[str | None]], names: Sequence[str], rng: Random) -> None:
    for row in range(len(copies[names[0]])):
        if rng.random() < NAMES_SWAPPED:
            one, other = rng.sample(names, 2)
            copies[one][row], copies[other][row] = copies[other][row], copies[one][row]


def _one_of(errors: Sequence[Callable[[T, Random], T]], value: T, rng: Random) -> T:
    """One of the errors by chance, among those that change the value."""
    for error in rng.sample(errors, len(errors)):
        changed = error(value, rng)
        if changed != value:
            return changed
    return value


def _word_dropped(text: str, rng: Random) -> str:
    words = text.split(" ")
    if len(words) > 1:
        words.pop(rng.randrange(len(words)))
    return " ".join(words)


def _words_joined(text: str, rng: Random) -> str:
    """Of sorted words, two that stood apart in the name may now stand beside each other."""
    spaces = [place for place, character in enumerate(text) if character == " "]
    if not spaces:
        return text
    place = rng.choice(spaces)
    return text[:place] + text[place + 1 :]


def _respelled(text: str, rng: Random) -> str:
    """Words of pinyin as Wade and Giles spell them: zhang, chang. Other words stay."""
    return " ".join("".join(map(wade_giles.spell, pinyin.split(word) or ())) or word for word in text.split(" "))


def _end_known(text: str, rng: Random) -> str:
    return "*" * max(0, len(text) - END_KNOWN) + text[-END_KNOWN:]


def _middle_masked(text: str, rng: Random) -> str:
    ends = ENDS_KNOWN
    return text[:ends] + "*" * (len(text) - 2 * ends) + text[-ends:] if len(text) > 2 * ends else text


def _slip(slip: DateSlip) -> TextSlip:
    """The slip in a full date; part of one stays."""
    return lambda text, rng: slip(date.fromisoformat(text), rng).isoformat() if _FULL_DATE.fullmatch(text) else text


def _day_forgotten(text: str, rng: Random) -> str:
    return text[:7] if _FULL_DATE.fullmatch(text) else text


def _only_year_known(text: str, rng: Random) -> str:
    return text[:4] if _FULL_DATE.fullmatch(text) else text


# What can go wrong in a value of each kind, by what is said of it; a category only becomes another one.
ERRORS: Mapping[str, Mapping[str, TextSlip]] = {
    "name": {
        "a wrong key struck": neighbour_key,
        "a letter left out": left_out,
        "a letter too many": inserted,
        "two letters swapped": transposed,
        "misheard": misheard,
        "a word left out": _word_dropped,
        "two words joined": _words_joined,
        "Chinese, in another romanisation": _respelled,
    },
    "place": {
        "a wrong key struck": neighbour_key,
        "a letter left out": left_out,
        "a letter too many": inserted,
        "two letters swapped": transposed,
        "misheard": misheard,
    },
    "document": {
        "a wrong digit": wrong_digit,
        "a character left out": left_out,
        "two characters swapped": transposed,
        f"only the last {END_KNOWN} known": _end_known,
        f"only {ENDS_KNOWN} at each end known": _middle_masked,
    },
    "phone": {
        "a wrong digit": wrong_digit,
        "a digit left out": left_out,
        "two digits swapped": transposed,
        f"only the last {END_KNOWN} known": _end_known,
    },
    "date": {
        "day and month swapped": _slip(day_month_swapped),
        "a wrong digit": _slip(wrong_date_digit),
        "a year or two off": _slip(year_off),
        "a month off": _slip(month_off),
        "a day off": _slip(day_off),
        "the day not known": _day_forgotten,
        "only the year known": _only_year_known,
    },
}

# How many times as often as another error of its kind: lists of two countries spell most Chinese names by two rules.
OFTENER: Mapping[str, int] = {"Chinese, in another romanisation": 2}
