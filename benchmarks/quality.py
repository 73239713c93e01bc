"""How good the links are, on labelled lists, for every profile and beside peers: `make quality`.

    python benchmarks/quality.py [--peers .venv-peers/bin/python] [--only TEXT] [--profile NAME ...]

The plan is made on the left list, as its owner would, with `expected_rows` the rows of the longer list. Entropy is
seeded, so that the figures are the same every time. Without ../shared/data only the invented lists are measured.
A whole run, with peers, is written to `results/quality.txt`; a part of it is only printed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import get_args

import beside
import error_types
import figures
import labelled
import numpy as np
from figures import Quality

from matcher import __version__, pipeline
from matcher.encodings import ScoredPairs
from matcher.errors import DataError
from matcher.keyplan import plan_keys
from matcher.link import link
from matcher.parts import Parts, parts_of
from matcher.project import Profile, Project, new_project
from matcher.records import Records, records_of
from matcher.secret import Secret

RESULTS = Path(__file__).parent / "results" / "quality.txt"
PROFILES: tuple[Profile, ...] = ("standard", "hardened", "wide", "open", "clk")
SECRET = Secret(bytes(range(32)))
INTRODUCTION = f"""\
matcher {__version__}: F1 of one-to-one links at the own threshold, the same with repeats, the same one to one beside as
many true pairs as can be reached so, each person once, and F1 at the best threshold; precision and recall of one-to-one
links at the own one; search recall, chance pairs a row, estimated and true number of matches; how often the intervals
of false links and of missed matches hold the truth. Means over seeds where there are several. * = a list is over
budget. Peers: Splink 4 on plain lists, threshold 0.5; clkhash + anonlink, threshold 0.8; both on what matcher reads in
the cells (`read`), and where these are in several scripts also on the cells as written. `make quality`"""

Measure = Callable[[labelled.Labelled], Quality]


def measure(lists: labelled.Labelled, profile: Profile) -> Quality:
    """Link two labelled lists under a profile and compare with the truth."""
    project = project_of(lists, profile)
    parts = [parts_of(records, project) for records in records_in(lists, project)]
    if project.budget is not None:
        project = project.with_plan([planned.key for planned in plan_keys(parts[0], project).keys])
    return measure_planned(lists, parts, project)


def measure_planned(lists: labelled.Labelled, parts: Sequence[Parts], project: Project) -> Quality:
    """Link the parts of two labelled lists with the plan of a project, where its profile needs one."""
    scored, rows, over = _scored(parts, project)

    def named(left: np.ndarray, right: np.ndarray) -> list[figures.Pair]:
        return list(zip(rows[0][left].tolist(), rows[1][right].tolist(), strict=True))

    own, everything = link(scored), link(scored, -np.inf)
    once = ~everything.repeat
    return figures.quality(
        named(everything.left[once], everything.right[once]),
        int((~own.repeat).sum()),
        lists.truth,
        repeats=named(own.left[own.repeat], own.right[own.repeat]),
        expected=own.matches.value,
        false=own.false,
        missed=own.missed,
        candidates=named(scored.pairs.left, scored.pairs.right),
        rows=min(map(len, rows)),
        over_budget=over,
    )


def measure_peer(lists: labelled.Labelled, peer: str, reading: str, python: Path) -> Quality:
    """Let a peer link the same lists."""
    project = project_of(lists, "open")
    kinds = {field.name: field.kind for field in project.field}
    found = beside.peer_links(peer, records_in(lists, project), kinds, reading, python)
    once = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    return figures.quality(once, found.own, lists.truth, expected=found.expected)


def project_of(lists: labelled.Labelled, profile: Profile) -> Project:
    project = new_project(
        lists.name,
        lists.fields,
        profile=profile,
        expected_rows=max(len(lists.left.rows), len(lists.right.rows)),
        purpose="a benchmark",
        id_columns=[],
    )
    # A fixed project id: it keys the plain filters.
    return project.model_copy(update={"project": project.project.model_copy(update={"id": "0" * 32})})


def records_in(lists: labelled.Labelled, project: Project) -> list[Records]:
    return [records_of(side, project) for side in (lists.left, lists.right)]


def _scored(parts: Sequence[Parts], project: Project) -> tuple[ScoredPairs, list[np.ndarray], bool]:
    """Scored pairs, the rows of the lists behind their rows, and whether a list was over budget."""
    profile = project.project.profile
    if profile == "open":
        return pipeline.score_plain(*parts, project), [np.arange(side.rows) for side in parts], False
    if profile == "clk":
        made = [
            pipeline.encode_clks(side, project, SECRET, entropy=_seeded(number)) for number, side in enumerate(parts)
        ]
        return pipeline.score_clks(made[0][0], made[1][0]), [rows for _, rows in made], False
    encoded = [
        pipeline.encode_list(side, project, SECRET, entropy=_seeded(number)) for number, side in enumerate(parts)
    ]
    over = any(side.chance.over for side in encoded)
    return pipeline.score_encoded(*(side.encoded for side in encoded)), [side.rows for side in encoded], over


def _seeded(seed: int) -> Callable[[int], bytes]:
    return np.random.default_rng(seed).bytes


def methods(profiles: Sequence[Profile], python: Path | None) -> dict[str, Measure]:
    """What is measured, by the name that the table has for it."""
    found: dict[str, Measure] = {
        profile: lambda lists, profile=profile: measure(lists, profile) for profile in profiles
    }
    if python is not None:
        for peer in beside.PEERS:
            for reading, name in (("cells", peer), ("read", f"{peer}, read")):
                found[name] = lambda lists, peer=peer, reading=reading: measure_peer(lists, peer, reading, python)
    return found


def blocks(only: str, methods: dict[str, Measure]) -> Iterator[str]:
    """The tables, as each is done."""
    for name, make in labelled.SETS.items():
        if only.lower() not in name.lower():
            continue
        lists = make()
        yield "\n" + _title(name, lists)
        yield _line("", figures.HEADER)
        measured: dict[str, list[Quality]] = {}
        for method, measure_with in methods.items():
            if method in beside.PEERS and name not in labelled.INVENTED:
                continue
            try:
                measured[method] = [measure_with(each) for each in lists]
            except DataError as error:  # a list that a profile cannot serve
                yield f"{method:<15}    {error}"
                continue
            found = figures.mean(measured[method])
            yield _line(method + "*" * found.over_budget, found.cells())
        if any(each.mistakes for each in lists):
            yield from error_types.table(lists, measured)


def _title(name: str, lists: Sequence[labelled.Labelled]) -> str:
    first = lists[0]
    true, reached = (sum(count(each.truth) for each in lists) for count in (len, figures.in_reach))
    seeds = f", {len(lists)} seeds" if len(lists) > 1 else ""
    rows = f"{len(first.left.rows):,} x {len(first.right.rows):,} rows{seeds}"
    return f"{name}: {rows}; {reached:,} of {true:,} true pairs within reach of one-to-one links"


def _line(name: str, cells: Sequence[str]) -> str:
    return f"{name:<15}" + "".join(f"{cell:>12}" for cell in cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, help="a Python that has splink, clkhash and anonlink")
    parser.add_argument("--only", default="", help="sets whose names contain this")
    parser.add_argument("--profile", choices=get_args(Profile), action="append", help="may be given again (all)")
    options = parser.parse_args()
    started = time.monotonic()
    lines = [INTRODUCTION]
    print(INTRODUCTION)
    for line in blocks(options.only, methods(options.profile or PROFILES, options.peers)):
        print(line, flush=True)
        lines.append(line)
    taken = f"{time.monotonic() - started:.0f} s"
    if options.only or options.profile or options.peers is None:
        print(f"\nin {taken}; not written, as it is a part", file=sys.stderr)
    else:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text("\n".join(lines) + "\n", "utf-8")
        print(f"\nwritten to {RESULTS.name} in {taken}", file=sys.stderr)


if __name__ == "__main__":
    main()
