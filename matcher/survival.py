"""Which errors rows survive: the share of an owner's rows that a plan still finds after each kind of error.

One error is made in each row in which it can happen, and the keys of the plan look for the row again: with everything
else as it was, and with as much wrong in the other fields as the planner believes is usual.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from matcher.evidence import NAMES
from matcher.fields.columns import Column, joined
from matcher.fields.reading import read_column
from matcher.keys import KeyReader, holders, without_common
from matcher.parts import Parts, pooled, row_order
from matcher.project import MatchKey, Project
from matcher.simulate import ERRORS, corrupt, noisy_copies
from matcher.typing_errors import TextSlip

TRIED_ROWS = 1_000  # of a longer list, drawn by content
SEED = 1

NO_ERROR, MISSING, ANOTHER, SWAPPED = "no error", "missing", "another one", "in each other's field"

Rows = NDArray[np.int64]
UsualErrors = Mapping[str, Mapping[int, str | None]]  # field -> row -> normal form


@dataclass(frozen=True, slots=True)
class Survival:
    """What becomes of rows with one kind of error.

    field  in which the error is made; NAMES where it is in two name fields
    error  in words
    rows   how many of the rows tried it could be made in
    found  share of those that the plan still finds; 0 without rows
    worse  the same where the other fields go wrong at the usual rates too
    """

    field: str
    error: str
    rows: int
    found: float
    worse: float


@dataclass(frozen=True, slots=True, repr=False)
class _Copies:
    """Rows of a list with one kind of error each.

    rows    (copies,) which rows
    values  changed field -> (copies,) normal forms, None where missing
    """

    field: str
    error: str
    rows: Rows
    values: Mapping[str, Sequence[str | None]]


def survival(parts: Parts, project: Project) -> list[Survival]:
    """What becomes of the rows of a list under each kind of error in each field, in the order of the fields.

    The first has no error: what the plan finds of rows as they are. Without a plan nothing is found.
    """
    rng = Random(SEED)
    tried = np.argsort(row_order(parts), kind="stable")[:TRIED_ROWS]
    copies = list(_all_copies(parts, project, tried, rng))
    usual = _usual_errors(parts, project, tried, rng)
    rows = np.concatenate([made.rows for made in copies])
    shares = [
        _means(_found(_with_copies(parts, project, copies, errors), project.plan, parts.rows, rows), copies)
        for errors in ({}, usual)
    ]
    return [
        Survival(made.field, made.error, len(made.rows), found, worse)
        for made, found, worse in zip(copies, *shares, strict=True)
    ]


def _means(found: NDArray[np.float64], copies: Sequence[_Copies]) -> list[float]:
    ends = np.cumsum([len(made.rows) for made in copies])
    return [
        float(found[end - len(made.rows) : end].mean()) if len(made.rows) else 0.0
        for end, made in zip(ends, copies, strict=True)
    ]


def _all_copies(parts: Parts, project: Project, tried: Rows, rng: Random) -> Iterator[_Copies]:
    """The rows tried, as they are; then for each field with each error that changes something."""
    yield _Copies("", NO_ERROR, tried, {})
    for field in project.field:
        column = parts.columns[field.name]
        rows = tried[column.codes[tried] >= 0]
        values = [column.normals[code] for code in column.codes[rows]]
        for words, error in _errors(field.kind, values).items():
            wrong = [error(value, rng) for value in values]
            changed = [place for place, value in enumerate(values) if wrong[place] != value]
            yield _Copies(field.name, words, rows[changed], {field.name: [wrong[place] for place in changed]})
        yield _Copies(field.name, MISSING, rows, {field.name: [None] * len(rows)})
    if len(project.name_fields) > 1:
        yield _swapped(parts, tried, project.name_fields[0], project.name_fields[1])


def _errors(kind: str, values: Sequence[str]) -> Mapping[str, TextSlip]:
    seen = sorted(set(values))
    return ERRORS.get(kind) or {ANOTHER: lambda value, rng: corrupt(kind, value, rng, seen)}


def _usual_errors(parts: Parts, project: Project, tried: Rows, rng: Random) -> UsualErrors:
    cells = {}
    for field in project.field:
        column = parts.columns[field.name]
        cells[field.name] = (field.kind, [None if code < 0 else column.normals[code] for code in column.codes[tried]])
    return {name: dict(zip(tried.tolist(), values, strict=True)) for name, values in noisy_copies(cells, rng).items()}


def _swapped(parts: Parts, tried: Rows, one: str, other: str) -> _Copies:
    columns = parts.columns[one], parts.columns[other]
    rows = tried[(columns[0].codes[tried] >= 0) & (columns[1].codes[tried] >= 0)]
    first, second = ([column.normals[code] for code in column.codes[rows]] for column in columns)
    return _Copies(NAMES, SWAPPED, rows, {one: second, other: first})


def _with_copies(parts: Parts, project: Project, copies: Sequence[_Copies], usual: UsualErrors) -> Parts:
    """The list followed by the copies, whose other fields have the usual errors, if any."""
    as_they_are = np.concatenate([np.arange(parts.rows), *(made.rows for made in copies)])
    starts = parts.rows + np.cumsum([0, *(len(made.rows) for made in copies)])
    columns: dict[str, Column] = {}
    for field in project.field:
        place = as_they_are.copy()
        cells: list[str] = []
        for start, made in zip(starts, copies, strict=False):
            changed = made.values.get(field.name)
            if changed is None:
                changed = [usual[field.name][row] for row in made.rows.tolist()] if usual else ()
            place[start : start + len(changed)] = parts.rows + len(cells) + np.arange(len(changed))
            cells += [value or "" for value in changed]
        read, _ = read_column(project.label(field.name), field.kind, cells)
        columns[field.name] = joined([parts.columns[field.name], read]).take(place)
    if project.name_fields:
        columns[NAMES] = pooled([columns[name] for name in project.name_fields])
    return Parts(len(as_they_are), columns, ())


def _found(listed: Parts, plan: Sequence[MatchKey], rows: int, of: Rows) -> NDArray[np.float64]:
    """(copies,) the chance that a copy meets the row it is `of`: the list has its `rows` rows first, then copies.

    Of so many rows with a key value, each list ranks its own at random.
    """
    reader = KeyReader(listed, rows)
    unfound = np.ones(len(of))
    for key in plan:
        ids, _ = reader.values(key)
        own, copied = without_common(ids[:rows]), ids[rows:]
        by_rank = 1 / np.maximum(1, holders(own))[of]
        own = own[of]
        same = (own[:, :, None] == copied[:, None, :]).any(axis=2) & (own >= 0)
        unfound *= 1 - np.where(same, by_rank, 0.0).max(axis=1)
    return 1 - unfound
