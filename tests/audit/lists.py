"""Invented lists to attack: strangers, and a list full of repeats and families."""

from __future__ import annotations

import random
from functools import cache

from matcher.generate.people import Inventor
from matcher.keyplan import plan_keys
from matcher.parts import Parts
from matcher.project import Profile, Project
from tests.people import parts, project

Row = tuple[str, str, str, str]


@cache
def strangers(count: int, seed: int = 1) -> list[Row]:
    """(name, birthdate, passport, sex) of people of China."""
    people = Inventor(random.Random(seed)).people(count)
    return [(person.name.han, person.born.isoformat(), person.passport, person.sex) for person in people]


@cache
def families(count: int) -> list[Row]:
    """Every third row is a relative of one before, with his surname, and every third again one of them written anew."""
    rng, rows = random.Random(2), strangers(count // 3, 2)
    relatives = [(rows[n][0][0] + name[1:], *rest) for n, (name, *rest) in enumerate(strangers(count // 3, 3))]
    again = [
        (name, born if rng.random() < 0.7 else "", "", sex) for name, born, _, sex in rows[: count - 2 * len(rows)]
    ]
    return [*rows, *relatives, *again]


@cache
def planned(kind: str, count: int, profile: Profile) -> tuple[Parts, Project]:
    """A list and its project, planned on it."""
    listed = parts(strangers(count) if kind == "strangers" else families(count))
    made = project(profile, plan=(), expected_rows=count)
    return listed, made.with_plan([planned.key for planned in plan_keys(listed, made).keys])
