from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.cli.evaluate import _within
from matcher.errors import DataError
from matcher.evaluate import evaluate

pairs = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("1234")))


def test_counts_by_hand():
    result = evaluate([("a", "1"), ("b", "2"), ("c", "9")], [("a", "1"), ("b", "2"), ("d", "4"), ("e", "5")])
    assert (result.right, result.missed, result.wrong) == (2, (("d", "4"), ("e", "5")), (("c", "9"),))
    assert (result.recall, result.precision) == (2 / 4, 2 / 3)
    assert result.f1 == 2 * 2 / (3 + 4)


def test_nothing_to_find_and_nothing_found_is_perfect():
    result = evaluate([], [])
    assert (result.recall, result.precision, result.f1) == (1.0, 1.0, 1.0)


@given(pairs, pairs)
def test_every_pair_is_right_missed_or_wrong(links, truth):
    result = evaluate(links, truth)
    assert result.right + len(result.missed) == len(set(truth))
    assert result.right + len(result.wrong) == len(set(links))
    assert 0 <= result.f1 <= 1


def test_groups_of_too_many_pairs_are_refused_before_they_are_made(tmp_path):
    path = tmp_path / "truth.csv"
    path.write_text("id,group\n" + "".join(f"{number},1\n" for number in range(2100)))
    with pytest.raises(DataError, match="more than 500,000 pairs"):
        _within(path)
