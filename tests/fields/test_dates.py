"""Full dates, and the parts and q-grams of dates known in part. How dates are written: `test_calendar.py`."""

from __future__ import annotations

import contextlib
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import Unreadable, Value, dates
from matcher.fields.calendar import order, reading, words
from matcher.fields.calendar.partial import YEARS

days = st.dates(date(1880, 1, 1), date(2100, 12, 31)).filter(
    lambda day: (day.year, day.month, day.day) not in order.EMPTY
)


def read(cell: str) -> Value:
    value = dates.normalise(cell)
    assert value is not None
    return value


@pytest.mark.parametrize(
    "cell",
    [
        "1997-08-03",
        "1997-8-3",
        "1997/8/3",
        "1997.8.3",
        "1997. 8. 3.",
        "1997 08 03",
        "19970803",
        "1997年8月3日",
        "1997年08月03号",
        "1997 年 8 月 3 日",
        "一九九七年八月三日",
        "１９９７－０８－０３",
        "๐๓/๐๘/๑๙๙๗",
        "03/08/1997",
        "3.8.1997",
        "03-08-1997",
        "3 Aug 1997",
        "3rd of August 1997",
        "03-AUG-1997",
        "03AUG1997",
        "Aug 3, 1997",
        "August 3rd, 1997",
        "1997-Aug-03",
        "1997-08-03T12:30:00Z",
        "1997-08-03 00:00:00",
        "1997-08-03T12:30:00.000+08:00",
        "03/08/1997 12:30 PM",
        "1997年8月3日 08:15",
    ],
)
def test_one_date_has_one_normal_form(cell: str) -> None:
    assert read(cell).normal == "1997-08-03"


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("23/08/1997", "1997-08-23"),
        ("08/23/1997", "1997-08-23"),
        ("08/09/1997", "1997-09-08"),
        ("二〇〇〇年十二月三十一日", "2000-12-31"),
        ("二○○一年十月二十日", "2001-10-20"),
        ("Sept 1, 2001", "2001-09-01"),
        ("29 February 2000", "2000-02-29"),
    ],
)
def test_other_dates(cell: str, iso: str) -> None:
    assert read(cell).normal == iso


@pytest.mark.parametrize(
    "cell",
    ["", "-", "n/a", "unknown", "不详", "未知", "0000-00-00", "00000000", "00/00/0000", "1900-01-01", "01/01/1900"],
)
def test_a_placeholder_is_no_date(cell: str) -> None:
    assert dates.normalise(cell) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31-02-05", order.NO_SUCH_DATE),
        ("201996", order.NO_SUCH_DATE),
        ("19962002", order.NO_SUCH_DATE),
        ("XXXX-02-30", order.NO_SUCH_DATE),
        ("1879-12-31", order.NO_SUCH_DATE),
        ("2101-01-01", order.NO_SUCH_DATE),
        ("2300", order.NO_SUCH_DATE),
        ("27", order.UNCLEAR),
        ("about 30", order.UNCLEAR),
        ("08/03", order.UNCLEAR),
        ("Aug 05", order.UNCLEAR),
        ("27岁", reading.NO_ANCHOR),
        ("1997-08-03-04", words.NOT_A_DATE),
        ("03 1997 08", words.NOT_A_DATE),
        ("3/8/7", words.NOT_A_DATE),
        ("99999", words.NOT_A_DATE),
        ("13800138000", words.NOT_A_DATE),
        ("138 0013 8000", words.NOT_A_DATE),
        ("110101199708030012", words.NOT_A_DATE),
        ("E12345678", words.NOT_A_DATE),
        ("12:30", words.NOT_A_DATE),
        ("about", words.NOT_A_DATE),
        ("1990-2020", words.NOT_A_DATE),
        ("1998-1997", words.NOT_A_DATE),
        ("9" * 81, "longer than 80 characters"),
    ],
)
def test_what_says_no_date_is_unreadable(cell: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        dates.normalise(cell)


@pytest.mark.parametrize(
    ("normal", "cells"),
    [
        (
            "1997-02",
            [
                "1997-02-30",
                "30/02/1997",
                "02/30/1997",
                "29/02/97",
                "970230",
                "19970231",
                "30021997",
                "30 February 1997",
                "2540-02-30",
                "民国86年2月30日",
                "97年2月30日",
            ],
        ),
        ("2005-02", ["05年2月30日", "94/02/30 民国"]),
        ("1996", ["1996-13-05", "13/13/1996", "13/1996", "19961305", "199613", "about 1996-02-30"]),
    ],
)
def test_of_a_date_that_does_not_exist_what_is_sure_is_known(normal: str, cells: list[str]) -> None:
    """The year, and the month where it is one; with a reason, as the cell holds more."""
    sure = "year and month" if "-" in normal else "year"
    for cell in cells:
        value = read(cell)
        assert (value.normal, value.doubt) == (normal, f"{order.NO_SUCH_DATE}; only its {sure} can be used")
        assert value == read(normal)
        assert "day" not in value.parts


@pytest.mark.parametrize("cell", ["1997-08-03", "29/02/1996", "1997", "约1997年", "农历1997年七月初一"])
def test_a_date_that_exists_is_in_no_doubt(cell: str) -> None:
    assert read(cell).doubt == ""


def test_parts_of_a_date() -> None:
    assert read("1997-08-03").parts == {
        "full": ("1997-08-03",),
        "year": ("1997",),
        "month": ("08",),
        "day": ("03",),
        "year_month": ("1997-08",),
        "year_day": ("1997-03",),
        "month_day": ("03-08",),
        "year_near": ("1996/1997", "1997/1998"),
        "decade_half": ("1995/1999",),
        "zodiac": ("ox",),
        "even_years": ("998",),
        "odd_years": ("999",),
    }
    assert tuple(read("1997-08-03").parts) == (*dates.PARTS, *dates.COMPARED)


def test_swapped_day_and_month_share_a_part() -> None:
    assert read("1997-08-03").parts["month_day"] == read("1997-03-08").parts["month_day"]


def test_qgrams_of_a_date() -> None:
    assert read("1997-08-03").qgrams == (
        *("0:1", "1:9", "2:9", "3:7", "4:0", "5:8", "6:0", "7:3"),
        *("y1997", "m08", "d03"),
    )


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("1997-08", "year month year_month year_near decade_half zodiac"),
        ("1997", "year year_near decade_half zodiac"),
        ("8月3日", "month day month_day"),
        ("1996/1997", "year year_near decade_half zodiac"),
        ("1996/1998", "year_near decade_half"),
        ("1990/1995", "decade_half"),
        ("属牛", "zodiac"),
        ("1984/1994", ""),
    ],
)
def test_a_date_known_in_part_has_the_parts_that_are_known(cell: str, parts: str) -> None:
    assert [part for part in read(cell).parts if part in dates.PARTS] == parts.split()


@pytest.mark.parametrize(
    ("cell", "qgrams"),
    [
        ("1997-08", "0:1 1:9 2:9 3:7 4:0 5:8 y1997 m08"),
        ("1997", "0:1 1:9 2:9 3:7 y1997"),
        ("8月3日", "4:0 5:8 6:0 7:3 m08 d03"),
        ("1996/1997", "0:1 1:9 2:9 y1996 y1997"),
        ("1990/1995", "0:1 1:9 2:9"),
        ("属牛", ""),
    ],
)
def test_qgrams_of_a_date_known_in_part_are_those_that_are_known(cell: str, qgrams: str) -> None:
    assert list(read(cell).qgrams) == qgrams.split()


@pytest.mark.parametrize(
    ("cell", "year", "near"),
    [
        ("1996/1997", ("1996", "1997"), ("1996/1997",)),
        ("1996/1998", None, ("1996/1997", "1997/1998")),
        ("1995/1998", None, ("1995/1996", "1997/1998")),
        ("1995/1999", None, None),
    ],
)
def test_a_part_has_two_values_at_most(cell: str, year: tuple[str, ...] | None, near: tuple[str, ...] | None) -> None:
    assert read(cell).parts.get("year") == year
    assert read(cell).parts.get("year_near") == near


def test_six_digits_that_are_two_dates_have_the_parts_of_both() -> None:
    value = read("030805")
    assert value.normal == "2003-08-05"
    assert value.parts["full"] == ("2003-08-05", "2005-08-03")
    assert value.parts["month_day"] == ("05-08", "03-08")
    assert value.qgrams == read("2003-08-05").qgrams


@given(st.integers(1902, 2099))
def test_years_one_apart_share_a_pair(year: int) -> None:
    near = {other: set(read(str(other)).parts["year_near"]) for other in (year - 1, year, year + 1)}
    assert len(near[year] & near[year - 1]) == len(near[year] & near[year + 1]) == 1
    assert not near[year - 1] & near[year + 1]


@given(st.integers(1905, 2080), st.integers(1, 15))
def test_a_range_agrees_with_each_of_its_years_and_not_with_others_by_pairs(first: int, more: int) -> None:
    value = read(f"{first}-{first + more}")
    for part in ("year", "year_near", "decade_half", "zodiac"):
        if part in value.parts:
            for year in range(first, first + more + 1):
                assert set(value.parts[part]) & set(read(f"{year}-08").parts[part])
    assert ("year_near" in value.parts) == (more <= 3)
    assert "decade_half" in value.parts or more >= 6


@given(days)
def test_numbers_read_at_once_read_the_same_as_words(day: date) -> None:
    """The form with a weekday takes the longer way."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%Y年%m月%d日"):
        assert read(day.strftime(form)) == read(f"{day.strftime(form)} (sunday)")


@given(days)
def test_every_form_of_a_day_reads_the_same(day: date) -> None:
    forms = ("%Y-%m-%d", "%Y%m%d", "%Y年%m月%d日", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%B %d, %Y", "%Y/%m/%d %H:%M:%S")
    assert {read(day.strftime(form)).normal for form in forms} == {day.isoformat()}


@given(days)
def test_a_normal_form_is_its_own(day: date) -> None:
    value = read(day.isoformat())
    assert dates.normalise(value.normal) == value


@pytest.mark.parametrize(
    "cell", ["1997", "1997-08", "8月3日", "27岁 (2024)", "约1997", "90后", "属牛", "属牛, 27岁", "1997-xx-03", "8月"]
)
def test_a_normal_form_of_what_is_known_in_part_is_its_own(cell: str) -> None:
    value = read(cell)
    assert dates.normalise(value.normal) == value


_PIECES = "0123456789-/.年月日 十三aug:岁约属牛初农廿閏x?[,]'后ปี๒မ่~"


@given(st.one_of(st.text(max_size=90), st.text(alphabet=_PIECES, max_size=24)))
def test_any_text_is_a_known_date_or_none_or_unreadable(cell: str) -> None:
    try:
        value = dates.normalise(cell)
    except Unreadable:
        return
    if value is None:
        return
    assert value.parts.keys() <= {*dates.PARTS, *dates.COMPARED}
    assert all(1 <= len(values) <= dates.SERVING for values in value.parts.values())
    assert all(int(year) in YEARS for year in value.parts.get("year", ()))
    again = dates.normalise(value.normal)
    assert again is not None
    assert again.normal == value.normal


@pytest.mark.parametrize("piece", ["9", "一", "年", "may ", "1 ", "x-", "27岁-", "[1997,", "\u0301", "﷽", "廿千"])
def test_a_long_cell_is_refused_or_read_in_bounded_time(piece: str) -> None:
    """At the limit of length and far beyond it; a second is a hundred times what it takes."""
    start = time.perf_counter()
    for cell in (piece * (dates.LONGEST // len(piece)), piece * 300_000):
        with contextlib.suppress(Unreadable):
            assert dates.normalise(cell) is None
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    ("cell", "even", "odd"),
    [("1996", "998", "998"), ("1996/1997", "998", None), ("1997/1998", None, "999"), ("1996/1998", None, None)],
)
def test_two_years_in_a_row_have_one_pair_of_years_in_common_with_each(cell: str, even: str, odd: str) -> None:
    parts = read(cell).parts
    assert [parts.get(name, (None,))[0] for name in ("even_years", "odd_years")] == [even, odd]
