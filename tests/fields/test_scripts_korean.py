"""Names in Hangul meet their Latin spellings. All people are invented."""

from __future__ import annotations

import pytest

from matcher.fields import Value, names
from matcher.fields.scripts import korean
from matcher.fields.tables import rows


def read(cell: str) -> Value:
    value = names.normalise(cell)
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("hangul", "words"),
    [
        ("김민수", ["kim", "minsoo"]),
        ("박준형", ["park", "junhyung"]),
        ("이지영", ["lee", "jiyoung"]),
        ("남궁민", ["namgung", "min"]),
        ("선우재덕", ["sunwoo", "jaeduk"]),
        ("허준", ["heo", "jun"]),
        ("지영", ["jiyoung"]),
        ("김", ["kim"]),
        ("블라디미르", ["beulradimireu"]),
    ],
)
def test_surname_and_given_name_are_spelled_as_in_passports(hangul: str, words: list[str]) -> None:
    assert korean.words(hangul) == words


@pytest.mark.parametrize("cell", ["김민수", "김 민수", "김,민수"])
def test_a_space_behind_the_surname_changes_nothing(cell: str) -> None:
    assert read(cell).normal == "kim minsoo"
    assert read(cell) == read("김민수")


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("김민수", ["KIM MINSOO", "Kim Min-su", "KIM MIN SU"]),
        ("박준형", ["PARK JUN HYUNG", "Bak Junhyeong", "Park, Jun-hyung"]),
        ("이지영", ["LEE JI YOUNG", "Lee Jiyeong"]),
        ("최현선", ["CHOI HYUN SUN", "Choi Hyeonseon"]),
        ("정영범", ["JUNG YOUNG BUM", "Jeong Yeongbeom"]),
    ],
)
def test_spellings_meet_in_the_code_of_the_syllables(hangul: str, latin: list[str]) -> None:
    assert {read(cell).parts["sinitic"] for cell in latin} == {read(hangul).parts["sinitic"]}


def test_other_names_have_another_code() -> None:
    assert read("김민수").parts["sinitic"] != read("김민서").parts["sinitic"]


def test_every_row_of_the_table_is_a_syllable_or_surname() -> None:
    assert {kind for kind, *_ in rows("korean.tsv")} == {"surname", "syllable", "hardly given"}
    assert all(korean.is_hangul(hangul) for _, hangul, _ in rows("korean.tsv"))
