"""The limits: probes, and a run compared twice, are refused unless a reason is given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import LimitError
from matcher.limits import VARIATIONS, check_once, check_probe, check_variations
from matcher.log import Forgotten, Line
from tests.test_log import compared


def line(number, event):
    return Line(number=number, time="2026-01-31T12:00:00Z", before="0" * 64, event=event)


@pytest.mark.parametrize("rows", [(49, 60), (60, 49), (1, 1), (50, 1000), (1000, 50), (100, 2500)])
def test_a_list_of_few_rows_or_much_shorter_than_the_other_is_a_probe(rows):
    with pytest.raises(LimitError, match="is a probe") as caught:
        check_probe(compared(rows=rows))
    assert caught.value.exit_code == 5
    check_probe(compared(rows=rows, allow_probe="a pilot of one village"))


@pytest.mark.parametrize("rows", [(50, 50), (50, 999), (1800, 2000), (10**9, 10**9 // 20 + 1)])
def test_lists_of_like_length_are_none(rows):
    check_probe(compared(rows=rows))


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_which_list_is_left_makes_no_difference(one, other):
    def is_probe(*rows):
        try:
            check_probe(compared(rows=rows))
        except LimitError:
            return True
        return False

    assert is_probe(one, other) == is_probe(other, one)


@pytest.mark.parametrize(("one", "other"), [("left", "right"), ("right", "left")])
def test_a_list_with_one_person_in_many_variations_is_a_probe(one, other):
    links = [(f"{n}", f"{n}") for n in range(100)]
    same = [("100", f"{n}") if one == "right" else (f"{n}", "100") for n in range(100, 100 + VARIATIONS)]
    check_variations([*links, *same[1:]], compared())
    with pytest.raises(LimitError, match=f"{VARIATIONS} rows of the {one} list look like one person") as caught:
        check_variations([*links, *same], compared())
    assert caught.value.exit_code == 5
    check_variations([*links, *same], compared(allow_probe="a family of ten with one name"))


def test_lists_without_links_hold_no_variations():
    check_variations([], compared())


def test_a_run_of_two_owners_is_compared_once_whichever_is_left():
    before = [line(1, Forgotten(files=["01" * 32])), line(2, compared(1))]
    swapped = compared(1, files=compared(1).files[::-1])
    for event in (compared(1), swapped):
        with pytest.raises(LimitError, match="line 2 of the log"):
            check_once(before, event)
    check_once(before, compared(1, again="the disk was full"))


def test_another_run_project_or_owner_is_free():
    one, other = compared(1).files
    third = other.model_copy(update={"signer": "00000 " * 7 + "00000"})
    for event in (compared(2), compared(1, fingerprint="cd" * 32), compared(1, files=(one, third))):
        check_once([line(1, compared(1))], event)
