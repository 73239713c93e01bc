"""Parts -> match keys: the value that each row has for each key of the plan.

A key joins parts of different fields. Where a part has several values (the words of a name) each may serve, and the
key takes as many slots of a row. Rows with the same key value are what the tokens will let meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.fields import Column
from matcher.parts import Parts
from matcher.project import MatchKey

VALUES_PER_PART = 2  # of a part with several values, at most so many serve in a key
COMMON = 4  # a key value that more rows of a list share is not used: the chance that a true pair meets fades

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, repr=False)
class KeyValues:
    """The key values of a list.

    ids       (rows, slots) int64, which key value a row has in a slot; -1 = none. Values of different keys differ
    key       (slots,) int64, the number of the key in the plan that a slot belongs to
    messages  per key of the plan, its values as bytes, in the order of their ids; every part is preceded by its length
    """

    ids: Ids
    key: Ids
    messages: Sequence[Sequence[bytes]]

    def __repr__(self) -> str:
        return f"KeyValues({self.ids.shape[0]} rows, {self.ids.shape[1]} slots)"


def key_values(parts: Parts, plan: Sequence[MatchKey]) -> KeyValues:
    """The values of all keys of a plan. Raises KeyError for a field that `parts` lacks."""
    reader = KeyReader(parts)
    ids = [np.empty((parts.rows, 0), np.int64)]
    slots: list[int] = []
    messages: list[Sequence[bytes]] = []
    total = 0
    for number, key in enumerate(plan):
        values, distinct = reader.values(key)
        slots += [number] * values.shape[1]
        ids.append(np.where(values >= 0, values + total, -1))
        messages.append(reader.messages(key, distinct))
        total += len(distinct)
    return KeyValues(np.concatenate(ids, axis=1), np.array(slots, np.int64), messages)


class KeyReader:
    """Reads the key values of a list; the values of each part are numbered once for all keys."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._numbered: dict[tuple[str, str], tuple[Ids, Sequence[str]]] = {}

    def values(self, key: MatchKey) -> tuple[Ids, Ids]:
        """One key: (rows, slots) ids of its distinct values, -1 where a part is missing, and what `messages` takes."""
        rows = self._parts.rows
        combined, present = np.zeros((rows, 1), np.int64), np.ones((rows, 1), np.bool_)
        for field, part in key.parts:
            ids, strings = self._part(field, part)
            combined = (combined[:, :, None] * (len(strings) + 1) + ids[:, None, :]).reshape(rows, -1)
            present = (present[:, :, None] & (ids >= 0)[:, None, :]).reshape(rows, -1)
        distinct, inverse = np.unique(combined[present], return_inverse=True)
        values = np.full(combined.shape, -1, np.int64)
        values[present] = inverse
        return _without_repeats(values), distinct

    def messages(self, key: MatchKey, distinct: Ids) -> Sequence[bytes]:
        """The part values behind each distinct key value, one after the other, each preceded by its length."""
        columns: list[list[bytes]] = []
        for field, part in reversed(key.parts):
            strings = self._part(field, part)[1]
            distinct, ids = np.divmod(distinct, len(strings) + 1)
            encoded = [text.encode() for text in strings]
            framed = [len(text).to_bytes(4, "little") + text for text in encoded]
            columns.append([framed[number] for number in ids])
        return [b"".join(pieces) for pieces in zip(*reversed(columns), strict=True)]

    def _part(self, field: str, part: str) -> tuple[Ids, Sequence[str]]:
        """(rows, width) ids of a part's values, -1 where there is none, and the values."""
        known = self._numbered.get((field, part))
        if known is None:
            known = self._numbered[field, part] = _part_ids(self._parts.columns[field], part)
        return known


def _part_ids(column: Column, part: str) -> tuple[Ids, Sequence[str]]:
    values = [value.parts.get(part, ())[:VALUES_PER_PART] for value in column.values]
    width = max(1, max(map(len, values), default=1))
    strings: dict[str, int] = {}
    table = np.full((len(values) + 1, width), -1, np.int64)  # the last row, all -1, serves code -1
    for number, texts in enumerate(values):
        for place, text in enumerate(texts):
            table[number, place] = strings.setdefault(text, len(strings))
    return table[column.codes], list(strings)


def _without_repeats(values: Ids) -> Ids:
    """A value that a row has twice (two words that begin alike) takes one slot."""
    for slot in range(1, values.shape[1]):
        twice = (values[:, :slot] == values[:, slot : slot + 1]).any(axis=1)
        values[twice, slot] = -1
    return values


def without_common(ids: Ids) -> Ids:
    """Key values that more than COMMON rows share are dropped (-1)."""
    held = ids[ids >= 0]
    counts = np.bincount(held) if held.size else np.zeros(1, np.int64)
    return np.where((ids >= 0) & (counts[ids] <= COMMON), ids, -1)


def colliding_pairs(ids: Ids) -> tuple[Ids, Ids]:
    """The distinct pairs of rows (left < right) that share a key value, sorted; none for common values."""
    rows, slots = np.nonzero(without_common(ids) >= 0)
    values = ids[rows, slots]
    order = np.lexsort((rows, values))
    rows, values = rows[order], values[order]
    left: list[Ids] = []
    right: list[Ids] = []
    for step in range(1, COMMON):
        same = values[step:] == values[:-step]
        left.append(rows[:-step][same])
        right.append(rows[step:][same])
    pairs = np.stack([np.concatenate(left), np.concatenate(right)], axis=1)
    pairs = np.unique(pairs[pairs[:, 0] < pairs[:, 1]], axis=0)
    return pairs[:, 0], pairs[:, 1]
