"""Shamir's secret sharing over GF(256): of n shares any k make the secret, and fewer tell nothing about it.

A. Shamir, How to share a secret, 1979. Each byte of the secret is the value at 0 of a polynomial of degree k - 1 whose
other coefficients are random; share x holds the values at x. The field is that of AES (FIPS 197, section 4): bytes as
polynomials modulo x^8 + x^4 + x^3 + x + 1. Products take the same eight steps for all bytes, without tables, so that
neither branches nor the cache depend on the secret.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping

MAX_SHARES = 255  # the nonzero elements of the field


def times(a: int, b: int) -> int:
    """The product of two bytes."""
    product = 0
    for _ in range(8):
        product ^= a & -(b & 1)
        a = (a << 1) & 0xFF ^ 0x1B & -(a >> 7)
        b >>= 1
    return product


def inverse(a: int) -> int:
    """The byte whose product with `a` is 1: a^254, as a^255 is 1. The inverse of 0 is 0."""
    power, result = a, 1
    for _ in range(7):  # 254 = 2 + 4 + ... + 128
        power = times(power, power)
        result = times(result, power)
    return result


def split(secret: bytes, threshold: int, shares: int, entropy: Callable[[int], bytes] = os.urandom) -> list[bytes]:
    """The shares of a secret, those of x = 1, 2, ..., each as long as the secret.

    Raises ValueError unless 1 <= threshold <= shares <= 255.
    """
    if not 1 <= threshold <= shares <= MAX_SHARES:
        raise ValueError("a threshold of at least 1, at least as many shares, and at most 255")
    coefficients = [secret, *(entropy(len(secret)) for _ in range(threshold - 1))]
    return [bytes(_value(column, x) for column in zip(*coefficients, strict=True)) for x in range(1, shares + 1)]


def join(shares: Mapping[int, bytes]) -> bytes:
    """The secret of as many shares as its threshold, given by x; of fewer or others, bytes that mean nothing.

    Raises ValueError for shares of unequal length, none, or an x outside 1 to 255.
    """
    if not shares or not all(1 <= x <= MAX_SHARES for x in shares):
        raise ValueError("shares have numbers from 1 to 255")
    weights = [_weight(x, shares) for x in shares]
    columns = zip(*shares.values(), strict=True)
    return bytes(_sum(times(weight, byte) for weight, byte in zip(weights, column, strict=True)) for column in columns)


def _value(coefficients: tuple[int, ...], x: int) -> int:
    """A polynomial's value by Horner's rule; the first coefficient is its value at 0."""
    value = 0
    for coefficient in reversed(coefficients):
        value = times(value, x) ^ coefficient
    return value


def _weight(x: int, others: Mapping[int, bytes]) -> int:
    """Lagrange's weight of the value at x for the value at 0: the product of y / (y - x) over all other y."""
    weight = 1
    for y in others:
        if y != x:
            weight = times(weight, times(y, inverse(y ^ x)))
    return weight


def _sum(numbers: Iterable[int]) -> int:
    total = 0
    for number in numbers:
        total ^= number
    return total
