"""What any cell goes through first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import Unreadable, cells

ZERO_WIDTH_SPACE, RIGHT_TO_LEFT_MARK, SOFT_HYPHEN = "\u200b", "\u200f", "\u00ad"


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "   ",
        "\t\n",
        "-",
        "?",
        "...",
        "***",
        "N/A",
        "n/a",
        "None",
        "NULL",
        "unknown",
        "无",
        "不详",
        "不詳",
        "未知",
        "ไม่ทราบ",
    ],
)
def test_a_cell_that_means_nothing_gives_none(cell: str) -> None:
    assert cells.clean(cell, 100) is None


@pytest.mark.parametrize("cell", ["Na", "Wu", "Nan", "无忌", "0"])
def test_a_short_cell_that_means_something_stays(cell: str) -> None:
    assert cells.clean(cell, 100) == cell.casefold()


@pytest.mark.parametrize(
    ("cell", "cleaned"),
    [
        ("ＺＨＡＮＧ　Ｗｅｉ", "zhang wei"),
        (f"Zhang{ZERO_WIDTH_SPACE} {RIGHT_TO_LEFT_MARK}Wei", "zhang wei"),
        (f"Zh{SOFT_HYPHEN}ang", "zhang"),
        ("Zhang\x00 \t\r\n Wei", "zhang wei"),
        ("Lu\u0308", "lü"),
        ("\ue000张\ud800伟", "张伟"),
    ],
)
def test_one_way_of_writing(cell: str, cleaned: str) -> None:
    assert cells.clean(cell, 100) == cleaned


def test_too_long_is_unreadable_and_not_quoted() -> None:
    with pytest.raises(Unreadable, match=r"^longer than 10 characters$"):
        cells.clean("a" * 11, 10)
    assert cells.clean("a" * 10, 10) == "a" * 10


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(cell: str) -> None:
    once = cells.clean(cell, 100)
    if once is not None and len(once) <= 100:
        assert cells.clean(once, 100) == once
