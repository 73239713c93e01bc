"""Numba kernels on packed arrays: no files, no names, no secrets of their own.

The array contract. Bit i of a filter is bit `i % 64` of word `i // 64`; a set of filters is a C-contiguous array of
uint64, (rows, words). Rows, popcounts and counts are arrays of their own with integer types, never hidden in words.
Tokens, digests and keys are uint64. Kernels check nothing: their callers see to shapes and types once.

Each kernel has a slow, obvious twin in `kernels.reference`, which the tests compare it with.
"""

from __future__ import annotations

from kernels.bloom import fill_filters, fill_slots
from kernels.dice import dice_of_pairs, dice_of_slots, most_similar, similar_pairs
from kernels.greedy import greedy_one_to_one
from kernels.join import has_repeats, join_tokens, pair_starts
from kernels.popcount import popcounts
from kernels.seeds import fill_seeds
from kernels.siphash import siphash_two_words, siphash_word
from kernels.tiles import most_lacked_first, tiles_of

__all__ = [
    "dice_of_pairs",
    "dice_of_slots",
    "fill_filters",
    "fill_seeds",
    "fill_slots",
    "greedy_one_to_one",
    "has_repeats",
    "join_tokens",
    "most_lacked_first",
    "most_similar",
    "pair_starts",
    "popcounts",
    "similar_pairs",
    "siphash_two_words",
    "siphash_word",
    "tiles_of",
]
