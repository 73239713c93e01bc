"""How families, police and NGOs write one person down: their columns, scripts and forms of dates and numbers.

Each writer takes a person and the clerk whose hand it is, and gives the cells after the id. How a clerk is used to
write (script, form of dates) is drawn anew for each entry: lists are put together by many hands.
"""

from __future__ import annotations

from datetime import date

from matcher.generate import cells, dates, names
from matcher.generate.mistakes import Clerk
from matcher.generate.people import Person
from matcher.generate.tables import Weighted

FAMILIES_HEADER = (
    *("编号", "姓名", "性别", "出生日期", "护照号", "籍贯"),
    *("失联日期", "最后联系地点", "联系人关系", "备注"),
)
POLICE_HEADER = ("id", "Name", "性别", "DOB", "Passport No", "Nationality 国籍", "登记日期", "Station", "状态")
NGO_HEADER = ("id", "full_name", "gender", "birth_date", "passport", "country", "hometown", "arrived", "notes")

LOST_FROM, LOST_TO = date(2022, 6, 1), date(2025, 1, 10)
FOUND_FROM, FOUND_TO = date(2023, 9, 1), date(2025, 3, 31)

_STATIONS: Weighted[tuple[str, dates.DateForm]] = Weighted(
    [(("A", dates.iso), 35), (("B", dates.iso), 25), (("C", dates.day_first), 40)]
)


def families(person: Person, clerk: Clerk) -> tuple[str, ...]:
    rng, form, blanks = clerk.rng, dates.FAMILIES_FORMS.draw(clerk.rng), cells.CHINESE_BLANKS
    return (
        names.by_family(person, clerk),
        cells.sex(person, clerk, {"M": "男", "F": "女"}, blanks),
        dates.birthdate(person.born, clerk, form, dates.FAMILIES_WAYS, blanks),
        cells.passport(person, clerk, blanks, cells.TAILS_IN_CHINESE),
        cells.origin(person, clerk, True, blanks),
        form(dates.day_between(LOST_FROM, LOST_TO, rng)),
        rng.choice(("妙瓦底", "KK园区", "大其力", "老街", "西港", "湄索", "不清楚", "")),
        rng.choice(("父亲", "母亲", "配偶", "哥哥", "姐姐", "弟弟", "妹妹", "舅舅", "表哥", "朋友")),
        rng.choice(("", "", "", "", "左臂有纹身", "戴眼镜", "说去泰国旅游", "已报案", "要赎金", "电话关机")),
    )


def police(person: Person, clerk: Clerk) -> tuple[str, ...]:
    rng, (station, form) = clerk.rng, _STATIONS.draw(clerk.rng)
    return (
        names.by_police(person, clerk),
        cells.sex(person, clerk, {"M": "M", "F": "F"}, cells.POLICE_BLANKS),
        dates.birthdate(person.born, clerk, form, dates.POLICE_WAYS, cells.POLICE_BLANKS),
        cells.passport(person, clerk, cells.POLICE_NUMBER_BLANKS),
        person.nationality,
        form(dates.day_between(FOUND_FROM, FOUND_TO, rng)),
        station,
        rng.choice(("已获救", "已遣返", "在押", "待遣返")),
    )


def ngo(person: Person, clerk: Clerk) -> tuple[str, ...]:
    rng, form, blanks = clerk.rng, dates.NGO_FORMS.draw(clerk.rng), cells.ENGLISH_BLANKS
    in_han = bool(person.name.han) and rng.random() < names.NGO_IN_HAN
    return (
        names.by_ngo(person, clerk, in_han),
        cells.sex(person, clerk, {"M": "male", "F": "female"}, blanks),
        dates.birthdate(person.born, clerk, form, dates.NGO_WAYS, blanks),
        cells.passport(person, clerk, blanks, cells.TAILS_IN_ENGLISH),
        person.nationality.title(),
        cells.origin(person, clerk, in_han, blanks),
        form(dates.day_between(FOUND_FROM, FOUND_TO, rng)),
        rng.choice(("", "", "", "needs a doctor", "no documents", "asked for interpreter", "wants to call home")),
    )
