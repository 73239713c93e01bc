"""How a date of birth is told: in the list's own form, or as part of it, an age, a lunar date, in other years."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random

from borax.calendars.lunardate import LunarDate

from matcher.generate.mistakes import Clerk, misdated
from matcher.generate.people import AS_OF
from matcher.generate.tables import Weighted

DateForm = Callable[[date], str]
Ways = Mapping[str, Sequence[DateForm]]


def birthdate(born: date, clerk: Clerk, form: DateForm, ways: Ways, blanks: Weighted[str]) -> str:
    """A cell with the date, as the clerk has it; `ways` are those in which the list sometimes tells it.

    What is told by heart (a part, an age) is right; only what is written out may have mistakes.
    """
    if clerk.does("birthdate.missing"):
        return blanks.draw(clerk.rng)
    for way, forms in ways.items():
        if clerk.does(f"birthdate.{way}"):
            return clerk.rng.choice(forms)(born)
    return form(misdated(born, clerk))


def iso(day: date) -> str:
    return day.isoformat()


def in_han(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def slashes(day: date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def digits(day: date) -> str:
    return f"{day.year}{day.month:02}{day.day:02}"


def dots(day: date) -> str:
    return f"{day.year}.{day.month}.{day.day}"


def day_first(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def month_in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def age(born: date) -> int:
    """In completed years, when the lists were written."""
    return AS_OF.year - born.year - ((born.month, born.day) > (AS_OF.month, AS_OF.day))


def lunar(born: date) -> str:
    """农历1997年七月初一, as borax's calendar has it."""
    day = LunarDate.from_solar(born)
    leap = "闰" if day.leap else ""
    return f"农历{day.year}年{leap}{_LUNAR_MONTHS[day.month - 1]}月{_LUNAR_DAYS[day.day - 1]}"


def animal(born: date) -> str:
    """The animal of its lunar year."""
    return _ANIMALS[(LunarDate.from_solar(born).year - 4) % 12]


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LUNAR_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "腊")
_LUNAR_DAYS = (
    *(f"初{day}" for day in "一二三四五六七八九十"),
    *(f"十{day}" for day in "一二三四五六七八九"),
    "二十",
    *(f"廿{day}" for day in "一二三四五六七八九"),
    "三十",
)
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"

FAMILIES_FORMS: Weighted[DateForm] = Weighted([(iso, 40), (in_han, 25), (slashes, 20), (digits, 10), (dots, 5)])
NGO_FORMS: Weighted[DateForm] = Weighted([(iso, 45), (month_in_words, 35), (day_first, 20)])
FAMILIES_WAYS: Ways = {
    "part": (
        lambda day: f"{day.year}年",
        lambda day: f"{day.year}年{day.month}月",
        lambda day: f"约{day.year}年",
    ),
    "age": (
        lambda day: f"{age(day)}岁",
        lambda day: f"{age(day)}岁（{AS_OF.year}年{AS_OF.month}月）",
        lambda day: f"虚岁{AS_OF.year - LunarDate.from_solar(day).year}",  # the lunar year 2025 had not begun
    ),
    "zodiac": (
        lambda day: f"属{animal(day)}",
        lambda day: f"属{animal(day)}, {age(day)}岁",
        lambda day: f"{day.month}月生，属{animal(day)}",
    ),
    "lunar": (lunar, lambda day: lunar(day) + "生"),
    "era": (lambda day: f"民國{day.year - 1911}年{day.month}月{day.day}日",),
    "short": (lambda day: f"{day:%y}年{day.month}月{day.day}日", lambda day: f"{day:%y}.{day.month}.{day.day}"),
}
POLICE_WAYS: Ways = {
    "era": (lambda day: f"{day.day:02}/{day.month:02}/{day.year + 543}",),
    "short": (lambda day: f"{day.day:02}/{day.month:02}/{day:%y}",),
}
NGO_WAYS: Ways = {
    "part": (
        lambda day: f"{day.year}",
        lambda day: f"{_MONTHS[day.month - 1]} {day.year}",
        lambda day: f"about {day.year}",
    ),
    "age": (
        lambda day: f"{age(day)} years old",
        lambda day: f"{age(day)} ({_MONTHS[AS_OF.month - 1]} {AS_OF.year})",
        lambda day: f"age {age(day)}",
    ),
    "short": (lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day:%y}",),
}


def day_between(first: date, last: date, rng: Random) -> date:
    return date.fromordinal(rng.randint(first.toordinal(), last.toordinal()))
