from __future__ import annotations

import numpy as np
import pytest

from matcher.evidence import CANTONESE, HAN, NAMES, SOUNDS, SYLLABLES, Layout, level_counts, levels_of
from matcher.fields import dates

PERSON = Layout((("name", "name"), ("birthdate", "date"), ("passport", "document"), ("sex", "category")))
TWO_NAMES = Layout((("surname", "name"), ("given_name", "name")))


def levels(layout: Layout, similarity: list[float], agree: dict[tuple[str, str], bool]) -> list[int]:
    flags = np.array([[agree.get(tag, False) for tag in layout.tags]])
    alike = [*similarity, *[0.0] * (len(layout.closeups) - len(similarity))]  # of sounds, last, 0 where none is given
    return levels_of(layout, np.array([alike], np.float32), flags)[0].tolist()


def date(one: str, other: str) -> int:
    """The level of two dates, from what their parts say."""
    agree = {}
    sides = [dates.normalise(text) for text in (one, other)]
    parts = [side.parts if side else {} for side in sides]
    for name, part in PERSON.tags:
        mine, its = (held.get(part.removesuffix("?")) for held in parts)
        if name == "birthdate":
            agree[name, part] = bool(mine and its and (part.endswith("?") or mine == its))
    return levels(PERSON, [0, 0], agree)[1]


def test_a_field_that_a_side_lacks_has_level_0():
    assert levels(PERSON, [1.0, 1.0], {}) == [0, 0, 0, 0]


def test_full_agreement_reaches_the_top_of_every_column():
    everything = dict.fromkeys(PERSON.tags, True)
    assert levels(PERSON, [1.0, 1.0, 1.0, 1.0], everything) == list(PERSON.tops)
    assert levels(TWO_NAMES, [1.0] * 3, TWO_PRESENT)[0] == TWO_NAMES.tops[0]


def test_nothing_in_common_is_level_1():
    present = {tag: tag[1] == "" or tag[1].endswith("?") for tag in PERSON.tags}
    assert levels(PERSON, [-0.2, 0.0], present) == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("1996-08-03", "1987-11-25", 1),
        ("1996-08-03", "1987-11-03", 2),
        ("1996-08-03", "1996-11-25", 3),
        ("1996-08-03", "1996-08-25", 5),
        ("1996-08-03", "1989-08-03", 5),
        ("1996-08-03", "1996-03-08", 6),
        ("1996-08-03", "1997-08-03", 7),
        ("1997-08-03", "1996-08-03", 7),
        ("1996-08-03", "1994-08-03", 5),
        ("1996-08-03", "1996-08-03", 9),
        ("1996-08-03", "", 0),
    ],
)
def test_dates_in_steps(one, other, level):
    assert date(one, other) == level


TWO_PRESENT = {(name, ""): True for name in (NAMES, "surname", "given_name")}


@pytest.mark.parametrize(
    ("similarity", "expected"),
    [
        ([0.1, 0.1, 0.0], [1, 0, 0]),
        ([0.5, 0.1, 0.0], [2, 0, 0]),
        ([0.5, 1.0, 0.0], [3, 7, 1]),
        ([1.0, 0.1, 0.0], [4, 0, 0]),  # in each other's field
        ([0.7, 0.7, 0.7], [5, 0, 0]),
        ([0.95, 1.0, 0.9], [6, 0, 0]),
        ([1.0, 1.0, 1.0], [7, 0, 0]),
    ],
)
def test_names_speak_for_themselves_or_together(similarity, expected):
    assert TWO_NAMES.columns == (NAMES, "surname", "given_name")
    assert TWO_NAMES.closeups == (*TWO_NAMES.columns, SYLLABLES, SOUNDS)
    assert levels(TWO_NAMES, similarity, TWO_PRESENT) == expected


def test_a_name_in_another_column_is_found_by_all_names_together():
    assert levels(TWO_NAMES, [1.0, 0.1, 0.0], {(NAMES, ""): True}) == [4, 0, 0]


def test_a_name_that_one_side_lacks_counts_nothing():
    present = TWO_PRESENT | {("given_name", ""): False}
    assert levels(TWO_NAMES, [0.6, 1.0, 0.0], present) == [3, 7, 0]


def test_one_name_field_needs_no_filter_of_all_names():
    assert PERSON.closeups == ("name", "passport", SYLLABLES, SOUNDS)
    assert [name for name, _ in PERSON.filters] == ["name", "passport", SYLLABLES, SOUNDS, "birthdate", "sex"]


@pytest.mark.parametrize(
    ("spelled", "sound", "both_han", "level"),
    [
        (0.1, 0.0, False, 1),
        (0.1, 0.2, False, 3),
        (0.1, 0.5, False, 4),
        (0.1, 0.5, True, 1),  # characters are compared as they are spelled
        (0.5, 0.5, False, 3),  # so are names that are spelled alike
        (0.9, 0.0, False, 6),
    ],
)
def test_sound_speaks_where_spelling_does_not(spelled, sound, both_han, level):
    present = {("name", ""): True, ("name", HAN): both_han}
    assert levels(PERSON, [spelled, 0.0, 0.0, sound], present)[0] == level


@pytest.mark.parametrize(
    ("spelled", "syllables", "level"),
    [
        (0.1, 0.0, 1),
        (0.1, 1.0, 5),  # 张伟 and Chang Wei
        (0.5, 0.8, 4),
        (0.45, 0.0, 2),
        (0.75, 0.0, 4),  # a letter wrong in either
        (0.95, 0.5, 6),
        (1.0, 0.3, 7),  # the same letters in another order
    ],
)
def test_chinese_names_are_compared_by_letters_and_syllables(spelled, syllables, level):
    present = {("name", ""): True, (SYLLABLES, ""): True}
    assert levels(PERSON, [spelled, 0.0, syllables, 0.0], present)[0] == level
    assert (
        levels(PERSON, [spelled, 0.0, syllables, 0.0], {("name", ""): True})[0]
        == levels(PERSON, [spelled], {("name", ""): True})[0]
    )


def test_a_cantonese_spelling_counts_where_the_sounds_agree_too():
    present = {("name", ""): True, (SYLLABLES, ""): True, ("name", CANTONESE): True}
    assert levels(PERSON, [0.1, 0.0, 0.1, 0.2], present)[0] == 5
    assert levels(PERSON, [0.1, 0.0, 0.1, 0.1], present)[0] == 1  # equal by chance


def test_a_list_without_names_has_no_sounds():
    assert Layout((("birthdate", "date"), ("passport", "document"))).closeups == ("passport",)


def test_a_record_is_made_of_all_names_rather_than_each():
    filters = [TWO_NAMES.filters[number][0] for number in TWO_NAMES.record]
    assert filters == [NAMES]


def test_level_counts_by_hand():
    counts = level_counts(np.array([[0, 1], [2, 1], [2, 2]], np.int8), (2, 3), np.ones(3))
    assert counts.tolist() == [[1, 0, 2, 0], [0, 2, 1, 0]]
