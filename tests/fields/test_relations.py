from __future__ import annotations

import pytest

from matcher.fields import names
from matcher.fields.relations import strip


@pytest.mark.parametrize(
    "cell",
    [
        "儿子：唐伟",
        "唐伟（我弟弟）",
        "唐伟(老公)",
        "我兒子唐偉",
        "哥哥唐伟",
        "我的表弟 唐伟",
        "唐伟, 丈夫",
        "my brother Tang Wei",
        "Tang Wei (husband)",
        "Tang Wei - cousin",
        "Daughter: Tang Wei",
    ],
)
def test_what_a_person_is_to_the_writer_is_no_name(cell: str) -> None:
    value = names.normalise(cell)
    assert value is not None
    assert value.normal == "tang wei"


@pytest.mark.parametrize("cell", ["唐伟的弟弟", "唐伟", "sisteron maria", "brother", "弟弟", "nguyen van son"])
def test_other_text_stays(cell: str) -> None:
    assert strip(cell) == cell


def test_stripped_twice_is_stripped_once() -> None:
    once = strip("我儿子唐伟(弟弟)")
    assert strip(once) == once == "唐伟"


@pytest.mark.parametrize(
    ("cell", "own"),
    [
        ("Jaswinder Singh s/o Gurmeet Singh", "jaswinder singh"),
        ("Jaswinder Singh S/O. Gurmeet Singh", "jaswinder singh"),
        ("Siva a/l Muniandy", "muniandy siva"),
        ("Siva s/o Muniandy", "muniandy siva"),
        ("Priya Devi w/o Suresh", "devi priya"),
        ("Priya Devi c/o Suresh (Priya)", "devi priya"),
        ("W/o Almaz Tesfaye", "almaz tesfaye"),
        ("Aung Zaw Moe @ Robert", "aung moe robert zaw"),
    ],
)
def test_names_of_others_behind_a_mark_of_relation_are_left_out(cell: str, own: str) -> None:
    value = names.normalise(cell)
    assert value is not None
    assert value.normal == own


@pytest.mark.parametrize("cell", ["c/o Omar", "B/O Sita Devi"])
def test_a_cell_that_names_somebody_else_only_has_no_name(cell: str) -> None:
    assert names.normalise(cell) is None
