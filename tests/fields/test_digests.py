"""Digests: the same for everyone."""

from __future__ import annotations

import hashlib
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from matcher.fields.digests import digest, digests, lists, table


def test_a_digest_is_blake2b_of_8_bytes():
    assert digest("wei") == int.from_bytes(hashlib.blake2b(b"wei", digest_size=8).digest(), "little")
    assert digests("a\n", ["x", "y", "x"]).tolist() == [digest("a\nx"), digest("a\ny"), digest("a\nx")]
    assert digests("a", []).shape == (0,)


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=5, unique=True), max_size=5))
def test_lists_are_of_increasing_digests(texts):
    starts, found = lists("a", texts)
    expected = [sorted(digest(f"a{text}") for text in several) for several in texts]
    assert [found[start:end].tolist() for start, end in pairwise(starts)] == expected


def test_a_table_has_0_where_a_row_has_fewer_texts():
    assert table("a", [("x",), (), ("x", "y")], 2).tolist() == [
        [digest("ax"), 0],
        [0, 0],
        [digest("ax"), digest("ay")],
    ]
