"""Sharing over GF(256): known products and the laws of a field; any k shares make the secret, fewer tell nothing."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.secret.shamir import MAX_SHARES, inverse, join, split, times

BYTE = st.integers(0, 255)


@pytest.mark.parametrize(
    ("a", "b", "product"),
    # FIPS 197, sections 4.2 and 4.2.1
    [(0x57, 0x83, 0xC1), (0x57, 0x13, 0xFE), (0x57, 0x02, 0xAE), (0x57, 0x04, 0x47), (0x57, 0x08, 0x8E)],
)
def test_products_are_those_of_the_standard(a, b, product):
    assert times(a, b) == product
    assert times(b, a) == product


def test_the_inverse_of_53_is_ca():
    assert inverse(0x53) == 0xCA  # the S-box's worked example


@given(BYTE, BYTE, BYTE)
def test_bytes_are_a_field(a, b, c):
    assert times(a, b) == times(b, a)
    assert times(a, times(b, c)) == times(times(a, b), c)
    assert times(a, b ^ c) == times(a, b) ^ times(a, c)
    assert times(a, 1) == a


def test_every_byte_but_0_has_an_inverse():
    assert all(times(a, inverse(a)) == 1 for a in range(1, 256))
    assert inverse(0) == 0


def test_a_split_done_by_hand():
    # The line 0x2a + 0x57 x: at 1 it is 0x2a ^ 0x57, at 2 0x2a ^ 0xae, as 0x57 times 2 is 0xae.
    shares = split(b"\x2a", 2, 2, lambda length: b"\x57" * length)
    assert shares == [bytes([0x2A ^ 0x57]), bytes([0x2A ^ 0xAE])]
    assert join({1: shares[0], 2: shares[1]}) == b"\x2a"


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=40), st.data())
def test_any_k_shares_and_more_make_the_secret_in_any_order(secret, data):
    shares = data.draw(st.integers(1, 6))
    threshold = data.draw(st.integers(1, shares))
    made = split(secret, threshold, shares)
    chosen = data.draw(st.permutations(range(1, shares + 1)))[: data.draw(st.integers(threshold, shares))]
    assert join({x: made[x - 1] for x in chosen}) == secret


def test_the_largest_split_works():
    made = split(b"brother", 3, MAX_SHARES)
    assert join({x: made[x - 1] for x in (1, 128, 255)}) == b"brother"


@pytest.mark.parametrize(("first", "second"), [(0, 0), (7, 80), (255, 1)])
def test_fewer_shares_fit_every_secret_equally(first, second):
    # With two of three shares and every possible secret there is exactly one polynomial: they rule nothing out.
    fitting = [
        secret
        for secret in range(256)
        if join({1: bytes([first]), 2: bytes([second]), 3: bytes([_third(secret, first, second)])}) == bytes([secret])
    ]
    assert len(fitting) == 256


def _third(secret: int, first: int, second: int) -> int:
    """The value at 3 of the polynomial of degree 2 through (0, secret), (1, first), (2, second), solved by hand."""
    # secret + a + b = first and secret + 2a + 4b = second give b = (2 (first - secret) + second - secret) / (2 + 4).
    b = times(times(2, first ^ secret) ^ second ^ secret, inverse(2 ^ 4))
    a = first ^ secret ^ b
    return secret ^ times(3, a) ^ times(times(3, 3), b)


def test_one_share_of_two_takes_every_value_as_the_random_byte_does():
    seen = {split(b"\x00", 2, 2, lambda length, byte=byte: bytes([byte]) * length)[0] for byte in range(256)}
    assert len(seen) == 256


def test_fewer_shares_than_the_threshold_give_something_else():
    made = split(bytes(32), 3, 4, lambda length: b"\x5a\xc3" * (length // 2))
    for pair in combinations(range(1, 5), 2):
        assert join({x: made[x - 1] for x in pair}) != bytes(32)


def test_shares_under_each_others_number_give_something_else():
    made = split(b"a secret", 2, 2, lambda length: bytes(range(1, length + 1)))
    wrong = [join(dict(enumerate(order, 1))) for order in permutations(made)][1]
    assert wrong != b"a secret"


@pytest.mark.parametrize(("threshold", "shares"), [(0, 2), (3, 2), (2, 256), (-1, 1)])
def test_a_split_that_cannot_be_is_refused(threshold, shares):
    with pytest.raises(ValueError, match="255"):
        split(b"x", threshold, shares)


@pytest.mark.parametrize("shares", [{}, {0: b"x"}, {256: b"x"}, {1: b"x", 2: b"xy"}])
def test_shares_that_cannot_be_are_refused(shares):
    with pytest.raises(ValueError, match=r"255|longer|shorter"):
        join(shares)
