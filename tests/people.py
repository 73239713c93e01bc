"""Small invented lists for tests: projects, parts and seeded entropy."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from matcher.encode import Entropy
from matcher.parts import Parts, parts_of
from matcher.project import Field, MatchKey, Profile, Project, new_project
from matcher.records import records_of
from matcher.tables import Table

HEADER = ("id", "name", "birthdate", "passport", "sex")
PLAN = (
    "names.letters + birthdate.year",
    "names.word + birthdate.month_day",
    "names.sound + birthdate.year_month",
    "passport.whole",
    "birthdate.year + passport.last4",
)
SURNAMES = ("wang", "li", "zhang", "liu", "chen", "yang", "huang", "zhao", "wu", "zhou")
SYLLABLES = (
    "wei",
    "min",
    "jing",
    "hao",
    "lei",
    "fang",
    "yan",
    "jun",
    "tao",
    "xin",
    "mei",
    "bo",
    "ning",
    "rui",
    "qiang",
)


def project(profile: Profile = "standard", plan: Sequence[str] = PLAN, expected_rows: int = 300) -> Project:
    fields = [
        Field(name="name", kind="name", columns=["name"]),
        Field(name="birthdate", kind="date", columns=["birthdate"]),
        Field(name="passport", kind="document", columns=["passport"]),
        Field(name="sex", kind="category", columns=["sex"]),
    ]
    made = new_project(
        "trial", fields, profile=profile, expected_rows=expected_rows, purpose="a trial", id_columns=["id"]
    )
    fixed = made.project.model_copy(update={"id": "5eed" * 8})
    return made.model_copy(update={"project": fixed}).with_plan([MatchKey.parse(text) for text in plan])


def person(rng: random.Random) -> tuple[str, str, str, str]:
    name = f"{rng.choice(SURNAMES)} {rng.choice(SYLLABLES)}{rng.choice(SYLLABLES)}"
    born = f"{rng.randint(1975, 2006)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return name, born, f"E{rng.randint(10**7, 10**8 - 1)}", rng.choice("mf")


def people(count: int, seed: int = 1) -> list[tuple[str, ...]]:
    rng = random.Random(seed)
    return [person(rng) for _ in range(count)]


def table(rows: Sequence[Sequence[str]], prefix: str = "A") -> Table:
    """A list of people, with ids A0, A1, ..."""
    full = [(f"{prefix}{number}", *row) for number, row in enumerate(rows)]
    return Table("list.csv", HEADER, full, list(range(2, len(full) + 2)), [], "made in a test")


def parts(rows: Sequence[Sequence[str]], made: Project | None = None) -> Parts:
    made = made or project(plan=[])  # all parts, for any plan
    return parts_of(records_of(table(rows), made), made)


def seeded(seed: int) -> Entropy:
    """Entropy that is the same every time."""
    return np.random.default_rng(seed).bytes
