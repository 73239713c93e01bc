"""The text of a cell -> the dates it may state: numbers, words, ages and signs of the zodiac taken together."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from matcher.fields import Unreadable
from matcher.fields.calendar import ages, lunar, order, words, zodiac
from matcher.fields.calendar.ages import LISTS, Age
from matcher.fields.calendar.partial import PartialDate

NO_ANCHOR = "an age without the date it was told at"
NO_LUNAR_YEAR = "a lunar date without its year"
CONTRADICTION = "a date and a sign of the zodiac that do not fit"

_THAI, _BURMESE = ("\u0e00", "\u0e7f"), ("\u1000", "\u109f")
_LUNAR = frozenset(("lunar", "leap", "first days"))


def dates_in(cleaned: str) -> tuple[PartialDate, ...] | None:
    """What a cell that went through `cells.clean` states: the likeliest date first, then perhaps another.

    None for numbers that stand for no date (0000-00-00, 1900-01-01). Of a date that does not exist what is sure of it.
    Raises Unreadable where that is nothing, and for what says too little or is written in no form known here.
    """
    age, rest = ages.take(words.plain(cleaned))
    tokens = words.tokens(rest)
    marks = {token.meaning for token in tokens}
    is_lunar = bool(marks & _LUNAR)
    thai, burmese = (_holds(cleaned, script) for script in (_THAI, _BURMESE))
    stated = order.dates_of(tokens, thai=thai, burmese=burmese, lunar=is_lunar)
    if stated is None:
        return None
    if is_lunar:
        stated = _from_lunar(stated, leap="leap" in marks)
    sign = next((animal for animal in zodiac.SIGNS if animal in marks), None)
    if age is not None:
        stated = [_by_age(age, stated, marks, sign)]
    elif "about" in marks:
        stated = [known.about() for known in stated]
    if sign is not None:
        stated = [fitting for known in stated or [PartialDate()] if (fitting := _with_sign(known, sign))]
        if not stated:
            raise Unreadable(CONTRADICTION)
    if not (stated and all(stated)):
        raise Unreadable(words.NOT_A_DATE)
    return tuple(stated)


def _holds(text: str, script: tuple[str, str]) -> bool:
    first, last = script
    return not text.isascii() and any(first <= sign <= last for sign in text)


def _from_lunar(stated: Sequence[PartialDate], leap: bool) -> list[PartialDate]:
    """The Gregorian date; then its numbers as they are, as registers often hold a lunar birthday unconverted.

    Of a lunar month or year only the years in which its first and last day lie; so of a day or month that is none.
    """
    if not stated or len(stated[0].years) != 1:
        raise Unreadable(NO_LUNAR_YEAR)
    written = stated[0]
    year, month, day = written.years[0], written.month, written.day
    span = lunar.span(year, month, day, leap=leap)
    known = span or lunar.span(year, month, None, leap=leap) or lunar.span(year, None, None)
    if known is None:
        raise Unreadable(order.NO_SUCH_DATE)
    sign = zodiac.sign(year)
    first, last = known
    if day is None or span is None:
        return [PartialDate(tuple(range(first.year, last.year + 1)), sign=sign, spoilt=span is None)]
    converted = PartialDate((first.year,), first.month, first.day, sign)
    return [converted, replace(written, sign=sign)] if written.exists else [converted]


def _by_age(age: Age, stated: Sequence[PartialDate], marks: Set[str], sign: str | None) -> PartialDate:
    """The birthdate of who is so old: the date beside the age may be that, or when the age was told.

    Nobody who is looked for by age was born after lists began, so a later date is when it was told, unless a word says
    otherwise. Without a date the age leaves two years of a sign of the zodiac.
    """
    known = stated[0] if stated else PartialDate()
    is_doubtful = "about" in marks
    if known and (not known.years or "birth" in marks or known.years[0] < LISTS.start):
        return known.about() if is_doubtful else known
    if not known and sign is None:
        raise Unreadable(NO_ANCHOR)
    told = known.years or LISTS
    years = (age.about() if is_doubtful else age).years_of_birth(told[0], told[-1])
    if not known:
        years = tuple(year for year in years if zodiac.sign(year) == sign)
    if len(years) > words.WIDEST:
        raise Unreadable(words.NOT_A_DATE)
    born = PartialDate(years, spoilt=known.spoilt)
    if not born.exists:
        raise Unreadable(order.NO_SUCH_DATE)
    return born


def _with_sign(known: PartialDate, sign: str) -> PartialDate | None:
    """A date that has a sign of the zodiac: those of its years that fit, or all of the sign where none is known.

    None where none fits. Who was born before the lunar new year has the sign of the year before; without a month that
    is thought of only where the year has another sign.
    """
    if not known:
        return PartialDate(zodiac.years_of(sign), sign=sign)
    if known.sign == sign or not known.years:
        return replace(known, sign=sign)
    fitting = [year for year in known.years if zodiac.sign(year) == sign]
    if known.month in (1, 2) or (known.month is None and not fitting):
        fitting += [year for year in known.years if zodiac.sign(year - 1) == sign]
    return None if known.sign or not fitting else replace(known, years=tuple(sorted(fitting)), sign=sign)
