"""Places known by name."""

from __future__ import annotations

import pytest

from matcher.fields import gazetteer, latin
from matcher.fields.gazetteer import Place
from matcher.fields.tables import rows


@pytest.mark.parametrize(
    ("run", "places"),
    [
        ("云南省昆明市官渡区", [Place("yunnan", "province"), Place("kunming", "city"), Place("guandu", "county")]),
        ("云南昆明官渡", [Place("yunnan"), Place("kunming"), Place("guandu")]),
        ("新疆维吾尔自治区", [Place("xinjiang", "province")]),
        ("大理白族自治州", [Place("dali", "city")]),
        ("孟连傣族拉祜族佤族自治县", [Place("menglian", "county")]),
        ("德宏州瑞丽市", [Place("dehong", "city"), Place("ruili", "city")]),
        ("南昌县", [Place("nanchang", "county")]),
        ("沙市", [Place("shashi")]),
        ("上海市南京东路", [Place("shanghai", "city"), Place("nanjingdonglu")]),
        ("湖南人", [Place("hunan")]),
        ("缅甸妙瓦底", [Place("myanmar"), Place("myawaddy")]),
        ("", []),
    ],
)
def test_characters_are_cut_behind_places(run: str, places: list[Place]) -> None:
    assert gazetteer.from_han(run) == places


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("mae sot tak", ["maesot", "tak"]),
        ("kun ming", ["kunming"]),
        ("yunnankunming", ["yunnan", "kunming"]),
        ("kunmingshi", ["kunming"]),
        ("hong kong island", ["xianggang", "island"]),
        ("peking", ["beijing"]),
        ("tullaroop street", ["tullaroop", "street"]),
        ("", []),
    ],
)
def test_words_are_joined_and_parted_where_that_makes_names(words: str, names: list[str]) -> None:
    assert gazetteer.from_words(words.split()) == names


def test_a_place_lies_below_another() -> None:
    assert gazetteer.above("kunming", "city") == ("yunnan",)
    assert gazetteer.above("suzhou", "city") == ("jiangsu", "anhui")
    assert gazetteer.above("hainan", "city") == ("qinghai",)
    assert gazetteer.above("kunming", "county") == ()
    assert gazetteer.levels("jilin") == ["province", "city"]
    assert gazetteer.levels("nowhere") == []


def test_every_row_has_a_level_and_a_place_above_that_is_known() -> None:
    for name, level, above, spellings in rows("places.tsv"):
        assert level in ("country", "province", "city")
        assert not above or gazetteer.levels(above)
        assert all(spellings.split("|"))
        assert gazetteer.spelled(name) == name
        assert gazetteer.spelled(latin.letters(name)) == name


def test_all_provinces_are_known() -> None:
    china = [name for name, level, above, _ in rows("places.tsv") if level == "province" and not above]
    assert len(china) == 34  # 23 provinces, Taiwan among them, 5 autonomous regions, 4 municipalities, 2 more regions


def test_no_spelling_has_two_names() -> None:
    meanings: dict[str, set[str]] = {}
    for name, _, _, spellings in rows("places.tsv"):
        for spelling in spellings.split("|"):
            meanings.setdefault(spelling, set()).add(name)
    assert {spelling for spelling, names in meanings.items() if len(names) > 1} == set()
