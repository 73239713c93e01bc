"""What two cells show of each other, in encoded lists as in plain ones."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.allpairs import evidence_of
from matcher.candidates import by_tokens
from matcher.encode import closeup_source, fill_slots, random_words
from matcher.evidence import WORDS
from matcher.parts import Parts, parts_of
from matcher.plain import plain_filters
from matcher.project import Field, Project, new_project
from matcher.records import records_of
from matcher.tables import Table
from tests.people import seeded

ENCODINGS = 40  # under so many keys: what chance adds to a close-up differs
ONE_END, BOTH_ENDS = WORDS["document"][3:5]
OTHER_CITY, COARSER, SAME_CITY = WORDS["place"][2:5]


def one_field(kind: str) -> Project:
    field = Field(name="field", kind=kind, columns=["field"])
    return new_project("trial", [field], profile="open", expected_rows=10, purpose="a trial", id_columns=[])


def cells(project: Project, *written: str) -> Parts:
    table = Table("list", ("field",), [(cell,) for cell in written], list(range(2, len(written) + 2)), [], "")
    return parts_of(records_of(table, project), project)


def plain_level(kind: str, one: str, other: str) -> int:
    project = one_field(kind)
    left, right = plain_filters([cells(project, one), cells(project, other)], project)
    row = np.zeros(1, np.int64)
    return int(evidence_of(project.layout, left, right, row, row).levels[0, 0])


def encoded_levels(kind: str, one: str, other: str) -> list[int]:
    """The level in files encoded under so many seeds."""
    project, entropy = one_field(kind), seeded(1)
    seeds = random_words(entropy, (ENCODINGS, 1, 2))
    sides = [
        fill_slots(
            seeds,
            random_words(entropy, (ENCODINGS, 2)),
            closeup_source(cells(project, *[cell] * ENCODINGS), project.layout),
        )
        for cell in (one, other)
    ]
    return by_tokens(project.layout, *sides).levels[:, 0].tolist()


def usual(levels: list[int]) -> int:
    return int(np.median(levels))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("E1234****", "尾号5678"),
        ("E12******", "******678"),
        ("前三位E12", "last four 5678"),
        ("11010519********", "**********1002"),
    ],
)
def test_fragments_that_do_not_overlap_neither_agree_nor_differ(one: str, other: str) -> None:
    assert plain_level("document", one, other) == 0
    assert usual(encoded_levels("document", one, other)) == 0


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("E12345678", "E12345678", "the same"),
        ("E12345678", "e1234567B", "the same"),
        ("E12345678", "尾号5678", ONE_END),
        ("110105194912310021", "尾号0021", ONE_END),
        ("E12345678", "E1234****", ONE_END),
        ("E12345678", "E12***678", BOTH_ENDS),
        ("110105194912310021", "110***********0021", BOTH_ENDS),
        ("E12345678", "尾号4321", "different"),
        ("E12345678", "G87***321", "different"),
    ],
)
def test_numbers_agree_as_far_as_both_are_known(one: str, other: str, words: str) -> None:
    level = 1 + WORDS["document"].index(words)
    assert plain_level("document", one, other) == plain_level("document", other, one) == level
    assert usual(encoded_levels("document", one, other)) == level


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("广东省", "Guangdong", "the same"),
        ("广东省广州市", "Guangzhou, Guangdong", "the same"),
        ("Guangdong", "广东省广州市", COARSER),
        ("廣東", "广州", COARSER),
        ("Guangzhou", "Guangdong, Guangzhou, Tianhe District", SAME_CITY),
        ("云南省昆明市五华区", "Kunming, Panlong", SAME_CITY),
        ("广东省广州市", "广东省深圳市", OTHER_CITY),
        ("四川", "Kunming, Yunnan", "different"),
    ],
)
def test_places_agree_as_far_as_both_are_known(one: str, other: str, words: str) -> None:
    level = 1 + WORDS["place"].index(words)
    assert plain_level("place", one, other) == plain_level("place", other, one) == level
    assert usual(encoded_levels("place", one, other)) == level


def test_a_place_that_no_table_knows_is_compared_by_its_letters() -> None:
    assert plain_level("place", "Rosebery Heights", "Roseberry Heights") >= 1 + WORDS["place"].index(SAME_CITY)


def test_phones_agree_with_their_last_digits() -> None:
    assert plain_level("phone", "+86 139 1234 5678", "013912345678") == len(WORDS["phone"])
    assert plain_level("phone", "13912345678", "尾号5678") > plain_level("phone", "13912345678", "尾号4321")


@pytest.mark.parametrize("kind", ["document", "place", "phone", "date", "category", "name"])
def test_a_cell_that_says_nothing_is_missing(kind: str) -> None:
    cell = "1990-05-17" if kind == "date" else "E12345678"
    assert plain_level(kind, cell, "不详") == 0
    assert usual(encoded_levels(kind, cell, "不详")) == 0
