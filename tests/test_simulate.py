from __future__ import annotations

from datetime import date
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.simulate import ERRORS, NAMES_SWAPPED, RATES, corrupt, noisy_copies

seeds = st.integers(0, 2**32)
names = st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8), min_size=1, max_size=3).map(" ".join)
TWO_WORDS = "wei zhang"
CELLS = {
    "name": TWO_WORDS,
    "place": "kunming yunnan",
    "date": "1997-08-03",
    "document": "E12345678",
    "phone": "013912345678",
    "category": "m",
}


def outcomes(kind, text, tries=1000, seen=()):
    return {corrupt(kind, text, Random(seed), seen) for seed in range(tries)}


def close(count, rows, rate):
    """Within four standard deviations of what the rate promises."""
    return abs(count - rows * rate) <= 4 * sqrt(rows * rate * (1 - rate))


def test_a_name_goes_wrong_in_each_way():
    wrong = outcomes("name", TWO_WORDS)
    assert {"wei", "zhang", "weizhang"} <= wrong  # a word dropped, words joined
    assert {"wei zang", "wei zhan"} <= wrong  # sounds
    assert {"wei zhnag", "wei zhng", "wei zhaang", "wei zhamg"} <= wrong  # typing
    assert TWO_WORDS not in wrong


def test_a_place_loses_no_word():
    assert all(len(wrong.split()) == 2 for wrong in outcomes("place", "kunming yunnan"))


def test_a_date_goes_wrong_in_each_way():
    wrong = outcomes("date", "1997-08-03")
    assert {"1997-03-08", "1996-08-03", "1998-08-03", "1997-07-03", "1997-08-04", "1997-08-13"} <= wrong
    assert "1997-08-03" not in wrong
    assert {"1997-08", "1997"} <= wrong
    assert all(date.fromisoformat(day) for day in wrong if len(day) == 10)


def test_a_document_goes_wrong_in_each_way():
    wrong = outcomes("document", "E12345678")
    assert {"*****5678", "E12***678", "E12345687", "E1234578", "E12345679"} <= wrong
    assert "E12345678" not in wrong


def test_a_phone_goes_wrong_in_each_way():
    wrong = outcomes("phone", "013912345678")
    assert {"********5678", "013912345687", "01391234578", "013912345679"} <= wrong
    assert "013912345678" not in wrong


def test_a_short_document_is_not_masked():
    assert all(len(wrong) <= 5 for wrong in outcomes("document", "12345"))


def test_a_category_becomes_another_one_seen():
    assert outcomes("category", "thai", seen=["chinese", "thai", "viet"]) == {"chinese", "viet"}
    assert outcomes("category", "thai", seen=["thai"]) == {"thai"}


@given(names, seeds)
def test_an_error_in_a_name_shows(text, seed):
    assert corrupt("name", text, Random(seed)) != text


def test_what_cannot_go_wrong_stays():
    assert corrupt("name", "伟", Random(1)) == "伟"


def test_missing_stays_missing():
    columns = {kind: (kind, [None] * 50) for kind in CELLS}
    assert noisy_copies(columns, Random(1)) == {kind: [None] * 50 for kind in CELLS}


def test_no_field_and_no_row_give_nothing():
    assert noisy_copies({}, Random(1)) == {}
    assert noisy_copies({"name": ("name", []), "alias": ("name", [])}, Random(1)) == {"name": [], "alias": []}


@pytest.mark.parametrize("kind", RATES)
def test_cells_go_missing_and_wrong_as_often_as_the_rates_say(kind):
    rows, rates = 20_000, RATES[kind]
    original = [CELLS[kind]] * (rows - 1) + ["f"]
    copies = noisy_copies({"field": (kind, original if kind == "category" else [CELLS[kind]] * rows)}, Random(7))
    missing = sum(cell is None for cell in copies["field"])
    wrong = sum(cell not in (None, CELLS[kind]) for cell in copies["field"])
    assert close(missing, rows, rates.missing)
    # A second error sometimes undoes the first.
    expected = rates.one_error + 0.97 * rates.two_errors
    assert close(wrong, rows, expected)


def test_two_names_of_a_record_sometimes_change_places():
    rows = 20_000
    columns = {"surname": ("name", ["ouyang"] * rows), "given_name": ("name", ["wei"] * rows)}
    copies = noisy_copies(columns, Random(3))
    intact = 1 - sum((RATES["name"].missing, RATES["name"].one_error, RATES["name"].two_errors))
    swapped = sum(pair == ("wei", "ouyang") for pair in zip(copies["surname"], copies["given_name"], strict=True))
    assert close(swapped, rows, NAMES_SWAPPED * intact**2)


def test_one_name_keeps_its_place():
    copies = noisy_copies({"name": ("name", ["wei"] * 2000), "place": ("place", ["yunnan"] * 2000)}, Random(3))
    assert "yunnan" not in copies["name"]


def test_the_same_seed_gives_the_same_copies():
    columns = {kind: (kind, [text] * 300) for kind, text in CELLS.items()}
    assert noisy_copies(columns, Random(5)) == noisy_copies(columns, Random(5))
    assert noisy_copies(columns, Random(5)) != noisy_copies(columns, Random(6))


def test_chinese_names_come_in_another_romanisation_twice_as_often_as_with_any_other_error():
    respelled, errors = "hsiang chang", [corrupt("name", "xiang zhang", Random(seed)) for seed in range(900)]
    assert 2 / 9 * 0.8 < errors.count(respelled) / len(errors) < 2 / 9 * 1.2


def test_chinese_names_are_respelled_and_others_stay():
    respelled = ERRORS["name"]["Chinese, in another romanisation"]
    assert respelled("xiaoming zhang", Random(1)) == "hsiaoming chang"
    assert respelled("robert smith", Random(1)) == "robert smith"
