"""Names of persons. All are invented, or historical."""

from __future__ import annotations

import csv
import itertools
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matcher.fields import MOST_SOUNDS, Unreadable, Value, names
from matcher.fields.tables import rows

PERSONS = Path(__file__).parents[3] / "shared/data/chinese_romanization/cedict_persons.tsv"

SCRIPTS = "abzüǚ张偉曾·-’, .(/สมชာиعก1:\u200b\u0301"
texts = st.one_of(st.text(max_size=40), st.text(alphabet=SCRIPTS, max_size=40))


def normal(cell: str) -> str | None:
    value = names.normalise(cell)
    return None if value is None else value.normal


def read(cell: str) -> Value:
    value = names.normalise(cell)
    assert value is not None
    return value


@pytest.mark.parametrize(
    "cell",
    [
        "Zhang Wei",
        "ZHANG, WEI",
        "Wei Zhang",
        "张伟",
        "張偉",
        "张 伟",
        "张·伟",
        "Zhāng Wěi",
        "zhang1 wei3",
        "Ｚｈａｎｇ　Ｗｅｉ",
        "ZHANG/WEI",
        "ZHANG<<WEI",
        "Zha\u200bng Wei",
        "Mr. Wei Zhang",
        "张伟先生",
        "张伟 女士",
        "张伟 (Zhang Wei)",
        "Zhang Wei（张偉）",
        "张伟 Zhang Wei",
        "张伟1",
    ],
)
def test_one_name_has_one_normal_form(cell: str) -> None:
    assert normal(cell) == "wei zhang"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("曾诚", "cheng zeng"),
        ("张晓伟", "xiaowei zhang"),
        ("欧阳娜娜", "nana ouyang"),
        ("陳乾", "chen qian"),
        ("Mei-ling Wang", "meiling wang"),
        ("王美玲", "meiling wang"),
        ("Zhang Jian'an", "jianan zhang"),
        ("O'Brien", "obrien"),
        ("Anna Smith-Jones", "anna jones smith"),
        ("买买提·艾力", "aili maimaiti"),
        ("Nguyễn Văn Đức", "duc nguyen van"),
        ("Иван Петров", "ivan petrov"),
        ("阿Q", "a q"),
        ("Wei Wei", "wei wei"),
        ("韦伟", "wei wei"),
        ("Na", "na"),
        ("Wu", "wu"),
        ("None Such", "none such"),
    ],
)
def test_normal_forms(cell: str, expected: str) -> None:
    assert normal(cell) == expected


@pytest.mark.parametrize(
    "cell", ["吕布", "呂布", "Lü Bu", "LV BU", "Lyu Bu", "LUE BU", "Lǚ Bù", "lu:3 bu4", "Lu\u0308 Bu"]
)
def test_spellings_of_u_umlaut_meet(cell: str) -> None:
    assert normal(cell) == "bu lv"


def test_plain_u_is_another_vowel() -> None:
    assert normal("卢布") == normal("Lu Bu") == "bu lu"


@pytest.mark.parametrize(
    "cell", ["", " ", "-", "?", "...", "n/a", "NA?", "None", "null", "Unknown", "不详", "未知", "无", "無"]
)
def test_a_placeholder_is_no_name(cell: str) -> None:
    assert names.normalise(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["FNU LNU", "Unknown Unknown", "XXX", "Name unknown", "No name", "Unidentified male", "Unnamed", "unknown, FNU"],
)
def test_words_for_a_name_that_is_not_known_are_no_name(cell: str) -> None:
    assert names.normalise(cell) is None


@pytest.mark.parametrize("cell", ["FNU Karimi", "KARIMI, FNU", "Unknown Karimi"])
def test_beside_a_name_they_are_left_out(cell: str) -> None:
    assert normal(cell) == "karimi"


@pytest.mark.parametrize("cell", ["先生", "Mr", "Dr.", "女士"])
def test_a_title_alone_is_no_name(cell: str) -> None:
    assert names.normalise(cell) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("a" * 201, "longer than 200 characters"),
        ("a b c d e f g h i j k l m", "has more than 12 words"),
        ("12345", "has no letter that can be read"),
    ],
)
def test_what_is_no_name_is_unreadable(cell: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=f"^{reason}$"):
        names.normalise(cell)


@pytest.mark.parametrize(("cell", "han"), [("张伟", True), ("Zhang Wei (张伟)", True), ("Zhang Wei", False)])
def test_a_name_tells_whether_it_is_written_in_han(cell: str, han: bool) -> None:
    assert ("han" in read(cell).parts) == han


@pytest.mark.parametrize(
    "cell", ["Lin Mei or Lam Mei", "Lin Mei aka Lam Mei", "Lin Mei, also known as Lam Mei", "林梅，又名 Lam Mei"]
)
def test_an_alias_is_another_writing(cell: str) -> None:
    assert normal(cell) == "lam lin mei"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("王嘉海 (wangjiahai)", "jiahai wang"),
        ("DU KUN WEN / 杜坤文", "du kunwen"),
        ("kyawmintun (Kyaw Min Tun)", "kyaw min tun"),
        ("王嘉海 (wang hai)", "hai jiahai wang"),
        ("An An (anan)", "an an"),
    ],
)
def test_a_name_written_with_other_spaces_too_counts_once(cell: str, expected: str) -> None:
    assert read(cell).normal == expected


def test_or_is_a_surname_too() -> None:
    assert normal("Or Wai Man") == normal("Wai Man Or") == "man or wai"


def test_another_spelling_takes_no_sound_away() -> None:
    assert set(read("Eileen Chang").sounds) <= set(read("Eileen Chang (Zhang Ailing)").sounds)


@pytest.mark.parametrize("latin", ["Chang Wei-wen", "Zhang Weiwen", "Cheung Wai Man", "WAI MAN CHEUNG"])
def test_romanisations_meet_in_a_code(latin: str) -> None:
    assert set(read(latin).parts["sinitic"]) <= set(read("张伟文").parts["sinitic"])


@pytest.mark.parametrize("latin", ["CHEN CHIEN-HUNG", "Chen Jianhong", "Chien-Hung Chen"])
def test_a_hyphen_joins_syllables_of_any_romanisation(latin: str) -> None:
    assert len(read(latin).normal.split()) == 2
    assert set(read(latin).parts["sinitic"]) <= set(read("陳建宏").parts["sinitic"])


@pytest.mark.parametrize(("cell", "expected"), [("Jean-Paul Roy", "jean paul roy"), ("Al-Ali Omar", "ali omar")])
def test_other_hyphens_part_words(cell: str, expected: str) -> None:
    assert normal(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("田中健太", "kenta tanaka"),
        ("田中 健太", "kenta tanaka"),
        ("長谷川健", "hasegawa ken"),
        ("欧阳娜娜", "nana ouyang"),
        ("田中", "tian zhong"),
        ("田健太", "jiantai tian"),
    ],
)
def test_a_japanese_name_is_read_as_one_where_it_is_no_chinese(cell: str, expected: str) -> None:
    assert normal(cell) == expected


@pytest.mark.parametrize(
    ("cell", "latin"),
    [("العلوي", "Alaoui"), ("موسوي", "Moussaoui"), ("ফাতেমা", "Fatema"), ("Юлия", "IULIIA"), ("نور الدين", "Noureddine")],
)
def test_names_in_other_scripts_have_the_loose_code_of_their_spellings(cell: str, latin: str) -> None:
    assert read(cell).parts["loose"] == read(latin).parts["loose"]


def test_names_that_are_not_chinese_have_no_such_code() -> None:
    assert "sinitic" not in read("Eileen Chang").parts


def test_parts_of_a_name() -> None:
    assert read("张晓伟").parts == {
        "han": ("han",),
        "in_cantonese": ("C/o/ng H/iu/ W/ai/",),
        "sinitic": ("C/a/ng S/iu/ W/e/", "C/o/ng H/iu/ W/ai/"),
        "letters": ("aaeghiinowxz",),
        "whole": ("xiaowei zhang",),
        "sound": ("xiaowei zan",),
        "loose": ("CaN KSW",),
        "word": ("xiaowei", "zhang"),
        "word_sound": ("xiaowei", "zan"),
        "first3": ("xia", "zha"),
        "last3": ("wei", "ang"),
        "initials": ("xz",),
        "first3s": ("xia zha",),
        "last3s": ("ang wei",),
        "outlines": ("xi zg",),
        "word_initials": ("xz xiaowei", "xz zhang"),
        "sound_initials": ("xz xiaowei", "xz zan"),
    }


def test_a_name_of_one_word_has_no_parts_of_several() -> None:
    assert read("Wei").parts.keys().isdisjoint(names.OF_EACH_WORD.keys() & {"first3s", "last3s"})
    assert "outlines" not in read("Wei").parts


def test_the_three_longest_words_serve() -> None:
    assert read("Ana Maria Li Petrova de Souza").parts["word"] == ("petrova", "maria", "souza")


def test_a_single_letter_counts_for_initials_only() -> None:
    assert read("x").parts == {"initials": ("x",)}
    assert read("J Smith").parts["word"] == ("smith",)
    assert read("J Smith").parts["initials"] == ("js",)


def test_repeated_words_serve_once() -> None:
    assert read("Wei Wei").parts["word"] == ("wei",)
    assert read("Wei Wei").parts["letters"] == ("eeiiww",)


SPOKEN = "zhang WEI Lyu lue x u Ma ko Mr dr or alias aka also known as formerly brother friend no name unknown bin"
spoken = st.lists(st.sampled_from(SPOKEN.split()), max_size=6)


@given(
    st.one_of(
        st.text(alphabet="abeiorwxyzLYU, ", max_size=30), st.builds(", ".join, spoken), st.builds(" ".join, spoken)
    )
)
@example("x" * 201)
@example("not known")
@example("n,a")
def test_a_name_in_plain_letters_is_read_as_any_other(cell: str) -> None:
    """A sign that vanishes makes a cell of letters one of any kind."""
    assert read_or_why(cell) == read_or_why(f"{cell}\u200b")


def read_or_why(cell: str) -> tuple[Value, tuple[str, ...]] | str | None:
    try:
        value = names.normalise(cell)
    except Unreadable as error:
        return str(error)
    return None if value is None else (value, value.sounds)


def test_qgrams_of_a_name() -> None:
    assert tuple(read("Li Li").qgrams) == ("_l", "li", "i_", "_l#2", "li#2", "i_#2")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["张伟"], "wei zhang"),
        (["张", "晓伟"], "xiaowei zhang"),
        (["Zhang Wei", "Zhang", "Wei"], "wei zhang"),
        (["Zhang Wei", "David"], "david wei zhang"),
        (["Wei Wei", "Wei"], "wei wei"),
        (["Zhangxiaowei", "Zhang Xiaowei"], "xiaowei zhang"),
    ],
)
def test_pooled_names_hold_each_word_as_often_as_one_of_them_does(cells: list[str], expected: str) -> None:
    pooled = names.pool([read(cell).normal for cell in cells])
    assert pooled == read(expected)


def test_pooling_nothing_gives_nothing() -> None:
    assert names.pool([]) is None


def test_pooling_does_not_ask_for_an_order() -> None:
    normals = ["wei zhang", "xiaowei", "li", "wei xiao"]
    assert len({names.pool(order).normal for order in itertools.permutations(normals)}) == 1  # type: ignore[union-attr]


def test_the_repr_of_a_value_shows_no_name() -> None:
    assert "zhang" not in repr(read("Zhang Wei"))


def _in_latin(value: Value) -> Value:
    """A value as if the name had been written in Latin letters, which is what a normal form is."""
    of_writings = ("han", "sinitic", "in_cantonese")
    return replace(value, parts={part: held for part, held in value.parts.items() if part not in of_writings})


@settings(max_examples=300, deadline=None)  # the first cell of a script reads its tables
@given(texts)
@example("unk'nown")
@example("卢娥")
@example("lu-e")
def test_a_normal_form_is_its_own(cell: str) -> None:
    value = _or_none(cell)
    # A word that other letters spell may look like "aka", which parts a name from an alias; a title shows by its place.
    special = {"aka", "or", *(row[1] for row in rows("titles.tsv")), "l"}
    if value is not None and len(value.normal) <= names.LONGEST and not special & set(value.normal.split()):
        again = names.normalise(value.normal)
        assert again is not None
        assert _in_latin(again) == _in_latin(value)


@settings(max_examples=300, deadline=None)  # the first cell of a script reads its tables
@given(texts)
def test_values_keep_the_contract(cell: str) -> None:
    value = _or_none(cell)
    if value is None:
        return
    assert set(value.parts) <= {*names.PARTS, *names.COMPARED}
    assert len(set(value.sounds)) == len(value.sounds) <= MOST_SOUNDS
    assert all(texts and all(texts) and len(set(texts)) == len(texts) for texts in value.parts.values())
    assert len(set(value.qgrams)) == len(value.qgrams) > 0
    pooled = names.pool([value.normal])
    assert pooled is not None
    assert _in_latin(pooled) == _in_latin(value)


@given(st.lists(st.sampled_from(["zhang", "wei", "smith", "lv", "иванов", "nguyễn"]), min_size=1, max_size=5))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    turned = words[::-1]
    assert names.normalise(" ".join(words)) == names.normalise(", ".join(turned))


@pytest.mark.parametrize("unit", ["a", "张", " ", "\u200b", "ﷺ", "lüe", "an", "-", "(", "😀", "ü\u0301"])
def test_a_long_cell_takes_no_time(unit: str) -> None:
    begun = time.perf_counter()
    for length in (1, 12, 60, 200, 10_000):
        _or_none(unit * length)
    assert time.perf_counter() - begun < 2.0


def test_han_and_pinyin_spellings_of_persons_agree() -> None:
    if not PERSONS.exists():
        pytest.skip("the list of persons of CC-CEDICT is not here")
    with PERSONS.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if _is_plain_pinyin(row)]
    agree = sum(
        len({read(row[spelling]).parts["letters"] for spelling in ("simplified", "traditional", "english_name")}) == 1
        for row in rows
    )
    assert len(rows) > 600
    assert agree >= 0.98 * len(rows)


def _is_plain_pinyin(row: dict[str, str]) -> bool:
    def letters(text: str) -> str:
        return "".join(filter(str.isalpha, text.lower().replace("u:", "u").replace("ü", "u")))

    return letters(row["pinyin_num"]) == letters(row["english_name"])


def _or_none(cell: str) -> Value | None:
    try:
        return names.normalise(cell)
    except Unreadable:
        return None
