"""Copies of a list as others encode it: plain CLKs, and CLKs under a diffusion layer. Attacks must name their rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from matcher.audit.graph import Similarities, View
from matcher.fields.digests import mixed
from matcher.parts import Parts
from matcher.project import Project

Bits = NDArray[np.uint8]  # (rows, bits), 0 or 1
Random = np.random.Generator

CLK_BITS = 1024  # as Schnell, Bachteler and Reiher (2011) and clkhash have it
BITS_PER_QGRAM = 15
DIFFUSED_BITS = 2048
ROWS_AT_ONCE = 20  # whose slots are compared with all others
DEPTH = 3  # filter bits in each diffused bit (Armknecht, Heng and Schnell 2023)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a list and what an attacker with the same list in plain sees in it.

    bits  (rows, bits) uint8; row i is row `order[i]` of the list
    """

    name: str
    bits: Bits
    order: NDArray[np.int64]
    view: View


def plain_clk(parts: Parts, project: Project, random: Random) -> Copy:
    """CLKs of all fields, as everyone else makes them."""
    return _copy("plain CLKs", parts, spelled(project), random, depth=1)


def diffused_clk(parts: Parts, project: Project, random: Random) -> Copy:
    """CLKs of names and birthdate with DEPTH filter bits in each bit; with more fields attacks take longer lists."""
    kinds = {field.name: field.kind for field in project.field}
    telling = [name for name in spelled(project) if kinds.get(name, "name") in ("name", "date")]
    return _copy(f"CLKs diffused, depth {DEPTH}", parts, telling or spelled(project), random, depth=DEPTH)


def correlations(bits: Bits) -> Similarities:
    """(rows, rows) float32: 1 where rows have the same bits, -1 where all differ, 0 as by chance."""
    signs = 1 - 2 * bits.astype(np.float32)
    found: Similarities = signs @ signs.T / np.float32(bits.shape[1])
    return found


def best_of_slots(words: NDArray[np.uint64]) -> Similarities:
    """(rows, rows) float32: how alike the two most alike slots of two rows are; of (rows, slots) words of 64 bits."""
    rows, slots = words.shape
    signs = 1 - 2 * np.unpackbits(np.ascontiguousarray(words).view(np.uint8).reshape(rows * slots, 8), axis=1).astype(
        np.float32
    )
    best = np.empty((rows, rows), np.float32)
    for start in range(0, rows, ROWS_AT_ONCE):
        likeness = signs[start * slots : (start + ROWS_AT_ONCE) * slots] @ signs.T
        best[start : start + ROWS_AT_ONCE] = likeness.reshape(-1, slots, rows, slots).max(axis=(1, 3)) / 64
    return best


def spelled(project: Project) -> list[str]:
    """The filters that make up a record as others encode it."""
    return [project.layout.filters[number][0] for number in project.layout.record]


def expected_correlations(parts: Parts, fields: list[str]) -> Similarities:
    """(rows, rows) float32: those of CLKs of these fields to be expected under whatever key, from q-grams in common."""
    counts = _incidence(parts, fields)
    shared = (counts @ counts.T).toarray()
    own = np.asarray(counts.sum(axis=1)).ravel()
    unset = (1 - 1 / CLK_BITS) ** BITS_PER_QGRAM  # share of bits that one q-gram leaves unset
    left, right = unset ** (own[:, None] - shared), unset ** (own[None, :] - shared)
    differ = unset**shared * ((1 - left) * right + (1 - right) * left)
    return np.asarray(1 - 2 * differ, np.float32)


def _copy(name: str, parts: Parts, fields: list[str], random: Random, depth: int) -> Copy:
    order = random.permutation(parts.rows)
    files = [_clks(parts, fields, random) for _ in range(2)]  # the owner's and the attacker's own
    if depth > 1:
        files = [diffuse(filters, random, depth) for filters in files]
    bits, own = files[0][order], files[1]
    view = View(correlations(bits), correlations(own), expected_correlations(parts, fields) ** depth)
    return Copy(name, bits, order, view)


def _clks(parts: Parts, fields: list[str], random: Random) -> Bits:
    """(rows, CLK_BITS): the q-grams of fields in one filter, as many bits for each, under a fresh key."""
    key = random.integers(0, 2**63, BITS_PER_QGRAM).astype(np.uint64)
    filters = np.zeros((parts.rows, CLK_BITS), np.uint8)
    for name in fields:
        column = parts.closeup(name)
        sizes = np.diff(column.starts)
        values = np.zeros((len(sizes) + 1, CLK_BITS), np.uint8)  # the last serves code -1
        places = mixed(column.grams[:, None] ^ key) % np.uint64(CLK_BITS)
        values[np.repeat(np.arange(len(sizes)), sizes)[:, None], places] = 1
        filters |= values[column.codes]
    return filters


def diffuse(filters: Bits, random: Random, depth: int) -> Bits:
    """(rows, DIFFUSED_BITS): each bit the sum modulo 2 of `depth` bits of the filter, each serving equally often."""
    times = -(-DIFFUSED_BITS // filters.shape[1])
    found = np.zeros((len(filters), DIFFUSED_BITS), np.uint8)
    for _ in range(depth):
        order = np.concatenate([random.permutation(filters.shape[1]) for _ in range(times)])[:DIFFUSED_BITS]
        found ^= filters[:, order]
    return found


def _incidence(parts: Parts, fields: list[str]) -> csr_array:
    """(rows, q-grams): 1 where a row has a q-gram."""
    blocks = []
    for name in fields:
        column = parts.closeup(name)
        grams, which = np.unique(column.grams, return_inverse=True)
        starts = np.append(column.starts, column.starts[-1])  # the last, empty, serves code -1
        values = csr_array((np.ones(len(which)), which, starts), shape=(len(column.starts), len(grams)))
        blocks.append(values[column.codes])
    return hstack(blocks, format="csr")
