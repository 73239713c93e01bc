"""Full dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import Unreadable, Value, dates

days = st.dates(date(1880, 1, 1), date(2100, 12, 31)).filter(lambda day: day != dates.EMPTY)


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
        ("1990-02-30", dates.NO_SUCH_DATE),
        ("1990-13-01", dates.NO_SUCH_DATE),
        ("31/04/1999", dates.NO_SUCH_DATE),
        ("1900-02-29", dates.NO_SUCH_DATE),
        ("1879-12-31", dates.NO_SUCH_DATE),
        ("2540-08-03", dates.NO_SUCH_DATE),
        ("13/13/1990", dates.NO_SUCH_DATE),
        ("1997", dates.PARTIAL),
        ("1997年", dates.PARTIAL),
        ("1997-08", dates.PARTIAL),
        ("1997年8月", dates.PARTIAL),
        ("199708", dates.PARTIAL),
        ("08/1997", dates.PARTIAL),
        ("Aug 1997", dates.PARTIAL),
        ("8月3日", dates.PARTIAL),
        ("1997-00-00", dates.PARTIAL),
        ("1997-08-00", dates.PARTIAL),
        ("03/08/97", dates.SHORT_YEAR),
        ("03-AUG-97", dates.SHORT_YEAR),
        ("97年8月3日", dates.SHORT_YEAR),
        ("970803", dates.SHORT_YEAR),
        ("about 30", dates.NOT_A_DATE),
        ("1997-08-03-04", dates.NOT_A_DATE),
        ("35645", dates.NOT_A_DATE),
        ("12:30", dates.NOT_A_DATE),
        ("9" * 61, "longer than 60 characters"),
    ],
)
def test_what_is_no_full_date_is_unreadable(cell: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        dates.normalise(cell)


def test_parts_of_a_date() -> None:
    assert read("1997-08-03").parts == {
        "full": ("1997-08-03",),
        "year": ("1997",),
        "month": ("08",),
        "day": ("03",),
        "year_month": ("1997-08",),
        "year_day": ("1997-03",),
        "month_day": ("03-08",),
    }
    assert tuple(read("1997-08-03").parts) == dates.PARTS


def test_swapped_day_and_month_share_a_part() -> None:
    assert read("1997-08-03").parts["month_day"] == read("1997-03-08").parts["month_day"]


def test_qgrams_of_a_date() -> None:
    assert read("1997-08-03").qgrams == (
        *("0:1", "1:9", "2:9", "3:7", "4:0", "5:8", "6:0", "7:3"),
        *("y1997", "m08", "d03"),
    )


@given(days)
def test_every_form_of_a_day_reads_the_same(day: date) -> None:
    forms = ("%Y-%m-%d", "%Y%m%d", "%Y年%m月%d日", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%B %d, %Y", "%Y/%m/%d %H:%M:%S")
    assert {read(day.strftime(form)).normal for form in forms} == {day.isoformat()}


@given(days)
def test_a_normal_form_is_its_own(day: date) -> None:
    value = read(day.isoformat())
    assert dates.normalise(value.normal) == value


@given(st.one_of(st.text(max_size=80), st.text(alphabet="0123456789-/.年月日 十三aug:", max_size=20)))
def test_no_text_raises_anything_else(cell: str) -> None:
    try:
        value = dates.normalise(cell)
    except Unreadable:
        return
    assert value is None or date.fromisoformat(value.normal).year in dates.YEARS
