"""Tokens in common are found by points, and an answer that is not honest is noticed."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import DataError, MismatchError, UsageError
from matcher.psi.points import CANARIES, POINT_BYTES, answer, ask, in_common, library
from tests.people import seeded

pytest.importorskip("private_set_intersection.python", reason="no openmined-psi for this platform")

TOKENS = st.sets(st.integers(0, 2**64 - 1), min_size=1, max_size=12)
OFF = b"\x02" + b"\xff" * 32  # its x is no number of the field


def array(tokens) -> np.ndarray:
    return np.array(sorted(tokens), np.uint64)


def split(content: bytes) -> list[bytes]:
    return [content[place : place + POINT_BYTES] for place in range(0, len(content), POINT_BYTES)]


@settings(max_examples=15)
@given(TOKENS, TOKENS, TOKENS)
def test_what_is_in_common_is_what_both_have(both, left, right):
    mine, theirs = array(both | left), array(both | right)
    asking, asked = ask(mine, seeded(1))
    places = in_common(asking, *answer(theirs, asked, "it"), "it")
    assert set(mine[places].tolist()) == set(mine.tolist()) & set(theirs.tolist())
    assert (np.diff(places) > 0).all()


@pytest.mark.parametrize(("tokens", "canaries"), [(1, CANARIES), (100, CANARIES), (1000, 250)])
def test_a_request_has_a_point_for_each_token_and_canary_and_canaries_stand_anywhere(tokens, canaries):
    asking, asked = ask(array(range(tokens)), seeded(2))
    assert len(split(asked)) == tokens + canaries
    assert len(asking.canaries) == canaries
    assert asking.canaries.max() > tokens
    assert asking.canaries.min() < canaries


def test_points_that_stand_twice_are_refused():
    asking, asked = ask(array(range(10)), seeded(3))
    with pytest.raises(DataError, match="stands there twice"):
        answer(array(range(10)), asked[:POINT_BYTES] * 10, "it")
    setup, response = answer(array(range(10)), asked, "it")
    with pytest.raises(DataError, match="stands there twice"):
        in_common(asking, setup, response[:POINT_BYTES] * (10 + CANARIES), "it")
    with pytest.raises(DataError, match="stands there twice"):
        in_common(asking, setup[:POINT_BYTES] * 10, response, "it")


def test_points_off_the_curve_are_refused():
    asking, asked = ask(array(range(10)), seeded(4))
    with pytest.raises(DataError, match="not on the curve"):
        answer(array(range(10)), OFF + asked[POINT_BYTES:], "it")
    setup, response = answer(array(range(10)), asked, "it")
    with pytest.raises(DataError, match="not on the curve"):
        in_common(asking, setup, OFF + response[POINT_BYTES:], "it")


def test_an_answer_that_would_have_me_show_everything_is_noticed():
    """Points that I was not sent, made with the key that I ask with, among the partner's own: all seem in common."""
    psi, (asking, asked) = library(), ask(array(range(10)), seeded(5))
    invented = array(range(1000, 1000 + len(split(asked))))
    names = [f"{token:016x}" for token in invented.tolist()]
    request = psi.client.CreateFromKey(asking.key, True).CreateRequest(names)
    setup, response = answer(invented, b"".join(request.encrypted_elements), "it")
    with pytest.raises(MismatchError, match="tampered with"):
        in_common(asking, setup, response, "it")


def tampered(asked, token, places):
    """An answer of a partner who knows which token the first point is of, and has others seem to be in common."""
    psi = library()
    points = split(asked)
    _, response = answer(array([token]), asked, "it")
    setup, again = [], split(response)
    for place in places:
        server = psi.server.CreateWithNewKey(True)
        setup += server.CreateSetupMessage(0.0, 1, [f"{token:016x}"], psi.DataStructure.RAW).raw.encrypted_elements
        request = psi.Request(reveal_intersection=True, encrypted_elements=points[:1])
        again[place] = server.ProcessRequest(request).encrypted_elements[0]
    return b"".join(sorted(setup)), b"".join(again)


def test_who_makes_a_token_of_each_row_seem_to_be_in_common_is_noticed():
    """Of 40 rows with 30 tokens each; one that seems so alone may go unseen."""
    asking, asked = ask(np.arange(1200, dtype=np.uint64), seeded(6))
    assert asking.canaries[0] > 0
    place = int(np.setdiff1d(np.arange(1, 1500), asking.canaries)[700])
    assert in_common(asking, *tampered(asked, 0, [place]), "it").tolist() == [701]
    with pytest.raises(MismatchError, match="tampered with"):
        in_common(asking, *tampered(asked, 0, range(30, 1230, 30)), "it")


def test_without_the_library_one_line_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "private_set_intersection.python", None)
    with pytest.raises(UsageError, match=r"pip install 'matcher-pprl\[psi\]'"):
        library()
