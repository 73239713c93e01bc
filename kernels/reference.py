"""What the kernels mean: slow, obvious twins in plain Python, bit arrays and fractions.

Tests compare the kernels with these. Nothing else calls them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from bitarray import bitarray
from bitarray.util import zeros
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Pair = tuple[int, int]


def bits(words: Words) -> bitarray:
    """The bits of one filter: bit i is bit `i % 64` of word `i // 64`."""
    filter_bits = bitarray(endian="little")
    filter_bits.frombytes(words.astype("<u8").tobytes())
    return filter_bits


def words(filter_bits: bitarray) -> Words:
    """The words of one filter."""
    return np.frombuffer(filter_bits.tobytes(), "<u8").astype(np.uint64)


def dice(left: bitarray, right: bitarray) -> Fraction:
    """The Dice coefficient; 0 for two empty filters."""
    set_bits = left.count() + right.count()
    return Fraction(2 * (left & right).count(), set_bits) if set_bits else Fraction(0)


def dice_pairs(left: Words, right: Words, threshold: float) -> list[Pair]:
    """All pairs of rows that are not empty and reach the threshold, by left row then right row.

    It is compared with the float64 nearest to the coefficient, so that 4/5 reaches 0.8.
    """
    left_bits, right_bits = [bits(row) for row in left], [bits(row) for row in right]
    return [
        (i, j)
        for i, a in enumerate(left_bits)
        for j, b in enumerate(right_bits)
        if a.any() and b.any() and float(dice(a, b)) >= threshold
    ]


def dice_top_k(left: Words, right: Words, k: int, threshold: float) -> list[Pair]:
    """The k best of these pairs for each left row, best first, ties by right row."""
    pairs = dice_pairs(left, right, threshold)
    best = []
    for row in range(len(left)):
        own = [pair for pair in pairs if pair[0] == row]
        best += sorted(own, key=lambda pair: (-dice(bits(left[pair[0]]), bits(right[pair[1]])), pair[1]))[:k]
    return best


def siphash(key: bytes, message: bytes) -> int:
    """SipHash-2-4 of bytes (Aumasson and Bernstein 2012), under a key of 16 bytes."""
    k0, k1 = int.from_bytes(key[:8], "little"), int.from_bytes(key[8:], "little")
    state = [
        k0 ^ int.from_bytes(b"somepseu", "big"),
        k1 ^ int.from_bytes(b"dorandom", "big"),
        k0 ^ int.from_bytes(b"lygenera", "big"),
        k1 ^ int.from_bytes(b"tedbytes", "big"),
    ]
    padding = bytes(7 - len(message) % 8) + bytes([len(message) % 256])
    padded = message + padding
    for start in range(0, len(padded), 8):
        word = int.from_bytes(padded[start : start + 8], "little")
        state[3] ^= word
        _sip_round(state)
        _sip_round(state)
        state[0] ^= word
    state[2] ^= 0xFF
    for _ in range(4):
        _sip_round(state)
    return state[0] ^ state[1] ^ state[2] ^ state[3]


def _sip_round(v: list[int]) -> None:
    def rotated(word: int, by: int) -> int:
        return (word << by | word >> (64 - by)) % 2**64

    v[0] = (v[0] + v[1]) % 2**64
    v[1] = rotated(v[1], 13) ^ v[0]
    v[0] = rotated(v[0], 32)
    v[2] = (v[2] + v[3]) % 2**64
    v[3] = rotated(v[3], 16) ^ v[2]
    v[0] = (v[0] + v[3]) % 2**64
    v[3] = rotated(v[3], 21) ^ v[0]
    v[2] = (v[2] + v[1]) % 2**64
    v[1] = rotated(v[1], 17) ^ v[2]
    v[2] = rotated(v[2], 32)


def siphash_words(key: Sequence[int], *message: int) -> int:
    """SipHash-2-4 of 64-bit words under a key of two, each as its eight bytes, lowest first."""
    return siphash(_bytes(key), _bytes(message))


def _bytes(numbers: Sequence[int]) -> bytes:
    return b"".join(int(number).to_bytes(8, "little") for number in numbers)


def seed(keys: Sequence[int], number: int, parts: Sequence[int], rank: int) -> tuple[int, int]:
    """The seed of one slot: number and rank, then the digests of all parts, hashed under either key."""
    message = [number << 8 | rank, *parts]
    return siphash_words(keys[:2], *message), siphash_words(keys[2:], *message)


def drawn_positions(key: Sequence[int], first: int, second: int, draws: int, filter_bits: int) -> list[int]:
    """`draws` positions of one q-gram: four from each block, whose number is added to the second word."""
    positions = []
    for draw in range(draws):
        hashed = siphash_words(key, first, second + draw // 4)
        positions.append((hashed >> 16 * (draw % 4) & 0xFFFF) * filter_bits >> 16)
    return positions


def filled_filter(key: Sequence[int], grams: Sequence[int], column: int, draws: int, filter_bits: int) -> bitarray:
    """The filter of a list of q-grams that share `draws` draws; the first ones have one more."""
    filled = zeros(filter_bits, "little")
    each, more = divmod(draws, len(grams)) if grams else (0, 0)
    for number, gram in enumerate(grams):
        for position in drawn_positions(key, gram, column << 32, each + (number < more), filter_bits):
            filled[position] = 1
    return filled


def missing_filter(noise: Sequence[int], slot: int, column: int, draws: int) -> bitarray:
    """The 64-bit filter of a field that a row lacks."""
    filled = zeros(64, "little")
    for position in drawn_positions(noise, 1 << 63 | slot << 32 | column, 0, draws, 64):
        filled[position] = 1
    return filled


def tag(key: Sequence[int], noise: Sequence[int], slot: int, column: int, part: int | None) -> int:
    """The tag of a part; None = the row lacks it."""
    if part is None:
        return siphash_words(noise, 1 << 62 | slot << 32 | column, 0) % 256
    return siphash_words(key, part, 1 << 40 | column) % 256


def equal_tokens(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> list[tuple[int, int, int, int]]:
    """(left row, left slot, right row, right slot) of equal tokens, by left row, right row, left slot."""
    places = {int(token): place for place, token in np.ndenumerate(right)}
    joined = [(*place, *places[int(token)]) for place, token in np.ndenumerate(left) if int(token) in places]
    return sorted(((a, b, c, d) for a, b, c, d in joined), key=lambda joint: (joint[0], joint[2], joint[1]))


def greedy_one_to_one(pairs: Sequence[Pair]) -> list[bool]:
    """Which pairs are taken, best first, where both rows are still free."""
    left_taken, right_taken = set[int](), set[int]()
    taken = []
    for left, right in pairs:
        taken.append(left not in left_taken and right not in right_taken)
        if taken[-1]:
            left_taken.add(left)
            right_taken.add(right)
    return taken
