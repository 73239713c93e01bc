"""Titles go where they cannot be names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields.scripts import titles
from matcher.fields.tables import rows

KINDS = {"title", "maybe", "particle", "prefix"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("นายสมชาย ใจดี", "สมชาย ใจดี"),
        ("นางสาวสุดา", "สุดา"),
        ("ดร. นายสมชาย", "สมชาย"),
        ("ดร สมชาย", "สมชาย"),
        ("ดรุณี", "ดรุณี"),
        ("นาง", "นาง"),
        ("श्री रमेश", "रमेश"),
        ("श्रीनिवास", "श्रीनिवास"),
        ("الدكتور محمد", "محمد"),
        ("mr chen", "mr chen"),
    ],
)
def test_a_title_in_another_script_goes_from_the_front(text: str, name: str) -> None:
    assert titles.strip(text) == name


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("mr chen wei", "chen wei"),
        ("u thein win", "thein win"),
        ("daw khin kyi", "khin kyi"),
        ("ma thida", "ma thida"),
        ("ko ko aung", "ko ko aung"),
        ("thein u win", "thein win"),
        ("ma xiao ming", "ma xiao ming"),
        ("ali bin hassan", "ali hassan"),
        ("smt devi", "devi"),
        ("mr", ""),
    ],
)
def test_a_word_that_may_be_a_name_goes_only_where_a_name_is_left(words: str, kept: str) -> None:
    assert titles.drop(words.split()) == kept.split()


@given(st.lists(st.sampled_from([row[1] for row in rows("titles.tsv") if row[2] == "maybe"]), max_size=6))
def test_of_words_that_may_be_names_some_stay(words: list[str]) -> None:
    assert bool(titles.drop(words)) == bool(words)


@given(st.lists(st.sampled_from(["u", "ma", "ko", "mr", "thein", "win", "wei", "bin"]), max_size=6))
def test_what_stays_stays_and_order_does_not_matter(words: list[str]) -> None:
    kept = titles.drop(words)
    assert titles.drop(kept) == kept
    assert sorted(titles.drop(words[::-1])) == sorted(kept)


def test_every_row_of_the_table_has_a_known_kind() -> None:
    assert {row[2] for row in rows("titles.tsv")} == KINDS


def test_no_word_has_two_kinds() -> None:
    words = [row[1] for row in rows("titles.tsv") if row[2] != "prefix"]
    assert len(words) == len(set(words))
