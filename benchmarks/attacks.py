"""Attack invented Chinese lists without the secret: one encoded file, and two as a linkage unit sees them.

For lists of 1,000 and 2,000 rows, 8 and 80 % of whose people are on both, in exact spelling known to the attacker: rows
named of one file (by the best attack on it, the mean over five secrets), rows named of two files beyond those linked,
and linked rows named by who has both lists in plain; then what controls lose. Then rows without a link named by a unit
that has more: the file and the list of a second partner too, or the same two lists encoded for two runs. At last what
both lists would name if pairs showed less: tags or close-ups only, only how many tokens they share, or only that they
share any. `make attacks`
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from matcher.audit import pairs
from matcher.audit.trial import KNOWN, MOST_DESCRIBED, Audit, Maker, attacks_on_one_file, audit, by_handle, stratified
from matcher.candidates import SeenPairs, seen_by_tokens
from matcher.generate.people import Inventor, Person
from matcher.keyplan import plan_keys
from matcher.parts import Parts, parts_of
from matcher.project import Field, Profile, Project, new_project
from matcher.records import records_of
from matcher.secret import Secret
from matcher.secret.derived import SECRET_BYTES
from matcher.tables import Table

SEED = 1
SECRETS = 5
SIZES = (1_000, 2_000)
COMMON = (0.08, 0.8)
PROFILES: tuple[Profile, ...] = ("standard", "hardened")
HEADER = ("id", "name", "birthdate", "passport", "sex")
COLUMNS = (
    "one file",
    "both lists",
    *(f"{share:.0%} known" for share in KNOWN),
    "linked",
    "CLK",
    "diffused",
    "bits",
    "s",
)


MORE = ("both lists", "three lists", "two runs")
LESS = {  # whether pairs show tags, close-ups, how many tokens they share
    "all": (True, True, True),
    "tags": (True, False, True),
    "close-ups": (False, True, True),
    "how many": (False, False, True),
    "that any": (False, False, False),
}
Shown = TypeVar("Shown", SeenPairs, pairs.ExpectedPairs)


def project_of(profile: Profile, rows: int) -> Project:
    kinds = ("name", "date", "document", "category")
    fields = [Field(name=name, kind=kind, columns=[name]) for name, kind in zip(HEADER[1:], kinds, strict=True)]
    return new_project("attacked", fields, profile=profile, expected_rows=rows, purpose="a test", id_columns=["id"])


def planned_lists(rows: int, common: float, profile: Profile) -> tuple[Project, tuple[Parts, Parts, Parts]]:
    """A project planned on the first of `three_lists`, and these."""
    project = project_of(profile, rows)
    every = three_lists(rows, common, project)
    return project.with_plan([key.key for key in plan_keys(every[0], project).keys]), every


def three_lists(rows: int, common: float, project: Project) -> tuple[Parts, Parts, Parts]:
    """One in characters, and two as passports have names, with the same people in common with it and no others."""
    people = Inventor(random.Random(1)).people(3 * rows)
    shared = round(common * rows)
    others = [people[:shared] + people[start : start + rows - shared] for start in (rows, 2 * rows)]
    own, one, other = (
        _parts(group, project, latin=latin)
        for group, latin in zip((people[:rows], *others), (False, True, True), strict=True)
    )
    return own, one, other


def _parts(people: Sequence[Person], project: Project, *, latin: bool) -> Parts:
    cells = [
        (str(number), _name(person, latin), person.born.isoformat(), person.passport, person.sex)
        for number, person in enumerate(people)
    ]
    return parts_of(
        records_of(Table("list", HEADER, cells, list(range(2, len(cells) + 2)), [], "invented"), project), project
    )


def _name(person: Person, latin: bool) -> str:
    return f"{person.name.surname.latin} {person.name.given_latin}".upper() if latin else person.name.han


def _of_one_file(listed: Parts, project: Project) -> float:
    """Share of rows that the attack names which names most, on average over SECRETS: so few are named that one number
    is mostly luck.
    """
    few = stratified(listed, MOST_DESCRIBED)
    maker = Maker(few, project, np.random.default_rng(SEED).bytes)
    random = np.random.default_rng(SEED)
    shares = [[attack.share for attack in attacks_on_one_file(maker, few, project, random)] for _ in range(SECRETS)]
    return float(np.mean(shares, axis=0).max())


def _line(one_file: float, found: Audit, seconds: float) -> list[str]:
    shares = [one_file, *(attack.share for attack in found.two_files)]
    shares += [found.linked.share, *(control.share for control in found.controls)]
    return [*(f"{share:.2%}" for share in shares), f"{found.pairs.bits:.1f}", f"{seconds:.0f}"]


def with_less(rows: int, common: float, profile: Profile) -> list[str]:
    """Rows of the first list without a link that a unit with both lists names, by what it would see of each pair."""
    planned, (left, right, _) = planned_lists(rows, common, profile)
    entropy = np.random.default_rng(SEED).bytes
    own, partner = (Maker(parts, planned, entropy) for parts in (left, right))
    expected = pairs.expect(lambda: own.seen_with(partner), rows)
    people = [np.random.default_rng(SEED + side).permutation(rows) for side in (0, 1)]
    seen = by_handle(own.seen_with(partner), people)

    def named(*shows: bool) -> str:
        guessed = pairs.name_by_propagation(_showing(seen, *shows), _showing(expected, *shows), (rows, rows))
        rightly = sum(people[0][row] == person >= round(common * rows) for row, person in guessed.items())
        return f"{rightly / rows:.2%}"

    return [named(*shows) for shows in LESS.values()]


def _showing(shown: Shown, tags: bool, closeups: bool, tokens: bool) -> Shown:
    """Pairs that show no more than this."""
    return replace(
        shown,
        agree=shown.agree[:, : None if tags else 0],
        similarity=shown.similarity[:, : None if closeups else 0],
        shared=shown.shared if tokens else np.ones_like(shown.shared),
    )


def with_more(rows: int, common: float, profile: Profile) -> list[str]:
    """Rows of the first list without a link that a unit names with both lists, with three, and in one of two runs."""
    planned, every = planned_lists(rows, common, profile)
    entropy = np.random.default_rng(SEED).bytes
    own, *partners = (Maker(parts, planned, entropy) for parts in every)
    expected = [pairs.expect(lambda partner=partner: own.seen_with(partner), rows) for partner in partners]

    def named(count: int) -> set[int]:
        """The people of a run with so many partners whose rows are named, those with a link left out."""
        secret, sizes = Secret(entropy(SECRET_BYTES)), [rows] * count
        own_file, own_handles = own.slots(secret), np.random.default_rng(SEED).permutation(rows)
        seen = [
            by_handle(
                seen_by_tokens(planned.layout, own_file, partner.slots(secret)),
                (own_handles, np.random.default_rng(SEED + number).permutation(rows)),
            )
            for number, partner in enumerate(partners[:count], 1)
        ]
        guessed = pairs.name_by_propagation(
            pairs.seen_together(seen, sizes), pairs.expected_together(expected[:count], sizes), (rows, count * rows)
        )
        return {person for row, person in guessed.items() if own_handles[row] == person >= round(common * rows)}

    runs = [named(1) for _ in range(2)]
    return [f"{len(found) / rows:.2%}" for found in (runs[0], named(2), runs[0] | runs[1])]


def main() -> None:
    print((__doc__ or "").strip(), end="\n\n")
    print(" " * 26 + "".join(name.rjust(12) for name in COLUMNS))
    for rows in SIZES:
        for common in COMMON:
            for profile in PROFILES:
                planned, (left, right, _) = planned_lists(rows, common, profile)
                started = time.perf_counter()
                found = audit(left, planned, right, lambda _: None, np.random.default_rng(SEED).bytes)
                seconds = time.perf_counter() - started
                line = _line(_of_one_file(left, planned), found, seconds)
                print(f"{rows:,} rows, {common:.0%}, {profile}".ljust(26) + "".join(cell.rjust(12) for cell in line))
                sys.stdout.flush()
    for names, line_of in ((MORE, with_more), (LESS, with_less)):
        print("\n" + " " * 26 + "".join(name.rjust(12) for name in names))
        for common in COMMON:
            for profile in PROFILES:
                line = line_of(SIZES[0], common, profile)
                title = f"{SIZES[0]:,} rows, {common:.0%}, {profile}"
                print(title.ljust(26) + "".join(cell.rjust(12) for cell in line), flush=True)


if __name__ == "__main__":
    main()
