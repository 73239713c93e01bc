from __future__ import annotations

import pytest

from matcher import fields
from matcher.cli.plan_words import PHRASES, plan_in_words
from matcher.fields import _MODULES
from matcher.project import MatchKey
from tests.people import project


def in_words(*keys: str) -> list[str]:
    return plan_in_words([MatchKey.parse(key) for key in keys], project()).splitlines()[1:]


@pytest.mark.parametrize("kind", _MODULES)
def test_every_part_of_every_kind_has_its_words(kind):
    assert set(fields.kind(kind).PARTS) <= set(PHRASES[kind])
    assert len(set(PHRASES[kind].values())) == len(PHRASES[kind])


def test_a_key_says_of_each_field_what_must_agree():
    assert in_words("names.sound + birthdate.year + passport.last4", "passport.whole") == [
        "- birthdate: the year; passport: the last four; name: the sound of all words",
        "- passport: the whole number",
    ]


def test_keys_that_differ_in_their_first_part_share_a_line():
    lines = in_words("names.letters + birthdate.year", "passport.whole", "names.word + birthdate.year")
    assert lines == [
        "- birthdate: the year; name: all letters in any order, or one word",
        "- passport: the whole number",
    ]


def test_a_key_for_rare_values_says_so_and_what_rare_is():
    first, last = in_words("names.word + birthdate.year, rarer than 1 in 500")
    assert first == "- birthdate: the year; name: one word if rare"
    assert last.startswith("If rare: ")


def test_lines_are_short_enough_to_read():
    keys = [f"names.{part} + birthdate.full" for part in PHRASES["name"] if part != "sinitic"]
    lines = in_words(*keys)
    assert len(lines) > 3
    assert max(map(len, lines)) <= 110
