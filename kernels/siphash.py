"""SipHash-2-4 of 64-bit words.

Jean-Philippe Aumasson and Daniel J. Bernstein, "SipHash: a fast short-input PRF", 2012. A word stands for its eight
bytes, lowest first, so these are the published function on messages of whole words. A longer message is absorbed word
by word between `start` and `finish`; its last word is its length in bytes, in the highest byte.
"""

from __future__ import annotations

import numpy as np

from kernels.jit import inlined

State = tuple[np.uint64, np.uint64, np.uint64, np.uint64]

# "somepseudorandomlygeneratedbytes", as the paper sets it.
INITIAL = (
    np.uint64(0x736F6D6570736575),
    np.uint64(0x646F72616E646F6D),
    np.uint64(0x6C7967656E657261),
    np.uint64(0x7465646279746573),
)
END = np.uint64(0xFF)
LENGTH_8 = np.uint64(8 << 56)
LENGTH_16 = np.uint64(16 << 56)


@inlined
def _rotate(word: np.uint64, bits: int) -> np.uint64:
    return (word << np.uint64(bits)) | (word >> np.uint64(64 - bits))


@inlined
def _round(state: State) -> State:
    a, b, c, d = state
    a += b
    c += d
    b = _rotate(b, 13) ^ a
    d = _rotate(d, 16) ^ c
    a = _rotate(a, 32)
    c += b
    a += d
    b = _rotate(b, 17) ^ c
    d = _rotate(d, 21) ^ a
    c = _rotate(c, 32)
    return a, b, c, d


@inlined
def start(k0: np.uint64, k1: np.uint64) -> State:
    """The state before a message, under the 128-bit key k0, k1."""
    return INITIAL[0] ^ k0, INITIAL[1] ^ k1, INITIAL[2] ^ k0, INITIAL[3] ^ k1


@inlined
def absorb(state: State, word: np.uint64) -> State:
    """The state after one more word."""
    a, b, c, d = state
    a, b, c, d = _round(_round((a, b, c, d ^ word)))
    return a ^ word, b, c, d


@inlined
def finish(state: State) -> np.uint64:
    """The hash."""
    a, b, c, d = state
    a, b, c, d = _round(_round(_round(_round((a, b, c ^ END, d)))))
    return a ^ b ^ c ^ d


@inlined
def siphash_word(k0: np.uint64, k1: np.uint64, word: np.uint64) -> np.uint64:
    """SipHash-2-4 of the eight bytes of a word, under the 128-bit key k0, k1. Inlined into kernels."""
    return finish(absorb(absorb(start(k0, k1), word), LENGTH_8))


@inlined
def siphash_two_words(k0: np.uint64, k1: np.uint64, first: np.uint64, second: np.uint64) -> np.uint64:
    """SipHash-2-4 of the sixteen bytes of two words, under the 128-bit key k0, k1. Inlined into kernels."""
    return finish(absorb(absorb(absorb(start(k0, k1), first), second), LENGTH_16))
