"""What people write in cells, and what can be compared of it.

Each kind of field has a file: `names`, `dates`, `documents`, `categories`, `places`, `phones`.
Each promises the same:

    PARTS                           names of the parts it gives, in the order of the docs; match keys are made of them
    COMPARED                        names of parts that records are compared by and no key is made of
    normalise(text) -> Value | None a value's normal form, parts and q-grams; None where the cell holds nothing

A missing value gives None: it has no part and no q-gram, so that two missing values can never agree.
A cell that cannot be understood raises Unreadable with a reason that does not quote it. One of which only a part can be
used gives a Value of that part, with the reason as its `doubt`.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, cast

SERVING = 2  # of a part with several values, at most so many serve
MOST_SOUNDS = 20  # grams of the sound of a name
MOST_SYLLABLES = 12  # grams of its syllables


class Unreadable(ValueError):
    """A cell that is not what its field should hold; the message is the reason, never the content."""


@dataclass(frozen=True, slots=True)
class Value:
    """One normalised value.

    normal   the normal form, for equality
    parts    part name -> the values of that part (several where any of them may serve, as the words of a name);
             a part that this value does not have is left out
    qgrams   distinct q-grams; a repeated one is numbered ("an", "an#2"), so that no two are equal
    sounds   of a name, the distinct grams of its sound in any language (`matcher.fields.sinitic`): they hang on the
             order of words and on characters, which a normal form does not keep, and so are no part of equality
    syllables  likewise those of its syllables as they stand, in Mandarin where it is written in characters
    doubt    why this is only a part of what the cell holds, without quoting it; empty where it is all
    """

    normal: str
    parts: Mapping[str, tuple[str, ...]]
    qgrams: Sequence[str]
    sounds: tuple[str, ...] = field(default=(), compare=False)
    syllables: tuple[str, ...] = field(default=(), compare=False)
    doubt: str = field(default="", compare=False)

    def __repr__(self) -> str:
        return f"Value({len(self.parts)} parts, {len(self.qgrams)} q-grams)"


class Kind(Protocol):
    """What a module of this package promises."""

    PARTS: tuple[str, ...]
    COMPARED: tuple[str, ...]

    def normalise(self, text: str) -> Value | None: ...


_MODULES = {
    "name": "names",
    "date": "dates",
    "document": "documents",
    "category": "categories",
    "place": "places",
    "phone": "phones",
}


def kind(name: str) -> Kind:
    """The module of a kind, imported when first asked for: the tables behind names take a moment to load."""
    return cast(Kind, importlib.import_module(f"{__name__}.{_MODULES[name]}"))


def counted(qgrams: Sequence[str]) -> tuple[str, ...]:
    """Number repeated q-grams, so that all are distinct.

    >>> counted(["an", "na", "an"])
    ('an', 'na', 'an#2')
    """
    if len(set(qgrams)) == len(qgrams):
        return tuple(qgrams)
    seen: dict[str, int] = {}
    result = []
    for qgram in qgrams:
        count = seen[qgram] = seen.get(qgram, 0) + 1
        result.append(numbered(qgram, count))
    return tuple(result)


def numbered(qgram: str, count: int) -> str:
    """A q-gram that stands for the so many-th time."""
    return qgram if count == 1 else f"{qgram}#{count}"
