from __future__ import annotations

import numpy as np

from matcher.evidence import NAMES, Layout, level_counts, levels_of

PERSON = Layout((("name", "name"), ("birthdate", "date"), ("passport", "document"), ("sex", "category")))
TWO_NAMES = Layout((("surname", "name"), ("given_name", "name")))


def levels(layout: Layout, similarity: list[float], agree: dict[tuple[str, str], bool]) -> list[int]:
    flags = np.array([[agree.get(tag, False) for tag in layout.tags]])
    return levels_of(layout, np.array([similarity], np.float32), flags)[0].tolist()


def date(**equal: bool) -> dict[tuple[str, str], bool]:
    return {("birthdate", ""): True, **{("birthdate", part): True for part, same in equal.items() if same}}


def test_a_field_that_a_side_lacks_has_level_0():
    assert levels(PERSON, [1.0, 1.0], {}) == [0, 0, 0, 0]


def test_full_agreement_reaches_the_top_of_every_column():
    everything = dict.fromkeys(PERSON.tags, True)
    assert levels(PERSON, [1.0, 1.0], everything) == list(PERSON.tops)


def test_nothing_in_common_is_level_1():
    present = {tag: tag[1] == "" for tag in PERSON.tags}
    assert levels(PERSON, [-0.2, 0.0], present) == [1, 1, 1, 1]


def test_dates_in_steps():
    def level(**equal: bool) -> int:
        return levels(PERSON, [0, 0], date(**equal))[1]

    assert level() == 1
    assert level(day=True) == level(month=True) == 2
    assert level(year=True) == 3
    assert level(year=True, month=True) == level(month=True, day=True, month_day=True) == 4
    assert level(year=True, month_day=True) == 5
    assert level(year=True, month=True, day=True, month_day=True) == 6


def test_names_in_each_others_field_are_crossed():
    present = {("surname", ""): True, ("given_name", ""): True}
    assert TWO_NAMES.closeups == (NAMES, "surname", "given_name")
    assert levels(TWO_NAMES, [1.0, 0.1, 0.0], present) == [2, 2]
    assert levels(TWO_NAMES, [0.1, 0.1, 0.0], present) == [1, 1]


def test_one_name_field_needs_no_filter_of_all_names():
    assert PERSON.closeups == ("name", "passport")
    assert [name for name, _ in PERSON.filters] == ["name", "passport", "birthdate", "sex"]


def test_a_record_is_made_of_all_names_rather_than_each():
    filters = [TWO_NAMES.filters[number][0] for number in TWO_NAMES.record]
    assert filters == [NAMES]


def test_level_counts_by_hand():
    counts = level_counts(np.array([[0, 1], [2, 1], [2, 2]], np.int8), (2, 3))
    assert counts.tolist() == [[1, 0, 2, 0], [0, 2, 1, 0]]
