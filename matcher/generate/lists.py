"""How families, police and NGOs write one person down: their columns, scripts and forms of dates and numbers.

Each writer takes a person and the clerk whose hand it is, and gives the cells after the id. How a clerk is used to
write (script, form of dates) is drawn anew for each entry: lists are put together by many hands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from matcher.generate.mistakes import (
    Clerk,
    LatinName,
    homophone,
    letter_for_digit,
    misdated,
    misheard,
    mistyped,
    other_province,
    other_sex,
    swapped,
)
from matcher.generate.people import Name, Person
from matcher.generate.tables import Weighted, rows
from matcher.typing_errors import wrong_digit

FAMILIES_HEADER = (
    *("编号", "姓名", "性别", "出生日期", "护照号", "籍贯"),
    *("失联日期", "最后联系地点", "联系人关系", "备注"),
)
POLICE_HEADER = ("id", "Name", "性别", "DOB", "Passport No", "Nationality 国籍", "登记日期", "Station", "状态")
NGO_HEADER = ("id", "full_name", "gender", "birth_date", "document", "country", "hometown", "arrived", "notes")

DateForm = Callable[[date], str]
NameForm = Callable[[LatinName], str]


def families(person: Person, clerk: Clerk) -> tuple[str, ...]:
    rng, form = clerk.rng, _FAMILIES_DATES.draw(clerk.rng)
    return (
        _FAMILIES_SCRIPTS.draw(rng)(_as_known(person.name, clerk), clerk),
        _sex(person, clerk, {"M": "男", "F": "女"}, _CHINESE_BLANKS),
        _birthdate(person, clerk, form, _CHINESE_PARTS, _CHINESE_BLANKS),
        _passport(person, clerk, _CHINESE_BLANKS),
        _origin(person, clerk, _PROVINCES_IN_HAN.draw(rng), _CHINESE_BLANKS),
        form(_day_between(LOST_FROM, LOST_TO, rng)),
        rng.choice(("妙瓦底", "KK园区", "大其力", "老街", "西港", "湄索", "不清楚", "")),
        rng.choice(("父亲", "母亲", "配偶", "哥哥", "姐姐", "弟弟", "妹妹", "舅舅", "表哥", "朋友")),
        rng.choice(("", "", "", "", "左臂有纹身", "戴眼镜", "说去泰国旅游", "已报案", "要赎金", "电话关机")),
    )


def police(person: Person, clerk: Clerk) -> tuple[str, ...]:
    rng = clerk.rng
    station, form = _STATIONS.draw(rng)
    return (
        _latin(person.name, clerk, "yu", _POLICE_NAMES),
        _sex(person, clerk, {"M": "M", "F": "F"}, _NO_BLANKS),
        _birthdate(person, clerk, form, (), _NO_BLANKS),
        _passport(person, clerk, _NO_BLANKS),
        person.nationality,
        form(_day_between(FOUND_FROM, FOUND_TO, rng)),
        station,
        rng.choice(("已获救", "已遣返", "在押", "待遣返")),
    )


def ngo(person: Person, clerk: Clerk) -> tuple[str, ...]:
    rng, form = clerk.rng, _NGO_DATES.draw(clerk.rng)
    name = _as_known(person.name, clerk)
    in_han = bool(name.han) and rng.random() < NGO_IN_HAN
    provinces = _PROVINCES_IN_HAN.draw(rng) if in_han else _PROVINCES_IN_LATIN
    return (
        _simplified(name, clerk) if in_han else _latin(name, clerk, rng.choice(("v", "u")), _NGO_NAMES),
        _sex(person, clerk, {"M": "male", "F": "female"}, _ENGLISH_BLANKS),
        _birthdate(person, clerk, form, _ENGLISH_PARTS, _ENGLISH_BLANKS),
        _passport(person, clerk, _ENGLISH_BLANKS),
        person.nationality.title(),
        _origin(person, clerk, provinces, _ENGLISH_BLANKS),
        form(_day_between(FOUND_FROM, FOUND_TO, rng)),
        rng.choice(("", "", "", "needs a doctor", "no documents", "asked for interpreter", "wants to call home")),
    )


LOST_FROM, LOST_TO = date(2022, 6, 1), date(2025, 1, 10)
FOUND_FROM, FOUND_TO = date(2023, 9, 1), date(2025, 3, 31)


def _day_between(first: date, last: date, rng: Random) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


# Names

_TRADITIONAL = str.maketrans({character: form for character, form in rows("traditional.tsv")})  # noqa: C416


def _as_known(name: Name, clerk: Clerk) -> Name:
    return name.without_surname if name.surname.latin and clerk.lacks("name.part") else name


def _simplified(name: Name, clerk: Clerk) -> str:
    return clerk.perhaps("name.homophone", homophone, name).han


def _traditional(name: Name, clerk: Clerk) -> str:
    return _simplified(name, clerk).translate(_TRADITIONAL)


def _pinyin(name: Name, clerk: Clerk) -> str:
    return _latin(name, clerk, clerk.rng.choice(("v", "v", "u", "ü")), _FAMILIES_NAMES)


def _both(name: Name, clerk: Clerk) -> str:
    return f"{_simplified(name, clerk)} ({_pinyin(name, clerk)})"


def _latin(name: Name, clerk: Clerk, umlaut: str, forms: Weighted[NameForm]) -> str:
    """The name in Latin letters, as it was heard, typed and put in order, with `umlaut` for ü."""
    latin = (name.surname.latin.replace("ü", umlaut), name.given_latin.replace("ü", umlaut))
    if name.han:
        latin = clerk.perhaps("name.misheard", misheard, latin)
    latin = clerk.perhaps("name.typing", mistyped, latin)
    latin = clerk.perhaps("name.order", swapped, latin)
    return forms.draw(clerk.rng)(latin)


def _small(name: LatinName) -> str:
    return " ".join(filter(None, name))


def _capital(name: LatinName) -> str:
    return _small(name).title()


def _joined(name: LatinName) -> str:
    return "".join(name)


def _upper(name: LatinName) -> str:
    return _small(name).upper()


def _comma(name: LatinName) -> str:
    return ", ".join(filter(None, name)).upper()


def _given_first(name: LatinName) -> str:
    return _capital((name[1], name[0]))


NGO_IN_HAN = 0.45
_FAMILIES_SCRIPTS: Weighted[Callable[[Name, Clerk], str]] = Weighted(
    [(_simplified, 0.78), (_traditional, 0.07), (_pinyin, 0.12), (_both, 0.03)]
)
_FAMILIES_NAMES: Weighted[NameForm] = Weighted([(_capital, 4), (_small, 2), (_joined, 2), (_upper, 2)])
_POLICE_NAMES: Weighted[NameForm] = Weighted([(_upper, 65), (_comma, 25), (_capital, 10)])
_NGO_NAMES: Weighted[NameForm] = Weighted([(_capital, 45), (_given_first, 55)])


# Dates of birth


def _iso(day: date) -> str:
    return day.isoformat()


def _in_han(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _slashes(day: date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def _digits(day: date) -> str:
    return f"{day.year}{day.month:02}{day.day:02}"


def _dots(day: date) -> str:
    return f"{day.year}.{day.month}.{day.day}"


def _day_first(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _month_in_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FAMILIES_DATES: Weighted[DateForm] = Weighted([(_iso, 40), (_in_han, 25), (_slashes, 20), (_digits, 10), (_dots, 5)])
_NGO_DATES: Weighted[DateForm] = Weighted([(_iso, 45), (_month_in_words, 35), (_day_first, 20)])
_STATIONS: Weighted[tuple[str, DateForm]] = Weighted([(("A", _iso), 35), (("B", _iso), 25), (("C", _day_first), 40)])
_CHINESE_PARTS: tuple[DateForm, ...] = (lambda day: f"{day.year}年", lambda day: f"{day.year}年{day.month}月")
_ENGLISH_PARTS: tuple[DateForm, ...] = (lambda day: f"{day.year}", lambda day: f"{_MONTHS[day.month - 1]} {day.year}")


def _birthdate(person: Person, clerk: Clerk, form: DateForm, parts: Sequence[DateForm], blanks: Weighted[str]) -> str:
    if clerk.lacks("birthdate.missing"):
        return blanks.draw(clerk.rng)
    if clerk.lacks("birthdate.part"):
        return clerk.rng.choice(parts)(person.born)
    return form(misdated(person.born, clerk))


# Other cells

_CHINESE_BLANKS = Weighted([("", 75), ("不详", 10), ("未知", 7), ("无", 5), ("不清楚", 3)])
_ENGLISH_BLANKS = Weighted([("", 80), ("unknown", 12), ("N/A", 8)])
_NO_BLANKS = Weighted([("", 1)])

_PROVINCE_ROWS = rows("provinces.tsv")
_PROVINCES_IN_HAN: Weighted[dict[str, str]] = Weighted(
    [
        ({han: han for han, _, _, _ in _PROVINCE_ROWS}, 60),
        ({han: han + what for han, what, _, _ in _PROVINCE_ROWS}, 40),
    ]
)
_PROVINCES_IN_LATIN = {han: latin for han, _, latin, _ in _PROVINCE_ROWS}


def _sex(person: Person, clerk: Clerk, words: Mapping[str, str], blanks: Weighted[str]) -> str:
    if clerk.lacks("sex.missing"):
        return blanks.draw(clerk.rng)
    return words[clerk.perhaps("sex.wrong", other_sex, str(person.sex))]


def _origin(person: Person, clerk: Clerk, provinces: Mapping[str, str], blanks: Weighted[str]) -> str:
    """The province, in the words given; outside China nobody is asked."""
    if not person.province:
        return ""
    if clerk.lacks("origin.missing"):
        return blanks.draw(clerk.rng)
    return provinces[clerk.perhaps("origin.wrong", other_province, person.province)]


def _passport(person: Person, clerk: Clerk, blanks: Weighted[str]) -> str:
    if clerk.lacks("passport.missing"):
        return blanks.draw(clerk.rng)
    number = person.passport
    if clerk.lacks("passport.masked"):
        number = number[:3] + "*" * (len(number) - 6) + number[-3:]
    elif clerk.lacks("passport.part"):
        known = clerk.rng.choice((4, 5, 6))
        number = clerk.rng.choice((number[-known:], "*" * (len(number) - known) + number[-known:], number[:known]))
    number = clerk.perhaps("passport.digit", wrong_digit, number)
    return clerk.perhaps("passport.letter", letter_for_digit, number)
