from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from itertools import product
from math import sqrt
from random import Random
from statistics import mean

import opencc
import pypinyin
import pytest
from python_calamine import CalamineWorkbook

from matcher.errors import DataError
from matcher.generate import star_homecoming, write
from matcher.generate.mistakes import Clerk, homophone, letter_for_digit, lookalike, swapped
from matcher.generate.people import AS_OF, GIVEN_WORDS, PROVINCES, SURNAMES, Inventor, Name, Word
from matcher.generate.rates import FAMILIES, GAPS, NGO, POLICE, WRITINGS
from matcher.generate.tables import rows
from matcher.tables import read_table

RATES = {"families": FAMILIES, "police": POLICE, "ngo": NGO}


@pytest.fixture(scope="module")
def scenario():
    return star_homecoming(1)


@pytest.fixture(scope="module")
def folder(scenario, tmp_path_factory):
    path = tmp_path_factory.mktemp("invented")
    write(scenario, path)
    return path


@pytest.fixture(scope="module")
def people():
    return Inventor(Random(1)).people(3000, foreign=0.1)


def column(invented, header):
    place = invented.header.index(header)
    return [entry.row[place] for entry in invented.entries]


def close(count, tries, rate):
    """Within four standard deviations of what the rate promises."""
    return abs(count - tries * rate) <= 4 * sqrt(tries * rate * (1 - rate))


# Tables


def test_the_twenty_most_usual_surnames_are_borne_by_more_than_half():
    weights = [weight for _, weight in SURNAMES]
    assert weights == sorted(weights, reverse=True)
    assert 0.5 < sum(weights[:20]) / sum(weights) < 0.6


@pytest.mark.parametrize("words", [SURNAMES, GIVEN_WORDS], ids=["surnames", "given characters"])
def test_every_reading_is_one_that_dictionaries_know(words):
    unknown = [word.han for word, _ in words if word.latin not in _readings(word.han)]
    assert unknown == []
    assert len({word.han for word, _ in words}) == len(words)


def _readings(han):
    by_character = pypinyin.pinyin(han, style=pypinyin.Style.NORMAL, heteronym=True, v_to_u=True)
    return {"".join(readings) for readings in product(*by_character)}


def test_traditional_forms_simplify_to_their_characters():
    simplify = opencc.OpenCC("t2s").convert
    assert [form for character, form in rows("traditional.tsv") if simplify(form) != character] == ["蕭"]  # for 肖


def test_every_province_has_cities():
    assert {province for province, _, _ in rows("cities.tsv")} == {province for province, _ in PROVINCES}


def test_the_spellings_of_hong_kong_name_each_character_once():
    characters = "".join(characters for _, characters in rows("hong_kong.tsv"))
    assert len(set(characters)) == len(characters)


# People


def test_sex_and_age_are_those_reported(people):
    assert close(sum(person.sex == "M" for person in people), len(people), 0.93)
    ages = [(AS_OF - person.born).days // 365.2425 for person in people]
    assert 26.3 < mean(ages) < 27.7
    assert sum(15 <= age <= 45 for age in ages) > 0.9 * len(ages)


def test_no_two_people_share_name_and_birthdate_or_passport(people):
    shown = [(person.name.surname.latin, person.name.given_latin, person.born) for person in people]
    assert len(set(shown)) == len(people)
    assert len({person.passport for person in people}) == len(people)


def test_a_fifth_of_chinese_given_names_has_one_character(people):
    chinese = [person.name for person in people if person.name.han]
    assert close(sum(len(name.given) == 1 for name in chinese), len(chinese), 0.2)


# Mistakes


def test_a_homophone_is_read_the_same():
    name = Name(Word("王", "wang"), (Word("伟", "wei"),))
    written = {homophone(name, Random(seed)) for seed in range(100)}
    assert name not in written
    assert {(other.surname.latin, other.given_latin) for other in written} == {("wang", "wei")}
    assert {"汪伟", "王威"} <= {other.han for other in written}


def test_a_name_without_homophones_stays():
    name = Name(Word("熊", "xiong"), (Word("聪", "cong"),))
    assert homophone(name, Random(1)) == name


def test_people_without_a_surname_have_no_order():
    assert swapped(("", "aung ko"), Random(1)) == ("", "aung ko")
    assert swapped(("zhang", "wei"), Random(1)) == ("wei", "zhang")


def test_a_letter_stands_for_the_first_digit_that_looks_like_one():
    assert letter_for_digit("E20203344", Random(1)) == "E2O203344"
    assert letter_for_digit("E81", Random(1)) == "EB1"
    assert letter_for_digit("E2345679", Random(1)) == "E2345679"


def test_a_character_without_a_lookalike_stays():
    assert lookalike("鼐", Random(1)) == "鼐"


def test_a_slip_that_changes_nothing_is_no_mistake():
    clerk = Clerk({"name.order": 1.0}, Random(1))
    for _ in range(50):
        clerk.perhaps("name.order", swapped, ("", "aung ko"))
    assert clerk.made == []


def test_every_mistake_with_a_rate_is_made(scenario):
    for name, invented in scenario.lists.items():
        made = {mistake for entry in invented.entries for mistake in entry.mistakes}
        assert made == set(RATES[name])


# What an entry must not have for the mistake to be possible; the passport may be there in part.
TOLD = tuple(f"birthdate.{way}" for way in ("missing", "part", "age", "zodiac", "lunar", "era", "short"))
POSSIBLE = {
    "birthdate.year": TOLD,
    "birthdate.digit": TOLD,
    "birthdate.part": TOLD[:1],
    "birthdate.age": TOLD[:2],
    "birthdate.zodiac": TOLD[:3],
    "birthdate.lunar": TOLD[:4],
    "birthdate.era": TOLD[:5],
    "birthdate.missing": (),
    "passport.digit": ("passport.missing",),
    "passport.masked": ("passport.missing",),
    "passport.part": ("passport.missing",),
    "passport.missing": (),
    "sex.missing": (),
    "sex.wrong": ("sex.missing",),
}


@pytest.mark.parametrize("name", RATES)
def test_mistakes_are_as_frequent_as_their_rates(scenario, name):
    entries = scenario.lists[name].entries
    for mistake in RATES[name].keys() & POSSIBLE.keys():
        able = [entry for entry in entries if not set(POSSIBLE[mistake]) & set(entry.mistakes)]
        made = sum(mistake in entry.mistakes for entry in able)
        assert close(made, len(able), RATES[name][mistake]), mistake


def test_names_are_mistyped_and_written_by_ear_as_often_as_the_rates_say(scenario):
    police, families = scenario.lists["police"].entries, scenario.lists["families"].entries
    han = [entry for entry in families if entry.row[1][0] >= "\u4e00"]
    typed = [
        entry for entry in police if not {"name.initials", "name.thai_script", "name.own_script"} & {*entry.mistakes}
    ]
    assert close(sum("name.typing" in entry.mistakes for entry in typed), len(typed), POLICE["name.typing"])
    assert close(sum("name.homophone" in entry.mistakes for entry in han), len(han), FAMILIES["name.homophone"])


def test_a_true_pair_has_about_one_thing_wrong_and_half_a_thing_written_otherwise(scenario):
    pairs = [
        [mistake.split(".")[1] for mistake in mistakes] for mistakes in scenario.mistakes(scenario.truths["truth.csv"])
    ]
    wrong = [sum(what not in GAPS | WRITINGS for what in pair) for pair in pairs]
    otherwise = [sum(what in WRITINGS for what in pair) for pair in pairs]
    assert 0.6 < mean(wrong) < 1.1
    assert 0.4 < mean(otherwise) < 0.8
    assert sum(a + b == 0 for a, b in zip(wrong, otherwise, strict=True)) > 0.18 * len(pairs)
    assert sum(a + b <= 2 for a, b in zip(wrong, otherwise, strict=True)) > 0.75 * len(pairs)


def test_gaps_and_writings_are_things_that_clerks_do():
    done = {mistake.split(".")[1] for rates in RATES.values() for mistake in rates}
    assert done >= GAPS | WRITINGS
    assert not GAPS & WRITINGS


# Lists


def test_lists_have_their_sizes_and_ids(scenario):
    for (name, invented), size, first in zip(
        scenario.lists.items(), (1800, 2000, 600), ("F0001", "P0001", "N0001"), strict=True
    ):
        ids = [entry.id for entry in invented.entries]
        assert len(set(ids)) == len(ids) == size, name
        assert ids[0] == first
        assert {len(entry.row) for entry in invented.entries} == {len(invented.header)}


def test_most_of_the_families_list_is_male_and_in_han(scenario):
    families = scenario.lists["families"]
    sexes = Counter(column(families, "性别"))
    assert close(sexes["男"], sexes["男"] + sexes["女"], 0.93)
    han = sum(any(character >= "\u4e00" for character in cell) for cell in column(families, "姓名"))
    assert close(han, 1800, 0.88)


def test_a_third_of_police_passports_found_is_masked(scenario):
    passports = [cell for cell in column(scenario.lists["police"], "Passport No") if cell]
    assert close(sum("***" in cell for cell in passports), len(passports), POLICE["passport.masked"])


def test_police_write_names_as_passports_do(scenario):
    names = column(scenario.lists["police"], "Name")
    assert sum(name.isascii() for name in names) > 0.93 * len(names)
    assert sum(name.isupper() for name in names) > 0.80 * len(names)
    assert any(name.startswith(("LYU ", "LYU,")) for name in names)


def test_some_people_are_written_in_thai_and_burmese(scenario):
    names = column(scenario.lists["police"], "Name")
    assert sum("\u0e00" < name[0] < "\u0e5c" for name in names) > 30
    assert any("\u1000" <= name[0] < "\u10a0" for name in names)


# Truth


def test_truth_names_entries_of_its_lists(scenario):
    sides = {
        "truth.csv": ("families", "police"),
        "truth_families_ngo.csv": ("families", "ngo"),
        "truth_police_ngo.csv": ("police", "ngo"),
        "repeats_families.csv": ("families", "families"),
    }
    ids = {name: {entry.id for entry in invented.entries} for name, invented in scenario.lists.items()}
    assert set(scenario.truths) == set(sides)
    for file_name, (left, right) in sides.items():
        pairs = scenario.truths[file_name]
        assert len(set(pairs)) == len(pairs) > 0
        assert {pair[0] for pair in pairs} <= ids[left]
        assert {pair[1] for pair in pairs} <= ids[right]


def test_truths_agree_with_each_other(scenario):
    with_police = dict(reversed(pair) for pair in scenario.truths["truth.csv"])
    with_ngo = {right: left for left, right in scenario.truths["truth_families_ngo.csv"]}
    repeats = set(scenario.truths["repeats_families.csv"])
    on_all = [
        (with_police[police], with_ngo[ngo])
        for police, ngo in scenario.truths["truth_police_ngo.csv"]
        if police in with_police or ngo in with_ngo
    ]
    assert len(on_all) == 12
    assert all(one == other or tuple(sorted((one, other))) in repeats for one, other in on_all)


def test_lists_share_about_eight_percent_of_their_people(scenario):
    for file_name, smaller in (("truth.csv", 1800), ("truth_families_ngo.csv", 600), ("truth_police_ngo.csv", 600)):
        people_shared = len({right for _, right in scenario.truths[file_name]})
        assert 0.075 < people_shared / smaller < 0.085


def test_five_percent_of_the_families_entries_repeat_somebody(scenario):
    repeats = scenario.truths["repeats_families.csv"]
    assert len({right for _, right in repeats}) == 90  # ids rise, so that the first entry is never on the right
    cells = {entry.id: entry.cells for entry in scenario.lists["families"].entries}
    assert all(cells[left] != cells[right] for left, right in repeats)


def test_an_entry_without_mistakes_tells_the_truth(scenario):
    """Names that nobody got wrong have the same letters, in Han as they are read and in pinyin as police write it."""
    readings = {word.han: word.latin for word, _ in [*GIVEN_WORDS, *SURNAMES]}
    names = {entry.id: entry.row[1] for invented in scenario.lists.values() for entry in invented.entries}
    pairs = scenario.truths["truth.csv"]
    checked = 0
    for (family, police), mistakes in zip(pairs, scenario.mistakes(pairs), strict=True):
        han = names[family]
        if not any(mistake.startswith("name.") for mistake in mistakes) and set(han) <= set(readings):
            latin = "".join(readings[character] for character in han).replace("ü", "yu")
            assert sorted(latin) == sorted(names[police].lower().replace(",", "").replace(" ", ""))
            checked += 1
    assert checked > 40


# Files


def test_the_workbook_holds_text_only(scenario, folder):
    families = scenario.lists["families"]
    sheet = CalamineWorkbook.from_path(folder / "families.xlsx").get_sheet_by_index(0).to_python()
    assert sheet == [list(families.header), *(list(entry.row) for entry in families.entries)]


def test_police_csv_is_gb18030(scenario, folder):
    content = (folder / "police.csv").read_bytes()
    assert content.decode("gb18030").startswith("id,Name,性别,")
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")


@pytest.mark.parametrize("name", RATES)
def test_lists_read_back_as_they_were(scenario, folder, name):
    invented = scenario.lists[name]
    table = read_table(folder / invented.file_name)
    assert table.header == invented.header
    assert table.rows == [entry.row for entry in invented.entries]
    assert table.problems == []


def test_truth_files_hold_the_pairs(scenario, folder):
    for file_name, pairs in scenario.truths.items():
        table = read_table(folder / file_name)
        assert table.header == ("left_id", "right_id", "mistakes")
        assert [row[:2] for row in table.rows] == list(pairs)
        assert [tuple(row[2].split()) for row in table.rows] == scenario.mistakes(pairs)


def test_a_folder_that_is_not_there_is_refused(scenario, tmp_path):
    with pytest.raises(DataError, match="cannot be written"):
        write(scenario, tmp_path / "missing")


def test_the_same_seed_gives_the_same_lists_whatever_the_hash_seed(scenario):
    program = "from matcher.generate import star_homecoming; print(ascii(star_homecoming(1)))"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ascii(scenario)


def test_the_same_seed_gives_the_same_files(folder, tmp_path):
    for path in write(star_homecoming(1), tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_another_seed_gives_other_people(scenario):
    assert star_homecoming(2).lists["families"].entries != scenario.lists["families"].entries
