"""Sex, nationality and other fields of a few words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import Unreadable, categories


@pytest.mark.parametrize(
    ("sex", "cells"),
    [
        ("m", ["M", "m", "male", "Male", "MALE ", "Ｍ", "man", "男", "男性", "ชาย", "ကျား"]),
        ("f", ["F", "female", "woman", "女", "女性", "หญิง", "မ"]),
    ],
)
def test_spellings_of_a_sex_meet(sex: str, cells: list[str]) -> None:
    assert {categories.normalise(cell).normal for cell in cells} == {sex}  # type: ignore[union-attr]


@pytest.mark.parametrize("cell", ["", " ", "-", "unknown", "未知", "不详"])
def test_a_placeholder_is_no_category(cell: str) -> None:
    assert categories.normalise(cell) is None


def test_other_words_are_their_own_category() -> None:
    value = categories.normalise("  Viet\tNam ")
    assert value is not None
    assert (value.normal, value.parts, value.qgrams) == ("viet nam", {"whole": ("viet nam",)}, ("viet nam",))


def test_traditional_characters_are_folded() -> None:
    assert categories.normalise("中國") == categories.normalise("中国")


def test_too_long_is_unreadable() -> None:
    with pytest.raises(Unreadable, match=r"^longer than 100 characters$"):
        categories.normalise("a" * 101)


@given(st.text(max_size=50))
def test_a_normal_form_is_its_own(cell: str) -> None:
    value = categories.normalise(cell)
    if value is not None and len(value.normal) <= categories.LONGEST:
        assert categories.normalise(value.normal) == value
