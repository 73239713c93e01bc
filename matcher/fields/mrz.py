"""The machine-readable lines of passports and cards (ICAO Doc 9303, parts 4 to 6): number, birthdate, sex.

Of a passport (TD3) or a larger card (TD2) the second line is enough, also without its end; of a small card (TD1) the
first line gives the number and the second the rest. A check digit that is wrong leaves the birthdate unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from matcher.fields.fragments import LOOK_ALIKES

FILLER = "<"

_DIGIT = "[0-9OIBSZ]"
_NUMBER = rf"(?P<number>(?=[A-Z]{{0,8}}[0-9])[A-Z0-9]{{5}}[A-Z0-9<]{{4}})(?P<number_check>{_DIGIT}|<)"
_PERSON = (
    rf"(?P<born>{_DIGIT}{{2}}(?:{_DIGIT}|<){{4}})(?P<born_check>{_DIGIT})(?P<sex>[MFX<])(?P<expires>{_DIGIT}{{6}})"
)
_COUNTRY = "[A-Z][A-Z<]{2}"
_PASSPORT = re.compile(_NUMBER + _COUNTRY + _PERSON)
_CARD = re.compile(rf"[ACI][A-Z<]{_COUNTRY}{_NUMBER}(?P<more>[A-Z0-9<]{{15}})(?:{_PERSON})?")
_BEGINNING = re.compile(_NUMBER + "[A-Z]{3}")
_OTHER_FILLERS = str.maketrans({"«": "<<", "‹": "<", "〈": "<", "《": "<<"})

SHORTEST = 13  # the number, its check digit and the country
LONGEST = 120  # three lines, and a few characters


@dataclass(frozen=True, slots=True, repr=False)
class Zone:
    """What the lines say; born is ISO 8601, without what they leave open, and sex `m` or `f`."""

    number: str
    born: str | None
    sex: str | None

    def __repr__(self) -> str:
        return "Zone(...)"


def check_digit(field: str) -> int:
    """The check digit of a field of A-Z, 0-9 and fillers: weights 7, 3, 1, modulo 10 (Doc 9303-3, 4.9).

    >>> check_digit("L898902C3"), check_digit("740812")
    (6, 2)
    """
    return sum((7, 3, 1)[place % 3] * _worth(sign) for place, sign in enumerate(field)) % 10


def read(written: str) -> Zone | None:
    """The lines in a cell, None where it holds none; `written` is cleaned and in capitals."""
    text = "".join(written.translate(_OTHER_FILLERS).split())
    if not SHORTEST <= len(text) <= LONGEST:
        return None
    found = (_CARD.match(text) if FILLER in text else None) or _PASSPORT.search(text) or _BEGINNING.fullmatch(text)
    if found is None or not (FILLER in text or _agrees(found["number"], found["number_check"])):
        return None
    return _zone(found.groupdict())


def without_check_digit(number: str) -> str:
    """A number of ten characters without its last one where that is the check digit of the others."""
    return number[:9] if len(number) == 10 and _agrees(number[:9], number[9]) else number


def _zone(found: dict[str, str | None]) -> Zone:
    number, more = found["number"] or "", found.get("more") or ""
    if found["number_check"] == FILLER and more:  # a long number goes on, its check digit last (9303-5, 4.2.4)
        number += more.split(FILLER)[0][:-1]
    born = found.get("born")
    return Zone(
        number=number.strip(FILLER),
        born=_born(born, found["born_check"] or "", found["expires"] or "") if born else None,
        sex={"M": "m", "F": "f"}.get(found.get("sex") or ""),
    )


def _born(written: str, check: str, expires: str) -> str | None:
    """The birthdate, in the last century that lies before the document expires."""
    digits = written.translate(LOOK_ALIKES)
    if not _agrees(digits, check):
        return None
    last = 2000 + int(expires.translate(LOOK_ALIKES)[:2])
    year = 2000 + int(digits[:2])
    parts = [str(year if year <= last else year - 100)]
    for part in (digits[2:4], digits[4:6]):
        if FILLER in part or part == "00":
            break
        parts.append(part)
    try:
        date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except ValueError:
        return None
    return "-".join(parts)


def _agrees(field: str, check: str) -> bool:
    check = check.translate(LOOK_ALIKES)
    return check.isdecimal() and check_digit(field) == int(check)


def _worth(sign: str) -> int:
    return 0 if sign == FILLER else int(sign, 36)
