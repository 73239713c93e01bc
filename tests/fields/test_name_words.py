"""Words of names meet however they are cut and shortened. All people are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fields import name_words, names
from matcher.fields.tables import rows


def normal(cell: str) -> str | None:
    value = names.normalise(cell)
    return None if value is None else value.normal


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Abdul Rahman", "ABDULRAHMAN", "Abd al-Rahman", "Abdurrahman", "Abdel Rahman", "عبد الرحمن"], "abdulrahman"),
        (["Abdul Samad", "Abdus Samad", "Abdessamad"], "abdulsamad"),
        (["Mohan Lal", "MOHANLAL"], "mohanlal"),
        (["Vijaya Lakshmi", "VIJAYALAKSHMI"], "vijayalakshmi"),
        (["Nur Aini", "NURAINI"], "nuraini"),
        (["Said Ait Taleb", "AITTALEB, SAID"], "aittaleb said"),
        (["Srey Mom", "Sreymom"], "sreymom"),
        (["Pia Dela Cruz", "PIA DE LA CRUZ", "DELACRUZ, PIA"], "delacruz pia"),
        (["Delos Santos", "DE LOS SANTOS"], "delossantos"),
        (["Samir Ben Salah", "Samir BENSALAH"], "bensalah samir"),
        (["Noureddine", "NOUR EDDINE"], "nouruddin"),
        (["نور الدين", "Nuruddin"], "nuruddin"),
        (["Salah Uddin", "SALAHUDDIN", "Salah al-Din"], "salahuddin"),
    ],
)
def test_parts_written_together_or_apart_meet(cells: list[str], expected: str) -> None:
    assert {normal(cell) for cell in cells} == {expected}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            ["Md. Jamal Hossain", "MD JAMAL HOSSAIN", "Mohd Jamal Hossain", "Mohammed Jamal Hossain"],
            "hossain jamal muhammad",
        ),
        (["মোঃ করিম", "মো: করিম", "Muhd Karim"], "karim muhammad"),
        (["Mst. Karima", "Mosammat Karima"], "karima mosammat"),
        (["Sta. Clara", "Santa Clara", "SANTACLARA"], "santaclara"),
        (["Ma. Cristina Reyes", "Maria Cristina Reyes"], "cristina maria reyes"),
        (["G/Michael Tesfaye", "Gebre Michael Tesfaye", "GEBREMICHAEL TESFAYE"], "gebremichael tesfaye"),
        (["T/Haymanot Bekele", "Tekle Haymanot Bekele"], "bekele teklehaymanot"),
        (["W/ro Almaz Tesfaye", "Almaz Tesfaye"], "almaz tesfaye"),
    ],
)
def test_short_forms_meet_the_full_ones(cells: list[str], expected: str) -> None:
    assert {normal(cell) for cell in cells} == {expected}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Xu Mo", "mo xu"),
        ("Ann Smith MD", "ann md smith"),
        ("Ma Khin Aye", "aye khin"),
        ("Ma Xiaoming", "ma xiaoming"),
        ("Ben Okoro", "ben okoro"),
        ("Li Ben Hua", "ben hua li"),
        ("Haile Tesfaye", "haile tesfaye"),
        ("San San Aung", "aung san san"),
        ("Maria de Souza", "de maria souza"),
        ("Zhang/Wei", "wei zhang"),
        ("Nur Abdul Rahman", "abdulrahman nur"),
    ],
)
def test_what_only_looks_like_them_stays(cell: str, expected: str) -> None:
    assert normal(cell) == expected


@pytest.mark.parametrize("cell", ["SUPARMAN, SUPARMAN", "Suparman Suparman", "Suparman"])
def test_a_name_doubled_for_want_of_a_surname_counts_once(cell: str) -> None:
    assert normal(cell) == "suparman"


@pytest.mark.parametrize("cell", ["moe moe", "hlaing hlaing", "phone phone", "wei wei", "zhuang zhuang"])
def test_a_doubled_syllable_is_a_name(cell: str) -> None:
    assert normal(cell) == cell


@pytest.mark.parametrize(
    ("cell", "without"), [("K. Rajesh", "Rajesh"), ("S. K. Rajesh", "Rajesh"), ("Ana B. Reyes", "Ana Reyes")]
)
def test_initials_are_no_part_of_the_loose_code(cell: str, without: str) -> None:
    assert loose(cell) == loose(without)


@pytest.mark.parametrize(
    ("cell", "without"),
    [
        ("Иванова Юлия Петровна", "IULIIA IVANOVA"),
        ("Sergei Ivanovich Orlov", "Orlov Sergey"),
        ("Aigul Serikkyzy Omarova", "Omarova Aigul"),
    ],
)
def test_nor_is_a_patronymic(cell: str, without: str) -> None:
    assert loose(cell) == loose(without)


def test_a_surname_that_looks_like_a_patronymic_is_one() -> None:
    assert loose("Sergei Ivanovich") != loose("Sergei")


def test_beside_a_chinese_surname_an_initial_is_all_that_tells_people_apart() -> None:
    assert loose("Wang J.") != loose("Wang")


def loose(cell: str) -> tuple[str, ...]:
    value = names.normalise(cell)
    assert value is not None
    return value.parts["loose"]


PARTS = [word for part, *_ in rows("joined_words.tsv") for word in part.split()]


@given(st.lists(st.sampled_from([*PARTS, "md", "ma", "wei", "omar"]), min_size=1, max_size=6))
def test_joining_loses_no_name_and_is_done_once(words: list[str]) -> None:
    joined = name_words.settled(words)
    assert len(joined) <= len(words)
    assert bool(joined) or set(words) <= {row[1] for row in rows("titles.tsv")}


def test_one_form_is_its_own() -> None:
    for spelling, form, where in rows("name_spellings.tsv"):
        assert where in ("any", "front", "cell"), spelling
        assert name_words.settled([form]) == [form]
