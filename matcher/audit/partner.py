"""A partner's list made up from an owner's own: some people on both, written anew with errors, the others nobody."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

import numpy as np
from numpy.typing import NDArray

from matcher.evidence import NAMES
from matcher.fields import pinyin
from matcher.fields.columns import Column
from matcher.fields.reading import read_column
from matcher.parts import Parts, pooled
from matcher.project import Project
from matcher.simulate import noisy_copies

_DAY = re.compile(r"(?<=\d{4}-\d\d)-\d\d$")
_DAYS = 28  # that every month has

IN_COMMON = 0.08  # of the people, as on the lists of families and of police


def made_up(listed: Parts, project: Project, seed: int) -> tuple[Parts, NDArray[np.int64]]:
    """A list of as many rows, and (rows,) int64 of each row of `listed` the row of it that is the same person, or -1.

    Nobody else on it exists: words of names are put together anew, numbers and days drawn, all else dealt anew.
    """
    random = Random(seed)
    kinds = {field.name: field.kind for field in project.field}
    cells = {name: (kind, listed.columns[name].normal_forms()) for name, kind in kinds.items()}
    again = noisy_copies(cells, random)
    common = round(IN_COMMON * listed.rows)
    columns: dict[str, Column] = {}
    for name, (kind, values) in cells.items():
        others = _ANEW.get(kind, _dealt)(values, random)
        written = [text or "" for text in (*again[name][:common], *others[common:])]
        columns[name] = read_column(project.label(name), kind, written)[0]
    if project.name_fields:
        columns[NAMES] = pooled([columns[name] for name in project.name_fields])
    same = np.full(listed.rows, -1)
    same[:common] = np.arange(common)
    return Parts(listed.rows, columns, ()), same


Values = list[str | None]


def _dealt(values: Values, random: Random) -> Values:
    return random.sample(values, len(values))


def _names(values: Values, random: Random) -> Values:
    """Each word begins as one of the list's words and ends as another; one syllable of Chinese stays as it is."""
    words = [_cut(word) for value in values if value for word in value.split(" ")]
    short, long = [[word for word in words if bool(word[1]) is parted] for parted in (False, True)]

    def anew(word: str) -> str:
        return random.choice(long)[0] + random.choice(long)[1] if _cut(word)[1] else random.choice(short)[0]

    return [value and " ".join(map(anew, value.split(" "))) for value in _dealt(values, random)]


def _cut(word: str) -> tuple[str, str]:
    syllables = pinyin.split(word)
    first = len(syllables[0]) if syllables else len(word) // 2
    return word[:first], word[first:]


def _numbers(values: Values, random: Random) -> Values:
    """Numbers of the same shapes."""
    return [value and re.sub("[0-9]", lambda _: random.choice("0123456789"), value) for value in _dealt(values, random)]


def _dates(values: Values, random: Random) -> Values:
    """The same years and months, other days."""
    return [value and _DAY.sub(lambda _: f"-{random.randint(1, _DAYS):02}", value) for value in _dealt(values, random)]


_ANEW: Mapping[str, Callable[[Values, Random], Values]] = {
    "name": _names,
    "document": _numbers,
    "phone": _numbers,
    "date": _dates,
}
