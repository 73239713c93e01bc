"""Titles go where they cannot be names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields.scripts import titles
from matcher.fields.tables import rows

KINDS = {"title", "honour", "maybe", "particle", "article", "prefix"}


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
        ("garba musa jnr", "garba musa"),
        ("u thein win", "thein win"),
        ("dr u thein win", "thein win"),
        ("daw khin kyi", "khin kyi"),
        ("oo tin maung", "tin maung"),
        ("nang moe moe", "moe moe"),
        ("ma thida", "ma thida"),
        ("ali bin hassan", "ali hassan"),
        ("nur binti haji omar", "nur omar"),
        ("ahmad bin haji omar", "ahmad omar"),
        ("osama bin salama", "osama salama"),
        ("chief emeka okoro", "emeka okoro"),
        ("mohamed al fayyad", "mohamed fayyad"),
        ("al fayyad", "fayyad"),
        ("smt devi", "devi"),
        ("sri rama shastri", "rama shastri"),
        ("mr", ""),
    ],
)
def test_titles_and_particles_go(words: str, kept: str) -> None:
    assert titles.drop(words.split()) == kept.split()


@pytest.mark.parametrize(
    "words",
    [
        "ko ko aung",
        "htet ko lin",
        "su mi hlaing",
        "soe maung lwin",
        "tin oo aung",
        "ye min aung",
        "ma xiao ming",
        "zhang bin",
        "wang bin bin",
        "tran van bin",
        "tran bin van",
        "bin",
        "ali bin",
        "bin omar",
        "lee min ho",
        "ko young hee",
        "park mi kyung",
        "nguyen mi linh",
        "pak chol su",
        "saw ah beng",
        "sri wahyuni",
        "sri",
        "haji",
        "haji omar",
        "wei al",
    ],
)
def test_what_may_be_a_name_stays(words: str) -> None:
    assert titles.drop(words.split()) == words.split()


@given(st.lists(st.sampled_from([row[1] for row in rows("titles.tsv") if row[2] == "maybe"]), max_size=6))
def test_of_words_that_may_be_names_some_stay(words: list[str]) -> None:
    assert bool(titles.drop(words)) == bool(words)


@given(st.lists(st.sampled_from(["u", "ma", "ko", "mr", "thein", "win", "wei", "bin", "haji", "omar"]), max_size=6))
def test_what_is_left_has_two_words_unless_titles_took_the_others(words: list[str]) -> None:
    assert len(titles.drop(words)) >= min(2, len([word for word in words if word != "mr"]))


def test_every_row_of_the_table_has_a_known_kind() -> None:
    assert {row[2] for row in rows("titles.tsv")} == KINDS


def test_no_word_has_two_kinds() -> None:
    words = [row[1] for row in rows("titles.tsv") if row[2] != "prefix"]
    assert len(words) == len(set(words))
