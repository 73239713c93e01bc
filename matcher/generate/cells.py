"""How the other cells are filled: sex, passport and origin, and what stands where nothing is known."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from matcher.generate.mistakes import Clerk, letter_for_digit, other_province, other_sex
from matcher.generate.people import Person
from matcher.generate.tables import Weighted, rows
from matcher.typing_errors import wrong_digit

CHINESE_BLANKS = Weighted([("", 75), ("不详", 10), ("未知", 7), ("无", 4), ("不清楚", 2), ("-", 1), ("？", 1)])
ENGLISH_BLANKS = Weighted([("", 78), ("unknown", 12), ("N/A", 8), ("?", 1), ("none", 1)])
POLICE_BLANKS = Weighted([("", 90), ("-", 6), ("N/A", 4)])
POLICE_NUMBER_BLANKS = Weighted([("", 85), ("000000000", 10), ("-", 5)])

TAILS_IN_CHINESE = ("尾号{}", "后{1}位{0}")
TAILS_IN_ENGLISH = ("last {1}: {0}", "ends in {}")

WITH_CITY = 0.25
_PROVINCES = rows("provinces.tsv")
_CITIES_IN_LATIN = {city: latin for _, city, latin in rows("cities.tsv")}
_IN_LATIN = {han: latin for han, _, latin, _ in _PROVINCES}
_IN_FULL = {han: han + what for han, what, _, _ in _PROVINCES}


def sex(person: Person, clerk: Clerk, words: Mapping[str, str], blanks: Weighted[str]) -> str:
    if clerk.does("sex.missing"):
        return blanks.draw(clerk.rng)
    return words[clerk.perhaps("sex.wrong", other_sex, str(person.sex))]


def passport(person: Person, clerk: Clerk, blanks: Weighted[str], tails: tuple[str, ...] = ()) -> str:
    """The number, masked, or what is known of it, `tails` being words for its end; wrong in a digit or letter."""
    if clerk.does("passport.missing"):
        return blanks.draw(clerk.rng)
    rng, form, number = clerk.rng, "{}", person.passport
    if clerk.does("passport.masked"):
        number = number[:3] + "*" * (len(number) - 6) + number[-3:]
    elif clerk.does("passport.part"):
        number, form = _part(number, tails, rng)
    elif clerk.does("passport.two"):
        form = rng.choice(("{}（旧护照{}）", "{} / {}")).format("{}", _another(number, rng))
    number = clerk.perhaps("passport.digit", wrong_digit, number)
    number = clerk.perhaps("passport.letter", letter_for_digit, number)
    return form.format(number, len(number))


def _part(number: str, tails: tuple[str, ...], rng: Random) -> tuple[str, str]:
    """The beginning or the end, of four to six characters, and the words around it."""
    known = rng.choice((4, 5, 6))
    hidden = "*" * (len(number) - known)
    ways = ((number[-known:], "{}"), (number[-known:], rng.choice(tails)), (hidden + number[-known:], "{}"))
    return rng.choice((*ways, (number[:known], "{}"), (number[:known] + hidden, "{}")))


def _another(number: str, rng: Random) -> str:
    """The passport before: all digits other."""
    return "G" + "".join(str(rng.randrange(10)) for _ in number[1:])


def origin(person: Person, clerk: Clerk, in_han: bool, blanks: Weighted[str]) -> str:
    """云南, 云南省, 云南昆明市, or only 昆明; in Latin Yunnan, Kunming, Yunnan, or Kunming. Nobody else is asked."""
    rng = clerk.rng
    if not person.province:
        return ""
    if clerk.does("origin.missing"):
        return blanks.draw(rng)
    city = person.city if in_han else _CITIES_IN_LATIN[person.city]
    if clerk.does("origin.city"):
        return city
    province = clerk.perhaps("origin.wrong", other_province, person.province)
    with_city = province == person.province and rng.random() < WITH_CITY
    if in_han:
        return rng.choice((province, _IN_FULL[province])) + f"{city}市" * with_city
    return f"{city}, " * with_city + _IN_LATIN[province]
