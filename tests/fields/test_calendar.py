"""How dates are written: numerals, eras, ages, the zodiac, the lunar calendar."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import Unreadable, Value, dates, tables
from matcher.fields.calendar import lunar, order, reading, zodiac
from matcher.fields.calendar.numerals import in_digits
from matcher.fields.calendar.partial import PartialDate

LUNAR_MONTHS = Path(__file__).parents[3] / "shared/data/lunar_calendar/lunar_months_1920_2025.csv"


def read(cell: str) -> Value:
    value = dates.normalise(cell)
    assert value is not None
    return value


@pytest.mark.parametrize(
    "cell",
    [
        "壹玖玖柒年捌月叁日",
        "一九九七年捌月叁日",
        "一千九百九十七年八月三日",
        "٠٣/٠٨/١٩٩٧",
        "၃-၈-၁၉၉၇",
        "၁၉၉၇ ခုနှစ် သြဂုတ်လ ၃ ရက်",
        "၃ ဩဂုတ် ၁၉၉၇",
        "民國86年8月3日",
        "中華民國八十六年八月三日",
        "民86.8.3",
        "ROC 86/08/03",
        "086/08/03",
        "0860803",
        "民國860803",
        "平成9年8月3日",
        "2540-08-03",
        "25400803",
        "03/08/2540",
        "3 ส.ค. 2540",
        "3 ส.ค. 40",
        "๓ สิงหาคม พ.ศ. ๒๕๔๐",
        "วันที่ 3 เดือน 8 ปี 2540",
        "เกิดวันที่ 3 สิงหาคม ค.ศ. 1997",
        "ngày 3 tháng 8 năm 1997",
        "3 tháng tám 1997",
        "3 de agosto de 1997",
        "3 août 1997",
        "3 Agustus 1997",
        "3. August 1997",
        "1997년 8월 3일",
        "35645",
        "35645.5",
        "03/08/97",
        "97.8.3",
        "03-AUG-97",
        "3 Aug '97",
        "97年8月3日",
        "970803",
        "030897",
        "03081997",
        "Sunday, 3 August 1997",
        "1997年8月3日 星期日",
        "出生日期：1997-08-03",
        "1997年8月3日 (27岁)",
        "1997年8月3日 属牛",
        "农历1997年七月初一",
        "1997年七月初一",
        "民國86年農曆七月初一",
        "âm lịch 1/7/1997",
        "3 августа 1997 г.",
        "03.08.1997 г.р.",
        "né(e) le 3 août 1997",
        "nacida el 3 de agosto de 1997",
        "nascido em 3 de agosto de 1997",
        "tanggal lahir 3 Agustus 1997",
        "3 آب 1997",
        "٣ أغسطس ١٩٩٧م",
        "3 غشت 1997",
        "३ अगस्त १९९७",
        "৩ আগস্ট ১৯৯৭",
        "3 ஆகஸ்ட் 1997",
        "໐໓/໐໘/໑໙໙໗",
        "3 ສິງຫາ 1997",
        "០៣/០៨/១៩៩៧",
        "3 សីហា 1997",
        "3 avgust 1997",
        "3 Ağustos 1997",
        "H9.8.3",
        "H9年8月3日",
    ],
)
def test_one_day_is_read_in_every_script_era_and_calendar(cell: str) -> None:
    assert read(cell).normal == "1997-08-03"


@pytest.mark.parametrize(
    ("cell", "normal"),
    [
        ("1997", "1997"),
        ("1997年", "1997"),
        ("九七年", "1997"),
        ("二千年", "2000"),
        ("两千零一年", "2001"),
        ("2540", "1997"),
        ("พ.ศ. 2540", "1997"),
        ("พ.ศ. 40", "1997"),
        ("民國元年", "1912"),
        ("1997.0", "1997"),
        ("1997年月日不详", "1997"),
        ("1997-00-00", "1997"),
        ("1997-xx-xx", "1997"),
        ("1997-08", "1997-08"),
        ("1997年8月", "1997-08"),
        ("199708", "1997-08"),
        ("08/1997", "1997-08"),
        ("08/97", "1997-08"),
        ("Aug 1997", "1997-08"),
        ("Aug-97", "1997-08"),
        ("tháng 8 năm 1997", "1997-08"),
        ("1997-08-00", "1997-08"),
        ("00/08/1997", "1997-08"),
        ("08/00/1997", "1997-08"),
        ("8月3日", "XXXX-08-03"),
        ("0000-08-03", "XXXX-08-03"),
        ("3 Aug", "XXXX-08-03"),
        ("August 3rd", "XXXX-08-03"),
        ("一九九七年十二月廿三日", "1997-12-23"),
        ("一九九七年十月卅一日", "1997-10-31"),
        ("05.8.3", "2005-08-03"),
        ("01/01/01", "2001-01-01"),
        ("03/08/26", "2026-08-03"),
        ("03/08/27", "1927-08-03"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(cell: str, normal: str) -> None:
    assert read(cell).normal == normal


@pytest.mark.parametrize(
    ("cell", "normal"),
    [
        ("about 1997", "1996/1998"),
        ("约1997", "1996/1998"),
        ("大概1997年", "1996/1998"),
        ("1997年左右", "1996/1998"),
        ("ประมาณ พ.ศ. 2540", "1996/1998"),
        ("c. 1997", "1996/1998"),
        ("1997?", "1996/1998"),
        ("约1997年8月", "1997"),
        ("about 3 August 1997", "1997-08"),
    ],
)
def test_a_guess_is_sure_of_all_but_its_smallest_unit(cell: str, normal: str) -> None:
    assert read(cell).normal == normal


@pytest.mark.parametrize(
    ("cell", "normal"),
    [
        ("1990-1995", "1990/1995"),
        ("1990-95", "1990/1995"),
        ("1990年至1995年", "1990/1995"),
        ("between 1990 and 1995", "1990/1995"),
        ("2533-2538", "1990/1995"),
        ("90后", "1990/1999"),
        ("95后", "1995/1999"),
        ("00后", "2000/2009"),
        ("20世纪90年代", "1990/1999"),
        ("1990s", "1990/1999"),
        ("199x", "1990/1999"),
        ("1996或1997", "1996/1997"),
        ("1995 or 1997", "[1995,1997]"),
        ("ကောဇာသက္ကရာဇ် ၁၃၅၉", "1997/1998"),
        ("၁၃၅၉", "1997/1998"),
    ],
)
def test_a_range_of_years_is_read(cell: str, normal: str) -> None:
    assert read(cell).normal == normal


@pytest.mark.parametrize(
    ("cell", "normal"),
    [
        ("27岁 (2024)", "1996/1997"),
        ("二十七岁 2024年5月1日", "1996/1997"),
        ("aged 27 in 2024", "1996/1997"),
        ("27 years old, 2024", "1996/1997"),
        ("27 y/o (2024)", "1996/1997"),
        ("อายุ 27 ปี พ.ศ. 2567", "1996/1997"),
        ("အသက် ၂၇ နှစ် ၂၀၂၄", "1996/1997"),
        ("27 tuổi (2024)", "1996/1997"),
        ("umur 27 tahun (2024)", "1996/1997"),
        ("虚岁27 2024", "1998/1999"),
        ("约27岁 (2024)", "1995/1998"),
        ("25-30岁 (2024)", "1993/1999"),
        ("30多岁 (2024)", "1984/1994"),
    ],
)
def test_an_age_leaves_the_years_before_and_after_the_birthday(cell: str, normal: str) -> None:
    assert read(cell).normal == normal


@given(st.dates(date(1930, 1, 1), date(2010, 12, 31)), st.dates(date(2015, 1, 1), date(2037, 12, 31)))
def test_an_age_and_its_year_give_the_year_of_birth_among_two(born: date, told: date) -> None:
    age = told.year - born.year - ((told.month, told.day) < (born.month, born.day))
    years = read(f"{age}岁 ({told.year})").parts["year"]
    assert str(born.year) in years
    assert len(years) == 2


def test_a_date_beside_an_age_is_the_birthdate_where_it_is_old_or_said_to_be() -> None:
    assert read("1997, 27岁").normal == "1997"
    assert read("2018, 5岁").normal == "2012/2013"
    assert read("2018年出生, 5岁").normal == "2018"
    assert read("8月3日, 27岁").normal == "XXXX-08-03"


@pytest.mark.parametrize(
    ("cell", "normal"),
    [
        ("2054 BS", "1997/1998"),
        ("2054/4/32 B.S.", "1997/1998"),
        ("वि.सं. २०५४", "1997/1998"),
        ("1989 E.C.", "1996/1997"),
        ("1989 ዓ.ም", "1996/1997"),
        ("1418 AH", "1997/1998"),
        ("1/4/1418 هـ", "1997/1998"),
        ("S45.1.2", "1970-01-02"),
        ("1997 г.р.", "1997"),
        ("سنة 1997", "1997"),
    ],
)
def test_years_of_other_eras_are_those_they_lie_in(cell: str, normal: str) -> None:
    assert read(cell).normal == normal


@pytest.mark.parametrize(
    "told", ["만 27세", "27 лет", "27 ዓመት", "27 वर्ष", "27 বছর", "27 سنوات", "27 taon", "27 yosh", "27歳"]
)
def test_ages_are_read_in_the_languages_of_who_is_looked_for(told: str) -> None:
    assert read(f"{told} (2024)").normal == "1996/1997"


@pytest.mark.parametrize("told", ["20s", "in his 20s", "late 20s", "20代", "20대"])
def test_an_age_by_its_tens_is_no_decade_of_birth(told: str) -> None:
    assert read(f"{told} 2024").normal == "1994/2004"
    with pytest.raises(Unreadable, match=f"^{reading.NO_ANCHOR}$"):
        dates.normalise(told)


@pytest.mark.parametrize("told", ["27 thn", "27 साल", "27 سنة", "25 лет"])
def test_an_age_alone_says_that_it_lacks_its_date(told: str) -> None:
    with pytest.raises(Unreadable, match=f"^{reading.NO_ANCHOR}$"):
        dates.normalise(told)


def test_a_sign_has_its_years() -> None:
    value = read("屬牛")
    assert value.normal == "[1937,1949,1961,1973,1985,1997,2009,2021]"
    assert value.parts == {"zodiac": ("ox",)}
    assert read("ปีฉลู") == read("year of the ox") == value


@pytest.mark.parametrize(
    ("cell", "normal", "signs"),
    [
        ("1997", "1997", ("ox", "rat")),
        ("1997-08", "1997-08", ("ox",)),
        ("1997-01-15", "1997-01-15", ("ox", "rat")),
        ("1997年 属牛", "1997", ("ox",)),
        ("1998年 属牛", "1998", ("ox",)),
        ("1998-01-15 属牛", "1998-01-15", ("ox",)),
        ("属牛 27岁 (2024)", "1997", ("ox",)),
        ("属牛, 27岁", "[1997,2009]", ("ox",)),
        ("90后 属牛", "1997", ("ox",)),
        ("030805 属鸡", "2005-08-03", ("rooster",)),
        ("农历1996年腊月廿三", "1997-01-31", ("rat",)),
    ],
)
def test_a_sign_narrows_the_years(cell: str, normal: str, signs: tuple[str, ...]) -> None:
    assert read(cell).normal == normal
    assert read(cell).parts["zodiac"] == signs


@pytest.mark.parametrize("cell", ["1997-08-03 属虎", "1997 属虎", "030805 属牛", "农历1997年七月初一 属虎"])
def test_a_sign_that_does_not_fit_is_reported(cell: str) -> None:
    with pytest.raises(Unreadable, match=f"^{reading.CONTRADICTION}$"):
        dates.normalise(cell)


@given(st.integers(1901, 2099), st.integers(1, 12))
def test_a_year_or_month_has_the_sign_of_each_of_its_days(year: int, month: int) -> None:
    """The new year is where the lunar calendar has it."""
    new_year = lunar.span(year, 1, 1)
    assert new_year is not None
    for day in (date(year, month, 1), date(year, month, 28)):
        true = zodiac.sign(year if day >= new_year[0] else year - 1)
        assert true in zodiac.signs((year,), month)
        assert true in zodiac.signs((year,), None)


def test_two_years_of_births_hold_each_sign_twice() -> None:
    for animal in zodiac.SIGNS:
        for age in (1, 27, 60):
            assert len(read(f"{animal}, {age} years old").parts["year"]) == 2


@pytest.mark.parametrize(
    "cell", ["0000-00-00", "000000", "1900", "1900-01-00", "1899-12-30", "1111-11-11", "9999-12-31"]
)
def test_what_programs_write_for_nothing_is_no_date(cell: str) -> None:
    assert dates.normalise(cell) is None


def test_days_of_spreadsheets_are_counted_past_the_leap_day_that_never_was() -> None:
    """Their day 1 is 1 January 1900, and their day 60 a 29 February."""
    for serial in (10_000, 35_645, 60_000):
        assert read(str(serial)).normal == (date(1900, 1, 1) + timedelta(days=serial - 2)).isoformat()


@given(st.dates(date(1927, 1, 1), date(2026, 12, 31)))
def test_years_of_two_digits_and_of_eras_are_those_in_full(day: date) -> None:
    year = day.year
    written = [
        f"{day:%d/%m/%y}",
        f"民国{year - 1911}年{day.month}月{day.day}日",
        f"{day.day}/{day.month}/{year + 543}",
        f"พ.ศ. {year + 543}-{day.month}-{day.day}",
    ]
    assert {read(cell).normal for cell in written} == {day.isoformat()}


@pytest.mark.parametrize("month", range(1, 13))
def test_every_name_of_a_month_is_read(month: int) -> None:
    names = next(names for meaning, names in tables.rows("date_words.tsv") if meaning == str(month)).split("|")
    assert {read(f"3 {name} 1997").normal for name in names} == {f"1997-{month:02}-03"}


@given(st.integers(1, 9999))
def test_numerals_by_units_are_read(number: int) -> None:
    """As a textbook writes them: one zero for each run of empty places inside."""
    digits, units = "零一二三四五六七八九", ("千", "百", "十", "")
    places = zip(f"{number:04}", units, strict=True)
    written = "".join(digits[int(digit)] + unit if digit != "0" else "零" for digit, unit in places)
    assert in_digits(re.sub("零+", "零", written).strip("零")) == str(number)


def test_numerals_that_say_no_number_are_left() -> None:
    assert in_digits("廿千廿千") == "廿千廿千"


@pytest.mark.parametrize(
    ("cell", "also"),
    [("农历1997年七月初一", "1997-07-01"), ("1995年闰八月十五", "1995-08-15"), ("阴历1993年二月三十", None)],
)
def test_a_lunar_date_has_also_the_parts_of_its_numbers(cell: str, also: str | None) -> None:
    """Registers often hold a lunar birthday as if it were Gregorian."""
    value = read(cell)
    assert value.parts["full"] == ((value.normal, also) if also else (value.normal,))
    assert value.qgrams == read(value.normal).qgrams


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("农历七月初一", reading.NO_LUNAR_YEAR),
        ("农历1890年七月初一", order.NO_SUCH_DATE),
    ],
)
def test_a_lunar_date_that_is_none_is_reported(cell: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        dates.normalise(cell)


@pytest.mark.parametrize(
    ("cell", "normal"),
    [
        ("农历1997年六月三十", "1997"),
        ("农历1997年闰八月初一", "1997/1998"),
        ("农历1997年腊月三十一", "1997/1998"),
        ("27岁 2024-02-30", "1996/1997"),
    ],
)
def test_of_a_lunar_date_or_age_in_doubt_the_gregorian_years_are_known(cell: str, normal: str) -> None:
    """六月 of 1997 had 29 days; no month of 1997 came twice."""
    assert read(cell).normal == normal
    assert read(cell).doubt == f"{order.NO_SUCH_DATE}; only its year can be used"


def test_of_a_lunar_year_or_month_the_gregorian_years_are_known() -> None:
    assert read("农历1997年").normal == "1997/1998"
    assert read("农历1997年七月").normal == "1997"
    assert read("农历1997年腊月").normal == "1997/1998"


@pytest.mark.skipif(not LUNAR_MONTHS.exists(), reason="the table of lunar months is not beside this checkout")
def test_lunar_months_are_those_that_most_packages_give() -> None:
    with LUNAR_MONTHS.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            first = date.fromisoformat(row["gregorian_first_day"])
            found = lunar.span(int(row["lunar_year"]), int(row["lunar_month"]), None, leap=row["is_leap"] == "1")
            assert found == (first, first + timedelta(days=int(row["days"]) - 1))


def test_nothing_of_a_date_is_shown() -> None:
    assert repr(PartialDate((1997,), 8, 3)) == "PartialDate(1 years)"
