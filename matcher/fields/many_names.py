"""The parts and q-grams of many names at once: what `name_parts` and `qgrams` make of each, in arrays.

Words repeat much more than names do. So what a part takes from a word is taken once for each distinct word, and names
are rows of the numbers of their words; all names with as many words make one table.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain

import numpy as np

from matcher.fields import SERVING, digests, numbered
from matcher.fields.digests import Rows, Words
from matcher.fields.name_parts import CODED, PARTS, WORDS_SERVING, Each, Joined, NameParts, Texts, may_leave_out
from matcher.fields.qgrams import bigrams

_NONE = np.zeros(1, np.uint64)  # the last of a table of words, for number -1


class ManyNames:
    """Names by their words."""

    def __init__(self, names: Sequence[NameParts]) -> None:
        self._names = names
        every = list(chain.from_iterable(name.words for name in names))
        self._words = list(dict.fromkeys(every))
        self._of_names = digests.numbers(self._words, every)
        self._sizes = np.fromiter((len(name.words) for name in names), np.int64, len(names))
        self._initials = [row for row, name in enumerate(names) if name.is_initial]

    def part(self, prefix: str, part: str) -> Words:
        """(names, SERVING) uint64: the digests of a part of each name; 0 = none."""
        made = PARTS.get(part)
        if isinstance(made, Joined):
            found = self._joined(prefix, made)
        elif isinstance(made, Each):
            found = self._each(prefix, made)
        elif part in CODED:
            return digests.table(prefix, [name.given.get(part, code)[:SERVING] for name, code in self._coded], SERVING)
        elif made is None and not any(name.given for name in self._names):
            return np.zeros((len(self._names), SERVING), np.uint64)
        else:
            return digests.table(prefix, [name.get(part, ())[:SERVING] for name in self._names], SERVING)
        if part != "initials":
            found[self._initials] = 0
        return found

    def grams(self, prefix: str) -> tuple[Rows, Words]:
        """(names + 1,) int64 and (q-grams,) uint64: where those of each name start, and they in increasing order."""
        spelled = list(map(bigrams, self._words))
        distinct = list(dict.fromkeys(chain.from_iterable(spelled)))
        of_words = digests.numbers(distinct, list(chain.from_iterable(spelled)))
        lengths = np.fromiter(map(len, spelled), np.int64, len(spelled))
        grams = of_words[_ranges(np.cumsum(lengths)[self._of_names], lengths[self._of_names])]
        sizes = np.bincount(
            np.repeat(np.arange(len(self._names)), self._sizes), lengths[self._of_names], len(self._names)
        )
        starts = np.append(0, np.cumsum(sizes.astype(np.int64)))
        # A name's number, then a q-gram's: equal ones of a name come to stand together, and are numbered.
        owned = np.repeat(np.arange(len(self._names)), np.diff(starts)) * max(1, len(distinct)) + grams
        owned.sort()
        first = np.flatnonzero(np.append(True, owned[1:] != owned[:-1])[: len(owned)])
        before = np.arange(len(owned)) - np.repeat(first, np.diff(np.append(first, len(owned))))
        codes, which = np.unique(before * len(distinct) + owned % max(1, len(distinct)), return_inverse=True)
        texts = [numbered(distinct[code % len(distinct)], 1 + code // len(distinct)) for code in codes.tolist()]
        return starts, digests.in_order(starts, which, digests.digests(prefix, texts))

    def _joined(self, prefix: str, made: Joined) -> Words:
        of_words = list(map(made.of_word, self._words))
        ordered = sorted(set(of_words))
        ranks = digests.numbers(ordered, of_words)
        found = np.zeros((len(self._names), SERVING), np.uint64)
        for rows, words in self._tables:
            size = words.shape[1]
            if size > 1 or not made.of_several:
                pieces = map(ordered.__getitem__, np.sort(ranks[words], axis=1).ravel().tolist())
                texts = list(map(made.between.join, zip(*[pieces] * size, strict=True)))
                found[rows, 0] = digests.digests(prefix, texts)
        if made.of_core and self._with_more:
            spelled = [made(self._names[row])[0] for row in self._with_more]
            found[self._with_more, 0] = digests.digests(prefix, spelled)
        return found

    def _each(self, prefix: str, made: Each) -> Words:
        of_words = np.append(digests.digests(prefix, list(map(made.of_word, self._words))), _NONE)
        found = of_words[self._serving]
        for place in range(1, WORDS_SERVING):
            found[(found[:, :place] == found[:, place : place + 1]).any(axis=1), place] = 0
        held_first = np.argsort(found == 0, axis=1, kind="stable")
        return np.take_along_axis(found, held_first, axis=1)[:, :SERVING]

    @cached_property
    def _coded(self) -> list[tuple[NameParts, Texts]]:
        """Each name, and the code of its syllables."""
        return [(name, name.coded) for name in self._names]

    @cached_property
    def _with_more(self) -> list[int]:
        """The rows of names with words that their core may lack."""
        more = set(filter(may_leave_out, self._words))
        return [row for row, name in enumerate(self._names) if not more.isdisjoint(name.words)] if more else []

    @cached_property
    def _tables(self) -> list[tuple[Rows, Rows]]:
        """The rows of names with as many words, and (names, words) int64: the numbers of their words."""
        ends = np.cumsum(self._sizes)
        found = []
        for size in np.unique(self._sizes).tolist():
            rows = np.flatnonzero(self._sizes == size)
            found.append((rows, self._of_names[ends[rows, None] - np.arange(size, 0, -1)]))
        return found

    @cached_property
    def _serving(self) -> Rows:
        """(names, WORDS_SERVING) int64: the words that serve, as `NameParts.serving` has them; -1 = none."""
        lengths = np.fromiter(map(len, self._words), np.int64, len(self._words))
        serving = np.full((len(self._names), WORDS_SERVING), -1)
        for rows, words in self._tables:
            length = lengths[words]
            length[length == 1] = 0
            length[:, 1:][words[:, 1:] == words[:, :-1]] = 0
            longest = np.argsort(-length, axis=1, kind="stable")[:, :WORDS_SERVING]
            serves = np.take_along_axis(length, longest, axis=1) > 0
            serving[rows, : longest.shape[1]] = np.where(serves, np.take_along_axis(words, longest, axis=1), -1)
        return serving


def _ranges(ends: Rows, sizes: Rows) -> Rows:
    """All numbers of ranges that end before `ends` and hold so many, one range behind the other."""
    return np.arange(sizes.sum()) + np.repeat(ends - np.cumsum(sizes), sizes)
